"""What is told while a scene waits for a measurement."""

from __future__ import annotations

import io
import os
import pty
import re
import sys
from contextlib import contextmanager, suppress

import numpy as np
import pytest

from network.digits.datasets import OWN_DIGITS, TestData
from network.files.default_model import default_model
from network.measurements import context, record_lookup
from network.training.initialization import initialize
from scenes.cli.progress import measuring, steps
from scenes.subject.record_progress import load_or_measure, report_progress_to

SCENE = "LearningIsFindingThem"
ACTIVATIONS = "relu,relu,softmax"


@pytest.fixture(autouse=True)
def _few_images(tmp_path, monkeypatch):
    """An empty cache, and so few test images that a thousand networks read them in no time."""
    rng = np.random.default_rng(4)
    data = TestData(rng.random((40, 784)), rng.integers(0, 10, 40), OWN_DIGITS, "00")
    monkeypatch.setattr(record_lookup, "cache_directory", lambda: tmp_path / "cache")
    monkeypatch.setattr(record_lookup, "find_mnist", lambda _directory=None: None)
    monkeypatch.setattr(context, "load_test_data", lambda _directory, **_options: data)


@pytest.fixture
def another():
    """A network that no record is about."""
    return initialize((784, 2, 10), ("relu", "softmax"), np.random.default_rng(3))


@contextmanager
def terminal(monkeypatch):
    """A terminal as stderr; gives what was written, at the end."""
    try:
        master, slave = pty.openpty()
    except OSError as error:
        pytest.skip(f"no terminal can be made here: {error}")
    os.set_blocking(master, False)
    written = io.StringIO()
    with monkeypatch.context() as patch, os.fdopen(slave, "w") as stream:
        patch.setenv("TERM", "xterm")
        patch.setenv("COLUMNS", "120")
        patch.setattr(sys, "stderr", stream)
        yield written
        stream.flush()
        told = b""  # whole: what is read at once may end within a letter
        with suppress(BlockingIOError):
            while part := os.read(master, 65536):
                told += part
        written.write(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", told.decode()))
    os.close(master)


def test_a_scene_of_another_network_says_what_it_measures(neuroscenes, other_model):
    ended = neuroscenes("values", SCENE, "--model", other_model, "--activations", ACTIVATIONS)
    note, *lines = ended.stderr.splitlines()
    assert "reads only" in note  # it was never trained
    assert lines[0] == "measuring random_networks"
    assert lines[1:11] == [f"random_networks: {each}00 of 1000" for each in range(1, 11)]


def test_where_no_command_runs_plain_lines_tell_once(another, capsys):
    # As in the processes that render scenes side by side.
    record = load_or_measure("random_networks", another)
    told = capsys.readouterr().err
    assert told.startswith("measuring random_networks\nrandom_networks: 100 of 1000\n")
    assert load_or_measure("random_networks", another) == record
    assert capsys.readouterr().err == ""


def test_of_what_the_project_keeps_nothing_is_told(capsys):
    assert load_or_measure("random_networks", default_model()).images == 10_000
    assert capsys.readouterr().err == ""


def test_on_a_terminal_a_bar_tells(neuroscenes, other_model, monkeypatch):
    with terminal(monkeypatch) as written:
        neuroscenes("values", SCENE, "--model", other_model, "--activations", ACTIVATIONS)
    assert "measuring random_networks" in written.getvalue()
    assert re.search(r"\d+/1000", written.getvalue())
    assert "random_networks: 100 of 1000" not in written.getvalue()


def test_a_measurement_has_its_line_in_the_bar_that_runs(another, monkeypatch):
    with terminal(monkeypatch) as written, report_progress_to(measuring):
        for name in steps("rendering", ["One", "Two"]):
            if name == "One":
                load_or_measure("random_networks", another)
    text = written.getvalue()
    assert "rendering One" in text
    assert "measuring random_networks" in text
    assert "2/2" in text
    assert "measuring" not in text.rpartition("rendering Two")[2]


def test_lines_come_where_stderr_is_no_terminal(capsys):
    with measuring("capacity") as tell:
        for done in range(1, 20):
            tell(done, 19)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "measuring capacity"
    assert lines[-1] == "capacity: 19 of 19"
    assert len(lines) == 11
