"""A folder of clips that can't be written: its visitor is told, and the next clip is filmed."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

pytest.importorskip("uvicorn", reason="the extra `draw` is not installed")

from network.paths import ROOT

NOBODY = 65_534


@pytest.fixture
def output():
    """A folder that is the server's own, also where the tests are root's."""
    with TemporaryDirectory() as outer:  # pytest's own can't be reached by others
        Path(outer).chmod(0o755)
        folder = Path(outer, "drawn")
        folder.mkdir()
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
        yield folder
        folder.chmod(0o700)


@pytest.fixture
def authority(output):
    """Host and port of a server whom modes keep out."""
    other = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    code = "from scenes.cli import main; main()"
    options = ("draw", "--no-open", "--port", "0", "--output", str(output))
    with subprocess.Popen(
        [sys.executable, "-c", code, *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "HOME": str(output)},
        **other,
    ) as process:
        line = process.stdout.readline()
        assert "http://" in line, line
        yield re.search(r"http://([^/]+)/", line)[1]
        process.kill()


def ask(authority, method, path, body=None):
    connection = http.client.HTTPConnection(authority, timeout=30)
    connection.request(method, path, body, {"content-type": "application/json"})
    answer = connection.getresponse()
    found = json.loads(answer.read())
    connection.close()
    assert answer.status in (200, 201), found
    return found


@pytest.mark.skipif(os.name != "posix", reason="folders have no modes here")
def test_it_is_told_and_the_queue_goes_on(output, authority, three, wait_for):
    def film(scene):
        order = json.dumps({"drawing": three, "scene": scene, "quality": "l"})
        return "/api/clips/" + ask(authority, "POST", "/api/clips", order)["key"]

    for mode in (0o500, 0o000, 0o100, 0o500):
        output.chmod(mode)
        clip = film("Bias")
        wait_for(lambda place=clip: ask(authority, "GET", place)["state"] == "failed")
        told = ask(authority, "GET", clip)["error"]
        assert told == "the server can't use its folder: Permission denied"
    output.chmod(0o700)
    key = film("Recap").rpartition("/")[2]
    wait_for(lambda: list(output.glob(f"*/Recap-{key}/drawing.png")))
