"""A user's `manim.cfg`, in the folder or in the home, is for the user's own scenes."""

from __future__ import annotations

import configparser
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
LIBRARY = Path(importlib.util.find_spec("manim").origin).parent
"""Of manim, which is not imported here."""
SHOW = """
from pathlib import Path
{first}
from scenes.render.manim_session import dry_run
from scenes.subject.settings import Settings
from manim import config
seen = dry_run("Act2", Settings())
print(seen.seconds, len(seen.sections), sorted(str((k, v)) for k, v in config.items()))
"""
RENDER = "from scenes.cli import main; main()"
WATCH = """
import os, sys

def note(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        paths = [path] if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) else []
    elif event in ("os.mkdir", "os.rename", "os.link", "os.symlink", "os.truncate", "os.chmod"):
        paths = [path for path in arguments[:2] if isinstance(path, (str, bytes))]
    else:
        return
    for path in paths:
        if isinstance(path, (str, bytes)):
            os.write(log, os.path.abspath(os.fsencode(path)) + b"\\n")

log = os.open(os.environ["WRITES"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
sys.addaudithook(note)
"""
"""A `sitecustomize` that notes what is written, in the program and in each of its workers."""


def in_folder(folder: Path, home: Path, *command: str, **environment: str) -> str:
    run = subprocess.run(
        [sys.executable, "-c", *command],
        cwd=folder,
        env={"HOME": str(home), "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.fixture
def hostile(tmp_path):
    """A folder and a home with a `manim.cfg` that changes all it can, and a plugin that writes."""
    library = configparser.ConfigParser(interpolation=None)
    library.read(LIBRARY / "_config" / "default.cfg")
    trap = tmp_path / "trap"
    settings = {name: trap / name for name in library["CLI"] if name.endswith(("_dir", "_file"))}
    settings |= {
        "log_to_file": True,
        "write_all": True,
        "show_in_file_browser": True,
        "dry_run": True,
        "renderer": "opengl",
        "from_animation_number": 2,
        "pixel_width": 100,
        "frame_width": 3,
        "background_color": "WHITE",
        "max_files_cached": 17,
        "plugins": "trap_plugin",
    }
    lines = [f"{name} = {value}\n" for name, value in settings.items()]
    for folder in (tmp_path / "here", tmp_path / "home/.config/manim"):
        folder.mkdir(parents=True)
        (folder / "manim.cfg").write_text(f"[CLI]\n{''.join(lines)}")
    found = tmp_path / "site" / "trap_plugin-1.dist-info"
    found.mkdir(parents=True)
    (found / "METADATA").write_text("Metadata-Version: 2.1\nName: trap-plugin\nVersion: 1\n")
    (found / "entry_points.txt").write_text("[manim.plugins]\ntrap_plugin = trap_plugin\n")
    code = f"import pathlib; pathlib.Path({str(trap)!r}).mkdir(exist_ok=True)\n"
    (tmp_path / "site" / "trap_plugin.py").write_text(code)
    (tmp_path / "site" / "sitecustomize.py").write_text(WATCH)
    return tmp_path


def test_neither_folder_nor_home_change_a_scene(hostile, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    undisturbed = in_folder(empty, empty, SHOW.format(first=""))
    assert in_folder(hostile / "here", hostile / "home", SHOW.format(first="")) == undisturbed


def test_nor_does_the_repositorys_own_change_a_test():
    from manim import BLACK, config

    assert "background_color" in (ROOT / "manim.cfg").read_text()
    assert config.background_color == BLACK


@pytest.mark.slow
def test_they_lead_no_write_elsewhere_and_run_no_plugin(hostile):
    own = [hostile / name for name in ("out", "temporary", "cache")]
    own[1].mkdir()
    environment = {
        "PYTHONPATH": f"{hostile / 'site'}:{ROOT}",
        "PATH": os.defpath,
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": str(own[1]),
        "XDG_CACHE_HOME": str(own[2]),
        "NEUROSCENES_VOICE": "none",
        "WRITES": str(hostile / "writes"),
    }
    render = ("render", "Act2", "-q", "l", "--output", str(own[0]))
    said = in_folder(hostile / "here", hostile / "home", RENDER, *render, **environment)
    assert said.strip() == str(own[0] / "Act2.mp4")
    written = {Path(line) for line in (hostile / "writes").read_text().splitlines()}
    assert any("Act2" in path.name and path.parent == own[0] for path in written)
    elsewhere = [path for path in written if not {*path.parents, path} & {*own, Path("/dev")}]
    assert not [path for path in elsewhere if not str(path).startswith("/proc/")]
    assert not (hostile / "trap").exists()
    assert [path.name for path in (hostile / "here").iterdir()] == ["manim.cfg"]
    # Where manim comes first, as in plain `manim render`, its files count: the trap is one.
    first = in_folder(hostile / "here", hostile / "home", "import manim", **environment)
    assert not first.strip()
    assert (hostile / "trap").exists()


def test_where_manim_comes_first_its_files_count(tmp_path):
    (tmp_path / "manim.cfg").write_text("[CLI]\nmax_files_cached = 17\n")
    found = in_folder(tmp_path, tmp_path, SHOW.format(first="import manim"), PATH="/usr/bin")
    assert "('max_files_cached', 17)" in found


LOGS = """
import logging, scenes, manim
logging.getLogger("network.digits").warning("%s: ours", "a long name of a picture " * 9)
logging.getLogger("PIL.TiffImagePlugin").error("of a library")
"""


def test_only_what_this_project_logs_is_shown_as_a_line_on_stderr(tmp_path):
    run = subprocess.run(
        [sys.executable, "-c", LOGS],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert (run.stdout, run.stderr) == ("", "a long name of a picture " * 9 + ": ours\n")
