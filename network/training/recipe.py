"""The recipe by which the shipped network was trained on MNIST."""

from __future__ import annotations

import importlib.metadata
import platform
from contextlib import suppress
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from network.analysis.accuracy import measure_accuracy
from network.atomic_write import atomic_write_text
from network.bounds.json_text import dump_json, parse_json
from network.errors import WeightsError
from network.files.weight_files import save_model
from network.training.history import TrainingHistory
from network.training.initialization import initialize
from network.training.loop import training_epochs
from network.training.settings import TrainingSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from os import PathLike

    from numpy.typing import NDArray

    from network.arrays import FloatArray
    from network.digits.mnist import Mnist
    from network.mlp import MLP
    from network.training.history import EpochRecord

LAYER_SIZES = (784, 16, 16, 10)
ACTIVATIONS = ("sigmoid", "sigmoid", "sigmoid")


def train_on_mnist(
    mnist: Mnist,
    settings: TrainingSettings | None = None,
    on_epoch: Callable[[EpochRecord], None] | None = None,
    *,
    layer_sizes: Sequence[int] = LAYER_SIZES,
    activations: Sequence[str] = ACTIVATIONS,
) -> tuple[MLP, TrainingHistory, dict[str, str]]:
    """Train a network on the training images of MNIST, and measure it on the test images.

    A `KeyboardInterrupt` ends the training early: what was learned up to the last whole epoch is
    measured and returned, and the metadata have an entry `epochs` such as `3 of 25`. In the first
    epoch, when nothing has been learned yet, the interrupt goes on to the caller.

    Parameters
    ----------
    settings
        How to train; by default as the shipped network was trained.
    on_epoch
        Told about every epoch when it is over.
    layer_sizes
        Number of pixels, then of neurons in every layer.

    Returns
    -------
    The trained network in 32-bit floats, the history, and the metadata to save with it.

    Raises
    ------
    OptionError
        If sizes, activations and data do not fit one another.
    WeightsError
        If training diverges.
    """
    settings = settings or TrainingSettings()
    rng = np.random.default_rng(settings.seed)
    start = initialize(layer_sizes, activations, rng, gain=settings.initial_gain)
    images = _inputs(mnist.training_images, np.float32)
    epochs = training_epochs(start.astype(np.float32), images, mnist.training_labels, settings, rng)
    model, history = _as_far_as_possible(epochs, on_epoch)
    tested = measure_accuracy(model, _inputs(mnist.test_images, np.float64), mnist.test_labels)
    metadata = {
        "command": command_line(settings, layer_sizes=layer_sizes, activations=activations),
        "seed": str(settings.seed),
        "settings": dump_json(asdict(settings)),
        "data_checksum": mnist.checksums["train-images-idx3-ubyte"],
        "test_data_checksum": mnist.checksums["t10k-images-idx3-ubyte"],
        "accuracy": str(tested.accuracy),
        "versions": dump_json(_versions()),
    }
    if len(history.epochs) < settings.epochs:
        metadata["epochs"] = f"{len(history.epochs)} of {settings.epochs}"
    return model, history, metadata


def training_start(model: MLP, metadata: Mapping[str, str]) -> MLP:
    """The random network that a training began with.

    Parameters
    ----------
    metadata
        Of the trained network, as `train_on_mnist` gives them. If they don't tell its settings, a
        network of the same shape is drawn by the recipe's own.

    Returns
    -------
    A network in 32-bit floats.
    """
    settings = TrainingSettings()
    with suppress(KeyError, TypeError, ValueError):
        settings = TrainingSettings(**parse_json(metadata["settings"]))
    rng = np.random.default_rng(int(settings.seed))
    start = initialize(model.layer_sizes, model.activations, rng, gain=settings.initial_gain)
    return start.astype(np.float32)


def save_training(
    path: str | PathLike[str], model: MLP, history: TrainingHistory, metadata: dict[str, str]
) -> Path:
    """Write down what `train_on_mnist` gave; each file is either complete or not there at all.

    Parameters
    ----------
    path
        Where the weights go; must end in `.safetensors` or `.npz`.

    Raises
    ------
    WeightsError
        If the name has another ending, or if a file cannot be written.
    """
    save_model(path, model, metadata)
    beside = Path(path).with_suffix(".history.json")
    try:
        atomic_write_text(beside, history.to_json())
    except OSError as error:
        message = f"{beside}: cannot be written ({error.strerror})"
        raise WeightsError(message) from error
    return beside


def command_line(
    settings: TrainingSettings,
    *,
    layer_sizes: Sequence[int] = LAYER_SIZES,
    activations: Sequence[str] = ACTIVATIONS,
) -> str:
    """Say what to type for a training.

    Parameters
    ----------
    layer_sizes
        Number of pixels, then of neurons in every layer.
    """
    usual: dict[str, Any] = asdict(TrainingSettings())
    options = [
        f"--{field.name.replace('_', '-')} {getattr(settings, field.name)}"
        for field in fields(settings)
        if getattr(settings, field.name) != usual[field.name]
    ]
    if tuple(layer_sizes) != LAYER_SIZES:
        options.append(f"--layer-sizes {','.join(map(str, layer_sizes))}")
    if tuple(activations) != ACTIVATIONS:
        options.append(f"--activations {','.join(activations)}")
    return " ".join(["neuroscenes train", *options])


def _as_far_as_possible(
    epochs: Iterable[tuple[MLP, EpochRecord]], on_epoch: Callable[[EpochRecord], None] | None
) -> tuple[MLP, TrainingHistory]:
    """Train to the end, or to the last whole epoch before an interrupt."""
    # One name for both, so that an interrupt can't come between a network and its history.
    so_far: tuple[MLP, TrainingHistory] | None = None
    try:
        for model, record in epochs:
            records = so_far[1].epochs if so_far else ()
            so_far = model, TrainingHistory((*records, record))
            if on_epoch is not None:
                on_epoch(record)
    except KeyboardInterrupt:
        if so_far is None:
            raise
    assert so_far is not None  # noqa: S101 - there is no training of no epochs
    return so_far


def _inputs(images: NDArray[np.uint8], dtype: type[np.floating[Any]]) -> FloatArray:
    """Pixels from 0 to 1, one row an image."""
    return images.reshape(len(images), -1).astype(dtype) / 255


def _versions() -> dict[str, str]:
    """What the arithmetic was done with."""
    libraries = {name: importlib.metadata.version(name) for name in ("numpy", "scipy")}
    return {"python": platform.python_version(), **libraries}
