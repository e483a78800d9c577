from __future__ import annotations

import io
import re
import wave
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("starlette", reason="the extra `draw` is not installed")
pytest.importorskip("httpx2", reason="httpx2 is not installed")

from network.paths import ASSETS
from scenes.catalog import CATALOG
from scenes.narrate.app import PAGE, SHARED, TAKE_BYTES, WORDS, command_of
from scenes.serving.page_files import page_files
from scenes.subject.settings import Settings

FIRST = "Bias-its-sums-1"
TAKES = f"/api/takes/{FIRST}"
WAV = {"content-type": "audio/wav"}
OTHER_HOST = re.compile(r"(?:https?:)?//[\w.-]+\.\w|\bimport\([\"']http|url\(\s*[\"']?//")
FILES = page_files([*PAGE.iterdir(), *(ASSETS / "draw" / name for name in SHARED)], WORDS)


def assert_refused(answer, status):
    """A clear answer: the status, and one line that says what is wrong."""
    assert answer.status_code == status
    assert set(answer.json()) == {"error"}
    assert answer.json()["error"]
    assert "\n" not in answer.json()["error"]


def test_the_page_may_use_the_microphone_and_nothing_else(client):
    answer = client.get("/")
    policy = answer.headers["content-security-policy"]
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in policy
    assert "media-src blob:" in policy
    assert "connect-src 'self'" in policy
    assert "unsafe" not in policy
    assert "microphone=(self)" in answer.headers["permissions-policy"]
    assert "camera=()" in answer.headers["permissions-policy"]
    assert answer.headers["x-frame-options"] == "DENY"


def test_everything_that_the_page_needs_is_served(client):
    needed = set()
    for content, _ in FILES.values():
        text = content.decode()
        needed |= set(re.findall(r'(?:src|href|addModule)[=(]"(/[^"]*)"', text))
        needed |= {f"/page/{name}" for name in re.findall(r'from "\./([^"]+)"', text)}
    assert needed == {f"/page/{name}" for name in FILES} - {"/page/index.html"}
    for path in sorted(needed):
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_page_names_no_other_host_and_brings_no_inline_code(name):
    text = re.sub(r'xmlns(:\w+)?="[^"]+"', "", FILES[name][0].decode())
    assert not OTHER_HOST.findall(text)
    assert not re.findall(r"<script>|\son\w+=|innerHTML|eval\(", text)
    if name.endswith(".html"):
        assert " style=" not in text


def test_every_message_of_the_scripts_is_in_the_catalog_and_is_used():
    code = "".join(path.read_text("utf-8") for path in PAGE.glob("*.js"))
    said = set(re.findall(r'_\(\s*"((?:[^"\\]|\\.)*)"', code))
    assert said == set(WORDS)


def test_the_script_is_told_line_by_line(client, takes, make_take):
    takes.keep("Bias-without-a-bias-1", make_take())
    told = client.get("/api/script").json()
    first, second, third = told["lines"]
    assert first["written"] == "Over 10 images."
    assert first["spoken"] == "Over ten images."
    assert first["seconds"] == 3.5
    assert (first["title"], third["title"]) == ("Bias", "The weighted sum")
    assert first["picture"].startswith("Handwritten digits have piled up")
    assert [line["state"] for line in (first, second, third)] == ["missing", "recorded", "missing"]


def test_german_words_and_titles(german_client):
    told = german_client.get("/api/script").json()
    assert told["lines"][0]["title"] == "Der Bias"
    assert told["lines"][0]["picture"].startswith("Handgeschriebene Ziffern haben sich")
    assert "Den Film vorlesen" in german_client.get("/").text
    assert "Noch nicht aufgenommen" in german_client.get("/page/catalog.js").text
    assert_refused(german_client.get(TAKES), 404)
    assert "noch nicht aufgenommen" in german_client.get(TAKES).json()["error"]


def test_a_take_is_kept_and_comes_back_as_the_film_will_have_it(client, folder, make_take):
    answer = client.post(TAKES, content=make_take(1.2), headers=WAV)
    assert answer.status_code == 201
    assert answer.json()["seconds"] == pytest.approx(1.2, abs=0.06)
    assert (folder / f"{FIRST}.wav").read_bytes() == make_take(1.2)
    back = client.get(TAKES)
    assert back.headers["content-type"] == "audio/wav"
    with wave.open(io.BytesIO(back.content)) as file:
        assert file.getnframes() / file.getframerate() == pytest.approx(1.2, abs=0.06)
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    assert np.abs(samples).max() > 8000, "it was brought to the loudness of speech"


def test_silence_and_nonsense_are_refused_in_words(client, folder, make_take):
    silent = client.post(TAKES, content=make_take(level=0), headers=WAV)
    assert_refused(silent, 422)
    assert silent.json()["error"] == "nothing was heard; is the microphone on?"
    assert_refused(client.post(TAKES, content=b"RIFF but no sound", headers=WAV), 422)
    assert [path.name for path in folder.iterdir()] == ["script.csv"]


@pytest.mark.parametrize(
    "line",
    [
        "no-such-line-1",
        FIRST.lower(),
        f"{FIRST}.wav",
        "..%2Fevil",
        "%2e%2e%2fevil",
        "..%5Cevil",
        "%2Ftmp%2Fevil",
        "script.csv",
        "%00",
    ],
)
def test_only_lines_of_the_script_are_kept(client, folder, make_take, line):
    answer = client.post(f"/api/takes/{line}", content=make_take(), headers=WAV)
    assert_refused(answer, 404)
    assert_refused(client.get(f"/api/takes/{line}"), 404)
    assert [path.name for path in folder.iterdir()] == ["script.csv"]
    assert list(folder.parent.iterdir()) == [folder]


def test_too_much_is_refused_announced_or_not(client, folder):
    assert_refused(client.post(TAKES, content=bytes(TAKE_BYTES + 1), headers=WAV), 413)
    pieces = (bytes(1_000_000) for _ in range(TAKE_BYTES // 1_000_000 + 2))
    assert_refused(client.post(TAKES, content=pieces, headers=WAV), 413)
    assert [path.name for path in folder.iterdir()] == ["script.csv"]


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data", "audio/webm", ""])
def test_what_a_form_of_another_site_can_send_is_refused(client, make_take, kind):
    assert_refused(client.post(TAKES, content=make_take(), headers={"content-type": kind}), 415)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"host": "evil.example:8790"},
    ],
    ids=str,
)
def test_another_site_neither_writes_nor_listens(client, folder, make_take, headers):
    assert_refused(client.post(TAKES, content=make_take(), headers=WAV | headers), 403)
    assert_refused(client.get("/api/script", headers=headers), 403)
    assert_refused(client.get(TAKES, headers=headers), 403)
    assert [path.name for path in folder.iterdir()] == ["script.csv"]


def test_a_full_disk_is_said(client, takes, make_take, monkeypatch):
    def no_space(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(takes, "keep", no_space)
    answer = client.post(TAKES, content=make_take(), headers=WAV)
    assert_refused(answer, 507)
    assert "No space left on device" in answer.json()["error"]


def test_a_recording_that_is_broken_is_said_when_it_is_to_be_heard(client, folder):
    (folder / f"{FIRST}.mp3").write_bytes(b"no sound")
    answer = client.get(TAKES)
    assert_refused(answer, 422)
    assert f"{FIRST}.mp3: can't be decoded as sound" in answer.json()["error"]


@pytest.mark.parametrize(
    ("settings", "names", "command"),
    [
        (Settings(), [s.name for s in CATALOG], "neuroscenes film --voice 'my voice'"),
        (Settings(digit=3), ["Bias"], "neuroscenes render Bias --digit 3 --voice 'my voice'"),
        (
            Settings(
                model=Path("my.npz"),
                activations=("relu", "softmax"),
                input_inverted=True,
                language="de",
            ),
            ["Bias", "Recap"],
            (
                "neuroscenes render Bias Recap --model my.npz --activations relu,softmax"
                " --input-inverted --language de --voice 'my voice'"
            ),
        ),
    ],
)
def test_the_command_renders_what_was_read(settings, names, command):
    assert command_of(settings, names, Path("my voice")) == command
