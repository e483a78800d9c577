"""Temporary folders: those of the living are spared, whoever lives where; those of the dead go."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from network import temporary_folders
from network.temporary_folders import LOCK, SAVED, sweep, temporary_folder

ROOT = Path(__file__).resolve().parents[2]
OWN = """
import sys, time
from pathlib import Path
from network.temporary_folders import temporary_folder
with temporary_folder(Path(sys.argv[1])) as folder:
    (folder / "half").touch()
    print(folder, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def owner(tmp_path):
    """A program that has a temporary folder there: the program, and its folder."""
    command = [sys.executable, "-c", OWN, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        yield program, Path(program.stdout.readline().strip())
        program.kill()


@pytest.fixture
def left(tmp_path):
    """What a dead run of this machine left."""
    return leave(tmp_path)


def leave(place):
    with temporary_folder(place) as folder:
        kept = folder.rename(place / "kept")
    return kept.rename(folder)


def grow_old(folder, seconds=10):
    then = time.time() - 24 * 3600 - seconds
    for path in (*folder.iterdir(), folder):
        os.utime(path, (then, then))


def test_a_folder_goes_with_its_context(tmp_path):
    with temporary_folder(tmp_path) as one, temporary_folder(tmp_path) as other:
        (one / "half").touch()
        assert one != other
        # Nobody else reads there, and a sweep of the owner's may write.
        assert [each.stat().st_mode & 0o777 for each in (one, one / LOCK)] == [0o700, 0o600]
    assert not list(tmp_path.iterdir())


def test_by_default_it_is_the_systems(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with temporary_folder() as folder:
        assert folder.parent == tmp_path


def test_the_living_are_spared_and_the_dead_are_swept(owner, tmp_path):
    program, folder = owner
    with temporary_folder(tmp_path) as mine:
        sweep(tmp_path)
        assert (folder / "half").exists()
        assert mine.exists()
        program.send_signal(signal.SIGKILL)
        program.wait(60)
        sweep(tmp_path)
        assert list(tmp_path.iterdir()) == [mine]


def test_the_first_folder_of_a_process_sweeps(tmp_path, monkeypatch):
    leave(tmp_path)
    monkeypatch.setattr(temporary_folders, "_swept", set())
    with temporary_folder(tmp_path) as folder:
        assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("kernel", ["0" * 8, "f" * 8])
def test_where_locks_may_not_reach_only_age_tells(left, tmp_path, monkeypatch, kernel):
    monkeypatch.setattr(temporary_folders, "_kernel", lambda: kernel)
    grow_old(left, seconds=-60)
    sweep(tmp_path)
    assert left.exists()
    grow_old(left)
    with temporary_folder(tmp_path) as mine:
        sweep(tmp_path)
        assert list(tmp_path.iterdir()) == [mine]


def no_locks(_lock, _how):
    raise OSError(errno.ENOLCK, "No locks available")


def test_without_locks_only_age_tells(left, tmp_path, monkeypatch):
    monkeypatch.setattr("fcntl.flock", no_locks)
    with temporary_folder(tmp_path) as mine:
        sweep(tmp_path)
        assert set(tmp_path.iterdir()) == {left, mine}
        grow_old(left)
        sweep(tmp_path)
        assert list(tmp_path.iterdir()) == [mine]


def test_nothing_else_is_touched(left, tmp_path):
    others = [tmp_path / name for name in (".neuroscenes-1", "thesis", f"{left.name}-more")]
    for folder in others:
        folder.mkdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious").touch()
    link = left.with_name(left.name[:-1] + ("0" if left.name[-1] != "0" else "1"))
    link.symlink_to(elsewhere)
    (left / "link").symlink_to(elsewhere)
    sweep(tmp_path)
    assert set(tmp_path.iterdir()) == {*others, elsewhere, link}
    assert (elsewhere / "precious").exists()


def test_folders_of_others_are_theirs(left, tmp_path, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: left.stat().st_uid + 1)
    sweep(tmp_path)
    assert left.exists()


@pytest.mark.parametrize("is_replaced", [False, True])
def test_what_was_saved_is_given_back_unless_something_took_its_place(left, tmp_path, is_replaced):
    (left / SAVED / "site").mkdir(parents=True)
    (left / SAVED / "site" / "old").touch()
    if is_replaced:
        (tmp_path / "site").mkdir()
    sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (tmp_path / "site" / "old").exists() is not is_replaced


def test_a_sweep_at_any_moment_takes_nobodys_folder(tmp_path):
    end = time.monotonic() + 0.3
    taken = []

    def sweep_on():
        while time.monotonic() < end:
            sweep(tmp_path)

    def work():
        while time.monotonic() < end:
            with temporary_folder(tmp_path) as folder:
                try:
                    (folder / "half").touch()
                except FileNotFoundError:
                    taken.append(folder)

    threads = [threading.Thread(target=each) for each in (sweep_on, sweep_on, work, work)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not taken
    sweep(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_sweep_between_two_steps_makes_another_folder(tmp_path, monkeypatch):
    steps = iter(["folder", "file", None])

    def swept_meanwhile(path, *how, real=os.open):
        step = next(steps)
        if step == "folder":
            path.parent.rmdir()
        opened = real(path, *how)
        if step == "file":
            path.unlink()
        return opened

    monkeypatch.setattr("network.temporary_folders.sweep", lambda _parent: None)
    monkeypatch.setattr("os.open", swept_meanwhile)
    with temporary_folder(tmp_path) as folder:
        monkeypatch.undo()
        assert next(steps, "no more") == "no more"
        assert (folder / LOCK).exists()
    assert not list(tmp_path.iterdir())


def test_a_lock_that_leads_elsewhere_is_not_followed(left, tmp_path):
    (left / LOCK).unlink()
    (left / LOCK).symlink_to(tmp_path / "elsewhere")
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == [left]


def test_what_vanishes_while_it_is_looked_at_belongs_to_the_living(left, tmp_path, monkeypatch):
    def vanished(_path):
        raise FileNotFoundError

    monkeypatch.setattr(temporary_folders, "_kernel", lambda: "0" * 8)
    grow_old(left)
    monkeypatch.setattr("pathlib.Path.lstat", vanished)
    sweep(tmp_path)
    monkeypatch.undo()
    assert left.exists()


def test_there_may_be_nothing_to_sweep(tmp_path):
    sweep(tmp_path / "nothing")
    assert not list(tmp_path.iterdir())


def test_a_kernel_without_a_name_is_known_by_its_machine(monkeypatch):
    def fail(_path, **_how):
        raise FileNotFoundError

    monkeypatch.setattr("pathlib.Path.read_text", fail)
    monkeypatch.setattr("platform.node", lambda: "machine")
    assert temporary_folders._kernel.__wrapped__() == "bc020a35"


def test_a_folder_that_takes_none_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError) as refused, temporary_folder(tmp_path / "file"):
        pass
    assert refused.value.filename == str(tmp_path / "file")


def test_somebody_works_where_something_has_just_vanished(left, tmp_path, monkeypatch):
    def vanish(_):
        raise FileNotFoundError

    grow_old(left)
    monkeypatch.setattr("fcntl.flock", no_locks)
    monkeypatch.setattr(Path, "lstat", vanish)
    sweep(tmp_path)
    monkeypatch.undo()
    assert left.is_dir()


def test_a_kernel_without_an_identity_goes_by_the_machine_s_name(monkeypatch):
    def refuse(*_, **__):
        raise PermissionError

    own = temporary_folders._kernel.__wrapped__()
    monkeypatch.setattr(Path, "read_text", refuse)
    monkeypatch.setattr(temporary_folders.platform, "node", lambda: "here")
    here = temporary_folders._kernel.__wrapped__()
    monkeypatch.setattr(temporary_folders.platform, "node", lambda: "there")
    assert len({own, here, temporary_folders._kernel.__wrapped__()}) == 3


def test_where_a_sweep_came_between_another_folder_is_made(tmp_path, monkeypatch):
    asked = []

    def swept_at_first(lock, fstat=os.fstat):
        asked.append(lock)
        return os.stat_result([0] * 10) if len(asked) == 1 else fstat(lock)

    monkeypatch.setattr(temporary_folders.os, "fstat", swept_at_first)
    with temporary_folder(tmp_path) as folder:
        assert folder.is_dir()
        assert len(asked) > 1
    assert not list(tmp_path.iterdir())
