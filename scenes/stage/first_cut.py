"""Which cut is drawn: scenes that are not redrawn yet keep the sizes and places of the first."""

from __future__ import annotations

_is_first = False


def is_first_cut() -> bool:
    """Whether the scene that runs now keeps the sizes and places of the first cut."""
    return _is_first


def use_first_cut(is_first: bool) -> None:
    """Say which cut is drawn from now on."""
    global _is_first  # noqa: PLW0603 - goes with the last scene of the first cut
    _is_first = is_first
