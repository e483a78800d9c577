"""`SigmoidOrReLU`: two bends, and how networks of each of them learn."""

from __future__ import annotations

from typing import ClassVar

from manim import LEFT, UP, Create, FadeIn, FadeOut, VGroup

from network.analysis.histogram import even_ticks
from network.analysis.squishing import squish
from scenes.chapter import Beat, Chapter
from scenes.chapters.encore.sigmoid_or_relu_parts import FunctionPanel, curve_places
from scenes.mobjects.plots.accuracy_plot import AccuracyPlot, corner_notes
from scenes.mobjects.plots.plot import PlotLine, at_line_ends
from scenes.mobjects.text.typst_text import Formula, Verbatim, Words, note
from scenes.motion.growing import draw_together
from scenes.motion.sounding import drawn
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.subject.activation_looks import activation_look
from scenes.subject.languages import N_
from scenes.subject.sourced import Sourced, SourcedArray
from scenes.subject.words import _, plural

ROOT, GRADIENTS = "measurement.learning_curves", "measurement.gradients"
COMPARED = ("sigmoid", "relu")
REACH, STEPS = 8.0, 5
"""How far the functions are drawn to each side, and at how many numbers their axes have ticks."""
FLAT = 4.0
"""Where the sigmoid's tails begin, for the eye."""
THIN, THICK = 1.2, 5.0


class SigmoidOrReLU(Chapter):
    """An old bend and a newer one."""

    is_first_cut = True
    summary = N_("Two ways to bend a sum, and how well shallow and deep networks learn with each.")
    concepts = (N_("sigmoid"), N_("ReLU"), N_("vanishing gradient"), N_("activation function"))
    measurements = ("gradients", "learning_curves")
    beats: ClassVar = {
        "the-sigmoid": Beat("the sigmoid", "The yellow curve of the sigmoid with its formula."),
        "the-relu": Beat("the ReLU", "Beside it the ReLU: flat below zero, then a straight rise."),
        "flat-tails": Beat(
            "flat tails", "On the sigmoid's curve, the two flat ends are marked in white."
        ),
        "shallow": Beat("shallow", "Learning curves with one hidden layer: both kinds rise fast."),
        "deep": Beat(
            "deep",
            "Learning curves with many hidden layers: both kinds end close together.",
        ),
    }

    def construct(self) -> None:
        self.prepare()
        self.the_sigmoid()
        self.the_relu()
        self.flat_tails()
        shallow, deep = (min(self.depths), max(self.depths))
        self.learning(shallow)
        self.shallow_result(shallow)
        self.learning(deep)
        self.deep_result(deep)
        self.rest(1.0)

    def prepare(self) -> None:
        """Find both functions, and the trainings."""
        self.area, self.places = stage(), curve_places(COMPARED)
        self.curves = self.measured("learning_curves")
        epochs = self.curves.settings.epochs
        ticks = even_ticks(-REACH, REACH, STEPS)
        roots = {
            ROOT: self.curves,
            GRADIENTS: self.measured("gradients"),
            "measurement.ticks": ticks,
            "measurement.unit": even_ticks(0, 1, 2),
            "measurement.upward": even_ticks(0, REACH, 3),
            "measurement.epochs": even_ticks(0, epochs, epochs + 1),
            "measurement.shares": even_ticks(0, 1, 6),
        }
        self.drawn, self.title = VGroup(), VGroup()
        self.depths = self.curves.depths
        for name in COMPARED:
            roots[f"measurement.{name}"] = squish(ticks.numbers, name)
        for root, record in roots.items():
            self.record = self.record.with_root(root, record)
        self.colors = {"sigmoid": self.palette.signal, "relu": theme.TEXT}

    def the_sigmoid(self) -> None:
        own = self.model.activations[0]
        is_alone = self.model.layer_sizes[1] == 1
        told = _("The bend of our first {neurons} neurons is the sigmoid: soft and bounded.")
        if is_alone:
            told = _("The bend of our first neuron is the sigmoid: soft and bounded.")
        if own != "sigmoid":
            told = _(
                "The classic bend is the sigmoid: soft and bounded."
                " Our first {neurons} neurons have another: {function}."
            )
            if is_alone:
                told = _(
                    "The classic bend is the sigmoid: soft and bounded."
                    " Our first neuron has another: {function}."
                )
        self.beat(
            "the-sigmoid",
            told,
            neurons=self.record.number("model.layer_sizes[1]", decimals=None),
            function=Verbatim(activation_look(own).name),
        )
        self.sigmoid = self.function("sigmoid", "measurement.unit.numbers")
        self.rest(0.5)

    def the_relu(self) -> None:
        self.beat(
            "the-relu",
            _("Many networks now use ReLU. Below zero it gives zero, above zero the sum itself."),
        )
        self.relu = self.function("relu", "measurement.upward.numbers")
        self.rest(0.5)

    def function(self, name: str, heights: str) -> FunctionPanel:
        """Show a function's plot with its formula above."""
        path, color, plane = f"measurement.{name}", self.colors[name], self.places.planes[name]
        panel = FunctionPanel(
            self.record["measurement.ticks.numbers"], self.record[heights],
            self.record[f"{path}.curve_inputs"], self.record[f"{path}.curve_outputs"],
            formula=Formula(activation_look(name).formula, colors={"s": color}),
            formula_y=plane.top + self.places.rise, plane=plane, color=color,
        )  # fmt: skip
        self.play(FadeIn(panel.plot, panel.formula), run_time=0.9)
        curve = self.record[f"{path}.curve_outputs"]
        self.play_sounds(drawn(curve, 1.2, bounds=(0.0, float(curve.values.max()))))
        self.play(Create(panel.line.curve), run_time=1.2)
        self.add(panel)
        return panel

    def flat_tails(self) -> None:
        self.beat(
            "flat-tails",
            _(
                "Far from zero, the sigmoid is nearly flat. Another sum there makes"
                " little difference."
            ),
        )
        self.tails = self.sigmoid.tails(FLAT)
        self.play(Create(self.tails), run_time=1.2)
        kinds = [found.activation for found in self.record.roots[GRADIENTS].starts]
        slope = self.record.number(f"{GRADIENTS}.starts[{kinds.index('sigmoid')}].steepest")
        self.caption(
            _("Even at its steepest, it lets {slope} of a change through. So let both learn."),
            slope=slope.shown_as(decimals=2),
        )
        self.rest()

    def learning(self, depth: int) -> None:
        """Every training as a thin line, the mean of each kind as a thick one."""
        count = self.record.number(f"{self.curve('relu', depth)}.depth")
        told = plural(
            "First, {layers} hidden layer. Each kind starts with weights that suit it.",
            "Now {layers} hidden layers. Again each kind starts with weights that suit it.",
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
            self.play(FadeOut(self.sigmoid, self.relu, self.tails), run_time=0.5)
            self.play(FadeIn(self.plot, self.note, title), run_time=0.8)
        else:
            self.play(FadeOut(self.drawn, self.title), FadeIn(title), run_time=0.7)
        self.title = VGroup(title)
        self.means = {name: self.mean(name, depth) for name in COMPARED}
        seeds = VGroup(*(line for name in COMPARED for line in self.seed_lines(name, depth)))
        self.play(draw_together((*seeds, *self.means.values()), seconds=2.8))
        names = at_line_ends(
            [
                Words(_(activation_look(n).name), size="note", color=self.colors[n])
                for n in COMPARED
            ],
            list(self.means.values()),
        )
        self.play(FadeIn(names, shift=0.2 * LEFT), run_time=0.5)
        self.drawn = VGroup(seeds, *self.means.values(), names)

    def shallow_result(self, depth: int) -> None:
        """They end close together."""
        sigmoid, relu = (self.last(name, depth) for name in COMPARED)
        self.caption(
            _("Both learn well: on average {sigmoid} with sigmoids, {relu} with ReLU."),
            sigmoid=sigmoid,
            relu=relu,
        )
        self.rest()

    def deep_result(self, depth: int) -> None:
        """Who is ahead early, and who at the end, is for the trainings to say."""
        said = _("After one round, sigmoids have {sigmoid} right, and ReLU {relu}.")
        if self.curves.is_better("relu", "sigmoid", depth, epoch=1):
            said = _(
                "Slopes of layers multiply, and sigmoids begin slowly: after one round, they have"
                " {sigmoid} right, and ReLU {relu}."
            )
        sigmoid, relu = (self.after(name, depth, 1) for name in COMPARED)
        self.caption(said, sigmoid=sigmoid, relu=relu)
        self.rest()
        said = _("In the end neither is clearly ahead: {sigmoid} with sigmoids, {relu} with ReLU.")
        if self.curves.is_better("relu", "sigmoid", depth):
            said = _("In the end ReLU is ahead: {relu}, and {sigmoid} with sigmoids.")
        elif self.curves.is_better("sigmoid", "relu", depth):
            said = _("In the end the sigmoids are ahead: {sigmoid}, and {relu} with ReLU.")
        sigmoid, relu = (self.last(name, depth) for name in COMPARED)
        self.caption(said, sigmoid=sigmoid, relu=relu)

    def axes(self) -> AccuracyPlot:
        """Epochs, and shares of right answers."""
        return AccuracyPlot(
            self.record["measurement.epochs.numbers"], self.record["measurement.shares.numbers"],
            across_name=_("rounds through the training images"), name_room=self.places.name_room,
        )  # fmt: skip

    def training_note(self) -> VGroup:
        """What was tested, and what the lines are."""
        return corner_notes(
            note(_("tested on: {data}"), data=Verbatim(_(self.curves.data))),
            note(_("thin: single trainings; thick: their mean")),
        )

    def curve(self, name: str, depth: int) -> str:
        """Path of the trainings of one kind."""
        return f"{ROOT}.curves[{self.curves.curves.index(self.curves.chosen(name, depth))}]"

    def seed_lines(self, name: str, depth: int) -> list[PlotLine]:
        """One thin line a training."""
        table = self.record[f"{self.curve(name, depth)}.accuracies.values"]
        return [self.line(table.row(i), name, THIN) for i in range(len(table.values))]

    def mean(self, name: str, depth: int) -> PlotLine:
        """A thick line, the mean of all seeds."""
        return self.line(self.mean_accuracies(name, depth), name, THICK)

    def mean_accuracies(self, name: str, depth: int) -> SourcedArray:
        """Before the training and after every epoch."""
        return self.record[f"{self.curve(name, depth)}.accuracies.mean"]

    def last(self, name: str, depth: int) -> Sourced:
        """What the trainings of one kind reach on average."""
        return self.after(name, depth, self.mean_accuracies(name, depth).size - 1)

    def after(self, name: str, depth: int, epochs: int) -> Sourced:
        """Where they are on average after some epochs."""
        return self.mean_accuracies(name, depth)[epochs].shown_as(percent=True, decimals=1)

    def line(self, accuracies: SourcedArray, name: str, width: float) -> PlotLine:
        """Accuracies over epochs."""
        epochs = self.record["measurement.epochs.numbers"]
        return self.plot.line(
            epochs, accuracies, color=self.colors[name], width=width, has_dots=False
        )
