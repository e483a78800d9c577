"""A user's `manim.cfg`, in the folder or in the home, is for the user's own scenes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SETTINGS = {
    "opengl": "renderer = opengl",
    "a typing error": "verbosity = LOUD",
    "no files": "dry_run = True",
    "some animations": "from_animation_number = 2\nupto_animation_number = 3",
    "another frame": "pixel_width = 100\nframe_width = 3\nbackground_color = WHITE",
}
SHOW = """
from pathlib import Path
{first}
from scenes.render.manim_session import dry_run
from scenes.subject.settings import Settings
from manim import config
seen = dry_run("Act2", Settings())
print(seen.seconds, len(seen.sections), sorted(str((k, v)) for k, v in config.items()))
"""


def shown(folder: Path, home: Path, first: str = "", **environment: str) -> str:
    run = subprocess.run(
        [sys.executable, "-c", SHOW.format(first=first)],
        cwd=folder,
        env={"HOME": str(home), "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nothing")
    return shown(folder, folder)


@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_neither_folder_nor_home_change_a_scene(tmp_path, settings, undisturbed):
    for folder in (tmp_path / "here", tmp_path / "home/.config/manim"):
        folder.mkdir(parents=True)
        (folder / "manim.cfg").write_text(f"[CLI]\n{settings}\n")
    assert shown(tmp_path / "here", tmp_path / "home") == undisturbed


def test_where_manim_comes_first_its_files_count(tmp_path):
    (tmp_path / "manim.cfg").write_text("[CLI]\nmax_files_cached = 17\n")
    found = shown(tmp_path, tmp_path, first="import manim", PATH="/usr/bin")
    assert "('max_files_cached', 17)" in found
