"""`LookingInside`: a real mistake, what the weights look for, and an answer to noise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    DOWN,
    UP,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    Succession,
    Wait,
)

from network.analysis.edge_scores import slide_edge
from network.analysis.histogram import even_ticks
from network.analysis.interpretability import inspect_model
from network.analysis.sound_events import ticks
from network.analysis.weighted_sum import weight_rows
from network.digits.datasets import MNIST_TEST_SET, load_test_data
from network.forward import forward
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.looking_inside_parts import (
    MOST_PICTURES,
    SCORE_ROOM,
    AnswerDots,
    AnswerMark,
    PictureWall,
    PushMark,
    ScoreChart,
    SlidingEdge,
    darken,
    light_into,
    side_of_pattern,
    way_back,
)
from scenes.mobjects.grids.weight_wall import WeightWall, shown_neurons
from scenes.mobjects.network.network_diagram import NetworkDiagram, PictureNote
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame, image_grid
from scenes.mobjects.text.typst_text import Verbatim, Words, note
from scenes.motion.cells import RowByRow
from scenes.motion.pointing import pulse
from scenes.motion.propagation import (
    FoldIntoColumn,
    lit_outputs,
    name_winner,
    propagate,
    to_rest,
)
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation, Mobject

    from network.arrays import FloatArray

MISREAD, MISTAKE = "measurement.misread_digits", "measurement.misread_trace"
INSIDE = "measurement.looking_inside"
NOISE = f"{INSIDE}.noise_trace"
SLIDES, IMAGES = "measurement.edge_slides", "measurement.misread_images"
SWELL = 1.05
OVER = 0.6
"""Opacity of a pattern that lies over a picture."""
VERDICTS = {
    "all": N_("edges? all of them, roughly"),
    "most": N_("edges? most of them, roughly"),
    "some": N_("edges? only some of them"),
    "none": N_("edges? none of them"),
}


@dataclass(frozen=True, eq=False)
class MisreadImages:
    """Pictures that a network misreads, the surest mistake first, shape (pictures, pixels)."""

    pictures: FloatArray

    @property
    def shown(self) -> int:
        """How many of them there is room for."""
        return len(self.pictures)


class LookingInside(Chapter):
    """What one finds who looks at the weights."""

    summary = N_(
        "Looking into a trained network: a hope put to the test, a mistake traced back to its"
        " weights, and a sure answer to noise."
    )
    concepts = (N_("interpretability"), N_("misclassification"), N_("confidence"))
    measurements = ("misread_digits",)
    beats: ClassVar = {
        "the-hope": Beat(
            "the hope",
            "Two patterns of weights, large, each with the outline of the edge that fits it best,"
            " and a score below.",
        ),
        "the-scores": Beat(
            "the scores",
            "All patterns, the most edge-like first; above each its score as a dot, yellow if it"
            " stands out, over a hundred grey dots of noise.",
        ),
        "the-mistakes": Beat("the mistakes", "A wall of all pictures that the network misreads."),
        "a-mistake": Beat("a mistake", "One of them runs through the network, to a wrong answer."),
        "which-weights": Beat(
            "which weights",
            "A thick line leads back from the wrong answer to one neuron of the first layer; its"
            " pattern lies over the picture.",
        ),
        "noise": Beat(
            "noise",
            "A picture of noise runs through the network, to a very sure answer. Then a thousand"
            " answers to noise spread as dots, each in the row of its output.",
        ),
        "challenge": Beat("challenge", "The patterns of all neurons once more, as pictures."),
    }

    allowed_crossings: ClassVar = {
        ("PixelGrid", "PixelGrid"): "two patterns grow out of the wall of all, and go back",
    }

    def construct(self) -> None:
        self.measure()
        self.the_hope()
        self.the_scores()
        self.the_mistakes()
        self.a_mistake()
        self.which_weights()
        if self.has_choice:
            self.noise()
        self.challenge()
        self.rest(0.6)

    def measure(self) -> None:
        """Find the mistakes, the scores and the answers; begin with the patterns."""
        layer = self.model.layers[0]
        self.inside = inspect_model(self.model)
        edges = self.inside.edges
        self.ends = [int(edges.ranking[0])]
        if len(layer.weights) > 1:
            self.ends.append(int(edges.ranking[-1]))
        self.slides = [slide_edge(layer, edges, neuron) for neuron in self.ends]
        self.record = (
            self.record.with_root(INSIDE, self.inside)
            .with_root("measurement.first_layer", weight_rows(layer))
            .with_root("measurement.unit", even_ticks(0, 1, 2))
        )
        if self.inside.noise is not None:
            outputs = self.inside.noise.largest_outputs
            ends = min(0.0, np.floor(outputs.min())), max(1.0, np.ceil(outputs.max()))
            self.record = self.record.with_root("measurement.answer_scale", even_ticks(*ends, 2))
        for number, slide in enumerate(self.slides):
            self.record = self.record.with_root(f"{SLIDES}[{number}]", slide)
        self.shown, self.mistake, self.wrong = "trace", None, None
        if self.model.reads_digits:
            self.wrong = self.measured("misread_digits")
            self.record = self.record.with_root(MISREAD, self.wrong)
            self.is_mnist = self.wrong.data == MNIST_TEST_SET
            self.mistake = self.wrong.surest
        if self.mistake is not None:
            image_format = self.subject.image_format
            data = load_test_data(self.settings.mnist_dir, image_format=image_format)
            data = data.for_model(self.model)
            indices = self.record[f"{MISREAD}.indices"].values.astype(int)
            found = data.images[indices[:MOST_PICTURES]]
            self.record = self.record.with_root(IMAGES, MisreadImages(found)).with_root(
                MISTAKE, forward(self.model, data.images[self.mistake.index])
            )
            self.shown = MISTAKE
        self.hidden = self.record.number("model.layer_sizes[1]", decimals=None)
        shown = shown_neurons(len(layer.weights), but_surely=self.subject.hero)
        self.wall = self.patterns(list(shown.indices))
        self.add(self.wall)

    def patterns(self, neurons: list[int]) -> WeightWall:
        """Weights of neurons as pictures that fill the stage."""
        return WeightWall(
            self.record["model.layers[0].weights"],
            self.record["measurement.first_layer.large"],
            neurons=neurons,
            room=stage(),
            palette=self.palette,
        )

    def the_hope(self) -> None:
        """Over two of the patterns slides the edge that fits them best."""
        self.beat(
            "the-hope",
            _(
                "We hoped for {edges}. {Slide} one over a pattern: the score says how well they"
                " {match}."
            ),
        )
        tiles = self.wall.tiles
        self.at_word("edges")
        self.play(pulse(*tiles.values(), color=self.palette.signal, scale=SWELL))
        large = []
        parts = [1] * len(self.ends)
        rooms = max(stage().columns(*parts), stage().rows(*parts), key=side_of_pattern)
        for neuron, room in zip(self.ends, rooms, strict=True):
            side = side_of_pattern([room])
            tile = self.patterns([neuron]).tiles[neuron]
            tile.scale(side / tile.width).move_to(room.center + SCORE_ROOM / 2 * UP)
            large.append(tile)
        own = [tiles.get(neuron, tile) for neuron, tile in zip(self.ends, large, strict=True)]
        others = [tile for neuron, tile in tiles.items() if neuron not in self.ends]
        self.bring_to_front(*own)
        self.play(
            *(FadeOut(each, run_time=0.7) for each in others),
            *(
                each.animate(run_time=1.2).scale(tile.width / each.width).move_to(tile)
                for each, tile in zip(own, large, strict=True)
            ),
        )
        self.edges = [
            SlidingEdge(
                tile,
                self.record[f"{SLIDES}[{number}].pictures"],
                self.record[f"{SLIDES}[{number}].scores"],
                middles=np.stack([slide.columns, slide.rows], axis=1),
                best=slide.best,
                color=self.palette.signal,
            )
            for number, (tile, slide) in enumerate(zip(own, self.slides, strict=True))
        ]
        self.at_word("Slide")
        self.play(FadeIn(*self.edges), run_time=0.4)
        slides = [move for edge in self.edges for move in edge.slide(seconds=2.3)]
        self.play(*slides)
        self.at_word("match")
        values = [edge.value for edge in self.edges]
        self.play(pulse(*values, color=self.palette.signal))
        self.close = dict(zip(self.ends, own, strict=True))

    def the_scores(self) -> None:
        """All of them by their scores, each above noise that is as smooth as itself."""
        found = self.inside.edges
        neurons = [int(i) for i in found.ranking if int(i) in self.wall.tiles]
        chart = ScoreChart(
            neurons,
            self.record[f"{INSIDE}.edges.scores"],
            self.record[f"{INSIDE}.edges.twin_scores"],
            self.record["measurement.unit.numbers"],
            is_clear=found.is_clear,
        )
        twins = self.record.number(f"{INSIDE}.edges.twins", decimals=None)
        self.beat(
            "the-scores",
            _("All scores. Smooth {noise} gets some score too: {twins} grey dots for each."),
            twins=twins,
        )
        small = self.patterns(neurons).tiles
        for neuron, place in chart.places.items():
            small[neuron].scale(chart.side / small[neuron].width).move_to(place)
        self.play(FadeOut(*self.edges), run_time=0.3)
        coming = [tile for neuron, tile in small.items() if neuron not in self.close]
        self.play(
            *(
                tile.animate.scale(small[i].width / tile.width).move_to(small[i])
                for i, tile in self.close.items()
            ),
            *(FadeIn(tile) for tile in coming),
            Succession(Wait(0.4), FadeIn(chart.axis, chart.stems, run_time=0.5)),
            run_time=0.9,
        )
        self.play(
            LaggedStart(*(FadeIn(dot, scale=0.3) for dot in chart.dots), lag_ratio=0.2),
            run_time=1.2,
        )
        small.update(self.close)
        self.at_word("noise")
        self.play(
            LaggedStart(*(FadeIn(each) for each in chart.twins), lag_ratio=0.15, run_time=1.5)
        )
        self.bring_to_front(chart.dots)
        spot = self.record.number(f"{INSIDE}.edges.spot_score")
        self.caption(
            _(
                "{clear} of {count} beat {mark} of their grey {dots}, but only {above} a round"
                " {spot}."
            ),
            clear=self.record.number(f"{INSIDE}.edges.clear_count", decimals=None),
            count=self.hidden,
            mark=self.record.number(f"{INSIDE}.mark", decimals=None),
            above=self.record.number(f"{INSIDE}.edges.above_spot_count", decimals=None),
        )
        verdict = Words(_(VERDICTS[found.verdict]), color=self.palette.signal)
        verdict.move_to(stage().at(0.5, 1), aligned_edge=UP)
        signal = self.palette.signal
        lit = [
            AnimationGroup(dot.animate.set_color(signal), small[i].frame.animate.set_color(signal))
            for dot, i in zip(chart.dots, neurons, strict=True)
            if found.is_clear[i]
        ]
        if lit:
            self.play(LaggedStart(*lit, lag_ratio=0.4), run_time=1.6)
        if chart.clear:
            self.at_word("mark")
            self.play(pulse(*chart.clear, color=self.palette.signal, scale=1.5))
        self.at_word("dots")
        self.play(FadeIn(verdict, shift=0.15 * DOWN), run_time=0.6)
        level = chart.level(spot, note(_("a round spot")))
        self.at_word("spot")
        self.play(Create(level[0]), FadeIn(level[1]), run_time=0.7)
        above = [
            dot
            for dot, i in zip(chart.dots, neurons, strict=True)
            if found.scores[i] > found.spot_score
        ]
        self.at_word("above")
        self.play(pulse(*above, color=self.palette.signal, scale=1.8))
        self.sorted = Group(Group(*small.values()), chart, verdict, level)

    def the_mistakes(self) -> None:
        """All pictures that the network misreads, at once."""
        if self.wrong is None:
            self.beat(
                "the-mistakes", _("No output stands for a digit, so no answer is right or wrong.")
            )
            self.play(FadeOut(self.sorted), run_time=0.7)
            return
        said = _("It misreads {misread} of our {images} warped digits.")
        if self.is_mnist:
            said = _("It misreads {misread} of {images} MNIST test images.")
        misread = self.record.number(f"{MISREAD}.misread", decimals=None)
        self.beat(
            "the-mistakes",
            said,
            images=self.record.number(f"{MISREAD}.accuracy.images", decimals=None),
            misread=misread,
        )
        if self.mistake is None:
            self.play(FadeOut(self.sorted), run_time=0.6)
            return
        self.misread_wall = PictureWall(self.record[f"{IMAGES}.pictures"], stage())
        self.play(FadeOut(*self.sorted[1:]), run_time=0.3)
        self.play(FadeOut(self.sorted[0], run_time=0.6), RowByRow(self.misread_wall, run_time=1.6))
        shown = self.record.number(f"{IMAGES}.shown", decimals=None)
        if shown.value < misread.value:
            self.caption(_("These are the {shown} surest."), shown=shown)
        self.drift(stage())

    def a_mistake(self) -> None:
        """The wrong answer that the network is surest of."""
        self.beat("a-mistake")
        name = _("no mistake found") if self.wrong is not None else self.subject.source
        label = Verbatim("")
        coming, leaving = None, []
        if self.mistake is not None:
            name, label = _("meant as a {label}"), self.class_name(self.mistake.label)
            coming = image_grid(
                self.record[f"{IMAGES}.pictures"].row(0), side=self.misread_wall.picture_side
            ).move_to(self.misread_wall.place(0))
            mark = grid_frame(coming).set_stroke(self.palette.signal, width=5).scale(1.1)
            answer = int(self.record.outputs(self.shown).values.argmax())
            self.caption(
                _("Surest, and wrong: for this {label} it says {answer}."),
                label=label,
                answer=self.class_name(answer),
            )
            self.add(coming)
            self.play(Create(mark), run_time=0.4)
            leaving = [
                FadeOut(self.misread_wall, mark, run_time=0.6),
                self.view.animate(run_time=0.6).pull_out().build(),
            ]
        self.network_arrives(self.shown, (name, label), coming, leaving)
        self.run_through(self.shown)

    def which_weights(self) -> None:
        """Back from the answer along the largest contribution, layer by layer, to a pattern."""
        diagram, neuron = self.diagram, self.mark.answer
        last = len(self.model.layers) - 1
        said = _("Go {back} along the strongest pushes: they began with this {pattern}.")
        is_silent = (
            not self.record[f"{self.shown}.layers[{last}].contributions"].row(neuron).values.any()
        )
        if is_silent:
            said = _("Go {back}, and every push is zero, to any {pattern}.")
        self.beat("which-weights", said)
        self.at_word("back")
        self.play(*darken(diagram, range(last)), run_time=0.5)
        self.way: list[Mobject] = []
        for layer in range(last, -1, -1):
            lit = light_into(diagram, self.record, self.shown, layer, neuron)
            self.play(lit, run_time=0.5)
            if layer:
                pushes = self.record[f"{self.shown}.layers[{layer}].contributions"].row(neuron)
                push = PushMark(diagram, layer - 1, pushes)
                line = way_back(diagram, layer, neuron, push.neuron)
                line.set_color(self.palette.sign(pushes[push.neuron].value))
                largest = float(abs(pushes.values).max())
                self.play_sounds(ticks([pushes[push.neuron]], [0.4], largest=largest))
                self.bring_to_front(*diagram.columns)
                self.play(LaggedStart(Create(line), FadeIn(push), lag_ratio=0.5), run_time=0.8)
                self.way += [line, push]
                neuron = push.neuron
        self.at_word("pattern")
        tile = self.patterns([neuron]).tiles[neuron]
        disc = diagram.columns[0][neuron]
        home = diagram.image
        tile.scale(home.width / tile.width).move_to(home)
        tile.grid.set_opacity(OVER)
        self.play(FadeIn(tile), run_time=0.9)
        self.way.append(tile)
        self.play(pulse(disc, tile, color=self.palette.signal))
        picture = (diagram.image, diagram.image_frame)
        network = (diagram.strip, diagram.strip_frame, *diagram.connections, *diagram.columns)
        self.words = [diagram.names, self.picture_name]
        self.remaining = [*picture, *network, *self.way]

    def noise(self) -> None:
        """Noise runs through the network, which gives a sure answer."""
        self.beat("noise", _("Now put in {noise}."))
        diagram = self.diagram
        noise = self.record[f"{NOISE}.ink"]
        self.at_word("noise")
        self.play(
            *to_rest(diagram, seconds=0.8),
            diagram.image.animate(run_time=0.8).show_image(noise),
            FadeOut(*self.way, self.picture_name, self.mark, diagram.strip, run_time=0.5),
        )
        self.remove(diagram.strip)
        self.run_through(NOISE)
        self.caption(
            _("It says {answer}, with {value}: the surest of its {pictures} answers to noise."),
            answer=self.class_name(self.mark.answer),
            value=self.mark.value.sourced,
            pictures=self.record.number(f"{INSIDE}.noise.pictures", decimals=None),
        )
        self.at_word("value")
        self.play(pulse(self.mark, color=self.palette.signal))
        dots = AnswerDots(
            diagram,
            self.record[f"{INSIDE}.noise.answers"],
            self.record[f"{INSIDE}.noise.largest_outputs"],
            self.record["measurement.answer_scale.numbers"],
        )
        *before, outputs = diagram.columns
        picture = (diagram.image, diagram.image_frame, diagram.strip, diagram.strip_frame)
        self.play(
            FadeOut(*picture, *diagram.connections, *before, run_time=0.6),
            Succession(Wait(0.6), FadeIn(dots.axis, run_time=0.6)),
            Succession(Wait(0.1), dots.come()),
        )
        self.play(FadeIn(dots.surest, scale=3), run_time=0.5)
        self.words, self.remaining = [diagram.names, dots.axis], [dots, outputs]

    def challenge(self) -> None:
        """The patterns once more."""
        self.beat(
            "challenge",
            _("And {loops}? Deeper neurons see no pixels, only neurons. {Question} your hopes."),
        )
        wall = self.patterns(list(self.wall.tiles))
        self.play(FadeOut(self.mark, *self.words), run_time=0.4)
        self.play(
            FadeOut(*self.remaining, run_time=0.6),
            LaggedStart(*(FadeIn(tile) for tile in wall.tiles.values()), lag_ratio=0.08),
            run_time=1.0,
        )
        for word in ("loops", "Question"):
            self.at_word(word)
            self.play(pulse(*wall.tiles.values(), color=self.palette.signal, scale=SWELL))

    def network_arrives(
        self,
        trace: str,
        name: tuple[str, Verbatim],
        coming: PixelGrid | None,
        leaving: Sequence[Animation],
    ) -> None:
        """A picture comes from where it was with its name, and the network at rest."""
        answer = int(self.record.outputs(trace).values.argmax())
        diagram = self.diagram = NetworkDiagram(
            self.model, self.palette, spoken_of=[answer]
        ).show_weights()
        diagram.show_image(self.record[f"{trace}.ink"])
        template, label = name
        self.picture_name = PictureNote(diagram, template, side=DOWN, label=label)
        moves = [FadeIn(diagram.image)]
        if coming is not None:
            home = diagram.image
            moves = [coming.animate.scale(home.width / coming.width).move_to(home).build()]
        self.play(
            *leaving,
            *moves,
            FadeIn(diagram.image_frame, diagram.strip_frame, *diagram.columns),
            *(FadeIn(light) for light in diagram.connections),
            run_time=1.0,
        )
        # Words would lie over what is leaving.
        self.play(FadeIn(self.picture_name, diagram.names), run_time=0.3)
        if coming is not None:
            self.remove(coming)
            self.add(diagram.image)

    def run_through(self, trace: str) -> None:
        """A picture runs through the network, and a box lands on the answer."""
        diagram = self.diagram
        self.play(FoldIntoColumn(diagram, self.record[f"{trace}.ink"], seconds=0.6))
        for layer in range(len(self.model.layers)):
            self.play_sounds(lit_outputs(self.record, self.model, layer, trace=trace, seconds=0.5))
            self.play(propagate(diagram, self.record, layer, trace=trace, seconds=0.5))
        self.mark = AnswerMark(diagram, self.record.outputs(trace))
        self.play(
            FadeIn(self.mark.box, scale=1.3),
            FadeIn(self.mark.value),
            *name_winner(diagram, self.mark.answer),
            run_time=0.6,
        )
