"""Telling pictures: the one that stands for a clip, and the one that stands for a scene."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageColor

from scenes.stage.theme import BACKGROUND

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

CHOSEN = {
    "AnEdgeDetector": "all but the line",
    "CountingParameters": "all together",
    "ForwardPass": "the answer",
    "LearningIsFindingThem": "the trained one",
    "LookingInside": "the scores",
    "PixelsBecomeNeurons": "all of them",
    "Recap": "the whole",
    "SquishingTheNumberLine": "one neuron",
    "TheWeightedSum": "plus the bias",
    "WeightsOfOneNeuron": "all neurons",
}
"""Of some scenes the section whose last picture tells best what they are about."""
NEARLY_EMPTY = 2e-4
"""A picture of which less is seen tells nothing."""
_SEEN = 16
"""How far a channel of a pixel is from that of the stage where something is seen, of 255."""
_GLANCE = (480, 480)
"""Pictures are compared in so few pixels at most."""


def seen_share(picture: Image.Image) -> float:
    """How much of a picture is not bare stage, 0..1."""
    small = picture.convert("RGB")
    small.thumbnail(_GLANCE)
    stage = np.array(ImageColor.getrgb(BACKGROUND))
    distance = np.abs(np.asarray(small, dtype=np.int16) - stage).max(axis=2)
    return float((distance > _SEEN).mean())


def telling_picture(last: Image.Image, others: Iterable[Image.Image]) -> Image.Image:
    """The last picture of a clip, in which everything has arrived; or, is it bare, the fullest.

    Parameters
    ----------
    others
        All pictures of the clip; taken only if they are needed.
    """
    if seen_share(last) >= NEARLY_EMPTY:
        return last
    return max(others, key=seen_share, default=last)


def telling_section(scene: str, posters: Mapping[str, Path]) -> str:
    """The section whose poster stands for its scene: the chosen one, else the fullest.

    Parameters
    ----------
    posters
        Of the scene's sections, by name, in order; of equals the last is taken.
    """
    if CHOSEN.get(scene) in posters:
        return CHOSEN[scene]

    def fullness(name: str) -> float:
        with Image.open(posters[name]) as poster:  # noqa: TID251 - our own poster
            return seen_share(poster)

    return max(reversed(list(posters)), key=fullness)
