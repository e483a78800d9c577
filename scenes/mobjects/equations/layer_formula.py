"""One layer as a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.mobjects.text.typst_text import Formula
from scenes.stage.theme import FORMULA_SIZES
from scenes.subject.activation_looks import activation_look

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scenes.stage.theme import Palette

SIGNS = ("eq", "open", "plus", "close")
"""Labels of the signs between the letters."""


class LayerFormula(Formula):
    """What a layer, counted from 0, makes of its inputs: `a_1 = f(W_1 a_0 + b_1)`.

    Its parts are labeled `in`, `w`, `b`, `s` (the function), `out`, and the signs as in `SIGNS`.
    """

    def __init__(
        self, layer: int, activation: str, palette: Palette, *, size: str = "body"
    ) -> None:
        before, after = layer, layer + 1
        parts = {
            "out": f"a_{after}", "eq": "=", "s": activation_look(activation).symbol, "open": "\\(",
            "w": f"W_{after}", "in": f"a_{before}", "plus": "+", "b": f"b_{after}", "close": "\\)",
        }  # fmt: skip
        super().__init__(
            joined(parts), size=size, colors={"s": palette.function, "b": palette.bias}
        )


def joined(parts: Mapping[str, str]) -> str:
    """Typst code of a formula of labelled parts, from left to right."""
    code = " ".join(f"{{{{ {part} : {name} }}}}" for name, part in parts.items())
    # A space between a word and its bracket would be seen.
    return code.replace(" {{ \\(", "{{ \\(")


def fitting_lines(activations: Sequence[str], palette: Palette, width: float) -> list[LayerFormula]:
    """Formulas of layers in the largest size in which all fit into so much width.

    Where none does, they are in the smallest.
    """
    for size in FORMULA_SIZES:
        lines = [
            LayerFormula(layer, activation, palette, size=size)
            for layer, activation in enumerate(activations)
        ]
        if max(line.width for line in lines) <= width:
            break
    return lines
