"""A script of three lines, takes of it, and a page that asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from scenes.editions.script import ScriptLine
from scenes.media.sound_files import SAMPLE_RATE, wav_bytes
from scenes.narrate.takes import Takes
from scenes.subject.settings import Settings

if TYPE_CHECKING:
    from starlette.testclient import TestClient

HOST = "127.0.0.1:8790"
NAMES = ["Bias", "TheWeightedSum"]


def line(line_id: str, written: str, spoken: str) -> ScriptLine:
    return ScriptLine(line_id, line_id.partition("-")[0], 0.0, 3.5, written, spoken)


@pytest.fixture
def script() -> list[ScriptLine]:
    """Two lines of one scene, one of another."""
    return [
        line("Bias-its-sums-1", "Over 10 images.", "Over ten images."),
        line("Bias-without-a-bias-1", "It fires.", "It fires."),
        line("TheWeightedSum-weight-times-pixel-1", "−0.84.", "Minus zero point eight four."),
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the takes lie."""
    return tmp_path / "narration"


@pytest.fixture
def takes(folder, script) -> Takes:
    """Takes of the script, none of them made."""
    return Takes(folder, script)


def a_take(seconds: float = 1.0, level: float = 0.1, offset: float = 0.5) -> bytes:
    """Syllables between silences, as a WAV file."""
    times = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    voice = sum(np.sin(2 * np.pi * 170 * n * times) / n for n in range(1, 20))
    voice *= level * (0.6 + 0.4 * np.cos(2 * np.pi * 3 * times))
    silence = np.zeros(round(offset * SAMPLE_RATE))
    return wav_bytes(np.concatenate([silence, voice, silence]).astype(np.float32))


@pytest.fixture(scope="session")
def make_take():
    """Make a take: see `a_take`."""
    return a_take


def serving(settings: Settings, takes: Takes) -> TestClient:
    pytest.importorskip("httpx2", reason="httpx2 is not installed")
    testclient = pytest.importorskip("starlette.testclient", reason="starlette is not installed")
    from scenes.narrate.app import make_app

    return testclient.TestClient(make_app(settings, takes, NAMES), base_url=f"http://{HOST}")


@pytest.fixture
def client(takes) -> Iterator[TestClient]:
    """A page's view of the server."""
    with serving(Settings(digit=3), takes) as client:
        yield client


@pytest.fixture
def german_client(takes) -> Iterator[TestClient]:
    """The same of a server that speaks German."""
    with serving(Settings(language="de"), takes) as client:
        yield client
