"""The film beside manim's floor and the encoder's: rendering, rebuilding, starting, memory.

By default a few scenes stand for the film, light ones and heavy ones, so that all sides run within
minutes; `NEUROSCENES_BENCH=film make bench` takes every scene, once. Sides that are compared run in
turn, in one run, with the same number of processes; of several rounds the middle one counts.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from fractions import Fraction
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

import av

import network
import scenes
from network.paths import ASSETS
from scenes.catalog import PARTS, entry
from scenes.cli.workers import cores
from scenes.render.running import render
from scenes.render.workers.local_workers import LocalWorkers
from scenes.subject.render_options import QUALITIES, RenderOptions
from scenes.subject.settings import Settings

SPOKEN = Settings(voice="default")
SAMPLE = ("ANeuronHoldsANumber", "ForwardPass", "Bias")
FLOOR_BAR, ENCODER_BAR = 0.6, 1.05
LINES_BAR = 1 / 70
LARGE_BAR = 1.0
"""A scene at 4K60 takes no longer to draw than to watch, on two cores."""
PICTURE_BAR = 0.8
"""Seconds from a changed line to the picture of its section."""
PROCESSES_BAR = 1 / 1.8
REBUILD_BAR = 1 / 50
START_BAR = 1.2
SPEECH_BAR = 1 / 10
MEMORY_BAR = 480.0
"""Megabytes."""
ROUNDS = 3
STARTS = 5
SECTION = ("ForwardPass", "the-answer")
LINE_FRAMES = 3
TWO = 2
RATE = QUALITIES["h"][2]
MEGABYTE = 1024.0


def run() -> list[dict[str, Any]]:
    """Everything that is said of the film's speed."""
    names = tuple(scene.name for scene in PARTS) if _wants_film() else SAMPLE
    rounds = 1 if _wants_film() else ROUNDS
    found: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as name:
        for number in range(rounds):
            folder = Path(name) / f"film-{number}"
            folder.mkdir()
            _note(found, _film(names, folder))
            frames = sum(_count(folder / "all" / f"{scene}.mp4") for scene in names)
            shutil.rmtree(folder)
        for number in range(ROUNDS):
            folder = Path(name) / f"scene-{number}"
            folder.mkdir()
            _note(found, _scene(folder))
            shutil.rmtree(folder)
        start, empty = _starts(Path(name))
        picture = median(_pictures(Path(name)))
        large = [_large(scene, Path(name) / "4k") for scene in names]
    whole = "the whole film" if _wants_film() else f"{len(names)} scenes"
    same = f"{frames} frames, 1080p60, {cores()} processes, rounds: {rounds}"
    return [
        _compared(
            f"{whole}, beside manim writing a still ({same})", found, "ours floor", FLOOR_BAR
        ),
        _compared(f"{whole}, beside encoding alone ({same})", found, "ours encoding", ENCODER_BAR),
        _compared("a frame of ForwardPass, beside one Line each", found, "frame lines", LINES_BAR),
        _compared(f"{whole}, two processes beside one", found, "two one", PROCESSES_BAR),
        _compared(f"{whole}, unchanged, beside building it", found, "again ours", REBUILD_BAR),
        _compared(f"speech of {whole}, beside rendering it", found, "speech ours", SPEECH_BAR),
        _entry("command to first frame, beside manim's empty scene", start, empty, START_BAR),
        _entry(
            "changed line to its section's picture, seconds, beside the bar",
            picture,
            PICTURE_BAR,
            1.0,
        ),
        _entry(
            "the slowest scene at 4K60, two processes, beside its length",
            *max(large, key=_ratio),
            LARGE_BAR,
        ),
        _entry("memory of a worker, MB, beside its bar", max(found["memory"]), MEMORY_BAR, 1.0),
    ]


def _note(found: dict[str, list[float]], measured: dict[str, float]) -> None:
    for what, value in measured.items():
        found[what].append(value)


def _film(names: tuple[str, ...], folder: Path) -> dict[str, float]:
    """Seconds of all that needs every frame, one after another, and megabytes of a worker."""
    speaking = [(scene, folder / "speech") for scene in names]
    cold, warm = _in_processes(_speak, speaking), _in_processes(_speak, speaking)
    _in_processes(_speak, [(scene, None) for scene in names])
    ours, memory = _render(names, folder / "all", cores())
    again, _ = _render(names, folder / "all", cores())
    videos = [folder / "all" / f"{scene}.mp4" for scene in names]
    videos.sort(key=_count, reverse=True)  # as the engine does: the longest first
    floor = _in_processes(_write_still, [(folder / v.stem, _count(v)) for v in videos])
    decoding = _in_processes(_decode, [(video,) for video in videos])
    encoding = _in_processes(_encode, [(video,) for video in videos]) - decoding
    one, _ = _render(names, folder / "one", 1)
    two = ours if cores() == TWO else _render(names, folder / "two", TWO)[0]
    return {
        "ours": ours, "again": again, "memory": memory, "floor": floor, "encoding": encoding,
        "one": one, "two": two, "speech": cold - warm,
    }  # fmt: skip


def _scene(folder: Path) -> dict[str, float]:
    """Seconds a frame of what one scene shows."""
    frame, lines = _forward_pass(folder)
    return {"frame": frame, "lines": lines}


def _wants_film() -> bool:
    return os.environ.get("NEUROSCENES_BENCH") == "film"


def _entry(name: str, ours: float, anchor: float, bar: float) -> dict[str, Any]:
    ratio = ours / anchor
    found = {"name": name, "ours": ours, "anchor": anchor, "ratio": ratio, "bar": bar}
    return {**found, "holds": ratio <= bar}


def _compared(name: str, found: dict[str, list[float]], sides: str, bar: float) -> dict[str, Any]:
    """The round whose ratio is the middle one of all."""
    pairs = sorted(zip(*(found[side] for side in sides.split()), strict=True), key=_ratio)
    return _entry(name, *pairs[len(pairs) // 2], bar)


def _ratio(pair: tuple[float, float]) -> float:
    return pair[0] / pair[1]


def _render(
    names: tuple[str, ...], folder: Path, jobs: int, quality: str = "h"
) -> tuple[float, float]:
    """Seconds, and the largest memory of a worker in megabytes."""
    begin, memory = time.perf_counter(), 0.0
    with LocalWorkers(jobs) as workers:

        def listen(_jobs: Any, events: Any) -> Any:
            nonlocal memory
            for event in events:
                found = [_peak(worker.process.pid) for worker in workers._workers]
                memory = max([memory, *found])
                yield event

        options = RenderOptions(output=folder, quality=quality)
        outcome = render(list(names), SPOKEN, options, workers, listen=listen)
    assert not outcome.failures
    return time.perf_counter() - begin, memory


def _peak(process: int | None) -> float:
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / MEGABYTE if found else 0.0


def _count(video: Path) -> int:
    with av.open(str(video)) as opened:
        return int(opened.streams.video[0].frames)


def _in_processes(work: Any, tasks: list[tuple[Any, ...]]) -> float:
    begin = time.perf_counter()
    with get_context("spawn").Pool(cores()) as pool:
        pool.starmap(work, tasks, chunksize=1)
    return time.perf_counter() - begin


def _speak(scene: str, cache: Path | None) -> None:
    """All that is said in a scene; what the folder holds is said already."""
    from scenes.render.manim_session import dry_run
    from scenes.sound import piper

    if cache is not None:
        piper.speech_cache = lambda: cache
    dry_run(scene, SPOKEN)


def _write_still(folder: Path, frames: int) -> None:
    """Manim as it comes: one square, and a wait."""
    folder.mkdir()
    scene = folder / "still.py"
    scene.write_text(
        "from manim import Scene, Square\n\n"
        "class Still(Scene):\n    def construct(self):\n"
        f"        self.add(Square())\n        self.wait({(frames + 0.5) / RATE})\n",
        encoding="utf-8",
    )
    _manim(["render", "-qh", "--media_dir", str(folder / "media"), str(scene), "Still"])


def _manim(arguments: list[str]) -> None:
    ended = subprocess.run(
        # Else it would ask the network for newer versions, which is neither fair nor allowed.
        [sys.executable, "-m", "manim", *arguments, "--silent"],
        check=False,
        capture_output=True,
        text=True,
        cwd="/",
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def _decode(video: Path) -> None:
    with av.open(str(video)) as opened:
        for frame in opened.decode(video=0):
            frame.to_ndarray(format="rgba")


def _encode(video: Path) -> None:
    """The very frames, from pixels as the camera has them, through the encoder of the film."""
    from manim._config.video_encoder import VideoEncoderSpec

    from scenes.media.formats import FORMATS
    from scenes.render.frame_writer import SegmentEncoder

    options = tuple(sorted(FORMATS["mp4"].render_settings.items()))
    spec = VideoEncoderSpec("mp4", "libx264", "yuv420p", 1920, 1080, Fraction(RATE), options)
    with tempfile.TemporaryDirectory() as folder, av.open(str(video)) as opened:
        encoder = SegmentEncoder(target=Path(folder) / "again.mp4", spec=spec)
        for frame in opened.decode(video=0):
            encoder.write_frame(frame.to_ndarray(format="rgba"))
        encoder.finish()


def _forward_pass(folder: Path) -> tuple[float, float]:
    """Seconds a frame: ours over the whole scene, manim's with every connection a Line."""
    one, _ = _render(("ForwardPass",), folder / "forward", 1)
    ours = one / _count(folder / "forward" / "ForwardPass.mp4")
    scene = folder / "lines.py"
    scene.write_text(_LINES, encoding="utf-8")
    counts = (1, 1 + LINE_FRAMES)
    took = []
    for count in counts:
        begin = time.perf_counter()
        environment = {**os.environ, "LINE_FRAMES": str(count), "PYTHONPATH": str(Path.cwd())}
        subprocess.run(
            [sys.executable, "-m", "manim", "render", "-qh", "--media_dir", str(folder / "lines"),
             "--disable_caching", str(scene), "Lines"],
            check=True, capture_output=True, env=environment,
        )  # fmt: skip
        took.append(time.perf_counter() - begin)
    return ours, (took[1] - took[0]) / LINE_FRAMES


_LINES = """
import os
import numpy as np
from manim import Line, Scene, UpdateFromAlphaFunc, VGroup

class Lines(Scene):
    def construct(self):
        ends = np.linspace(-3.5, 3.5, 16)
        lines = VGroup(
            Line([-5, y, 0], [0, e, 0], stroke_width=1)
            for y in np.linspace(-3.8, 3.8, 784) for e in ends
        )
        lines.add(*(Line([0, y, 0], [3, e, 0], stroke_width=1) for y in ends for e in ends))
        lines.add(*(Line([3, y, 0], [5, e, 0], stroke_width=1) for y in ends for e in ends[:10]))
        self.add(lines)

        def change(group, alpha):
            for number, line in enumerate(group):
                line.set_stroke(opacity=(number * 0.37 + alpha) % 1)

        frames = int(os.environ["LINE_FRAMES"])
        self.play(UpdateFromAlphaFunc(lines, change), run_time=(frames - 0.5) / 60)
"""


def _starts(folder: Path) -> tuple[float, float]:
    """Seconds: from our command to the first encoded frame, and manim's for an empty scene."""
    scene = folder / "empty.py"
    scene.write_text(
        "from manim import Scene\n\nclass Empty(Scene):\n    def construct(self):\n"
        f"        self.wait({1.5 / RATE})\n",
        encoding="utf-8",
    )
    ours, manims = [], []
    for number in range(STARTS):
        ours.append(_first_frame(folder / f"start-{number}"))
        begin = time.perf_counter()
        _manim(["render", "-qh", "--media_dir", str(folder / f"e{number}"), str(scene), "Empty"])
        manims.append(time.perf_counter() - begin)
    return median(ours), median(manims)


def _pictures(folder: Path) -> list[float]:
    """Seconds from a changed line of a scene, in a copy of the code, to its section's picture."""
    scene, section = SECTION
    for package in (network, scenes):
        there = Path(package.__path__[0])
        shutil.copytree(there, folder / "code" / there.name)
    shutil.copytree(ASSETS, folder / "code" / ASSETS.name)
    (line,) = (folder / "code" / "scenes").rglob(f"{entry(scene).module.rpartition('.')[2]}.py")
    program = subprocess.Popen(
        [sys.executable, "-c", "from scenes.cli import main; main()", "sheet", scene, "--watch",
         "--section", section, "--output", str(folder)],
        cwd=folder / "code", stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    took = []
    assert program.stdout is not None
    program.stdout.readline()
    for number in range(STARTS):
        begin = time.perf_counter()
        with line.open("a", encoding="utf-8") as code:
            code.write(f"CHANGED = {number}\n")
        program.stdout.readline()
        took.append(time.perf_counter() - begin)
    program.terminate()
    program.communicate()
    return took


def _large(scene: str, folder: Path) -> tuple[float, float]:
    """Seconds that a scene takes at 4K60, and that it lasts."""
    took, _ = _render((scene,), folder, TWO, "k")
    return took, _count(folder / f"{scene}.mp4") / QUALITIES["k"][2]


def _first_frame(folder: Path) -> float:
    begin = time.perf_counter()
    program = subprocess.Popen(
        [sys.executable, "-c", "from scenes.cli import main; main()", "render",
         "ANeuronHoldsANumber", "--voice", "default", "--jobs", "1", "--output", str(folder)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    while not any(path.stat().st_size for path in folder.rglob("sections/*.mp4")):
        time.sleep(0.01)
        assert program.poll() is None, program.communicate()
    took = time.perf_counter() - begin
    program.terminate()
    program.communicate()
    return took
