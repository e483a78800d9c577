"""`LookingInside`: what the weights look for, a real mistake, and an answer to noise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    DOWN,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    Succession,
    Transform,
    VGroup,
    Wait,
)

from network.analysis.edge_scores import slide_edge
from network.analysis.interpretability import inspect_model
from network.analysis.sound_events import ticks
from network.analysis.weighted_sum import weight_rows
from network.digits.datasets import MNIST_TEST_SET, load_test_data
from network.forward import forward
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.looking_inside_parts import (
    MOST_PICTURES,
    AnswerMark,
    DeeperNeuron,
    PictureWall,
    PushMark,
    SlidingEdge,
    beside_first_layer,
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
SLIDE, IMAGES = "measurement.edge_slide", "measurement.misread_images"
ALONE = 2.0
"""How much larger an edge is before it lies over a pattern."""
SEEN_FROM_AFAR = 1.8
"""How much larger a shape is before it lands on its pattern."""
LOOP_SHARE = 0.7
"""Of the width of a mixture: a loop, before it lands."""
DIM = 0.3
"""Opacity of a pattern that doesn't match."""
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
            "A pattern of weights, large, with the outline of the edge that fits it best, and a"
            " score beside it.",
        ),
        "the-scores": Beat(
            "the scores",
            "All patterns, each with the edge that fits it best. Yellow frames stand around those"
            " that match clearly better than random patterns that are as smooth; the others are"
            " dim.",
        ),
        "the-loops": Beat(
            "the loops",
            "The patterns of the first layer, mixed by the weights of each neuron of the next one,"
            " with the loop that fits best. Those that match clearly better than chance have yellow"
            " frames; the others are dim.",
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
            "A picture of noise has run through the network, which is rather sure what it is.",
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
        self.rest(0.6)

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
            _(
                "We hoped for {edges}. Slide an {edge} over a pattern: the score says how well they"
                " {match}."
            ),
        )
        tiles = self.wall.tiles
        self.at_word("edges")
        rooms = max(stage().columns(1, 1), stage().rows(1, 1), key=side_of_pattern)
        own = tiles[self.first]
        self.home = own.copy()
        self.bring_to_front(own)
        self.play(
            *(FadeOut(tile, run_time=0.7) for tile in tiles.values() if tile is not own),
            own.animate(run_time=1.2)
            .scale(side_of_pattern(rooms) / own.width)
            .move_to(rooms[0].center),
        )
        over = SlidingEdge(
            own,
            self.record[f"{SLIDE}.pictures"],
            self.record[f"{SLIDE}.scores"],
            middles=np.stack([self.slide.columns, self.slide.rows], axis=1),
            best=self.slide.best,
        )
        over.value.move_to(rooms[1].center)
        name = note(_("score")).next_to(over.value, UP, buff=0.3)
        edge = over.edge
        start = edge.copy()
        edge.scale(ALONE, about_point=edge.get_center()).move_to(rooms[1].center)
        self.at_word("edge")
        self.play(FadeIn(edge, scale=0.5), run_time=0.5)
        self.play(edge.animate.become(start), run_time=0.6)
        self.play(FadeIn(over.value, name), run_time=0.3)
        self.play(*over.slide(seconds=1.6))
        self.point_at("match", over.value)
        self.over_pattern = Group(over, name)

    def the_scores(self) -> None:
        """The best edge of every pattern lands on it; those that match clearly are framed."""
        self.beat(
            "the-scores",
            _("{clear} of {count} match an edge clearly {better} than chance."),
            clear=self.record.number(f"{INSIDE}.edges.clear_count", decimals=None),
            count=self.record.number("model.layer_sizes[1]", decimals=None),
        )
        tiles = self.wall.tiles
        own = tiles[self.first]
        self.play(FadeOut(self.over_pattern), run_time=0.3)
        others = [tile for tile in tiles.values() if tile is not own]
        self.add(*others, own)
        self.play(*map(FadeIn, others), Transform(own, self.home), run_time=0.8)
        self.matched = self.match(
            self.inside.edges, tiles, edge_outlines, self.record[f"{INSIDE}.edges.pictures"]
        )

    def match(
        self,
        found: ShapeScores,
        tiles: dict[int, WeightGrid],
        outline: Callable[[WeightGrid, SourcedArray], VMobject],
        pictures: SourcedArray,
    ) -> VGroup:
        """Let the best shape of each pattern, shape (neurons, pixels), land on it.

        At a word of the caption those that match clearly are framed, and the others dimmed; those
        shapes that stay are returned.
        """
        shapes = {i: outline(tile, pictures.row(i)) for i, tile in tiles.items()}
        is_clear = found.is_clear
        landing = (FadeIn(shape, scale=SEEN_FROM_AFAR) for shape in shapes.values())
        self.play(LaggedStart(*landing, lag_ratio=0.1), run_time=1.2)
        signal = self.palette.signal
        clear = [tiles[i].frame.animate.set_stroke(signal, width=5) for i in tiles if is_clear[i]]
        unclear = [i for i in tiles if not is_clear[i]]
        self.at_word("better")
        self.play(
            *(tiles[i].grid.animate.set_opacity(DIM) for i in unclear),
            *(FadeOut(shapes[i]) for i in unclear),
            LaggedStart(*clear, lag_ratio=0.2),
            run_time=0.9,
        )
        return VGroup(*(shapes[i] for i in tiles if is_clear[i]))

    def the_loops(self) -> None:
        """The next layer mixes the patterns; on each mixture lands the loop that fits it best."""
        loops = self.inside.loops
        if loops is None:
            self.beat("the-loops", _("And loops? No neuron is deeper than {these}."))
            self.point_at("these", *(tile.frame for tile in self.wall.tiles.values()))
            return
        self.beat("the-loops", _("And {loops}? The next layer {mixes} these patterns."))
        diagram = NetworkDiagram(self.model, self.palette)
        aside = self.patterns(self.wall.tiles, beside_first_layer(diagram))
        first = int(loops.ranking[0])
        deeper = DeeperNeuron(diagram, self.record, aside, neuron=first)
        record = self.record.with_root("measurement.mixtures", loops.rows)
        shown = shown_neurons(len(loops.scores), but_surely=first).indices
        mixed = WeightWall(
            record[f"{INSIDE}.loops.mixtures"],
            record["measurement.mixtures.large"],
            neurons=shown,
            room=stage(),
            palette=self.palette,
        ).tiles
        pictures = self.record[f"{INSIDE}.loops.pictures"]
        home = mixed[first].copy()
        mixture = mixed[first].scale(deeper.frame.width / home.width).move_to(deeper.frame)
        loop = loop_outline(mixture, pictures.row(first))
        landed = loop.copy()
        loop.scale(LOOP_SHARE * deeper.frame.width / loop.width).move_to(deeper.frame)
        self.play(FadeOut(self.matched), run_time=0.2)
        moves = (Transform(tile, aside.tiles[i]) for i, tile in self.wall.tiles.items())
        self.play(*moves, run_time=0.8)
        self.at_word("loops")
        self.play(FadeIn(loop, scale=SEEN_FROM_AFAR), FadeIn(deeper.first), run_time=0.5)
        self.add(deeper.ties, *self.wall.tiles.values(), deeper.first, loop)
        self.play(Create(deeper.ties, lag_ratio=0, run_time=0.4))
        self.at_word("mixes")
        self.play(
            FadeIn(deeper.light), FadeIn(deeper.neuron, scale=1.5), Create(deeper.tie), run_time=0.6
        )
        self.add(mixture, loop)
        self.play(FadeIn(mixture), loop.animate.become(landed), run_time=0.7)
        self.caption(
            _("A loop, clearly {better} than chance: {clear} of {count}."),
            clear=self.record.number(f"{INSIDE}.loops.clear_count", decimals=None),
            count=self.record.number("model.layer_sizes[2]", decimals=None),
        )
        left = Group(*self.wall.tiles.values(), *deeper.parts, loop)
        others = Group(*(tile for i, tile in mixed.items() if i != first))
        self.play(
            FadeOut(left, run_time=0.3),
            Succession(Wait(0.3), Transform(mixture, home, run_time=0.8)),
            Succession(Wait(0.3), FadeIn(others, run_time=0.6)),
        )
        self.matched = self.match(loops, mixed, loop_outline, pictures)
        self.wall.tiles = mixed

    def the_mistakes(self) -> None:
        """All pictures that the network misreads, at once."""
        leaving = FadeOut(*self.wall.tiles.values(), self.matched, run_time=1.0)
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
        self.play(leaving, RowByRow(self.mistakes, run_time=2.6))

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
            coming, small = self.mistakes.closely(0)
            self.play(Create(small.set_stroke(self.palette.signal, width=5)), run_time=0.4)
            leaving = [FadeOut(self.mistakes, run_time=0.4), FadeOut(small, run_time=0.3)]
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
        self.play(*darken(diagram, range(last)), run_time=0.4)
        self.way: list[Mobject] = []
        for layer in range(last, -1, -1):
            lit = light_into(diagram, self.record, self.shown, layer, neuron)
            self.play(lit, run_time=0.4)
            if layer:
                pushes = self.record[f"{self.shown}.layers[{layer}].contributions"].row(neuron)
                push = PushMark(diagram, layer - 1, pushes)
                line = way_back(diagram, layer, neuron, push.neuron)
                line.set_color(self.palette.sign(pushes[push.neuron].value))
                largest = float(abs(pushes.values).max())
                self.play_sounds(ticks([pushes[push.neuron]], [0.4], largest=largest))
                self.bring_to_front(*diagram.columns)
                self.play(LaggedStart(Create(line), FadeIn(push), lag_ratio=0.5), run_time=0.7)
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
        """Noise runs through the network, which gives a sure answer."""
        answer, noise = int(self.record.outputs(NOISE).values.argmax()), self.record[f"{NOISE}.ink"]
        self.beat(
            "noise",
            _(
                "Now put in random pixels: it says {answer}, with {value}, the middle of"
                " {pictures} tries."
            ),
            answer=self.class_name(answer),
            value=self.record.outputs(NOISE)[answer],
            pictures=self.record.number(f"{INSIDE}.noise.pictures", decimals=None),
        )
        diagram = self.diagram
        self.play(
            *to_rest(diagram, seconds=0.6),
            diagram.image.animate(run_time=0.6).show_image(noise),
            self.view.animate(run_time=0.8).pull_out(),
            FadeOut(*self.way, self.mark, diagram.strip, run_time=0.5),
        )
        self.remove(diagram.strip)
        self.run_through(NOISE, seconds=0.35)
        self.point_at("value", self.mark.value)
        self.point_at("pictures", diagram.image)
        self.caption(_("And {none} of its outputs says: I don't know."))
        self.at_word("none")
        names = [diagram.end_of(i) for i in range(len(diagram.columns[-1]))]
        self.play(LaggedStart(*(pulse(n, color=self.palette.signal) for n in names), lag_ratio=0.1))

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
