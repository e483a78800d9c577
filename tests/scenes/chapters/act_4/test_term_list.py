"""Terms written out: what stands in a row, and where its parts stand."""

import numpy as np
import pytest

from scenes.chapters.act_4.the_weighted_sum_parts import PITCH, TermList
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import SourcedArray

PALETTE = PALETTES["colorblind"]


def written(**widths):
    weights = SourcedArray([3.0, -2.5, 0.125], "weights")
    activations = SourcedArray([1.0, 0.5, 1.0], "activations")
    products = SourcedArray([3.0, -1.25, 0.125], "products")
    pixels = [p.shown_as(decimals=None) for p in SourcedArray([404, 7, 33], "order")]
    return TermList(pixels, list(weights), list(activations), list(products), PALETTE, **widths)


@pytest.fixture
def terms():
    return written()


def test_a_row_reads_pixel_weight_activation_product(terms):
    texts = [part.text for part in terms.rows[1]]
    assert texts == ["7", "\N{MINUS SIGN}2.50", "times", "0.50", "=", "\N{MINUS SIGN}1.25"]
    assert [part.sourced.source for part in terms.products] == [f"products[{i}]" for i in range(3)]


def test_numbers_of_a_column_end_at_one_line(terms):
    for column in (0, 1, 3, 5):
        rights = [row[column].submobjects[0].get_right()[0] for row in terms.rows]
        assert np.ptp(rights) == pytest.approx(0, abs=1e-9)


def test_factors_and_products_have_the_colors_of_their_signs(terms):
    for labels in (terms.weights, terms.products):
        assert [part.glyph_color for part in labels] == [
            PALETTE.positive,
            PALETTE.negative,
            PALETTE.positive,
        ]


def test_what_is_counted_below_is_in_line_with_the_products(terms):
    total = terms.tally("sum", SourcedArray([1.875], "sums")[0], 2)
    last = terms.products[-1].submobjects[0]
    strut = total.value.submobjects[0]
    assert strut.get_right()[0] == pytest.approx(last.get_right()[0])
    assert last.get_y() - strut.get_y() == pytest.approx(2 * PITCH)
    assert total.words.baseline == pytest.approx(strut.get_bottom()[1])


def test_columns_spread_over_a_width(terms):
    spread = written(width=terms.width + 1.2)
    assert spread.width == pytest.approx(terms.width + 1.2)
    one, other = (
        [part.get_right()[0] - each.get_left()[0] for part in each.rows[0]]
        for each in (terms, spread)
    )
    assert np.subtract(other, one) == pytest.approx(np.arange(1, 7) * 0.2)


def test_what_is_counted_below_may_be_narrower_than_the_terms(terms):
    narrow = written(width_below=3.0)
    sourced = SourcedArray([1.875], "sums")[0]
    for each, width in ((terms, terms.width), (narrow, 3.0)):
        tally = each.tally("sum", sourced, 2)
        below = each.get_right()[0] - width
        assert tally.words.get_left()[0] == pytest.approx(below)
        assert each.rule(1).get_left()[0] == pytest.approx(below)
        assert each.more(sourced.shown_as(decimals=None)).get_left()[0] == pytest.approx(below)
        assert tally.value.submobjects[0].get_right()[0] == pytest.approx(each.get_right()[0])
