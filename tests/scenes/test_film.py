from __future__ import annotations

import json

import av
import numpy as np
import pytest

from network.errors import OptionError
from scenes import captions
from scenes.captions import Cue
from scenes.engine.outputs import files_named, record_of
from scenes.film import FILM, check_format, is_joined, join
from scenes.render_options import RenderOptions
from scenes.settings import Settings

CUES = [Cue(0.0, 1.25, "One line\nand another."), Cue(1.25, 2.0, "The end, 2 < 3.")]


def write_scene(name, options, settings=None):
    """The files of a scene of two seconds, without the minutes that rendering takes."""
    files = files_named(name, options)
    with av.open(str(files.video), "w") as video:
        stream = video.add_stream("libx264", rate=15)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        picture = av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), dtype=np.uint8), format="rgb24")
        for _ in range(30):
            video.mux(stream.encode(picture))
        video.mux(stream.encode(None))
    files.subtitles_srt.write_text(captions.to_srt(CUES))
    files.subtitles_vtt.write_text(captions.to_vtt(CUES))
    files.poster.write_bytes(name.encode())
    record = {
        **record_of(name, settings or Settings(), options),
        "seconds": 2.0,
        "sections": [{"name": "only", "start_seconds": 0.0, "seconds": 2.0}],
        "values": [
            {
                "scene": name,
                "section": "only",
                "seconds": 1.5,
                "text": "0.5",
                "value": 0.5,
                "source": "trace.inputs[0]",
            }
        ],
    }
    files.record.write_text(json.dumps(record))
    return files


@pytest.fixture
def options(tmp_path):
    return RenderOptions(quality="l", output=tmp_path)


@pytest.fixture
def film(options):
    names = ("PixelsBecomeNeurons", "ForwardPass")
    return join({name: write_scene(name, options) for name in names}, options)


def test_the_film_stands_beside_its_captions_poster_and_record(film, options):
    assert film == files_named(FILM, options)
    assert all(path.stat().st_size for path in vars(film).values())
    assert not [path for path in options.output.iterdir() if "partial" in path.name]


def test_captions_follow_their_scenes(film):
    srt, vtt = film.subtitles_srt.read_text(), film.subtitles_vtt.read_text()
    assert srt.count("-->") == vtt.count("-->") == 4
    assert "3\n00:00:02,000 --> 00:00:03,250\nOne line\nand another.\n" in srt
    assert "00:00:03.250 --> 00:00:04.000\nThe end, 2 &lt; 3.\n" in vtt


def test_the_record_places_sections_and_values_in_the_film(film):
    record = json.loads(film.record.read_text())
    assert record["seconds"] == pytest.approx(4)
    assert [c["start_seconds"] for c in record["chapters"]] == pytest.approx([0, 2])
    assert [c["title"] for c in record["chapters"]][1] == "A digit runs through"
    assert [s["start_seconds"] for s in record["sections"]] == pytest.approx([0, 2])
    assert [s["scene"] for s in record["sections"]] == ["PixelsBecomeNeurons", "ForwardPass"]
    assert [v["seconds"] for v in record["values"]] == pytest.approx([1.5, 3.5])
    assert set(record["options"]) >= {"quality", "format", "transparent", "palette"}
    assert len(record["model"]) == len(record["inputs"]) == 64


def test_the_poster_is_that_of_the_whole_network(film):
    assert film.poster.read_bytes() == b"ForwardPass"


def test_a_film_of_the_same_scenes_is_not_joined_again(options):
    names = ("PixelsBecomeNeurons", "ForwardPass")
    scenes = {name: write_scene(name, options) for name in names}
    assert not is_joined(scenes, options)
    film = join(scenes, options)
    assert is_joined(scenes, options)
    record = json.loads(scenes["ForwardPass"].record.read_text())
    scenes["ForwardPass"].record.write_text(json.dumps({**record, "code": "another"}))
    assert not is_joined(scenes, options)
    join(scenes, options)
    film.video.write_bytes(b"cut short")
    assert not is_joined(scenes, options)


@pytest.mark.parametrize("format_", ["gif", "png"])
def test_formats_that_carry_no_chapters_are_refused(tmp_path, format_):
    options = RenderOptions(format=format_, output=tmp_path)
    with pytest.raises(OptionError, match=f"expected --format mp4, mov, webm, got {format_}"):
        check_format(options)
