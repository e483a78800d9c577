"""An output format is added by one entry of `scenes/media/formats.py`: it is then published too."""

from __future__ import annotations

import ast
import json
from dataclasses import replace
from pathlib import Path

import av
import pytest

import scenes
from scenes.editions.clips.cutting import cut_scene
from scenes.editions.clips.publication import Publication
from scenes.editions.site.clip_list import schema, write_clip_list
from scenes.editions.site.embed_codes import shown_clip
from scenes.media import formats
from scenes.media.formats import FORMATS, Encoding, OutputFormat

MATROSKA = OutputFormat(
    "mkv",
    "video/x-matroska",
    "Matroska, for archives.",
    label="MKV",
    is_clip=True,
    encoding=Encoding("libx264", "yuv420p", "matroska", {"crf": "20"}),
)


@pytest.fixture
def publication(monkeypatch, publication):
    monkeypatch.setitem(formats._FORMATS, "mkv", MATROSKA)
    return Publication(publication.settings, publication.options, formats=("mp4", "mkv"))


@pytest.fixture
def entries(studio, publication):
    return cut_scene(studio.write_scene("Bias", publication.options), publication)


def test_its_clips_are_videos_of_that_kind(entries, publication):
    for entry in entries:
        file = entry["files"]["mkv"]
        assert file["type"] == "video/x-matroska"
        assert not file["transparent"]
        with av.open(str(publication.clips / file["path"])) as video:
            assert "matroska" in video.format.name
            assert sum(1 for _ in video.decode(video=0)) == entry["frames"]


def test_the_list_of_clips_and_its_schema_know_it(entries, publication):
    import jsonschema

    listed = json.loads(write_clip_list(entries, publication.clips).read_text())
    jsonschema.validate(listed, schema())
    described = schema()["$defs"]["clip"]["properties"]["files"]["properties"]["mkv"]
    assert described["description"] == "Matroska, for archives."


def test_the_page_offers_it_for_download_and_its_player_does_not(entries, publication):
    shown = shown_clip(entries[0], publication.clips, "")
    assert "MKV" in [download["label"] for download in shown["downloads"]]
    assert {player["type"] for player in shown["players"]} == {"video/mp4"}


def test_publish_takes_it_by_its_name(publication, neuroscenes_help):
    assert replace(publication, formats=("mkv", "webm")).kinds == ("mkv", "webm")
    assert "mp4,webm,gif,mkv" in neuroscenes_help("publish")


@pytest.fixture
def neuroscenes_help(monkeypatch):
    """The help of a command, its options made anew."""
    import importlib

    from click.testing import CliRunner

    def text(command):
        module = importlib.reload(importlib.import_module("scenes.cli.publishing"))
        return CliRunner().invoke(getattr(module, f"{command}_command"), ["--help"]).output

    yield text
    monkeypatch.undo()
    importlib.reload(importlib.import_module("scenes.cli.publishing"))


def test_no_other_module_collects_kinds_of_files():
    root = Path(scenes.__file__).parent
    kinds = {kind for kind, output in FORMATS.items() if output.is_video or output.is_clip}
    for path in root.rglob("*.py"):
        if path.name == "formats.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            elements = getattr(node, "elts", None) or getattr(node, "keys", None) or []
            found = {each.value for each in elements if isinstance(each, ast.Constant)}
            assert len(found & kinds) < 2, f"{path}:{getattr(node, 'lineno', 0)}: {found}"
