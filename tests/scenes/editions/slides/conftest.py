"""Two small scenes, as if they were rendered: every picture tells its number by its gray."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from scenes.editions.slides.clips import section_clips
from scenes.media import captions
from scenes.media.captions import Cue
from scenes.media.joining import join_videos
from scenes.media.sound_files import SAMPLE_RATE
from scenes.render.outputs import RenderedScene, write_record

RATE = 15
SECTIONS = {"first": 20, "second part": 30, "the <last>": 25}
SAID = {
    "first": ["Here it begins."],
    "second part": ["A neuron holds a number.", "Weights & biases < 1."],
    "the <last>": ["It ends."],
}


def gray(number: int) -> int:
    return 40 + 2 * number


def hum() -> np.ndarray:
    """A tone as long as a scene."""
    seconds = sum(SECTIONS.values()) / RATE
    times = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (0.3 * np.sin(2 * np.pi * 440 * times)).astype(np.float32)


def encode(path: Path, *, keys: bool, size: tuple[int, int]) -> None:
    starts = np.cumsum([0, *SECTIONS.values()])
    with av.open(str(path), "w") as video:
        stream = video.add_stream("libx264", rate=RATE, options={"crf": "10", "bf": "2"})
        (stream.width, stream.height), stream.pix_fmt = size, "yuv420p"
        # One encoder a section, as manim has one a movement: each begins with a key frame.
        for number in range(starts[-1]):
            picture = np.full((*size[::-1], 3), gray(number), np.uint8)
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            if keys and number in starts:
                frame.pict_type = av.video.frame.PictureType.I
            video.mux(stream.encode(frame))
        video.mux(stream.encode(None))


@pytest.fixture(scope="session")
def make_scene(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., RenderedScene]:
    """Make a scene, whose sections begin with key frames or not."""

    def make(
        name: str,
        *,
        keys: bool = True,
        size: tuple[int, int] = (320, 180),
        burn_captions: bool = False,
        sounds: bool = False,
    ) -> RenderedScene:
        folder = tmp_path_factory.mktemp("rendered")
        files = {"video": ".mp4", "subtitles_srt": ".srt", "subtitles_vtt": ".vtt"}
        files |= {"poster": ".png", "record": ".json"}
        scene = RenderedScene(**{key: folder / f"{name}{end}" for key, end in files.items()})
        encode(scene.video, keys=keys, size=size)
        if sounds:
            silent = scene.video.rename(folder / "silent.mp4")
            form = {"title": name, "container": "mp4", "sound": [hum()]}
            join_videos([silent], [name], scene.video, **form)
        start, sections, cues = 0.0, [], []
        for section, frames in SECTIONS.items():
            seconds = frames / RATE
            sections.append({"name": section, "start_seconds": start, "seconds": seconds})
            step = seconds / len(SAID[section])
            for i, text in enumerate(SAID[section]):
                cues.append(Cue(start + i * step, start + (i + 1) * step, text))
            start += seconds
        record = {
            "scene": name,
            "options": {"burn_captions": burn_captions},
            "seconds": start,
            "sections": sections,
        }
        write_record(scene.record, record)
        scene.subtitles_srt.write_text(captions.to_srt(cues))
        return scene

    return make


@pytest.fixture(scope="session")
def scene(make_scene) -> RenderedScene:
    """One scene of three sections."""
    return make_scene("ForwardPass")


@pytest.fixture(scope="session")
def two_scenes(scene, make_scene) -> list[RenderedScene]:
    """Two of them."""
    return [scene, make_scene("Bias")]


@pytest.fixture(scope="module")
def clips(two_scenes, tmp_path_factory):
    """What it is made of."""
    folder = tmp_path_factory.mktemp("clips")
    return [clip for scene in two_scenes for clip in section_clips(scene, folder)]
