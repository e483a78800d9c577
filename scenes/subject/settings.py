"""What is shown: which input, which network, which colors."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from network.activations import activation_function
from network.errors import OptionError
from network.input_preparation import FULL_RANGE, InputPreparation
from scenes.stage.theme import PALETTES, Palette
from scenes.subject.aspects import ASPECTS, WIDE
from scenes.subject.languages import LANGUAGES, SOURCE

DEFAULT_DIGIT = 3
ENVIRONMENT_PREFIX = "NEUROSCENES_"
VOICES = NO_VOICE, DEFAULT_VOICE = "none", "default"
INPUTS = ("digit", "image", "mnist")
"""Settings of which only one may be chosen."""
ABOUT_INPUTS = ("input_range", "input_mean", "input_std", "input_inverted")
PATHS = ("image", "model", "mnist_dir")
OF_THE_MODEL = ("activations", "labels", *ABOUT_INPUTS)
"""Settings that say what a model's file doesn't."""


@dataclass(frozen=True)
class Settings:
    """What a user chose; what is None follows the project's defaults.

    Attributes
    ----------
    digit
        One of the project's own digits, 0..9.
    image
        A picture of a digit.
    mnist
        Index of an MNIST test image.
    model
        A file of weights.
    activations
        Activation functions of a file that does not say them, one a layer.
    labels
        Names of the classes of a model that doesn't say them, one an output.
    input_range, input_mean, input_std, input_inverted
        What a model's inputs mean, where its file doesn't say it: `InputPreparation`.
    palette
        `classic` or `colorblind`.
    mnist_dir
        Where the MNIST files lie.
    language
        `en` or `de`: of all words and numbers.
    aspect
        `16:9`, `9:16` or `1:1`: the shape of the frame, for which every scene is laid out anew.
    voice
        Who speaks the captions: `none`, `default`, a Piper voice (.onnx), or a folder of
        recordings.
    sounds
        Whether values are heard as sounds.

    Raises
    ------
    OptionError
        For a digit, an index, a palette, a language, an aspect or a voice that does not exist, or
        for two inputs at once.
    """

    digit: int | None = None
    image: Path | None = None
    mnist: int | None = None
    model: Path | None = None
    activations: tuple[str, ...] | None = None
    labels: tuple[str, ...] | None = None
    input_range: tuple[float, ...] | None = None
    input_mean: float | None = None
    input_std: float | None = None
    input_inverted: bool = False
    palette: str = "classic"
    mnist_dir: Path | None = None
    language: str = SOURCE
    aspect: str = WIDE
    voice: str | Path = NO_VOICE
    sounds: bool = True

    def __post_init__(self) -> None:
        if self.digit is not None and not 0 <= self.digit <= 9:
            raise OptionError(f"--digit: expected 0..9, got {self.digit}")
        if self.mnist is not None and not 0 <= self.mnist < 10_000:
            raise OptionError(
                f"--mnist: expected the index of a test image, 0..9999, got {self.mnist}"
            )
        choices = {"palette": PALETTES, "language": LANGUAGES, "aspect": ASPECTS}
        for name, known in choices.items():
            if (value := getattr(self, name)) not in known:
                raise OptionError(f"--{name}: expected one of {', '.join(known)}, got {value}")
        if self.voice not in VOICES and not _may_be_a_voice(Path(self.voice)):
            raise OptionError(f"--voice: expected {EXPECTED['voice']}, got {self.voice}")
        for name in OF_THE_MODEL:
            if self.says(name) and self.model is None:
                raise OptionError(f"--{name.replace('_', '-')}: expected together with --model")
        chosen = [f"--{name}" for name in INPUTS if getattr(self, name) is not None]
        if len(chosen) > 1:
            raise OptionError(f"{' and '.join(chosen)}: expected one input, got {len(chosen)}")

    def says(self, name: str) -> bool:
        """Whether a setting that may be missing was made."""
        value = getattr(self, name)
        return value is not None and value is not False

    def as_json(self) -> dict[str, Any]:
        """What was chosen, for a process in another folder."""
        return {
            name: str(value.resolve()) if isinstance(value, Path) else value
            for name, value in vars(self).items()
        }

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Settings:
        """The settings that `as_json` gave."""
        chosen: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in found.items()
        }
        chosen.update({name: Path(chosen[name]) for name in PATHS if chosen.get(name) is not None})
        chosen["voice"] = voice_in(chosen["voice"])
        return cls(**chosen)

    @property
    def known_digit(self) -> int | None:
        """The digit that the film is about, None if only who looks at the picture can tell."""
        if self.image is not None or self.mnist is not None:
            return None
        return DEFAULT_DIGIT if self.digit is None else self.digit

    @property
    def preparation(self) -> InputPreparation | None:
        """What the options say about the model's inputs, None if they say nothing.

        Raises
        ------
        OptionError
            When they make no sense.
        """
        if not any(map(self.says, ABOUT_INPUTS)):
            return None
        if self.input_range is not None and len(self.input_range) != len(FULL_RANGE):
            raise OptionError(f"--input-range: expected two numbers, got {len(self.input_range)}")
        low, high = self.input_range or FULL_RANGE
        return InputPreparation.from_statistics(
            (low, high), self.input_mean, self.input_std, inverted=self.input_inverted
        )

    @property
    def colors(self) -> Palette:
        """The palette itself."""
        return PALETTES[self.palette]


def variable(name: str) -> str:
    """The environment variable that says a setting."""
    return ENVIRONMENT_PREFIX + name.upper()


def naming_variables(message: str, names: Iterable[str]) -> str:
    """A message about options that is about the variables that said them."""
    for name in names:
        message = message.replace(f"--{name.replace('_', '-')}", variable(name))
    return message


def check_variable(name: str, value: Any) -> None:
    """Refuse what a variable says if it can be right in no command.

    Raises
    ------
    OptionError
        When there is no such file or choice; the message names the variable.
    """
    try:
        if name == "activations":
            for each in value:
                activation_function(each)
        elif name not in OF_THE_MODEL:
            Settings(**{name: value})
    except OptionError as error:
        message = str(error).removeprefix(f"--{name}: ")
        raise OptionError(f"{variable(name)}: {message}") from None
    if isinstance(value, Path) and not value.exists():
        raise OptionError(f"{variable(name)}: no such file or folder: {value}")


def environment_settings() -> Settings:
    """The settings of `NEUROSCENES_DIGIT` and its kin; the default voice speaks, as in `render`.

    Raises
    ------
    OptionError
        When they make no sense; the message names the variable.
    """
    found: dict[str, Any] = {"voice": DEFAULT_VOICE}
    for name in (field.name for field in fields(Settings)):
        if text := os.environ.get(variable(name)):
            try:
                found[name] = _READERS.get(name, str)(text)
            except ValueError:
                expected = EXPECTED.get(name, "a whole number")
                raise OptionError(f"{variable(name)}: expected {expected}, got {text!r}") from None
            check_variable(name, found[name])
    try:
        return Settings(**found)
    except OptionError as error:
        raise OptionError(naming_variables(str(error), found)) from None


def names_in(text: str) -> tuple[str, ...]:
    """The names in a text such as relu,relu,softmax."""
    return tuple(name.strip() for name in text.split(","))


def numbers_in(text: str) -> tuple[float, ...]:
    """The numbers in a text such as 0,255; `ValueError` where one is none."""
    return tuple(float(number) for number in text.split(","))


def voice_in(text: str) -> str | Path:
    """A voice's name, or the path of one."""
    return text if text in VOICES else Path(text)


def _may_be_a_voice(path: Path) -> bool:
    return path.is_dir() or (path.suffix == ".onnx" and path.is_file())


def truth_in(text: str) -> bool:
    """Yes or no; `ValueError` for anything else."""
    try:
        return _TRUTHS[text.strip().lower()]
    except KeyError:
        raise ValueError(text) from None


_TRUTHS = {
    **dict.fromkeys(("1", "true", "yes", "on"), True),
    **dict.fromkeys(("0", "false", "no", "off"), False),
}
EXPECTED = {
    "input_range": "two numbers such as 0,255",
    "input_mean": "a number",
    "input_std": "a number",
    "input_inverted": "yes or no",
    "voice": "default, none, a Piper voice (.onnx) or a folder of recordings",
    "sounds": "on or off",
}
"""What a variable must hold, if not a whole number."""
_READERS: dict[str, Callable[[str], Any]] = {
    "digit": int,
    "mnist": int,
    "image": Path,
    "model": Path,
    "mnist_dir": Path,
    "activations": names_in,
    "labels": names_in,
    "input_range": numbers_in,
    "input_mean": float,
    "input_std": float,
    "input_inverted": truth_in,
    "voice": voice_in,
    "sounds": truth_in,
}

_chosen: ContextVar[Settings | None] = ContextVar("settings", default=None)


def current() -> Settings:
    """The settings in force: those of `using`, else those of the environment."""
    return _chosen.get() or environment_settings()


@contextmanager
def using(settings: Settings) -> Iterator[Settings]:
    """Put settings in force."""
    token = _chosen.set(settings)
    try:
        yield settings
    finally:
        _chosen.reset(token)
