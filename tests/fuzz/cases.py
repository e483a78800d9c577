"""A case: an input for a reader, a command or a server, which can be kept and run again."""

from __future__ import annotations

import base64
import json
import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Case:
    """An input.

    Attributes
    ----------
    kind
        Name of the target that it is for.
    files
        Contents by name; they lie in the scratch folder while the case runs.
    told
        What else the target needs, as JSON has it.
    """

    kind: str
    files: dict[str, bytes] = field(default_factory=dict)
    told: Any = None

    def as_json(self) -> str:
        """For a file; lone surrogates are escaped in it."""
        files = {name: base64.b64encode(content).decode() for name, content in self.files.items()}
        return json.dumps({"kind": self.kind, "files": files, "told": self.told}, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Case:
        """Undo `as_json`."""
        found = json.loads(text)
        files = {name: base64.b64decode(content) for name, content in found["files"].items()}
        return cls(found["kind"], files, found["told"])


class FaultError(Exception):
    """What must not happen."""


class Target(Protocol):
    """What takes inputs.

    Attributes
    ----------
    name
        Kind of its cases.
    share
        How many of its cases are in a hundred, roughly.
    """

    name: str
    share: float

    def case(self, rng: random.Random) -> Case:
        """Make an input."""

    def run(self, case: Case, folder: Path) -> None:
        """Use an input whose files lie in a folder.

        Raises
        ------
        FaultError
            When what comes of it is neither a result nor one clear line; whatever else is raised
            is a fault too.
        """


def generator(seed: int, number: int) -> random.Random:
    """The randomness of one case: the same for every process, and for any case before it."""
    return random.Random(f"{seed}:{number}")
