"""A scene that is told by a folder of recordings, made from the script as a user makes them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scenes.chapter import SPEECH_PAUSE
from scenes.editions.script import as_csv, script_lines
from scenes.media.captions import reading_seconds
from scenes.media.sound_files import SAMPLE_RATE, write_wav
from scenes.render.manim_session import dry_run
from scenes.sound.loudness import loudness
from scenes.subject.settings import Settings, using

SCENE = "Bias"
SILENT = Settings(language="de")
MISSING, OF_OTHER_WORDS = 2, 3
LENGTHS = (8.0, 1.5, 0.0, 3.0, 6.0)
"""Seconds that each line is spoken; in German no other voice speaks the one that is missing."""


def recorded(seconds):
    """A voice as it is picked up in a room, with silence around it."""
    times = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    voice = sum(np.sin(2 * np.pi * 140 * n * times) / n for n in range(1, 9))
    voice *= 0.05 * (0.6 + 0.4 * np.cos(2 * np.pi * 4 * times))
    silence = np.zeros(round(0.8 * SAMPLE_RATE))
    noise = 1e-4 * np.random.default_rng(2).standard_normal(len(voice) + 2 * len(silence))
    return (np.concatenate([silence, voice, silence]) + noise).astype(np.float32)


@pytest.fixture(scope="module")
def script():
    with using(SILENT):
        return script_lines(SCENE, dry_run(SCENE, SILENT).lines)


@pytest.fixture(scope="module")
def told(script, tmp_path_factory):
    folder = tmp_path_factory.mktemp("narration")
    for line, seconds in zip(script, LENGTHS, strict=True):
        if seconds:
            write_wav(folder / f"{line.id}.wav", recorded(seconds))
    read = [*script]
    read[OF_OTHER_WORDS] = replace(read[OF_OTHER_WORDS], spoken="Von einer anderen Ziffer.")
    (folder / "script.csv").write_text(as_csv(read), "utf-8")
    settings = replace(SILENT, voice=folder)
    with using(settings):
        return dry_run(SCENE, settings)


def test_every_line_lasts_as_long_as_it_is_spoken_or_read(script, told):
    assert [line.text for line in told.lines] == [line.written for line in script]
    for number, (line, seconds) in enumerate(zip(told.lines, LENGTHS, strict=True)):
        is_spoken = number not in (MISSING, OF_OTHER_WORDS)
        needed = max(reading_seconds(line.text), seconds + SPEECH_PAUSE if is_spoken else 0)
        assert line.end_seconds - line.start_seconds >= needed - 0.05, line


def test_what_is_recorded_is_heard_at_its_time_and_nothing_else(told):
    spoken = [
        (line.start_seconds, seconds)
        for number, (line, seconds) in enumerate(zip(told.lines, LENGTHS, strict=True))
        if number not in (MISSING, OF_OTHER_WORDS)
    ]
    assert len(told.speeches) == len(spoken)
    for (start, speech), (expected, seconds) in zip(told.speeches, spoken, strict=True):
        assert start == pytest.approx(expected, abs=0.01)
        assert speech.seconds == pytest.approx(seconds, abs=0.06)
        assert loudness(speech.samples) == pytest.approx(-16, abs=0.5)


def test_nothing_is_said_that_cannot_be_read_in_its_time(told):
    assert told.faults == ()
    assert [cue for cue in told.cues if cue.end_seconds <= cue.start_seconds] == []
