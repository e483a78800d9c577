"""`Act1` to `Act6` and `Encore`: the cards between the acts of the film."""

from __future__ import annotations

from typing import ClassVar

from manim import UP, AnimationGroup, FadeIn, FadeOut

from scenes.catalog import ACTS, ENCORE, FILM_TITLE, act_name
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_title_parts import EMBLEMS, Emblem, Layers
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.subject.digit_names import number_word
from scenes.subject.words import _

EMBLEM_AT, TITLE_AT = 0.68, 0.23
"""Middle of the emblem and top of the title, as shares of the stage's height."""
TALL_EMBLEM_AT, TALL_TITLE_AT = 0.66, 0.45
"""The same on a tall stage."""
GAP = 0.5
"""Between the emblem and the act's number, at least."""
EMBLEM_WIDTH, EMBLEM_HEIGHT = 8.4, 3.9
"""Scene units."""


class ActTitle(Chapter):
    """A card with the number of an act, its question, and its emblem."""

    beats: ClassVar = {"the-film": Beat("the film"), "the-act": Beat("the act")}
    act: ClassVar[int]

    def construct(self) -> None:
        if self.act == min(ACTS):
            self.the_film()
        self.the_act()

    def the_film(self) -> None:
        """The title of the film, and a network."""
        self.beat("the-film", _(FILM_TITLE))
        emblem = self.placed(Layers(self.palette.signal))
        title = self.titled(FILM_TITLE)
        self.play(emblem.draw(), FadeIn(title, shift=0.15 * UP, run_time=0.8))
        self.play(emblem.go_on())
        self.rest(0.2)
        self.opening = emblem, title

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
        emblem = self.placed(EMBLEMS[self.act - 1](self.palette.signal))
        emblem.shift(max(0.0, number.get_top()[1] + GAP - emblem.get_bottom()[1]) * UP)
        words = AnimationGroup(FadeIn(number), FadeIn(title, shift=0.1 * UP), run_time=0.8)
        self.play(emblem.draw(), words)
        self.play(emblem.go_on())
        self.rest(0.2)

    def placed(self, emblem: Emblem) -> Emblem:
        """An emblem where all of them stand."""
        area = stage()
        width = min(EMBLEM_WIDTH, area.width)
        emblem.scale(min(EMBLEM_HEIGHT / emblem.height, width / emblem.width))
        emblem.move_to(area.at(0.5, TALL_EMBLEM_AT if area.is_tall else EMBLEM_AT))
        return emblem

    def titled(self, text: str) -> Words:
        """A title where all of them stand."""
        area = stage()
        title = Words(_(text), size="title", width=area.width, balanced=True)
        top = area.at(0.5, TALL_TITLE_AT if area.is_tall else TITLE_AT)
        return title.move_to(top, aligned_edge=UP)


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
