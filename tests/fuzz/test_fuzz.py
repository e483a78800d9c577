"""A short campaign, and that it would tell what an input may not bring about."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from network.paths import ROOT

CASES = 300
KINDS = 12


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *map(str, arguments)]
    # The watch is tried here: what refuses other machines to all tests would come before it.
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_some_hundred_inputs_of_every_kind_break_nothing_and_are_not_run_again(tmp_path: Path):
    for _ in range(2):
        fuzz = run("-m", "tests.fuzz", "--count", CASES, "--folder", tmp_path)
        assert fuzz.returncode == 0, (fuzz.stdout + fuzz.stderr)[-3000:]
        state = json.loads((tmp_path / "state.json").read_text())
        assert state["next"] == sum(state["cases"].values()) == CASES
        assert len(state["cases"]) == KINDS
        assert list((tmp_path / "faults").iterdir()) == []


MISDEEDS = {
    "subprocess.run(['true'])": "subprocess.Popen",
    "os.system('true')": "os.system",
    "pathlib.Path('/tmp/fuzzed').write_text('')": "opened '/tmp/fuzzed' to write",
    "os.mkdir('../beside')": "os.mkdir '../beside'",
    "socket.socket().connect(('192.0.2.1', 80))": "reached for ('192.0.2.1', 80)",
    "socket.getaddrinfo('192.0.2.1', 80)": "asked for '192.0.2.1'",
    "pickle.loads(b'cos\\nsystem\\n.')": "pickle.find_class",
    "exec('1 + 1')": "compiled b'1 + 1'",
    "__import__('evil')": "imported evil",
    "b'x' * 1_050_000_000": "took 1",
}
WATCHED = """
import os, pathlib, pickle, socket, subprocess, sys
from tests.fuzz.cases import FaultError
from tests.fuzz.watch import Watch
folder = pathlib.Path(sys.argv[1])
os.chdir(folder)
watch = Watch(folder)
def do(misdeed):
    try:
        eval(misdeed)
    except BaseException:
        pass  # as a reader would that takes all errors for damages of its file
for misdeed in sys.argv[2:]:
    code = compile(misdeed, "known.py", "eval")
    try:
        watch.run(lambda: do(code), b"import evil")
        print("nothing seen")
    except FaultError as fault:
        print(fault)
"""


def test_the_watch_sees_what_no_input_may_bring_about(tmp_path: Path):
    innocent = "pathlib.Path('inside').write_text(str(sum(range(9))))"
    watched = run("-c", WATCHED, tmp_path, innocent, *MISDEEDS)
    told = watched.stdout.splitlines()
    assert len(told) == 1 + len(MISDEEDS), watched.stderr
    assert told[0] == "nothing seen"
    for line, expected in zip(told[1:], MISDEEDS.values(), strict=True):
        assert expected in line


def test_a_case_that_was_kept_is_run_again(tmp_path: Path):
    path = tmp_path / "kept.json"
    path.write_text(json.dumps({"kind": "drawing", "files": {}, "told": None}))
    again = ("--again", path, "--only", "drawing")
    fuzz = run("-m", "tests.fuzz", "--folder", tmp_path / "fuzz", *again)
    assert fuzz.returncode == 1, fuzz.stderr
    assert "FileNotFoundError" in fuzz.stdout
