"""Crowds of requests at the real server of a page: `python -m tests.fuzz.crowd --count 30000 draw`.

What is told: how often each status was answered (0: nothing came), the longest wait for the first
byte of an answer, and the most memory that the server took. It is a fault when it answers 500 or
more, writes anything, takes 1 GB, keeps somebody waiting for 5 s, or is not there afterwards.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from network.digits.drawn_digits import drawn_digit, stroke_path
from network.paths import ROOT
from tests.fuzz.hostile_requests import hostile_request

AT_ONCE = 60
PATIENCE_SECONDS = 0.5
"""How long a client waits for more: half a request is answered by nothing."""
LONGEST_SECONDS = 5.0
MOST_MEGABYTES = 1000
STROKES = [1000 * (0.7 * stroke_path(stroke, 40) + 0.15) for stroke in drawn_digit(3).strokes]
ORDER = {
    "drawing": {"strokes": [stroke.round().tolist() for stroke in STROKES], "smooth": False},
    "scene": "Recap",
    "quality": "l",
    "aspect": "16:9",
    "burn_captions": False,
}


def ask(address: tuple[str, int], request: bytes) -> tuple[int, float]:
    """Status of the answer, 0 if none comes, and after how many seconds it began."""
    begin, answer = time.monotonic(), b""
    try:
        with socket.create_connection(address, timeout=30) as connection:
            connection.settimeout(PATIENCE_SECONDS)
            connection.sendall(request)
            answer = connection.recv(65_536)
            seconds = time.monotonic() - begin
            while connection.recv(65_536):
                pass
    except (TimeoutError, ConnectionError):
        pass
    found = re.match(rb"HTTP/1.1 (\d{3})", answer)
    return (int(found[1]), seconds) if found else (0, 0.0)


@contextmanager
def serving(options: list[str]) -> Iterator[tuple[subprocess.Popen[str], tuple[str, int]]]:
    """A server, and where it listens."""
    code = "from scenes.cli import main; main()"
    command = [sys.executable, "-c", code, *options, "--no-open", "--port", "0"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)},
    ) as process:
        try:
            assert process.stdout is not None
            for line in process.stdout:
                if found := re.search(r"http://([\d.]+):(\d+)/", line):
                    yield process, (found[1], int(found[2]))
                    break
        finally:
            process.kill()


def crowd(options: list[str], count: int, seed: int) -> dict[str, Any]:
    """Send so many requests, and tell what came of them."""
    with serving(options) as (process, address):
        authority = "{}:{}".format(*address)
        statuses: Counter[int] = Counter()
        longest = 0.0

        def send(number: int) -> tuple[int, float]:
            rng = Random(f"{seed} {number}")
            return ask(address, hostile_request(rng, authority, ORDER))

        with ThreadPoolExecutor(AT_ONCE) as pool:
            for status, seconds in pool.map(send, range(count)):
                statuses[status] += 1
                longest = max(longest, seconds)
        good = f"GET / HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n\r\n"
        last, _ = ask(address, good.encode())
        peak = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process.pid}/status").read_text())
        process.terminate()
        said, _ = process.communicate(timeout=60)
    return {
        "statuses": dict(sorted(statuses.items())),
        "longest_seconds": round(longest, 3),
        "peak_megabytes": int(peak[1]) // 1000 if peak else None,
        "last_status": last,
        "said": said,
    }


def faults(told: dict[str, Any]) -> list[str]:
    """What may not be."""
    return [
        name
        for name, is_one in {
            "a status of 500 or more": max(told["statuses"]) >= 500,
            "a long wait": told["longest_seconds"] > LONGEST_SECONDS,
            "much memory": (told["peak_megabytes"] or 0) > MOST_MEGABYTES,
            "the server is gone": told["last_status"] == 0,
            "it wrote something": told["said"] != "",
        }.items()
        if is_one
    ]


def main() -> int:
    """Run a crowd; 1 when there were faults."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.crowd", description=__doc__)
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--count", type=int, default=30_000)
    given, options = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as output:
        told = crowd([*(options or ["draw"]), "--output", output], given.count, given.seed)
    print(json.dumps({**told, "faults": faults(told)}))
    return int(bool(faults(told)))


if __name__ == "__main__":
    sys.exit(main())
