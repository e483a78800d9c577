import pytest

from scenes.stage import theme


def test_black_on_white_has_the_largest_contrast():
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_contrast_does_not_depend_on_the_order():
    assert theme.contrast("#336699", "#FFEECC") == theme.contrast("#FFEECC", "#336699")


@pytest.mark.parametrize("color", [theme.TEXT, theme.SECONDARY])
def test_text_is_readable_on_the_stage(color):
    assert theme.contrast(color, theme.BACKGROUND) >= 4.5


@pytest.mark.parametrize("palette", theme.PALETTES.values(), ids=lambda p: p.name)
def test_colors_that_carry_meaning_are_readable_and_differ(palette):
    colors = [palette.positive, palette.negative, palette.signal, palette.bias]
    assert all(theme.contrast(color, theme.BACKGROUND) >= 4.5 for color in colors)
    assert len(set(colors)) == 4


def test_sign_color_follows_the_sign():
    palette = theme.PALETTES["classic"]
    assert palette.sign(-0.001) == palette.negative
    assert palette.sign(0.001) == palette.positive


def test_no_text_size_is_below_the_smallest():
    assert min(theme.TEXT_SIZES.values()) >= theme.SMALLEST_NUMBERS
