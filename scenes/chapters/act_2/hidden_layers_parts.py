"""Hidden layers under their name, with their sizes and connections, and how they change."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from manim import (
    DOWN,
    UP,
    Animation,
    FadeIn,
    FadeOut,
    Group,
    Transform,
    VGroup,
    VMobject,
)
from scipy.optimize import linear_sum_assignment

from scenes.mobjects.network.network_diagram import rest_light
from scenes.mobjects.network.neuron import NeuronColumn
from scenes.mobjects.raster.connections import ConnectionLight
from scenes.mobjects.text.typst_text import Words
from scenes.stage import theme
from scenes.stage.layout import fit, network_places, strip_width
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.stage.theme import Palette
    from scenes.subject.sourced import Sourced, SourcedArray

BEHIND = -1
HEAD = 0.85
"""Height of what stands above the columns, name and bracket or sizes, scene units."""
NEAR = 0.12
"""From columns to what stands above them."""
TICK = 0.15
"""How far the ends of the bracket reach down."""
OVERHANG = 0.15
"""How far the bracket reaches beyond the neurons."""
NUMBER_SHARE = 0.9
"""Of the way from column to column: what a size takes at most."""
SHAPE_LIGHT, FALL, MOST_LIGHT = 7.0, 0.7, 0.4
"""Light of a connection in a network of which only the shape is drawn: so much if it were alone,
less by this power the more there are beside it, and never more than the last.
"""
MANY = 2000
"""Connections between two layers from which on their lines are thin."""
SMALL = 0.3
"""Scale of neurons that come out of nothing."""
FALLING = 1e-3
"""Of ways that are equally long, those are taken by which rows fall to the right, all alike."""


class HiddenNeurons(VGroup):
    """The hidden layers of a network, and what may stand above them: sizes, or a name for all.

    Parameters
    ----------
    layer_sizes
        Input and output included; they have a say in where the others stand.
    head
        Height that is kept for what stands above them, scene units; 0 leaves it out, and columns
        stand where they do in other scenes. Below it, all neurons are of one size.

    Attributes
    ----------
    places, radii
        Middles and radii of all layers, as of `NetworkPlaces`; that of the input is half its width.
    title
        The name, with a bracket over all columns.
    """

    def __init__(self, layer_sizes: Sequence[Sourced], *, head: float = HEAD) -> None:
        home = network_places([int(size.value) for size in layer_sizes])
        inputs, *hidden, outputs = home.columns
        top, bottom = float(inputs[0, 1]), float(inputs[-1, 1])
        radii = list(home.radii[1:-1])
        if hidden and head:
            # Neurons of one size: columns are as high as their layers are large.
            share = 1 - head / (top - bottom)
            longest = int(np.argmax([len(column) for column in hidden]))
            ys, radii = hidden[longest][:, 1], len(hidden) * [share * radii[longest]]
            pitch = share * float(ys[0] - ys[-1]) / max(len(ys) - 1, 1)
            middle = share * float(ys.mean()) + (1 - share) * bottom
            hidden = [_stacked(column, middle, pitch) for column in hidden]
        self.places = [inputs, *hidden, outputs]
        self.radii = [strip_width() / 2, *radii, home.radii[-1]]
        self.columns = VGroup(
            *(
                NeuronColumn(column, radius=radius)
                for column, radius in zip(hidden, self.radii[1:-1], strict=True)
            )
        )
        self.sizes, self.title = VGroup(), VGroup()
        if hidden and head:
            gap = float(np.diff([column[0, 0] for column in self.places[1:]]).min())
            for column, size in zip(self.columns, layer_sizes[1:-1], strict=True):
                number = Words("{count}", size="focus", count=size)
                self.sizes.add(fit(number, NUMBER_SHARE * gap, HEAD).next_to(column, UP, buff=NEAR))
            self.title = self._title(top)
        super().__init__(self.columns, self.sizes, self.title)

    def _title(self, top: float) -> VGroup:
        name = Words(_("hidden layer") if len(self.columns) == 1 else _("hidden layers"))
        name.set_x(self.columns.get_x()).set_y(top, direction=UP)
        left = float(self.columns.get_left()[0]) - OVERHANG
        right = float(self.columns.get_right()[0]) + OVERHANG
        corners = [[left, -TICK, 0], [left, 0, 0], [right, 0, 0], [right, -TICK, 0]]
        bracket = VMobject(color=theme.SECONDARY, stroke_width=3).set_points_as_corners(corners)
        return VGroup(name, bracket.next_to(name, DOWN, buff=NEAR).set_x((left + right) / 2))

    def neurons(self) -> VGroup:
        """All neurons, layer after layer."""
        return VGroup(*(neuron for column in self.columns for neuron in column))


def lights_between(
    neurons: HiddenNeurons, palette: Palette, weights: Sequence[SourcedArray] = ()
) -> Group:
    """All connections of a network at rest; without weights they are equally bright."""
    lights = Group()
    for i, (starts, ends) in enumerate(pairwise(neurons.places)):
        alike = np.ones((len(ends), len(starts)))
        light = ConnectionLight(
            starts,
            ends,
            start_radius=neurons.radii[i],
            end_radius=neurons.radii[i + 1],
            weights=weights[i].values if weights else alike,
            palette=palette,
            line_width=1.0 if alike.size > MANY else 2.0,
        )
        if weights:
            light.set_light(rest_light(weights[i].values), weights[i])
        else:
            light.set_light(min(MOST_LIGHT, SHAPE_LIGHT * alike.size**-FALL) * alike)
        lights.add(light.set_z_index(BEHIND))
    return lights


def _stacked(column: NDArray[np.float64], middle: float, pitch: float) -> NDArray[np.float64]:
    # The same neurons, at other distances around another height.
    count, stacked = len(column), column.copy()
    stacked[:, 1] = middle + pitch * ((count - 1) / 2 - np.arange(count))
    return stacked


def regrouped(
    before: HiddenNeurons, after: HiddenNeurons, *, seconds: float
) -> tuple[VGroup, list[Animation]]:
    """Neurons that stand as they did before, and go to where they stand after.

    They go the shortest ways, so columns slide into each other, or apart. What is left over
    vanishes where it stands; what is missing grows where it is needed.
    """
    old, new = before.neurons().copy(), after.neurons().copy()
    here, there = (
        np.array([neuron.get_center()[:2] for neuron in each]).reshape(-1, 2) for each in (old, new)
    )
    costs = ((here[:, np.newaxis] - there) ** 2).sum(axis=2)
    costs += FALLING * (here[:, [0]] * there[:, 1] + here[:, [1]] * there[:, 0])
    pairs = list(zip(*linear_sum_assignment(costs), strict=True))
    going = [old[i] for i in range(len(old)) if i not in {i for i, _j in pairs}]
    coming = [new[j] for j in range(len(new)) if j not in {j for _i, j in pairs}]
    moves = [
        *(Transform(old[i], new[j]) for i, j in pairs),
        *(FadeOut(each, scale=SMALL) for each in going),
        *(FadeIn(each, scale=SMALL) for each in coming),
    ]
    for move in moves:
        move.set_run_time(seconds)
    return VGroup(*(old[i] for i, _j in pairs), *going, *coming), moves
