"""What keeps README true."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from scenes.cli.program import COMMANDS, program
from scenes.readme_pictures import LAST_FRAMES

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
SHELL = [
    line
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
]
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def command_named(name: str) -> click.Command:
    return program.get_command(click.Context(program), name)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_chapter(name):
    assert re.search(rf"^### `neuroscenes {name}\b", README, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_described(name):
    options = [
        long
        for parameter in command_named(name).params
        if isinstance(parameter, click.Option)
        for long in parameter.opts
        if long.startswith("--")
    ]
    assert [option for option in options if not re.search(rf"`{option}\b", README)] == []


def test_every_option_described_is_one():
    real = {
        long
        for name in COMMANDS
        for parameter in command_named(name).params
        for long in parameter.opts
    }
    described = set(re.findall(r"`(--[a-z-]+)", README))
    assert described - real - {"--debug"} == set()


@pytest.mark.parametrize("line", [line for line in SHELL if line.startswith("neuroscenes")])
def test_every_command_line_can_be_typed(line):
    _, name, *arguments = shlex.split(line)
    command_named(name).make_context(name, arguments)


def test_there_are_command_lines_to_check():
    assert len([line for line in SHELL if line.startswith("neuroscenes")]) > 10


@pytest.mark.parametrize(
    "target",
    sorted(
        set(
            re.findall(
                r"\bmake ([a-z-]+)",
                " ".join(re.findall(r"`[^`]+`|^make .*$", README, re.MULTILINE)),
            )
        )
    ),
)
def test_every_make_target_exists(target):
    assert re.search(rf"^{target}:.* ## ", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("name", re.findall(r"\]\(([^):]+)\)", README))
def test_every_link_leads_to_a_file(name):
    assert (ROOT / name).is_file()


def test_pictures_are_frames_of_scenes_and_light():
    pictures = re.findall(r"\((assets/readme/[^)]+)\)", README)
    assert pictures == [f"assets/readme/{name}.webp" for name in LAST_FRAMES]
    assert all((ROOT / name).stat().st_size < 300_000 for name in pictures)


def test_the_example_in_python_gives_what_it_says():
    (example,) = [code for code in PYTHON if "trace.answer" in code]
    names = {}
    exec(example, names)  # noqa: S102 - it is our own README
    assert names["trace"].answer == 3


@pytest.mark.parametrize("code", PYTHON)
def test_every_example_in_python_imports_what_exists(code):
    for line in code.splitlines():
        if line.startswith("from "):
            exec(line, {})  # noqa: S102 - it is our own README


def test_plain_manim_is_told_a_scene_that_exists():
    (line,) = [line for line in SHELL if line.startswith("manim render")]
    file, name = line.split()[-2:]
    assert f"class {name}(" in (ROOT / file).read_text(encoding="utf-8")
