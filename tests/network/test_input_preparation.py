import numpy as np
import pytest

from network.errors import OptionError, WeightsError
from network.forward import forward
from network.input_preparation import InputPreparation
from network.layers import Layer
from network.mlp import MLP

INK = np.array([0.0, 0.25, 1.0])
WAYS = {
    "as it is": ({}, [0.0, 0.25, 1.0]),
    "bytes": ({"value_range": (0, 255)}, [0.0, 63.75, 255.0]),
    "normalized": ({"mean": 0.5, "std": 0.5}, [-1.0, -0.5, 1.0]),
    "inverted": ({"inverted": True}, [1.0, 0.75, 0.0]),
    "inverted bytes": ({"value_range": (0, 255), "inverted": True}, [255.0, 191.25, 0.0]),
    "bytes, normalized": (
        {"value_range": (0, 255), "mean": 127.5, "std": 127.5},
        [-1.0, -0.5, 1.0],
    ),
    "inverted, then normalized": ({"mean": 0.5, "std": 0.25, "inverted": True}, [2.0, 1.0, -2.0]),
    "a mean a pixel": ({"mean": [0.0, 0.25, 0.5]}, [0.0, 0.0, 0.5]),
}
LAYER = Layer(np.array([[1.0, 2.0, 4.0], [0.5, -1.0, 3.0]]), np.array([0.5, -0.25]), "identity")


@pytest.mark.parametrize(("statistics", "expected"), WAYS.values(), ids=WAYS)
def test_ink_becomes_what_training_code_would_make_of_it(statistics, expected):
    preparation = InputPreparation.from_statistics(**statistics)
    np.testing.assert_allclose(preparation.inputs(INK, np.float64), expected, rtol=0, atol=1e-12)


def test_the_trace_keeps_the_ink_and_begins_with_what_is_read():
    model = MLP((LAYER,), InputPreparation.from_statistics(mean=0.5, std=0.5))
    trace = forward(model, INK)
    np.testing.assert_array_equal(trace.ink, INK)
    np.testing.assert_array_equal(trace.inputs, [-1.0, -0.5, 1.0])
    np.testing.assert_array_equal(trace.layers[0].inputs, trace.inputs)
    np.testing.assert_array_equal(trace.outputs, [-1 - 1 + 4 + 0.5, -0.5 + 0.5 + 3 - 0.25])
    np.testing.assert_array_equal(trace.layers[0].contributions[0], [-1.0, -1.0, 4.0])


def test_the_loudest_dark_pixel_is_one_without_ink():
    read_as_nothing = forward(MLP((LAYER,)), INK)
    prepared = forward(MLP((LAYER,), InputPreparation.from_statistics(mean=0.5, std=0.5)), INK)
    assert read_as_nothing.loudest_dark_pixel is None
    assert prepared.loudest_dark_pixel == 0


@pytest.mark.parametrize(
    ("statistics", "complaint"),
    [
        ({"value_range": (1.0, 1.0)}, "range must be two numbers, the smaller first"),
        ({"value_range": (0.0, np.inf)}, "range must be two numbers"),
        ({"value_range": (-np.inf, 1.0)}, "range must be two numbers"),
        ({"mean": []}, "input offset must be a finite number, or one a pixel"),
        ({"mean": [[0.5]]}, "input offset must be a finite number, or one a pixel"),
        ({"std": 0.0}, "deviation must be more than 0"),
        ({"mean": np.inf}, "finite"),
    ],
)
def test_nonsense_is_refused(statistics, complaint):
    with pytest.raises(OptionError, match=complaint):
        InputPreparation.from_statistics(**statistics)


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("offset", [-1.0, 0.0, 0.5])
def test_only_a_scale_of_1_without_an_offset_leaves_the_ink_as_it_is(scale, offset):
    preparation = InputPreparation(np.array(scale), np.array(offset))
    assert preparation.is_identity == ((scale, offset) == (1, 0))
    np.testing.assert_array_equal(preparation.inputs(INK, np.float64), scale * INK + offset)


def test_scales_and_offsets_of_different_pixels_are_refused():
    with pytest.raises(OptionError, match="for equally many pixels, got 2 and 3"):
        InputPreparation(np.ones(2), np.zeros(3))


def test_a_number_for_each_of_other_pixels_is_refused():
    with pytest.raises(WeightsError, match="offset must be one number or 3"):
        MLP((LAYER,), InputPreparation.from_statistics(mean=[0.0, 1.0]))


@pytest.mark.parametrize("labels", [("cat",), ("cat", "cat"), ("a", "b", "c")])
def test_labels_must_be_different_and_one_an_output(labels):
    with pytest.raises(WeightsError, match="labels must be 2 different names"):
        MLP((LAYER,), labels=labels)


def test_outputs_are_found_by_the_digits_that_their_labels_mean():
    rows = Layer(np.ones((3, 3)), np.zeros(3), "identity")
    assert MLP((rows,)).output_of_digit(2) is None
    named = MLP((rows,), labels=("nine", "7", "2.0"))
    assert [named.output_of_digit(digit) for digit in (9, 7, 2, 0)] == [0, 1, 2, None]


@pytest.mark.parametrize(
    ("labels", "outputs", "is_so"),
    [
        ((), 10, True),
        ((), 300, True),
        ((), 9, False),
        ((), 1, False),
        (("one", "7"), 2, True),
        (("no", "7"), 2, False),
        (("no", "yes"), 2, False),
    ],
)
def test_answers_can_be_right_or_wrong_where_outputs_stand_for_digits(labels, outputs, is_so):
    layer = Layer(np.zeros((outputs, 4)), np.zeros(outputs), "sigmoid")
    assert MLP((layer,), labels=labels).reads_digits is is_so


@pytest.mark.parametrize("second", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("first", WAYS.values(), ids=WAYS)
def test_two_preparations_are_one(first, second):
    one, other = (InputPreparation.from_statistics(**way[0]) for way in (first, second))
    expected = other.inputs(one.inputs(INK, np.float64), np.float64)
    np.testing.assert_allclose(one.then(other).inputs(INK, np.float64), expected, atol=1e-9)
