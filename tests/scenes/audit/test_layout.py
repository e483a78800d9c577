import pytest
from manim import Dot, Typst

from scenes.audit.layout import audit
from scenes.mobjects.text.typst_text import Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.subject.sourced import Sourced


def kinds(*mobjects):
    return [fault.kind for fault in audit("end", mobjects)]


def test_a_quiet_stage_has_no_faults():
    assert kinds(Words("A word"), ValueLabel(Sourced(1.5, "x")).shift([0, 1, 0])) == []


def test_what_touches_the_edge_is_found():
    assert kinds(Dot([7.1, 0, 0])) == ["outside"]


def test_what_is_invisible_may_be_anywhere():
    assert kinds(Dot([9, 0, 0], fill_opacity=0)) == []


def test_text_in_the_captions_strip_is_found():
    assert kinds(Words("too low").shift([0, -3.5, 0])) == ["outside"]


def test_texts_that_overlap_are_found():
    assert kinds(Words("one"), Words("other").shift([0.1, 0, 0])) == ["overlap"]


def test_small_text_is_found_in_words_and_numbers():
    assert kinds(Words("tiny", size="note").scale(0.5)) == ["small"]
    assert kinds(ValueLabel(Sourced(1.0, "x")).scale(0.5)) == ["small"]


def test_dim_text_is_found():
    assert kinds(Words("dim").set_opacity(0.3)) == ["contrast"]


def test_text_that_has_no_source_is_found():
    assert kinds(Typst("42")) == ["unsourced"]


@pytest.mark.parametrize("section", ["rest", "flow"])
def test_a_fault_names_its_section(section):
    assert audit(section, [Dot([7.1, 0, 0])])[0].section == section
