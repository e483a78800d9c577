"""`LookingInside`: what the weights look for, a real mistake, and an answer to noise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    Group,
    GrowFromEdge,
    LaggedStart,
    Succession,
    Transform,
    VGroup,
    Wait,
)

from network.analysis.edge_scores import edge_twins, slide_edge
from network.analysis.interpretability import inspect_model
from network.analysis.sound_events import ticks
from network.analysis.weighted_sum import weight_rows
from network.digits.datasets import MNIST_TEST_SET, load_test_data
from network.forward import forward
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.looking_inside_parts import (
    BAR_BELOW,
    CHANCE_OPACITY,
    LESS_SURE,
    MOST_PICTURES,
    AnswerMark,
    Mixture,
    NoisePlot,
    PictureWall,
    PushMark,
    ScoreBar,
    SlidingEdge,
    bar_below,
    darken,
    edge_outlines,
    light_into,
    loop_outline,
    side_of_pattern,
    way_back,
)
from scenes.mobjects.grids.weight_grid import WeightGrid
from scenes.mobjects.grids.weight_wall import WeightWall, shown_neurons
from scenes.mobjects.network.network_diagram import NetworkDiagram, PictureNote
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.mobjects.text.typst_text import Verbatim, note
from scenes.motion.cells import RowByRow
from scenes.motion.pointing import pulse
from scenes.motion.propagation import (
    FoldIntoColumn,
    lit_outputs,
    name_winner,
    propagate,
    to_rest,
)
from scenes.motion.travel import Travel
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from manim import Animation, Mobject, VMobject

    from network.analysis.shape_scores import ShapeScores
    from network.arrays import FloatArray
    from scenes.stage.layout import Stage
    from scenes.subject.sourced import SourcedArray

MISREAD, MISTAKE = "measurement.misread_digits", "measurement.misread_trace"
INSIDE = "measurement.looking_inside"
NOISE = f"{INSIDE}.noise_trace"
SLIDE, TWINS = "measurement.edge_slide", "measurement.edge_twins"
IMAGES = "measurement.misread_images"
ALONE = 2.0
"""How much larger the edge is before it lies over the first pattern."""
SEEN_FROM_AFAR = 1.8
"""How much larger a shape is before it lands on its pattern."""
LOOP_SHARE = 0.7
"""Of the width of a mixture: a loop, before it lands."""
DIM = 0.3
"""Opacity of a pattern that doesn't match."""
TWIN_SECONDS = 0.32
"""How long each picture of noise is seen."""
BAR_THICKNESS = 0.5
RAIN_SECONDS = 1.9
NEAR_PICTURE = 1.7
"""Zoom while the pixels are seen that began a mistake."""


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
            "A pattern of weights, large, with the outline of the edge that fits it best; beside"
            " it, its score as a number and as a bar.",
        ),
        "the-scores": Beat(
            "the scores",
            "All patterns, sorted, each with the edge that fits it best. Below each, a white bar"
            " for its score, and a gray one for noise as smooth. Yellow frames stand around those"
            " whose white bar is longer; the others are dim.",
        ),
        "the-loops": Beat(
            "the loops",
            "The patterns of the first layer, mixed by the weights of each neuron of the next one,"
            " with the loop that fits best, and with such bars. Those with yellow frames reach"
            " beyond chance; the others are dim.",
        ),
        "the-mistakes": Beat(
            "the mistakes", "A wall of pictures that the network misreads, the surest ones first."
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
            "Dots are piled up along a line of how sure the network is, one for each of many"
            " pictures of noise. A yellow line marks the answer in the middle.",
        ),
    }

    allowed_crossings: ClassVar = {
        (
            "PixelGrid",
            "PixelGrid",
        ): "patterns and a mistake leave the wall of all, and come back to it",
        ("PictureWall", "PixelGrid"): "mistakes come over patterns that fade",
    }

    def construct(self) -> None:
        self.measure()
        self.the_hope()
        self.the_scores()
        self.the_loops()
        self.the_mistakes()
        self.a_mistake()
        self.which_weights()
        if self.has_choice:
            self.noise()
        self.rest(0.4)

    def measure(self) -> None:
        """Find the mistakes, the scores and the answers; begin with the patterns."""
        layer = self.model.layers[0]
        self.inside = inspect_model(self.model)
        shown = shown_neurons(len(layer.weights), but_surely=self.subject.hero).indices
        self.first = next(i for i in self.inside.edges.ranking.tolist() if i in shown)
        self.slide = slide_edge(layer.weights[self.first])
        self.record = (
            self.record.with_root(INSIDE, self.inside)
            .with_root("measurement.first_layer", weight_rows(layer))
            .with_root(SLIDE, self.slide)
            .with_root(TWINS, edge_twins(layer, self.first))
        )
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
        self.wall = self.patterns(shown, stage())
        self.add(self.wall)

    def patterns(self, neurons: Iterable[int], room: Stage) -> WeightWall:
        """Weights of neurons as pictures that fill a room."""
        return WeightWall(
            self.record["model.layers[0].weights"],
            self.record["measurement.first_layer.large"],
            neurons=list(neurons),
            room=room,
            palette=self.palette,
        )

    def the_hope(self) -> None:
        """Over a pattern slides the edge that fits it best."""
        self.beat(
            "the-hope",
            _("Did training find the edges we hoped for? The score says how well one {matches}."),
        )
        tiles = self.wall.tiles
        rooms = max(stage().columns(1, 1), stage().rows(1, 1), key=side_of_pattern)
        own = self.own = tiles[self.first]
        self.bring_to_front(own)
        self.play(
            *(FadeOut(tile, run_time=0.6) for tile in tiles.values() if tile is not own),
            own.animate(run_time=1.0)
            .scale(side_of_pattern(rooms) / own.width)
            .move_to(rooms[0].center),
        )
        edges = f"{INSIDE}.edges"
        bar = ScoreBar(
            self.record[f"{edges}.scores"][self.first],
            self.record[f"{edges}.chance_scores"][self.first],
            width=rooms[1].width,
            thickness=BAR_THICKNESS,
            full=self.inside.largest_score,
        )
        bar.move_to(rooms[1].at(0.5, 0.2))
        bar.chance.set_opacity(0)
        over = self.over = SlidingEdge(
            own,
            self.record[f"{SLIDE}.pictures"],
            self.record[f"{SLIDE}.scores"],
            middles=np.stack([self.slide.columns, self.slide.rows], axis=1),
            best=self.slide.best,
            bar=bar,
        )
        name = note(_("score"))
        VGroup(name, over.value).arrange(DOWN, buff=0.3).move_to(rooms[1].at(0.5, 0.75))
        edge = over.edge
        self.play(FadeIn(edge, scale=ALONE), run_time=0.6)
        self.play(FadeIn(over.value, name, bar.bright, bar.beyond), run_time=0.3)
        self.play(*over.slide(seconds=1.6))
        self.point_at("matches", over.value)
        self.over_pattern = Group(edge, over.value, name)

    def the_scores(self) -> None:
        """Noise has its scores too; those of all patterns are seen beside what chance comes to."""
        self.beat(
            "the-scores", _("Random patterns, just as smooth, score like this: that is {chance}.")
        )
        own, bar, edge = self.own, self.over.bar, self.over.edge
        large = self.record["measurement.first_layer.large"][self.first].value
        pictures, edges = self.record[f"{TWINS}.pictures"], self.record[f"{TWINS}.edges"]
        found = edge.copy()
        scores = self.record[f"{INSIDE}.edges.twin_scores"].row(self.first)
        top = float(self.over.value.get_bottom()[1]) - 0.3
        pile, start = bar.pile(scores, top), own.get_center()
        # From a pattern that is above the number they don't fall through it.
        start[1] = min(start[1], top)
        dots = pile.copy().place(np.tile(start, (scores.size, 1)), alphas=0.0)
        count = len(pictures.values)
        turns = [
            AnimationGroup(
                own.animate.show(pictures.row(i), large),
                edge.animate.become(edge_outlines(own, edges.row(i))),
                run_time=TWIN_SECONDS,
            )
            for i in range(count)
        ]
        self.play(
            Succession(*turns),
            Travel(dots, pile, lag=0.7, run_time=(count + 1) * TWIN_SECONDS),
        )
        chance = note(_("chance")).next_to(bar, DOWN, buff=0.2)
        chance.set_x(max(bar.at(bar.reach / 2), bar.at(0) + chance.width / 2))
        self.at_word("chance")
        self.play(
            bar.chance.animate.set_fill(opacity=CHANCE_OPACITY),
            FadeIn(chance),
            own.animate.show(self.record["model.layers[0].weights"].row(self.first), large),
            edge.animate.become(found),
            run_time=0.6,
        )
        self.caption(
            _("{clear} of {count} are {clearly} better."),
            clear=self.record.number(f"{INSIDE}.edges.clear_count", decimals=None),
            count=self.record.number("model.layer_sizes[1]", decimals=None),
        )
        self.wall = self.sorted_wall(
            self.inside.edges, "model.layers[0].weights", "measurement.first_layer.large"
        )
        home = self.wall.tiles[self.first]
        self.play(FadeOut(self.over_pattern, bar, dots, chance), run_time=0.3)
        self.play(
            Transform(own, home),
            *(FadeIn(tile) for tile in self.wall.tiles.values() if tile is not home),
            run_time=0.6,
        )
        self.remove(own)
        self.add(home)
        self.match(self.inside.edges, "edges", edge_outlines, at="clearly")

    def sorted_wall(self, found: ShapeScores, weights: str, largest: str) -> WeightWall:
        """Patterns with room for their scores, the best first."""
        shown = shown_neurons(len(found.scores), but_surely=int(found.ranking[0])).indices
        return WeightWall(
            self.record[weights],
            self.record[largest],
            neurons=[i for i in found.ranking.tolist() if i in shown],
            room=stage(),
            palette=self.palette,
            below=BAR_BELOW,
        )

    def match(
        self,
        found: ShapeScores,
        name: str,
        outline: Callable[[WeightGrid, SourcedArray], VMobject],
        *,
        at: str,
    ) -> None:
        """Let the best shape of each pattern land on it, and its score grow below it.

        At a word of the caption those that match clearly are framed, and the others dimmed.
        """
        tiles, path = self.wall.tiles, f"{INSIDE}.{name}"
        pictures, scores = self.record[f"{path}.pictures"], self.record[f"{path}.scores"]
        chances, full = self.record[f"{path}.chance_scores"], self.inside.largest_score
        shapes = {i: outline(tile, pictures.row(i)) for i, tile in tiles.items()}
        bars = {i: bar_below(tile, scores[i], chances[i], full) for i, tile in tiles.items()}
        landing = (
            AnimationGroup(FadeIn(shapes[i], scale=SEEN_FROM_AFAR), GrowFromEdge(bars[i], LEFT))
            for i in tiles
        )
        self.play(LaggedStart(*landing, lag_ratio=0.1), run_time=0.9)
        signal, is_clear = self.palette.signal, found.is_clear
        clear = [i for i in tiles if is_clear[i]]
        unclear = [i for i in tiles if not is_clear[i]]
        self.at_word(at)
        self.play(
            *(tiles[i].grid.animate.set_opacity(DIM) for i in unclear),
            *(FadeOut(shapes[i]) for i in unclear),
            LaggedStart(
                *(
                    AnimationGroup(
                        tiles[i].frame.animate.set_stroke(signal, width=5),
                        bars[i].beyond.animate.set_fill(signal),
                    )
                    for i in clear
                ),
                lag_ratio=0.2,
            ),
            run_time=0.6,
        )
        self.matched = VGroup(*(shapes[i] for i in clear), *bars.values())
        self.rest(0.4)

    def the_loops(self) -> None:
        """The next layer mixes the patterns; on each mixture lands the loop that fits it best."""
        loops = self.inside.loops
        if loops is None:
            self.beat("the-loops", _("And loops? No neuron is deeper than {these}."))
            self.point_at("these", *(tile.frame for tile in self.wall.tiles.values()))
            return
        self.beat("the-loops", _("And {loops}? The next layer {mixes} these patterns."))
        mixing, room = stage().parts(0.4, 0.6)
        aside = self.patterns(self.wall.tiles, mixing)
        first = int(loops.ranking[0])
        weights = self.record["model.layers[1].weights"].row(first)
        deeper = Mixture(aside, room, weights)
        self.record = self.record.with_root("measurement.mixtures", loops.rows)
        mixed = self.sorted_wall(loops, f"{INSIDE}.loops.mixtures", "measurement.mixtures.large")
        home = mixed.tiles[first].copy()
        mixture = mixed.tiles[first].scale(deeper.frame.width / home.width).move_to(deeper.frame)
        landed = loop_outline(mixture, self.record[f"{INSIDE}.loops.pictures"].row(first))
        loop = landed.copy()
        loop.scale(LOOP_SHARE * deeper.frame.width / loop.width).move_to(deeper.frame)
        moves = (Transform(tile, aside.tiles[i]) for i, tile in self.wall.tiles.items())
        self.play(FadeOut(self.matched), run_time=0.2)
        self.play(*moves, run_time=0.6)
        self.at_word("loops")
        self.play(FadeIn(loop, scale=SEEN_FROM_AFAR), run_time=0.4)
        self.at_word("mixes")
        self.add(deeper.lines, *self.wall.tiles.values(), deeper.neuron, loop)
        self.play(
            LaggedStart(*map(Create, deeper.lines), lag_ratio=0.05, run_time=0.7),
            FadeIn(deeper.neuron, scale=1.5, run_time=0.4),
        )
        self.add(mixture, loop)
        self.play(Create(deeper.tie), FadeIn(mixture), loop.animate.become(landed), run_time=0.7)
        said = _("Only {clear} of {count}: {luck} alone brings as many.")
        if loops.beats_chance:
            said = _("{clear} of {count} are {clearly} better.")
        self.caption(
            said,
            clear=self.record.number(f"{INSIDE}.loops.clear_count", decimals=None),
            count=self.record.number("model.layer_sizes[2]", decimals=None),
        )
        left = Group(deeper.lines, *self.wall.tiles.values(), deeper.neuron, deeper.tie, loop)
        others = Group(*(tile for i, tile in mixed.tiles.items() if i != first))
        self.play(
            FadeOut(left, run_time=0.3),
            Succession(Wait(0.1), Transform(mixture, home, run_time=0.6)),
            Succession(Wait(0.2), FadeIn(others, run_time=0.5)),
        )
        self.wall = mixed
        self.match(loops, "loops", loop_outline, at="clearly" if loops.beats_chance else "luck")

    def the_mistakes(self) -> None:
        """All pictures that the network misreads, at once."""
        leaving = AnimationGroup(
            FadeOut(self.matched, run_time=0.2),
            FadeOut(*self.wall.tiles.values(), run_time=1.0),
        )
        if self.wrong is None:
            self.beat(
                "the-mistakes", _("No output stands for a digit, so no answer is right or wrong.")
            )
            self.play(leaving)
            return
        said = _("It misreads {misread} of our {images} warped digits.")
        if self.is_mnist:
            said = _("It misreads {misread} of {images} MNIST test images.")
        self.beat(
            "the-mistakes",
            said,
            images=self.record.number(f"{MISREAD}.accuracy.images", decimals=None),
            misread=self.record.number(f"{MISREAD}.misread", decimals=None),
        )
        if self.mistake is None:
            self.play(leaving)
            return
        self.mistakes = PictureWall(self.record[f"{IMAGES}.pictures"], stage())
        self.play(leaving, RowByRow(self.mistakes, run_time=2.2))

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
                _("Its surest mistake: for this {label} it says {answer}. Why?"),
                label=label,
                answer=self.class_name(answer),
            )
            coming, small = self.mistakes.closely(0)
            self.play(Create(small.set_stroke(self.palette.signal, width=5)), run_time=0.4)
            leaving = [FadeOut(self.mistakes, run_time=0.4), FadeOut(small, run_time=0.3)]
        self.network_arrives(self.shown, (name, label), coming, leaving)
        self.run_through(self.shown)

    def which_weights(self) -> None:
        """Back from the answer along the largest contribution, layer by layer, to the pixels."""
        diagram, neuron = self.diagram, self.mark.answer
        last = len(self.model.layers) - 1
        said = _("Go {back} along the strongest pushes: {pixels:they} began with these pixels.")
        is_silent = (
            not self.record[f"{self.shown}.layers[{last}].contributions"].row(neuron).values.any()
        )
        if is_silent:
            said = _("Go {back}, and every push is zero, that of all {pixels} too.")
        self.beat("which-weights", said)
        self.at_word("back")
        self.way: list[Mobject] = []
        dark = darken(diagram, range(last))
        for layer in range(last, -1, -1):
            lit = light_into(diagram, self.record, self.shown, layer, neuron)
            if not layer:
                self.play(lit, run_time=0.4)
            else:
                pushes = self.record[f"{self.shown}.layers[{layer}].contributions"].row(neuron)
                push = PushMark(diagram, layer - 1, pushes)
                line = way_back(diagram, layer, neuron, push.neuron)
                line.set_color(self.palette.sign(pushes[push.neuron].value))
                largest = float(abs(pushes.values).max())
                self.play_sounds(ticks([pushes[push.neuron]], [0.4], largest=largest))
                self.bring_to_front(*diagram.columns)
                back = LaggedStart(Create(line), FadeIn(push), lag_ratio=0.5, run_time=0.5)
                self.play(lit, *dark, Succession(Wait(0.2), back), run_time=0.7)
                dark = []
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
        if not self.has_choice:
            self.play(self.view.animate.pull_out())

    def noise(self) -> None:
        """Noise runs through the network, then a thousand pictures of it: none is special."""
        answer, noise = int(self.record.outputs(NOISE).values.argmax()), self.record[f"{NOISE}.ink"]
        self.beat(
            "noise",
            _("And random pixels? It says {answer}."),
            answer=self.class_name(answer),
        )
        diagram = self.diagram
        self.play(
            *to_rest(diagram, seconds=0.6),
            diagram.image.animate(run_time=0.6).show_image(noise),
            self.view.animate(run_time=0.8).pull_out(),
            FadeOut(*self.way, self.mark, diagram.strip, run_time=0.5),
        )
        self.remove(diagram.strip)
        self.run_through(NOISE)
        self.caption(_("And {none} of its outputs says: I don't know."))
        self.at_word("none")
        names = [diagram.end_of(i) for i in range(len(diagram.columns[-1]))]
        self.play(LaggedStart(*(pulse(n, color=self.palette.signal) for n in names), lag_ratio=0.1))
        self.many_answers()

    def many_answers(self) -> None:
        """A thousand pictures of noise, each leaving a dot at how sure the answer is."""
        self.caption(
            _("Nothing special: that is the {middle} of {pictures} tries."),
            pictures=self.record.number(f"{INSIDE}.noise.pictures", decimals=None),
        )
        diagram, noise = self.diagram, f"{INSIDE}.noise"
        plot = NoisePlot(self.record[f"{noise}.edges"], note(_("how sure it is")), diagram)
        values, first = self.record[f"{noise}.largest_outputs"], self.record[f"{noise}.first"]
        pile = plot.pile(values)
        start = np.tile(diagram.image.get_center(), (values.size, 1))
        dots = pile.copy().place(start, alphas=0.0)
        value = self.mark.value
        gone = [diagram.strip, diagram.strip_frame, *diagram.columns, *diagram.connections]
        self.play(FadeOut(*gone, diagram.names, self.mark.box, value), run_time=0.3)
        self.play(FadeIn(plot), run_time=0.2)
        shown = [first.row(i) for i in range(len(first.values))]
        seconds = RAIN_SECONDS / (len(shown) + 1)
        pictures = [*shown, self.record[f"{NOISE}.ink"]]
        self.play(
            Succession(
                *(diagram.image.animate(run_time=seconds).show_image(each) for each in pictures)
            ),
            Travel(dots, pile, lag=0.75, run_time=RAIN_SECONDS),
        )
        self.at_word("middle")
        line, number = plot.mark(value)
        sure = np.where(values.values < value.sourced.value, LESS_SURE, 1.0)
        self.play(
            Create(line),
            FadeIn(number, shift=0.15 * DOWN),
            dots.animate.place(alphas=sure),
            run_time=0.7,
        )

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

    def run_through(self, trace: str, *, seconds: float = 0.35) -> None:
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
