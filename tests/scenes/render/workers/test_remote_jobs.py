from __future__ import annotations

import pickle
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from network.measurements.record_lookup import cache_directory
from scenes.media.sound_files import read_sound, write_wav
from scenes.render import manim_session
from scenes.render.dependencies import code_of
from scenes.render.outputs import files_named
from scenes.render.running import measure_for
from scenes.render.workers import remote_jobs
from scenes.render.workers.jobs import scene_job
from scenes.render.workers.remote_jobs import (
    OtherMachineError,
    check_loaded,
    check_machine,
    machine_of,
    pack,
    run_remote_job,
    unpack_result,
)
from scenes.render.workers.run_job import finish
from scenes.subject.settings import Settings


@pytest.fixture
def card(options):
    """The title of an act."""
    return scene_job("Act2", Settings(), options)


@pytest.fixture(autouse=True)
def _nothing_loaded(monkeypatch):
    monkeypatch.setattr(remote_jobs, "_loaded", {})


def sent(remote):
    """What arrives of something that is sent to another machine."""
    return pickle.loads(pickle.dumps(remote))  # noqa: S301 - our own


def test_what_comes_back_is_byte_for_byte_what_is_drawn_here(card, options, tmp_path, undisturbed):
    result = sent(run_remote_job(sent(pack(card))))
    finish(card, tmp_path / "scratch", unpack_result(tmp_path / "in", result, card))
    files = vars(files_named("Act2", options)).values()
    assert {path.name: path.read_bytes() for path in files} == {
        name: content for name, content in undisturbed.items() if name.startswith("Act2.")
    }


def test_what_is_heard_comes_back_with_what_is_seen(card, tmp_path, monkeypatch):
    def draw_with_sound(*scene, draw=manim_session.draw_scene, **more):
        drawn = draw(*scene, **more)
        return replace(drawn, sound=np.linspace(-1, 1, 48_000, dtype=np.float32))

    with monkeypatch.context() as patched:
        patched.setattr(manim_session, "draw_scene", draw_with_sound)
        drawing = unpack_result(tmp_path / "in", sent(run_remote_job(pack(card))), card)
    assert read_sound(drawing.sound) == pytest.approx(np.linspace(-1, 1, 48_000), abs=1e-4)


def test_a_part_of_a_scene_comes_back_as_its_sections(options, tmp_path):
    job = replace(scene_job("Act1", Settings(sounds=False), options), first=1, end=2)
    drawing = unpack_result(tmp_path / "in", run_remote_job(pack(job)), job)
    assert list(drawing.sections) == [1]
    assert [section.name for section in drawing.timeline.sections] == [
        "the film",
        "the act",
    ]
    assert drawing.whole is None
    assert drawing.sound is None


def test_a_format_that_is_one_file_comes_back_whole(options, tmp_path):
    job = scene_job("Act2", Settings(), replace(options, format="png"))
    drawing = unpack_result(tmp_path / "in", run_remote_job(pack(job)), job)
    assert drawing.sections == {}
    assert drawing.whole.read_bytes().startswith(b"\x89PNG")


def test_picture_model_and_what_was_measured_of_it_travel_with_the_job(
    options, photo, relu_weights, tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "here"))
    image = Path(shutil.copy(photo, tmp_path))
    model = Path(shutil.copy(relu_weights, tmp_path))
    settings = Settings(image=image, model=model, activations=("relu", "relu", "identity"))
    measure_for("Bias", settings)
    job = scene_job("Bias", settings, options)
    remote = sent(pack(job))
    assert len(remote.records) == 1
    image.unlink()
    model.unlink()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "there"))
    (section,) = run_remote_job(replace(remote, job=replace(job, first=1, end=2))).sections.values()
    assert section
    assert {path.name for path in cache_directory().iterdir()} == set(remote.records)


def test_what_every_machine_has_does_not_travel(options):
    remote = pack(scene_job("Bias", Settings(), options))
    assert (remote.files, remote.records) == ({}, {})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"code": "x"}, "its code of this project is another"),
        ({"test_data": "x"}, "its test data is another"),
        ({"digits": "x"}, "its set of own digits is another"),
        ({"python": "2.7.18"}, r"expected Python 3\.\d+\.\d+, it has 2\.7\.18"),
        ({"versions": {"manim": "0.1"}}, r"expected manim 0\.\d+\.\d+, it has 0\.1"),
        ({"versions": {}}, r"expected manim 0\.\d+\.\d+, it has None"),
    ],
)
def test_a_machine_that_would_draw_something_else_is_refused(card, change, message):
    mine = machine_of(card)
    versions = {"versions": {**mine["versions"], **change.get("versions", {})}}
    found = {**mine, **change, **(versions if change.get("versions") else {})}
    with pytest.raises(OtherMachineError, match=f"^{message}$"):
        check_machine(mine, found)


def test_a_machine_that_draws_the_same_is_welcome(card):
    mine = machine_of(card)
    check_machine(mine, dict(mine))
    bugfix = ".".join([*mine["python"].split(".")[:2], "99"])
    check_machine(mine, {**mine, "python": bugfix})


def test_a_worker_whose_machine_differs_does_not_draw(card):
    remote = pack(card)
    other = replace(remote, machine={**remote.machine, "code": "another"})
    with pytest.raises(OtherMachineError, match="its code of this project is another"):
        run_remote_job(other)


def test_a_worker_whose_code_changed_after_it_was_started_does_not_draw():
    code = code_of("act_title")
    check_loaded(code)
    check_loaded(code)
    check_loaded(
        {**code_of("act_4.bias"), "scenes.chapters.act_4.bias": "changed before it was loaded"}
    )
    with pytest.raises(OtherMachineError, match="changed after it was started"):
        check_loaded({**code, "scenes.chapter": "changed"})


def test_a_folder_of_recordings_goes_with_its_files(options, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    write_wav(folder / "Act2-the-question-1.wav", np.full(48_000, 0.1, np.float32))
    job = scene_job("Act2", Settings(voice=folder), options)
    unpacked = remote_jobs._unpack(sent(pack(job)), tmp_path / "there")
    assert unpacked.settings.voice != folder
    assert unpacked.inputs == job.inputs


def test_a_machine_with_another_voice_is_refused(card):
    here = machine_of(card)
    with pytest.raises(OtherMachineError, match="its voice is another"):
        check_machine(here, {**here, "voice": "another"})
