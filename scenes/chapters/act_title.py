"""`Act1` to `Act6` and `Encore`: the cards between the acts of the film."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from manim import DOWN, UP, AnimationGroup, FadeIn, FadeOut, LaggedStart, Succession, Wait

from scenes.catalog import ACTS, ENCORE, FILM_TITLE, act_name
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_title_parts import EMBLEMS
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.motion.propagation import lit_outputs, name_winner, propagate
from scenes.stage import theme
from scenes.stage.layout import Stage, stage
from scenes.subject.digit_names import number_word
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Mobject

TITLE_AT = 0.03
"""Lower end of the title, as a share of the stage's height."""
NEAR = 1.9
"""Zoom with which the film begins."""
GAP = 0.5
"""Between words and what stands above them, scene units."""


class ActTitle(Chapter):
    """A card with the number of an act, its question, and its emblem."""

    beats: ClassVar = {"the-film": Beat("the film"), "the-act": Beat("the act")}
    act: ClassVar[int]

    def construct(self) -> None:
        if self.act == min(ACTS):
            self.the_film()
        self.the_act()

    def the_film(self) -> None:
        """Light runs through the whole network while the view pulls out, to the title."""
        self.beat("the-film", _(FILM_TITLE))
        title = self.titled(FILM_TITLE)
        answer = self.trace.answer
        diagram = NetworkDiagram(
            self.model, self.palette, spoken_of=[answer], area=self.above(title)
        )
        diagram.show_weights().show_input(self.record["trace.ink"])
        self.add(diagram)
        self.view.look_at(diagram.near_picture(NEAR), share=1.0)
        layers = range(len(self.model.layers))
        runs = [propagate(diagram, self.record, layer, seconds=1.2) for layer in layers]
        self.play_sounds(lit_outputs(self.record, self.model, layers[-1], seconds=1.2), at=1.1)
        self.play(
            LaggedStart(*runs, lag_ratio=0.5, run_time=2.3),
            self.view.animate(run_time=1.6).pull_out(),
            Succession(Wait(0.9), FadeIn(title, shift=0.15 * UP, run_time=0.8)),
        )
        box = diagram.answer_box(answer)
        self.play(FadeIn(box, scale=1.3), *name_winner(diagram, answer), run_time=0.5)
        self.rest(0.4)
        self.opening = diagram, box, title

    def the_act(self) -> None:
        """The emblem is drawn while the question comes."""
        title = self.titled(ACTS[self.act])
        number = Words("{act}", color=theme.SECONDARY, act=Verbatim(act_name(self.act)))
        number.next_to(title, UP, buff=0.4)
        self.beat(
            "the-act",
            _("Encore: {title}") if self.act == ENCORE else _("Act {number}: {title}"),
            number=Verbatim(number_word(self.act)),
            title=Verbatim(_(ACTS[self.act])),
        )
        if self.act == min(ACTS):
            self.play(FadeOut(*self.opening), run_time=0.4)
        emblem = EMBLEMS[self.act - 1](self.subject, self.palette, self.above(number))
        words = AnimationGroup(FadeIn(number), FadeIn(title, shift=0.1 * UP), run_time=0.8)
        self.play(emblem.draw(), words)
        self.play(emblem.go_on())
        self.rest(0.2)

    def titled(self, text: str) -> Words:
        """A title where all of them stand."""
        area = stage()
        title = Words(_(text), size="title", width=area.width, balanced=True)
        return title.move_to(area.at(0.5, TITLE_AT), aligned_edge=DOWN)

    def above(self, words: Mobject) -> Stage:
        """The stage above some words."""
        return replace(stage(), bottom=float(words.get_top()[1]) + GAP)


class Act1(ActTitle):
    """It opens the film, too."""

    act = 1


class Act2(ActTitle):
    """Of neurons and layers."""

    act = 2


class Act3(ActTitle):
    """Of parts and what they make."""

    act = 3


class Act4(ActTitle):
    """Of weights, sums, and bias."""

    act = 4


class Act5(ActTitle):
    """Of matrices and functions."""

    act = 5


class Act6(ActTitle):
    """Of what could be otherwise."""

    act = 6


class Encore(ActTitle):
    """What comes after the film's end."""

    act = ENCORE
