from __future__ import annotations

import json

import pytest


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("Bais",), "unknown scene Bais: did you mean Bias?"),
        (("Bias", "--formats", "mp4,avi"), "expected some of mp4, webm, gif, got avi"),
        (("Bias", "--formats", "gif"), "expected mp4 or webm among them"),
        (("Bias", "--base-url", "example.org"), "--base-url: expected an address"),
        (("Bias", "-q", "z"), "'z' is not one of"),
        (("Bias", "--digit", "12"), "--digit: expected 0..9, got 12"),
    ],
)
def test_what_cannot_be_published_is_refused(refused, tmp_path, arguments, message):
    assert message in refused("publish", *arguments, "--output", tmp_path / "renders")
    assert not (tmp_path / "renders").exists()


@pytest.mark.slow
def test_a_scene_is_rendered_cut_and_shown(neuroscenes, tmp_path):
    command = ("publish", "TheWeightedSum", "-q", "l", "--transparent", "--output", tmp_path)
    ended = neuroscenes(*command)
    assert ended.code == 0, ended.stderr
    assert ended.stdout == f"{tmp_path}/clips/clips.json\n{tmp_path}/site/index.html\n"
    assert ended.stderr.endswith("publishing TheWeightedSum (1 of 1)\n")
    listed = json.loads((tmp_path / "clips" / "clips.json").read_text())
    record = json.loads((tmp_path / "TheWeightedSum.json").read_text())
    assert [clip["section"] for clip in listed["clips"]] == [
        section["name"] for section in record["sections"]
    ]
    assert sum(clip["seconds"] for clip in listed["clips"]) == pytest.approx(
        record["seconds"], abs=0.01
    )
    videos = {path: path.stat().st_mtime_ns for path in tmp_path.glob("clips/*/*.webm")}
    assert len(videos) == 2 * len(listed["clips"])
    neuroscenes(*command)
    assert {path: path.stat().st_mtime_ns for path in videos} == videos


@pytest.mark.slow
def test_a_tall_scene_is_tall_to_the_last_file_and_says_its_captions_itself(neuroscenes, tmp_path):
    shape = ("--aspect", "9:16", "--burn-captions", "--language", "de")
    command = ("publish", "ANeuronHoldsANumber", "-q", "l", *shape, "--output", tmp_path)
    ended = neuroscenes(*command)
    assert ended.code == 0, ended.stderr
    listed = json.loads((tmp_path / "clips" / "clips.json").read_text())
    for clip in listed["clips"]:
        assert (clip["width"], clip["height"], clip["burnt_captions"]) == (480, 854, True)
        sizes = {
            kind: (f["width"], f["height"]) for kind, f in clip["files"].items() if "width" in f
        }
        assert sizes.pop("gif") == (360, 640)
        assert set(sizes.values()) == {(480, 854)}
    page = (tmp_path / "site" / "scenes" / "ANeuronHoldsANumber.html").read_text()
    assert 'kind="captions" srclang="de" label="Deutsch" src=' in page
