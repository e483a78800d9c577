from scenes.digit_words import digit_noun, many_digits, one_digit


def test_every_phrase_is_about_its_digit():
    assert one_digit(8) == "an eight"
    for digit in range(10):
        assert one_digit(digit).split()[1] == digit_noun(digit)
        assert many_digits(digit).startswith(digit_noun(digit))
    assert len({digit_noun(digit) for digit in range(10)}) == 10
