"""How cost grows: with the network, with the size of the frame, with the number of workers.

A section of `ForwardPass` is drawn and encoded: a signal runs through all connections. Growth that
is linear gives a ratio of 1. The figures are drawn as `renders/bench-growth.png`.
"""

from __future__ import annotations

import itertools
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import av
import matplotlib as mpl
import numpy as np

from network.files.weight_files import save_model
from network.training.initialization import initialize
from scenes.cli.workers import cores
from scenes.render.manim_session import draw_scene
from scenes.render.running import render
from scenes.render.workers.local_workers import LocalWorkers
from scenes.subject.render_options import QUALITIES, RenderOptions
from scenes.subject.settings import Settings

SCENE, SECTION = "ForwardPass", range(2, 3)
HIDDEN = (16, 64, 256)
SIZES = ("l", "m", "h", "k")
WORKERS = (1, 2)
AT_ONCE = (
    *("SigmoidOrReLU", "HowBigShouldItBe", "Bias"),
    *("TheWeightedSum", "CompactNotation", "WithoutNonlinearity"),
)
"""Scenes that are shared out among workers."""
ROUNDS = 3
LINEAR_BAR = 1.1
"""What a growth may cost beyond its share."""
PLOT = Path(__file__).parents[2] / "renders" / "bench-growth.png"


def run() -> list[dict[str, Any]]:
    """Growth of cost beside growth of work."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        models = [_network(folder, hidden) for hidden in HIDDEN]
        networks = [(count, _seconds(folder, settings, "h")) for count, settings in models]
        pixels = [QUALITIES[size][0] * QUALITIES[size][1] for size in SIZES]
        frames = [(count, _seconds(folder, Settings(), size)) for count, size in zip(
            pixels, SIZES, strict=True
        )]  # fmt: skip
        workers = _side_by_side(folder)
    _plot(networks, frames, workers)
    return [
        *_entries("connections", networks),
        *_entries("pixels", frames),
        *_entries(
            "workers, seconds of work", [(n, n * seconds) for n, seconds in workers], flat=True
        ),
    ]


def _entries(
    what: str, found: list[tuple[int, float]], *, flat: bool = False
) -> list[dict[str, Any]]:
    entries = []
    for (less, cheap), (more, dear) in itertools.pairwise(found):
        grown, allowed = dear / cheap, 1.0 if flat else more / less
        ratio = grown / allowed
        bar = 2 / 1.8 if flat else LINEAR_BAR
        entries.append(
            {
                "name": f"cost from {less:,} to {more:,} {what}, beside linear growth",
                "ours": grown,
                "anchor": allowed,
                "ratio": ratio,
                "bar": bar,
                "holds": ratio <= bar,
            }
        )
    return entries


def _network(folder: Path, hidden: int) -> tuple[int, Settings]:
    model = initialize((784, hidden, hidden, 10), ("sigmoid",) * 3, np.random.default_rng(hidden))
    path = folder / f"{hidden}.safetensors"
    save_model(path, model, {"data": "none: drawn at random, for a benchmark"})
    return model.weight_count, Settings(model=path)


def _seconds(folder: Path, settings: Settings, quality: str) -> float:
    """Seconds a frame; what is done once a scene is measured by a run that draws nothing."""
    return median(_once(folder, settings, quality) for _ in range(ROUNDS))


def _once(folder: Path, settings: Settings, quality: str) -> float:
    options = RenderOptions(quality=quality)
    with tempfile.TemporaryDirectory(dir=folder) as name:
        begin = time.perf_counter()
        draw_scene(SCENE, settings, options, Path(name) / "none", only=range(99, 100))
        middle = time.perf_counter()
        drawn = draw_scene(SCENE, settings, options, Path(name) / "some", only=SECTION)
        end = time.perf_counter()
        with av.open(str(drawn.sections[SECTION[0]])) as video:
            frames = video.streams.video[0].frames
    return (end - middle - (middle - begin)) / frames


def _side_by_side(folder: Path) -> list[tuple[int, float]]:
    """Seconds a scene by as many workers as there may be, of rounds in which each had its turn."""
    counts = [count for count in WORKERS if count <= cores()]
    found = {count: [_a_scene(folder, count)] for count in counts}
    for _ in range(ROUNDS - 1):
        for count in counts:
            found[count].append(_a_scene(folder, count))
    return [(count, median(seconds)) for count, seconds in found.items()]


def _a_scene(folder: Path, count: int) -> float:
    """Seconds a scene, start and end of the workers included."""
    with tempfile.TemporaryDirectory(dir=folder) as output:
        options = RenderOptions(output=Path(output))
        begin = time.perf_counter()
        with LocalWorkers(count) as workers:
            outcome = render(AT_ONCE, Settings(), options, workers)
        assert not outcome.failures
        return (time.perf_counter() - begin) / len(AT_ONCE)


def _plot(*panels: list[tuple[int, float]]) -> None:
    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(1, len(panels), figsize=(12, 4), layout="constrained")
    names = ("connections", "pixels of a frame", "workers")
    for axis, name, found in zip(axes, names, panels, strict=True):
        across, up = zip(*found, strict=True)
        axis.loglog(across, up, "o-", label="measured")
        sign = -1 if name == "workers" else 1
        line = [up[0] * (each / across[0]) ** sign for each in across]
        axis.loglog(across, line, "--", label="linear")
        axis.set(xlabel=name, ylabel="seconds a scene" if sign < 0 else "seconds a frame")
        axis.legend()
    PLOT.parent.mkdir(exist_ok=True)
    figure.savefig(PLOT)
