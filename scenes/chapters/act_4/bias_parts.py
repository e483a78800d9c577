"""Pictures piled up over their sums, under the curve along which a bias slides them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import LEFT, RIGHT, UP, Animation, DashedLine, Group, Rectangle, VGroup, smooth

from scenes.mobjects.plots.activation_plane import ActivationPlane
from scenes.mobjects.raster.picture_cloud import PictureCloud
from scenes.mobjects.text.typst_text import em
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.scales import brightness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.mobjects.network.neuron import Neuron
    from scenes.mobjects.plots.number_line import NumberLine
    from scenes.stage.layout import Stage
    from scenes.stage.theme import Palette
    from scenes.subject.record_view import RecordView
    from scenes.subject.sourced import Sourced, SourcedArray

HILL_SHARE = 0.94
"""Of the plot's height, taken by the highest pile of pictures."""
LARGEST = 0.62
"""Side of a picture, with the gap to the next one; scene units."""
GAP = 0.06
"""Share of it that is left free."""
LIT_WITHIN = 4.0
"""A picture goes out while it passes the threshold by one part in so many of its side."""


class PictureHill(PictureCloud):
    """Pictures that stand on a line, each over its sum, and on one another where they are many.

    Those right of a threshold are lit.

    Parameters
    ----------
    pictures
        Their pixels 0..1, shape (pictures, pixels).
    sums
        Shape (pictures,).

    Attributes
    ----------
    order
        In which they pile up, the lowest ones first; 0 to 1, shape (pictures,).
    """

    def __init__(
        self, line: NumberLine, pictures: SourcedArray, sums: SourcedArray, *, height: float
    ) -> None:
        self.line, self.sums = line, sums.values
        places = line.points_of(self.sums)[:, 0]
        side = LARGEST
        while side * (1 + (rows := _rows(places, side)).max()) > height:
            side *= 0.97
        self.levels = line.point(0)[1] + side * (rows + 0.5)
        centers = np.stack([places, self.levels, 0 * places], axis=1)
        super().__init__(pictures, centers, side=(1 - GAP) * side)
        self.fills = (pictures, sums)
        self.order = rows / max(int(rows.max()), 1)

    def stand(self, offset: float, lit_from: float) -> Self:
        """Stand so far to the right; what is beyond the line's left end is not seen."""
        xs = self.line.points_of(self.sums + offset)[:, 0]
        left, threshold = (self.line.point(end)[0] for end in (self.line.values[0], lit_from))
        xs = np.maximum(xs, left - self.sides)
        self.points = np.stack([xs, self.levels, 0 * xs], axis=1)
        self.alphas = np.clip(1 + (xs - left) / self.sides, 0, 1)
        return self.light(np.clip(0.5 + LIT_WITHIN * (xs - threshold) / self.sides, 0, 1))

    def rise(self, top: float) -> Self:
        """Stand as before they fall: all of them as high as that, and not yet seen."""
        self.points = np.column_stack([self.points[:, 0], 0 * self.levels + top, 0 * self.levels])
        return self.place(alphas=0.0)


def _rows(places: NDArray[np.float64], side: float) -> NDArray[np.int64]:
    """The lowest row in which each picture has room, those at the left being placed first."""
    ends: list[float] = []
    rows = np.zeros(len(places), np.int64)
    for i in np.argsort(places, kind="stable"):
        free = [row for row, end in enumerate(ends) if end <= places[i]]
        rows[i] = free[0] if free else len(ends)
        if not free:
            ends.append(0.0)
        ends[rows[i]] = places[i] + side
    return rows


class BiasPlot(Group):
    """Sums along one axis: a hill of pictures, the curve above it, a threshold, and our picture.

    The bias can be seen in two ways. At first it is added: hill and our picture slide, threshold
    and curve stay. When the view has `moved` (0 to 1), the hill stays, threshold and curve slide
    instead.

    Parameters
    ----------
    record
        With a `FiringAxis` at `axis`, and `OtherBiases` at `ours`.
    pictures, sums
        What the hill consists of, as of `PictureHill`.
    picture
        Ours, which lies on the curve.
    """

    def __init__(
        self,
        record: RecordView,
        *,
        pictures: SourcedArray,
        sums: SourcedArray,
        axis: str,
        ours: str,
        picture: Group,
        room: Stage,
        palette: Palette,
    ) -> None:
        foot = np.array([room.left, room.bottom, 0.0])
        plane = ActivationPlane(record, axis=axis, room=room, palette=palette)
        self.line, self.upright, self.curve = plane
        self.hill = PictureHill(self.line, pictures, sums, height=HILL_SHARE * room.height)
        top = foot + (room.height + 0.1) * UP
        self.stem = DashedLine(foot, top, dash_length=0.12, stroke_width=5, color=palette.signal)
        self.weighted_sum = record.number(f"{ours}.weighted_sum").value
        self.ours = picture
        self.bias, self.moved = 0.0, 0.0
        self.lit_from = float(np.ptp(self.line.values))
        super().__init__(self.hill, self.line, self.upright, self.curve, self.stem, self.ours)
        self.stand(0.0)

    def stand(self, bias: float, moved: float = 0.0, lit_from: float | None = None) -> Self:
        """Stand as this bias and this view ask for; lit is what is so far beyond the threshold."""
        self.lit_from = self.lit_from if lit_from is None else lit_from
        self.bias, self.moved = bias, moved
        here = -moved * bias
        offset = (1 - moved) * bias
        self.hill.stand(offset, here + self.lit_from)
        self.curve.slide(-here)
        self.stem.set_x(self.line.point(here)[0])
        total = self.weighted_sum + bias
        height = min(float(np.interp(total, *self.curve.samples)), self.upright.values[-1])
        low, high = (self.line.point(end)[0] for end in self.line.values[[0, -1]])
        x = self.line.point(self.weighted_sum + offset)[0]
        # It covers no numbers of the axes: at their ends it stands beside its place.
        half = self.ours.width / 2
        y = max(self.upright.point(height)[1], self.line.point(0)[1] + half)
        self.ours.move_to([np.clip(x, low + half, high), y, 0.0])
        return self


class Slide(Animation):
    """Let a plot slide from the bias and the view that it stands for to others."""

    def __init__(
        self,
        plot: BiasPlot,
        bias: float | None = None,
        *,
        moved: float | None = None,
        lit_from: float | None = None,
        **kwargs: Any,
    ) -> None:
        self.start_at = (plot.bias, plot.moved, plot.lit_from)
        given = (bias, moved, lit_from)
        self.end_at = tuple(
            there if wanted is None else wanted
            for there, wanted in zip(self.start_at, given, strict=True)
        )
        kwargs.setdefault("rate_func", smooth)
        super().__init__(plot, suspend_mobject_updating=False, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Stand in between."""
        share = self.rate_func(alpha)
        pairs = zip(self.start_at, self.end_at, strict=True)
        self.mobject.stand(*((1 - share) * one + share * other for one, other in pairs))


class FollowActivation(Animation):
    """Let a neuron hold one computed activation after another."""

    def __init__(
        self, neuron: Neuron, values: Sequence[Sourced], activation: str, **kwargs: Any
    ) -> None:
        self.passing_values = tuple(values)
        self.levels = brightness([value.value for value in values], activation)
        kwargs.setdefault("rate_func", smooth)
        super().__init__(neuron, suspend_mobject_updating=False, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Hold the activation whose turn it is."""
        last = len(self.passing_values) - 1
        turn = min(int(self.rate_func(alpha) * (last + 1)), last)
        self.mobject.fire(self.passing_values[turn], float(self.levels[turn]))


BAR_THICKNESS = 0.45
"""Of the distance between two neurons, taken by the bar of a bias."""
SHORTEST = 0.02
LABEL_EMS = 3.034074
"""Room for the number at the end of a bar."""


class BiasBars(VGroup):
    """The bias of each neuron of a column as a bar beside it: to the right above zero.

    The lowest and the highest are written out.

    Parameters
    ----------
    room
        Right of the column; the largest magnitude reaches its end.
    """

    def __init__(self, biases: SourcedArray, column: VGroup, *, room: Stage, color: str) -> None:
        values = biases.values
        largest = float(np.abs(values).max()) or 1.0
        labels = em("number") * LABEL_EMS
        reach = max((room.width - 2 * labels) / 2, 0.2)
        pitch = abs(column[0].get_y() - column[1].get_y()) if len(column) > 1 else 0.5
        zero = room.center[0]
        self.zero = Rectangle(width=0.02, height=column.height + 0.2, stroke_width=0)
        self.zero.set_fill(theme.SECONDARY, opacity=1).move_to([zero, column.get_y(), 0])
        self.bars, self.labels = VGroup(), VGroup()
        for bias, disc in zip(biases, column, strict=True):
            length = max(abs(bias.value) / largest * reach, SHORTEST)
            bar = Rectangle(width=length, height=BAR_THICKNESS * pitch, stroke_width=0)
            bar.set_fill(color, opacity=1)
            bar.move_to([zero, disc.get_y(), 0], aligned_edge=LEFT if bias.value >= 0 else RIGHT)
            bar.fills = (bias,)
            self.bars.add(bar)
        for place in sorted({int(values.argmin()), int(values.argmax())}):
            side = RIGHT if values[place] >= 0 else LEFT
            label = ValueLabel(biases[place].shown_as(signed=True), color=color)
            self.labels.add(label.next_to(self.bars[place], side, buff=0.15))
        super().__init__(self.zero, self.bars, self.labels)
