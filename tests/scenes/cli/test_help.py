"""What every `--help` owes: examples, defaults, a word on every option."""

from __future__ import annotations

import importlib
import shlex

import click
import pytest

from scenes.cli.program import COMMANDS, main, program


def command_named(name: str) -> click.Command:
    return getattr(importlib.import_module(f"scenes.cli.{COMMANDS[name][0]}"), f"{name}_command")


def options_of(command: click.Command) -> list[click.Option]:
    return [each for each in command.params if isinstance(each, click.Option)]


OPTIONS = [
    pytest.param(option, id=f"{name} {option.opts[-1]}")
    for name in COMMANDS
    for option in options_of(command_named(name))
]


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_is_described(option):
    assert option.help
    assert option.help.endswith((".", "]"))


@pytest.mark.parametrize("option", OPTIONS)
def test_every_default_is_said(option):
    is_said = bool(option.show_default) or "[default" in option.help
    default = option.to_info_dict()["default"]
    assert is_said or default in (None, False, "", ()) or option.is_flag or option.required


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("short", ["-h", "--help"])
def test_the_help_ends_with_two_examples(neuroscenes, monkeypatch, name, short):
    # Tests that call a command without the program leave it a help option of another name.
    monkeypatch.setattr(command_named(name), "_help_option", None)
    ended = neuroscenes(name, short)
    assert ended.code == 0
    _, lines = ended.stdout.split("Examples:\n")
    examples = [line.strip() for line in lines.splitlines() if line.strip()]
    assert len(examples) == 2


@pytest.mark.parametrize("name", COMMANDS)
def test_the_examples_can_be_typed(name):
    command = command_named(name)
    for line in command.epilog.splitlines()[2:]:
        typed, *arguments = shlex.split(line.split(" > ")[0])
        assert typed == "neuroscenes"
        arguments.remove(name)
        with program.make_context("neuroscenes", []) as parent:
            command.make_context(name, [a for a in arguments if a != "--debug"], parent=parent)


@pytest.mark.parametrize("name", COMMANDS)
def test_where_a_scene_is_asked_for_the_help_says_where_the_names_are(neuroscenes, name):
    text = neuroscenes(name, "-h").stdout
    assert "[SCENE]" not in text or "neuroscenes list" in text
    assert "[SCENE]" not in text or "--all" in text


def test_the_program_itself_has_a_short_help(neuroscenes):
    assert neuroscenes("-h") == neuroscenes("--help")


SHELLS = {
    "bash": {"COMP_WORDS": "neuroscenes render Sq", "COMP_CWORD": "2"},
    "zsh": {"COMP_WORDS": "neuroscenes render Sq", "COMP_CWORD": "2"},
    "fish": {"COMP_WORDS": "neuroscenes render Sq", "COMP_CWORD": "Sq"},
}


@pytest.mark.parametrize("shell", SHELLS)
def test_names_of_scenes_complete(shell, monkeypatch, capsys):
    monkeypatch.setenv("_NEUROSCENES_COMPLETE", f"{shell}_complete")
    for name, value in SHELLS[shell].items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 0
    found = capsys.readouterr().out
    assert "SquishingTheNumberLine" in found
    assert "ForwardPass" not in found


@pytest.mark.parametrize("command", ["render", "values", "sheet", "slides", "course"])
def test_scenes_are_named_or_all_are_meant(refused, command):
    assert refused(command).endswith("expected names of scenes, or --all\n")
    assert refused(command, "Bias", "--all").endswith("expected names of scenes, or --all\n")
