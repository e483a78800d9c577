"""Pictures and networks that are brought to another place at another size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenes.mobjects.network.neuron import NeuronColumn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from manim import Mobject
    from numpy.typing import NDArray

    from scenes.stage.layout import Stage


def resized(
    parts: Iterable[Mobject],
    factor: float,
    *,
    about: NDArray[Any],
    to: NDArray[Any],
) -> list[Any]:
    """Bring parts of a network, so many times as large, from one middle to another.

    The rims of its neurons get thinner with it.
    """
    moves = []
    for part in parts:
        move = part.animate.scale(factor, about_point=about).shift(to - about)
        if isinstance(part, NeuronColumn):
            move = move.set_stroke(width=factor * part[0].stroke_width)
        moves.append(move)
    return moves


def sized(part: Mobject, room: Stage, **kwargs: Any) -> Any:
    """Let something square take a room."""
    return part.animate(**kwargs).scale(room.width / part.width).move_to(room.center)
