"""`HiddenLayers`: what stands between input and output, and why just so much of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, LaggedStart, ReplacementTransform, VGroup

from network.analysis.counts import other_shapes, shape_of
from scenes.chapter import Beat, Chapter
from scenes.mobjects.network.network_diagram import NetworkDiagram, PictureNote
from scenes.mobjects.network.neuron import NeuronColumn
from scenes.mobjects.text.marks import Badge
from scenes.mobjects.text.typst_text import Words, label
from scenes.motion.cells import one_then_other
from scenes.stage import theme
from scenes.stage.layout import network_places
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.subject.sourced import Sourced

OWN, OTHERS = "measurement.shape", "measurement.other_shapes"
MOST_OTHERS = 3
BEHIND = -1
BESIDE = 0.2
"""Between a column and its number, scene units; less where the next column is near."""
NARROWEST = 0.56
"""Number and question mark are as wide as each other, and at least so wide."""
APART = 0.45
"""How far a question mark stands above the middle."""


class HiddenNeurons(VGroup):
    """The hidden layers of a network at their usual places, each with its size.

    Parameters
    ----------
    layer_sizes
        Input and output included; they have a say in where the others stand.
    """

    def __init__(self, layer_sizes: Sequence[Sourced]) -> None:
        places = network_places([int(size.value) for size in layer_sizes])
        xs = [float(column[0, 0]) for column in places.columns]
        hidden = slice(1, -1)
        self.columns, self.sizes, self.marks = VGroup(), VGroup(), VGroup()
        for centers, radius, size, gap in zip(
            places.columns[hidden],
            places.radii[hidden],
            layer_sizes[hidden],
            np.diff(xs)[1:],
            strict=True,
        ):
            self.columns.add(NeuronColumn(centers, radius=radius))
            number = Badge(Words("{count}", count=size), width=NARROWEST)
            # Halfway to the next layer where there is no more room than that.
            beside = min(BESIDE, (gap - 2 * radius - number.width) / 2)
            side = centers.mean(axis=0) + (radius + beside) * RIGHT
            mark = Badge(label("?", size="title", color=theme.TEXT), width=number.width)
            self.marks.add(mark.move_to(side, aligned_edge=LEFT).shift(APART * UP))
            self.sizes.add(number.next_to(mark, DOWN, buff=0.12).align_to(mark, LEFT))
        super().__init__(self.columns, self.sizes, self.marks)

    def neurons(self) -> VGroup:
        """All neurons, layer after layer."""
        return VGroup(*(neuron for column in self.columns for neuron in column))


class HiddenLayers(Chapter):
    """The layers in the middle."""

    is_first_cut = True
    summary = N_("Between input and output stand hidden layers; how many and how wide is a choice.")
    concepts = (N_("hidden layers"), N_("network architectures"), N_("hyperparameters"))
    beats: ClassVar = {
        "both-ends": Beat(
            "both ends", "A digit and its column of pixels on the left, the outputs on the right."
        ),
        "in-between": Beat(
            "in between", "Columns of empty circles in between, each with a question mark."
        ),
        "how-many": Beat("how many", "Each hidden column has a number: how many neurons it holds."),
        "another-choice-{number}": Beat(
            "another choice, {number}", "Another choice of hidden columns, with their sizes."
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
        self.rest(0.6)

    def prepare(self) -> None:
        """Name the shapes, and lay out the network."""
        others = other_shapes(self.model)[:MOST_OTHERS]
        self.other_count = len(others)
        self.record = self.record.with_root(OWN, shape_of(self.model)).with_root(OTHERS, others)
        self.diagram = NetworkDiagram(self.model, self.palette)
        self.diagram.show_input(self.record["trace.ink"])
        self.ours = self.shown = HiddenNeurons(self.sizes("model"))
        self.note = self.named(_("this network"))

    def both_ends(self) -> None:
        """Pixels on the left, one output for every digit on the right."""
        sizes = self.sizes("model")
        self.beat(
            "both-ends",
            _("We know both ends: {inputs} pixels go in, and {outputs} answers come out.")
            if self.has_choice
            else _("We know both ends: {inputs} pixels go in, and one number comes out."),
            inputs=sizes[0],
            outputs=sizes[-1],
        )
        diagram = self.diagram
        self.play(
            FadeIn(diagram.image, diagram.image_frame, diagram.strip, diagram.strip_frame),
            run_time=0.9,
        )
        outputs = [FadeIn(neuron, shift=0.2 * RIGHT) for neuron in diagram.columns[-1]]
        if self.has_choice:
            self.at_word("outputs")
        self.play(LaggedStart(*outputs, lag_ratio=0.08), FadeIn(diagram.names), run_time=1.1)
        self.rest()

    def in_between(self) -> None:
        """The hidden layers appear, each with a question mark."""
        if not self.ours.columns:
            self.beat("in-between", _("In this network nothing stands between the two."))
            self.rest()
            return
        self.beat(
            "in-between",
            _("Between them stand hidden layers. What they are for is still a question."),
        )
        columns = [FadeIn(column, shift=0.2 * RIGHT) for column in self.ours.columns]
        self.play(LaggedStart(*columns, lag_ratio=0.4), run_time=1.4)
        marks = [FadeIn(mark, shift=0.2 * UP) for mark in self.ours.marks]
        self.play(LaggedStart(*marks, lag_ratio=0.4), run_time=1.1)
        self.rest()

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
        sizes = [FadeIn(size, shift=0.2 * RIGHT) for size in self.ours.sizes]
        self.play(LaggedStart(*sizes, lag_ratio=0.4), FadeIn(self.note), run_time=1.0)
        self.caption(_("These numbers are a choice. Others would work as well."))

    def other_choices(self) -> None:
        """Hidden layers of other numbers and sizes, at the places they would have."""
        one, same, different = (
            _("You could take {layers} hidden layer with {size} neurons."),
            _("You could take {layers} hidden layers with {size} neurons each."),
            _("Or {layers}, each smaller than the one before."),
        )
        for other in range(self.other_count):
            path = f"{OTHERS}[{other}]"
            self.say_sizes(f"another-choice-{other + 1}", path, one, same, different)
            self.change_to(
                HiddenNeurons(self.sizes(path)), _("another choice, shown without its connections")
            )
            self.rest()

    def our_choice(self) -> None:
        self.beat(
            "our-choice",
            _("We stay with this one. It is small enough to look into every part of it."),
        )
        self.change_to(HiddenNeurons(self.sizes("model")), _("this network"))
        lights = self.diagram.show_weights().connections
        for light in lights:
            light.set_z_index(BEHIND)
        self.play(LaggedStart(*map(FadeIn, lights), lag_ratio=0.3), run_time=1.5)
        self.rest()

    def change_to(self, others: HiddenNeurons, name: str) -> None:
        """Let the neurons move to where another network has them."""
        before, after = self.shown.neurons(), others.neurons()
        note = self.named(name)
        moving = [ReplacementTransform(before, after)] if before and after else [FadeIn(after)]
        if before:
            self.play(FadeOut(self.shown.sizes, self.shown.marks), run_time=0.3)
        self.play(*moving, one_then_other(self.note, note), run_time=1.3)
        self.remove(after)
        self.add(others.columns)
        self.play(FadeIn(others.sizes, others.marks, shift=0.1 * RIGHT), run_time=0.5)
        self.shown, self.note = others, note

    def say_sizes(self, beat: str, path: str, one: str, same: str, different: str) -> None:
        """Begin a beat with the template that fits the hidden layers of a shape."""
        sizes = self.record[f"{path}.hidden_sizes"]
        layers = self.record.number(f"{path}.hidden_layers", decimals=None)
        if len(set(sizes.values)) > 1:
            self.beat(beat, different, layers=layers)
        else:
            size = sizes[0].shown_as(decimals=None)
            self.beat(beat, one if sizes.size == 1 else same, layers=layers, size=size)

    def named(self, words: str) -> PictureNote:
        """What is on stage, near the picture."""
        return PictureNote(self.diagram, words)

    def sizes(self, path: str) -> list[Sourced]:
        """All layer sizes of a network or a shape."""
        return [size.shown_as(decimals=None) for size in self.record[f"{path}.layer_sizes"]]
