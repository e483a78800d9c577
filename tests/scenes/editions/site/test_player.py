"""Players: controls below the picture, captions at its foot, links that lead to a time."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from scenes.editions.clips.publication import Publication
from scenes.editions.site.publish import publish
from scenes.media.sound_files import SAMPLE_RATE
from scenes.subject.render_options import RenderOptions
from scenes.subject.settings import Settings

PAGES = ("index.html", "scenes/Bias.html", "clips/Bias/03-add-a-bias.html")

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


def test_a_clip_plays_by_the_keyboard_with_its_captions(hands, open_page, site, webvtt):
    page = open_page("scenes/Bias.html")
    hands.tab_to(page, "#\\30 3-add-a-bias video")
    page.keyboard.press("Space")
    hands.plays(page, "#\\30 3-add-a-bias video")
    cues = webvtt((site / "clips/Bias/03-add-a-bias.vtt").read_text())
    hands.captions_are_in_step(page.locator("#\\30 3-add-a-bias video"), cues)


def test_the_film_plays_and_its_chapters_lead_into_it(hands, open_page, site, webvtt):
    page = open_page("index.html")
    hands.tab_to(page, ".chapters li:nth-child(2) a")
    page.keyboard.press("Enter")
    hands.plays(page, "#film")
    assert page.locator("#film").evaluate("video => video.currentTime") >= 2.4
    cues = webvtt((site.parent / "neuroscenes.vtt").read_text())
    hands.captions_are_in_step(page.locator("#film"), cues)
    titles = page.locator("#film").evaluate(
        """async video => {
            const track = video.textTracks[1];
            track.mode = "hidden";
            while (!track.cues?.length) await new Promise(done => setTimeout(done, 20));
            return [track.kind, ...Array.from(track.cues, cue => cue.text)];
        }"""
    )
    assert titles == ["chapters", "A digit runs through", "Bias"]


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
    page.evaluate("() => { location.hash = '#03-add-a-bias&t=1'; }")
    stands_at(page, "#\\30 3-add-a-bias video", 1)
    page.locator(".parts a[data-seek]").nth(2).click()
    page.wait_for_function("() => document.getElementById('scene-player').currentTime >= 3.4")
    assert page.url.endswith("#t=3.400")
    stands_at(opened("clips/Bias/03-add-a-bias.html#t=1.5,2"), "video", 1.5)


@pytest.fixture(scope="module")
def square_site(studio, tmp_path_factory) -> Path:
    options = RenderOptions(quality="l", output=tmp_path_factory.mktemp("renders"))
    publication = Publication(Settings(aspect="1:1"), options, formats=("mp4",))
    scenes = {
        "Bias": studio.write_scene("Bias", options, settings=publication.settings, size=(480, 480))
    }
    return publish(["Bias"], scenes, publication).site.index.parent


@pytest.fixture(scope="module")
def heard_site(studio, tmp_path_factory) -> Path:
    """A page whose clips are heard."""
    options = RenderOptions(quality="l", output=tmp_path_factory.mktemp("renders"))
    publication = Publication(Settings(), options, formats=("mp4",))
    times = np.arange(5 * SAMPLE_RATE) / SAMPLE_RATE
    hum = (0.3 * np.sin(2 * np.pi * 440 * times)).astype(np.float32)
    scenes = {"Bias": studio.write_scene("Bias", options, sound=hum)}
    return publish(["Bias"], scenes, publication).site.index.parent


def heard(page, selector):
    """Wait until a video plays and is heard."""
    page.wait_for_function(
        "selector => { const video = document.querySelector(selector); return !video.muted"
        " && video.currentTime > 0.2 && video.webkitAudioDecodedByteCount > 0; }",
        arg=selector,
    )


def test_all_players_of_a_page_are_as_loud_as_one(hands, open_page, heard_site):
    page = open_page((heard_site / "scenes/Bias.html").as_uri())
    page.wait_for_timeout(300)
    assert page.evaluate("() => [...document.querySelectorAll('video')].every(v => v.paused)")
    hands.tab_to(page, "#scene-player")
    page.keyboard.press("Space")
    heard(page, "#scene-player")
    hands.tab_to(page, ".scene-head .sound-switch")
    page.keyboard.press("Enter")
    switches = page.locator(".sound-switch")
    states = "all => all.map(each => each.getAttribute('aria-pressed'))"
    page.wait_for_function("() => document.querySelector('.volume').value === '0'")
    assert switches.evaluate_all(states) == ["false"] * 4
    assert page.evaluate("() => [...document.querySelectorAll('video')].every(v => v.muted)")
    hands.tab_to(page, ".scene-head .volume")
    page.keyboard.press("Home")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelectorAll('video')[3].volume === 0.25")
    assert switches.evaluate_all(states) == ["true"] * 4
    assert page.locator(".volume").first.get_attribute("aria-valuetext") == "25 %"
    page.locator("#scene-player").focus()
    page.keyboard.press("m")
    page.wait_for_function("() => document.querySelectorAll('video')[2].muted")
    page.keyboard.press("ArrowUp")
    page.wait_for_function(
        "() => { const [, , video] = document.querySelectorAll('video');"
        " return !video.muted && Math.abs(video.volume - 0.3) < 1e-6; }"
    )


def test_a_silent_clip_has_no_sound_controls(open_page):
    page = open_page(PAGES[2])
    assert page.locator(".controls").is_visible()
    assert page.locator(".sound-switch, .volume").count() == 0


@pytest.fixture(scope="module")
def sites(site, tall_site, square_site, heard_site):
    """Pages of all shapes: the folder, and what share of their pictures captions may take."""
    return {
        "wide": (site, 0.12),
        "tall": (tall_site, 0.16),
        "square": (square_site, 0.12),
        "heard": (heard_site, 0.12),
    }


@pytest.mark.parametrize("aspect", ["wide", "tall", "square", "heard"])
def test_controls_and_captions_stand_below_what_the_picture_shows(open_page, sites, aspect):
    folder, free = sites[aspect]
    shape = {"tall": (360, 640), "square": (640, 640)}.get(aspect, (640, 360))
    for name, sizes in {
        "scenes/Bias.html": [(400, 800), (1280, 800), (700, 420)],
        "clips/Bias/03-add-a-bias.html": [shape, (360, 300), (1280, 800)],
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


def test_the_controls_do_what_they_say(hands, open_page):
    page = open_page("clips/Bias/03-add-a-bias.html")
    video, caption = page.locator("video"), page.locator(".caption")
    hands.tab_to(page, ".play")
    assert page.locator(".play").get_attribute("aria-label") == "Play"
    page.keyboard.press("Enter")
    hands.plays(page, "video")
    assert page.locator(".play").get_attribute("aria-label") == "Pause"
    page.keyboard.press("Enter")
    assert video.evaluate("video => video.paused")
    hands.tab_to(page, ".seek")
    page.keyboard.press("Home")
    page.wait_for_function("() => document.querySelector('video').currentTime === 0")
    assert page.locator(".seek").get_attribute("aria-valuetext") == "0:00 / 0:01"
    hands.tab_to(page, ".words-switch")
    assert caption.is_visible()
    page.keyboard.press("Enter")
    assert not caption.is_visible()
    assert page.locator(".words-switch").get_attribute("aria-pressed") == "false"
    hands.tab_to(page, ".speed")
    page.select_option(".speed", "0.5")
    assert video.evaluate("video => video.playbackRate") == 0.5
    hands.tab_to(page, ".full")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.fullscreenElement?.matches('.player')")


def test_a_clip_in_a_frame_of_its_shape_shows_the_clip_alone(open_page):
    page = open_page(PAGES[2], viewport={"width": 640, "height": 360})
    box = page.locator(".player").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 640, 360)
    assert page.locator(".words").bounding_box()["width"] <= 1
    tall = open_page(PAGES[2], viewport={"width": 390, "height": 800})
    assert tall.locator(".words").bounding_box()["height"] > 50


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


@pytest.mark.parametrize("kind", ["mp4", "webm"])
def test_colors_are_those_of_the_film(open_page, tmp_path, kind):
    import av
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


def test_a_long_video_is_moved_in_where_a_server_sends_it_only_whole(
    hands, open_page, site, tmp_path
):
    copy = shutil.copytree(site, tmp_path / "site")
    with (copy / "neuroscenes.mp4").open("ab") as film:  # so long that no browser loads it all
        size = 30_000_000
        film.write(size.to_bytes(4, "big") + b"free" + bytes(size - 8))
    with hands.serving(copy) as address:
        page = open_page(f"{address}index.html#t=3")
        page.wait_for_function("() => document.getElementById('film').currentTime === 3")
        page.locator(".chapters li:nth-child(2) a").click()
        hands.plays(page, "#film")
        assert 2.4 <= page.locator("#film").evaluate("video => video.currentTime") < 3
