"""All connections between two layers, drawn as light by a sparse matrix-vector product."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter

from scenes import theme
from scenes.mobjects.coverage import Region, line_coverage, region_of
from scenes.mobjects.raster import Canvas, RasterMobject
from scenes.theme import Palette, rgb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Mobject
    from numpy.typing import ArrayLike, NDArray
    from scipy.sparse import csc_matrix

    from scenes.sourced import SourcedArray

GLOW = 0.55
"""How much of the blurred light is added to the light."""
GLOW_UNITS = 0.055
"""Standard deviation of the blur, in scene units."""
PULSE = 1.4
"""How much brighter the front of a signal is than what it leaves behind."""
PULSE_SHARE = 0.05
FRONT_SHARE = 0.12
"""Widths of the pulse and of the front, as shares of the gap between the layers."""
ROWS_AT_ONCE = 48
"""Rows toned in one go: their arrays stay in the processor's cache."""
SPARSE_SHARE = 0.5
"""Below this share of lit connections, only their columns enter the product."""


@dataclass(frozen=True, eq=False)
class Intensities:
    """How brightly every connection shines, shape (fan_out, fan_in), float32; never changed."""

    values: NDArray[np.float32]

    def __deepcopy__(self, memo: dict[int, Any]) -> Intensities:
        """Return itself: copies of a mobject share the pictures that were made of it."""
        return self


Terms = tuple[tuple[Intensities, float], ...]
"""A mixture of lights: each with its share."""


class _Coverage:
    """Coverage of connections in one place at one resolution, positive and negative apart."""

    def __init__(
        self,
        lines: NDArray[np.float64],
        signs: NDArray[np.bool_],
        width: float,
        frame: tuple[int, int],
    ) -> None:
        self.region: Region = region_of(lines, width, frame)
        self.columns = [np.flatnonzero(signs), np.flatnonzero(~signs)]
        self.matrices: list[csc_matrix] = [
            line_coverage(lines[columns], width, self.region) if columns.size else None
            for columns in self.columns
        ]
        self.shape = (self.region.height, self.region.width)
        self._pictures: OrderedDict[int, tuple[Intensities, NDArray[np.float32]]] = OrderedDict()

    def light(self, intensities: Intensities, blur: float) -> NDArray[np.float32]:
        """Light of positive and of negative connections, glow included, shape (2, h, w)."""
        light = np.empty((2, *self.shape), dtype=np.float32)
        for picture, whole, columns in zip(light, self.matrices, self.columns, strict=True):
            values = intensities.values.ravel()[columns]
            lit = np.flatnonzero(values)
            if lit.size == 0:
                picture[:] = 0
                continue
            few = lit.size < SPARSE_SHARE * values.size
            rays = whole[:, lit] @ values[lit] if few else whole @ values
            rays = rays.reshape(self.shape)
            np.add(rays, _glow(rays, blur), out=picture)
        return light

    def remembered(self, intensities: Intensities, blur: float) -> NDArray[np.float32]:
        """`light`, kept for what is drawn again: pictures of a flow are sums of few."""
        key = id(intensities)
        if key not in self._pictures:
            # The intensities are kept as well, so that their id stays their own.
            self._pictures[key] = (intensities, self.light(intensities, blur))
            if len(self._pictures) > 4:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(key)
        return self._pictures[key][1]


def _glow(rays: NDArray[np.float32], deviation: float) -> NDArray[np.float32]:
    # A blur has no detail: it is computed at a quarter of the size.
    height, width = rays.shape
    small = np.asarray(Image.fromarray(rays).reduce(4)) * np.float32(GLOW)
    soft = gaussian_filter(small, deviation / 4, truncate=3)
    return np.asarray(Image.fromarray(soft).resize((width, height), Image.Resampling.BILINEAR))


KEPT_COVERAGES = 8
_COVERAGES: OrderedDict[tuple[object, ...], _Coverage] = OrderedDict()


class ConnectionLight(RasterMobject):
    """The connections between two layers, each shining by its own value.

    Parameters
    ----------
    starts, ends
        Middles of the neurons of both layers, shapes (fan_in, 3) and (fan_out, 3).
    start_radius, end_radius
        Lines run from rim to rim, scene units.
    weights
        Shape (fan_out, fan_in): their signs choose the color.
    palette
        Whose sign colors are used.
    line_width
        In pixels at 1080p.

    Attributes
    ----------
    front
        How far a signal has come, 0..1; animated.
    """

    animated: ClassVar[Sequence[str]] = ("front",)

    def __init__(
        self,
        starts: ArrayLike,
        ends: ArrayLike,
        *,
        start_radius: float,
        end_radius: float,
        weights: NDArray[np.floating],
        palette: Palette,
        line_width: float = 1.0,
    ) -> None:
        super().__init__(np.concatenate([np.asarray(starts, float), np.asarray(ends, float)]))
        self.fan_out, self.fan_in = weights.shape
        self.radii = (start_radius, end_radius)
        self.signs = np.ascontiguousarray(weights >= 0)
        self.colors = np.array([rgb(palette.positive), rgb(palette.negative)], dtype=np.float32)
        self.line_width = line_width
        self.front = 0.0
        self.fills: tuple[SourcedArray, ...] = ()
        self.ahead: Terms = ((self._checked(np.zeros(weights.shape)), 1.0),)
        self.behind: Terms = ()

    def set_light(self, intensities: ArrayLike, source: SourcedArray | None = None) -> Self:
        """Let every connection shine as brightly as its intensity, 0 or more, (fan_out, fan_in)."""
        self.ahead = ((self._checked(intensities), 1.0),)
        self.behind = ()
        self.front = 0.0
        self.fills = () if source is None else (source,)
        return self

    def send(self, intensities: ArrayLike, source: SourcedArray | None = None) -> Self:
        """Prepare a signal: these intensities appear behind the front as `front` goes to 1."""
        self.settle()
        self.behind = ((self._checked(intensities), 1.0),)
        self.front = 0.0
        self.fills = () if source is None else (source,)
        return self

    def set_front(self, front: float) -> Self:
        """Move the front of the signal: 0 at the start, 1 at the end."""
        self.front = front
        return self

    def settle(self) -> Self:
        """Take the arrived signal for the state of rest."""
        if self.behind and self.front >= 1:
            self.ahead = self.behind
        self.behind, self.front = (), 0.0
        return self

    def interpolate_color(self, mobject1: Mobject, mobject2: Mobject, alpha: float) -> None:
        """Interpolate light: it is linear, so a mixture of states is a mixture of pictures."""
        super().interpolate_color(mobject1, mobject2, alpha)
        arrived = mobject1.behind and mobject1.front >= 1 and not mobject2.behind
        start = mobject1.behind if arrived else mobject1.ahead
        self.ahead = _mixed(start, mobject2.ahead, alpha)
        self.behind = () if arrived else _mixed(mobject1.behind, mobject2.behind, alpha)

    def lines(self) -> NDArray[np.float64]:
        """Start and end of every connection in scene units, (fan_out * fan_in, 2, 3)."""
        starts = np.tile(self.points[: self.fan_in], (self.fan_out, 1))
        ends = np.repeat(self.points[self.fan_in :], self.fan_in, axis=0)
        along = ends - starts
        along /= np.linalg.norm(along, axis=1, keepdims=True)
        return np.stack([starts + self.radii[0] * along, ends - self.radii[1] * along], axis=1)

    def draw(self, canvas: Canvas) -> None:
        """Add the light, tone it by `1 - exp(-light)`, and lay it over the frame."""
        coverage = self._coverage(canvas)
        blur = GLOW_UNITS * canvas.scale
        light = _mixture(coverage, self.ahead, blur)
        if self.behind:
            light = _crossed(light, _mixture(coverage, self.behind, blur), self.front)
        _shine(canvas.pixels[coverage.region.slices], light, self.opacity * self.colors)

    def _coverage(self, canvas: Canvas) -> _Coverage:
        # Copies of a mobject (animations make many) share what is expensive to build.
        frame = (canvas.pixels.shape[0], canvas.pixels.shape[1])
        place = (canvas.scale, *canvas.center[:2], *self.radii, self.line_width)
        key = (self.points.tobytes(), self.signs.tobytes(), place, frame)
        if key not in _COVERAGES:
            lines = canvas.to_pixels(self.lines().reshape(-1, 3)).reshape(-1, 2, 2)
            width = self.line_width * canvas.scale / theme.PIXELS_PER_UNIT_AT_1080P
            _COVERAGES[key] = _Coverage(lines, self.signs.ravel(), width, frame)
            if len(_COVERAGES) > KEPT_COVERAGES:
                _COVERAGES.popitem(last=False)
        _COVERAGES.move_to_end(key)
        return _COVERAGES[key]

    def _checked(self, intensities: ArrayLike) -> Intensities:
        values = np.ascontiguousarray(intensities, dtype=np.float32)
        if values.shape != self.signs.shape:
            msg = f"connections: expected intensities {self.signs.shape}, got {values.shape}"
            raise ValueError(msg)
        return Intensities(values)


def _mixed(one: Terms, other: Terms, alpha: float) -> Terms:
    shares: dict[int, tuple[Intensities, float]] = {}
    for terms, weight in ((one, 1 - alpha), (other, alpha)):
        for intensities, share in terms:
            known = shares.get(id(intensities), (intensities, 0.0))[1]
            shares[id(intensities)] = (intensities, known + weight * share)
    return tuple(term for term in shares.values() if term[1] > 0)


def _mixture(coverage: _Coverage, terms: Terms, blur: float) -> NDArray[np.float32]:
    if len(terms) == 1 and terms[0][1] == 1:
        return coverage.remembered(terms[0][0], blur)
    total = np.zeros((2, *coverage.shape), dtype=np.float32)
    for intensities, share in terms:
        total += np.float32(share) * coverage.remembered(intensities, blur)
    return total


def _crossed(
    ahead: NDArray[np.float32], behind: NDArray[np.float32], front: float
) -> NDArray[np.float32]:
    width = ahead.shape[2]
    across = (np.arange(width, dtype=np.float32) + 0.5) / width
    place = front * (1 + 2 * FRONT_SHARE) - FRONT_SHARE
    arrived = np.clip((place - across) / FRONT_SHARE + 0.5, 0, 1)
    arrived = (arrived * arrived * (3 - 2 * arrived)).astype(np.float32)
    strength = PULSE * 4 * front * (1 - front)
    pulse = 1 + strength * np.exp(-(((across - place) / PULSE_SHARE) ** 2))
    return ahead * (1 - arrived) + behind * (arrived * pulse).astype(np.float32)


def _shine(
    pixels: NDArray[np.uint8], light: NDArray[np.float32], colors: NDArray[np.float32]
) -> None:
    opaque = pixels[..., 3].min(initial=255) == 255
    for top in range(0, len(pixels), ROWS_AT_ONCE):
        part = slice(top, top + ROWS_AT_ONCE)
        _shine_on(pixels[part], light[:, part], colors, opaque=opaque)


def _shine_on(
    pixels: NDArray[np.uint8],
    light: NDArray[np.float32],
    colors: NDArray[np.float32],
    *,
    opaque: bool,
) -> None:
    darkest = np.ones(light.shape[1:], dtype=np.float32)
    for channel in range(3):
        dark = light[0] * -colors[0, channel]
        dark -= light[1] * colors[1, channel]
        np.exp(dark, out=dark)
        if not opaque:
            np.minimum(darkest, dark, out=darkest)
        dark *= np.subtract(255, pixels[..., channel], dtype=np.float32)
        np.subtract(255.5, dark, out=pixels[..., channel], casting="unsafe")
    if not opaque:
        clear = np.subtract(255, pixels[..., 3], dtype=np.float32)
        np.subtract(255.5, darkest * clear, out=pixels[..., 3], casting="unsafe")
