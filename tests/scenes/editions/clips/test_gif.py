from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from scenes.editions.clips.clip_media import Source, make_file
from scenes.editions.clips.sections import Section
from scenes.media.frames import frames_between
from scenes.media.gif import (
    STRENGTH,
    _as_palette,
    _ordered,
    chosen_frames,
    durations,
    palette_of,
    write_gif,
)


@pytest.mark.parametrize("rate", [15, 24, 30, 60])
@pytest.mark.parametrize("count", [1, 2, 15, 31, 100, 527])
def test_a_gif_lasts_as_long_as_its_clip(rate, count):
    assert sum(durations(count, rate)) == round(100 * count / rate)
    assert len(durations(count, rate)) == len(chosen_frames(count, rate))
    assert all(2 <= each <= 14 for each in durations(count, rate)[:-1])
    assert max(chosen_frames(count, rate)) < count


def test_a_gif_shows_the_chosen_frames(studio, publication, tmp_path):
    scene = studio.write_scene("Bias", publication.options)
    path = tmp_path / "clip.gif"
    assert write_gif(frames_between(scene.video, 20, 51), path, rate=15, count=31) == (320, 180)
    expected = [20 + number for number in sorted(chosen_frames(31, 15))]
    with Image.open(path) as gif:
        assert gif.info["loop"] == 0
        found, milliseconds = [], 0
        for place in range(gif.n_frames):
            gif.seek(place)
            milliseconds += gif.info["duration"]
            pixels = np.asarray(gif.convert("RGB"))
            found.append(studio.number_of(pixels))
            # The stage is flat, and has the color that it has in the film.
            assert np.ptp(pixels[:30].reshape(-1, 3), axis=0).max() == 0
            assert np.abs(pixels[5, 5] - np.array(studio.stage)).max() <= 3
    assert found == pytest.approx(expected, abs=1.1)
    assert milliseconds == 2070


def test_wide_pictures_are_made_smaller(tmp_path):
    import av

    frame = av.VideoFrame.from_ndarray(np.full((1080, 1920, 3), 40, np.uint8), format="rgb24")
    assert write_gif([frame], tmp_path / "wide.gif", rate=60, count=1) == (640, 360)


def test_a_rare_color_is_in_the_palette():
    picture = np.full((100, 100, 3), 12, dtype=np.uint8)
    picture[:2, :2] = (255, 221, 51)
    colors = np.array(palette_of([picture]).getpalette()).reshape(-1, 3)
    assert len(colors) <= 255
    assert np.abs(colors - [255, 221, 51]).sum(axis=1).min() <= 12
    assert colors[0].tolist() == [12, 12, 12]


def test_dithering_turns_a_smooth_glow_into_dots_around_the_right_brightness():
    ramp = np.repeat(np.linspace(10, 90, 256)[np.newaxis, :, np.newaxis], 64, axis=0)
    picture = np.repeat(ramp, 3, axis=2).astype(np.uint8)
    palette = Image.new("P", (1, 1))
    palette.putpalette([level for grey in range(10, 100, 10) for level in 3 * [grey]])
    shown = np.asarray(_as_palette(picture, palette).convert("RGB")).astype(float)
    blocks = shown[..., 0].reshape(8, 8, 32, 8).mean(axis=(1, 3))
    wanted = picture[..., 0].astype(float).reshape(8, 8, 32, 8).mean(axis=(1, 3))
    assert np.abs(blocks - wanted).max() < 3.5
    # A column of grey 45 is made of the two greys of the palette around it.
    assert picture[0, 112].tolist() == [45] * 3
    assert np.unique(shown[:, 112]).tolist() == [40, 50]


def test_dots_are_balanced_and_stay_where_they_are():
    dots = _ordered((16, 24))
    assert abs(dots.mean()) < 1e-9
    assert np.abs(dots).max() <= STRENGTH / 2
    np.testing.assert_array_equal(dots[:8, :8], dots[8:, 16:])
    assert len(np.unique(dots)) == 64


@pytest.mark.parametrize(
    ("size", "expected"),
    [((1920, 1080), (640, 360)), ((1080, 1920), (360, 640)), ((1080, 1080), (640, 640))],
)
def test_a_gif_keeps_the_shape_of_the_film(studio, publication, tmp_path, size, expected):
    scene = studio.write_scene("Bias", publication.options, sections=[("one", 2)], size=size)
    path = tmp_path / "clip.gif"
    assert write_gif(frames_between(scene.video, 0, 2), path, rate=15, count=2) == expected
    poster = tmp_path / "clip.webp"
    make_file("webp", Source(scene.video, Section("Bias", "one", 1, 0, 2, 15), ""), poster)
    with Image.open(poster) as picture:
        assert max(picture.size) == 960
        assert picture.width / picture.height == size[0] / size[1]
