"""A published site in a real browser: Chromium, with no way out to other machines."""

from __future__ import annotations

import html
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from scenes.editions.clips.cutting import cut_scene
from scenes.editions.clips.publication import Publication
from scenes.editions.film import join
from scenes.editions.site.site import write_site
from scenes.subject.render_options import RenderOptions
from scenes.subject.settings import Settings

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
OWN = ("file://", "data:", "blob:", "http://127.0.0.1:")
PLAYS = "video => !video.paused && video.currentTime > 0.2"


@pytest.fixture(scope="module")
def site(studio, tmp_path_factory) -> Path:
    options = RenderOptions(quality="l", output=tmp_path_factory.mktemp("renders"))
    publication = Publication(Settings(), options)
    scenes = {
        name: studio.write_scene(name, options, key_frames=name == "Bias")
        for name in ("ForwardPass", "Bias")
    }
    join(scenes, options)
    entries = [entry for scene in scenes.values() for entry in cut_scene(scene, publication)]
    return write_site(scenes, entries, publication).index.parent


@pytest.fixture(scope="module")
def tall_site(studio, tmp_path_factory) -> Path:
    """The page of a film for phones, with captions burnt in."""
    options = RenderOptions(
        quality="l", burn_captions=True, output=tmp_path_factory.mktemp("renders")
    )
    publication = Publication(Settings(aspect="9:16"), options, formats=("mp4",))
    scenes = {
        name: studio.write_scene(name, options, settings=publication.settings, size=(360, 640))
        for name in ("ForwardPass", "Bias")
    }
    join(scenes, options)
    entries = [entry for scene in scenes.values() for entry in cut_scene(scene, publication)]
    return write_site(scenes, entries, publication).index.parent


class Quiet(SimpleHTTPRequestHandler):
    """A simple server: it sends files only whole, as many do."""

    def log_message(self, *_):
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a folder on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def served(site) -> Iterator[str]:
    with serving(site) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    options = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    if os.geteuid() == 0:
        options.append("--no-sandbox")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(Path(found).resolve()), args=options)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, site):
    """Open a page of the site from the disk, or at an address of this machine.

    Afterwards nothing has been asked of any other one.
    """
    contexts, asked, wrong = [], [], []

    def opened(name: str, **options) -> Any:
        context = browser.new_context(**options)
        contexts.append(context)
        if options.get("java_script_enabled", True):
            context.grant_permissions(["clipboard-read", "clipboard-write"])
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.goto(name if "://" in name else (site / name).as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert asked
    assert [url for url in asked if not url.startswith(OWN)] == []
    assert wrong == []


def tab_to(page, selector: str, *, at_most: int = 60) -> None:
    """Press the tab key until an element is reached, as somebody without a mouse does."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        if page.evaluate("([s]) => document.activeElement.matches(s)", [selector]):
            outline = page.evaluate(
                "() => { const style = getComputedStyle(document.activeElement);"
                " return style.outlineStyle + style.outlineWidth; }"
            )
            assert outline == "solid3px", f"{selector} has the focus, and it can't be seen"
            return
    pytest.fail(f"{selector} is not reached by the tab key")


def plays(page, selector: str) -> None:
    video = page.locator(selector)
    handle = video.element_handle()
    page.wait_for_function(PLAYS, arg=handle)
    assert video.evaluate("video => video.error") is None


def captions_are_in_step(video, cues) -> None:
    """At the middle of every cue its text is shown, and it is shown by itself.

    On pages of the site it stands at the foot of the picture; elsewhere the browser shows it.
    """
    for start, end, text in cues:
        shown, mode = video.evaluate(
            """(video, seconds) => new Promise(done => {
                const [track] = video.textTracks;
                const caption = video.closest(".player")?.querySelector(".caption");
                video.pause();
                video.addEventListener("seeked", () => setTimeout(() => done([
                    caption ? caption.textContent
                        : Array.from(track.activeCues, cue => cue.text).join("|"), track.mode]),
                    60), {once: true});
                video.currentTime = seconds;
            })""",
            (start + end) / 2,
        )
        assert (shown, mode) in [(html.unescape(text), "hidden"), (text, "showing")]


def copied(page, name: str, clip: str = "01-its-sums") -> str:
    button = f"button[data-copy='{clip}-{name}']"
    tab_to(page, button)
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{button}.done")
    page.wait_for_function("() => document.getElementById('said').textContent !== ''")
    assert page.locator("#said").inner_text().startswith("Copied for ")
    return page.evaluate("() => navigator.clipboard.readText()")


class Hands:
    """What somebody does with a page."""

    PLAYS = PLAYS
    serving = staticmethod(serving)
    tab_to = staticmethod(tab_to)
    plays = staticmethod(plays)
    captions_are_in_step = staticmethod(captions_are_in_step)
    copied = staticmethod(copied)


@pytest.fixture
def hands() -> Hands:
    return Hands()
