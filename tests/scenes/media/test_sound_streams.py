from __future__ import annotations

import hashlib
import subprocess
import sys
from fractions import Fraction

import av
import numpy as np
import pytest

from scenes.media.formats import FORMATS
from scenes.media.joining import join_videos, video_seconds
from scenes.media.sound_files import SAMPLE_RATE, read_sound
from scenes.media.sound_streams import faded, has_sound, sound_between, sound_of, sounds_of

RATE = 15
KINDS = {"mp4": "libx264", "webm": "libvpx-vp9", "mov": "qtrle"}
STREAMS = {"mp4": "aac", "webm": "opus", "mov": "pcm_s16le"}
FRAMES = (7, 15, 11)
BURSTS = (0.2, 0.9, 1.7)
"""Seconds at which a short tone begins: one in each part."""
LOUD = 0.15


def write_video(path, frames, kind):
    with av.open(str(path), "w") as video:
        stream = video.add_stream(KINDS[kind], rate=RATE)
        stream.width, stream.height = 64, 48
        stream.pix_fmt = "rgb24" if kind == "mov" else "yuv420p"
        for number in range(frames):
            shade = np.full((48, 64, 3), number, dtype=np.uint8)
            video.mux(stream.encode(av.VideoFrame.from_ndarray(shade, format="rgb24")))
        video.mux(stream.encode(None))
    return path


def bursts(seconds, starts):
    """Silence with tones of 50 ms."""
    samples = np.zeros(round(seconds * SAMPLE_RATE), dtype=np.float32)
    tone = 0.5 * np.sin(2 * np.pi * 1000 * np.arange(SAMPLE_RATE // 20) / SAMPLE_RATE)
    for start in starts:
        first = round(start * SAMPLE_RATE)
        samples[first : first + tone.size] = tone
    return samples


def onsets(samples):
    """Seconds at which tones begin after silence."""
    loud = np.flatnonzero(np.abs(samples) > LOUD) / SAMPLE_RATE
    return [float(t) for n, t in enumerate(loud) if n == 0 or t - loud[n - 1] > 0.05]


def largest_jump(samples):
    return float(np.abs(np.diff(samples)).max())


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def parts(kind, tmp_path):
    return [write_video(tmp_path / f"{n}.{kind}", n, kind) for n in FRAMES]


@pytest.fixture
def joined(parts, kind, tmp_path):
    """Three silent parts, joined with the sound of all."""
    return join(parts, tmp_path / f"joined.{kind}", [bursts(sum(FRAMES) / RATE, BURSTS)])


def join(videos, path, sound=None):
    titles = [f"part {n}" for n in range(len(videos))]
    join_videos(videos, titles, path, title="All", container=path.suffix[1:], sound=sound)
    return path


def test_a_joined_video_has_one_stream_of_sound(joined, kind):
    with av.open(str(joined)) as video:
        (stream,) = video.streams.audio
        assert stream.codec_context.name.startswith(STREAMS[kind])
        assert (stream.rate, stream.layout.name) == (SAMPLE_RATE, "mono")
        lasts = Fraction(video.duration, av.time_base)
        assert abs(lasts - video_seconds(joined)) < Fraction(1, RATE) / 4


def test_its_pictures_last_as_long_as_without_sound(joined, parts, kind, tmp_path):
    silent = join(parts, tmp_path / f"silent.{kind}")
    assert video_seconds(joined) == video_seconds(silent)


def test_tones_are_heard_at_their_times(joined):
    samples = read_sound(joined)
    assert onsets(samples) == pytest.approx(BURSTS, abs=0.001)
    assert 0 <= samples.size / SAMPLE_RATE - sum(FRAMES) / RATE < 1 / 40


def test_the_first_sample_stands_at_the_beginning(parts, kind, tmp_path):
    video = join(parts, tmp_path / f"joined.{kind}", [bursts(1, [0])])
    with av.open(str(video)) as container:
        assert next(container.decode(audio=0)).time == 0
    assert onsets(read_sound(video)) == pytest.approx([0], abs=0.001)


@pytest.mark.parametrize("pitch", [100, 440, 3000])
def test_a_tone_is_as_loud_as_it_was(parts, kind, tmp_path, pitch):
    times = np.arange(2 * SAMPLE_RATE) / SAMPLE_RATE
    tone = (0.3 * np.sin(2 * np.pi * pitch * times)).astype(np.float32)
    found = read_sound(join(parts, tmp_path / f"joined.{kind}", [tone]))
    inside = slice(SAMPLE_RATE // 2, SAMPLE_RATE * 3 // 2)
    decibels = 20 * np.log10(np.std(found[inside]) / np.std(tone[inside]))
    assert decibels == pytest.approx(0, abs=0.1)


def test_what_is_said_comes_back_as_clear_and_no_louder(parts, kind, tmp_path):
    times = np.arange(2 * SAMPLE_RATE) / SAMPLE_RATE
    phase = 2 * np.pi * np.cumsum(120 + 12 * np.sin(4.4 * times)) / SAMPLE_RATE
    voice = sum(np.sin(n * phase) / n for n in range(1, 30)) * (1 + np.sin(18.8 * times))
    said = voice.astype(np.float32)
    said *= np.float32(0.8) / np.abs(said).max()
    heard = sound_of(join(parts, tmp_path / f"joined.{kind}", [said]), said.size)
    error = np.std((heard - said)[: 2 * SAMPLE_RATE]) / np.std(said)
    assert 20 * np.log10(error) < {"mp4": -40, "webm": -20, "mov": -70}[kind]
    assert np.abs(heard).max() < 0.8 * 10 ** (0.4 / 20)


def test_a_sound_is_cut_where_the_pictures_end(parts, kind, tmp_path):
    end = sum(FRAMES) / RATE
    samples = bursts(9, [1, *np.arange(end, 8.9, 0.1)])
    found = read_sound(join(parts, tmp_path / f"joined.{kind}", [samples]))
    assert onsets(found[: round(end * SAMPLE_RATE)]) == pytest.approx([1], abs=0.001)
    assert found.size < (end + 1 / 40) * SAMPLE_RATE


def test_pictures_and_sound_stand_beside_one_another_in_the_file(kind, tmp_path):
    part = write_video(tmp_path / f"long.{kind}", 120, kind)
    with av.open(str(join([part], tmp_path / f"joined.{kind}", [bursts(8, BURSTS)]))) as video:
        packets = sorted(
            (packet.pos, packet.stream.type, float(packet.dts * packet.time_base))
            for packet in video.demux()
            if packet.size
        )
    times = {"audio": 0.0, "video": 0.0}
    for _place, stream, seconds in packets:
        times[stream] = seconds
        assert abs(times["audio"] - times["video"]) < 1
    assert min(times.values()) > 7.5


def test_without_sound_there_is_no_stream_of_it(parts, kind, tmp_path):
    assert not has_sound(join(parts, tmp_path / f"joined.{kind}"))


def test_a_film_is_heard_as_its_scenes_are(kind, tmp_path):
    """Many scenes, one of them silent, one that sounds to its end: nothing drifts or clicks."""
    videos, expected, starts = [], [], [Fraction(0)]
    for number in range(25):
        silent = write_video(tmp_path / f"silent-{number}.{kind}", 4 + number % 4, kind)
        scene = tmp_path / f"scene-{number}.{kind}"
        seconds = (4 + number % 4) / RATE
        tone = 0.5 * np.sin(2 * np.pi * 311 * np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE)
        if number == 12:
            sound = [tone.astype(np.float32)]
        elif number == 3:
            sound = None
        else:
            sound = [bursts(seconds, [0.1])]
            expected.append(starts[-1] + Fraction(1, 10))
        videos.append(join([silent], scene, sound))
        starts.append(starts[-1] + video_seconds(scene))
    film = join(videos, tmp_path / f"film.{kind}", sounds_of(videos, starts))
    heard = read_sound(film)
    long_tone = float(starts[12])
    found = [t for t in onsets(heard) if not long_tone <= t < float(starts[13])]
    assert found == pytest.approx([float(t) for t in expected], abs=0.001)
    assert onsets(heard)[11] == pytest.approx(long_tone, abs=0.005)
    # As large as inside of the tones themselves: 0.5 * 2 pi 1000 / 48 000.
    assert largest_jump(heard) < 1.2 * 0.5 * 2 * np.pi * 1000 / SAMPLE_RATE


def test_the_sound_of_a_video_is_as_long_as_is_asked_for(joined, kind, tmp_path):
    for samples in (100, 48_000, 200_000):
        assert sound_of(joined, samples).shape == (samples,)
    silent = write_video(tmp_path / f"silent.{kind}", 3, kind)
    assert not sound_of(silent, 9600).any()
    assert sound_between(silent, Fraction(0), Fraction(1)) is None


def test_what_is_cut_out_begins_and_ends_in_silence(joined):
    cut = sound_between(joined, Fraction(1, 2), Fraction(173, 100))
    assert cut.size == 1.23 * SAMPLE_RATE
    assert onsets(cut) == pytest.approx([0.4, 1.2], abs=0.001)
    assert abs(cut[0]) < 0.001
    assert abs(cut[-1]) < 0.01


def test_a_fade_changes_nothing_but_the_edges():
    samples = np.ones(SAMPLE_RATE, dtype=np.float32)
    found = faded(samples)
    assert (found != 1).sum() == 2 * 0.005 * SAMPLE_RATE
    assert (found[0], found[-1]) == (0, 0)
    assert largest_jump(found) < 0.01
    assert faded(samples[:1]).shape == (1,)


def test_two_processes_write_the_same_bytes(joined, parts, kind, tmp_path):
    program = (
        "import sys, numpy as np; from pathlib import Path;"
        "from scenes.media.joining import join_videos;"
        "*videos, sound, path = map(Path, sys.argv[1:]);"
        "join_videos(videos, [f'part {n}' for n in range(3)], path, title='All',"
        " container=path.suffix[1:], sound=[np.load(sound)])"
    )
    np.save(tmp_path / "sound.npy", bursts(sum(FRAMES) / RATE, BURSTS))
    again = tmp_path / f"again.{kind}"
    subprocess.run(
        [sys.executable, "-c", program, *parts, tmp_path / "sound.npy", again], check=True
    )
    sums = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (joined, again)}
    assert len(sums) == 1


def test_every_video_format_has_sound():
    for kind, output in FORMATS.items():
        assert (output.sound is not None) == output.is_video, kind
