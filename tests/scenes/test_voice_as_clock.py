"""Beats last as long as their words are spoken, and movements begin with their words."""

from __future__ import annotations

import numpy as np
import pytest
from manim import FadeIn, Square, tempconfig

from network.analysis.sound_events import ticks
from scenes.catalog import PARTS
from scenes.chapter import SLOWEST, SPEECH_PAUSE, Beat, Chapter
from scenes.media import captions
from scenes.media.sound_files import SAMPLE_RATE
from scenes.mobjects.text.typst_text import Verbatim
from scenes.render.manim_session import dry_run
from scenes.sound.spoken_forms import spoken_form
from scenes.subject.settings import Settings
from scenes.subject.sourced import Sourced

FRAME = 1 / 15
WORD, GAP = 0.3, 0.1
"""Of the metronome, seconds."""
FEW_SCENES = ("Act1", "PixelsBecomeNeurons", "Bias", "TheWeightedSum", "Recap")


def played(construct):
    scene_class = type(
        "Mine", (Chapter,), {"construct": construct, "beats": {"a": Beat("a"), "b": Beat("b")}}
    )
    with tempconfig({"dry_run": True, "frame_rate": 15}):
        scene = scene_class(skip_animations=True)
        scene.render()
    return scene


def test_a_caption_stays_until_it_is_said(metronome):
    scene = played(lambda self: self.beat("a", "Many short words are said in here."))
    spoken = 7 * (WORD + GAP)
    assert scene.seconds == pytest.approx(spoken + SPEECH_PAUSE, abs=FRAME)
    assert scene.seconds > captions.reading_seconds("Many short words are said in here.")
    assert metronome.said == {"Mine-a-1": "Many short words are said in here."}


@pytest.mark.usefixtures("metronome")
def test_a_caption_stays_until_it_is_read():
    text = "Unbelievably longwinded multisyllabic circumlocutions."
    scene = played(lambda self: self.beat("a", text))
    assert scene.seconds == pytest.approx(captions.reading_seconds(text), abs=FRAME)


def test_lines_are_counted_in_their_beat(metronome):
    def construct(self):
        self.beat("a", "One.")
        self.caption("Two.")
        self.beat("b", "Three.")

    played(construct)
    assert list(metronome.said) == ["Mine-a-1", "Mine-a-2", "Mine-b-1"]


@pytest.mark.usefixtures("metronome")
def test_a_movement_begins_with_its_word():
    times = {}

    def construct(self):
        self.beat("a", "Take {count} weights, {multiply} them, then add {up}.", count=Verbatim("5"))
        for mark in ("count", "multiply", "up"):
            self.at_word(mark)
            times[mark] = self.seconds
            self.play(FadeIn(Square()), run_time=0.2)

    scene = played(construct)
    for mark, number in (("count", 1), ("multiply", 3), ("up", 7)):
        assert times[mark] == pytest.approx(GAP + (WORD + GAP) * number, abs=FRAME / 2 + 1e-6)
    assert scene.cues[0].text == "Take 5 weights, multiply\nthem, then add up."


@pytest.mark.usefixtures("metronome")
def test_a_movement_that_comes_late_does_not_wait():
    def construct(self):
        self.beat("a", "First {then} second.")
        self.play(FadeIn(Square()), run_time=2)
        self.at_word("then")
        assert self.seconds == pytest.approx(2 * SLOWEST, abs=FRAME)

    played(construct)


def test_without_a_voice_a_movement_begins_where_the_word_is_read():
    times = []

    def construct(self):
        self.beat("a", "One half of this, {and} then the other.")
        self.at_word("and")
        times.append(self.seconds)

    scene = played(construct)
    assert times[0] == pytest.approx(scene.seconds * 18 / 38, abs=2 * FRAME)


def test_a_translation_may_say_another_word_at_a_mark():
    text, places = captions.filled("multiplizieren, {then:dann} addieren", {})
    assert text == "multiplizieren, dann addieren"
    assert text[places["then"] :].startswith("dann")


def test_a_mark_for_which_nothing_waits_is_refused():
    def construct(self):
        self.beat("a", "A {slot} that was forgotten.")
        self.beat("b", "Next.")

    with pytest.raises(LookupError, match="expected a slot, or `at_word`, for slot"):
        played(construct)


def test_a_word_that_is_not_marked_is_refused():
    def construct(self):
        self.beat("a", "No mark.")
        self.at_word("mark")

    with pytest.raises(LookupError, match="expected 'mark' in the caption, got no mark"):
        played(construct)


def test_cues_begin_with_their_words():
    text = (
        "Every pixel of the picture is a number. Every number is a light that you can see."
        " Every light is a neuron of its own, in the first layer."
    )
    pieces = captions.cue_texts(text)
    assert len(pieces) > 1
    said = {0: 0.0, len(pieces[0]) + 1: 5.5}
    cues = captions.cues(text, 10, 20, said.__getitem__)
    assert [cue.start_seconds for cue in cues] == [10, 15.5]
    assert cues[-1].end_seconds == 20


@pytest.mark.parametrize("second", [0.0, 0.5, 7.9])
def test_cues_leave_each_other_the_time_to_be_read(second):
    text = (
        "Every pixel of the picture is a number. Every number is a light that you can see."
        " Every light is a neuron of its own, in the first layer."
    )
    length = captions.reading_seconds(text)
    cues = captions.cues(text, 0, length, lambda place: second if place else 0.0)
    assert not [fault for cue in cues for fault in captions.cue_faults(cue)]


SPOKEN_SCENES = [
    pytest.param(part.name, marks=() if part.name in FEW_SCENES else pytest.mark.slow)
    for part in PARTS
]


@pytest.mark.parametrize("name", SPOKEN_SCENES)
def test_every_caption_is_heard_at_its_time_and_to_its_end(metronome, name):
    found = dry_run(name, Settings())
    assert not found.faults
    assert [line.id for line in found.lines] == list(metronome.said)
    spans = [(start, start + speech.seconds) for start, speech in found.speeches]
    assert [start for start, _ in spans] == [line.start_seconds for line in found.lines]
    for (_, end), line in zip(spans, found.lines, strict=True):
        assert end + SPEECH_PAUSE <= line.end_seconds + 1e-6
    for before, after in zip(found.lines, found.lines[1:], strict=False):
        assert before.end_seconds <= after.start_seconds + 1e-6


@pytest.mark.usefixtures("metronome")
def test_the_track_is_loud_where_words_are_and_silent_between():
    scene = played(
        lambda self: [self.beat("a", "One two."), self.wait(1), self.beat("b", "Three.")]
    )
    track = scene.soundtrack()
    assert len(track) == round(scene.seconds * SAMPLE_RATE)
    heard = np.zeros(len(track), bool)
    for start, speech in scene.speeches:
        for word in speech.word_starts:
            first = round((start + word) * SAMPLE_RATE)
            heard[first : first + round(WORD * SAMPLE_RATE)] = True
    assert np.all(np.abs(track[heard]) > 0.09)
    assert not track[~heard].any()


def test_a_scene_in_which_nobody_speaks_has_no_track():
    assert played(lambda self: self.beat("a", "Silence.")).soundtrack() is None


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_voice_is_given_the_words_of_this_digit(metronome, language):
    said = []
    for digit in (3, 8):
        metronome.said.clear()
        settings = Settings(digit=digit, language=language)
        found = dry_run("TheWeightedSum", settings)
        assert list(metronome.said.values()) == [
            spoken_form(line.text, language) for line in found.lines
        ]
        said.append(" ".join(metronome.said.values()))
    assert said[0] != said[1]
    assert not any(map(str.isdigit, "".join(said)))


@pytest.mark.usefixtures("metronome")
def test_movements_take_longer_while_a_caption_is_said_and_sounds_with_them():
    text = "It is so as we see it go up."
    heard = ticks([Sourced(1.0, "one"), Sourced(2.0, "two")], [0.0, 1.0], largest=2.0)
    spans = []

    def construct(self):
        for caption in (text, None):
            if caption is None:
                self.fall_silent()
            else:
                self.beat("a", caption)
            start = self.seconds
            self.play_sounds(heard)
            self.play(FadeIn(Square()), run_time=1.0)
            spans.append(self.seconds - start)

    scene = played(construct)
    spoken = 8 * (WORD + GAP) + SPEECH_PAUSE
    tempo = min(spoken / captions.reading_seconds(text), SLOWEST)
    assert 1.1 < tempo <= SLOWEST
    assert spans == pytest.approx([tempo, 1.0], abs=FRAME)
    starts = [placed.start_seconds for placed in scene.sounds]
    assert starts[1] - starts[0] == pytest.approx(tempo, abs=1e-9)
    assert starts[3] - starts[2] == pytest.approx(1.0, abs=1e-9)


@pytest.mark.usefixtures("metronome")
def test_waiting_takes_no_longer_than_it_should_while_a_caption_is_said():
    spans = []

    def construct(self):
        self.beat("a", "It is so as we see it go up.")
        start = self.seconds
        self.rest(0.8)
        spans.append(self.seconds - start)

    played(construct)
    assert spans == pytest.approx([0.8], abs=FRAME)
