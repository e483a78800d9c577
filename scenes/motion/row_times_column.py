"""One row of a matrix times a column, number by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import RIGHT, Animation, AnimationGroup, FadeIn, FadeOut, LaggedStart, Mobject, VGroup

from scenes.motion.counting import Count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scenes.mobjects.matrix import ValueMatrix
    from scenes.mobjects.row_terms import RowTerms
    from scenes.sourced import Sourced


def come_from(
    parts: Iterable[Mobject], origins: Iterable[Mobject], *, seconds: float, scale: float = 0.8
) -> Animation:
    """Let each part appear on its way from its origin."""
    coming = [
        FadeIn(part, target_position=origin, scale=scale)
        for part, origin in zip(parts, origins, strict=True)
    ]
    return LaggedStart(*coming, lag_ratio=0.06, run_time=seconds)


def add_up(terms: RowTerms, sums: Sequence[Sourced], *, seconds: float) -> Animation:
    """Let the terms appear one by one while their sum counts."""
    steps = [
        FadeIn(VGroup(sign, term), shift=0.15 * RIGHT)
        for sign, term in zip(terms.equals, terms.terms, strict=True)
    ]
    return AnimationGroup(
        LaggedStart(*steps, lag_ratio=1, run_time=seconds),
        Count(terms.total, sums, run_time=seconds),
    )


def join(vector: ValueMatrix, other: ValueMatrix, *, seconds: float) -> Animation:
    """Let the entries of one column run into those of another."""
    joining = [
        FadeOut(label, target_position=entry)
        for label, entry in zip(vector.labels(), other.labels(), strict=True)
    ]
    return AnimationGroup(*joining, FadeOut(vector.brackets), run_time=seconds)
