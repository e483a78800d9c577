"""The subject of a scene: one input, one network, and the trace of the one through the other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from network.analysis.hero import hero_neuron
from network.digits.drawn_digits import drawn_digit, rasterize
from network.digits.image_format import MNIST_FORMAT, image_format_of
from network.errors import OptionError
from network.files.default_model import DEFAULT_WEIGHTS, default_model
from network.files.weight_files import load_metadata, load_model
from network.forward import forward
from scenes.subject.settings import Settings, using
from scenes.subject.words import _

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from network.digits.image_format import ImageFormat
    from network.mlp import MLP
    from network.trace import ForwardTrace


@dataclass(frozen=True)
class Subject:
    """What a scene is about: a network in float64 and the trace of one input through it.

    The label is the right answer, if it is known; the source says in words where the input is from.
    """

    model: MLP
    trace: ForwardTrace
    label: int | None
    source: str

    @property
    def image_format(self) -> ImageFormat:
        """Size and recipe of the pictures that the network reads."""
        return image_format_of(self.model.layer_sizes[0])

    @cached_property
    def hero(self) -> int:
        """The neuron of the first hidden layer that the film follows: `network.analysis.hero`."""
        return hero_neuron(self.model, self.trace)


@lru_cache(maxsize=32)
def subject(settings: Settings) -> Subject:
    """Load what the settings name and run it.

    Raises
    ------
    NeuroscenesError
        When an input or a model can't be read, or the model reads no square pictures.
    """
    model = model_of(settings)
    with using(settings):  # its words are kept: they must be in its own language
        inputs, label, source = _inputs(settings, chosen_image_format(settings))
    return Subject(model, forward(model, inputs), label, source)


@lru_cache(maxsize=8)
def model_of(settings: Settings) -> MLP:
    """The network that the settings name, in float64."""
    if settings.model is None:
        return default_model()
    return load_model(
        settings.model,
        settings.activations,
        preparation=settings.preparation,
        labels=settings.labels,
    ).astype(np.float64)


def training_start_of(settings: Settings) -> MLP:
    """The random network from which that of the settings was trained, in float64."""
    from network.training.recipe import training_start  # few scenes need what trains

    metadata = load_metadata(settings.model or DEFAULT_WEIGHTS)
    return training_start(model_of(settings), metadata).astype(np.float64)


def own_digit_trace(settings: Settings, label: int, hand: int = 0) -> ForwardTrace:
    """The trace of one of the project's own digits."""
    return forward(
        model_of(settings), rasterize(drawn_digit(label, hand), chosen_image_format(settings))
    )


def chosen_image_format(settings: Settings) -> ImageFormat:
    """The format of the pictures that the settings' network reads.

    Raises
    ------
    OptionError
        When it reads no square pictures.
    """
    try:
        return image_format_of(model_of(settings).layer_sizes[0])
    except OptionError as error:
        msg = f"{settings.model}: {error}"
        raise OptionError(msg) from error


def _inputs(
    settings: Settings, image_format: ImageFormat
) -> tuple[NDArray[np.float64], int | None, str]:
    if (digit := settings.known_digit) is not None:
        return rasterize(drawn_digit(digit), image_format), digit, _("a digit drawn for this film")
    if settings.image is not None:
        from network.digits.preprocessing import load_digit_image

        return load_digit_image(settings.image, image_format), None, _("your picture")
    from network.digits.mnist import load_mnist, pixels_to_inputs

    data = load_mnist(settings.mnist_dir)
    image, label = data.test_images[settings.mnist], int(data.test_labels[settings.mnist])
    if image_format == MNIST_FORMAT:
        return pixels_to_inputs(image).reshape(-1), label, _("a test image of MNIST")
    from network.digits.preprocessing import preprocess

    return preprocess(image, image_format), label, _("a test image of MNIST, in other pixels")


def reading_json(name: str, trace: ForwardTrace, model: MLP) -> dict[str, Any]:
    """Pixels, pre-activations and activations of a single input, at full precision.

    `pixels` is ink. `inputs`, what the network reads, is there where it is something else, and
    `label`, the name of the answer, where the classes have names.
    """
    label = {"label": model.labels[trace.answer]} if model.has_named_classes else {}
    inputs = {} if model.preparation.is_identity else {"inputs": trace.inputs.tolist()}
    return {
        "input": name,
        "answer": trace.answer,
        **label,
        "pixels": trace.ink.tolist(),
        **inputs,
        "layers": [
            {
                "pre_activations": layer.pre_activations.tolist(),
                "activations": layer.activations.tolist(),
            }
            for layer in trace.layers
        ],
    }
