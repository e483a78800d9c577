"""Frames become the same video as manim would make of them, without its copies and its queue."""

from __future__ import annotations

import ast
import inspect
import re
from fractions import Fraction
from importlib.metadata import version
from types import SimpleNamespace

import av
import numpy as np
import pytest
from manim import CairoRenderer, Scene, Square, tempconfig
from manim._config.video_encoder import VideoEncoderSpec
from manim.scene.scene_file_writer import SceneFileWriter
from manim.scene.video_segment_encoder import VideoSegmentEncoder

from scenes.media.formats import FORMATS
from scenes.mobjects.raster.raster_camera import RasterCamera
from scenes.mobjects.raster.tiles import Tiles
from scenes.render import frame_writer
from scenes.render.frame_writer import (
    MANIM_ATTRIBUTES,
    MANIM_MEMBERS,
    MANIM_VERSION,
    FrameRenderer,
    FrameWriter,
    SegmentEncoder,
    straight,
)
from scenes.render.manim_session import draw_scene
from scenes.subject.render_options import RenderOptions
from scenes.subject.settings import Settings

OPTIONS = tuple(FORMATS["mp4"].render_settings.items())
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


def drawn_over(rng, count=40, height=214, width=390):
    """Frames of an odd size, each with a few other pixels than the one before, and which."""
    pixels = rng.integers(0, 256, (height, width, 4), dtype=np.uint8)
    changed = Tiles(height, width)
    changed.mark_all()
    yield pixels.copy(), changed
    for _ in range(count):
        changed = Tiles(height, width)
        for _ in range(rng.integers(0, 4)):
            top, left = int(rng.integers(0, height)), int(rng.integers(0, width))
            rows, columns = slice(top, top + 40), slice(left, left + 90)
            pixels[rows, columns] = rng.integers(0, 256, pixels[rows, columns].shape)
            changed.mark(top, top + 39, left, left + 89)
        yield pixels.copy(), changed


def encoded(kind, path, frames, of=None):
    encoder = kind(target=path, spec=of or spec())
    for frame, repeat in zip(frames, SHOWN, strict=True):
        encoder.write_frame(frame, repeat=repeat)
    encoder.finish()
    return path


def decoded(path, form="rgba"):
    with av.open(str(path)) as video:
        return [(f.pts, f.to_ndarray(format=form)) for f in video.decode(video=0)]


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
    renderer.file_writer = SimpleNamespace(
        write_frame=lambda pixels, repeat, changed: given.append((pixels, repeat, changed.are_all))
    )
    renderer.freeze_current_frame(0.5)
    renderer.update_frame = lambda *_: None
    renderer.render(None, 0.0, [Square()])
    assert [pixels is renderer.camera.pixel_array for pixels, *_ in given] == [True, True]
    assert [count for _, count, _ in given] == [int(0.5 * renderer.camera.frame_rate), 1]
    assert [all_changed for *_, all_changed in given] == [True, False]


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


@pytest.mark.parametrize("of", [("libx264", "mp4"), ("libvpx-vp9", "webm")], ids=lambda of: of[1])
def test_what_changed_is_all_that_needs_converting(tmp_path, rng, of):
    codec, container = of
    options = OPTIONS if codec == "libx264" else (("lossless", "1"), ("speed", "8"))
    wide = VideoEncoderSpec(container, codec, "yuv420p", 390, 214, Fraction(30), options)
    by_parts = SegmentEncoder(target=tmp_path / f"parts.{container}", spec=wide)
    whole = SegmentEncoder(target=tmp_path / f"whole.{container}", spec=wide)
    for pixels, changed in drawn_over(rng):
        by_parts.write_frame(pixels, changed=changed)
        whole.write_frame(pixels)
    by_parts.finish()
    whole.finish()
    # As they are: swscale in several threads gives other colors at odd widths, now and then.
    videos = (decoded(encoder.target, "yuv420p") for encoder in (by_parts, whole))
    for (_, found), (_, expected) in zip(*videos, strict=True):
        np.testing.assert_array_equal(found, expected)


def test_an_encoder_that_keeps_its_frames_is_given_new_ones(tmp_path, rng):
    clear = VideoEncoderSpec("mov", "qtrle", "argb", 390, 214, Fraction(30), ())
    encoder = SegmentEncoder(target=tmp_path / "x.mov", spec=clear)
    given = []
    for pixels, changed in drawn_over(rng, count=8):
        pixels[..., 3] = 255
        encoder.write_frame(pixels, changed=changed)
        given.append(pixels)
    encoder.finish()
    for (_, found), expected in zip(decoded(encoder.target), given, strict=True):
        np.testing.assert_array_equal(found, expected)


def test_the_encoder_gives_the_same_bytes_whatever_its_memory_held_before(tmp_path, frames, rng):
    # With x264's quicker ways for the macroblock tree, one file in twenty was another.
    found, kept = set(), []
    for _ in range(200):
        kept += [np.full(size, size % 251, np.uint8) for size in rng.integers(100, 9000, 40)]
        del kept[:: rng.integers(2, 5)]
        found.add(encoded(SegmentEncoder, tmp_path / "x.mp4", frames).read_bytes())
    assert len(found) == 1


@pytest.mark.parametrize(
    ("scene", "aspect", "sections"),
    [
        ("PixelsBecomeNeurons", "16:9", {1, 2}),
        ("LearningIsFindingThem", "9:16", {1, 2}),
        ("Recap", "1:1", {2}),
    ],
)
def test_a_scene_is_the_same_video_as_when_every_frame_is_drawn_whole(
    tmp_path, monkeypatch, scene, aspect, sections
):
    found = {}
    for kind in ("quick", "whole"):
        drawn = draw_scene(
            scene, Settings(aspect=aspect), RenderOptions(quality="l"), tmp_path / kind,
            only=range(min(sections), max(sections) + 1),
        )  # fmt: skip
        assert set(drawn.sections) == sections
        found[kind] = [path.read_bytes() for path in drawn.sections.values()]
        monkeypatch.setattr(RasterCamera, "set_frame_to_background", RasterCamera.set_pixel_array)
        monkeypatch.setattr(RasterCamera, "take_changes", lambda _: None)
    assert found["quick"] == found["whole"]


def test_a_section_is_one_video_from_its_beginning(tmp_path):
    drawn = draw_scene("Bias", Settings(), RenderOptions(quality="l"), tmp_path, only=range(2))
    videos = sorted(tmp_path.rglob("*.mp4"))
    assert videos == sorted(drawn.sections.values())
    for path in videos:
        with av.open(str(path)) as video:
            keys = [p.is_keyframe for p in video.demux(video=0) if p.pts is not None]
        assert keys.count(True) == 1


def test_a_scene_that_fails_leaves_no_half_video(tmp_path, monkeypatch):
    written = FrameWriter.write_frame

    def fails(self, pixels, **how):
        written(self, pixels, **how)
        if list(tmp_path.rglob("*.mp4")):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(FrameWriter, "write_frame", fails)
    with pytest.raises(OSError, match="No space"):
        draw_scene("Bias", Settings(), RenderOptions(quality="l"), tmp_path, only=range(1))
    assert not list(tmp_path.rglob("*.mp4"))


def test_what_is_passed_over_is_not_drawn(tmp_path, monkeypatch):
    drawn = []
    capture = RasterCamera.capture_mobjects
    monkeypatch.setattr(
        RasterCamera,
        "capture_mobjects",
        lambda self, mobjects, **how: drawn.append(1) or capture(self, mobjects, **how),
    )
    found = draw_scene("Bias", Settings(), RenderOptions(quality="l"), tmp_path, only=range(0))
    assert len(drawn) == 1  # the poster
    assert found.poster.max() > 200
    assert found.sections == {}


MEMBERS = [
    (kind, name, parameters)
    for kind, members in MANIM_MEMBERS.items()
    for name, parameters in members.items()
]


@pytest.mark.parametrize(
    ("kind", "name", "parameters"), MEMBERS, ids=[f"{m[0].__name__}.{m[1]}" for m in MEMBERS]
)
def test_manim_has_the_methods_that_the_writer_builds_on(kind, name, parameters):
    member = f"{kind.__name__}.{name} of manim {version('manim')} (written for {MANIM_VERSION})"
    method = vars(kind).get(name)
    assert method is not None, f"{member} vanished"
    found = tuple(inspect.signature(method).parameters)[1:]
    assert found == parameters, f"{member} changed its parameters"


def test_manim_has_the_attributes_that_the_writer_builds_on(tmp_path):
    renderer = FrameRenderer()
    with tempconfig({"dry_run": True, "media_dir": str(tmp_path)}):
        Scene(renderer=renderer)
    encoder = VideoSegmentEncoder(target=tmp_path / "x.mp4", spec=spec())
    instances = {
        VideoSegmentEncoder: encoder,
        SceneFileWriter: renderer.file_writer,
        CairoRenderer: renderer,
    }
    vanished = {
        f"{kind.__name__}.{name}"
        for kind, names in MANIM_ATTRIBUTES.items()
        for name in names
        if not hasattr(instances[kind], name)
    }
    encoder.abort()
    assert not vanished, f"vanished from manim {version('manim')}: {vanished}"


def test_every_private_member_of_manim_that_the_writer_uses_is_listed():
    tree = ast.parse(inspect.getsource(frame_writer))
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and re.fullmatch(r"_[a-z].*", node.attr)
    }
    own = {
        name
        for kind in (SegmentEncoder, FrameWriter, FrameRenderer)
        for name in (
            *vars(kind),
            *re.findall(r"self\.(_\w+)[\w, :|.]* = ", inspect.getsource(kind)),
        )
    }
    own |= {"_part_converter", "_captions"}  # second of a pair
    listed = {name for members in MANIM_MEMBERS.values() for name in members}
    listed |= {name for names in MANIM_ATTRIBUTES.values() for name in names}
    assert used - own <= listed, f"not listed: {used - own - listed}"
    assert version("manim").startswith(f"{MANIM_VERSION}.")
