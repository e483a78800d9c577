"""The command that makes the film's measured records: `measure`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from scenes.cli.options import decorated, mnist_dir_option, model_options, settings_of
from scenes.cli.program import examples
from scenes.cli.progress import measuring

if TYPE_CHECKING:
    from pathlib import Path

    from network.mlp import MLP


@click.command(
    "measure",
    epilog=examples(
        "neuroscenes measure --list",
        "neuroscenes measure random_networks --model my.safetensors",
    ),
)
@click.argument("name", nargs=-1)
@decorated(model_options)
@mnist_dir_option
@click.option("--list", "only_list", is_flag=True, help="Say what can be measured, and what is.")
@click.option("--force", is_flag=True, help="Measure again what is there already.")
def measure_command(
    *,
    name: tuple[str, ...],
    only_list: bool,
    force: bool,
    **chosen_model: Any,
) -> None:
    """Measure what takes long or needs MNIST, and keep it; without a NAME all there is."""
    from network.measurements.registry import MEASUREMENTS, find_measurement
    from scenes.subject.subject import model_of

    names = tuple(find_measurement(each).name for each in name) or tuple(MEASUREMENTS)
    settings = settings_of(**chosen_model)
    chosen, mnist_dir = model_of(settings), settings.mnist_dir
    if not only_list:
        _look_for_mnist(mnist_dir)
    for each in names:
        if only_list:
            click.echo(_line(each, chosen, mnist_dir))
        else:
            _measure(each, chosen, mnist_dir, force=force)


def _look_for_mnist(mnist_dir: Path | None) -> None:
    """Download MNIST where it can be; say so where own digits have to do."""
    from network.digits.mnist import find_mnist, load_mnist
    from network.errors import DatasetError

    if mnist_dir is not None or find_mnist() is not None:
        return
    try:
        load_mnist()
    except DatasetError as error:
        click.echo(f"{error}: own digits are measured on", err=True)


def _measure(name: str, model: MLP, mnist_dir: Path | None, *, force: bool) -> None:
    """Make one record, if need be."""
    from network.measurements.record_lookup import find_record, measure, record_file
    from network.measurements.records import save_record

    found = None if force else find_record(name, model, mnist_dir=mnist_dir)
    if found is not None:
        click.echo(f"{name}: there already, in {found[1]}")
        return
    with measuring(name) as tell:
        record, provenance = measure(name, model, mnist_dir=mnist_dir, on_progress=tell)
    place = record_file(provenance)
    save_record(place.path, record, provenance)
    click.echo(f"{name}: {place.path}")


def _line(name: str, model: MLP, mnist_dir: Path | None) -> str:
    """What a measurement is, and whether it has been made."""
    from network.measurements.record_lookup import find_record
    from network.measurements.records import load_provenance
    from network.measurements.registry import find_measurement

    found = find_record(name, model, mnist_dir=mnist_dir)
    if found is None:
        state = "not measured yet"
    else:
        provenance = load_provenance(found[1])
        data = " and ".join(each.name for each in provenance.data)
        state = f"measured {provenance.date}" + (f" on {data}" if data else "")
    return f"{name}: {find_measurement(name).summary} ({state})"
