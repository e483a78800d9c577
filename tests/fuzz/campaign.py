"""A campaign: cases by the thousand in a worker that is begun anew when one of them ends it."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from tests.fuzz.worker import made, targets_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0
"""Seconds of the processor that one case may take before its process is ended."""
LONGEST_WAIT = 600.0
"""Seconds on the clock, on a machine that may be busy: of a case that waits for something."""
STATE = "state.json"
SAVED_EVERY = 500
CASES_OF_A_WORKER = 5000
"""A new process then begins, so that what stays in memory of each does not add up."""


@dataclass
class State:
    """How far a campaign has come; it is kept in a file.

    Attributes
    ----------
    next
        Number of the case that comes next.
    cases, faults
        How many there were, by kind.
    """

    seed: int
    next: int = 0
    cases: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    @classmethod
    def read(cls, path: Path, seed: int) -> Self:
        """The state of this seed's campaign, a new one if there is none."""
        try:
            found = json.loads(path.read_text())
            if found["seed"] == seed:
                counts = {name: Counter(found[name]) for name in ("cases", "faults")}
                return cls(**{**found, **counts})
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return cls(seed)

    def write(self, path: Path) -> None:
        """Keep it."""
        path.write_text(json.dumps(vars(self), indent=1))


class Campaign:
    """Runs the cases of a seed up to a number.

    Parameters
    ----------
    folder
        For the state, the faults, and all that is written meanwhile.
    only
        Kinds of cases; all when empty.
    """

    def __init__(self, folder: Path, seed: int, only: Sequence[str] = ()) -> None:
        self.folder, self.only = folder.resolve(), only
        self.faults = self.folder / "faults"
        self.faults.mkdir(parents=True, exist_ok=True)
        name = STATE if not only else f"state-{'-'.join(only)}.json"
        self._path = self.folder / name
        self.state = State.read(self._path, seed)

    def run(self, count: int, tell: Callable[[str], None]) -> None:
        """Go on until so many cases have been run."""
        begin = time.monotonic()
        before = self.state.seconds
        while self.state.next < count:
            end = min(self.state.next + CASES_OF_A_WORKER, count)
            for number, kind, fault in self._results(self.state.next, end):
                self.state.next = number + 1
                self.state.cases[kind] += 1
                if fault is not None:
                    self.state.faults[kind] += 1
                    tell(self._keep(number, kind, fault))
                self.state.seconds = before + time.monotonic() - begin
                if self.state.next % SAVED_EVERY == 0:
                    self.state.write(self._path)
                    tell(self.summary())
        self.state.write(self._path)

    def again(self, kept: Path) -> str | None:
        """Run a case that was kept; its fault, None if there is none any more."""
        return next(self._results(0, 1, kept))[2]

    def summary(self) -> str:
        """How far it has come, in a line."""
        cases, faults = self.state.cases.total(), self.state.faults.total()
        return f"{cases:,} cases in {self.state.seconds:.0f} s, {faults} faults"

    def _keep(self, number: int, kind: str, fault: str) -> str:
        path = self.faults / f"{number:06}-{kind}.json"
        path.write_text(made(targets_of(self.only), self.state.seed, number).as_json())
        path.with_suffix(".txt").write_text(f"{fault}\n")
        return f"{path}: {fault}\n  again: python -m tests.fuzz --again {path}"

    def _results(
        self, start: int, stop: int, kept: Path | None = None
    ) -> Iterator[tuple[int, str, str | None]]:
        """Number, kind and fault of each case, until the process ends."""
        arguments = (self.state.seed, start, stop, ",".join(self.only), kept or "")
        with _Process(self.folder, arguments) as process:
            at: dict[str, Any] = {}
            while (message := process.message(PATIENCE, LONGEST_WAIT)) is not None:
                if "done" in message:
                    at = {}
                    yield message["done"], message["kind"], message["fault"]
                elif "at" in message:
                    at = message
            if at:
                yield at["at"], at["kind"], process.end()
            elif process.end() != "exit code 0":
                raise RuntimeError(f"the worker: {process.end()}: {process.complaint()}")


class _Process:
    """A worker, with a home, caches and temporary files in the folder of the campaign."""

    def __init__(self, folder: Path, arguments: Sequence[object]) -> None:
        self._home = folder / "home"
        self._home.mkdir(exist_ok=True)
        places = {"HOME": "", "XDG_CACHE_HOME": "cache", "TMPDIR": "temporary"}
        found = {name: self._home / place for name, place in places.items()}
        for place in found.values():
            place.mkdir(exist_ok=True)
        self._errors = (folder / "worker.err").open("w+b")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.fuzz.worker", *map(str, (folder, *arguments))],
            cwd=ROOT,
            env={
                **{name: value for name, value in os.environ.items() if "NEUROSCENES" not in name},
                **{name: str(place) for name, place in found.items()},
                **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1"),
                "PYTHONDONTWRITEBYTECODE": "1",
                "PYTHONPATH": str(ROOT),
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        self._ended_by = ""
        assert self._process.stdout is not None
        self._lines = b""
        self._pipe = self._process.stdout
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._pipe, selectors.EVENT_READ)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._pipe.close()
        self._errors.close()

    def message(self, patience: float, longest: float) -> dict[str, Any] | None:
        """The next message; None when the process has ended, also because it took too long."""
        begin, used = time.monotonic(), self._seconds()
        while b"\n" not in self._lines:
            if self._selector.select(timeout=0.5):
                piece = os.read(self._pipe.fileno(), 1 << 16)
                if not piece:
                    return None
                self._lines += piece
            elif self._seconds() - used > patience or time.monotonic() - begin > longest:
                self._ended_by = f"did not end: {self._seconds() - used:.0f} s of the processor"
                self._process.kill()
                return None
        line, _, self._lines = self._lines.partition(b"\n")
        found: dict[str, Any] = json.loads(line)
        return found

    def end(self) -> str:
        """How it ended."""
        code = self._process.wait()
        return self._ended_by or (f"signal {-code}" if code < 0 else f"exit code {code}")

    def complaint(self) -> str:
        """The end of what it wrote before its own streams were taken from it."""
        self._errors.seek(0)
        said = (self._home.parent / "said").read_bytes() if self._home.is_dir() else b""
        return (self._errors.read() + said)[-3000:].decode(errors="replace")

    def _seconds(self) -> float:
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
