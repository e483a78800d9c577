from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from scenes.catalog import PARTS
from scenes.render.schedule import CUT_COST, LEAST_COST, schedule
from scenes.render.timetable import read_timetable
from scenes.render.workers.jobs import scene_job
from scenes.subject.settings import Settings

NAMES = ("ForwardPass", "AnEdgeDetector", "SigmoidOrReLU")


@pytest.fixture
def whole(options):
    return [scene_job(name, Settings(digit=7), options) for name in NAMES]


@pytest.fixture
def film(options):
    return [scene_job(part.name, Settings(), options) for part in PARTS]


def ends_after(plan, workers):
    """The effort after which all are done, when whoever is free takes the next job."""
    free = [0.0] * workers
    for job in plan:
        free.sort()
        free[0] += job.cost
    return max(free)


def effort_of(jobs):
    return sum(job.cost for job in jobs)


def test_the_most_laborious_scene_comes_first(whole):
    efforts = [job.cost for job in schedule(whole, 1)]
    assert efforts == sorted(efforts, reverse=True)
    assert len(efforts) == 3
    assert sorted(schedule(whole, 1), key=lambda job: job.scene) == sorted(
        whole, key=lambda job: job.scene
    )


def test_a_single_scene_is_cut_for_two_workers_at_the_beginnings_of_sections(whole):
    parts = sorted(schedule(whole[:1], 2), key=lambda job: job.first)
    assert len(parts) > 1
    ends = [part.end for part in parts]
    assert [part.first for part in parts] == [0, *ends[:-1]]
    assert ends[-1] is None
    assert sum(part.seconds for part in parts) == pytest.approx(whole[0].seconds)
    assert effort_of(parts) == pytest.approx(whole[0].cost + (len(parts) - 1) * CUT_COST)
    assert parts[0].name == f"ForwardPass-0-{parts[1].first - 1}"
    sections = read_timetable()["ForwardPass"].sections
    for part in parts[1:]:
        before = sum(other.seconds for other in parts if other.first < part.first)
        assert before == pytest.approx(sections[part.first]["start_seconds"], abs=0.01)


def test_the_parts_of_a_scene_hold_every_section_once(whole):
    for workers in range(1, 12):
        jobs = schedule(whole, workers)
        for scene in whole:
            parts = sorted(
                (job for job in jobs if job.scene == scene.scene), key=lambda job: job.first
            )
            count = len(read_timetable()[scene.scene].sections)
            drawn = [
                n for j in parts for n in range(count) if j.sections is None or n in j.sections
            ]
            assert drawn == list(range(count))
            assert effort_of(parts) == pytest.approx(scene.cost + (len(parts) - 1) * CUT_COST)
            assert sum(part.seconds for part in parts) == pytest.approx(scene.seconds)


def test_no_part_is_so_small_that_it_does_not_pay(whole):
    assert all(job.cost >= LEAST_COST for job in schedule(whole, 200))
    assert len(schedule(whole, 200)) > len(whole)


@pytest.mark.parametrize("workers", [2, 3, 4, 8])
def test_cuts_let_all_workers_end_sooner(whole, workers):
    plan = schedule(whole, workers)
    uncut = sorted(whole, key=lambda job: -job.cost)
    assert ends_after(plan, workers) <= ends_after(uncut, workers)
    # A section can't be cut.
    sections = [s for job in whole for s in read_timetable()[job.scene].sections]
    longest = max(section["effort"] for section in sections) + CUT_COST
    fair = effort_of(whole) / workers
    assert ends_after(plan, workers) <= max(1.4 * fair, longest)


def test_scenes_of_one_length_are_all_cut_when_there_are_workers_for_it(options):
    job = scene_job("ForwardPass", Settings(), options)
    other = replace(job, settings=Settings(digit=4))
    digits = Counter(part.settings.digit for part in schedule([job, other], 4))
    assert min(digits[None], digits[4]) > 1
    assert len(schedule([job, other], 2)) == 2


def test_the_film_is_not_cut_for_two_workers_and_ends_when_half_of_it_is_done(film):
    plan = schedule(film, 2)
    assert all(job.sections is None for job in plan)
    assert ends_after(plan, 2) < 1.02 * effort_of(film) / 2


def test_a_large_cluster_ends_with_the_longest_section_or_soon_after(film):
    plan = schedule(film, 100)
    assert ends_after(plan, 100) < 0.7 * max(job.cost for job in film)
    assert len({(job.scene, job.first) for job in plan}) == len(plan)


def test_formats_that_are_one_file_are_not_cut(whole):
    gif = replace(whole[0], options=replace(whole[0].options, format="gif"))
    assert schedule([gif], 2) == [gif]


def test_nothing_is_shared_out_when_nothing_is_to_do():
    assert schedule([], 2) == []
