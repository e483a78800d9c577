from __future__ import annotations

import zipfile

import pytest


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "course: expected names of scenes, or --all"),
        (["Bias", "--all"], "course: expected names of scenes, or --all"),
        (["Bais"], "unknown scene Bais: did you mean Bias?"),
        (["Bias", "--digit", "12"], "--digit: expected 0..9, got 12"),
    ],
)
def test_wrong_use_is_refused(refused, tmp_path, arguments, message):
    assert message in refused("course", *arguments, "--output", tmp_path / "renders")


@pytest.mark.slow
def test_a_scene_is_rendered_cut_and_packed(neuroscenes, tmp_path):
    command = ("course", "ANeuronHoldsANumber", "-q", "l", "--output", tmp_path)
    ended = neuroscenes(*command)
    assert ended.code == 0, ended.stderr
    course = tmp_path / "courses" / "ANeuronHoldsANumber.zip"
    assert ended.stdout == f"{course}\n"
    with zipfile.ZipFile(course) as package:
        page = package.read("index.html").decode()
        clips = [name for name in package.namelist() if name.endswith(".mp4")]
    assert len(clips) == page.count("<video") == 5
    assert page.count('class="step question-part"') == 1
    before = course.read_bytes()
    neuroscenes(*command)
    assert course.read_bytes() == before
