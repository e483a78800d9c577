"""Cutting by key frames, and encoding where that can't be."""

from __future__ import annotations

import av
import numpy as np
import pytest

from scenes.editions.clips.clip_media import Source, cut_at_key_frames, make_file
from scenes.editions.clips.sections import sections_of
from scenes.media.encoding import encode
from scenes.media.formats import FORMATS
from scenes.media.frames import frames_between


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_cut_at_key_frames_holds_the_same_pictures(studio, publication, decoded, tmp_path, place):
    scene = studio.write_scene("Bias", publication.options)
    section = sections_of(scene)[place]
    cut = tmp_path / "cut.mp4"
    assert cut_at_key_frames(scene.video, section, cut, title="Bias")
    found = decoded(cut)
    original = frames_between(scene.video, section.first_frame, section.end_frame)
    for frame, before in zip(found, original, strict=True):
        np.testing.assert_array_equal(frame, before.to_ndarray(format="rgb24"))
    with av.open(str(cut)) as video:
        assert video.metadata["title"] == "Bias"


def test_without_key_frames_nothing_is_cut(studio, publication, tmp_path):
    scene = studio.write_scene("Bias", publication.options, key_frames=False)
    sections = sections_of(scene)
    for section in sections:
        assert not cut_at_key_frames(scene.video, section, tmp_path / "cut.mp4", title="")
    assert not (tmp_path / "cut.mp4").exists()


@pytest.mark.parametrize("key_frames", [True, False])
@pytest.mark.parametrize("kind", ["mp4", "webm"])
def test_a_clip_holds_exactly_the_frames_of_its_section(
    studio, publication, decoded, kind, key_frames
):
    scene = studio.write_scene("Bias", publication.options, key_frames=key_frames)
    section = sections_of(scene)[1]
    path = publication.clips / f"clip.{kind}"
    make_file(kind, Source(scene.video, section, "Bias"), path)
    assert [studio.number_of(frame) for frame in decoded(path)] == list(range(20, 51))


def test_the_poster_is_the_last_picture(studio, publication, tmp_path):
    from PIL import Image

    scene = studio.write_scene("Bias", publication.options)
    for kind in ("png", "webp"):
        path = tmp_path / f"poster.{kind}"
        make_file(kind, Source(scene.video, sections_of(scene)[1], ""), path)
        assert studio.number_of(np.asarray(Image.open(path).convert("RGB"))) == 50


@pytest.mark.parametrize(
    ("kind", "decoder"), [("alpha.webm", "libvpx-vp9"), ("alpha.mov", "qtrle")]
)
def test_clips_without_the_stage_keep_their_transparency(
    studio, tmp_path, publication, kind, decoder
):
    from dataclasses import replace

    options = replace(publication.options, format="mov", transparent=True)
    scene = studio.write_scene("Bias", options)
    path = tmp_path / f"clip.{kind}"
    frames = frames_between(scene.video, 20, 30)
    encode(frames, path, FORMATS[kind], rate=15, title="Bias")
    with av.open(str(path)) as video:
        stream = video.streams.video[0]
        context = av.CodecContext.create(decoder, "r")
        context.extradata = stream.codec_context.extradata
        if kind == "alpha.mov":  # only this decoder's file says the size of its pixels
            context = stream.codec_context
        found = [frame for packet in video.demux(stream) for frame in context.decode(packet)]
    assert len(found) == 10
    pixels = found[0].to_ndarray(format="rgba")
    assert pixels[60:100, 60:100, 3].min() > 250
    assert pixels[:30, :, 3].max() < 5
    assert studio.number_of(pixels) == 20


def test_no_frames_make_no_file(tmp_path):
    with pytest.raises(StopIteration):
        encode([], tmp_path / "clip.mp4", FORMATS["mp4"], rate=15, title="")
    assert not list(tmp_path.iterdir())


def test_a_failed_clip_leaves_nothing_behind(studio, publication, tmp_path):
    from dataclasses import replace

    scene = studio.write_scene("Bias", publication.options)
    section = replace(sections_of(scene)[0], first_frame=900, end_frame=910)
    with pytest.raises(IndexError):
        make_file("webm", Source(scene.video, section, ""), tmp_path / "half" / "clip.webm")
    assert not list((tmp_path / "half").iterdir())
