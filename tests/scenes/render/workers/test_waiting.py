from __future__ import annotations

from dataclasses import replace

import pytest

from scenes.render.workers.job_queue import TRIES, JobQueue


@pytest.fixture
def jobs(job):
    return [job, replace(job, scene="Bias")]


def test_jobs_are_begun_in_their_order_and_a_lost_one_comes_first(jobs):
    waiting = JobQueue(jobs)
    first = waiting.begin()
    assert list(waiting.lost(first, "its worker was lost")) == []
    assert [waiting.begin(), waiting.begin()] == jobs
    assert not waiting


def test_a_job_that_is_lost_too_often_is_given_up(jobs):
    waiting = JobQueue(jobs[:1])
    events = [list(waiting.lost(waiting.begin(), "its worker was lost")) for _ in range(TRIES)]
    assert [len(each) for each in events] == [0] * (TRIES - 1) + [1]
    assert events[-1][0].reason == f"its worker was lost {TRIES} times"
    assert not waiting


def test_a_job_that_was_refused_was_not_tried(jobs):
    waiting = JobQueue(jobs[:1])
    for _ in range(2 * TRIES):
        waiting.put_back(waiting.begin())
    assert list(waiting.lost(waiting.begin(), "its worker was lost")) == []


def test_what_waits_can_be_given_up_at_once(jobs):
    waiting = JobQueue(jobs)
    assert [(f.job, f.reason) for f in waiting.give_up("no worker")] == [
        (job, "no worker") for job in jobs
    ]
    assert len(waiting) == 0
