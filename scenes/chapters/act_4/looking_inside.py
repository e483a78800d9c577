"""`LookingInside`: a real mistake, what the weights look for, and an answer to noise."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from manim import UP, FadeIn, FadeOut, Group, LaggedStart, SurroundingRectangle, VGroup

from network.analysis.interpretability import inspect_model
from network.analysis.sound_events import ticks
from network.digits.datasets import MNIST_TEST_SET, load_test_data
from network.forward import forward
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.looking_inside_parts import (
    AnswerMark,
    PushMark,
    WeightGallery,
    darken,
    light_into,
)
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.text.typst_text import Verbatim, Words, note
from scenes.motion.propagation import FoldIntoColumn, lit_outputs, name_winner, propagate
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Mobject

MISREAD, MISTAKE = "measurement.misread_digits", "measurement.misread_trace"
INSIDE = "measurement.looking_inside"
NOISE = f"{INSIDE}.noise_trace"


class LookingInside(Chapter):
    """What one finds who looks at the weights."""

    is_first_cut = True
    summary = N_(
        "Looking into a trained network: a mistake traced back to its weights, a hope put to the"
        " test, and a sure answer to noise."
    )
    concepts = (N_("interpretability"), N_("misclassification"), N_("confidence"))
    measurements = ("misread_digits",)
    beats: ClassVar = {
        "a-mistake": Beat(
            "a mistake", "A badly written digit runs through the network, to a wrong answer."
        ),
        "which-weights": Beat(
            "which weights", "Only the strongest path from the wrong answer back is still lit."
        ),
        "all-patterns": Beat(
            "all patterns", "The weights of all neurons of the first hidden layer, as grids."
        ),
        "the-scores": Beat(
            "the scores",
            "Below each grid, the edge that resembles it most, and a score; good ones yellow.",
        ),
        "noise": Beat(
            "noise", "A picture of noise runs through the network, to a very sure answer."
        ),
        "challenge": Beat("challenge", "The grids again. A line says: challenge what you assumed."),
    }

    def construct(self) -> None:
        self.measure()
        self.a_mistake()
        self.which_weights()
        self.all_patterns()
        self.the_scores()
        if self.has_choice:
            self.noise()
        self.challenge()
        self.rest(1.2)

    def measure(self) -> None:
        """Find the mistake, the scores and the answers."""
        self.inside = inspect_model(self.model)
        self.record = self.record.with_root(INSIDE, self.inside)
        self.shown, self.mistake = "trace", None
        if self.model.reads_digits:
            found = self.measured("misread_digits")
            self.record = self.record.with_root(MISREAD, found)
            self.is_mnist = found.data == MNIST_TEST_SET
            self.mistake = found.surest
        if self.mistake is not None:
            image_format = self.subject.image_format
            data = load_test_data(self.settings.mnist_dir, image_format=image_format)
            data = data.for_model(self.model)
            found_trace = forward(self.model, data.images[self.mistake.index])
            self.record = self.record.with_root(MISTAKE, found_trace)
            self.shown = MISTAKE
        self.hidden = self.record.number("model.layer_sizes[1]", decimals=None)

    def a_mistake(self) -> None:
        """The wrong answer that the network is surest of."""
        name, label = _("no mistake found"), Verbatim("")
        if self.model.reads_digits:
            said = _("Of {images} own digits, warped, this network misreads {misread}.")
            if self.is_mnist:
                said = _("Of {images} MNIST test images, this network misreads {misread}.")
            images = self.record.number(f"{MISREAD}.accuracy.images", decimals=None)
            misread = self.record.number(f"{MISREAD}.misread", decimals=None)
            self.beat("a-mistake", said, images=images, misread=misread)
        else:
            self.beat(
                "a-mistake", _("No output stands for a digit, so no answer is right or wrong.")
            )
            name = self.subject.source
        if self.mistake is not None:
            name, label = _("meant as a {label}"), self.class_name(self.mistake.label)
        self.network_arrives(self.shown, note(name, label=label))
        self.rest(0.4)
        self.run_through(self.shown)
        if self.mistake is not None:
            self.caption(
                _(
                    "This is its most certain mistake: for this {label}, it says {answer}, with"
                    " {value}."
                ),
                label=label,
                answer=self.class_name(self.mark.answer),
                value=self.mark.value.sourced,
            )
        self.rest()

    def which_weights(self) -> None:
        """Back from the answer along the largest contribution, layer by layer."""
        diagram, neuron = self.diagram, self.mark.answer
        last = len(self.model.layers) - 1
        said = _("Which weights led to this? We go back along the strongest push.")
        if not self.record[f"{self.shown}.layers[{last}].contributions"].row(neuron).values.any():
            said = _("Which weights led to this? None: every push into this output is zero.")
        self.beat("which-weights", said)
        self.play(*darken(diagram, range(last)), run_time=0.6)
        self.rings, passed = VGroup(), VGroup()
        for layer in range(last, -1, -1):
            # The connections that light up next would cross the number.
            self.play(
                light_into(diagram, self.record, self.shown, layer, neuron),
                FadeOut(passed),
                run_time=0.8,
            )
            if layer:
                pushes = self.record[f"{self.shown}.layers[{layer}].contributions"].row(neuron)
                push = PushMark(diagram, layer - 1, pushes)
                largest = float(abs(pushes.values).max())
                self.play_sounds(ticks([pushes[push.neuron]], [0.2], largest=largest))
                self.play(FadeIn(push), run_time=0.4)
                self.rest(0.5)
                neuron, passed = push.neuron, push.value
                self.rings.add(push.ring)
        self.neuron = neuron
        self.rest(0.6)

    def all_patterns(self) -> None:
        """The weights of all neurons of the first hidden layer."""
        self.beat(
            "all-patterns",
            self.by_number(
                _("It leads to the only pattern of the first hidden layer."),
                _("It leads to one of the {count} patterns of the first hidden layer."),
            )
            if len(self.model.layers) > 1
            else self.by_number(
                _("There is only this one pattern: no hidden layer stands before it."),
                _("It is one of {count} patterns: no hidden layer stands before the outputs."),
            ),
            count=self.hidden,
        )
        area = stage()
        self.title = Words(
            self.by_number(_("what one neuron looks for"), _("what {count} neurons look for")),
            count=self.hidden,
        )
        self.title.move_to(area.at(0.5, 1), aligned_edge=UP)
        room = self.title.get_bottom()[1] - 0.25 - area.bottom
        self.gallery = WeightGallery(
            self.record["model.layers[0].weights"],
            width=area.width,
            height=room,
            palette=self.palette,
        ).shift(area.at(0.5, 0) + room / 2 * UP)
        own, ring = self.gallery.grid_of(self.neuron), VGroup()
        arriving = []
        if own is not None:
            ring = SurroundingRectangle(own, buff=0.05, color=self.palette.signal, stroke_width=3)
            start = (self.rings[-1] if self.rings else self.mark.box).get_center()
            arriving = [FadeIn(Group(own, ring), target_position=start, scale=0.2)]
        self.play(self.network_leaves(self.rings), *arriving, run_time=1.1)
        others = [FadeIn(grid) for grid in self.gallery.grids if grid is not own]
        self.play(
            LaggedStart(*others, lag_ratio=0.05),
            FadeIn(self.title, self.gallery.dots),
            run_time=1.1,
        )
        self.rest()
        self.found = Group(self.gallery, ring)

    def the_scores(self) -> None:
        """Each beside the hoped-for edge that it resembles most."""
        self.beat(
            "the-scores",
            _("We hoped for edges. Below each pattern is the edge most like it, with a score."),
        )
        edges = self.gallery.edges(self.record[f"{INSIDE}.edges.pictures"])
        scores = self.gallery.scores(
            self.record[f"{INSIDE}.edges.scores"], self.inside.edges.is_clear, self.palette.signal
        )
        for shown in (edges, scores):
            self.play(LaggedStart(*(FadeIn(one) for one in shown), lag_ratio=0.05), run_time=1.1)
        self.found.add(edges, scores)
        self.caption(
            _(
                "{clear} of {count} beat {mark} of {twins} noise patterns just as smooth. Those"
                " average {chance}."
            ),
            clear=self.record.number(f"{INSIDE}.edges.clear_count", decimals=None),
            count=self.hidden,
            mark=self.record.number(f"{INSIDE}.mark", decimals=None),
            twins=self.record.number(f"{INSIDE}.edges.twins", decimals=None),
            chance=self.record.number(f"{INSIDE}.edges.chance"),
        )
        self.rest()
        self.caption(_("This score tells us nothing about loops."))
        self.rest()

    def noise(self) -> None:
        self.beat("noise", _("Now put in random noise: a picture of nothing."))
        self.play(FadeOut(self.found, self.title), run_time=0.6)
        self.network_arrives(NOISE, note(_("noise")))
        self.run_through(NOISE)
        self.caption(
            _(
                "It says {answer}, with {value}: its most certain answer to {pictures} noise"
                " pictures."
            ),
            answer=self.class_name(self.mark.answer),
            value=self.mark.value.sourced,
            pictures=self.record.number(f"{INSIDE}.noise.pictures", decimals=None),
        )
        self.rest()

    def challenge(self) -> None:
        self.beat("challenge", _("If you know the weights, you can question what you assumed."))
        # Without noise between them, the patterns are still there.
        leaving = self.network_leaves() if self.has_choice else FadeOut(self.title)
        self.play(leaving, run_time=0.7)
        words = Words(_("look inside, and challenge what you assumed"), color=self.palette.signal)
        words.move_to(self.title)
        coming = [self.found, words] if self.has_choice else [words]
        self.play(FadeIn(*coming), run_time=1.0)
        self.rest(0.6)

    def by_number(self, one: str, many: str) -> str:
        """The words that fit the number of neurons in the first layer."""
        return one if self.model.layer_sizes[1] == 1 else many

    def network_arrives(self, trace: str, name: Words) -> None:
        """A picture with its name, and the network at rest."""
        answer = int(self.record.outputs(trace).values.argmax())
        diagram = self.diagram = NetworkDiagram(
            self.model, self.palette, spoken_of=[answer]
        ).show_weights()
        diagram.show_image(self.record[f"{trace}.ink"])
        self.picture_name = diagram.name_picture(name)
        self.play(
            FadeIn(diagram.image, diagram.image_frame, self.picture_name, diagram.strip_frame),
            FadeIn(*diagram.columns, diagram.names),
            *(FadeIn(light) for light in diagram.connections),
            run_time=1.0,
        )

    def run_through(self, trace: str) -> None:
        """A picture runs through the network, and a box lands on the answer."""
        diagram = self.diagram
        self.play(FoldIntoColumn(diagram, self.record[f"{trace}.ink"], seconds=1.0))
        for layer in range(len(self.model.layers)):
            self.play_sounds(lit_outputs(self.record, self.model, layer, trace=trace, seconds=0.7))
            self.play(propagate(diagram, self.record, layer, trace=trace, seconds=0.7))
        self.mark = AnswerMark(diagram, self.record.outputs(trace))
        self.play(
            FadeIn(self.mark.box, scale=1.3),
            FadeIn(self.mark.value),
            *name_winner(diagram, self.mark.answer),
            run_time=0.6,
        )

    def network_leaves(self, *others: Mobject) -> FadeOut:
        """Fade the network with its picture and its answer."""
        diagram = self.diagram
        return FadeOut(
            *(diagram.image, diagram.image_frame, diagram.strip, diagram.strip_frame),
            *(*diagram.connections, *diagram.columns, diagram.names),
            *(*self.mark, self.picture_name, *others),
        )
