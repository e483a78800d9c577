"""The ledger in which parameters are added up, and the light that sweeps through a layer."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import DOWN, RIGHT, UP, Line, VGroup

from scenes.mobjects.grids.elision import end_indices
from scenes.mobjects.network.network_diagram import rest_light
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.theme import SMALLEST_OF_FIRST_CUT, text_sizes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation

    from scenes.mobjects.network.network_diagram import NetworkDiagram
    from scenes.subject.sourced import Sourced

WIDEST_PITCH = 0.62
GAP = 0.25
"""Between a term and its value, scene units."""
ABOVE_TOTAL = 0.36
BESIDE_RULE = 0.3
"""Free on both sides of a rule that stands."""


class CountLedger(VGroup):
    """A short sum, written as on paper.

    Parameters
    ----------
    terms
        Words such as `784 x 16`, and what each comes to.
    total
        The number behind the rule, as it is first.
    left, right, middle, height
        What the ledger fills; `middle` is its height on the stage.
    aside
        Width of the room for the total at the right, where the height is small; without it the
        total stands below all lines.
    """

    def __init__(
        self,
        terms: Sequence[tuple[Words, Sourced]],
        total: Sourced,
        *,
        left: float,
        right: float,
        middle: float,
        height: float,
        aside: float = 0.0,
    ) -> None:
        # The total is set larger: below the others it takes two lines.
        lines = len(terms) + (0 if aside else 2)
        pitch = min(WIDEST_PITCH, height / lines)
        top = middle + pitch * (lines - 1) / 2
        end, right = right, right - (aside + 2 * BESIDE_RULE if aside else 0)
        self.terms, self.values = VGroup(), VGroup()
        for line, (term, sourced) in enumerate(terms):
            y = top - line * pitch
            value = ValueLabel(sourced, size="body", align="right")
            # By the digits: a comma reaches below the line.
            value.set_x(right, direction=RIGHT).shift((y - value.digit_box.get_y()) * UP)
            room = right - left - value.width - GAP
            if term.width > room:
                term.scale(room / term.width)
            term.set_x(left, direction=-RIGHT)
            self.terms.add(_on_the_line_of(value, term))
            self.values.add(value)
        self.total = ValueLabel(total, size="title", align="right")
        if aside:
            x, half = right + BESIDE_RULE, pitch * lines / 2
            self.rule = Line([x, middle + half, 0], [x, middle - half, 0])
            self.total.set_x(end, direction=RIGHT)
            self.total.shift((middle - self.total.digit_box.get_y()) * UP)
        else:
            y = top - (len(terms) - 0.3) * pitch
            self.rule = Line(np.array([left, y, 0]), np.array([right, y, 0]))
            self.total.set_x(right, direction=RIGHT).set_y(y - ABOVE_TOTAL, direction=UP)
        self.rule.set_stroke(theme.SECONDARY, width=2)
        super().__init__(self.terms, self.values, self.rule, self.total)


def _on_the_line_of(value: ValueLabel, term: Words) -> Words:
    return term.shift((value.baseline - term[0].get_edge_center(DOWN)[1]) * UP)


def connections_between(before: Sourced, after: Sourced) -> Words:
    """How many connections lead from one layer into the next, as a product of their sizes."""
    return Words("{before} \N{MULTIPLICATION SIGN} {after}", before=before, after=after)


MORE = "more"
"""The slot of the dots."""


def bias_place(layer: int) -> str:
    """The slot of a layer, counted from 0 behind the input, in the last term of the bill."""
    return f"n{layer}"


def parameter_ledger(
    sizes: Sequence[Sourced],
    weights: Sequence[Sourced],
    biases: Sourced,
    *,
    color: str,
    **place: float,
) -> CountLedger:
    """A ledger with a line for the weights of every layer, and one for all biases.

    Parameters
    ----------
    sizes
        Neurons of each layer, input included.
    weights
        How many lead into each layer behind the input; the first of them is the first total.
    place
        As for `CountLedger`.
    """
    terms = [connections_between(*pair) for pair in pairwise(sizes)]
    aside = place.get("aside", 0.0)
    room = place["right"] - place["left"] - (aside + 2 * BESIDE_RULE if aside else 0.0) - GAP
    room -= ValueLabel(biases, size="body").width
    shrinking = text_sizes()["body"] / SMALLEST_OF_FIRST_CUT
    bias_term = _sum_of(sizes[1:], color=color, width=room * shrinking)
    lines = [*zip(terms, weights, strict=True), (bias_term, biases)]
    return CountLedger(lines, weights[0], **place)


def _sum_of(sizes: Sequence[Sourced], *, color: str, width: float) -> Words:
    """Sizes with plus signs between them; of too many for the width, dots stand for some."""
    for slots in range(len(sizes), 0, -1):
        drawn = end_indices(len(sizes), slots)
        written: dict[str, Any] = {bias_place(layer): sizes[layer] for layer in drawn.indices}
        names = list(written)
        if drawn.is_elided:
            names.insert(drawn.dots_at, MORE)
            written[MORE] = Verbatim("\N{HORIZONTAL ELLIPSIS}")
        term = Words(" + ".join(f"{{{name}}}" for name in names), color=color, **written)
        if term.width <= width:
            break
    return term


def sweep(
    diagram: NetworkDiagram, layer: int, *, brighter: float, seconds: float = 1.0
) -> Animation:
    """Let a front of light cross the connections into a layer; they still show |w|.

    Parameters
    ----------
    layer
        Counted from 0, the first layer after the input.
    brighter
        How many times brighter than at rest they are behind the front.
    """
    light, weights = diagram.connections[layer], diagram.record[f"model.layers[{layer}].weights"]
    light.send(brighter * rest_light(weights.values), weights)
    return light.animate(run_time=seconds).set_front(1).build()


def dim(diagram: NetworkDiagram, layer: int, *, seconds: float = 0.8) -> Animation:
    """Let the connections into a layer go back to rest."""
    light, weights = diagram.connections[layer], diagram.record[f"model.layers[{layer}].weights"]
    resting = light.animate(run_time=seconds).set_light(rest_light(weights.values), weights)
    return resting.build()
