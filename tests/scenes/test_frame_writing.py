"""Frames become the same video as manim would make of them, without its copies and its queue."""

from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
import pytest
from manim import Square
from manim._config.video_encoder import VideoEncoderSpec
from manim.scene.video_segment_encoder import VideoSegmentEncoder

from scenes.frame_writing import FrameRenderer, SegmentEncoder, straight

OPTIONS = (("crf", "20"), ("preset", "veryfast"), ("threads", "1"))
SHOWN = (1, 7, 1, 30)
"""How many times each of a few frames is shown."""


@pytest.fixture
def frames(rng):
    return [rng.integers(0, 256, (48, 64, 4), dtype=np.uint8) for _ in SHOWN]


@pytest.fixture
def rng():
    return np.random.default_rng(5)


def spec(container="mp4", codec="libx264", pixels="yuv420p", options=OPTIONS):
    return VideoEncoderSpec(container, codec, pixels, 64, 48, Fraction(30), options)


CLEAR_MOV = spec("mov", "qtrle", "argb", ())
FORMATS = [spec(), CLEAR_MOV, spec("webm", "libvpx-vp9", "yuva420p", ())]


def encoded(kind, path, frames, of=None):
    encoder = kind(target=path, spec=of or spec())
    for frame, repeat in zip(frames, SHOWN, strict=True):
        encoder.write_frame(frame, repeat=repeat)
    encoder.finish()
    return path


def decoded(path):
    with av.open(str(path)) as video:
        return [(f.pts, f.to_ndarray(format="rgba")) for f in video.decode(video=0)]


@pytest.mark.parametrize("of", FORMATS, ids=lambda s: s.container_format)
def test_the_frames_are_those_that_manim_writes(tmp_path, frames, of):
    for frame in frames:
        frame[..., 3] = 255 * (frame[..., 3] > 128)  # soft pixels are ours alone
    suffix = f".{of.container_format}"
    ours = decoded(encoded(SegmentEncoder, (tmp_path / "ours").with_suffix(suffix), frames, of))
    theirs = decoded(
        encoded(VideoSegmentEncoder, (tmp_path / "manims").with_suffix(suffix), frames, of)
    )
    assert len(ours) == len(theirs) == sum(SHOWN)
    for (our_time, our_pixels), (their_time, their_pixels) in zip(ours, theirs, strict=True):
        assert our_time == their_time
        np.testing.assert_array_equal(our_pixels, their_pixels)


def test_the_file_is_the_same_to_the_byte(tmp_path, frames):
    ours = encoded(SegmentEncoder, tmp_path / "ours.mp4", frames)
    theirs = encoded(VideoSegmentEncoder, tmp_path / "manims.mp4", frames)
    assert ours.read_bytes() == theirs.read_bytes()


def test_the_camera_may_draw_on_over_pixels_that_are_encoded(tmp_path, frames):
    expected = encoded(SegmentEncoder, tmp_path / "apart.mp4", frames).read_bytes()
    encoder = SegmentEncoder(target=tmp_path / "shared.mp4", spec=spec())
    canvas = np.empty_like(frames[0])
    for frame, repeat in zip(frames, SHOWN, strict=True):
        canvas[:] = frame
        encoder.write_frame(canvas, repeat=repeat)
        canvas[:] = 0
    encoder.finish()
    assert (tmp_path / "shared.mp4").read_bytes() == expected


def test_a_frame_of_another_size_is_refused(tmp_path):
    encoder = SegmentEncoder(target=tmp_path / "x.mp4", spec=spec())
    with pytest.raises(ValueError, match="shape"):
        encoder.write_frame(np.zeros((10, 10, 4), dtype=np.uint8))
    encoder.abort()


def test_an_encoder_that_fails_says_which_file(tmp_path, frames, monkeypatch):
    encoder = SegmentEncoder(target=tmp_path / "x.mp4", spec=spec())

    def full(_packets):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(encoder, "_container", type("Full", (), {"mux": staticmethod(full)})())
    with pytest.raises(RuntimeError, match=r"x\.mp4.*No space left"):
        encoder.write_frame(frames[0], repeat=99)


def test_a_camera_gives_its_pixels_and_not_a_copy():
    renderer = FrameRenderer()
    given = []
    renderer.add_frame = lambda pixels, num_frames=1: given.append((pixels, num_frames))
    renderer.freeze_current_frame(0.5)
    renderer.update_frame = lambda *_: None
    renderer.render(None, 0.0, [Square()])
    assert [pixels is renderer.camera.pixel_array for pixels, _ in given] == [True, True]
    assert [count for _, count in given] == [int(0.5 * renderer.camera.frame_rate), 1]


def test_soft_pixels_of_a_file_have_their_own_color(tmp_path):
    color = np.array([200, 100, 50])
    drawn = np.zeros((48, 64, 4), dtype=np.uint8)
    opacity = np.linspace(0, 255, 64).round()
    drawn[..., :3] = np.round(opacity[:, np.newaxis] / 255 * color)  # as Cairo draws
    drawn[..., 3] = opacity
    encoder = SegmentEncoder(target=tmp_path / "soft.mov", spec=CLEAR_MOV)
    encoder.write_frame(drawn)
    encoder.finish()
    ((_, found),) = decoded(tmp_path / "soft.mov")
    np.testing.assert_array_equal(found[..., 3], drawn[..., 3])
    seen = found[0, opacity > 60]
    assert np.abs(seen[:, :3].astype(int) - color).max() <= 2  # two digits are left of few
    over_white = found[..., :3] * (opacity / 255)[:, np.newaxis] + 255 - opacity[:, np.newaxis]
    expected = drawn[..., :3] + 255.0 - opacity[:, np.newaxis]
    assert np.abs(over_white - expected).max() <= 1


def test_the_pixels_of_the_camera_stay_as_they_are(frames):
    before = frames[0].copy()
    assert straight(frames[0]) is not frames[0]
    np.testing.assert_array_equal(frames[0], before)
