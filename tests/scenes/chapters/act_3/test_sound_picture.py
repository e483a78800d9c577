"""A sound as one sees it."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.sound import spoken_word
from scenes.chapters.act_3.layers_of_abstraction_parts import (
    SpanRow,
    Waveform,
    span_links,
    spectrogram_grid,
)
from scenes.stage import theme
from scenes.subject.sourced import SourcedArray

WIDTH = 9.0


@pytest.fixture(scope="module")
def word():
    return spoken_word()


def test_the_line_passes_through_every_sample(word):
    samples = SourcedArray(word.sound.waveform, "measurement.waveform")
    wave = Waveform(samples, width=WIDTH, height=2)
    assert wave.width == pytest.approx(WIDTH)
    np.testing.assert_allclose(wave.get_start()[1], samples.values[0])
    np.testing.assert_allclose(wave.points[3::4, 1], samples.values[1:])
    assert wave.fills == (samples,)


def test_low_frequencies_lie_at_the_bottom_and_loud_ones_are_bright(word):
    levels = SourcedArray(word.spectrogram.levels, "measurement.levels")
    seconds = SourcedArray(word.spectrogram.seconds, "measurement.seconds")
    grid = spectrogram_grid(
        levels, seconds, sound=(word.sound.seconds, WIDTH), height=1.8, color="#FFDD33"
    )
    assert grid.height == pytest.approx(1.8)
    assert 0.95 * WIDTH < grid.width < WIDTH
    row, column = np.unravel_index(levels.values.argmax(), levels.values.shape)
    np.testing.assert_allclose(grid.colors[-1 - row, column], theme.rgb("#FFDD33"))
    assert grid.fills == (levels,)


def test_boxes_are_as_wide_as_their_parts_are_long(word):
    spans = word.sound.phonemes
    row = SpanRow(spans, width=WIDTH, height=0.6, color="#FFDD33")
    assert [name.text for name in row.names] == [span.name for span in spans]
    edges = [box.get_left()[0] for box in row.boxes]
    starts = [span.start_seconds for span in spans]
    np.testing.assert_allclose(np.diff(edges), WIDTH / word.sound.seconds * np.diff(starts))


def test_every_part_is_linked_to_the_whole_above_it(word):
    phonemes, syllables = (
        SpanRow(spans, width=WIDTH, height=0.6, color="#FFDD33")
        for spans in (word.sound.phonemes, word.sound.syllables)
    )
    syllables.shift([0, 1.5, 0])
    links = span_links(syllables, phonemes)
    for link, box in zip(links, phonemes.boxes, strict=True):
        np.testing.assert_allclose(link.get_start(), box.get_top())
        assert link.get_end()[1] == pytest.approx(syllables.boxes.get_bottom()[1])
        assert any(
            whole.get_left()[0] < link.get_x() < whole.get_right()[0] for whole in syllables.boxes
        )


def test_links_without_parts_come_up_from_a_height(word):
    row = SpanRow(word.sound.phonemes, width=WIDTH, height=0.6, color="#FFDD33")
    for link, box in zip(span_links(row, start=-1.0), row.boxes, strict=True):
        assert link.get_start()[1] == pytest.approx(-1.0)
        np.testing.assert_allclose(link.get_end(), box.get_bottom())
