"""Change `network` in many small places, one at a time, and see whether a test fails.

Of every module a seeded sample of places is changed. Of the tests that run the changed line those
are tried that mirror the module or name it. What was found is kept in a record: a mutant that was
killed stays so as long as its module is as it was, one that survived is tried again.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from changes import Mutant, sample
from trials import Finder, lines_run, passes, warm_up

ROOT = Path(__file__).resolve().parents[2]
EXPLAINED = Path(__file__).with_name("explained.toml")
LEAST_KILLED = 0.9
MOST_FILES = 6
"""Of tests are tried for a mutant: those that would know."""
NEAR_LINES = 3
LONGEST_SECONDS = 120.0
"""A file of tests that takes longer is not tried."""


@dataclass(frozen=True)
class TestFile:
    """A file of tests: the processor's time it takes, and which lines of which module it runs."""

    path: str
    seconds: float
    lines: dict[str, list[int]]


def main() -> int:
    """Try every mutant of the sample that is not known to be killed; 1 if too many survive."""
    chosen = _arguments()
    chosen.notes.mkdir(parents=True, exist_ok=True)
    warm_up()
    record = _Record(chosen.notes / "mutants.json")
    paths = [path for path in _modules() if path.startswith(tuple(chosen.modules))]
    mutants = [each for path in paths for each in sample(ROOT, path, chosen.places, chosen.seed)]
    left = [each for each in mutants if not record.killed.get(each.key(_source(each.path)))]
    print(f"{len(mutants)} mutants of {len(paths)} modules, seed {chosen.seed}: {len(left)} to try")
    tests = _measured(chosen.notes) if left else []
    for number, mutant in enumerate(left, 1):
        source = _source(mutant.path)
        killed = not _survives(mutant, source, tests)
        record.note(mutant.key(source), killed=killed)
        if not killed:
            was, becomes = mutant.difference(source)
            print(f"survived: {mutant.path}:{mutant.line}\n  - {was}\n  + {becomes}")
        if number % 25 == 0:
            print(f"{number} of {len(left)} tried")
        sys.stdout.flush()
    return _report(mutants, record)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "modules", nargs="*", default=["network/"], help="paths, or their beginnings"
    )
    parser.add_argument("--places", type=int, default=12, help="how many places of each module")
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--notes", type=Path, default=ROOT / "renders" / "mutants")
    return parser.parse_args()


class _Record:
    """Which mutants were killed, in a file that is written after each."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.killed: dict[str, bool] = json.loads(path.read_text()) if path.exists() else {}

    def note(self, key: str, *, killed: bool) -> None:
        self.killed[key] = killed
        partial = self.path.with_suffix(".partial")
        partial.write_text(json.dumps(self.killed, indent=1), encoding="utf-8")
        partial.replace(self.path)


def _modules() -> list[str]:
    found = sorted((ROOT / "network").rglob("*.py"))
    return [path.relative_to(ROOT).as_posix() for path in found if path.stem != "__init__"]


def _source(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def _measured(notes: Path) -> list[TestFile]:
    """The files of tests of `network` that succeed in time; measured anew when one has changed."""
    found = []
    for file in sorted((ROOT / "tests" / "network").rglob("test_*.py")):
        path = file.relative_to(ROOT).as_posix()
        note = notes / (path.replace("/", ".") + ".json")
        if _is_stale(note, file):
            begun = _seconds_of_children()
            lines = lines_run(path, ROOT, notes / "lines.json", LONGEST_SECONDS)
            seconds = _seconds_of_children() - begun
            note.write_text(json.dumps({"seconds": seconds, "lines": lines}), encoding="utf-8")
            print(f"{path}: {seconds:.1f} s" + (", left out: it fails" if lines is None else ""))
            sys.stdout.flush()
        noted = json.loads(note.read_text(encoding="utf-8"))
        if noted["lines"] is not None:
            found.append(TestFile(path, noted["seconds"], noted["lines"]))
    return found


def _seconds_of_children() -> float:
    """Of the processor, used by all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _is_stale(note: Path, file: Path) -> bool:
    """Whether a file of tests, or a module that it runs, is newer than what was noted of it."""
    if not note.exists():
        return True
    lines = json.loads(note.read_text(encoding="utf-8"))["lines"] or ()
    newest = max(path.stat().st_mtime for path in (file, *map(ROOT.joinpath, lines)))
    return note.stat().st_mtime < newest


def _survives(mutant: Mutant, source: str, tests: list[TestFile]) -> bool:
    """Whether the tests succeed, the change notwithstanding."""
    chosen = _tests_of(mutant, tests)
    if not chosen:
        return True
    finder = Finder(ROOT, mutant.path, mutant.changed(source))
    seconds = 5 + 5 * sum(test.seconds for test in chosen)
    return passes([test.path for test in chosen], seconds, finder)


def _tests_of(mutant: Mutant, tests: list[TestFile]) -> list[TestFile]:
    """Of the files that run the line: what mirrors the module, names it, or takes least time."""
    mirror = f"/test_{Path(mutant.path).stem}.py"
    module = mutant.path.removesuffix(".py").replace("/", ".")

    def place(test: TestFile) -> tuple[bool, bool, float]:
        return not test.path.endswith(mirror), module not in _source(test.path), test.seconds

    return sorted((test for test in tests if _runs(test, mutant)), key=place)[:MOST_FILES]


def _runs(test: TestFile, mutant: Mutant) -> bool:
    """Whether a file of tests runs the line, or one near it: statements have many lines."""
    lines = test.lines.get(mutant.path, ())
    return any(abs(line - mutant.line) <= NEAR_LINES for line in lines)


def _report(mutants: list[Mutant], record: _Record) -> int:
    reasons = tomllib.loads(EXPLAINED.read_text(encoding="utf-8")).get("mutant", [])
    explained = {(each["module"], each["was"], each["becomes"]) for each in reasons}
    print("\n" + _row("module", "mutants", "killed", "explained", "unexplained"))
    all_killed = all_unexplained = 0
    for path in sorted({mutant.path for mutant in mutants}):
        source = _source(path)
        own = [mutant for mutant in mutants if mutant.path == path]
        alive = [each for each in own if not record.killed[each.key(source)]]
        argued = sum((path, *each.difference(source)) in explained for each in alive)
        unexplained = len(alive) - argued
        print(_row(path, len(own), len(own) - len(alive), argued, unexplained))
        all_killed += len(own) - len(alive)
        all_unexplained += unexplained
    share = all_killed / max(len(mutants), 1)
    print(f"\n{all_killed} of {len(mutants)} killed: {share:.1%}; {all_unexplained} unexplained")
    return int(share < LEAST_KILLED or all_unexplained > 0)


def _row(module: str, *columns: object) -> str:
    return f"{module:52}" + "".join(f"{column:>13}" for column in columns)


if __name__ == "__main__":
    sys.exit(main())
