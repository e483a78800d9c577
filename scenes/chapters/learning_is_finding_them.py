"""`LearningIsFindingThem`: all parameters as dials, turned at random, and turned by training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, LEFT, RIGHT, UP, Create, Dot, FadeIn, FadeOut, Group, VGroup

from network.dials import dials
from network.test_data import MNIST_TEST_SET
from scenes import theme
from scenes.chapter import Chapter
from scenes.layout import stage
from scenes.measuring import measured
from scenes.mobjects.dial_field import DialField
from scenes.mobjects.histogram import Histogram
from scenes.mobjects.number_line import NumberLine
from scenes.mobjects.text import Words
from scenes.mobjects.value_label import ValueLabel
from scenes.words import _

if TYPE_CHECKING:
    from scenes.sourced import Sourced

TURNS = 3
"""How many random networks are seen one by one, before all of them are counted."""
NEAR_PITCH = 1.15
"""Distance between two dials seen closely, scene units."""
SMALL = 0.46
BARS = 2.0
MEASURED, DIALS = "measurement.random_networks", "measurement.dials"
PERCENT = {"percent": True, "decimals": 1}


class LearningIsFindingThem(Chapter):
    """What learning is: finding values for all parameters."""

    def construct(self) -> None:
        """Tell the story."""
        self.measure()
        self.the_dials()
        self.at_random()
        self.a_few_more()
        self.a_thousand()
        self.the_trained_one()
        self.learning()
        self.rest(1.5)

    def measure(self) -> None:
        """Find the numbers."""
        found = measured("random_networks", self.model, mnist_dir=self.settings.mnist_dir)
        turned = min(TURNS, found.networks)
        self.record = self.record.with_root(MEASURED, found).with_root(
            DIALS, dials(self.model, turned)
        )
        self.turned = self.record[f"{DIALS}.turned"]
        self.shares = [
            self.record[f"{MEASURED}.accuracies"][i].shown_as(**PERCENT) for i in range(turned)
        ]
        self.count = self.record.number("model.parameter_count", decimals=None)
        self.images = self.record.number(f"{MEASURED}.images", decimals=None)
        self.networks = self.record.number(f"{MEASURED}.networks", decimals=None)
        self.trained = self.record.number(f"{MEASURED}.trained_accuracy", **PERCENT)
        self.is_mnist = found.data == MNIST_TEST_SET

    def the_dials(self) -> None:
        """A few dials from near, then all of them."""
        self.beat(
            "the dials",
            _("Think of each weight and each bias as a dial. This network has {count} of them."),
            count=self.count,
        )
        area = stage()
        self.title = Words(_("{count} dials"), size="body", count=self.count)
        self.title.move_to(area.at(0.5, 1), aligned_edge=UP)
        room = self.title.get_bottom()[1] - 0.3 - area.bottom
        self.field = DialField(
            round(self.count.value), width=area.width, height=room, palette=self.palette
        )
        self.field.move_to(area.at(0.5, 0), aligned_edge=DOWN)
        whole = self.field.copy()
        self.field.scale(NEAR_PITCH / self.field.pitch)
        self.play(FadeIn(self.field), run_time=0.8)
        self.rest(0.6)
        self.play(self.field.animate.become(whole), run_time=2.6)
        self.play(FadeIn(self.title, shift=0.15 * DOWN), run_time=0.6)
        self.rest(0.6)

    def at_random(self) -> None:
        """All of them are turned at random, and the network is tested."""
        self.beat("at random", _("Turn every one of them at random."))
        self.play(self.field.animate.show(self.turned.row(0)), run_time=1.8)
        self.rest(0.5)
        if self.is_mnist:
            said = _("How good is this network? Of {images} test images it gets {share} right.")
        else:
            said = _("How good is this network? Of {images} own digits it gets {share} right.")
        self.caption(said, images=self.images, share=self.shares[0])
        self.lay_out_the_line()
        self.drop(self.shares[0])
        self.rest(0.5)

    def lay_out_the_line(self) -> None:
        """The field makes room for a line of accuracies."""
        area = stage()
        edges = self.record[f"{MEASURED}.spread.edges"]
        tenth = (edges.size - 1) // 10
        ticks = [edges[i].shown_as(percent=True) for i in range(0, edges.size, tenth)]
        self.line = NumberLine(ticks, area.at(0.03, 0.19), area.at(0.97, 0.19))
        self.bars = Histogram(self.line, edges, height=BARS)
        data = _("right answers among {images} own digits, warped")
        if self.is_mnist:
            data = _("right answers among {images} test images of MNIST")
        self.data = Words(data, size="note", color=theme.SECONDARY, images=self.images)
        self.data.next_to(self.line, DOWN, buff=0.16).set_x(0)
        small = self.field.copy().scale(SMALL)
        small.next_to(self.title, DOWN, buff=0.25)
        self.play(self.field.animate.become(small), run_time=1.2)
        self.play(
            Create(self.line.axis),
            FadeIn(self.line.ticks, self.line.labels, self.data),
            run_time=0.8,
        )
        self.add(self.line, self.bars)
        self.dots = VGroup()

    def drop(self, share: Sourced, *, seconds: float = 1.0) -> None:
        """A network falls to the place of its accuracy."""
        dot = Dot(self.field.get_bottom(), radius=0.09, color=theme.TEXT)
        dot.fills = (share,)
        value = ValueLabel(share, size="body")
        place = self.line.point(share.value) + 0.12 * UP
        self.play(FadeIn(dot, scale=0.4), run_time=0.3)
        self.play(dot.animate.move_to(place), run_time=seconds)
        value.next_to(dot, UP, buff=0.2)
        self.play(FadeIn(value), run_time=0.3)
        self.rest(0.5)
        self.play(FadeOut(value), run_time=0.3)
        self.dots.add(dot)

    def a_few_more(self) -> None:
        """Other random networks."""
        if len(self.shares) == 1:
            return
        self.beat("again", _("Again, and again: another network each time."))
        for i, share in enumerate(self.shares[1:], start=1):
            self.play(self.field.animate.show(self.turned.row(i)), run_time=0.9)
            self.drop(share, seconds=0.7)

    def a_thousand(self) -> None:
        """All that were measured, counted by their accuracies."""
        mean = self.record.number(f"{MEASURED}.mean", **PERCENT)
        best = self.record.number(f"{MEASURED}.best", **PERCENT)
        self.beat("all of them", _("Here are {networks} random networks."), networks=self.networks)
        self.play(
            self.bars.animate.show_counts(self.record[f"{MEASURED}.spread.counts"]),
            FadeOut(self.dots),
            run_time=1.6,
        )
        self.heap = Words(_("{networks} random networks"), size="note", networks=self.networks)
        beside = self.line.point(best.value) + 0.3 * RIGHT + 0.35 * BARS * UP
        self.heap.move_to(beside, aligned_edge=LEFT)
        self.play(FadeIn(self.heap, shift=0.15 * RIGHT), run_time=0.6)
        self.rest(0.5)
        count = self.record.number(f"model.layer_sizes[{len(self.model.layers)}]", decimals=None)
        self.caption(
            _(
                "On average {mean} right: as good as guessing,"
                " with {classes} answers to choose from."
            ),
            mean=mean,
            classes=count,
        )
        self.rest(0.5)
        self.caption(_("The best of them all reaches {best}."), best=best)
        self.rest(0.5)

    def the_trained_one(self) -> None:
        """The dials as training left them."""
        self.beat(
            "the trained one",
            _("And now the values that training found, in the same {count} dials."),
            count=self.count,
        )
        self.play(
            self.field.animate.show(self.record[f"{DIALS}.trained"]),
            run_time=2.0,
        )
        dot = Dot(self.field.get_bottom(), radius=0.11, color=self.palette.signal)
        dot.fills = (self.trained,)
        place = self.line.point(self.trained.value)
        flag = self.line.flag(self.trained, 0.55 * BARS)
        flag.set_color(self.palette.signal)
        name = Words(_("trained"), size="note", color=self.palette.signal)
        name.next_to(flag, UP, buff=0.12)
        self.play(FadeIn(dot, scale=0.4), run_time=0.3)
        self.play(dot.animate.move_to(place), run_time=1.4)
        self.play(FadeIn(flag, name), run_time=0.6)
        self.caption(_("It gets {share} right."), share=self.trained)
        self.rest(0.8)
        self.found = Group(dot, flag, name)

    def learning(self) -> None:
        """What the word means."""
        self.beat(
            "learning",
            _("That is all that learning means: finding the right values for the dials."),
        )
        words = Words(_("learning = finding the right values"), color=self.palette.signal)
        words.move_to(self.title)
        self.play(FadeOut(self.title, shift=0.15 * UP), run_time=0.5)
        self.play(FadeIn(words, shift=0.15 * UP), run_time=0.8)
        self.rest(1.0)
