"""Scenes are cut side by side as they are one after another, and nobody waits for what died."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from network.errors import NeuroscenesError, RecordError
from scenes.editions.clips import cutting as side_by_side
from scenes.editions.clips.cutting import cut_scenes
from scenes.editions.site.publish import publish
from scenes.subject.settings import Settings

NAMES = ("Bias", "ForwardPass")


@pytest.fixture
def quick(publication):
    return replace(publication, formats=("mp4",), settings=Settings(language="de"))


@pytest.fixture
def scenes(studio, quick):
    return {
        name: studio.write_scene(name, quick.options, settings=quick.settings) for name in NAMES
    }


@pytest.fixture(autouse=True)
def no_process_is_left():
    yield
    # They are killed; who of two that wait for them is told of it first is left to chance.
    deadline = time.monotonic() + 10
    while multiprocessing.active_children():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_processes_give_the_same_page_as_one(quick, scenes):
    alone = publish(NAMES, scenes, quick)
    files = {p: p.read_bytes() for p in alone.clip_list.parent.rglob("*") if p.is_file()}
    page = alone.site.index.read_bytes()
    for path in files:
        path.unlink()
    together = publish(NAMES, scenes, quick, processes=2)
    assert {p: p.read_bytes() for p in together.clip_list.parent.rglob("*") if p.is_file()} == files
    assert together.site.index.read_bytes() == page


def test_a_name_is_taken_before_its_clips_are_waited_for(quick, scenes, monkeypatch):
    told = []

    def cut_later(footage, *how):
        for files, entries in zip(footage, cut_scenes(footage, *how), strict=True):
            told.append(files[0].video.stem)
            yield entries

    def names():
        for name in NAMES:
            told.append(f"cutting {name}")
            yield name

    monkeypatch.setattr("scenes.editions.site.publish.cut_scenes", cut_later)
    publish(names(), scenes, quick)
    assert told == ["cutting Bias", "Bias", "cutting ForwardPass", "ForwardPass"]


def test_a_scene_that_does_not_fit_its_record_is_named(quick, scenes):
    scenes["Bias"].record.write_text("{}")
    footage = [(files, None) for files in scenes.values()]
    with pytest.raises(RecordError, match=r"Bias\.json.*expected the record"):
        list(cut_scenes(footage, quick, 2))


def test_a_process_that_dies_is_not_waited_for(quick, scenes, monkeypatch):
    footage = [(files, None) for files in scenes.values()]
    monkeypatch.setattr(side_by_side, "_cut", _die)
    with pytest.raises(NeuroscenesError, match="died"):
        list(cut_scenes(footage, quick, 2))


def test_ctrl_c_does_not_wait_for_clips(quick, scenes, monkeypatch):
    footage = [(files, None) for files in scenes.values()]
    monkeypatch.setattr(side_by_side, "_cut", _sleep)
    cut = cut_scenes(footage, quick, 2)
    begin = time.monotonic()
    signal.setitimer(signal.ITIMER_REAL, 2.0)
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            next(cut)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert time.monotonic() - begin < 20


def test_no_process_outlives_the_one_that_started_it(tmp_path):
    program = """
import multiprocessing, time
from concurrent.futures import ProcessPoolExecutor
from scenes.render.workers.processes import watch_parent

if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(1, mp_context=context, initializer=watch_parent)
    pool.submit(time.sleep, 0).result()
    print(*(each.pid for each in multiprocessing.active_children()), flush=True)
    time.sleep(60)
"""
    path = tmp_path / "program.py"
    path.write_text(program)
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as started:
        children = [int(each) for each in started.stdout.readline().split()]
        started.kill()
    assert children
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{child}").exists() for child in children):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _die(*_):
    os.kill(os.getpid(), signal.SIGKILL)


def _sleep(*_):
    time.sleep(60)
