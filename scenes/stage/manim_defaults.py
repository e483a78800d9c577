"""manim as its makers configured it: a user's `manim.cfg` is for the user's own scenes."""

from __future__ import annotations

import os
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_READS_FILES = "manim._config.utils"
"""The module of manim that looks for `manim.cfg` in the home and in the current folder."""


class _DefaultsAlone(MetaPathFinder):
    def find_spec(
        self, name: str, path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != _READS_FILES:
            return None
        spec = PathFinder.find_spec(name, path)
        if spec is not None and spec.loader is not None:
            execute = spec.loader.exec_module

            def execute_and_narrow(module: ModuleType) -> None:
                execute(module)
                library, *others = module.config_file_paths()
                module.config_file_paths = lambda: [library for _ in (library, *others)]  # type: ignore[attr-defined]

            spec.loader.exec_module = execute_and_narrow  # type: ignore[method-assign]
        return spec


def keep_to_manims_defaults() -> None:
    """Let manim, when it is imported, read no file of a user's.

    Where manim is imported before this package, as in plain `manim render`, the user's files count.
    """
    os.environ.setdefault("PATH", os.defpath)  # pydub, which manim imports, fails without one
    if "manim" not in sys.modules:
        sys.meta_path.insert(0, _DefaultsAlone())
