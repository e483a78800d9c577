"""Tests run in children of a process that has loaded the libraries already."""

from __future__ import annotations

import contextlib
import gc
import importlib
import importlib.abc
import importlib.util
import io
import os
import resource
import signal
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, FrameType, ModuleType

MOST_BYTES = 4 << 30
"""A change may ask for any amount of memory: beyond this it is refused, and the test fails."""
LIBRARIES = (
    *("anyio.pytest_plugin", "hypothesis.extra.numpy", "numpy", "onnx.reference", "PIL.ImageDraw"),
    *("pooch", "pytest", "safetensors.numpy", "scipy.interpolate", "scipy.ndimage", "scipy.sparse"),
    *("scipy.spatial", "xdist.plugin"),
)


def warm_up() -> None:
    """Load what takes long and is never changed; not `network`, which every child loads anew."""
    for name in LIBRARIES:
        importlib.import_module(name)
    gc.freeze()  # no child looks for garbage among them


def passes(files: Sequence[str], seconds: float, mutant: Finder | None = None) -> bool:
    """Whether tests succeed, with a module changed, in so many seconds of the processor."""

    def work() -> bool:
        if mutant:
            sys.meta_path.insert(0, mutant)
        return _succeeds(files)

    return _in_child(work, seconds)


class Finder(importlib.abc.MetaPathFinder):
    """Gives a changed module in place of the one on disk."""

    def __init__(self, root: Path, path: str, source: str) -> None:
        self.name, self.file, self.source = path[:-3].replace("/", "."), root / path, source

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Answer for that module alone."""
        del path, target
        if fullname != self.name:
            return None
        loader = _Changed(fullname, str(self.file))
        loader.source = self.source
        return importlib.util.spec_from_file_location(fullname, self.file, loader=loader)


class _Changed(SourceFileLoader):
    source: str

    def get_code(self, fullname: str) -> CodeType:
        """Compile the change; what is kept of the module on disk is not asked for."""
        del fullname
        return compile(self.source, self.path, "exec", dont_inherit=True)


def _succeeds(files: Sequence[str]) -> bool:
    """Run test files up to the first failure, silently, and read none before it is its turn."""
    import pytest

    successes = (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)

    # Plugins are loaded before pytest could rewrite their assertions.
    options = (
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "-W",
        "ignore::pytest.PytestAssertRewriteWarning",
    )
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return all(pytest.main([*options, file]) in successes for file in files)


def _in_child(work: Callable[[], bool], seconds: float) -> bool:
    """Whether a child does its work; not so if it dies, or takes more seconds of the processor."""
    child = os.fork()
    if child == 0:
        succeeds = False
        try:
            # What the tests begin belongs to the child, and ends with it.
            os.setpgid(0, 0)
            resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
            resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 1))
            succeeds = work()
        finally:
            os._exit(not succeeds)
    with contextlib.suppress(OSError):
        os.setpgid(child, child)

    def end(_number: int, _frame: FrameType | None) -> None:
        os.killpg(child, signal.SIGKILL)

    signal.signal(signal.SIGALRM, end)
    # On a machine with much to do a second of the processor lasts; what sleeps takes none.
    signal.setitimer(signal.ITIMER_REAL, 60 + 20 * seconds)
    try:
        _, status = os.waitpid(child, 0)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    return status == 0
