"""The command `measure`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from network.measurements import record_lookup
from network.measurements.records import RECORDS_DIRECTORY, load_provenance
from network.measurements.registry import MEASUREMENTS


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A folder that stands for the project's records, and an empty cache."""
    project, cache = tmp_path / "project", tmp_path / "cache"
    monkeypatch.setattr(record_lookup, "RECORDS_DIRECTORY", project)
    monkeypatch.setattr(record_lookup, "cache_directory", lambda: cache)
    return project, cache


def test_list_says_what_there_is(neuroscenes: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_lookup, "RECORDS_DIRECTORY", RECORDS_DIRECTORY)
    ended = neuroscenes("measure", "--list")
    lines = ended.stdout.splitlines()
    assert ended.code == 0
    assert [line.split(":")[0] for line in lines] == list(MEASUREMENTS)
    assert "measured 20" in lines[3]
    assert "on MNIST test images" in lines[3]
    assert "not measured yet" in lines[-1]


def test_a_measurement_is_made_once(neuroscenes: Callable, places: tuple[Path, Path]) -> None:
    first = neuroscenes("measure", "loops_and_matrix")
    (path,) = places[1].iterdir()
    assert (first.code, first.stdout) == (0, f"loops_and_matrix: {path}\n")
    assert "measuring loops_and_matrix" in first.stderr
    written = path.read_bytes()
    second = neuroscenes("measure", "loops_and_matrix")
    assert second.stdout == f"loops_and_matrix: there already, in {path}\n"
    assert path.read_bytes() == written
    neuroscenes("measure", "loops_and_matrix", "--force")
    assert path.read_bytes() != written


def test_records_of_the_shipped_network_go_to_the_project(
    neuroscenes: Callable, places: tuple[Path, Path], mnist_dir: Path
) -> None:
    ended = neuroscenes("measure", "undecided_digit", "--mnist-dir", mnist_dir)
    path = places[0] / "undecided_digit.json"
    assert ended.stdout == f"undecided_digit: {path}\n"
    assert load_provenance(path).data[0].name == "MNIST test images"
    assert not places[1].exists()


def test_records_of_another_network_go_to_the_cache(
    neuroscenes: Callable, places: tuple[Path, Path], mnist_dir: Path, other_model: Path
) -> None:
    options = ("--model", other_model, "--activations", "relu,relu,softmax")
    ended = neuroscenes("measure", "undecided_digit", *options, "--mnist-dir", mnist_dir)
    assert ended.code == 0
    assert [path.name[:16] for path in places[1].iterdir()] == ["undecided_digit-"]
    assert not places[0].exists()


def test_unknown_measurements_and_folders_without_mnist_are_refused(
    refused: Callable, tmp_path: Path
) -> None:
    assert "measurement must be one of" in refused("measure", "weight")
    assert "expected the files of MNIST" in refused(
        "measure", "firing_against_bias", "--mnist-dir", tmp_path
    )
