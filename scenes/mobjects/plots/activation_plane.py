"""A neuron's activation over its weighted sum: axes, curve, formula, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
from manim import LEFT, RIGHT, UL, UP, Animation, DashedLine, Dot, Succession, VGroup

from scenes.mobjects.plots.number_line import NumberLine, plane_point, plane_points
from scenes.mobjects.plots.plot import Curve
from scenes.mobjects.text.typst_text import Formula
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, stage
from scenes.subject.activation_looks import activation_look

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.stage.theme import Palette
    from scenes.subject.record_view import RecordView
    from scenes.subject.sourced import Sourced, SourcedArray

RADIUS = 0.72
"""Of the neuron beside the plot."""
SIDE = 3.0
"""Right of the plot on a wide stage: the neuron, its share and its bias."""
ABOVE = 2.7
"""The same, above the plot on any other stage."""
FORMULA = 0.95
"""Above the plot, for the formula."""
LABELS = 0.75
"""Below it, for the numbers on its axis."""
UPRIGHT = 0.7
"""Left of it, for those of the other axis."""


@dataclass(frozen=True)
class BiasPlaces:
    """Where the parts stand: the formula, below it the plot, and what follows the bias."""

    formula: Stage
    plot: Stage
    side: Stage

    def spot(self, row: int) -> NDArray[np.float64]:
        """The middle of what stands beside the plot: the neuron, its share, its bias."""
        if stage().is_wide:
            return self.side.at(0.5, (0.78, 0.47, 0.18)[row])
        return self.side.at((0.16, 0.52, 0.86)[row], 0.5)


def bias_places(area: Stage) -> BiasPlaces:
    """What follows the bias is right of the plot on a wide stage, and above it on any other."""
    if area.is_wide:
        main, side = area.columns(area.width - SIDE - 0.5, SIDE)
        formula, rest = main.rows(FORMULA, main.height - FORMULA, gap=0.0)
    else:
        formula, side, rest = area.rows(FORMULA, ABOVE, area.height - FORMULA - ABOVE, gap=0.2)
    return BiasPlaces(formula, plane_room(rest), side)


def plane_room(area: Stage) -> Stage:
    """What a plane has of an area: beyond its axes stand their numbers."""
    return Stage(area.left + UPRIGHT, area.right - 0.2, area.top - 0.15, area.bottom + LABELS)


class ShiftedCurve(Curve):
    """The activation of a neuron over its weighted sum, shifted by its bias.

    Parameters
    ----------
    inputs, outputs
        The activation function, shape (samples,) each.
    """

    def __init__(
        self,
        across: NumberLine,
        up: NumberLine,
        inputs: SourcedArray,
        outputs: SourcedArray,
        *,
        color: str,
    ) -> None:
        super().__init__(across, up, inputs, outputs, color=color, width=7.0)
        self.across, self.up = across, up
        self.samples = inputs.values, outputs.values
        self.slide(0.0)

    def slide(self, bias: float) -> Self:
        """Stand where a bias puts the curve: a bias of -3 moves it to the right by 3."""
        low, high = self.across.values[[0, -1]]
        # Half a sample beyond the end is not seen; without it the end would tremble.
        inputs, outputs = self.samples
        sums = inputs - bias
        seen = (low - 0.1 <= sums) & (sums <= high + 0.1)
        seen &= outputs <= self.up.values[-1] + 1e-9
        self.set_points_as_corners(plane_points(self.across, self.up, sums[seen], outputs[seen]))
        return self


class ActivationPlane(VGroup):
    """Weighted sums across, activations up at the left, and the curve between them.

    Parameters
    ----------
    record
        With `FunctionAxes` at `axis`.
    """

    def __init__(self, record: RecordView, *, axis: str, room: Stage, palette: Palette) -> None:
        foot = np.array([room.left, room.bottom, 0.0])
        sums = record[f"{axis}.sums"]
        self.line = NumberLine(
            sums, foot, foot + room.width * RIGHT, labelled=_labelled(sums), overshoot=0.15
        )
        self.upright = NumberLine(
            record[f"{axis}.heights"],
            foot,
            foot + room.height * UP,
            labels_toward=LEFT,
            color=palette.function,
        )
        self.curve = ShiftedCurve(
            self.line,
            self.upright,
            record[f"{axis}.inputs"],
            record[f"{axis}.outputs"],
            color=palette.function,
        )
        super().__init__(self.line, self.upright, self.curve)


def _labelled(sums: SourcedArray) -> list[int]:
    """Which ticks have numbers: zero, and every second one from there."""
    zero = int(np.abs(sums.values).argmin())
    step = 1 if sums.size <= MOST_LABELS else 2
    return [i for i in range(sums.size) if (i - zero) % step == 0]


MOST_LABELS = 7
"""Numbers below an axis; with more, every second is left out."""


LABEL_RISE = 0.55
"""Of a sum beside its stem, above the axis."""
FLAT_FROM = 0.9
"""Of the upright axis: a curve that comes so high has risen."""


class SumOnPlane(VGroup):
    """From a sum on a line up to the curve, and across to what becomes of it."""

    def __init__(
        self,
        line: NumberLine,
        upright: NumberLine,
        sum_: Sourced,
        activation: Sourced,
        *,
        color: str,
    ) -> None:
        place = plane_point(line, upright, sum_.value, activation.value)
        foot, side = line.point(sum_.value), upright.point(activation.value)
        self.stem = DashedLine(foot, place, dash_length=0.12, stroke_width=5, color=color)
        self.dot = Dot(place, radius=0.13, color=theme.TEXT)
        self.level = DashedLine(place, side, dash_length=0.12, stroke_width=5, color=color)
        self.value = ValueLabel(sum_, size="focus")
        end = line.point(line.values[-1])[0]
        is_high = place[1] - foot[1] > LABEL_RISE + self.value.height / 2
        has_room = end - foot[0] > self.value.width + 0.4
        if sum_.value >= 0 and is_high and has_room:
            self.value.next_to(foot + LABEL_RISE * UP, RIGHT, buff=0.2)
        else:
            # A curve that still rises here runs through what stands right of the dot.
            rises = sum_.value >= 0 and activation.value < FLAT_FROM * upright.values[-1]
            self.value.next_to(self.dot, UL if rises else UP, buff=0.25)
            self.value.shift(min(0.0, end - self.value.get_right()[0]) * RIGHT)
        self.fills = (sum_, activation)
        super().__init__(self.stem, self.level, self.dot, self.value)


SUM = r"\( w_1 a_1 + w_2 a_2 + dots.c + w_n a_n {{ + b : bias }} {{ \) : close }}"


class NeuronFormula(Formula):
    """A function of a weighted sum; the bias in its bracket can leave and come back.

    Parameters
    ----------
    palette
        Colors of the function and of the bias.

    Attributes
    ----------
    bias, bracket
        The term that can leave, and what then closes before it.
    """

    def __init__(self, activation: str, palette: Palette) -> None:
        function = activation_look(activation).symbol
        super().__init__(
            f"{{{{ {function} : f }}}} {SUM}", colors={"f": palette.function, "bias": palette.bias}
        )
        self.bias, self.bracket = self.select("bias"), self.select("close")
        left = self.bias.get_left()[0]
        before = [g for g in self.family_members_with_points() if g.get_right()[0] < left]
        self.room = self.bias.get_right()[0] - max(glyph.get_right()[0] for glyph in before)

    def admit_bias(self) -> Animation:
        """Let the bracket make room, and then the bias come in."""
        return Succession(
            self.bracket.animate.shift(self.room * RIGHT).build(),
            self.bias.animate.set_opacity(1).build(),
        )

    def dismiss_bias(self) -> Animation:
        """Let the bias go, and then the bracket close."""
        return Succession(
            self.bias.animate.set_opacity(0).build(),
            self.bracket.animate.shift(-self.room * RIGHT).build(),
        )
