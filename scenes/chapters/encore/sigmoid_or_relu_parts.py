"""Two curves on one scale with a tangent that rolls along, and networks lit by gradients."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    FadeIn,
    Group,
    Line,
    Rectangle,
    Transform,
    VGroup,
    interpolate_color,
)
from manim.utils.color import ManimColor

from scenes.mobjects.network.neuron import DARK, NeuronColumn
from scenes.mobjects.plots.number_line import NumberLine
from scenes.mobjects.raster.connections import ConnectionLight
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.mobjects.plots.plot import Curve
    from scenes.mobjects.text.typst_text import Words
    from scenes.stage.theme import Palette
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


HEAD_WIDTH, HEAD_HEIGHT, FLAT_HEAD = 2.5, 1.6, 0.6
"""Of what stands beside a network on a wide stage, above it on a tall one, and on a square one."""
CURVE_SHARE = 0.5
"""Of the height beside or above a network: the higher curve."""


def head_and_room(row: Stage) -> tuple[Stage, Stage]:
    """Room for a function with its slope, and for the network that is made of it."""
    area = stage()
    if area.is_wide:
        head, room = row.columns(HEAD_WIDTH, row.width - HEAD_WIDTH - 0.5)
    else:
        height = HEAD_HEIGHT if area.is_tall else FLAT_HEAD
        head, room = row.rows(height, row.height - height - 0.1, gap=0.1)
    return head, room


def has_curve(head: Stage) -> bool:
    """Whether there is room for a curve beside its name."""
    return head.height > FLAT_HEAD + 1e-6


def put_into_head(name: Words, slope: ValueLabel, head: Stage) -> None:
    """The name of a function above its curve, its slope below; left and right if it is flat."""
    if stage().is_wide:
        name.move_to(head.at(0.5, 1), UP)
        slope.move_to(head.at(0.5, 0), DOWN)
    else:
        name.move_to(head.at(0, 0.5), LEFT)
        slope.move_to(head.at(1, 0.5), RIGHT)


NUMBER_ROOM = 0.6
"""Below a network, for the numbers of its layers."""
EXPOSURE = 320.0
"""Of all connections into a layer whose gradient is as large as that at the outputs."""
RADIUS_SHARE = 0.36
"""Of the way from a neuron to the next: its radius."""
PIXELS_WIDTH = 0.12


class GradientNetwork(Group):
    """A network that has not learned yet: every layer as bright as the gradients that reach it.

    Dark until its layers are lit, from the outputs back to the first.

    Parameters
    ----------
    sizes
        Of its layers, input included.
    gradients
        Of every layer after the input, those at the outputs as 1.
    numbers
        What is read below each of these layers.

    Attributes
    ----------
    lights, columns, numbers
        Connections into the layers after the input, their neurons, and what is read below them.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        gradients: SourcedArray,
        numbers: Sequence[Sourced],
        *,
        color: str,
        room: Stage,
        palette: Palette,
    ) -> None:
        self.gradients, self.color = gradients, color
        labels = [ValueLabel(number, color=color) for number in numbers]
        area = replace(
            room, bottom=room.bottom + NUMBER_ROOM, right=room.right - labels[-1].width / 2
        )
        xs = np.linspace(area.left + PIXELS_WIDTH / 2, area.right, len(sizes))
        pitch = area.height / max(sizes[1:])
        pitches = [area.height / sizes[0], *(len(sizes) - 1) * [pitch]]
        places = [
            np.stack([np.full(size, x), _spread_out(area, step, size), np.zeros(size)], axis=1)
            for x, size, step in zip(xs, sizes, pitches, strict=True)
        ]
        radius = RADIUS_SHARE * pitch
        self.pixels = Rectangle(width=PIXELS_WIDTH, height=area.height)
        self.pixels.set_stroke(theme.RULE, width=2).move_to(places[0].mean(axis=0))
        self.lights = Group(
            *(
                _dark_connections(starts, ends, radii, palette=palette, color=color)
                for (starts, ends), radii in zip(
                    pairwise(places),
                    [(PIXELS_WIDTH / 2, radius), *(len(sizes) - 2) * [(radius, radius)]],
                    strict=True,
                )
            )
        )
        self.columns = VGroup(*(NeuronColumn(each, radius=radius) for each in places[1:]))
        self.numbers = VGroup(
            *(
                label.move_to([x, room.bottom, 0], DOWN)
                for x, label in zip(xs[1:], labels, strict=True)
            )
        )
        super().__init__(self.lights, self.pixels, self.columns)

    def lit(self, layer: int) -> Animation:
        """Let what reaches a layer be seen: in its neurons, and in the connections into it."""
        gradient, light = self.gradients[layer], self.lights[layer]
        intensity = EXPOSURE * gradient.value / (light.fan_in * light.fan_out)
        bright = np.full((light.fan_out, light.fan_in), intensity)
        column, target = self.columns[layer], self.columns[layer].copy()
        fill = interpolate_color(ManimColor(DARK), ManimColor(self.color), gradient.value)
        for neuron in target:
            neuron.set_fill(fill, opacity=1).fills = (gradient,)
        return AnimationGroup(
            light.animate.set_light(bright, self.gradients).build(),
            Transform(column, target),
            FadeIn(self.numbers[layer], shift=0.1 * UP),
        )


def _spread_out(area: Stage, pitch: float, count: int) -> NDArray[np.float64]:
    """Heights around the middle of an area, from the top down."""
    reach = pitch * (count - 1) / 2
    return np.linspace(reach, -reach, count) + area.center[1]


def _dark_connections(
    starts: NDArray[np.float64],
    ends: NDArray[np.float64],
    radii: tuple[float, float],
    *,
    palette: Palette,
    color: str,
) -> ConnectionLight:
    light = ConnectionLight(
        starts, ends, start_radius=radii[0], end_radius=radii[1],
        weights=np.ones((len(ends), len(starts))), palette=palette,
    )  # fmt: skip
    light.colors = np.array(2 * [theme.rgb(color)], dtype=np.float32)
    return light
