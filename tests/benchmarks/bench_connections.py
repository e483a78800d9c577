"""A frame in which every connection changes, beside stock manim with one `Line` each.

Both sides play the same animation in a real scene: at every frame each connection gets a value
that it never had before, is drawn at 1080p, and the frame goes to manim's file writer, which is
told to write nothing.
"""

from __future__ import annotations

import logging
import time
from statistics import median
from typing import Any

import numpy as np
from manim import Animation, Camera, Line, ManimColor, Mobject, Scene, VGroup, linear, tempconfig

from network.default_model import default_model
from network.drawn_digits import load_drawn_digits, rasterize
from network.forward import forward
from scenes import theme
from scenes.mobjects.network_diagram import NetworkDiagram
from scenes.mobjects.raster import RasterCamera

BAR = 1 / 40
OUR_FRAMES = 12
STOCK_FRAMES = 3
RATE = 60
PALETTE = theme.PALETTES["classic"]


class Changing(Animation):
    """Give every connection another value at every frame, and note when frames begin."""

    def __init__(self, mobject: Mobject, give: Any, values: list[Any]) -> None:
        self.give, self.values, self.turn, self.moments = give, values, 0, []
        super().__init__(mobject, run_time=(len(values) - 2) / RATE, rate_func=linear)

    def interpolate_mobject(self, alpha: float) -> None:
        """Take the next values, whatever the time."""
        del alpha
        self.moments.append(time.perf_counter())
        self.give(self.mobject, self.values[self.turn % len(self.values)])
        self.turn += 1


def run() -> list[dict[str, Any]]:
    """Seconds a frame at 1080p, both sides in turns; medians."""
    logging.getLogger("manim").setLevel(logging.WARNING)
    size = {"pixel_width": 1920, "pixel_height": 1080, "frame_rate": RATE, "dry_run": True}
    with tempconfig({**size, "background_color": theme.BACKGROUND, "progress_bar": "none"}):
        model = default_model()
        diagram = NetworkDiagram(model, PALETTE)
        values = [_values(model, digit) for digit in load_drawn_digits()[: OUR_FRAMES + 4]]
        lines = VGroup(*(_lines(light) for light in diagram.connections))
        _seconds(RasterCamera, diagram.connections, _give_light, values[:4])  # builds the coverage
        ours, stock = [], []
        for _ in range(2):
            ours += _seconds(RasterCamera, diagram.connections, _give_light, values)
            stock += _seconds(Camera, lines, _give_opacity, values[: STOCK_FRAMES + 2])
    ratio = median(ours) / median(stock)
    count = f"{model.weight_count:,}"
    return [
        {
            "name": f"a frame in which all {count} connections change, 1080p, beside one Line each",
            "ours": median(ours),
            "anchor": median(stock),
            "ratio": ratio,
            "bar": BAR,
            "holds": ratio <= BAR,
        }
    ]


def _values(model: Any, digit: Any) -> list[np.ndarray]:
    # Every connection is lit, and its value differs from digit to digit.
    trace = forward(model, rasterize(digit))
    noise = np.random.default_rng(digit.label + 10 * digit.hand)
    return [
        (0.05 + noise.uniform(0, 1, layer.weights.shape) * np.abs(layer.weights)).astype(np.float32)
        for layer in trace.layers
    ]


def _lines(light: Any) -> VGroup:
    colors = (ManimColor(PALETTE.negative), ManimColor(PALETTE.positive))
    ends = zip(light.lines(), light.signs.ravel(), strict=True)
    return VGroup(*(Line(*line, stroke_width=1, color=colors[int(sign)]) for line, sign in ends))


def _give_light(lights: Mobject, values: list[np.ndarray]) -> None:
    for light, intensities in zip(lights, values, strict=True):
        light.set_light(intensities)


def _give_opacity(groups: VGroup, values: list[np.ndarray]) -> None:
    for group, opacities in zip(groups, values, strict=True):
        for line, opacity in zip(group, opacities.ravel(), strict=True):
            line.set_stroke(opacity=min(1.0, float(opacity)))


def _seconds(camera: type[Camera], mobject: Mobject, give: Any, values: list[Any]) -> list[float]:
    scene = Scene(camera_class=camera)
    scene.add(mobject)
    animation = Changing(mobject, give, values)
    scene.play(animation)
    # The first moments belong to the animation's set-up, not to a frame.
    return list(np.diff(animation.moments[2:]))
