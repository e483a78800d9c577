"""In which cases every scene is rehearsed: few, in which all values meet each other.

Each scene has six cases, and its first is the film. In any scene each shape of the frame, palette
and language meets each other, and each network meets each palette and each language; there is a
photo, and there are five digits. In any three scenes that follow each other each network meets
each shape, and all digits are read; over the whole film every picture meets every shape, palette,
language and network. `test_every_case.py` has all the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scenes.audit.light import LINES, LightWatch
from scenes.audit.movements import MovementAudit
from scenes.catalog import ACT_TITLES, CATALOG, entry
from scenes.chapter import Chapter
from scenes.mobjects.text.typst_text import Words
from scenes.render.manim_session import DryRun, observed
from scenes.subject.aspects import SQUARE, TALL, WIDE
from scenes.subject.ledger import ShownValue
from scenes.subject.settings import DEFAULT_DIGIT, Settings

SHIPPED, RELU, EIGHT = "shipped", "relu", "eight by eight"
NETWORKS = (SHIPPED, RELU, EIGHT)
RELU_NAMES = ("relu", "relu", "identity")
PHOTO = "photo"
PICTURES = (*range(10), PHOTO)
_STAGES = [
    *[(0, "classic", "en"), (0, "colorblind", "de"), (1, "classic", "de")],
    *[(1, "colorblind", "en"), (2, "classic", "en"), (2, "colorblind", "de")],
]
"""Shape, palette and language of each case; the shapes after the first are swapped in turn."""
_MODELS = (0, 2, 1, 1, 2, 0)
"""The network of each case; those after the first are swapped in turn."""
COUNT = len(_STAGES)


@dataclass(frozen=True)
class Case:
    """What a scene is rehearsed with; `picture` is a digit, or a photo of one."""

    aspect: str = WIDE
    palette: str = "classic"
    language: str = "en"
    network: str = SHIPPED
    picture: int | str = DEFAULT_DIGIT

    @property
    def values(self) -> tuple[str, str, str, str]:
        """All but the picture."""
        return self.aspect, self.palette, self.language, self.network

    @property
    def is_film(self) -> bool:
        """Whether it is what everybody sees who chooses nothing."""
        return self == Case()

    def settings(self, files: Mapping[str, Path]) -> Settings:
        """Choose it; `files` are those of the photo and of the networks."""
        chosen: dict[str, Any] = {"aspect": self.aspect, "palette": self.palette}
        if self.picture == PHOTO:
            chosen["image"] = files[PHOTO]
        elif not self.is_film:
            chosen["digit"] = self.picture
        if self.network != SHIPPED:
            chosen["model"] = files[self.network]
        if self.network == RELU:
            chosen["activations"] = RELU_NAMES
        return Settings(language=self.language, **chosen)


def cases_of(name: str) -> list[Case]:
    """The six cases of a scene, or of the title of an act."""
    part = entry(name)
    parts = CATALOG if part in CATALOG else ACT_TITLES
    return _table(len(parts))[parts.index(part)]


@cache
def _table(count: int) -> list[list[Case]]:
    table: list[list[Case]] = []
    met: Counter[tuple[str, int | str]] = Counter()
    for place in range(count):
        shapes = (WIDE, TALL, SQUARE) if place % 2 == 0 else (WIDE, SQUARE, TALL)
        networks = NETWORKS if place % 4 in (0, 3) else (SHIPPED, EIGHT, RELU)
        others = [
            Case(shapes[shape], palette, language, networks[model])
            for (shape, palette, language), model in zip(_STAGES, _MODELS, strict=True)
        ][1:]
        digits = [(len(others) * place - place + i) % 10 for i in range(len(others) - 1)]
        # Who of the five reads what: so that most meet what they have met the least.
        pictures = min(
            permutations([*digits, PHOTO]),
            key=lambda order: sum(
                met[value, picture]
                for case, picture in zip(others, order, strict=True)
                for value in case.values
            ),
        )
        cases = [replace(case, picture=p) for case, p in zip(others, pictures, strict=True)]
        table.append([Case(), *cases])
        met.update((value, case.picture) for case in table[-1] for value in case.values)
    return table


@dataclass(frozen=True, eq=False)
class Rehearsal:
    """A run of a scene in a case.

    Attributes
    ----------
    settings, run
        What was chosen, and what came of it.
    templates
        Every text that was shown or said, before its slots were filled, with these.
    movements, light
        What watched it, if it is the film.
    """

    case: Case
    settings: Settings
    run: DryRun
    templates: list[tuple[str, Mapping[str, Any]]]
    movements: MovementAudit
    light: LightWatch

    @property
    def read(self) -> list[ShownValue]:
        """Every number that was read; all that was seen are many more: `run.shown`."""
        return [*self.run.ledger._texts.values()]


@dataclass
class Rehearsals:
    """Runs of scenes, each made once in a process; `files` are those of photo and networks."""

    files: Mapping[str, Path]
    _made: dict[tuple[str, Case], Rehearsal] = field(default_factory=dict)

    def __call__(self, name: str, number: int) -> Rehearsal:
        """One of the cases of a scene."""
        return self.of(name, cases_of(name)[number])

    def all(self, name: str) -> list[Rehearsal]:
        """All cases of a scene; the film is the first."""
        return [self.of(name, case) for case in cases_of(name)]

    def of(self, name: str, case: Case) -> Rehearsal:
        """Any case of a scene."""
        if (name, case) not in self._made:
            self._made[name, case] = self.rehearse(name, case, watched=case.is_film)
        return self._made[name, case]

    def rehearse(self, name: str, case: Case, *, watched: bool) -> Rehearsal:
        """Run it, and watch its movements and its light, or not."""
        movements, light = MovementAudit(), LightWatch()
        watch = _Together(movements, light) if watched else None
        settings, templates = case.settings(self.files), []
        with pytest.MonkeyPatch.context() as patch:
            for kind, method in ((Words, "__init__"), (Chapter, "caption")):
                patch.setattr(kind, method, _noting(getattr(kind, method), templates))
            run = observed(name, settings, watch, lines=LINES if watched else None)
        return Rehearsal(case, settings, run, templates, movements, light)


def _noting(method: Callable[..., None], templates: list[Any]) -> Callable[..., None]:
    def noted(self: Words | Chapter, template: str, **kwargs: Any) -> None:
        method(self, template, **kwargs)
        templates.append((template, self.slots if isinstance(self, Words) else kwargs))

    return noted


class _Together:
    """Several observers of one run, each told of the moments that it asked for."""

    def __init__(self, *observers: Any) -> None:
        self._observers = observers
        self._asked: list[set[float]] = []

    def moments(self, start: float, seconds: float) -> list[float]:
        self._asked = [set(each.moments(start, seconds)) for each in self._observers]
        return np.unique([*set().union(*self._asked)]).tolist()

    def sees(self, scene: Chapter, within: float) -> None:
        for observer, asked in zip(self._observers, self._asked, strict=True):
            if within in asked:
                observer.sees(scene, within)

    def begins(self, scene: Chapter, start: float) -> None:
        for observer in self._observers:
            observer.begins(scene, start)

    def ends(self, scene: Chapter, end: float) -> None:
        for observer in self._observers:
            observer.ends(scene, end)

    def is_over(self, scene: Chapter) -> None:
        for observer in self._observers:
            observer.is_over(scene)
