"""Crowds of requests that no page sends, at the real servers."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

pytest.importorskip("uvicorn", reason="the extra `draw` is not installed")

from network.paths import ROOT

REQUESTS = 250


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["draw"], {"200", "400", "403", "404", "405", "415"}),
        pytest.param(
            ["draw", "--host", "0.0.0.0"],  # noqa: S104 - for some seconds
            {"400", "401", "403"},
            marks=pytest.mark.slow,
        ),
        pytest.param(
            ["narrate", "Bias", "--record"],
            {"200", "400", "403", "404", "422"},
            marks=pytest.mark.slow,
        ),
    ],
    ids=["draw", "token", "narrate"],
)
def test_whatever_comes_is_answered_or_dropped(options, expected):
    run = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.crowd", "--count", str(REQUESTS), *options],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    told = json.loads(run.stdout)
    assert told["faults"] == []
    assert expected <= set(told["statuses"])
    assert run.returncode == 0
