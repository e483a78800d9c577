"""A scene with the real default voice: what a player finds in its file."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import av
import numpy as np
import pytest

from scenes.media.captions import read_srt
from scenes.media.sound_files import SAMPLE_RATE, read_sound
from scenes.render.manim_session import dry_run
from scenes.render.outputs import files_named
from scenes.render.workers.jobs import scene_job
from scenes.render.workers.run_job import run_job
from scenes.sound.loudness import loudness, true_peak_db
from scenes.sound.soundtrack import mixed
from scenes.subject.render_options import RenderOptions
from scenes.subject.settings import Settings

SCENE = "Act1"
FRAME = 1 / 15
LARGEST_JUMP = 0.02
"""From one sample to the next, where nobody speaks."""
IN_PARTS = """
import sys
from dataclasses import replace
from pathlib import Path
from scenes.render.workers.jobs import scene_job
from scenes.render.workers.run_job import run_job
from scenes.subject.render_options import RenderOptions
from scenes.subject.settings import Settings

output = Path(sys.argv[1])
output.mkdir(parents=True)
job = scene_job("Act1", Settings(voice="default"), RenderOptions(quality="l", output=output))
for part in (replace(job, first=1), replace(job, end=1)):
    run_job(part, output / "scratch")
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("spoken")


@pytest.fixture(scope="module")
def files(folder):
    """The scene, drawn at once, the speech made anew."""
    options = RenderOptions(quality="l", output=folder / "renders")
    options.output.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        run_job(scene_job(SCENE, Settings(voice="default"), options), folder / "scratch")
    return files_named(SCENE, options)


@pytest.fixture(scope="module")
def heard(files):
    return read_sound(files.video)


def test_its_sound_is_one_stream_of_aac_as_long_as_its_pictures(files):
    with av.open(str(files.video)) as video:
        [sound] = video.streams.audio
        [pictures] = video.streams.video
        assert (sound.codec_context.name, sound.rate, sound.codec_context.layout.name) == (
            *("aac", SAMPLE_RATE),
            "mono",
        )
        lengths = [float(each.duration * each.time_base) for each in (sound, pictures)]
    assert lengths[0] == pytest.approx(lengths[1], abs=FRAME)


def test_no_player_has_to_cut_its_peaks_off(heard):
    assert true_peak_db(heard) < -1


def test_nothing_clicks_where_sections_meet(files, heard):
    sections = json.loads(files.record.read_text(encoding="utf-8"))["sections"]
    assert len(sections) == 2
    for section in sections:
        joint = round(section["start_seconds"] * SAMPLE_RATE)
        around = heard[max(0, joint - 500) : joint + 500]
        assert np.abs(np.diff(around)).max() < LARGEST_JUMP


def test_a_scene_is_as_loud_as_films_for_the_web_are(folder):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        found = dry_run("ANeuronHoldsANumber", Settings(voice="default"))
    spoken = [(start, speech.samples) for start, speech in found.speeches]
    assert len(spoken) == len(found.lines)
    assert loudness(mixed(spoken, found.seconds)) == pytest.approx(-16, abs=1)


def test_words_are_heard_under_their_captions_and_not_between(files, heard):
    cues = read_srt(files.subtitles_srt.read_text(encoding="utf-8"))
    level = np.sqrt(np.mean(np.square(heard)))
    assert len(cues) == 2
    for cue in cues:
        part = heard[round(cue.start_seconds * SAMPLE_RATE) : round(cue.end_seconds * SAMPLE_RATE)]
        begins, ends = part[: SAMPLE_RATE // 2], part[-SAMPLE_RATE // 10 :]
        assert np.sqrt(np.mean(np.square(begins))) > level / 3
        assert np.sqrt(np.mean(np.square(ends))) < level / 100


def test_drawn_in_parts_by_another_process_it_is_the_same_byte_for_byte(files, folder):
    other = folder / "other"
    subprocess.run(
        [sys.executable, "-c", IN_PARTS, str(other)],
        check=True,
        env={**os.environ, "XDG_CACHE_HOME": str(folder / "other-cache")},
    )
    made = files_named(SCENE, RenderOptions(quality="l", output=other))
    assert [path.read_bytes() for path in vars(made).values()] == [
        path.read_bytes() for path in vars(files).values()
    ]


def test_silence_has_no_stream(folder, files):
    options = RenderOptions(quality="l", output=folder / "silent")
    options.output.mkdir()
    job = scene_job(SCENE, Settings(voice="none", sounds=False), options)
    run_job(job, folder / "silent-scratch")
    silent = files_named(SCENE, options)
    with av.open(str(silent.video)) as video:
        assert not video.streams.audio
    assert silent.record.read_bytes() != files.record.read_bytes()
