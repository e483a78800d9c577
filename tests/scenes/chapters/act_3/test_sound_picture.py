"""A sound as one sees it."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.sound import spoken_word
from scenes.chapters.act_3.layers_of_abstraction_parts import (
    Hearing,
    SpanRow,
    Waveform,
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


def test_parts_are_lit_as_the_cursors_reach_them(word):
    sound, color = word.sound, "#FFDD33"
    rows = [
        SpanRow(spans, width=WIDTH, height=0.6, color="#FFFFFF")
        for spans in (sound.syllables, sound.words)
    ]
    wave = Waveform(SourcedArray(sound.waveform, "waveform"), width=WIDTH, height=2)
    hearing = Hearing([wave], rows, color=color, seconds=sound.seconds)
    hearing.begin()
    share = sound.syllables[1].start_seconds / sound.seconds

    def lit():
        return [box.get_stroke_color().to_hex() == color for row in rows for box in row.boxes]

    hearing.interpolate(0.9 * share)
    assert hearing.cursors[0].get_x() == pytest.approx((0.9 * share - 0.5) * WIDTH)
    assert lit() == [True, False, True]
    hearing.interpolate(1)
    assert hearing.cursors[0].get_x() == pytest.approx(WIDTH / 2)
    assert lit() == [True, True, True]
