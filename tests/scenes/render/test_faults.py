"""The renderer is killed again and again, and goes on where it stopped."""

from __future__ import annotations

import itertools
import json
import os
import random
import shutil
import signal
import sys
import time
from contextlib import suppress
from functools import partial
from hashlib import sha256

import pytest

from scenes.media.joining import decoded_frames
from scenes.render.running import render
from scenes.render.staging import TIMELINE, WORK
from scenes.render.workers.local_workers import LocalWorkers
from scenes.subject.render_options import RenderOptions
from scenes.subject.settings import Settings

CARDS = ("Act2", "Act3", "Act5")
KILLS = int(os.environ.get("NEUROSCENES_TEST_KILLS", "100"))
SEED = 20
BOUND_SECONDS = 2400
"""No machine needs so long."""
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)
ENDS = {
    # Before the program has told Python what to do with a signal it ends as any program.
    signal.SIGINT: {130, -signal.SIGINT},
    signal.SIGTERM: {143, -signal.SIGTERM},
    signal.SIGKILL: {-signal.SIGKILL},
}


def in_the_work(*names):
    """A fact about the folder for unfinished work: something is there."""
    return lambda folder: any(any(folder.glob(f"{WORK}/{name}")) for name in names)


STAGES = (
    in_the_work(".neuroscenes-*"),
    in_the_work(".neuroscenes-*/*/*"),
    in_the_work(".neuroscenes-*/*/**/*.mp4"),
    in_the_work("*/000.mp4"),
    in_the_work(f"*/{TIMELINE}"),
    in_the_work(".neuroscenes-*/*/*-whole"),
    lambda folder: any(folder.glob("*.mp4")),
    lambda folder: any(folder.glob("*.json")),
    lambda folder: len(list(folder.glob("*.json"))) == 2,
    lambda folder: len(list(folder.glob("*.json"))) == 3,
)
"""What comes to pass in a run, by its traces in the output folder."""


class Killing:
    """When to kill, and whom: at any moment of a run, and at the moments of its stages."""

    def __init__(self, duration):
        self.rng = random.Random(SEED)  # noqa: S311 - moments, not secrets
        self.duration = duration
        self.numbers = itertools.cycle(SIGNALS)
        self.done = 0

    def wait(self, run, folder):
        """Let a moment pass; whether the run is still under way."""
        if self.rng.random() < 0.5:
            delay = self.rng.uniform(0, self.duration)
        else:
            stage = self.rng.choice(STAGES)
            run.wait_until(lambda: stage(folder))
            delay = self.rng.choice((0, self.rng.uniform(0, 0.05), self.rng.uniform(0, 0.5)))
        end = time.monotonic() + delay
        return not run.wait_until(lambda: time.monotonic() > end) or run.process.poll() is None

    def kill_a_worker(self, run):
        """Kill a process that draws, if there is one; the program must not mind."""
        workers = run.workers()
        if workers:
            with suppress(ProcessLookupError):
                os.kill(self.rng.choice(workers), signal.SIGKILL)
            self.done += 1

    def kill(self, run):
        """Kill the program; the longest time that a process of it outlived it."""
        number = next(self.numbers)
        if number == signal.SIGINT:
            run.press_ctrl_c()
        else:
            run.process.send_signal(number)
        code, _, complaints = run.ended()
        self.done += code != 0
        in_time = code == 0 or "Fatal Python error: init" in complaints  # before it was ours
        assert in_time or code in ENDS[number], (number, code, complaints)
        return run.seconds_to_vanish()


def check_whole(folder, undisturbed, finished):
    """All that stands under a final name is whole; the names of the scenes that are finished."""
    found = finished(folder) if folder.exists() else {}
    assert set(found) <= set(undisturbed)
    assert [name for name, content in found.items() if content != undisturbed[name]] == []
    records = [name for name in found if name.endswith(".json")]
    for name in records:
        record = json.loads(found[name])
        assert {n: sha256(found[n]).hexdigest() for n in record["files"]} == record["files"]
        video = folder / name.replace(".json", ".mp4")
        assert decoded_frames(video) == round(15 * record["seconds"])
    return set(records)


@pytest.fixture
def undisturbed(tmp_path, finished):
    """The files of the cards, spoken, as one worker makes them with nothing in its way."""
    options = RenderOptions(quality="l", output=tmp_path / "undisturbed")
    with LocalWorkers(1) as workers:
        outcome = render(CARDS, Settings(voice="default"), options, workers)
    assert not outcome.failures
    return finished(options.output)


@pytest.mark.slow
def test_killed_at_a_hundred_moments_it_breaks_nothing_and_loses_nothing(
    start_render, tmp_path, undisturbed, finished, *, left_over, capsys
):
    folder, cache = tmp_path / "renders", tmp_path / "cache"
    begin = time.monotonic()
    start_render = partial(
        start_render, changes={"NEUROSCENES_VOICE": "default", "XDG_CACHE_HOME": str(cache)}
    )
    assert start_render(folder, "--jobs", 2).ended()[0] == 0
    killing = Killing(time.monotonic() - begin)
    assert check_whole(folder, undisturbed, finished) == {f for f in undisturbed if ".json" in f}
    shutil.rmtree(folder)
    done, slowest, cycles = set(), 0.0, 0
    while killing.done < KILLS:
        assert time.monotonic() < begin + BOUND_SECONDS, f"{killing.done} kills, {cycles} cycles"
        run = start_render(folder, "--jobs", 2)
        if killing.rng.random() < 0.2 and killing.wait(run, folder):
            killing.kill_a_worker(run)
        if killing.wait(run, folder):
            slowest = max(slowest, killing.kill(run))
        now = check_whole(folder, undisturbed, finished)
        assert done <= now, "a finished scene was lost"
        done = now
        if run.ended()[0] == 0:
            assert finished(folder) == undisturbed
            assert left_over(folder) == set()
            shutil.rmtree(folder)
            shutil.rmtree(cache, ignore_errors=True)  # all is said anew
            done, cycles = set(), cycles + 1
    code, _, complaints = start_render(folder, "--jobs", 2).ended()
    assert code == 0, complaints
    assert finished(folder) == undisturbed
    assert left_over(folder) == set()
    with capsys.disabled():
        sys.stdout.write(f"\n{killing.done} kills, {cycles} films, slowest end {slowest:.2f} s\n")
