"""`HiddenLayers`: what stands between input and output, and why just so much of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    Animation,
    AnimationGroup,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    VGroup,
    Wait,
)

from network.analysis.counts import other_shapes, shape_of
from scenes.chapter import Beat, Chapter
from scenes.mobjects.network.hiding_box import HidingBox
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.network.neuron import NeuronColumn
from scenes.mobjects.raster.connections import ConnectionLight
from scenes.mobjects.text.marks import Badge
from scenes.mobjects.text.typst_text import Words
from scenes.motion.pointing import pulse
from scenes.motion.propagation import FoldIntoColumn
from scenes.stage import theme
from scenes.stage.layout import network_places, stage, strip_width
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.stage.layout import NetworkPlaces
    from scenes.stage.theme import Palette
    from scenes.subject.sourced import Sourced

OWN, OTHERS = "measurement.shape", "measurement.other_shapes"
MOST_OTHERS = 3
BEHIND = -1
BESIDE = 0.2
"""Between a column and its number, scene units; less where the next column is near."""
SHAPE_LIGHT = 6.0
"""Light of all connections into one neuron together, in a network of which only the shape is
drawn.
"""
MOST_LIGHT = 0.35
"""Of one such connection."""
MANY = 2000
"""Connections between two layers from which on their lines are thin."""
SMALL = 0.3
"""Scale to which neurons shrink as they go."""


class HiddenNeurons(VGroup):
    """The hidden layers of a network at their usual places, each with its size.

    Parameters
    ----------
    layer_sizes
        Input and output included; they have a say in where the others stand.
    """

    def __init__(self, layer_sizes: Sequence[Sourced]) -> None:
        self.places = network_places([int(size.value) for size in layer_sizes])
        xs = [float(column[0, 0]) for column in self.places.columns]
        hidden = slice(1, -1)
        self.columns, self.sizes = VGroup(), VGroup()
        for centers, radius, size, gap in zip(
            self.places.columns[hidden],
            self.places.radii[hidden],
            layer_sizes[hidden],
            np.diff(xs)[1:],
            strict=True,
        ):
            self.columns.add(NeuronColumn(centers, radius=radius))
            number = Badge(Words("{count}", size="focus", count=size))
            # Halfway to the next layer where there is no more room than that.
            beside = min(BESIDE, (gap - 2 * radius - number.width) / 2)
            side = centers.mean(axis=0) + (radius + beside) * RIGHT
            self.sizes.add(number.move_to(side, aligned_edge=LEFT))
        super().__init__(self.columns, self.sizes)

    def neurons(self) -> VGroup:
        """All neurons, layer after layer."""
        return VGroup(*(neuron for column in self.columns for neuron in column))


def shape_lights(places: NetworkPlaces, palette: Palette) -> Group:
    """All connections of a network that has no weights: gray, and equally bright."""
    radii = [strip_width() / 2, *places.radii[1:]]
    lights = Group()
    for i, (starts, ends) in enumerate(zip(places.columns, places.columns[1:], strict=False)):
        alike = np.ones((len(ends), len(starts)))
        light = ConnectionLight(
            starts,
            ends,
            start_radius=radii[i],
            end_radius=radii[i + 1],
            weights=alike,
            palette=palette,
            line_width=1.0 if alike.size > MANY else 2.0,
        )
        light.colors = np.array(2 * [theme.rgb(theme.SECONDARY)], dtype=np.float32)
        lights.add(light.set_light(min(MOST_LIGHT, SHAPE_LIGHT / len(starts)) * alike))
        light.set_z_index(BEHIND)
    return lights


def growing(fade: type[FadeIn | FadeOut], shown: HiddenNeurons) -> list[Animation]:
    """Let columns of neurons come or go, one a little after the other."""
    columns = [
        AnimationGroup(*(fade(neuron, scale=SMALL) for neuron in column))
        for column in shown.columns
    ]
    return [LaggedStart(*columns, lag_ratio=0.2)] if columns else []


class HiddenLayers(Chapter):
    """The layers in the middle."""

    summary = N_("Between input and output stand hidden layers; how many and how wide is a choice.")
    concepts = (N_("hidden layers"), N_("network architectures"), N_("hyperparameters"))
    beats: ClassVar = {
        "both-ends": Beat(
            "both ends",
            "A digit and its column of pixels on the left, the outputs on the right, and a closed"
            " box between them.",
        ),
        "in-between": Beat(
            "in between", "The box has opened: columns of circles, joined by faint connections."
        ),
        "how-many": Beat("how many", "Each hidden column has a number: how many neurons it holds."),
        "another-choice-{number}": Beat(
            "another choice, {number}",
            "Another choice of hidden columns, with their sizes, and with connections in gray.",
        ),
        "our-choice": Beat(
            "our choice", "The network's own hidden columns again, with faint connections."
        ),
    }

    def construct(self) -> None:
        self.prepare()
        self.both_ends()
        self.in_between()
        self.how_many()
        self.other_choices()
        self.our_choice()

    def prepare(self) -> None:
        """Name the shapes, and lay out the network."""
        others = other_shapes(self.model)[:MOST_OTHERS]
        self.other_count = len(others)
        self.record = self.record.with_root(OWN, shape_of(self.model)).with_root(OTHERS, others)
        self.diagram = NetworkDiagram(self.model, self.palette).show_weights()
        self.diagram.show_input(self.record["trace.ink"])
        self.ours = self.shown = HiddenNeurons(self.sizes("model"))
        self.lights = self.diagram.connections
        for light in self.lights:
            light.set_z_index(BEHIND)

    def both_ends(self) -> None:
        """Pixels on the left, one output for every digit on the right, a box between."""
        diagram, sizes = self.diagram, self.sizes("model")
        self.box = HidingBox(diagram.places) if self.ours.columns else VGroup()
        ends = (diagram.image, diagram.image_frame, diagram.strip, diagram.strip_frame)
        self.add(*ends, diagram.columns[-1], diagram.names, self.box)
        self.beat(
            "both-ends",
            _("We know both ends: {inputs} pixels go in, {outputs} answers come out.")
            if self.has_choice
            else _("We know both ends: {inputs} pixels go in, one number comes out."),
            inputs=sizes[0],
            outputs=sizes[-1],
        )
        dark = diagram.strip.animate.set_colors(np.zeros(diagram.strip.colors.shape))
        self.play(dark, run_time=0.5)
        self.at_word("inputs")
        self.play(FoldIntoColumn(diagram, self.record["trace.ink"], seconds=1.3))
        if self.has_choice:
            self.at_word("outputs")
            self.play(self.ripple(diagram.columns[-1]))

    def in_between(self) -> None:
        """The box opens, and the hidden layers are seen."""
        if not self.ours.columns:
            self.beat("in-between", _("In this network nothing stands between the two."))
            self.play(*map(FadeIn, self.lights), self.view.animate.pull_out(), run_time=1.5)
            return
        self.beat(
            "in-between",
            _("Open the box: between them stand the hidden {layers}."),
        )
        doors = self.box.doors()
        self.play(FadeOut(self.box.mark), run_time=0.5)
        self.add(self.ours.columns, doors)
        self.remove(self.box, self.box.panel)
        wide = self.view.animate.pull_out()
        self.play(*map(FadeIn, self.lights), *doors.opening(), wide, run_time=2.0)
        self.play(FadeOut(doors), run_time=0.3)
        self.at_word("layers")
        self.play(*map(self.ripple, self.ours.columns))

    def how_many(self) -> None:
        """The size of every hidden layer."""
        if not self.ours.columns:
            return
        one, same, different = (
            _("Here there is {layers} of them, with {size} neurons."),
            _("Here there are {layers} of them, with {size} neurons each."),
            _("Here there are {layers} of them. The number says how many neurons each one has."),
        )
        if set(self.model.layer_sizes[1:-1]) == {1}:
            one, same = (
                _("Here there is {layers} of them, with a single neuron."),
                _("Here there are {layers} of them, with a single neuron each."),
            )
        self.say_sizes("how-many", OWN, one, same, different)
        shown = [
            AnimationGroup(FadeIn(size, shift=0.2 * RIGHT), self.ripple(column))
            for size, column in zip(self.ours.sizes, self.ours.columns, strict=True)
        ]
        self.play(LaggedStart(*shown, lag_ratio=0.5))

    def other_choices(self) -> None:
        """Hidden layers of other numbers and sizes, at the places they would have."""
        first = (
            _("That is a choice: it could be {layers} hidden layer with {size} neurons."),
            _("That is a choice: it could be {layers} hidden layers with {size} neurons each."),
            _("That is a choice: it could be {layers}, each smaller than the one before."),
        )
        later = (
            _("Or {layers} with {size} neurons."),
            _("Or {layers} with {size} neurons each."),
            _("Or {layers}, each smaller than the one before."),
        )
        for other in range(self.other_count):
            path = f"{OTHERS}[{other}]"
            said = later if other else first
            self.say_sizes(f"another-choice-{other + 1}", path, *said)
            neurons = HiddenNeurons(self.sizes(path))
            self.change_to(neurons, shape_lights(neurons.places, self.palette))
            self.drift(stage().rows(2, 1)[1])

    def our_choice(self) -> None:
        self.beat(
            "our-choice",
            _("We stay with this one: small enough to look into every part."),
        )
        self.change_to(HiddenNeurons(self.sizes("model")), self.diagram.connections)
        self.drift(stage())
        self.play(FadeOut(self.shown.sizes), self.view.animate.pull_out(), run_time=1.2)

    def ripple(self, column: NeuronColumn) -> Animation:
        """Let the neurons of a column swell, one after the other."""
        swelling = [pulse(neuron, color=self.palette.signal, scale=1.25) for neuron in column]
        return LaggedStart(*swelling, lag_ratio=0.08, run_time=1.3)

    def change_to(self, others: HiddenNeurons, lights: Group) -> None:
        """Let the neurons shrink and their connections fade, and those of another network come."""
        fading = AnimationGroup(*map(FadeOut, self.lights), run_time=1.6)
        going = [*map(FadeOut, self.shown.sizes), *growing(FadeOut, self.shown)]
        coming = [*map(FadeIn, (*lights, *others.sizes)), *growing(FadeIn, others)]
        wide = [] if self.view.is_home else [self.view.animate.pull_out()]
        self.play(
            fading,
            AnimationGroup(*going, run_time=1.0),
            AnimationGroup(Wait(0.3), AnimationGroup(*coming, *wide, run_time=2.1), lag_ratio=1),
        )
        self.shown, self.lights = others, lights

    def say_sizes(self, beat: str, path: str, one: str, same: str, different: str) -> None:
        """Begin a beat with the template that fits the hidden layers of a shape."""
        sizes = self.record[f"{path}.hidden_sizes"]
        layers = self.record.number(f"{path}.hidden_layers", decimals=None)
        if len(set(sizes.values)) > 1:
            self.beat(beat, different, layers=layers)
        else:
            size = sizes[0].shown_as(decimals=None)
            self.beat(beat, one if sizes.size == 1 else same, layers=layers, size=size)

    def sizes(self, path: str) -> list[Sourced]:
        """All layer sizes of a network or a shape."""
        return [size.shown_as(decimals=None) for size in self.record[f"{path}.layer_sizes"]]
