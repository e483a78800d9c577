from __future__ import annotations

import csv

import numpy as np
import pytest
from pyloudnorm import Meter

from network.errors import OptionError
from scenes.media.sound_files import SAMPLE_RATE
from scenes.sound.loudness import true_peak_db
from scenes.sound.recordings import Recordings

LINES = {
    "Bias-a-new-threshold-1": "A bias of minus two point three.",
    "Bias-a-new-threshold-2": "Only then it is active.",
    "Recap-the-end-1": "It read a seven.",
}
SILENT = "it stays silent"
SPOKEN = 1.6


@pytest.fixture(scope="module")
def folder_of(tmp_path_factory, in_a_room, put):
    """A folder with a good recording for each of these names."""

    def make(*names):
        folder = tmp_path_factory.mktemp("recordings")
        for name in names:
            put(folder / name, in_a_room())
        return folder

    return make


def write_script(folder, lines):
    with (folder / "script.csv").open("w", newline="", encoding="utf-8") as table:
        csv.writer(table).writerows([("id", "scene", "spoken"), *((i, "", s) for i, s in lines)])


def faults(folder, **more):
    return Recordings(folder).faults(LINES, SILENT, **more)


@pytest.mark.parametrize(
    "room", [{}, {"level": -50.0, "room": -80.0}, {"level": 8.0}, {"spoken": 0.3}, {"offset": 0.3}]
)
def test_a_line_has_the_loudness_of_speech_and_no_peak(tmp_path, in_a_room, put, room):
    put(tmp_path / "Recap-the-end-1.flac", in_a_room(44_100, **room), 44_100, channels=2)
    found = Recordings(tmp_path).speech_samples("Recap-the-end-1")
    measured = np.tile(found, -(-SAMPLE_RATE // len(found)))
    assert Meter(SAMPLE_RATE).integrated_loudness(measured) == pytest.approx(-16, abs=0.5)
    assert true_peak_db(found) < -1
    assert len(found) / SAMPLE_RATE == pytest.approx(room.get("spoken", SPOKEN), abs=0.06)


def test_with_a_recording_of_each_line_there_is_nothing_to_say(folder_of):
    folder = folder_of(*(f"{line_id}.wav" for line_id in LINES))
    (folder / "script.txt").write_text("not a sound")
    (folder / "._Recap-the-end-1.wav").write_bytes(b"what macOS leaves")
    write_script(folder, LINES.items())
    assert faults(folder) == []


def test_names_fit_in_upper_case_and_with_a_space(folder_of):
    recordings = Recordings(folder_of("BIAS-a-New-threshold-1 .WAV"))
    assert recordings.speech_samples("Bias-a-new-threshold-1") is not None
    assert recordings.speech_samples("Bias-a-new-threshold-2") is None


def test_missing_lines_are_named(folder_of):
    folder = folder_of("Bias-a-new-threshold-1.mp3")
    assert faults(folder) == [
        "no recording of Bias-a-new-threshold-2: it stays silent",
        "no recording of Recap-the-end-1: it stays silent",
    ]


def test_a_long_list_is_shortened(folder_of):
    lines = {f"Bias-beat-{number}": "" for number in range(1, 18)}
    told = Recordings(folder_of("Bias-beat-3.wav")).faults(lines, SILENT)
    assert told[0] == "no recording of Bias-beat-1: it stays silent"
    assert told[-1] == "... and 12 more lines without a recording"
    assert len(told) == 5


def test_a_broken_file_and_a_silent_one_are_named(folder_of, put):
    folder = folder_of("Recap-the-end-1.wav")
    (folder / "Bias-a-new-threshold-1.mp3").write_bytes(b"nothing that sounds" * 50)
    put(folder / "Bias-a-new-threshold-2.flac", np.zeros(SAMPLE_RATE, np.float32))
    broken, silent = faults(folder)
    assert broken.startswith("Bias-a-new-threshold-1.mp3: can't be decoded as sound (Invalid data")
    assert broken.endswith("; it stays silent")
    assert silent == ("Bias-a-new-threshold-2.flac: expected a voice, got silence; it stays silent")
    recordings = Recordings(folder)
    assert recordings.speech_samples("Bias-a-new-threshold-1") is None
    assert recordings.speech_samples("Bias-a-new-threshold-2") is None


def test_an_empty_file_and_a_cut_off_one_do_no_harm(folder_of):
    folder = folder_of("Recap-the-end-1.m4a", "Bias-a-new-threshold-2.webm")
    whole = (folder / "Recap-the-end-1.m4a").read_bytes()
    (folder / "Recap-the-end-1.m4a").write_bytes(whole[: len(whole) // 3])
    (folder / "Bias-a-new-threshold-1.ogg").write_bytes(b"")
    told = faults(folder)
    assert [each.partition(":")[0] for each in told] == [
        "Bias-a-new-threshold-1.ogg",
        "Recap-the-end-1.m4a",
    ]


def test_a_name_that_fits_nothing_is_told_the_nearest(folder_of):
    folder = folder_of("Bias-a-new-treshold-1.wav", "holiday.mp3", "Recap-the-end-1.wav")
    told = faults(folder)
    assert told[:2] == [
        "Bias-a-new-treshold-1.wav: no line has this name; the nearest is Bias-a-new-threshold-1",
        "holiday.mp3: no line has this name",
    ]
    assert told[2] == "no recording of Bias-a-new-threshold-1: it stays silent"


def test_recordings_of_scenes_that_are_not_asked_for_may_lie_there(folder_of):
    folder = folder_of(*(f"{line_id}.wav" for line_id in LINES), "ForwardPass-start-1.wav")
    assert faults(folder, other_scenes=["ForwardPass"]) == []
    assert faults(folder)[0].startswith("ForwardPass-start-1.wav: no line has this name")


def test_of_two_files_for_one_line_the_first_is_used_and_both_are_named(folder_of, in_a_room, put):
    folder = folder_of(*(f"{line_id}.wav" for line_id in LINES))
    put(folder / "Recap-the-end-1.mp3", in_a_room(spoken=0.5))
    (told,) = faults(folder)
    assert told == (
        "Recap-the-end-1.wav and Recap-the-end-1.mp3 are of one line: Recap-the-end-1.wav is used"
    )
    assert len(Recordings(folder).speech_samples("Recap-the-end-1")) > SAMPLE_RATE


def test_a_recording_for_another_digit_is_named_and_not_used(folder_of):
    folder = folder_of(*(f"{line_id}.wav" for line_id in LINES))
    write_script(folder, {**LINES, "Recap-the-end-1": "It read a three."}.items())
    (told,) = faults(folder)
    assert told == (
        "Recap-the-end-1.wav: recorded of other words than this film's ('It read a three.');"
        " it stays silent"
    )
    recordings = Recordings(folder)
    assert recordings.speech_samples("Recap-the-end-1", LINES["Recap-the-end-1"]) is None
    assert recordings.speech_samples("Recap-the-end-1", "It read  a Three.") is not None
    assert recordings.speech_samples("Recap-the-end-1") is not None


@pytest.mark.parametrize("content", ["id,words\nRecap-the-end-1,no\n", "\xff\xfe", "a,b\n1,2\n"])
def test_a_script_that_is_none_is_named(folder_of, content):
    folder = folder_of("Recap-the-end-1.wav")
    (folder / "script.csv").write_bytes(content.encode("latin-1"))
    with pytest.raises(OptionError, match=r"script\.csv: expected a table with the columns id and"):
        Recordings(folder)


def test_a_script_saved_by_a_spreadsheet_is_read(folder_of):
    folder = folder_of("Recap-the-end-1.wav")
    (folder / "script.csv").write_text(
        "\ufeffid,spoken\r\nRecap-the-end-1,It read a nine.\r\n", "utf-8"
    )
    assert Recordings(folder).speech_samples("Recap-the-end-1", "It read a seven.") is None


def test_a_folder_without_recordings_is_told(tmp_path):
    (tmp_path / "script.csv").write_text("id,spoken\n")
    with pytest.raises(OptionError, match="expected recordings, got no sound file; `neuroscenes n"):
        Recordings(tmp_path)


def test_the_checksum_follows_names_contents_and_script(folder_of):
    folder = folder_of("Recap-the-end-1.wav")
    found = [Recordings(folder).checksum]
    (folder / "notes.txt").write_text("changes nothing")
    assert Recordings(folder).checksum == found[0]
    write_script(folder, LINES.items())
    found.append(Recordings(folder).checksum)
    (folder / "Recap-the-end-1.wav").rename(folder / "Recap-the-end-2.wav")
    found.append(Recordings(folder).checksum)
    with (folder / "Recap-the-end-2.wav").open("ab") as file:
        file.write(b"\0")
    found.append(Recordings(folder).checksum)
    assert len(set(found)) == 4
