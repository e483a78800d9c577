from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
import pytest
from av.video.reformatter import ColorRange, Colorspace

from scenes.media.joining import join_videos, start_times, video_seconds

RATE = 15
SIZE = (64, 48)


def write_video(path, levels, codec="libx264"):
    """A video of one flat gray picture after the other."""
    with av.open(str(path), "w") as video:
        stream = video.add_stream(codec, rate=RATE)
        stream.width, stream.height = SIZE
        stream.pix_fmt = "yuv420p"
        for level in levels:
            picture = np.full((SIZE[1], SIZE[0], 3), level, dtype=np.uint8)
            video.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        video.mux(stream.encode(None))
    return path


def read_video(path):
    """Time and gray level of every picture, as a player meets them."""
    with av.open(str(path)) as video:
        return [
            (frame.time, round(float(frame.to_ndarray(format="gray").mean()), -1))
            for frame in video.decode(video=0)
        ]


@pytest.fixture(params=["mp4", "webm"])
def parts(request, tmp_path):
    codec = {"mp4": "libx264", "webm": "libvpx-vp9"}[request.param]
    first = write_video(tmp_path / f"first.{request.param}", [50] * 10 + [100] * 5, codec)
    second = write_video(tmp_path / f"second.{request.param}", [200] * 9, codec)
    return first, second


def test_videos_last_as_long_as_their_pictures(parts):
    assert [float(video_seconds(path)) for path in parts] == pytest.approx(
        [15 / RATE, 9 / RATE], abs=0.002
    )


def test_videos_begin_where_the_one_before_ends(parts):
    times = start_times(parts)
    assert times[0] == 0
    assert times[2] - times[1] == video_seconds(parts[1])
    assert all(isinstance(time, Fraction) for time in times)


def test_joined_videos_show_all_pictures_one_after_the_other(parts, tmp_path):
    joined = tmp_path / f"joined{parts[0].suffix}"
    join_videos(parts, ["One", "Two"], joined, title="Both", container=parts[0].suffix[1:])
    single, both = [read_video(path) for path in parts], read_video(joined)
    assert [level for _, level in both] == [level for part in single for _, level in part]
    times = [time for time, _ in both]
    assert times == pytest.approx([n / RATE for n in range(24)], abs=0.002)


def test_joined_videos_are_chapters(parts, tmp_path):
    joined = tmp_path / f"joined{parts[0].suffix}"
    join_videos(parts, ["One", "Two"], joined, title="Both", container=parts[0].suffix[1:])
    with av.open(str(joined)) as video:
        chapters = video.chapters()
        assert video.metadata["title"] == "Both"
    assert [chapter["metadata"]["title"] for chapter in chapters] == ["One", "Two"]
    starts = [float(chapter["start"] * chapter["time_base"]) for chapter in chapters]
    assert starts == pytest.approx([0, 1], abs=0.002)


def test_frames_that_are_a_little_early_get_their_exact_times(tmp_path):
    # As manim's are, where the parts of a scene meet.
    exact = write_video(tmp_path / "exact.mp4", [50] * 10 + [100] * 5)
    early, joined = tmp_path / "early.mp4", tmp_path / "joined.mp4"
    with av.open(str(exact)) as video, av.open(str(early), "w") as output:
        stream = output.add_stream_from_template(video.streams.video[0])
        for number, packet in enumerate(video.demux(video=0)):
            if packet.dts is not None:
                late = 5 if number > 7 else 0
                packet.pts, packet.dts, packet.stream = packet.pts - late, packet.dts - late, stream
                output.mux(packet)
    assert [time for time, _ in read_video(early)] != [n / RATE for n in range(15)]
    assert video_seconds(early) == 1
    join_videos([early, early], ["One", "Two"], joined, title="Both", container="mp4")
    assert [time for time, _ in read_video(joined)] == [n / RATE for n in range(30)]


def test_a_video_without_a_title_belongs_to_the_chapter_that_follows(parts, tmp_path):
    joined = tmp_path / f"joined{parts[0].suffix}"
    join_videos(
        [*parts, parts[0]], [None, "Two", "Three"], joined,
        title="All", container=parts[0].suffix[1:],
    )  # fmt: skip
    with av.open(str(joined)) as video:
        chapters = video.chapters()
    times = [float(c[edge] * c["time_base"]) for c in chapters for edge in ("start", "end")]
    assert [chapter["metadata"]["title"] for chapter in chapters] == ["Two", "Three"]
    assert times == pytest.approx([0, 1.6, 1.6, 2.6], abs=0.003)


def test_nothing_is_encoded_again(parts, tmp_path):
    joined = tmp_path / f"joined{parts[0].suffix}"
    join_videos(parts, ["One", "Two"], joined, title="Both", container=parts[0].suffix[1:])

    def packets(path):
        with av.open(str(path)) as video:
            return [bytes(packet) for packet in video.demux(video=0) if packet.size]

    assert packets(joined) == packets(parts[0]) + packets(parts[1])


def test_a_joined_video_says_how_its_colors_are_meant(parts, tmp_path):
    joined = tmp_path / f"joined{parts[0].suffix}"
    join_videos(parts, ["one", "two"], joined, title="both", container=parts[0].suffix[1:])
    with av.open(str(joined)) as video:
        context = video.streams.video[0].codec_context
        assert context.colorspace == Colorspace.SMPTE170M
        assert context.color_range == ColorRange.MPEG
