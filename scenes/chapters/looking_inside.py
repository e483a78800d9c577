"""`LookingInside`: a real mistake, what the weights look for, and an answer to noise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, LEFT, RIGHT, UP, Circle, FadeIn, FadeOut, LaggedStart, VGroup

from network.forward import forward
from network.looking_inside import look_inside
from network.measured import measured
from network.test_data import MNIST_TEST_SET, load_test_data
from scenes import theme
from scenes.chapter import Chapter
from scenes.layout import stage
from scenes.mobjects.network_diagram import NetworkDiagram
from scenes.mobjects.text import Name, Words
from scenes.mobjects.value_label import ValueLabel
from scenes.mobjects.weight_gallery import WeightGallery
from scenes.motion.propagation import fold_into_column, name_winner, propagate
from scenes.motion.tracing_back import darken, light_into
from scenes.words import _

if TYPE_CHECKING:
    from manim import Mobject

MISREAD, MISTAKE = "measurement.misread_digits", "measurement.misread_trace"
INSIDE = "measurement.looking_inside"
NOISE = f"{INSIDE}.noise_trace"


class LookingInside(Chapter):
    """What one finds who looks at the weights."""

    def construct(self) -> None:
        """Tell the story."""
        self.measure()
        self.a_mistake()
        self.which_weights()
        self.all_patterns()
        self.the_scores()
        self.noise()
        self.what_it_is_good_for()
        self.rest(1.5)

    def measure(self) -> None:
        """Find the mistake, the scores and the answers."""
        found = measured("misread_digits", self.model, mnist_dir=self.settings.mnist_dir)
        self.inside = look_inside(self.model)
        self.record = self.record.with_root(MISREAD, found).with_root(INSIDE, self.inside)
        self.is_mnist = found.data == MNIST_TEST_SET
        self.mistake = found.surest
        self.shown = "trace"
        if self.mistake is not None:
            form = self.subject.form
            data = load_test_data(self.settings.mnist_dir, form=form)
            found_trace = forward(self.model, data.images[self.mistake.index])
            self.record = self.record.with_root(MISTAKE, found_trace)
            self.shown = MISTAKE
        self.answer = int(self.record.outputs(self.shown).values.argmax())

    def a_mistake(self) -> None:
        """The wrong answer that the network is surest of."""
        images = self.record.number(f"{MISREAD}.accuracy.images", decimals=None)
        misread = self.record.number(f"{MISREAD}.misread", decimals=None)
        if self.is_mnist:
            said = _("Of {images} test images of MNIST, this network misreads {misread}.")
        else:
            said = _("Of {images} own digits, warped, this network misreads {misread}.")
        self.beat("a mistake", said, images=images, misread=misread)
        diagram = self.diagram = NetworkDiagram(self.model, self.palette).show_weights()
        diagram.show_image(self.record[f"{self.shown}.inputs"])
        self.truth = self.name_of_picture()
        self.network_arrives(seconds=1.2)
        self.rest(0.5)
        self.run_through(self.shown)
        if self.mistake is not None:
            self.caption(
                _("Surest of all, and wrong: this {label} it takes for a {answer}, with {value}."),
                label=Name(self.mistake.label),
                answer=Name(self.answer),
                value=self.record.outputs(self.shown)[self.answer],
            )
        self.rest(0.8)

    def name_of_picture(self) -> Words:
        """What the picture shows, where that is known, below it."""
        template, label = _("no mistake found"), Name("")
        if self.mistake is not None:
            template, label = _("meant as a {label}"), Name(self.mistake.label)
        words = Words(template, size="note", color=theme.SECONDARY, label=label)
        return words.next_to(self.diagram.image_frame, DOWN, buff=0.25)

    def network_arrives(self, *, seconds: float) -> None:
        """Fade in the picture, with the network at rest."""
        diagram = self.diagram
        self.play(
            FadeIn(diagram.image, diagram.image_frame, self.truth, diagram.strip_frame),
            FadeIn(*diagram.columns, diagram.names),
            *(FadeIn(light) for light in diagram.connections),
            run_time=seconds,
        )

    def run_through(self, trace: str) -> None:
        """A picture runs through the network, and a box lands on the answer."""
        diagram = self.diagram
        cloud, travel = fold_into_column(diagram, seconds=1.0)
        self.play(travel)
        diagram.show_strip(self.record[f"{trace}.inputs"])
        diagram.strip.set_opacity(1)
        self.add(diagram.strip, diagram.strip_frame)
        self.remove(cloud)
        for layer in range(len(self.model.layers)):
            self.play(propagate(diagram, self.record, layer, trace=trace, seconds=0.7))
        outputs = self.record.outputs(trace)
        answer = int(outputs.values.argmax())
        self.box = diagram.answer_box(answer)
        self.value = ValueLabel(outputs[answer], color=self.palette.signal)
        self.value.next_to(self.box, RIGHT, buff=0.15)
        self.play(
            FadeIn(self.box, scale=1.3),
            FadeIn(self.value),
            *name_winner(diagram, answer),
            run_time=0.6,
        )

    def which_weights(self) -> None:
        """Back from the answer along the largest contribution, layer by layer."""
        self.beat(
            "which weights",
            _("Which weights said so? We go back along the strongest push upwards."),
        )
        last = len(self.model.layers) - 1
        self.play(*darken(self.diagram, range(last)), run_time=0.6)
        self.marks, passed = VGroup(), VGroup()
        neuron = self.answer
        for layer in range(last, -1, -1):
            # The connections that light up next would cross the number.
            self.play(
                light_into(self.diagram, self.record, self.shown, layer, neuron),
                FadeOut(passed),
                run_time=0.8,
            )
            if layer:
                neuron, passed = self.mark_largest(layer, neuron)
                self.rest(0.6)
        self.neuron = neuron
        self.rest(0.6)

    def mark_largest(self, layer: int, neuron: int) -> tuple[int, VGroup]:
        """Ring the neuron that adds most to another; its index, and what it adds."""
        row = self.record[f"{self.shown}.layers[{layer}].contributions"].row(neuron)
        largest = int(row.values.argmax())
        disc = self.diagram.columns[layer - 1][largest]
        ring = Circle(disc.width / 2 + 0.06, color=self.palette.signal, stroke_width=3)
        ring.move_to(disc)
        color = self.palette.sign(row[largest].value)
        value = ValueLabel(row[largest].shown_as(signed=True), color=color)
        value.next_to(ring, LEFT, buff=0.18)
        self.play(FadeIn(ring, value), run_time=0.5)
        self.marks.add(ring)
        return largest, VGroup(value)

    def all_patterns(self) -> None:
        """The weights of all neurons of the first hidden layer."""
        count = self.record.number("model.layer_sizes[1]", decimals=None)
        self.beat(
            "all patterns",
            _("It leads to one of the {count} patterns of the first hidden layer."),
            count=count,
        )
        area = stage()
        self.title = Words(_("what {count} neurons look for"), count=count)
        self.title.move_to(area.at(0.5, 1), aligned_edge=UP)
        room = self.title.get_bottom()[1] - 0.25 - area.bottom
        weights = self.record["model.layers[0].weights"]
        self.gallery = WeightGallery(
            weights, width=area.width, height=room, palette=self.palette
        ).shift(area.at(0.5, 0) + room / 2 * UP)
        start = self.diagram.columns[0][self.neuron].get_center()
        found = dict(zip(self.gallery.drawn.indices, self.gallery.grids, strict=True))
        own = found.pop(self.neuron, None)
        arriving = [] if own is None else [FadeIn(own, target_position=start, scale=0.2)]
        self.play(self.network_leaves(self.marks), *arriving, run_time=1.2)
        self.play(
            LaggedStart(*(FadeIn(grid) for grid in found.values()), lag_ratio=0.05),
            FadeIn(self.title, self.gallery.dots),
            run_time=1.2,
        )
        self.rest()

    def the_scores(self) -> None:
        """Each beside the hoped-for edge that it resembles most."""
        self.beat(
            "the scores",
            _("The hope was: edges. Here is the edge that each resembles most, with a score."),
        )
        edges = self.gallery.edges(self.record[f"{INSIDE}.edges.pictures"])
        mark = self.record.number(f"{INSIDE}.mark", decimals=1)
        scores = self.gallery.scores(
            self.record[f"{INSIDE}.edges.scores"], mark.value, self.palette.signal
        )
        self.play(LaggedStart(*(FadeIn(edge) for edge in edges), lag_ratio=0.05), run_time=1.2)
        self.play(LaggedStart(*(FadeIn(score) for score in scores), lag_ratio=0.05), run_time=1.2)
        self.caption(
            _("{clear} of {count} reach our mark of {mark}. The same weights shuffled: {chance}."),
            clear=self.record.number(f"{INSIDE}.edges.clear_count", decimals=None),
            count=self.record.number("model.layer_sizes[1]", decimals=None),
            mark=mark,
            chance=self.record.number(f"{INSIDE}.edges.chance"),
        )
        self.rest(0.8)
        self.caption(_("About loops this score says nothing."))
        self.rest(0.8)
        self.leaving = [self.gallery, edges, scores]

    def noise(self) -> None:
        """A picture of nothing gets an answer too."""
        self.beat("noise", _("Now noise goes in: a picture of nothing."))
        diagram = self.diagram = NetworkDiagram(self.model, self.palette).show_weights()
        diagram.show_image(self.record[f"{NOISE}.inputs"])
        self.truth = Words(_("noise"), size="note", color=theme.SECONDARY)
        self.truth.next_to(diagram.image_frame, DOWN, buff=0.25)
        self.play(FadeOut(*self.leaving, self.title), run_time=0.6)
        self.network_arrives(seconds=0.9)
        self.run_through(NOISE)
        answers = self.inside.noise
        self.caption(
            _("{answer}, it says, with {value}: the surest answer to {pictures} noise pictures."),
            answer=Name(answers.confidence.answer),
            value=self.record.outputs(NOISE)[answers.confidence.answer],
            pictures=self.record.number(f"{INSIDE}.noise.pictures", decimals=None),
        )
        self.rest(0.8)

    def what_it_is_good_for(self) -> None:
        """Why one looks."""
        self.beat(
            "challenge",
            _("Who knows the weights can challenge what was assumed."),
        )
        self.play(self.network_leaves(), run_time=0.8)
        words = Words(_("look inside, and challenge what you assumed"), color=self.palette.signal)
        words.move_to(self.title)
        self.play(FadeIn(*self.leaving, words), run_time=1.2)
        self.rest(1.0)

    def network_leaves(self, *others: Mobject) -> FadeOut:
        """Fade the network with its picture and its answer."""
        diagram = self.diagram
        return FadeOut(
            *(diagram.image, diagram.image_frame, diagram.strip, diagram.strip_frame),
            *(*diagram.connections, *diagram.columns, diagram.names),
            *(self.box, self.value, self.truth, *others),
        )
