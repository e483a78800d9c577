from __future__ import annotations

import csv

from scenes.cli import narrating, serving
from scenes.editions.film import ALL_SCENES


def spoken(folder):
    with (folder / "narration" / "script.csv").open(encoding="utf-8", newline="") as table:
        return {row["id"]: row["spoken"] for row in csv.DictReader(table)}


def script_of(neuroscenes, output, *options):
    ended = neuroscenes("narrate", *options, "--output", output)
    assert ended.code == 0, ended.stderr
    return spoken(output)


def test_the_script_says_the_numbers_of_this_digit(neuroscenes, tmp_path):
    three = script_of(neuroscenes, tmp_path / "three", "TheWeightedSum")
    seven = script_of(neuroscenes, tmp_path / "seven", "TheWeightedSum", "--digit", 7)
    assert list(seven) == list(three)
    last = "TheWeightedSum-what-it-says-1"
    assert seven[last].startswith("Plus eighteen point six eight")
    assert three[last] != seven[last]


def test_the_script_says_the_numbers_of_this_network_in_german(neuroscenes, tmp_path, relu_weights):
    network = ("--model", relu_weights, "--activations", "relu,relu,identity")
    ours = script_of(neuroscenes, tmp_path / "ours", "Bias", "--language", "de")
    other = script_of(neuroscenes, tmp_path / "other", "Bias", "--language", "de", *network)
    assert list(ours) == list(other)
    line = "Bias-all-of-them-1"
    assert "bis eins Komma sechs" in ours[line]
    assert "Komma" in other[line]
    assert ours[line] != other[line]


def test_the_script_of_all_scenes_is_that_of_the_film_with_the_titles_of_its_acts(
    neuroscenes, tmp_path, monkeypatch
):
    asked = []
    monkeypatch.setattr(narrating, "rehearsed", lambda names, _settings: asked.extend(names) or [])
    assert neuroscenes("narrate", "--output", tmp_path).code == 0
    assert tuple(asked) == ALL_SCENES


def test_recordings_of_other_words_are_not_forgotten(neuroscenes, tmp_path):
    folder = tmp_path / "narration"
    first, second, *_ = script_of(neuroscenes, tmp_path, "Bias")
    for line in (first, second):
        (folder / f"{line}.mp3").write_bytes(b"read aloud")
    script = folder / "script.csv"
    script.write_text(
        script.read_text("utf-8").replace("more than half lit", "a little lit"), "utf-8"
    )
    before = script.read_bytes()
    ended = neuroscenes("narrate", "Bias", "--output", tmp_path)
    assert ended.code == 2
    assert f"{folder}: holds recordings of other words, such as {second};" in ended.stderr
    assert script.read_bytes() == before


def test_recording_needs_the_extra(refused, monkeypatch):
    monkeypatch.setattr(serving, "EXTRA", ("starlette", "no_such_module"))
    assert "narrate --record: no_such_module missing" in refused("narrate", "--record")
