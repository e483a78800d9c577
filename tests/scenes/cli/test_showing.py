from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from network.files.default_model import default_model
from network.files.weight_files import save_model
from scenes.catalog import CATALOG, entry
from scenes.cli.showing import list_command
from scenes.render.manim_session import dry_run
from scenes.subject.settings import Settings

SCENE = "TheWeightedSum"
NAMES = [scene.name for scene in CATALOG]


def test_the_list_is_in_viewing_order(neuroscenes):
    listing = json.loads(neuroscenes("list", "--json").stdout)
    assert [scene["name"] for scene in listing] == NAMES
    assert [scene["act"] for scene in listing] == sorted(scene["act"] for scene in listing)


def test_the_list_tells_name_act_title_seconds_sections(neuroscenes):
    for scene in json.loads(neuroscenes("list", "--json").stdout):
        assert set(scene) == {"name", "act", "title", "seconds", "sections"}
        assert scene["seconds"] > 5
        assert scene["sections"][0]["start_seconds"] == 0
        total = sum(section["seconds"] for section in scene["sections"])
        assert total == pytest.approx(scene["seconds"], abs=0.01)
        assert all(section["name"] for section in scene["sections"])


def test_the_list_for_people_names_every_scene_once(neuroscenes):
    text = neuroscenes("list").stdout
    assert all(text.count(f"  {name} ") == 1 for name in NAMES)
    assert "Act 4: " in text


def test_the_list_offers_nothing_but_json_refresh_and_language():
    assert {o.name for o in list_command.params} == {"as_json", "refresh", "language"}


def test_the_list_speaks_the_language_that_is_asked_for(neuroscenes, monkeypatch):
    text = neuroscenes("list", "--language", "de").stdout
    assert "Akt 4: Wie entscheidet ein Neuron?" in text
    assert "Act" not in text
    assert "Die gewichtete Summe" in neuroscenes("list", "--json", "--language", "de").stdout
    monkeypatch.setenv("NEUROSCENES_LANGUAGE", "de")
    assert neuroscenes("list").stdout == text
    assert "Act 4: " in neuroscenes("list", "--language", "en").stdout


def test_an_unknown_language_is_refused(refused):
    assert "'en', 'de'" in refused("list", "--language", "tlh")


def test_values_stand_there_as_the_language_writes_them(neuroscenes):
    values = json.loads(neuroscenes("values", SCENE, "--json", "--language", "de").stdout)
    english = json.loads(neuroscenes("values", SCENE, "--json").stdout)
    numbers = [value["text"] for value in english if "." in value["text"]]
    assert {value["text"] for value in values} >= {text.replace(".", ",") for text in numbers}
    assert len(numbers) > 3
    assert {value["value"] for value in values} == {value["value"] for value in english}


HEARD = {"timbre", "pitch", "loudness"}


def test_values_are_listed_with_scene_section_seconds_text_value_source(neuroscenes):
    values = json.loads(neuroscenes("values", SCENE, "--json").stdout)
    assert values
    for value in values:
        seen = {"scene", "section", "seconds", "text", "value", "source"}
        assert set(value) - {"heard", "words"} == seen
        assert ("words" in value) == (value["source"] == "name")
        assert set(value.get("heard", HEARD)) == HEARD
        assert value["scene"] == SCENE
        assert isinstance(value["value"], float | int)
        assert np.isfinite(value["value"])
        assert value["source"]
    assert [v["seconds"] for v in values] == sorted(v["seconds"] for v in values)


def test_values_for_people_show_texts_and_count_the_rest(neuroscenes):
    values = json.loads(neuroscenes("values", SCENE, "--json").stdout)
    lines = neuroscenes("values", SCENE).stdout.splitlines()
    told = [value for value in values if value["text"] or "heard" in value]
    assert any("heard" in value for value in told)
    assert len(lines) == len(told) + 1
    assert lines[-1].startswith(f"and {len(values) - len(told):,} values")


def test_numbers_that_name_something_are_listed_as_names(neuroscenes):
    values = json.loads(neuroscenes("values", "Act1", "--json").stdout)
    names = [value for value in values if value["source"] == "name"]
    assert ("1", 1, "Act 1") in {(name["text"], name["value"], name["words"]) for name in names}
    assert "'Act 1'" in neuroscenes("values", "Act1").stdout


def test_values_follow_the_digit(neuroscenes):
    one, other = (
        {v["source"]: v["value"] for v in json.loads(neuroscenes(*command).stdout)}
        for command in (
            ("values", SCENE, "--json", "--digit", 1),
            ("values", SCENE, "--json", "--digit", 4),
        )
    )
    assert one != other


def test_a_contact_sheet_has_a_tile_for_every_section(neuroscenes, tmp_path):
    ended = neuroscenes("sheet", SCENE, "-q", "l", "--output", tmp_path / "new")
    path = tmp_path / "new" / f"{SCENE}.sheet.png"
    assert ended.stdout == f"{path}\n"
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    with Image.open(path) as sheet:
        assert sheet.width > 640


@pytest.fixture
def beats():
    return tuple(entry(SCENE).load().beats)


def test_the_last_frame_of_one_section_is_as_large_as_the_film(neuroscenes, tmp_path, beats):
    options = ("-q", "l", "--section", beats[1], "--output", tmp_path)
    ended = neuroscenes("sheet", SCENE, *options)
    path = tmp_path / f"{SCENE}.{beats[1]}.png"
    assert ended.stdout == f"{path}\n"
    with Image.open(path) as frame:
        assert frame.size == (854, 480)
        assert np.asarray(frame).max() > 200


def test_a_section_that_is_not_there_is_refused(refused, tmp_path, beats):
    message = refused("sheet", SCENE, "--section", "nowhere", "--output", tmp_path)
    assert "expected a section out of" in message
    assert f"{beats[-1]}, got nowhere" in message


def test_movement_sheets_show_one_section_and_tell_what_is_wrong(neuroscenes, tmp_path, beats):
    options = ("--movements", "--section", beats[0], "--output", tmp_path)
    ended = neuroscenes("sheet", SCENE, *options)
    paths = [Path(line) for line in ended.stdout.splitlines()]
    assert paths[0] == tmp_path / f"{SCENE}.movements-1.png"
    assert sorted(paths) == sorted(tmp_path.iterdir())
    with Image.open(paths[0]) as page:
        assert page.width > 4 * 300
    faults = dry_run(SCENE, Settings(), movements=True).faults
    told = [line for line in ended.stderr.splitlines() if line.startswith(SCENE)]
    assert told == [f"{SCENE}, {f.section}: {f.kind}: {f.message}" for f in faults]


@pytest.mark.parametrize("command", ["values", "sheet", "render"])
def test_an_unknown_scene_suggests_the_nearest(refused, command):
    expected = "neuroscenes: unknown scene TheWeightedSun: did you mean TheWeightedSum?\n"
    assert refused(command, "TheWeightedSun") == expected


@pytest.mark.parametrize("command", ["values", "sheet", "render"])
def test_one_unknown_scene_among_others_stops_before_the_work(refused, command, tmp_path):
    place = () if command == "values" else ("--output", tmp_path)
    assert "unknown scene Nope" in refused(command, SCENE, "Nope", *place)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", ["values", "sheet", "render"])
@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--digit", "11"), "--digit: expected 0..9, got 11"),
        (("--digit", "1", "--mnist", "2"), "--digit and --mnist: expected one input, got 2"),
        (("--image", "/no/such.png"), "/no/such.png: no such file"),
        (("--model", "/no/such.npz"), "/no/such.npz"),
        (("--palette", "sepia"), "'sepia' is not one of 'classic', 'colorblind'"),
    ],
)
def test_a_wrong_subject_is_refused(refused, command, options, message):
    assert message in refused(command, SCENE, *options)


@pytest.fixture
def few_scenes(monkeypatch):
    """A film of two scenes, one of which has nothing to show of a network without digits."""
    kept = tuple(scene for scene in CATALOG if scene.name in ("Bias", "LearningIsFindingThem"))
    for module in ("scenes.catalog", "scenes.cli.scene_names"):
        monkeypatch.setattr(f"{module}.CATALOG", kept)


@pytest.fixture
def for_letters(tmp_path):
    model = default_model()
    path = tmp_path / "letters.safetensors"
    save_model(path, replace(model, labels=tuple("abcdefghij")), {})
    return path


@pytest.mark.usefixtures("few_scenes")
def test_of_all_scenes_one_with_nothing_to_show_is_left_out(neuroscenes, for_letters):
    ended = neuroscenes("values", "--all", "--model", for_letters, "--json")
    assert ended.code == 0
    assert {value["scene"] for value in json.loads(ended.stdout)} == {"Bias"}
    assert "left out LearningIsFindingThem: random_networks: expected a network" in ended.stderr


def test_one_scene_that_was_named_is_refused(neuroscenes, for_letters):
    ended = neuroscenes("values", "LearningIsFindingThem", "--model", for_letters)
    assert ended.code == 2
    assert "\nneuroscenes: random_networks: expected a network" in ended.stderr
