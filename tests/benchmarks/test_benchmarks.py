"""`make bench`: every ratio, measured side by side in one run, as a table and as JSON."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table

HERE = Path(__file__).parent
RESULT = HERE.parents[1] / "renders" / "bench.json"


@pytest.mark.bench
def test_every_benchmark_holds_its_bar():
    RESULT.parent.mkdir(exist_ok=True)
    entries: list[dict] = []
    for path in sorted(HERE.glob("bench_*.py")):
        entries += _load(path).run()
        # Kept at once: a benchmark that breaks doesn't take with it what was measured before.
        RESULT.write_text(json.dumps(entries, indent=1) + "\n", encoding="utf-8")
    _print(entries)
    assert entries
    assert [entry["name"] for entry in entries if not entry["holds"]] == []


def _load(path: Path):
    # By its name, for some let other processes do their work, and these import it again.
    if str(path.parent) not in sys.path:
        sys.path.insert(0, str(path.parent))
    return importlib.import_module(path.stem)


def _print(entries: list[dict]) -> None:
    table = Table("what", "ours", "anchor", "ratio", "bar", "holds")
    for entry in entries:
        table.add_row(
            entry["name"],
            f"{entry['ours']:.4g}",
            f"{entry['anchor']:.4g}",
            f"{entry['ratio']:.4f}",
            f"{entry['bar']:.4f}",
            "yes" if entry["holds"] else "NO",
        )
    Console().print(table)
