"""Quick copies are copies: like manim's own, and with nothing in common that changes."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Mobject

from scenes.mobjects.raster.quick_copy import UNCHANGING, QuickCopy
from scenes.mobjects.text.typst_text import Formula, Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.subject.sourced import Sourced


@pytest.fixture(params=["words", "formula", "value"])
def mobject(request):
    made = {
        "words": lambda: Words("A word and {value}", value=Sourced(0.25, "trace.inputs[0]")),
        "formula": lambda: Formula("{{ a : part }} + b"),
        "value": lambda: ValueLabel(Sourced(-1.5, "trace.inputs[0]")),
    }
    return made[request.param]()


def test_a_copy_is_what_manim_makes(mobject):
    ours, manims = mobject.copy(), Mobject.__deepcopy__(mobject, {})
    for one, other in zip(ours.get_family(), manims.get_family(), strict=True):
        assert type(one) is type(other)
        assert set(vars(one)) == set(vars(other))
        for name, value in vars(one).items():
            if isinstance(value, np.ndarray):
                assert np.array_equal(value, vars(other)[name])
            elif type(value) in UNCHANGING:
                assert value == vars(other)[name] or name == "original_id"


def test_a_changed_copy_leaves_the_first_as_it_was(mobject):
    before = [(part.points.copy(), part.fill_rgbas.copy()) for part in mobject.get_family()]
    mobject.copy().shift([1, 2, 0]).scale(2).set_fill("#ff0000", opacity=0.1)
    for part, (points, colors) in zip(mobject.get_family(), before, strict=True):
        assert np.array_equal(part.points, points)
        assert np.array_equal(part.fill_rgbas, colors)


def test_all_glyphs_are_copied_quickly(mobject):
    with_points = mobject.family_members_with_points()
    assert with_points
    assert all(isinstance(part, QuickCopy) for part in with_points)


def test_parts_that_are_known_by_two_ways_stay_one(mobject):
    copied = mobject.copy()
    for known in getattr(copied, "id_to_vgroup_dict", {}).values():
        for part in known.family_members_with_points():
            assert any(part is own for own in copied.get_family())
