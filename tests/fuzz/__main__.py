"""Inputs by the hundred thousand for all that reads: `python -m tests.fuzz --count 100000`.

It goes on where it stopped. Each fault is kept in `renders/fuzz/faults`, and is told with the line
that runs its case again.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.fuzz.campaign import ROOT, Campaign
from tests.fuzz.worker import TARGETS


def main() -> int:
    """Run a campaign, or one case again; 1 when there were faults."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, default=17, help="Of all inputs.")
    parser.add_argument("--count", type=int, default=100_000, help="Inputs in all.")
    parser.add_argument("--folder", type=Path, default=ROOT / "renders" / "fuzz")
    parser.add_argument("--only", action="append", choices=TARGETS, default=[], help="This kind.")
    parser.add_argument("--again", type=Path, help="A case that was kept.")
    given = parser.parse_args()
    campaign = Campaign(given.folder, given.seed, given.only)
    if given.again is not None:
        fault = campaign.again(given.again.resolve())
        print(fault or "no fault any more")
        return int(fault is not None)
    campaign.run(given.count, lambda line: print(line, flush=True))
    print(campaign.summary())
    for kind, count in sorted(campaign.state.cases.items()):
        print(f"  {kind:12} {count:7,}  {campaign.state.faults[kind]} faults")
    return int(campaign.state.faults.total() > 0)


if __name__ == "__main__":
    sys.exit(main())
