"""Jobs and staged sections that take no time to make."""

from __future__ import annotations

import av
import numpy as np
import pytest
from PIL import Image

from scenes.engine.jobs import Job
from scenes.engine.staging import Drawing
from scenes.render_options import RenderOptions
from scenes.settings import Settings

SHORT_SCENE = "ANeuronHoldsANumber"


@pytest.fixture
def options(tmp_path):
    return RenderOptions(quality="l", output=tmp_path / "renders")


@pytest.fixture
def job(options):
    return Job(SHORT_SCENE, Settings(), options, key="0123456789abcdef")


@pytest.fixture
def drawing(tmp_path):
    """Two sections of fifteen frames each, as a worker hands them over."""

    def made(numbers=(0, 1), seconds=2.0, folder="drawn"):
        place = tmp_path / folder
        place.mkdir(exist_ok=True)
        sections = {number: write_video(place / f"{number}.mp4", 15) for number in numbers}
        Image.new("RGB", (64, 48)).save(place / "poster.png")
        names = ["first", "second"]
        performance = {
            "seconds": seconds,
            "sections": [
                {"name": name, "start_seconds": float(i), "seconds": 1.0}
                for i, name in enumerate(names)
            ],
            "cues": [{"start_seconds": 0.0, "end_seconds": 1.5, "text": "A cue."}],
            "values": [],
        }
        return Drawing(sections, None, place / "poster.png", performance)

    return made


def write_video(path, frames):
    with av.open(str(path), "w") as video:
        stream = video.add_stream("libx264", rate=15)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(frames):
            shade = np.full((48, 64, 3), 10 * number, dtype=np.uint8)
            video.mux(stream.encode(av.VideoFrame.from_ndarray(shade, format="rgb24")))
        video.mux(stream.encode(None))
    return path
