"""Small scenes to publish, made without the minutes of rendering, and a reader of WebVTT."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from scenes.editions.clips.publication import Publication
from scenes.media import captions
from scenes.media.captions import Cue
from scenes.media.joining import join_videos
from scenes.render.outputs import RenderedScene, checksums, files_named, render_inputs, write_record
from scenes.subject.render_options import RenderOptions
from scenes.subject.settings import Settings

RATE = 15
WIDTH, HEIGHT = 320, 180
STAGE = (10, 12, 18)
SCENES = {
    "ForwardPass": (("the whole network", 22), ("another digit, 9", 15)),
    "Bias": (("its sums", 20), ("without a bias", 31), ("add a bias", 24)),
}
"""Sections of the small scenes, and how many frames each has."""


def picture(number: int, size: tuple[int, int] = (WIDTH, HEIGHT)) -> np.ndarray:
    """A dark stage with a block whose brightness says which frame it is, and a moving bar."""
    pixels = np.empty((*size[::-1], 4), dtype=np.uint8)
    pixels[...] = (*STAGE, 0)
    pixels[40:120, 40:120] = (*3 * (number_level(number),), 255)
    left = 150 + number
    pixels[100:110, left : left + 30] = (255, 221, 51, 255)
    return pixels


def number_level(number: int) -> int:
    return 20 + 3 * number


def number_of(frame: np.ndarray) -> int:
    """Which frame a decoded picture is."""
    height, width = frame.shape[:2]
    block = frame[height * 60 // 180 : height * 100 // 180, width * 60 // 320 : width * 100 // 320]
    return round((float(block[..., :3].mean()) - 20) / 3)


def write_video(path: Path, sections, size, *, codec="libx264", key_frames=True) -> None:
    starts = np.cumsum([0, *(frames for _, frames in sections)])
    with av.open(str(path), "w") as video:
        options = {"crf": "8", "g": "400", "sc_threshold": "0"} if codec == "libx264" else {}
        stream = video.add_stream(codec, rate=RATE, options=options)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p" if codec == "libx264" else "argb"
        for number in range(starts[-1]):
            frame = av.VideoFrame.from_ndarray(picture(number, size), format="rgba")
            frame = frame.reformat(format=stream.pix_fmt)
            frame.pts = number
            if key_frames and number in starts:
                frame.pict_type = av.video.frame.PictureType.I
            video.mux(stream.encode(frame))
        video.mux(stream.encode(None))


def write_scene(
    name: str,
    options: RenderOptions,
    *,
    sections=None,
    key_frames: bool = True,
    settings: Settings | None = None,
    size: tuple[int, int] = (WIDTH, HEIGHT),
    sound: np.ndarray | None = None,
) -> RenderedScene:
    """All files of a rendered scene of a few seconds."""
    sections = SCENES[name] if sections is None else sections
    files = files_named(name, options)
    options.output.mkdir(parents=True, exist_ok=True)
    codec = "qtrle" if options.transparent else "libx264"
    write_video(files.video, sections, size, codec=codec, key_frames=key_frames)
    if sound is not None:
        silent = files.video.rename(files.video.with_stem("silent"))
        form = options.format
        join_videos([silent], [name], files.video, title=name, container=form, sound=[sound])
        silent.unlink()
    starts = [0, *np.cumsum([frames for _, frames in sections])]
    cues = [
        Cue(start / RATE, (start + frames) / RATE, f"Here is {section},\n{name} & 2 < 3.")
        for (section, frames), start in zip(sections, starts, strict=False)
    ]
    files.subtitles_srt.write_text(captions.to_srt(cues))
    files.subtitles_vtt.write_text(captions.to_vtt(cues))
    Image.fromarray(picture(0, size)[..., :3]).save(files.poster)
    record = {
        **render_inputs(name, settings or Settings(), options).as_json(),
        "seconds": int(starts[-1]) / RATE,
        "sections": [
            {"name": section, "start_seconds": start / RATE, "seconds": frames / RATE}
            for (section, frames), start in zip(sections, starts, strict=False)
        ],
        "values": [
            {
                "scene": name,
                "section": section,
                "seconds": start / RATE + 0.2,
                "text": "12,960",
                "value": 12960.0,
                "source": "model.weight_count",
            }
            for (section, _), start in zip(sections, starts, strict=False)
        ],
    }
    record["files"] = checksums(files)
    write_record(files.record, json.loads(json.dumps(record, default=int)))
    return files


@dataclass(frozen=True)
class Studio:
    """Small scenes: how to make them, and how to read their frames."""

    rate = RATE
    stage = STAGE
    sections = SCENES
    number_of = staticmethod(number_of)
    write_scene = staticmethod(write_scene)


@pytest.fixture(scope="session")
def studio() -> Studio:
    return Studio()


@pytest.fixture
def publication(tmp_path: Path) -> Publication:
    return Publication(Settings(), RenderOptions(quality="l", output=tmp_path))


@pytest.fixture
def decoded() -> Callable[[Path], list[np.ndarray]]:
    """All pictures of a video, with the times at which they are shown in order."""

    def decode(path: Path) -> list[np.ndarray]:
        with av.open(str(path)) as video:
            frames = list(video.decode(video=0))
        rate = RATE
        times = [float(frame.pts * frame.time_base) for frame in frames]
        assert times == pytest.approx([i / rate for i in range(len(frames))], abs=2e-3)
        return [frame.to_ndarray(format="rgb24") for frame in frames]

    return decode


TIMING = re.compile(r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})")


def read_webvtt(text: str) -> list[tuple[float, float, str]]:
    """The cues of a WebVTT file, read as strictly as the standard is written.

    References
    ----------
    W3C, "WebVTT: The Web Video Text Tracks Format", section 4.1.
    """
    assert "\0" not in text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert re.fullmatch("\ufeff?WEBVTT(?:[ \t].*)?", lines[0]), lines[0]
    assert lines[1] == "", "the signature is followed by an empty line"
    assert text.endswith("\n")
    found: list[tuple[float, float, str]] = []
    for block in re.split(r"\n{2,}", "\n".join(lines[2:]).strip("\n")):
        if not block:
            continue
        first, *payload = block.split("\n")
        start, arrow, end = first.partition(" --> ")
        assert arrow, f"no timing in {first!r}"
        times = [_webvtt_seconds(time) for time in (start, end)]
        assert times[0] < times[1], f"a cue must end after it begins: {first}"
        assert not found or times[0] >= found[-1][0], "cues stand in the order of their times"
        said = "\n".join(payload)
        assert said.strip(), "a cue says something"
        assert "-->" not in said
        assert not re.search(r"&(?!(?:amp|lt|gt|nbsp|lrm|rlm);)", said), f"a bare & in {said!r}"
        assert "<" not in said, f"an unknown tag in {said!r}"
        found.append((*times, said))
    return found


def _webvtt_seconds(text: str) -> float:
    matched = TIMING.fullmatch(text)
    assert matched, f"no WebVTT time: {text!r}"
    hours, minutes, seconds, milliseconds = matched.groups(default="0")
    return 3600 * int(hours) + 60 * int(minutes) + int(seconds) + int(milliseconds) / 1000


@pytest.fixture(scope="session")
def webvtt() -> Callable[[str], list[tuple[float, float, str]]]:
    return read_webvtt
