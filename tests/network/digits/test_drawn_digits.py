import itertools

import numpy as np
import pytest

from network.digits import drawn_digits
from network.digits.drawn_digits import (
    drawn_digit,
    drawn_test_set,
    hands,
    load_drawn_digits,
    rasterize,
    stroke_path,
)
from network.errors import DatasetError, OptionError
from network.files.default_model import default_model
from network.forward import forward

DIGITS = load_drawn_digits()
IMAGES = np.array([rasterize(digit) for digit in DIGITS])
LABELS = np.array([digit.label for digit in DIGITS])


def identify(digit):
    return f"digit {digit.label} of hand {digit.hand}"


def test_there_are_at_least_four_hands_with_all_ten_digits_each():
    assert len(hands()) >= 4
    assert [(digit.hand, digit.label) for digit in DIGITS] == list(
        itertools.product(hands(), range(10))
    )


@pytest.mark.parametrize("digit", DIGITS, ids=identify)
def test_a_pen_stays_in_the_box(digit):
    for stroke in digit.strokes:
        path = stroke_path(stroke)
        assert path.min() >= 0
        assert path.max() <= 1


@pytest.mark.parametrize("digit", DIGITS, ids=identify)
def test_a_digit_is_tall_in_its_box(digit):
    heights = np.concatenate([stroke_path(stroke)[:, 1] for stroke in digit.strokes])
    assert 0.8 < np.ptp(heights) <= 1


def test_the_curves_are_smooth_but_at_corners():
    for digit in DIGITS:
        for stroke in digit.strokes:
            corners = stroke.points[1:][np.all(np.diff(stroke.points, axis=0) == 0, axis=1)]
            path = stroke_path(stroke, 600)
            headings = np.unwrap(np.arctan2(*np.diff(path, axis=0).T))
            turns = np.abs(np.diff(headings))
            for place in path[1:-1][turns > 0.35]:
                assert np.min(np.hypot(*(corners - place).T), initial=1.0) < 0.01, identify(digit)


def test_no_two_hands_write_alike():
    for label in range(10):
        for one, other in itertools.combinations(IMAGES[label == LABELS], 2):
            assert np.linalg.norm(one - other) > 2


def test_the_shipped_network_reads_every_digit():
    outputs = forward(default_model(), IMAGES).outputs
    misread = [
        f"{identify(digit)} read as {output.argmax()}"
        for digit, output in zip(DIGITS, outputs, strict=True)
        if output.argmax() != digit.label
    ]
    assert misread == []


def test_the_shipped_network_is_sure_of_hand_0():
    outputs = forward(default_model(), IMAGES[:10]).outputs
    assert np.diag(outputs).min() > 0.9
    assert (outputs - np.diag(np.diag(outputs))).max() < 0.5


def test_a_digit_is_found_by_label_and_hand():
    assert drawn_digit(7) is DIGITS[7]
    assert drawn_digit(4, hand=2) is DIGITS[24]
    assert drawn_digit(9) is DIGITS[9]


@pytest.mark.parametrize("label", [-1, 10])
def test_there_is_no_other_digit(label):
    with pytest.raises(OptionError, match=f"digit must be 0 to 9, got {label}"):
        drawn_digit(label)


@pytest.mark.parametrize("hand", [-1, 99])
def test_there_is_no_other_hand(hand):
    with pytest.raises(OptionError, match=f"hand must be 0 to {max(hands())}, got {hand}"):
        drawn_digit(3, hand)


@pytest.fixture(scope="module")
def warped():
    return drawn_test_set(np.random.default_rng(0), copies=2)


def test_the_warped_set_has_every_digit_of_every_hand_equally_often(warped):
    images, labels = warped
    assert images.shape == (2 * len(DIGITS), 784)
    assert images.min() == 0
    assert images.max() == 1
    assert np.bincount(labels).tolist() == [2 * len(hands())] * 10


def test_the_warped_set_has_twenty_copies_unless_told_otherwise(monkeypatch):
    monkeypatch.setattr(drawn_digits, "_warped_image", lambda digit, _rng, _format: [digit.label])
    images, labels = drawn_test_set(np.random.default_rng(0))
    assert images.ravel().tolist() == labels.tolist() == [*LABELS] * 20


def test_the_warped_set_depends_on_the_seed_alone(warped):
    again, other = (drawn_test_set(np.random.default_rng(seed), copies=1)[0] for seed in (0, 1))
    assert np.array_equal(warped[0][: len(DIGITS)], again)
    assert not np.array_equal(again, other)


def test_warped_digits_are_new_but_nearest_to_their_own_kind(warped):
    images, labels = warped
    distances = np.linalg.norm(images[:, None] - IMAGES, axis=2)
    assert distances.min() > 0.5
    assert np.mean(LABELS[distances.argmin(axis=1)] == labels) > 0.95


def test_the_shipped_network_reads_nearly_all_warped_digits(warped):
    images, labels = warped
    assert np.mean(forward(default_model(), images).answers == labels) > 0.95


@pytest.mark.parametrize("text", ['{"hand": 0}', '{"hand": 0, "digits": {"3": [[[1]]]}}', "[1]"])
def test_a_damaged_file_of_digits_is_named(tmp_path, monkeypatch, text):
    monkeypatch.setattr("network.digits.drawn_digits.DIGITS_DIRECTORY", tmp_path)
    (tmp_path / "hand-00.json").write_text(text)
    with pytest.raises(DatasetError, match=r"hand-00\.json: .*stroke"):
        load_drawn_digits.__wrapped__()
