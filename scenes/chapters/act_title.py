"""`Act1` to `Act6` and `Encore`: the titles between the acts of the film."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from manim import DOWN, RIGHT, UP, AnimationGroup, FadeIn, FadeOut, Succession, Wait

from scenes.catalog import ACTS, CATALOG, ENCORE, FILM_TITLE, act_name
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_title_parts import SceneRow, light_up
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.stage import theme
from scenes.stage.layout import Stage, stage
from scenes.subject.digit_names import number_word
from scenes.subject.words import _

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TITLE_SECONDS = 0.4
"""How long after the light the title comes."""


@dataclass(frozen=True)
class CardPlaces:
    """Where the parts of a card stand: the row lies below the title, or hangs down from it.

    Attributes
    ----------
    title
        Its middle.
    row, length, way
        Middle of the row, how long it is, and where it leads.
    """

    title: NDArray[np.float64]
    row: NDArray[np.float64]
    length: float
    way: NDArray[np.float64]

    @classmethod
    def on(cls, area: Stage) -> CardPlaces:
        """Places on a stage."""
        if area.is_tall:
            return cls(area.at(0.5, 0.83), area.at(0.5, 0.36), 0.7 * area.height, DOWN)
        length = (0.72 if area.is_wide else 0.94) * area.width
        return cls(area.at(0.5, 0.62), area.at(0.5, 0.33), length, RIGHT)


class ActTitle(Chapter):
    """A card with the number and the title of an act, and its place in the film."""

    is_first_cut = True
    beats: ClassVar = {"the-film": Beat("the film"), "the-act": Beat("the act")}
    act: ClassVar[int]

    def construct(self) -> None:
        places = self.places = CardPlaces.on(stage())
        sizes = [sum(scene.act == act for scene in CATALOG) for act in ACTS]
        self.row = SceneRow(
            sizes, self.act, length=places.length, color=self.palette.signal, way=places.way
        ).shift(places.row)
        if self.act == min(ACTS):
            self.the_film()
        self.the_act()

    def the_film(self) -> None:
        """The title of the film; below it lie all of its scenes, still dark."""
        self.beat("the-film", _(FILM_TITLE))
        self.opening = self.titled(FILM_TITLE)
        self.play(FadeIn(self.opening, shift=0.15 * UP), run_time=1.0)
        self.play(FadeIn(self.row), run_time=0.8)
        self.rest(0.9)

    def the_act(self) -> None:
        """A light runs to the scenes of this act, and the title comes with it."""
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
            self.play(FadeOut(self.opening, shift=0.15 * UP), run_time=0.5)
        else:
            self.play(FadeIn(self.row), run_time=0.5)
        words = AnimationGroup(
            FadeIn(number, shift=0.1 * UP), FadeIn(title, shift=0.1 * UP), run_time=0.8
        )
        self.play(light_up(self.row, run_time=1.3), Succession(Wait(TITLE_SECONDS), words))
        self.rest(0.9)

    def titled(self, text: str) -> Words:
        """A title where all of them stand."""
        title = Words(_(text), size="title", width=stage().width, balanced=True)
        return title.move_to(self.places.title)


class Act1(ActTitle):
    """It opens the film, too."""

    act = 1


class Act2(ActTitle):
    """Neurons and layers."""

    act = 2


class Act3(ActTitle):
    """Why layers."""

    act = 3


class Act4(ActTitle):
    """Weights, sums, squashing, bias."""

    act = 4


class Act5(ActTitle):
    """The compact way to write it."""

    act = 5


class Act6(ActTitle):
    """Epilogue."""

    act = 6


class Encore(ActTitle):
    """What comes after the film's end."""

    act = ENCORE
