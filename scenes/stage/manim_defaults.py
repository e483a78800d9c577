"""manim as its makers configured it: a user's `manim.cfg` and plugins are for own scenes."""

from __future__ import annotations

import logging
import os
import sys
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import TYPE_CHECKING

from scenes.stage.deferred_imports import FOR_OTHER_WORK, deferring

if TYPE_CHECKING:
    from collections.abc import Sequence


def _without_files(module: ModuleType) -> None:
    library, *others = module.config_file_paths()
    module.config_file_paths = lambda: [library for _ in (library, *others)]  # type: ignore[attr-defined]


def _without_plugins(module: ModuleType) -> None:
    module.get_plugins = dict  # type: ignore[attr-defined]


_NARROWED = {
    "manim._config.utils": _without_files,
    "manim.plugins.plugins_flags": _without_plugins,
}
"""Modules of manim that look for `manim.cfg` in the home and in the current folder, and for
installed plugins, all of which they run; and what is done to each as soon as it is imported."""


_OURS = ("network", "scenes")
"""Loggers of this project."""


_MANIM = "manim"
_FOR_NOTEBOOKS = ("IPython",)
"""manim does without where it is not installed; a notebook has imported it already."""


class _DefaultsAlone:
    def find_spec(
        self, name: str, path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        narrow = _NARROWED.get(name)
        if narrow is None and name != _MANIM:
            return None
        spec = PathFinder.find_spec(name, path)
        if spec is not None and spec.loader is not None:
            execute = spec.loader.exec_module

            def execute_changed(module: ModuleType) -> None:
                if narrow is None:
                    with deferring(FOR_OTHER_WORK, absent=_FOR_NOTEBOOKS):
                        execute(module)
                else:
                    execute(module)
                    narrow(module)

            spec.loader.exec_module = execute_changed  # type: ignore[method-assign]
        return spec


def keep_to_manims_defaults() -> None:
    """Let manim, when it is imported, read no file of a user's, run no plugin and take no logger.

    Where manim is imported before this package, as in plain `manim render`, these count.
    """
    os.environ.setdefault("PATH", os.defpath)  # pydub, which manim imports, fails without one
    if os.path.expanduser("~") == "~":  # noqa: PTH111 - pathlib raises
        os.environ["HOME"] = os.devnull  # nobody's user of a container: caches are done without
    if "manim" not in sys.modules:
        sys.meta_path.insert(0, _DefaultsAlone())
        _log_on_stderr()


def _log_on_stderr() -> None:
    """What this project logs is a line on stderr; of libraries nothing is shown.

    manim would print all that anybody logs, in a table, on stdout.
    """
    if not logging.root.handlers:
        logging.root.addHandler(logging.NullHandler())
        for name in _OURS:
            logging.getLogger(name).addHandler(logging.lastResort or logging.StreamHandler())
