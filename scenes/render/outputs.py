"""What a video depends on and when it shows what, its files, and the record beside them."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from network.atomic_write import atomic_write_text
from network.bounds.json_text import dump_json, parse_json
from network.bounds.sealed_json import read_sealed, sealed
from network.digits.datasets import MNIST_TEST_SET, OWN_DIGITS
from network.digits.drawn_digits import DIGITS_DIRECTORY
from network.digits.image_format import MNIST_FORMAT
from network.digits.mnist import find_mnist
from network.errors import RecordError, reading
from network.files.weight_files import model_checksum
from scenes.catalog import entry
from scenes.media.captions import Cue
from scenes.render.dependencies import checksum, code_checksum, records_checksum
from scenes.sound.voices import voice_checksum
from scenes.subject.languages import catalog_files
from scenes.subject.subject import chosen_image_format, model_of, subject

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from scenes.subject.render_options import RenderOptions
    from scenes.subject.settings import Settings

LIBRARIES = (
    *("manim", "typst", "svgelements", "pycairo", "pillow"),
    *("numpy", "scipy", "av", "neuroscenes", "num2words", "pyloudnorm", "soxr"),
)
"""Libraries that make pictures or sound: another version may make another picture."""


@dataclass(frozen=True)
class RenderedScene:
    """The files of one video."""

    video: Path
    subtitles_srt: Path
    subtitles_vtt: Path
    poster: Path
    record: Path


def files_named(name: str, options: RenderOptions) -> RenderedScene:
    """Where the files of a video of this name stand."""
    base = options.output / name
    return RenderedScene(
        video=base.with_suffix(f".{options.format}"),
        subtitles_srt=base.with_suffix(".srt"),
        subtitles_vtt=base.with_suffix(".vtt"),
        poster=base.with_suffix(".png"),
        record=base.with_suffix(".json"),
    )


@dataclass(frozen=True)
class RenderInputs:
    """All that a scene's video depends on: equal inputs make the same video.

    Attributes
    ----------
    options
        Those of `RenderOptions` and `Settings` that are plain choices.
    model, inputs, code, records, digits, words
        SHA-256 of the network, the picture, the modules that draw, the measured records, the
        project's own digits, and the translations.
    voice
        Checksum of who speaks.
    test_data
        Name of the data that the network is tested on, where a scene does.
    versions
        Of every library that makes pictures.
    """

    scene: str
    options: Mapping[str, str | bool]
    model: str
    layer_sizes: tuple[int, ...]
    activations: tuple[str, ...]
    inputs: str
    test_data: str
    code: str
    records: str
    digits: str
    words: str
    voice: str
    versions: Mapping[str, str]

    def as_json(self) -> dict[str, Any]:
        """As the record beside the video has it."""
        fields: dict[str, Any] = parse_json(dump_json(vars(self)))
        return fields

    @property
    def key(self) -> str:
        """A short checksum of it all."""
        return checksum([dump_json(vars(self), sort_keys=True).encode()])[:16]


def render_inputs(name: str, settings: Settings, options: RenderOptions) -> RenderInputs:
    """What a scene's video depends on now.

    Raises
    ------
    NeuroscenesError
        For an unknown scene, or an input or a model that can't be read.
    """
    chapter, model = entry(name).module, model_of(settings)
    return RenderInputs(
        scene=name,
        options={
            "quality": options.quality,
            "format": options.format,
            "transparent": options.transparent,
            "burn_captions": options.burn_captions,
            "palette": settings.palette,
            "language": settings.language,
            "aspect": settings.aspect,
            "sounds": settings.sounds,
        },
        model=model_checksum(model),
        layer_sizes=tuple(model.layer_sizes),
        activations=tuple(model.activations),
        inputs=checksum([subject(settings).trace.ink.tobytes()]),
        test_data=_test_data(settings),
        code=code_checksum(chapter),
        records=records_checksum(chapter, model, settings.mnist_dir),
        digits=_digits_checksum(),
        words=_words_checksum(settings.language),
        voice=voice_checksum(settings),
        versions={library: version(library) for library in LIBRARIES},
    )


@dataclass(frozen=True)
class SectionRecord:
    """A beat of a scene, with its time."""

    name: str
    start_seconds: float
    seconds: float


@dataclass(frozen=True)
class Timeline:
    """When a scene shows what: its sections, captions, and values (`ShownValue` as JSON)."""

    seconds: float
    sections: tuple[SectionRecord, ...]
    cues: tuple[Cue, ...]
    values: tuple[Mapping[str, Any], ...]

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Timeline:
        """The timeline of which `asdict` made this."""
        return cls(
            found["seconds"],
            tuple(SectionRecord(**section) for section in found["sections"]),
            tuple(Cue(**cue) for cue in found["cues"]),
            tuple(found["values"]),
        )


def is_published(files: RenderedScene, wanted: Mapping[str, Any]) -> bool:
    """Whether the files of a video are there, whole, and made as wanted."""
    noted = read_record(files.record)
    return (
        noted is not None
        and all(noted.get(key) == value for key, value in wanted.items())
        and noted.get("files") == checksums(files)
    )


def read_record(path: Path) -> dict[str, Any] | None:
    """A record, None if there is none as it was written."""
    with suppress(RecordError):
        return intact_record(path)
    return None


def intact_record(path: Path) -> dict[str, Any]:
    """A record as it was written.

    Raises
    ------
    RecordError
        When there is none, or one that was damaged since.
    """
    with reading(path, RecordError, "expected the record of a scene, got a damaged one"):
        return read_sealed(path)


def write_record(path: Path, record: Mapping[str, Any]) -> None:
    """Write a record, by which damage is noticed later."""
    atomic_write_text(path, sealed(dump_json(record, indent=1)))


def checksums(files: RenderedScene) -> dict[str, str]:
    """SHA-256 of the files beside the record, by name; those that are missing are left out."""
    beside = {path for path in vars(files).values() if path != files.record}
    return {path.name: file_checksum(path) for path in sorted(beside) if path.exists()}


def file_checksum(path: Path) -> str:
    """SHA-256 of a file's bytes, computed again when the file is another."""
    found = path.stat()
    return _checksum_of(path, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


@lru_cache(maxsize=4096)
def _checksum_of(path: Path, *_state: int) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _test_data(settings: Settings) -> str:
    """What the network is tested on, where a scene does."""
    is_mnist = (
        chosen_image_format(settings) == MNIST_FORMAT and find_mnist(settings.mnist_dir) is not None
    )
    return MNIST_TEST_SET if is_mnist else OWN_DIGITS


@lru_cache
def _words_checksum(language: str) -> str:
    return checksum(path.read_bytes() for path in catalog_files(language))


@lru_cache(maxsize=1)
def _digits_checksum() -> str:
    return checksum(path.read_bytes() for path in sorted(DIGITS_DIRECTORY.iterdir()))
