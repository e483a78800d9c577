"""A view that moves over all connections: beside encoding alone, and beside stock manim's camera.

The view pushes in on one neuron, rides to another, and pulls out, at 1080p60; everything is drawn
at every frame. Stock manim moves its own camera over one `Line` for each connection.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any, ClassVar

from manim import tempconfig

from scenes.chapter import Beat, Chapter
from scenes.media.formats import FORMATS
from scenes.mobjects.network.network_diagram import NetworkDiagram, rest_light
from scenes.render.frame_writer import FrameRenderer, SegmentEncoder
from scenes.subject.settings import Settings

ENCODER_BAR = 3.0
LINES_BAR = 1 / 15
ROUNDS = 3
FRAMES = 40
"""Of every move."""
LINE_FRAMES = 2
RATE = 60


class Ride(Chapter):
    """In to one neuron, on to another, and home; then the same again, timed."""

    chosen = Settings()
    beats: ClassVar = {"ride": Beat("ride")}

    def construct(self) -> None:
        """Move once to compute light where the view rests, and once more."""
        network = NetworkDiagram(self.model, self.palette)
        for light, layer in zip(network.connections, self.model.layers, strict=True):
            light.set_light(rest_light(layer.weights))
        self.add(network)
        self.beat("ride")
        self.ride(network, 2 / RATE)
        self.begin = time.perf_counter()
        self.ride(network, FRAMES / RATE)
        self.end = time.perf_counter()

    def ride(self, network: NetworkDiagram, seconds: float) -> None:
        """Take so long for every move."""
        for place in (4, 8):
            neuron = network.columns[1][place]
            self.play(self.view.animate(run_time=seconds).look_at(neuron, share=0.3))
        self.play(self.view.animate(run_time=seconds).pull_out())


def run() -> list[dict[str, Any]]:
    """Seconds a frame."""
    with tempfile.TemporaryDirectory() as name:
        rounds = [_ride(Path(name) / str(number)) for number in range(ROUNDS)]
        ours, encoding = sorted(rounds, key=lambda pair: pair[0] / pair[1])[ROUNDS // 2]
        lines = _lines(Path(name))
    whole = median(pair[0] for pair in rounds)
    return [
        _entry(
            "a frame while the view moves, beside encoding it alone", ours, encoding, ENCODER_BAR
        ),
        _entry("the same, beside manim's camera and one Line each", whole, lines, LINES_BAR),
    ]


def _entry(name: str, ours: float, anchor: float, bar: float) -> dict[str, Any]:
    ratio = ours / anchor
    found = {"name": name, "ours": ours, "anchor": anchor, "ratio": ratio, "bar": bar}
    return {**found, "holds": ratio <= bar}


def _ride(folder: Path) -> tuple[float, float]:
    """Seconds a frame: all of it, and what the encoder took of that."""
    spent: list[float] = []
    write = SegmentEncoder.write_frame

    def timed(*given: Any, **how: Any) -> None:
        begin = time.perf_counter()
        write(*given, **how)
        spent.append(time.perf_counter() - begin)

    options = dict(FORMATS["mp4"].render_settings)
    size = {"pixel_width": 1920, "pixel_height": 1080, "frame_rate": RATE}
    output = {"format": "mp4", "save_sections": True, "video_encoder_options": options}
    quiet = {"progress_bar": "none", "disable_caching": True, "media_dir": str(folder)}
    SegmentEncoder.write_frame = timed  # type: ignore[assignment,method-assign]
    try:
        with tempconfig({**size, **output, **quiet}):
            scene = Ride(renderer=FrameRenderer())
            scene.render()
    finally:
        SegmentEncoder.write_frame = write  # type: ignore[method-assign]
    count = 3 * FRAMES
    return (scene.end - scene.begin) / count, sum(spent[-count:]) / count


def _lines(folder: Path) -> float:
    scene = folder / "lines.py"
    scene.write_text(_LINES, encoding="utf-8")
    took = []
    for count in (1, 1 + LINE_FRAMES):
        begin = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "manim", "render", "-qh", "--media_dir", str(folder / "lines"),
             "--disable_caching", str(scene), "Lines"],
            check=True, capture_output=True, env={**os.environ, "LINE_FRAMES": str(count)},
        )  # fmt: skip
        took.append(time.perf_counter() - begin)
    return (took[1] - took[0]) / LINE_FRAMES


_LINES = """
import os
import numpy as np
from manim import Line, MovingCameraScene, VGroup

class Lines(MovingCameraScene):
    def construct(self):
        ends = np.linspace(-3.5, 3.5, 16)
        lines = VGroup(
            Line([-5, y, 0], [0, e, 0], stroke_width=1)
            for y in np.linspace(-3.8, 3.8, 784) for e in ends
        )
        lines.add(*(Line([0, y, 0], [3, e, 0], stroke_width=1) for y in ends for e in ends))
        lines.add(*(Line([3, y, 0], [5, e, 0], stroke_width=1) for y in ends for e in ends[:10]))
        self.add(lines)
        frames = int(os.environ["LINE_FRAMES"])
        self.play(self.camera.frame.animate.scale(0.3), run_time=(frames - 0.5) / 60)
"""
