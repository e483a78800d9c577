"""The program ends when it is told to, whatever happens to what ends it; and it tidies up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import os, signal, sys, time
signal.signal(signal.SIGHUP, signal.{hangup})
signal.signal(signal.SIGINT, signal.default_int_handler)
from scenes.cli import doctor, ending, main
ending.AGAIN_SECONDS = 0.05
tell = lambda: os.kill(os.getpid(), signal.{number})
def command(**_):
{body}
doctor.doctor_command.callback = command
main(["doctor"])
"""
SWALLOWED = """
    try:
        tell()
    except BaseException:
        pass
    time.sleep(60)
"""
SWALLOWED_BY_A_DESTRUCTOR = """
    class Told:
        def __del__(self):
            tell()
            time.sleep(0)  # here it is raised, and Python ignores it
    Told()
    time.sleep(60)
"""
TIDIES_UP = """
    try:
        tell()
        time.sleep(60)
    finally:
        try:
            time.sleep(0.3)
            raise ValueError
        except ValueError:
            time.sleep(0.3)
        print("tidied up")
"""


def ended(body, number="SIGTERM", hangup="SIG_DFL"):
    program = PROGRAM.format(body=body, number=number, hangup=hangup)
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=50,
    )
    assert "Traceback" not in run.stderr
    return run.returncode, run.stdout


@pytest.mark.parametrize(
    "body", [SWALLOWED, SWALLOWED_BY_A_DESTRUCTOR], ids=["handler", "destructor"]
)
@pytest.mark.parametrize(("number", "code"), [("SIGTERM", 143), ("SIGINT", 130), ("SIGHUP", 143)])
def test_what_ends_it_is_raised_again_when_a_library_swallowed_it(body, number, code):
    assert ended(body, number)[0] == code


def test_what_tidies_up_is_not_disturbed():
    assert ended(TIDIES_UP) == (143, "tidied up\n")


def test_a_terminal_that_closes_does_not_end_what_was_told_to_stay():
    assert ended("    tell()\n    print('stayed')", "SIGHUP", "SIG_IGN") == (0, "stayed\n")
