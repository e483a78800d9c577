"""The playground's JavaScript: unit tests by node, and its agreement with `network`."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from network.activations import ACTIVATION_FUNCTIONS
from network.digits.image_format import image_format_of
from network.files.default_model import default_model
from network.forward import forward
from scenes.playground.network_json import network_json
from scenes.stage.scales import brightness, connection_light

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
MODULES = ROOT / "assets" / "play" / "network"
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="no node here: apt-get install nodejs")


def node(script: str, given: object) -> object:
    """What a script, which finds `given` and ends by `tell(...)`, tells."""
    imports = "".join(
        f'import * as {name} from "{(MODULES / name).as_uri()}.js";\n'
        for name in ("activations", "ink", "network", "product", "scales")
    )
    reading = (
        'import { readFileSync } from "node:fs";\n'
        'const given = JSON.parse(readFileSync(0, "utf8"));\n'
        "const tell = (told) => console.log(JSON.stringify(told));\n"
    )
    ended = subprocess.run(
        [NODE, "--input-type=module", "-e", imports + reading + script],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


@needs_node
def test_the_unit_tests_pass():
    ended = subprocess.run(
        [NODE, "--test", *sorted(map(str, HERE.glob("*.test.js")))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout
    assert "# fail 0" in ended.stdout or "ℹ fail 0" in ended.stdout


@needs_node
def test_every_activation_function_of_network_has_a_twin():
    z = np.array([-700.0, -30.0, -2.5, -1e-9, 0.0, 1e-9, 0.5, 2.5, 30.0, 700.0])
    twins = node(
        "tell(Object.fromEntries(Object.entries(activations.ACTIVATIONS).map(([name, { of,"
        " hasUnitRange }]) => [name, [[...of(Float64Array.from(given))], hasUnitRange]])));",
        z.tolist(),
    )
    assert list(twins) == list(ACTIVATION_FUNCTIONS)
    for name, (values, has_unit_range) in twins.items():
        np.testing.assert_allclose(values, ACTIVATION_FUNCTIONS[name](z), rtol=1e-12)
        assert has_unit_range == ACTIVATION_FUNCTIONS[name].has_unit_range


@needs_node
def test_drawings_give_the_pixels_of_network(drawings, networks):
    """To 1e-12: the center of mass is a sum, which NumPy adds up in another order."""
    for name in ("default", "8 x 8"):
        image_format = image_format_of(networks[name].layer_sizes[0])
        found = node(
            "tell(given.drawings.map((each) => [...ink.pixelsOf(each, given.network.format)]));",
            {"network": network_json(networks[name]), "drawings": [d.as_json() for d in drawings]},
        )
        expected = [drawing.pixels(image_format) for drawing in drawings]
        np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12)


@needs_node
def test_a_page_of_any_network_computes_what_network_computes(drawings, networks):
    for model in networks.values():
        ink = [drawing.pixels(image_format_of(model.layer_sizes[0])) for drawing in drawings[:20]]
        found = node(
            "const read = network.decodeNetwork(given.network);\n"
            "tell(given.ink.map((each) => network.forward(read, each).layers.map("
            "(layer) => [[...layer.preActivations], [...layer.activations]])));",
            {"network": network_json(model), "ink": [each.tolist() for each in ink]},
        )
        for each, layers in zip(ink, found, strict=True):
            trace = forward(model, each)
            for layer, (before, after) in zip(trace.layers, layers, strict=True):
                np.testing.assert_allclose(before, layer.pre_activations, rtol=1e-9)
                np.testing.assert_allclose(after, layer.activations, rtol=1e-9)


@needs_node
def test_a_product_in_any_order_is_that_of_numpy(drawings, networks):
    """Columns and inputs shuffled alike give the sums of before; either alone gives others."""
    for model in networks.values():
        ink = drawings[0].pixels(image_format_of(model.layer_sizes[0]))
        found = node(
            """const read = network.decodeNetwork(given.network);
            const traced = network.forward(read, given.ink).layers;
            tell(read.layers.map((layer, i) => {
                const order = product.shuffledOrder(layer.fanIn);
                const { inputs: x } = traced[i];
                const sums = (columns, inputs) =>
                    [...product.productOf(layer, x, { columns, inputs })];
                const terms = product.termsOf(layer, x, 1, { columns: order, inputs: null });
                const orders = [[null, null], [order, order], [order, null], [null, order]];
                const all = orders.map((each) => sums(...each));
                return { order, sums: all, soFar: [...terms.sums] };
            }));""",
            {"network": network_json(model), "ink": ink.tolist()},
        )
        trace = forward(model, ink)
        for layer, traced, shown in zip(model.layers, trace.layers, found, strict=True):
            order, x = np.array(shown["order"]), traced.inputs
            assert sorted(order) == list(range(layer.fan_in))
            assert (order != np.arange(layer.fan_in)).all()
            z = traced.pre_activations
            moved = layer.weights[:, order] @ x + layer.biases
            expected = [z, z, moved, layer.weights @ x[order] + layer.biases]
            np.testing.assert_allclose(shown["sums"], expected, rtol=1e-9, atol=1e-12)
            assert np.abs(moved - z).max() > 0.01
            terms = np.cumsum(layer.weights[1, order] * x)
            np.testing.assert_allclose(shown["soFar"], terms, rtol=1e-9, atol=1e-12)


@needs_node
def test_light_and_brightness_are_those_of_the_film(drawings):
    trace = forward(default_model(), drawings[0].pixels())
    values = [layer.contributions.ravel() for layer in trace.layers]
    found = node(
        "tell(given.map((each) => [...scales.connectionLight(each)]));",
        [each.tolist() for each in values],
    )
    for light, signed in zip(found, values, strict=True):
        expected = np.copysign(connection_light(signed), signed)
        np.testing.assert_allclose(light, expected, atol=2e-6)
    shown = [-0.5, 0.0, 0.25, 2.0]
    for name in ACTIVATION_FUNCTIONS:
        bright = node(f'tell(scales.brightness(Float64Array.from(given), "{name}"));', shown)
        np.testing.assert_allclose(bright, brightness(shown, name))
