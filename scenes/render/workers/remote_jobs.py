"""Jobs for other machines, with all files that they read, and the files that come back."""

from __future__ import annotations

import platform
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from network.atomic_write import atomic_write
from network.errors import NeuroscenesError
from network.measurements.record_lookup import cache_directory, find_record
from network.temporary_folders import temporary_folder
from scenes.catalog import entry
from scenes.render.dependencies import code_of, measurements_of
from scenes.render.outputs import Timeline, render_inputs
from scenes.render.staging import SOUND, Drawing, drawing_of
from scenes.render.workers.jobs import Job
from scenes.subject.subject import model_of

OF_THE_MACHINE = ("code", "test_data", "digits", "voice", "versions")
"""Of the inputs of a render those that the machine has."""

_one_at_a_time = threading.Lock()  # manim's configuration is one for the whole process
_loaded: dict[str, str] = {}
"""Checksums of the modules when this process loaded them; like modules, one for the process."""


class OtherMachineError(NeuroscenesError):
    """A machine that would draw something else."""


@dataclass(frozen=True)
class RemoteJob:
    """A job with the files that it reads.

    Attributes
    ----------
    job
        What to draw; its paths are those of the sender.
    files
        Name of what a setting names, and the content of each of its files, by setting.
    records
        Content of measured records that lie in the sender's cache, by file name.
    machine
        What the machine that draws must agree with.
    """

    job: Job
    files: dict[str, tuple[str, dict[str, bytes]]]
    records: dict[str, bytes]
    machine: dict[str, Any]


@dataclass(frozen=True)
class RemoteResult:
    """What a remote job drew, by content."""

    sections: dict[int, bytes]
    whole: bytes | None
    poster: bytes
    timeline: Timeline
    sound: bytes | None


def pack(job: Job) -> RemoteJob:
    """A job, ready to be sent."""
    paths = {name: getattr(job.settings, name) for name in ("image", "model", "voice")}
    files = {
        name: (
            path.name,
            {str(each.relative_to(path.parent)): each.read_bytes() for each in _files_of(path)},
        )
        for name, path in paths.items()
        if isinstance(path, Path)
    }
    return RemoteJob(job, files, _cached_records(job), machine_of(job))


def _files_of(path: Path) -> list[Path]:
    """What belongs to a file or a folder that a setting names."""
    if path.is_dir():
        return [each for each in path.iterdir() if each.is_file()]
    beside = path.with_name(f"{path.name}.json")  # which describes a Piper voice
    return [path, beside] if beside.exists() else [path]


def machine_of(job: Job) -> dict[str, Any]:
    """What two machines must have in common to draw the same: code, versions, kind of data."""
    return {
        **{name: getattr(job.inputs, name) for name in OF_THE_MACHINE},
        "python": platform.python_version(),
    }


def run_remote_job(remote: RemoteJob) -> RemoteResult:
    """Draw what a job asks for, on the machine that it was sent to.

    Raises
    ------
    OtherMachineError
        When this machine would draw something else; the message says why.
    """
    from scenes.render.manim_session import draw_scene  # manim comes along

    with _one_at_a_time, temporary_folder() as folder:
        job = _unpack(remote, folder)
        check_machine(remote.machine, machine_of(job))
        check_loaded(code_of(entry(job.scene).module))
        drawn = draw_scene(job.scene, job.settings, job.options, folder, only=job.sections)
        made = drawing_of(drawn, folder)
        return RemoteResult(
            {number: path.read_bytes() for number, path in made.sections.items()},
            None if made.whole is None else made.whole.read_bytes(),
            made.poster.read_bytes(),
            made.timeline,
            None if made.sound is None else made.sound.read_bytes(),
        )


def unpack_result(folder: Path, result: RemoteResult, job: Job) -> Drawing:
    """What a remote job drew, written into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    suffix = job.options.format
    sections = {
        number: _written(folder / f"{number:03}.{suffix}", content)
        for number, content in result.sections.items()
    }
    whole, sound = result.whole, result.sound
    return Drawing(
        sections,
        None if whole is None else _written(folder / f"whole.{suffix}", whole),
        _written(folder / "poster.png", result.poster),
        result.timeline,
        None if sound is None else _written(folder / SOUND, sound),
    )


def check_machine(expected: dict[str, Any], found: dict[str, Any]) -> None:
    """Refuse a machine that is not like the one that asks.

    Raises
    ------
    OtherMachineError
        When it is not; the message names the first difference.
    """
    for name, value in expected.items():
        if name == "versions" and found[name] != value:
            library = next(key for key in value if found[name].get(key) != value[key])
            raise OtherMachineError(
                f"expected {library} {value[library]}, it has {found[name].get(library)}"
            )
        if name == "python" and found[name].rsplit(".", 1)[0] != value.rsplit(".", 1)[0]:
            raise OtherMachineError(f"expected Python {value}, it has {found[name]}")
        if name not in ("versions", "python") and found[name] != value:
            raise OtherMachineError(f"its {_WORDS.get(name, name)} is another")


def check_loaded(code: dict[str, str]) -> None:
    """Refuse to draw with modules that are not as they stand on the disk any more.

    Parameters
    ----------
    code
        Checksums of the modules that are to draw, as they stand on the disk, by name.

    Raises
    ------
    OtherMachineError
        When one of them was another when this process first drew with it.
    """
    if any(_loaded.setdefault(module, now) != now for module, now in code.items()):
        raise OtherMachineError("its code of this project changed after it was started")


_WORDS = {"code": "code of this project", "test_data": "test data", "digits": "set of own digits"}


def _unpack(remote: RemoteJob, folder: Path) -> Job:
    for name, content in remote.records.items():
        with atomic_write(cache_directory() / name) as partial:
            partial.write_bytes(content)
    here: dict[str, Any] = {
        setting: _unpacked(folder / setting, files) / name
        for setting, (name, files) in remote.files.items()
    }
    settings = replace(remote.job.settings, mnist_dir=None, **here)
    options = replace(remote.job.options, output=folder)
    inputs = render_inputs(remote.job.scene, settings, options)
    return replace(remote.job, settings=settings, options=options, inputs=inputs)


def _cached_records(job: Job) -> dict[str, bytes]:
    model, cache = model_of(job.settings), cache_directory()
    names = measurements_of(entry(job.scene).module)
    found = (find_record(name, model, mnist_dir=job.settings.mnist_dir) for name in names)
    paths = (each[1] for each in found if each is not None)
    return {path.name: path.read_bytes() for path in paths if path.parent == cache}


def _unpacked(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return folder


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
