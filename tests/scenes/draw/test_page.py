"""The page in a real browser: Debian's Chromium, led by Playwright."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from network.files.weight_files import save_model
from network.layers import Layer
from network.mlp import MLP
from scenes.draw.readings import DRAWING_BYTES, KEPT_READINGS

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
    """Draw by mouse, and give the last answer: earlier ones were of unfinished drawings."""
    answers = []
    page.on("response", lambda answer: answers.append(answer) if "readings" in answer.url else None)
    box = page.locator("#pad").bounding_box()
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in corners]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=12)
    page.mouse.up()
    page.wait_for_selector("#verdict strong")
    settle(page)
    return answers[-1]


def settle(page):
    """Wait until the last drawing is read and shown."""
    page.wait_for_timeout(300)
    page.wait_for_selector("#stage[aria-busy=false]")


def shown_activations(page):
    """What the labels of the discs say, layer by layer."""
    labels = page.locator(".neuron").evaluate_all(
        "discs => discs.map(disc => [Number(disc.dataset.layer), disc.getAttribute('aria-label')])"
    )
    layers = {}
    for layer, label in labels:
        layers.setdefault(layer, []).append(label.rpartition(" ")[2])
    return [layers[layer] for layer in sorted(layers)]


def classified(path):
    """What `classify --json` says, in a process of its own: Playwright's loop occupies this one."""
    command = [sys.executable, "-c", "from scenes.cli import main; main()"]
    ended = subprocess.run(
        [*command, "classify", str(path), "--json"], cwd=ROOT, capture_output=True, check=True
    )
    return json.loads(ended.stdout)[0]


def test_a_digit_drawn_by_mouse_is_read_exactly_as_classify_reads_it(page, tmp_path):
    answer = draw(page)
    sent = answer.request.post_data_buffer
    assert len(sent) == DRAWING_BYTES
    reading = answer.json()
    assert reading["answer"] == 7
    with page.expect_download() as download:
        page.get_by_role("button", name="Save PNG").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert Image.open(saved).convert("L").tobytes() == sent
    expected = classified(saved)
    for part in ("answer", "pixels", "layers"):
        assert reading[part] == expected[part]
    assert shown_activations(page) == [
        [f"{activation:.4f}" for activation in layer["activations"]] for layer in expected["layers"]
    ]
    assert page.locator(".winner .name").inner_text() == "7"
    assert page.locator("#verdict").inner_text().startswith("It reads a 7 (output 0.")
    pixels = page.locator("#pixels").evaluate(
        "canvas => Array.from(canvas.getContext('2d').getImageData(0, 0, 28, 28).data)"
    )
    np.testing.assert_allclose(np.array(pixels[::4]) / 255, expected["pixels"], atol=0.003)


def test_a_pointed_neuron_says_its_exact_value(page):
    reading = draw(page).json()
    page.locator(".neuron[data-layer='1'][data-neuron='4']").hover()
    said = page.locator("#exact").inner_text().replace("−", "-")
    layer = reading["layers"][1]
    start, _, shown = said.partition(") = ")
    assert start.startswith("Hidden layer 2, neuron 5 of 16: sigmoid(")
    assert float(start.partition("(")[2]) == layer["pre_activations"][4]
    assert float(shown) == layer["activations"][4]
    page.locator("#verdict").hover()
    rounded = f"sigmoid({layer['pre_activations'][4]:.4f}) = {layer['activations'][4]:.4f}"
    assert page.locator("#exact").inner_text().replace("−", "-").endswith(rounded)


@pytest.mark.parametrize(("layer", "neuron"), [(0, 3), (2, 7)])
def test_a_clicked_neuron_shows_weights_and_products(page, layer, neuron):
    reading = draw(page).json()
    with page.expect_response("**/neurons/**") as answer:
        page.locator(f".neuron[data-layer='{layer}'][data-neuron='{neuron}']").click()
    found = answer.value.json()
    assert found["activation"] == reading["layers"][layer]["activations"][neuron]
    page.wait_for_selector("#inspector:not([hidden])")
    assert_opened_numbers(page, [found[n] for n in ("sum", "bias", "pre_activation", "activation")])
    side = 28 if layer == 0 else 4
    for name, values in (("weights", "weights"), ("products", "contributions")):
        assert_signs(page, name, side, found[values])
    strongest = int(np.argmax(np.abs(found["contributions"])))
    assert_cell(page, found, strongest, decimals=4)
    page.locator("#grids").focus()
    assert_cell(page, found, strongest)
    page.keyboard.press("ArrowLeft" if strongest % side else "ArrowRight")
    assert_cell(page, found, strongest + (-1 if strongest % side else 1))
    page.get_by_role("button", name="Close").click()
    assert page.locator("#inspector").is_hidden()
    focused = page.evaluate("document.activeElement.dataset")
    assert focused == {"layer": str(layer), "neuron": str(neuron)}


def assert_signs(page, name, side, values):
    """Positive values are green, negative are red, and the largest shine fully."""
    data = page.locator(f"#{name}").evaluate(
        "canvas => Array.from(canvas.getContext('2d')"
        ".getImageData(0, 0, canvas.width, canvas.height).data)"
    )
    colors = np.array(data).reshape(-1, 4)[: len(values), :3]
    assert len(data) == 4 * side * side
    strong = np.abs(values) > 0.2 * np.abs(values).max()
    is_green = colors[:, 1] > colors[:, 0]
    assert np.array_equal(is_green[strong], np.array(values)[strong] > 0)


def assert_cell(page, found, cell, decimals=None):
    said = page.locator("#cell").inner_text().replace("−", "-")
    products = said.partition("weight ")[2].replace(" = ", " × ").split(" × ")
    values = [found[name][cell] for name in ("weights", "inputs", "contributions")]
    exact = values if decimals is None else [round(value, decimals) for value in values]
    assert [float(part) for part in products] == exact


def assert_opened_numbers(page, values):
    """Numbers have four decimals, and all their digits under the pointer or with the focus."""
    shown = page.locator("#equation .number")
    texts = [text.replace("−", "-") for text in shown.all_inner_texts()]
    assert [float(text) for text in texts] == [round(value, 4) for value in values]
    opened = "number => getComputedStyle(number, '::after').content"
    for number, value in zip(shown.all(), values, strict=True):
        assert number.evaluate(opened) == "none"
        number.hover()
        assert float(number.evaluate(opened).strip('"').replace("−", "-")) == value
        page.mouse.move(0, 0)
        number.focus()
        assert float(number.evaluate(opened).strip('"').replace("−", "-")) == value


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
    widths = (
        "stage => [stage.scrollWidth > stage.clientWidth, stage.scrollHeight - stage.clientHeight]"
    )
    assert page.locator("#stage").evaluate(widths) == [True, 0]
    boxes = page.locator(".neuron:not(.output) .disc").evaluate_all(
        "discs => discs.map(d => d.getBoundingClientRect()).map(b => [b.x, b.y, b.width])"
    )
    assert len(boxes) == 160
    assert min(width for _, _, width in boxes) >= 11
    for (x, y, width), (other_x, other_y, _) in combinations(boxes, 2):
        assert abs(x - other_x) >= width or abs(y - other_y) >= width, "no disc covers another"


def test_undo_and_clear_take_ink_back(page):
    draw(page)
    draw(page, [(0.3, 0.5), (0.7, 0.5)])
    undo, clear = (page.get_by_role("button", name=name) for name in ("Undo", "Clear"))
    clear.click()
    settle(page)
    assert page.locator(".winner").count() == 0
    assert clear.is_disabled()
    assert page.get_by_role("button", name="Film it").is_disabled()
    undo.click()
    undo.click()
    settle(page)
    assert page.locator(".winner .name").inner_text() == "7"
    undo.click()
    settle(page)
    assert undo.is_disabled()
    assert page.locator(".winner").count() == 0


def test_a_digit_is_drawn_and_looked_at_by_keyboard_alone(page):
    page.locator("body").press("Tab")  # to the link in the header
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "pad"
    keys = ["ArrowUp"] * 2 + ["Space"] + ["ArrowDown"] * 20 + ["Space"]
    for key in keys:
        page.keyboard.press(key)
    settle(page)
    assert page.locator(".winner .name").inner_text() == "1"
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className").startswith("neuron"):
            break
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.layer") == "1"
    page.keyboard.press("Enter")
    page.wait_for_selector("#inspector:not([hidden])")
    assert page.evaluate("document.activeElement.id") == "inspector"


@pytest.mark.parametrize("label", [0, 4, 8])
def test_a_sample_is_read(page, label):
    page.get_by_role("button", name=f"Draw our {label}").click()
    settle(page)
    assert page.locator(".winner .name").inner_text() == str(label)


def confirm_nothing_sticks_out(axe, page):
    """Of a digit that is read, with a neuron looked at."""
    settle(page)
    page.locator(".neuron[data-layer='0'][data-neuron='5']").click()
    page.wait_for_selector("#inspector:not([hidden])")
    page.wait_for_timeout(1500)  # until nothing moves
    assert violations(axe, page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    "page", [{"width": 1440, "height": 900}, {"width": 390, "height": 844}], indirect=True
)
def test_axe_finds_nothing_and_nothing_sticks_out(page):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    assert violations(axe, page) == []
    page.get_by_role("button", name="Draw our 3").click()
    confirm_nothing_sticks_out(axe, page)


def violations(axe, page):
    return [
        (found["id"], [node["html"] for node in found["nodes"]])
        for found in axe.run(page).response["violations"]
    ]


def test_a_server_that_is_gone_is_said(page, serve):
    server = serve()
    page.hosts.append(server.url)
    page.goto(server.url)
    page.wait_for_selector("html[data-ready]")
    server.stop()
    page.get_by_role("button", name="Draw our 3").click()
    page.wait_for_selector("#notice:not([hidden])")
    assert "does not answer" in page.locator("#notice").inner_text()
    assert all("ERR_CONNECTION_REFUSED" in text for text in page.complaints)
    page.complaints.clear()  # the browser's own


def test_a_digit_is_drawn_by_finger_and_the_page_stays_where_it_is(browser, server):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(server.url)
    page.wait_for_selector("html[data-ready]")
    box = page.locator("#pad").bounding_box()
    finger = context.new_cdp_session(page)

    def touch(kind, *places):
        points = [
            {"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]} for x, y in places
        ]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", (0.5, 0.2))
    for step in range(1, 21):
        touch("touchMove", (0.5, 0.2 + 0.03 * step))
    touch("touchEnd")
    settle(page)
    assert page.evaluate("scrollY") == 0
    assert page.locator("#answer").inner_text() == "1"
    context.close()


def test_a_forgotten_drawing_is_sent_again(page, server):
    expected = draw(page).json()["layers"][1]["activations"][4]
    for number in range(KEPT_READINGS + 1):
        other = bytearray(DRAWING_BYTES)
        for row in range(60, 220):
            other[280 * row + 120 : 280 * row + 140] = bytes([255]) * 20
        other[280 * 140 + 60 : 280 * 140 + 160 + number] = bytes([255]) * (100 + number)
        sent = page.request.post(
            f"{server.url}api/readings",
            data=bytes(other),
            headers={"content-type": "application/octet-stream"},
        )
        assert sent.ok
    page.locator(".neuron[data-layer='1'][data-neuron='4']").click()
    page.wait_for_selector("#inspector:not([hidden])")
    shown = page.locator("#equation .signal .number")
    assert float(shown.get_attribute("data-all")) == expected
    page.complaints[:] = [text for text in page.complaints if "404" not in text]
    page.keyboard.press("Escape")
    assert page.locator("#inspector").is_hidden()


@pytest.fixture(params=[1440], ids=["desktop"])
def german_page(request, browser, german_server):
    """The page of a server that speaks German."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto(german_server.url)
    page.wait_for_selector("html[data-ready]")
    yield page
    context.close()
    assert page.complaints == []


def test_a_german_page_speaks_german_throughout(german_page):
    page = german_page
    reading = draw(page).json()
    sure = f"{max(reading['layers'][-1]['activations']):.4f}".replace(".", ",")
    assert (
        page.locator("#verdict").inner_text().startswith(f"Es liest eine 7 (Ausgabe {sure}; dann")
    )
    page.locator(".neuron[data-layer='0'][data-neuron='4']").hover()
    assert page.locator("#exact").inner_text().startswith("Verdeckte Schicht 1, Neuron 5 von 16: ")
    page.locator(".neuron[data-layer='0'][data-neuron='4']").click()
    page.wait_for_selector("#inspector:not([hidden])")
    page.get_by_role("button", name="Unsere 3 zeichnen").click()
    settle(page)
    seen = page.evaluate("""() => [document.title, document.body.innerText,
        ...Array.from(document.querySelectorAll("[aria-label]"), e => e.ariaLabel)].join("\\n")""")
    english = {"the", "of", "your", "digit", "weight", "layer", "row", "draw", "hidden", "clear"}
    assert english & set(re.findall(r"[a-z]+", seen.lower())) == set()
    for text in ("Zeile", "Spalte", "Gewicht", "Summe plus Bias", "13.002 Parameter", "Filmen"):
        assert text in seen
    assert not re.findall(r"\{\w+\}", seen), "every slot is filled"
    assert not re.findall(r"\d\.\d{4}", seen), "decimals follow a comma"


@pytest.mark.parametrize("german_page", [1440, 390], indirect=True)
def test_german_words_have_room(german_page):
    page = german_page
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.get_by_role("button", name="Unsere 3 zeichnen").click()
    confirm_nothing_sticks_out(axe, page)
    for button in page.locator(".row button:visible").all():
        assert button.evaluate("button => button.scrollWidth <= button.clientWidth + 1")


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
    reading = draw(page).json()
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
    pixels = {v["value"] for v in record["values"] if v["source"].startswith("trace.inputs[")}
    assert pixels <= set(reading["pixels"])
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
