from __future__ import annotations

import json

import numpy as np
import pytest

from network.errors import ImageError, OptionError
from network.files.default_model import default_model
from network.training.initialization import initialize
from scenes.cli import main
from scenes.draw.page import description
from scenes.draw.readings import (
    KEPT_READINGS,
    KeptReadings,
    Reading,
    check_reads_drawings,
    image_from,
    read_drawing,
    save_drawing,
    shown_neuron,
    shown_reading,
)
from scenes.stage.scales import connection_light
from scenes.stage.theme import PALETTES


def classified(path, capsys):
    with pytest.raises(SystemExit):
        main(["classify", str(path), "--json"])
    return json.loads(capsys.readouterr().out)[0]


def test_a_drawing_is_read_exactly_as_classify_reads_its_png(three, tmp_path, capsys):
    reading = read_drawing(three, default_model())
    save_drawing(reading.drawing, tmp_path / "drawing.png")
    shown = shown_reading(reading, default_model())
    assert any(0 < level < 255 for level in three)  # where arrays and pictures differ
    expected = classified(tmp_path / "drawing.png", capsys)
    assert shown["answer"] == 3
    for part in ("answer", "pixels", "layers"):
        assert shown[part] == expected[part]


def test_fills_of_a_sigmoid_are_its_activations(three):
    shown = shown_reading(read_drawing(three, default_model()), default_model())
    for fills, layer in zip(shown["fills"], shown["layers"], strict=True):
        np.testing.assert_allclose(fills, layer["activations"], atol=5e-5)


def test_light_is_that_of_the_film_for_the_strongest_contributions(three):
    reading = read_drawing(three, default_model())
    shown = shown_reading(reading, default_model())
    for light, layer in zip(shown["light"], reading.trace.layers, strict=True):
        of_the_film = connection_light(layer.contributions)
        for start, end, signed in light:
            assert abs(signed) == pytest.approx(of_the_film[end, start], abs=6e-4)
            assert (signed < 0) == (layer.contributions[end, start] < 0)
        left_out = of_the_film.copy()
        for start, end, _ in light:
            left_out[end, start] = 0
        assert left_out.max() <= abs(light[-1][2]) + 6e-4


@pytest.mark.parametrize(("layer", "neuron"), [(0, 0), (0, 15), (1, 7), (2, 9)])
def test_a_neuron_shows_its_weights_its_inputs_and_their_products(three, layer, neuron):
    model = default_model()
    reading = read_drawing(three, model)
    shown = shown_neuron(reading, layer, neuron)
    inputs = reading.trace.inputs if layer == 0 else reading.trace.layers[layer - 1].activations
    total = 0.0
    for i, weight in enumerate(model.layers[layer].weights[neuron]):
        assert shown["weights"][i] == weight
        assert shown["inputs"][i] == inputs[i]
        assert shown["contributions"][i] == float(weight) * float(inputs[i])
        total += float(weight) * float(inputs[i])
    assert shown["sum"] == pytest.approx(total, abs=1e-12)
    assert shown["bias"] == model.layers[layer].biases[neuron]
    assert shown["pre_activation"] == pytest.approx(total + shown["bias"], abs=1e-12)
    assert shown["activation"] == pytest.approx(
        1 / (1 + np.exp(-shown["pre_activation"])), abs=1e-15
    )


@pytest.mark.parametrize(("layer", "neuron"), [(3, 0), (0, 16), (2, 10), (10**30, 0)])
def test_a_neuron_that_is_not_there_is_refused(three, layer, neuron):
    with pytest.raises(OptionError, match="expected one of this network"):
        shown_neuron(read_drawing(three, default_model()), layer, neuron)


@pytest.mark.parametrize("count", [0, 1, 78_399, 78_401])
def test_another_number_of_bytes_is_no_drawing(count):
    with pytest.raises(ImageError, match=f"expected 78400 bytes, one a pixel, got {count}"):
        image_from(bytes(count))


def test_empty_paper_is_no_digit():
    with pytest.raises(ImageError, match="empty picture"):
        read_drawing(bytes(280 * 280), default_model())


def test_a_network_that_reads_no_drawings_is_refused():
    model = initialize((30, 10), ("sigmoid",), np.random.default_rng(1))
    with pytest.raises(OptionError, match=r"draw: expected a network of 5 x 5 pixels.*got 30"):
        check_reads_drawings(model)


def test_the_oldest_reading_gives_way():
    kept = KeptReadings()
    readings = [Reading(str(i), None, None, None) for i in range(KEPT_READINGS + 1)]
    kept.keep(readings[0])
    kept.keep(readings[1])
    kept.keep(readings[0])  # asked for again
    for reading in readings[2:]:
        kept.keep(reading)
    assert kept.find("1") is None
    assert kept.find("0") is readings[0]
    assert kept.find(str(KEPT_READINGS)) is readings[-1]


@pytest.mark.parametrize("side", [8, 14])
def test_a_drawing_is_read_in_as_many_pixels_as_the_network_has_inputs(side):
    model = initialize((side * side, 10), ("sigmoid",), np.random.default_rng(1))
    check_reads_drawings(model)
    paper = np.zeros((280, 280), np.uint8)
    paper[60:220, 130:150] = 255
    trace = read_drawing(paper.tobytes(), model).trace
    assert trace.inputs.shape == (side * side,)
    assert description(model, PALETTES["classic"])["grid"] == side
    columns = trace.inputs.reshape(side, side).sum(axis=0)
    assert columns.argmax() in (side // 2 - 1, side // 2)
