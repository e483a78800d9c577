"""The network in a box."""

from __future__ import annotations

import numpy as np
import pytest

from network.files.default_model import default_model
from scenes.chapters.act_5.the_network_is_a_function_parts import FunctionBox
from scenes.stage.theme import PALETTES
from scenes.subject.record_view import RecordView


@pytest.fixture(params=[(4.0, 4.5), (2.6, 4.5), (7.2, 3.0)])
def box(request):
    count = RecordView({"model": default_model()}).number("model.parameter_count", decimals=None)
    width, height = request.param
    return FunctionBox(
        default_model(), count, center=np.array([1.0, 0.5, 0.0]), width=width, height=height,
        palette=PALETTES["classic"],
    )  # fmt: skip


def test_everything_is_inside(box):
    for part in (*box.columns, box.title, box.note):
        assert box.box.get_left()[0] < part.get_left()[0]
        assert part.get_right()[0] < box.box.get_right()[0]
        assert part.get_top()[1] < box.box.get_top()[1]
        assert box.box.get_bottom()[1] < part.get_bottom()[1]


def test_words_do_not_lie_over_the_network(box):
    for words in (box.title, box.note):
        for column in box.columns:
            is_above = words.get_bottom()[1] > column.get_top()[1]
            assert is_above or words.get_top()[1] < column.get_bottom()[1]


def test_neurons_are_those_of_the_model_and_do_not_touch(box):
    assert [len(column) for column in box.columns] == [16, 16, 10]
    for column in box.columns:
        ys = [disc.get_y() for disc in column]
        assert (-np.diff(ys) > column[0].height).all()


def test_weights_shine_as_many_times_as_bright_as_asked(box):
    ((before, _),) = box.connections[1].ahead
    ((after, _),) = box.shine(2.5).connections[1].ahead
    assert after.values == pytest.approx(2.5 * before.values)
    (weights,) = box.connections[1].fills
    assert weights.source == "model.layers[1].weights"


def test_the_note_counts_the_parameters(box):
    assert box.note.text == "13,002 parameters"
