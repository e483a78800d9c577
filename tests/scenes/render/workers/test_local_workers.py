from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from scenes.render.outputs import files_named
from scenes.render.running import render
from scenes.render.staging import WORK
from scenes.render.workers.job_queue import Done, Failed, Progress, Started
from scenes.render.workers.jobs import scene_job
from scenes.render.workers.local_workers import LocalWorkers
from scenes.subject.settings import Settings

SCENE = "ANeuronHoldsANumber"


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
    assert any(isinstance(event, Progress) for event in events)
    assert content(at_once.files[SCENE]) == content(in_parts.files[SCENE])
    assert [path.name for path in (options.output / WORK).iterdir()] == ["locks"]


def test_a_scene_that_fails_does_not_stop_the_others(options, job):
    wrong = replace(job, scene="NoSuchScene")
    with LocalWorkers(1) as workers:
        events = list(workers.run([wrong, wrong], options.output / "scratch"))
    assert [type(event) for event in events] == [Started, Failed] * 2
    assert "unknown scene NoSuchScene" in events[1].reason


def test_a_worker_looks_for_garbage_when_it_has_imported_what_it_needs_and_not_before():
    script = (
        "import gc; from scenes.render.workers import local_workers as w; found = []\n"
        "gc.callbacks.append(lambda phase, _: found.append(phase))\n"
        "w._prepare(); print(len(found), gc.isenabled(), gc.get_freeze_count() > 100_000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == ["0", "True", "True"]


@pytest.mark.slow
def test_a_worker_that_dies_costs_its_job_only(options):
    job = scene_job(SCENE, Settings(), options)
    with LocalWorkers(1) as workers:
        events = []
        for event in workers.run([job], options.output / "scratch"):
            events.append(event)
            if isinstance(event, Progress) and len(events) == 2:
                workers._workers[0].process.kill()
    assert sum(isinstance(event, Started) for event in events) == 2
    assert isinstance(events[-1], Done)
    assert files_named(SCENE, options).record.exists()


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGINT, 130),
        (signal.SIGTERM, 143),
        (signal.SIGHUP, 143),
        (signal.SIGKILL, -signal.SIGKILL),
    ],
)
def test_whatever_ends_the_program_ends_its_workers_and_leaves_no_files(
    start_render, left_over, tmp_path, number, code
):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    run = start_render(
        tmp_path,
        *("--jobs", "2"),
        scenes=(SCENE, "TheHopeForLayers"),
        changes={"TMPDIR": str(temporary)},
    )
    assert run.wait_until(lambda: any(tmp_path.glob(".work/.neuroscenes-*/*/*"))), run.ended()
    assert run.workers()
    assert list(temporary.iterdir())
    run.press_ctrl_c() if number == signal.SIGINT else run.process.send_signal(number)
    ended, _, errors = run.ended()
    run.seconds_to_vanish()
    assert ended == code
    assert "Traceback" not in errors
    assert not list(tmp_path.glob("*.mp4"))
    assert not list(temporary.iterdir())
    if number != signal.SIGKILL:
        assert left_over(tmp_path) == set()


def test_pressing_ctrl_c_again_and_again_does_no_harm(start_render, left_over, tmp_path):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    run = start_render(tmp_path, "--jobs", "2", changes={"TMPDIR": str(temporary)})
    assert run.wait_until(lambda: any(tmp_path.glob(".work/.neuroscenes-*/*/*"))), run.ended()
    while run.process.poll() is None:
        run.press_ctrl_c()
        time.sleep(0.01)
    code, _, errors = run.ended()
    run.seconds_to_vanish()
    assert code == 130
    assert "Traceback" not in errors
    assert not list(temporary.iterdir())
    assert left_over(tmp_path) == set()


STARTS_DEAF = """
import os, signal, subprocess
from scenes.render.workers.local_workers import block_sigint

signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background it is ignored
try:
    with block_sigint():
        os.kill(os.getpid(), signal.SIGINT)
        subprocess.run(["/bin/cat", "/proc/self/status"], check=True)
    print("lost")
except KeyboardInterrupt:
    print("heard")
"""


def test_ctrl_c_while_a_worker_starts_is_heard_afterwards_and_not_by_the_worker():
    # In a process of its own: where there are several threads, any of them may get a signal.
    ended = subprocess.run(
        [sys.executable, "-c", STARTS_DEAF], capture_output=True, text=True, check=True
    )
    assert ended.stdout.endswith("heard\n")
    blocked = re.search(r"SigBlk:\s*([0-9a-f]+)", ended.stdout)
    assert int(blocked[1], 16) & 1 << (signal.SIGINT - 1)
