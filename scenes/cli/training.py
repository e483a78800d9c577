"""Commands that make and measure networks: `train`, `evaluate`."""

from __future__ import annotations

import math
import signal
from contextlib import contextmanager
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Self

import click
from rich.console import Console

from network.bounds.json_text import dump_json
from network.digits.image_format import MNIST_FORMAT
from network.errors import OptionError
from network.training.loss import LOSSES
from network.training.optimizers import OPTIMIZERS
from network.training.recipe import ACTIVATIONS, LAYER_SIZES
from network.training.schedules import SCHEDULES
from network.training.settings import TrainingSettings
from scenes.cli.options import (
    ANY_PATH,
    decorated,
    json_option,
    mnist_dir_option,
    model_options,
    names_of,
    settings_of,
)
from scenes.cli.program import INTERRUPTED, examples
from scenes.cli.progress import step_bar
from scenes.subject.render_options import RENDERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import FrameType

    from network.training.history import EpochRecord

CHOICES = {"optimizer": OPTIMIZERS, "schedule": SCHEDULES, "loss": tuple(LOSSES)}
HELP = {
    "optimizer": "How a step follows from the gradient.",
    "schedule": "How the learning rate falls.",
    "loss": "What is made small.",
    "epochs": "Passes over the training images.",
    "batch_size": "Images a step.",
    "learning_rate": "The largest step size.",
    "momentum": "Share of the last steps that is kept.",
    "weight_decay": "Share of each weight lost in a step with a learning rate of 1.",
    "warmup_epochs": "Epochs over which the learning rate first rises.",
    "augment_shift": "Bound of the shifts of training images, in pixels.",
    "augment_rotation": "Bound of their turns, in degrees.",
    "augment_scale": "Bound of their changes of size, as a share.",
    "plain_epochs": "Epochs at the end without any of these.",
    "initial_gain": "Factor on the initial weights.",
    "seed": "Of all randomness.",
}


def _sizes(_context: click.Context, _option: click.Parameter, text: str) -> tuple[int, ...]:
    try:
        return tuple(int(size) for size in text.split(","))
    except ValueError:
        raise OptionError(f"--layer-sizes: expected such as 784,16,16,10, got {text}") from None


def _setting_options() -> tuple[Callable[..., Any], ...]:
    return tuple(
        click.option(
            f"--{field.name.replace('_', '-')}",
            type=click.Choice(CHOICES[field.name])
            if field.name in CHOICES
            else type(field.default),
            default=field.default,
            show_default=True,
            help=HELP.get(field.name),
        )
        for field in fields(TrainingSettings)
    )


@click.command(
    "train",
    epilog=examples(
        "neuroscenes train --output my.safetensors",
        "neuroscenes train --layer-sizes 784,32,10 --activations relu,softmax --loss cross_entropy",
    ),
)
@decorated(_setting_options())
@click.option(
    "--layer-sizes",
    callback=_sizes,
    default=",".join(map(str, LAYER_SIZES)),
    show_default=True,
    help="Pixels, then neurons in every layer.",
)
@click.option(
    "--activations",
    callback=names_of,
    default=",".join(ACTIVATIONS),
    show_default=True,
    help="One a layer.",
)
@mnist_dir_option
@click.option(
    "--output",
    type=ANY_PATH,
    default=RENDERS / "trained.safetensors",
    help="File of the weights, safetensors or npz [default: renders/trained.safetensors].",
)
@click.option("--force", is_flag=True, help="Overwrite the file.")
def train_command(
    *,
    layer_sizes: tuple[int, ...],
    activations: tuple[str, ...],
    mnist_dir: Path | None,
    output: Path,
    force: bool,
    **settings: Any,
) -> int:
    """Train a network on MNIST; the defaults train the shipped one again.

    Ctrl-C ends the training early: the network as it is after the last whole epoch is written.
    """
    from network.digits.mnist import load_mnist
    from network.training.recipe import save_training, train_on_mnist

    if layer_sizes[0] != MNIST_FORMAT.pixels:
        raise OptionError(
            f"--layer-sizes: expected {MNIST_FORMAT.pixels} first, as MNIST has pixels,"
            f" got {layer_sizes[0]}"
        )
    chosen = TrainingSettings(**settings)
    _check_free(output, force=force)
    mnist = load_mnist(mnist_dir)
    with _EpochProgress(chosen.epochs) as progress, _interrupted_once(progress):
        model, history, metadata = train_on_mnist(
            mnist, chosen, progress.tell, layer_sizes=layer_sizes, activations=activations
        )
        output.parent.mkdir(parents=True, exist_ok=True)
        beside = save_training(output, model, history, metadata)
    if "epochs" in metadata:
        click.echo(f"stopped: {output} is the network after {metadata['epochs']} epochs", err=True)
    click.echo(f"{output}: {100 * float(metadata['accuracy']):.2f} % of the test images are right")
    click.echo(f"{beside}: the history of the training")
    return INTERRUPTED if "epochs" in metadata else 0


@click.command(
    "evaluate",
    epilog=examples(
        "neuroscenes evaluate",
        "neuroscenes evaluate --model my.safetensors --activations relu,softmax",
    ),
)
@decorated(model_options)
@mnist_dir_option
@json_option
def evaluate_command(
    *,
    as_json: bool,
    **chosen_model: Any,
) -> None:
    """Measure a network on the test images of MNIST, or on own digits where there is no MNIST."""
    settings = settings_of(**chosen_model)
    from network.analysis.accuracy import measure_accuracy
    from network.digits.datasets import load_test_data
    from scenes.subject.subject import chosen_image_format, model_of

    chosen = model_of(settings)
    image_format = chosen_image_format(settings)
    data = load_test_data(settings.mnist_dir, download=True, image_format=image_format)
    data = data.for_model(chosen)
    measured = measure_accuracy(chosen, data.images, data.labels)
    if as_json:
        report = {
            "accuracy": measured.accuracy,
            "correct": measured.correct,
            "images": measured.images,
            "data": data.name,
            "data_checksum": data.checksum,
            "pixels": image_format.pixels,
            "parameters": chosen.parameter_count,
            "layer_sizes": chosen.layer_sizes,
            "activations": chosen.activations,
            "dtype": str(chosen.dtype),
            "per_digit": [None if math.isnan(share) else share for share in measured.per_class],
            "confusion": measured.confusion.tolist(),
        }
        click.echo(dump_json(report, indent=1))
        return
    # MNIST's own size goes without saying.
    size = (
        ""
        if image_format == MNIST_FORMAT
        else f", {image_format.side} x {image_format.side} pixels,"
    )
    click.echo(
        f"{100 * measured.accuracy:.2f} % of {data.name}{size} are read correctly"
        f" ({measured.correct:,} of {measured.images:,})"
    )
    click.echo(
        f"layers {'-'.join(map(str, chosen.layer_sizes))}, {', '.join(chosen.activations)},"
        f" {chosen.parameter_count:,} parameters, computed in {chosen.dtype}"
    )


def _check_free(output: Path, *, force: bool) -> None:
    if output.suffix not in (".safetensors", ".npz"):
        raise OptionError(f"--output: expected a .safetensors or .npz file, got {output}")
    if output.exists() and not force:
        raise OptionError(f"--output: {output} exists, expected a new file or --force")


@contextmanager
def _interrupted_once(progress: _EpochProgress) -> Iterator[None]:
    """Let Ctrl-C end the training, and never keep what was learned from being written."""
    was_interrupted = False

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        nonlocal was_interrupted
        if not was_interrupted and not progress.is_over:
            was_interrupted = True
            raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    if before is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class _EpochProgress:
    """Tells how a training comes along."""

    def __init__(self, epochs: int) -> None:
        self._epochs = epochs
        console = Console(stderr=True)
        self._bar = step_bar(console) if console.is_terminal else None
        self._task = self._bar.add_task("training", total=epochs) if self._bar else None
        self._done = 0

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._bar:
            self._bar.stop()
        if kind is KeyboardInterrupt:
            click.echo("stopped before the first epoch was over: nothing was written", err=True)

    @property
    def is_over(self) -> bool:
        """Whether there is nothing more to learn."""
        return self._done == self._epochs

    def tell(self, epoch: EpochRecord) -> None:
        """Say how an epoch went."""
        self._done = epoch.epoch
        text = (
            f"epoch {epoch.epoch} of {self._epochs}: loss {epoch.loss:.4f},"
            f" {100 * epoch.training_accuracy:.2f} % right, {epoch.seconds:.1f} s"
        )
        if self._bar and self._task is not None:
            self._bar.console.print(text, highlight=False)
            self._bar.advance(self._task)
        else:
            click.echo(text, err=True)
