"""The pictures of README: frames of real scenes, of a digit drawn for this project."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from network.atomic_write import atomic_write
from network.paths import ASSETS
from scenes.catalog import entry
from scenes.render.manim_session import dry_run
from scenes.subject.aspects import SQUARE, TALL, WIDE
from scenes.subject.settings import Settings

FOLDER = ASSETS / "readme"
LAST_FRAMES = {
    "forward-pass": ("ForwardPass", "the-answer"),
    "pixels-become-neurons": ("PixelsBecomeNeurons", "all-of-them"),
    "weights-of-one-neuron": ("WeightsOfOneNeuron", "what-it-looks-for"),
    "the-weighted-sum": ("TheWeightedSum", "what-it-says"),
    "matrix-vector-product": ("MatrixVectorProduct", "the-other-rows"),
    "forward-pass-tall": ("ForwardPass", "the-answer", TALL),
    "the-weighted-sum-tall": ("TheWeightedSum", "what-it-says", TALL),
    "recap-square": ("Recap", "the-whole", SQUARE),
}
"""Name of each picture: scene, beat whose last frame it is, shape of the frame if not wide."""


def write_pictures(folder: Path = FOLDER) -> None:
    """Draw all pictures anew."""
    for name, (scene, beat_id, *shape) in LAST_FRAMES.items():
        settings = Settings(digit=7, aspect=shape[0] if shape else WIDE)
        pictures = dict(dry_run(scene, settings, quality="m", pictures=True).pictures)
        section = entry(scene).load().section_name(beat_id)
        with atomic_write(folder / f"{name}.webp") as partial:
            picture = Image.fromarray(pictures[section])
            picture.save(partial, format="WEBP", quality=90, method=6)


if __name__ == "__main__":
    write_pictures()
