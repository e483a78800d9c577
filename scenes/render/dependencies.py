"""What the picture of a scene depends on in this project: modules, measured records."""

from __future__ import annotations

import ast
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from network.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from network.mlp import MLP

PACKAGES = ("scenes", "network")
DRAWN_BY = ("scenes.chapter", "scenes.render.manim_session")
"""Modules that draw every scene, besides those that its chapter imports."""
NAMES_ONLY = ("scenes.catalog", "network.measurements.registry")
"""Tables of contents: they import what they list when it is asked for, and change no picture."""


def modules_of(chapter: str) -> frozenset[str]:
    """Every module of this project that a scene's code can reach.

    Parameters
    ----------
    chapter
        Name of the scene's file in `scenes/chapters`, without its ending.
    """
    found: set[str] = set()
    waiting = [f"scenes.chapters.{chapter}", *DRAWN_BY]
    while waiting:
        module = waiting.pop()
        if module not in found and module not in NAMES_ONLY:
            found.add(module)
            waiting += _read(_file_of(module)).imports
    return frozenset(found)


def measurements_of(chapter: str) -> tuple[str, ...]:
    """Names of the measured records that a scene declares as its `measurements`."""
    return _read(_file_of(f"scenes.chapters.{chapter}")).measurements


def code_checksum(chapter: str) -> str:
    """SHA-256 of all code that draws a scene."""
    return checksum(each.encode() for each in code_of(chapter).values())


def code_of(chapter: str) -> dict[str, str]:
    """SHA-256 of every module that a scene's code can reach, by name, in order of the alphabet."""
    return {module: _read(_file_of(module)).checksum for module in sorted(modules_of(chapter))}


def records_checksum(chapter: str, model: MLP, mnist_dir: Path | None) -> str:
    """SHA-256 of the measured records that a scene shows; those still to be made count as none."""
    from network.measurements.record_lookup import find_record

    found = (find_record(name, model, mnist_dir=mnist_dir) for name in measurements_of(chapter))
    return checksum(b"none" if each is None else each[1].read_bytes() for each in found)


def checksum(pieces: Iterable[bytes]) -> str:
    """SHA-256 of pieces, one after another."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


class _Module:
    """A file's checksum, what it imports when it runs, and the measurements that it declares."""

    def __init__(self, content: bytes) -> None:
        self.checksum = hashlib.sha256(content).hexdigest()
        nodes = list(_running_nodes(ast.parse(content)))
        self.imports = tuple(
            name for node in nodes for name in _imported(node) if _file_or_none(name) is not None
        )
        self.measurements: tuple[str, ...] = next(
            (
                ast.literal_eval(node.value)
                for node in nodes
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "measurements"
            ),
            (),
        )


def _read(path: Path) -> _Module:
    stamp = path.stat()
    return _read_once(path, stamp.st_mtime_ns, stamp.st_size)


@cache
def _read_once(path: Path, _modified: int, _size: int) -> _Module:
    return _Module(path.read_bytes())


def _running_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        # No expression imports, and what is imported for the type checker alone draws nothing.
        if isinstance(node, ast.expr) or (
            isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        ):
            continue
        yield node
        yield from _running_nodes(node)


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module is not None:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _file_of(module: str) -> Path:
    path = _file_or_none(module)
    if path is None:
        raise ModuleNotFoundError(f"{module}: no such module in this project")
    return path


def _file_or_none(module: str) -> Path | None:
    if module.split(".", maxsplit=1)[0] not in PACKAGES:
        return None
    path = ROOT.joinpath(*module.split("."))
    candidates = (path.with_suffix(".py"), path / "__init__.py")
    return next((each for each in candidates if each.exists()), None)
