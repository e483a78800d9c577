"""Jobs and staged sections that take no time to make, and the program as users start it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from scenes.media.captions import Cue
from scenes.media.sound_files import write_wav
from scenes.render.outputs import SectionRecord, Timeline, render_inputs
from scenes.render.running import render
from scenes.render.staging import WORK, Drawing
from scenes.render.workers.jobs import Job
from scenes.render.workers.local_workers import LocalWorkers
from scenes.subject.render_options import RenderOptions
from scenes.subject.settings import Settings

SHORT_SCENE = "ANeuronHoldsANumber"
CARDS = ("Act2", "Act3", "Act5")
"""The shortest videos that there are, drawn as all others."""
ROOT = Path(__file__).resolve().parents[3]
NEUROSCENES = (sys.executable, "-c", "from scenes.cli import main; main()")
PATIENCE_SECONDS = 300
"""Longer than anything here takes on a busy machine."""


@pytest.fixture
def options(tmp_path):
    return RenderOptions(quality="l", output=tmp_path / "renders")


@pytest.fixture
def job(options):
    return Job(SHORT_SCENE, Settings(), options, render_inputs(SHORT_SCENE, Settings(), options))


@pytest.fixture
def drawing(tmp_path):
    """Two sections of fifteen frames each, as a worker hands them over."""

    def made(numbers=(0, 1), seconds=2.0, folder="drawn", names=("first", "second"), sound=None):
        place = tmp_path / folder
        place.mkdir(exist_ok=True)
        sections = {number: write_video(place / f"{number}.mp4", 15) for number in numbers}
        Image.new("RGB", (64, 48)).save(place / "poster.png")
        records = tuple(SectionRecord(name, float(i), 1.0) for i, name in enumerate(names))
        timeline = Timeline(seconds, records, (Cue(0.0, 1.5, "A cue."),), ())
        if sound is not None:
            write_wav(place / "sound.wav", sound)
            sound = place / "sound.wav"
        return Drawing(sections, None, place / "poster.png", timeline, sound)

    return made


def write_video(path, frames):
    with av.open(str(path), "w") as video:
        options = {"x264-params": "cpu-independent=1", "threads": "1"}  # the same bytes anywhere
        stream = video.add_stream("libx264", rate=15, options=options)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(frames):
            shade = np.full((48, 64, 3), 10 * number, dtype=np.uint8)
            video.mux(stream.encode(av.VideoFrame.from_ndarray(shade, format="rgb24")))
        video.mux(stream.encode(None))
    return path


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory):
    """The files of the cards, by name, as one worker makes them with nothing in its way."""
    options = RenderOptions(quality="l", output=tmp_path_factory.mktemp("undisturbed"))
    with LocalWorkers(1) as workers:
        outcome = render(CARDS, Settings(), options, workers)
    assert not outcome.failures
    return finished_files(options.output)


def finished_files(folder):
    """Content of all that stands under a final name, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture
def project_copy(tmp_path):
    """All that the program needs of the project, to be changed; to be run from there."""
    copy = tmp_path / "copy"
    for folder in ("scenes", "network", "assets"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


@pytest.fixture
def finished():
    """What stands under final names in a folder."""
    return finished_files


@pytest.fixture
def left_over():
    """What stands in a folder for unfinished work besides the locks, which are never removed."""
    return lambda folder: {path.name for path in (folder / WORK).iterdir()} - {"locks"}


class Started:
    """A program under way, with all processes that it starts: they inherit a mark.

    Parameters
    ----------
    command
        Program and arguments.
    folder
        For what it says.
    cwd, changes
        Where it runs, and variables of its environment that are other than ours.
    """

    def __init__(self, command, folder, cwd=ROOT, changes=None):
        self.mark = f"NEUROSCENES_TEST_MARK={uuid.uuid4().hex}"
        self._said = folder / f"{self.mark[-32:]}.out", folder / f"{self.mark[-32:]}.err"
        environment = {**os.environ, **dict([self.mark.split("=")]), **(changes or {})}
        with self._said[0].open("w") as out, self._said[1].open("w") as err:
            self.process = subprocess.Popen(
                [str(word) for word in command],
                cwd=cwd,
                env=environment,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )

    @property
    def stdout(self):
        """What it said so far."""
        return self._said[0].read_text()

    @property
    def stderr(self):
        """What it complained of so far."""
        return self._said[1].read_text()

    def ended(self):
        """Wait for its end: exit code, what it said, what it complained of."""
        code = self.process.wait(PATIENCE_SECONDS)
        return code, self.stdout, self.stderr

    def processes(self, kind=""):
        """Numbers of its living processes, of those with a word in their command line."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                environment = (folder / "environ").read_bytes()
                command = (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if self.mark.encode() in environment and kind.encode() in command:
                found.append(int(folder.name))
        return found

    def workers(self):
        """Numbers of the processes that draw."""
        return self.processes("spawn_main")

    def wait_until(self, fact):
        """Wait for a fact; whether it came before the program ended."""
        end = time.monotonic() + PATIENCE_SECONDS
        come = False
        while not come and self.process.poll() is None:
            assert time.monotonic() < end, f"waited too long: {self.stderr}"
            time.sleep(0.002)
            with suppress(FileNotFoundError):  # it vanished while it was looked for
                come = fact()
        return bool(come)

    def press_ctrl_c(self):
        """What a terminal does: every process hears of it."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGINT)

    def seconds_to_vanish(self):
        """Wait until none of its processes is there."""
        begin = time.monotonic()
        while left := self.processes():
            commands = [Path(f"/proc/{pid}/cmdline") for pid in left]
            assert time.monotonic() < begin + PATIENCE_SECONDS, commands
            time.sleep(0.01)
        return time.monotonic() - begin

    def kill(self):
        """End all of it."""
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)
        self.process.wait(PATIENCE_SECONDS)


@pytest.fixture
def start(tmp_path_factory):
    """Start a program; whatever is left of it when the test ends is ended."""
    folder, started = tmp_path_factory.mktemp("said"), []

    def begin(*command, **more):
        started.append(Started(command, folder, **more))
        return started[-1]

    yield begin
    for each in started:
        each.kill()


@pytest.fixture
def start_render(start):
    """Start `neuroscenes render` of the cards, or of other scenes, into a folder."""

    def begin(folder, *options, scenes=CARDS, **more):
        arguments = ("render", *scenes, "-q", "l", "--output", folder, *options)
        return start(*NEUROSCENES, *arguments, **more)

    return begin
