"""The ledger of a scene: every number that was seen or heard, and where it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from manim import Mobject

from network.analysis.sound_events import SoundEvent
from scenes.subject.sourced import Sourced, SourcedArray
from scenes.subject.words import language, number_text

_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")


@dataclass(frozen=True)
class Heard:
    """How a number was heard.

    Attributes
    ----------
    timbre
        A word of `network.analysis.sound_events.Timbre`.
    pitch
        In hertz.
    loudness
        In decibels relative to the voice.
    """

    timbre: str
    pitch: float
    loudness: float


@dataclass(frozen=True)
class ShownValue:
    """One number that a viewer saw or heard, with its path in a record of the `network` package.

    A value that is seen is listed once a section, at the time in seconds when it first appeared;
    one that is heard each time. The text is empty for a value shown as a fill, a width, a bar, or
    as a sound.
    """

    scene: str
    section: str
    seconds: float
    text: str
    value: float
    source: str
    heard: Heard | None = None

    @property
    def is_told(self) -> bool:
        """Whether it is read as a number or heard: fills are too many."""
        return bool(self.text) or self.heard is not None

    def as_json(self) -> dict[str, Any]:
        """What other programs read: `heard` is there for what is heard."""
        found = asdict(self)
        return found if self.heard else {key: found[key] for key in found if key != "heard"}


@dataclass(frozen=True)
class ShownName:
    """One number that names something: a pixel, a neuron, an image, an act; listed once a section.

    `words` is the whole text that it was read in.
    """

    scene: str
    section: str
    seconds: float
    text: str
    value: float
    words: str

    def as_json(self) -> dict[str, Any]:
        """What other programs read: no record has it, so its source is `name`."""
        found = asdict(self)
        words = found.pop("words")
        return {**found, "source": NAME, "words": words}


NAME = "name"
"""In place of the path of a value."""


@dataclass
class Ledger:
    """Collects what comes on stage while a scene runs."""

    scene: str
    _texts: dict[tuple[str, str, str], ShownValue] = field(default_factory=dict)
    _fills: dict[tuple[str, str, int], tuple[float, SourcedArray]] = field(default_factory=dict)
    _sounds: list[tuple[str, float, SoundEvent]] = field(default_factory=list)
    _names: dict[tuple[str, str, str], ShownName] = field(default_factory=dict)

    def note(self, section: str, seconds: float, mobjects: Iterable[Mobject]) -> None:
        """Enter all values that these mobjects and their parts show."""
        for mobject in mobjects:
            for part in mobject.get_family():
                self.note_values(section, seconds, getattr(part, "sources", ()), visible=True)
                slots = getattr(part, "slots", None)
                if slots:
                    self.note_names(section, seconds, slots.values(), part.text)
                for fill in getattr(part, "fills", ()):
                    self.note_fill(section, seconds, fill)

    def note_names(self, section: str, seconds: float, slots: Iterable[Any], words: str) -> None:
        """Enter the numbers in those slots of a text that hold no values."""
        names = [str(slot) for slot in slots if not isinstance(slot, Sourced)]
        for text in (text for name in names for text in _NUMBER.findall(name)):
            key = (section, text, words)
            if key not in self._names:
                value = language().value(text)
                self._names[key] = ShownName(self.scene, section, seconds, text, value, words)

    @property
    def names(self) -> tuple[ShownName, ...]:
        """All numbers that are names, by time."""
        return tuple(sorted(self._names.values(), key=lambda name: name.seconds))

    def note_values(
        self, section: str, seconds: float, values: Iterable[Sourced], *, visible: bool
    ) -> None:
        """Enter values shown as text."""
        for sourced in values:
            text = number_text(sourced) if visible else ""
            key = (section, sourced.source, text)
            if key not in self._texts:
                self._texts[key] = ShownValue(
                    self.scene, section, seconds, text, sourced.value, sourced.source
                )

    def note_fill(self, section: str, seconds: float, fill: Sourced | SourcedArray) -> None:
        """Enter values shown by a fill, a width, a bar."""
        if isinstance(fill, Sourced):
            self.note_values(section, seconds, (fill,), visible=False)
        else:
            self._fills.setdefault((section, fill.source, id(fill)), (seconds, fill))

    def note_sound(self, section: str, seconds: float, event: SoundEvent) -> None:
        """Enter all values that a sound which is played now lets be heard."""
        self._sounds.append((section, seconds, event))

    def __iter__(self) -> Iterator[ShownValue]:
        """All entries, by time; arrays are listed number by number."""
        seen = (
            ShownValue(self.scene, section, seconds, "", value, path)
            for section, seconds, array in self.arrays
            for value, path in array.named()
        )
        return iter(sorted([*self.alone, *seen], key=lambda entry: entry.seconds))

    @property
    def alone(self) -> list[ShownValue]:
        """All that was seen or heard alone, not as one of an array."""
        heard = (
            ShownValue(
                self.scene,
                section,
                seconds + each.seconds,
                "",
                each.value,
                each.source,
                Heard(event.timbre, each.pitch, each.loudness),
            )
            for section, seconds, event in self._sounds
            for each in event.heard
        )
        return [*self._texts.values(), *heard]

    @property
    def arrays(self) -> Iterator[tuple[str, float, SourcedArray]]:
        """Section, time and numbers of what was seen as arrays."""
        # A picture and a column may show the same numbers: they are listed once a section.
        seen = set()
        for (section, source, _), (seconds, array) in self._fills.items():
            key = (section, source, array.values.tobytes())
            if key not in seen:
                seen.add(key)
                yield section, seconds, array
