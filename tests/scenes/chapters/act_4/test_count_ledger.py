from __future__ import annotations

import pytest

from scenes.chapters.act_4.counting_parameters_parts import CountLedger
from scenes.mobjects.text.marks import PADDING, Badge
from scenes.mobjects.text.typst_text import Words
from scenes.subject.sourced import SourcedArray


def ledger(**place):
    counts = [c.shown_as(decimals=None) for c in SourcedArray([12544, 256], "counts")]
    terms = [(Words("{a} + {b}", a=counts[0], b=counts[1]), count) for count in counts]
    place = {"left": -3.0, "right": 0.0, "middle": 0.5, "height": 4.0, **place}
    return CountLedger(terms, counts[0], **place)


def test_terms_begin_at_the_left_and_values_end_at_the_right():
    found = ledger()
    for term, value in zip(found.terms, found.values, strict=True):
        assert term.get_left()[0] == pytest.approx(-3.0)
        assert value.get_right()[0] == pytest.approx(0.0, abs=1e-6)
        assert term.get_right()[0] < value.get_left()[0]
    assert [value.text for value in found.values] == ["12,544", "256"]


def test_the_total_stands_below_the_rule_below_all_values():
    found = ledger()
    assert found.values[-1].get_bottom()[1] > found.rule.get_y() > found.total.get_top()[1]


def test_the_total_may_stand_beside_its_terms():
    found = ledger(left=-4.0, right=3.0, height=1.2, aside=1.6)
    assert found.height == pytest.approx(1.2)
    assert found.values[0].get_right()[0] < found.rule.get_x() < found.total.get_left()[0]
    assert found.total.get_right()[0] == pytest.approx(3.0, abs=1e-6)
    assert found.total.submobjects[0].get_y() == pytest.approx(0.5)
    assert found.rule.get_y() == pytest.approx(0.5)


def test_a_long_term_shrinks_to_its_room():
    found = ledger(left=-2.2)
    assert found.terms[0].get_right()[0] < found.values[0].get_left()[0]


def test_it_stays_within_its_height():
    assert ledger(height=2.0).height <= 2.0


def test_a_badge_is_as_large_as_its_words_or_wider():
    words = Words("word")
    assert Badge(words).panel.width == pytest.approx(words.width + 2 * PADDING)
    assert Badge(words, width=5.0).panel.width == pytest.approx(5.0)
