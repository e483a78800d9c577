"""What names say, each read by hand."""

from __future__ import annotations

import pytest

from network.files.naming.name_parts import Kind, NameParts

READ = {
    "0.weight": (Kind.WEIGHTS, (), (0,)),
    "fc1.bias": (Kind.BIASES, ("fc",), (1,)),
    "module.net.0.weight": (Kind.WEIGHTS, ("module", "net"), (0,)),
    "dense/kernel:0": (Kind.WEIGHTS, ("dense",), ()),
    "layers/dense/vars/1": (Kind.BIASES, ("layers", "dense"), ()),
    "HiddenLayer2.weights": (Kind.WEIGHTS, ("hidden", "layer"), (2,)),
    "biases/w1": (Kind.BIASES, (), (1,)),
    "w_second": (Kind.WEIGHTS, (), (2,)),
    "wih": (Kind.WEIGHTS, ("ih",), ()),
    "bout": (Kind.BIASES, ("out",), ()),
    "arr_3": (None, ("arr",), (3,)),
}


@pytest.mark.parametrize("name", READ)
def test_a_name_says_kind_words_and_numbers(name: str) -> None:
    found = NameParts(name)
    assert (found.kind, found.words, found.numbers) == READ[name]
    assert found.layer == READ[name][1:]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        *(("input.weight", -1), ("fc_in.weight", -1), ("wih", -1), ("encoder.0.weight", -1)),
        *(("hidden.weight", 0), ("fc2.weight", 0), ("0.bias", 0)),
        *(("head.weight", 1), ("who", 1), ("softmax_w", 1), ("output_layer/kernel", 1)),
    ],
)
def test_a_name_puts_a_layer_first_or_last(name: str, place: int) -> None:
    assert NameParts(name).place == place


def test_who_keeps_rows_and_who_keeps_columns_has_a_word_of_their_own() -> None:
    names = [NameParts(name) for name in ("fc.weight", "fc/kernel", "kernels_2", "W1", "weights")]
    assert [name.is_weight for name in names] == [True, False, False, False, False]
    assert [name.is_kernel for name in names] == [False, True, True, False, False]


def test_the_smaller_number_comes_before_in_one_row_of_names() -> None:
    names = [NameParts(name) for name in ("fc.weight", "fc1.weight", "fc10.weight", "out2.weight")]
    pairs = [(one, other) for one in range(4) for other in range(4)]
    assert [(i, j) for i, j in pairs if names[i].comes_before(names[j])] == [(1, 2)]


@pytest.mark.parametrize(
    ("biases", "weights", "is_so"),
    [
        *(("bias_hidden", "weights_input_hidden", True), ("bh", "wih", True), ("bo", "who", True)),
        *(("bias_hidden", "weights_input_output", False), ("bh", "who", False)),
        *(("bias", "weights_hidden", False), ("b_2_hidden", "w_hidden", False)),
    ],
)
def test_biases_belong_to_weights_that_end_as_they_do(
    biases: str, weights: str, is_so: bool
) -> None:
    assert NameParts(biases).belongs_to(NameParts(weights)) is is_so


def test_a_number_may_count_arrays_if_no_word_says_the_kind_or_it_ends_the_name() -> None:
    names = ("arr_0", "layer_1_w", "w1", "1.weight")
    assert [NameParts(name).counts_arrays for name in names] == [True, False, True, False]
