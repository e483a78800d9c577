"""`WeightsOfOneNeuron`: the weights into one neuron, as the picture that it looks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from manim import (
    DOWN,
    UP,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    MoveAlongPath,
    Succession,
    TransformFromCopy,
    VGroup,
    there_and_back,
)

from network.analysis.hero import strokes
from network.analysis.sound_events import ticks
from network.analysis.weighted_sum import weight_rows, weighted_sum
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.weights_of_one_neuron_parts import (
    Push,
    WeightScale,
    grid_room,
    magnified,
    of_one_sign,
    strong_ones,
    traveling_light,
    way_of,
)
from scenes.mobjects.grids.patch_outline import PatchOutline
from scenes.mobjects.grids.weight_grid import WeightGrid
from scenes.mobjects.grids.weight_wall import FREE, first_layer_wall, shown_neurons, wall_room
from scenes.mobjects.network.hero_ring import HeroRing
from scenes.mobjects.network.network_diagram import NetworkDiagram, lone_light, rest_light
from scenes.mobjects.text.typst_text import Verbatim, note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.pointing import run_along
from scenes.motion.propagation import beads_on, gather
from scenes.motion.singling_out import single_out
from scenes.stage import theme
from scenes.subject.languages import N_
from scenes.subject.subject import own_digit_trace, training_start_of
from scenes.subject.words import _

if TYPE_CHECKING:
    from scenes.mobjects.grids.weight_wall import WeightWall
    from scenes.mobjects.raster.pixel_cloud import PixelCloud

LARGEST_SIDE = 5.4
SCALE_ROOM = 1.0
"""Below the grid, for the scale of its colors."""
DIM = 0.3
"""How bright connections are at first, beside what they are at rest."""
INK = 0.5
"""Above this share of a picture's brightest pixel, a pixel belongs to the outline of its ink."""
FAINT_FAN = 0.2
"""How bright the connections are, beside what they were, once their weights have left them."""
BESIDE_INK = 0.5
"""How bright weights are where the picture has no ink, while it is laid over them."""
BESIDE_STROKE = 0.4
"""How bright weights are around the stroke that is spoken of."""
UNTRAINED = 0.6
"""How bright untrained connections are, beside trained ones at rest: none is much the largest."""
EXAMPLES = 5
"""Other digits that pass while the weights are trained."""


class WeightsOfOneNeuron(Chapter):
    """What one neuron of the first hidden layer looks for."""

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
            "one neuron",
            "One neuron in a yellow ring; only the connections that lead into it are left.",
        ),
        "its-weights-gather": Beat(
            "its weights gather",
            "The weights of that neuron in a grid as large as the picture: a blurred pattern in"
            " {positive} and {negative}, with a scale of its colors below. Over it lies the outline"
            " of the digit.",
        ),
        "what-it-looks-for": Beat(
            "what it looks for",
            "A lit pixel under {positive} has pushed the neuron up, one under {negative} has pushed"
            " it down; a yellow line runs around the brightest {positive} patch of its weights.",
        ),
        "all-neurons": Beat(
            "all neurons",
            "A wall with the weights of every neuron of the layer, each tied to its neuron by a"
            " line.",
        ),
    }

    def construct(self) -> None:
        self.prepare()
        self.at_rest()
        self.one_neuron()
        self.its_weights_gather()
        self.what_it_looks_for()
        if len(self.model.layers[0].weights) > 1:
            self.all_neurons()
        self.rest(0.6)

    def prepare(self) -> None:
        """Read the weights of the hero, and put the network on stage."""
        self.neuron = self.subject.hero
        layer = self.model.layers[0]
        record = self.record.with_root("measurement.first_layer", weight_rows(layer))
        self.record = record.with_root("measurement.strokes", strokes(self.model, self.trace))
        self.weights = self.record["model.layers[0].weights"]
        self.large = self.record["measurement.first_layer.large"]
        self.terms = weighted_sum(self.trace.layers[0], self.neuron)
        diagram = self.diagram = NetworkDiagram(self.model, self.palette, free=FREE).show_weights()
        diagram.show_input(self.record["trace.ink"])
        for light, layer in zip(diagram.connections, self.model.layers, strict=True):
            light.set_light(DIM * rest_light(layer.weights))
        self.light, self.column = diagram.connections[0], diagram.columns[0]
        self.hero = self.column[self.neuron]
        self.add(diagram)

    def at_rest(self) -> None:
        self.beat(
            "at-rest",
            _(
                "Every connection has a weight: {positive} above zero, {negative} below zero."
                " The {farther} from zero, the brighter its line."
            ),
            **self.sign_names(),
        )
        weights = [layer.weights for layer in self.model.layers]
        self.play(*(self.to_weights(i) for i in range(len(weights))), run_time=1.5)
        for mark, lights in (
            ("positive", [of_one_sign(each, above=True) for each in weights]),
            ("negative", [of_one_sign(each, above=False) for each in weights]),
            ("farther", [strong_ones(each) for each in weights]),
        ):
            self.at_word(mark)
            self.play(
                *(
                    light.animate.set_light(shown)
                    for light, shown in zip(self.diagram.connections, lights, strict=True)
                ),
                run_time=0.8,
            )
        self.rest(0.6)
        self.play(*(self.to_weights(i) for i in range(len(weights))), run_time=0.9)

    def one_neuron(self) -> None:
        """All but one neuron of the first hidden layer fade, and all that comes after it."""
        diagram = self.diagram
        self.beat(
            "one-neuron",
            _("Follow one {neuron}. It has one weight for every {pixel}: {count}."),
            count=self.record.number("model.layer_sizes[0]", decimals=None),
        )
        self.later = [*diagram.connections[1:], *diagram.columns[1:], diagram.names]
        self.ring = HeroRing(self.hero, self.palette)
        self.at_word("neuron")
        self.play(
            *single_out(diagram, self.record, self.neuron, is_lit=False),
            FadeOut(*self.later),
            Create(self.ring),
            run_time=1.4,
        )
        self.at_word("pixel")
        self.play(run_along(self.diagram.places.columns[0], self.palette.signal, seconds=1.4))
        self.room = grid_room(self.column)
        count = ValueLabel(self.record.number("model.layer_sizes[0]", decimals=None), size="title")
        self.count = VGroup(count, note(_("weights")).next_to(count, DOWN, buff=0.3))
        self.at_word("count")
        self.play(FadeIn(self.count.move_to(self.room.center), scale=0.8), run_time=0.5)

    def its_weights_gather(self) -> None:
        """Each weight travels from its connection to the place of its pixel."""
        self.beat(
            "its-weights-gather",
            _("Put each {weight} where its pixel is, and the weights are a picture."),
        )
        side = min(LARGEST_SIDE, self.room.width, self.room.height - SCALE_ROOM)
        largest = self.large[self.neuron]
        row = self.weights.row(self.neuron)
        self.grid = WeightGrid(row, side=side, palette=self.palette, largest=largest.value)
        self.grid.move_to(self.room.center + SCALE_ROOM / 2 * UP)
        self.scale = WeightScale(largest, width=side, palette=self.palette)
        self.scale.next_to(self.grid, DOWN, buff=0.22)
        beads = beads_on(self.light, self.neuron, self.grid)
        faint = np.zeros((len(self.column), row.size))
        faint[self.neuron] = FAINT_FAN * lone_light(row.values)
        self.play(
            FadeIn(beads),
            FadeOut(self.count),
            self.light.animate.set_light(faint, row),
            run_time=0.7,
        )
        self.at_word("weight")
        self.settle(beads)
        self.play(FadeIn(self.scale), run_time=0.6)
        self.lay_ink_over_weights()

    def lay_ink_over_weights(self) -> None:
        """The outline of the digit leaves the picture, and lies over the weights."""
        ink = self.trace.ink / max(float(self.trace.ink.max()), 1e-9)
        on_picture, self.ink = (
            PatchOutline(grid, ink > INK, color=theme.TEXT)
            for grid in (self.diagram.image, self.grid.grid)
        )
        self.play(TransformFromCopy(on_picture, self.ink), run_time=1.0)
        self.only_under_ink = BESIDE_INK + (1 - BESIDE_INK) * ink

    def settle(self, beads: PixelCloud) -> None:
        """The weights travel into the grid, which then shows them."""
        self.play(FadeIn(self.grid.frame, run_time=0.6), gather(beads, self.grid, seconds=2.2))
        self.remove(beads)
        self.add(self.grid)

    def what_it_looks_for(self) -> None:
        """A lit pixel of each sign pushes the neuron; and the stroke that its weights show."""
        if not self.grid.weights.values.any():
            self.beat(
                "what-it-looks-for",
                _("All of its weights are zero: no pixel pushes it up or down."),
            )
            self.rest()
            self.play(FadeOut(self.ink), run_time=0.4)
            return
        self.beat(
            "what-it-looks-for",
            _("A lit pixel on {positive} pushes the neuron up. On {negative}, it pushes it down."),
            **self.sign_names(),
        )
        pushes = VGroup()
        for pixels in (self.terms.upward, self.terms.downward):
            if pixels.size:
                pushes.add(self.pushed(int(pixels[0])))
        is_stroke = self.record["measurement.strokes.is_stroke"].row(self.neuron)
        if not is_stroke.values.any():
            self.play(FadeOut(pushes, self.ink), self.lit_weights(), run_time=0.5)
            return
        self.caption(_("A stroke right here pushes it up most."))
        inside = is_stroke.values > 0
        outline = PatchOutline(self.grid.grid, inside, color=self.palette.signal)
        self.play(
            FadeOut(pushes, self.ink),
            self.lit_weights(np.where(inside, 1.0, BESIDE_STROKE)),
            run_time=0.5,
        )
        self.play(Create(outline), run_time=1.2)
        self.rest(0.4)
        self.play(FadeOut(outline), self.lit_weights(), run_time=0.5)

    def lit_weights(self, shares: Any = 1.0) -> Any:
        """Let so much of each weight be seen."""
        grid = self.grid.grid
        return grid.animate.set_cell_weights(shares * np.ones(self.grid.weights.size))

    def pushed(self, pixel: int) -> VGroup:
        """Let a lit pixel send its push along its connection to the neuron."""
        product = self.record["trace.layers[0].contributions"].row(self.neuron)[pixel]
        color = self.palette.sign(product.value)
        place = self.grid.place(pixel)
        marks = VGroup(
            *(
                magnified(grid, place, self.palette.signal)
                for grid in (self.diagram.image, self.grid.grid)
            )
        )
        way = way_of(self.diagram, pixel, self.neuron)
        dot = traveling_light(way, color)
        push = Push(product, self.hero, color=color)
        dimmed = self.grid.grid.animate.set_cell_weights(self.only_under_ink)
        coming = (FadeIn(mark, scale=0.3) for mark in marks)
        self.play(*coming, FadeIn(dot), dimmed, run_time=0.5)
        self.play_sounds(ticks([product], [0.75], largest=float(np.abs(self.terms.terms).max())))
        self.play(MoveAlongPath(dot, way), run_time=0.8)
        answers = self.hero.animate(rate_func=there_and_back).set_fill(color)
        self.play(FadeOut(dot), answers, FadeIn(push, shift=0.3 * push.way), run_time=0.6)
        return VGroup(marks, push)

    def all_neurons(self) -> None:
        """Every neuron of the layer gets its picture; the hero's takes its place among them."""
        count = len(self.model.layers[0].weights)
        shown = shown_neurons(count, but_surely=self.neuron)
        said = _("Each of the {count} neurons in this layer has its own picture.")
        if shown.is_elided:
            said = _("Every neuron of this layer has a picture of its own; here are a few.")
        slots = {} if shown.is_elided else {
            "count": self.record.number("model.layer_sizes[1]", decimals=None)
        }  # fmt: skip
        self.beat("all-neurons", said, **slots)
        wall = first_layer_wall(
            self.record, hero=self.neuron, room=wall_room(self.column), palette=self.palette
        )
        ties = wall.ties(self.column)
        tile = wall.tiles[self.neuron]
        others = [wall.tiles[i] for i in shown.indices if i != self.neuron]
        self.play(FadeOut(self.scale), run_time=0.4)
        self.play(
            self.grid.animate.scale(tile.width / self.grid.width).move_to(tile),
            run_time=1.1,
        )
        self.bring_to_back(ties)
        self.play(
            LaggedStart(*(FadeIn(each, scale=0.6) for each in others), lag_ratio=0.15),
            LaggedStart(*(FadeIn(tie) for tie in ties), lag_ratio=0.15),
            AnimationGroup(*(disc.animate.set_stroke(opacity=1) for disc in self.column)),
            self.to_weights(0),
            run_time=2.4,
        )
        self.train(wall)

    def train(self, wall: WeightWall) -> None:
        """The weights turn from those that training began with to those that it ended with."""
        start = training_start_of(self.settings)
        self.record = self.record.with_root("training_start", start)
        noise = self.record["training_start.layers[0].weights"]
        random = NetworkDiagram(start, self.palette, free=FREE).connections[0]
        random.set_light(UNTRAINED * rest_light(noise.values), noise)
        self.caption(
            _(
                "They {began} as noise: {training} adjusted the weights, on many examples,"
                " until most answers were right."
            )
        )
        self.at_word("began")
        self.play(
            *(tile.animate.show(noise.row(neuron)) for neuron, tile in wall.tiles.items()),
            self.light.animate.set_light(np.zeros(noise.values.shape)),
            FadeIn(random),
            run_time=0.9,
        )
        self.at_word("training")
        self.play(
            *(
                tile.animate.show(self.weights.row(neuron), self.large[neuron].value)
                for neuron, tile in wall.tiles.items()
            ),
            FadeOut(random),
            self.to_weights(0),
            self.examples_pass(),
            run_time=3.6,
        )
        mark = wall.tiles[self.neuron].frame.copy().set_stroke(self.palette.signal, width=5)
        self.play(Create(mark), run_time=0.7)

    def examples_pass(self) -> AnimationGroup:
        """Other digits take the picture's place, one after another; then it comes back."""
        first = (self.subject.label or 0) + 1
        shown = []
        for digit in [(first + 3 * i) % 10 for i in range(EXAMPLES)]:
            trace = own_digit_trace(self.settings, digit)
            self.record = self.record.with_root(f"own_digits[{digit}].trace", trace)
            shown.append(self.record[f"own_digits[{digit}].trace.ink"])
        shown.append(self.record["trace.ink"])
        diagram = self.diagram
        grids, frames = (diagram.image, diagram.strip), (diagram.image_frame, diagram.strip_frame)
        passing = Succession(
            *(
                AnimationGroup(*(grid.animate.show_image(ink).build() for grid in grids))
                for ink in shown
            )
        )
        marked = (
            frame.animate(rate_func=there_and_back, run_time=passing.run_time)
            .set_stroke(self.palette.signal)
            .build()
            for frame in frames
        )
        return AnimationGroup(passing, *marked)

    def to_weights(self, layer: int) -> Any:
        """Let all connections into a layer shine by their weights."""
        weights = self.record[f"model.layers[{layer}].weights"]
        return self.diagram.connections[layer].animate.set_light(
            rest_light(weights.values), weights
        )

    def sign_names(self) -> dict[str, Verbatim]:
        """What captions call the colors of the signs."""
        return {
            "positive": Verbatim(_(self.palette.positive_name)),
            "negative": Verbatim(_(self.palette.negative_name)),
        }
