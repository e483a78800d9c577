"""`WeightsOfOneNeuron`: the weights into one neuron, as the picture that it looks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from manim import DOWN, RIGHT, UP, FadeIn, FadeOut, Group, LaggedStart, Mobject, VGroup
from manim.typing import Vector3D
from numpy.typing import NDArray

from network.analysis.sound_events import ticks
from network.analysis.weighted_sum import weight_rows
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.weights_of_one_neuron_parts import WeightScale, weight_callouts
from scenes.mobjects.grids.weight_grid import WeightGrid
from scenes.mobjects.network.network_diagram import NetworkDiagram, PictureNote
from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.motion.propagation import beads_on, gather
from scenes.motion.singling_out import single_out
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.sourced import Sourced
from scenes.subject.words import _

OTHERS = 3
LARGEST_SIDE = 4.5
ROOM_FOR_CALLOUTS = 1.6
ROOM_FOR_RAYS = 0.75
"""To both sides of the grid, scene units."""
ROOM_ABOVE, ROOM_BELOW = 1.6, 1.15
"""For name and scale, and for callouts, where these stand over and under the grid."""


@dataclass(frozen=True)
class GridPlace:
    """Where the weights of a neuron gather, and where the words about them are."""

    side: float
    center: NDArray[np.float64]
    scale_side: Vector3D
    callout_side: Vector3D


def place_beside(column: Mobject) -> GridPlace:
    """The largest grid to the right of a column; callouts go below it if the stage is narrow."""
    area, left = stage(), float(column.get_right()[0]) + ROOM_FOR_RAYS
    if area.is_wide:
        side = min(LARGEST_SIDE, area.right - ROOM_FOR_CALLOUTS - left)
        center = np.array([left + side / 2, area.center[1] + 0.15, 0])
        return GridPlace(side, center, scale_side=DOWN, callout_side=RIGHT)
    side = min(area.right - left, area.height - ROOM_ABOVE - ROOM_BELOW)
    lowest, highest = area.bottom + ROOM_BELOW + side / 2, area.top - ROOM_ABOVE - side / 2
    y = np.clip(column.get_y(), lowest, highest)
    center = np.array([(left + area.right) / 2, y, 0])
    return GridPlace(side, center, scale_side=UP, callout_side=DOWN)


FREE = 0.38
"""Of the stage's width, right of the first layer, for a grid of weights."""


class WeightsOfOneNeuron(Chapter):
    """What one neuron of the first hidden layer looks for."""

    is_first_cut = True
    summary = N_(
        "Every connection has a weight. Laid out where their pixels are, the weights of a neuron"
        " become the pattern that it looks for."
    )
    concepts = (N_("weights"), N_("connections"), N_("interpretability"))
    beats: ClassVar = {
        "at-rest": Beat(
            "at rest", "The whole network with faint {positive} and {negative} connections."
        ),
        "one-neuron": Beat(
            "one neuron", "Only the connections that lead into one neuron are left."
        ),
        "its-weights-gather": Beat(
            "its weights gather",
            "The weights of that neuron in a grid as large as the picture: a blurred pattern in"
            " {positive} and {negative}.",
        ),
        "what-it-looks-for": Beat(
            "what it looks for",
            "The grid of weights with a color scale below it; the strongest weight of each sign"
            " is called out, on the grid and on the digit.",
        ),
        "other-neurons": Beat("other neurons", "The grid now shows the weights of another neuron."),
    }

    def construct(self) -> None:
        rows = weight_rows(self.model.layers[0])
        self.record = self.record.with_root("measurement.first_layer", rows)
        self.weights = self.record["model.layers[0].weights"]
        # The neuron that this picture excites most, then those with the largest weights.
        self.neuron = int(self.trace.layers[0].pre_activations.argmax())
        others = rows.heaviest(OTHERS, but=self.neuron)
        self.at_rest()
        self.one_neuron()
        self.its_weights_gather()
        self.what_it_looks_for()
        if others and self.weights.values.any():
            self.other_neurons(others)
        self.rest(1.0)

    def at_rest(self) -> None:
        connections = self.record.number("model.weight_count", decimals=None)
        self.beat(
            "at-rest",
            _(
                "Every connection has a weight: {positive} above zero, {negative} below zero."
                " Larger weights are brighter."
            ),
            **self.sign_names(),
        )
        diagram = self.diagram = NetworkDiagram(self.model, self.palette, free=FREE).show_weights()
        diagram.show_input(self.record["trace.ink"]).show_activations(self.record)
        self.note = self.noted(_("{count} weights"), connections)
        self.play(
            FadeIn(diagram.image, diagram.image_frame, diagram.strip, diagram.strip_frame),
            LaggedStart(*(FadeIn(column) for column in diagram.columns), lag_ratio=0.2),
            FadeIn(diagram.names),
            run_time=1.0,
        )
        lights = [FadeIn(light) for light in diagram.connections]
        self.play(LaggedStart(*lights, lag_ratio=0.2), FadeIn(self.note), run_time=1.4)

    def one_neuron(self) -> None:
        """All but one neuron of the first hidden layer fade, and all that comes after it."""
        count = self.record.number("model.layer_sizes[0]", decimals=None)
        self.beat(
            "one-neuron",
            _(
                "Take the neuron that this picture lights up most. It has one weight for every"
                " pixel: {count}."
            ),
            count=count,
        )
        diagram = self.diagram
        later = [*diagram.connections[1:], *diagram.columns[1:], diagram.names]
        self.play(FadeOut(*later, self.note), run_time=0.7)
        self.note = self.noted(_("{count} weights"), count)
        self.play(*single_out(diagram, self.record, self.neuron), FadeIn(self.note), run_time=1.4)

    def its_weights_gather(self) -> None:
        """Each weight travels from its connection to the place of its pixel."""
        self.beat("its-weights-gather", _("Each weight belongs to one pixel. Now put it there."))
        place = self.place = place_beside(self.diagram.columns[0])
        row = self.weights.row(self.neuron)
        self.grid = WeightGrid(
            row, side=place.side, palette=self.palette, largest=self.largest.value
        )
        self.grid.move_to(place.center)
        self.scale = WeightScale(self.largest, width=self.grid.width, palette=self.palette)
        self.scale.next_to(self.grid, place.scale_side, buff=0.28)
        self.title = self.named(self.neuron)
        self.rays = self.grid.rays_from(self.diagram.columns[0][self.neuron])
        beads = beads_on(self.diagram.connections[0], self.neuron, self.grid)
        self.grid.empty()
        # Words in front of what flies.
        self.play(FadeIn(self.grid, self.rays, beads, self.title), FadeOut(self.note), run_time=0.9)
        self.settle(beads, seconds=2.2)
        self.play(FadeIn(self.scale), run_time=0.6)

    def what_it_looks_for(self) -> None:
        """What its weights do to the neuron, and the strongest of them with their pixels."""
        self.callouts, self.marks = [], VGroup()
        if not self.grid.weights.values.any():
            self.beat(
                "what-it-looks-for",
                _("All of its weights are zero: no pixel pushes it up or down."),
            )
            self.rest()
            return
        self.beat(
            "what-it-looks-for",
            _("Light on a {positive} cell pushes the neuron up, on a {negative} cell down."),
            **self.sign_names(),
        )
        row = self.grid.weights.values
        strongest = int(row.argmax()), int(row.argmin())
        self.callouts = weight_callouts(self.grid, strongest, side=self.place.callout_side)
        image = self.diagram.image
        for callout, sign in zip(self.callouts, ("positive", "negative"), strict=True):
            self.at_word(sign)
            place = self.grid.place(callout.pixel)
            mark = image.cell_frame(*place, self.palette.sign(row[callout.pixel]))
            self.marks.add(mark)
            weight = self.grid.weights[callout.pixel]
            self.play_sounds(ticks([weight], [0.5], largest=float(np.abs(row).max())))
            self.play(FadeIn(callout, mark), run_time=0.8)
            self.rest(0.7)
        self.caption(_("This is the pattern that it really looks for."))

    def other_neurons(self, others: tuple[int, ...]) -> None:
        self.beat(
            "other-neurons",
            _(
                "Other neurons look for other patterns. Here are the ones with the strongest"
                " weights."
            ),
        )
        self.play(FadeOut(*self.callouts, self.marks), run_time=0.6)
        for neuron in others:
            if neuron == others[-1]:
                self.caption(_("Nobody drew these patterns: they are what training found."))
            self.step_to(neuron)

    def step_to(self, neuron: int) -> None:
        """Light up the connections of another neuron, and gather its weights."""
        self.neuron = neuron
        rays = self.grid.rays_from(self.diagram.columns[0][neuron])
        self.play(
            *single_out(self.diagram, self.record, neuron),
            self.rays.animate.become(rays),
            self.grid.animate.empty(),
            FadeOut(self.title, self.scale.ends),
            run_time=0.8,
        )
        self.title = self.named(neuron)
        self.scale.show(self.largest)
        full = self.grid.copy().show(self.weights.row(neuron), self.largest.value)
        beads = beads_on(self.diagram.connections[0], neuron, full)
        self.play(FadeIn(beads, self.title, self.scale.ends), run_time=0.4)
        self.settle(beads, seconds=1.2)
        self.rest(0.9)

    def settle(self, beads: PixelCloud, *, seconds: float) -> None:
        """The weights of the present neuron travel into the grid, which then shows them."""
        full = self.grid.copy().show(self.weights.row(self.neuron), self.largest.value)
        self.play(gather(beads, full, seconds=seconds))
        self.grid.show(full.weights, self.largest.value)
        self.remove(beads)

    @property
    def largest(self) -> Sourced:
        """Size of the weight that is shown at full color, for the present neuron."""
        return self.record["measurement.first_layer.large"][self.neuron]

    def named(self, neuron: int) -> Words:
        """The name of a neuron, above the grid and what stands over it."""
        count = self.record.number("model.layer_sizes[0]", decimals=None)
        title = Words(_("neuron {index}: {count} weights"), index=Verbatim(neuron), count=count)
        title.next_to(Group(self.grid, self.scale), UP, buff=0.25)
        # It may be wider than a grid at the edge of the stage.
        return title.shift(min(0.0, stage().right - title.get_right()[0]) * RIGHT)

    def noted(self, template: str, count: Sourced) -> PictureNote:
        """A note near the picture."""
        return PictureNote(self.diagram, template, count=count)

    def sign_names(self) -> dict[str, Verbatim]:
        """What captions call the colors of the signs."""
        return {
            "positive": Verbatim(_(self.palette.positive_name)),
            "negative": Verbatim(_(self.palette.negative_name)),
        }
