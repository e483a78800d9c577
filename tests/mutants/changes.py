"""Small changes to `network` that a test should notice, by the operators of Cosmic Ray."""

from __future__ import annotations

import ast
import difflib
import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

OPERATORS = {
    name: get_operator(name)() for name in operator_names() if not get_operator(name).arguments()
}
CACHES = ("cache", "lru_cache", "functools.cache", "functools.lru_cache")
"""What only remembers: without it everything is as it was, but slower."""


@dataclass(frozen=True)
class Mutant:
    """One changed place of a module.

    Attributes
    ----------
    path
        Of the module, from the project's root.
    occurrence
        Which of the places that the operator can change, from 0.
    line
        Where it is, from 1.
    """

    path: str
    operator: str
    occurrence: int
    line: int

    def key(self, source: str) -> str:
        """What tells it from all others, those of the module's other versions included."""
        version = hashlib.sha256(source.encode()).hexdigest()[:16]
        return f"{self.path} {version} {self.operator} {self.occurrence}"

    def changed(self, source: str) -> str:
        """The module with the change."""
        return str(mutate_code(source, OPERATORS[self.operator], self.occurrence))

    def difference(self, source: str) -> tuple[str, str]:
        """Lines that are no longer there, and those that came in their place."""
        lines = list(difflib.ndiff(source.splitlines(), self.changed(source).splitlines()))
        was, becomes = (
            " / ".join(line[2:].strip() for line in lines if line.startswith(mark)) for mark in "-+"
        )
        return was, becomes


@cache
def changeable(root: Path, path: str) -> dict[tuple[int, int], list[Mutant]]:
    """All places of a module that can be changed, by line and column, with their changes."""
    places: dict[tuple[int, int], list[Mutant]] = {}
    for position, mutant in _mutants(path, (root / path).read_text(encoding="utf-8")):
        places.setdefault(position, []).append(mutant)
    return places


def sample(root: Path, path: str, count: int, seed: int) -> list[Mutant]:
    """Draw so many places of a module, or all if there are fewer, with one change of each."""
    source = (root / path).read_text(encoding="utf-8")
    places = changeable(root, path)
    drawn = random.Random(f"{seed} {path}")  # noqa: S311 - it keeps no secret
    order = sorted(places)
    drawn.shuffle(order)
    found: list[Mutant] = []
    for position in order:
        mutant = drawn.choice(places[position])
        if len(found) < count and _is_python(mutant.changed(source)):
            found.append(mutant)
    return sorted(found, key=lambda mutant: mutant.line)


def _mutants(path: str, source: str) -> Iterator[tuple[tuple[int, int], Mutant]]:
    unread = _unread_places(source)
    occurrences = dict.fromkeys(OPERATORS, 0)
    for node in ast_nodes(get_ast(source)):
        for name, operator in OPERATORS.items():
            for start, _ in operator.mutation_positions(node):
                if not any(low <= start < high for low, high in unread):
                    yield start, Mutant(path, name, occurrences[name], start[0])
                occurrences[name] += 1


def _unread_places(source: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Start and end of what Python never evaluates here, or only to be quicker."""
    found: list[ast.AST] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.AnnAssign | ast.arg) and node.annotation is not None:
            found.append(node.annotation)
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            found.append(node)
        elif isinstance(node, ast.FunctionDef):
            found += [each for each in node.decorator_list if ast.unparse(each).startswith(CACHES)]
            found += [node.returns] * (node.returns is not None)
    # The operator that removes a decorator stands at its `@`, a column before.
    return [
        ((node.lineno, node.col_offset - 1), (node.end_lineno, node.end_col_offset))
        for node in found
    ]


def _is_python(source: str) -> bool:
    try:
        compile(source, "mutant", "exec")
    except (SyntaxError, ValueError):
        return False
    return True
