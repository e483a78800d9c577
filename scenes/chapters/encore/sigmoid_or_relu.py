"""`SigmoidOrReLU`: two activation functions, and how networks of each of them learn."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, ClassVar

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    UR,
    Create,
    FadeIn,
    FadeOut,
    Group,
    VGroup,
)

from network.analysis.histogram import even_ticks
from network.analysis.squishing import squish
from scenes.chapter import Beat, Chapter
from scenes.chapters.encore.sigmoid_or_relu_parts import (
    CURVE_SHARE,
    Beam,
    Share,
    Sweep,
    ToldNetwork,
    common_planes,
    has_curve,
    head_and_room,
    put_at_ends,
    put_below_end,
    put_below_ends,
    put_beside_first_layer,
    put_curve_into_head,
    put_into_head,
)
from scenes.mobjects.plots.accuracy_plot import HIGH_ROOM, AccuracyPlot
from scenes.mobjects.plots.plot import Curve
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.mobjects.text.value_label import ValueLabel
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

    from scenes.chapters.encore.sigmoid_or_relu_parts import CommonPlane

ROOT, GRADIENTS = "measurement.learning_curves", "measurement.gradients"
COMPARED = ("sigmoid", "relu")
GENERAL = "glorot"
"""The start that both kinds have in common."""
REACH = 3.0
"""How far the functions are drawn to each side, and up."""
FAR, NEAR = 2.5, 1.5
"""Sums at which a ray begins and ends, or stands: none of its ways crosses a name."""
DIM = 0.15
"""Of a beam that is not spoken of any more."""
ENDS = N_("first layer"), N_("outputs")
ENDS_ROOM = 0.75
"""Below the lower network, for the names of its ends."""
STEP_SECONDS = 0.5
"""From one layer back to the one before it."""
TOLD_WIDTH, LABEL_WIDTH = 4.8, 1.9
"""Of what is told above a chart, and of a label beside it, where the stage is not wide."""
LABEL_ROOM = 0.35
"""From a chart to its labels, and from these to the stage's edge."""
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
            "The teal curve of the sigmoid, low and flat. A ray rises from a sum to the curve and"
            " turns left, to what the sigmoid gives: below one.",
        ),
        "the-relu": Beat(
            "the ReLU", "On the same scale the pink ReLU: flat below zero, then a straight rise."
        ),
        "slopes": Beat(
            "slopes",
            "Two beams, equally wide where they rise. Where they end, an outline shows how wide"
            " they were: ReLU fills all of it, the sigmoid a quarter.",
        ),
        "layer-by-layer": Beat(
            "layer by layer",
            "Two networks, lit from their outputs back. Light fills the pink one; the teal one goes"
            " dark after two layers. Bars show what is left at each layer, numbers what reaches the"
            " first.",
        ),
        "the-same-start": Beat(
            "the same start",
            "Learning curves, five runs each: the pink ones rise at once, the teal ones late, and"
            " less high.",
        ),
        "deep": Beat(
            "a start of their own",
            "A second teal curve, named larger weights, nearly agrees with the pink one.",
        ),
    }
    allowed_crossings: ClassVar = {("Beam", "Beam"): "both are light, on one axis"}

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
        is_square = not (stage().is_wide or stage().is_tall)
        relu.next_to(self.lines[1].get_end(), RIGHT if is_square else LEFT, buff=0.5)
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
        self.ray = self.beam(0, -FAR)
        self.play(FadeIn(self.ray), run_time=0.3)
        self.play(Sweep(self.ray, FAR), run_time=1.5)

    def beam(self, place: int, number: float) -> Beam:
        """A ray at a sum, which the first or the second function turns."""
        plane = self.planes[-1 if place else 0]
        return Beam(plane, self.lines[place], number, color=self.colors[place])

    def the_relu(self) -> None:
        """Nothing below zero; above it the same again."""
        self.beat(
            "the-relu",
            _("Many networks use ReLU: zero below zero, {above} it the sum itself."),
        )
        self.play(FadeOut(self.ray), run_time=0.3)
        self.play_sounds(
            drawn(self.record["measurement.relu.curve_outputs"], 1.1, bounds=(0.0, REACH))
        )
        self.play(Create(self.lines[1]), FadeIn(self.names[1]), run_time=1.1)
        self.ray = self.beam(1, -FAR)
        self.play(FadeIn(self.ray), run_time=0.3)
        self.play(Sweep(self.ray, 0.0), run_time=0.6)
        self.at_word("above")
        self.play(Sweep(self.ray, NEAR), run_time=1.0)

    def slopes(self) -> None:
        """A ray becomes a beam, as wide as a change: what each curve makes of its width."""
        slopes = [self.slope(name) for name in COMPARED]
        self.beat(
            "slopes",
            _("{Change} this sum a little: ReLU passes on {all} of it, a sigmoid at most {slope}."),
            slope=slopes[0],
        )
        all_on, some_on = self.ray, self.beam(0, FAR).widened()
        self.at_word("Change")
        self.play(Sweep(all_on, NEAR, is_wide=True), run_time=1.5)
        self.at_word("all")
        shares = [Share(all_on, ValueLabel(slopes[1], size="focus", color=self.colors[1]))]
        self.play(FadeIn(shares[0]), run_time=0.4)
        self.play(FadeIn(some_on), all_on.light.animate.set_opacity(DIM), run_time=0.4)
        self.play(Sweep(some_on, 0.0), run_time=1.2)
        self.at_word("slope")
        shares.append(Share(some_on, ValueLabel(slopes[0], size="focus", color=self.colors[0])))
        self.play(FadeIn(shares[1]), run_time=0.4)
        self.shown = Group(*self.planes, *self.names, all_on, some_on, *shares)

    def slope(self, name: str) -> Sourced:
        """The largest slope of a function, as a share."""
        kinds = [found.activation for found in self.gradients.starts]
        path = f"{GRADIENTS}.starts[{kinds.index(name)}].steepest"
        return self.record.number(path, percent=True, decimals=0)

    def layer_by_layer(self) -> None:
        """What is left of a signal on its way back through networks that have not learned yet."""
        self.beat(
            "layer-by-layer",
            _("To learn, a network sends a {signal} back through these {curves}."),
        )
        self.two_networks()
        self.at_word("signal")
        self.play(
            *(network.begun() for network in self.networks),
            pulse(self.ends[1], color=self.palette.signal),
        )
        self.at_word("curves")
        self.play(pulse(*(self.lines or self.names), color=self.palette.signal))
        self.arrived: list[ValueLabel] = []
        sigmoid, relu = (as_share(network.returning[0]) for network in self.networks)
        self.caption(
            _("{Sigmoids} leave about a {once:quarter} of a {twice:quarter} of a {thrice:quarter},"
              " {on:and so on}: {sigmoid} arrives."),
            sigmoid=sigmoid,
        )  # fmt: skip
        self.send_back(0, sigmoid, "Sigmoids", "once", "twice", "thrice", "on", "sigmoid")
        self.caption(
            _("{Some} ReLUs block it, the others let it through: {relu} arrives."), relu=relu
        )
        self.send_back(1, relu, "Some", "relu")

    def two_networks(self) -> None:
        """Each curve shrinks, to stand beside a network that is made of it."""
        area = stage()
        rows = replace(area, bottom=area.bottom + ENDS_ROOM).rows(1, 1, gap=0.4)
        self.heads, rooms = zip(*(head_and_room(row) for row in rows), strict=True)
        hidden = self.gradients.hidden_layers * [self.curves.hidden_neurons]
        sizes = [*hidden, self.model.layer_sizes[-1]]
        paths = [self.gradient_path(name) for name in COMPARED]
        # Sigmoids all pass on a little, ReLUs all or nothing.
        all_on, some_on = None, self.record[f"{paths[-1]}.slopes.mean"]
        self.networks = [
            ToldNetwork(
                sizes, self.record[f"{path}.returning.mean"], on, color=color, room=room,
                palette=self.palette,
            )
            for path, on, color, room in zip(
                paths, (all_on, some_on), self.colors, rooms, strict=True
            )
        ]  # fmt: skip
        self.ends = VGroup(*(Words(_(end), color=theme.SECONDARY) for end in ENDS))
        put_below_ends(self.ends, self.networks[-1])
        self.play(FadeOut(self.shown), run_time=0.3)
        self.play(*self.step_aside(), FadeIn(*self.networks, self.ends), run_time=0.8)
        for name, head in zip(self.names, self.heads, strict=True):
            put_into_head(name, head)
        self.play(FadeIn(*self.names), run_time=0.3)

    def step_aside(self) -> list[Animation]:
        """Let both curves shrink on one scale, each to its own network."""
        if not has_curve(self.heads[0]):
            gone, self.lines = self.lines, []
            return [FadeOut(*gone)]
        head, widest = self.heads[0], max(self.lines, key=lambda line: float(line.height))
        scale = min(head.width / widest.width, CURVE_SHARE * head.height / widest.height)
        moves = [line.animate.scale(scale) for line in self.lines]
        for move, head in zip(moves, self.heads, strict=True):
            put_curve_into_head(move, head)
        return [move.build() for move in moves]

    def gradient_path(self, name: str) -> str:
        """Path of the networks of one function, from the start that both have in common."""
        found = self.gradients.chosen(name, GENERAL)
        return f"{GRADIENTS}.starts[{self.gradients.starts.index(found)}]"

    def send_back(self, place: int, share: Sourced, *marks: str) -> None:
        """Let a network's signal go back, step by step at words; at the last, show what arrives."""
        network = self.networks[place]
        number = ValueLabel(share, size="focus", color=self.colors[place])
        put_beside_first_layer(number, self.names[place], network)
        *steps, arrives = marks
        layers = reversed(range(len(network.columns) - 1))
        for layer, mark in zip_longest(layers, steps):
            if mark is not None:
                self.at_word(mark)
            self.play(network.told(layer), run_time=STEP_SECONDS)
        self.at_word(arrives)
        self.play(
            FadeIn(number, scale=1.4, run_time=0.4),
            pulse(self.ends[0], color=self.palette.signal),
        )
        self.arrived.append(number)

    def the_same_start(self) -> None:
        """All seeds of the deepest networks, from one rule for the first weights."""
        kinds = [each.activation for each in self.curves.general]
        paths = [f"{ROOT}.general[{kinds.index(name)}]" for name in COMPARED]
        if self.curves.start_matters("sigmoid"):
            mark = "start"
            said = _("From the same {start}, deep ReLU networks learn at once, sigmoids late.")
            self.beat("the-same-start", said)
        else:
            mark = "alike"
            said = _("Train both {alike}: {sigmoid} right with sigmoids, {relu} with"
                     " ReLU.")  # fmt: skip
            sigmoid, relu = (self.reached(path) for path in paths)
            self.beat("the-same-start", said, sigmoid=sigmoid, relu=relu)
        area = stage()
        told = Words(
            _("{data}; thin: each run"), color=theme.SECONDARY, align="right",
            width=area.width if area.is_wide else TOLD_WIDTH, data=Verbatim(_(self.curves.data)),
        ).move_to(area.at(1, 1), UR)  # fmt: skip
        self.larger = Words(
            _("larger weights"), color=self.colors[0], align="left",
            width=None if area.is_wide else LABEL_WIDTH,
        )  # fmt: skip
        widest = max(float(label.width) for label in (*self.names, self.larger))
        self.play(FadeOut(self.ends, *self.lines, *self.names, *self.arrived), run_time=0.3)
        self.plot = AccuracyPlot(
            self.record["measurement.epochs.numbers"], self.record["measurement.shares.numbers"],
            across_name=_("rounds of training"), name_room=widest + 2 * LABEL_ROOM,
            high_room=HIGH_ROOM if area.is_wide else 2 * HIGH_ROOM,
        )  # fmt: skip
        self.learned = [self.trainings(path, place) for place, path in enumerate(paths)]
        put_at_ends(self.names, [runs[-1] for runs in self.learned])
        bars = (network.bars for network in self.networks)
        self.play(FadeOut(*self.networks, *bars), FadeIn(self.plot, told), run_time=0.5)
        self.at_word(mark)
        self.play(self.drawn(self.learned, 2.6), FadeIn(*self.names, run_time=0.5))

    def their_own_start(self) -> None:
        """The same networks, each kind from the start that suits it best."""
        found = [self.curves.chosen(name, self.depth) for name in COMPARED]
        paths = [f"{ROOT}.curves[{self.curves.curves.index(each)}]" for each in found]
        again = [i for i, name in enumerate(COMPARED) if self.curves.has_own_start(name)]
        if again == [0] and self.curves.is_easier("relu", "sigmoid"):
            self.beat(
                "deep",
                _("From {larger} weights, sigmoids catch up. {ReLU} needed no such help here."),
            )
            sigmoids = self.names[0]
            self.larger.next_to(sigmoids, DOWN, buff=0.1).align_to(sigmoids, LEFT)
            labels = [self.larger]
            if stage().is_wide:
                labels.append(Words(_("same start"), color=self.colors[0]))
                put_below_end(labels[-1], self.learned[0][-1])
            self.learn_anew(again, paths, "larger", FadeIn(*labels, run_time=0.5))
            self.point_at("ReLU", self.names[1])
            return
        said = _("But {start} each from weights that suit it, and neither is clearly {ahead}.")
        if self.curves.is_better("relu", "sigmoid", self.depth):
            said = _("But {start} each from weights that suit it, and ReLU is still {ahead}.")
        elif self.curves.is_better("sigmoid", "relu", self.depth):
            said = _("But {start} each from weights that suit it, and sigmoids are {ahead}.")
        self.beat("deep", said)
        self.learn_anew(again, paths, "start")
        self.point_at("ahead", *self.names)

    def learn_anew(
        self, chosen: Sequence[int], paths: Sequence[str], mark: str, *also: Animation
    ) -> None:
        """Let some kinds learn from another start, and what they learned before become dim."""
        self.at_word(mark)
        moves = []
        for place in chosen:
            *runs, mean = self.learned[place]
            moves += [FadeOut(*runs), mean.animate.set_stroke(opacity=BEFORE_OPACITY).build()]
        self.play(*moves, run_time=0.5)
        lines = [self.trainings(paths[place], place) for place in chosen]
        self.play(self.drawn(lines, 2.0), *also)

    def drawn(self, lines: Sequence[VGroup], seconds: float) -> Animation:
        """Let networks learn, round by round."""
        return draw_together(chain.from_iterable(lines), seconds=seconds)

    def trainings(self, path: str, place: int) -> VGroup:
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

    def reached(self, path: str) -> Sourced:
        """What the trainings of one kind reach on average."""
        mean = self.record[f"{path}.accuracies.mean"]
        return mean[mean.size - 1].shown_as(percent=True, decimals=1)


def as_share(part: Sourced) -> Sourced:
    """A part of a signal as it is read: the smaller it is, the more decimals."""
    decimals = sum(part.value < limit for limit in (0.1, 0.01))
    return part.shown_as(percent=True, decimals=decimals)
