"""What a record must be about."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from network.digits.datasets import DataIdentity
from network.files.default_model import default_model
from network.files.weight_files import model_checksum
from network.measurements.provenance import Provenance, provenance_of
from network.measurements.registry import find_measurement


@pytest.fixture
def wanted() -> Provenance:
    """What a record of random networks on MNIST comes from."""
    return provenance_of(find_measurement("random_networks"), default_model(), is_mnist=True)


def test_it_says_what_was_measured_on_what_and_how(wanted: Provenance) -> None:
    assert wanted.model == model_checksum(default_model())
    assert [each.name for each in wanted.data] == ["MNIST test images"]
    assert wanted.seed == 1
    assert wanted.command == "neuroscenes measure random_networks"
    assert len(wanted.date) == len("2025-03-01")
    assert wanted.is_mnist


def test_what_is_about_no_network_names_none() -> None:
    found = provenance_of(find_measurement("capacity"), default_model(), is_mnist=False)
    assert found.model is None
    assert [each.name for each in found.data] == ["own digits, warped"] * 2
    assert not found.is_mnist


def test_date_and_versions_may_differ(wanted: Provenance) -> None:
    older = replace(wanted, date="1999-12-31", versions=replace(wanted.versions, numpy="1.0"))
    assert older.mismatch(wanted) is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": "capacity"}, "expected a record of random_networks, got one of capacity"),
        ({"revision": 0}, "expected a record of revision 2, got 0"),
        ({"model": "0" * 64}, r"expected a record of model \w{12}\.\.\., got 0{12}\.\.\."),
        ({"model": None}, r"expected a record of model \w{12}\.\.\., got none"),
        ({"seed": 2}, "expected a record of seed 1, got 2"),
        ({"data": ()}, "expected a record on MNIST test images .*, got one on no data"),
        (
            {"data": (DataIdentity("MNIST test images", "1" * 64),)},
            r"expected .* test images \(0fa7898d5092\.\.\.\), got .* images \(1{12}\.\.\.\)",
        ),
    ],
)
def test_any_other_difference_is_named(wanted: Provenance, change: dict, reason: str) -> None:
    assert re.fullmatch(reason, replace(wanted, **change).mismatch(wanted))
