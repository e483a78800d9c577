import numpy as np
import pytest
from manim import DOWN, Circle, VGroup, linear

from scenes.mobjects.text.typst_text import Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.counting import Roll
from scenes.motion.pointing import PULSE_SCALE, pulse
from scenes.subject.record_view import RecordView

YELLOW = "#FFDD33"


class _Numbers:
    values = np.array([1.25, 1.75, -3.5])


@pytest.fixture
def values():
    record = RecordView({"numbers": _Numbers()})
    return [record["numbers.values"][i] for i in range(3)]


def _at(animation, share):
    animation.begin()
    animation.interpolate(share)
    return animation


def test_a_pulse_grows_around_the_middle_and_is_as_before_in_the_end():
    thing = VGroup(Circle(radius=1), Words("here")).shift([1.0, 2.0, 0.0])
    center, width = thing.get_center(), thing.width
    moving = _at(pulse(thing, color=YELLOW), 0.5)
    assert thing.width == pytest.approx(PULSE_SCALE * width, rel=1e-3)
    assert np.allclose(thing.get_center(), center, atol=1e-3)
    assert thing[1][0].get_fill_color().to_hex().upper() == YELLOW
    moving.interpolate(1)
    moving.finish()
    assert thing.width == pytest.approx(width)
    assert thing[1][0].get_fill_color().to_hex().upper() != YELLOW


def test_a_rolling_number_moves_only_the_digits_that_change(values):
    label = ValueLabel(values[0], align="right")
    staying = label.glyphs.points.copy()
    rolling = _at(Roll(label, values[1]), 0.25)
    leaving, coming = label.submobjects[-2:]
    assert leaving.get_bottom()[1] > label.baseline
    rolling.interpolate(0.75)
    assert coming.get_bottom()[1] < label.baseline
    # 1 . 5 stay where they were.
    assert all(any(np.allclose(point, old) for old in staying) for point in label.glyphs.points)
    assert 0 < len(label.glyphs.points) < len(staying)
    rolling.finish()
    rolling.clean_up_from_scene(_NoScene())
    assert label.text == "1.75"
    assert len(label.submobjects) == 2
    assert np.allclose(label.digit_box.get_right()[0], staying[:, 0].max(), atol=0.05)


@pytest.mark.parametrize("share", np.linspace(0, 1, 9))
def test_a_digit_that_comes_is_never_seen_together_with_one_that_leaves(values, share):
    label = ValueLabel(values[0])
    _at(Roll(label, values[1], rate_func=linear), share)
    leaving, coming = label.submobjects[-2:]
    assert min(leaving.get_fill_opacity(), coming.get_fill_opacity()) == 0
    assert max(leaving.get_fill_opacity(), coming.get_fill_opacity()) == pytest.approx(
        abs(2 * share - 1)
    )


def test_a_number_rolls_into_one_of_another_length(values):
    label = ValueLabel(values[0], align="right")
    right = label.digit_box.get_right()[0]
    rolling = _at(Roll(label, values[2]), 1.0)
    rolling.finish()
    rolling.clean_up_from_scene(_NoScene())
    assert label.text == "\N{MINUS SIGN}3.50"
    assert label.digit_box.get_right()[0] == pytest.approx(right)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_numbers_in_narrow_rows_roll_past_each_other(values, share):
    above, below = (ValueLabel(value) for value in (values[0], values[0]))
    gap = 0.02
    below.shift((above.height + gap) * DOWN)
    for label in (above, below):
        _at(Roll(label, values[1], room=gap), share)
    seen_above, seen_below = (
        [part for part in label.submobjects[1:] if part.get_fill_opacity() > 0]
        for label in (above, below)
    )
    highest_below = max(part.get_top()[1] for part in seen_below)
    assert highest_below < min(part.get_bottom()[1] for part in seen_above) + 1e-6


class _NoScene:
    def remove(self, *_):
        pass

    add = remove
    animations = ()
