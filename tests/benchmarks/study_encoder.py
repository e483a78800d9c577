"""What encoder settings cost and give: time, size, likeness to the lossless picture.

Run by hand, `python tests/benchmarks/study_encoder.py`; CONTRIBUTING.md has what came out. A few
sections are drawn once, losslessly; then their frames are encoded with every setting in turn.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from statistics import mean

import av
import numpy as np
from rich.console import Console
from rich.table import Table
from scipy.ndimage import uniform_filter

from scenes.media import formats
from scenes.render import manim_session as rendering
from scenes.subject.render_options import RenderOptions
from scenes.subject.settings import Settings

SECTIONS = {"ForwardPass": 3, "TheWeightedSum": 2, "MatrixVectorProduct": 3, "Recap": 2}
FRAMES = 60
LOOKED_AT = range(10, FRAMES, 20)
TREE = "mbtree=1:rc-lookahead=10"
PLAIN = f"cabac=1:deblock=0,0:{TREE}"
CHOICES = (
    *((preset, "20", "") for preset in ("veryfast", "faster", "fast", "medium")),
    ("superfast", "20", ""),
    ("superfast", "23", ""),
    ("superfast", "19.5", TREE),
    ("ultrafast", "20.5", PLAIN),
    ("ultrafast", "19.5", f"{PLAIN}:aq-mode=1"),
    ("ultrafast", "18.7", f"{PLAIN}:aq-mode=1:rc-lookahead=5"),
    ("ultrafast", "20", f"{PLAIN}:aq-mode=1"),
    ("ultrafast", "20", f"{PLAIN}:aq-mode=1:bframes=3:b-adapt=1"),
    ("medium", "23", ""),
)
"""Preset, quality, what differs from the preset; the last is what manim takes by itself."""
LOSSLESS = {"qp": "0", "preset": "ultrafast", "threads": "1"}


def drawn(scene: str, section: int, folder: Path) -> list[np.ndarray]:
    """The last frames of a section, drawn at 1080p60 with no loss but that of the color format."""
    formats._FORMATS["mp4"] = replace(formats.FORMATS["mp4"], render_settings=LOSSLESS)
    made = rendering.draw_scene(
        scene, Settings(), RenderOptions(), folder, only=range(section, section + 1)
    )
    with av.open(str(made.sections[section])) as video:
        return [frame.to_ndarray() for frame in video.decode(video=0)][:FRAMES]


def encoded(frames: list[np.ndarray], options: dict[str, str], path: Path) -> float:
    """Encode frames into a file; CPU seconds a frame."""
    begin = time.process_time()
    with av.open(str(path), "w") as video:
        stream = video.add_stream("libx264", rate=60, options=options)
        stream.width, stream.height, stream.pix_fmt = 1920, 1080, "yuv420p"
        for number, pixels in enumerate(frames):
            frame = av.VideoFrame.from_ndarray(pixels, format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 60)
            video.mux(stream.encode(frame))
        video.mux(stream.encode(None))
    return (time.process_time() - begin) / len(frames)


def likeness(frames: list[np.ndarray], path: Path) -> float:
    """Mean structural similarity of the luma of some frames."""
    with av.open(str(path)) as video:
        found = [frame.to_ndarray() for frame in video.decode(video=0)]
    rows = slice(0, 1080)
    return mean(ssim(frames[n][rows], found[n][rows]) for n in LOOKED_AT if n < len(frames))


def ssim(one: np.ndarray, other: np.ndarray) -> float:
    """Structural similarity, windows of 8 x 8 (Wang et al., 2004, doi:10.1109/TIP.2003.819861)."""
    x, y = one.astype(np.float32), other.astype(np.float32)
    mean_x, mean_y = uniform_filter(x, 8), uniform_filter(y, 8)
    var_x = uniform_filter(x * x, 8) - mean_x**2
    var_y = uniform_filter(y * y, 8) - mean_y**2
    both = uniform_filter(x * y, 8) - mean_x * mean_y
    low, high = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    like = (2 * mean_x * mean_y + low) * (2 * both + high)
    return float((like / ((mean_x**2 + mean_y**2 + low) * (var_x + var_y + high))).mean())


def main() -> None:
    """Draw, encode, print."""
    table = Table("preset", "crf", "and", "CPU ms a frame", "kB a frame", "1 - SSIM, x 10^-4")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clips = [drawn(scene, number, folder / scene) for scene, number in SECTIONS.items()]
        for preset, quality, details in CHOICES:
            options = {"preset": preset, "crf": quality, "threads": "1"}
            options |= {"x264-params": details} if details else {}
            costs, sizes, losses = [], [], []
            for number, frames in enumerate(clips):
                path = folder / f"{number}.mp4"
                costs.append(1000 * encoded(frames, options, path))
                sizes.append(path.stat().st_size / 1000 / len(frames))
                losses.append(1e4 * (1 - likeness(frames, path)))
            found = (mean(costs), mean(sizes), mean(losses))
            table.add_row(preset, quality, details, *(f"{value:.2f}" for value in found))
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
