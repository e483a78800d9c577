"""What a scene is given: the project's record, a cached one, or a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from network.digits.datasets import (
    OWN_DIGITS,
    TestData,
    data_identity,
    load_test_data,
    load_training_data,
)
from network.digits.image_format import image_format_of
from network.errors import DatasetError, OptionError, RecordError
from network.files.default_model import default_model
from network.measurements import context, record_lookup
from network.measurements.capacity import capacity
from network.measurements.gradients import gradients
from network.measurements.learning_curves import DEPTHS as CURVE_DEPTHS
from network.measurements.learning_curves import SETTINGS as CURVE_SETTINGS
from network.measurements.learning_curves import STARTS, accuracies_of, split, start_of
from network.measurements.provenance import provenance_of
from network.measurements.records import RECORDS_DIRECTORY, load_provenance
from network.measurements.short_training import SETTINGS as SHORT_SETTINGS
from network.measurements.spread import SEEDS
from network.measurements.timings import processor_name, this_machine
from network.mlp import MLP
from network.training.initialization import initialize


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    monkeypatch.setattr(record_lookup, "cache_directory", lambda: tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def loads(cache: Path, monkeypatch: pytest.MonkeyPatch, rng: np.random.Generator) -> list[str]:
    """A machine without MNIST, with few own digits, and a list of every time they are loaded."""
    found: list[str] = []

    def load(_directory: object, **_: object) -> TestData:
        found.append("test")
        return TestData(rng.random((20, 784)), rng.integers(0, 10, 20), OWN_DIGITS, "00")

    assert not cache.exists()
    monkeypatch.setattr(record_lookup, "find_mnist", lambda _directory=None: None)
    monkeypatch.setattr(context, "load_test_data", load)
    return found


@pytest.fixture
def other_model() -> MLP:
    """A ReLU network of other sizes."""
    names = ("relu", "relu", "softmax")
    return initialize((784, 20, 12, 10), names, np.random.default_rng(3))


def test_the_shipped_network_has_its_records_without_mnist(loads: list[str], cache: Path) -> None:
    record = record_lookup.load_or_measure("random_networks", default_model())
    assert record.data == "MNIST test images"
    assert len(record.correct) == 1000
    assert loads == []
    assert not cache.exists()


def test_a_record_that_points_at_pictures_needs_them(loads: list[str]) -> None:
    record = record_lookup.load_or_measure("undecided_digit", default_model())
    assert (record.data, record.images, loads) == (OWN_DIGITS, 20, ["test"])


def test_another_network_is_measured_anew_and_once(
    loads: list[str], cache: Path, other_model: MLP
) -> None:
    one = record_lookup.load_or_measure("firing_against_bias", other_model)
    assert one == record_lookup.load_or_measure("firing_against_bias", other_model)
    assert loads == ["test"]
    assert [path.name[:20] for path in cache.iterdir()] == ["firing_against_bias-"]
    assert one != record_lookup.load_or_measure("firing_against_bias", default_model())


def test_a_cached_record_of_another_network_is_not_taken(
    loads: list[str], cache: Path, other_model: MLP
) -> None:
    record_lookup.load_or_measure("firing_against_bias", other_model)
    another = MLP((*other_model.layers[:-1], other_model.layers[-1].astype(np.float32)))
    record_lookup.load_or_measure("firing_against_bias", another)
    assert loads == ["test", "test"]
    # The name of the file alone is not trusted either.
    one, other = sorted(cache.iterdir())
    one.write_bytes(other.read_bytes())
    for model in (other_model, another):
        record_lookup.load_or_measure("firing_against_bias", model)
    assert loads == ["test"] * 3


def test_a_damaged_cache_is_measured_again(loads: list[str], cache: Path, other_model: MLP) -> None:
    record_lookup.load_or_measure("undecided_digit", other_model)
    for path in cache.iterdir():
        path.write_text("{")
    record_lookup.load_or_measure("undecided_digit", other_model)
    assert loads == ["test", "test"]


def test_a_damaged_cache_is_named(
    loads: list[str], cache: Path, other_model: MLP, caplog: pytest.LogCaptureFixture
) -> None:
    record_lookup.load_or_measure("undecided_digit", other_model)
    (path,) = cache.iterdir()
    path.write_text("{")
    assert record_lookup.find_record("undecided_digit", other_model) is None
    assert f"{path}: expected a record as it was written, got a damaged one" in caplog.text
    assert loads == ["test"]


def test_a_damaged_record_of_the_project_is_refused(
    loads: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_lookup, "RECORDS_DIRECTORY", tmp_path)
    (tmp_path / "firing_against_bias.json").write_text("{")
    with pytest.raises(RecordError, match="expected a record as it was written, got a damaged one"):
        record_lookup.load_or_measure("firing_against_bias", default_model())
    assert loads == []


def test_a_cache_that_cannot_be_written_is_no_error(
    loads: list[str], cache: Path, other_model: MLP
) -> None:
    cache.write_text("a file in its place")
    for _ in range(2):
        assert record_lookup.load_or_measure("undecided_digit", other_model).images == 20
    assert loads == ["test", "test"]


@pytest.mark.usefixtures("mnist_dir")
@pytest.mark.parametrize("name", ["firing_against_bias", "undecided_digit"])
def test_a_network_of_other_pixels_is_measured_on_own_digits_even_where_mnist_is(
    name: str, cache: Path
) -> None:
    model = initialize((64, 12, 10), ("relu", "softmax"), np.random.default_rng(3))
    record = record_lookup.load_or_measure(name, model)
    assert record.data == OWN_DIGITS
    (path,) = cache.iterdir()
    (data,) = load_provenance(path).data
    assert data == data_identity("test", is_mnist=False, image_format=image_format_of(64))
    assert data != data_identity("test", is_mnist=False)
    assert record_lookup.load_or_measure(name, model) == record


@pytest.mark.usefixtures("mnist_dir")
def test_a_measurement_about_no_network_is_the_same_beside_any_network(cache: Path) -> None:
    model = initialize((64, 12, 10), ("relu", "softmax"), np.random.default_rng(3))
    record = record_lookup.load_or_measure("capacity", model)
    assert record == record_lookup.load_or_measure("capacity", default_model())
    assert not cache.exists()


def test_a_network_with_fewer_outputs_than_digits_is_refused(cache: Path) -> None:
    model = initialize((64, 4, 3), ("relu", "softmax"), np.random.default_rng(3))
    with pytest.raises(OptionError, match=r"random_networks: expected a network with 10 .* got 3"):
        record_lookup.load_or_measure("random_networks", model)
    assert not cache.exists()


def test_times_are_those_of_this_machine(cache: Path) -> None:
    record = record_lookup.load_or_measure("loops_and_matrix", default_model())
    assert (record.fan_in, record.fan_out) == (784, 16)
    assert record.ratio > 1
    assert record_lookup.load_or_measure("loops_and_matrix", default_model()) == record
    (path,) = cache.iterdir()
    assert record.processor == processor_name()
    assert load_provenance(path).versions.machine == this_machine()


def test_records_belong_to_the_project_only_if_they_are_of_its_network_and_mnist(
    cache: Path, other_model: MLP
) -> None:
    def place(name: str, model: MLP, *, is_mnist: bool) -> Path:
        wanted = provenance_of(record_lookup.find_measurement(name), model, is_mnist=is_mnist)
        return record_lookup.record_file(wanted).path.parent

    assert place("firing_against_bias", default_model(), is_mnist=True) == RECORDS_DIRECTORY
    assert place("capacity", other_model, is_mnist=True) == RECORDS_DIRECTORY
    assert place("firing_against_bias", other_model, is_mnist=True) == cache
    assert place("firing_against_bias", default_model(), is_mnist=False) == cache
    assert place("loops_and_matrix", default_model(), is_mnist=True) == cache


def test_a_folder_without_mnist_is_refused(cache: Path, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="expected the files of MNIST"):
        record_lookup.load_or_measure("firing_against_bias", default_model(), mnist_dir=tmp_path)
    assert not cache.exists()


def test_an_unknown_measurement_is_refused() -> None:
    with pytest.raises(OptionError, match="measurement must be one of naive_program, mean_piles"):
        record_lookup.load_or_measure("weight", default_model())


def test_it_is_told_how_far_a_measurement_is(loads: list[str], other_model: MLP) -> None:
    told: list[tuple[int, int]] = []
    record = record_lookup.load_or_measure(
        "random_networks", other_model, on_progress=lambda *a: told.append(a)
    )
    assert told[-1] == (1000, 1000)
    assert (record.networks, record.images) == (1000, 20)
    assert loads == ["test"]


QUICK: dict[str, Callable[[object], object]] = {
    "naive_program": lambda record: (record.by_program, record.by_network),
    "undecided_digit": lambda record: (record.index, record.confidence.answer),
    "firing_against_bias": lambda record: record.firing[:, 0].tolist(),
}


@pytest.mark.usefixtures("mnist_dir")
@pytest.mark.parametrize("name", QUICK)
def test_measuring_again_gives_the_project_s_record(name: str, mnist_dir: Path) -> None:
    kept = record_lookup.load_or_measure(name, default_model(), mnist_dir=mnist_dir)
    again, _ = record_lookup.measure(name, default_model(), mnist_dir=mnist_dir)
    assert QUICK[name](again) == QUICK[name](kept)


@pytest.mark.usefixtures("mnist_dir")
def test_the_first_random_networks_are_those_of_the_project_s_record(mnist_dir: Path) -> None:
    from network.measurements.random_networks import random_networks
    from network.measurements.registry import RANDOM_SEED

    kept = record_lookup.load_or_measure("random_networks", default_model(), mnist_dir=mnist_dir)
    rng, data = np.random.default_rng(RANDOM_SEED), load_test_data(mnist_dir)
    again = random_networks(default_model(), data, rng, networks=20)
    # The last bit of a 32-bit sum may tip an answer on another processor.
    assert np.abs(again.correct - kept.correct[:20]).max() <= 5


OTHER_PROCESSOR = 0.01
"""Equal to the last bit on one processor; another may sum in another order, many steps long."""


def test_clouds_told_apart_again_are_the_project_s() -> None:
    kept = record_lookup.load_or_measure("two_clouds", default_model())
    again, _ = record_lookup.measure("two_clouds", default_model())
    assert (again.points.tolist(), again.labels.tolist()) == (
        kept.points.tolist(),
        kept.labels.tolist(),
    )
    for kind in ("straight", "bent"):
        one, other = getattr(again, kind), getattr(kept, kind)
        assert one.accuracy == other.accuracy
        for layer, same in zip(one.layers, other.layers, strict=True):
            assert layer.weights == pytest.approx(same.weights, rel=1e-6, abs=1e-6)


@pytest.mark.usefixtures("mnist_dir")
def test_gradients_measured_again_are_the_project_s(mnist_dir: Path) -> None:
    kept = record_lookup.load_or_measure("gradients", default_model(), mnist_dir=mnist_dir)
    again = gradients(load_training_data(mnist_dir), seeds=SEEDS[:1])
    assert again.images == kept.images
    for one, other in zip(again.starts, kept.starts, strict=True):
        for name in ("sizes", "slopes"):
            found, same = (getattr(each, name).values[0] for each in (one, other))
            assert found == pytest.approx(same, rel=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize("depth", [CURVE_DEPTHS[0], CURVE_DEPTHS[-1]])
@pytest.mark.parametrize("activation", STARTS)
def test_training_again_gives_the_project_s_learning_curves(
    activation: str, depth: int, mnist_dir: Path
) -> None:
    kept = record_lookup.load_or_measure("learning_curves", default_model(), mnist_dir=mnist_dir)
    assert kept.settings == CURVE_SETTINGS
    curve, (learned, apart) = kept.chosen(activation, depth), split(load_training_data(mnist_dir))
    assert (kept.learned, kept.kept_apart) == (len(learned.labels), len(apart.labels))
    (rule,) = (each for each in STARTS[activation] if each.name == curve.start)
    settings = replace(CURVE_SETTINGS, learning_rate=curve.learning_rate, seed=SEEDS[0])
    model = start_of(depth, activation, rule, SEEDS[0])
    again = accuracies_of(model, (learned, load_test_data(mnist_dir)), settings)
    assert again == pytest.approx(curve.accuracies.values[0].tolist(), abs=OTHER_PROCESSOR)


@pytest.mark.slow
def test_training_again_gives_the_project_s_capacity(mnist_dir: Path) -> None:
    kept = record_lookup.load_or_measure("capacity", default_model(), mnist_dir=mnist_dir)
    assert kept.settings == SHORT_SETTINGS
    data = load_training_data(mnist_dir), load_test_data(mnist_dir)
    again = capacity(*data, depths=(2,), widths=(16,), seeds=SEEDS[:1])
    (network,), same = again.networks, kept.of_size(2, 16)
    assert network.parameter_count == same.parameter_count
    accuracies = network.accuracy.values[0], same.accuracy.values[0]
    assert accuracies[0] == pytest.approx(accuracies[1], abs=OTHER_PROCESSOR)
