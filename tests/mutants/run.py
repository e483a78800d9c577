"""Change `network` in many small places, one at a time, and see whether a test fails.

Of every module a seeded sample of places is changed. The tests are tried that mirror the module or
import it. What was found is kept in a record: a mutant that was killed stays so as long as its
module is as it was, one that survived is tried again until it is explained.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import sys
import tomllib
from functools import cache
from pathlib import Path

from changes import Mutant, changeable, sample
from trials import Finder, passes, warm_up

ROOT = Path(__file__).resolve().parents[2]
EXPLAINED = Path(__file__).with_name("explained.toml")
LEAST_KILLED = 0.9
MOST_FILES = 5
MOST_OF_FOLDER = 8
"""Of tests are tried for a mutant: those that would know, and its folder's if none mirrors it."""
OF_ALL = ("tests/network/test_frozen.py", "tests/network/measurements/test_kept_settings.py")
"""They test the records of all modules, and are quick."""
MOST_SECONDS = 60.0
"""Of the processor, for all of them."""
PATIENCE = 2.0
"""A mutant with which they take so many times as long as without, and some seconds, is killed."""


def main() -> int:
    """Try every mutant of the sample that is not known to be killed; 1 if too many survive."""
    chosen = _arguments()
    chosen.notes.mkdir(parents=True, exist_ok=True)
    warm_up()
    record = _Record(chosen.notes / "mutants.json")
    paths = [path for path in _modules() if path.startswith(tuple(chosen.modules))]
    mutants = [each for path in paths for each in sample(ROOT, path, chosen.places, chosen.seed)]
    left = [each for each in mutants if not record.is_settled(each)]
    print(f"{len(mutants)} mutants of {len(paths)} modules, seed {chosen.seed}: {len(left)} to try")
    for number, mutant in enumerate(left, 1):
        source = _source(mutant.path)
        finder = Finder(ROOT, mutant.path, mutant.changed(source))
        killed = not passes(*_tests_of(mutant.path), finder)
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

    def is_settled(self, mutant: Mutant) -> bool:
        """Whether it was killed, or survived and is explained."""
        killed = self.killed.get(mutant.key(_source(mutant.path)))
        return killed or (killed is not None and _is_explained(mutant))

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


@cache
def _tests_of(path: str) -> tuple[tuple[str, ...], float]:
    """What mirrors a module, what imports it, or by its name is of the same subject.

    Of these, those of its folder and of its subject come first, and the shorter before the longer.
    If no test imports it, those count that import what imports it, and so on; if none mirrors it,
    those of its folder.
    They succeed as long as nothing is changed. With them come the seconds that they may take.
    """
    texts, found = _texts(), _importers(ROOT / path)
    mirror = (ROOT / "tests" / path).with_name(f"test_{Path(path).name}")
    _, *folders, stem = Path(path).with_suffix("").parts
    subject = _words("_".join([*folders, stem])) - _words("_".join(folders[:1]))
    tests = [each for each in found if each.name.startswith("test_")]
    nearest = min(found[test] for test in tests)

    def shared(test: Path) -> int:
        return len(subject & _words(test.stem))

    folder = next(each for each in mirror.parents if each.exists())
    near = [test for test in tests if found[test] == nearest or shared(test)]
    near.sort(key=lambda test: (folder not in test.parents, -shared(test), len(texts[test])))
    near = [*[mirror] * mirror.exists(), *near][:MOST_FILES]
    if not mirror.exists():
        near += sorted(folder.glob("test_*.py"), key=lambda test: len(texts[test]))[:MOST_OF_FOLDER]
    of_all = [ROOT / each for each in OF_ALL]
    chosen = tuple(map(str, dict.fromkeys([*near[:1], *of_all, *near[1:]])))
    before = _seconds_of_children()
    if not passes(chosen, MOST_SECONDS):
        sys.exit(f"{path}: expected tests that succeed, tried {', '.join(chosen)}")
    return chosen, 3 + PATIENCE * (_seconds_of_children() - before)


def _seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _words(name: str) -> set[str]:
    return {word.rstrip("s") for word in name.split("_")}


def _importers(path: Path) -> dict[Path, int]:
    """Modules and tests that need a module, each with how many imports lead to it."""
    texts, found = _texts(), {path: 0}
    for module in (queue := [path]):
        line = f"\nfrom {_name(module)} import"
        queue += [each for each in texts if each not in found and line in texts[each]]
        found |= {each: found[module] + 1 for each in queue if each not in found}
    return found


@cache
def _texts() -> dict[Path, str]:
    """Modules of `network`, and their tests."""
    folders = (ROOT / "network", ROOT / "tests" / "network")
    return {path: _unindented(path) for folder in folders for path in folder.rglob("*.py")}


def _unindented(path: Path) -> str:
    return re.sub(r"\n +", "\n", path.read_text(encoding="utf-8"))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix().removesuffix(".py").replace("/", ".")


@cache
def _explained() -> set[tuple[str, str, str]]:
    reasons = tomllib.loads(EXPLAINED.read_text(encoding="utf-8")).get("mutant", [])
    return {(each["module"], each["was"], each["becomes"]) for each in reasons}


def _is_explained(mutant: Mutant) -> bool:
    return (mutant.path, *mutant.difference(_source(mutant.path))) in _explained()


def _report(mutants: list[Mutant], record: _Record) -> int:
    print("\n" + _row("module", "places", "tried", "killed", "explained", "unexplained"))
    all_places = all_killed = all_unexplained = 0
    for path in sorted({mutant.path for mutant in mutants}):
        source = _source(path)
        own = [mutant for mutant in mutants if mutant.path == path]
        alive = [each for each in own if not record.killed[each.key(source)]]
        argued = sum(map(_is_explained, alive))
        unexplained = len(alive) - argued
        places = len(changeable(ROOT, path))
        print(_row(path, places, len(own), len(own) - len(alive), argued, unexplained))
        all_places += places
        all_killed += len(own) - len(alive)
        all_unexplained += unexplained
    share = all_killed / max(len(mutants), 1)
    print(f"\n{len(mutants)} of {all_places} places tried, each with one of its changes")
    print(f"{all_killed} of {len(mutants)} killed: {share:.1%}; {all_unexplained} unexplained")
    return int(share < LEAST_KILLED or all_unexplained > 0)


def _row(module: str, *columns: object) -> str:
    return f"{module:52}" + "".join(f"{column:>12}" for column in columns)


if __name__ == "__main__":
    sys.exit(main())
