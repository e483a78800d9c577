"""The real server of the page to draw on, under requests that no page sends."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

pytest.importorskip("uvicorn", reason="the extra `draw` is not installed")

from network.digits.drawn_digits import drawn_digit, stroke_path
from scenes.draw.clip_queue import WAITING_CLIPS

ROOT = Path(__file__).resolve().parents[3]
NOBODY = 65_534
STROKES = [1000 * (0.7 * stroke_path(stroke, 40) + 0.15) for stroke in drawn_digit(3).strokes]
DRAWING = {"strokes": [stroke.round().tolist() for stroke in STROKES], "smooth": False}
REQUESTS = 250
LONGEST_SECONDS = 5.0
MOST_MEGABYTES = 1000


def the_order(scene="Bias"):
    return {
        "drawing": DRAWING,
        "scene": scene,
        "quality": "l",
        "aspect": "16:9",
        "burn_captions": False,
    }


@pytest.fixture(scope="module")
def hostile_request():
    place = ROOT / "tests" / "fuzz" / "hostile_requests.py"
    spec = importlib.util.spec_from_file_location(place.stem, place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.hostile_request


@pytest.fixture
def draw():
    """Run `neuroscenes draw` as a user; ended with the test, which gets all that it wrote."""
    running = []

    def begin(output, **more):
        code = "from scenes.cli import main; main()"
        options = ("draw", "--no-open", "--port", "0", "--output", str(output))
        process = subprocess.Popen(
            [sys.executable, "-c", code, *options],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1", "HOME": str(output)},
            **more,
        )
        running.append(process)
        line = process.stdout.readline()
        assert "http://" in line, line + process.communicate()[0]
        host, port = re.search(r"http://([\d.]+):(\d+)/", line).groups()
        return process, (host, int(port))

    yield begin
    for process in running:
        process.kill()
        process.communicate()


def ask(address, request, patience=20.0):
    """What comes before the server hangs up or falls silent, and how soon it came."""
    begin, answer, seconds = time.monotonic(), b"", 0.0
    try:
        with socket.create_connection(address, timeout=30) as connection:
            connection.settimeout(patience)
            connection.sendall(request)
            while piece := connection.recv(65_536):
                seconds = seconds or time.monotonic() - begin
                answer += piece
    except (TimeoutError, ConnectionError):
        pass
    return answer, seconds


def an_order(address, order):
    body = json.dumps(order).encode()
    lines = (
        "POST /api/clips HTTP/1.1",
        "Host: {}:{}".format(*address),
        "Content-Type: application/json",
        "Connection: close",
        f"Content-Length: {len(body)}",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def a_get(path):
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()


def json_of(answer):
    return json.loads(answer.partition(b"\r\n\r\n")[2])


def ended(address, key):
    for _ in range(300):
        answer, _ = ask(address, a_get(f"/api/clips/{key}"))
        assert answer.startswith(b"HTTP/1.1 200"), answer
        if json_of(answer)["state"] not in ("queued", "running"):
            return json_of(answer)
        time.sleep(0.05)
    pytest.fail("the clip never ended")


def test_whatever_comes_is_answered_or_dropped(draw, hostile_request, tmp_path):
    process, address = draw(tmp_path)
    authority = "{}:{}".format(*address)
    random = Random(17)  # noqa: S311 - nothing secret
    requests = [hostile_request(random, authority, the_order("Recap")) for _ in range(REQUESTS)]
    requests += [an_order(address, the_order("Recap"))] * 10
    with ThreadPoolExecutor(60) as pool:
        answers = list(pool.map(lambda each: ask(address, each, 0.5), requests))
    statuses = {answer[9:12] for answer, _ in answers}
    states = [clip["state"] for clip in json_of(ask(address, a_get("/api/clips"))[0])]
    assert states == ["running"] + ["queued"] * WAITING_CLIPS
    assert {b"200", b"400", b"403", b"404", b"415"} <= statuses
    assert not {status for status in statuses if status.startswith(b"5")}
    assert max(seconds for _, seconds in answers) < LONGEST_SECONDS
    peak = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process.pid}/status").read_text())
    assert int(peak[1]) < 1000 * MOST_MEGABYTES
    process.terminate()
    assert process.communicate(timeout=20)[0] == ""


@pytest.mark.skipif(os.name != "posix", reason="folders have no modes here")
def test_a_folder_that_cannot_be_written_is_told_and_the_queue_goes_on(draw):
    with TemporaryDirectory() as outer:  # pytest's own can't be reached by others
        Path(outer).chmod(0o755)
        output, other = Path(outer, "drawn"), {}
        output.mkdir()
        if os.geteuid() == 0:  # whom no mode keeps out
            os.chown(output, NOBODY, NOBODY)
            other = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        _, address = draw(output, **other)
        try_modes(output, address)


def try_modes(output, address):
    for mode in (0o500, 0o000, 0o100, 0o500):
        output.chmod(mode)
        clip = ended(address, json_of(ask(address, an_order(address, the_order()))[0])["key"])
        assert clip["state"] == "failed"
        assert clip["error"] == "the server can't use its folder: Permission denied"
    output.chmod(0o700)
    key = json_of(ask(address, an_order(address, the_order("Recap")))[0])["key"]
    for _ in range(200):
        if list(output.glob(f"*/Recap-{key}/drawing.png")):
            break
        time.sleep(0.05)
    else:
        pytest.fail("nothing is filmed any more")
