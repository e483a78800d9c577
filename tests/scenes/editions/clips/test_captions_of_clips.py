from __future__ import annotations

import pytest

from scenes.editions.clips.entries import as_markdown, as_text
from scenes.media import captions
from scenes.media.captions import Cue, clock, cut, read_srt, read_vtt, spoken

CUES = [
    Cue(0.0, 2.5, "One line\nand another."),
    Cue(2.5, 4.0, "2 < 3 & so on."),
    Cue(4.0, 7.25, "The end."),
]


def test_captions_are_read_as_they_were_written():
    assert read_srt(captions.to_srt(CUES)) == CUES
    assert read_vtt(captions.to_vtt(CUES)) == CUES


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0.0, 7.25, CUES),
        (2.5, 4.0, [Cue(0.0, 1.5, "2 < 3 & so on.")]),
        (1.0, 3.0, [Cue(0.0, 1.5, CUES[0].text), Cue(1.5, 2.0, CUES[1].text)]),
        (2.49, 4.0, [Cue(pytest.approx(0.01), pytest.approx(1.51), CUES[1].text)]),
        (8.0, 9.0, []),
    ],
)
def test_captions_are_cut_to_the_time_of_the_clip(start, end, expected):
    assert cut(CUES, start, end) == expected


def test_cut_captions_are_valid_webvtt(webvtt):
    found = webvtt(captions.to_vtt(cut(CUES, 1.0, 6.0)))
    assert [text for *_, text in found] == [
        "One line\nand another.",
        "2 &lt; 3 &amp; so on.",
        "The end.",
    ]
    assert [(start, end) for start, end, _ in found] == [(0, 1.5), (1.5, 3), (3, 5)]


@pytest.mark.parametrize(
    "broken",
    [
        "WEBVTT",
        "WEBVTTX\n\n",
        "WEBVTT\n\n00:01.000 --> 00:00.500\nbackwards\n",
        "WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nSubRip's comma\n",
        "WEBVTT\n\n00:00.000 --> 00:01.000\n\n",
        "WEBVTT\n\n00:00.000 --> 00:01.000\na < b\n",
        "WEBVTT\n\n00:00.000 --> 00:01.000\na & b\n",
        "WEBVTT\n\n00:00.000 --> 00:61.000\nno such second\n",
        "WEBVTT\n\n00:02.000 --> 00:03.000\nlater\n\n00:01.000 --> 00:02.000\nsooner\n",
    ],
)
def test_the_reader_of_webvtt_refuses_what_is_none(webvtt, broken):
    with pytest.raises((AssertionError, IndexError)):
        webvtt(broken)


def test_a_transcript_is_text_with_times():
    assert as_text(CUES) == "0:00  One line and another.\n0:02  2 < 3 & so on.\n0:04  The end.\n"
    assert spoken(CUES) == "One line and another. 2 < 3 & so on. The end."


def test_a_transcript_in_markdown_says_what_is_seen_and_shown():
    entry = {
        "title": "Bias · Its sums",
        "alt": "A * histogram.",
        "values": [{"text": "−1.10", "value": -1.1041, "source": "model.layers[0].biases[8]"}],
    }
    assert as_markdown(entry, CUES[:2]) == (
        "# Bias · Its sums\n\n*A \\* histogram.*\n\n"
        "- **0:00** One line and another.\n- **0:02** 2 \\< 3 & so on.\n\n"
        "## Values shown\n\n| text | value | source |\n| ---: | ---: | --- |\n"
        "| −1.10 | -1.1041 | `model.layers[0].biases[8]` |\n"
    )


def test_a_clock_counts_minutes_and_seconds():
    assert [clock(seconds) for seconds in (0, 9.99, 65, 611.5)] == ["0:00", "0:09", "1:05", "10:11"]
