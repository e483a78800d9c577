"""Chains of layers, in small cases that can be told by hand."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from network.errors import WeightsError
from network.files.naming.layer_chains import (
    Chain,
    FoundLayer,
    SpareBiases,
    can_be_read_both_ways,
    the_chain,
)
from network.files.naming.name_parts import NameParts


def layer(name: str, rows: int, columns: int, biases: int | None = None) -> FoundLayer:
    given = None if biases is None else np.zeros(biases)
    return FoundLayer(NameParts(name), np.zeros((rows, columns)), given)


def spare(name: str, length: int, value: float = 0.0) -> SpareBiases:
    return NameParts(name), np.full(length, value)


def names(chain: Chain) -> list[str]:
    return [each.name.name for each in chain.layers]


def test_sizes_depend_on_whether_rows_or_columns_are_neurons() -> None:
    by_rows = Chain((layer("a", 3, 4), layer("b", 2, 3)), by_rows=True)
    assert (by_rows.inputs, by_rows.outputs) == (4, 2)
    by_columns = Chain((layer("a", 4, 3), layer("b", 3, 2)), by_rows=False)
    assert (by_columns.inputs, by_columns.outputs) == (4, 2)


@pytest.mark.parametrize(
    ("name", "with_rows", "with_columns"),
    [("fc.weight", True, False), ("fc/kernel", False, True), ("w1", True, True)],
)
def test_words_for_weights_promise_rows_or_columns(
    name: str, with_rows: bool, with_columns: bool
) -> None:
    layers = (layer("w0", 3, 3), layer(name, 3, 3))
    assert Chain(layers, by_rows=True).follows_convention is with_rows
    assert Chain(layers, by_rows=False).follows_convention is with_columns
    is_told = not (with_rows and with_columns)
    assert can_be_read_both_ways(Chain(layers, by_rows=True)) is not is_told
    assert not can_be_read_both_ways(Chain((*layers, layer("w2", 3, 2)), by_rows=True))


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_sizes_tell_the_order_and_the_way(order: tuple[int, ...]) -> None:
    layers = [layer("a", 9, 7, 9), layer("b", 5, 9, 5), layer("c", 3, 5, 3)]
    found = the_chain([layers[i] for i in order], ())
    assert (names(found), found.by_rows) == (["a", "b", "c"], True)


def test_numbers_tell_the_order_of_layers_of_one_size() -> None:
    layers = [layer(f"fc{number}.weight", 4, 4, 4) for number in (10, 2, 1)]
    found = the_chain(layers, ())
    assert (names(found), found.by_rows) == (["fc1.weight", "fc2.weight", "fc10.weight"], True)
    squares = [layer(f"w{number}", 4, 4) for number in (2, 1)]
    assert not the_chain(squares, ()).by_rows


def test_words_tell_the_order_of_layers_of_one_size() -> None:
    layers = [layer("head.weight", 4, 4), layer("hidden.weight", 4, 4), layer("in.weight", 4, 4)]
    assert names(the_chain(layers, ())) == ["in.weight", "hidden.weight", "head.weight"]
    keras = [layer("dense_1/kernel", 4, 4), layer("dense/kernel", 4, 4)]
    assert names(the_chain(keras, ())) == ["dense/kernel", "dense_1/kernel"]


def test_the_end_that_reads_a_picture_comes_first() -> None:
    # 25 inputs are a picture, 7 are none: by columns the layers would go from 7 to 25.
    found = the_chain([layer("a", 9, 25), layer("b", 7, 9)], ())
    assert (names(found), found.by_rows) == (["a", "b"], True)


def test_biases_without_a_layer_go_to_the_one_of_their_length() -> None:
    layers = [layer("a", 5, 9), layer("b", 3, 5), layer("c", 2, 3, 2)]
    found = the_chain(layers, [spare("x", 3, 1.0), spare("y", 5, 2.0)])
    assert [each.biases.tolist() for each in found.layers] == [[2.0] * 5, [1.0] * 3, [0.0] * 2]


def test_biases_of_one_length_go_by_their_numbers() -> None:
    layers = [layer("w1", 3, 9), layer("w2", 3, 3)]
    found = the_chain(layers, [spare("x2", 3, 2.0), spare("x1", 3, 1.0)])
    assert [each.biases[0] for each in found.layers] == [1.0, 2.0]


@pytest.mark.parametrize(
    "given",
    [
        *([spare("x", 3)], [spare("p", 3), spare("q", 3)], [spare("x", 4)]),
        [spare("x1", 3), spare("x2", 3), spare("x3", 3)],
    ],
)
def test_biases_that_may_belong_to_several_layers_or_to_none_are_refused(
    given: list[SpareBiases],
) -> None:
    with pytest.raises(WeightsError, match="which biases belong to which weights can't be told"):
        the_chain([layer("w1", 3, 9), layer("w2", 3, 3), layer("w3", 2, 3)], given)


def test_layers_without_an_order_are_refused() -> None:
    with pytest.raises(WeightsError, match=r"numbers that tell their order.*a \(4 x 4\), b"):
        the_chain([layer("a", 4, 4), layer("b", 4, 4)], ())


@pytest.mark.parametrize(
    ("layers", "fault"),
    [
        ([layer("w1", 3, 9, 4)], "layer 1: biases must be 3, one a row of weights, got 4"),
        (
            [layer("a/kernel", 9, 3, 4)],
            "layer 1: biases must be 3, one a column of weights, got 4",
        ),
        (
            [layer("w1", 5, 9), layer("w2", 2, 4), layer("w3", 2, 2)],
            "layer 2: weights must have 5 columns to follow 5 neurons, got 4",
        ),
        ([layer("w1", 5, 10), layer("w2", 3, 6)], r"save biases apart, such as W1=w1\[:, 1:\]"),
        (
            [layer("a", 5, 9), layer("b", 3, 7)],
            r"no order makes these layers a chain.*: a \(5 x 9\), b \(3 x 7\)",
        ),
        (
            [
                layer(f"{net}.{i}.weight", 9 - i, 10 - i)
                for net in ("actor", "critic")
                for i in (0, 1)
            ],
            r"holds 2 networks \(actor, critic\): save one of them alone",
        ),
    ],
)
def test_what_is_no_chain_is_told_why(layers: list[FoundLayer], fault: str) -> None:
    with pytest.raises(WeightsError, match=fault):
        the_chain(layers, ())
