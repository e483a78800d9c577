"""What libraries import for other work than ours is imported when it is used."""

from __future__ import annotations

import importlib
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


FOR_OTHER_WORK = ("bs4", "networkx", "scipy.fft", "scipy.optimize", "scipy.sparse.linalg")
"""With these manim draws code and graphs, and SciPy solves what no scene asks: a third of the time
in which a worker starts, and a quarter of its memory."""


class Deferred:
    """A module, or something in it, that is imported when it is called, derived from or asked for.

    Parameters
    ----------
    module
        Its full name.
    path
        Names that lead from the module to what is meant.
    """

    def __init__(self, module: str, *path: str) -> None:
        self._module, self._path = module, path

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Deferred(self._module, *self._path, name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Import it, and call it."""
        return self._found()(*args, **kwargs)

    def __instancecheck__(self, instance: object) -> bool:
        return isinstance(instance, self._found())

    def __mro_entries__(self, _bases: tuple[Any, ...]) -> tuple[type, ...]:
        return (self._found(),)

    def _found(self) -> Any:
        found: Any = importlib.import_module(self._module)
        for name in self._path:
            found = getattr(found, name)
        return found


@contextmanager
def deferring(modules: Iterable[str], *, absent: Iterable[str] = ()) -> Iterator[None]:
    """Within this, `import` finds these modules deferred, if nobody has imported them yet.

    Parameters
    ----------
    modules
        Full names.
    absent
        Names of modules that can't be imported within this, for what does well without.
    """
    stand_ins: dict[str, Any] = {
        name: Deferred(name) for name in modules if name not in sys.modules
    }
    stand_ins |= {name: None for name in absent if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name, name) is stand_in:
                del sys.modules[name]
