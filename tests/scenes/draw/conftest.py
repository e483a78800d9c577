"""A studio in a folder of its own, pages that ask it, drawings to send, and the real server."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from network.digits.drawn_digits import drawn_digit, stroke_path
from network.digits.pen_drawing import PAD_SIDE
from scenes.subject.settings import Settings

if TYPE_CHECKING:
    from starlette.testclient import TestClient

ROOT = Path(__file__).resolve().parents[3]
NEUROSCENES = (sys.executable, "-c", "from scenes.cli import main; main()")
HOST = "127.0.0.1:8770"


def drawn(label: int) -> dict[str, Any]:
    """A digit of the project as a hand draws it on the page's pad."""
    paths = [stroke_path(stroke, 40) for stroke in drawn_digit(label).strokes]
    strokes = [np.round(PAD_SIDE * (0.7 * path + 0.15)).tolist() for path in paths]
    return {"strokes": strokes, "smooth": False}


@pytest.fixture(scope="session")
def three() -> dict[str, Any]:
    """A drawing of a three."""
    return drawn(3)


# A process that films nothing, but answers like one that does, as slowly as it is told.
STAND_IN = """
import json, pathlib, sys, time
order = json.loads(sys.stdin.readline())
folder, scene = pathlib.Path(order["folder"]), order["scene"]
(folder / "order.json").write_text(json.dumps(order))
(folder / "process").write_text(str(__import__("os").getpid()))
if scene == "Bias":
    sys.exit("the camera broke")
if scene == "HiddenLayers":
    print("x" * 200_000)
for seconds in (0.0, 10.0, 20.0):
    print(json.dumps({"seconds": seconds}), flush=True)
    while scene == "Recap":
        time.sleep(1)
for ending in ("mp4", "vtt", "srt", "png", "json"):
    (folder / f"{scene}.{ending}").write_text(f"{ending} of {scene}" * 10)
"""
STAND_IN_COMMAND = (sys.executable, "-c", STAND_IN)
"""Films every scene at once, but fails at Bias, raves at HiddenLayers and never finishes Recap."""


@contextmanager
def serving(output: Path, settings: Settings) -> Iterator[TestClient]:
    from starlette.testclient import TestClient

    from scenes.draw.app import make_app
    from scenes.draw.clip_queue import ClipQueue
    from scenes.draw.filming import Filming

    studio = ClipQueue(Filming(settings, STAND_IN_COMMAND), output, 1)
    app = make_app(settings, studio, "127.0.0.1", None)
    with TestClient(app, base_url=f"http://{HOST}") as client:
        yield client


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    """A page's view of the server, whose clips come from the stand-in."""
    with serving(tmp_path / "drawn", Settings()) as client:
        yield client


@pytest.fixture
def german_client(tmp_path: Path) -> Iterator[TestClient]:
    """The same of a server that speaks German."""
    with serving(tmp_path / "drawn", Settings(language="de")) as client:
        yield client


CHAPTERS = [
    {"name": "ThisIsAThree", "title": "This is a three", "start_seconds": 0.0, "seconds": 1.0},
    {"name": "Recap", "title": "All in one picture", "start_seconds": 1.0, "seconds": 1.0},
]


def put_film(folder: Path, language: str = "en") -> Path:
    """A film of two gray seconds where `neuroscenes film` puts one, with all that is beside it."""
    import av

    from scenes.render.outputs import file_checksum, write_record

    film = folder / "neuroscenes.mp4"
    with av.open(str(film), "w") as video:
        stream = video.add_stream("libx264", rate=15)
        (stream.width, stream.height), stream.pix_fmt = (320, 180), "yuv420p"
        for _ in range(30):
            picture = Image.new("RGB", (320, 180), "gray")
            video.mux(stream.encode(av.VideoFrame.from_image(picture)))
        video.mux(stream.encode(None))
    Image.new("RGB", (320, 180), "gray").save(film.with_suffix(".png"))
    for ending in (".vtt", ".srt"):
        film.with_suffix(ending).write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nThis is a three.\n")
    found = {path.name: file_checksum(path) for path in folder.glob("neuroscenes.*")}
    options = {"language": language, "burn_captions": False}
    record = {"options": options, "chapters": CHAPTERS, "files": found}
    write_record(film.with_suffix(".json"), record)
    return film


@pytest.fixture
def heard_clip(tmp_path: Path) -> Path:
    """Two gray seconds with a tone."""
    from scenes.media.joining import join_videos
    from scenes.media.sound_files import SAMPLE_RATE

    (tmp_path / "gray").mkdir()
    tone = 0.3 * np.sin(np.arange(2 * SAMPLE_RATE) / 20)
    film, clip = put_film(tmp_path / "gray"), tmp_path / "heard.mp4"
    join_videos([film], ["gray"], clip, title="gray", container="mp4", sound=[np.float32(tone)])
    return clip


@pytest.fixture(scope="session")
def make_film() -> Callable[..., Path]:
    """Put a film into a folder."""
    return put_film


@dataclass
class Served:
    """A running server."""

    process: subprocess.Popen
    url: str
    output: Path

    @property
    def authority(self) -> str:
        """Host and port."""
        return self.url.removeprefix("http://").rstrip("/")

    def stop(self, number: int = signal.SIGINT) -> str:
        """End it, and give what it printed."""
        self.process.send_signal(number)
        return self.process.communicate(timeout=20)[0]


def start(output: Path, *options: str) -> Served:
    """Run `neuroscenes draw` as a user does."""
    pytest.importorskip("uvicorn", reason="the extra `draw` is not installed")
    process = subprocess.Popen(
        [*NEUROSCENES, "draw", "--no-open", "--output", str(output), "--port", "0", *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    line = process.stdout.readline()
    found = re.search(r"http://\S+/", line)
    if not found:
        process.kill()
        pytest.fail(line + process.communicate()[0])
    return Served(process, found[0], output)


def end(server: Served) -> None:
    """Make sure that a server is gone."""
    server.process.kill()
    server.process.communicate()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Start servers of the test's own, and end them."""
    running = []

    def serve(*options: str) -> Served:
        running.append(start(tmp_path / "drawn", *options))
        return running[-1]

    yield serve
    for server in running:
        end(server)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that several tests share."""
    server = start(tmp_path_factory.mktemp("served") / "drawn")
    yield server
    end(server)


@pytest.fixture(scope="module")
def german_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that speaks German."""
    server = start(tmp_path_factory.mktemp("german") / "drawn", "--language", "de")
    yield server
    end(server)


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture(scope="session")
def wait_for() -> Callable[[Callable[[], object], float], object]:
    """Ask again and again until the answer is true."""

    def wait(answer: Callable[[], object], seconds: float = 20) -> object:
        end = time.monotonic() + seconds
        while not (found := answer()):
            assert time.monotonic() < end, "waited in vain"
            time.sleep(0.05)
        return found

    return wait


@pytest.fixture(scope="session")
def alive() -> Callable[[int], bool]:
    """Whether a process runs."""
    return is_alive
