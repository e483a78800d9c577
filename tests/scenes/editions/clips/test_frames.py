from __future__ import annotations

import itertools

import pytest

from network.errors import RecordError, VideoError
from scenes.editions.clips.sections import sections_of
from scenes.media.frames import frame_count, frames_between, video_size
from scenes.render.outputs import intact_record, write_record


@pytest.fixture
def scene(studio, publication):
    return studio.write_scene("Bias", publication.options)


def test_sections_hold_every_frame_of_the_video_once(scene, studio):
    sections = sections_of(scene)
    assert [s.name for s in sections] == [name for name, _ in studio.sections["Bias"]]
    assert [s.frames for s in sections] == [frames for _, frames in studio.sections["Bias"]]
    assert sections[0].first_frame == 0
    assert sections[-1].end_frame == frame_count(scene.video) == 75
    assert all(a.end_frame == b.first_frame for a, b in itertools.pairwise(sections))
    assert sections[1].start_seconds == pytest.approx(20 / 15)
    assert sections[2].stem == "03-add-a-bias"


@pytest.mark.parametrize("key_frames", [True, False])
@pytest.mark.parametrize(("first", "end"), [(0, 75), (19, 21), (20, 51), (33, 34), (74, 75)])
def test_frames_are_those_that_were_counted(studio, publication, first, end, key_frames):
    scene = studio.write_scene("Bias", publication.options, key_frames=key_frames)
    found = [
        studio.number_of(frame.to_ndarray(format="rgb24"))
        for frame in frames_between(scene.video, first, end)
    ]
    assert found == list(range(first, end))


def test_the_size_of_a_video_is_known(scene):
    assert video_size(scene.video) == (320, 180)


def test_a_record_of_another_video_is_refused(scene):
    record = intact_record(scene.record)
    record["sections"][1]["start_seconds"] = 9
    write_record(scene.record, record)
    with pytest.raises(VideoError, match=r"expected the 5\.00 s of its record, got 75 frames"):
        sections_of(scene)


def test_what_is_no_record_is_refused(scene):
    write_record(scene.record, {"scene": "Bias"})
    with pytest.raises(RecordError, match="expected the record of a scene with sections"):
        sections_of(scene)
    scene.record.write_text("[]")
    with pytest.raises(RecordError, match="expected the record of a scene, got a damaged one"):
        sections_of(scene)
