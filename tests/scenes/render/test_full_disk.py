"""A disk that is really full: a small file system in memory, where this user may mount one."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

SIZE = 2**21
ENOUGH_FOR_ONE = 256 * 1024
"""Room for a scene in the making, and for one that is finished, but not for two."""
CARDS = ("Act2", "Act3", "Act5")
NEUROSCENES = (sys.executable, "-c", "from scenes.cli import main; main()")


@pytest.fixture
def small_disk(tmp_path):
    """A folder on a file system of two megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no file system can be mounted here: {error}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S607 - where it lies differs


@pytest.mark.slow
@pytest.mark.parametrize("command", ["publish", "slides", "narrate", "sheet"])
def test_on_a_full_disk_every_command_says_so_in_a_line_and_leaves_nothing(
    small_disk, start, start_render, command
):
    folder = small_disk / "renders"
    assert start_render(folder, scenes=("Act2",)).ended()[0] == 0
    (small_disk / "ballast").write_bytes(bytes(shutil.disk_usage(small_disk).free))
    arguments = () if command == "narrate" else ("-q", "l")
    program = start(*NEUROSCENES, command, "Act2", *arguments, "--output", folder)
    code, _, complaints = program.ended()
    assert code == 1
    told = [line for line in complaints.splitlines() if line.startswith("neuroscenes: ")]
    assert len(told) == 1
    assert told[0].endswith("No space left on device")
    assert "Traceback" not in complaints
    assert "partial" not in complaints
    assert not [*small_disk.rglob(".neuroscenes-*")]


@pytest.mark.slow
@pytest.mark.parametrize("room", [0, 48 * 1024, 128 * 1024, ENOUGH_FOR_ONE])
def test_on_a_full_disk_scenes_fail_in_a_line_each_and_are_finished_when_there_is_room(
    small_disk, start_render, undisturbed, finished, *, room
):
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(SIZE - room))
    folder = small_disk / "renders"
    code, said, complaints = start_render(folder, "--jobs", 1).ended()
    assert code == 1, complaints
    there = {line.rsplit("/", 1)[1].removesuffix(".mp4") for line in said.split()}
    assert len(there) == (room == ENOUGH_FOR_ONE)
    told = [line for line in complaints.splitlines() if line.startswith("neuroscenes: Act")]
    expected = [
        f"neuroscenes: {name}: the disk is full: No space left on device"
        for name in CARDS
        if name not in there
    ]
    assert told == expected
    assert "Traceback" not in complaints
    files = finished(folder)
    assert {name: content for name, content in files.items() if undisturbed[name] != content} == {}
    assert {name.removesuffix(".json") for name in files if name.endswith(".json")} == there
    made = {name: (folder / f"{name}.mp4").stat().st_mtime_ns for name in there}
    ballast.unlink()
    code, _, complaints = start_render(folder, "--jobs", 1).ended()
    assert code == 0, complaints
    assert finished(folder) == undisturbed
    assert {name: (folder / f"{name}.mp4").stat().st_mtime_ns for name in there} == made
