from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from scenes.render.outputs import files_named
from scenes.render.staging import Staging, is_there, lock
from scenes.render.workers.jobs import scene_job
from scenes.render.workers.run_job import finish, run_job
from scenes.subject.settings import Settings

SCENE = "Act2"


@pytest.fixture
def real_job(options):
    """With the key that it has."""
    return scene_job(SCENE, Settings(), options)


class InBackground(threading.Thread):
    """Something that has to wait, and what it gives at last."""

    def __init__(self, function):
        super().__init__(daemon=True)
        self.function = function
        self.start()
        self.join(0.3)
        assert self.is_alive(), "it did not wait"

    def run(self):
        """Do it."""
        self.given = self.function()

    def result(self):
        """What it gives when it need not wait any more."""
        self.join(60)
        return self.given


def test_what_is_drawn_is_kept_and_published(real_job, drawing, tmp_path):
    finish(real_job, tmp_path / "scratch", drawing())
    assert is_there(real_job)
    assert not Staging(real_job).folder.exists()


def test_what_changed_while_it_was_drawn_is_thrown_away(job, drawing, tmp_path):
    job = replace(job, inputs=replace(job.inputs, code="another"))
    finish(job, tmp_path / "scratch", drawing())
    assert job.key != scene_job(job.scene, job.settings, job.options).key
    assert not files_named(job.scene, job.options).video.exists()
    assert not Staging(job).folder.exists()


def test_a_scene_is_changed_by_one_process_at_a_time(real_job, options, drawing, tmp_path):
    with lock(options, SCENE):
        other = InBackground(lambda: finish(real_job, tmp_path / "scratch", drawing()))
        assert not files_named(SCENE, options).video.exists()
        assert not Staging(real_job).folder.exists()
    other.result()
    assert is_there(real_job)


def test_a_scene_whose_files_are_just_being_exchanged_is_there(
    real_job, options, drawing, tmp_path
):
    finish(real_job, tmp_path / "scratch", drawing())
    record = files_named(SCENE, options).record
    with lock(options, SCENE):
        record.rename(tmp_path / "record")
        other = InBackground(lambda: is_there(real_job))
        (tmp_path / "record").rename(record)
    assert other.result()


def test_a_job_that_another_process_is_at_is_not_done_twice(real_job, options, drawing, tmp_path):
    with lock(options, f"{SCENE}-{real_job.key}"):
        other = InBackground(lambda: run_job(real_job, tmp_path / "scratch", pytest.fail))
        finish(real_job, tmp_path / "scratch", drawing())
    other.result()
    assert is_there(real_job)
