"""What is heard in clips: what is heard in their part of the scene, at the same times."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import av
import numpy as np
import pytest

from scenes.editions.clips.clip_media import Source, make_file
from scenes.editions.clips.cutting import cut_scene
from scenes.editions.clips.sections import sections_of
from scenes.media.encoding import UNSAID, share_video
from scenes.media.formats import FORMATS
from scenes.media.joining import video_seconds
from scenes.media.sound_files import SAMPLE_RATE, read_sound
from scenes.media.sound_streams import has_sound

SECONDS = 5.0
"""Of the scene `Bias`: 20, 31 and 24 frames, fifteen a second."""
MIDDLE = (20 / 15, 51 / 15)
"""When its middle section begins and ends."""


def tones(starts, seconds=SECONDS):
    """Silence with tones of 50 ms."""
    samples = np.zeros(round(seconds * SAMPLE_RATE), dtype=np.float32)
    tone = 0.5 * np.sin(2 * np.pi * 1000 * np.arange(SAMPLE_RATE // 20) / SAMPLE_RATE)
    for start in starts:
        first = round(start * SAMPLE_RATE)
        samples[first : first + tone.size] = tone
    return samples


def onsets(samples):
    loud = np.flatnonzero(np.abs(samples) > 0.15) / SAMPLE_RATE
    return [float(t) for n, t in enumerate(loud) if n == 0 or t - loud[n - 1] > 0.05]


def options_for(kind, publication):
    """How the scene is rendered of which clips of a kind are cut."""
    if FORMATS[kind].has_alpha:
        return replace(publication.options, format="mov", transparent=True)
    return publication.options


@pytest.mark.parametrize("key_frames", [True, False])
@pytest.mark.parametrize("kind", ["mp4", "webm", "alpha.webm", "alpha.mov"])
def test_a_clip_sounds_as_its_part_of_the_scene(studio, publication, tmp_path, kind, key_frames):
    options, times = options_for(kind, publication), (0.4, 1.5, 3.0, 3.5)
    scene = studio.write_scene("Bias", options, key_frames=key_frames, sound=tones(times))
    clip = tmp_path / f"clip.{kind}"
    make_file(kind, Source(scene.video, sections_of(scene)[1], "Bias"), clip)
    heard = read_sound(clip)
    inside = [time - MIDDLE[0] for time in times if MIDDLE[0] <= time < MIDDLE[1]]
    assert onsets(heard) == pytest.approx(inside, abs=0.005)
    assert heard.size / SAMPLE_RATE == pytest.approx(31 / 15, abs=1 / 40)
    assert abs(video_seconds(clip) - Fraction(31, 15)) < Fraction(1, 400)
    with av.open(str(clip)) as video:
        (stream,) = video.streams.audio
        assert (stream.rate, stream.layout.name) == (SAMPLE_RATE, "mono")


@pytest.mark.parametrize("kind", ["mp4", "webm"])
def test_nothing_clicks_where_a_sound_is_cut(studio, publication, tmp_path, kind):
    times = np.arange(round(SECONDS * SAMPLE_RATE)) / SAMPLE_RATE
    hum = (0.4 * np.cos(2 * np.pi * 100 * times)).astype(np.float32)
    scene = studio.write_scene("Bias", publication.options, sound=hum)
    clip = tmp_path / f"clip.{kind}"
    make_file(kind, Source(scene.video, sections_of(scene)[1], "Bias"), clip)
    heard = read_sound(clip)
    # A cut in full swing would be a jump by 0.4, seventy times as much as from sample to sample.
    inside = 0.4 * 2 * np.pi * 100 / SAMPLE_RATE
    assert np.abs(np.diff(heard, prepend=0, append=0)).max() < 3 * inside
    assert np.abs(heard[SAMPLE_RATE : SAMPLE_RATE + 480]).max() == pytest.approx(0.4, abs=0.02)


@pytest.mark.parametrize("kind", ["mp4", "webm", "alpha.webm", "alpha.mov"])
def test_a_clip_of_a_silent_scene_has_no_stream_of_sound(studio, publication, tmp_path, kind):
    scene = studio.write_scene("Bias", options_for(kind, publication))
    clip = tmp_path / f"clip.{kind}"
    make_file(kind, Source(scene.video, sections_of(scene)[1], "Bias"), clip)
    assert not has_sound(clip)


def test_a_clip_says_whether_it_is_heard(studio, publication):
    silent = cut_scene(studio.write_scene("Bias", publication.options), publication)
    assert [entry["sound"] for entry in silent] == [False] * 3
    scene = studio.write_scene("Bias", publication.options, sound=tones([0.4]))
    heard = cut_scene(scene, publication)
    assert [entry["sound"] for entry in heard] == [True] * 3
    for entry in heard:
        for kind in ("mp4", "webm"):
            assert has_sound(publication.clips / entry["files"][kind]["path"])


def test_a_shared_video_keeps_its_sound(tmp_path):
    video, sound = tmp_path / "scene.mp4", tones([0.25, 1.5], seconds=2)
    with av.open(str(video), "w") as file:
        stream, track = (
            file.add_stream("libx264", rate=15),
            file.add_stream("aac", rate=SAMPLE_RATE),
        )
        stream.width, stream.height, stream.pix_fmt, track.layout = 64, 48, "yuv420p", "mono"
        for number, part in enumerate(np.split(sound, 30)):
            picture = np.zeros((48, 64, 3), dtype=np.uint8)
            file.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
            frame = av.AudioFrame.from_ndarray(part[np.newaxis], "fltp", "mono")
            frame.rate, frame.pts = SAMPLE_RATE, number * part.size
            file.mux(track.encode(frame))
        for each in (stream, track):
            file.mux(each.encode(None))
    with av.open(str(video)) as file:
        assert file.streams.video[0].codec_context.colorspace == UNSAID
    share_video(video, tmp_path / "shared.mp4")
    with av.open(str(tmp_path / "shared.mp4")) as file:
        assert file.streams.video[0].codec_context.colorspace != UNSAID
    assert onsets(read_sound(tmp_path / "shared.mp4")) == pytest.approx([0.25, 1.5], abs=0.002)
    assert video_seconds(tmp_path / "shared.mp4") == 2
