from __future__ import annotations

import json

import av
import numpy as np
import pytest

from network.errors import OptionError
from scenes import captions
from scenes.captions import Cue
from scenes.film import FILM, files_named, join, make_film, rendered
from scenes.render_options import RenderOptions
from scenes.rendering import record_of
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


def test_a_scene_that_is_there_is_not_rendered_again(options):
    files = write_scene("ForwardPass", options)
    made = files.video.stat().st_mtime_ns
    assert rendered("ForwardPass", Settings(), options) == files
    assert files.video.stat().st_mtime_ns == made


@pytest.mark.parametrize("format_", ["gif", "png"])
def test_formats_that_carry_no_chapters_are_refused(tmp_path, format_):
    options = RenderOptions(format=format_, output=tmp_path)
    with pytest.raises(OptionError, match=f"expected --format mp4, mov, webm, got {format_}"):
        make_film(Settings(), options)
    assert not list(tmp_path.iterdir())


def test_the_title_of_an_act_belongs_to_the_chapter_that_follows(options):
    names = ("Act2", "PixelsBecomeNeurons", "ForwardPass")
    film = join({name: write_scene(name, options) for name in names}, options)
    record = json.loads(film.record.read_text())
    placed = [(c["name"], c["start_seconds"], c["seconds"]) for c in record["chapters"]]
    assert placed == [("PixelsBecomeNeurons", 0, 4), ("ForwardPass", 4, 2)]
    assert [s["scene"] for s in record["sections"]] == list(names)
    with av.open(str(film.video)) as video:
        chapters = video.chapters()
        assert video.metadata["title"] == "What is a neural network?"
    titles = [chapter["metadata"]["title"] for chapter in chapters]
    assert titles == ["Pixels become neurons", "A digit runs through"]
    assert [float(c["start"] * c["time_base"]) for c in chapters] == [0, 4]
    assert [float(c["end"] * c["time_base"]) for c in chapters] == [4, 6]
