from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from safetensors.numpy import load_file, save_file

from network.files.default_model import DEFAULT_WEIGHTS, default_model
from network.files.model_metadata import metadata_of
from network.files.weight_files import save_model
from network.input_preparation import InputPreparation
from network.layers import Layer
from network.mlp import MLP


def plain_outputs(tensors, pixels):
    """ReLU, ReLU, sigmoid, one neuron after the other, straight from the tensors of the file."""
    values = pixels
    for number in (0, 2, 4):
        sums = [
            sum(float(w) * v for w, v in zip(row, values, strict=True)) + float(bias)
            for row, bias in zip(
                tensors[f"{number}.weight"], tensors[f"{number}.bias"], strict=True
            )
        ]
        values = [1 / (1 + np.exp(-s)) if number == 4 else max(0.0, s) for s in sums]
    return values


def test_every_digit_of_the_project_is_read_correctly(neuroscenes):
    options = [part for digit in range(10) for part in ("--digit", digit)]
    readings = json.loads(neuroscenes("classify", *options, "--json").stdout)
    assert [reading["answer"] for reading in readings] == list(range(10))
    assert [reading["input"] for reading in readings] == [f"digit {n}" for n in range(10)]


def test_the_json_holds_pixels_and_layers(neuroscenes, seven_png):
    (reading,) = json.loads(neuroscenes("classify", seven_png, "--json").stdout)
    assert set(reading) == {"input", "answer", "pixels", "layers"}
    assert reading["input"] == str(seven_png)
    assert len(reading["pixels"]) == 784
    assert 0 <= min(reading["pixels"]) <= max(reading["pixels"]) <= 1
    for layer, size in zip(reading["layers"], (16, 16, 10), strict=True):
        assert set(layer) == {"pre_activations", "activations"}
        assert len(layer["pre_activations"]) == len(layer["activations"]) == size
    assert reading["answer"] == int(np.argmax(reading["layers"][-1]["activations"]))


def test_a_picture_is_read(neuroscenes, seven_png):
    ended = neuroscenes("classify", seven_png)
    assert ended.stdout.startswith(f"{seven_png}: 7   (output 0.")
    assert ended.stderr == ""


def test_names_out_of_files_and_of_files_do_nothing_to_a_terminal(neuroscenes, seven_png, tmp_path):
    evil = "\x1b[2J\x07\u202e\nnext"
    model = replace(default_model(), labels=[f"{evil} {number}" for number in range(10)])
    tensors = load_file(DEFAULT_WEIGHTS)
    tensors[f"extra{evil}"] = np.zeros(3, np.float32)
    said = metadata_of(model)
    network = tmp_path / f"net{evil}.safetensors"
    save_file(tensors, network, said)
    picture = tmp_path / f"seven{evil}.png"
    picture.write_bytes(seven_png.read_bytes())
    ended = neuroscenes("classify", picture, "--model", network)
    assert ended.code == 0, ended.stderr
    lines = [*ended.stdout.splitlines(), *ended.stderr.splitlines()]
    assert all(line.isprintable() for line in lines), lines
    assert "\\x1b[2J\\x07\\u202e next 7" in ended.stdout
    assert "extra\\x1b" in ended.stderr


def test_several_inputs_come_in_the_order_of_images_digits_test_images(neuroscenes, seven_png):
    ended = neuroscenes("classify", "--digit", 1, seven_png, "--digit", 0)
    starts = [line.split(":")[0] for line in ended.stdout.splitlines()]
    assert starts == [str(seven_png), "digit 1", "digit 0"]


def test_a_model_of_other_sizes_computes_what_its_file_says(
    neuroscenes, other_model, other_tensors
):
    options = ("--model", other_model, "--activations", "relu, relu,sigmoid", "--json")
    ended = neuroscenes("classify", "--digit", 7, *options)
    (reading,) = json.loads(ended.stdout)
    expected = plain_outputs(other_tensors, reading["pixels"])
    np.testing.assert_allclose(reading["layers"][-1]["activations"], expected, atol=1e-12)
    assert "doesn't say its activations" not in ended.stderr


def test_assumed_activations_are_said(neuroscenes, other_model):
    ended = neuroscenes("classify", "--digit", 7, "--model", other_model)
    assert ended.code == 0
    assert "doesn't say its activations: sigmoid is assumed in every layer" in ended.stderr


def test_whatever_was_assumed_of_a_model_is_said(neuroscenes, tmp_path):
    path = tmp_path / "bare.npz"
    np.savez(path, wih=np.ones((16, 784)), who=np.ones((10, 16)))
    ended = neuroscenes("classify", "--digit", 7, "--model", path, "--activations", "relu,softmax")
    assert ended.code == 0
    assert ended.stderr.startswith(f"{path} holds no biases: they are read as 0\n")


def test_a_test_image_of_mnist_is_read(neuroscenes, mnist_dir):
    ended = neuroscenes("classify", "--mnist", 0, "--mnist-dir", mnist_dir)
    assert ended.stdout.startswith("mnist 0: 7 ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "expected an IMAGE, --digit or --mnist, got none"),
        (("--digit", "11"), "--digit: expected 0..9, got 11"),
        (("--digit", "-1"), "--digit: expected 0..9, got -1"),
        (("--digit", "seven"), "'seven' is not a valid integer"),
        (("--mnist", "10000"), "expected the index of a test image, 0..9999, got 10000"),
        (("--digit", "1", "--activations", "relu"), "--activations: expected together with"),
    ],
)
def test_wrong_use_is_refused(refused, arguments, message):
    assert message in refused("classify", *arguments)


def picture(mode, size, color):
    return lambda path: Image.new(mode, size, color).save(path, format="PNG")


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(lambda _path: None, id="missing"),
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
        pytest.param(lambda path: path.write_text("seven"), id="no picture"),
        pytest.param(lambda path: path.mkdir(), id="folder"),
        pytest.param(picture("L", (300, 300), 255), id="blank"),
        pytest.param(picture("L", (1, 1), 0), id="one pixel"),
        pytest.param(picture("I;16", (40, 40), 65535), id="16 bits, blank"),
        pytest.param(picture("RGBA", (40, 40), (0, 0, 0, 0)), id="transparent"),
        pytest.param(picture("L", (30_000, 4_000), 255), id="30,000 pixels wide"),
    ],
)
def test_an_image_that_shows_no_digit_is_refused_by_name(refused, tmp_path, write):
    path = tmp_path / "bad.png"
    write(path)
    assert f"neuroscenes: {path}: " in refused("classify", path)


def test_a_picture_of_16_bits_or_with_alpha_is_read_as_the_plain_one(
    neuroscenes, seven_png, tmp_path
):
    gray = np.asarray(Image.open(seven_png))
    Image.fromarray(gray.astype(np.uint16) * 257).save(tmp_path / "deep.png")
    ink = Image.fromarray(255 - gray)
    black = Image.new("L", ink.size, 0)
    Image.merge("LA", (black, ink)).save(tmp_path / "alpha.png")
    ended = neuroscenes("classify", tmp_path / "deep.png", tmp_path / "alpha.png")
    assert [line.split(": ")[1][0] for line in ended.stdout.splitlines()] == ["7", "7"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.update({"2.weight": t["2.weight"][:, :5]}), "20"),
        (lambda t: t["0.weight"].__setitem__((0, 0), np.nan), "finite"),
        (lambda t: t.pop("2.weight"), "2.weight is missing"),
        (lambda t: t.update({"0.weight": t["0.weight"].astype(np.int64)}), "int64"),
    ],
    ids=["shapes", "NaN", "no weights", "integers"],
)
def test_wrong_weights_are_refused_by_name(refused, tmp_path, other_tensors, change, message):
    tensors = {name: tensor.copy() for name, tensor in other_tensors.items()}
    change(tensors)
    tensors = {name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()}
    path = tmp_path / "wrong.safetensors"
    save_file(tensors, path)
    error = refused("classify", "--digit", 7, "--model", path)
    assert f"neuroscenes: {path}: " in error
    assert message in error


def test_a_pickle_in_a_file_of_weights_is_never_opened(refused, tmp_path):
    path = tmp_path / "pickled.npz"
    np.savez(path, **{"0.weight": np.array([print], dtype=object), "0.bias": np.zeros(1)})
    assert str(path) in refused("classify", "--digit", 7, "--model", path)


def test_a_model_for_no_square_pictures_is_refused(refused, tmp_path):
    path = tmp_path / "small.safetensors"
    save_file(
        {"0.weight": np.zeros((2, 9)), "0.bias": np.zeros(2)}, path, {"activations": '["relu"]'}
    )
    assert "64 or 784 inputs, got 9" in refused("classify", "--digit", 7, "--model", path)


def test_activations_that_do_not_fit_the_model_are_refused(refused, other_model):
    options = ("--model", other_model, "--activations")
    assert "3, one a layer, got 1" in refused("classify", "--digit", 7, *options, "relu")
    assert "swish" in refused("classify", "--digit", 7, *options, "swish,relu,relu")


def in_other_words(path, **changes):
    """The shipped network, as someone else would have trained and named it."""
    model = default_model()
    first, *others = model.layers
    meant = InputPreparation.from_statistics(mean=0.5, std=0.5)
    weights = first.weights * 0.5
    layer = Layer(weights, first.biases + weights.sum(axis=1), first.activation)
    save_model(path, MLP((layer, *others), meant, **changes), {})
    return path


def test_a_network_of_other_inputs_computes_the_same(neuroscenes, tmp_path):
    file = in_other_words(tmp_path / "net.safetensors")
    (own,) = json.loads(neuroscenes("classify", "--digit", 7, "--json").stdout)
    ended = neuroscenes("classify", "--digit", 7, "--json", "--model", file)
    (reading,) = json.loads(ended.stdout)
    assert ended.stderr == ""
    assert reading["pixels"] == own["pixels"]
    np.testing.assert_allclose(reading["inputs"], 2 * np.array(own["pixels"]) - 1, atol=1e-12)
    for layer, other in zip(reading["layers"], own["layers"], strict=True):
        np.testing.assert_allclose(layer["activations"], other["activations"], atol=1e-6)


def test_a_network_that_reads_nothing_as_it_is_names_the_options(neuroscenes, tmp_path):
    file = in_other_words(tmp_path / "net.safetensors")
    options = ("--input-mean", 0, "--input-std", 1)
    ended = neuroscenes("classify", "--digit", 7, "--model", file, *options)
    assert ended.code == 0
    assert "reads only" in ended.stderr
    assert "with --input-mean 0.5 --input-std 0.5 it reads" in ended.stderr


def test_the_answer_carries_the_name_of_its_class(neuroscenes, tmp_path):
    names = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    file = in_other_words(tmp_path / "net.safetensors", labels=names)
    assert neuroscenes("classify", "--digit", 7, "--model", file).stdout.startswith(
        "digit 7: seven   (output 0.9"
    )
    (reading,) = json.loads(neuroscenes("classify", "--digit", 7, "--model", file, "--json").stdout)
    assert (reading["answer"], reading["label"]) == (7, "seven")


def test_labels_are_said_by_an_option(neuroscenes):
    named = ("--model", DEFAULT_WEIGHTS, "--labels", "a,b,c,d,e,f,g,h,i,j")
    assert "digit 7: h   " in neuroscenes("classify", "--digit", 7, *named).stdout
    few = neuroscenes("classify", "--digit", 7, "--model", DEFAULT_WEIGHTS, "--labels", "a,b")
    assert few.code == 2
    assert "labels must be 10 different names, one an output, got a, b" in few.stderr


def test_a_lone_output_is_a_number_and_no_class(neuroscenes, tmp_path):
    layer = Layer(np.zeros((1, 784)), np.zeros(1), "sigmoid")
    save_model(tmp_path / "one.npz", MLP((layer,)), {})
    said = neuroscenes("classify", "--digit", 3, "--model", tmp_path / "one.npz").stdout
    assert said == "digit 3: output 0.5000   (one number, which names no class)\n"


def test_among_equal_outputs_the_first_is_the_answer(neuroscenes, tmp_path):
    layer = Layer(np.zeros((3, 784)), np.zeros(3), "sigmoid")
    save_model(tmp_path / "level.npz", MLP((layer,)), {})
    said = neuroscenes("classify", "--digit", 3, "--model", tmp_path / "level.npz").stdout
    assert said.startswith("digit 3: 0   (output 0.5000; next 1 with 0.5000")


def test_outputs_that_nobody_named_are_told(neuroscenes, tmp_path):
    model = default_model()
    last = model.layers[-1]
    few = Layer(last.weights[:3], last.biases[:3], last.activation)
    save_model(tmp_path / "few.safetensors", MLP((*model.layers[:-1], few)), {})
    told = neuroscenes("classify", "--digit", 1, "--model", tmp_path / "few.safetensors").stderr
    assert "doesn't say what its 3 outputs stand for" in told

    other = ("--model", tmp_path / "few.safetensors", "--labels", "zero,one,two")
    assert neuroscenes("classify", "--digit", 1, *other).stderr == ""
