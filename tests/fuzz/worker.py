"""A process that runs one case after another, under watch, and tells the campaign of each.

It writes lines of JSON: `at` when a case begins, then `done` with the fault, if there is one.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import logging
import os
import resource
import shutil
import sys
import traceback
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fuzz.cases import Case, FaultError, Target, generator
from tests.fuzz.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

ADDRESS_SPACE = 12 * 10**9
"""Room to ask for, in bytes: a case that would take the whole machine ends before it does."""
WARM_UP = 20
"""Cases of each target that are run without being judged: what is imported late is there then."""
KEPT_LINES = 12
"""Of a traceback."""


class Worker:
    """Runs cases in a folder of its own.

    Parameters
    ----------
    folder
        In which all that is written has to stay.
    """

    def __init__(self, targets: Sequence[Target], folder: Path) -> None:
        self._targets = {target.name: target for target in targets}
        self._scratch = folder / "scratch"
        self._said = (folder / "said").open("w+b", buffering=0)
        for number in (1, 2):  # what libraries written in C print as well
            os.dup2(self._said.fileno(), number)
        sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), write_through=True)
        sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), write_through=True)
        self._watch = Watch(folder)
        self._logged: list[str] = []
        for name in ("network", "scenes"):  # as `scenes.stage.manim_defaults` has it
            logging.getLogger(name).handlers[:] = [_Listener(self._logged)]
        # numpy's warnings of numbers that overflow go to the terminal of whoever reads such a file.
        warnings.simplefilter("always")

    def warm_up(self, seed: int) -> None:
        """Have everything loaded that most cases need."""
        for target in self._targets.values():
            for number in range(WARM_UP):
                case = target.case(generator(seed, -number))
                with contextlib.suppress(BaseException):
                    self._placed(
                        case, lambda case=case, target=target: target.run(case, self._scratch)
                    )

    def fault(self, case: Case) -> str | None:
        """Run a case; what was wrong, None when nothing was."""
        target = self._targets[case.kind]
        self._said.seek(0)
        self._said.truncate()
        self._logged.clear()

        def run() -> None:
            self._watch.run(
                lambda: target.run(case, self._scratch),
                b"".join(case.files.values()) + json.dumps(case.told).encode(),
                may_reach_out=getattr(target, "may_reach_out", False),
            )
            self._check_said(getattr(target, "may_print", None))

        try:
            self._placed(case, run)
        except FaultError as fault:
            return str(fault)
        except BaseException as error:
            lines = "".join(traceback.format_exception(error)).splitlines()[-KEPT_LINES:]
            return f"{type(error).__name__}: {str(error)[:300]}\n" + "\n".join(lines)
        return None

    def _placed(self, case: Case, run: Callable[[], None]) -> None:
        """Run something while the files of a case lie in the scratch folder."""
        shutil.rmtree(self._scratch, ignore_errors=True)
        self._scratch.mkdir()
        os.chdir(self._scratch)
        for name, content in case.files.items():
            (self._scratch / name).write_bytes(content)
        run()

    def _check_said(self, expected: str | None) -> None:
        """Refuse what was printed past the program's own streams, and logs of several lines."""
        self._said.seek(0)
        said = self._said.read(4000).decode(errors="replace")
        if any(line.strip() and not (expected and expected in line) for line in said.splitlines()):
            raise FaultError(f"printed {said[:300]!r} ... {said[-300:]!r}")
        for line in self._logged:
            if not line.isprintable():
                raise FaultError(f"logged {line!r}")


class _Listener(logging.Handler):
    """Keeps what is logged in place of a terminal."""

    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self._heard.append(record.getMessage())


TARGETS = {
    "picture": "pictures.Pictures",
    "weights": "weights.Weights",
    "mnist": "digits.MnistFiles",
    "drawing": "digits.Drawings",
    "settings": "digits.Variables",
    "sound": "sounds.Sounds",
    "captions": "sounds.Captions",
    "measurement": "records.Measurements",
    "render": "records.Renders",
    "command": "command_lines.CommandLines",
    "request": "requests.Requests",
    "bytes": "requests.RawRequests",
}
"""Where the target of each kind is; it is loaded when it is asked for."""


def targets_of(kinds: Iterable[str]) -> list[Target]:
    """The targets of these kinds, of all if there are none."""
    places = [TARGETS[kind].split(".") for kind in tuple(kinds) or TARGETS]
    return [
        getattr(importlib.import_module(f"tests.fuzz.targets.{module}"), name)()
        for module, name in places
    ]


def made(targets: Sequence[Target], seed: int, number: int) -> Case:
    """The case of a number."""
    rng = generator(seed, number)
    target = rng.choices(targets, [each.share for each in targets])[0]
    return target.case(rng)


def work(
    folder: Path, seed: int, numbers: Iterable[int], only: Sequence[str], kept: Path | None
) -> None:
    """Run the cases of these numbers, or the one that was kept in a file."""
    targets = targets_of(only)
    pipe = os.fdopen(os.dup(1), "w", buffering=1)

    def tell(**message: object) -> None:
        pipe.write(json.dumps(message) + "\n")

    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    worker = Worker(targets, folder)
    worker.warm_up(seed)
    tell(ready=True)
    if kept is not None:
        case = Case.from_json(kept.read_text())
        tell(at=0, kind=case.kind)
        tell(done=0, kind=case.kind, fault=worker.fault(case))
        return
    for number in numbers:
        case = made(targets, seed, number)
        tell(at=number, kind=case.kind)
        tell(done=number, kind=case.kind, fault=worker.fault(case))


if __name__ == "__main__":
    _, place, seed, start, stop, only, kept = sys.argv
    work(
        Path(place),
        int(seed),
        range(int(start), int(stop)),
        only.split(",") if only else (),
        Path(kept) if kept else None,
    )
