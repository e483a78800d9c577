"""The box of the function."""

from __future__ import annotations

import pytest

from network.files.default_model import default_model
from scenes.mobjects.network.function_box import FunctionBox
from scenes.stage.layout import Stage
from scenes.stage.theme import PALETTES
from scenes.subject.record_view import RecordView


@pytest.fixture(params=[(6.2, 6.3), (3.3, 4.2), (5.2, 4.2)])
def box(request):
    width, height = request.param
    count = RecordView({"model": default_model()}).number("model.parameter_count", decimals=None)
    room = Stage(1.0, 1.0 + width, 0.5 + height, 0.5)
    return FunctionBox(room, PALETTES["classic"], parameters=count)


def test_name_network_and_words_are_inside_and_apart(box):
    for part in (box.title, box.note):
        assert box.box.get_left()[0] < part.get_left()[0]
        assert part.get_right()[0] < box.box.get_right()[0]
        assert part.get_top()[1] < box.box.get_top()[1]
        assert box.box.get_bottom()[1] < part.get_bottom()[1]
        is_above = part.get_bottom()[1] > box.inside.top
        assert is_above or part.get_top()[1] < box.inside.bottom
    assert box.inside.width > 1
    assert box.inside.height > 1


def test_the_note_counts_the_parameters(box):
    assert box.note.text == "13,002 parameters"
