"""Change `network` in many small places, one at a time, and see whether a test fails.

Of every module a seeded sample of places is changed. The tests are tried that mirror the module or
import it. What was found is kept in a record: a mutant that was killed stays so as long as its
module is as it was, one that survived is tried again.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from functools import cache
from pathlib import Path

from changes import Mutant, sample
from trials import Finder, passes, warm_up

ROOT = Path(__file__).resolve().parents[2]
EXPLAINED = Path(__file__).with_name("explained.toml")
LEAST_KILLED = 0.9
MOST_FILES = 6
"""Of tests are tried for a mutant: those that would know."""
OF_ALL = "tests/network/test_frozen.py"
"""It tests the records of all modules."""
MOST_SECONDS = 60.0
"""Of the processor, for all of them; who takes longer counts as killed."""


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
    for number, mutant in enumerate(left, 1):
        source = _source(mutant.path)
        finder = Finder(ROOT, mutant.path, mutant.changed(source))
        killed = not passes(_tests_of(mutant.path), MOST_SECONDS, finder)
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


@cache
def _tests_of(path: str) -> tuple[str, ...]:
    """What mirrors a module, then what imports it; else what mirrors its folder, or one above.

    The shortest come first. They succeed as long as nothing is changed.
    """
    module = path.removesuffix(".py").replace("/", ".")
    mirror = f"test_{Path(path).name}"
    tests = (ROOT / "tests" / "network").rglob("test_*.py")
    texts = {test: test.read_text(encoding="utf-8") for test in tests}
    found = [test for test in texts if test.name == mirror or f"{module} import" in texts[test]]
    for folder in (ROOT / "tests" / path).parents:
        found = found or [test for test in texts if folder in test.parents]
    found.sort(key=lambda test: (test.name != mirror, len(texts[test])))
    chosen = tuple(map(str, dict.fromkeys([*found[:MOST_FILES], ROOT / OF_ALL])))
    if not chosen or not passes(chosen, MOST_SECONDS):
        sys.exit(f"{path}: expected tests that succeed, tried {', '.join(chosen) or 'none'}")
    return chosen


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
