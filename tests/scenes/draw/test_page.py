"""The page in a real browser: Debian's Chromium, led by Playwright."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest

from network.files.weight_files import save_model
from network.layers import Layer
from network.mlp import MLP

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium"),
    pytest.mark.xdist_group("browser"),
]

ROOT = Path(__file__).resolve().parents[3]
SEVEN = [(0.3, 0.22), (0.7, 0.22), (0.45, 0.8)]
"""Corners of a seven, as shares of the pad."""


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        options = ["--no-sandbox"] if os.geteuid() == 0 else []  # root's Chromium has no other way
        browser = started.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        browser.close()


@pytest.fixture(params=[{"width": 1440, "height": 900}], ids=["desktop"])
def page(request, browser, server):
    """The page, which must neither complain nor ask another host."""
    context = browser.new_context(viewport=request.param, accept_downloads=True)
    page = context.new_page()
    complaints, asked = [], []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.complaints, page.hosts = complaints, [server.url]
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server.url)
    page.wait_for_selector("html[data-ready]")
    yield page
    context.close()
    assert complaints == []
    own = tuple(page.hosts + [f"blob:{host}" for host in page.hosts])
    assert [url for url in asked if not url.startswith(own)] == []


def draw(page, corners=SEVEN):
    """Draw by mouse."""
    box = page.locator("#pad").bounding_box()
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in corners]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=12)
    page.mouse.up()
    page.wait_for_selector("#verdict strong")


def shown(page) -> dict:
    """What the page says of the drawing, at full precision."""
    read = """() => { const trace = neuroscenes.read(neuroscenes.drawing());
        return JSON.stringify({ pixels: [...trace.ink], layers: trace.layers.map(layer => ({
            pre_activations: [...layer.preActivations], activations: [...layer.activations] })) });
    }"""
    return json.loads(page.evaluate(read))


def classified(path):
    """What `classify --json` says, in a process of its own: Playwright's loop occupies this one."""
    command = [sys.executable, "-c", "from scenes.cli import main; main()"]
    ended = subprocess.run(
        [*command, "classify", str(path), "--json"], cwd=ROOT, capture_output=True, check=True
    )
    return json.loads(ended.stdout)[0]


def test_a_saved_drawing_is_read_by_classify_as_the_page_reads_it(page, tmp_path):
    draw(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save PNG").click()
    download.value.save_as(tmp_path / "saved.png")
    found, expected = shown(page), classified(tmp_path / "saved.png")
    assert expected["answer"] == 7
    np.testing.assert_allclose(found["pixels"], expected["pixels"], atol=1e-12)
    for here, there in zip(found["layers"], expected["layers"], strict=True):
        for part in ("pre_activations", "activations"):
            np.testing.assert_allclose(here[part], there[part], rtol=1e-9)


def test_the_page_leads_to_the_film_or_says_how_to_make_it(page, server, make_film):
    page.get_by_role("link", name="Watch the film").click()
    page.wait_for_selector("html[data-ready]")
    assert page.locator("#command").inner_text() == "neuroscenes film"
    assert page.locator("#made").is_hidden()
    film = make_film(server.output.parent)
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.locator("#missing").is_hidden()
    page.wait_for_function("() => document.querySelector('video').readyState >= 1")
    page.get_by_role("link", name="All in one picture").click()
    video = page.locator("video")
    page.wait_for_function("() => document.querySelector('video').currentTime >= 1")
    found = video.evaluate("video => [video.textTracks[0].mode, video.textTracks[0].cues.length]")
    assert found == ["showing", 1]
    page.get_by_role("link", name="Draw your own digit").click()
    page.wait_for_selector("html[data-ready]")
    for path in film.parent.glob("neuroscenes.*"):
        path.unlink()


@pytest.mark.parametrize("page", [{"width": 400, "height": 800}], indirect=True)
def test_a_network_of_broad_layers_is_scrolled_not_squeezed(page, serve, tmp_path):
    rng = np.random.default_rng(0)
    sizes = (784, 100, 60, 10)
    layers = [
        Layer(rng.normal(0, 0.1, (after, before)), np.zeros(after), "sigmoid")
        for before, after in pairwise(sizes)
    ]
    letters = tuple("abcdefghij")  # of a network for digits it would be said that it knows none
    save_model(tmp_path / "broad.safetensors", MLP(tuple(layers), labels=letters), {})
    server = serve("--model", str(tmp_path / "broad.safetensors"))
    page.hosts.append(server.url)
    page.goto(server.url)
    page.wait_for_selector("html[data-ready]")
    draw(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    widths = "box => [box.scrollWidth > box.clientWidth, box.scrollHeight - box.clientHeight]"
    assert page.locator("#picture").evaluate(widths) == [True, 0]
    boxes = page.locator(".neuron:not(.output) .disc").evaluate_all(
        "discs => discs.map(d => d.getBoundingClientRect()).map(b => [b.x, b.y, b.width])"
    )
    assert len(boxes) == 160
    assert min(width for _, _, width in boxes) >= 11
    for (x, y, width), (other_x, other_y, _) in combinations(boxes, 2):
        assert abs(x - other_x) >= width or abs(y - other_y) >= width, "no disc covers another"


def test_shape_and_captions_of_a_clip_can_be_chosen(page):
    draw(page)
    page.get_by_label("Shape").select_option("9:16, for phones")
    page.get_by_label("Captions in the picture").check()
    with page.expect_request(lambda r: r.method == "POST" and "clips" in r.url) as asked:
        page.get_by_role("button", name="Film it").click()
    wanted = asked.value.post_data_json
    assert (wanted["aspect"], wanted["burn_captions"]) == ("9:16", True)
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("Cancelled.").wait_for()


@pytest.mark.slow
def test_a_tall_clip_with_captions_in_the_picture_is_filmed_and_fits(page, serve):
    server = serve()
    page.hosts.append(server.url)
    page.goto(server.url)
    page.wait_for_selector("html[data-ready]")
    draw(page)
    page.get_by_label("A neuron holds a number").check()
    page.get_by_label("Shape").select_option("9:16, for phones")
    page.get_by_label("Captions in the picture").check()
    page.get_by_role("button", name="Film it").click()
    page.wait_for_selector(".clip video", timeout=300_000)
    video = page.locator(".clip video").first
    page.wait_for_function("() => document.querySelector('.clip video').videoWidth > 0")
    found = video.evaluate(
        "video => [video.videoWidth, video.videoHeight, video.textTracks[0].mode]"
    )
    assert found == [480, 854, "disabled"]
    assert video.bounding_box()["height"] <= 900


def test_a_new_clip_plays_unheard_until_somebody_wants_to_hear_it(page, heard_clip):
    clip = {
        "key": "k", "scene": "Bias", "title": "Bias", "quality": "l", "aspect": "16:9",
        "width": 320, "height": 180, "burn_captions": False, "sound": False, "answer": "7",
        "state": "queued", "share": None, "elapsed_seconds": 0.0, "error": "", "files": {},
    }  # fmt: skip
    names = ("clip.mp4", "captions.vtt", "poster.png", "drawing.png")
    files = {name: f"/api/clips/k/{name}" for name in names}
    done = {**clip, "state": "done", "share": 1.0, "sound": True, "files": files}
    told = {"body": f"data: {json.dumps(done)}\n\n", "content_type": "text/event-stream"}
    answers = {
        "events": told,
        "clip.mp4": {"path": heard_clip, "content_type": "video/mp4"},
        "captions.vtt": {"body": "WEBVTT\n", "content_type": "text/vtt"},
    }
    empty = {"body": ""}
    page.route("**/api/clips", lambda route: route.fulfill(status=201, json=clip))
    page.route(
        "**/api/clips/k/*",
        lambda route: route.fulfill(**answers.get(route.request.url.rpartition("/")[2], empty)),
    )
    draw(page)
    page.get_by_role("button", name="Film it").click()
    video = page.locator(".clip video")
    page.wait_for_function("() => document.querySelector('.clip video')?.currentTime > 0.2")
    assert video.evaluate("video => video.muted && !video.paused")
    page.get_by_role("button", name="Play with sound").click()
    page.wait_for_function(
        "() => { const video = document.querySelector('.clip video');"
        " return !video.muted && !video.paused && video.webkitAudioDecodedByteCount > 0; }"
    )
    assert page.get_by_role("button", name="Play with sound").count() == 0


@pytest.mark.slow
def test_a_clip_of_a_server_that_is_stopped_says_so(page, serve):
    server = serve()
    page.hosts.append(server.url)
    page.goto(server.url)
    page.wait_for_selector("html[data-ready]")
    draw(page)
    page.get_by_role("button", name="Film it").click()
    page.wait_for_selector("progress")
    server.stop()
    page.wait_for_selector("progress", state="detached")
    said = page.locator(".clip [role=status]").inner_text()
    assert said in ("Cancelled.", "The server was stopped before it was finished.")
    page.complaints[:] = [text for text in page.complaints if "ERR_" not in text]


@pytest.mark.slow
def test_a_clip_of_the_drawing_is_filmed_and_plays(page, server):
    draw(page)
    drawn = np.array(shown(page)["pixels"])
    page.get_by_label("A neuron holds a number").check()
    page.get_by_role("button", name="Film it").click()
    page.wait_for_selector("progress[value]", timeout=60_000)
    assert "%" in page.locator(".clip [role=status]").inner_text()
    page.wait_for_selector("video", timeout=300_000)
    assert page.locator(".clip h3").inner_text() == "A neuron holds a number, with your 7"
    for _ in range(40):
        page.wait_for_timeout(500)
        if page.locator("video").evaluate("video => video.currentTime") > 1.5:
            break
    playing = page.locator("video").evaluate(
        "video => ({time: video.currentTime, seconds: video.duration,"
        " mode: video.textTracks[0].mode, cues: video.textTracks[0].cues.length,"
        " width: video.videoWidth})"
    )
    assert playing["time"] > 1.5
    assert playing["mode"] == "showing"
    assert playing["cues"] > 2
    assert playing["width"] == 854
    (folder,) = server.output.glob("ANeuronHoldsANumber-*")
    record = json.loads((folder / "ANeuronHoldsANumber.json").read_text())
    assert playing["seconds"] == pytest.approx(record["seconds"], abs=0.2)
    pixels = {v["value"] for v in record["values"] if v["source"].startswith("trace.ink[")}
    assert all(np.abs(drawn - pixel).min() < 1e-12 for pixel in pixels)
    assert pixels
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the clip (mp4)").click()
    assert download.value.suggested_filename == "ANeuronHoldsANumber-7.mp4"
    assert (
        Path(download.value.path()).read_bytes()
        == (folder / "ANeuronHoldsANumber.mp4").read_bytes()
    )


@pytest.mark.slow
def test_a_clip_is_cancelled(page, server):
    draw(page)
    page.get_by_role("button", name="Film it").click()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("Cancelled.").wait_for()
    assert list(server.output.glob("ForwardPass-*")) == []


def test_a_server_that_is_gone_is_said(page, serve):
    server = serve()
    page.hosts.append(server.url)
    page.goto(server.url)
    page.wait_for_selector("html[data-ready]")
    page.get_by_role("button", name="Draw our 3").click()
    server.stop()
    page.get_by_role("button", name="Film it").click()
    page.wait_for_selector("#notice:not([hidden])")
    assert "does not answer" in page.locator("#notice").inner_text()
    assert all("ERR_CONNECTION_REFUSED" in text for text in page.complaints)
    page.complaints.clear()  # the browser's own
