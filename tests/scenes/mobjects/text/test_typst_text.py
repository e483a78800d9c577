import numpy as np
import pytest
from manim import UP, tempconfig

from scenes.mobjects.text.typst_text import Formula, Verbatim, Words, label, note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.typesetting import typst_folder
from scenes.subject.sourced import Sourced

CAPITAL_HEIGHT, ZERO_HEIGHT = 0.683, 0.688
"""Of New Computer Modern, in em; a zero reaches beyond the line."""


@pytest.mark.parametrize("size", theme.TEXT_SIZES)
def test_text_is_drawn_as_large_as_the_table_of_sizes_says(size):
    pixels = theme.TEXT_SIZES[size] / theme.PIXELS_PER_UNIT_AT_1080P
    assert Words("H", size=size).height == pytest.approx(CAPITAL_HEIGHT * pixels, rel=1e-3)
    assert Formula('upright("H")', size=size).height == pytest.approx(
        CAPITAL_HEIGHT * pixels, rel=1e-3
    )
    zero = ValueLabel(Sourced(0.0, "zero", decimals=0), size=size)
    assert zero.glyphs.height == pytest.approx(ZERO_HEIGHT * pixels, rel=1e-3)


def test_a_number_in_a_template_is_refused():
    with pytest.raises(ValueError, match="needs a slot and a source"):
        Words("There are 784 pixels.")


def test_a_slot_holds_a_value_or_what_is_declared_a_name():
    with pytest.raises(ValueError, match=r"'3': a number on screen needs a slot and a source"):
        Words("The sum of neuron {n}.", n="3")
    assert Words("The {hue} one.", hue="red").text == "The red one."


@pytest.mark.parametrize("code", ["a_1 = 3", "2 x", "{{ x + 0.5 : sum1 }}", "a^2_1 1"])
def test_a_number_in_a_formula_is_an_index_or_an_exponent(code):
    with pytest.raises(ValueError, match="needs a slot and a source"):
        Formula(code)


def test_a_sentence_reads_with_its_values_and_remembers_their_sources():
    total = Sourced(-3.14159, "trace.layers[0].pre_activations[3]")
    words = Words("The sum of neuron {n} is {total}.", n=Verbatim("3"), total=total)
    assert words.text == "The sum of neuron 3 is \N{MINUS SIGN}3.14."
    assert words.sources == (total,)


def test_a_slot_can_be_colored_alone():
    words = Words("Sum {total} here", total=Sourced(7.5, "x"))
    assert len(words.slot("total").submobjects) == 4


def test_quotes_and_backslashes_are_shown_as_they_are():
    assert len(Words('a "b" \\ # $').submobjects) == 7


@pytest.mark.parametrize("size", ["note", "focus"])
def test_a_paragraph_is_as_wide_as_asked_and_no_wider(size):
    for width in (3.5, 5.0, 7.0):
        words = Words(
            "many small words that fill a line as far as it goes " * 2, size=size, width=width
        )
        assert 0.85 * width < words.width <= width


def test_the_parts_of_a_formula_take_their_colors():
    formula = Formula("{{ sigma : s }} (x)", colors={"s": "#FFDD33"})
    assert formula.select("s").submobjects[0].get_fill_color().to_hex() == "#FFDD33"


def test_a_label_is_a_name():
    assert label("7").sources == ()


def test_a_note_is_small_and_quiet_and_shows_its_values():
    found = note("{count} pixels", count=Sourced(784, "model.layer_sizes[0]", decimals=None))
    assert (found.text, found.size) == ("784 pixels", "note")
    assert found[0].get_fill_color().to_hex().upper() == theme.SECONDARY
    assert found.sources[0].source == "model.layer_sizes[0]"


def test_a_counting_number_keeps_its_place_height_and_opacity():
    number = ValueLabel(Sourced(9.99, "a"), size="body", align="right").shift([2, 1, 0])
    right, bottom = number[0].get_right()[0], number[0].get_bottom()[1]
    number.show(Sourced(-123.456, "b"))
    assert number.text == "\N{MINUS SIGN}123.46"
    assert number[0].get_right()[0] == pytest.approx(right)
    assert number[0].get_bottom()[1] == pytest.approx(bottom)
    assert number.sources[0].source == "b"


def test_a_scaled_number_stays_scaled_when_it_changes():
    number = ValueLabel(Sourced(1.0, "a")).scale(2)
    height = number.em_height
    assert number.show(Sourced(2.0, "b")).em_height == pytest.approx(height)


def test_balanced_lines_leave_no_word_alone():
    template, width = "a digit drawn for this film", 4.4
    ragged = Words(template, size="note", width=width)
    balanced = Words(template, size="note", width=width, balanced=True)
    assert balanced.height == pytest.approx(ragged.height, abs=1e-3)
    assert balanced.width < 0.7 * ragged.width


def test_balanced_lines_keep_their_slots():
    words = Words(
        "{one} of {two}", size="note", width=3, balanced=True, one=Verbatim("7"), two=Verbatim("8")
    )
    assert len(words.slot("two")) == 1


def test_text_that_was_read_once_is_the_same_in_another_run_and_is_not_read_again(
    tmp_path, monkeypatch
):
    def in_a_run(name):
        with typst_folder(tmp_path / name) as compiled, tempconfig({"tex_dir": str(compiled)}):
            total = Sourced(7.5, "x")
            return Words("A sum of {total}, read once", color="#FFDD33", total=total)

    first = in_a_run("one")
    monkeypatch.setattr(Words, "generate_mobject", None)
    again = in_a_run("another")
    assert np.array_equal(again.get_all_points(), first.get_all_points())
    assert again.slot("total").get_fill_color() == first.slot("total").get_fill_color()
    again.shift(UP)
    assert np.array_equal(in_a_run("third").get_all_points(), first.get_all_points())
