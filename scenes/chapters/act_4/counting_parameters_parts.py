"""What parameters are counted by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from manim import RIGHT, VGroup

from scenes.mobjects.network.network_diagram import NetworkDiagram, rest_light
from scenes.mobjects.text.typst_text import Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage.layout import fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation, Mobject

    from scenes.subject.sourced import Sourced


def product_of(before: Sourced, after: Sourced, line: ValueLabel, room: float) -> Words:
    """What a layer's connections are counted by, inputs times neurons, where their count will be.

    It ends where the line of the sum ends, and is `room` wide at most, in scene units.
    """
    words = Words(
        "{before} \N{MULTIPLICATION SIGN} {after}", size="focus", before=before, after=after
    )
    return _on_line(words, line, room)


def sum_of(sizes: Sequence[Sourced], color: str, line: ValueLabel, room: float) -> Words:
    """What biases are counted by, the neurons of all layers, where their count will be."""
    slots: dict[str, Any] = {f"layer_{i}": size for i, size in enumerate(sizes)}
    text = " + ".join(f"{{{name}}}" for name in slots)
    words = Words(text, size="focus", color=color, **slots)
    return _on_line(words, line, room)


def _on_line(words: Words, line: ValueLabel, room: float) -> Words:
    fit(words, room, 1.2 * line.height)
    return words.move_to(line).align_to(line, RIGHT)


LINE_SHARE = 0.93
"""Height of a line's em square, of the distance to the next one, at most."""


def sum_lines(counts: Sequence[Sourced], frame: Mobject) -> VGroup:
    """Numbers to be added, one below the other, in the place of a frame."""
    pitch = frame.height / len(counts)
    signed = (count.shown_as(decimals=None, signed=i > 0) for i, count in enumerate(counts))
    lines = VGroup(*(ValueLabel(count, size="focus", align="right") for count in signed))
    widest = max(line.width for line in lines)
    factor = min(1.0, LINE_SHARE * pitch / lines[0].em_height, frame.width / widest)
    for number, line in enumerate(lines):
        line.scale(factor).end_at(0.0, -number * pitch)
    return lines.move_to(frame)


def dim(diagram: NetworkDiagram, layer: int, *, seconds: float = 0.8) -> Animation:
    """Let the connections into a layer go back to rest."""
    light, weights = diagram.connections[layer], diagram.record[f"model.layers[{layer}].weights"]
    resting = light.animate(run_time=seconds).set_light(rest_light(weights.values), weights)
    return resting.build()
