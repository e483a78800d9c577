from __future__ import annotations

import json
import re

import av
import pytest

from scenes.catalog import CATALOG

SCENE = "TheWeightedSum"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("render",), "expected names of scenes, or --all"),
        (("render", SCENE, "--all"), "expected names of scenes, or --all"),
        (("render", SCENE, "-q", "z"), "'z' is not one of"),
        (("render", SCENE, "--format", "avi"), "'avi' is not one of"),
        (("render", SCENE, "--transparent"), "mp4 has no transparency"),
        (("film", "--format", "gif"), "film: expected --format mp4, webm, mov, got gif"),
        (("film", "extra"), "unexpected extra argument"),
    ],
)
def test_what_cannot_be_rendered_is_refused(refused, arguments, message):
    assert message in refused(*arguments)


def test_an_output_that_is_a_file_is_refused_by_name(refused, tmp_path):
    path = tmp_path / "file"
    path.write_text("no folder")
    assert str(path) in refused("render", SCENE, "-q", "l", "--output", path)


@pytest.mark.slow
def test_a_scene_is_rendered_once_and_found_again(neuroscenes, tmp_path):
    command = ("render", SCENE, "-q", "l", "--jobs", "2", "--output", tmp_path)
    first = neuroscenes(*command)
    assert first.stdout == f"{tmp_path / SCENE}.mp4\n"
    assert first.stderr.endswith(" (2 of 2)\n")  # one scene for two workers is cut
    names = {f"{SCENE}.{suffix}" for suffix in ("mp4", "srt", "vtt", "png", "json")}
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == names
    made = (tmp_path / f"{SCENE}.mp4").stat().st_mtime_ns
    neuroscenes(*command)
    assert (tmp_path / f"{SCENE}.mp4").stat().st_mtime_ns == made
    neuroscenes(*command, "--force")
    assert (tmp_path / f"{SCENE}.mp4").stat().st_mtime_ns > made


@pytest.mark.slow
def test_the_film_holds_every_scene_as_a_chapter(neuroscenes, tmp_path):
    ended = neuroscenes("film", "-q", "l", "--output", tmp_path)
    film = tmp_path / "neuroscenes.mp4"
    assert ended.stdout == f"{film}\n"
    with av.open(str(film)) as video:
        titles = [chapter["metadata"]["title"] for chapter in video.chapters()]
    assert titles == [scene.title for scene in CATALOG]
    record = json.loads((tmp_path / "neuroscenes.json").read_text())
    assert [chapter["name"] for chapter in record["chapters"]] == [s.name for s in CATALOG]
    assert record["chapters"][0]["start_seconds"] == 0
    text = (tmp_path / "neuroscenes.md").read_text()
    headings = re.findall(r"^### (.*) \(\d+:\d\d\)$", text, re.MULTILINE)
    assert headings == [scene.title for scene in CATALOG]
    assert "rendering Act1 (1 of 31)" in ended.stderr
