"""Folders with braces in their names: manim fills in what stands between them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_a_scene_is_rendered_into_it_and_from_it_with_no_path_to_programs(tmp_path):
    folder = tmp_path / "{x}" / "{0} {} {quality}"
    (folder / "tmp").mkdir(parents=True)
    ended = subprocess.run(
        [
            *(sys.executable, "-c", "from scenes.cli import main; main()", "render", "Act2"),
            *("-q", "l", "--format", "png", "--jobs", "1", "--output", str(folder)),
        ],
        cwd=folder,
        env={"HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "TMPDIR": str(folder / "tmp")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert (folder / "Act2.png").stat().st_size > 1000
