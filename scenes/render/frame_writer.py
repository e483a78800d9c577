"""How frames become video: converted where the camera drew them, encoded by the same thread.

Manim copies every frame (8 MB at 1080p), hands it to a second thread, and copies and converts it
again for every time that it is shown; every movement is a video, and these are copied into one.
A worker has one core, and all cores have a worker: a second thread would only take time from
another scene. So a section is one video from its beginning, and of a frame only that is converted
which is not as in the frame before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import av
import numpy as np
from av.video.reformatter import VideoReformatter
from manim import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter
from manim.scene.video_segment_encoder import VideoSegmentEncoder

from scenes.mobjects.raster.raster_camera import RasterCamera

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from manim import Mobject, Scene
    from manim._config.video_encoder import VideoEncoderSpec
    from numpy.typing import NDArray

    from scenes.mobjects.raster.tiles import Tiles


WITH_ALPHA = ("argb", "rgba", "yuva420p")
"""Formats of pixels that can be clear."""
THAT_COPY = ("libx264", "libvpx-vp9")
"""Encoders that look back on their own copies, so that the frame that they were given may change.
Qtrle keeps the frame itself."""
SPREAD, MARGIN = 2, 4
"""Rows: two share their colors, which are mixed of those above and below as well. So far beyond its
edges a part changes others, and so many more are needed to convert those."""


def straight(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Colors as files have them, whatever their opacity.

    Cairo, as most that draw, keeps every color multiplied by its opacity. Written as they are, the
    soft edges of words and lines would be dark over any other picture.

    Parameters
    ----------
    pixels
        Shape (height, width, 4), red green blue alpha; left as they are.
    """
    alpha = pixels[..., 3]
    rows, columns = np.nonzero((alpha > 0) & (alpha < 255))  # few: the edges
    found = pixels.copy()
    soft = pixels[rows, columns].astype(np.uint16)
    colors = (255 * soft[:, :3] + soft[:, 3:] // 2) // soft[:, 3:]
    found[rows, columns, :3] = np.minimum(colors, 255)
    return found


class SegmentEncoder(VideoSegmentEncoder):
    """Encodes frames; what is as it was in the frame before is not converted again."""

    def __init__(self, *, target: Path, spec: VideoEncoderSpec) -> None:
        super().__init__(target=target, spec=spec)
        self._converter, self._part_converter = VideoReformatter(), VideoReformatter()
        self._has_alpha = spec.pixel_format in WITH_ALPHA
        self._is_copied = spec.codec in THAT_COPY and not self._has_alpha
        self._converted: av.VideoFrame | None = None

    def write_frame(
        self, pixels: NDArray[np.uint8], *, repeat: int = 1, changed: Tiles | None = None
    ) -> None:
        """Encode a frame so many times.

        Parameters
        ----------
        pixels
            Shape (height, width, 4); they may change as soon as this returns.
        repeat
            How many times.
        changed
            What is not as in the frame that was written last; None if that is not known.
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
    """Manim's writer of files, without its queue, and with one video for every section."""

    _section: SegmentEncoder | None = None
    _is_open = False

    def _create_segment_encoder(self, target: Path) -> VideoSegmentEncoder:
        assert self.video_encoder is not None  # noqa: S101 - only videos have segments
        return SegmentEncoder(target=target, spec=self.video_encoder)

    def next_section(self, name: str, type_: str, skip_animations: bool) -> None:
        """End a section, and its video; the next begins with its first frame."""
        self._end_section()
        super().next_section(name, type_, skip_animations)

    def begin_animation(self, allow_write: bool = False, **which: Any) -> None:
        """Take the frames that come for those of a movement."""
        if not self.output_spec.save_sections:
            super().begin_animation(allow_write, **which)
        elif allow_write:
            video = self.sections[-1].video
            assert video is not None  # noqa: S101 - what is passed over is not written
            if self._section is None:
                self._section = self._create_segment_encoder(self.sections_output_dir / video)
            self._is_open = True

    def end_animation(self, allow_write: bool = False) -> None:
        """Take the frames that come for none."""
        if not self.output_spec.save_sections:
            super().end_animation(allow_write)
        self._is_open = False

    def write_frame(
        self, pixels: NDArray[np.uint8], *, repeat: int = 1, changed: Tiles | None = None
    ) -> None:
        """Encode a frame of the movement that is on; what is drawn beside it is in no file."""
        if not self.output_spec.is_video:
            super().write_frame(straight(pixels), repeat=repeat)
        elif self._section is not None and self._is_open:
            self._section.write_frame(pixels, repeat=repeat, changed=changed)
        elif self._current_encode_job is not None:
            self._current_encode_job.encoder.write_frame(pixels, repeat=repeat)

    def save_image(self, pixels: NDArray[np.uint8]) -> None:
        """Save one picture, clear where the stage is."""
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

    Of movements that are passed over manim draws the ground and a frame as well, which nobody sees:
    this one does not.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(file_writer_class=FrameWriter, camera_class=RasterCamera, **kwargs)
        self._is_playing = False

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Draw a movement, or pass over it."""
        self._is_playing = True
        try:
            super().play(scene, *args, **kwargs)
        finally:
            self._is_playing = False

    def update_frame(
        self, scene: Scene, mobjects: Iterable[Mobject] | None = None, **how: Any
    ) -> None:
        """Draw what is on stage now, unless it is passed over."""
        if not self._passes_over:
            super().update_frame(scene, mobjects, **how)

    def save_static_frame_data(
        self, scene: Scene, static_mobjects: Iterable[Mobject]
    ) -> NDArray[np.uint8] | None:
        """Draw what stands still during a movement, unless it is passed over."""
        if self._passes_over:
            self.static_image = None
            return None
        return super().save_static_frame_data(scene, static_mobjects)

    @property
    def _passes_over(self) -> bool:
        return self._is_playing and self.skip_animations

    def render(
        self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None
    ) -> None:
        """Draw a frame of a movement, and encode it."""
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
