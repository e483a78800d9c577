from __future__ import annotations

from dataclasses import replace

import pytest

from network.errors import OptionError
from scenes.editions.script import as_csv, from_rows
from scenes.media.sound_files import SAMPLE_RATE, SoundFileError
from scenes.narrate.takes import SilentTakeError, Takes, other_words, script_beside
from scenes.sound.recordings import Recordings, script_rows

FIRST, SECOND, THIRD = (
    "Bias-its-sums-1",
    "Bias-without-a-bias-1",
    "TheWeightedSum-weight-times-pixel-1",
)


def noted(folder):
    return {line.id: line.spoken for line in from_rows(script_rows(folder))}


def states(takes):
    return [state["state"] for state in takes.states().values()]


def test_a_take_becomes_a_recording(takes, folder, make_take):
    told = takes.keep(FIRST, make_take(1.2))
    assert told == {"seconds": pytest.approx(1.2, abs=0.06), "clipped": False, "soft": False}
    found = Recordings(folder).speech_samples(FIRST, "Over ten images.")
    assert len(found) == pytest.approx(told["seconds"] * SAMPLE_RATE)
    assert states(takes) == ["recorded", "missing", "missing"]
    assert sorted(path.name for path in folder.iterdir()) == [f"{FIRST}.wav", "script.csv"]


def test_another_take_replaces_it(takes, folder, make_take):
    takes.keep(FIRST, make_take(1.2))
    assert takes.keep(FIRST, make_take(0.6))["seconds"] == pytest.approx(0.6, abs=0.08)
    assert len(Recordings(folder).speech_samples(FIRST)) < SAMPLE_RATE


def test_where_one_stopped_one_goes_on(folder, script, make_take):
    Takes(folder, script).keep(SECOND, make_take())
    assert states(Takes(folder, script)) == ["missing", "recorded", "missing"]


@pytest.mark.parametrize(
    ("level", "clipped", "soft"), [(0.9, True, False), (0.003, False, True), (0.05, False, False)]
)
def test_a_bad_level_is_told(takes, make_take, level, clipped, soft):
    told = takes.keep(FIRST, make_take(level=level))
    assert (told["clipped"], told["soft"]) == (clipped, soft)


@pytest.mark.parametrize("content", [b"", b"RIFF nothing", b"\0" * 5000])
def test_what_is_no_sound_leaves_the_former_take(takes, folder, make_take, content):
    takes.keep(FIRST, make_take())
    before = (folder / f"{FIRST}.wav").read_bytes()
    with pytest.raises(SoundFileError):
        takes.keep(FIRST, content)
    assert (folder / f"{FIRST}.wav").read_bytes() == before
    assert len(list(folder.iterdir())) == 2


def test_silence_is_not_kept(takes, folder, make_take):
    with pytest.raises(SilentTakeError):
        takes.keep(FIRST, make_take(level=0))
    assert [path.name for path in folder.iterdir()] == ["script.csv"]


def test_recordings_of_other_words_are_found_and_recorded_anew(folder, script, make_take):
    takes = Takes(folder, script)
    takes.keep(FIRST, make_take())
    takes.keep(SECOND, make_take())
    of_a_three = [replace(script[0], spoken="Over three images."), *script[1:]]
    assert other_words(folder, of_a_three) == [FIRST]
    takes = Takes(folder, of_a_three)
    assert takes.states()[FIRST] == {
        "state": "other words",
        "recorded_words": "Over ten images.",
    }
    assert states(takes) == ["other words", "recorded", "missing"]
    assert noted(folder)[FIRST] == "Over ten images."
    takes.keep(FIRST, make_take())
    assert states(takes) == ["recorded", "recorded", "missing"]
    assert noted(folder)[FIRST] == "Over three images."


def test_a_part_of_the_script_forgets_nothing_of_the_rest(folder, script, make_take):
    Takes(folder, script).keep(THIRD, make_take())
    assert [line.id for line in script_beside(folder, script[:1])] == [FIRST, THIRD]
    Takes(folder, script[:1])
    assert noted(folder)[THIRD] == "Minus zero point eight four."
    assert other_words(folder, script) == []


def test_without_recordings_the_script_is_todays(folder, script):
    Takes(folder, [replace(line, spoken="Something else.") for line in script])
    assert script_beside(folder, script) == script


def test_a_script_is_read_as_it_was_written(tmp_path, script):
    (tmp_path / "script.csv").write_text(as_csv(script), "utf-8")
    assert from_rows(script_rows(tmp_path)) == script


@pytest.mark.parametrize("seconds", ["3,5", "3.5"])
def test_a_script_is_read_as_a_german_spreadsheet_saves_it(tmp_path, seconds):
    table = f"\ufeffid;seconds;spoken\r\nBias-its-sums-1;{seconds};Über null, ja.\r\n;;\r\n"
    (tmp_path / "script.csv").write_text(table, "utf-8")
    (line,) = from_rows(script_rows(tmp_path))
    assert (line.written, line.seconds) == ("Über null, ja.", 3.5)


@pytest.mark.parametrize("content", ["a,b\n1,2\n", ""])
def test_a_script_that_is_none_is_named(folder, script, content):
    folder.mkdir()
    (folder / "script.csv").write_text(content)
    with pytest.raises(OptionError, match=r"script\.csv: expected a table with the columns id and"):
        Takes(folder, script)
