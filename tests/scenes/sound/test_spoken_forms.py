from __future__ import annotations

import pytest

from scenes.sound.spoken_forms import SPOKEN, spoken_form, unspeakable
from scenes.subject.languages import LANGUAGES

ENGLISH = {
    "This picture has 784 pixels.": "This picture has seven hundred eighty-four pixels.",
    "13,002 parameters.": "Thirteen thousand two parameters.",
    "Here are 160,000 real ones.": "Here are one hundred sixty thousand real ones.",
    "They run from −39.02 to 56.72.": (
        "They run from minus thirty-nine point zero two to fifty-six point seven two."
    ),
    "It gets 96.9% right.": "It gets ninety-six point nine percent right.",
    "Only 45% with that one.": "Only forty-five percent with that one.",
    "+24 again.": "Plus twenty-four again.",
    "With 1.00.": "With one point zero zero.",
    "It holds 0.05.": "It holds zero point zero five.",
    "One matrix of 10 × 784.": "One matrix of ten by seven hundred eighty-four.",
    "W a + b = z": "W a plus b equals z",
    "Many now take ReLU: fast.": "Many now take rell-you: fast.",
    "A mean picture (MNIST training images).": "A mean picture, em nist training images.",
    "Where from? 784 numbers go in.": "Where from? Seven hundred eighty-four numbers go in.",
    "9 of 16, 3, 4.": "Nine of sixteen, three, four.",
    "the second-last, well-known layer": "The second-last, well-known layer",
}
GERMAN = {
    "Dieses Bild hat 784 Pixel.": "Dieses Bild hat siebenhundertvierundachtzig Pixel.",
    "13.002 Parameter.": "Dreizehntausendzwei Parameter.",
    "Hier sind 1000 Zufallsnetze.": "Hier sind eintausend Zufallsnetze.",
    "Von −39,02 bis 56,72.": (
        "Von minus neununddreißig Komma null zwei bis sechsundfünfzig Komma sieben zwei."
    ),
    "In 96,9% der Fälle.": "In sechsundneunzig Komma neun Prozent der Fälle.",
    "159-mal so schnell.": "Einhundertneunundfünfzig Mal so schnell.",
    "Eine Matrix, 10 × 16.": "Eine Matrix, zehn mal sechzehn.",
    "Mit 1 verdeckten Schicht.": "Mit einer verdeckten Schicht.",
    "Es wäre 1 verdeckte Schicht.": "Es wäre eine verdeckte Schicht.",
    "Die Antwort ist 1.": "Die Antwort ist eins.",
    "Der Bias, in NumPy.": "Der Baies, in Nammpei.",
    "Biaswerte von MNIST-Bildern.": "Baies-Werte von Emm-Nist-Bildern.",
}


@pytest.mark.parametrize(("written", "spoken"), ENGLISH.items())
def test_english(written, spoken):
    assert spoken_form(written, "en") == spoken


@pytest.mark.parametrize(("written", "spoken"), GERMAN.items())
def test_german(written, spoken):
    assert spoken_form(written, "de") == spoken


def test_every_language_of_the_film_is_spoken():
    assert SPOKEN.keys() == LANGUAGES.keys()


def test_what_nobody_can_say_is_found():
    assert unspeakable("Four (or five) cost 3 $.") == "$()3"
    assert unspeakable("The network's choice: seven, or eighty-four?") == ""
