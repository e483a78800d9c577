"""The pictures of README and the guide: frames of real scenes, real pages, and a made-up photo."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from network.atomic_write import atomic_write
from network.bounds.json_text import read_json
from network.digits.drawn_digits import drawn_digit, stroke_path
from network.paths import ASSETS
from network.temporary_folders import temporary_folder
from scenes.catalog import entry
from scenes.media.frames import frames_between
from scenes.render.manim_session import dry_run
from scenes.subject.aspects import SQUARE, TALL, WIDE
from scenes.subject.render_options import QUALITIES
from scenes.subject.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = ASSETS / "readme"
EXAMPLE = ASSETS / "examples" / "seven.jpg"
"""A picture of a digit to try the commands with."""
LAST_FRAMES = {
    "pixels-become-neurons": ("PixelsBecomeNeurons", "some-of-them"),
    "weights-of-one-neuron": ("WeightsOfOneNeuron", "what-it-looks-for"),
    "the-weighted-sum": ("TheWeightedSum", "plus-the-bias"),
    "matrix-vector-product": ("MatrixVectorProduct", "the-other-rows"),
    "forward-pass-tall": ("ForwardPass", "the-answer", TALL),
    "the-weighted-sum-tall": ("TheWeightedSum", "plus-the-bias", TALL),
    "recap-square": ("Recap", "the-whole", SQUARE),
}
"""Name of each picture: scene, beat whose last frame it is, shape of the frame if not wide."""
MOVING = ("ForwardPass", "layer by layer", "the answer")
"""What the moving picture shows: scene, first and last section."""
MOVING_SIZE = (480, 270)
EVERY = 2
"""Of its frames one of so many is shown: all of it moves, and each costs as much as a picture."""
NEUROSCENES = (sys.executable, "-c", "from scenes.cli import main; main()")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WINDOW = (1280, 860)


def write_pictures(folder: Path = FOLDER, example: Path = EXAMPLE) -> None:
    """Draw all pictures anew."""
    write_example(example)
    for name, (scene, beat_id, *shape) in LAST_FRAMES.items():
        settings = Settings(aspect=shape[0] if shape else WIDE)
        pictures = dict(dry_run(scene, settings, quality="m", pictures=True).pictures)
        section = entry(scene).load().section_name(beat_id)
        _save(Image.fromarray(pictures[section]), folder / f"{name}.webp")
    with temporary_folder() as renders:
        command = (*NEUROSCENES, "publish", "-q", "l", "--formats", "mp4")
        subprocess.run([*command, "--output", str(renders)], check=True)  # noqa: S603 - our own command
        write_moving_picture(renders, folder / "moving.webp")
        write_screenshots(renders / "site" / "index.html", folder)


def write_moving_picture(renders: Path, path: Path) -> None:
    """Make a rendered scene's sections a picture that moves."""
    scene, first, last = MOVING
    record = read_json(renders / f"{scene}.json")
    sections = {section["name"]: section for section in record["sections"]}
    rate = QUALITIES["l"][2]
    start = round(sections[first]["start_seconds"] * rate)
    end = round((sections[last]["start_seconds"] + sections[last]["seconds"]) * rate)
    frames = frames_between(renders / f"{scene}.mp4", start, end)
    pictures = [
        Image.fromarray(frame.to_ndarray(format="rgb24")).resize(MOVING_SIZE)
        for frame in islice(frames, 0, None, EVERY)
    ]
    with atomic_write(path) as partial:
        pictures[0].save(
            partial,
            format="WEBP",
            save_all=True,
            append_images=pictures[1:],
            duration=round(1000 * EVERY / rate),
            loop=0,
            quality=35,
            method=4,
        )


def write_screenshots(site: Path, folder: Path) -> None:
    """Take the pictures of the published page and of the page to draw on."""
    with _browser_page() as page:
        page.goto(site.as_uri())
        page.wait_for_timeout(1000)
        _save(_screenshot(page), folder / "site.webp")
        with _drawing_page() as url:
            page.goto(url)
            page.wait_for_selector("html[data-ready]")
            box = page.locator("#pad").bounding_box()
            assert box is not None  # noqa: S101 - the pad is there, as the page is ready
            for stroke in drawn_digit(3).strokes:
                points = stroke_path(stroke) * 0.7 + 0.15
                places = points * (box["width"], box["height"]) + (box["x"], box["y"])
                page.mouse.move(*places[0])
                page.mouse.down()
                for place in places:
                    page.mouse.move(*place)
                page.mouse.up()
            page.wait_for_selector("#verdict strong")
            page.wait_for_timeout(1000)
            _save(_screenshot(page), folder / "drawing-page.webp")


def write_example(path: Path) -> None:
    """Draw a seven as a photo shows it: blue ink on gray paper, in uneven light."""
    width, height = size = (480, 600)
    ink = Image.new("L", size)
    pen = ImageDraw.Draw(ink)
    for stroke in drawn_digit(7, hand=2).strokes:
        points = stroke_path(stroke) * (260, 360) + (110, 120)
        pen.line([tuple(point) for point in points], fill=255, width=22, joint="curve")
    soft = np.asarray(ink.filter(ImageFilter.GaussianBlur(2)), dtype=float)[..., None] / 255
    light = np.linspace(1.0, 0.82, width) * np.linspace(1.0, 0.9, height)[:, None]
    colors = (1 - soft) * (226, 222, 212) + soft * (38, 52, 120)
    photo = (colors * light[..., None]).astype(np.uint8)
    path.parent.mkdir(exist_ok=True)
    with atomic_write(path) as partial:
        Image.fromarray(photo).save(partial, format="JPEG", quality=80)


def _save(picture: Image.Image, path: Path) -> None:
    with atomic_write(path) as partial:
        picture.save(partial, format="WEBP", quality=90, method=6)


def _screenshot(page: Page) -> Image.Image:
    return Image.open(BytesIO(page.screenshot())).convert("RGB")  # noqa: TID251 - a shot of our own page


@contextmanager
def _browser_page() -> Iterator[Page]:
    """A page of the system's Chromium."""
    from playwright.sync_api import sync_playwright

    options = ["--no-sandbox"] if os.geteuid() == 0 else []  # root's Chromium has no other way
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser.new_page(viewport={"width": WINDOW[0], "height": WINDOW[1]})
        browser.close()


@contextmanager
def _drawing_page() -> Iterator[str]:
    """The address of the page to draw on, which is served meanwhile."""
    command = (*NEUROSCENES, "draw", "--port", "0", "--no-open")
    with (
        temporary_folder() as clips,
        subprocess.Popen(  # noqa: S603 - our own command
            [*command, "--output", str(clips)], stdout=subprocess.PIPE, text=True
        ) as server,
    ):
        assert server.stdout is not None  # noqa: S101 - tells mypy that it is a pipe
        try:
            yield server.stdout.readline().split()[3]
        finally:
            server.send_signal(signal.SIGINT)


if __name__ == "__main__":
    write_pictures()
