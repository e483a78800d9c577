"""Machines of many kinds, each as the program meets it: one scene is rendered there."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
NEUROSCENES = (sys.executable, "-c", "from scenes.cli import main; main()")
NOBODY = 54_321
"""A user whom no list of users knows, as containers have them."""
GIGABYTE = 2**30
IN_C = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture
def tmp_path():
    """Open to all, as pytest's own is not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture
def run_in(tmp_path):
    """Run the program in a folder, from a checkout; exit code, and all that it said."""

    def run(name, *words, checkout=ROOT, **more):
        folder, temporary = tmp_path / name, tmp_path / "temporary"
        for each in (folder, temporary):
            each.mkdir(exist_ok=True)
            each.chmod(0o777)
        environment = {
            "PATH": os.defpath,
            "HOME": str(tmp_path / "home"),
            "PYTHONPATH": str(checkout),
            "PYTHONDONTWRITEBYTECODE": "1",
            "NEUROSCENES_VOICE": "none",
            "TMPDIR": str(temporary),
            **more.pop("environment", {}),
        }
        ended = subprocess.run(
            [os.fsencode(word) for word in (*NEUROSCENES, *words)],
            cwd=folder,
            env={name: value for name, value in environment.items() if value is not None},
            capture_output=True,
            timeout=300,
            check=False,
            **more,
        )
        assert not list(temporary.iterdir())
        said = (ended.stdout + ended.stderr).decode(errors="replace")
        assert "Traceback" not in said, said
        return ended.returncode, said

    return run


@pytest.fixture
def as_nobody():
    """What runs a program as a user without a name and a home; where this user may."""
    if os.geteuid() != 0:
        pytest.skip("only root can be somebody else")
    who = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    readable = [sys.executable, "-c", f"open({str(ROOT / 'manim.cfg')!r})"]
    try:
        subprocess.run(readable, check=True, capture_output=True, cwd="/", **who)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("nobody else can read this checkout")
    return who


def act_2(output="renders"):
    return ("render", "Act2", "-q", "l", "--jobs", "1", "--output", output)


def limited_to(address_space):
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))


def test_a_picture_is_read_where_letters_are_ascii(run_in, tmp_path):
    name = "Größe 'ß' \N{SNOWMAN} {0}.jpg"
    shutil.copyfile(ROOT / "assets" / "examples" / "seven.jpg", tmp_path / name)
    code, said = run_in("ascii", "classify", str(tmp_path / name), environment=IN_C)
    assert code == 0, said
    assert "7" in said
    code, said = run_in("ascii", "classify", str(tmp_path / f"no {name}"), environment=IN_C)
    assert code == 2
    assert said.count("\n") == 1


@pytest.mark.slow
def test_letters_of_all_kinds_stand_in_paths_where_letters_are_ascii(run_in, tmp_path):
    output = tmp_path / "Büro mit \N{SNOWMAN}" / "Ausgabe 'neu'"
    code, said = run_in("ascii", *act_2(str(output)), environment=IN_C)
    assert code == 0, said
    assert (output / "Act2.mp4").exists()


@pytest.mark.slow
def test_a_checkout_may_lie_anywhere_and_be_read_only_for_a_user_without_home(
    run_in, as_nobody, tmp_path
):
    checkout = tmp_path / "Mein Büro {0}" / "neuro scenes"
    for name in ("scenes", "network", "assets"):
        shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
    code, said = run_in("own", *act_2(), checkout=checkout, environment={"HOME": None}, **as_nobody)
    assert code == 0, said
    assert (tmp_path / "own" / "renders" / "Act2.mp4").stat().st_uid == NOBODY
    assert [path.name for path in (tmp_path / "own").iterdir()] == ["renders"]
    # Without --output it says where it can't write.
    code, said = run_in(
        "own", *act_2("/"), checkout=checkout, environment={"HOME": None}, **as_nobody
    )
    assert (code, said.count("\n")) == (2, 1), said
    assert "Permission denied" in said


@pytest.mark.slow
def test_a_home_that_can_not_be_is_done_without(run_in, tmp_path):
    code, said = run_in("homeless", *act_2(), environment={"HOME": os.devnull})
    assert code == 0, said
    assert (tmp_path / "homeless" / "renders" / "Act2.mp4").exists()


@pytest.mark.slow
def test_one_core_is_enough(run_in, tmp_path):
    code, said = run_in(
        "slow", *act_2()[:4], "--output", "out", preexec_fn=lambda: os.sched_setaffinity(0, {0})
    )
    assert code == 0, said
    assert (tmp_path / "slow" / "out" / "Act2.mp4").exists()


@pytest.mark.slow
def test_two_gigabytes_are_enough(run_in, tmp_path):
    # Of addresses, which are more than memory, and for each process: also with two workers.
    words = ("render", "Act2", "Act3", "-q", "l", "--jobs", "2", "--output", "out")
    code, said = run_in("small", *words, preexec_fn=limited_to(2 * GIGABYTE))
    assert code == 0, said
    assert (tmp_path / "small" / "out" / "Act3.mp4").exists()
