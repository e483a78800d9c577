"""Two curves on one scale with a tangent that rolls along, and gradients as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from manim import DOWN, RIGHT, UP, Animation, Line, Rectangle, VGroup

from scenes.mobjects.plots.number_line import NumberLine
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.mobjects.plots.plot import Curve
    from scenes.subject.sourced import Sourced, SourcedArray

TANGENT_SHARE = 0.13
"""Half the length of a tangent, in widths of its curve."""


class CommonPlane(VGroup):
    """Axes on which a step to the right is as long as a step up."""

    def __init__(self, across: SourcedArray, up: SourcedArray, *, unit: float, foot: float) -> None:
        origin = np.array([stage().center[0], foot, 0.0])
        ends = [origin + unit * x * RIGHT for x in across.values[[0, -1]]]
        self.across = NumberLine(across, *ends, overshoot=0.2)
        self.up = NumberLine(
            up, origin, origin + unit * up.values[-1] * UP, labelled=range(1, up.size),
            labels_toward=np.array([-1.0, 0, 0]), overshoot=0.2,
        )  # fmt: skip
        super().__init__(self.across, self.up)


def common_planes(across: SourcedArray, up: SourcedArray) -> list[CommonPlane]:
    """One plane for two functions, or one above the other on a tall stage, on the same scale."""
    area = stage()
    rooms = area.rows(1, 1, gap=0.6) if area.is_tall else [area]
    span, top = float(np.ptp(across.values)), float(up.values[-1])
    unit = min((area.width - 0.9) / span, (rooms[0].height - 1.4) / top)
    planes = []
    for room in rooms:
        foot = room.bottom + 0.75
        if not area.is_wide:
            foot = float(room.center[1]) - unit * top / 2
        planes.append(CommonPlane(across, up, unit=unit, foot=foot))
    return planes


class RollTangent(Animation):
    """Let a tangent roll along a curve, from one place across to another."""

    def __init__(self, tangent: Line, curve: Curve, places: tuple[float, float], **kw: Any) -> None:
        self.curve, self.places = curve, places
        super().__init__(tangent, **kw)

    def interpolate_mobject(self, alpha: float) -> None:
        """Lie along the curve where it is now."""
        share = self.rate_func(alpha)
        lay(self.mobject, self.curve, (1 - share) * self.places[0] + share * self.places[1])


def lay(tangent: Line, curve: Curve, place: float) -> Line:
    """Put a tangent to the sample of a curve that is nearest to a place of the scene across."""
    samples = np.concatenate([curve.get_anchors()[:1], curve.get_anchors()[1::2]])
    nearest = int(np.clip(np.abs(samples[:, 0] - place).argmin(), 1, len(samples) - 2))
    way = samples[nearest + 1] - samples[nearest - 1]
    way = TANGENT_SHARE * curve.width * way / np.linalg.norm(way)
    return tangent.put_start_and_end_on(samples[nearest] - way, samples[nearest] + way)


BAR_SHARE = 0.36
"""Of the room of a layer: a bar."""


class GradientBars(VGroup):
    """Two bars for each layer, from the first to the outputs, whose bars are one.

    Attributes
    ----------
    bars, spreads
        By function, then by layer; a spread is a line from the lowest to the highest.
    """

    def __init__(
        self,
        means: Sequence[SourcedArray],
        spreads: Sequence[tuple[SourcedArray, SourcedArray]],
        *,
        colors: Sequence[str],
        room: Stage,
    ) -> None:
        layers = means[0].size
        pitch = room.width / layers
        self.room, self.pitch = room, pitch
        self.ground = Line(room.at(0, 0), room.at(1, 0), color=theme.RULE, stroke_width=3)
        self.bars, self.spreads = VGroup(), VGroup()
        for side, (values, (low, high), color) in enumerate(
            zip(means, spreads, colors, strict=True)
        ):
            bars, lines = VGroup(), VGroup()
            for layer in range(layers):
                x = room.left + (layer + 0.5) * pitch + (side - 0.5) * (BAR_SHARE + 0.04) * pitch
                bar = Rectangle(
                    width=BAR_SHARE * pitch,
                    height=max(0.02, room.height * float(values.values[layer])), stroke_width=0,
                )  # fmt: skip
                bar.set_fill(color, opacity=1).move_to([x, room.bottom, 0], DOWN)
                bar.fills = (values[layer],)
                ends = [
                    room.bottom + room.height * float(each.values[layer]) for each in (low, high)
                ]
                line = Line([x, ends[0], 0], [x, ends[1], 0], color=theme.TEXT, stroke_width=4)
                line.fills = (low[layer], high[layer])
                bars.add(bar)
                lines.add(line)
            self.bars.add(bars)
            self.spreads.add(lines)
        super().__init__(self.ground, self.bars, self.spreads)

    def name_first(self, side: int, value: Sourced, color: str) -> ValueLabel:
        """The number of a function's first bar, above it."""
        label = ValueLabel(value, size="number", color=color)
        top = self.spreads[side][0].get_top()[1]
        return label.move_to([self.bars[side][0].get_x(), top + 0.12, 0], DOWN)
