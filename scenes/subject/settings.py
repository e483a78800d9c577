"""What is shown: which input, which network, which colors."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self

from network.errors import OptionError
from scenes.stage.theme import PALETTES, Palette
from scenes.subject.aspects import ASPECTS, WIDE
from scenes.subject.languages import LANGUAGES, SOURCE

DEFAULT_DIGIT = 7
ENVIRONMENT_PREFIX = "NEUROSCENES_"


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
    palette
        `classic` or `colorblind`.
    mnist_dir
        Where the MNIST files lie.
    language
        `en` or `de`: of all words and numbers.
    aspect
        `16:9`, `9:16` or `1:1`: the shape of the frame, for which every scene is laid out anew.

    Raises
    ------
    OptionError
        For a digit, an index, a palette, a language or an aspect that does not exist, or for two
        inputs at once.
    """

    digit: int | None = None
    image: Path | None = None
    mnist: int | None = None
    model: Path | None = None
    activations: tuple[str, ...] | None = None
    palette: str = "classic"
    mnist_dir: Path | None = None
    language: str = SOURCE
    aspect: str = WIDE

    def __post_init__(self) -> None:
        if self.digit is not None and not 0 <= self.digit <= 9:
            msg = f"--digit: expected 0..9, got {self.digit}"
            raise OptionError(msg)
        if self.mnist is not None and not 0 <= self.mnist < 10_000:
            msg = f"--mnist: expected the index of a test image, 0..9999, got {self.mnist}"
            raise OptionError(msg)
        if self.palette not in PALETTES:
            msg = f"--palette: expected one of {', '.join(PALETTES)}, got {self.palette}"
            raise OptionError(msg)
        if self.language not in LANGUAGES:
            msg = f"--language: expected one of {', '.join(LANGUAGES)}, got {self.language}"
            raise OptionError(msg)
        if self.aspect not in ASPECTS:
            msg = f"--aspect: expected one of {', '.join(ASPECTS)}, got {self.aspect}"
            raise OptionError(msg)
        if self.activations is not None and self.model is None:
            msg = "--activations: expected together with --model"
            raise OptionError(msg)
        chosen = [
            f"--{name}" for name in ("digit", "image", "mnist") if getattr(self, name) is not None
        ]
        if len(chosen) > 1:
            msg = f"{' and '.join(chosen)}: expected one input, got {len(chosen)}"
            raise OptionError(msg)

    @property
    def colors(self) -> Palette:
        """The palette itself."""
        return PALETTES[self.palette]

    @classmethod
    def from_environment(cls) -> Self:
        """Settings of `NEUROSCENES_DIGIT` and its like: how plain `manim render` gets them."""
        found: dict[str, Any] = {}
        for field in fields(cls):
            value = os.environ.get(ENVIRONMENT_PREFIX + field.name.upper())
            if value:
                found[field.name] = _READERS.get(field.name, str)(value)
        return cls(**found)


def _whole_number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        msg = f"expected a whole number, got {text!r}"
        raise OptionError(msg) from None


_READERS: dict[str, Any] = {
    "digit": _whole_number,
    "mnist": _whole_number,
    "image": Path,
    "model": Path,
    "mnist_dir": Path,
    "activations": lambda text: tuple(part.strip() for part in text.split(",")),
}

_chosen: ContextVar[Settings | None] = ContextVar("settings", default=None)


def current() -> Settings:
    """The settings in force: those of `using`, else those of the environment."""
    return _chosen.get() or Settings.from_environment()


@contextmanager
def using(settings: Settings) -> Iterator[Settings]:
    """Put settings in force."""
    token = _chosen.set(settings)
    try:
        yield settings
    finally:
        _chosen.reset(token)
