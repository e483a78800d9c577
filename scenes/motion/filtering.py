"""A filter runs over a picture and leaves what it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from manim import (
    Animation,
    AnimationGroup,
    FadeIn,
    FadeOut,
    Group,
    ReplacementTransform,
    Square,
    linear,
)

from scenes import theme

if TYPE_CHECKING:
    from manim import Mobject

    from scenes.mobjects.pixel_grid import PixelGrid
    from scenes.mobjects.window_sum import WindowSum

WINDOW = 3
"""Pixels on each side of a filter."""


class FilterRun(Group):
    """A window over a picture, and the grid that fills as the window moves on.

    Parameters
    ----------
    picture
        What the filter looks at.
    found
        What it finds, cell by cell; it begins empty.
    color
        Of the window and of the small frame that moves along in `found`.

    Attributes
    ----------
    window, mark
        The two frames.
    place
        Index of the pixel where they are.
    """

    def __init__(self, picture: PixelGrid, found: PixelGrid, *, color: str) -> None:
        self.picture, self.found = picture, found
        self.window = Square(WINDOW * picture.cell_side, color=color, stroke_width=4)
        self.mark = Square(1.5 * found.cell_side, color=theme.TEXT, stroke_width=2.5)
        super().__init__(found, self.window, self.mark)
        self.go_to(0)

    def go_to(self, place: int) -> None:
        """Stand at a pixel; all up to this one are done."""
        self.place = place
        row, column = divmod(place, self.picture.shape[1])
        self.window.move_to(self.picture.cell_center(row, column))
        self.mark.move_to(self.found.cell_center(row, column))
        rows, columns = self.found.shape
        self.found.set_cell_weights([i <= place for i in range(rows * columns)])


class Sweep(Animation):
    """Let a filter run on, pixel by pixel, row by row.

    Parameters
    ----------
    run
        It ends at `end`.
    end
        Index of a pixel.
    """

    def __init__(self, run: FilterRun, end: int, **kwargs: Any) -> None:
        kwargs.setdefault("rate_func", linear)
        self.start, self.end = run.place, end
        super().__init__(run, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Stand at the pixel whose turn it is."""
        share = self.rate_func(alpha)
        self.mobject.go_to(round((1 - share) * self.start + share * self.end))


def look_through(window: Square, stop: WindowSum, *, seconds: float = 0.8) -> Animation:
    """Let the pixels under a window come out of it, large, beside the filter."""
    small = stop.seen.copy().scale_to_fit_height(window.height).move_to(window)
    return AnimationGroup(
        ReplacementTransform(small, stop.seen), FadeIn(stop.times), run_time=seconds
    )


def multiply_through(stop: WindowSum, *, seconds: float = 0.8) -> Animation:
    """Let pixels and filter melt into their products."""
    both = (stop.seen[0].copy(), stop.kernel.copy())
    melting = [FadeOut(each, target_position=stop.product) for each in both]
    return AnimationGroup(*melting, FadeIn(stop.product), run_time=seconds)


def write_down(stop: WindowSum, place: Mobject, *, seconds: float = 0.6) -> Animation:
    """Let the sum go where it belongs, and all that led to it vanish."""
    rest = FadeOut(stop.seen, stop.times, stop.product, stop.words)
    return AnimationGroup(
        FadeOut(stop.total, target_position=place, scale=0.3), rest, run_time=seconds
    )
