"""A whole network in one line: layers inside layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.mobjects.layer_equation import FUNCTION_CODES
from scenes.mobjects.layer_formula import joined
from scenes.mobjects.text import Formula
from scenes.theme import TEXT_SIZES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.theme import Palette

SHRUNK = 0.93
"""A formula may be so much smaller than its size says, but not smaller than the next size."""


class NestedFormula(Formula):
    """`f(W_2 f(W_1 a + b_1) + b_2)`: what a network makes of its input.

    Parameters
    ----------
    activations
        Names of the layers' activation functions; the identity is not written.
    palette
        Whose colors functions and biases have.
    size
        `title`, `body` or `note`.

    Attributes
    ----------
    parts
        Labels of all parts from left to right: `s0` is the first layer's function, `w0` are its
        weights, `b0` its biases; `o0`, `p0` and `c0` are its signs, and `a` is the input.
    """

    def __init__(self, activations: Sequence[str], palette: Palette, *, size: str) -> None:
        codes = _parts(activations)
        self.parts = tuple(codes)
        colors = {name: palette.signal for name in codes if name[0] == "s"}
        colors |= {name: palette.bias for name in codes if name[0] == "b"}
        code = joined(codes)
        super().__init__(code, size=size, colors=colors)


def fitting_formula(activations: Sequence[str], palette: Palette, width: float) -> NestedFormula:
    """The formula of a network in the largest size that fits into so much width.

    One that is a little too wide is shrunk. Where no size fits, it is in the smallest.
    """
    sizes = sorted(TEXT_SIZES, key=lambda size: TEXT_SIZES[size], reverse=True)
    formula = NestedFormula(activations, palette, size=sizes[0])
    for size in sizes[1:]:
        if SHRUNK * formula.width <= width:
            break
        formula = NestedFormula(activations, palette, size=size)
    return formula.scale(max(SHRUNK, min(1.0, width / formula.width)))


def _parts(activations: Sequence[str]) -> dict[str, str]:
    """Label and Typst code of each part."""
    opening: dict[str, str] = {}
    closing: dict[str, str] = {}
    for i, function in enumerate(activations):
        is_bent, is_inner = function != "identity", i < len(activations) - 1
        outer = {f"s{i}": FUNCTION_CODES[function]} if is_bent else {}
        if is_bent or is_inner:
            outer[f"o{i}"] = "\\("
        opening = {**outer, f"w{i}": f"W_{i + 1}", **opening}
        closing |= {f"p{i}": "+", f"b{i}": f"b_{i + 1}"}
        if is_bent or is_inner:
            closing[f"c{i}"] = "\\)"
    return {**opening, "a": "a", **closing}
