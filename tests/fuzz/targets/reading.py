"""What all targets that read files share: how a reader may end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from network.errors import LONGEST_LINE, NeuroscenesError
from tests.fuzz.cases import FaultError

if TYPE_CHECKING:
    from collections.abc import Callable


def read(reader: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """What a reader gives, None when it refuses the file in one clear line.

    Raises
    ------
    FaultError
        When the line is none, or says nothing.
    """
    try:
        return reader(*args, **kwargs)
    except NeuroscenesError as error:
        check_line(str(error))
        return None


def check_line(told: str) -> None:
    """Refuse what may not stand on a terminal as one line."""
    if not told.isprintable() or not told.strip():
        raise FaultError(f"told {told!r}")
    if len(told) > LONGEST_LINE:
        raise FaultError(f"told {len(told)} characters")
