"""`LookingInside`: a real mistake, what the weights look for, and an answer to noise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    DOWN,
    RIGHT,
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
    DeeperNeuron,
    MisreadExample,
    PictureWall,
    PushMark,
    ScoreChart,
    SlidingEdge,
    beside_first_layer,
    darken,
    example_rooms,
    light_into,
    side_of_pattern,
    way_back,
)
from scenes.mobjects.grids.weight_grid import WeightGrid
from scenes.mobjects.grids.weight_wall import WeightWall, shown_neurons
from scenes.mobjects.network.network_diagram import NetworkDiagram, PictureNote
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame
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
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation, Mobject
    from numpy.typing import NDArray

    from network.arrays import FloatArray
    from scenes.stage.layout import Stage

MISREAD, MISTAKE = "measurement.misread_digits", "measurement.misread_trace"
INSIDE = "measurement.looking_inside"
NOISE = f"{INSIDE}.noise_trace"
SLIDES, IMAGES = "measurement.edge_slides", "measurement.misread_images"
ALONE = 2.0
"""How much larger an edge is before it lies over a pattern."""
EXAMPLES = 4
"""So many mistakes are seen closely, at most."""
NEAR_PICTURE = 1.7
"""Zoom while the pixels are seen that began a mistake."""
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
            "A pattern of weights, large, with the outline of the edge that fits it best, and a"
            " score below.",
        ),
        "the-scores": Beat(
            "the scores",
            "All patterns, the most edge-like first; above each its score as a dot, yellow if it"
            " stands out, over grey dots, each the score of a random pattern.",
        ),
        "the-mistakes": Beat(
            "the mistakes",
            "Some pictures that the network misreads, large; below each what it is and what it is"
            " read as.",
        ),
        "a-mistake": Beat("a mistake", "One of them runs through the network, to a wrong answer."),
        "which-weights": Beat(
            "which weights",
            "A thick line leads back from the wrong answer to one neuron of the first layer; the"
            " pixels of the picture shine {positive} where they pushed it, {negative} where they"
            " held it back.",
        ),
        "noise": Beat(
            "noise",
            "A picture of noise runs through the network, to a very sure answer. Then a thousand"
            " answers to noise spread as dots, each in the row of its output.",
        ),
        "challenge": Beat(
            "challenge",
            "The patterns of the first layer, each tied to its neuron; from there lines"
            " lead to a neuron of the next layer. Where its picture would be is a question mark.",
        ),
    }

    allowed_crossings: ClassVar = {
        (
            "PixelGrid",
            "PixelGrid",
        ): "a pattern grows out of the wall of all, and pictures out of the wall of mistakes",
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
        self.first = int(edges.ranking[0])
        self.slides = [slide_edge(layer.weights[self.first]), slide_edge(edges.twin)]
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
            # The surest of each digit, or they would be much alike.
            firsts = np.unique(data.labels[indices[:MOST_PICTURES]], return_index=True)[1]
            self.surest = sorted(firsts.tolist())[:EXAMPLES]
            self.misread_as = [
                (int(data.labels[i]), forward(self.model, data.images[i]).answer)
                for i in indices[self.surest]
            ]
        self.hidden = self.record.number("model.layer_sizes[1]", decimals=None)
        shown = shown_neurons(len(layer.weights), but_surely=self.subject.hero)
        self.wall = self.patterns(list(shown.indices), stage())
        self.add(self.wall)

    def patterns(self, neurons: list[int], room: Stage) -> WeightWall:
        """Weights of neurons as pictures that fill a room."""
        return WeightWall(
            self.record["model.layers[0].weights"],
            self.record["measurement.first_layer.large"],
            neurons=neurons,
            room=room,
            palette=self.palette,
        )

    def the_hope(self) -> None:
        """Over a pattern slides the edge that fits it best."""
        self.beat(
            "the-hope",
            _(
                "We hoped for {edges}. Slide an {edge} over a pattern: the score says how well they"
                " {match}."
            ),
        )
        tiles = self.wall.tiles
        self.at_word("edges")
        self.rooms = max(stage().columns(1, 1), stage().rows(1, 1), key=side_of_pattern)
        self.side = side_of_pattern(self.rooms)
        own = tiles.get(self.first) or self.patterns([self.first], stage()).tiles[self.first]
        self.bring_to_front(own)
        self.play(
            *(FadeOut(tile, run_time=0.7) for tile in tiles.values() if tile is not own),
            own.animate(run_time=1.2).scale(self.side / own.width).move_to(self.close(0)),
        )
        self.pattern, self.over_pattern = own, self.sliding(own, 0, color=theme.TEXT)
        edge = self.over_pattern.edge
        start = edge.copy()
        edge.scale(ALONE, about_point=edge.get_center()).move_to(self.close(1))
        self.at_word("edge")
        self.play(FadeIn(edge, scale=0.5), run_time=0.6)
        self.play(edge.animate.become(start), FadeIn(self.over_pattern.value), run_time=0.6)
        self.play(*self.over_pattern.slide(seconds=1.6))
        self.point_at("match", self.over_pattern.value)

    def close(self, room: int) -> NDArray[np.float64]:
        """Where a pattern is seen closely, shape (3,)."""
        return np.asarray(self.rooms[room].center + SCORE_ROOM / 2 * UP)

    def sliding(self, tile: WeightGrid, number: int, *, color: str) -> SlidingEdge:
        """The edge that slides over the pattern, or over its twin."""
        slide = self.slides[number]
        return SlidingEdge(
            tile,
            self.record[f"{SLIDES}[{number}].pictures"],
            self.record[f"{SLIDES}[{number}].scores"],
            middles=np.stack([slide.columns, slide.rows], axis=1),
            best=slide.best,
            color=color,
        )

    def the_scores(self) -> None:
        """A random pattern that is as smooth gets a score too; then those of all patterns."""
        found = self.inside.edges
        self.beat("the-scores", _("But a {random} pattern, just as smooth, gets some {score} too."))
        twin = WeightGrid(
            self.record[f"{INSIDE}.edges.twin"],
            side=self.side,
            palette=self.palette,
            largest=self.record["measurement.first_layer.large"][self.first].value,
        ).move_to(self.close(1))
        over_twin = self.sliding(twin, 1, color=theme.SECONDARY)
        self.at_word("random")
        self.play(FadeIn(twin), run_time=0.5)
        self.play(FadeIn(over_twin), run_time=0.3)
        self.play(*over_twin.slide(seconds=1.2))
        self.point_at("score", over_twin.value)
        neurons = [int(i) for i in found.ranking if int(i) in self.wall.tiles]
        chart = ScoreChart(
            neurons,
            self.record[f"{INSIDE}.edges.scores"],
            self.record[f"{INSIDE}.edges.twin_scores"],
            self.record["measurement.unit.numbers"],
            is_clear=found.is_clear,
        )
        self.caption(
            _("{clear} of {count} match an edge clearly {better} than such {random} patterns do."),
            clear=self.record.number(f"{INSIDE}.edges.clear_count", decimals=None),
            count=self.hidden,
        )
        small = self.patterns(neurons, stage()).tiles
        for neuron, place in chart.places.items():
            small[neuron].scale(chart.side / small[neuron].width).move_to(place)
        own = small[self.first]
        name = note(_("score"))
        name.next_to(chart.axis.ticks[-1], RIGHT, buff=0.2)
        self.play(FadeOut(self.over_pattern, over_twin), run_time=0.3)
        self.play(
            self.pattern.animate.scale(own.width / self.pattern.width).move_to(own),
            FadeOut(twin, target_position=chart.twins[0], scale=0.1),
            *(FadeIn(tile) for neuron, tile in small.items() if neuron != self.first),
            Succession(Wait(0.4), FadeIn(chart.axis, chart.stems, name, run_time=0.4)),
            run_time=0.8,
        )
        small[self.first] = self.pattern
        self.play(
            LaggedStart(*(FadeIn(dot, scale=0.3) for dot in chart.dots), lag_ratio=0.2),
            LaggedStart(*(FadeIn(each) for each in chart.twins), lag_ratio=0.2),
            run_time=1.1,
        )
        self.bring_to_front(chart.dots)
        signal = self.palette.signal
        lit = [
            AnimationGroup(dot.animate.set_color(signal), small[i].frame.animate.set_color(signal))
            for dot, i in zip(chart.dots, neurons, strict=True)
            if found.is_clear[i]
        ]
        self.at_word("better")
        if lit:
            self.play(LaggedStart(*lit, lag_ratio=0.3), run_time=1.0)
        verdict = Words(_(VERDICTS[found.verdict]), color=signal)
        verdict.move_to(stage().at(0.5, 1), aligned_edge=UP)
        self.at_word("random")
        self.play(
            pulse(*chart.twins, color=signal), FadeIn(verdict, shift=0.15 * DOWN, run_time=0.5)
        )
        self.rest(0.4)
        self.sorted = Group(Group(*small.values()), chart, verdict, name)

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
        wall = PictureWall(self.record[f"{IMAGES}.pictures"], stage())
        self.play(FadeOut(*self.sorted[1:]), run_time=0.3)
        self.play(FadeOut(self.sorted[0], run_time=0.5), RowByRow(wall, run_time=1.3))
        shown = self.record.number(f"{IMAGES}.shown", decimals=None)
        if shown.value < misread.value:
            self.caption(_("These are the {shown} surest."), shown=shown)
        rooms = example_rooms(len(self.surest))
        self.examples = [
            MisreadExample(
                self.record[f"{IMAGES}.pictures"].row(place),
                Words(
                    _("{label}, read as {answer}"),
                    width=room.width,
                    balanced=True,
                    label=self.class_name(label),
                    answer=self.class_name(answer),
                ),
                room,
            )
            for place, (label, answer), room in zip(
                self.surest, self.misread_as, rooms, strict=True
            )
        ]
        self.play(
            FadeOut(wall, run_time=0.7),
            LaggedStart(
                *(
                    each.grow_from(wall.place(place), wall.picture_side)
                    for place, each in zip(self.surest, self.examples, strict=True)
                ),
                lag_ratio=0.15,
            ),
            run_time=1.1,
        )
        self.play(*(FadeIn(each.words) for each in self.examples), run_time=0.4)

    def a_mistake(self) -> None:
        """The wrong answer that the network is surest of."""
        self.beat("a-mistake")
        name = _("no mistake found") if self.wrong is not None else self.subject.source
        label = Verbatim("")
        coming, leaving = None, []
        if self.mistake is not None:
            name, label = _("meant as a {label}"), self.class_name(self.mistake.label)
            answer = int(self.record.outputs(self.shown).values.argmax())
            self.caption(
                _("Its surest mistake: for this {label} it says {answer}."),
                label=label,
                answer=self.class_name(answer),
            )
            first, *others = self.examples
            coming = first.picture
            mark = grid_frame(coming).set_stroke(self.palette.signal, width=5)
            self.play(Create(mark), *map(FadeOut, [first.words, *others]), run_time=0.5)
            leaving = [FadeOut(mark, first.frame, run_time=0.3)]
        self.network_arrives(self.shown, (name, label), coming, leaving)
        self.run_through(self.shown)

    def which_weights(self) -> None:
        """Back from the answer along the largest contribution, layer by layer, to the pixels."""
        diagram, neuron = self.diagram, self.mark.answer
        last = len(self.model.layers) - 1
        said = _("Go {back} along the strongest pushes: they began with these {pixels}.")
        is_silent = (
            not self.record[f"{self.shown}.layers[{last}].contributions"].row(neuron).values.any()
        )
        if is_silent:
            said = _("Go {back}, and every push is zero, that of all {pixels} too.")
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
        self.at_word("pixels")
        pushes = self.record[f"{self.shown}.layers[0].contributions"].row(neuron)
        pixels = WeightGrid(pushes, side=diagram.image.width, palette=self.palette)
        pixels.move_to(diagram.image)
        self.play(
            FadeIn(pixels),
            FadeOut(self.picture_name, run_time=0.4),
            self.view.animate.look_at(diagram.near_picture(NEAR_PICTURE), share=1.0),
        )
        self.way.append(pixels)
        self.play(pulse(diagram.columns[0][neuron], pixels.frame, color=self.palette.signal))
        picture = (diagram.image, diagram.image_frame)
        network = (diagram.strip, diagram.strip_frame, *diagram.connections, *diagram.columns)
        self.words = [diagram.names]
        self.remaining = [*picture, *network, *self.way]
        if not self.has_choice:
            self.play(self.view.animate.pull_out())

    def noise(self) -> None:
        """Noise runs through the network, which gives a sure answer."""
        answer, noise = int(self.record.outputs(NOISE).values.argmax()), self.record[f"{NOISE}.ink"]
        self.beat(
            "noise",
            _(
                "Now put in {noise}, nothing but random pixels: it says {answer}, with {value}, the"
                " surest of {pictures} tries."
            ),
            answer=self.class_name(answer),
            value=self.record.outputs(NOISE)[answer],
            pictures=self.record.number(f"{INSIDE}.noise.pictures", decimals=None),
        )
        diagram = self.diagram
        self.at_word("noise")
        self.play(
            *to_rest(diagram, seconds=0.6),
            diagram.image.animate(run_time=0.6).show_image(noise),
            self.view.animate(run_time=0.8).pull_out(),
            FadeOut(*self.way, self.mark, diagram.strip, run_time=0.5),
        )
        self.remove(diagram.strip)
        self.run_through(NOISE, seconds=0.35)
        dots = AnswerDots(
            diagram,
            self.record[f"{INSIDE}.noise.answers"],
            self.record[f"{INSIDE}.noise.largest_outputs"],
            self.record["measurement.answer_scale.numbers"],
            note(_("how sure")),
        )
        *before, outputs = diagram.columns
        picture = (diagram.image, diagram.image_frame, diagram.strip, diagram.strip_frame)
        self.play(
            FadeOut(*picture, *diagram.connections, *before, run_time=0.6),
            Succession(Wait(0.6), FadeIn(dots.axis, dots.named, run_time=0.6)),
            Succession(Wait(0.1), dots.come()),
        )
        self.play(FadeIn(dots.surest, scale=3), run_time=0.5)
        self.words, self.remaining = (
            [diagram.names, dots.axis, dots.named],
            [dots.cloud, dots.surest, outputs],
        )

    def challenge(self) -> None:
        """What a deeper neuron sees is no picture."""
        is_deep = len(self.model.layers) > 1
        said = _("And loops? A {deeper} neuron sees no pixels. We can't just {look}.")
        if not is_deep:
            said = _("And loops? No neuron is deeper than {these}.")
        self.beat("challenge", said)
        diagram = NetworkDiagram(self.model, self.palette)
        room = beside_first_layer(diagram) if is_deep else stage()
        wall = self.patterns(list(self.wall.tiles), room)
        self.play(FadeOut(self.mark, *self.words), run_time=0.3)
        coming = LaggedStart(*map(FadeIn, wall.tiles.values()), lag_ratio=0.08, run_time=0.8)
        leaving = FadeOut(*self.remaining, run_time=0.5)
        if not is_deep:
            self.play(leaving, coming)
            self.point_at("these", *wall.tiles.values())
            return
        deeper = DeeperNeuron(diagram, self.record, wall)
        self.play(leaving, coming, FadeIn(deeper.first, run_time=0.8))
        self.add(deeper.ties, wall, deeper.first)
        self.play(Create(deeper.ties, lag_ratio=0, run_time=0.5))
        self.at_word("deeper")
        self.play(FadeIn(deeper.light), FadeIn(deeper.neuron, scale=1.5), run_time=0.6)
        self.play(Create(deeper.tie), Create(deeper.frame), run_time=0.5)
        self.at_word("look")
        self.play(FadeIn(deeper.question, scale=0.5), run_time=0.6)

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
            FadeIn(diagram.image_frame, diagram.strip_frame),
            # On a tall stage the picture passes over where they are.
            Succession(Wait(0.6), FadeIn(*diagram.columns, run_time=0.3)),
            *(FadeIn(light) for light in diagram.connections),
            run_time=0.9,
        )
        # Words would lie over what is leaving.
        self.play(FadeIn(self.picture_name, diagram.names), run_time=0.3)
        if coming is not None:
            self.remove(coming)
            self.add(diagram.image)

    def run_through(self, trace: str, *, seconds: float = 0.4) -> None:
        """A picture runs through the network, and a box lands on the answer."""
        diagram = self.diagram
        self.play(FoldIntoColumn(diagram, self.record[f"{trace}.ink"], seconds=1.2 * seconds))
        for layer in range(len(self.model.layers)):
            self.play_sounds(
                lit_outputs(self.record, self.model, layer, trace=trace, seconds=seconds)
            )
            self.play(propagate(diagram, self.record, layer, trace=trace, seconds=seconds))
        self.mark = AnswerMark(diagram, self.record.outputs(trace))
        self.play(
            FadeIn(self.mark.box, scale=1.3),
            FadeIn(self.mark.value),
            *name_winner(diagram, self.mark.answer),
            run_time=0.6,
        )
