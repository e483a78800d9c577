from __future__ import annotations

import re
from dataclasses import replace

import click
import pytest

from scenes.cli import workers
from scenes.cli.program import DEBUG
from scenes.cli.workers import report, shown
from scenes.render.outputs import files_named
from scenes.render.running import Outcome
from scenes.render.workers.cluster import ClusterWorkers
from scenes.render.workers.job_queue import Done, Failed, Progress, Started
from scenes.render.workers.jobs import Job
from scenes.render.workers.local_workers import LocalWorkers
from scenes.subject.render_options import RenderOptions
from scenes.subject.settings import Settings

ONE = Job("Bias", Settings(), RenderOptions(), inputs=None, seconds=30.0)
OTHER = replace(ONE, scene="Recap", seconds=10.0)
LOST = Failed(OTHER, "the disk is full", "Traceback of it all")


def told(*events):
    """The events that come out when they are shown."""
    return list(shown([ONE, OTHER], iter(events)))


@pytest.fixture
def terminal(monkeypatch):
    """Rich takes any stream for a terminal, a hundred columns wide."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TTY_INTERACTIVE", "1")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm")


def plain(text):
    """What a terminal shows, frame after frame."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)


def test_lines_tell_what_is_done_and_how_long_the_rest_takes(capsys, monkeypatch):
    clock = iter([100.0, 160.0, 175.0])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    events = [Started(ONE), Progress(ONE, 12.0), Done(ONE), Started(OTHER), Done(OTHER)]
    assert told(*events) == events
    captured = capsys.readouterr()
    assert captured.out == ""
    # 60 seconds for 30 of 40.
    assert captured.err == "rendered Bias (1 of 2, about 20 s left)\nrendered Recap (2 of 2)\n"


def test_lines_count_minutes_when_it_takes_long(capsys, monkeypatch):
    clock = iter([0.0, 1200.0])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    told(Started(OTHER), Done(OTHER))
    assert capsys.readouterr().err == "rendered Recap (1 of 2, about 60 min left)\n"


def test_lines_name_a_failure(capsys):
    told(Started(OTHER), LOST, Started(ONE), Done(ONE))
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("failed Recap (1 of 2, about ")
    assert second == "rendered Bias (2 of 2)"


@pytest.mark.usefixtures("terminal")
def test_a_terminal_shows_one_bar_for_all_and_one_for_each_scene_under_way(capsys):
    events = [Started(ONE), Started(OTHER), Progress(ONE, 15.0), Done(ONE), Done(OTHER)]
    assert told(*events) == events
    last = plain(capsys.readouterr().err).strip().splitlines()[-1]
    assert last.startswith("rendering 2 of 2 ━")
    assert "100 %" in last


@pytest.mark.usefixtures("terminal")
def test_bars_advance_by_film_time(capsys):
    def pausing():
        yield Started(ONE)
        yield Progress(ONE, 12.0)
        raise KeyboardInterrupt  # what stands then stays on the terminal

    with pytest.raises(KeyboardInterrupt):
        list(shown([ONE, OTHER], pausing()))
    whole, scene = plain(capsys.readouterr().err).strip().splitlines()[-2:]
    assert re.match(r"rendering 0 of 2 ━.* 30 %", whole)
    assert re.match(r"  Bias +━.* 40 %", scene)


@pytest.mark.usefixtures("terminal")
def test_a_terminal_shows_a_scene_that_is_begun_again_once(capsys):
    def pausing():
        yield from (Started(ONE), Progress(ONE, 12.0), Started(ONE))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(shown([ONE, OTHER], pausing()))
    lines = plain(capsys.readouterr().err).strip().splitlines()
    last = lines[max(n for n, line in enumerate(lines) if "rendering" in line) :]
    assert [line.split()[0] for line in last] == ["rendering", "Bias"]


@pytest.mark.usefixtures("terminal")
def test_a_terminal_names_a_failure_above_the_bars(capsys):
    told(Started(OTHER), LOST)
    assert "Recap: the disk is full\n" in plain(capsys.readouterr().err)


def outcome(*, files=(), failures=()):
    there = {name: files_named(name, RenderOptions()) for name in files}
    return Outcome(files=there, failures={each.job.scene: each for each in failures})


def test_all_there_is_a_success_without_a_word(capsys):
    assert report(outcome(files=["Bias"])) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("debug", [False, True])
def test_the_summary_names_what_failed(capsys, debug):
    with click.Context(click.Command("render"), obj={DEBUG: debug}):
        assert report(outcome(files=["Bias"], failures=[LOST])) == 1
    lines = capsys.readouterr().err.splitlines()
    details = ["Traceback of it all"] if debug else []
    assert lines == [
        "neuroscenes: Recap: the disk is full",
        *details,
        "neuroscenes: 1 of 2 failed: Recap; the others are there, and stay there for the next run",
    ]


def test_the_summary_speaks_of_no_others_where_there_are_none(capsys):
    with click.Context(click.Command("render"), obj={DEBUG: False}):
        assert report(outcome(failures=[LOST])) == 1
    assert capsys.readouterr().err.endswith("neuroscenes: 1 of 1 failed: Recap\n")


def test_who_works_follows_the_options():
    assert workers._workers(3, None).count == 3
    assert isinstance(workers._workers(None, None), LocalWorkers)
    assert workers._workers(None, None).count == workers.cores() >= 1
    cluster = workers._workers(2, "tcp://host:8786")
    assert isinstance(cluster, ClusterWorkers)
    assert cluster.address == "tcp://host:8786"
