"""Networks under the names that public code gives them: each is read, and answers as there."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from network.errors import WeightsError
from network.files.weight_files import load_model, read_model_file
from network.forward import forward

SIZES = (25, 7, 7, 7, 3)
"""Hidden layers of one size: neither their order nor rows and columns follow from shapes."""
ACTIVATIONS = ("relu", "relu", "relu", "identity")
THREE = SIZES[:3] + SIZES[4:]

Pairs = list[tuple[np.ndarray, np.ndarray]]


def pairs_of(sizes: tuple[int, ...], rng: np.random.Generator) -> Pairs:
    """Weights with a row a neuron, and biases."""
    return [
        (rng.normal(size=(fan_out, fan_in)), rng.normal(size=fan_out))
        for fan_in, fan_out in itertools.pairwise(sizes)
    ]


def by_hand(pairs: Pairs, inputs: np.ndarray) -> np.ndarray:
    for weights, biases in pairs[:-1]:
        inputs = np.maximum(weights @ inputs + biases, 0)
    return pairs[-1][0] @ inputs + pairs[-1][1]


def confirm(path: Path, pairs: Pairs, rng: np.random.Generator) -> tuple[str, ...]:
    """The file answers as the pairs; what is said of it."""
    inputs = rng.random(25)
    found = read_model_file(path, ["relu"] * (len(pairs) - 1) + ["identity"])
    np.testing.assert_allclose(
        forward(found.model, inputs).outputs, by_hand(pairs, inputs), rtol=1e-10
    )
    return found.notes


def saved(path: Path, arrays: dict[str, np.ndarray]) -> Path:
    """In no useful order."""
    shuffled = {name: arrays[name] for name in sorted(arrays, reverse=True)}
    if path.suffix == ".npz":
        np.savez(path, **shuffled)
    else:
        save_file({name: np.ascontiguousarray(a) for name, a in shuffled.items()}, path)
    return path


ROWS = {
    "torch numbers": "fc1.{weight,bias} fc2.{weight,bias} fc3.{weight,bias} fc_out.{weight,bias}",
    "torch hidden": "hidden1.{weight,bias} hidden2.{weight,bias} hidden3.{weight,bias}"
    " output.{weight,bias}",
    "torch words": "input_layer.{weight,bias} hidden_1.{weight,bias} hidden_2.{weight,bias}"
    " output_layer.{weight,bias}",
    "compiled, in parallel": "_orig_mod.module.net.0.{weight,bias} _orig_mod.module.net.3."
    "{weight,bias} _orig_mod.module.net.6.{weight,bias} _orig_mod.module.net.10.{weight,bias}",
    "lightning": "model.layers.0.{weight,bias} model.layers.2.{weight,bias} model.layers.4."
    "{weight,bias} model.head.{weight,bias}",
    "features, classifier": "features.0.{weight,bias} features.2.{weight,bias} features.4."
    "{weight,bias} classifier.{weight,bias}",
    "fastai": "layers.0.0.{weight,bias} layers.1.0.{weight,bias} layers.2.0.{weight,bias}"
    " layers.3.0.{weight,bias}",
    "mlx": "layers.0.{weight,bias} layers.1.{weight,bias} layers.2.{weight,bias} layers.3."
    "{weight,bias}",
    "equinox": ".layers[0].{weight,bias} .layers[1].{weight,bias} .layers[2].{weight,bias}"
    " .layers[3].{weight,bias}",
    "chainer": "l1/{W,b} l2/{W,b} l3/{W,b} l4/{W,b}",
    "gluon": "dense0_{weight,bias} dense1_{weight,bias} dense2_{weight,bias} dense3_{weight,bias}",
    "ordinals": "first.{weight,bias} second.{weight,bias} third.{weight,bias} last.{weight,bias}",
    "parameter lists": "{weights,biases}.0 {weights,biases}.1 {weights,biases}.2"
    " {weights,biases}.3",
    "camel case": "inputLayer{Weights,Bias} hiddenLayer1{Weights,Bias} hiddenLayer2{Weights,Bias}"
    " outputLayer{Weights,Bias}",
}
COLUMNS = {
    "numpy W1, b1": "{W,b}1 {W,b}2 {W,b}3 {W,b}4",
    "flax": "params/Dense_0/{kernel,bias} params/Dense_1/{kernel,bias} params/Dense_2/"
    "{kernel,bias} params/Dense_3/{kernel,bias}",
    "flax nnx": "linear1.{kernel,bias}.value linear2.{kernel,bias}.value linear3.{kernel,bias}"
    ".value linear_out.{kernel,bias}.value",
    "haiku": "mlp/~/linear_0/{w,b} mlp/~/linear_1/{w,b} mlp/~/linear_2/{w,b} mlp/~/linear_3/{w,b}",
    "haiku, one by one": "linear/{w,b} linear_1/{w,b} linear_2/{w,b} linear_3/{w,b}",
    "keras 3": "layers/dense/vars/{0,1} layers/dense_1/vars/{0,1} layers/dense_2/vars/{0,1}"
    " layers/dense_3/vars/{0,1}",
    "keras 2": "model/dense/{kernel,bias}:0 model/dense_1/{kernel,bias}:0 model/dense_2/"
    "{kernel,bias}:0 model/predictions/{kernel,bias}:0",
    "checkpoint of tensorflow": "layer_with_weights-0/{kernel,bias}/.ATTRIBUTES/VARIABLE_VALUE"
    " layer_with_weights-1/{kernel,bias}/.ATTRIBUTES/VARIABLE_VALUE"
    " layer_with_weights-2/{kernel,bias}/.ATTRIBUTES/VARIABLE_VALUE"
    " layer_with_weights-3/{kernel,bias}/.ATTRIBUTES/VARIABLE_VALUE",
    "tensorflow 1": "{weights,biases}/{h,b}1 {weights,biases}/{h,b}2 {weights,biases}/{h,b}3"
    " {weights,biases}/out",
    "scikit-learn": "{coefs,intercepts}_0 {coefs,intercepts}_1 {coefs,intercepts}_2"
    " {coefs,intercepts}_3",
    "paddle": "linear_0.{w,b}_0 linear_1.{w,b}_0 linear_2.{w,b}_0 linear_3.{w,b}_0",
    "one word a layer": "w_in w_h1 w_h2 w_out",
}


def names_in(pattern: str) -> list[tuple[str, ...]]:
    """Names of the weights, and of the biases if there are any, of every layer."""
    layers = []
    for layer in pattern.split():
        one, other = layer, layer
        while "{" in one:
            before, _, rest = one.partition("{")
            choices, _, after = rest.partition("}")
            one = before + choices.split(",")[0] + after
            before, _, rest = other.partition("{")
            choices, _, after = rest.partition("}")
            other = before + choices.split(",")[1] + after
        layers.append((one,) if one == other else (one, other))
    return layers


@pytest.mark.parametrize("ending", ["npz", "safetensors"])
@pytest.mark.parametrize(
    ("pattern", "by_rows"),
    [*((p, True) for p in ROWS.values()), *((p, False) for p in COLUMNS.values())],
    ids=[*ROWS, *COLUMNS],
)
def test_layers_are_found_by_their_names(pattern, by_rows, ending, tmp_path, rng):
    pairs, arrays = pairs_of(SIZES, rng), {}
    names = names_in(pattern)
    for (weights, biases), given in zip(pairs, names, strict=True):
        arrays[given[0]] = weights if by_rows else weights.T
        arrays |= dict.fromkeys(given[1:], biases)
    if len(names[0]) == 1:
        pairs = [(weights, np.zeros(len(weights))) for weights, _ in pairs]
    notes = confirm(saved(tmp_path / f"net.{ending}", arrays), pairs, rng)
    assert notes == (("holds no biases: they are read as 0",) if len(names[0]) == 1 else ())


@pytest.mark.parametrize("by_rows", [True, False])
@pytest.mark.parametrize(
    "names",
    [
        "wih whh who bih bhh bho",
        "wih whh who bh1 bh2 bo",
        "win whid wout bin bhid bout",
        "Wxh Whh Why bxh bhh by",
        "i2h h2h h2o bias_1 bias_2 bias_3",
        "w_input_hidden1 w_hidden1_hidden2 w_hidden2_output b_hidden1 b_hidden2 b_output",
        "W_in W_hidden W_out b_in b_hidden b_out",
        "syn0 syn1 syn2",
        "weights1 weights2 weights3",
        "Variable Variable_2 Variable_4 Variable_1 Variable_3 Variable_5",
        "arr_0 arr_2 arr_4 arr_1 arr_3 arr_5",
        "arr_0 arr_1 arr_2 arr_3 arr_4 arr_5",
        "param_0 param_2 param_4 param_1 param_3 param_5",
        "weight_0 weight_2 weight_4 weight_1 weight_3 weight_5",
        "0 2 4 1 3 5",
        "p3 p4 p5 p0 p1 p2",
    ],
)
def test_names_of_numpy_are_read_with_rows_or_columns(names, by_rows, tmp_path, rng):
    pairs = pairs_of((25, 9, 6, 3), rng)
    given = names.split()
    arrays = {
        name: weights if by_rows else weights.T
        for name, (weights, _) in zip(given[:3], pairs, strict=True)
    }
    if len(given) == 3:
        pairs = [(weights, np.zeros(len(weights))) for weights, _ in pairs]
    else:
        arrays |= {name: biases for name, (_, biases) in zip(given[3:], pairs, strict=True)}
    confirm(saved(tmp_path / "net.npz", arrays), pairs, rng)


@pytest.mark.parametrize("by_rows", [True, False])
@pytest.mark.parametrize("names", ["weights{} biases{}", "W{} b{}", "arr_{} arr_{}"])
def test_biases_may_be_rows_or_columns(names, by_rows, tmp_path, rng):
    pairs = pairs_of(THREE, rng)
    weight, bias = names.split()
    step = 2 if weight == bias else 1
    arrays = {}
    for number, (weights, biases) in enumerate(pairs):
        arrays[weight.format(step * number)] = weights if by_rows else weights.T
        arrays[bias.format(step * number + step - 1)] = biases[:, None] if by_rows else biases[None]
    confirm(saved(tmp_path / "net.npz", arrays), pairs, rng)


def test_lists_of_words_in_an_npz_file_are_metadata(tmp_path, rng):
    pairs = pairs_of(THREE, rng)
    arrays = {f"W{i}": weights.T for i, (weights, _) in enumerate(pairs)}
    arrays |= {f"b{i}": biases for i, (_, biases) in enumerate(pairs)}
    arrays["activations"] = np.array(["relu", "tanh", "softmax"])
    for name, given in (
        ("classes_", np.array([7, 8, 9])),
        ("classes", np.arange(7, 10)),
        ("labels", np.array(["7", "8", "9"])),
    ):
        path = tmp_path / f"{name}.npz"
        np.savez(path, **arrays, **{name: given})
        found = read_model_file(path)
        assert found.notes == ()
        assert found.model.activations == ("relu", "tanh", "softmax")
        assert found.model.labels == ("7", "8", "9")


@pytest.mark.parametrize("sizes", [(25, 7, 5, 3), (25, 25, 25), (25, 3)])
@pytest.mark.parametrize("form", ["columns", "vectors", "named"])
def test_lists_of_a_json_file_are_read(sizes, form, tmp_path, rng):
    pairs = pairs_of(sizes, rng)
    columns = [b[:, None].tolist() if form == "columns" else b.tolist() for _, b in pairs]
    rows = [weights.tolist() for weights, _ in pairs]
    lists = {"sizes": list(sizes), "cost": "CrossEntropyCost"}
    if form == "named":
        lists |= {f"{i}.weight": weights for i, weights in enumerate(rows)}
        lists |= {f"{i}.bias": biases for i, biases in enumerate(columns)}
    else:
        lists |= {"weights": rows, "biases": columns}
    path = tmp_path / "net.json"
    path.write_text(json.dumps(lists))
    if len(set(sizes)) > 1 or form == "named":
        assert confirm(path, pairs, rng) == ("holds sizes as well: not read, being of no layer",)
    else:
        assert any("two ways" in note for note in read_model_file(path).notes)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[1, 2]", "expected named lists"),
        ("{", "not a JSON file"),
        ("[" * 100_000, "JSON at most 64 deep"),
        ('{"weights": [[1, 2], [3, [4]]]}', "got no arrays"),
        ('{"model": {"layers": []}}', "got no arrays"),
    ],
)
def test_other_json_is_refused(text, message, tmp_path):
    path = tmp_path / "net.json"
    path.write_text(text)
    with pytest.raises(WeightsError, match=message) as error:
        load_model(path)
    assert "\n" not in str(error.value)


def test_batchnorm_among_arrays_in_turn_is_guessed(tmp_path, rng):
    (weights, biases), (last, ends) = pairs_of(THREE, rng)[:1] + pairs_of((7, 3), rng)
    np.savez(tmp_path / "net.npz", weights.T, biases, *[np.ones(7)] * 4, last.T, ends)
    with pytest.raises(WeightsError, match="if some are of BatchNorm, export the network to ONNX"):
        load_model(tmp_path / "net.npz")


def test_a_number_decides_where_sizes_do_not(tmp_path, rng):
    pairs = pairs_of(SIZES, rng)
    names = ("alpha1", "beta2", "gamma_layer_3", "delta4")
    arrays = {f"{n}.weight": p[0] for n, p in zip(names, pairs, strict=True)}
    arrays |= {f"{n}.bias": p[1] for n, p in zip(names, pairs, strict=True)}
    assert confirm(saved(tmp_path / "net.npz", arrays), pairs, rng) == ()


def test_sizes_decide_where_names_do_not(tmp_path, rng):
    pairs = pairs_of((25, 9, 6, 3), rng)
    arrays = {}
    for name, (weights, biases) in zip(("tom", "dick", "harry"), pairs, strict=True):
        arrays |= {f"{name}.weight": weights, f"{name}.bias": biases}
    assert confirm(saved(tmp_path / "net.safetensors", arrays), pairs, rng) == ()


def test_missing_biases_are_said(tmp_path, rng):
    pairs = pairs_of(SIZES, rng)
    arrays = {f"{2 * i}.weight": weights for i, (weights, _) in enumerate(pairs)}
    arrays |= {f"{2 * i}.bias": biases for i, (_, biases) in enumerate(pairs) if i}
    bare = [(pairs[0][0], np.zeros(7)), *pairs[1:]]
    (note,) = confirm(saved(tmp_path / "net.safetensors", arrays), bare, rng)
    assert note == "holds no biases for 0.weight: they are read as 0"


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ({"num_steps": np.array(300)}, "holds num_steps as well: not read"),
        ({"epoch": np.array([3])}, "holds epoch as well: not read"),
        ({"losses": np.ones(20)}, "holds losses as well: not read"),
        (
            {"train_acc": np.ones(20), "layer_sizes": np.array(SIZES)},
            "holds train_acc, layer_sizes as well",
        ),
        (
            {"y_test": np.arange(10), "x_test": np.ones((5, 28, 28))},
            "holds y_test, x_test as well",
        ),
        ({"gW1": np.ones((25, 7)), "W1_grad": np.ones((25, 7))}, "holds gW1, W1_grad as well"),
        ({"b1_mom": np.ones(7), "vel_b1": np.ones(7)}, "holds b1_mom, vel_b1 as well"),
        ({"activation": np.array("relu")}, "holds activation as well: not read"),
        ({"dW1": np.ones((25, 7)), "m_W1": np.ones((25, 7))}, "holds dW1, m_W1 as well: not read"),
        ({"A1": np.ones((50, 7)), "Z1": np.ones((50, 7))}, "holds A1, Z1 as well: not read"),
        ({"notes": np.ones(99)}, "holds notes as well: not read"),
        ({"X": np.ones((50, 25)), "y": np.ones(50)}, "holds X, y as well: not read"),
        (
            {"mean": np.array(0.1307), "std": np.array(0.3081)},
            "--input-mean 0.1307 --input-std 0.3081",
        ),
        ({"x_mean": np.zeros(25), "x_std": np.ones(25)}, "--input-mean and --input-std"),
    ],
)
def test_what_belongs_to_no_layer_is_passed_over_and_said(extra, said, tmp_path, rng):
    pairs = pairs_of(THREE, rng)
    arrays = {f"W{i}": weights.T for i, (weights, _) in enumerate(pairs, start=1)}
    arrays |= {f"b{i}": biases for i, (_, biases) in enumerate(pairs, start=1)}
    path = tmp_path / "net.npz"
    np.savez(path, **arrays, **extra)
    (note,) = confirm(path, pairs, rng)
    assert said in note


def test_square_matrices_alone_are_read_by_column_and_that_is_said(tmp_path, rng):
    pairs = pairs_of((25, 25, 25), rng)
    arrays = {f"W{i}": weights.T for i, (weights, _) in enumerate(pairs)}
    arrays |= {f"b{i}": biases for i, (_, biases) in enumerate(pairs)}
    (note,) = confirm(saved(tmp_path / "net.npz", arrays), pairs, rng)
    assert "can be read in two ways: a column is taken for a neuron" in note
    rows = {f"{i}.weight": weights for i, (weights, _) in enumerate(pairs)}
    rows |= {f"{i}.bias": biases for i, (_, biases) in enumerate(pairs)}
    assert confirm(saved(tmp_path / "rows.npz", rows), pairs, rng) == ()


@pytest.mark.parametrize("sizes", [(25, 4, 1), (25, 1, 3)])
def test_a_row_may_be_the_weights_of_one_neuron(sizes, tmp_path, rng):
    pairs = pairs_of(sizes, rng)
    arrays = {f"syn_{i}": weights for i, (weights, _) in enumerate(pairs)}
    arrays |= {f"syn_b{i}": biases for i, (_, biases) in enumerate(pairs)}
    confirm(saved(tmp_path / "net.npz", arrays), pairs, rng)


def test_one_output_and_one_layer_are_read(tmp_path, rng):
    pairs = pairs_of((25, 4, 1), rng)
    kernels = [array for weights, biases in pairs for array in (weights.T, biases)]
    np.savez(tmp_path / "net.npz", *kernels)
    confirm(tmp_path / "net.npz", pairs, rng)
    pairs = pairs_of((25, 3), rng)
    confirm(saved(tmp_path / "w.npz", {"W": pairs[0][0].T, "b": pairs[0][1]}), pairs, rng)


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        (
            {name: np.ones((4, 4)) for name in ("red", "green")},
            r"numbers that tell their order, such as fc1, fc2, got red \(4 x 4\), green \(4 x 4\)",
        ),
        (
            {
                f"{net}.{layer}.weight": np.ones(shape)
                for net in ("actor", "critic")
                for layer, shape in ((0, (3, 4)), (2, (5, 3)))
            },
            r"holds 2 networks \(actor, critic\): save one of them alone",
        ),
        (
            {
                f"{net}{kind}{i}": np.ones(shape)
                for net in ("", "best_")
                for kind, i, shape in (
                    ("W", 1, (4, 3)),
                    ("b", 1, 3),
                    ("W", 2, (3, 2)),
                    ("b", 2, 2),
                )
            },
            r"holds 2 networks \(W1, \.\.\., best\): save one of them alone",
        ),
        (
            {"a1.weight": np.ones((3, 4)), "c2.weight": np.ones((6, 5))},
            r"no order makes these layers a chain, .*: a1.weight \(3 x 4\), c2.weight \(6 x 5\)",
        ),
        (
            {"Theta1": np.ones((5, 26)), "Theta2": np.ones((3, 6))},
            r"Theta1, \.\.\.\): save biases apart, such as W1=Theta1\[:, 1:\], b1=Theta1\[:, 0\]",
        ),
        (
            {"W": np.ones((9, 3)), "b": np.ones(3), "maybe": np.ones((3, 2))},
            "holds maybe, which may be a layer or none: call it a weight, or leave it out",
        ),
        (
            {"stack": np.ones((3, 5, 5)), "W": np.ones((9, 5))},
            r"a stack of matrices, or a convolution \(stack\): save matrices one by one",
        ),
        ({"W1": np.ones((4, 3)), "b1": np.ones((2, 2))}, r"b1: biases must have 1 axis"),
        ({"W1": np.ones((4, 3)), "b1": np.ones(3), "tail": np.ones(3)}, "got 'tail' of shape"),
        ({"fc.weight": np.ones((3, 4), np.int8)}, "must be float32 or float64, got int8"),
    ],
)
def test_what_makes_no_chain_is_refused_by_name(arrays, message, tmp_path):
    path = saved(tmp_path / "net.npz", arrays)
    with pytest.raises(WeightsError, match=message) as error:
        load_model(path)
    assert str(error.value).startswith(f"{path}: ")
    assert "\n" not in str(error.value)


CHAIN = {"0.weight": np.ones((5, 25)), "0.bias": np.ones(5), "3.weight": np.ones((3, 5))}


@pytest.mark.parametrize(
    ("extra", "obstacle", "way_out"),
    [
        (
            {f"1.{n}": np.ones(5) for n in ("weight", "bias", "running_mean", "running_var")},
            "BatchNorm",
            "fuse_linear_bn_eval",
        ),
        ({"bn1/gamma": np.ones(5), "bn1/moving_variance": np.ones(5)}, "BatchNorm", "ONNX"),
        ({"batch_stats/BatchNorm_0/mean": np.ones(5)}, "BatchNorm", "ONNX"),
        ({"bn1.weight": np.ones(5), "bn1.bias": np.ones(5)}, "BatchNorm", "ONNX"),
        ({"norm.weight": np.ones(5), "norm.bias": np.ones(5)}, "a normalization layer", "chain"),
        ({"LayerNorm_0/scale": np.ones(5)}, "a normalization layer", "chain"),
        ({"x/gamma": np.ones(5), "x/beta": np.ones(5)}, "a normalization layer", "BatchNorm"),
        ({"conv1.weight": np.ones((8, 1, 3, 3))}, "a convolution", "784-32-10"),
        ({"rnn.weight_hh_l0": np.ones((5, 5))}, "a recurrent layer", "fully connected"),
        ({"lstm/recurrent_kernel": np.ones((5, 20))}, "a recurrent layer", "fully connected"),
        ({"attn.in_proj_weight": np.ones((15, 5))}, "attention", "fully connected"),
        ({"q_proj.weight": np.ones((5, 5))}, "attention", "fully connected"),
        ({"embedding.weight": np.ones((9, 5))}, "an embedding", "fully connected"),
        ({"1.prelu.weight": np.ones(1)}, "PReLU", "slope"),
        ({"p_re_lu/alpha:0": np.ones(5)}, "PReLU", "slope"),
        ({"0.lora_A": np.ones((2, 25))}, "a LoRA adapter", "merge_and_unload"),
        ({"1.weight_g": np.ones((5, 1))}, "a parametrized layer", "remove_parametrizations"),
        ({"1.weight_orig": np.ones((5, 5))}, "pruned weights", "prune.remove"),
        ({"1.weight_scale": np.ones(5)}, "quantized weights", "32-bit"),
    ],
)
def test_another_architecture_is_named_with_the_way_out(extra, obstacle, way_out, tmp_path):
    path = saved(tmp_path / "net.safetensors", CHAIN | extra)
    with pytest.raises(WeightsError, match=f"holds {obstacle} ") as error:
        load_model(path)
    assert way_out in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "sizes"),
    [
        ("UPPERCASE.NPZ", (784, 32, 10)),
        ("W1b1-rows.npz", (784, 32, 10)),
        ("fc123-fc_out.safetensors", (784, 64, 64, 64, 10)),
        ("hidden123-output.safetensors", (784, 64, 64, 64, 10)),
        ("no-bias.safetensors", (784, 32, 10)),
        ("plain.safetensors", (784, 32, 10)),
        ("sklearn-coefs-intercepts.npz", (784, 32, 10)),
        ("torch-parameters-in-turn.npz", (784, 32, 10)),
        ("wih-who.npz", (784, 32, 10)),
        ("batchnorm.safetensors", None),
    ],
)
def test_the_cases_are_read_as_they_should_be(name, sizes, cases):
    if sizes is None:
        with pytest.raises(WeightsError, match="BatchNorm"):
            load_model(cases / "names" / name)
    else:
        model = load_model(cases / "names" / name)
        assert model.layer_sizes == sizes
        if len(sizes) == 3:
            assert model.layers[0] == load_model(cases / "names" / "plain.safetensors").layers[0]
