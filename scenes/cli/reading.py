"""The command that lets the network read: `classify`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from network.bounds.json_text import dump_json
from network.errors import OptionError, shown
from scenes.cli.options import (
    ANY_PATH,
    decorated,
    json_option,
    mnist_dir_option,
    model_options,
    settings_of,
)
from scenes.cli.program import examples
from scenes.subject.settings import INPUTS, environment_settings
from scenes.subject.subject import reading_json

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    "classify",
    epilog=examples(
        "neuroscenes classify my-seven.jpg --digit 3",
        "neuroscenes classify *.png --model my.safetensors --json",
    ),
)
@click.argument("image", nargs=-1, type=ANY_PATH)
@click.option("--digit", multiple=True, type=int, metavar="0..9", help="A digit of this project.")
@click.option("--mnist", multiple=True, type=int, metavar="INDEX", help="A test image of MNIST.")
@decorated(model_options)
@mnist_dir_option
@json_option
def classify_command(
    *,
    image: tuple[Path, ...],
    digit: tuple[int, ...],
    mnist: tuple[int, ...],
    as_json: bool,
    **chosen_model: Any,
) -> None:
    """What the network makes of images: the answer, or every activation with --json."""
    inputs: list[tuple[str, dict[str, Any]]] = [
        *((str(path), {"image": path}) for path in image),
        *((f"digit {number}", {"digit": number}) for number in digit),
        *((f"mnist {index}", {"mnist": index}) for index in mnist),
    ]
    if not inputs:
        named = {name: getattr(environment_settings(), name) for name in INPUTS}
        inputs = [
            (str(value) if name == "image" else f"{name} {value}", {name: value})
            for name, value in named.items()
            if value is not None
        ]
    if not inputs:
        raise OptionError("classify: expected an IMAGE, --digit or --mnist, got none")
    settings = settings_of(**chosen_model)
    chosen = [(name, replace(settings, **choice)) for name, choice in inputs]
    from scenes.subject.subject import model_of, subject

    traces = {name: subject(each).trace for name, each in chosen}
    network = model_of(settings)
    labels = network.labels
    if as_json:
        readings = [reading_json(name, trace, network) for name, trace in traces.items()]
        click.echo(dump_json(readings, indent=1))
        return
    for given, trace in traces.items():
        name = shown(given)  # the name of a file may hold anything
        if trace.outputs.size == 1:
            click.echo(
                f"{name}: output {trace.outputs[0]:.4f}   (one number, which names no class)"
            )
            continue
        first, *others = (-trace.outputs).argsort(kind="stable")[:2]
        following = "".join(f"; next {labels[i]} with {trace.outputs[i]:.4f}" for i in others)
        click.echo(f"{name}: {labels[first]}   (output {trace.outputs[first]:.4f}{following})")
