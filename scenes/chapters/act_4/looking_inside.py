"""`LookingInside`: what the weights look for, beside what was hoped, and an answer to noise."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
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
from network.analysis.weighted_sum import weight_rows
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.looking_inside_parts import (
    BAR_BELOW,
    CHANCE_OPACITY,
    Mixture,
    ScoreBar,
    SlidingEdge,
    bar_below,
    edge_outlines,
    loop_outline,
    side_of_pattern,
)
from scenes.mobjects.grids.weight_grid import WeightGrid
from scenes.mobjects.grids.weight_wall import WeightWall, shown_neurons
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.text.typst_text import note
from scenes.motion.pointing import pulse
from scenes.motion.propagation import (
    FoldIntoColumn,
    lit_outputs,
    name_winner,
    propagate,
)
from scenes.motion.travel import Travel
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from manim import VMobject

    from network.analysis.shape_scores import ShapeScores
    from scenes.stage.layout import Stage
    from scenes.subject.sourced import SourcedArray

INSIDE = "measurement.looking_inside"
NOISE = f"{INSIDE}.noise_trace"
SLIDE, TWINS = "measurement.edge_slide", "measurement.edge_twins"
ALONE = 2.0
"""How much larger the edge is before it lies over the first pattern."""
SEEN_FROM_AFAR = 1.8
"""How much larger a shape is before it lands on its pattern."""
LOOP_SHARE = 0.7
"""Of the width of a mixture: a loop, before it lands."""
DIM = 0.3
"""Opacity of a pattern that doesn't match."""
TWIN_SECONDS = 0.38
"""How long each picture of noise is seen."""
BAR_THICKNESS = 0.5
BAR_HEIGHT = 0.2
"""Where the bar lies, of the height of its room."""
NAME_GAP = 0.3
"""Between the two names below the bar, at least."""
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
            "A pattern of weights, large, with the outline of the edge that fits it best; beside"
            " it, a bar says how well they match.",
        ),
        "the-scores": Beat(
            "the scores",
            "All patterns, sorted, each with the edge that fits it best. Below each, a white bar"
            " says how well, and a gray one what luck reaches. Yellow frames stand around those"
            " whose white bar is longer; the others are dim.",
        ),
        "the-loops": Beat(
            "the loops",
            "The patterns of the first layer, mixed by the weights of each neuron of the next one,"
            " with the loop that fits best, and with such bars. Those with yellow frames reach"
            " beyond luck; the others are dim.",
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
        ): "patterns leave the wall of all, come back to it, and go to their neurons",
    }

    def construct(self) -> None:
        self.measure()
        self.the_hope()
        self.the_scores()
        self.the_loops()
        if self.has_choice:
            self.noise()
        self.rest(0.4)

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
        """An edge as it was hoped for slides over a pattern; a bar says how well they match."""
        self.beat("the-hope", _("Do these neurons look for {edges}, as we had hoped?"))
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
        bar.move_to(rooms[1].at(0.5, BAR_HEIGHT))
        bar.chance.set_opacity(0)
        self.pile_top = rooms[1].top
        over = self.over = SlidingEdge(
            own,
            self.record[f"{SLIDE}.pictures"],
            self.record[f"{SLIDE}.scores"],
            middles=np.stack([self.slide.columns, self.slide.rows], axis=1),
            best=self.slide.best,
            bar=bar,
        )
        edge = over.edge
        start = edge.copy()
        edge.scale(ALONE).move_to(rooms[1].center)
        self.at_word("edges")
        sides = (FadeIn(side) for side in edge)
        self.play(LaggedStart(*sides, lag_ratio=0.6, run_time=1.2))
        self.caption(
            _("Slide an edge over a pattern: the longer the bar, the better they {match}.")
        )
        self.play(edge.animate.become(start), run_time=0.7)
        name = self.bar_name = note(_("match")).next_to(bar, DOWN, buff=0.2, aligned_edge=RIGHT)
        track = bar.room.copy().set_stroke(theme.RULE, width=2)
        self.play(FadeIn(track, bar.bright, bar.beyond, name), run_time=0.3)
        self.play(*over.slide(seconds=2.0))
        self.point_at("match", name)
        self.over_pattern = Group(edge, name, track)

    def the_scores(self) -> None:
        """Noise matches too; what all patterns reach is seen beside what luck comes to."""
        self.beat("the-scores", _("But random patterns match somewhere, too: that {much} is luck."))
        own, bar, edge = self.own, self.over.bar, self.over.edge
        large = self.record["measurement.first_layer.large"][self.first].value
        pictures, edges = self.record[f"{TWINS}.pictures"], self.record[f"{TWINS}.edges"]
        found = edge.copy()
        scores = self.record[f"{INSIDE}.edges.twin_scores"].row(self.first)
        pile = bar.pile(scores, self.pile_top)
        dots = pile.copy().place(np.tile(own.get_center(), (scores.size, 1)), alphas=0.0)
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
        luck = note(_("luck")).next_to(bar, DOWN, buff=0.2)
        first, last = bar.at(0), float(self.bar_name.get_left()[0]) - NAME_GAP
        middle = max(bar.at(bar.reach / 2), first + luck.width / 2)
        luck.set_x(min(middle, last - luck.width / 2))
        self.at_word("much")
        bar.chance.set_fill(opacity=CHANCE_OPACITY)
        is_clear = self.inside.edges.is_clear[self.first]
        beyond = self.palette.signal if is_clear else theme.TEXT
        self.play(
            GrowFromEdge(bar.chance, LEFT),
            # They stay in front of what grows.
            bar.bright.animate.set_fill(theme.TEXT),
            bar.beyond.animate.set_fill(beyond),
            FadeIn(luck),
            own.animate.show(self.record["model.layers[0].weights"].row(self.first), large),
            edge.animate.become(found),
            run_time=0.7,
        )
        self.rest(0.4)
        self.caption(
            _("{clear} of {count} are {clearly} better than luck."),
            clear=self.record.number(f"{INSIDE}.edges.clear_count", decimals=None),
            count=self.record.number("model.layer_sizes[1]", decimals=None),
        )
        self.wall = self.sorted_wall(
            self.inside.edges, "model.layers[0].weights", "measurement.first_layer.large"
        )
        home = self.wall.tiles[self.first]
        self.play(FadeOut(self.over_pattern, bar, dots, luck), run_time=0.3)
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

        Those that match clearly are framed, and the others dimmed; at a word of the caption if one
        is named.
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
        if at:
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
        self.rest(0.5)

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
        said = _("Only {clear} of {count} could be a loop: luck alone brings as many.")
        if loops.beats_chance:
            said = _("{clear} of {count} are {clearly} better than luck.")
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
        self.match(loops, "loops", loop_outline, at="clearly" if loops.beats_chance else "")

    def noise(self) -> None:
        """The patterns go back to their neurons; then noise runs through the whole network."""
        self.beat("noise", _("So does the network know what it is {looking} at?"))
        answer = int(self.record.outputs(NOISE).values.argmax())
        diagram = NetworkDiagram(self.model, self.palette, spoken_of=[answer]).show_weights()
        diagram.show_image(self.record["trace.ink"])
        column = diagram.columns[0 if self.inside.loops is None else 1]
        tiles = self.wall.tiles
        self.play(FadeOut(self.matched), run_time=0.2)
        self.play(
            *(
                tile.animate.scale(column[i].width / tile.width).move_to(column[i])
                for i, tile in tiles.items()
            ),
            *(FadeIn(light) for light in diagram.connections),
            run_time=1.2,
        )
        self.play(
            FadeOut(*tiles.values()),
            FadeIn(diagram.columns, diagram.strip_frame, diagram.names),
            run_time=0.3,
        )
        self.at_word("looking")
        self.play(FadeIn(diagram.image, diagram.image_frame), run_time=0.5)
        self.caption(_("Here are random pixels: it says {answer}."), answer=self.class_name(answer))
        ink = self.record[f"{NOISE}.ink"]
        self.play(diagram.image.animate(run_time=0.4).show_image(ink))
        self.run_through(diagram, answer)
        self.caption(_("And {none} of its outputs says: I don't know."))
        self.at_word("none")
        names = [diagram.end_of(i) for i in range(len(diagram.columns[-1]))]
        pulses = (pulse(name, color=self.palette.signal) for name in names)
        self.play(LaggedStart(*pulses, lag_ratio=0.2, run_time=2.0))

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
        self.rest(0.4)
