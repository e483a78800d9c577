"""All connections between two layers, drawn as light by a sparse matrix-vector product."""

from __future__ import annotations

import copy
from collections import OrderedDict, deque
from collections.abc import Hashable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar

import numpy as np
from manim import Group

from scenes.mobjects.raster.blur import blurred
from scenes.mobjects.raster.coverage import Rays, Region, are_seen, region_of
from scenes.mobjects.raster.magnified import Ground, Layer, faded, lay_light, shrunk
from scenes.mobjects.raster.raster_mobject import Canvas, RasterMobject
from scenes.stage import theme
from scenes.stage.theme import Palette, rgb

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from manim import Mobject
    from numpy.typing import ArrayLike, NDArray

    from scenes.subject.sourced import SourcedArray

GLOW = 0.55
"""How much of the blurred light is added to the light."""
GLOW_UNITS = 0.055
"""Standard deviation of the blur, in scene units."""
GLOW_REACH = 3.0
"""How far the blur is seen, in its standard deviations."""
CLEARING = 0.5
"""How much of the light that both signs share is taken from each: no mud where they cross."""
PULSE = 1.4
"""How much brighter the front of a signal is than what it leaves behind."""
PULSE_SHARE = 0.05
FRONT_SHARE = 0.12
"""Widths of the pulse and of the front, as shares of the gap between the layers."""
ROWS_AT_ONCE = 48
"""Rows toned in one go: their arrays stay in the processor's cache."""
PLACE_DECIMALS = 7
"""Places that agree to so many decimals, in scene units, count as one place."""
UNSEEN_STEP = 1e-6
"""Differences of factors and places, in scene units, that are none."""


@dataclass(frozen=True, eq=False)
class Intensities:
    """How brightly every connection shines, shape (fan_out, fan_in), float32; never changed."""

    values: NDArray[np.float32]

    def __deepcopy__(self, memo: dict[int, Any]) -> Intensities:
        """Return itself: copies of a mobject share the pictures that were made of it."""
        return self


Terms = tuple[tuple[Intensities, float], ...]
"""A mixture of lights: each with its share."""


class _Place:
    """Where connections are, in pixels of a frame: positive and negative ones apart."""

    def __init__(
        self,
        lines: NDArray[np.float64],
        signs: NDArray[np.bool_],
        width: float,
        blur: float,
        frame: tuple[int, int],
    ) -> None:
        self.blur = blur
        self.whole: Region = region_of(lines, width)
        self.region: Region = region_of(lines, width + GLOW_REACH * blur).within(frame)
        seen = are_seen(lines, width, self.region)
        self.columns = [np.flatnonzero(signs & seen), np.flatnonzero(~signs & seen)]
        self.rays = [Rays(lines[columns], width, self.region) for columns in self.columns]

    @property
    def bytes(self) -> int:
        """Memory that coverage takes."""
        return sum(rays.bytes for rays in self.rays)

    def forget(self) -> None:
        """Keep no coverage."""
        for rays in self.rays:
            rays.forget()

    def light(self, intensities: Intensities) -> NDArray[np.float32]:
        """Light of positive and of negative connections, glow included, shape (2, h, w)."""
        light = np.zeros((2, self.region.height, self.region.width), dtype=np.float32)
        for picture, rays, columns in zip(light, self.rays, self.columns, strict=True):
            values = intensities.values.ravel()[columns]
            if values.any():
                shine = rays.light(values)
                np.add(shine, np.float32(GLOW) * blurred(shine, self.blur), out=picture)
        both = np.float32(CLEARING) * np.minimum(light[0], light[1])
        light -= both
        return light

    def front(self, front: float) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Shares of the light ahead of a signal's front and of that behind it, left to right."""
        columns = self.region.left - self.whole.left + np.arange(self.region.width)
        return _front((columns + 0.5) / self.whole.width, front)


Picture = TypeVar("Picture", bound=np.generic)


class _Pictures(Generic[Picture]):
    """The latest pictures of light, as many as fit into so many bytes.

    One frame may need more than fit: then each would be dropped just before it is needed again.
    What is asked for soon after it was dropped shows that, and one more is kept from then on.
    """

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self._fewest = FEWEST_PICTURES
        self._known: OrderedDict[object, tuple[object, NDArray[Picture]]] = OrderedDict()
        self._dropped: deque[object] = deque(maxlen=FEWEST_PICTURES)

    def of(
        self, key: Hashable, kept: object, make: Callable[[], NDArray[Picture]]
    ) -> NDArray[Picture]:
        """The picture of this key, made only if it is not known.

        What is `kept` with it lives as long, so that its id, a part of the key, stays its own.
        """
        if key not in self._known:
            self._fewest += key in self._dropped
            self._known[key] = (kept, make())
            while len(self._known) > self._fewest and self.bytes > self.most_bytes:
                self._dropped.append(self._known.popitem(last=False)[0])
        self._known.move_to_end(key)
        return self._known[key][1]

    @property
    def bytes(self) -> int:
        """Memory that the pictures take."""
        return sum(picture.nbytes for _, picture in self._known.values())


FEWEST_PICTURES = 8
"""Most frames mix no more."""
MOST_PICTURES = 28 << 20
"""Bytes; more memory saves no scene a picture, and fresh memory takes a fifth longer to fill."""
MOST_TONED = 24 << 20
"""Bytes of pictures that are magnified while the view moves."""
KEPT_PLACES = 12
MOST_COVERAGE = 64 << 20
"""Bytes; all connections of the network of 784, 16, 16 and 10 neurons take 230 million at 1080p,
and a scene that keeps them takes as long to draw."""


class LightCache:
    """What was computed about lights in front of one camera: coverage of places, and pictures."""

    def __init__(self) -> None:
        self.places: OrderedDict[Hashable, _Place] = OrderedDict()
        self.pictures: _Pictures[np.float32] = _Pictures(most_bytes=MOST_PICTURES)
        self.toned: _Pictures[np.uint8] = _Pictures(most_bytes=MOST_TONED)

    def place(self, key: Hashable, make: Callable[[], _Place]) -> _Place:
        """The place of this key, made only if it is not known."""
        if key not in self.places:
            self.places[key] = make()
            if len(self.places) > KEPT_PLACES:
                self.places.popitem(last=False)
        self.places.move_to_end(key)
        return self.places[key]

    def picture(
        self, key: Hashable, place: _Place, intensities: Intensities
    ) -> NDArray[np.float32]:
        """The light of some intensities in a place."""

        def make() -> NDArray[np.float32]:
            light = place.light(intensities)
            self.forget_coverage(MOST_COVERAGE)
            return light

        return self.pictures.of((key, id(intensities)), intensities, make)

    def forget_coverage(self, most: float) -> None:
        """Drop coverage of the least recently used places until the rest fits into `most` bytes."""
        for place in self.places.values():
            if sum(each.bytes for each in self.places.values()) <= most:
                return
            place.forget()


def lights_of(canvas: Canvas) -> LightCache:
    """The cache that the canvas's camera keeps."""
    cache: LightCache = canvas.kept.setdefault(LightCache, LightCache())
    return cache


class ConnectionLight(RasterMobject):
    """The connections between two layers, each shining by its own value.

    Lines run from rim to rim of neurons whose middles are `starts`, shape (fan_in, 3), and `ends`.
    The signs of the weights, shape (fan_out, fan_in), choose the colors. The line width is in
    pixels at 1080p. `front` says how far a signal has come, 0..1; it and `colors`, of positive and
    of negative weights, are animated.

    Scaled down, it is the same picture, smaller: glow and lines shrink with it.
    """

    animated: ClassVar[Sequence[str]] = ("front", "colors")
    is_light = True

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
        # Its own array: manim moves points in place.
        self.made_at: NDArray[np.float64] = self.points.copy()
        self.fan_out, self.fan_in = weights.shape
        self.radii = (start_radius, end_radius)
        self.signs = np.ascontiguousarray(weights >= 0)
        self.show_signs(palette)
        self.line_width = line_width
        self.front = 0.0
        self.fills: tuple[SourcedArray, ...] = ()
        self.ahead: Terms = ((self._checked(np.zeros(weights.shape)), 1.0),)
        self.behind: Terms = ()

    def show_signs(self, palette: Palette) -> Self:
        """Take a palette's colors of positive and negative weights."""
        self.colors = np.array([rgb(palette.positive), rgb(palette.negative)], dtype=np.float32)
        return self

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

    def send_back(self, intensities: ArrayLike, source: SourcedArray | None = None) -> Self:
        """Prepare a signal from the ends: these intensities appear as `front` goes from 1 to 0."""
        self.settle()
        self.behind, self.ahead = self.ahead, ((self._checked(intensities), 1.0),)
        self.front = 1.0
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
        points = self._points_seen()
        starts = np.tile(points[: self.fan_in], (self.fan_out, 1))
        ends = np.repeat(points[self.fan_in :], self.fan_in, axis=0)
        along = ends - starts
        along /= np.linalg.norm(along, axis=1, keepdims=True)
        return np.stack([starts + self.radii[0] * along, ends - self.radii[1] * along], axis=1)

    def draw(self, canvas: Canvas) -> None:
        """Add the light, tone it by `1 - exp(-light)`, and lay it over the frame.

        On the way from one view to another, pictures of the light that both show are magnified.
        """
        small = self._as_small()
        if small is not None:
            original = copy.copy(self)
            original.points = self.made_at
            original.draw_magnified(canvas.before(*small))
        elif canvas.is_home or canvas.home_scale is None:
            place, *light = self._light(canvas)
            self._shine(canvas.part(*place.region.slices), place, *light, opacity=self.opacity)
        else:
            self.draw_magnified(canvas)

    def _as_small(self) -> tuple[float, NDArray[np.float64]] | None:
        """Factor and shift by which it was scaled down and moved; None if it was not."""
        now, then = self.points, self.made_at
        spreads = [np.linalg.norm(points - points.mean(axis=0)) for points in (now, then)]
        factor = float(spreads[0] / spreads[1])
        shift = now.mean(axis=0) - factor * then.mean(axis=0)
        is_alike = bool((np.abs(factor * then + shift - now) < UNSEEN_STEP).all())
        return (factor, shift) if is_alike and factor < 1 - UNSEEN_STEP else None

    def draw_magnified(self, canvas: Canvas) -> None:
        """Lay the light over the frame as it is at home, and as it is at each of its anchors."""
        home = canvas.home
        layers = [self._layer(home, 1.0)]
        for anchor in canvas.anchors:
            near = canvas.elsewhere(anchor, shrunk(home.scale))
            layers.append(self._layer(near, anchor.share))
        lay_light(canvas, layers)

    def _layer(self, view: Canvas, share: float) -> Layer:
        """The light as it is in a view."""
        key, place = self._place(view)
        kept = (self.ahead, self.behind)
        terms = [tuple((id(lit), part) for lit, part in one) for one in kept]

        def picture(ground: Ground) -> NDArray[np.uint8]:
            def make() -> NDArray[np.uint8]:
                pixels = np.empty((place.region.height, place.region.width, 4), dtype=np.uint8)
                self._shine(pixels, *self._light(view), opacity=1.0, ground=ground)
                return pixels

            state = (key, *terms, self.front, self.colors.tobytes(), ground)
            return faded(lights_of(view).toned.of(state, kept, make), ground, self.opacity)

        return Layer(picture, place.region, view, share)

    def _light(self, canvas: Canvas) -> tuple[_Place, Sequence[Shared], Sequence[Shared]]:
        key, place = self._place(canvas)
        lights = lights_of(canvas)
        ahead, behind = (
            [(lights.picture(key, place, lit), np.float32(share)) for lit, share in terms]
            for terms in (self.ahead, self.behind)
        )
        return place, ahead, behind

    def _shine(
        self,
        pixels: NDArray[np.uint8],
        place: _Place,
        ahead: Sequence[Shared],
        behind: Sequence[Shared],
        *,
        opacity: float,
        ground: Ground | None = None,
    ) -> None:
        """Lay the light over pixels, or over ground of one color."""
        colors = opacity * self.colors
        shares = place.front(self.front) if behind else None
        for top in range(0, len(pixels), ROWS_AT_ONCE):
            part = slice(top, top + ROWS_AT_ONCE)
            light = _mixture(ahead, part)
            if shares is not None:
                light = light * shares[0] + _mixture(behind, part) * shares[1]
            if ground is not None:
                pixels[part].view(np.uint32)[...] = np.array(ground, np.uint8).view(np.uint32)
            if light.max() > 0:
                _shine(pixels[part], light, colors, is_plain=ground is not None)

    def _place(self, canvas: Canvas) -> tuple[Hashable, _Place]:
        # Copies of a mobject (animations make many) share what is expensive to build.
        frame = (canvas.height, canvas.width)
        seen = (canvas.scale, *canvas.center[:2], *self.radii, self.line_width)
        key = (self._points_seen().tobytes(), self.signs.tobytes(), seen, frame)

        def make() -> _Place:
            lines = canvas.to_pixels(self.lines().reshape(-1, 3)).reshape(-1, 2, 2)
            width = self.line_width * canvas.scale / theme.PIXELS_PER_UNIT_AT_1080P
            blur = GLOW_UNITS * canvas.scale
            return _Place(lines, self.signs.ravel(), width, blur, frame)

        return key, lights_of(canvas).place(key, make)

    def _points_seen(self) -> NDArray[np.float64]:
        """The points, rounded: places that look the same have the same key."""
        return self.points.round(PLACE_DECIMALS) + 0.0

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


Shared = tuple["NDArray[np.float32]", np.float32]
"""A picture of light, shape (2, h, w), with its share in a mixture."""


def _mixture(pictures: Sequence[Shared], rows: slice) -> NDArray[np.float32]:
    """Some rows of a mixture of pictures."""
    if len(pictures) == 1 and pictures[0][1] == 1:
        return pictures[0][0][:, rows]
    return sum((share * picture[:, rows] for picture, share in pictures), np.zeros((), np.float32))


def _front(
    across: NDArray[np.float64], front: float
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    place = front * (1 + 2 * FRONT_SHARE) - FRONT_SHARE
    arrived = np.clip((place - across) / FRONT_SHARE + 0.5, 0, 1)
    arrived *= arrived * (3 - 2 * arrived)
    strength = PULSE * 4 * front * (1 - front)
    pulse = 1 + strength * np.exp(-(((across - place) / PULSE_SHARE) ** 2))
    return (1 - arrived).astype(np.float32), (arrived * pulse).astype(np.float32)


def _shine(
    pixels: NDArray[np.uint8],
    light: NDArray[np.float32],
    colors: NDArray[np.float32],
    *,
    is_plain: bool,
) -> None:
    # Mostly there is only the background: one color instead of an array of them.
    whole = pixels.view(np.uint32)
    plain = is_plain or bool((whole == whole[0, 0]).all())
    opaque = pixels[0, 0, 3] == 255 if plain else pixels[..., 3].min() == 255
    below = pixels[0, 0].copy() if plain else np.moveaxis(pixels, 2, 0)
    darkest = np.ones(light.shape[1:], dtype=np.float32)
    for channel in range(3):
        dark = light[0] * -colors[0, channel]
        dark -= light[1] * colors[1, channel]
        np.exp(dark, out=dark)
        if not opaque:
            np.minimum(darkest, dark, out=darkest)
        dark *= np.subtract(255, below[channel], dtype=np.float32)
        np.subtract(255.5, dark, out=pixels[..., channel], casting="unsafe")
    if not opaque:
        clear = np.subtract(255, pixels[..., 3], dtype=np.float32)
        np.subtract(255.5, darkest * clear, out=pixels[..., 3], casting="unsafe")


def dark_connections(
    columns: Sequence[NDArray[np.float64]],
    radii: Sequence[float],
    *,
    color: str,
    palette: Palette,
) -> Group:
    """Connections from each column of neurons, shape (neurons, 3), to the next, still dark.

    All of one color: they have no signs.
    """
    lights = Group()
    for (starts, ends), (before, after) in zip(pairwise(columns), pairwise(radii), strict=True):
        light = ConnectionLight(
            starts, ends, start_radius=before, end_radius=after,
            weights=np.ones((len(ends), len(starts))), palette=palette,
        )  # fmt: skip
        light.colors = np.array(2 * [rgb(color)], dtype=np.float32)
        lights.add(light)
    return lights
