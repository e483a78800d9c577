from __future__ import annotations

import itertools
from dataclasses import replace

import av
import pytest
from PIL import Image

from network.errors import OptionError, RecordError, VideoError
from scenes.editions.slides.clips import deck_title, section_clips
from scenes.editions.teaching.words import after_the_scene, before_the_scene, teachers_notes
from scenes.render.outputs import intact_record, write_record

FRAMES = (20, 30, 25)


def grays(path):
    with av.open(str(path)) as video:
        frames = [(frame.pts, frame.to_ndarray(format="gray")) for frame in video.decode(video=0)]
    assert [pts for pts, _ in frames] == sorted(pts for pts, _ in frames)
    return [round(float(picture.mean())) for _, picture in frames]


@pytest.mark.parametrize("keys", [True, False], ids=["copied", "encoded again"])
def test_the_clips_hold_every_picture_of_the_scene_once_and_in_order(make_scene, keys, tmp_path):
    scene = make_scene("ForwardPass", keys=keys)
    clips = section_clips(scene, tmp_path)
    assert [clip.video.name for clip in clips] == [f"ForwardPass-0{i}.mp4" for i in (1, 2, 3)]
    found = [grays(clip.video) for clip in clips]
    assert tuple(map(len, found)) == FRAMES
    whole = grays(scene.video)
    assert all(_is_copy(clip.video, scene.video) for clip in clips) == keys
    assert max(abs(a - b) for a, b in zip(itertools.chain(*found), whole, strict=True)) <= 1
    assert len(set(whole)) > 70


def _is_copy(clip, video):
    """Whether the pictures of a clip are bit by bit those of a video."""
    with av.open(str(clip)) as one, av.open(str(video)) as other:
        mine = {bytes(packet) for packet in one.demux(video=0) if packet.size}
        return mine <= {bytes(packet) for packet in other.demux(video=0)}


def test_a_clip_says_how_long_and_how_large_it_is(scene, tmp_path):
    for clip, frames in zip(section_clips(scene, tmp_path), FRAMES, strict=True):
        with av.open(str(clip.video)) as video:
            stream = video.streams.video[0]
            assert float(stream.duration * stream.time_base) == pytest.approx(frames / 15)
            assert (stream.width, stream.height) == clip.size == (320, 180)
        assert clip.seconds == pytest.approx(frames / 15)


def test_the_poster_is_the_last_picture(scene, tmp_path):
    for clip in section_clips(scene, tmp_path):
        with Image.open(clip.poster) as poster:
            assert poster.size == (320, 180)
            assert poster.convert("L").getpixel((9, 9)) == pytest.approx(
                grays(clip.video)[-1], abs=2
            )


def test_captions_are_counted_from_the_clip_s_beginning(scene, tmp_path):
    clips = section_clips(scene, tmp_path)
    first, second = clips[1].cues
    assert (first.start_seconds, first.end_seconds) == pytest.approx((0, 1), abs=0.002)
    assert (second.start_seconds, second.end_seconds) == pytest.approx((1, 2), abs=0.002)
    assert clips[1].notes == "A neuron holds a number. Weights & biases < 1."
    assert [len(clip.cues) for clip in clips] == [1, 2, 1]


def test_the_title_is_the_catalog_s(scene, tmp_path):
    from scenes.catalog import entry

    clip = section_clips(scene, tmp_path)[0]
    assert clip.name == f"{entry('ForwardPass').title}: first"


def test_a_deck_is_called_after_its_scene_or_the_film(scene, tmp_path):
    (clip, *_) = section_clips(scene, tmp_path)
    others = [replace(clip, title=f"Scene {number}") for number in range(7)]
    assert deck_title([clip, clip]) == ("A digit runs through", "What is a neural network?")
    assert deck_title(others[:2]) == ("What is a neural network?", "Scene 0 · Scene 1")
    assert deck_title(others) == ("What is a neural network?", "7 scenes")


def test_what_is_no_rendered_scene_is_refused(scene, make_scene, tmp_path):
    webm = replace(scene, video=scene.video.with_suffix(".webm"))
    with pytest.raises(OptionError, match=r"slides play mp4, got \.webm"):
        section_clips(webm, tmp_path)
    damaged = make_scene("Bias")
    damaged.record.write_bytes(damaged.record.read_bytes().replace(b"3.33", b"3.34"))
    with pytest.raises(RecordError, match=r"Bias\.json: expected the record of a scene, got a dam"):
        section_clips(damaged, tmp_path)
    other = make_scene("Bias")
    write_record(other.record, {**intact_record(other.record), "seconds": 9.99})
    with pytest.raises(VideoError, match=r"Bias\.mp4: expected the video of .*Bias\.json"):
        section_clips(other, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_speakers_read_the_teachers_part_before_a_scene_and_ask_its_questions_after(clips):
    for name in ("ForwardPass", "Bias"):
        notes = teachers_notes(name)
        first, *between, last = [clip for clip in clips if clip.scene == name]
        assert [clip.speaker_notes for clip in between] == [[clip.notes] for clip in between]
        assert first.speaker_notes == [first.notes, *before_the_scene(notes)]
        assert last.speaker_notes == [last.notes, *after_the_scene(notes)]
        assert notes.misconceptions[1].correction in first.speaker_notes[-1]
        assert notes.questions[1] in last.speaker_notes[-1]
