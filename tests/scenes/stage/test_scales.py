import numpy as np
import pytest

from scenes.stage import scales, theme


def test_a_hundredfold_weight_does_not_darken_the_others():
    values = np.ones(1000)
    values[0] = 100
    light = scales.connection_light(values)
    assert light[1] == pytest.approx(1)
    assert light[0] == 1


def test_connection_light_is_the_clipped_share_to_the_power():
    light = scales.connection_light(np.array([-1.0, 0.5, 0.0, 1.0]))
    bright = np.percentile([1.0, 0.5, 1.0], 99.5)
    assert light == pytest.approx([1 / bright**1.3, (0.5 / bright) ** 1.3, 0, 1 / bright**1.3])


def test_no_signal_gives_no_light():
    assert scales.connection_light(np.zeros((3, 2))).max() == 0
    assert scales.full_light(np.zeros((3, 2))) == 0


def test_the_ends_of_scales_are_where_light_and_color_stop_growing():
    values = np.random.default_rng(0).normal(size=1000)
    values[::3] = 0
    palette = theme.PALETTES["classic"]
    full = np.abs(scales.signed_colors([-1, 1], palette, largest=1)).max(axis=1)
    colors = np.abs(scales.signed_colors(values, palette)).max(axis=1)
    beyond = np.abs(values) >= scales.full_color(values)
    assert (np.isclose(colors, np.where(values < 0, *full)) == beyond).all()
    light = scales.connection_light(values)
    assert ((light == 1) == (np.abs(values) >= scales.full_light(values))).all()
    assert scales.full_color(values) < scales.full_light(values)


def test_sigmoid_activations_are_shown_as_they_are():
    assert scales.brightness([0.0, 0.3, 1.0], "sigmoid") == pytest.approx([0, 0.3, 1])


def test_unbounded_activations_are_shown_relative_to_their_layer():
    assert scales.brightness([0.0, 2.0, 8.0], "relu") == pytest.approx([0, 0.25, 1])
    assert scales.brightness([0.0, 0.0], "relu") == pytest.approx([0, 0])


def test_a_negative_unbounded_activation_is_dark():
    assert scales.brightness([-5.0, 2.0, 4.0], "identity") == pytest.approx([0, 0.5, 1])


def test_signed_colors_are_those_of_the_palette_at_full_strength():
    palette = theme.PALETTES["colorblind"]
    colors = scales.signed_colors([2.0, -2.0, 0.0], palette, largest=2.0)
    assert colors[0] == pytest.approx(theme.rgb(palette.positive))
    assert colors[1] == pytest.approx(theme.rgb(palette.negative))
    assert colors[2] == pytest.approx([0, 0, 0])


@pytest.mark.parametrize(
    ("values", "decimals"), [([0.5], 2), ([9.996], 1), ([-54.2], 1), ([120], 0)]
)
def test_larger_numbers_have_fewer_decimals(values, decimals):
    assert scales.decimals_for(values) == decimals


@pytest.mark.parametrize(
    ("values", "decimals"),
    [([0.3], 2), ([0.05, -0.01], 3), ([0.0042], 4), ([1e-9], 6), ([0.0], 2), ([], 2), ([54], 1)],
)
def test_small_numbers_have_enough_decimals_to_tell_them_from_zero(values, decimals):
    assert scales.telling_decimals(values) == decimals


def test_tiny_numbers_are_told_from_zero_where_there_is_room():
    assert scales.telling_decimals([4.1e-12], most=16) == 13


@pytest.mark.parametrize(
    ("sums", "decimals"),
    [
        ([([14.618, -9.803], 4.8147)], 1),  # 14.62 - 9.80 is 4.82, not 4.81
        ([([1.0, 2.0], 3.0)], 2),
        ([([14.618, -9.803], 4.8147), ([4.8147, 0.0914], 4.9061)], 1),
        ([([0.44, 0.44, 0.44], 1.32)], 2),
        ([([0.005, 0.005], 0.01)], 2),  # with one all would be zeros
        ([([0.96, 0.044], 1.004), ([0.044, 0.044], 0.088)], 2),
    ],
)
def test_decimals_are_those_with_which_sums_agree(sums, decimals):
    assert scales.agreeing_decimals(sums) == decimals


def test_it_is_known_whether_printed_sums_agree():
    sums = [([14.618, -9.803], 4.8147), ([4.8147, 0.0914], 4.9061)]
    assert [scales.do_agree(sums, decimals) for decimals in range(4)] == [True, True, False, True]
