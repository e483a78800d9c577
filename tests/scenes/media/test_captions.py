from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.media import captions
from scenes.media.captions import (
    Cue,
    cue_faults,
    cue_texts,
    cues,
    read_srt,
    read_vtt,
    to_srt,
    to_vtt,
)

LONG = (
    "The whole network, with each of its 12,960 connections drawn: green for a positive weight,"
    " red for a negative one. Dark pixels send nothing."
)


def test_no_word_is_lost_when_a_caption_is_cut():
    assert " ".join(cue_texts(LONG)).split() == LONG.split()


def test_every_piece_fits_two_lines_of_42_characters():
    for piece in cue_texts(LONG):
        assert len(piece.splitlines()) <= 2
        assert max(map(len, piece.splitlines())) <= 42


def test_a_caption_is_cut_after_a_sentence_or_a_clause():
    assert [piece[-1] for piece in cue_texts(LONG)] == [":", "."]


def test_a_text_that_fits_stays_whole():
    assert cue_texts("One short line.") == ["One short line."]


def test_cues_held_for_the_reading_time_have_no_faults():
    found = cues(LONG, 3.0, 3.0 + captions.reading_seconds(LONG))
    assert [fault for cue in found for fault in cue_faults(cue)] == []
    assert found[0].start_seconds == 3.0
    assert all(a.end_seconds == b.start_seconds for a, b in pairwise(found))


WORDS = st.text("abcdefgäß<&0123456789,.:;?!", min_size=1, max_size=20)
TEXTS = st.lists(WORDS, min_size=1, max_size=60).map(" ".join)


@given(text=TEXTS, start=st.floats(0, 9000), longer=st.floats(1, 4), speed=st.floats(0.2, 3))
def test_cues_of_any_text_can_be_read_and_follow_one_another(text, start, longer, speed):
    end = start + longer * captions.reading_seconds(text)
    # Spoken evenly, but some times as quickly as there is time, or too slowly to be done.
    spoken = lambda place: place / len(text) * (end - start) / speed  # noqa: E731
    for found in (cues(text, start, end), cues(text, start, end, spoken)):
        assert " ".join(cue.text for cue in found).split() == text.split()
        assert (found[0].start_seconds, found[-1].end_seconds) == (start, end)
        assert all(a.end_seconds == b.start_seconds for a, b in pairwise(found))
        assert [fault for cue in found for fault in cue_faults(cue)] == []


@given(text=TEXTS, start=st.floats(0, 9000))
def test_what_is_written_as_captions_is_read_back(text, start):
    found = cues(text, start, start + captions.reading_seconds(text))
    for back in (read_srt(to_srt(found)), read_vtt(to_vtt(found))):
        assert [cue.text for cue in back] == [cue.text for cue in found]
        times = [(cue.start_seconds, cue.end_seconds) for cue in back]
        expected = [(cue.start_seconds, cue.end_seconds) for cue in found]
        assert [*sum(times, ())] == pytest.approx([*sum(expected, ())], abs=5.1e-4)


@pytest.mark.parametrize(
    ("cue", "fault"),
    [
        (Cue(0, 9, "a\nb\nc"), "3 lines"),
        (Cue(0, 9, "x" * 43), "a line of 43"),
        (Cue(0, 0.5, "Oh"), "0.50 s long"),
        (Cue(0, 1, "x" * 30), "30.0 characters a second"),
    ],
)
def test_an_unreadable_cue_says_why(cue, fault):
    assert any(fault in found for found in cue_faults(cue))


def test_srt_and_vtt_show_times_with_milliseconds():
    found = [Cue(3661.5, 3662.25, "a < b")]
    assert to_srt(found) == "1\n01:01:01,500 --> 01:01:02,250\na < b\n"
    assert to_vtt(found) == "WEBVTT\n\n01:01:01.500 --> 01:01:02.250\na &lt; b\n"


def test_cues_in_a_longer_video_keep_their_length():
    (cue,) = captions.placed([Cue(1, 3, "a")], 10, 20)
    assert (cue.start_seconds, cue.end_seconds) == (11, 13)


def test_cues_in_a_longer_video_never_reach_into_what_follows():
    (cue,) = captions.placed([Cue(1, 2.667, "a")], 10, 10 + 8 / 3)
    assert (cue.start_seconds, cue.end_seconds) == (11, 10 + 8 / 3)
