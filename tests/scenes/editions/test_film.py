from __future__ import annotations

import json
import re
import threading
from fractions import Fraction
from itertools import pairwise

import av
import numpy as np
import pytest

from network.errors import OptionError
from scenes.catalog import FILM
from scenes.editions.film import ALL_SCENES, check_format, film_files, is_joined, join, joined
from scenes.media import captions
from scenes.media.captions import Cue
from scenes.media.joining import join_videos
from scenes.media.sound_files import SAMPLE_RATE, read_sound
from scenes.media.sound_streams import has_sound
from scenes.render.outputs import checksums, files_named, intact_record, render_inputs, write_record
from scenes.render.running import render
from scenes.render.staging import lock
from scenes.render.workers.local_workers import LocalWorkers
from scenes.subject.render_options import RenderOptions
from scenes.subject.settings import Settings, using

FRAME = Fraction(1, 15)
CUES = [Cue(0.0, 1.25, "One line\nand another."), Cue(1.25, 2.0, "The end, 2 < 3.")]


def write_scene(name, options, settings=None, *, frames=30, cues=CUES, tone_at=None):
    """The files of a scene, two seconds long, without the minutes that rendering takes."""
    files = files_named(name, options)
    with av.open(str(files.video), "w") as video:
        stream = video.add_stream("libx264", rate=15)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        picture = av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), dtype=np.uint8), format="rgb24")
        for _ in range(frames):
            video.mux(stream.encode(picture))
        video.mux(stream.encode(None))
    if tone_at is not None:
        times = np.arange(frames * SAMPLE_RATE // 15) / SAMPLE_RATE
        tone = np.sin(2 * np.pi * 440 * times).astype(np.float32)
        silent = files.video.rename(files.video.with_name("silent.mp4"))
        sound = [np.where((times >= tone_at) & (times < tone_at + 0.1), tone / 2, 0)]
        join_videos([silent], [name], files.video, title=name, container="mp4", sound=sound)
    files.subtitles_srt.write_text(captions.to_srt(cues))
    files.subtitles_vtt.write_text(captions.to_vtt(cues))
    files.poster.write_bytes(name.encode())
    record = {
        **render_inputs(name, settings or Settings(), options).as_json(),
        "seconds": frames / 15,
        "sections": [{"name": "only", "start_seconds": 0.0, "seconds": frames / 15}],
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
    write_record(files.record, record)
    return files


@pytest.fixture
def options(tmp_path):
    return RenderOptions(quality="l", output=tmp_path)


@pytest.fixture
def film(options):
    names = ("PixelsBecomeNeurons", "ForwardPass")
    return join({name: write_scene(name, options) for name in names}, options)


def test_the_film_of_german_scenes_is_german(options):
    settings = Settings(language="de")
    names = ("Act2", "PixelsBecomeNeurons")
    scenes = {name: write_scene(name, options, settings) for name in names}
    with using(settings):
        film = join(scenes, options)
    with av.open(str(film.video)) as video:
        assert video.metadata["title"] == "Was ist ein neuronales Netz?"
        assert [c["metadata"]["title"] for c in video.chapters()] == ["Pixel werden Neuronen"]
    record = json.loads(film.record.read_text(encoding="utf-8"))
    assert record["options"]["language"] == "de"
    assert [chapter["title"] for chapter in record["chapters"]] == ["Pixel werden Neuronen"]
    told = film.video.with_suffix(".md").read_text(encoding="utf-8")
    assert told.startswith("# Was ist ein neuronales Netz?\n\nNetz: ")
    assert "## Akt 2: Woraus besteht es?" in told
    assert "### Pixel werden Neuronen (" in told


def test_the_film_stands_beside_its_captions_poster_and_record(film, options):
    assert film == files_named(FILM, options)
    assert all(path.stat().st_size for path in vars(film).values())
    assert not [path for path in options.output.iterdir() if "partial" in path.name]


def test_the_sounds_of_scenes_follow_one_another(options):
    names = ("PixelsBecomeNeurons", "Bias", "ForwardPass")
    tones = (0.5, None, 1.25)
    scenes = {
        name: write_scene(name, options, frames=29, tone_at=tone)
        for name, tone in zip(names, tones, strict=True)
    }
    heard = read_sound(join(scenes, options).video)
    loud = np.flatnonzero(np.abs(heard) > 0.1) / SAMPLE_RATE
    onsets = [loud[0], *loud[1:][np.diff(loud) > 0.5]]
    assert onsets == pytest.approx([0.5, 2 * 29 / 15 + 1.25], abs=0.005)
    assert heard.size / SAMPLE_RATE == pytest.approx(3 * 29 / 15, abs=1 / 40)


def test_a_film_of_silent_scenes_has_no_stream_of_sound(film):
    assert not has_sound(film.video)


def test_captions_follow_their_scenes(film):
    srt, vtt = film.subtitles_srt.read_text(), film.subtitles_vtt.read_text()
    assert srt.count("-->") == vtt.count("-->") == 4
    assert "3\n00:00:02,000 --> 00:00:03,250\nOne line\nand another.\n" in srt
    assert "00:00:03.250 --> 00:00:04.000\nThe end, 2 &lt; 3.\n" in vtt


def caption_times(text):
    """Start and end of every cue of a caption file, in milliseconds."""
    found = re.findall(r"(\d+):(\d+):(\d+)[,.](\d+)", text)
    times = [
        3_600_000 * int(h) + 60_000 * int(m) + 1000 * int(s) + int(ms) for h, m, s, ms in found
    ]
    return list(zip(times[::2], times[1::2], strict=True))


def test_cues_never_overlap_however_long_the_scenes_are(options):
    # Two thirds of a second round up in the scene's file, and again where it begins in the film.
    scenes = {}
    for name, frames in zip(ALL_SCENES, [10, 40, 20, 7, 40, 11, 40, 40, 25], strict=False):
        cues = captions.cues("One line, and another.", 0.0, frames / 15)
        scenes[name] = write_scene(name, options, frames=frames, cues=cues)
    film = join(scenes, options)
    srt, vtt = (
        caption_times(path.read_text()) for path in (film.subtitles_srt, film.subtitles_vtt)
    )
    assert srt == vtt
    assert len(srt) == 9
    assert all(start < end for start, end in srt)
    assert all(one[1] <= other[0] for one, other in pairwise(srt))
    ends = np.cumsum([10, 40, 20, 7, 40, 11, 40, 40, 25]) * 1000 / 15
    assert [end for _, end in srt] == pytest.approx(ends, abs=1)


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


def test_a_transcript_stands_beside_the_film(film):
    text = film.video.with_suffix(".md").read_text()
    assert "### A digit runs through (0:02)\n\nOne line and another. The end, 2 \\< 3.\n" in text
    assert "Network: 784-16-16-10 neurons (sigmoid, sigmoid, sigmoid), SHA-256 `" in text


def test_the_poster_is_that_of_the_whole_network(film):
    assert film.poster.read_bytes() == b"ForwardPass"


def test_a_film_of_the_same_scenes_is_not_joined_again(options):
    names = ("PixelsBecomeNeurons", "ForwardPass")
    scenes = {name: write_scene(name, options) for name in names}
    assert not is_joined(scenes, options)
    film = join(scenes, options)
    assert is_joined(scenes, options)
    record = intact_record(scenes["ForwardPass"].record)
    write_record(scenes["ForwardPass"].record, {**record, "code": "another"})
    assert not is_joined(scenes, options)
    join(scenes, options)
    film.video.write_bytes(b"cut short")
    assert not is_joined(scenes, options)


@pytest.fixture
def whole_scenes(options):
    """Scenes whose records say what their files are."""
    scenes = {}
    for name in ("PixelsBecomeNeurons", "ForwardPass"):
        scenes[name] = files = write_scene(name, options)
        record = intact_record(files.record)
        write_record(files.record, {**record, "files": checksums(files)})
    return scenes


def inputs_of(scenes, options):
    return {name: render_inputs(name, Settings(), options) for name in scenes}


def test_a_film_is_joined_of_scenes_that_are_there(whole_scenes, options):
    assert joined(whole_scenes, inputs_of(whole_scenes, options), options)
    assert is_joined(whole_scenes, options)
    made = film_files(options).video.stat().st_mtime_ns
    assert joined(whole_scenes, inputs_of(whole_scenes, options), options)
    assert film_files(options).video.stat().st_mtime_ns == made


def test_a_scene_that_another_run_took_away_is_noticed(whole_scenes, options):
    whole_scenes["ForwardPass"].record.unlink()
    assert not joined(whole_scenes, inputs_of(whole_scenes, options), options)
    assert not film_files(options).video.exists()


@pytest.mark.parametrize("name", [FILM, "ForwardPass"])
def test_a_film_is_not_joined_while_another_run_changes_it_or_a_scene(whole_scenes, options, name):
    inputs = inputs_of(whole_scenes, options)
    with lock(options, name):
        join_ = threading.Thread(target=joined, args=(whole_scenes, inputs, options))
        join_.start()
        join_.join(0.5)
        assert join_.is_alive()
        assert not film_files(options).video.exists()
    join_.join(60)
    assert is_joined(whole_scenes, options)


@pytest.mark.parametrize("format_", ["gif", "png"])
def test_formats_that_carry_no_chapters_are_refused(tmp_path, format_):
    options = RenderOptions(format=format_, output=tmp_path)
    with pytest.raises(OptionError, match=f"expected --format mp4, webm, mov, got {format_}"):
        check_format(options)


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


@pytest.fixture(scope="module")
def rendered_cards(tmp_path_factory):
    """The titles of three acts, rendered for real, and joined."""
    options = RenderOptions(quality="l", output=tmp_path_factory.mktemp("cards"))
    with LocalWorkers(1) as workers:
        cards = render(["Act1", "Act2", "Act3"], Settings(), options, workers).files
    return cards, join(cards, options)


def read_video(path):
    """Packets, and times and pictures of the frames."""
    with av.open(str(path)) as video:
        packets = [bytes(packet) for packet in video.demux(video=0) if packet.size]
    with av.open(str(path)) as video:
        frames = [(f.pts * f.time_base, f.to_ndarray(format="gray")) for f in video.decode(video=0)]
    return packets, frames


def test_a_scene_in_the_film_begins_where_all_frames_before_it_end(rendered_cards):
    cards, film = rendered_cards
    counts = [len(read_video(card.video)[1]) for card in cards.values()]
    _, frames = read_video(film.video)
    assert [time for time, _ in frames] == [number * FRAME for number in range(sum(counts))]
    record = json.loads(film.record.read_text())
    assert record["seconds"] == pytest.approx(sum(counts) / 15, abs=1e-9)
    starts = [s["start_seconds"] for s in record["sections"] if s["name"] == "the act"]
    firsts = [float(FRAME * sum(counts[:n])) for n in (1, 2)]
    assert starts[1:] == pytest.approx(firsts, abs=1e-9)


def test_the_film_shows_the_very_frames_of_its_scenes(rendered_cards):
    cards, film = rendered_cards
    packets, frames = read_video(film.video)
    own = [read_video(card.video) for card in cards.values()]
    assert packets == [packet for part, _ in own for packet in part]
    singles = [picture for _, part in own for _, picture in part]
    assert all((one == other).all() for (_, one), other in zip(frames, singles, strict=True))


def test_a_player_can_jump_to_the_beginning_of_every_scene(rendered_cards):
    cards, film = rendered_cards
    with av.open(str(film.video)) as video:
        keys = {p.pts * p.time_base for p in video.demux(video=0) if p.size and p.is_keyframe}
    counts = [len(read_video(card.video)[1]) for card in cards.values()]
    assert {FRAME * sum(counts[:n]) for n in range(3)} <= keys


def test_captions_of_a_rendered_scene_end_with_its_last_frame(rendered_cards):
    cards, film = rendered_cards
    counts = [len(read_video(card.video)[1]) for card in cards.values()]
    times = caption_times(film.subtitles_srt.read_text())
    assert len(times) == 4
    for card, count in zip(cards.values(), counts, strict=True):
        last = caption_times(card.subtitles_srt.read_text())[-1]
        assert last[1] == pytest.approx(count * 1000 / 15, abs=1)
        assert json.loads(card.record.read_text())["seconds"] == pytest.approx(count / 15)
    ends = [1000 * float(FRAME) * sum(counts[:n]) for n in (1, 2, 3)]
    assert [end for _, end in times[1:]] == pytest.approx(ends, abs=1)
