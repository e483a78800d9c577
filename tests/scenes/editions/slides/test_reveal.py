"""The deck in a real browser, from its files, with no network."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser

import numpy as np
import pytest
from PIL import Image

from scenes.editions.slides.reveal import ASSETS, REVEAL, reveal_deck
from scenes.playground.writing import write_playground
from scenes.subject.settings import Settings, using

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# The tests share one browser, so they run in one process.
pytestmark = pytest.mark.xdist_group("deck")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: apt-get install chromium")


class Sources(HTMLParser):
    """All addresses in a page."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, _tag, attributes):
        self.found += [value for name, value in attributes if name in ("src", "href", "poster")]


@pytest.fixture(scope="module")
def deck(two_scenes, tmp_path_factory):
    """A deck of two scenes, six sections."""
    return reveal_deck(two_scenes, tmp_path_factory.mktemp("deck") / "slides")


@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def tall_deck(make_scene, tmp_path_factory):
    """A deck of a tall scene with captions burnt in."""
    scene = make_scene("ForwardPass", size=(180, 320), burn_captions=True)
    return reveal_deck([scene], tmp_path_factory.mktemp("tall") / "slides")


@pytest.fixture(scope="module")
def heard_deck(make_scene, tmp_path_factory):
    """A deck of a scene with sound."""
    return reveal_deck(
        [make_scene("ForwardPass", sounds=True)], tmp_path_factory.mktemp("heard") / "slides"
    )


@pytest.fixture
def opened(browser, deck):
    """Open the deck; tells what it asks for and what goes wrong in it."""
    contexts = []

    def open_deck(shown=deck, question="", **options):
        context = browser.new_context(offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.asked, page.errors = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda m: page.errors.append(m.text) if m.type == "error" else None)
        page.goto(shown.as_uri() + question)
        page.wait_for_function("() => window.Reveal && Reveal.isReady()")
        return page

    yield open_deck
    for context in contexts:
        context.close()


def state(page):
    return page.evaluate("""() => {
        const slide = Reveal.getCurrentSlide(), video = slide.querySelector("video");
        return {
            index: Reveal.getIndices().h,
            name: slide.querySelector("h1, h2").textContent,
            time: video && video.currentTime,
            ended: video && video.ended,
            paused: video && video.paused,
            notes: slide.querySelector("aside.notes")?.textContent,
            mode: video && video.textTracks[0].mode,
        };
    }""")


def test_every_address_is_a_file_of_the_deck(deck):
    sources = Sources()
    sources.feed(deck.read_text(encoding="utf-8"))
    assert len(sources.found) > 12
    for source in sources.found:
        assert (deck.parent / source).is_file(), source


def test_reveal_comes_with_its_licence_unchanged(deck):
    for name in REVEAL:
        assert (deck.parent / "reveal" / name).read_bytes() == (
            ASSETS / "reveal" / name
        ).read_bytes()
    assert "Permission is hereby granted" in (deck.parent / "reveal" / "LICENSE").read_text()


def test_nothing_unfinished_is_left(deck):
    assert not [path for path in deck.parent.rglob("*") if "partial" in path.name]
    assert len(list((deck.parent / "clips").glob("*.mp4"))) == 6


@needs_browser
def test_keys_step_through_all_sections_and_each_plays_its_clip_and_waits(opened, clips):
    page = opened()
    assert state(page)["index"] == 0
    for number, clip in enumerate(clips, 1):
        page.keyboard.press("Space")
        page.wait_for_function("() => Reveal.getCurrentSlide().querySelector('video')?.ended")
        found = state(page)
        assert (found["index"], found["name"], found["notes"]) == (
            number,
            clip.name,
            "".join(clip.speaker_notes),
        )
        assert found["time"] == pytest.approx(clip.seconds, abs=0.1)
    page.wait_for_timeout(300)
    assert state(page)["index"] == len(clips)
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("() => Reveal.getIndices().h === 5")
    page.wait_for_function(
        "() => Reveal.getCurrentSlide().querySelector('video').currentTime > 0.2"
    )
    assert page.errors == []
    assert [url for url in page.asked if not url.startswith(("file:", "data:", "blob:"))] == []


@needs_browser
def test_captions_are_shown_in_step(opened):
    page = opened()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    seen = []
    for words in ("A neuron holds a number.", "Weights &amp; biases &lt; 1."):
        page.wait_for_function(
            "words => [...(Reveal.getCurrentSlide().querySelector('video').textTracks[0]"
            ".activeCues || [])].some(cue => cue.text === words)",
            arg=words,
        )
        seen.append(state(page)["time"])
    assert 0 <= seen[0] <= 1.05
    assert 0.95 <= seen[1] <= 2.05
    assert state(page)["mode"] == "showing"
    page.keyboard.press("c")
    assert state(page)["mode"] == "hidden"


@needs_browser
def test_r_plays_once_more(opened):
    page = opened()
    page.keyboard.press("Space")
    page.wait_for_function("() => Reveal.getCurrentSlide().querySelector('video').ended")
    page.keyboard.press("r")
    page.wait_for_function("() => !Reveal.getCurrentSlide().querySelector('video').ended")
    assert state(page)["index"] == 1
    page.wait_for_function("() => Reveal.getCurrentSlide().querySelector('video').ended")


@needs_browser
def test_who_wants_no_motion_sees_posters_and_plays_when_asked(opened):
    page = opened(reduced_motion="reduce")
    page.keyboard.press("Space")
    page.wait_for_timeout(600)
    found = state(page)
    assert (found["index"], found["time"], found["paused"]) == (1, 0, True)
    video = page.locator("section.present video")
    assert video.get_attribute("poster") == "clips/ForwardPass-01.png"
    page.keyboard.press("p")
    page.wait_for_function("() => Reveal.getCurrentSlide().querySelector('video').ended")


@needs_browser
def test_the_clip_fills_the_window(opened):
    page = opened(viewport={"width": 1600, "height": 900})
    page.keyboard.press("Space")
    page.wait_for_function("() => Reveal.getCurrentSlide().querySelector('video').readyState > 1")
    box = page.locator("section.present video").bounding_box()
    assert box["width"] == pytest.approx(1600, abs=8)
    assert box["height"] == pytest.approx(900, abs=8)


@needs_browser
def test_a_tall_clip_stands_whole_in_the_middle_of_the_window(opened, tall_deck, tmp_path):
    page = opened(tall_deck, viewport={"width": 1600, "height": 900})
    page.keyboard.press("Space")
    page.wait_for_function("() => Reveal.getCurrentSlide().querySelector('video')?.ended")
    page.screenshot(path=tmp_path / "screen.png")
    with Image.open(tmp_path / "screen.png") as screen:
        shown = np.asarray(screen.convert("L")).astype(int)
    rows, columns = np.nonzero(np.abs(shown - 74) < 6)  # the gray of the clip's last picture
    assert np.ptp(rows[columns == 800]) == pytest.approx(900, abs=10)
    inside = columns[rows == 450]
    assert np.ptp(inside) == pytest.approx(900 * 9 / 16, abs=10)
    assert (inside.min() + inside.max()) / 2 == pytest.approx(800, abs=4)


@needs_browser
@pytest.mark.parametrize("question", ["?print-pdf", ""], ids=["?print-pdf", "paper"])
@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_printed_each_page_is_the_last_picture_of_a_clip_and_whole(
    opened, deck, tall_deck, shape, question
):
    shown = deck if shape == "wide" else tall_deck
    ratio = {"wide": 16 / 9, "tall": 9 / 16}[shape]
    page = opened(shown, question=question)
    clips = len(list((shown.parent / "clips").glob("*.mp4")))
    page.wait_for_function(
        "([pages]) => document.querySelectorAll('.pdf-page').length === pages"
        " && Array.from(document.images).every(image => image.complete)",
        arg=[1 + clips if question else 0],
    )
    size = {"prefer_css_page_size": True} if question else {"format": "A4", "landscape": True}
    pdf = page.pdf(print_background=True, **size)
    assert len(re.findall(rb"/Type */Page\b(?!s)", pdf)) == 1 + clips
    page.emulate_media(media="print")
    found = page.evaluate("""() => Array.from(document.querySelectorAll("section[id]"), slide => {
        const box = part => part.getBoundingClientRect().toJSON();
        const still = slide.querySelector(".still"), video = slide.querySelector("video");
        return {name: slide.id, source: still.getAttribute("src"), box: box(still),
            page: slide.closest(".pdf-page") && box(slide.closest(".pdf-page")),
            ratio: still.naturalWidth / still.naturalHeight, fit: getComputedStyle(still).objectFit,
            moves: video !== null && getComputedStyle(video).display !== "none"};
    })""")
    assert [each["source"] for each in found] == [f"clips/{each['name']}.png" for each in found]
    for each in found:
        assert each["ratio"] == pytest.approx(ratio, rel=0.01)
        assert each["fit"] == "contain"
        assert not each["moves"]
        assert min(each["box"]["width"], each["box"]["height"]) > 200
        if question:
            assert each["box"]["left"] >= each["page"]["left"] - 0.5
            assert each["box"]["top"] >= each["page"]["top"] - 0.5
            assert each["box"]["right"] <= each["page"]["right"] + 0.5
            assert each["box"]["bottom"] <= each["page"]["bottom"] + 0.5
            assert each["box"]["height"] == pytest.approx(each["page"]["height"], abs=1)


@needs_browser
def test_after_a_scene_a_slide_leads_to_its_page_of_the_playground(opened, two_scenes, tmp_path):
    write_playground(tmp_path / "slides" / "play", Settings(digit=7))
    page = opened(reveal_deck(two_scenes, tmp_path / "slides", "play/"), question="#/4")
    assert state(page)["name"] == "Your turn"
    with page.context.expect_page() as opening:
        page.get_by_role("link", name="Which digit does the network see in your drawing?").click()
    drawing = opening.value
    drawing.wait_for_selector("html[data-ready]")
    assert drawing.url.rstrip("#") == (tmp_path / "slides" / "play" / "draw.html").as_uri()
    assert '"digit":7' in drawing.locator("#carried").text_content()
    names = page.locator("section:not(.title), section[id]").evaluate_all("s => s.map(e => e.id)")
    assert names[3] == "ForwardPass-play"
    assert names[7] == "Bias-play"
    page.keyboard.press("Space")
    page.wait_for_function("() => Reveal.getIndices().h === 5")
    assert page.errors == []


@needs_browser
def test_captions_in_the_pictures_come_a_second_time_only_when_asked_for(opened, tall_deck):
    page = opened(tall_deck)
    page.keyboard.press("Space")
    page.wait_for_function("() => Reveal.getIndices().h === 1")
    assert state(page)["mode"] == "hidden"
    page.keyboard.press("c")
    assert state(page)["mode"] == "showing"


@needs_browser
def test_s_opens_the_speaker_s_window_with_what_is_said(opened, clips):
    page = opened()
    page.keyboard.press("Space")
    page.wait_for_function("() => Reveal.getIndices().h === 1")
    with page.context.expect_page() as opening:
        page.keyboard.press("s")
    notes = opening.value.locator(".speaker-controls-notes .value")
    notes.filter(has_text=clips[0].notes).wait_for()
    assert page.errors == []


HEARD = """() => {
    const video = Reveal.getCurrentSlide().querySelector("video");
    return !video.muted && video.currentTime > 0.2 && video.webkitAudioDecodedByteCount > 0;
}"""
UNHEARD = """() => {
    const video = Reveal.getCurrentSlide().querySelector("video");
    return video.muted && video.currentTime > 0.2;
}"""


@needs_browser
def test_a_clip_is_heard_with_its_slide_and_m_silences_those_that_follow_too(opened, heard_deck):
    page = opened(heard_deck)
    assert "sound: M" in page.locator(".keys").inner_text()
    page.keyboard.press("Space")
    page.wait_for_function(HEARD)
    page.keyboard.press("m")
    page.wait_for_function(UNHEARD)
    page.keyboard.press("Space")
    page.wait_for_function("() => Reveal.getIndices().h === 2")
    page.wait_for_function(UNHEARD)
    assert not page.locator("#hear").is_visible()
    page.keyboard.press("m")
    page.wait_for_function(HEARD)
    assert page.errors == []


@needs_browser
def test_before_the_first_key_a_clip_plays_unheard_and_offers_its_sound(opened, heard_deck):
    page = opened(heard_deck, question="#/2")
    page.wait_for_function(UNHEARD)
    page.locator("#hear").click()
    page.wait_for_function(HEARD)
    assert not page.locator("#hear").is_visible()
    page.keyboard.press("Space")
    page.wait_for_function("() => Reveal.getIndices().h === 3")
    page.wait_for_function(HEARD)
    assert page.errors == []


@needs_browser
def test_the_slides_of_the_speaker_s_window_are_not_heard(opened, heard_deck):
    page = opened(heard_deck)
    page.keyboard.press("Space")
    with page.context.expect_page() as opening:
        page.keyboard.press("s")
    opening.value.locator(".speaker-controls-notes .value").filter(has_text="begins").wait_for()
    frames = [frame for frame in opening.value.frames if "receiver" in frame.url]
    assert len(frames) == 2
    for frame in frames:
        frame.wait_for_function("() => window.Reveal && Reveal.isReady()")
    frames[0].wait_for_function(UNHEARD)
    playing = "() => [...document.querySelectorAll('video')].filter(v => !v.paused && !v.muted)"
    assert [frame.evaluate(f"({playing})().length") for frame in frames] == [0, 0]


def test_a_silent_deck_offers_no_sound(deck, heard_deck):
    silent, heard = (each.read_text(encoding="utf-8") for each in (deck, heard_deck))
    assert "sound: M" not in silent
    assert 'id="hear"' not in silent
    assert silent.count(" muted playsinline") == 6
    assert "muted" not in heard


def test_a_german_deck_is_german(two_scenes, tmp_path):
    with using(Settings(language="de")):
        html = reveal_deck(two_scenes, tmp_path / "slides").read_text(encoding="utf-8")
    assert '<html lang="de">' in html
    assert "weiter: Leertaste" in html
    assert "Eine Ziffer läuft hindurch" in html
