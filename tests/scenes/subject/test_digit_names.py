from scenes.subject.digit_names import digit_noun, number_word, one_digit
from scenes.subject.settings import Settings, using


def test_every_phrase_is_about_its_digit():
    assert one_digit(8) == "an eight"
    for digit in range(10):
        assert one_digit(digit).split()[1] == digit_noun(digit)
        assert number_word(digit) == digit_noun(digit)
    assert len({digit_noun(digit) for digit in range(10)}) == 10


def test_german_writes_a_digit_with_a_capital_and_a_number_without():
    with using(Settings(language="de")):
        assert (digit_noun(8), one_digit(8), number_word(8)) == ("Acht", "eine Acht", "acht")
