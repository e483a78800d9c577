from __future__ import annotations

import errno
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from network.atomic_write import atomic_folder, atomic_write, atomic_write_text, link_or_copy
from network.temporary_folders import sweep

ROOT = Path(__file__).resolve().parents[2]
DIE_BETWEEN_TWO_STEPS = """
import os, signal, sys
from pathlib import Path
from network import atomic_write

def rename_or_die(path, target, rename=Path.rename):
    if path.name == "partial":
        os.kill(os.getpid(), signal.SIGKILL)
    return rename(path, target)

atomic_write._exchange = lambda one, other: False
Path.rename = rename_or_die
with atomic_write.atomic_folder(Path(sys.argv[1])):
    pass
"""


def test_a_file_arrives_when_it_is_whole(tmp_path):
    path = tmp_path / "new" / "folder" / "film.txt"
    with atomic_write(path) as partial:
        partial.write_text("half")
        assert not path.exists()
    assert path.read_text() == "half"
    assert list(path.parent.iterdir()) == [path]


def test_an_error_leaves_what_was_there(tmp_path):
    path = tmp_path / "film.txt"
    atomic_write_text(path, "old")

    def fail():
        with atomic_write(path) as partial:
            partial.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_takes_its_place_when_it_is_filled(tmp_path):
    path = tmp_path / "new" / "folder" / "site"
    for text in ("first", "second"):
        with atomic_folder(path) as partial:
            assert partial != path
            (partial / text).write_text(text)
        assert [file.name for file in path.iterdir()] == [text]
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_that_fails_leaves_the_former_one(tmp_path):
    path = tmp_path / "site"
    with atomic_folder(path) as partial:
        (partial / "first").write_text("first")
    with pytest.raises(IsADirectoryError), atomic_folder(path) as partial:
        partial.write_text("a folder is no file")
    assert [file.name for file in path.iterdir()] == ["first"]
    assert [file.name for file in tmp_path.iterdir()] == ["site"]


def test_a_kill_between_two_steps_loses_no_folder(tmp_path):
    path = tmp_path / "site"
    with atomic_folder(path) as partial:
        (partial / "first").touch()
    command = [sys.executable, "-c", DIE_BETWEEN_TWO_STEPS, str(path)]
    assert subprocess.run(command, cwd=ROOT, check=False, timeout=60).returncode == -9
    assert not path.exists()
    sweep(tmp_path)
    assert [file.name for file in path.iterdir()] == ["first"]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it takes two steps")
def test_a_folder_is_there_at_every_moment(tmp_path):
    path = tmp_path / "site"
    atomic_write_text(path / "page.html", "0")
    missing, has_ended = [], threading.Event()

    def watch():
        while not has_ended.is_set():
            missing.extend([1] * (not (path / "page.html").exists()))

    watcher = threading.Thread(target=watch)
    watcher.start()
    for number in range(300):
        with atomic_folder(path) as partial:
            (partial / "page.html").write_text(str(number))
    has_ended.set()
    watcher.join()
    assert not missing
    assert (path / "page.html").read_text() == "299"


def test_where_names_can_not_be_exchanged_it_takes_two_steps(tmp_path, monkeypatch):
    monkeypatch.setattr("ctypes.CDLL", lambda _name: object())
    for text in ("first", "second"):
        with atomic_folder(tmp_path / "site") as partial:
            (partial / text).touch()
    assert [file.name for file in (tmp_path / "site").iterdir()] == ["second"]
    assert [file.name for file in tmp_path.iterdir()] == ["site"]


def test_errors_name_the_file_that_was_meant(tmp_path):
    path = tmp_path / "film.mp4"
    with pytest.raises(FileNotFoundError) as missing, atomic_write(path):
        pass
    assert missing.value.filename == str(path)
    path.mkdir()
    with pytest.raises(IsADirectoryError) as taken, atomic_write(path) as partial:
        partial.touch()
    assert taken.value.filename == str(path)
    assert "partial" not in str(taken.value)
    with pytest.raises(OSError, match="No space left") as full, atomic_write(path) as partial:
        fail_as_ffmpeg(partial)
    assert full.value.filename == str(path)


class FFmpegLikeError(OSError):
    """As PyAV raises them: their names are for reading alone."""

    filename = property(lambda error: error.named)


def test_errors_of_other_files_keep_their_names(tmp_path):
    with pytest.raises(FileNotFoundError) as missing, atomic_write(tmp_path / "film.mp4"):
        (tmp_path / "frames").read_bytes()
    assert missing.value.filename == str(tmp_path / "frames")


def test_without_an_exchange_of_names_a_folder_takes_two_steps(tmp_path, monkeypatch):
    # As on systems that are not Linux.
    monkeypatch.setattr("network.atomic_write.ctypes.CDLL", lambda _: object())
    path = tmp_path / "site"
    for text in ("first", "second"):
        with atomic_folder(path) as partial:
            (partial / text).write_text(text)
        assert [file.name for file in path.iterdir()] == [text]
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_has_two_names_or_is_copied_where_a_disk_has_no_links(tmp_path, monkeypatch):
    first, linked, copied = (tmp_path / name for name in ("first", "linked", "copied"))
    first.write_text("film")
    link_or_copy(first, linked)
    assert linked.samefile(first)

    def refuse(*_):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr("network.atomic_write.os.link", refuse)
    link_or_copy(first, copied)
    assert copied.read_text() == "film"
    assert not copied.samefile(first)


def fail_as_ffmpeg(path):
    error = FFmpegLikeError(errno.ENOSPC, "No space left on device")
    error.named = str(path)
    raise error
