from __future__ import annotations

import sys

import pytest

from network import installation


@pytest.fixture(params=[False, True], ids=["checkout", "installed"])
def is_installed(request, monkeypatch):
    monkeypatch.setattr(installation, "IS_INSTALLED", request.param)
    return request.param


@pytest.mark.parametrize(
    ("mark", "line"),
    [
        ("pipx_metadata.json", "pipx inject neuroscenes onnx pillow"),
        ("uv-receipt.toml", "uv tool install neuroscenes --with onnx --with pillow"),
        ("pyvenv.cfg", f"{sys.executable} -m pip install onnx pillow"),
    ],
)
def test_more_packages_come_in_as_the_program_did(mark, line, tmp_path, monkeypatch):
    (tmp_path / mark).touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert installation.adding("onnx", "pillow") == line


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_what_is_damaged_is_installed_anew_as_it_was(platform, is_installed, monkeypatch):
    monkeypatch.setattr(sys, "platform", platform)
    line = installation.again()
    if is_installed:
        assert line.endswith("pip install --force-reinstall neuroscenes")
        assert ("apt-get install gcc" in line) == (platform == "linux")
    else:
        assert line == "make clean setup"
    assert installation.assets_again() == (
        line if is_installed else "git checkout -- assets/weights"
    )


def test_an_old_python_is_told_what_takes_a_newer_one(is_installed):
    line = installation.with_another_python("3.11")
    assert line.startswith(
        "pipx install --python python3.11" if is_installed else "make setup PYTHON="
    )
    assert "3.11" in line
