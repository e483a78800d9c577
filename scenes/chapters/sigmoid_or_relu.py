"""`SigmoidOrReLU`: two bends, and how networks of each of them learn."""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    VGroup,
    linear,
)

from network.even_ticks import even_ticks
from network.squishing import squish
from scenes import theme
from scenes.chapter import Chapter
from scenes.layout import stage
from scenes.measuring import measured
from scenes.mobjects.plot import Plot, PlotLine, at_line_ends
from scenes.mobjects.text import Formula, Name, Words
from scenes.sourced import Sourced, SourcedArray
from scenes.words import _, plural

ROOT = "measurement.learning_curves"
NAMES = {"sigmoid": "sigmoid", "relu": "ReLU"}
FORMULAS = {
    "sigmoid": "{{ sigma : s }} (x) = 1 / (1 + e^(-x))",
    "relu": '{{ "ReLU" : s }} (x) = max(0, x)',
}
REACH, STEPS = 8.0, 5
"""How far the functions are drawn to each side, and at how many numbers their axes have ticks."""
FLAT = 4.0
"""Where the sigmoid's tails begin, for the eye."""
LABEL_ROOM = 1.9
THIN, THICK = 1.2, 5.0


class SigmoidOrReLU(Chapter):
    """An old bend and a newer one."""

    def construct(self) -> None:
        """Tell the story."""
        self.prepare()
        self.the_sigmoid()
        self.the_relu()
        self.flat_tails()
        shallow, deep = (min(self.depths), max(self.depths))
        self.learning(shallow)
        self.shallow_result(shallow)
        self.learning(deep)
        self.deep_result(deep)
        self.rest(1.5)

    def prepare(self) -> None:
        """Find both functions, and the trainings."""
        self.area = stage()
        self.curves = measured("learning_curves", self.model)
        epochs = self.curves.settings.epochs
        ticks = even_ticks(-REACH, REACH, STEPS)
        roots = {
            ROOT: self.curves,
            "measurement.ticks": ticks,
            "measurement.unit": even_ticks(0, 1, 2),
            "measurement.upward": even_ticks(0, REACH, 3),
            "measurement.epochs": even_ticks(0, epochs, epochs + 1),
            "measurement.shares": even_ticks(0, 1, 6),
        }
        self.drawn, self.title = VGroup(), VGroup()
        self.depths = {curve.depth for curve in self.curves.curves}
        for name in NAMES:
            roots[f"measurement.{name}"] = squish(ticks.numbers, name)
            for depth in self.depths:
                mean = self.curves.mean_accuracies(name, depth)
                roots[f"measurement.mean_accuracies[{depth}].{name}"] = mean
        for root, record in roots.items():
            self.record = self.record.with_root(root, record)
        self.colors = {"sigmoid": self.palette.signal, "relu": theme.TEXT}

    def the_sigmoid(self) -> None:
        """The bend so far."""
        own = self.model.activations[0]
        self.beat(
            "the sigmoid",
            _(
                "Our first {neurons} neurons bend their sums by {function}."
                " The classic is the sigmoid: soft and bounded."
            ),
            neurons=self.record.number("model.layer_sizes[1]", decimals=None),
            function=Name(NAMES.get(own, own)),
        )
        self.panels = VGroup()
        self.plots: dict[str, Plot] = {}
        self.function("sigmoid", "measurement.unit.numbers", across=0.0)
        self.rest(0.5)

    def the_relu(self) -> None:
        """The newer bend."""
        self.beat(
            "the ReLU",
            _("Many networks today take ReLU: inactive below zero, above it the sum itself."),
        )
        self.function("relu", "measurement.upward.numbers", across=0.56)
        self.rest(0.5)

    def function(self, name: str, heights: str, *, across: float) -> None:
        """A function's plot with its formula above."""
        plot = Plot(
            self.record["measurement.ticks.numbers"], self.record[heights],
            corner=self.area.at(across + 0.05, 0.16),
            width=0.39 * self.area.width, height=0.5 * self.area.height,
            across_name=Words(_("sum"), size="note", color=theme.SECONDARY),
            up_name=Words(_("activation"), size="note", color=theme.SECONDARY),
        )  # fmt: skip
        path = f"measurement.{name}"
        line = plot.line(
            self.record[f"{path}.curve_inputs"], self.record[f"{path}.curve_outputs"],
            color=self.colors[name], width=6, has_dots=False,
        )  # fmt: skip
        formula = Formula(FORMULAS[name], colors={"s": self.colors[name]})
        formula.move_to([plot.across.get_x(), self.area.at(0, 0.93)[1], 0])
        self.play(FadeIn(plot, formula), run_time=0.9)
        self.play(Create(line.curve), run_time=1.2)
        self.panels.add(plot, formula, line)
        self.plots[name] = plot

    def flat_tails(self) -> None:
        """Where the sigmoid answers to nothing."""
        self.beat(
            "flat tails",
            _("Far out, the sigmoid is almost flat: a changed sum hardly changes the activation."),
        )
        inputs, outputs = (
            self.record[f"measurement.sigmoid.curve_{name}"] for name in ("inputs", "outputs")
        )
        low, high = np.searchsorted(inputs.values, (-FLAT, FLAT))
        tails = VGroup()
        for start, end in ((0, int(low)), (int(high), inputs.size)):
            xs, ys = (
                SourcedArray(part.values[start:end], part.source, (start,))
                for part in (inputs, outputs)
            )
            tail = self.plots["sigmoid"].line(xs, ys, color=theme.TEXT, width=11, has_dots=False)
            tails.add(tail)
        self.play(Create(tails), run_time=1.2)
        self.panels.add(tails)
        self.caption(_("And learning goes by such changes. Does it matter? Let both learn."))
        self.rest()

    def learning(self, depth: int) -> None:
        """Every training as a thin line, the mean of each kind as a thick one."""
        count = self.record.number(f"{ROOT}.curves[{self.places('relu', depth)[0]}].depth")
        told = plural(
            "{layers} hidden layer. Both kinds start from the same weights.",
            "Now {layers} hidden layers. Again, both kinds start from the same weights.",
            depth,
        )
        layers = count.shown_as(decimals=None)
        is_first = depth == min(self.depths)
        self.beat("shallow" if is_first else "deep", told, layers=layers)
        named = plural("{layers} hidden layer", "{layers} hidden layers", depth)
        title = Words(named, size="body", layers=layers)
        title.move_to(self.area.at(0.02, 1), aligned_edge=UP + LEFT)
        if is_first:
            self.plot = self.axes()
            self.note = self.training_note()
            self.play(FadeOut(self.panels), run_time=0.6)
            self.play(FadeIn(self.plot, self.note, title), run_time=0.9)
        else:
            self.play(FadeOut(self.drawn, self.title), FadeIn(title), run_time=0.8)
        self.title = VGroup(title)
        self.means = {name: self.mean(name, depth) for name in NAMES}
        seeds = VGroup(*(line for name in NAMES for line in self.seed_lines(name, depth)))
        drawing = [Create(line.curve, rate_func=linear) for line in (*seeds, *self.means.values())]
        self.play(AnimationGroup(*drawing), run_time=3.2)
        names = at_line_ends(
            [Words(_(NAMES[n]), size="note", color=self.colors[n]) for n in NAMES],
            list(self.means.values()),
        )
        self.play(FadeIn(names, shift=0.2 * LEFT), run_time=0.5)
        self.drawn = VGroup(seeds, *self.means.values(), names)

    def shallow_result(self, depth: int) -> None:
        """They end close together."""
        sigmoid, relu = (self.last(name, depth) for name in NAMES)
        self.caption(
            _("Both learn well: on average {sigmoid} with sigmoids, {relu} with ReLU."),
            sigmoid=sigmoid,
            relu=relu,
        )
        self.rest()

    def deep_result(self, depth: int) -> None:
        """They do not."""
        sigmoid, relu = (self.last(name, depth) for name in NAMES)
        self.caption(
            _("Flat tails in every layer let little through: {sigmoid}. ReLU: {relu}."),
            sigmoid=sigmoid,
            relu=relu,
        )
        self.rest()
        self.caption(_("No law: other starts and other steps can help deep sigmoids too."))

    def axes(self) -> Plot:
        """Epochs, and shares of right answers."""
        shares = [s.shown_as(percent=True) for s in self.record["measurement.shares.numbers"]]
        return Plot(
            self.record["measurement.epochs.numbers"], shares, corner=self.area.at(0.09, 0.16),
            width=0.91 * self.area.width - LABEL_ROOM, height=0.62 * self.area.height,
            across_name=Words(
                _("rounds through the training images"), size="note", color=theme.SECONDARY
            ),
            up_name=Words(_("right answers"), size="note", color=theme.SECONDARY),
        )  # fmt: skip

    def training_note(self) -> VGroup:
        """What was tested, and what the lines are."""
        tested = Words(
            _("tested on: {data}"), size="note", color=theme.SECONDARY,
            data=Name(_(self.curves.data)),
        )  # fmt: skip
        lines = Words(
            _("thin: single trainings; thick: their mean"), size="note", color=theme.SECONDARY
        )
        note = VGroup(tested, lines).arrange(DOWN, buff=0.12)
        for line in note:
            line.set_x(self.area.right, direction=RIGHT)
        return note.align_to(self.area.at(1, 1), UP)

    def places(self, name: str, depth: int) -> list[int]:
        """Which of all trainings are of one kind."""
        return [
            i
            for i, curve in enumerate(self.curves.curves)
            if (curve.activation, curve.depth) == (name, depth)
        ]

    def seed_lines(self, name: str, depth: int) -> list[PlotLine]:
        """One thin line a training."""
        paths = [f"{ROOT}.curves[{i}].accuracies" for i in self.places(name, depth)]
        return [self.line(self.record[path], name, THIN) for path in paths]

    def mean(self, name: str, depth: int) -> PlotLine:
        """A thick line, the mean of all seeds."""
        return self.line(self.mean_accuracies(name, depth), name, THICK)

    def mean_accuracies(self, name: str, depth: int) -> SourcedArray:
        """Before the training and after every epoch."""
        return self.record[f"measurement.mean_accuracies[{depth}].{name}"]

    def last(self, name: str, depth: int) -> Sourced:
        """What the trainings of one kind reach on average."""
        means = self.mean_accuracies(name, depth)
        return means[means.size - 1].shown_as(percent=True, decimals=1)

    def line(self, accuracies: SourcedArray, name: str, width: float) -> PlotLine:
        """Accuracies over epochs."""
        epochs = self.record["measurement.epochs.numbers"]
        return self.plot.line(
            epochs, accuracies, color=self.colors[name], width=width, has_dots=False
        )
