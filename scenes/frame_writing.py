"""How frames become video: converted where the camera drew them, encoded by the same thread.

Manim copies every frame (8 MB at 1080p), hands it to a second thread, and copies and converts it
again for every time that it is shown. A worker has one core, and all cores have a worker: a second
thread would only take time from another scene.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import av
import numpy as np
from av.video.reformatter import VideoReformatter
from manim import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter
from manim.scene.video_segment_encoder import VideoSegmentEncoder

from scenes.mobjects.raster import RasterCamera

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from manim import Mobject, Scene
    from manim._config.video_encoder import VideoEncoderSpec
    from numpy.typing import NDArray


WITH_ALPHA = ("argb", "rgba", "yuva420p")
"""Formats of pixels that can be clear."""


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
    """Encodes the frames of one movement; what stands still is converted once."""

    def __init__(self, *, target: Path, spec: VideoEncoderSpec) -> None:
        super().__init__(target=target, spec=spec)
        self._converter = VideoReformatter()
        self._has_alpha = spec.pixel_format in WITH_ALPHA

    def write_frame(self, pixels: NDArray[np.uint8], *, repeat: int = 1) -> None:
        """Encode a frame so many times; the pixels may change as soon as this returns."""
        self._validate_frame(pixels, repeat)
        moment = 1 / self.spec.frame_rate
        try:
            shown = straight(pixels) if self._has_alpha else pixels
            drawn = av.VideoFrame.from_numpy_buffer(shown, format="rgba")
            frame = self._converter.reformat(drawn, format=self.spec.pixel_format, threads=1)
            for _ in range(repeat):
                # Sending a frame to the encoder rewrites its time in the encoder's units.
                frame.pts, frame.time_base = self._next_pts, moment
                self._next_pts += 1
                self._container.mux(self._stream.encode(frame))
        except Exception as error:
            raise self._operation_error("encode", error) from error


class FrameWriter(SceneFileWriter):
    """Manim's writer of files, without its queue."""

    def _create_segment_encoder(self, target: Path) -> VideoSegmentEncoder:
        assert self.video_encoder is not None  # noqa: S101 - only videos have segments
        return SegmentEncoder(target=target, spec=self.video_encoder)

    def write_frame(self, pixels: NDArray[np.uint8], *, repeat: int = 1) -> None:
        """Encode a frame of the movement that is on; what is drawn beside it is in no file."""
        if not self.output_spec.is_video:
            super().write_frame(straight(pixels), repeat=repeat)
        elif self._current_encode_job is not None:
            self._current_encode_job.encoder.write_frame(pixels, repeat=repeat)

    def save_image(self, pixels: NDArray[np.uint8]) -> None:
        """Save one picture, clear where the stage is."""
        super().save_image(straight(pixels))


class FrameRenderer(CairoRenderer):
    """Manim's renderer, whose camera and encoder share their pixels."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(file_writer_class=FrameWriter, camera_class=RasterCamera, **kwargs)

    def render(
        self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None
    ) -> None:
        """Draw a frame of a movement, and encode it."""
        del time
        self.update_frame(scene, moving_mobjects)
        self.add_frame(self.camera.pixel_array)

    def freeze_current_frame(self, duration: float) -> None:
        """Encode what stands still for so many seconds."""
        frames = int(duration / (1 / self.camera.frame_rate))
        self.add_frame(self.camera.pixel_array, num_frames=frames)
