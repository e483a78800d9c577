import numpy as np
import pytest

from network.digits.ink.even_paper import find_ink
from network.errors import ImageError

LINE = np.zeros((60, 80))
LINE[20:40, 30:34] = 1


def shading(shape):
    down, across = np.meshgrid(*(np.linspace(-1, 1, side) for side in shape), indexing="ij")
    return 0.8 - 0.1 * across - 0.08 * down - 0.1 * across**2 - 0.05 * down**2


@pytest.mark.parametrize(("ink", "paper"), [(0, 1), (1, 0), (0.3, 0.7), (0.7, 0.5), (0.2, 0.1)])
def test_ink_is_found_dark_on_light_and_light_on_dark(ink, paper):
    assert find_ink(np.where(LINE, ink, paper)).round(9).tolist() == LINE.tolist()


def test_edges_between_ink_and_paper_stay_soft():
    picture = 1 - LINE
    picture[20:40, 29] = 0.6
    found = find_ink(picture)
    assert found[30, 28:31] == pytest.approx([0, 0.4, 1])


def test_shaded_paper_is_paper():
    picture = shading(LINE.shape) * np.where(LINE, 0.3, 1)
    found = find_ink(picture)
    assert ((found > 0.5) == (LINE > 0.5)).all()
    assert found[LINE == 0].max() == 0


def test_noise_is_no_ink():
    rng = np.random.default_rng(0)
    large = np.kron(LINE, np.ones((8, 8)))
    picture = 0.8 - 0.5 * large + rng.normal(0, 0.05, large.shape)
    found = find_ink(picture)
    assert np.mean((found > 0.5) == (large > 0.5)) > 0.999
    # Away from the line's edge nothing is left of the noise.
    assert not found[:150].any()
    assert not found[:, 300:].any()


def test_specks_are_dropped_but_separate_strokes_are_kept():
    picture = 1 - LINE
    picture[5, 5] = 0
    picture[20:24, 38:50] = 0
    found = find_ink(picture)
    assert found[5, 5] == 0
    assert found[22, 40] == pytest.approx(1)
    assert found[30, 31] == pytest.approx(1)


def test_what_is_much_fainter_than_the_ink_is_none():
    picture = 1 - LINE
    picture[20:40, 50:60] = 1 - 0.09
    assert not find_ink(picture)[:, 40:].any()
    picture[20:40, 50:60] = 1 - 0.11
    assert find_ink(picture)[30, 55] == pytest.approx(0.11)


def test_a_table_along_the_border_is_no_ink():
    picture = 1 - LINE
    picture[:, :15] = 0.1
    picture[55:] = 0.1
    found = find_ink(picture)
    assert found[:, :16].max() == found[54:].max() == 0
    assert found[30, 31] > 0.9


def test_ink_that_touches_the_border_is_ink():
    picture = np.ones((40, 20))
    picture[:, 8:12] = 0
    np.testing.assert_allclose(find_ink(picture), 1 - picture)


def test_along_the_border_is_ink_where_all_else_is_dust():
    picture = np.ones((40, 40))
    picture[:8] = 0
    expected = 1 - picture
    picture[25, 20] = 0
    np.testing.assert_allclose(find_ink(picture), expected)


def test_a_line_beside_the_border_is_ink():
    picture = np.ones((40, 20))
    picture[1:39, [8, 9, 17, 18]] = 0
    np.testing.assert_allclose(find_ink(picture), 1 - picture)


def test_ink_may_cover_half_of_the_picture():
    picture = np.ones((40, 40))
    picture[4:36, 4:36] = 0
    picture[16:24, 16:24] = 1
    assert (find_ink(picture) > 0.5).mean() == pytest.approx((32 * 32 - 64) / 1600)


@pytest.mark.parametrize(
    "picture",
    [
        np.zeros((1, 1)),
        np.ones((30, 30)),
        np.full((300, 400), 0.5),
        0.5 + 0.01 * np.tile([[0, 1], [1, 0]], (20, 20)),
        shading((100, 100)),
        np.random.default_rng(0).normal(0.5, 0.1, (300, 300)),
    ],
    ids=["1 x 1", "white", "gray", "a weave", "shading", "noise"],
)
def test_a_picture_with_nothing_on_it_is_refused(picture):
    with pytest.raises(ImageError, match="expected a digit on paper, got an empty picture"):
        find_ink(picture)
