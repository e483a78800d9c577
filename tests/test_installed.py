"""The wheel, in an environment that has no checkout, from an empty folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def run(*command: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--quiet")
    built = run(*pip, "--no-cache-dir", "--wheel-dir", folder, ROOT, cwd=folder)
    assert built.returncode == 0, built.stderr
    (found,) = folder.glob("neuroscenes-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The command `neuroscenes` of an environment with the wheel, and the libraries of this one."""
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment)
    (packages,) = environment.glob("lib/python*/site-packages")
    pip = (sys.executable, "-m", "pip", "--python", environment / "bin" / "python", "install")
    put = run(*pip, "--no-deps", "--no-index", "--quiet", wheel, cwd=environment)
    assert put.returncode == 0, put.stderr
    # A line of a .pth file is a path, whose own .pth files are not read: no checkout comes along.
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return environment / "bin" / "neuroscenes"


@pytest.fixture
def empty(tmp_path):
    return tmp_path


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).parts[0] for path in folder.iterdir()}


def test_the_wheel_has_packages_and_assets_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "network",
        "scenes",
        "neuroscenes_assets",
    }
    tracked = run("git", "ls-files", "assets", cwd=ROOT).stdout.split()
    assert tracked
    shipped = {name for name in names if name.startswith("neuroscenes_assets/")}
    assert {f"neuroscenes_{path}" for path in tracked} == shipped


def test_no_checkout_comes_along(installed, empty):
    code = "import network.paths as p; print(p.IS_INSTALLED, p.ASSETS)"
    found = run(installed.with_name("python"), "-c", code, cwd=empty).stdout
    assert found.startswith("True ")
    assert str(ROOT) not in found


def test_a_picture_is_classified(installed, empty):
    picture = ROOT / "assets" / "examples" / "seven.jpg"
    ended = run(installed, "classify", picture, "--json", cwd=empty)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert json.loads(ended.stdout)[0]["answer"] == 7
    assert not files_below(empty)


def test_a_scene_is_rendered_and_published_into_the_folder_renders(installed, empty):
    rendered = run(installed, "render", "Act2", "-q", "l", cwd=empty)
    assert rendered.returncode == 0, rendered.stderr
    assert rendered.stdout == f"{Path('renders') / 'Act2.mp4'}\n"
    clips = ("publish", "CountingParameters", "-q", "l", "--formats", "mp4", "--jobs", "1")
    published = run(installed, *clips, cwd=empty)
    assert published.returncode == 0, published.stderr
    page = empty / published.stdout.splitlines()[-1]
    assert page.read_text(encoding="utf-8").startswith("<!")
    assert files_below(empty) == {"renders"}


@pytest.mark.parametrize("arguments", [("list",), ("doctor",), ("values", "Bias"), ("-h",)])
def test_commands_work_from_an_empty_folder(installed, empty, arguments):
    ended = run(installed, *arguments, cwd=empty)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert not files_below(empty)


def test_the_advice_fits_an_installation(installed, empty):
    broken = "import sys; sys.modules['typst'] = None; "
    broken += "from scenes.cli import main; main(['doctor'])"
    ended = run(installed.with_name("python"), "-c", broken, cwd=empty)
    assert ended.returncode == 1
    assert "pip install --force-reinstall neuroscenes" in ended.stdout
    assert "make " not in ended.stdout
