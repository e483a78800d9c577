"""The program: which command lives where, and how it ends when something is wrong."""

from __future__ import annotations

import difflib
import errno
import importlib
import io
import os
import sys
import traceback
from typing import NoReturn

import click

from network.errors import NeuroscenesError, one_line, shown
from scenes.cli.ending import ending_when_told

COMMANDS = {
    "list": ("showing", "Scenes in viewing order."),
    "render": ("rendering", "Render scenes as video."),
    "film": ("rendering", "All scenes, in order, as one video."),
    "publish": ("publishing", "Clips to embed, and a page that shows them."),
    "slides": ("slides", "Slides of scenes: each plays a section, and waits."),
    "course": ("courses", "Scenes as zips for learning platforms, with questions."),
    "narrate": ("narrating", "The script to read aloud."),
    "sheet": ("showing", "A contact sheet: the last frame of every section."),
    "values": ("showing", "Every number a scene shows, and where it comes from."),
    "classify": ("reading", "What the network makes of an image."),
    "play": ("playing", "The playground: pages on which the network is yours."),
    "draw": ("drawing", "A page to draw a digit on, see it read, and film it."),
    "train": ("training", "Train a network on MNIST."),
    "evaluate": ("training", "Measure a network on the test images."),
    "measure": ("measuring", "Make the measured records that scenes show."),
    "doctor": ("doctor", "What is missing on this machine."),
}
"""Name of each command: module of this package, what it does."""

WRONG_USE = 2
OUR_FAULT = 1
INTERRUPTED = 130
DEBUG = "debug"
"""Key of the context's object: whether tracebacks are shown."""


def examples(*lines: str) -> str:
    """The end of a command's help: lines to type."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


class Commands(click.Group):
    """Commands that are imported when they are called: `--help` needs neither SciPy nor manim."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """The names, in the order of the documentation."""
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """The command of this name, None if there is none."""
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"scenes.cli.{COMMANDS[name][0]}")
        command = getattr(module, f"{name}_command")
        assert isinstance(command, click.Command)  # noqa: S101 - tells mypy what getattr gave
        return command

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was typed.

        Raises
        ------
        click.UsageError
            When there is none; the message suggests the nearest.
        """
        if args[0] not in COMMANDS:
            near = difflib.get_close_matches(args[0].lower(), COMMANDS, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}?" if near else f"expected one of {', '.join(COMMANDS)}"
            raise click.UsageError(f"unknown command {args[0]}: {hint}")
        return super().resolve_command(context, args)

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.command(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples("neuroscenes list", "neuroscenes film --digit 7"),
)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.version_option(package_name="neuroscenes")
@click.pass_context
def program(context: click.Context, *, debug: bool) -> None:  # noqa: ARG001 - main reads it
    """Neuroscenes: a film about what a neural network is, in which every number is real."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line, and exit: 0 done, 1 failed, 2 wrong use, 130 interrupted."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    debug = "--debug" in given
    # The option may stand behind the command as well.
    given = [argument for argument in given if argument != "--debug"]
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal may lack letters of names in files
            stream.reconfigure(errors="backslashreplace")
    with ending_when_told():
        code = _run(given, debug=debug)
    sys.exit(code)


def _run(arguments: list[str], *, debug: bool) -> int:
    try:
        result = program.main(
            arguments, prog_name="neuroscenes", standalone_mode=False, obj={DEBUG: debug}
        )
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        # The reader, `head` perhaps, has seen enough; Python must not complain while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OUR_FAULT
    except Exception as error:  # noqa: BLE001 - the last place that can say it in one line
        if debug:
            traceback.print_exception(error)
        return _report(error)
    return result if isinstance(result, int) else 0


def _report(error: Exception) -> int:
    if isinstance(error, click.ClickException):
        message, code = error.format_message(), WRONG_USE
    elif isinstance(error, NeuroscenesError):
        message, code = str(error), WRONG_USE
    elif isinstance(error, OSError) and error.strerror:
        place = f"{error.filename}: " if error.filename is not None else ""
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        message, code = f"{place}{error.strerror}", OUR_FAULT if full else WRONG_USE
    elif isinstance(error, MemoryError):
        message, code = "not enough memory: end other programs, or take fewer --jobs", OUR_FAULT
    else:
        message = f"internal error, see it all with --debug: {one_line(error)}"
        code = OUR_FAULT
    click.echo(shown(f"neuroscenes: {message}"), err=True)
    return code
