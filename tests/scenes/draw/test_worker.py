from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from network.digits.pen_drawing import PenDrawing
from scenes.subject.settings import Settings

ROOT = Path(__file__).resolve().parents[3]


def ordered(folder, **changes):
    return {
        "folder": str(folder),
        "scene": "ANeuronHoldsANumber",
        "quality": "l",
        "burn_captions": False,
        "settings": Settings(image=folder / "drawing.png", palette="colorblind").as_json(),
        **changes,
    }


def run_worker(order, *, closes=False):
    process = subprocess.Popen(
        [sys.executable, "-m", "scenes.draw.worker"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    process.stdin.write(json.dumps(order) + "\n")
    process.stdin.flush()
    if closes:
        process.communicate(timeout=60)
        return process.returncode, []
    # Standard input stays open until the end: where it closes, the worker thinks that nobody waits.
    lines = process.stdout.readlines()
    code = process.wait(60)
    process.communicate()
    return code, [json.loads(line) for line in lines]


def test_a_picture_without_a_digit_is_told_in_one_line(tmp_path):
    Image.new("L", (280, 280)).save(tmp_path / "drawing.png")
    code, messages = run_worker(ordered(tmp_path))
    assert code == 1
    assert "expected a digit on paper" in messages[-1]["error"]


def test_a_worker_that_nobody_waits_for_ends(tmp_path, three):
    PenDrawing.from_json(three).save(tmp_path / "drawing.png")
    code, _ = run_worker(ordered(tmp_path), closes=True)
    assert code != 0
    assert not (tmp_path / "ANeuronHoldsANumber.mp4").exists()


@pytest.mark.slow
def test_a_worker_films_the_drawing_and_tells_how_far_it_is(tmp_path, three):
    PenDrawing.from_json(three).save(tmp_path / "drawing.png")
    code, messages = run_worker(ordered(tmp_path))
    assert code == 0
    seconds = [message["seconds"] for message in messages]
    assert seconds == sorted(seconds)
    record = json.loads((tmp_path / "ANeuronHoldsANumber.json").read_text())
    assert record["options"]["palette"] == "colorblind"
    assert len(seconds) > len(record["sections"])
    assert seconds[-1] == pytest.approx(record["seconds"], abs=1e-3)
    assert (tmp_path / "ANeuronHoldsANumber.mp4").stat().st_size > 10_000
