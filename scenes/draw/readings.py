"""Drawings that the network has read, kept for as long as the page may ask about them."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from network.digits.image_format import image_format_of
from network.digits.preprocessing import preprocess
from network.errors import ImageError, OptionError
from network.forward import forward
from scenes.stage.scales import brightness, connection_light, strongest
from scenes.subject.subject import reading_json

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import ArrayLike

    from network.mlp import MLP
    from network.trace import ForwardTrace

CANVAS_SIDE = 280
"""Pixels along each side of the page's canvas: ten for one of the network's."""
DRAWING_BYTES = CANVAS_SIDE**2
PEN_WIDTH = 22
"""Of the page's pen, in pixels of the canvas: as wide beside a digit as MNIST's pens are."""


def image_from(body: bytes) -> Image.Image:
    """The drawing in a request: one byte a pixel, row after row, 0 paper to 255 ink.

    A picture and no array, for the network's pixels differ in the last digits between the two.

    Raises
    ------
    ImageError
        When it has another number of bytes.
    """
    if len(body) != DRAWING_BYTES:
        raise ImageError(f"drawing: expected {DRAWING_BYTES} bytes, one a pixel, got {len(body)}")
    return Image.frombytes("L", (CANVAS_SIDE, CANVAS_SIDE), body)


def save_drawing(drawing: Image.Image, path: Path) -> None:
    """Write the drawing as a PNG, from which `load_digit_image` reads the same pixels."""
    drawing.save(path, format="PNG")


DRAWN_CONNECTIONS = 900
"""Of one layer pair; what is left out would be too dim to be seen."""


def strongest_connections(values: ArrayLike) -> list[tuple[int, int, float]]:
    """The brightest connections of a layer pair, the brightest first.

    Parameters
    ----------
    values
        Weights or contributions, shape (fan_out, fan_in).
    """
    signed = np.asarray(values, dtype=np.float64)
    light = np.copysign(connection_light(signed), signed).round(3)
    neurons, inputs = np.unravel_index(strongest(light.ravel(), DRAWN_CONNECTIONS), light.shape)
    found = zip(inputs.tolist(), neurons.tolist(), light[neurons, inputs].tolist(), strict=True)
    return [connection for connection in found if connection[2]]


KEPT_READINGS = 64


@dataclass(frozen=True, eq=False)
class Reading:
    """One drawing, and what the network made of it.

    Attributes
    ----------
    key
        Checksum of the drawing: what the page asks by.
    drawing
        280 x 280 levels of gray.
    trace
        Of the drawing, in as many pixels as the network reads, through it.
    label
        Name of the class that it answers.
    """

    key: str
    drawing: Image.Image
    trace: ForwardTrace
    label: str


def read_drawing(body: bytes, model: MLP) -> Reading:
    """Let a network read a drawing, by the recipe of `classify`.

    Raises
    ------
    NeuroscenesError
        When it is no drawing, or shows nothing.
    """
    drawing = image_from(body)
    trace = forward(model, preprocess(drawing, image_format_of(model.layer_sizes[0])))
    key = hashlib.sha256(body).hexdigest()
    return Reading(key, drawing, trace, model.labels[trace.answer])


def check_reads_drawings(model: MLP) -> None:
    """Refuse a network that doesn't read square pictures.

    Raises
    ------
    OptionError
        When its inputs are not the pixels of one.
    """
    try:
        image_format_of(model.layer_sizes[0])
    except OptionError as error:
        raise OptionError(f"draw: {error}") from error


class KeptReadings:
    """The latest readings, by the checksums of their drawings."""

    def __init__(self) -> None:
        self._readings: OrderedDict[str, Reading] = OrderedDict()

    def keep(self, reading: Reading) -> None:
        """Keep a reading; the oldest gives way."""
        self._readings.pop(reading.key, None)
        self._readings[reading.key] = reading
        if len(self._readings) > KEPT_READINGS:
            self._readings.popitem(last=False)

    def find(self, key: str) -> Reading | None:
        """The reading of this checksum, None when it is not kept any more."""
        return self._readings.get(key)


def shown_reading(reading: Reading, model: MLP) -> dict[str, Any]:
    """The numbers of `classify --json`, the neurons' fills, and the light of the connections."""
    layers = reading.trace.layers
    pairs = zip(layers, model.activations, strict=True)
    return {
        **reading_json(reading.key, reading.trace, model),
        "label": reading.label,
        "fills": [brightness(layer.activations, name).round(4).tolist() for layer, name in pairs],
        "light": [strongest_connections(layer.contributions) for layer in layers],
    }


def shown_neuron(reading: Reading, layer: int, neuron: int) -> dict[str, Any]:
    """One neuron's weights, what comes in, their products, and what they add up to.

    Parameters
    ----------
    layer, neuron
        Both from 0; layer 0 is the first behind the pixels.

    Raises
    ------
    OptionError
        When the network has no such neuron.
    """
    layers = reading.trace.layers
    if not (0 <= layer < len(layers) and 0 <= neuron < layers[layer].biases.size):
        raise OptionError(f"neuron: expected one of this network, got {neuron} of layer {layer}")
    trace = layers[layer]
    return {
        "weights": trace.weights[neuron].tolist(),
        "inputs": trace.inputs.tolist(),
        "contributions": trace.contributions[neuron].tolist(),
        "sum": float(trace.running_sums(neuron, range(trace.inputs.size))[-1]),
        "bias": float(trace.biases[neuron]),
        "pre_activation": float(trace.pre_activations[neuron]),
        "activation": float(trace.activations[neuron]),
    }
