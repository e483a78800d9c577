"""What is drawn follows the code that draws it."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

SCRIPT = """
    import importlib, sys
    from pathlib import Path

    import scenes.chapters
    from scenes.cli.watching import draw_again

    folder = Path(sys.argv[1])
    scenes.chapters.__path__.append(str(folder))
    chapter, steps = folder / "made_up.py", iter({steps})

    def draw():
        print(importlib.import_module("scenes.chapters.made_up").SHOWN, flush=True)

    def draw_and_change():
        try:
            draw()
        finally:
            change(next(steps, None))

    def change(code):
        if code is None:
            raise KeyboardInterrupt
        chapter.write_text(code)

    {more}
    chapter.write_text("SHOWN = 1")
    draw_again(draw_and_change, [folder])
"""


def drawn(folder, steps, more=""):
    script = textwrap.dedent(SCRIPT).format(steps=steps, more=more)
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.stdout.split(), done.stderr


def test_each_change_of_a_scene_is_drawn(tmp_path):
    shown, errors = drawn(tmp_path, ["SHOWN = 2", "SHOWN = 3"])
    assert shown == ["1", "2", "3"]
    assert "KeyboardInterrupt" in errors


@pytest.mark.parametrize("half", ["SHOWN =", "SHOWN = nowhere"])
def test_half_a_change_is_told_and_the_next_one_drawn(tmp_path, half):
    shown, errors = drawn(tmp_path, [half, "SHOWN = 3"])
    assert shown == ["1", "3"]
    assert "SyntaxError" in errors or "NameError" in errors


def test_a_change_of_other_code_starts_the_program_anew(tmp_path):
    (tmp_path / "kit.py").write_text("SIZE = 1")
    more = """
sys.path.append(str(folder))
import kit
if kit.SIZE == 22:
    print("anew", flush=True)
    sys.exit()

def change(code):
    (folder / "kit.py").write_text(code)
"""
    shown, _ = drawn(tmp_path, ["SIZE = 22"], more)
    assert shown == ["1", "anew"]
