from __future__ import annotations

import pytest

from scenes.editions.transcript import transcript
from scenes.media.captions import Cue, clock

RECORD = {
    "model": "ab12",
    "layer_sizes": [784, 16, 10],
    "activations": ["relu", "softmax"],
    "test_data": "own digits, warped",
    "chapters": [
        {"name": "ThisIsAThree", "title": "This is a three", "start_seconds": 0.0, "seconds": 12.0},
        {
            "name": "WriteAProgram",
            "title": "A program",
            "start_seconds": 12.0,
            "seconds": 9.0,
        },
        {"name": "HiddenLayers", "title": "Hidden layers", "start_seconds": 61.4, "seconds": 5.0},
    ],
    "sections": [
        {"scene": "Act1", "name": "the act", "start_seconds": 0.0, "seconds": 4.0},
        {"scene": "ThisIsAThree", "name": "one", "start_seconds": 4.0, "seconds": 8 / 3},
        {"scene": "ThisIsAThree", "name": "two", "start_seconds": 4 + 8 / 3, "seconds": 5.0},
        {"scene": "WriteAProgram", "name": "one", "start_seconds": 12.0, "seconds": 9.0},
        {"scene": "HiddenLayers", "name": "one", "start_seconds": 61.4, "seconds": 5.0},
    ],
}
CUES = [
    Cue(0.0, 4.0, "Act one: How would you tell a machine?"),
    Cue(4.0, 5.0, "Sloppy, low-resolution,\nand still a three:"),
    Cue(5.0, 6.667, "you knew at once."),
    Cue(6.667, 9.0, "Another."),
    Cue(12.0, 20.0, "# 784 numbers_in, <b> 2 * 3."),
    Cue(61.4, 63.0, "784. Then 16."),
]


@pytest.fixture
def text():
    return transcript(RECORD, CUES)


def test_acts_are_headings_and_scenes_are_subheadings_with_their_times(text):
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# What is a neural network?",
        "## Act 1: How would you tell a machine?",
        "### This is a three (0:00)",
        "### A program (0:12)",
        "## Act 2: What is it made of?",
        "### Hidden layers (1:01)",
    ]


def test_cues_of_a_beat_become_one_paragraph(text):
    spoken = "Sloppy, low-resolution, and still a three: you knew at once."
    assert f"\n\n{spoken}\n\nAnother.\n\n### A program" in text


def test_title_cards_are_not_told_twice(text):
    assert "Act one" not in text


def test_the_network_and_the_test_data_are_named(text):
    about = text.partition("##")[0]
    assert "Network: 784-16-10 neurons (relu, softmax), SHA-256 `ab12`." in about
    assert "Test data: own digits, warped." in about


def test_nothing_in_a_caption_is_markup(text):
    assert "\n\n\\# 784 numbers\\_in, \\<b\\> 2 \\* 3.\n\n" in text
    assert text.endswith("\n\n784\\. Then 16.\n")


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0:00"), (7.99, "0:07"), (59.9999, "1:00"), (754, "12:34"), (3723, "1:02:03")],
)
def test_times_are_shown_as_players_show_them(seconds, shown):
    assert clock(seconds) == shown
