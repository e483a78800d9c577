"""Frames become video: converted where the camera drew them, encoded by the same thread.

Manim copies every frame (8 MB at 1080p), hands it to a second thread, converts it again for every
time that it is shown, and joins one video per animation. Here every core has a process that draws,
so a second thread would only take time from another scene. A section is one video from its
beginning, and of a frame only what changed is converted.

Manim offers no way to replace these steps, so the classes below derive from three of its own.
`MANIM_MEMBERS` lists all that they override or use of these; a test compares it with the manim that
is installed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import av
import numpy as np
from av.video.reformatter import VideoReformatter
from manim import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter
from manim.scene.video_segment_encoder import VideoSegmentEncoder

from scenes.mobjects.raster.raster_camera import RasterCamera
from scenes.render.burnt_captions import caption_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from manim import Mobject, Scene
    from manim._config.video_encoder import VideoEncoderSpec
    from numpy.typing import NDArray

    from scenes.mobjects.raster.tiles import Tiles
    from scenes.render.burnt_captions import BurntCaption


MANIM_VERSION = "0.22"
"""The manim whose members these are; see `MANIM_MEMBERS`."""
MANIM_MEMBERS = {
    VideoSegmentEncoder: {
        "__init__": ("target", "spec"),
        "_validate_frame": ("pixels", "repeat"),
        "_operation_error": ("operation", "error"),
        "write_frame": ("pixels", "repeat"),
        "finish": (),
        "abort": (),
    },
    SceneFileWriter: {
        "__init__": ("settings",),
        "_create_segment_encoder": ("target",),
        "next_section": ("name", "type_", "skip_animations"),
        "begin_animation": ("allow_write", "animation_index", "file_path"),
        "end_animation": ("allow_write",),
        "write_frame": ("pixels", "repeat"),
        "save_image": ("pixels",),
        "finish": (),
        "abort_encode_jobs": ("reraise_encoder_failures",),
    },
    CairoRenderer: {
        "__init__": ("file_writer_class", "camera_class", "skip_animations", "kwargs"),
        "play": ("scene", "args", "kwargs"),
        "update_frame": (
            *("scene", "mobjects", "include_submobjects", "ignore_skipping", "kwargs"),
        ),
        "save_static_frame_data": ("scene", "static_mobjects"),
        "render": ("scene", "time", "moving_mobjects"),
        "freeze_current_frame": ("duration",),
    },
}
"""Methods of manim that are overridden or called here, private ones too, with their parameters."""
MANIM_ATTRIBUTES = {
    VideoSegmentEncoder: ("_container", "_next_pts", "_stream", "spec"),
    SceneFileWriter: (
        *("_current_encode_job", "output_spec", "sections", "sections_output_dir"),
        "video_encoder",
    ),
    CairoRenderer: ("camera", "file_writer", "skip_animations", "static_image", "time"),
}
"""Attributes of their instances that are used here."""

WITH_ALPHA = ("argb", "rgba", "yuva420p")
"""Formats of pixels that can be clear."""
THAT_COPY = ("libx264", "libvpx-vp9")
"""Encoders that copy a frame, so that it may change afterwards; qtrle keeps the frame itself."""
SPREAD, MARGIN = 2, 4
"""Rows beyond a changed part that are converted with it, and rows beyond those that are read.

Two rows share their colors, which are mixed from the rows above and below them too."""


def straight(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A copy whose colors are not multiplied by their opacity, shape (height, width, 4).

    Cairo multiplies; written like that, soft edges would be dark over any other picture.
    """
    alpha = pixels[..., 3]
    rows, columns = np.nonzero((alpha > 0) & (alpha < 255))  # few: the edges
    found = pixels.copy()
    soft = pixels[rows, columns].astype(np.uint16)
    colors = (255 * soft[:, :3] + soft[:, 3:] // 2) // soft[:, 3:]
    found[rows, columns, :3] = np.minimum(colors, 255)
    return found


class SegmentEncoder(VideoSegmentEncoder):
    """Encodes frames, and converts only what changed since the frame before."""

    def __init__(self, *, target: Path, spec: VideoEncoderSpec) -> None:
        super().__init__(target=target, spec=spec)
        self._converter, self._part_converter = VideoReformatter(), VideoReformatter()
        self._has_alpha = spec.pixel_format in WITH_ALPHA
        self._is_copied = spec.codec in THAT_COPY and not self._has_alpha
        self._converted: av.VideoFrame | None = None

    def write_frame(
        self, pixels: NDArray[np.uint8], *, repeat: int = 1, changed: Tiles | None = None
    ) -> None:
        """Encode a frame, shape (height, width, 4), which may change as soon as this returns.

        `changed` is what differs from the last frame; None if that is not known.
        """
        self._validate_frame(pixels, repeat)
        moment = 1 / self.spec.frame_rate
        try:
            frame = self._convert(pixels, changed)
            for _ in range(repeat):
                # Sending a frame to the encoder rewrites its time in the encoder's units.
                frame.pts, frame.time_base = self._next_pts, moment
                self._next_pts += 1
                self._container.mux(self._stream.encode(frame))
        except Exception as error:
            raise self._operation_error("encode", error) from error

    def _convert(self, pixels: NDArray[np.uint8], changed: Tiles | None) -> av.VideoFrame:
        if self._converted is None or changed is None or changed.are_all or not self._is_copied:
            shown = straight(pixels) if self._has_alpha else pixels
            self._converted = _reformatted(shown, self._converter, self.spec.pixel_format)
            return self._converted
        planes = _planes(self._converted)
        for rows, columns in changed.parts():
            self._convert_part(pixels, rows, columns, planes)
        return self._converted

    def _convert_part(
        self,
        pixels: NDArray[np.uint8],
        rows: slice,
        columns: slice,
        planes: list[NDArray[np.uint8]],
    ) -> None:
        first, end = max(0, rows.start - SPREAD), min(len(pixels), rows.stop + SPREAD)
        top, bottom = max(0, first - MARGIN), min(len(pixels), end + MARGIN)
        part = pixels[top:bottom, columns]
        found = _reformatted(part, self._part_converter, self.spec.pixel_format)
        for plane, source in zip(planes, _planes(found), strict=True):
            step = 1 if source.shape[1] == part.shape[1] else 2  # luma, or colors of two by two
            left, width = columns.start // step, source.shape[1]
            kept = source[(first - top) // step : -(-(end - top) // step)]
            plane[first // step : -(-end // step), left : left + width] = kept


def _reformatted(
    pixels: NDArray[np.uint8], converter: VideoReformatter, pixel_format: str
) -> av.VideoFrame:
    drawn = av.VideoFrame.from_numpy_buffer(pixels, format="rgba")
    return converter.reformat(drawn, format=pixel_format, threads=1)


def _planes(frame: av.VideoFrame) -> list[NDArray[np.uint8]]:
    """The planes of a frame, shape (height, width) each, to be written into."""
    found = []
    for plane in frame.planes:
        lines = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
        found.append(lines[: plane.height, : plane.width])
    return found


class FrameWriter(SceneFileWriter):
    """Manim's writer of files, without its queue, and with one video for every section.

    Parameters
    ----------
    settings
        Manim's own.
    renderer
        Whose frames are written.
    captions
        To burn into the frames, in order.
    """

    def __init__(
        self, settings: Any, renderer: FrameRenderer, captions: Sequence[BurntCaption] = ()
    ) -> None:
        self._section: SegmentEncoder | None = None
        self._is_open = False
        self._renderer, self._captions = renderer, captions
        super().__init__(settings)

    def _create_segment_encoder(self, target: Path) -> VideoSegmentEncoder:
        assert self.video_encoder is not None  # noqa: S101 - only videos have segments
        return SegmentEncoder(target=target, spec=self.video_encoder)

    def next_section(self, name: str, type_: str, skip_animations: bool) -> None:
        """End a section, and its video; the next begins with its first frame."""
        self._end_section()
        super().next_section(name, type_, skip_animations)

    def begin_animation(self, allow_write: bool = False, **which: Any) -> None:
        """Write the frames from now on."""
        if not self.output_spec.save_sections:
            super().begin_animation(allow_write, **which)
        elif allow_write:
            video = self.sections[-1].video
            assert video is not None  # noqa: S101 - skipped sections are not written
            if self._section is None:
                self._section = self._create_segment_encoder(self.sections_output_dir / video)
            self._is_open = True

    def end_animation(self, allow_write: bool = False) -> None:
        """Write no frames from now on."""
        if not self.output_spec.save_sections:
            super().end_animation(allow_write)
        self._is_open = False

    def write_frame(
        self, pixels: NDArray[np.uint8], *, repeat: int = 1, changed: Tiles | None = None
    ) -> None:
        """Encode a frame of an animation with its caption; frames beside animations are dropped."""
        if not self._captions:
            self._encode(pixels, repeat, changed)
            return
        # The caption is drawn over the camera's own pixels, so these have to be drawn anew.
        self._renderer.camera.touch_all()
        end = self._renderer.frame_count
        # A frame that stands still comes once: it is written in parts where its caption changes.
        for first, stop, caption in caption_spans(self._captions, end - repeat, end):
            part = pixels if stop == end else pixels.copy()
            if caption is not None:
                caption.lay_over(part)
            self._encode(part, stop - first, None)

    def _encode(self, pixels: NDArray[np.uint8], repeat: int, changed: Tiles | None) -> None:
        if not self.output_spec.is_video:
            super().write_frame(straight(pixels), repeat=repeat)
        elif self._section is not None and self._is_open:
            self._section.write_frame(pixels, repeat=repeat, changed=changed)
        elif self._current_encode_job is not None:
            self._current_encode_job.encoder.write_frame(pixels, repeat=repeat)

    def save_image(self, pixels: NDArray[np.uint8]) -> None:
        """Save one picture with its caption, clear where the stage is."""
        end = self._renderer.frame_count
        for _, _, caption in caption_spans(self._captions, end - 1, end):
            if caption is not None:
                caption.lay_over(pixels)
        super().save_image(straight(pixels))

    def finish(self) -> None:
        """End what is written; sections are there already."""
        self._end_section()
        if not self.output_spec.save_sections:
            super().finish()

    def abort_encode_jobs(self, reraise_encoder_failures: bool = False) -> None:
        """Take away what is half written."""
        section, self._section = self._section, None
        if section is not None:
            section.abort()
        super().abort_encode_jobs(reraise_encoder_failures)

    def _end_section(self) -> None:
        section, self._section = self._section, None
        if section is not None:
            section.finish()


class FrameRenderer(CairoRenderer):
    """Manim's renderer, whose camera and encoder share their pixels.

    It draws nothing of animations that are skipped; manim draws their background and one frame.
    """

    def __init__(self, captions: Sequence[BurntCaption] = (), **kwargs: Any) -> None:
        writer: Any = partial(FrameWriter, renderer=self, captions=captions)
        super().__init__(file_writer_class=writer, camera_class=RasterCamera, **kwargs)
        self._is_playing = False

    @property
    def frame_count(self) -> int:
        """How many frames the scene has so far, the one that is being written included."""
        return round(self.time * self.camera.frame_rate)

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Draw an animation, or skip it."""
        self._is_playing = True
        try:
            super().play(scene, *args, **kwargs)
        finally:
            self._is_playing = False

    def update_frame(
        self, scene: Scene, mobjects: Iterable[Mobject] | None = None, **how: Any
    ) -> None:
        """Draw what is on stage now, unless it is skipped."""
        if not self._is_skipping:
            super().update_frame(scene, mobjects, **how)

    def save_static_frame_data(
        self, scene: Scene, static_mobjects: Iterable[Mobject]
    ) -> NDArray[np.uint8] | None:
        """Draw what stands still during an animation, as it is seen now, unless it is skipped."""
        self.static_image = None
        if static_mobjects and not self._is_skipping:
            self.update_frame(scene, static_mobjects)
            self.static_image = self.camera.keep_ground()
        return self.static_image

    @property
    def _is_skipping(self) -> bool:
        return self._is_playing and self.skip_animations

    def render(
        self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None
    ) -> None:
        """Draw a frame of an animation, and encode it."""
        del time
        self.update_frame(scene, moving_mobjects)
        self._write(1)

    def freeze_current_frame(self, duration: float) -> None:
        """Encode what stands still for so many seconds."""
        self._write(int(duration / (1 / self.camera.frame_rate)))

    def _write(self, repeat: int) -> None:
        if not self.skip_animations:
            self.time += repeat * (1 / self.camera.frame_rate)
            changed = self.camera.take_changes()
            self.file_writer.write_frame(self.camera.pixel_array, repeat=repeat, changed=changed)
