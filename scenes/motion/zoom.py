"""Going closer to a part of a number line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import Animation, ReplacementTransform, Transform

if TYPE_CHECKING:
    from scenes.mobjects.histogram import Histogram
    from scenes.mobjects.number_line import NumberLine


def zoom_in(
    wide: NumberLine, wide_bars: Histogram, near: NumberLine, near_bars: Histogram
) -> list[Animation]:
    """Let a line with bars grow beyond the stage while a finer one grows out of it.

    At every moment both lines have one scale. Take the wide line and its bars off the stage when
    they are gone.
    """
    small = near.at_scale_of(wide).set_opacity(0)
    small_bars = near_bars.copy().stand(small).set_opacity(0)
    large = wide.at_scale_of(near).set_opacity(0)
    large_bars = wide_bars.copy().stand(large, height=near_bars.height_of_highest).set_opacity(0)
    return [
        Transform(wide, large),
        Transform(wide_bars, large_bars),
        ReplacementTransform(small, near),
        ReplacementTransform(small_bars, near_bars),
    ]
