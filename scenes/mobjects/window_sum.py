"""What a filter does at one pixel: what it sees, times its weights, is a few products and a sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, LEFT, Group

from scenes import theme
from scenes.mobjects.pixel_grid import PixelGrid, grid_frame
from scenes.mobjects.text import Words, label
from scenes.mobjects.value_label import ValueLabel
from scenes.scales import gray, signed_colors
from scenes.words import _

if TYPE_CHECKING:
    from scenes.sourced import Sourced, SourcedArray
    from scenes.theme import Palette

GAP = 0.6
"""Between what the filter sees and the filter, room for the sign."""
DROP = 0.35
"""From those two down to the products, and from there to the sum."""


class WindowSum(Group):
    """The pixels under a filter beside it, below them the products, and below these their sum.

    Parameters
    ----------
    kernel
        The filter, where it stands; what it sees is drawn as large, to its left.
    pixels, products
        Shape (rows, columns) of the filter.
    total
        What the products add up to.
    largest
        Magnitude of a product that is shown at full color.

    Attributes
    ----------
    kernel
        Not a part of this group.
    seen, times, product, total, words
        The parts; `seen` and `product` are grids with their frames.
    """

    def __init__(
        self,
        kernel: PixelGrid,
        pixels: SourcedArray,
        products: SourcedArray,
        total: Sourced,
        *,
        largest: float,
        palette: Palette,
    ) -> None:
        self.kernel = kernel
        side = kernel.height
        seen = PixelGrid(gray(pixels.values), side=side, sources=pixels)
        seen.next_to(kernel, LEFT, buff=GAP)
        self.seen = Group(seen, grid_frame(seen).set_stroke(palette.signal))
        both = Group(seen, kernel)
        self.times = label("\N{MULTIPLICATION SIGN}", size="body", color=theme.TEXT)
        self.times.move_to(both)
        colors = signed_colors(products.values, palette, largest=largest)
        product = PixelGrid(colors, side=side, sources=products).next_to(both, DOWN, buff=DROP)
        self.product = Group(product, grid_frame(product))
        color = palette.sign(total.value) if total.value else theme.TEXT
        self.total = ValueLabel(total, size="title", color=color)
        self.total.next_to(product, DOWN, buff=DROP)
        self.words = Words(_("sum"), size="note", color=theme.SECONDARY)
        self.words.next_to(self.total, LEFT, buff=0.3)
        super().__init__(self.seen, self.times, self.product, self.total, self.words)
