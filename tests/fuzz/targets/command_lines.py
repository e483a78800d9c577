"""Command lines up to the work itself: what draws, serves or trains for minutes is left out."""

from __future__ import annotations

import importlib
import io
import os
import random
import sys
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn, Self
from unittest import mock

import click

from network.digits.mnist_files import ENVIRONMENT_VARIABLE
from scenes.cli.program import COMMANDS, INTERRUPTED, main, program
from tests.fuzz.cases import Case, FaultError
from tests.fuzz.mutations import changed_text, number, text
from tests.fuzz.targets.pictures import Pictures
from tests.fuzz.targets.weights import Weights

WORK = (
    "scenes.render.running.render",
    "scenes.render.manim_session.dry_run",
    "scenes.serving.server.PageServer.run",
    "network.training.recipe.train_on_mnist",
    "network.measurements.record_lookup.measure",
)
"""Where minutes of work begin; here a command line has done its part."""
LEFT_OUT = {"--cluster", "--watch"}
"""Options that reach for other machines, or wait."""
WORDS = (
    *("0", "3", "9", "-1", "10", "1e3", "nan", "l", "k", "mp4", "gif", "de", "en", "9:16", "1:1"),
    *("ForwardPass", "Bias", "forwardpass", "Nope", "relu,softmax", "relu", "0,255", "classic"),
    *("none", "default", "on", "off", "net.npz", "picture.png", "absent.png", ".", "/", "", "-"),
    *("--all", "--json", "--help", "--digit", "--model=net.npz", "784,16,10", "784,10", "out"),
)
CODES = (0, 1, 2, INTERRUPTED)
_SLOW = ("evaluate", "train", "measure")
"""Commands that download MNIST, or read all of it."""


class CommandLines:
    """What somebody may type behind `neuroscenes`."""

    name, share = "command", 12.0
    may_reach_out = True  # to download MNIST alone, and to serve on an address that was named

    def __init__(self) -> None:
        self._pictures, self._weights = Pictures(), Weights()
        importlib.import_module("pooch")  # it looks for optional packages, once

    @cached_property
    def options(self) -> dict[str, list[click.Option]]:
        """The options of each command."""
        context = click.Context(program)
        found = {name: program.get_command(context, name) for name in COMMANDS}
        return {
            name: [
                each
                for each in command.params
                if isinstance(each, click.Option) and not LEFT_OUT.intersection(each.opts)
            ]
            for name, command in found.items()
            if command is not None
        }

    def case(self, rng: random.Random) -> Case:
        """See `tests.fuzz.cases.Target`."""
        words = [rng.choice(list(COMMANDS))]
        for _ in range(rng.choice((0, 1, 1, 2, 3, 5))):
            way = rng.randrange(6)
            if way < 4 and self.options[words[0]]:
                option = rng.choice(self.options[words[0]])
                words.append(rng.choice([*option.opts, *option.secondary_opts]))
                if not option.is_flag or rng.random() < 0.05:
                    words.append(_value(rng, option))
            else:
                words.append(rng.choice(WORDS) if way == 4 else text(rng))
        if rng.random() < 0.1:
            words[rng.randrange(len(words))] = text(rng)
        if rng.random() < 0.3:
            words = [changed_text(rng, word) if rng.random() < 0.3 else word for word in words]
        if rng.random() < 0.1:
            rng.shuffle(words)
        files = {
            "picture.png": next(iter(self._pictures.case(rng).files.values())),
            "net.npz": next(iter(self._weights.case(rng).files.values())),
        }
        return Case(self.name, files if rng.random() < 0.4 else {}, words)

    def run(self, case: Case, folder: Path) -> None:
        """See `tests.fuzz.cases.Target`."""
        try:
            words = [os.fsdecode(os.fsencode(word.replace("\0", ""))) for word in case.told]
        except UnicodeEncodeError:
            return  # no system hands it over
        if LEFT_OUT.intersection(word.partition("=")[0] for word in words) or _is_short_of(words):
            return
        with (
            _stream("stdout") as out,
            _stream("stderr") as err,
            mock.patch.dict(os.environ, {ENVIRONMENT_VARIABLE: str(folder)}),
            mock.patch("webbrowser.open"),
        ):
            code = _code_of(words)
            told, complaint = (each.buffer.getvalue().decode() for each in (out, err))
        _check(code, told, complaint)


def _is_short_of(words: list[str]) -> bool:
    """Whether an abbreviation means an option that is left out."""
    return any(
        len(w) > 3 and each.startswith(w.partition("=")[0]) for w in words for each in LEFT_OUT
    )


def _value(rng: random.Random, option: click.Option) -> str:
    kind: Any = option.type
    way = rng.randrange(5)
    if way == 0:
        return text(rng)
    if way == 1:
        return rng.choice(WORDS)
    if isinstance(kind, click.Choice):
        return str(rng.choice(kind.choices))
    if isinstance(kind, click.types.IntParamType | click.types.FloatParamType):
        return str(number(rng) if way == 2 else rng.randint(-1, 12))
    return rng.choice(
        ("net.npz", "picture.png", "out/deep", "absent", "relu,softmax", "a,b", "0,255")
    )


class _Stream(io.TextIOWrapper):
    """A stream that stays open when a program is done with it."""

    buffer: io.BytesIO


def _stream(name: str) -> Any:
    return mock.patch.object(sys, name, _Stream(io.BytesIO(), encoding="utf-8", write_through=True))


class _NoWorkers:
    """Stands for processes that draw: none is begun."""

    count = 1

    def __init__(self, count: int) -> None:
        assert count > 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def _begun(*_args: object, **_options: object) -> NoReturn:
    raise click.Abort


def _code_of(words: list[str]) -> object:
    patches = [mock.patch(place, _begun) for place in WORK]
    patches.append(mock.patch("scenes.render.workers.local_workers.LocalWorkers", _NoWorkers))
    for each in patches:
        each.start()
    try:
        main(words)
    except SystemExit as end:
        return end.code
    finally:
        for each in patches:
            each.stop()


def _check(code: object, told: str, complaint: str) -> None:
    if code not in CODES:
        raise FaultError(f"ended with {code!r}")
    if "internal error" in complaint or "Traceback" in f"{told}{complaint}":
        raise FaultError(f"said {complaint[:600]}")
    lines = complaint.splitlines()
    for line in [*lines, *told.splitlines()]:
        if not line.replace("\t", " ").isprintable():
            raise FaultError(f"said {line[:300]!r}")
    if code == 2 and not (lines and lines[-1].startswith("neuroscenes: ")):
        raise FaultError(f"ended with 2 and said {complaint[-300:]!r}")
