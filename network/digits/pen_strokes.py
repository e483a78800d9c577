"""Pen strokes: smooth curves through control points, and gentle distortions of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.interpolate import CubicSpline

from network.errors import OptionError
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_PATH_SAMPLES = 120
_SAMPLES_A_SPAN = 24


@dataclass(frozen=True, eq=False)
class Stroke(FrozenRecord):
    """What a pen does from touching the paper to leaving it.

    Attributes
    ----------
    points
        Control points, shape `(n, 2)`, in the box 0..1 with x to the right and y down. A point that
        comes twice in a row is a corner.

    Raises
    ------
    OptionError
        If the points are of another shape, not finite, or all in one place.
    """

    points: NDArray[np.float64]

    def __post_init__(self) -> None:
        """Check the points, then lock a copy of them."""
        points = locked(self.points, np.float64)
        if points.ndim != 2 or points.shape[1:] != (2,):  # noqa: PLR2004 - x and y
            raise OptionError(f"points of a stroke must have shape (n, 2), got {points.shape}")
        if not np.isfinite(points).all() or (points == points[:1]).all():
            raise OptionError("points of a stroke must be finite, and in two places or more")
        object.__setattr__(self, "points", points)


def stroke_path(stroke: Stroke, samples: int = _PATH_SAMPLES) -> NDArray[np.float64]:
    """Follow the pen: a smooth curve through the control points, sharp only at corners.

    Parameters
    ----------
    stroke
        Control points in the box 0..1, y down.
    samples
        How many points to return, 2 or more.

    Returns
    -------
    Shape `(samples, 2)`, evenly spaced along the curve from the first control point to the last.

    Raises
    ------
    OptionError
        If fewer than 2 samples are asked for.

    References
    ----------
    E. T. Y. Lee, "Choosing nodes in parametric curve interpolation", Computer-Aided Design 21
    (1989): the centripetal parameter, which keeps unevenly spaced points free of loops.
    """
    if samples < 2:  # noqa: PLR2004 - both ends
        raise OptionError(f"samples of a stroke's path must be 2 or more, got {samples}")
    curve = np.concatenate([_smooth_curve(points) for points in _between_corners(stroke.points)])
    lengths = _cumulative(_steps(curve))
    wanted = np.linspace(0.0, lengths[-1], samples)
    return np.column_stack([np.interp(wanted, lengths, curve[:, axis]) for axis in (0, 1)])


def _between_corners(points: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Split the control points wherever one comes twice in a row."""
    is_corner = np.all(points[1:] == points[:-1], axis=1)
    pieces = np.split(points, np.flatnonzero(is_corner) + 1)
    return [piece for piece in pieces if len(piece) > 1]


def _smooth_curve(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sample the natural cubic spline through the points."""
    knots = _cumulative(np.sqrt(_steps(points)))
    fine = np.linspace(0.0, knots[-1], _SAMPLES_A_SPAN * (len(points) - 1) + 1)
    return np.asarray(CubicSpline(knots, points, bc_type="natural")(fine), np.float64)


def _steps(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distance from each point to the next."""
    return np.asarray(np.linalg.norm(np.diff(points, axis=0), axis=1), np.float64)


def _cumulative(steps: NDArray[np.float64]) -> NDArray[np.float64]:
    """Way covered after 0, 1, 2, ... steps."""
    return np.concatenate([[0.0], np.cumsum(steps)])


_ROTATION_DEGREES = 9.0
_SLANT = 0.15
_STRETCH = 0.12
_WAVE_HEIGHT = 0.02
_WAVES = 4


def warp_strokes(strokes: Sequence[Stroke], rng: np.random.Generator) -> tuple[Stroke, ...]:
    """Turn, slant, stretch and bend strokes a little.

    All strokes go through one smooth map of the plane, so that what touches keeps touching, and
    corners stay corners.

    Parameters
    ----------
    strokes
        Strokes in the box 0..1. The warped ones may stick out of it.
    """
    affine, waves = _affine_map(rng), _waves(rng)
    return tuple(Stroke(_bend((stroke.points - 0.5) @ affine + 0.5, waves)) for stroke in strokes)


def _affine_map(rng: np.random.Generator) -> NDArray[np.float64]:
    """Matrix `(2, 2)` of a small rotation, slant and stretch."""
    angle = np.radians(_ROTATION_DEGREES) * rng.uniform(-1, 1)
    rotation = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    slant = np.array([[1.0, 0.0], [_SLANT * rng.uniform(-1, 1), 1.0]])
    return np.asarray(rotation @ slant * np.exp(_STRETCH * rng.uniform(-1, 1, 2)), np.float64)


def _waves(rng: np.random.Generator) -> tuple[NDArray[np.float64], ...]:
    """Long waves over the paper: wave numbers, phases and displacements."""
    numbers = np.pi * rng.uniform(0.5, 2.0, (2, _WAVES)) * rng.choice([-1, 1], (2, _WAVES))
    phases = rng.uniform(0, 2 * np.pi, _WAVES)
    return numbers, phases, rng.normal(0.0, _WAVE_HEIGHT, (_WAVES, 2))


def _bend(
    points: NDArray[np.float64], waves: tuple[NDArray[np.float64], ...]
) -> NDArray[np.float64]:
    """Move each point by what the waves are at its place."""
    numbers, phases, displacements = waves
    return np.asarray(points + np.sin(points @ numbers + phases) @ displacements, np.float64)
