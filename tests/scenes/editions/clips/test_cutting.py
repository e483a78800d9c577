"""The clips of scenes: their files, and their list."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from zipfile import ZipFile

import av
import pytest
from PIL import Image

from network.bounds.sealed_json import read_sealed
from network.errors import OptionError
from scenes.editions.clips.cutting import cut_scene
from scenes.editions.clips.publication import Publication
from scenes.editions.site.clip_list import schema, write_clip_list


@pytest.fixture
def scene(studio, publication):
    return studio.write_scene("Bias", publication.options)


@pytest.fixture
def listed(scene, publication):
    write_clip_list(cut_scene(scene, publication), publication.clips)
    return json.loads((publication.clips / "clips.json").read_text())


def times_of(folder):
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


def test_the_list_keeps_its_schema(listed, publication):
    import jsonschema

    checker = jsonschema.Draft202012Validator
    checker.check_schema(schema())
    checker(schema()).validate(listed)
    assert json.loads((publication.clips / listed["$schema"]).read_text()) == schema()


def test_the_schema_misses_what_is_missing(listed):
    import jsonschema

    first, *others = listed["clips"]
    for field in ("title", "alt", "seconds", "files", "values", "concepts"):
        without = {name: value for name, value in first.items() if name != field}
        with pytest.raises(jsonschema.ValidationError, match=field):
            jsonschema.validate({**listed, "clips": [without, *others]}, schema())


def test_the_schema_documents_every_field():
    def undocumented(part, place):
        if isinstance(part, dict):
            for name, field in part.get("properties", {}).items():
                if not isinstance(field, dict) or not (field.get("description") or "$ref" in field):
                    yield f"{place}.{name}"
            for name, inner in part.items():
                yield from undocumented(inner, f"{place}.{name}")

    assert not list(undocumented(schema(), ""))


def test_every_file_is_there_and_as_it_is_described(listed, publication, webvtt):
    for clip in listed["clips"]:
        assert set(clip["files"]) == {
            *("mp4", "webm", "gif", "png", "webp"),
            *("vtt", "zip", "txt", "md"),
        }
        for kind, file in clip["files"].items():
            path = publication.clips / file["path"]
            content = path.read_bytes()
            assert len(content) == file["bytes"]
            assert hashlib.sha256(content).hexdigest() == file["sha256"]
            if kind in ("mp4", "webm"):
                with av.open(str(path)) as video:
                    frames = list(video.decode(video=0))
                assert len(frames) == clip["frames"]
                assert {(f.width, f.height) for f in frames} == {(file["width"], file["height"])}
                assert len(frames) / clip["frame_rate"] == pytest.approx(file["seconds"], abs=2e-3)
                assert file["seconds"] == pytest.approx(clip["seconds"], abs=2e-3)
            elif kind in ("gif", "png", "webp"):
                with Image.open(path) as picture:
                    assert picture.size == (file["width"], file["height"])
        said = webvtt((publication.clips / clip["files"]["vtt"]["path"]).read_text())
        assert said[0][0] == 0
        assert said[-1][1] == pytest.approx(clip["seconds"], abs=1e-3)
        assert clip["files"]["gif"]["seconds"] == pytest.approx(clip["seconds"], abs=6e-3)


def test_an_entry_says_what_the_clip_is(listed):
    first, second, third = listed["clips"]
    assert [clip["id"] for clip in listed["clips"]] == [
        "Bias/01-its-sums",
        "Bias/02-without-a-bias",
        "Bias/03-add-a-bias",
    ]
    assert second["title"] == "Bias · Without a bias"
    assert second["description"] == second["transcript"]
    assert second["transcript"] == "Here is without a bias, Bias & 2 < 3."
    assert third["alt"].startswith("With a violet bias below zero, the yellow line")
    assert first["concepts"] == ["bias", "threshold", "weighted sum"]
    assert (second["start_seconds"], second["seconds"]) == (1.333, 2.067)
    assert second["values"] == [
        {"text": "12,960", "value": 12960.0, "source": "model.weight_count", "seconds": 0.2}
    ]
    assert second["made"]["palette"] == "classic"


def test_nothing_is_made_twice(scene, publication):
    folder = publication.clips / "Bias"
    first = cut_scene(scene, publication)
    before = times_of(folder)
    assert cut_scene(scene, publication) == first
    after = times_of(folder)
    made_again = {name for name in before if before[name] != after[name]}
    assert not [name for name in made_again if not name.endswith((".vtt", ".txt", ".md"))]


def test_what_is_missing_is_made_alone(scene, publication):
    folder = publication.clips / "Bias"
    cut_scene(scene, replace(publication, formats=("mp4",)))
    assert not list(folder.glob("*.gif"))
    (folder / "02-without-a-bias.mp4").unlink()
    before = times_of(folder)
    cut_scene(scene, replace(publication, formats=("mp4", "gif")))
    assert len(list(folder.glob("*.gif"))) == 3
    assert times_of(folder)["01-its-sums.mp4"] == before["01-its-sums.mp4"]
    assert (folder / "02-without-a-bias.mp4").exists()


def test_another_video_is_cut_anew_and_so_is_everything_when_forced(studio, scene, publication):
    folder = publication.clips / "Bias"
    cut_scene(scene, publication)
    before = times_of(folder)
    studio.write_scene("Bias", publication.options, key_frames=False)
    cut_scene(scene, publication)
    between = times_of(folder)
    assert all(between[name] > before[name] for name in before if name.endswith((".mp4", ".gif")))
    forced = replace(publication, options=replace(publication.options, force=True))
    cut_scene(scene, forced)
    assert all(times_of(folder)[name] > between[name] for name in between if name.endswith(".webm"))


def test_clips_of_sections_that_are_gone_go(studio, scene, publication):
    folder = publication.clips / "Bias"
    cut_scene(scene, publication)
    (folder / "notes of mine").write_text("kept")
    sections = (("its sums", 20), ("all of them", 12))
    cut_scene(studio.write_scene("Bias", publication.options, sections=sections), publication)
    assert {path.name.partition(".")[0] for path in folder.iterdir()} == {
        "01-its-sums",
        "02-all-of-them",
        "keys",
        "notes of mine",
    }


def test_a_damaged_note_of_keys_only_costs_time(scene, publication):
    cut_scene(scene, publication)
    keys = publication.clips / "Bias" / "keys.json"
    keys.write_text("[")
    cut_scene(scene, publication)
    assert len(read_sealed(keys)) == 18


def test_a_clip_that_was_damaged_since_is_cut_again(scene, publication):
    (first, *_) = cut_scene(scene, publication)
    clip = publication.clips / first["files"]["mp4"]["path"]
    whole = clip.read_bytes()
    clip.write_bytes(whole[:1000] + bytes(8) + whole[1008:])
    (again, *_) = cut_scene(scene, publication)
    assert clip.read_bytes() == whole
    assert again == first


def test_clips_without_the_stage_are_listed_too(studio, scene, publication):
    import jsonschema

    publication = replace(publication, formats=("mp4",), transparent=True)
    output = publication.options.output / "transparent"
    options = replace(publication.options, format="mov", transparent=True, output=output)
    entries = cut_scene(scene, publication, studio.write_scene("Bias", options))
    clip_list = json.loads(write_clip_list(entries, publication.clips).read_text())
    jsonschema.validate(clip_list, schema())
    files = entries[0]["files"]
    assert {kind for kind in files if files[kind].get("transparent")} == {"alpha.webm", "alpha.mov"}
    for kind in ("alpha.webm", "alpha.mov"):
        with av.open(str(publication.clips / files[kind]["path"])) as video:
            assert len(list(video.decode(video=0))) == 20


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"formats": ("mp4", "avi")}, "--formats: expected some of mp4, webm, gif, got avi"),
        ({"formats": ("gif",)}, "expected mp4 or webm among them"),
        ({"base_url": "example.org"}, "--base-url: expected an address such as"),
        ({"base_url": "javascript:alert(1)"}, "--base-url: expected an address such as"),
    ],
)
def test_what_makes_no_sense_is_refused(publication, wrong, message):
    with pytest.raises(OptionError, match=message):
        Publication(publication.settings, publication.options, **wrong)


def test_an_address_ends_with_a_slash(publication):
    found = Publication(publication.settings, publication.options, base_url="https://a.org/film")
    assert found.base_url == "https://a.org/film/"


def test_video_and_captions_lie_in_one_zip_which_is_made_when_one_of_them_changes(
    scene, publication
):
    quick = replace(publication, formats=("webm", "mp4"))
    folder = quick.clips / "Bias"
    cut_scene(scene, quick)
    bundle = folder / "01-its-sums.zip"
    with ZipFile(bundle) as found:
        names = ["Bias-01-its-sums.mp4", "Bias-01-its-sums.vtt"]
        assert found.namelist() == names
        parts = [(folder / name.removeprefix("Bias-")).read_bytes() for name in names]
        assert [found.read(name) for name in names] == parts
    before = bundle.read_bytes(), bundle.stat().st_mtime_ns
    cut_scene(scene, quick)
    assert (bundle.read_bytes(), bundle.stat().st_mtime_ns) == before
    said = scene.subtitles_srt.read_text()
    scene.subtitles_srt.write_text(said.replace("Here is its sums", "Here are its sums"))
    cut_scene(scene, quick)
    with ZipFile(bundle) as found:
        assert b"Here are its sums" in found.read(names[1])
    bundle.unlink()
    scene.subtitles_srt.write_text(said)
    cut_scene(scene, quick)
    assert bundle.read_bytes() == before[0]
