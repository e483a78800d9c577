"""The page in a real browser: Chromium, from a disk or this machine, with no way out to others."""

from __future__ import annotations

import html
import os
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from scenes.editions.clips.cutting import cut_scene
from scenes.editions.clips.publication import Publication
from scenes.editions.film import join
from scenes.editions.site.publish import publish
from scenes.editions.site.site import write_site
from scenes.subject.render_options import RenderOptions
from scenes.subject.settings import Settings

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
PAGES = ("index.html", "scenes/Bias.html", "clips/Bias/03-only-over-ten.html")
OWN = ("file://", "data:", "blob:", "http://127.0.0.1:")
PLAYS = "video => !video.paused && video.currentTime > 0.2"

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


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
def browser() -> Iterator[playwright.Browser]:
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

    def opened(name: str, **options) -> playwright.Page:
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


def test_a_clip_plays_by_the_keyboard_with_its_captions(open_page, site, webvtt):
    page = open_page("scenes/Bias.html")
    tab_to(page, "#\\30 3-only-over-ten video")
    page.keyboard.press("Space")
    plays(page, "#\\30 3-only-over-ten video")
    cues = webvtt((site / "clips/Bias/03-only-over-ten.vtt").read_text())
    captions_are_in_step(page.locator("#\\30 3-only-over-ten video"), cues)


def test_the_film_plays_and_its_chapters_lead_into_it(open_page, site, webvtt):
    page = open_page("index.html")
    tab_to(page, ".chapters li:nth-child(2) a")
    page.keyboard.press("Enter")
    plays(page, "#film")
    assert page.locator("#film").evaluate("video => video.currentTime") >= 2.4
    cues = webvtt((site.parent / "neuroscenes.vtt").read_text())
    captions_are_in_step(page.locator("#film"), cues)
    titles = page.locator("#film").evaluate(
        """async video => {
            const track = video.textTracks[1];
            track.mode = "hidden";
            while (!track.cues?.length) await new Promise(done => setTimeout(done, 20));
            return [track.kind, ...Array.from(track.cues, cue => cue.text)];
        }"""
    )
    assert titles == ["chapters", "A digit runs through", "Bias"]


def test_a_search_finds_a_word_of_a_transcript_by_the_keyboard(open_page):
    page = open_page("index.html")
    tab_to(page, "#query")
    page.keyboard.type("OVER ten")
    page.wait_for_selector("#search-results li")
    assert page.locator("#search-count").inner_text() == "1 clip"
    marked = page.locator("#search-results mark").all_inner_texts()
    assert [text.lower() for text in marked] == ["over", "ten", "over", "ten"]
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.textContent") == "Bias · Only over ten"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"scenes/Bias\.html#03-only-over-ten$"))
    assert page.locator("#\\30 3-only-over-ten h2").inner_text().endswith("Only over ten")


def test_a_search_says_when_it_finds_nothing_and_knows_concepts(open_page):
    page = open_page("index.html")
    page.fill("#query", "zebra")
    assert page.locator("#search-count").inner_text() == "No clip has these words."
    page.fill("#query", "thresh")
    assert page.locator("#search-count").inner_text() == "3 clips"
    page.fill("#query", "")
    assert page.locator("#search-count").inner_text() == ""
    assert page.locator("#search-results li").count() == 0


def copied(page, name: str, clip: str = "01-its-sums") -> str:
    button = f"button[data-copy='{clip}-{name}']"
    tab_to(page, button)
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{button}.done")
    page.wait_for_function("() => document.getElementById('said').textContent !== ''")
    assert page.locator("#said").inner_text().startswith("Copied for ")
    return page.evaluate("() => navigator.clipboard.readText()")


@pytest.mark.parametrize("name", ["iframe", "video"])
def test_what_is_copied_works_in_a_fresh_file(open_page, served, site, webvtt, name):
    code = copied(open_page(f"{served}scenes/Bias.html"), name)
    page = open_page("index.html")
    page.set_content(f"<!doctype html><html lang=en><title>Lesson</title><body>{code}")
    place = page
    if name == "iframe":
        page.wait_for_selector("iframe")
        place = page.frames[1]
    box = page.locator(name).bounding_box()
    assert box["width"] / box["height"] == pytest.approx(320 / 180, rel=0.01)
    place.wait_for_selector("video")
    video = place.locator("video")
    video.focus()
    page.keyboard.press("Space")
    place.wait_for_function(PLAYS, arg=video.element_handle())
    cues = webvtt((site / "clips/Bias/01-its-sums.vtt").read_text())
    captions_are_in_step(video, cues)


def test_the_line_of_markdown_and_the_link_lead_to_the_clip(open_page, served):
    page = open_page(f"{served}scenes/Bias.html")
    line = copied(page, "markdown")
    alt, picture, target = re.fullmatch(r"\[!\[(.+)\]\((\S+)\)\]\((\S+)\)", line).groups()
    assert alt.startswith("A histogram of the weighted sums")
    assert picture == f"{served}clips/Bias/01-its-sums.gif"
    link = copied(open_page(f"{served}scenes/Bias.html"), "link")
    assert link == target == f"{served}clips/Bias/01-its-sums.html"
    clip = open_page(link)
    assert clip.title() == "Bias · Its sums · Neuroscenes"
    clip.locator("video").focus()
    clip.keyboard.press("Space")
    plays(clip, "video")


def test_from_a_disk_the_buttons_say_what_to_do_first(open_page):
    page = open_page("scenes/Bias.html")
    page.evaluate("() => navigator.clipboard.writeText('as before')")
    buttons = page.locator("article").first.locator(".copy-buttons button")
    told = page.locator("article").first.locator(".not-yet")
    names = [name.partition(",")[0] for name in buttons.all_text_contents()]
    assert names == ["Moodle/Canvas", "Website", "Markdown", "Link"]
    assert not told.is_visible()
    for button in buttons.all():
        button.click()
        assert "publish with --base-url" in told.inner_text()
        assert page.locator("button.done").count() == 0
    page.wait_for_function("() => document.getElementById('said').textContent.includes('disk')")
    assert page.evaluate("() => navigator.clipboard.readText()") == "as before"
    other = page.locator("article").nth(1)
    other.locator("summary").first.click()
    other.locator(".not-yet").wait_for()
    assert "file:" not in page.locator("main").inner_text()


def test_with_a_base_codes_are_copied_from_a_disk_too(open_page, publish_small):
    published = publish_small("Bias", base_url="https://example.org/film/")
    page = open_page((published / "scenes/Bias.html").as_uri())
    assert copied(page, "link") == "https://example.org/film/clips/Bias/01-its-sums.html"
    code = copied(open_page((published / "scenes/Bias.html").as_uri()), "video")
    assert 'src="https://example.org/film/clips/Bias/01-its-sums.vtt"' in code


@pytest.fixture
def publish_small(studio, publication):
    """Publish scenes into a site that stays."""

    def publish_these(*names, **changes):
        how = replace(publication, formats=("mp4",), **changes)
        scenes = {name: studio.write_scene(name, how.options) for name in names}
        return publish(names, scenes, how).site.index.parent

    return publish_these


def test_what_was_ever_copied_is_found_after_all_that_happens_to_a_site(
    open_page, publish_small, tmp_path
):
    """Published, added to, pruned, published again."""
    clips = {"Bias": "03-only-over-ten", "ForwardPass": "02-another-digit-9"}
    codes = []
    with serving(publish_small("Bias")) as address:
        codes.append(copied(open_page(f"{address}scenes/Bias.html"), "iframe", clips["Bias"]))
    with serving(publish_small("ForwardPass")) as address:
        for name in ("iframe", "video", "link"):
            page = open_page(f"{address}scenes/ForwardPass.html")
            codes.append(copied(page, name, clips["ForwardPass"]))
    publish_small("ForwardPass", prune=True)
    publish_small("Bias", prune=True)
    site = publish_small("ForwardPass")
    lesson = tmp_path / "lesson.html"
    with serving(site) as address:
        for code in codes:
            code = re.sub(r"http://127.0.0.1:[0-9]+/", address, code)  # noqa: PLW2901
            lesson.write_text(f"<!doctype html><title>Lesson</title>{code}")
            page = open_page(code if code.startswith("http") else lesson.as_uri())
            page.wait_for_selector("iframe, video")
            place = page.frames[-1]
            place.locator("video").evaluate("video => video.play()")
            place.wait_for_function(PLAYS, arg=place.locator("video").element_handle())


@pytest.mark.parametrize("where", ["disk", "server"])
def test_links_lead_to_a_time(open_page, served, where):
    def opened(name):
        if where == "server":
            return open_page(f"{served}{name}")
        page = open_page(name.partition("#")[0].partition("?")[0])
        page.goto(page.url + name.removeprefix(name.partition("#")[0].partition("?")[0]))
        page.reload()
        return page

    def stands_at(page, selector, seconds):
        page.wait_for_function(
            "([selector, seconds]) => {"
            " const video = document.querySelector(selector);"
            " return Math.abs(video.currentTime - seconds) < 0.01 && !video.seeking"
            " && video.readyState > 1; }",
            arg=[selector, seconds],
        )
        assert page.locator(selector).evaluate("video => video.paused")

    stands_at(opened("index.html#t=3"), "#film", 3)
    stands_at(opened("index.html?t=0:03.5"), "#film", 3.5)
    page = opened("scenes/Bias.html#t=2s")
    stands_at(page, "#scene-player", 2)
    page.evaluate("() => { location.hash = '#03-only-over-ten&t=1'; }")
    stands_at(page, "#\\30 3-only-over-ten video", 1)
    page.locator(".parts a[data-seek]").nth(2).click()
    page.wait_for_function("() => document.getElementById('scene-player').currentTime >= 3.4")
    assert page.url.endswith("#t=3.400")
    stands_at(opened("clips/Bias/03-only-over-ten.html#t=1.5,2"), "video", 1.5)


@pytest.fixture(scope="module")
def square_site(studio, tmp_path_factory) -> Path:
    options = RenderOptions(quality="l", output=tmp_path_factory.mktemp("renders"))
    publication = Publication(Settings(aspect="1:1"), options, formats=("mp4",))
    scenes = {
        "Bias": studio.write_scene("Bias", options, settings=publication.settings, size=(480, 480))
    }
    return publish(["Bias"], scenes, publication).site.index.parent


@pytest.mark.parametrize("aspect", ["wide", "tall", "square"])
def test_controls_and_captions_stand_below_what_the_picture_shows(
    open_page, site, tall_site, square_site, aspect
):
    folder, free = {
        "wide": (site, 0.12),
        "tall": (tall_site, 0.16),
        "square": (square_site, 0.12),
    }[aspect]
    shape = {"wide": (640, 360), "tall": (360, 640), "square": (640, 640)}[aspect]
    for name, sizes in {
        "scenes/Bias.html": [(400, 800), (1280, 800), (700, 420)],
        "clips/Bias/03-only-over-ten.html": [shape, (360, 300), (1280, 800)],
    }.items():
        for size in sizes:
            page = open_page(
                (folder / name).as_uri(),
                viewport=dict(zip(("width", "height"), size, strict=True)),
            )
            if aspect == "tall":  # these captions are in the pictures, too
                page.locator(".words-switch").first.click()
            seen = page.locator(".player").first.evaluate(
                """async player => {
                    const video = player.querySelector("video");
                    const seeked = new Promise(
                        done => video.addEventListener("seeked", done, {once: true}));
                    video.preload = "auto";
                    video.currentTime = 0.5;
                    await seeked;
                    await new Promise(done => setTimeout(done, 60));
                    const box = part => player.querySelector(part).getBoundingClientRect().toJSON();
                    return {said: player.querySelector(".caption").textContent,
                        video: box("video"), caption: box(".caption"), bar: box(".controls"),
                        parts: Array.from(player.querySelectorAll(".controls > *"),
                            part => part.getBoundingClientRect().right),
                        native: video.controls};
                }"""
            )
            picture, caption, bar = seen["video"], seen["caption"], seen["bar"]
            assert seen["said"].startswith("Here is ")
            assert not seen["native"]
            assert picture["width"] / picture["height"] == pytest.approx(
                shape[0] / shape[1], rel=0.01
            )
            assert caption["top"] >= picture["bottom"] - free * picture["height"] - 1
            assert bar["top"] >= max(picture["bottom"], caption["bottom"]) - 1
            assert max(seen["parts"]) <= bar["right"] + 0.5
            if name.startswith("clips"):
                assert picture["top"] >= 0
                assert bar["bottom"] <= size[1] + 0.5


def test_the_controls_do_what_they_say(open_page):
    page = open_page("clips/Bias/03-only-over-ten.html")
    video, caption = page.locator("video"), page.locator(".caption")
    tab_to(page, ".play")
    assert page.locator(".play").get_attribute("aria-label") == "Play"
    page.keyboard.press("Enter")
    plays(page, "video")
    assert page.locator(".play").get_attribute("aria-label") == "Pause"
    page.keyboard.press("Enter")
    assert video.evaluate("video => video.paused")
    tab_to(page, ".seek")
    page.keyboard.press("Home")
    page.wait_for_function("() => document.querySelector('video').currentTime === 0")
    assert page.locator(".seek").get_attribute("aria-valuetext") == "0:00 / 0:01"
    tab_to(page, ".words-switch")
    assert caption.is_visible()
    page.keyboard.press("Enter")
    assert not caption.is_visible()
    assert page.locator(".words-switch").get_attribute("aria-pressed") == "false"
    tab_to(page, ".speed")
    page.select_option(".speed", "0.5")
    assert video.evaluate("video => video.playbackRate") == 0.5
    tab_to(page, ".full")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.fullscreenElement?.matches('.player')")


def test_video_and_captions_are_downloaded_together(open_page, site, webvtt):
    import zipfile

    page = open_page("scenes/Bias.html")
    link = page.locator("article").first.locator("a.button")
    assert link.inner_text().startswith("Video and captions")
    found = page.evaluate("link => link.href", link.element_handle())
    with zipfile.ZipFile(found.removeprefix("file://")) as bundle:
        assert bundle.namelist() == ["Bias-01-its-sums.mp4", "Bias-01-its-sums.vtt"]
        assert (
            bundle.read(bundle.namelist()[0]) == (site / "clips/Bias/01-its-sums.mp4").read_bytes()
        )
        assert webvtt(bundle.read(bundle.namelist()[1]).decode())


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("width", [400, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_there_are_no_barriers(open_page, name, width, scheme):
    size = {"width": width, "height": 800}
    page = open_page(name, viewport=size, color_scheme=scheme)
    page.evaluate("() => document.querySelectorAll('details').forEach(each => each.open = true)")
    if name == "index.html":
        page.fill("#query", "here")
    # It needn't load the style sheets again by itself, which a browser forbids on a disk.
    found = axe.Axe().run(page, options={"preload": False}).response
    told = [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]]
    assert told == []
    assert len(found["passes"]) > 10
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_a_clip_in_a_frame_of_its_shape_shows_the_clip_alone(open_page):
    page = open_page(PAGES[2], viewport={"width": 640, "height": 360})
    box = page.locator(".player").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 640, 360)
    assert page.locator(".words").bounding_box()["width"] <= 1
    tall = open_page(PAGES[2], viewport={"width": 390, "height": 800})
    assert tall.locator(".words").bounding_box()["height"] > 50


@pytest.mark.parametrize("name", PAGES)
def test_without_scripts_players_and_transcripts_are_there(open_page, name):
    page = open_page(name, java_script_enabled=False)
    videos = page.locator("video")
    assert videos.count() == {"index.html": 1, "scenes/Bias.html": 4}.get(name, 1)
    assert all(video.is_visible() for video in videos.all())
    assert page.locator("video[controls]").count() == videos.count()
    assert not any(part.is_visible() for part in page.locator("[data-needs-script]").all())
    if name == "index.html":
        assert page.locator(".chapters a").first.is_visible()
        assert page.locator(".card").count() == 2
        return
    assert "Here is only over ten, Bias & 2 < 3." in page.locator("main").inner_text()
    video = videos.last
    video.focus()
    page.keyboard.press("Space")
    page.wait_for_timeout(600)
    assert video.evaluate("video => video.currentTime") > 0.2


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_posters_are_shown_and_nothing_plays_by_itself(open_page, motion):
    page = open_page("scenes/Bias.html", reduced_motion=motion)
    page.wait_for_timeout(500)
    for video in page.locator("video").all():
        state = "v => [v.paused, v.currentTime, v.autoplay, v.poster.endsWith('.webp')]"
        assert video.evaluate(state) == [True, 0, False, True]
    scrolling = page.evaluate("() => getComputedStyle(document.documentElement).scrollBehavior")
    assert scrolling == ("auto" if motion == "reduce" else "smooth")
    card = open_page("index.html", reduced_motion=motion).locator(".card").first
    duration = card.evaluate("card => getComputedStyle(card).transitionDuration")
    assert set(duration.split(", ")) == ({"0s"} if motion == "reduce" else {"0.2s"})


@pytest.mark.parametrize(("scheme", "ground"), [("dark", (10, 12, 18)), ("light", (247, 245, 239))])
def test_the_page_is_dark_or_light_as_one_asks(open_page, scheme, ground):
    for name in PAGES:
        page = open_page(name, color_scheme=scheme)
        color = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
        assert tuple(map(int, re.findall(r"\d+", color))) == ground


@pytest.mark.parametrize("kind", ["mp4", "webm"])
def test_colors_are_those_of_the_film(open_page, tmp_path, kind):
    import av
    import numpy as np
    from PIL import Image

    from scenes.editions.clips.clip_media import Source, make_file
    from scenes.editions.clips.sections import Section

    wanted = [(120, 220, 110), (255, 80, 70), (255, 221, 51), (185, 140, 255)]
    pixels = np.repeat(np.array(wanted, dtype=np.uint8)[np.newaxis], 1080, axis=0)
    frame = av.VideoFrame.from_ndarray(np.repeat(pixels, 480, axis=1), format="rgb24")
    with av.open(str(tmp_path / "scene.mp4"), "w") as video:
        # As manim writes it: nothing is said of how the colors are meant.
        stream = video.add_stream("libx264", rate=15)
        stream.width, stream.height, stream.pix_fmt = 1920, 1080, "yuv420p"
        for packet in (*(stream.encode(frame) for _ in range(15)), stream.encode(None)):
            video.mux(packet)
    section = Section("Bias", "its sums", 1, 0, 15, 15)
    make_file(kind, Source(tmp_path / "scene.mp4", section, ""), tmp_path / f"clip.{kind}")
    lesson = tmp_path / "lesson.html"
    lesson.write_text(
        f"<!doctype html><body style='margin: 0'><video src='clip.{kind}' width=960 preload=auto>"
    )
    page = open_page(lesson.as_uri(), viewport={"width": 960, "height": 540})
    page.wait_for_function("() => document.querySelector('video').readyState >= 3")
    page.wait_for_timeout(300)
    page.screenshot(path=tmp_path / "screen.png")
    seen = np.asarray(Image.open(tmp_path / "screen.png").convert("RGB")).astype(int)
    for place, color in enumerate(wanted):
        assert np.abs(seen[270, 120 + 240 * place] - color).max() <= 4


@pytest.mark.parametrize("size", [(1280, 800), (390, 800), (800, 400)])
@pytest.mark.parametrize("name", PAGES)
def test_all_of_a_tall_clip_is_on_the_screen(open_page, tall_site, name, size):
    page = open_page(
        (tall_site / name).as_uri(), viewport=dict(zip(("width", "height"), size, strict=True))
    )
    for video in page.locator("video").all():
        box = video.bounding_box()
        assert box["height"] <= size[1]
        assert box["width"] <= size[0]
        assert video.evaluate("video => video.textTracks[0].mode") == "hidden"
    assert not any(caption.is_visible() for caption in page.locator(".caption").all())
    for picture in page.locator(".card img, .results img").all():
        assert picture.bounding_box()["height"] < 400
    assert page.evaluate("() => document.documentElement.scrollWidth") <= size[0]


def test_a_tall_clip_keeps_its_words_beside_a_wide_window(open_page, tall_site):
    address = (tall_site / PAGES[2]).as_uri()
    desk = open_page(address, viewport={"width": 1280, "height": 800})
    assert desk.locator(".words").bounding_box()["height"] > 50
    frame = open_page(address, viewport={"width": 360, "height": 640})
    box = frame.locator(".player").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 360, 640)
    assert frame.locator(".words").bounding_box()["width"] <= 1


def test_the_iframe_of_a_tall_clip_is_tall_and_fits_the_window(open_page, tall_site, tmp_path):
    page = open_page((tall_site / "scenes/Bias.html").as_uri())
    code = page.locator("#\\30 1-its-sums-iframe").text_content()
    fresh = tmp_path / "lesson.html"
    fresh.write_text(f"<!doctype html><html lang=en><title>Lesson</title><body>{code}")
    box = open_page(fresh.as_uri(), viewport={"width": 1280, "height": 500}).locator("iframe")
    found = box.bounding_box()
    assert found["width"] / found["height"] == pytest.approx(360 / 640, rel=0.01)
    assert found["height"] <= 500
