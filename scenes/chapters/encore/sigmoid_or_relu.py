"""`SigmoidOrReLU`: two activation functions, and how networks of each of them learn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from manim import (
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Group,
    Rectangle,
    ReplacementTransform,
    Succession,
    VGroup,
    Wait,
)

from network.analysis.histogram import even_ticks
from network.analysis.squishing import squish
from scenes.chapter import Beat, Chapter
from scenes.chapters.encore.sigmoid_or_relu_parts import (
    CURVE_SHARE,
    Beam,
    GradientNetwork,
    Pair,
    Sweep,
    common_planes,
    has_curve,
    head_and_room,
    put_into_head,
)
from scenes.mobjects.plots.accuracy_plot import HIGH_ROOM, AccuracyPlot
from scenes.mobjects.plots.plot import Curve, at_line_ends
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

    import numpy as np
    from manim import Animation
    from numpy.typing import NDArray

    from scenes.chapters.encore.sigmoid_or_relu_parts import CommonPlane
    from scenes.stage.layout import Stage
    from scenes.subject.sourced import SourcedArray

ROOT, GRADIENTS = "measurement.learning_curves", "measurement.gradients"
COMPARED = ("sigmoid", "relu")
GENERAL = "glorot"
"""The start that both kinds have in common."""
REACH = 3.0
"""How far the functions are drawn to each side, and up."""
FAR, NEAR, STEADY = 2.5, 1.5, 1.0
"""Sums around which a beam begins and ends, or stands: none of its ways crosses a name."""
ABOVE_CAPTION = 0.25
"""Left free below the numbers of the lower network."""
CLOSER_FROM = 6
"""The round from which learning curves are seen closer."""
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
            "Two beams, equally wide where they rise. Two pairs of bars, in and out: of what goes"
            " in, the sigmoid lets a quarter out, ReLU all of it.",
        ),
        "layer-by-layer": Beat(
            "layer by layer",
            "Two networks, lit from the outputs back: the teal one goes dark toward its first"
            " layer, the pink one much less, though about half of its neurons are off. At each"
            " layer a bar shows what reaches it.",
        ),
        "the-same-start": Beat(
            "the same start", "Learning curves from one start: the teal band lags below the pink."
        ),
        "deep": Beat(
            "a start of their own",
            "Learning curves from a start that suits each; the last rounds, closer, nearly agree.",
        ),
    }
    allowed_crossings: ClassVar = {
        ("Line", "Beam"): "a change leaves the foot of its beam",
        ("Polygon", "Polygon"): "the bands of both kinds lie over each other",
        ("Curve", "Words"): "names stand at the ends of their lines",
        ("GradientNetwork", "AccuracyPlot"): "the networks are fading where the plot appears",
        ("GradientNetwork", "Words"): "the networks are fading where the plot appears",
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
            "measurement.closer_shares": even_ticks(0.93, 0.955, 6),
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
        own = self.model.activations[0]
        said = _("Our {squish} is the sigmoid: for {any} sum, it gives less than one.")
        if own != "sigmoid":
            said = _("The classic {squish} is the sigmoid: for {any} sum, it gives less than"
                     " one.")  # fmt: skip
        self.beat("the-sigmoid", said)
        self.point_at("squish", self.names[0])
        beam = self.beam(0, -FAR)
        ceiling = self.planes[0].ceiling()
        self.play(FadeIn(beam), run_time=0.5)
        self.at_word("any")
        self.play(Sweep(beam, FAR), Create(ceiling), run_time=2.6)
        self.marks = VGroup(beam, ceiling)

    def beam(self, place: int, number: float) -> Beam:
        """A change around a sum, which the first or the second function turns."""
        plane = self.planes[-1 if place else 0]
        return Beam(plane, self.lines[place], number, color=self.colors[place])

    def the_relu(self) -> None:
        """Nothing below zero; above it the same again."""
        self.beat(
            "the-relu",
            _("Many networks use ReLU: zero below zero, above it the sum {itself}."),
        )
        self.play(FadeOut(self.marks), FadeIn(self.names[1]), run_time=0.4)
        self.play_sounds(
            drawn(self.record["measurement.relu.curve_outputs"], 1.1, bounds=(0.0, REACH))
        )
        self.play(Create(self.lines[1]), run_time=1.1)
        beam = self.beam(1, -FAR)
        self.play(FadeIn(beam), run_time=0.3)
        self.play(Sweep(beam, 0.0), run_time=0.6)
        self.at_word("itself")
        self.play(Sweep(beam, NEAR), run_time=1.0)
        self.marks = VGroup(beam)

    def slopes(self) -> None:
        """A beam as wide as a small change: what each curve makes of its width."""
        steepest = [self.steepest(name) for name in COMPARED]
        self.beat(
            "slopes",
            _("Change a sum a little. Even at its {steepest}, the sigmoid passes on {slope} of it,"
              " ReLU {all}."),
            slope=steepest[0],
        )  # fmt: skip
        beams = [self.beam(0, FAR), self.beam(1, STEADY)]
        self.play(FadeOut(self.marks), FadeIn(beams[0]), run_time=0.5)
        self.play(pulse(beams[0].given, color=theme.TEXT, scale=1.4))
        self.at_word("steepest")
        self.play(Sweep(beams[0], 0.0), run_time=1.4)
        values, pairs = [], []
        for place, (mark, number) in enumerate(zip(("slope", "all"), steepest, strict=True)):
            beam = beams[place]
            if place:
                self.play(FadeIn(beam), run_time=0.4)
            self.at_word(mark)
            value = ValueLabel(number, size="focus", color=self.colors[place])
            pair = Pair(beam, value, place=place, color=self.colors[place])
            self.play(ReplacementTransform(beam.given.copy(), pair.given), run_time=0.5)
            self.play(
                ReplacementTransform(pair.given.copy(), pair.passed),
                FadeIn(pair.names, value),
                run_time=0.5,
            )
            values.append(value)
            pairs.append(pair)
        self.slope_values = values
        self.words = Group(*self.planes, *self.names, *beams, *pairs)

    def steepest(self, name: str) -> Sourced:
        """Largest slope of a function."""
        kinds = [found.activation for found in self.gradients.starts]
        path = f"{GRADIENTS}.starts[{kinds.index(name)}].steepest"
        return self.record.number(path, percent=True, decimals=0)

    def layer_by_layer(self) -> None:
        """What is left of a change, layer by layer, in networks that have not learned yet."""
        paths = [self.gradient_path(name) for name in COMPARED]
        gradients = [self.record[f"{path}.relative.mean"] for path in paths]
        shares = [[as_share(each) for each in found] for found in gradients]
        said = _("{layers} layers {back}, {sigmoid} of a change is left"
                 " with sigmoids, {relu} with ReLU.")  # fmt: skip
        self.beat(
            "layer-by-layer", said, sigmoid=shares[0][0], relu=shares[1][0],
            layers=self.record.number(f"{GRADIENTS}.hidden_layers", decimals=None),
        )  # fmt: skip
        area = stage()
        title = Words(_("how much a change matters"), color=theme.SECONDARY, width=area.width)
        title.move_to(area.at(0.5, 1), UP)
        top, low = float(title.get_bottom()[1]) - 0.2, area.bottom + ABOVE_CAPTION
        rows = replace(area, top=top, bottom=low).rows(1, 1, gap=0.45)
        heads, rooms = zip(*(head_and_room(row) for row in rows), strict=True)
        hidden = self.gradients.hidden_layers * [self.curves.hidden_neurons]
        sizes = [self.model.layer_sizes[0], *hidden, self.model.layer_sizes[-1]]
        networks = [
            GradientNetwork(
                sizes, found, numbers, color=color, room=room, palette=self.palette
            )
            for found, numbers, color, room in zip(
                gradients, shares, self.colors, rooms, strict=True
            )
        ]  # fmt: skip
        self.play(FadeOut(self.words), run_time=0.3)
        self.play(*self.step_aside(heads), FadeIn(*networks), FadeIn(title), run_time=0.8)
        words = [*self.names, *self.slope_values]
        for side, head in enumerate(heads):
            put_into_head(self.names[side], self.slope_values[side], head)
        last = len(shares[0]) - 1
        self.at_word("back")
        bars = [network.bars[last] for network in networks]
        self.play(FadeIn(*words, *bars), *(network.lit(last) for network in networks), run_time=0.5)
        for layer in reversed(range(last)):
            self.play(
                *(network.lit(layer) for network in networks),
                *(network.passed_on(layer) for network in networks),
                *(
                    pulse(value, color=color, scale=1.25)
                    for value, color in zip(self.slope_values, self.colors, strict=True)
                ),
                run_time=0.5,
            )
        for name, network in zip(COMPARED, networks, strict=True):
            self.point_at(name, network.numbers[0])
        self.some_are_off(networks[-1], paths[-1])
        numbers = [network.numbers for network in networks]
        self.leaving, self.words = (
            Group(*networks, *(network.bars for network in networks), *self.thumbnails),
            Group(title, *words, *numbers),
        )

    def some_are_off(self, network: GradientNetwork, path: str) -> None:
        """Why less comes through than the slope says: neurons that are off, and the weights."""
        share = self.record.number(f"{path}.mean_slopes.mean", percent=True, decimals=0)
        self.caption(
            _("Only {share} of the ReLUs are on, and weights {shrink} what they pass."),
            share=share,
        )
        self.at_word("share")
        self.play(*network.only_lit(self.record[f"{path}.slopes.mean"]), run_time=1.9)
        self.at_word("shrink")
        self.play(pulse(*network.numbers[:-1], color=self.palette.signal))

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

    def gradient_path(self, name: str) -> str:
        """Path of the networks of one function that have the general start."""
        found = self.gradients.chosen(name, GENERAL)
        return f"{GRADIENTS}.starts[{self.gradients.starts.index(found)}]"

    def the_same_start(self) -> None:
        """All seeds of the deepest networks, from one rule for the first weights."""
        paths = []
        for name in COMPARED:
            kinds = [each.activation for each in self.curves.general]
            paths.append(f"{ROOT}.general[{kinds.index(name)}]")
        sigmoid, relu = (self.last(path) for path in paths)
        said = _("Train both {alike}: {sigmoid} right with sigmoids, {relu} with"
                 " ReLU.")  # fmt: skip
        if self.curves.start_matters("sigmoid"):
            said = _("Train both {alike}: sigmoids {learn} late, {sigmoid} right,"
                     " ReLU {relu}.")  # fmt: skip
        self.beat("the-same-start", said, sigmoid=sigmoid, relu=relu)
        area = stage()
        self.plot = self.accuracy_plot(
            self.record["measurement.epochs.numbers"], self.record["measurement.shares.numbers"]
        )
        self.told = Words(
            _("{data}; shaded: all runs"), color=theme.SECONDARY, width=0.66 * area.width,
            align="right", data=Verbatim(_(self.curves.data)),
        ).move_to(area.at(1, 1), UP + RIGHT)  # fmt: skip
        self.play(FadeOut(self.words), run_time=0.25)
        self.play(FadeOut(self.leaving), FadeIn(self.plot, self.told), run_time=0.6)
        self.at_word("alike")
        self.lines, self.bands, self.ends = self.learned(self.plot, paths)
        self.play(draw_together(list(self.lines), seconds=1.8))
        self.play(FadeIn(self.bands), FadeIn(self.ends, shift=0.2 * LEFT), run_time=0.4)
        if self.curves.start_matters("sigmoid"):
            self.point_at("learn", self.ends[0])
        self.at_word("relu")
        self.play(pulse(self.ends[1], color=self.palette.signal))

    def their_own_start(self) -> None:
        """The same networks, each kind from the start that suits it best."""
        paths = [
            f"{ROOT}.curves[{self.curves.curves.index(self.curves.chosen(name, self.depth))}]"
            for name in COMPARED
        ]
        sigmoid, relu = (self.last(path) for path in paths)
        said = _("{Start} each from weights that suit it, and neither is clearly {ahead}: {sigmoid}"
                 " and {relu}.")  # fmt: skip
        if self.curves.is_better("relu", "sigmoid", self.depth):
            said = _("{Start} each from weights that suit it, and ReLU is still {ahead}: {relu}"
                     " against {sigmoid}.")  # fmt: skip
        elif self.curves.is_better("sigmoid", "relu", self.depth):
            said = _("{Start} each from weights that suit it, and sigmoids are {ahead}: {sigmoid}"
                     " against {relu}.")  # fmt: skip
        self.beat("deep", said, sigmoid=sigmoid, relu=relu)
        lines, bands, names = self.learned(self.plot, paths)
        self.at_word("Start")
        self.play(
            ReplacementTransform(self.bands, bands),
            ReplacementTransform(self.lines, lines),
            ReplacementTransform(self.ends, names),
            run_time=2.0,
        )
        self.at_word("ahead")
        self.remove(names)
        lines, bands, names = self.come_closer(paths, Group(lines, bands))
        self.at_word("sigmoid")
        self.play(pulse(names[0], color=self.palette.signal))
        self.at_word("relu")
        self.play(pulse(names[1], color=self.palette.signal), FadeOut(bands, run_time=0.8))

    def come_closer(self, paths: list[str], far: Group) -> tuple[VGroup, VGroup, VGroup]:
        """The last rounds, enlarged until their spreads are seen: lines, bands and names."""
        rounds = self.record["measurement.rounds.numbers"].part(CLOSER_FROM)
        shares = self.record["measurement.closer_shares.numbers"]
        near = self.accuracy_plot(rounds, shares)
        before, after = (self.learned(plot, paths, first=CLOSER_FROM) for plot in (self.plot, near))
        corners = [(rounds[0], shares[0]), (rounds[rounds.size - 1], shares[shares.size - 1])]
        window, whole = (
            self.window(*(plot.point(x.value, y.value) for x, y in corners))
            for plot in (self.plot, near)
        )
        self.play(Create(window), run_time=0.3)
        self.add(*(before[i] for i in (1, 0, 2)))
        self.play(
            FadeOut(far, self.plot, run_time=0.3),
            *(ReplacementTransform(before[i], after[i]) for i in (1, 0, 2)),
            ReplacementTransform(window, whole),
            Succession(Wait(0.4), FadeIn(near, run_time=0.5)),
            run_time=0.9,
        )
        self.play(FadeOut(whole), run_time=0.2)
        return after

    def window(self, low: NDArray[np.float64], high: NDArray[np.float64]) -> Rectangle:
        """A frame from one corner to the other."""
        width, height = (high - low)[:2]
        frame = Rectangle(color=self.palette.signal, width=width, height=height)
        return frame.move_to((low + high) / 2)

    def accuracy_plot(self, rounds: SourcedArray, shares: SourcedArray) -> AccuracyPlot:
        """Shares of right answers over rounds of training, with room for names at the right."""
        is_wide = stage().is_wide
        return AccuracyPlot(
            rounds, shares, across_name=_("rounds of training"),
            name_room=3.6 if is_wide else 2.2, high_room=HIGH_ROOM if is_wide else 2 * HIGH_ROOM,
        )  # fmt: skip

    def learned(
        self, plot: AccuracyPlot, paths: list[str], first: int = 0
    ) -> tuple[VGroup, VGroup, VGroup]:
        """Means as lines from a round on, their spread as bands, and names at the lines' ends."""
        rounds = self.record["measurement.rounds.numbers"].part(first)
        lines, bands = VGroup(), VGroup()
        for path, color in zip(paths, self.colors, strict=True):
            mean, lowest, highest = (
                self.record[f"{path}.accuracies.{name}"].part(first)
                for name in ("mean", "lowest", "highest")
            )
            lines.add(plot.line(rounds, mean, color=color, width=9))
            bands.add(plot.band(rounds, lowest, highest, color=color))
        names = [
            self.end_name(name, self.last(path), color)
            for name, path, color in zip(COMPARED, paths, self.colors, strict=True)
        ]
        return lines, bands, at_line_ends(names, list(lines))

    def end_name(self, name: str, share: Sourced, color: str) -> Words:
        """What stands at a line's end: its name, and where there is room what it reaches."""
        kind = _(activation_look(name).name)
        if not stage().is_wide:
            return Words(kind, color=color)
        return Words("{kind} {share}", color=color, kind=Verbatim(kind), share=share)

    def last(self, path: str) -> Sourced:
        """What the trainings of one kind reach on average."""
        mean = self.record[f"{path}.accuracies.mean"]
        return mean[mean.size - 1].shown_as(percent=True, decimals=1)


def as_share(part: Sourced) -> Sourced:
    """A part of a change as it is read: the smaller it is, the more decimals."""
    decimals = sum(part.value < limit for limit in (0.1, 0.01))
    return part.shown_as(percent=True, decimals=decimals)
