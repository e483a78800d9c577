from __future__ import annotations

import errno
import json
from dataclasses import replace

import av
import numpy as np
import pytest
from PIL import Image

from scenes.media.joining import decoded_frames
from scenes.media.sound_files import SAMPLE_RATE, read_sound
from scenes.media.sound_streams import has_sound
from scenes.render.outputs import files_named, is_published, render_inputs
from scenes.render.staging import TIMELINE, BrokenVideoError, Staging

FULL = "/dev/full"
"""Every write to it fails as on a full disk."""


def test_a_scene_is_published_when_all_sections_are_there(job, drawing, tmp_path):
    staging = Staging(job)
    first, second = replace(job, end=1), replace(job, first=1)
    assert not staging.is_whole()
    staging.keep(drawing((0,)))
    assert staging.has(first)
    assert not staging.has(second)
    assert not staging.has(job)
    staging.keep(drawing((1,), folder="other"))
    assert staging.is_whole()
    files = staging.publish(tmp_path / "scratch")
    assert files == files_named(job.scene, job.options)
    assert decoded_frames(files.video) == 30
    assert not staging.folder.exists()


def test_the_sections_of_a_scene_are_chapters_of_its_video(job, drawing, tmp_path):
    Staging(job).keep(drawing())
    files = Staging(job).publish(tmp_path / "scratch")
    with av.open(str(files.video)) as video:
        chapters = [(c["metadata"]["title"], c["start"] * c["time_base"]) for c in video.chapters()]
    assert chapters == [("first", 0), ("second", 1)]


def test_chapters_of_a_video_are_named_in_its_language(job, drawing, tmp_path):
    settings = replace(job.settings, language="de")
    inputs = render_inputs(job.scene, settings, job.options)
    german = replace(job, settings=settings, inputs=inputs)
    Staging(german).keep(drawing(names=("all of it", "the same")))
    files = Staging(german).publish(tmp_path / "scratch")
    with av.open(str(files.video)) as video:
        titles = [chapter["metadata"]["title"] for chapter in video.chapters()]
    assert titles == ["das Ganze", "dasselbe"]
    record = json.loads(files.record.read_text())
    assert record["options"]["language"] == "de"
    assert [section["name"] for section in record["sections"]] == ["all of it", "the same"]


def test_the_language_is_part_of_what_a_video_is_made_of(job):
    german = replace(job.settings, language="de")
    english = render_inputs(job.scene, job.settings, job.options).as_json()
    other = render_inputs(job.scene, german, job.options).as_json()
    assert {key for key in english if english[key] != other[key]} == {"options", "words"}


def test_the_record_says_what_it_was_made_of_and_what_its_files_are(job, drawing, tmp_path):
    Staging(job).keep(drawing())
    files = Staging(job).publish(tmp_path / "scratch")
    wanted = render_inputs(job.scene, job.settings, job.options).as_json()
    assert is_published(files, wanted)
    assert not is_published(files, {**wanted, "model": "another"})
    files.video.write_bytes(files.video.read_bytes()[:-1])
    assert not is_published(files, wanted)


@pytest.mark.parametrize("suffix", ["mp4", "srt", "vtt", "png", "json"])
def test_a_scene_of_which_a_file_is_missing_is_not_there(job, drawing, tmp_path, suffix):
    Staging(job).keep(drawing())
    files = Staging(job).publish(tmp_path / "scratch")
    files.video.with_suffix(f".{suffix}").unlink()
    assert not is_published(files, render_inputs(job.scene, job.settings, job.options).as_json())


@pytest.mark.parametrize("suffix", ["mp4", "srt", "vtt", "png", "json"])
def test_a_scene_of_which_a_file_was_damaged_since_is_drawn_again(job, drawing, tmp_path, suffix):
    Staging(job).keep(drawing())
    files = Staging(job).publish(tmp_path / "scratch")
    wanted = render_inputs(job.scene, job.settings, job.options).as_json()
    file = files.video.with_suffix(f".{suffix}")
    whole = file.read_bytes()
    file.write_bytes(whole[:20] + bytes([whole[20] ^ 1]) + whole[21:])
    assert not is_published(files, wanted)
    file.write_bytes(whole)
    assert is_published(files, wanted)


def test_damaged_notes_of_what_is_staged_count_as_none(job, drawing):
    staging = Staging(job)
    staging.keep(drawing())
    assert staging.is_whole()
    noted = staging.folder / TIMELINE
    for damaged in (b"", noted.read_bytes()[:-20], noted.read_bytes().replace(b"1.5", b'"x"')):
        noted.write_bytes(damaged)
        assert not staging.is_whole()
        assert not staging.has(job)


def test_a_video_that_lacks_frames_is_not_published(job, drawing, tmp_path):
    staging = Staging(job)
    staging.keep(drawing(seconds=2.2))
    with pytest.raises(BrokenVideoError, match="expected 33 frames in the video, got 30"):
        staging.publish(tmp_path / "scratch")
    assert not files_named(job.scene, job.options).video.exists()
    # What was staged made the broken video: it must be drawn again.
    assert not staging.folder.exists()


def test_what_stood_there_before_stays_until_the_new_scene_is_whole(job, drawing, tmp_path):
    Staging(job).keep(drawing())
    files = Staging(job).publish(tmp_path / "scratch")
    before = files.video.read_bytes(), json.loads(files.record.read_text())
    Staging(job).keep(drawing(seconds=9.0))
    with pytest.raises(BrokenVideoError):
        Staging(job).publish(tmp_path / "scratch")
    assert (files.video.read_bytes(), json.loads(files.record.read_text())) == before


def tone(seconds, start):
    """Silence, and a tone from a time on."""
    times = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return np.where(times < start, 0, np.sin(2 * np.pi * 440 * (times - start)) / 2).astype("f4")


def test_a_scene_is_heard_whoever_drew_which_section(job, drawing, tmp_path):
    published = []
    for order in ([(0, 1)], [(0,), (1,)], [(1,), (0,)]):
        for numbers in order:
            Staging(job).keep(drawing(numbers, folder=str(numbers), sound=tone(2, 1.1)))
        files = Staging(job).publish(tmp_path / "scratch")
        published.append(files.video.read_bytes())
        assert not Staging(job).folder.exists()
    assert len(set(published)) == 1
    heard = read_sound(files.video)
    assert np.argmax(np.abs(heard) > 0.1) / SAMPLE_RATE == pytest.approx(1.1, abs=0.005)
    assert heard.size / SAMPLE_RATE == pytest.approx(2, abs=1 / 40)


def test_a_silent_scene_has_no_stream_of_sound(job, drawing, tmp_path):
    Staging(job).keep(drawing())
    assert not has_sound(Staging(job).publish(tmp_path / "scratch").video)


def test_a_video_whose_sound_is_cut_is_not_published(job, drawing, tmp_path, monkeypatch):
    staging = Staging(job)
    staging.keep(drawing(sound=tone(2, 0)))
    monkeypatch.setattr("scenes.media.sound_streams.SoundStream.write_until", lambda *_: None)
    with pytest.raises(BrokenVideoError, match=f"{job.scene}: "):
        staging.publish(tmp_path / "scratch")
    assert not files_named(job.scene, job.options).video.exists()
    assert not staging.folder.exists()


def test_staged_sound_that_cannot_be_read_is_thrown_away(job, drawing, tmp_path):
    staging = Staging(job)
    staging.keep(drawing(sound=tone(2, 0)))
    (staging.folder / "sound.wav").write_bytes(b"no sound")
    with pytest.raises(BrokenVideoError, match=f"{job.scene}: the video that was drawn can't be"):
        staging.publish(tmp_path / "scratch")
    assert not staging.folder.exists()


def test_sections_of_former_versions_are_thrown_away(job, drawing, tmp_path):
    former = Staging(replace(job, inputs=replace(job.inputs, code="f")))
    former.keep(drawing((0,), folder="former"))
    Staging(job).keep(drawing())
    assert not Staging(replace(job, inputs=replace(job.inputs, code="e"))).has(job)
    Staging(job).publish(tmp_path / "scratch")
    assert not former.folder.exists()


def test_a_staged_section_that_cannot_be_read_is_thrown_away(job, drawing, tmp_path):
    staging = Staging(job)
    staging.keep(drawing())
    (staging.folder / "001.mp4").write_bytes(b"")
    with pytest.raises(BrokenVideoError, match=f"{job.scene}: the video that was drawn can't be"):
        staging.publish(tmp_path / "scratch")
    assert not staging.folder.exists()


@pytest.mark.parametrize("suffix", ["mp4", "png", "srt", "vtt", "json"])
def test_a_full_disk_loses_nothing_that_is_staged(job, drawing, tmp_path, suffix):
    staging, scratch = Staging(job), tmp_path / "scratch"
    staging.keep(drawing())
    scratch.mkdir()
    (scratch / f"{job.scene}.{suffix}").symlink_to(FULL)
    with pytest.raises(OSError, match="No space left") as full:
        staging.publish(scratch)
    assert full.value.errno == errno.ENOSPC
    assert not files_named(job.scene, job.options).record.exists()
    assert staging.is_whole()
    (scratch / f"{job.scene}.{suffix}").unlink()
    assert is_published(
        staging.publish(scratch), render_inputs(job.scene, job.settings, job.options).as_json()
    )


def test_a_format_that_is_one_file_is_decoded_too(job, drawing, tmp_path):
    gif = replace(job, options=replace(job.options, format="gif"))
    drawn = drawing(())
    whole = tmp_path / "whole.gif"
    whole.write_bytes(b"no picture")
    Staging(gif).keep(replace(drawn, whole=whole))
    with pytest.raises(BrokenVideoError, match="can't be decoded"):
        Staging(gif).publish(tmp_path / "scratch")
    Image.new("RGB", (64, 48)).save(whole)
    Staging(gif).keep(replace(drawing(()), whole=whole))
    assert Staging(gif).publish(tmp_path / "scratch").video.exists()
