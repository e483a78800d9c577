"""The base of every scene: beats, captions, and the ledger of what is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from manim import Animation, AnimationGroup, CairoRenderer, FadeIn, FadeOut, Mobject, Scene, Wait
from manim.animation.animation import prepare_animation
from manim.scene.scene_file_writer import SceneFileWriter
from manim.utils.exceptions import EndSceneEarlyException
from numpy.typing import NDArray
from tqdm import tqdm

from network.analysis.sound_events import SoundEvent
from network.temporary_folders import temporary_folder
from scenes.audit.faults import Fault
from scenes.audit.layout import audit, cuts_words
from scenes.audit.observer import Observer
from scenes.media import captions
from scenes.media.captions import CaptionLine, Cue
from scenes.media.sound_files import write_wav
from scenes.mobjects.raster.raster_camera import RasterCamera
from scenes.mobjects.text.typst_text import Verbatim, refuse_numbers, shown_text
from scenes.mobjects.view import View
from scenes.motion.pointing import pulse
from scenes.sound.speech import Speech
from scenes.sound.spoken_forms import spoken_form
from scenes.sound.tones import PlacedSound
from scenes.sound.voices import voice_of
from scenes.stage.layout import Stage
from scenes.stage.theme import BACKGROUND, Palette
from scenes.subject.languages import N_
from scenes.subject.ledger import Ledger
from scenes.subject.record_view import RecordView
from scenes.subject.settings import Settings, current
from scenes.subject.sourced import Sourced
from scenes.subject.subject import subject
from scenes.subject.words import _, language

CLEAR = "#000000"
SPEECH_PAUSE = 0.3
"""Seconds of silence after a spoken caption."""
SLOWEST = 1.25
"""How much longer movements may take while a caption is said than while it is read."""
_NUMBER = re.compile(r"\d+")
_OPENING = " (\"'\N{LEFT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}"


@dataclass(frozen=True)
class Beat:
    """What a chapter declares of one of its beats, or of several that differ by a number.

    Attributes
    ----------
    name
        Short lower-case English, for titles and tables of contents; `{number}` stands for the
        number in the beat's id.
    picture
        What is to be seen at its end, in a sentence or two for those who don't see it;
        `{positive}` and `{negative}` stand for the palette's colors. Empty if nobody wrote it yet.
    """

    name: str
    picture: str = ""

    def described(self, palette: Palette) -> str:
        """The picture in the film's language."""
        colors = {"positive": _(palette.positive_name), "negative": _(palette.negative_name)}
        text = _(self.picture).format(**colors)
        return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class _Saying:
    """The caption that is being said.

    Attributes
    ----------
    id, text
        As in `CaptionLine`.
    places
        Index in the text at which each slot and each marked word begins.
    start_seconds
        From the beginning of the scene.
    speech
        None if nobody speaks it.
    """

    id: str
    text: str
    places: Mapping[str, int]
    start_seconds: float
    speech: Speech | None

    @property
    def seconds(self) -> float:
        """How long it stays at least: it can be read, and it is said to its end."""
        spoken = 0.0 if self.speech is None else self.speech.seconds + SPEECH_PAUSE
        return max(captions.reading_seconds(self.text), spoken)

    @property
    def tempo(self) -> float:
        """How much longer movements take than in silence: said, most captions last longer."""
        if self.speech is None:
            return 1.0
        return min(max(self.seconds / captions.reading_seconds(self.text), 1.0), SLOWEST)

    def seconds_before(self, place: int) -> float:
        """When the character of this index is said, or, if nobody speaks, when it is read."""
        if self.speech is None:
            return captions.reading_seconds(self.text) * place / len(self.text)
        before = spoken_form(self.text[:place].rstrip(_OPENING), language().code)
        return self.speech.seconds_before(len(before.split()))


class Chapter(Scene):
    """A scene of the film: a list of beats, each a section of the video.

    Attributes
    ----------
    subject
        The input, the network, and the trace of the one through the other.
    palette
        The colors that carry meaning.
    view
        Which part of the scene is seen.
    record
        All that the scene may show numbers of, by path.
    beat_id
        Of the beat that is being played; empty before the first.
    ledger, caption_lines, cues, faults, sections
        What was shown, said, and said in cues, what was found unreadable; names and start times of
        the beats played so far.
    speeches
        What was spoken, and when in seconds each began.
    sounds
        What is heard besides the captions.
    """

    summary: ClassVar[str] = ""
    """What a student understands afterwards, in a sentence."""
    concepts: ClassVar[tuple[str, ...]] = (N_("neural network"),)
    """Keywords to find the scene by, the most important first."""
    measurements: ClassVar[tuple[str, ...]] = ()
    """Names of the measured records that the scene shows: `network.measurements.registry`."""
    beats: ClassVar[Mapping[str, Beat]] = {}
    """Every beat by its id, which names files and addresses; `step-{number}` stands for many."""
    chosen: Settings | None = None
    """What is shown, for a subclass that says so; else the settings in force."""
    keep_pictures = False
    """Whether the last picture of every beat is kept in `pictures`."""
    last_beat: str | None = None
    """The story ends with this beat, and only its picture is kept; None tells all of it."""
    tell: Callable[[float], None] | None = None
    """Told how many seconds of film are drawn so far, after every movement."""
    observer: Observer | None = None
    """Told of every movement that is passed over."""
    allowed_crossings: ClassVar[Mapping[tuple[str, str], str]] = {}
    """Which two things may cross each other in a movement, by names of classes, and why."""
    only_beats: range | None = None
    """The beats that are drawn, by number; the others are passed over. None draws them all."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(camera_class=RasterCamera, **kwargs)
        is_clear = self.camera.background_opacity == 0
        # What is clear has no color either: it would shine through every soft edge.
        self.camera.background_color = CLEAR if is_clear else BACKGROUND

    def setup(self) -> None:
        """Load the input and the network before the story begins."""
        self.settings = self.chosen or current()
        self.palette = self.settings.colors
        self.subject = subject(self.settings)
        self.model, self.trace = self.subject.model, self.subject.trace
        self.view = self.camera.view = View()
        self._seen = self.view.seen
        self.record = RecordView({"model": self.model, "trace": self.trace})
        self.ledger = Ledger(type(self).__name__)
        self.caption_lines: list[CaptionLine] = []
        self.cues: list[Cue] = []
        self.faults: list[Fault] = []
        self.sections: list[tuple[str, float]] = []
        self.sounds: list[PlacedSound] = []
        self.pictures: list[tuple[str, NDArray[np.uint8]]] = []
        self.beat_id = ""
        self.speeches: list[tuple[float, Speech]] = []
        self._voice = voice_of(self.settings)
        self._captions_of_beat = 0
        self._saying: _Saying | None = None
        self._awaited: set[str] = set()
        self._drawn_seconds = self._play_start = 0.0
        self._is_cut_short = False

    def tear_down(self) -> None:
        """Close the last beat."""
        if not self._is_cut_short:
            self._end_beat()
        if self.observer is not None:
            self.observer.is_over(self)
        if type(self.renderer.file_writer) is SceneFileWriter:  # plain `manim render`
            self._leave_sound_to_manim()

    @property
    def has_choice(self) -> bool:
        """Whether an answer is the largest of several outputs; a lone output is just a number."""
        return self.model.layer_sizes[-1] > 1

    def has_tie(self, trace: str = "trace") -> bool:
        """Whether a trace has several largest outputs: then the answer is the first of them."""
        outputs = self.record.outputs(trace).values
        return bool(np.count_nonzero(outputs == outputs.max()) > 1)

    @property
    def seconds(self) -> float:
        """Time since the beginning of the scene."""
        return float(self.renderer.time)

    def measured(self, name: str) -> Any:
        """A record that `measurements` declares, about this network; measured if there is none.

        Raises
        ------
        LookupError
            For a record that is not declared: a change to it would not draw the scene again.
        """
        if name not in self.measurements:
            declared = ", ".join(self.measurements) or "none"
            msg = f"{type(self).__name__}.measurements: expected {name} among them, got {declared}"
            raise LookupError(msg)
        from scenes.subject.record_progress import load_or_measure  # most scenes do without it

        return load_or_measure(name, self.model, mnist_dir=self.settings.mnist_dir)

    @classmethod
    def section_name(cls, beat_id: str) -> str:
        """The name of a beat's section: English, with the number that the id may have.

        Raises
        ------
        LookupError
            For a beat that is not declared.
        """
        template, number = _numberless(beat_id)
        declared = cls.beats.get(beat_id) or cls.beats.get(template)
        if declared is None:
            known = ", ".join(cls.beats) or "none"
            msg = f"{cls.__name__}.beats: expected {beat_id} among them, got {known}"
            raise LookupError(msg)
        return declared.name.format(number=number)

    @classmethod
    def beat_of(cls, section: str) -> tuple[str, Beat]:
        """Id and declaration of the beat whose section has this name.

        Raises
        ------
        LookupError
            For a section of no beat that is declared.
        """
        template, number = _numberless(section)
        for beat_id, declared in cls.beats.items():
            if declared.name in (section, template):
                return beat_id.format(number=number), declared
        msg = f"{cls.__name__}.beats: expected one named {section}"
        raise LookupError(msg)

    def class_name(self, output: int) -> Verbatim:
        """Name of the class that an output stands for."""
        return Verbatim(self.model.labels[output])

    def beat(self, beat_id: str, caption: str | None = None, **slots: Sourced | Verbatim) -> None:
        """Begin a section of the video, and say what it is about.

        Parameters
        ----------
        beat_id
            A key of `beats`, with a number in place of `{number}`.
        caption
            As in `caption`.
        slots
            What the caption's `{slots}` show.
        """
        name = self.section_name(beat_id)
        self._end_beat()
        if self.last_beat is not None and self.beat_id == self.last_beat:
            self._is_cut_short = True
            raise EndSceneEarlyException
        self.beat_id, self._captions_of_beat = beat_id, 0
        self.sections.append((name, self.seconds))
        number = len(self.sections) - 1
        passed_over = self.only_beats is not None and number not in self.only_beats
        self.next_section(name, skip_animations=passed_over)
        if caption is not None:
            self.caption(caption, **slots)

    def caption(self, template: str, **slots: Sourced | Verbatim) -> None:
        """Say something; it stays until the next caption, and at least as long as it takes.

        Parameters
        ----------
        template
            With a slot for every value, and marked words that movements wait for: see `at_word`.
        """
        self._end_caption()
        refuse_numbers(template)
        texts = {name: shown_text(slot) for name, slot in slots.items()}
        text, places = captions.filled(template, texts)
        values = [slot for slot in slots.values() if isinstance(slot, Sourced)]
        self.ledger.note_values(self._section, self.seconds, values, visible=True)
        self.ledger.note_names(self._section, self.seconds, slots.values(), text)
        self._captions_of_beat += 1
        line = f"{type(self).__name__}-{self.beat_id}-{self._captions_of_beat}"
        speech = (
            None
            if self._voice is None
            else self._voice.speech(line, spoken_form(text, language().code))
        )
        if speech is not None:
            self.speeches.append((self.seconds, speech))
        self._saying = _Saying(line, text, places, self.seconds, speech)
        self._awaited = set(places) - set(slots)

    def at_word(self, mark: str) -> None:
        """Wait until a word of the caption is said: one that is marked by braces, or a slot.

        Raises
        ------
        LookupError
            When the caption has no such word.
        """
        frames = self._frames_until(mark)
        if frames > 0:
            self.wait(frames / self.camera.frame_rate)

    def _frames_until(self, mark: str) -> int:
        saying = self._saying
        if saying is None or mark not in saying.places:
            known = "no caption" if saying is None else ", ".join(saying.places) or "no mark"
            msg = f"{type(self).__name__}.at_word: expected {mark!r} in the caption, got {known}"
            raise LookupError(msg)
        self._awaited.discard(mark)
        moment = saying.start_seconds + saying.seconds_before(saying.places[mark])
        return round((moment - self.seconds) * self.camera.frame_rate)

    def point_at(self, mark: str, *mobjects: Mobject) -> None:
        """Wait until a marked word is said, as `at_word` does, and let what it means swell."""
        self.at_word(mark)
        self.play(pulse(*mobjects, color=self.palette.signal))

    def play(self, *animations: Any, **kwargs: Any) -> None:
        """Play, and enter what is on stage before and after into the ledger.

        What moves nothing takes no time: a layer of one neuron has no others that could arrive.
        """
        animations = tuple(each for each in animations if not _moves_nothing(each))
        if not animations:
            return
        animations, kwargs = _slowed_down(animations, kwargs, self._tempo)
        for animation in animations:
            values = list(_passing_values(animation))
            self.ledger.note_values(self._section, self.seconds, values, visible=True)
        start = self.seconds
        observer = self.observer if self.renderer.skip_animations else None
        if observer is not None:
            self._play_start = start
            observer.begins(self, start)
        super().play(*animations, **kwargs)
        if self.renderer.skip_animations:
            self._keep_time_of_frames(start)
        else:
            self._drawn_seconds += self.seconds - start
            if self.tell is not None:
                self.tell(self._drawn_seconds)
        if observer is not None:
            observer.ends(self, self.seconds)
        for animation in self.animations or ():
            _hand_over_fills(animation)
        self._take_view_off_stage()
        self.ledger.note(self._section, start, self.mobjects)

    def _take_view_off_stage(self) -> None:
        # manim adds whatever moves; but who fades out all that is on stage doesn't mean the view.
        if any(_moves(animation, self.view) for animation in self.animations or ()):
            self.remove(self.view)

    def get_time_progression(self, run_time: float, *args: Any, **kwargs: Any) -> tqdm[float]:
        """When to look at a movement; one that is passed over is seen by the observer alone."""
        if self.observer is None or not self.renderer.skip_animations:
            return super().get_time_progression(run_time, *args, **kwargs)
        return tqdm(self.observer.moments(self._play_start, run_time), disable=True)

    def update_to_time(self, t: float) -> None:
        """Bring everything to a moment of a movement; what stands still is drawn as seen then."""
        super().update_to_time(t)
        if self._seen != self.view.seen and not self.renderer.skip_animations:
            self._seen = self.view.seen
            self.renderer.save_static_frame_data(self, self.static_mobjects)
        if self.observer is not None and self.renderer.skip_animations:
            self.observer.sees(self, t)

    def drift(self, area: Mobject | Stage, until: str = "") -> None:
        """Come a little closer to an area until the caption is said; pull out again later.

        It takes no time where words fill the stage and would be cut.

        Parameters
        ----------
        until
            A word of the caption, as in `at_word`, if it is not all of it that is waited for.
        """
        saying = self._saying
        left = 0.0 if saying is None else saying.start_seconds + saying.seconds - self.seconds
        rate = self.camera.frame_rate
        seconds = (self._frames_until(until) if until else int(left * rate)) / rate
        if seconds > 0 and not cuts_words(self.mobjects, self.view.copy().drift(area, seconds)):
            # It lasts as long as there is time, whatever the tempo.
            drifting = self.view.animate(run_time=seconds / self._tempo)
            self.play(drifting.drift(area, seconds))

    def play_sounds(self, events: Iterable[SoundEvent], at: float = 0.0) -> None:
        """Let sounds be heard from now on, or from so many seconds later, unless they are off.

        It takes no time: what they go with is played next.
        """
        if not self.settings.sounds:
            return
        start = self.seconds + self._tempo * at
        for event in (each.slowed_down(self._tempo) for each in events):
            self.sounds.append(PlacedSound(start, event))
            self.ledger.note_sound(self._section, start, event)

    def fall_silent(self) -> None:
        """End the caption: what is heard next is heard alone."""
        self._end_caption()

    def still_frame(self) -> NDArray[np.uint8]:
        """What the stage looks like now, shape (height, width, 3)."""
        self.renderer.static_image = None
        # Not as the renderer does: it draws nothing of a movement that is passed over.
        CairoRenderer.update_frame(self.renderer, self)
        return np.array(self.renderer.camera.pixel_array[..., :3])

    def soundtrack(self) -> NDArray[np.float32] | None:
        """All that is heard in the scene, as long as it is; None if there is nothing."""
        from scenes.sound.soundtrack import soundtrack  # it takes long to load, and comes last

        return soundtrack(self.speeches, self.sounds, self.seconds)

    def rest(self, seconds: float = 0.8) -> None:
        """Let what matters stand."""
        self.wait(seconds)

    def _keep_time_of_frames(self, start: float) -> None:
        # What is passed over lasts as many frames as when it is drawn, or the rest would differ.
        frame = 1 / self.camera.frame_rate
        frozen = self.is_current_animation_frozen_frame()
        count = int(self.duration / frame) if frozen else len(np.arange(0, self.duration, frame))
        self.renderer.time = start
        for step in [count * frame] if frozen else [frame] * count:
            self.renderer.time += step

    @property
    def _tempo(self) -> float:
        return 1.0 if self._saying is None else self._saying.tempo

    @property
    def _section(self) -> str:
        return self.sections[-1][0] if self.sections else ""

    def _end_beat(self) -> None:
        self._end_caption()
        if not self.sections:
            return
        self.ledger.note(self._section, self.seconds, self.mobjects)
        self.faults += audit(self._section, self.mobjects, self.view)
        if self.keep_pictures and self.last_beat in (None, self.beat_id):
            self.pictures.append((self._section, self.still_frame()))

    def _end_caption(self) -> None:
        saying, self._saying = self._saying, None
        if saying is None:
            return
        if self._awaited:
            msg = (
                f"{type(self).__name__}: expected a slot, or `at_word`, for"
                f" {', '.join(sorted(self._awaited))} in {saying.text!r}"
            )
            raise LookupError(msg)
        start, text = saying.start_seconds, saying.text
        missing = start + saying.seconds - self.seconds
        if missing > 0:
            # Whole frames only, or the video runs ahead of its captions.
            rate = self.camera.frame_rate
            self.wait((int(missing * rate) + 1) / rate)
        self.caption_lines.append(CaptionLine(saying.id, start, self.seconds, text))
        spoken = None if saying.speech is None else saying.seconds_before
        found = captions.cues(text, start, self.seconds, spoken)
        self.cues += found
        for cue in found:
            self.faults += [Fault(self._section, "caption", f) for f in captions.cue_faults(cue)]
            # For plain `manim render`, which writes its own subtitle file.
            self.add_subcaption(
                cue.text,
                duration=cue.end_seconds - cue.start_seconds,
                offset=cue.start_seconds - self.seconds,
            )

    def _leave_sound_to_manim(self) -> None:
        track = self.soundtrack()
        if track is not None:
            with temporary_folder() as folder:
                write_wav(folder / "track.wav", track)
                self.add_sound(str(folder / "track.wav"), time_offset=-self.seconds)


def _numberless(text: str) -> tuple[str, str]:
    # `another-digit-{number}` and 9 of `another-digit-9`.
    number = _NUMBER.search(text)
    return (_NUMBER.sub("{number}", text), number[0]) if number else (text, "")


def _slowed_down(
    animations: tuple[Any, ...], kwargs: dict[str, Any], tempo: float
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """What `play` is given, each movement so much longer."""
    if tempo == 1 or all(isinstance(each, Wait) for each in animations):
        return animations, kwargs
    built = tuple(prepare_animation(each) for each in animations)
    for animation in built:
        animation.set_run_time(tempo * animation.run_time)
    if "run_time" in kwargs:
        kwargs = {**kwargs, "run_time": tempo * kwargs["run_time"]}
    return built, kwargs


def _moves_nothing(animation: Any) -> bool:
    return isinstance(animation, AnimationGroup) and all(map(_moves_nothing, animation.animations))


def _moves(animation: Animation, view: View) -> bool:
    parts = getattr(animation, "animations", ())
    return animation.mobject is view or any(_moves(part, view) for part in parts)


def _passing_values(animation: Any) -> Iterator[Sourced]:
    # Numbers that are on screen for a moment while an animation runs, or one within it.
    yield from getattr(animation, "passing_values", ())
    for part in getattr(animation, "animations", ()):
        yield from _passing_values(part)


def _hand_over_fills(animation: Animation) -> None:
    # A transform brings the look of its target, but not the values that the look stands for.
    for part in getattr(animation, "animations", ()):
        _hand_over_fills(part)
    target = getattr(animation, "target_mobject", None)
    if target is not None and not isinstance(animation, FadeIn | FadeOut):
        for mobject, model in zip(
            animation.mobject.get_family(), target.get_family(), strict=False
        ):
            if hasattr(mobject, "fills") and hasattr(model, "fills"):
                mobject.fills = model.fills
