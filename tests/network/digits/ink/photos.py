"""Pictures as people take them, drawn at random from the project's own strokes.

A kind is a function of random numbers and a digit. What a camera adds (light, blur, noise, JPEG) is
added to all of them.
"""

from __future__ import annotations

import colorsys
import io

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from network.digits.drawn_digits import drawn_digit, hands
from network.digits.pen_strokes import Stroke, stroke_path, warp_strokes
from network.digits.rasterization import rasterize_strokes
from network.files.default_model import default_model
from network.forward import forward

FINE = 2
"""Pictures are drawn so many times larger, for soft edges."""
WHITE_PAPERS = ((250, 250, 248), (245, 244, 240), (252, 252, 252), (236, 232, 220), (225, 228, 232))
DARK_INKS = ((20, 20, 25), (35, 35, 40), (25, 30, 90), (60, 60, 65), (110, 20, 30), (20, 70, 40))
DESKS = (
    *((90, 95, 100), (28, 28, 30), (110, 78, 58), (150, 120, 90), (196, 176, 148)),
    *((60, 75, 60), (205, 205, 208), (120, 40, 40), (45, 55, 90), (175, 130, 80)),
)


def blank(size, color):
    """A picture of one color; sizes are (width, height) in fine pixels."""
    return Image.new("RGB", tuple(map(int, size)), tuple(int(c) for c in np.clip(color, 0, 255)))


def mask_like(picture):
    return Image.new("L", picture.size, 0)


def mix(picture, mask, color, opacity=1.0):
    """Lay a color on a picture where the mask is."""
    mask = mask.point(lambda value: int(value * opacity))
    picture.paste(Image.new("RGB", picture.size, tuple(int(c) for c in color)), mask=mask)


def vary(rng, color, spread):
    return tuple(np.clip(np.array(color) + rng.normal(0, spread, 3), 0, 255))


def legible_strokes(rng, digit, tilt):
    """A digit as one of the hands writes it, warped and tilted, such that the network reads it."""
    while True:
        strokes = warp_strokes(drawn_digit(digit, int(rng.choice(hands()))).strokes, rng)
        angle = np.radians(rng.uniform(-tilt, tilt))
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        strokes = [Stroke(stroke.points @ turn) for stroke in strokes]
        if forward(default_model(), rasterize_strokes(strokes)).answer == digit:
            return strokes


def paths_of(rng, digit, tilt):
    """Paths of a digit's strokes, one unit high, around (0, 0)."""
    paths = [stroke_path(stroke, 90) for stroke in legible_strokes(rng, digit, tilt)]
    every = np.concatenate(paths)
    low, high = every.min(axis=0), every.max(axis=0)
    return [(path - (low + high) / 2) / (high[1] - low[1]) for path in paths]


def write(mask, rng, digit, center, height, *, pen=None, tilt=8):
    """Write a digit with a round pen; return its box as (left, top, right, bottom)."""
    pen = height * rng.uniform(0.045, 0.13) if pen is None else pen
    draw = ImageDraw.Draw(mask)
    paths = [path * (height - pen) + center for path in paths_of(rng, digit, tilt)]
    for path in paths:
        points = [tuple(point) for point in path]
        draw.line(points, fill=255, width=max(1, round(pen)), joint="curve")
        for x, y in points:
            draw.ellipse([x - pen / 2, y - pen / 2, x + pen / 2, y + pen / 2], fill=255)
    every = np.concatenate(paths)
    return (*(every.min(axis=0) - pen / 2), *(every.max(axis=0) + pen / 2))


def in_the_middle(rng, size, wander=0.06):
    return np.array(size) * (0.5 + rng.uniform(-wander, wander, 2))


def photograph(rng, picture, *, noise=(0, 5), light=0.25, blur=0.8, quality=(65, 96), vignette=0.2):
    """What the camera makes of a picture: light from one side, blur, noise, JPEG."""
    width, height = picture.width // FINE, picture.height // FINE
    small = picture.resize((width, height), Image.Resampling.LANCZOS)
    small = small.filter(ImageFilter.GaussianBlur(rng.uniform(0, blur)))
    down, across = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    angle = rng.uniform(0, 2 * np.pi)
    slope = (np.cos(angle) * across + np.sin(angle) * down + 1.42) / 2.84
    bright = (
        1 - rng.uniform(0, light) * slope - rng.uniform(0, vignette) * (down**2 + across**2) / 2
    )
    values = np.asarray(small, float) * bright[..., None] * rng.uniform(0.97, 1.0, 3)
    grain = rng.uniform(*noise)
    values += rng.normal(0, grain, (height, width, 1)) + rng.normal(
        0, grain / 3, (height, width, 3)
    )
    picture = Image.fromarray(values.clip(0, 255).astype(np.uint8))
    if rng.random() < 0.15:
        return picture
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=int(rng.integers(*quality)))
    return Image.open(file).convert("RGB")


def side(rng, least=280, most=900):
    return int(rng.integers(least, most)) * FINE


def project(picture, content, corners):
    """Lay a flat content on a picture as a quadrilateral: upper left corner first, clockwise."""
    width, height = content.size
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], float)
    rows, rest = [], []
    for (x, y), (u, v) in zip(corners, flat, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        rest += [u, v]
    coefficients = np.linalg.solve(np.array(rows), np.array(rest))
    warped = content.transform(
        picture.size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BILINEAR
    )
    mask = mask_like(picture)
    ImageDraw.Draw(mask).polygon([tuple(corner) for corner in corners], fill=255)
    picture.paste(warped, mask=mask)


def quadrilateral(rng, box, turn=15, perspective=0.12):
    """Corners of a sheet that lies in a box, turned and seen from one side."""
    left, top, right, bottom = box
    middle = np.array([(left + right) / 2, (top + bottom) / 2])
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]]) - middle
    angle = np.radians(rng.uniform(-turn, turn))
    corners = corners @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    nearness = 1 + rng.uniform(-perspective, perspective, 2)
    corners[:2] *= nearness[0]
    corners[2:] *= nearness[1]
    return corners + middle


def desk(rng, size, color):
    """A table: plain, with the grain of wood, or a cloth with stripes."""
    width, height = map(int, size)
    picture = np.ones((height, width, 3)) * np.array(color, float)
    texture = rng.integers(4)
    if texture == 1:
        grain = np.cumsum(rng.normal(0, 0.5, (height // 8 + 1, 1, 1)), axis=0)
        picture += np.repeat(grain - grain.mean(), 8, axis=0)[:height]
    elif texture == 2:
        period = rng.integers(20, 90) * FINE
        picture += 6 * np.sign(np.sin(np.arange(width) * 2 * np.pi / period))[None, :, None]
    elif texture == 3:
        coarse = rng.normal(0, 7, (height // 24 + 2, width // 24 + 2)).astype(np.float32)
        smooth = Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)
        picture += np.asarray(smooth)[..., None]
    return Image.fromarray(picture.clip(0, 255).astype(np.uint8))


def put_objects(rng, picture, box):
    """Pens, coins, a telephone on the desk beside the sheet."""
    width, height = picture.size
    left, top, right, bottom = box
    free = [
        (0, 0, left, height),
        (right, 0, width, height),
        (0, 0, width, top),
        (0, bottom, width, height),
    ]
    free = [
        each
        for each in free
        if min(each[2] - each[0], each[3] - each[1]) > 0.08 * min(width, height)
    ]
    for _ in range(int(rng.integers(0, 3)) if free else 0):
        x0, y0, x1, y1 = free[int(rng.integers(len(free)))]
        room = min(x1 - x0, y1 - y0)
        at = np.array([rng.uniform(x0, x1), rng.uniform(y0, y1)])
        mask = mask_like(picture)
        draw = ImageDraw.Draw(mask)
        what = rng.integers(3)
        if what == 0:
            angle, length = rng.uniform(0, np.pi), rng.uniform(0.3, 0.9) * max(x1 - x0, y1 - y0) / 2
            way = np.array([np.cos(angle), np.sin(angle)]) * length
            draw.line(
                [*(at - way), *(at + way)], fill=255, width=int(rng.uniform(0.05, 0.15) * room) + 1
            )
        elif what == 1:
            radius = rng.uniform(0.1, 0.35) * room
            draw.ellipse([*(at - radius), *(at + radius)], fill=255)
        else:
            sides = np.array([rng.uniform(0.3, 0.7), rng.uniform(0.5, 1.2)]) * room / 2
            draw.rounded_rectangle([*(at - sides), *(at + sides)], radius=0.1 * room, fill=255)
        kept = mask_like(picture)
        ImageDraw.Draw(kept).rectangle([x0, y0, x1, y1], fill=255)
        mask = Image.fromarray(np.minimum(np.asarray(mask), np.asarray(kept)))
        mix(picture, mask, rng.uniform(20, 230, 3))


def sheet_on_desk(rng, digit):
    """A sheet with something else around it, a black field, or the canvas of a program."""
    variant = rng.random()
    size = np.array([side(rng, 420), side(rng, 420)])
    if variant < 0.15:
        return _field(rng, digit, size)
    if variant < 0.3:
        return _canvas_of_a_program(rng, digit, size)
    is_dark_paper = rng.random() < 0.15
    color = DESKS[rng.integers(len(DESKS))]
    picture = desk(rng, size, vary(rng, color, 8))
    share = np.array([rng.uniform(0.4, 0.78), rng.uniform(0.4, 0.82)])
    sheet = (share * size).astype(int)
    corner = rng.uniform(0.06, np.maximum(0.07, 0.94 - share)) * size
    if rng.random() < 0.3:
        corner[1] = -0.02 * size[1]  # the sheet reaches the border
    box = (*corner, *(corner + sheet))
    put_objects(rng, picture, box)
    if rng.random() < 0.2:  # another sheet beneath
        below = (
            *(corner + rng.uniform(-0.12, 0.12, 2) * size),
            *(corner + sheet * rng.uniform(0.7, 1.1, 2)),
        )
        project(picture, blank(sheet, vary(rng, (215, 213, 205), 8)), quadrilateral(rng, below))
    paper, ink = (
        WHITE_PAPERS[rng.integers(len(WHITE_PAPERS))],
        DARK_INKS[rng.integers(len(DARK_INKS))],
    )
    if is_dark_paper:
        paper, ink = vary(rng, (30, 32, 34), 6), vary(rng, (225, 225, 220), 10)
    elif abs(np.mean(paper) - np.mean(color)) < 40:
        paper = (250, 250, 250)
    content = blank(sheet, paper)
    if rng.random() < 0.2:
        _fold(rng, content)
    mask = mask_like(content)
    height = rng.uniform(0.35, 0.75) * min(sheet[1], 1.25 * sheet[0])
    write(
        mask,
        rng,
        digit,
        in_the_middle(rng, sheet, 0.07),
        height,
        pen=height * rng.uniform(0.05, 0.13),
    )
    mix(content, mask, ink)
    project(picture, content, quadrilateral(rng, box))
    return photograph(rng, picture)


def _fold(rng, content):
    """A crease: a faint line, one side of it a little darker."""
    width, height = content.size
    at = int(rng.uniform(0.2, 0.8) * (width if (upright := rng.random() < 0.5) else height))
    mask = mask_like(content)
    box = [0, 0, at, height] if upright else [0, 0, width, at]
    ImageDraw.Draw(mask).rectangle(box, fill=255)
    mix(content, mask, (0, 0, 0), rng.uniform(0.01, 0.06))


def _field(rng, digit, size):
    """A black field with a white digit in a light page, or the reverse."""
    picture = blank(size, vary(rng, (248, 248, 248), 5))
    room = rng.uniform(0.45, 0.75) * size
    at = in_the_middle(rng, size, 0.1)
    colors = [vary(rng, (8, 8, 10), 5), vary(rng, (235, 235, 235), 8)]
    if rng.random() < 0.2:
        picture, colors = blank(size, vary(rng, (25, 25, 28), 8)), colors[::-1]
    mask = mask_like(picture)
    radius = rng.choice([0, 0.05, 0.12]) * min(room)
    ImageDraw.Draw(mask).rounded_rectangle([*(at - room / 2), *(at + room / 2)], radius, fill=255)
    mix(picture, mask, colors[0])
    mask = mask_like(picture)
    height = rng.uniform(0.45, 0.8) * min(room[1], 1.2 * room[0])
    write(mask, rng, digit, at, height)
    mix(picture, mask, colors[1])
    return photograph(rng, picture, noise=(0, 3), light=0.1, vignette=0.05)


def _canvas_of_a_program(rng, digit, size):
    """A screen shot: a window with a bar of buttons, and a canvas in it."""
    gray = rng.uniform(60, 215)
    picture = blank(size, vary(rng, (gray, gray, gray), 6))
    draw = ImageDraw.Draw(picture)
    bar = rng.uniform(0.05, 0.12) * size[1]
    draw.rectangle([0, 0, size[0], bar], fill=tuple(int(c) for c in rng.uniform(40, 240, 3)))
    for k in range(int(rng.integers(0, 6))):
        x = (0.3 + 1.3 * k) * bar
        draw.rectangle(
            [x, 0.25 * bar, x + 0.8 * bar, 0.75 * bar], fill=tuple(rng.integers(30, 255, 3))
        )
    room = np.array([rng.uniform(0.4, 0.8), rng.uniform(0.5, 0.75)]) * size
    at = np.array([size[0] / 2, bar + (size[1] - bar) / 2])
    box = [*(at - room / 2), *(at + room / 2)]
    is_dark = rng.random() < 0.3
    colors = [(0, 0, 0), (255, 255, 255)] if is_dark else [(255, 255, 255), (0, 0, 0)]
    draw.rectangle(
        box, fill=colors[0], outline=(90, 90, 90) if rng.random() < 0.5 else None, width=FINE
    )
    mask = mask_like(picture)
    height = rng.uniform(0.45, 0.8) * min(room[1], 1.2 * room[0])
    write(mask, rng, digit, at, height)
    mix(picture, mask, colors[1])
    return photograph(rng, picture, noise=(0, 1), light=0.0, vignette=0.0, blur=0.3)


def _paper_with_digit(rng, digit, shares=(0.4, 0.78), paper=None, wander=0.08):
    size = np.array([side(rng), side(rng)])
    if rng.random() < 0.5:
        size[1] = size[0]
    paper = WHITE_PAPERS[rng.integers(len(WHITE_PAPERS))] if paper is None else paper
    picture = blank(size, paper)
    mask = mask_like(picture)
    height = rng.uniform(*shares) * min(size[1], 1.2 * size[0])
    write(mask, rng, digit, in_the_middle(rng, size, wander), height)
    mix(picture, mask, DARK_INKS[rng.integers(len(DARK_INKS))])
    return picture


def shadow_edge(rng, digit):
    """The shadow of a telephone, a hand, a window: straight or curved, hard or soft, one or two."""
    picture = _paper_with_digit(rng, digit)
    width, height = picture.size
    down, across = np.mgrid[:height, :width]
    bright = np.ones((height, width))
    for _ in range(1 if rng.random() < 0.8 else 2):
        dark, soft = rng.uniform(0.35, 0.9), rng.choice([1, 2, 6, 18]) * FINE
        angle = rng.uniform(0, 2 * np.pi)
        normal = np.array([np.cos(angle), np.sin(angle)])
        if rng.random() < 0.6:
            beyond = (across - width / 2) * normal[0] + (down - height / 2) * normal[1]
            beyond = beyond - rng.uniform(-0.3, 0.3) * min(width, height)
        else:
            middle = np.array([width, height]) * (0.5 + rng.uniform(0.3, 0.9) * normal)
            radius = rng.uniform(0.3, 1.0) * min(width, height)
            beyond = np.hypot(across - middle[0], down - middle[1]) - radius
            beyond = beyond + rng.uniform(0, 0.05) * radius * np.sin(across / radius * 9)
        bright *= 1 - (1 - dark) / (1 + np.exp(beyond.clip(-400, 400) / soft))
    tint = 1 - (1 - bright[..., None]) * np.array([1.0, 0.97, 0.9])
    shaded = Image.fromarray((np.asarray(picture) * tint).clip(0, 255).astype(np.uint8))
    return photograph(rng, shaded)


def boxed_digit(rng, digit):
    """A digit in a frame, a ring, a cell of a form or a table."""
    variant = ("frame", "double", "ring", "cells", "table", "cropped")[rng.integers(6)]
    if variant == "cells":
        return _cells(rng, digit)
    size = np.array([side(rng, 200, 700)] * 2) * rng.uniform(0.85, 1.15, 2)
    picture = blank(size, WHITE_PAPERS[rng.integers(len(WHITE_PAPERS))])
    size = np.array(picture.size)
    mask = mask_like(picture)
    draw = ImageDraw.Draw(mask)
    line = int(rng.uniform(0.004, 0.022) * min(size)) + 1
    inset = rng.uniform(0.04, 0.16) * size
    room = size - 2 * inset
    at = size / 2
    if variant in ("frame", "double"):
        radius = rng.choice([0, 0.06, 0.15]) * min(room)
        draw.rounded_rectangle([*inset, *(size - inset)], radius, outline=255, width=line)
        if variant == "double":
            gap = line * rng.uniform(2, 4)
            draw.rounded_rectangle(
                [*(inset + gap), *(size - inset - gap)],
                max(0, radius - gap),
                outline=255,
                width=line,
            )
            room = room - 2 * gap
    elif variant == "ring":
        draw.ellipse([*inset, *(size - inset)], outline=255, width=line)
        room = room * 0.72
    elif variant == "table":
        rows, columns = rng.integers(1, 4, 2)
        grid = [
            np.linspace(inset[k], size[k] - inset[k], n + 1) for k, n in ((0, columns), (1, rows))
        ]
        for x in grid[0]:
            draw.line([x, grid[1][0], x, grid[1][-1]], fill=255, width=line)
        for y in grid[1]:
            draw.line([grid[0][0], y, grid[0][-1], y], fill=255, width=line)
        cell = rng.integers(columns), rng.integers(rows)
        at = np.array([(grid[k][cell[k]] + grid[k][cell[k] + 1]) / 2 for k in (0, 1)])
        room = np.array([grid[k][1] - grid[k][0] for k in (0, 1)])
    else:
        beyond = inset * rng.choice([-0.3, 0.0, 1.0], 4)[:2]
        draw.rectangle([*beyond, *(size - inset)], outline=255, width=line)
        at, room = (beyond + size - inset) / 2, size - inset - beyond
    height = rng.uniform(0.45, 0.8) * min(room[1], 1.3 * room[0])
    write(mask, rng, digit, at + rng.uniform(-0.03, 0.03, 2) * room, height, tilt=5)
    mix(picture, mask, DARK_INKS[rng.integers(3)])
    return photograph(rng, picture, light=0.15)


def _cells(rng, digit):
    """A row of cells of a form, with a frame around all or lines to the picture's border."""
    count = int(rng.integers(2, 6))
    cell = side(rng, 90, 200)
    margin = rng.uniform(0, 0.25) * cell
    picture = blank((count * cell + 2 * margin, cell * rng.uniform(1.1, 1.4)), (252, 252, 250))
    mask = mask_like(picture)
    draw = ImageDraw.Draw(mask)
    line = int(rng.uniform(0.01, 0.035) * cell) + 1
    top = (picture.height - cell) / 2
    chosen = int(rng.integers(count))
    for k in range(count):
        x = margin + k * cell
        draw.rectangle([x, top, x + cell + line, top + cell], outline=255, width=line)
    height = rng.uniform(0.45, 0.75) * cell
    at = np.array([margin + (chosen + 0.5) * cell, top + cell / 2])
    write(mask, rng, digit, at + rng.uniform(-0.04, 0.04, 2) * cell, height, tilt=5)
    mix(picture, mask, DARK_INKS[rng.integers(3)])
    return photograph(rng, picture, light=0.15)


def ruled_paper(rng, digit):
    """Exercise paper: lines or checks, in blue or gray, sometimes a margin, sometimes tilted."""
    size = np.array([side(rng, 400, 800)] * 2)
    picture = blank(size * 1.3, WHITE_PAPERS[rng.integers(len(WHITE_PAPERS))])
    width, height = picture.size
    mask = mask_like(picture)
    draw = ImageDraw.Draw(mask)
    step = rng.uniform(0.045, 0.14) * size[1]
    line = max(1, round(rng.uniform(0.6, 2.4) * FINE))
    color = ((70, 110, 190), (120, 150, 220), (150, 150, 160), (110, 110, 115), (200, 80, 80))
    for y in np.arange(rng.uniform(0, step), height, step):
        draw.line([0, y, width, y], fill=255, width=line)
    if rng.random() < 0.5:
        for x in np.arange(rng.uniform(0, step), width, step):
            draw.line([x, 0, x, height], fill=255, width=line)
    mix(picture, mask, color[rng.integers(len(color))], rng.uniform(0.5, 1.0))
    if rng.random() < 0.3:
        mask = mask_like(picture)
        x = rng.choice([0.2, 0.8]) * width
        ImageDraw.Draw(mask).line([x, 0, x, height], fill=255, width=line)
        mix(picture, mask, (210, 70, 80))
    picture = picture.rotate(rng.uniform(-4, 4), Image.Resampling.BICUBIC)
    edge = ((np.array(picture.size) - size) / 2).astype(int)
    picture = picture.crop((*edge, *(edge + size)))
    mask = mask_like(picture)
    tall = rng.uniform(0.35, 0.78) * size[1]
    write(mask, rng, digit, in_the_middle(rng, size, 0.1), tall)
    mix(picture, mask, DARK_INKS[rng.integers(4)])
    return photograph(rng, picture)


def color_contrast(rng, digit):
    """Ink and paper of about the same brightness, and of quite other colors."""
    size = np.array([side(rng), side(rng)])
    weights = np.array([0.299, 0.587, 0.114])
    while True:
        hue = rng.random()
        other = (hue + rng.uniform(0.2, 0.8)) % 1
        paper, ink = (
            255
            * np.array(colorsys.hsv_to_rgb(each, rng.uniform(0.5, 0.95), rng.uniform(0.5, 0.95)))
            for each in (hue, other)
        )
        if rng.random() < 0.2:
            paper = np.full(3, weights @ paper)
        ink = ink * (weights @ paper) / (weights @ ink) * rng.uniform(0.95, 1.05)
        if ink.max() <= 255 and np.linalg.norm(ink - paper) > 90:
            break
    picture = blank(size, paper)
    mask = mask_like(picture)
    height = rng.uniform(0.4, 0.78) * min(size[1], 1.2 * size[0])
    write(
        mask,
        rng,
        digit,
        in_the_middle(rng, size, 0.1),
        height,
        pen=height * rng.uniform(0.06, 0.14),
    )
    mix(picture, mask, ink)
    return photograph(rng, picture, noise=(0, 3))


def several_digits(rng, digit):
    """Two or three digits: side by side, one above the other, or touching."""
    size = np.array([side(rng, 350, 800)] * 2) * rng.uniform(0.8, 1.2, 2)
    picture = blank(size, WHITE_PAPERS[rng.integers(len(WHITE_PAPERS))])
    size = np.array(picture.size)
    mask = mask_like(picture)
    count = 2 if rng.random() < 0.75 else 3
    is_stacked = rng.random() < 0.2
    height = min(size[1], size[0]) * rng.uniform(0.22, 0.34 if count == 3 or is_stacked else 0.45)
    pen = height * rng.uniform(0.05, 0.11)
    step = height * rng.uniform(1.15, 1.35) * np.array([0.0, 1.0])
    if not is_stacked:
        step = height * rng.uniform(0.8, 1.1) * np.array([1.0, 0.0])
    start = size / 2 - step * (count - 1) / 2
    digits = [digit, *rng.integers(0, 10, count - 1)]
    for k, each in enumerate(digits):
        off = np.array([0, rng.uniform(-0.08, 0.08) * height])
        write(
            mask, rng, int(each), start + k * step + off, height * rng.uniform(0.88, 1.1), pen=pen
        )
    mix(picture, mask, DARK_INKS[rng.integers(4)])
    return photograph(rng, picture)


def touching_digits(rng, digit):
    """Two digits, written so close that their ink touches."""
    size = np.array([side(rng, 350, 800)] * 2)
    picture = blank(size, WHITE_PAPERS[rng.integers(len(WHITE_PAPERS))])
    mask = mask_like(picture)
    height = size[1] * rng.uniform(0.3, 0.5)
    pen = height * rng.uniform(0.06, 0.11)
    left = write(mask, rng, digit, size / 2 - [height * 0.4, 0], height, pen=pen)
    other = mask_like(picture)
    right = write(other, rng, int(rng.integers(10)), size / 2 + [height * 0.4, 0], height, pen=pen)
    shift = int(right[0] - left[2] + pen * rng.uniform(0.2, 0.7))
    moved = Image.new("L", mask.size, 0)
    moved.paste(other, (-shift, 0))
    mix(picture, Image.fromarray(np.maximum(np.asarray(mask), np.asarray(moved))), DARK_INKS[0])
    return photograph(rng, picture)


def neighbor_cut_off(rng, digit):
    """A whole digit, and others that the border cuts through, at any side."""
    size = np.array([side(rng, 350, 800)] * 2) * rng.uniform(0.9, 1.1, 2)
    picture = blank(size, WHITE_PAPERS[rng.integers(len(WHITE_PAPERS))])
    size = np.array(picture.size)
    mask = mask_like(picture)
    height = min(size) * rng.uniform(0.32, 0.55)
    pen = height * rng.uniform(0.05, 0.11)
    at = in_the_middle(rng, size, 0.05)
    for way in rng.permutation(np.array([[1, 0], [-1, 0], [0, 1], [0, -1]]))[: rng.integers(1, 3)]:
        edge = size / 2 * (1 + way * rng.uniform(0.95, 1.04))
        write(mask, rng, int(rng.choice([0, 2, 3, 5, 6, 8, 9])), edge, height, pen=pen)
        at = at - way * 0.05 * size
    write(mask, rng, digit, at, height, pen=pen)
    mix(picture, mask, DARK_INKS[rng.integers(4)])
    return photograph(rng, picture)


def clean(rng, digit):
    """What was read before there was anything else: off the center, tilted, noisy, shaded."""
    size = np.array([side(rng, 150, 700), side(rng, 150, 700)])
    is_light = rng.random() < 0.3
    paper = (
        vary(rng, (22, 22, 26), 5) if is_light else WHITE_PAPERS[rng.integers(len(WHITE_PAPERS))]
    )
    ink = vary(rng, (220, 220, 220), 15) if is_light else DARK_INKS[rng.integers(len(DARK_INKS))]
    picture = blank(size, paper)
    if rng.random() < 0.15 and not is_light:
        _fold(rng, picture)
    mask = mask_like(picture)
    height = rng.uniform(0.3, 0.85) * min(size)
    at = size / 2 + rng.uniform(-0.45, 0.45, 2) * (size - 1.15 * height).clip(0)
    write(mask, rng, digit, at, height, pen=height * rng.uniform(0.04, 0.16), tilt=15)
    mix(picture, mask, ink)
    return photograph(rng, picture, noise=(0, 11), light=0.4)


KINDS = {
    kind.__name__: kind
    for kind in (
        sheet_on_desk,
        shadow_edge,
        boxed_digit,
        ruled_paper,
        color_contrast,
        several_digits,
        touching_digits,
        neighbor_cut_off,
        clean,
    )
}


def photo(kind, number):
    """Draw a picture of a kind; its digit is the last of the number."""
    rng = np.random.default_rng([list(KINDS).index(kind), number])
    return KINDS[kind](rng, number % 10)
