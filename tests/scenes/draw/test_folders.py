from __future__ import annotations

import os

import numpy as np
import pytest

from network.digits.pen_drawing import PenDrawing
from network.digits.preprocessing import load_digit_image
from network.files.default_model import default_model
from scenes.draw.clips import KEPT_CLIPS, new_clip, remove_oldest, unfinished


@pytest.fixture
def clip(three, tmp_path):
    wanted = {"drawing": three, "scene": "ForwardPass", "quality": "l"}
    return new_clip(wanted, default_model(), tmp_path / "drawn")


def test_a_folder_holds_the_drawing_as_it_was_read(clip, three):
    with unfinished(clip):
        pixels = load_digit_image(clip.folder / "drawing.png")
    np.testing.assert_array_equal(pixels, PenDrawing.from_json(three).pixels())


def test_a_clip_without_a_film_leaves_nothing(clip, tmp_path):
    with unfinished(clip):
        clip.end("failed", "no light")
    assert list((tmp_path / "drawn").iterdir()) == []


def test_a_finished_clip_keeps_its_files(clip, tmp_path):
    place = clip.folder
    with unfinished(clip) as temporary:
        (temporary / "half").touch()
        assert not place.exists()
        clip.end("done")
    assert clip.folder == place
    assert [path.name for path in (tmp_path / "drawn").iterdir()] == [place.name]
    assert [path.name for path in place.iterdir()] == ["drawing.png"]


def test_the_oldest_folders_go_and_nothing_else_does(tmp_path):
    clips = [tmp_path / f"Bias-{number:032x}" for number in range(KEPT_CLIPS + 5)]
    for age, folder in enumerate(clips):
        folder.mkdir()
        (folder / "drawing.png").touch()
        os.utime(folder, (1e9 - age, 1e9 - age))
    others = [tmp_path / name for name in ("thesis", "Bias-1", "Bias-" + "g" * 32)]
    for folder in others:
        folder.mkdir()
        os.utime(folder, (1, 1))
    without_drawing = tmp_path / ("Bias-" + "f" * 32)
    without_drawing.mkdir()
    os.utime(without_drawing, (2, 2))
    in_use = clips[-1]
    remove_oldest(tmp_path, {in_use})
    assert set(tmp_path.iterdir()) == {*clips[:KEPT_CLIPS], in_use, *others, without_drawing}
