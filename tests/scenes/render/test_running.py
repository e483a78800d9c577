from __future__ import annotations

import tempfile
from types import SimpleNamespace

import pytest

from network.errors import OptionError
from network.temporary_folders import temporary_folder
from scenes.render.running import REMOVED_AGAIN, Outcome, forget, render
from scenes.render.staging import WORK, Staging
from scenes.render.workers.job_queue import Failed, Started
from scenes.render.workers.jobs import scene_job
from scenes.render.workers.run_job import run_job
from scenes.subject.settings import Settings


def die_in(place):
    """Leave in a folder what a dead run leaves."""
    place.mkdir(parents=True, exist_ok=True)
    with temporary_folder(place) as folder:
        kept = folder.rename(place / "kept")
    return kept.rename(folder)


class NoWorkers:
    """Nobody: what is there must be found without anybody's work."""

    count = 1

    def run(self, jobs, _scratch):
        """Complain."""
        raise AssertionError(f"asked to do {[job.name for job in jobs]}")


def test_a_scene_that_is_there_is_not_drawn_again(job, options, drawing, tmp_path):
    Staging(job).keep(drawing())
    Staging(job).publish(tmp_path / "scratch")
    outcome = render([job.scene], Settings(), options, NoWorkers())
    assert list(outcome.files) == [job.scene]
    assert not outcome.drawn
    assert not outcome.failures


def test_a_job_whose_sections_are_staged_is_finished_without_drawing(options, drawing, tmp_path):
    job = scene_job("ANeuronHoldsANumber", Settings(), options)
    Staging(job).keep(drawing())
    run_job(job, tmp_path / "scratch")
    outcome = render([job.scene], Settings(), options, NoWorkers())
    assert list(outcome.files) == [job.scene]


def test_force_forgets_what_is_there_and_what_is_staged(options, drawing, tmp_path):
    job = scene_job("ANeuronHoldsANumber", Settings(), options)
    Staging(job).keep(drawing())
    files = Staging(job).publish(tmp_path / "scratch")
    Staging(job).keep(drawing())
    forget([job.scene], options)
    assert not files.record.exists()
    assert not Staging(job).has(job)


def test_what_dead_runs_left_is_swept_and_the_living_are_spared(options, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    places = [
        *(tmp_path / "temporary", options.output, options.output / WORK),
        *(tmp_path / "cache/neuroscenes" / name for name in ("measurements", "speech", "text")),
    ]
    left = [die_in(place) for place in places]
    (left[0] / "half.mp4").write_bytes(b"half")
    with temporary_folder(options.output / WORK) as mine:
        render([], Settings(), options, NoWorkers())
        assert mine.exists()
    assert not [folder for folder in left if folder.exists()]


def test_what_a_run_left_that_died_just_after_it_published_is_put_away(options, drawing, tmp_path):
    job = scene_job("Act2", Settings(), options)
    Staging(job).keep(drawing())
    Staging(job).publish(tmp_path / "scratch")
    Staging(job).keep(drawing())
    assert list(render([job.scene], Settings(), options, NoWorkers()).files) == [job.scene]
    assert not Staging(job).folder.exists()


class Interrupted:
    """A worker that is interrupted, and has something to put away before it ends."""

    count = 1
    ended_in = None

    def run(self, jobs, scratch):
        """Begin a job."""
        try:
            for job in jobs:
                yield Started(job)
        finally:
            self.ended_in = scratch.exists()


def test_workers_end_before_their_folder_is_removed(options):
    def listen(_jobs, _events):
        next(_events)
        raise KeyboardInterrupt

    workers = Interrupted()
    with pytest.raises(KeyboardInterrupt):
        render(["Act2"], Settings(), options, workers, listen=listen)
    assert workers.ended_in is True
    assert not list((options.output / WORK).glob(".neuroscenes-*"))


def test_a_scene_that_is_thrown_away_again_and_again_has_failed(options):
    class Idle(Interrupted):
        def run(self, _jobs, _scratch):
            yield from ()

    outcome = render(["Act2"], Settings(), options, Idle())
    assert outcome.failures["Act2"].reason == REMOVED_AGAIN
    assert not outcome.files


def test_refusals_leave_scenes_out_only_of_all():
    job = SimpleNamespace(name="Bias")
    refused = {"Bias": Failed(job, "no digits", error=OptionError("no digits"))}
    broken = {"Recap": Failed(job, "KeyError: 3")}
    for may_leave_out in (True, False):
        outcome = Outcome(jobs={"Bias": job, "Recap": job})
        outcome.note({**refused, **broken}, may_leave_out=may_leave_out)
        assert outcome.left_out == ({"Bias": "no digits"} if may_leave_out else {})
        assert set(outcome.failures) == ({"Recap"} if may_leave_out else {"Bias", "Recap"})
