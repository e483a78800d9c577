"""Times of one layer; how fast they are is no test's business."""

from __future__ import annotations

import os
import statistics
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from network.errors import OptionError
from network.files.default_model import default_model
from network.forward import forward
from network.layers import Layer
from network.measurements import record_lookup, timings
from network.measurements.provenance import provenance_of
from network.measurements.registry import find_measurement
from network.measurements.timings import (
    LoopsAndMatrix,
    processor_name,
    sums_by_loops,
    time_loops_and_matrix,
)
from network.mlp import MLP


@pytest.fixture
def layer(rng: np.random.Generator) -> Layer:
    """Three neurons with four inputs."""
    return Layer(rng.normal(size=(3, 4)), rng.normal(size=3), "sigmoid")


def test_loops_compute_what_the_forward_pass_computes(
    layer: Layer, rng: np.random.Generator
) -> None:
    inputs = rng.random(4)
    sums = sums_by_loops(layer.weights.tolist(), layer.biases.tolist(), inputs.tolist())
    assert sums == pytest.approx(forward(MLP((layer,)), inputs).layers[0].pre_activations)


def test_every_round_is_timed_both_ways(layer: Layer) -> None:
    found = time_loops_and_matrix(layer, np.ones(4), rounds=5)
    assert found.loop_seconds.shape == found.matrix_seconds.shape == (5,)
    assert (found.loop_seconds > 0).all()
    assert (found.matrix_seconds > 0).all()
    assert found.loop_median == statistics.median(found.loop_seconds.tolist())
    assert found.ratio == found.loop_median / found.matrix_median
    steps = np.diff(found.clock)
    assert found.clock[[0, 80]].tolist() == [0, found.loop_microseconds]
    np.testing.assert_allclose(steps, steps[0])
    assert (found.fan_in, found.fan_out) == (4, 3)
    assert found.processor == processor_name() == processor_name().strip()


def test_inputs_that_do_not_fit_and_no_rounds_are_refused(layer: Layer) -> None:
    with pytest.raises(OptionError, match="inputs must be 4 numbers"):
        time_loops_and_matrix(layer, np.ones(5))
    with pytest.raises(OptionError, match="rounds must be 1 or more, got 0"):
        time_loops_and_matrix(layer, np.ones(4), rounds=0)


def test_microseconds_are_millionths_of_the_medians() -> None:
    found = LoopsAndMatrix(
        processor="", fan_in=2, fan_out=1, loop_seconds=np.array([3e-3, 1e-3, 2e-3]),
        matrix_seconds=np.array([4e-6, 5e-6, 9e-6]),
    )  # fmt: skip
    assert found.loop_microseconds == pytest.approx(2000)
    assert found.matrix_microseconds == pytest.approx(5)


def test_another_machine_measures_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its times would be shown as those of this machine."""
    measurement, model = find_measurement("loops_and_matrix"), default_model()
    files = set()
    for processor, cores in [("A", 2), ("B", 2), ("A", 4), ("A", 2)]:
        monkeypatch.setattr(record_lookup, "processor_name", lambda name=processor: name)
        monkeypatch.setattr(os, "cpu_count", lambda count=cores: count)
        files.add(record_lookup.record_file(provenance_of(measurement, model, is_mnist=True)).path)
    assert len(files) == 3


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (
            "processor\t: 0\nmodel name\t: Some(R) Chip(TM)  at 2 GHz\nflags: a b\n",
            "Some Chip at 2 GHz",
        ),
        ("processor\t: 0\nBogoMIPS\t: 50.00\n", "a kind of processor"),
    ],
)
def test_linux_tells_the_name_of_the_processor(
    told: str, name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    processors = tmp_path / "cpuinfo"
    processors.write_text(told)
    monkeypatch.setattr(timings.sys, "platform", "linux")
    monkeypatch.setattr(timings, "_PROCESSORS", processors)
    monkeypatch.setattr(timings.platform, "processor", lambda: "")
    monkeypatch.setattr(timings.platform, "machine", lambda: "a kind of processor")
    assert processor_name.__wrapped__() == name


@pytest.mark.parametrize(("platform", "name"), [("darwin", "Apple M1"), ("win32", "a chip")])
def test_other_systems_tell_the_name_of_the_processor(
    platform: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def run(command: list[str], **_: object) -> SimpleNamespace:
        asked.append(command[-1])
        return SimpleNamespace(stdout="Apple(R) M1\n")

    monkeypatch.setattr(timings.sys, "platform", platform)
    monkeypatch.setattr(timings.subprocess, "run", run)
    monkeypatch.setattr(timings.platform, "processor", lambda: "a chip")
    assert processor_name.__wrapped__() == name
    assert asked == ["machdep.cpu.brand_string"] * (platform == "darwin")
