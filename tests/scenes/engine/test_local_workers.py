from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from scenes.engine.events import Done, Failed, Started, Told
from scenes.engine.jobs import scene_job
from scenes.engine.local_workers import LocalWorkers
from scenes.engine.outputs import files_named
from scenes.engine.running import render
from scenes.engine.staging import WORK
from scenes.settings import Settings

SCENE = "ANeuronHoldsANumber"
NEUROSCENES = [sys.executable, "-c", "from scenes.cli import main; main()"]


def content(files):
    return {path.name: path.read_bytes() for path in vars(files).values()}


@pytest.mark.slow
def test_a_scene_drawn_in_parts_is_byte_for_byte_the_scene_drawn_at_once(options, tmp_path):
    with LocalWorkers(1) as one:
        at_once = render([SCENE], Settings(), options, one)
    other = replace(options, output=tmp_path / "other")
    events = []

    def listen(_jobs, coming):
        for event in coming:
            events.append(event)
            yield event

    with LocalWorkers(2) as two:
        in_parts = render([SCENE], Settings(), other, two, listen=listen)
    assert sum(isinstance(event, Started) for event in events) == 2
    assert any(isinstance(event, Told) for event in events)
    assert content(at_once.files[SCENE]) == content(in_parts.files[SCENE])
    assert [path.name for path in (options.output / WORK).iterdir()] == ["locks"]


def test_a_scene_that_fails_does_not_stop_the_others(options, job):
    wrong = replace(job, scene="NoSuchScene")
    with LocalWorkers(1) as workers:
        events = list(workers.run([wrong, wrong], options.output / "scratch"))
    assert [type(event) for event in events] == [Started, Failed] * 2
    assert "unknown scene NoSuchScene" in events[1].reason


@pytest.mark.slow
def test_a_worker_that_dies_costs_its_job_only(options):
    job = scene_job(SCENE, Settings(), options)
    with LocalWorkers(1) as workers:
        events = []
        for event in workers.run([job], options.output / "scratch"):
            events.append(event)
            if isinstance(event, Told) and len(events) == 2:
                workers._workers[0].process.kill()
    assert sum(isinstance(event, Started) for event in events) == 2
    assert isinstance(events[-1], Done)
    assert files_named(SCENE, options).record.exists()


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -signal.SIGKILL)],
)
def test_whatever_ends_the_program_ends_its_workers_within_two_seconds(tmp_path, number, code):
    command = [*NEUROSCENES, "render", SCENE, "TheHopeForLayers", "-q", "l", "--jobs", "2"]
    mark = {"NEUROSCENES_TEST_MARK": str(tmp_path)}
    program = subprocess.Popen(
        [*command, "--output", str(tmp_path)],
        env={**os.environ, **mark},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    _wait_until(lambda: any(tmp_path.glob(".work/run-*/*/*")) or program.poll() is not None)
    assert len(_processes(tmp_path)) >= 2, program.communicate(timeout=20)
    program.send_signal(number)
    begin = time.monotonic()
    _, errors = program.communicate(timeout=20)
    _wait_until(lambda: not _processes(tmp_path), seconds=20)
    assert time.monotonic() - begin < 20
    assert program.returncode == code
    assert "Traceback" not in errors
    assert not list(tmp_path.glob("*.mp4"))
    if number != signal.SIGKILL:
        assert [path.name for path in (tmp_path / WORK).iterdir()] == ["locks"]


def _processes(mark: Path) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            environment = (folder / "environ").read_bytes()
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if (
            f"NEUROSCENES_TEST_MARK={mark}".encode() in environment
            and b"resource_tracker" not in command
        ):
            found.append(int(folder.name))
    return found


def _wait_until(fact, seconds=60):
    end = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)
