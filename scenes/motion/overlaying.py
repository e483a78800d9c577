"""Pictures are laid over one another, and the cells that they have in common light up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import Animation, FadeIn, FadeOut, Transform

from scenes.mobjects.overlap import Pile, show_common
from scenes.motion.counting import Count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.mobjects.pixel_grid import PixelGrid
    from scenes.sourced import Sourced, SourcedArray


def fly_onto(pile: Pile, grid: PixelGrid, is_lit: SourcedArray) -> tuple[PixelGrid, Animation]:
    """Let the lit cells of a picture fly to the pile.

    Returns
    -------
    flying
        What flies; let it fade when the pile shows it.
    animation
        The flight.
    """
    flying = grid.copy().set_cell_weights(is_lit.values)
    return flying, flying.animate.match_height(pile.grid).move_to(pile.grid).build()


def land_on(
    pile: Pile, flying: PixelGrid, stack: SourcedArray, full: int, counts: Sequence[Sourced]
) -> list[Animation]:
    """Let the pile show what has arrived, and its counts go on.

    Parameters
    ----------
    stack, full
        As in `Pile.show`.
    counts
        Numbers of pixels that any, and that all of the pictures light.
    """
    pile.show(stack, full)
    if full == 1:
        return [FadeOut(flying), FadeIn(pile.tallies)]
    tallies = zip(pile.tallies, counts, strict=True)
    return [FadeOut(flying), *(Count(tally.value, [count]) for tally, count in tallies)]


def light_common(grid: PixelGrid, one: SourcedArray, other: SourcedArray, color: str) -> Animation:
    """Let the cells that two pictures light take a color, and the others turn quiet."""
    return Transform(grid, show_common(grid.copy(), one, other, color))
