"""Gentle distortions of pen strokes, as if the same hand wrote once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from network.pen_strokes import Stroke

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_ROTATION_DEGREES = 9.0
_SLANT = 0.15
_STRETCH = 0.12
_WAVE_HEIGHT = 0.02
_WAVES = 4


def warp_strokes(strokes: Sequence[Stroke], rng: np.random.Generator) -> tuple[Stroke, ...]:
    """
    Turn, slant, stretch and bend strokes a little.

    All strokes go through one smooth map of the plane, so that what touches keeps touching, and
    corners stay corners.

    Parameters
    ----------
    strokes
        Strokes in the box 0..1. The warped ones may stick out of it.
    rng
        Where the distortion comes from.

    Returns
    -------
    As many strokes with as many control points each.
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
