"""Pictures drawn from pen strokes pixel by pixel, and MNIST's files read byte by byte."""

from __future__ import annotations

import gzip
import json
import math
from itertools import pairwise
from pathlib import Path

import numpy as np

DIGITS = Path(__file__).parents[2] / "assets" / "digits"
SAMPLES, FINE_STEPS_A_SPAN = 160, 24


def plain_digit(label: int, hand: int, side: int) -> np.ndarray:
    """Draw a digit of a hand: as MNIST does on 28 x 28 pixels, as scikit-learn on 8 x 8."""
    strokes = json.loads((DIGITS / f"hand-{hand}.json").read_text())["digits"][str(label)]
    box, middle, pen, fineness = {28: (20, 14.5, 2.5, 1), 8: (8, 4, 1.3, 4)}[side]
    path = [point for stroke in strokes for point in _evenly_spaced(stroke)]
    lows, highs = ([f(axis) for axis in zip(*path, strict=True)] for f in (min, max))
    factor = (box - pen) / max(high - low for low, high in zip(lows, highs, strict=True))
    path = [
        [
            factor * (at - (low + high) / 2) + middle
            for at, low, high in zip(p, lows, highs, strict=True)
        ]
        for p in path
    ]
    ink = _ink(path, pen, side, fineness)
    if side == 28:
        total = sum(ink)
        center = [
            math.fsum(dark * (place + 0.5) for dark, place in zip(ink, places, strict=True)) / total
            for places in ([i % side for i in range(side**2)], [i // side for i in range(side**2)])
        ]
        path = [[at + middle - c for at, c in zip(p, center, strict=True)] for p in path]
        ink = _ink(path, pen, side, fineness)
    return np.array(ink)


def plain_stroke_lengths(label: int, hand: int) -> list[float]:
    """Length of each stroke of a digit, in heights of the paper."""
    strokes = json.loads((DIGITS / f"hand-{hand}.json").read_text())["digits"][str(label)]
    return [
        math.fsum(math.dist(*step) for step in pairwise(_evenly_spaced(stroke)))
        for stroke in strokes
    ]


def plain_mnist(folder: Path, name: str) -> tuple[np.ndarray, np.ndarray]:
    """Read inputs from 0 to 1 and labels; the name is `train` or `t10k`."""
    content = []
    for kind, header in (("images-idx3", 16), ("labels-idx1", 8)):
        path = next(folder.glob(f"{name}-{kind}-ubyte*"))
        raw = path.read_bytes()
        raw = gzip.decompress(raw) if path.suffix == ".gz" else raw
        content.append(np.frombuffer(raw, np.uint8, offset=header))
    images, labels = content
    return images.reshape(len(labels), -1) / 255.0, labels.astype(int)


def _ink(path: list[list[float]], pen: float, side: int, fineness: int) -> list[float]:
    """How much of each pixel is within half a pen's width of the path, by every distance."""
    points = np.array(path)
    ink = []
    for row in range(side):
        for column in range(side):
            fine = []
            for i in range(fineness**2):
                x = column + (i % fineness + 0.5) / fineness
                y = row + (i // fineness + 0.5) / fineness
                distance = math.sqrt(((points - (x, y)) ** 2).sum(axis=1).min())
                fine.append(min(max((pen / 2 - distance) * fineness + 0.5, 0.0), 1.0))
            ink.append(sum(fine) / len(fine))
    return ink


def _evenly_spaced(points: list[list[float]]) -> list[list[float]]:
    """Points at equal distances along a stroke; a control point that comes twice is a corner."""
    fine: list[list[float]] = []
    piece = [points[0]]
    for point in [*points[1:], None]:
        if point is None or point == piece[-1]:
            if len(piece) > 1:
                fine += _spline(piece)
            piece = []
        if point is not None:
            piece.append(point)
    lengths = [0.0]
    for one, other in pairwise(fine):
        lengths.append(lengths[-1] + math.dist(one, other))
    spaced, left = [], 0
    for i in range(SAMPLES):
        wanted = lengths[-1] * i / (SAMPLES - 1)
        while left < len(fine) - 2 and lengths[left + 1] < wanted:
            left += 1
        span = lengths[left + 1] - lengths[left]
        share = min((wanted - lengths[left]) / span, 1.0) if span else 0.0
        spaced.append(
            [a + share * (b - a) for a, b in zip(fine[left], fine[left + 1], strict=True)]
        )
    return spaced


def _spline(points: list[list[float]]) -> list[list[float]]:
    """Fine points of the natural cubic spline, by its second derivatives at the knots."""
    knots = [0.0]
    for one, other in pairwise(points):
        knots.append(knots[-1] + math.sqrt(math.dist(one, other)))
    count = len(points)
    system, rest = np.eye(count), np.zeros((count, 2))
    values = np.array(points)
    for k in range(1, count - 1):
        before, after = knots[k] - knots[k - 1], knots[k + 1] - knots[k]
        system[k, k - 1 : k + 2] = before, 2 * (before + after), after
        rest[k] = 6 * ((values[k + 1] - values[k]) / after - (values[k] - values[k - 1]) / before)
    bends = np.linalg.solve(system, rest)
    fine, steps = [], FINE_STEPS_A_SPAN * (count - 1)
    for i in range(steps + 1):
        at = knots[-1] * i / steps
        k = min(max(j for j in range(count) if knots[j] <= at), count - 2)
        width = knots[k + 1] - knots[k]
        a, b = (knots[k + 1] - at) / width, (at - knots[k]) / width
        point = a * values[k] + b * values[k + 1]
        point += ((a**3 - a) * bends[k] + (b**3 - b) * bends[k + 1]) * width**2 / 6
        fine.append(point.tolist())
    return fine
