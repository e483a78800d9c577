"""What is copied from the pages, and what becomes of it elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace

import nh3
import pytest

from scenes.editions.site.publish import publish

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize("name", ["iframe", "video"])
def test_what_is_copied_works_in_a_fresh_file(hands, open_page, served, name):
    code = hands.copied(open_page(f"{served}scenes/Bias.html"), name)
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
    place.wait_for_function(hands.PLAYS, arg=video.element_handle())
    cues = [(0.0, 1.3, "Here is its sums,\nBias &amp; 2 &lt; 3.")]
    hands.captions_are_in_step(video, cues)


def test_the_line_of_markdown_and_the_link_lead_to_the_clip(hands, open_page, served):
    page = open_page(f"{served}scenes/Bias.html")
    line = hands.copied(page, "markdown")
    alt, picture, target = re.fullmatch(r"\[!\[(.+)\]\((\S+)\)\]\((\S+)\)", line).groups()
    assert alt.startswith("A histogram of the weighted sums")
    assert picture == f"{served}clips/Bias/01-its-sums.gif"
    link = hands.copied(open_page(f"{served}scenes/Bias.html"), "link")
    assert link == target == f"{served}clips/Bias/01-its-sums.html"
    clip = open_page(link)
    assert clip.title() == "Bias · Its sums · Neuroscenes"
    clip.locator("video").focus()
    clip.keyboard.press("Space")
    hands.plays(clip, "video")


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


def test_with_a_base_codes_are_copied_from_a_disk_too(hands, open_page, publish_small):
    published = publish_small("Bias", base_url="https://example.org/film/")
    page = open_page((published / "scenes/Bias.html").as_uri())
    assert hands.copied(page, "link") == "https://example.org/film/clips/Bias/01-its-sums.html"
    code = hands.copied(open_page((published / "scenes/Bias.html").as_uri()), "video")
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
    hands, open_page, publish_small, tmp_path
):
    """Published, added to, pruned, published again."""
    clips = {"Bias": "03-add-a-bias", "ForwardPass": "02-another-digit-9"}
    codes = []
    with hands.serving(publish_small("Bias")) as address:
        codes.append(hands.copied(open_page(f"{address}scenes/Bias.html"), "iframe", clips["Bias"]))
    with hands.serving(publish_small("ForwardPass")) as address:
        for name in ("iframe", "video", "link"):
            page = open_page(f"{address}scenes/ForwardPass.html")
            codes.append(hands.copied(page, name, clips["ForwardPass"]))
    publish_small("ForwardPass", prune=True)
    publish_small("Bias", prune=True)
    site = publish_small("ForwardPass")
    lesson = tmp_path / "lesson.html"
    with hands.serving(site) as address:
        for code in codes:
            code = re.sub(r"http://127.0.0.1:[0-9]+/", address, code)  # noqa: PLW2901
            lesson.write_text(f"<!doctype html><title>Lesson</title>{code}")
            page = open_page(code if code.startswith("http") else lesson.as_uri())
            page.wait_for_selector("iframe, video")
            place = page.frames[-1]
            place.locator("video").evaluate("video => video.play()")
            place.wait_for_function(hands.PLAYS, arg=place.locator("video").element_handle())


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


def test_the_iframe_of_a_tall_clip_is_tall_and_fits_the_window(open_page, tall_site, tmp_path):
    page = open_page((tall_site / "scenes/Bias.html").as_uri())
    code = page.locator("#\\30 1-its-sums-iframe").text_content()
    fresh = tmp_path / "lesson.html"
    fresh.write_text(f"<!doctype html><html lang=en><title>Lesson</title><body>{code}")
    box = open_page(fresh.as_uri(), viewport={"width": 1280, "height": 500}).locator("iframe")
    found = box.bounding_box()
    assert found["width"] / found["height"] == pytest.approx(360 / 640, rel=0.01)
    assert found["height"] <= 500


@pytest.mark.parametrize("style", [set(), {"max-width", "width", "height"}], ids=["bare", "mild"])
@pytest.mark.parametrize("aspect", ["wide", "tall"])
def test_a_sanitised_frame_keeps_its_shape_in_a_column(open_page, site, tall_site, aspect, style):
    folder, shape = {"wide": (site, 320 / 180), "tall": (tall_site, 360 / 640)}[aspect]
    page = open_page((folder / "scenes/Bias.html").as_uri())
    code = nh3.clean(
        page.locator("#\\30 1-its-sums-iframe").text_content(),
        tags={"iframe"},
        attributes={"iframe": {"src", "title", "width", "height", "allowfullscreen", "style"}},
        filter_style_properties=style,
        url_relative="pass_through",
    )
    page.set_content(f"<body style='width: 700px'>{code}")
    box = page.locator("iframe").bounding_box()
    assert box["width"] - 4 == pytest.approx((box["height"] - 4) * shape, rel=0.01)
    assert box["height"] > 170
