"""The bill of all parameters: a line for each layer's weights, one for all biases."""

from __future__ import annotations

import pytest

from scenes.audit.layout import em_pixels
from scenes.chapters.act_4.counting_parameters_parts import (
    MORE,
    bias_place,
    connections_between,
    parameter_ledger,
)
from scenes.stage.theme import SMALLEST_OF_FIRST_CUT
from scenes.subject.sourced import SourcedArray

SIZES = SourcedArray([784, 20, 12, 10], "sizes")
WEIGHTS = SourcedArray([15680, 240, 120], "weights")
BIASES = SourcedArray([42], "biases")
TIMES = "\N{MULTIPLICATION SIGN}"


def counts(numbers):
    return [number.shown_as(decimals=None) for number in numbers]


@pytest.fixture
def bill():
    return parameter_ledger(
        counts(SIZES),
        counts(WEIGHTS),
        *counts(BIASES),
        color="#B98CFF",
        left=-6.0,
        right=-3.0,
        middle=0.0,
        height=5.0,
    )


def test_every_layer_has_a_line_and_the_biases_have_one(bill):
    assert [term.text for term in bill.terms] == [
        f"784 {TIMES} 20",
        f"20 {TIMES} 12",
        f"12 {TIMES} 10",
        "20 + 12 + 10",
    ]
    assert [value.text for value in bill.values] == ["15,680", "240", "120", "42"]


def test_the_total_begins_with_the_first_line(bill):
    assert bill.total.text == "15,680"
    assert bill.total.sourced.source == "weights[0]"


def test_the_sizes_in_the_last_term_have_places_of_their_own(bill):
    places = [bill.terms[-1].slot(bias_place(layer)) for layer in range(3)]
    lefts = [place.get_left()[0] for place in places]
    assert lefts == sorted(lefts)
    assert len(set(lefts)) == 3


def test_a_product_names_the_sources_of_both_sizes():
    before, after = counts(SIZES)[:2]
    words = connections_between(before, after)
    assert [source.source for source in words.sources] == ["sizes[0]", "sizes[1]"]


def test_of_too_many_sizes_some_are_dots_and_all_can_be_read():
    sizes = SourcedArray([784, *[16] * 8, 10], "sizes")
    weights = SourcedArray([12544, *[256] * 7, 160], "weights")
    bill = parameter_ledger(
        counts(sizes), counts(weights), *counts(BIASES), color="#B98CFF", left=-6.0, right=-3.0,
        middle=0.0, height=5.0,
    )  # fmt: skip
    term = bill.terms[-1]
    assert MORE in term.slots
    assert {bias_place(0), bias_place(8)} <= set(term.slots)
    assert em_pixels(term) >= SMALLEST_OF_FIRST_CUT
    assert term.get_right()[0] < bill.values[-1].get_left()[0]
    assert term.slot(bias_place(0)).get_right()[0] < term.slot(MORE).get_left()[0]


def test_a_lone_layer_has_one_size():
    bill = parameter_ledger(
        counts(SourcedArray([784, 10], "sizes")), counts(SourcedArray([7840], "weights")),
        *counts(SourcedArray([10], "biases")), color="#B98CFF", left=-6.0, right=-3.0,
        middle=0.0, height=5.0,
    )  # fmt: skip
    assert bill.terms[-1].text == "10"
