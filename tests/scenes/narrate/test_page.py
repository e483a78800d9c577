"""The page in a real browser: Debian's Chromium with a microphone that hears a file."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

pytest.importorskip("uvicorn", reason="the extra `draw` is not installed")

from scenes.editions.script import from_rows
from scenes.media.sound_files import SAMPLE_RATE
from scenes.narrate.app import HOST, make_app
from scenes.narrate.takes import Takes
from scenes.serving.server import PageServer, open_socket, url_of
from scenes.sound.recordings import Recordings, script_rows
from scenes.subject.settings import Settings

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium"),
    pytest.mark.xdist_group("browser"),
]

ROOT = Path(__file__).resolve().parents[3]
FIRST, SECOND, THIRD = (
    "Bias-its-sums-1",
    "Bias-without-a-bias-1",
    "TheWeightedSum-weight-times-pixel-1",
)
SPOKEN, SILENCE = 1.2, 2.6
"""Seconds that the microphone hears, and the silence before."""
SILENT_MICROPHONE = """navigator.mediaDevices.getUserMedia = async () =>
    new AudioContext().createMediaStreamDestination().stream;"""
NO_MICROPHONE = """navigator.mediaDevices.getUserMedia = async () => {
    throw new DOMException("taken by another program", "%s"); };"""


@pytest.fixture(scope="module")
def browser(make_take, tmp_path_factory):
    heard = tmp_path_factory.mktemp("microphone") / "heard.wav"
    heard.write_bytes(make_take(SPOKEN, offset=SILENCE))
    options = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-audio-capture={heard}%noloop",
    ]
    options += ["--no-sandbox"] if os.geteuid() == 0 else []  # root's Chromium has no other way
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        browser.close()


@pytest.fixture
def serve(folder, script):
    """Serve the page of the script, in a language."""
    running = []

    def serve(language="en"):
        settings = Settings(language=language)
        app = make_app(settings, Takes(folder, script), ["Bias", "TheWeightedSum"])
        listening, ready = open_socket(HOST, 0), threading.Event()
        server = PageServer(app, ready.set)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        running.append((server, thread, listening))
        assert ready.wait(20)
        return url_of(listening)

    yield serve
    for server, thread, listening in running:
        server.should_exit = True
        thread.join(20)
        listening.close()


@pytest.fixture
def visit(browser):
    """Open a page, which must neither complain nor ask another host."""
    opened = []

    def visit(url, *, width=1280, before=""):
        context = browser.new_context(viewport={"width": width, "height": 860})
        page = context.new_page()
        page.add_init_script(before)
        page.complaints, page.asked = [], []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(url)
        page.wait_for_selector("html[data-ready]")
        opened.append((context, page, url.partition("#")[0]))
        return page

    yield visit
    for context, page, url in opened:
        context.close()
        assert page.complaints == []
        assert [asked for asked in page.asked if not asked.startswith((url, f"blob:{url}"))] == []


def record(page, key="r"):
    """Record what the microphone hears, after its silence."""
    page.keyboard.press(key)
    page.wait_for_selector("html[data-state=recording]")
    page.wait_for_timeout(1000 * (SILENCE + SPOKEN))
    page.keyboard.press(key)
    page.wait_for_selector("html[data-state=idle]")


def status(page):
    return page.locator("#status").inner_text()


def line_shown(page):
    return page.locator("#line").inner_text()


def test_a_line_is_recorded_by_the_command_and_the_page_and_is_heard(visit, tmp_path):
    command = [sys.executable, "-c", "from scenes.cli import main; main()"]
    process = subprocess.Popen(
        [
            *(*command, "narrate", "Bias", "--digit", "3", "--record"),
            *("--port", "0", "--no-open", "--output", str(tmp_path)),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        printed = [process.stdout.readline() for _ in range(3)]
        url = re.search(r"Read aloud: (http://127\.0\.0\.1:\d+/)", printed[2])[1]
        page = visit(url)
        folder = tmp_path / "narration"
        lines = from_rows(script_rows(folder))
        assert line_shown(page) == lines[0].written
        assert page.locator("#said").inner_text() == f"Said: {lines[0].spoken}"
        assert page.locator("#command").inner_text() == (
            f"neuroscenes render Bias --digit 3 --voice {folder}"
        )
        record(page)
        told = float(re.fullmatch(r"Saved: ([\d.]+) s of speech\.", status(page))[1])
        assert told == pytest.approx(SPOKEN, abs=0.15)
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=20)[0].endswith("Stopped.\n")
        assert process.returncode == 0
    finally:
        process.kill()
        process.communicate()
    recordings = Recordings(folder)
    found = recordings.speech_samples(lines[0].id, lines[0].spoken)
    assert len(found) / SAMPLE_RATE == pytest.approx(SPOKEN, abs=0.15)
    faults = recordings.faults({line.id: line.spoken for line in lines}, "it stays silent")
    assert all(fault.startswith(("no recording of", "... and")) for fault in faults)


def test_a_take_is_made_listened_to_and_the_next_line_follows(visit, serve, folder):
    page = visit(serve())
    assert page.locator("#done").inner_text() == "0 of 3 recorded"
    assert page.get_by_role("button", name="Listen").is_disabled()
    page.get_by_label("Go to the next missing line").check()
    page.get_by_role("button", name="Next line").click()
    assert line_shown(page) == "It fires."
    assert page.locator("#said").is_hidden()
    record(page, " ")
    assert status(page).startswith("Saved: 1.")
    assert page.locator("#done").inner_text() == "1 of 3 recorded"
    assert line_shown(page) == "−0.84.", "it goes on by itself"
    page.keyboard.press("ArrowLeft")
    assert status(page) == "Recorded"
    with page.expect_response(f"**/api/takes/{SECOND}") as answer:
        page.keyboard.press("l")
    assert answer.value.ok
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert line_shown(page) == "Over 10 images."
    assert [path.name for path in folder.glob("*.wav")] == [f"{SECOND}.wav"]


def test_escape_throws_a_take_away(visit, serve, folder):
    page = visit(serve())
    for state in ("counting", "recording"):
        page.keyboard.press("r")
        page.wait_for_selector(f"html[data-state={state}]")
        assert page.get_by_role("button", name="Next line").is_disabled()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Escape")
        page.wait_for_selector("html[data-state=idle]")
        assert status(page) == "Not recorded yet"
    assert line_shown(page) == "Over 10 images."
    assert list(folder.glob("*.wav")) == []


def test_one_goes_on_where_one_stopped(visit, serve, folder, make_take):
    folder.mkdir()
    (folder / f"{FIRST}.wav").write_bytes(make_take())
    (folder / "script.csv").write_text(f"id,spoken\n{FIRST},Over ten images.\n")
    url = serve()
    page = visit(url)
    assert line_shown(page) == "It fires."
    page.keyboard.press("ArrowRight")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert line_shown(page) == "−0.84.", "a page that is loaded anew stays where it was"


def test_a_recording_of_other_words_is_shown(visit, serve, folder, make_take):
    folder.mkdir()
    (folder / f"{THIRD}.wav").write_bytes(make_take())
    (folder / "script.csv").write_text(f"id,spoken\n{THIRD},Zero point two.\n")
    page = visit(serve() + f"#{THIRD}")
    assert status(page) == "Recorded of other words: Zero point two."
    assert page.get_by_role("button", name="Record again").is_visible()
    assert page.locator("#done").inner_text() == "0 of 3 recorded"


def test_silence_is_said_and_not_saved(visit, serve, folder):
    page = visit(serve(), before=SILENT_MICROPHONE)
    page.keyboard.press("r")
    page.wait_for_selector("html[data-state=recording]")
    page.keyboard.press("r")
    page.wait_for_selector("#notice:not([hidden])")
    assert page.locator("#notice").inner_text() == (
        "It is not saved: nothing was heard; is the microphone on?"
    )
    assert page.complaints.pop().startswith("Failed to load resource: the server responded with")
    assert list(folder.glob("*.wav")) == []


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("NotAllowedError", "may not be used: allow it"),
        ("NotFoundError", "No microphone was found"),
    ],
)
def test_without_a_microphone_it_says_what_to_do(visit, serve, error, words):
    page = visit(serve(), before=NO_MICROPHONE % error)
    page.get_by_role("button", name="Record", exact=True).click()
    page.wait_for_selector("#notice:not([hidden])")
    assert words in page.locator("#notice").inner_text()
    assert page.get_by_role("button", name="Record", exact=True).is_enabled()


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("de", 400)])
def test_axe_finds_nothing_and_nothing_sticks_out(visit, serve, folder, *, language, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    folder.mkdir()
    (folder / f"{SECOND}.wav").write_bytes(b"taken for a recording")
    page = visit(serve(language), width=width)
    page.locator("summary").click()
    for state in ("idle", "recording"):
        if state == "recording":
            page.keyboard.press("r")
        page.wait_for_selector(f"html[data-state={state}]")
        found = axe.run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for button in page.locator("button:visible").all():
            assert button.evaluate("button => button.scrollWidth <= button.clientWidth + 1")


def test_a_german_page_speaks_german_throughout(visit, serve, folder, make_take):
    folder.mkdir()
    (folder / f"{SECOND}.wav").write_bytes(make_take())
    page = visit(serve("de"))
    page.locator("summary").click()
    page.keyboard.press("r")
    page.wait_for_selector("html[data-state=recording]")
    page.wait_for_timeout(200)
    seen = page.evaluate("""() => [document.title, document.body.innerText,
        document.querySelector("#time").dataset.text,
        ...Array.from(document.querySelectorAll("[aria-label]"), e => e.ariaLabel)].join("\\n")""")
    english = {"the", "of", "record", "line", "next", "listen", "recorded", "microphone", "missing"}
    captions = ("Over 10 images.", "Over ten images.", "It fires.", "zero point eight four")
    for text in (*captions, str(folder)):
        seen = seen.replace(text, "")
    assert english & set(re.findall(r"[a-z]+", seen.lower())) == set()
    for text in ("Aufgenommen", "Noch nicht aufgenommen", "Nächste Zeile", "3,5 s"):
        assert text in seen
    assert re.search(r"Aufnahme: \d+,\d", seen)
    assert not re.findall(r"\{\w+\}", seen), "every slot is filled"
