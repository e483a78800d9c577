"""Piper, a speaking program: begun when a line is to be spoken, asked over loopback, and cached.

Piper is under the GPL: it runs as a program of its own, and nothing here imports it.
"""

from __future__ import annotations

import hashlib
import http.client
import importlib.metadata
import importlib.util
import io
import json
import os
import re
import subprocess
import sys
import threading
import wave
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from network.atomic_write import atomic_write_text
from network.errors import NeuroscenesError
from network.installation import adding
from network.measurements.record_lookup import cache_directory
from scenes.media.sound_files import at_film_rate, read_sound, write_wav
from scenes.sound.loudness import leveled
from scenes.sound.speech import Speech
from scenes.sound.word_times import Phoneme, word_starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PACKAGES = ("piper-tts", "onnxruntime", "soxr", "pyloudnorm")
PROCESSING = 1
"""Counts the changes of what happens to the program's sound here, so that it is made anew."""
SETTINGS = {"noise_scale": 0.0, "noise_w_scale": 0.0}
"""Without noise a voice says the same line with the same samples, whatever it said before."""
SENTENCE_PAUSE = 0.3
"""Seconds between two sentences of a line."""
START_SECONDS, LINE_SECONDS = 120, 120
"""How long to wait for the program to begin, and for a line."""
_ADDRESS = re.compile(r"Running on http://127\.0\.0\.1:(\d+)")
_GUARD = """
import os, subprocess, sys
cores = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else ()
if cores:
    os.sched_setaffinity(0, {min(cores)})
program = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)
try:
    sys.stdin.readline()
    if cores:
        os.sched_setaffinity(program.pid, cores)
    sys.stdin.read()
except KeyboardInterrupt:
    pass
finally:
    program.kill()
"""
"""Ends the program when its input ends: when we do, however we end.

The program begins on one core and may then run on any: as many workers speak as there are cores,
and one thread for each is faster than all of them with all cores.
"""


class VoiceError(NeuroscenesError):
    """A voice that can't speak."""


def is_installed() -> bool:
    """Whether Piper is there."""
    return importlib.util.find_spec("piper") is not None


class PiperVoice:
    """A voice file, spoken by Piper.

    Parameters
    ----------
    file
        Its `.onnx`; beside it lies `NAME.onnx.json`, which comes with every voice.

    Raises
    ------
    VoiceError
        When Piper or the file beside it is missing.
    """

    def __init__(self, file: Path) -> None:
        if not is_installed():
            raise VoiceError(f"{file.name}: Piper is not installed: {adding('neuroscenes[voice]')}")
        description = file.with_name(f"{file.name}.json")
        try:
            noted = json.loads(description.read_text(encoding="utf-8"))
            self.language = str(noted["espeak"]["voice"]).split("-", maxsplit=1)[0]
        except FileNotFoundError:
            raise VoiceError(
                f"{file}: expected {description.name} beside it, which comes with every Piper voice"
            ) from None
        except (KeyError, TypeError, ValueError):
            raise VoiceError(f"{description}: expected the description of a Piper voice") from None
        self.file = file
        self._program: PiperProgram | None = None

    @cached_property
    def checksum(self) -> str:
        """SHA-256 of the voice, and of all that makes a sound of it."""
        versions = [importlib.metadata.version(package) for package in PACKAGES]
        made_by = [versions, SETTINGS, SENTENCE_PAUSE, PROCESSING]
        return hashlib.sha256(
            self.file.read_bytes() + json.dumps(made_by, sort_keys=True).encode()
        ).hexdigest()

    def speech(self, line: str, spoken: str) -> Speech:
        """See `scenes.sound.speech.Voice`."""
        del line
        path = self._path(spoken)
        if not path.exists():
            self._say(spoken, path)
        starts = json.loads(path.read_text(encoding="utf-8"))
        return Speech(read_sound(path.with_suffix(".wav")), tuple(starts))

    def _say(self, spoken: str, path: Path) -> None:
        if self._program is None:
            self._program = PiperProgram(self.file)
        content, phonemes = self._program.say(spoken)
        samples, rate = _samples(content)
        starts = word_starts(spoken.split(), _timed(phonemes))
        # Whoever finds when words begin finds the sound.
        write_wav(path.with_suffix(".wav"), leveled(at_film_rate(samples, rate)))
        atomic_write_text(path, json.dumps(starts))

    def _path(self, spoken: str) -> Path:
        key = hashlib.sha256(f"{self.checksum} {spoken}".encode()).hexdigest()[:32]
        return speech_cache() / f"{key}.json"


def speech_cache() -> Path:
    """The folder of the user's cache that spoken lines go into; it need not exist."""
    return cache_directory().with_name("speech")


class PiperProgram:
    """Piper's server with one voice, which ends with this process.

    Raises
    ------
    VoiceError
        When it does not begin.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._last_words: list[str] = []
        self._process = subprocess.Popen(
            [sys.executable, "-c", _GUARD, *_command(file)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            # It looks for voices in the folder it is called from.
            cwd=file.parent,
            env={**os.environ, "PYTHONSAFEPATH": "1"},
        )
        self._port = self._awaited_port()

    def say(self, spoken: str) -> tuple[bytes, list[Any]]:
        """A line as WAV, and its phonemes, each with its seconds.

        Raises
        ------
        VoiceError
            When the program fails.
        """
        try:
            content = self._answer("POST", "/synthesize", {"text": spoken, **SETTINGS})
            told = json.loads(self._answer("GET", "/info"))
            return content, [
                [each["phoneme"], each["seconds"]] for each in told["last"]["alignments"]
            ]
        except (OSError, http.client.HTTPException, KeyError, TypeError, ValueError) as error:
            raise self._failure(f"could not say {spoken!r}: {error}") from error

    def _answer(self, method: str, path: str, body: dict[str, Any] | None = None) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=LINE_SECONDS)
        try:
            content = None if body is None else json.dumps(body)
            connection.request(method, path, content, {"Content-Type": "application/json"})
            response = connection.getresponse()
            found = response.read()
        finally:
            connection.close()
        if response.status != http.client.OK:
            raise http.client.HTTPException(f"HTTP {response.status}")
        return found

    def _awaited_port(self) -> int:
        too_long = threading.Timer(START_SECONDS, self._process.kill)
        too_long.start()
        try:
            assert self._process.stderr is not None  # noqa: S101 - it was asked for
            for line in self._process.stderr:
                self._last_words = [*self._last_words[-20:], line.rstrip()]
                if found := _ADDRESS.search(line):
                    threading.Thread(target=self._listen, daemon=True).start()
                    self._allow_all_cores()
                    return int(found[1])
        finally:
            too_long.cancel()
        raise self._failure("did not begin to speak")

    def _allow_all_cores(self) -> None:
        assert self._process.stdin is not None  # noqa: S101 - it was asked for
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def _listen(self) -> None:
        # Unread, what the program tells would fill its pipe, and it would wait forever.
        assert self._process.stderr is not None  # noqa: S101 - it was asked for
        for line in self._process.stderr:
            self._last_words = [*self._last_words[-20:], line.rstrip()]

    def _failure(self, what: str) -> VoiceError:
        errors = [line for line in self._last_words if "Error" in line] or self._last_words
        return VoiceError(f"Piper with {self.file.name} {what}" + _detail(errors))


def _detail(lines: list[str]) -> str:
    return f" ({lines[-1]})" if lines else ""


def _command(file: Path) -> list[str]:
    return [
        *(sys.executable, "-m", "piper.http_server", "--host", "127.0.0.1", "--port", "0"),
        *("--model", str(file.resolve()), "--sentence-silence", str(SENTENCE_PAUSE)),
    ]


def _samples(content: bytes) -> tuple[np.ndarray[Any, np.dtype[np.float32]], int]:
    with wave.open(io.BytesIO(content)) as file:
        values = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        return (values / 32_768).astype(np.float32), file.getframerate()


def _timed(phonemes: Iterable[tuple[str, float]]) -> Iterator[Phoneme]:
    """Phonemes with their times; sentences begin with ^, and stand a pause apart."""
    now = 0.0
    for number, (text, seconds) in enumerate(phonemes):
        if text == "^" and number > 0:
            now += SENTENCE_PAUSE
        yield Phoneme(text, now, now + seconds)
        now += seconds
