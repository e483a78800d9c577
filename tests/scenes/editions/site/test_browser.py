"""The pages in a real browser: found, read by everybody, dark or light."""

from __future__ import annotations

import re

import pytest

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")


PAGES = ("index.html", "scenes/Bias.html", "clips/Bias/03-add-a-bias.html")

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


def test_a_search_finds_a_word_of_a_transcript_by_the_keyboard(hands, open_page):
    page = open_page("index.html")
    hands.tab_to(page, "#query")
    page.keyboard.type("OVER ten")
    page.wait_for_selector("#search-results li")
    assert page.locator("#search-count").inner_text() == "1 clip"
    marked = page.locator("#search-results mark").all_inner_texts()
    assert [text.lower() for text in marked] == ["over", "ten", "over", "ten"]
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.textContent") == "Bias · Add a bias"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"scenes/Bias\.html#03-add-a-bias$"))
    assert page.locator("#\\30 3-add-a-bias h2").inner_text().endswith("Add a bias")


def test_a_search_says_when_it_finds_nothing_and_knows_concepts(open_page):
    page = open_page("index.html")
    page.fill("#query", "zebra")
    assert page.locator("#search-count").inner_text() == "No clip has these words."
    page.fill("#query", "thresh")
    assert page.locator("#search-count").inner_text() == "3 clips"
    page.fill("#query", "")
    assert page.locator("#search-count").inner_text() == ""
    assert page.locator("#search-results li").count() == 0


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
    assert "Here is add a bias, Bias & 2 < 3." in page.locator("main").inner_text()
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
