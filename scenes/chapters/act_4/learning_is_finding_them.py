"""`LearningIsFindingThem`: all parameters as dials, turned at random, and turned by training."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, VGroup

from network.analysis.sound_events import bell
from network.digits.datasets import MNIST_TEST_SET
from network.measurements.dials import dials
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.learning_is_finding_them_parts import AccuracyLine, DialField
from scenes.mobjects.text.typst_text import Words, note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Dot

    from scenes.subject.sourced import Sourced

TURNS = 3
"""How many random networks are seen one by one, before all of them are counted."""
NEAR_PITCH = 1.15
"""Distance between two dials seen closely, scene units."""
SMALL, SMALL_WHERE_TALL = 0.46, 0.5
"""What is left of the dials' size when the line comes."""
MEASURED, DIALS = "measurement.random_networks", "measurement.dials"
PERCENT = {"percent": True, "decimals": 1}


class LearningIsFindingThem(Chapter):
    """What learning is: finding values for all parameters."""

    is_first_cut = True
    summary = N_(
        "Random dials are as good as guessing. Learning means nothing but finding better values"
        " for them."
    )
    concepts = (N_("learning"), N_("parameters"), N_("random networks"), N_("accuracy"))
    measurements = ("random_networks",)
    beats: ClassVar = {
        "the-dials": Beat(
            "the dials",
            "Thousands of tiny dials in {positive}, {negative} and grey, turned at random.",
        ),
        "how-good": Beat(
            "how good",
            "The dials, smaller; below, a scale of right answers with one mark near its lower end.",
        ),
        "again": Beat("again", "The dials, turned anew; a few more marks near the lower end."),
        "all-of-them": Beat(
            "all of them", "The marks of all random networks: a narrow heap near guessing."
        ),
        "the-trained-one": Beat(
            "the trained one",
            "The trained values on the dials: rows of like colors; on the scale a yellow mark,"
            " far above the heap.",
        ),
        "learning": Beat("learning", "Above it all stands: learning is finding the right values."),
    }

    def construct(self) -> None:
        self.measure()
        self.a_few_dials()
        self.all_at_random()
        self.how_good()
        if len(self.shares) > 1:
            self.again()
        self.all_of_them()
        self.the_trained_one()
        self.learning()
        self.rest(1.2)

    def measure(self) -> None:
        """Find the numbers, and lay out dials and line."""
        found = self.measured("random_networks")
        turned = min(TURNS, found.networks)
        self.record = self.record.with_root(MEASURED, found).with_root(
            DIALS, dials(self.model, turned)
        )
        self.turned = self.record[f"{DIALS}.turned"]
        accuracies = self.record[f"{MEASURED}.accuracies"]
        self.shares = [accuracies[i].shown_as(**PERCENT) for i in range(turned)]
        self.count = self.record.number("model.parameter_count", decimals=None)
        self.images = self.record.number(f"{MEASURED}.images", decimals=None)
        self.networks = self.record.number(f"{MEASURED}.networks", decimals=None)
        self.is_mnist = found.data == MNIST_TEST_SET
        area = stage()
        self.title = Words(_("{count} dials"), count=self.count)
        self.title.move_to(area.at(0.5, 1), aligned_edge=UP)
        room = self.title.get_bottom()[1] - 0.3 - area.bottom
        self.field = DialField(
            round(self.count.value), width=area.width, height=room, palette=self.palette
        )
        self.field.move_to(area.at(0.5, 0), aligned_edge=DOWN)

    def a_few_dials(self) -> None:
        self.beat("the-dials", _("Think of each weight and each bias as a dial."))
        self.whole = self.field.copy()
        self.field.scale(NEAR_PITCH / self.field.pitch)
        self.play(FadeIn(self.field), run_time=0.8)
        self.rest()

    def all_at_random(self) -> None:
        """They are turned at random; then all of them are seen."""
        # Still the same section: a clip should not end on a part of the dials.
        self.caption(
            _("This network has {count} of them. {Turn} them all at random."), count=self.count
        )
        row = self.turned.row(0)
        self.at_word("Turn")
        self.play(self.field.animate.show(row), run_time=1.5)
        self.rest(0.4)
        self.play(self.field.animate.become(self.whole.show(row)), run_time=2.0)
        self.play(FadeIn(self.title, shift=0.15 * DOWN), run_time=0.5)
        self.rest(0.4)

    def how_good(self) -> None:
        """The network that this makes is tested; the field gives way to a line of accuracies."""
        said = _("How good is this network? Of {images} own digits it gets {share} right.")
        if self.is_mnist:
            said = _("How good is this network? Of {images} test images it gets {share} right.")
        self.beat("how-good", said, images=self.images, share=self.shares[0])
        name = _("right answers among {images} own digits, warped")
        if self.is_mnist:
            name = _("right answers among {images} test images of MNIST")
        self.plot = AccuracyLine(
            self.record[f"{MEASURED}.spread.edges"], note(name, images=self.images)
        )
        self.line = self.plot.line
        scale = SMALL_WHERE_TALL if stage().is_tall else SMALL
        small = self.field.copy().scale(scale).next_to(self.title, DOWN, buff=0.25)
        self.play(self.field.animate.become(small), run_time=1.1)
        self.play(
            Create(self.line.axis),
            FadeIn(self.line.ticks, self.line.labels, self.plot.name_below),
            run_time=0.7,
        )
        self.add(self.plot)
        self.at_word("share")
        self.dots = VGroup(self.drop(self.shares[0]))

    def again(self) -> None:
        self.beat("again", _("Again, and again: another network each time."))
        for i, share in enumerate(self.shares[1:], start=1):
            self.play(self.field.animate.show(self.turned.row(i)), run_time=0.8)
            self.dots.add(self.drop(share))

    def all_of_them(self) -> None:
        self.beat("all-of-them", _("Here are {networks} random networks."), networks=self.networks)
        counts = self.record[f"{MEASURED}.spread.counts"]
        best = self.record.number(f"{MEASURED}.best", **PERCENT)
        heap = Words(_("{networks} random networks"), size="note", networks=self.networks)
        beside = self.line.point(best.value) + 0.47 * self.plot.bars.height_of_highest * UP
        heap.move_to(beside, aligned_edge=LEFT)
        self.play(self.plot.bars.animate.show_counts(counts), FadeOut(self.dots), run_time=1.4)
        self.play(FadeIn(heap, shift=0.15 * RIGHT), run_time=0.5)
        self.rest(0.4)
        outputs = len(self.model.layers)
        self.caption(
            _(
                "On average, they get {mean} right. Guessing among {classes} answers would do"
                " as well."
            ),
            mean=self.record.number(f"{MEASURED}.mean", **PERCENT),
            classes=self.record.number(f"model.layer_sizes[{outputs}]", decimals=None),
        )
        self.rest(0.5)
        self.caption(_("The best of them reaches {best}."), best=best)
        self.at_word("best")
        self.play(FadeIn(self.plot.flag(best, 0.35), shift=0.15 * DOWN), run_time=0.6)
        self.rest(1.0)

    def the_trained_one(self) -> None:
        trained = self.record.number(f"{MEASURED}.trained_accuracy", **PERCENT)
        self.beat("the-trained-one", _("Now set the same dials to the values that training found."))
        self.play(self.field.animate.show(self.record[f"{DIALS}.trained"]), run_time=1.5)
        self.rest(0.4)
        flag = self.plot.flag(trained, 0.6 * self.plot.bars.height_of_highest)
        flag.set_color(self.palette.signal)
        name = Words(_("trained"), size="note", color=self.palette.signal)
        name.next_to(flag, UP, buff=0.12)
        self.caption(_("It gets {share} right."), share=trained)
        self.play_sounds(bell(trained, 1.5))
        self.fall(self.plot.network_at(trained, color=self.palette.signal), seconds=1.2)
        self.play(FadeIn(flag, name), run_time=0.5)
        self.rest()

    def learning(self) -> None:
        self.beat("learning", _("That is what learning means: finding the right values."))
        words = Words(_("learning = finding the right values"), color=self.palette.signal)
        words.move_to(self.title)
        self.play(FadeOut(self.title, shift=0.15 * UP), run_time=0.4)
        self.play(FadeIn(words, shift=0.15 * UP), run_time=0.7)
        self.rest()

    def drop(self, share: Sourced) -> Dot:
        """A network falls to the place of its accuracy, which is seen for a moment."""
        self.play_sounds(bell(share, 1.1))
        dot = self.fall(self.plot.network_at(share), seconds=0.8)
        value = ValueLabel(share, size="body").next_to(dot, UP, buff=0.2)
        self.play(FadeIn(value), run_time=0.3)
        self.rest(0.6)
        self.play(FadeOut(value), run_time=0.3)
        return dot

    def fall(self, dot: Dot, *, seconds: float) -> Dot:
        """Let a dot fall from the dials to its place."""
        place = dot.get_center()
        dot.move_to(self.field.get_bottom())
        self.play(FadeIn(dot, scale=0.4), run_time=0.3)
        self.play(dot.animate.move_to(place), run_time=seconds)
        return dot
