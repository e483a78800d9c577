"""`LookingInside`: what the weights look for, beside what was hoped, and an answer to noise."""

from __future__ import annotations

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
    LaggedStart,
    Succession,
    Transform,
    TransformFromCopy,
    Wait,
    there_and_back,
)

from network.analysis.edge_scores import edge_twins, slide_edge
from network.analysis.interpretability import inspect_model
from network.analysis.weighted_sum import weight_rows
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.looking_inside_parts import (
    EDGES,
    LOOPS,
    LUCK_FILL,
    OWN_DOT,
    MatchAxis,
    MatchBar,
    SlidingEdge,
)
from scenes.mobjects.grids.weight_grid import WeightGrid
from scenes.mobjects.grids.weight_wall import WeightWall, shown_neurons
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.motion.pointing import pulse
from scenes.motion.propagation import (
    FoldIntoColumn,
    lit_outputs,
    name_winner,
    propagate,
)
from scenes.motion.travel import Travel
from scenes.stage import theme
from scenes.stage.layout import fit, stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from network.analysis.shape_scores import ShapeScores
    from scenes.chapters.act_4.looking_inside_parts import Shapes
    from scenes.stage.layout import Stage

INSIDE = "measurement.looking_inside"
NOISE = f"{INSIDE}.noise_trace"
SLIDE, TWINS = "measurement.edge_slide", "measurement.edge_twins"
ALONE = 2.0
"""How much larger the edge is before it lies over the first pattern."""
BEHIND = 0.4
"""How bright it stays beside the pattern meanwhile."""
SEEN_FROM_AFAR = 1.8
"""How much larger a shape is before it lands on its pattern."""
POURED = 0.5
"""How much smaller patterns get on their way into a mixture."""
DIM = 0.3
"""Opacity of a pattern that doesn't match."""
TWIN_SECONDS = (0.62, 0.5, 0.4, 0.34, 0.3, 0.3)
"""How long each picture of noise is seen."""
FIRST_ALONE = 0.35
"""Dots leave pictures of noise one by one at first, and then many at once: an exponent."""
FALL = 0.4
"""From how far above its place a pattern comes."""
RUN_SECONDS = 0.27
"""In which noise crosses one layer."""


class LookingInside(Chapter):
    """What one finds who looks at the weights."""

    summary = N_(
        "Looking into a trained network: hopes for edges and for loops, put to the test, and an"
        " answer to noise."
    )
    concepts = (N_("interpretability"), N_("noise"), N_("confidence"))
    beats: ClassVar = {
        "the-hope": Beat(
            "the hope",
            "A pattern of weights, large, and over it the edge that fits it best. On an axis below"
            " them, a bar says how well they match.",
        ),
        "the-scores": Beat(
            "the scores",
            "All patterns above the axis. Those that match an edge better than luck stand right of"
            " the gray part that luck reaches, in yellow frames, each with its edge; the others"
            " stand within it and are dim.",
        ),
        "the-loops": Beat(
            "the loops",
            "Above the same axis the patterns of the next layer, mixed from those of the first."
            " Those beyond luck have yellow frames, and the loop that fits them best; the others"
            " are dim.",
        ),
        "noise": Beat(
            "noise",
            "A picture of noise has run through the network; a yellow box stands around the"
            " brightest output.",
        ),
    }

    allowed_crossings: ClassVar = {
        (
            "PixelGrid",
            "PixelGrid",
        ): "patterns leave the wall of all, go to their sides of luck, and to their neurons",
    }

    def construct(self) -> None:
        self.measure()
        self.the_hope()
        self.the_scores()
        self.the_loops()
        if self.has_choice:
            self.noise()
        self.rest(0.2)

    def measure(self) -> None:
        """Find the scores and the answer to noise; begin with the patterns."""
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
        self.wall = WeightWall(
            self.record[EDGES.weights],
            self.record[EDGES.largest],
            neurons=shown,
            room=stage(),
            palette=self.palette,
        )
        self.add(self.wall)
        self.axis = MatchAxis(stage(), most=self.inside.most_times_chance)

    def the_hope(self) -> None:
        """An edge as it was hoped for slides over a pattern; a bar says how well they match."""
        self.beat("the-hope", _("Do these neurons look for {edges}, as we had hoped?"))
        tiles, axis = self.wall.tiles, self.axis
        own = self.own = tiles[self.first]
        self.bring_to_front(own)
        close = axis.close
        self.play(
            *(FadeOut(tile, run_time=0.6) for tile in tiles.values() if tile is not own),
            own.animate(run_time=1.2).scale(close.width / own.width).move_to(close.center),
        )
        scores = self.record[f"{SLIDE}.scores"]
        luck = self.record[f"{INSIDE}.edges.chance_scores"][self.first].value
        bar = self.bar = MatchBar(axis, scores, luck)
        over = SlidingEdge(
            own,
            self.record[f"{SLIDE}.pictures"],
            scores,
            middles=np.stack([self.slide.columns, self.slide.rows], axis=1),
            best=self.slide.best,
            bar=bar,
        )
        edge, alone = over.edge, over.edge.copy()
        fit(alone.scale(ALONE), axis.pile.width, axis.pile.height).move_to(axis.pile.center)
        self.at_word("edges")
        sides = (FadeIn(side) for side in alone)
        self.play(LaggedStart(*sides, lag_ratio=0.6, run_time=1.4))
        self.caption(
            _("Slide an edge over a pattern: the longer the bar, the better they {match}.")
        )
        self.play(
            TransformFromCopy(alone, edge),
            alone.animate.fade(1 - BEHIND),
            Create(axis.line),
            FadeIn(axis.label, bar),
            run_time=0.8,
        )
        self.play(*over.slide(seconds=2.6))
        self.point_at("match", axis.label)
        self.shape, self.alone = edge, alone

    def the_scores(self) -> None:
        """Noise matches too; what all patterns reach is seen beside what luck comes to."""
        self.beat("the-scores", _("But random patterns match somewhere, too: that {much} is luck."))
        own, bar, edge, axis = self.own, self.bar, self.shape, self.axis
        large = self.record[EDGES.largest][self.first].value
        pictures, edges = self.record[f"{TWINS}.pictures"], self.record[f"{TWINS}.edges"]
        found = edge.copy()
        scores = self.record[f"{INSIDE}.edges.twin_scores"].row(self.first)
        pile = axis.dots(scores, bar.luck)
        dots = pile.copy().place(np.tile(own.get_center(), (scores.size, 1)), alphas=0.0)
        turns = [
            AnimationGroup(
                own.animate.show(pictures.row(i), large),
                edge.animate.become(EDGES.outline(own, edges.row(i))),
                run_time=seconds,
            )
            for i, seconds in enumerate(TWIN_SECONDS)
        ]
        leaving = np.linspace(0, 1, scores.size) ** FIRST_ALONE
        self.play(
            FadeOut(bar.bar, self.alone, run_time=0.4),
            Succession(*turns),
            Travel(dots, pile, order=leaving, lag=0.7, run_time=sum(TWIN_SECONDS)),
        )
        self.at_word("much")
        luck = axis.luck.copy()
        self.bring_to_back(axis.luck.stretch(0.001, 0, about_edge=LEFT))
        self.play(
            Transform(axis.luck, luck),
            FadeIn(axis.luck_label),
            own.animate.show(self.record[EDGES.weights].row(self.first), large),
            edge.animate.become(found),
            run_time=0.7,
        )
        self.caption(
            _("An edge matches {clear} of {count} patterns {better} than luck."),
            clear=self.record.number(f"{INSIDE}.edges.clear_count", decimals=None),
            count=self.record.number("model.layer_sizes[1]", decimals=None),
        )
        self.dot = bar.dot
        self.play(FadeOut(dots), axis.luck.animate.become(axis.tall_luck()), run_time=0.3)
        self.compare(self.inside.edges, EDGES, self.first, at="better")

    def pattern(self, shapes: Shapes, neuron: int, room: Stage) -> WeightGrid:
        """What a neuron looks for, as large as a square room."""
        return WeightGrid(
            self.record[shapes.weights].row(neuron),
            side=room.width,
            palette=self.palette,
            largest=self.record[shapes.largest][neuron].value,
        ).move_to(room.center)

    def compare(self, found: ShapeScores, shapes: Shapes, first: int, *, at: str = "") -> None:
        """Let all patterns land on their sides of luck, each with its best shape and a dot.

        The one that is seen closely becomes one of them. Those beyond luck are framed, and the
        others dimmed; at a word of the caption if one is named.
        """
        is_clear, times = found.is_clear, self.record[f"{INSIDE}.{shapes.name}.times_chance"]
        shown = shown_neurons(len(is_clear), but_surely=first).indices
        ascending = sorted(shown, key=lambda i: (bool(is_clear[i]), times[i].value))
        clear = [i for i in ascending if is_clear[i]]
        unclear = [i for i in ascending if not is_clear[i]]
        rooms = self.axis.sides(len(unclear), len(clear))
        places = dict(zip(ascending, rooms, strict=True))
        tiles = self.tiles = {i: self.pattern(shapes, i, room) for i, room in places.items()}
        pictures = self.record[f"{INSIDE}.{shapes.name}.pictures"]
        outlines = {i: shapes.outline(tile, pictures.row(i)) for i, tile in tiles.items()}
        others = [i for i in ascending if i != first]
        dots = self.axis.marks([times[i] for i in others])
        landing = (
            AnimationGroup(
                FadeIn(tiles[i], shift=FALL * DOWN),
                FadeIn(outlines[i], scale=SEEN_FROM_AFAR),
                FadeIn(dot, shift=FALL / 2 * DOWN),
            )
            for i, dot in zip(others, dots, strict=True)
        )
        self.play(
            Transform(self.own, tiles[first], run_time=0.7),
            Transform(self.shape, outlines[first], run_time=0.7),
            LaggedStart(*landing, lag_ratio=0.12, run_time=1.6),
        )
        self.remove(self.own, self.shape)
        self.add(tiles[first], outlines[first])
        if at:
            self.at_word(at)
        signal = self.palette.signal
        marked = dict(zip((*others, first), (*dots, self.dot), strict=True))
        self.play(
            *(tiles[i].grid.animate.set_opacity(DIM) for i in unclear),
            *(FadeOut(outlines[i]) for i in unclear),
            LaggedStart(
                *(
                    AnimationGroup(
                        tiles[i].frame.animate.set_stroke(signal, width=5),
                        marked[i].animate.set_color(signal),
                    )
                    for i in clear
                ),
                lag_ratio=0.2,
            ),
            run_time=0.7,
        )
        self.matched = Group(*(outlines[i] for i in clear), *marked.values())

    def the_loops(self) -> None:
        """The next layer mixes the patterns; on each mixture lands the loop that fits it best."""
        loops = self.inside.loops
        if loops is None:
            self.beat("the-loops", _("And loops? No neuron is deeper than {these}."))
            self.point_at("these", *(tile.frame for tile in self.tiles.values()))
            return
        self.beat("the-loops", _("The next layer {mixes} them: does it look for {loops}?"))
        self.record = self.record.with_root("measurement.mixtures", loops.rows)
        close, first = self.axis.close, int(loops.times_chance.argmax())
        mixture = self.own = self.pattern(LOOPS, first, close)
        pictures = self.record[f"{INSIDE}.loops.pictures"]
        self.shape = LOOPS.outline(mixture, pictures.row(first))
        times = self.record[f"{INSIDE}.loops.times_chance"][first]
        (self.dot,) = self.axis.marks([times], size=OWN_DOT)
        self.play(
            FadeOut(self.matched),
            *(tile.grid.animate.set_opacity(1) for tile in self.tiles.values()),
            *(tile.frame.animate.set_stroke(theme.RULE) for tile in self.tiles.values()),
            run_time=0.4,
        )
        self.at_word("mixes")
        poured = (
            FadeOut(tile, target_position=close.center, scale=POURED)
            for tile in self.tiles.values()
        )
        self.play(
            LaggedStart(*poured, lag_ratio=0.05, run_time=1.3),
            Succession(Wait(0.8), FadeIn(mixture, scale=POURED, run_time=0.7)),
        )
        self.at_word("loops")
        self.play(FadeIn(self.shape, scale=SEEN_FROM_AFAR), run_time=0.5)
        self.play(FadeIn(self.dot, shift=FALL / 2 * DOWN), run_time=0.3)
        said = _("A loop matches just {clear} of its {count} patterns: {that} can be luck.")
        if loops.beats_chance:
            said = _("A loop matches {clear} of its {count} patterns {better} than luck.")
        self.caption(
            said,
            clear=self.record.number(f"{INSIDE}.loops.clear_count", decimals=None),
            count=self.record.number("model.layer_sizes[2]", decimals=None),
        )
        self.compare(loops, LOOPS, first, at="better" if loops.beats_chance else "")
        if not loops.beats_chance:
            self.at_word("that")
            lit = self.axis.luck.copy().set_fill(opacity=2 * LUCK_FILL)
            self.play(
                Transform(self.axis.luck, lit, rate_func=there_and_back, run_time=0.8),
                pulse(self.axis.luck_label, color=self.palette.signal),
            )

    def noise(self) -> None:
        """The patterns go back to their neurons; then noise runs through the whole network."""
        self.beat("noise", _("So does the network know what it {sees}?"))
        answer = int(self.record.outputs(NOISE).values.argmax())
        diagram = NetworkDiagram(self.model, self.palette, spoken_of=[answer]).show_weights()
        diagram.show_image(self.record["trace.ink"])
        column = diagram.columns[0 if self.inside.loops is None else 1]
        tiles = self.tiles
        self.play(
            FadeOut(self.matched, self.axis, self.axis.luck, self.axis.luck_label), run_time=0.2
        )
        self.play(
            *(
                tile.animate.scale(column[i].width / tile.width).move_to(column[i])
                for i, tile in tiles.items()
            ),
            *(FadeIn(light) for light in diagram.connections),
            run_time=1.0,
        )
        self.play(
            FadeOut(*tiles.values()),
            FadeIn(diagram.columns, diagram.strip_frame, diagram.names),
            run_time=0.3,
        )
        self.at_word("sees")
        self.play(FadeIn(diagram.image, diagram.image_frame), run_time=0.5)
        self.caption(_("Here are random pixels: it says {answer}."), answer=self.class_name(answer))
        ink = self.record[f"{NOISE}.ink"]
        self.play(diagram.image.animate(run_time=0.4).show_image(ink))
        self.run_through(diagram, answer)
        self.caption(_("And {none} of its outputs says: I don't know."))
        self.at_word("none")
        names = [diagram.end_of(i) for i in range(len(diagram.columns[-1]))]
        pulses = (pulse(name, color=self.palette.signal) for name in names)
        self.play(LaggedStart(*pulses, lag_ratio=0.2, run_time=1.8))

    def run_through(self, diagram: NetworkDiagram, answer: int) -> None:
        """Noise runs through the network, and a box lands on the answer."""
        self.play(FoldIntoColumn(diagram, self.record[f"{NOISE}.ink"], seconds=1.2 * RUN_SECONDS))
        for layer in range(len(self.model.layers)):
            self.play_sounds(
                lit_outputs(self.record, self.model, layer, trace=NOISE, seconds=RUN_SECONDS)
            )
            self.play(propagate(diagram, self.record, layer, trace=NOISE, seconds=RUN_SECONDS))
        self.play(
            FadeIn(diagram.answer_box(answer), scale=1.3),
            *name_winner(diagram, answer),
            run_time=0.5,
        )
