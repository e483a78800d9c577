"""Colors, text sizes and typeface of the film."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

BACKGROUND = "#0A0C12"
"""The stage: near black, slightly blue."""
TEXT = "#F2F0E9"
SECONDARY = "#C4C9D4"
"""Secondary text: light gray."""
LEAST_CONTRAST = 4.5
"""Of any text with its ground."""
RULE = "#858EA3"
"""Frames, axes and rims: quieter than words, plainly seen at 640 pixels."""
PANEL = "#12151E"
"""The ground of a panel that holds text in front of a picture."""

FONT = "New Computer Modern"

PIXELS_PER_UNIT_AT_1080P = 135.0
TEXT_SIZES: Mapping[str, float] = MappingProxyType(
    {"title": 101.25, "focus": 75.9375, "body": 59.0625, "note": 59.0625, "number": 50.625}
)
"""Heights of the em square, in pixels at 1080p: 72, 54, 42, 42 and 36 points of manim's.

No other size is used. Words are `body`, or `note` where they are quiet; numbers are `number`;
`focus` is what a scene is about.
"""
FORMULA_SIZES = ("title", "focus", "body", "note")
"""Those that a formula may have, the largest first."""
SMALLEST_WORDS, SMALLEST_NUMBERS = TEXT_SIZES["body"], TEXT_SIZES["number"]
"""No em square of words, or of numbers, is smaller on screen, in pixels at 1080p."""


@dataclass(frozen=True)
class Palette:
    """The colors that carry meaning.

    `positive` and `negative` are signs of weights, contributions and pre-activations; captions call
    them by their names, through `scenes.subject.words._`. `signal` says "look here now", and which
    answer is given; `activation` is a neuron or a pixel at 1; `function` is the network's
    activation function, `other_function` the one that it is compared with.
    """

    name: str
    positive: str
    negative: str
    positive_name: str
    negative_name: str
    signal: str = "#FFDD33"
    bias: str = "#B98CFF"
    activation: str = "#FFFFFF"
    function: str = "#5FE0D0"
    other_function: str = "#FF8CC6"

    def sign(self, value: float) -> str:
        """The color of a signed value; zero counts as positive."""
        return self.negative if value < 0 else self.positive


PALETTES: Mapping[str, Palette] = MappingProxyType(
    {
        "classic": Palette("classic", "#78DC6E", "#FF5046", "green", "red"),
        "colorblind": Palette("colorblind", "#46A0FF", "#FF9628", "blue", "orange"),
    }
)


def rgb(color: str) -> tuple[float, float, float]:
    """Red, green and blue of a `#RRGGBB` color, each in 0..1."""
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colors, from 1 to 21.

    References
    ----------
    Web Content Accessibility Guidelines 2.2, "contrast ratio".
    """
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb(color)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
