"""`SigmoidOrReLU`: two activation functions, and how networks of each of them learn."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, ClassVar

from manim import (
    LEFT,
    RIGHT,
    UP,
    UR,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    Group,
    ReplacementTransform,
    Succession,
    VGroup,
)

from network.analysis.histogram import even_ticks
from network.analysis.squishing import squish
from scenes.chapter import Beat, Chapter
from scenes.chapters.encore.sigmoid_or_relu_parts import (
    CURVE_SHARE,
    Beam,
    ChangedNetwork,
    Pair,
    Sweep,
    as_bar,
    chart_and_cells,
    common_planes,
    has_curve,
    head_and_room,
    pair_rows,
    put_below_ends,
    put_beside_first_layer,
    put_into_head,
)
from scenes.mobjects.plots.accuracy_plot import HIGH_ROOM, AccuracyPlot
from scenes.mobjects.plots.plot import Curve
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.counting import Count
from scenes.motion.growing import draw_together
from scenes.motion.pointing import pulse
from scenes.motion.sounding import drawn
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.subject.activation_looks import activation_look
from scenes.subject.languages import N_
from scenes.subject.sourced import Sourced
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation

    from scenes.chapters.encore.sigmoid_or_relu_parts import CommonPlane, PairPlace
    from scenes.stage.layout import Stage
    from scenes.subject.sourced import SourcedArray

ROOT, GRADIENTS = "measurement.learning_curves", "measurement.gradients"
COMPARED = ("sigmoid", "relu")
GENERAL = "glorot"
"""The start that both kinds have in common."""
REACH = 3.0
"""How far the functions are drawn to each side, and up."""
FAR, NEAR, STEADY, NOTHING = 2.5, 1.5, 1.0, -1.0
"""Sums around which a beam begins and ends, or stands: none of its ways crosses a name."""
ENDS = N_("first layer"), N_("outputs")
ENDS_ROOM = 0.75
"""Below the lower network, for the names of its ends."""
TOLD_WIDTH = 4.8
"""Of what is told above a chart, in two lines where the stage is not wide."""
BEFORE_OPACITY = 0.4
"""Of the lines of the other start, which stay where they were."""
MEAN_WIDTHS = 7.0, 13.0
"""Of both lines of means: where they agree, both are seen."""
RUN_OPACITY = 0.55
"""Of the line of a single training."""
WIDTH = 11.0


class SigmoidOrReLU(Chapter):
    """An old activation function and a newer one."""

    summary = N_(
        "Two activation functions, what they pass on through many layers, and how networks of"
        " each of them learn."
    )
    concepts = (N_("sigmoid"), N_("ReLU"), N_("vanishing gradient"), N_("activation function"))
    measurements = ("gradients", "learning_curves")
    beats: ClassVar = {
        "the-sigmoid": Beat(
            "the sigmoid",
            "The teal curve of the sigmoid, low and flat. A beam rises from a sum to the curve and"
            " turns left, to what the sigmoid gives: below one.",
        ),
        "the-relu": Beat(
            "the ReLU", "On the same scale the pink ReLU: flat below zero, then a straight rise."
        ),
        "slopes": Beat(
            "slopes",
            "Three beams, equally wide where they rise. Three rows of bars, in and out: of what"
            " goes in, the sigmoid lets a quarter out, ReLU all of it, and below zero nothing.",
        ),
        "layer-by-layer": Beat(
            "layer by layer",
            "Two networks. Light ran to the outputs, and the teal one went dark on its way. Now it"
            " comes back: it reaches the pink first layer, hardly the teal one. Bars show what is"
            " left at each layer.",
        ),
        "the-same-start": Beat(
            "the same start",
            "Learning curves, five runs each: the teal ones lag below the pink. Beside them, small,"
            " both networks, each with the words: same start.",
        ),
        "deep": Beat(
            "a start of their own",
            "Under the teal network stands: larger weights. Light reaches its outputs, and its"
            " new learning curves nearly agree with the pink ones.",
        ),
    }
    allowed_crossings: ClassVar = {
        ("Rectangle", "Beam"): "a change leaves the ends of its beam",
        ("Beam", "Beam"): "both are light, on one axis",
    }

    def construct(self) -> None:
        self.prepare()
        self.the_sigmoid()
        self.the_relu()
        self.slopes()
        self.layer_by_layer()
        self.the_same_start()
        self.their_own_start()

    def prepare(self) -> None:
        """Find both functions and the trainings, and begin with the sigmoid."""
        self.curves = self.measured("learning_curves")
        self.gradients = self.measured("gradients")
        epochs = self.curves.settings.epochs
        ticks = even_ticks(-REACH, REACH, 7)
        roots = {
            ROOT: self.curves,
            GRADIENTS: self.gradients,
            "measurement.ticks": ticks,
            "measurement.upward": even_ticks(0, REACH, 4),
            "measurement.epochs": even_ticks(0, epochs, epochs // 2 + 1),
            "measurement.rounds": even_ticks(0, epochs, epochs + 1),
            "measurement.shares": even_ticks(0, 1, 6),
        }
        for name in COMPARED:
            roots[f"measurement.{name}"] = squish(ticks.numbers, name)
        for root, record in roots.items():
            self.record = self.record.with_root(root, record)
        self.colors = (self.palette.function, self.palette.other_function)
        self.depth = self.curves.depths[-1]
        self.planes = common_planes(
            self.record["measurement.ticks.numbers"], self.record["measurement.upward.numbers"]
        )
        self.lines = [
            self.function(name, self.planes[place], color)
            for name, place, color in zip(COMPARED, (0, -1), self.colors, strict=True)
        ]
        self.names = [
            Words(_(activation_look(name).name), size="focus", color=color)
            for name, color in zip(COMPARED, self.colors, strict=True)
        ]
        sigmoid, relu = self.names
        sigmoid.next_to(self.lines[0].get_end(), UP + LEFT, buff=0.25)
        sigmoid.align_to(self.planes[0].across.axis, RIGHT)
        relu.next_to(self.lines[1].get_end(), LEFT, buff=0.5)
        self.add(*self.planes, self.lines[0], sigmoid)

    def function(self, name: str, plane: CommonPlane, color: str) -> Curve:
        """Curve of a function on its plane."""
        path = f"measurement.{name}"
        return Curve(
            plane.across, plane.up, self.record[f"{path}.curve_inputs"],
            self.record[f"{path}.curve_outputs"], color=color, width=WIDTH,
        )  # fmt: skip

    def the_sigmoid(self) -> None:
        """The curve of before, from end to end."""
        own = self.model.activations[0]
        said = _("Our {squish} is the sigmoid.")
        if own != "sigmoid":
            said = _("The classic {squish} is the sigmoid.")
        self.beat("the-sigmoid", said)
        self.at_word("squish")
        beam = self.beam(0, -FAR)
        self.play(FadeIn(beam), run_time=0.3)
        self.play(Sweep(beam, FAR), run_time=1.3)
        self.marks = VGroup(beam)

    def beam(self, place: int, number: float) -> Beam:
        """A change around a sum, which the first or the second function turns."""
        plane = self.planes[-1 if place else 0]
        return Beam(plane, self.lines[place], number, color=self.colors[place])

    def the_relu(self) -> None:
        """Nothing below zero; above it the same again."""
        self.beat(
            "the-relu",
            _("Many networks use ReLU: zero below zero, {above} it the sum itself."),
        )
        self.play(FadeOut(self.marks), run_time=0.3)
        self.play_sounds(
            drawn(self.record["measurement.relu.curve_outputs"], 1.1, bounds=(0.0, REACH))
        )
        self.play(Create(self.lines[1]), FadeIn(self.names[1]), run_time=1.1)
        beam = self.beam(1, -FAR)
        self.play(FadeIn(beam), run_time=0.3)
        self.play(Sweep(beam, 0.0), run_time=0.6)
        self.at_word("above")
        self.play(Sweep(beam, NEAR), run_time=1.0)
        self.marks = VGroup(beam)

    def slopes(self) -> None:
        """A beam as wide as a small change: what each curve makes of its width."""
        steepest = [self.slope(name, "steepest") for name in COMPARED]
        self.beat(
            "slopes",
            _("Change a sum a little. A sigmoid passes on at most {slope} of it, ReLU {all} or"
              " {nothing}."),
            slope=steepest[0],
        )  # fmt: skip
        beams = [self.beam(0, FAR), self.beam(1, STEADY)]
        self.play(FadeOut(self.marks), FadeIn(beams[0]), run_time=0.5)
        self.play(pulse(beams[0].given, color=theme.TEXT, scale=1.4))
        self.play(Sweep(beams[0], 0.0), run_time=1.4)
        rows = pair_rows(self.planes)
        pairs = [self.side_by_side("slope", beams[0], steepest[0], rows[0])]
        self.play(FadeIn(beams[1]), run_time=0.3)
        pairs.append(self.side_by_side("all", beams[1], steepest[1], rows[1]))
        beams.append(self.beam(1, STEADY))
        self.play(Sweep(beams[2], NOTHING), run_time=0.5)
        pairs.append(
            self.side_by_side("nothing", beams[2], self.slope("relu", "below_zero"), rows[2])
        )
        self.given = [pair.given for pair in pairs[:2]]
        names = [table.names for table, row in rows if row == 0]
        results = [part for pair in pairs for part in (pair.whole, pair.passed, pair.value)]
        self.words = Group(*self.planes, *self.names, *beams, *names, *results, pairs[-1].given)

    def side_by_side(self, mark: str, beam: Beam, share: Sourced, place: PairPlace) -> Pair:
        """Lift a change off its axis, and what a curve leaves of it off the other one."""
        table, row = place
        color = beam.passed.get_color().to_hex()
        pair = Pair(beam, ValueLabel(share, size="focus", color=color), table, row, color=color)
        self.at_word(mark)
        flights = (
            ReplacementTransform(as_bar(line), bar)
            for line, bar in ((beam.given, pair.given), (beam.passed, pair.passed))
        )
        # The second begins when the first has left its way.
        self.play(
            AnimationGroup(*flights, lag_ratio=0.7),
            FadeIn(pair.whole, pair.value, *([] if row else table.names)),
            run_time=0.6,
        )
        return pair

    def slope(self, name: str, of: str) -> Sourced:
        """One of the slopes of a function that the record has."""
        kinds = [found.activation for found in self.gradients.starts]
        path = f"{GRADIENTS}.starts[{kinds.index(name)}].{of}"
        return self.record.number(path, percent=True, decimals=0)

    def layer_by_layer(self) -> None:
        """What is left of a change on its way through networks that have not learned yet."""
        paths = [self.gradient_path(name, GENERAL) for name in COMPARED]
        arriving = [self.record[f"{path}.arriving.mean"] for path in paths]
        shares = [as_share(found[found.size - 1]) for found in arriving]
        said = _("Through {layers} layers of a network, sigmoids pass on {sigmoid} of it,"
                 " ReLU {relu}.")  # fmt: skip
        self.beat(
            "layer-by-layer", said, sigmoid=shares[0], relu=shares[1],
            layers=self.record.number(f"{GRADIENTS}.hidden_layers", decimals=None),
        )  # fmt: skip
        area = stage()
        ends = VGroup(*(Words(_(end), color=theme.SECONDARY) for end in ENDS))
        rows = replace(area, bottom=area.bottom + ENDS_ROOM).rows(1, 1, gap=0.4)
        heads, rooms = zip(*(head_and_room(row) for row in rows), strict=True)
        hidden = self.gradients.hidden_layers * [self.curves.hidden_neurons]
        sizes = [*hidden, self.model.layer_sizes[-1]]
        # Sigmoids all pass on a little, ReLUs all or nothing.
        all_on, some_on = None, self.record[f"{paths[-1]}.slopes.mean"]
        networks = [
            ChangedNetwork(sizes, found, on, color=color, room=room, palette=self.palette)
            for found, on, color, room in zip(
                arriving, (all_on, some_on), self.colors, rooms, strict=True
            )
        ]
        put_below_ends(ends, networks[-1])
        numbers = [
            ValueLabel(share, size="focus", color=color)
            for share, color in zip(shares, self.colors, strict=True)
        ]
        begun = [network.bars[0] for network in networks]
        self.play(FadeOut(self.words), run_time=0.3)
        self.play(
            *self.step_aside(heads), FadeIn(*networks, ends),
            *(ReplacementTransform(*bars) for bars in zip(self.given, begun, strict=True)),
            run_time=0.8,
        )  # fmt: skip
        for name, number, head, network in zip(self.names, numbers, heads, networks, strict=True):
            put_into_head(name, number, head, network)
        self.play(FadeIn(*self.names), *(network.changed() for network in networks), run_time=0.4)
        for layer in range(1, len(networks[0].columns)):
            self.play(*(network.reached(layer) for network in networks), run_time=0.5)
        for mark, number in zip(COMPARED, numbers, strict=True):
            self.at_word(mark)
            self.play(FadeIn(number, scale=1.4), run_time=0.4)
        self.caption(
            _("Training works {back:backward}: at first, early sigmoid layers {hardly} learn.")
        )
        returning = [self.record[f"{path}.returning.mean"] for path in paths]
        self.play(FadeOut(*numbers, *self.thumbnails), run_time=0.4)
        self.at_word("back")
        self.play(*(network.told(part) for network, part in zip(networks, returning, strict=True)))
        numbers = [
            ValueLabel(as_share(part[0]), size="focus", color=color)
            for part, color in zip(returning, self.colors, strict=True)
        ]
        for name, number, head in zip(self.names, numbers, heads, strict=True):
            put_beside_first_layer(name, number, head)
        self.at_word("hardly")
        self.play(
            FadeIn(*numbers, scale=1.4, run_time=0.4), pulse(ends[0], color=self.palette.signal)
        )
        self.networks, self.words = networks, Group(ends, *self.names, *numbers)

    def step_aside(self, heads: Sequence[Stage]) -> list[Animation]:
        """Let both curves shrink on one scale, each to its own network."""
        widest = max(self.lines, key=lambda line: float(line.height))
        self.thumbnails = list(self.lines)
        if not has_curve(heads[0]):
            gone, self.thumbnails = self.thumbnails, []
            return [FadeOut(*gone)]
        scale = min(heads[0].width / widest.width, CURVE_SHARE * heads[0].height / widest.height)
        return [
            curve.animate.scale(scale).move_to(head.center).build()
            for curve, head in zip(self.thumbnails, heads, strict=True)
        ]

    def gradient_path(self, name: str, start: str) -> str:
        """Path of the networks of one function that have a start."""
        found = self.gradients.chosen(name, start)
        return f"{GRADIENTS}.starts[{self.gradients.starts.index(found)}]"

    def the_same_start(self) -> None:
        """All seeds of the deepest networks, from one rule for the first weights."""
        paths = []
        for name in COMPARED:
            kinds = [each.activation for each in self.curves.general]
            paths.append(f"{ROOT}.general[{kinds.index(name)}]")
        if self.curves.start_matters("sigmoid"):
            said = _("Trained {alike} from the same start, sigmoids learn more slowly.")
            self.beat("the-same-start", said)
        else:
            said = _("Train both {alike}: {sigmoid} right with sigmoids, {relu} with"
                     " ReLU.")  # fmt: skip
            sigmoid, relu = (self.accuracies(path)[-1] for path in paths)
            self.beat("the-same-start", said, sigmoid=sigmoid, relu=relu)
        room, cells = chart_and_cells()
        above = stage() if stage().is_wide else room
        told = Words(
            _("{data}; thin: each run"), color=theme.SECONDARY, align="right",
            width=above.width if stage().is_wide else min(above.width, TOLD_WIDTH),
            data=Verbatim(_(self.curves.data)),
        ).move_to(above.at(1, 1), UR)  # fmt: skip
        self.plot = AccuracyPlot(
            self.record["measurement.epochs.numbers"], self.record["measurement.shares.numbers"],
            across_name=_("rounds of training"), name_room=0.2,
            high_room=HIGH_ROOM if stage().is_wide else 2 * HIGH_ROOM, area=room,
        )  # fmt: skip
        moves = (
            network.shrink_into(cell.middle)
            for network, cell in zip(self.networks, cells, strict=True)
        )
        self.play(FadeOut(self.words), run_time=0.3)
        self.play(*chain.from_iterable(moves), run_time=0.8)
        self.numbers = [
            ValueLabel(self.accuracies(path)[0], size="focus", color=color, align="right")
            for path, color in zip(paths, self.colors, strict=True)
        ]
        for name, number, cell in zip(self.names, self.numbers, cells, strict=True):
            cell.lay(name, number)
        self.cells = cells
        self.starts = [
            cell.start(_("same start"), color=color)
            for cell, color in zip(cells, self.colors, strict=True)
        ]
        self.at_word("alike")
        self.play(FadeIn(self.plot, told, *self.names, *self.starts), run_time=0.5)
        self.lines = self.learn(paths)

    def learn(self, paths: list[str], chosen: Sequence[int] = (0, 1)) -> list[VGroup]:
        """Draw what the chosen kinds learn, run by run, while numbers follow their means."""
        lines = [self.learned(paths[place], place) for place in chosen]
        self.play(
            draw_together(chain.from_iterable(lines), seconds=1.8),
            *(
                Count(self.numbers[place], self.accuracies(paths[place]), run_time=1.8)
                for place in chosen
            ),
        )
        return lines

    def their_own_start(self) -> None:
        """The same networks, each kind from the start that suits it best."""
        found = [self.curves.chosen(name, self.depth) for name in COMPARED]
        paths = [f"{ROOT}.curves[{self.curves.curves.index(each)}]" for each in found]
        own = [self.curves.has_own_start(name) for name in COMPARED]
        again = [place for place, has_own in enumerate(own) if has_own] or [0, 1]
        said = _("But {start} each from weights that suit it, and neither is clearly {ahead}.")
        if self.curves.is_better("relu", "sigmoid", self.depth):
            said = _("But {start} each from weights that suit it, and ReLU is still {ahead}.")
        elif self.curves.is_better("sigmoid", "relu", self.depth):
            said = _("But {start} each from weights that suit it, and sigmoids are {ahead}.")
        elif own == [True, False]:
            said = _("Start from {start:larger} weights: more gets through, and sigmoids"
                     " {ahead:catch up}.")  # fmt: skip
        self.beat("deep", said)
        starts = [self.gradient_path(each.activation, each.start) for each in found]
        arriving = [self.record[f"{start}.arriving.mean"] for start in starts]
        self.at_word("start")
        self.play(*chain.from_iterable(self.start_anew(place, arriving[place]) for place in again))
        self.learn(paths, again)
        self.at_word("ahead")
        if self.curves.is_easier("relu", "sigmoid") and 1 not in again:
            self.caption(_("So which? {Both} learned here, and {ReLU} needed no special {start}."))
            self.point_at("Both", *self.numbers)
            self.at_word("ReLU")
            self.play(
                self.networks[1].start_anew(arriving[1]),
                pulse(self.names[1], color=self.palette.signal),
                run_time=0.9,
            )
            self.point_at("start", self.starts[1])

    def start_anew(self, place: int, arriving: SourcedArray) -> list[Animation]:
        """Let a network start from its own weights, and what it learned before become dim."""
        *runs, mean = self.lines[place]
        before, self.starts[place] = (
            self.starts[place],
            self.cells[place].start(_("larger weights"), color=self.colors[place]),
        )
        return [
            FadeOut(*runs, run_time=0.4),
            mean.animate(run_time=0.4).set_stroke(opacity=BEFORE_OPACITY).build(),
            Succession(FadeOut(before, run_time=0.3), FadeIn(self.starts[place], run_time=0.4)),
            self.networks[place].start_anew(arriving),
        ]

    def learned(self, path: str, place: int) -> VGroup:
        """The trainings of one kind as thin lines, and their mean as the last, a thick one."""
        rounds, color = self.record["measurement.rounds.numbers"], self.colors[place]
        runs, mean = (self.record[f"{path}.accuracies.{name}"] for name in ("values", "mean"))
        lines = VGroup(
            *(
                self.plot.line(rounds, runs.row(run), color=color, width=3)
                for run in range(len(runs.values))
            )
        ).set_stroke(opacity=RUN_OPACITY)
        return lines.add(self.plot.line(rounds, mean, color=color, width=MEAN_WIDTHS[place]))

    def accuracies(self, path: str) -> list[Sourced]:
        """What the trainings of one kind reach on average, round after round."""
        mean = self.record[f"{path}.accuracies.mean"]
        return [each.shown_as(percent=True, decimals=1) for each in mean]


def as_share(part: Sourced) -> Sourced:
    """A part of a change as it is read: the smaller it is, the more decimals."""
    decimals = sum(part.value < limit for limit in (0.1, 0.01))
    return part.shown_as(percent=True, decimals=decimals)
