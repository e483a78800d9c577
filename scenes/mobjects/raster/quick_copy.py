"""Copies of mobjects, which manim makes with every animation, at a fifth of the time."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Self

import numpy as np
from manim import CapStyleType, LineJointType, ManimColor

from scenes.subject.sourced import Sourced

_NUMBERS = (int, float, bool, str, type(None), np.float64)
UNCHANGING = frozenset({*_NUMBERS, ManimColor, LineJointType, CapStyleType, Sourced})
"""What a copy may share, because nobody changes it in place."""


class QuickCopy:
    """A mobject that is copied without asking Python how to copy a number or a color.

    Each of some forty attributes would otherwise go through `copy.deepcopy`.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Copy arrays, parts and all that may change; share the rest."""
        copied = type(self).__new__(type(self))
        memo[id(self)] = copied
        attributes = copied.__dict__
        for name, value in self.__dict__.items():
            kind = type(value)
            if kind in UNCHANGING:
                attributes[name] = value
            elif kind is np.ndarray:
                attributes[name] = value.copy()
            else:
                attributes[name] = deepcopy(value, memo)
        attributes["original_id"] = str(id(self))
        return copied
