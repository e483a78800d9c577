"""The chain of factors below the network."""

import numpy as np
import pytest

from network.analysis.linear_network import HAND_MADE_CHAIN
from scenes.chapters.act_6.without_nonlinearity_parts import FactorRow
from scenes.stage.theme import PALETTES
from scenes.subject.record_view import RecordView

ENDS = [-3.0, -2.0, 0.0], [3.0, -2.0, 0.0]


@pytest.fixture
def chain():
    record = RecordView({"chain": HAND_MADE_CHAIN})
    numbers, factors = (
        [number.shown_as(decimals=0) for number in record[f"chain.{name}"]]
        for name in ("numbers", "factors")
    )
    return FactorRow(numbers, factors, ENDS, PALETTES["classic"]), record.number("chain.product")


def test_every_number_is_the_one_before_times_the_factor_between(chain):
    row, _product = chain
    numbers = [int(label.text) for label in row.numbers]
    factors = [int(words.text.removeprefix("× ")) for words in row.factors]
    assert [one * factor for one, factor in zip(numbers[:-1], factors, strict=True)] == numbers[1:]
    for words, edge in zip(row.factors, row.edges, strict=True):
        assert words.get_x() == pytest.approx(edge.get_x())
        assert words.get_bottom()[1] > edge.get_top()[1]


def test_merged_the_first_and_the_last_neuron_are_connected(chain):
    row, product = chain
    for movement in row.merge(product.shown_as(decimals=0)):
        movement.begin()
        movement.interpolate(1.0)
        movement.finish()
    for edge in row.edges:
        assert edge.get_start() == pytest.approx(row.discs[0].get_right())
        assert edge.get_end() == pytest.approx(row.discs[-1].get_left())
    assert row.discs[1].get_center() == pytest.approx(np.array(ENDS[1]))
    assert row.discs[1].get_stroke_opacity() == 0
