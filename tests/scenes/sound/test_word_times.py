from __future__ import annotations

import pytest

from scenes.sound.word_times import Phoneme, word_starts

SECONDS = 0.1


def said(text):
    """Each character a phoneme of a tenth of a second, as Piper has them."""
    return [Phoneme(each, n * SECONDS, (n + 1) * SECONDS) for n, each in enumerate(text)]


def test_a_word_begins_with_its_first_phoneme():
    starts = word_starts(["add", "them", "up."], said("^æd ðˈem ʌp.$"))
    assert starts == pytest.approx([0.1, 0.4, 0.9])


def test_a_voice_that_runs_words_together_is_followed_behind_them():
    # espeak makes one word of "in the".
    starts = word_starts(["weights", "in", "the", "network."], said("^wˈeɪts ɪnðə nˈɛtwɜːk.$"))
    assert starts[0] == pytest.approx(0.1)
    assert starts[1] == pytest.approx(0.8)
    assert 0.9 < starts[2] < 1.2
    assert starts[3] == pytest.approx(1.3)


def test_a_word_may_be_said_as_two():
    starts = word_starts(["a", "ray-loo", "network"], said("^ɐ ɹˈeɪ lˈuː nˈɛtwɜːk$"))
    assert starts == pytest.approx([0.1, 0.3, 1.3])


def test_a_second_sentence_begins_behind_its_pause():
    phonemes = [*said("^wˈɒt.$"), Phoneme("^", 1.0, 1.1), Phoneme("a", 1.1, 1.2)]
    assert word_starts(["What.", "A"], phonemes) == pytest.approx([0.1, 1.1])


@pytest.mark.parametrize("phonemes", ["", "^$", "^ . $", "^a$", "^a b c d e f g h i j k l$"])
def test_every_word_has_a_time_whatever_was_said(phonemes):
    words = ["one", "and", "two", "are", "three", "numbers"]
    starts = word_starts(words, said(phonemes))
    assert len(starts) == len(words)
    assert list(starts) == sorted(starts)


def test_no_words_have_no_times():
    assert word_starts([], said("^$")) == ()
