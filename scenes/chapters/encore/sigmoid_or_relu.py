"""`SigmoidOrReLU`: two activation functions, and how networks of each of them learn."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, ClassVar

from manim import (
    LEFT,
    RIGHT,
    UP,
    UR,
    Create,
    FadeIn,
    FadeOut,
    Group,
    GrowArrow,
    Succession,
    Transform,
    Wait,
)

from network.analysis.histogram import even_ticks
from network.analysis.squishing import squish
from scenes.chapter import Beat, Chapter
from scenes.chapters.encore.sigmoid_or_relu_parts import (
    Beam,
    Learn,
    Learned,
    Share,
    Sweep,
    WayArrow,
    WayBack,
    as_share,
    common_planes,
    into_corners,
    put_at_ends,
    put_below_end,
    rooms_of_ways,
)
from scenes.mobjects.plots.accuracy_plot import HIGH_ROOM, AccuracyPlot
from scenes.mobjects.plots.plot import Curve
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.mobjects.text.value_label import ValueLabel
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
NAME_GAP = 0.4
"""From the end of a curve to its name."""
STEP_SECONDS = 0.5
"""From one layer back to the one before it."""
LABEL_ROOM = 0.35
"""From a chart to its labels, and from these to the stage's edge."""
BEFORE_OPACITY = 0.4
"""Of the lines of the other start, which stay where they were."""
MEAN_WIDTHS = 7.0, 13.0
"""Of both lines of means: where they agree, both are seen."""
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
            "For each layer two bars, with numbers below. From the outputs back to the first layer"
            " the teal ones soon fall to nothing, the pink ones fall slowly.",
        ),
        "the-same-start": Beat(
            "the same start",
            "Learning curves, each in a band around five runs: the pink one rises at once, the teal"
            " one late, in a wide band, and less high.",
        ),
        "deep": Beat(
            "a start of their own",
            "A second teal curve nearly agrees with the pink one; the first stays, dim.",
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
            _("A network learns from its {mistakes}, sent {back} through these {curves}."),
        )
        self.two_networks()
        self.at_word("mistakes")
        self.play(*(way.begun() for way in self.ways))
        self.at_word("back")
        self.play(GrowArrow(self.ends.arrow), run_time=0.8)
        self.at_word("curves")
        self.play(pulse(*self.lines, color=self.palette.signal, scale=1.08))
        sigmoid, relu = (as_share(way.returning[0]) for way in self.ways)
        self.caption(
            _("Each sigmoid {layer} lets about a {quarter} through: {sigmoid} arrives."),
            sigmoid=sigmoid,
        )
        self.send_back(0, "layer", "quarter", "sigmoid")
        self.caption(
            _("{Some} ReLUs block it, the others let it through: {relu} arrives."), relu=relu
        )
        self.send_back(1, "Some", "relu")

    def two_networks(self) -> None:
        """The curves shrink into a corner; below them two networks, a column for each layer."""
        rooms, places, widths = zip(*rooms_of_ways(), strict=True)
        self.ways = [
            WayBack(
                self.record[f"{self.gradient_path(name)}.returning.mean"],
                room=room, aside=place, width=width, color=color,
            )
            for name, room, place, width, color in zip(
                COMPARED, rooms, places, widths, self.colors, strict=True
            )
        ]  # fmt: skip
        names = [Words(_(end), color=theme.SECONDARY) for end in ENDS]
        self.ends = WayArrow(names, self.ways[-1])
        small = into_corners(self.lines, rooms)
        self.play(FadeOut(self.shown), run_time=0.3)
        for name, line in zip(self.names, small, strict=True):
            name.next_to(line.get_end(), RIGHT, buff=NAME_GAP)
        self.play(
            *map(Transform, self.lines, small),
            FadeIn(*self.ways, self.ends),
            Succession(Wait(0.5), FadeIn(*self.names, run_time=0.3)),
            run_time=0.8,
        )

    def gradient_path(self, name: str) -> str:
        """Path of the networks of one function, from the start that both have in common."""
        found = self.gradients.chosen(name, GENERAL)
        return f"{GRADIENTS}.starts[{self.gradients.starts.index(found)}]"

    def send_back(self, place: int, *marks: str) -> None:
        """Let a signal go back, step by step at words; at the last, point at what arrives."""
        way = self.ways[place]
        *steps, arrives = marks
        for layer, mark in zip_longest(reversed(range(len(way.passages))), steps):
            if mark is not None:
                self.at_word(mark)
            self.play(way.told(layer), run_time=STEP_SECONDS)
        self.at_word(arrives)
        self.play(pulse(way.numbers[0], self.ends.names[0], color=self.palette.signal, scale=1.15))

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
        times = self.record.number(f"{paths[0]}.accuracies.trainings", decimals=None)
        told = Words(
            _("{data}, {times} runs each"), color=theme.SECONDARY,
            data=Verbatim(_(self.curves.data)), times=times,
        ).move_to(area.at(1, 1), UR)  # fmt: skip
        widest = max(float(name.width) for name in self.names)
        bars = [part for way in self.ways for part in way.shown]
        numbers = [number for way in self.ways for number in way.numbers]
        self.plot = AccuracyPlot(
            self.record["measurement.epochs.numbers"], self.record["measurement.shares.numbers"],
            across_name=_("rounds of training"), name_room=widest + 2 * LABEL_ROOM,
            high_room=HIGH_ROOM if area.is_wide else 2 * HIGH_ROOM,
        )  # fmt: skip
        self.learned = [self.trainings(path, place) for place, path in enumerate(paths)]
        self.play(
            FadeOut(self.ends, self.ends.arrow, *self.names, *numbers, run_time=0.2),
            FadeOut(*self.lines, *bars, run_time=0.4),
            Succession(Wait(0.25), FadeIn(self.plot, told, run_time=0.3)),
        )
        put_at_ends(self.names, self.learned)
        self.at_word(mark)
        self.play(*self.learning(self.learned, 2.6), FadeIn(*self.names, run_time=0.5))

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
            labels = []
            if stage().is_wide:
                labels.append(Words(_("same start"), color=self.colors[0]))
                put_below_end(labels[0], self.learned[0].mean)
            self.learn_anew(again, paths, "larger", *map(FadeIn, labels))
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
        before = [self.learned[place] for place in chosen]
        self.play(
            *(FadeOut(each.band) for each in before),
            *(each.mean.animate.set_stroke(opacity=BEFORE_OPACITY) for each in before),
            run_time=0.5,
        )
        found = [self.trainings(paths[place], place) for place in chosen]
        self.play(*self.learning(found, 2.0), *also)

    def learning(self, found: Sequence[Learned], seconds: float) -> list[Animation]:
        """Let networks learn, round by round."""
        return [Learn(each, run_time=seconds) for each in found]

    def trainings(self, path: str, place: int) -> Learned:
        """The trainings of one kind."""
        runs = [self.record[f"{path}.accuracies.{name}"] for name in ("lowest", "mean", "highest")]
        return Learned(
            self.plot, self.record["measurement.rounds.numbers"], runs,
            color=self.colors[place], width=MEAN_WIDTHS[place],
        )  # fmt: skip

    def reached(self, path: str) -> Sourced:
        """What the trainings of one kind reach on average."""
        mean = self.record[f"{path}.accuracies.mean"]
        return mean[mean.size - 1].shown_as(percent=True, decimals=1)
