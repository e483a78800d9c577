"""manim is imported without what it needs for other films, and does all that it did."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import pytest

from scenes.stage.deferred_imports import FOR_OTHER_WORK, Deferred, deferring

NOTEBOOKS = "IPython"


def test_it_is_imported_when_it_is_called(monkeypatch):
    monkeypatch.delitem(sys.modules, "this", raising=False)
    monkeypatch.delitem(sys.modules, "antigravity", raising=False)
    with deferring(["fractions", "antigravity"], absent=["this"]):
        import antigravity
        import fractions as known  # somebody has imported it already

        with pytest.raises(ImportError):
            import this  # noqa: F401
    assert known.Fraction is Fraction
    assert isinstance(antigravity, Deferred)
    assert not {"antigravity", "this"} & set(sys.modules)


def test_a_class_is_asked_called_and_derived_from():
    later = Deferred("fractions").Fraction
    assert isinstance(Fraction(1, 2), later)
    assert not isinstance(1, later)
    assert later(1, 2) == Fraction(1, 2)
    assert later.from_float(0.5) == Fraction(1, 2)
    assert issubclass(type("Half", *[(later.__mro_entries__(()))], {}), Fraction)
    assert not hasattr(later, "__spec__")


PROGRAM = """
import sys
{first}
import scenes, manim
print([name for name in {names!r} if name in sys.modules])
manim.config.dry_run = True
graph = manim.Graph([1, 2, 3], [(1, 2), (2, 3)], layout="circular")
turned = manim.rotation_matrix(manim.PI / 2, manim.OUT) @ manim.RIGHT
print(len(graph.vertices), turned.round(9).tolist(), hasattr(manim, "ManimMagic"))
print(sum(map(len, manim.Code(code_string="a = 1\\nb = 2", language="python").code_lines)))
print([name for name in {names!r} if name in sys.modules])
"""


@pytest.mark.parametrize(("first", "has_notebook"), [("", False), ("import IPython", True)])
def test_manim_does_all_that_it_did(first, has_notebook, tmp_path):
    program = PROGRAM.format(first=first, names=(*FOR_OTHER_WORK, NOTEBOOKS))
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=200,
        env={"PYTHONPATH": ":".join(sys.path), "HOME": str(tmp_path), "PATH": ""},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    imported, found, code, after = run.stdout.splitlines()
    assert imported == str([NOTEBOOKS] if has_notebook else [])
    assert found == f"3 [0.0, 1.0, 0.0] {has_notebook}"
    assert int(code) > 0
    assert "bs4" in after
    assert "networkx" in after
