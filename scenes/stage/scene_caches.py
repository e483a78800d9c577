"""What modules keep while a scene runs, and forget when it has ended."""

from __future__ import annotations

from collections.abc import Callable

_forgetting: list[Callable[[], None]] = []


def forgotten_after_a_scene(forget: Callable[[], None]) -> Callable[[], None]:
    """Decorate a function that forgets what was kept for a scene.

    So the code that ends a scene need not import the modules that keep something for it.
    """
    _forgetting.append(forget)
    return forget


def forget_scene() -> None:
    """Forget all that was kept for the scene that has ended."""
    for forget in _forgetting:
        forget()
