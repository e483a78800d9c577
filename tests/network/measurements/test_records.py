"""Files of records: written whole, read only if they are about what is shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from network.arrays import FloatArray
from network.bounds.sealed_json import sealed
from network.digits.datasets import TestData, load_test_data, load_training_data
from network.errors import RecordError
from network.files.default_model import default_model
from network.layers import Layer
from network.measurements.provenance import Provenance, provenance_of
from network.measurements.records import (
    RECORDS_DIRECTORY,
    load_provenance,
    load_record,
    save_record,
)
from network.measurements.registry import MEASUREMENTS, find_measurement
from network.measurements.undecided import UndecidedDigit, undecided_digit
from network.mlp import MLP

KEPT = [name for name, each in MEASUREMENTS.items() if not each.depends_on_machine]


@pytest.fixture
def record(rng: np.random.Generator) -> UndecidedDigit:
    """Noise, the least decided of it."""
    data = TestData(rng.random((20, 784)), rng.integers(0, 10, 20), "noise", "00")
    return undecided_digit(default_model(), data)


@pytest.fixture
def provenance() -> Provenance:
    """Where it would come from."""
    return provenance_of(find_measurement("undecided_digit"), default_model(), is_mnist=True)


def other_model() -> MLP:
    first, *others = default_model().layers
    return MLP((Layer(first.weights, first.biases + 1e-9, first.activation), *others))


def test_a_record_comes_back_as_it_was(
    record: UndecidedDigit, provenance: Provenance, tmp_path: Path
) -> None:
    path = tmp_path / "new folder" / "undecided_digit.json"
    save_record(path, record, provenance)
    assert load_record(path, provenance) == record
    assert load_provenance(path) == provenance
    assert [each.name for each in path.parent.iterdir()] == ["undecided_digit.json"]


def test_a_record_of_another_model_is_refused(
    record: UndecidedDigit, provenance: Provenance, tmp_path: Path
) -> None:
    path = tmp_path / "undecided_digit.json"
    save_record(path, record, provenance)
    wanted = provenance_of(find_measurement("undecided_digit"), other_model(), is_mnist=True)
    with pytest.raises(RecordError, match=r"undecided_digit\.json: expected a record of model"):
        load_record(path, wanted)


def test_a_record_on_other_data_is_refused(
    record: UndecidedDigit, provenance: Provenance, tmp_path: Path
) -> None:
    path = tmp_path / "undecided_digit.json"
    save_record(path, record, provenance)
    wanted = provenance_of(find_measurement("undecided_digit"), default_model(), is_mnist=False)
    with pytest.raises(RecordError, match="expected a record on own digits, warped"):
        load_record(path, wanted)


def test_a_record_of_another_class_is_refused(
    record: UndecidedDigit, provenance: Provenance, tmp_path: Path
) -> None:
    path = tmp_path / "undecided_digit.json"
    save_record(path, record.confidence, provenance)
    with pytest.raises(RecordError, match="expected a record UndecidedDigit, got Confidence"):
        load_record(path, provenance)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "expected a record as it was written, got a damaged one"),
        ("[]", "expected a record as it was written, got a damaged one"),
        (sealed('{"record": 1}'), "expected a record with its provenance, got none"),
        (sealed('{"provenance": {"record": "Snake"}}'), "record must be one of"),
    ],
)
def test_damaged_files_are_refused(
    text: str, message: str, provenance: Provenance, tmp_path: Path
) -> None:
    path = tmp_path / "some.json"
    path.write_text(text)
    with pytest.raises(RecordError, match=message):
        load_record(path, provenance)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"type": "float64"', '"type": "object"'),
        ('"type": "float64"', '"type": "U9"'),
        ('"index": ', '"index": null, "n": '),
        ('"data": [', '"data": [5, '),
        ('"outputs": {', '"outputs": 7, "others": {'),
    ],
)
def test_records_with_other_types_are_refused_also_with_their_checksum(
    before: str, after: str, record: UndecidedDigit, provenance: Provenance, tmp_path: Path
) -> None:
    path = tmp_path / "some.json"
    save_record(path, record, provenance)
    whole = path.read_text()
    changed = whole.replace(before, after)
    assert changed != whole
    path.write_text(changed)
    with pytest.raises(RecordError, match=r"some\.json: expected a record as it was written"):
        load_record(path, provenance)
    path.write_text(sealed(changed.partition(',\n "sha256"')[0] + "}"))
    with pytest.raises(RecordError, match=r"some\.json: "):
        load_record(path, provenance)


def test_a_missing_file_is_refused(provenance: Provenance, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no such file"):
        load_record(tmp_path / "some.json", provenance)
    with pytest.raises(RecordError, match="no such file"):
        load_provenance(tmp_path / "some.json")


def test_a_file_that_cannot_be_written_is_said(
    record: UndecidedDigit, provenance: Provenance, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(RecordError, match="cannot be written"):
        save_record(tmp_path / "taken" / "some.json", record, provenance)


def test_numbers_that_json_has_not_are_never_written(
    record: UndecidedDigit, provenance: Provenance, tmp_path: Path
) -> None:
    damaged = replace(record.confidence, outputs=np.array([np.nan, 1.0]))
    with pytest.raises(ValueError, match="JSON"):
        save_record(tmp_path / "some.json", damaged, provenance)


@pytest.mark.parametrize("name", KEPT)
def test_the_project_has_a_record_of_the_shipped_network(name: str) -> None:
    path = RECORDS_DIRECTORY / f"{name}.json"
    wanted = provenance_of(find_measurement(name), default_model(), is_mnist=True)
    assert isinstance(load_record(path, wanted), find_measurement(name).record_class)
    assert path.stat().st_size < 100_000


@pytest.mark.parametrize("path", sorted(RECORDS_DIRECTORY.glob("*")), ids=lambda path: path.name)
def test_every_file_of_a_record_is_that_of_a_measurement(path: Path) -> None:
    assert path.stem in KEPT
    assert load_provenance(path).command == f"neuroscenes measure {path.stem}"
    assert "picture" not in json.loads(path.read_text())["record"]


def test_no_record_keeps_an_image_of_mnist(mnist_dir: Path) -> None:
    sets = load_test_data(mnist_dir).images, load_training_data(mnist_dir).images
    known = {row.tobytes() for images in sets for row in levels_of(images)}
    assert len(known) == 70_000
    for path in sorted(RECORDS_DIRECTORY.glob("*.json")):
        for numbers in rows_of_pixels(json.loads(path.read_text(encoding="utf-8"))):
            for largest in (1, 255):
                kept = {row.tobytes() for row in levels_of(numbers / largest)}
                assert not kept & known, path.name


def levels_of(images: FloatArray) -> NDArray[np.uint8]:
    """As a screen shows them, shape `(images, 784)`."""
    return np.rint(np.clip(images * 255, 0, 255)).astype(np.uint8)


def rows_of_pixels(found: object) -> Iterator[FloatArray]:
    """All lists of so many numbers as images of MNIST have, shape `(lists, 784)`."""
    if isinstance(found, dict):
        for each in found.values():
            yield from rows_of_pixels(each)
    elif isinstance(found, list):
        numbers = np.array(found, dtype=np.float64) if is_even(found) else np.empty(0)
        if numbers.size and numbers.shape[-1] == 784:
            yield numbers.reshape(-1, 784)
        elif not numbers.size:
            for each in found:
                yield from rows_of_pixels(each)


def is_even(found: list[object]) -> bool:
    """Whether these are numbers, or rows of equally many."""
    try:
        np.array(found, dtype=np.float64)
    except (TypeError, ValueError):
        return False
    return True
