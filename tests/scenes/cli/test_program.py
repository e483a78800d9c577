from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from scenes.cli import program

ROOT = Path(__file__).resolve().parents[3]


def test_without_a_command_the_help_is_shown(neuroscenes):
    ended = neuroscenes()
    assert ended.code == 0
    for name in program.COMMANDS:
        assert f"\n  {name} " in ended.stdout


@pytest.mark.parametrize("name", program.COMMANDS)
def test_every_command_has_help(neuroscenes, name):
    ended = neuroscenes(name, "--help")
    assert ended.code == 0
    assert ended.stdout.startswith(f"Usage: neuroscenes {name} ")


def test_the_version_is_that_of_the_package(neuroscenes):
    assert "0.1.0" in neuroscenes("--version").stdout


@pytest.mark.parametrize(
    ("typed", "meant"), [("rendr", "render"), ("clasify", "classify"), ("Doctor", "doctor")]
)
def test_an_unknown_command_suggests_the_nearest(refused, typed, meant):
    assert refused(typed) == f"neuroscenes: unknown command {typed}: did you mean {meant}?\n"


def test_a_command_like_no_other_gets_the_list(refused):
    assert "expected one of list, render, film" in refused("xyzzy")


def test_an_unknown_option_is_refused(refused):
    assert "--dgit" in refused("classify", "--dgit", "3")


@pytest.mark.parametrize("place", [0, 3])
def test_debug_shows_the_traceback_wherever_it_stands(neuroscenes, place):
    arguments = ["classify", "--digit", "11"]
    ended = neuroscenes(*arguments[:place], "--debug", *arguments[place:])
    assert ended.code == 2
    assert ended.stderr.startswith("Traceback")
    assert ended.stderr.endswith("neuroscenes: --digit: expected 0..9, got 11\n")


@pytest.fixture
def failing(monkeypatch):
    """Make `doctor` end in an error, as a command with a fault would."""

    def fail_with(error: BaseException) -> None:
        @click.command()
        def command() -> None:
            raise error

        monkeypatch.setattr("scenes.cli.doctor.doctor_command", command)

    return fail_with


@pytest.mark.parametrize("interruption", [KeyboardInterrupt(), click.Abort()])
def test_an_interruption_ends_quietly(neuroscenes, failing, interruption):
    failing(interruption)
    ended = neuroscenes("doctor")
    assert (ended.code, ended.stdout) == (130, "")
    assert not ended.stderr.strip()


def test_a_fault_of_ours_is_one_line(neuroscenes, failing):
    failing(ZeroDivisionError("by\nzero"))
    ended = neuroscenes("doctor")
    assert ended.code == 1
    assert ended.stderr == (
        "neuroscenes: internal error, see it all with --debug: ZeroDivisionError: by zero\n"
    )


def test_too_little_memory_is_said_and_what_to_do(neuroscenes, failing):
    failing(MemoryError())
    ended = neuroscenes("doctor")
    assert ended.code == 1
    assert ended.stderr.startswith("neuroscenes: not enough memory: ")


def test_a_file_that_cannot_be_written_is_named(refused, failing):
    failing(PermissionError(13, "Permission denied", "/films/a.mp4"))
    assert refused("doctor") == "neuroscenes: /films/a.mp4: Permission denied\n"


def test_help_is_quick_because_it_imports_nothing_heavy():
    code = (
        "import sys; from scenes.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'numpy', 'scipy', 'manim', 'PIL', 'rich'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines()[-1] == "[]"


def test_a_reader_that_has_seen_enough_ends_the_program_quietly():
    code = "from scenes.cli import main; main(['classify', '--digit', '3', '--json'])"
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        run.stdout.close()
        assert run.stderr.read() == ""
