"""Recordings replace the voice, line by line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scenes.media.sound_files import SAMPLE_RATE, write_wav
from scenes.sound import voices
from scenes.sound.recordings import Recordings
from scenes.sound.speech import Speech
from scenes.sound.voices import RecordedVoice, voice_checksum, voice_of
from scenes.subject.settings import Settings, voice_in

LINE, SPOKEN = "Bias-a-1", "Three words only."


class Reader:
    """A voice whose words begin at 0, 1 and 3 seconds of 4."""

    def __init__(self, checksum="reader"):
        self.checksum = checksum

    def speech(self, line, spoken):
        del line, spoken
        return Speech(np.full(4 * SAMPLE_RATE, 0.1, np.float32), (0.0, 1.0, 3.0))


def hum(seconds):
    times = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (0.2 * np.sin(2 * np.pi * 150 * times)).astype(np.float32)


@pytest.fixture
def folder(tmp_path):
    write_wav(tmp_path / f"{LINE}.wav", hum(2))
    return tmp_path


def test_a_recording_is_heard_instead_of_the_voice(folder):
    speech = RecordedVoice(Recordings(folder), Reader()).speech(LINE, SPOKEN)
    assert speech.seconds == pytest.approx(2, abs=0.1)
    assert speech.word_starts == pytest.approx(
        (0, speech.seconds / 4, 3 * speech.seconds / 4), abs=1e-3
    )


def test_without_another_voice_words_begin_by_their_letters(folder):
    speech = RecordedVoice(Recordings(folder), None).speech(LINE, SPOKEN)
    assert [start / speech.seconds for start in speech.word_starts] == pytest.approx(
        [0, 6 / 18, 12 / 18]
    )


def test_a_line_without_a_recording_is_spoken_or_silent(folder):
    assert RecordedVoice(Recordings(folder), Reader()).speech("Bias-a-2", SPOKEN).seconds == 4
    assert RecordedVoice(Recordings(folder), None).speech("Bias-a-2", SPOKEN) is None


def test_another_recording_or_another_voice_is_another_checksum(folder):
    found = [RecordedVoice(Recordings(folder), each).checksum for each in (None, Reader())]
    found.append(RecordedVoice(Recordings(folder), Reader("another")).checksum)
    write_wav(folder / f"{LINE}.wav", hum(2.5))
    found.append(RecordedVoice(Recordings(folder), None).checksum)
    assert len(set(found)) == len(found)


def test_a_folder_is_a_voice(folder, monkeypatch):
    monkeypatch.setattr(voices, "missing_of_default_voice", lambda _language: "nothing there")
    voices._voice.cache_clear()
    settings = Settings(voice=voice_in(str(folder)))
    assert isinstance(voice_of(settings), RecordedVoice)
    assert voice_of(settings).instead == "it stays silent"
    assert voice_checksum(settings) == voice_of(settings).checksum
    voices._voice.cache_clear()


def test_settings_with_a_voice_survive_the_way_to_another_process(folder):
    for voice in ("none", "default", Path(folder)):
        settings = Settings(voice=voice)
        assert Settings.from_json(settings.as_json()) == settings
