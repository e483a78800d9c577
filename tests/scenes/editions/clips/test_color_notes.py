from __future__ import annotations

import av
import numpy as np
import pytest
from av.video.reformatter import Colorspace

from scenes.editions.clips.clip_media import Source, make_file
from scenes.editions.clips.sections import sections_of
from scenes.editions.film import join
from scenes.media.encoding import UNSAID, share_video


def colorspace_of(path):
    with av.open(str(path)) as video:
        return video.streams.video[0].codec_context.colorspace


@pytest.mark.parametrize("kind", ["mp4", "webm"])
@pytest.mark.parametrize("key_frames", [True, False])
def test_clips_say_how_their_colors_are_meant(studio, publication, kind, key_frames):
    scene = studio.write_scene("Bias", publication.options, key_frames=key_frames)
    assert colorspace_of(scene.video) == UNSAID
    path = publication.clips / f"clip.{kind}"
    make_file(kind, Source(scene.video, sections_of(scene)[0], ""), path)
    assert colorspace_of(path) in (Colorspace.SMPTE170M, Colorspace.ITU601)


def test_a_shared_film_keeps_its_pictures_and_its_chapters(studio, publication, tmp_path):
    scenes = {n: studio.write_scene(n, publication.options) for n in ("ForwardPass", "Bias")}
    film = join(scenes, publication.options).video
    shared = tmp_path / "site" / "film.mp4"
    share_video(film, shared)
    assert colorspace_of(shared) in (Colorspace.SMPTE170M, Colorspace.ITU601)
    with av.open(str(film)) as before, av.open(str(shared)) as after:
        assert [chapter["metadata"]["title"] for chapter in after.chapters()] == [
            "A digit runs through",
            "Bias",
        ]
        pairs = zip(before.decode(video=0), after.decode(video=0), strict=True)
        for one, other in pairs:
            assert float(one.time) == pytest.approx(float(other.time), abs=1e-3)
            np.testing.assert_array_equal(
                one.to_ndarray(format="yuv420p"), other.to_ndarray(format="yuv420p")
            )


def test_what_says_it_already_is_the_same_file(studio, publication, tmp_path):
    scene = studio.write_scene("Bias", publication.options)
    share_video(scene.video, tmp_path / "once.mp4")
    share_video(tmp_path / "once.mp4", tmp_path / "twice.mp4")
    assert (tmp_path / "twice.mp4").samefile(tmp_path / "once.mp4")
