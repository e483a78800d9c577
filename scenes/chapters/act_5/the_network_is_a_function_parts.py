"""The numbers beside the outputs, a pixel that is turned, and the map of all pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, Group, Square, VGroup, linear, smooth
from manim.utils.color import ManimColor

from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.mobjects.text.typst_text import note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.stage.scales import gray, telling_decimals
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from scenes.mobjects.network.network_diagram import NetworkDiagram
    from scenes.mobjects.network.neuron import NeuronColumn
    from scenes.subject.sourced import Sourced, SourcedArray

NUMBER_GAP = 0.25
"""Between the names of the outputs and their numbers."""
WORDS_GAP = 0.3
"""From the picture to the words about its pixel, and between these and their value."""
LENS_SHARE = 0.3
"""Of the picture's side: a pixel under the lens."""
FRAME_SHARE = 1.6
"""Side of the frame around a pixel, in sides of the pixel."""


class OutputNumbers(VGroup):
    """The number of each output that has a name, beside it; all begin at the same place.

    Attributes
    ----------
    of
        The number of an output, by its index.
    """

    def __init__(self, diagram: NetworkDiagram, outputs: Sequence[Sourced]) -> None:
        named = [i for i, name in enumerate(diagram.names) if name.family_members_with_points()]
        ends = {i: diagram.end_of(i) for i in named or [0]}
        left = max(float(end.get_right()[0]) for end in ends.values()) + NUMBER_GAP
        self.of: dict[int, ValueLabel] = {}
        for i, end in ends.items():
            number = ValueLabel(outputs[i], align="left")
            self.of[i] = number.move_to([left, end.get_y(), 0.0], aligned_edge=LEFT)
        super().__init__(*self.of.values())

    def change(self, output: int, change: Sourced, *, size: str, color: str) -> ValueLabel:
        """How far an output moved, where its number stands."""
        found = ValueLabel(change, size=size, color=color, align="left")
        return found.move_to(self.of[output], aligned_edge=LEFT)


class PixelLens(Square):
    """A pixel in a frame, at its place in a picture; it can grow there.

    Attributes
    ----------
    words, value
        Its name with its value, below the picture on a wide stage, right of it on any other.
    """

    def __init__(self, image: PixelGrid, index: Sourced, pixel: Sourced, *, color: str) -> None:
        super().__init__(FRAME_SHARE * image.cell_side, color=color, stroke_width=4)
        self.move_to(image.cell_center(*divmod(int(index.value), image.shape[1])))
        self._middle, self._side = image.get_center(), float(image.height)
        name = note(_("pixel {index}"), index=index)
        self.value = ValueLabel(pixel, size="body", align="left")
        self.words = VGroup(name, self.value).arrange(RIGHT, buff=WORDS_GAP)
        self.value.shift((name.baseline - self.value.baseline) * UP)
        self.words.next_to(image, DOWN if stage().is_wide else RIGHT, buff=WORDS_GAP)
        self.show(pixel)

    def grow(self) -> Self:
        """Be as large as under a lens, inside the picture."""
        side = LENS_SHARE * self._side
        room = (self._side - side) / 2
        aside = np.clip(self.get_center() - self._middle, -room, room)
        return self.scale_to_fit_width(side).move_to(self._middle + aside)

    def show(self, pixel: Sourced) -> Self:
        """Show another value."""
        self.set_fill(ManimColor(gray(pixel.value).ravel()), opacity=1)
        self.fills = (pixel,)
        self.value.show(pixel)
        return self


class Sweep(Group):
    """A pixel takes one value after another; outputs follow.

    Parameters
    ----------
    pixel
        Its values on the way.
    outputs
        One row of all outputs for each of them.
    levels
        How bright the neurons of the column are, shape (steps, classes).
    numbers
        Of some outputs, by index.
    """

    def __init__(
        self,
        pixel: Sequence[Sourced],
        outputs: Sequence[Sequence[Sourced]],
        *,
        levels: NDArray[np.float64],
        lens: PixelLens,
        column: NeuronColumn,
        numbers: Mapping[int, ValueLabel],
    ) -> None:
        self.pixel, self.outputs, self.levels = pixel, outputs, levels
        self.lens, self.column, self.numbers = lens, column, numbers
        super().__init__(lens, lens.words, column, *numbers.values())

    @property
    def steps(self) -> int:
        """How many values the pixel takes."""
        return len(self.pixel)

    def shown_at(self, step: int) -> list[Sourced]:
        """All that is shown at one step."""
        return [self.pixel[step], *self.outputs[step]]

    def show_step(self, step: int) -> Self:
        """Show the pixel's value, and the outputs."""
        self.lens.show(self.pixel[step])
        rows = zip(self.column, self.outputs[step], self.levels[step], strict=True)
        for neuron, output, level in rows:
            neuron.fire(output, float(level))
        for i, number in self.numbers.items():
            number.show(self.outputs[step][i])
        return self


class StepThrough(Animation):
    """Show one step after another, as `Count` does: the ledger lists all `passing_values`."""

    def __init__(self, mobject: Sweep, **kwargs: Any) -> None:
        self.passing_values = tuple(
            value for step in range(mobject.steps) for value in mobject.shown_at(step)
        )
        self.step = 0
        kwargs.setdefault("rate_func", smooth)
        super().__init__(mobject, suspend_mobject_updating=False, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the step whose turn it is."""
        step = min(int(self.rate_func(alpha) * self.mobject.steps), self.mobject.steps - 1)
        if step != self.step:
            self.step = step
            self.mobject.show_step(step)


def change_decimals(first: float, last: float) -> int:
    """Decimals with which both ends and the change between them agree as they are printed."""
    low, high = sorted((first, last))
    usual = max(2, telling_decimals([high - low]))
    for decimals in (usual, usual - 1, usual + 1):
        change = round(high - low, decimals)
        gap = round(high, decimals) - round(low, decimals)
        if change > 0 and abs(gap - change) < 10.0**-decimals / 2:
            return decimals
    return usual


MAP_EXPONENT = 0.6
"""Lifts the small effects: most pixels do far less than the one that does most."""
KEY_CELLS, KEY_HEIGHT, KEY_GAP = 60, 0.35, 0.25
LEAST_KEY = 1.2
"""Width of the strip of a key between its words; in less room it stands above them."""


class EffectMap(PixelGrid):
    """A picture that turns into light: the more a pixel could change, the brighter.

    It is the picture at first, in the same place.
    """

    def __init__(self, effects: SourcedArray, image: PixelGrid, color: str) -> None:
        super().__init__(image.colors, side=image.height, sources=effects)
        self.move_to(image)
        largest = float(effects.values.max()) or 1.0
        self.levels = ((effects.values / largest) ** MAP_EXPONENT).reshape(image.shape)
        self.paper = self.colors
        self.light = self.levels[..., np.newaxis] * theme.rgb(color)

    def light_rows(self, rows: float) -> Self:
        """Turn so many rows, from the top, into light; of the last of them a part."""
        lit = np.clip(rows - np.arange(len(self.levels)), 0, 1)[:, np.newaxis, np.newaxis]
        return self.set_colors((1 - lit) * self.paper + lit * self.light)


def map_key(largest: Sourced, color: str, width: float) -> Group:
    """A strip from no light to full light, and what its ends stand for."""
    low = note(_("no change"))
    high = ValueLabel(largest, color=color)
    free = width - low.width - high.width - 2 * KEY_GAP
    colors = np.broadcast_to(theme.rgb(color), (1, KEY_CELLS, 3))
    strip = PixelGrid(colors, side=KEY_HEIGHT)
    strip.set_cell_weights(np.linspace(0, 1, KEY_CELLS) ** MAP_EXPONENT)
    if free >= LEAST_KEY:
        strip.stretch_to_fit_width(free)
        return Group(low, strip, high).arrange(RIGHT, buff=KEY_GAP)
    strip.stretch_to_fit_width(max(width, low.width + KEY_GAP + high.width))
    low.next_to(strip, DOWN, buff=KEY_GAP).align_to(strip, LEFT)
    high.next_to(strip, DOWN, buff=KEY_GAP).align_to(strip, RIGHT)
    high.shift((low.baseline - high.baseline) * UP)
    return Group(low, strip, high)


class RowByRow(Animation):
    """Light the cells of a map, one row after the other."""

    def __init__(self, mobject: EffectMap, **kwargs: Any) -> None:
        kwargs.setdefault("rate_func", linear)
        super().__init__(mobject, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the rows whose turn has come; the last of them appears."""
        self.mobject.light_rows(self.rate_func(alpha) * len(self.mobject.levels))
