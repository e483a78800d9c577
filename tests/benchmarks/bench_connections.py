"""A frame in which every connection changes, beside stock manim with one `Line` each.

Both sides play in a real scene at 1080p, and every frame goes to manim's file writer, which is
told to write nothing. Two cases: all connections glide from one set of values to another, each
side by the animation that its mobjects offer; and all connections get values, at every frame,
that no frame had before, set one by one on manim's side.
"""

from __future__ import annotations

import logging
import time
from statistics import median
from typing import Any

import numpy as np
from manim import (
    Animation,
    AnimationGroup,
    Camera,
    Line,
    ManimColor,
    Mobject,
    Scene,
    Transform,
    VGroup,
    linear,
    tempconfig,
)

from network.digits.drawn_digits import load_drawn_digits, rasterize
from network.files.default_model import default_model
from network.forward import forward
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.raster.raster_camera import RasterCamera
from scenes.stage import theme

GLIDING_BAR = 1 / 40
FRESH_BAR = 1 / 25
OUR_FRAMES = 12
STOCK_FRAMES = 6
ROUNDS = 2
RATE = 60
PALETTE = theme.PALETTES["classic"]


class Clock(Animation):
    """Note when each frame begins."""

    def __init__(self, frames: int) -> None:
        self.moments: list[float] = []
        # The first moments belong to the set-up of animations, not to a frame.
        super().__init__(Mobject(), run_time=(frames + 2) / RATE, rate_func=linear)

    def interpolate_mobject(self, alpha: float) -> None:
        """Look at the time."""
        del alpha
        self.moments.append(time.perf_counter())

    @property
    def seconds(self) -> list[float]:
        """How long every frame took."""
        return list(np.diff(self.moments[2:]))


class Fresh(Animation):
    """Give every connection new values at every frame."""

    def __init__(self, mobject: Mobject, give: Any, values: list[Any]) -> None:
        self.give, self.values, self.turn = give, values, 0
        super().__init__(mobject, rate_func=linear)

    def interpolate_mobject(self, alpha: float) -> None:
        """Take the next values, whatever the time."""
        del alpha
        self.give(self.mobject, self.values[self.turn % len(self.values)])
        self.turn += 1


def run() -> list[dict[str, Any]]:
    """Seconds a frame, both sides in turns; medians."""
    logging.getLogger("manim").setLevel(logging.WARNING)
    size = {"pixel_width": 1920, "pixel_height": 1080, "frame_rate": RATE, "dry_run": True}
    with tempconfig({**size, "background_color": theme.BACKGROUND, "progress_bar": "none"}):
        model = default_model()
        lights = NetworkDiagram(model, PALETTE).connections
        values = [_values(model, digit) for digit in load_drawn_digits()[: OUR_FRAMES + 4]]
        lines = VGroup(*(_lines(light) for light in lights))
        _play(RasterCamera, lights, Fresh(lights, _give_light, values), 2)  # builds the coverage
        gliding: tuple[list[float], list[float]] = ([], [])
        fresh: tuple[list[float], list[float]] = ([], [])
        for turn in range(ROUNDS):
            _give_light(lights, values[turn])
            _give_opacity(lines, values[turn])
            to_light, to_lines = _glides(lights, lines, values[turn + 1])
            gliding[0].extend(_play(RasterCamera, lights, to_light, OUR_FRAMES))
            gliding[1].extend(_play(Camera, lines, to_lines, STOCK_FRAMES))
            new_light = Fresh(lights, _give_light, values)
            new_lines = Fresh(lines, _give_opacity, values)
            fresh[0].extend(_play(RasterCamera, lights, new_light, OUR_FRAMES))
            fresh[1].extend(_play(Camera, lines, new_lines, STOCK_FRAMES))
    count = f"{model.weight_count:,}"
    return [
        _entry(f"a frame in which all {count} connections change, 1080p", *gliding, GLIDING_BAR),
        _entry(f"the same, with values that no frame had before ({count})", *fresh, FRESH_BAR),
    ]


def _entry(name: str, ours: list[float], stock: list[float], bar: float) -> dict[str, Any]:
    ratio = float(median(ours) / median(stock))
    return {
        "name": f"{name}, beside one Line each",
        "ours": float(median(ours)),
        "anchor": float(median(stock)),
        "ratio": ratio,
        "bar": bar,
        "holds": ratio <= bar,
    }


def _glides(
    lights: Mobject, lines: VGroup, values: list[np.ndarray]
) -> tuple[Animation, Animation]:
    target = lines.copy()
    _give_opacity(target, values)
    glide = [
        light.animate.set_light(intensities).build()
        for light, intensities in zip(lights, values, strict=True)
    ]
    return AnimationGroup(*glide), Transform(lines, target)


def _play(camera: type[Camera], mobject: Mobject, animation: Animation, frames: int) -> list[float]:
    scene = Scene(camera_class=camera)
    scene.add(mobject)
    clock = Clock(frames)
    scene.play(animation, clock, run_time=clock.run_time)
    return clock.seconds


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
