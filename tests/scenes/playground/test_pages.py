"""The pages in Chromium, from a disk and with no way out."""

from __future__ import annotations

import html
import json
import math
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from network.analysis.edge_masks import EDGE_END, EDGE_ROW, EDGE_START, hand_made_masks
from network.digits.datasets import own_test_strokes
from network.digits.drawn_digits import drawn_digit, rasterize
from network.digits.image_format import image_format_of
from network.digits.rasterization import rasterize_strokes
from network.files.default_model import default_model
from network.files.weight_files import save_model
from network.forward import forward
from network.mlp import MLP
from scenes.playground.pages import PAGES
from scenes.playground.writing import write_playground
from scenes.subject.settings import Settings

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium"),
    pytest.mark.xdist_group("browser"),
]
FILES = [page.file for page in PAGES.values()]
SEVEN = [(0.3, 0.22), (0.7, 0.22), (0.45, 0.8)]
"""Corners of a seven, as shares of the pad."""
PICTURES_SAID = {
    "line": "exactly the line", "inverse": "all but the line",
    "half": "half the line", "blob": "a blob",
}  # fmt: skip
READ = """drawings => JSON.stringify(JSON.parse(drawings).map(drawing => {
    const trace = neuroscenes.read(drawing);
    return {
        ink: [...trace.ink],
        layers: trace.layers.map(layer => [[...layer.preActivations], [...layer.activations]]),
    };
}))"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        options = ["--host-resolver-rules=MAP * ~NOTFOUND"]
        if os.geteuid() == 0:
            options.append("--no-sandbox")  # root's Chromium has no other way
        browser = started.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("play")
    write_playground(folder, Settings())
    write_playground(folder / "de", Settings(language="de", palette="colorblind"))
    return folder


@pytest.fixture
def open_page(browser, folder):
    """Open a page from the disk; it asks nobody for anything, and complains of nothing."""
    contexts, asked, wrong = [], [], []

    def opened(name: str, **options) -> Any:
        context = browser.new_context(**options)
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text))
        page.goto(name if "://" in name else f"{folder.as_uri()}/{name}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith(("file://", "data:", "blob:"))] == []
    assert wrong == []


def computed(page, drawings: list[dict]) -> list[dict]:
    """What a page makes of drawings; as text, which Playwright hands over quickly."""
    return json.loads(page.evaluate(READ, json.dumps(drawings)))


def ready(page) -> Any:
    page.wait_for_selector("html[data-ready]")
    return page


def draw(page, corners=SEVEN) -> None:
    box = page.locator("#pad").bounding_box()
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in corners]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=12)
    page.mouse.up()
    page.wait_for_timeout(60)


def winner(page) -> str:
    return page.locator(".winner .name").inner_text()


@pytest.mark.parametrize("name", ["default", "relu", "softmax", "8 x 8", "normalised"])
def test_200_drawings_are_computed_as_network_computes_them(
    name, networks, drawings, tmp_path, open_page
):
    model = networks[name]
    save_model(tmp_path / "model.safetensors", model, {})
    write_playground(tmp_path, Settings(model=tmp_path / "model.safetensors"))
    page = open_page((tmp_path / "draw.html").as_uri())
    image_format = image_format_of(model.layer_sizes[0])
    found = computed(page, [drawing.as_json() for drawing in drawings])
    assert len(found) == 200
    for drawing, shown in zip(drawings, found, strict=True):
        # The center of mass is a sum, which NumPy adds up in another order.
        np.testing.assert_allclose(shown["ink"], drawing.pixels(image_format), rtol=0, atol=1e-12)
        trace = forward(model, shown["ink"])
        for layer, (before, after) in zip(trace.layers, shown["layers"], strict=True):
            np.testing.assert_allclose(before, layer.pre_activations, rtol=1e-9)
            np.testing.assert_allclose(after, layer.activations, rtol=1e-9)


@pytest.mark.parametrize("name", FILES)
def test_a_page_is_small_and_whole(name, folder):
    text = html.unescape((folder / name).read_text(encoding="utf-8"))
    assert len(text.encode()) < 1_000_000
    assert "default-src 'none'" in text
    assert not re.findall(r"""(?:src|href)=["'](?!data:|[a-z]+\.html|#)""", text)
    assert not re.findall(r"fetch\(.http|unsafe-inline", text)


@pytest.mark.parametrize("name", FILES)
def test_it_works_embedded_without_an_origin_at_any_width(name, folder, open_page):
    frame = f'<iframe sandbox="allow-scripts" src="{name}#digit=3" style="width:100%;height:700px">'
    (folder / "host.html").write_text(
        f"<!doctype html><title>Host</title><style>body{{margin:0}} iframe{{border:0}}</style>"
        f"{frame}"
    )
    page = open_page("host.html", viewport={"width": 400, "height": 720})
    for width in (400, 640, 1280):
        page.set_viewport_size({"width": width, "height": 720})
        inner = page.frames[1]
        inner.wait_for_selector("html[data-ready]")
        inner.wait_for_function("width => innerWidth === width", arg=width)
        assert inner.evaluate("origin") == "null"
        sizes = inner.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert sizes == [width, width]
    inner.locator("#colors").click()
    assert inner.locator("#notice").is_hidden()


@pytest.mark.parametrize("folder_of", ["", "de/"])
def test_all_of_a_page_is_seen_at_once_on_a_small_laptop(folder_of, open_page):
    viewport = {"width": 1280, "height": 720}
    page = open_page(f"{folder_of}index.html", viewport=viewport)
    heights = {}
    for name in FILES:
        page.goto(page.url.rpartition("/")[0] + f"/{name}")
        ready(page)
        # A busy machine lays a page out some time after it is ready.
        for _ in range(50):
            page.wait_for_timeout(100)
            heights[name] = page.evaluate("document.documentElement.scrollHeight")
            if heights[name] == viewport["height"]:
                break
    assert heights == dict.fromkeys(FILES, viewport["height"])


@pytest.mark.parametrize("name", [*FILES, "index.html"])
def test_axe_finds_nothing(name, open_page):
    """All rules where it is dark and wide; those of colors and sizes where light and narrow."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    size = {"width": 1280, "height": 800}
    page = open_page(f"{name}#digit=3", viewport=size, color_scheme="dark", reduced_motion="reduce")
    if "index" not in name:
        ready(page)
        # A table of 784 pixels takes axe as long as all the rest.
        opening = "d => d.forEach(each => each.open = true)"
        page.locator("details:not(#pixel-table)").evaluate_all(opening)
        page.wait_for_timeout(100)
    for scheme, width, rules in (
        ("dark", 1280, {}),
        (
            "light",
            400,
            {"runOnly": ["color-contrast", "target-size", "scrollable-region-focusable"]},
        ),
    ):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(100)
        found = axe.run(page, options={"preload": False, **rules}).response
        told = [(e["id"], [node["html"] for node in e["nodes"]]) for e in found["violations"]]
        assert told == []
        assert len(found["passes"]) > (0 if rules else 10)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_drawing_by_mouse_is_read_and_stands_in_the_address(open_page):
    page = ready(open_page("draw.html", viewport={"width": 1280, "height": 720}))
    assert page.locator("#verdict").inner_text().startswith("Every number here")
    draw(page)
    assert winner(page) == "7"
    said = page.locator("#verdict").inner_text()
    assert said.startswith("It reads a 7 (output 0.")
    again = ready(open_page(page.url))
    assert again.locator("#verdict").inner_text() == said
    page.get_by_role("button", name="Clear").click()
    page.wait_for_timeout(60)
    assert page.locator(".winner").count() == 0
    page.get_by_role("button", name="Undo").click()
    page.wait_for_timeout(60)
    assert page.locator("#verdict").inner_text() == said


def test_a_digit_is_drawn_and_looked_at_by_keyboard_alone(open_page):
    page = ready(open_page("draw.html"))
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "pad":
            break
    for key in ["ArrowUp"] * 2 + ["Space"] + ["ArrowDown"] * 20 + ["Space"]:
        page.keyboard.press(key)
    page.wait_for_timeout(60)
    assert winner(page) == "1"
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className").startswith("neuron"):
            break
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.ariaPressed") == "true"
    assert "neuron=2,2" in page.url
    assert (
        page.locator("#exact").inner_text().startswith("Hidden layer 2, neuron 2 of 16: sigmoid(")
    )


def test_a_digit_is_drawn_by_finger_and_the_page_stays_where_it_is(browser, folder):
    context = browser.new_context(viewport={"width": 400, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto((folder / "draw.html").as_uri())
    ready(page)
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
    page.wait_for_timeout(100)
    assert page.evaluate("scrollY") == 0
    assert page.locator("#answer").inner_text() == "1"
    context.close()


def test_the_numbers_stand_in_tables(open_page):
    page = ready(open_page("draw.html#digit=3"))
    trace = computed(page, [{"strokes": [[[300, 200], [700, 200]]]}])[0]
    page.evaluate("document.querySelector('#neuron-table').open = true")
    rows = page.locator("#neuron-table tbody tr")
    assert rows.count() == sum(len(after) for _, after in trace["layers"])
    assert float(rows.last.locator("td").last.inner_text()) == pytest.approx(0.0002, abs=1e-4)
    page.evaluate("document.querySelector('#pixel-table').open = true")
    assert page.locator("#pixel-table td").count() == 784


def test_a_german_page_speaks_german_and_has_the_other_colors(open_page):
    page = ready(open_page("de/draw.html#digit=3", viewport={"width": 400, "height": 800}))
    assert page.locator("html").get_attribute("lang") == "de"
    assert page.locator("#verdict").inner_text().startswith("Es liest eine 3 (Ausgabe 0,9")
    assert page.locator("#colors").inner_text() == "In Grün und Rot zeigen"
    page.locator("#colors").click()
    assert page.locator("#colors").inner_text() == "In Blau und Orange zeigen"
    assert "colors=classic" in page.url
    seen = page.evaluate("""() => [document.title, document.body.innerText,
        ...Array.from(document.querySelectorAll("[aria-label]"), e => e.ariaLabel)].join("\\n")""")
    english = {"the", "of", "your", "digit", "weight", "layer", "row", "draw", "hidden", "clear"}
    assert english & set(re.findall(r"[a-z]+", seen.lower())) == set()
    assert not re.findall(r"\{\w+\}", seen), "every slot is filled"
    for button in page.locator(".row button:visible").all():
        assert button.evaluate("button => button.scrollWidth <= button.clientWidth + 1")


def numbers(page, *names: str) -> list[float]:
    """What stands in some places of a page."""
    return numbers_in([page.locator(f"#{name}").inner_text() for name in names])


def numbers_in(texts: list[str]) -> list[float]:
    return [float(text.replace("−", "-").replace(",", ".")) for text in texts]


def test_a_neuron_shows_its_sum_and_follows_its_bias_and_a_weight(open_page):
    page = ready(
        open_page("neuron.html#digit=3&neuron=1,8", viewport={"width": 1280, "height": 720})
    )
    page.wait_for_selector("html[data-tested]")
    model = default_model()
    trace = forward(model, rasterize(drawn_digit(3)))
    layer, bias = trace.layers[0], model.layers[0].biases[7]
    products = model.layers[0].weights[7] * trace.inputs
    expected = [products.sum(), bias, layer.pre_activations[7], layer.activations[7]]
    assert numbers(page, "sum", "plus", "total", "activation") == pytest.approx(expected, abs=6e-4)
    said = page.locator("#cell").inner_text().replace("−", "-")
    assert float(said.rpartition(" = ")[2]) == pytest.approx(
        products[np.abs(products).argmax()], abs=1e-4
    )
    lit = [
        forward(model, rasterize_strokes(strokes)).layers[0].pre_activations[7] > 0
        for _, strokes in own_test_strokes()
    ]
    assert page.locator("#lit").inner_text() == f"It lights up for {sum(lit)} of 300 test digits."
    page.locator("#bias").focus()
    for _ in range(3):
        page.keyboard.press("PageUp")
    moved = numbers(page, "plus")[0] - bias
    assert moved > 1
    assert numbers(page, "total")[0] == pytest.approx(expected[2] + moved, abs=2e-3)
    assert "as trained for" in page.locator("#lit").inner_text()
    page.get_by_role("button", name="As it was trained").click()
    assert numbers(page, "total")[0] == pytest.approx(expected[2], abs=6e-4)
    page.locator("#grids").focus()
    page.keyboard.press("ArrowRight")
    page.locator("#weight").evaluate(
        "w => { w.value = w.max; w.dispatchEvent(new Event('input')); }"
    )
    cell = int(np.abs(products).argmax()) + 1
    change = 2 * np.abs(model.layers[0].weights[7]).max() - model.layers[0].weights[7][cell]
    assert numbers(page, "total")[0] == pytest.approx(
        expected[2] + change * trace.inputs[cell], abs=2e-3
    )
    page.locator(".neuron[data-layer='2'][data-neuron='3']").click()
    assert page.locator("#neuron-name").inner_text() == "Output for 3"
    assert numbers(page, "activation")[0] == pytest.approx(trace.layers[2].activations[3], abs=1e-4)
    assert page.url.endswith("neuron=3,4")


def paint_row(page, row: float, columns: tuple[float, float], side: int = 28) -> None:
    box = page.locator("#weights").bounding_box()
    at = [box["x"] + box["width"] * (column + 0.5) / side for column in columns]
    height = box["y"] + box["height"] * (row + 0.5) / side
    page.mouse.move(at[0], height)
    page.mouse.down()
    page.mouse.move(at[1], height, steps=3)
    page.mouse.up()
    page.wait_for_timeout(60)


def most_right(sums: np.ndarray, has: np.ndarray) -> int:
    """How many pictures the best bar puts on their right side."""
    bars = [*sums, sums.min() - 1]
    return max(int(np.count_nonzero((sums > bar) == has)) for bar in bars)


def test_painted_weights_are_fooled_by_a_blob_until_some_take_light_away(open_page):
    page = ready(open_page("weights.html#digit=3", viewport={"width": 1280, "height": 720}))
    assert "8 of 16 right, as by guessing" in page.locator("#score").inner_text()
    masks = hand_made_masks()
    scores = {}
    for mask in (masks.positive_mask, masks.mask):
        if mask is masks.positive_mask:
            paint_row(page, EDGE_ROW, (EDGE_START, EDGE_END - 1))
        else:
            page.get_by_text("red", exact=True).click()
            page.locator("#strength").fill("0.5")
            for row in (EDGE_ROW - 1, EDGE_ROW + 1):
                paint_row(page, row, (EDGE_START, EDGE_END - 1))
        found = page.evaluate("neuroscenes.painted()")
        np.testing.assert_array_equal(found["weights"], mask)
        pictures = {each["name"]: np.array(each["ink"]) for each in found["pictures"]}
        for name, said in PICTURES_SAID.items():
            np.testing.assert_array_equal(pictures[said], masks.pictures[masks.index(name)])
        np.testing.assert_allclose(pictures["your drawing"], rasterize(drawn_digit(3)), atol=1e-12)
        sums = np.array([math.fsum(mask * ink) for ink in pictures.values()])
        np.testing.assert_allclose(found["sums"], sums, rtol=1e-9, atol=1e-9)
        has = np.array([each["has"] for each in found["pictures"]][:-1], bool)
        scores[mask is masks.mask] = most_right(sums[:-1], has)
        assert found["right"] == scores[mask is masks.mask]
        shown = numbers_in(page.locator("#lit strong, #unlit strong").all_inner_texts())
        assert shown == pytest.approx(sorted(sums, reverse=True), abs=0.051)
    assert scores == {False: 12, True: 16}
    assert page.locator("#score").inner_text() == "All 16 right!"
    assert page.locator(".wrong").count() == 0
    again = ready(open_page(page.url))
    assert again.evaluate("neuroscenes.painted()") == found
    page.get_by_role("button", name="Undo").click()
    page.wait_for_timeout(60)
    assert page.locator("#score").inner_text() != "All 16 right!"


@pytest.mark.parametrize("side", [28, 8])
def test_every_challenge_can_be_won_and_its_weights_are_painted_by_keyboard(
    side, networks, tmp_path, open_page
):
    model = networks["default" if side == 28 else "8 x 8"]
    save_model(tmp_path / "model.safetensors", model, {})
    write_playground(tmp_path, Settings(model=tmp_path / "model.safetensors"))
    page = ready(open_page((tmp_path / "weights.html").as_uri()))
    page.locator("#weights").focus()
    for key in ["Space", *["ArrowLeft"] * side]:
        page.keyboard.press(key)
    page.keyboard.press("Space")
    page.wait_for_timeout(60)
    painted = np.reshape(page.evaluate("neuroscenes.painted().weights"), (side, side))
    assert painted.sum() == painted[side // 2, : side // 2 + 1].sum() == side // 2 + 1
    for name in ("across", "down", "slanted", "border"):
        page.locator(f"#challenges [value={name}]").check()
        assert page.locator("#score").inner_text() != "All 16 right!"
        page.get_by_role("button", name="Show weights that work").click()
        page.wait_for_timeout(60)
        assert page.locator("#score").inner_text() == "All 16 right!"
        page.get_by_role("button", name="Undo").click()
    page.locator("#challenges [value=digits]").check()
    assert page.locator("#lit li").count() == 4


def turned(page) -> dict[str, Any]:
    page.wait_for_selector("html[data-tested]:not([data-busy])")
    return page.evaluate("neuroscenes.turned()")


def test_dials_that_are_turned_score_what_network_scores(networks, tmp_path, open_page):
    labels, digits = zip(*own_test_strokes(), strict=True)
    for name in ("default", "8 x 8", "softmax", "normalised"):
        model = networks[name]
        folder = tmp_path / name
        folder.mkdir()
        save_model(folder / "model.safetensors", model, {})
        write_playground(folder, Settings(model=folder / "model.safetensors"))
        count = sum(layer.weights.size + layer.biases.size for layer in model.layers)
        way = f"d{count - 1}_1.5,r100-1,c10x80-2,d0_-0.25"
        page = open_page((folder / "dials.html").as_uri() + f"#seed=4&way={way}")
        found = turned(page)
        assert way in page.url
        assert len(found["parameters"]) == count
        assert (found["parameters"][0], found["parameters"][-1]) == (-0.25, 1.5)
        at, layers = 0, []
        for layer in model.layers:
            parts = []
            for part in (layer.weights, layer.biases):
                parts.append(np.reshape(found["parameters"][at : at + part.size], part.shape))
                at += part.size
            layers.append(replace(layer, weights=parts[0], biases=parts[1]))
        changed = replace(model, layers=tuple(layers))
        image_format = image_format_of(model.layer_sizes[0])
        inks = [rasterize_strokes(strokes, image_format=image_format) for strokes in digits]
        traces = [forward(changed, ink) for ink in inks]
        outputs = [trace.layers[-1].activations for trace in traces]
        np.testing.assert_allclose(found["outputs"], outputs, rtol=1e-9, atol=1e-12)
        # Where the network knows no digits, right is what it answers as it was trained.
        wanted = [
            forward(model, ink).answer if output is None else output
            for output, ink in zip(map(model.output_of_digit, labels), inks, strict=True)
        ]
        right = sum(trace.answer == each for trace, each in zip(traces, wanted, strict=True))
        assert found["right"] == right
        assert page.locator("#score").inner_text() == f"{right} of 300 digits right"
        assert "try 80," in page.locator("#record").inner_text()


def test_dials_are_turned_by_hand_and_by_chance_and_taken_back(open_page):
    page = ready(open_page("dials.html#seed=2", viewport={"width": 1280, "height": 800}))
    begun = turned(page)
    page.locator("#field canvas").focus()
    for key in ("ArrowRight", "ArrowDown", "+", "+"):
        page.keyboard.press(key)
    found = turned(page)
    (dial,) = np.flatnonzero(np.not_equal(begun["parameters"], found["parameters"])).tolist()
    assert dial == 14 * 28 + 14 + 1 + 28
    assert found["parameters"][dial] - begun["parameters"][dial] == pytest.approx(0.2, abs=0.011)
    assert numbers(page, "dial-value") == [round(found["parameters"][dial], 2)]
    page.locator("#count").select_option("100")
    page.get_by_role("button", name="Turn at random").click()
    assert page.locator("#record").inner_text().startswith("By hand: turn 3, 0:0")
    by_hand = turned(page)
    assert np.count_nonzero(np.not_equal(by_hand["parameters"], found["parameters"])) == 100
    page.locator("#count").select_option("10")
    page.get_by_role("button", name="Up the hill by chance").click()
    page.wait_for_function("() => !document.querySelector('#record').innerText.includes(' 0 kept')")
    page.get_by_role("button", name="Stop").click()
    climbed = turned(page)
    assert climbed["right"] > by_hand["right"]
    page.locator("#score-table summary").click()
    page.wait_for_selector("#score-table td")
    scores = numbers_in(page.locator("#score-table td").all_inner_texts())
    assert scores[3] == by_hand["right"]
    assert scores[3:] == sorted(set(scores[3:])), "it never gets worse"
    assert turned(ready(open_page(page.url)))["parameters"] == climbed["parameters"]
    for before in (by_hand, found, begun):
        page.get_by_role("button", name="Take back").click()
        assert turned(page)["parameters"] == before["parameters"]
    page.get_by_role("button", name="The trained dials").click()
    trained = turned(page)
    assert f"trained {trained['right']}" in page.locator("#curve").get_attribute("aria-label")
    assert trained["right"] > 250
    assert "start=trained" in page.url


def test_another_squish_changes_what_the_network_answers(open_page):
    page = ready(open_page("squish.html#sum=1.50", viewport={"width": 1280, "height": 720}))
    page.wait_for_selector("html[data-tested]")
    assert page.locator("#becomes").inner_text() == "sigmoid of 1.50 is 0.818"
    model = default_model()
    tests = [(label, rasterize_strokes(strokes)) for label, strokes in own_test_strokes()]
    for name, said in (("sigmoid", "sigmoid"), ("identity", "no squish"), ("relu", "ReLU")):
        page.get_by_label(said, exact=True).check()
        layers = (*(replace(each, activation=name) for each in model.layers[:2]), model.layers[2])
        changed = MLP(layers)
        answers = [forward(changed, ink).answer for _, ink in tests]
        right = sum(answer == label for answer, (label, _) in zip(answers, tests, strict=True))
        score = page.locator("#score").inner_text()
        assert score == f"It reads {right} of 300 test digits correctly."
        tiles = page.locator(".tile").all_inner_texts()
        for digit, tile in enumerate(tiles):
            answer = forward(changed, rasterize(drawn_digit(digit))).answer
            assert tile == f"says {answer}" + (": wrong" if answer != digit else "")
    box = page.locator("#curve").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 50)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.75 * box["width"], box["y"] + 50)
    page.mouse.up()
    (sum_,) = numbers(page, "sum-value")
    assert sum_ > 2
    assert page.locator("#becomes").inner_text() == f"ReLU of {sum_:.2f} is {sum_:.3f}"
    assert {"function=relu", f"sum={sum_:.2f}"} <= set(page.url.partition("#")[2].split("&"))


def whole(page, name: str) -> float:
    """A number of a page as it was computed."""
    return float(page.locator(f"#{name}").evaluate("data => data.value"))


def shown_rows(page) -> list[list[str]]:
    """The table of all rows, minus signs as Python has them."""
    page.evaluate("document.querySelector('#row-table').open = true")
    page.wait_for_selector("#row-table tbody tr")
    rows = page.locator("#row-table tbody tr").all()
    return [[cell.replace("\u2212", "-") for cell in row.inner_text().split("\t")] for row in rows]


def test_rows_are_added_up_and_only_a_broken_order_changes_the_answer(open_page):
    page = ready(open_page("rows.html#digit=3", viewport={"width": 1280, "height": 900}))
    page.wait_for_selector("html[data-added]", timeout=10_000)
    model = default_model()
    trace = forward(model, rasterize(drawn_digit(3)))
    last = trace.layers[2]
    assert page.locator("#row-name").inner_text() == "This row: output for 3"
    assert whole(page, "total") == pytest.approx(last.pre_activations[3], rel=1e-9)
    assert whole(page, "activation") == pytest.approx(last.activations[3], rel=1e-9)
    expected = list(last.pre_activations)
    assert [float(row[3]) for row in shown_rows(page)] == pytest.approx(expected, abs=1e-4)

    page.get_by_role("button", name="columns").click()
    rows = shown_rows(page)
    sums = [float(row[3]) for row in rows]
    answer = int(np.argmax(sums))
    assert answer != 3
    assert page.locator("#verdict").inner_text() == f"Now the network says {answer}."
    page.get_by_role("button", name="inputs").click()
    assert page.locator("#verdict").inner_text() == "The network still says 3."
    assert whole(page, "total") == pytest.approx(last.pre_activations[3], rel=1e-9)
    page.get_by_role("button", name="rows", exact=True).click()
    moved = shown_rows(page)
    assert [row[0] for row in moved] != [row[0] for row in rows]
    assert sorted(float(row[3]) for row in moved) == pytest.approx(sorted(expected), abs=1e-4)
    assert page.locator("#verdict").inner_text() == "The network still says 3."
    page.get_by_label("squish the sums by sigmoid").uncheck()
    assert whole(page, "activation") == whole(page, "total")
    parts = page.url.partition("#")[2].split("&")
    assert {"row=3,4", "shuffled=rows,columns,inputs", "squish=off"} <= set(parts)
    again = ready(open_page(page.url, reduced_motion="reduce"))
    assert shown_rows(again) == shown_rows(page)
    page.get_by_role("button", name="inputs").click()
    page.locator("#layer").select_option("1")  # while the inputs are on their way
    page.get_by_role("button", name="columns").click()
    page.wait_for_selector("html[data-added]", timeout=10_000)
    assert whole(page, "total") == pytest.approx(trace.layers[1].pre_activations[0], rel=1e-9)


def test_rows_are_chosen_by_mouse_finger_and_keys(open_page):
    page = ready(
        open_page(
            "rows.html#digit=3", reduced_motion="reduce", viewport={"width": 1280, "height": 900}
        )
    )
    box = page.locator("#equation canvas").bounding_box()
    seen = set()
    for y in range(10, int(box["height"]), 8):
        page.mouse.move(box["x"] + box["width"] / 3, box["y"] + y)
        seen.add(page.locator("#row-name").inner_text())
    assert seen == {f"This row: output for {digit}" for digit in range(10)}
    page.locator("#layer").select_option("0")
    page.locator("#equation").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    assert page.locator("#term").inner_text().startswith("Term 784 of 784: ")
    assert "row=1,2" in page.url
    page.keyboard.press("ArrowRight")
    trace = forward(default_model(), rasterize(drawn_digit(3)))
    assert whole(page, "total") == pytest.approx(trace.layers[0].pre_activations[1], rel=1e-9)
    phone = ready(
        open_page("rows.html#digit=3", has_touch=True, viewport={"width": 400, "height": 800})
    )
    box = phone.locator("#equation canvas").bounding_box()
    phone.locator("#equation canvas").tap(position={"x": 60, "y": 0.38 * box["height"]})
    assert phone.locator("#row-name").inner_text() != "This row: output for 3"
    assert "row=3," in phone.url


@pytest.mark.parametrize("name", ["softmax", "8 x 8", "normalised"])
def test_every_row_of_any_network_is_that_of_network(name, networks, tmp_path, open_page):
    model = networks[name]
    save_model(tmp_path / "model.safetensors", model, {})
    write_playground(tmp_path, Settings(model=tmp_path / "model.safetensors"))
    address = (tmp_path / "rows.html").as_uri()
    page = ready(open_page(f"{address}#digit=4", reduced_motion="reduce"))
    trace = forward(model, rasterize(drawn_digit(4), image_format_of(model.layer_sizes[0])))
    for number, (layer, traced) in enumerate(zip(model.layers, trace.layers, strict=True)):
        page.locator("#layer").select_option(str(number))
        page.locator("#equation").focus()
        for row in range(3):
            assert whole(page, "total") == pytest.approx(traced.pre_activations[row], rel=1e-9)
            assert whole(page, "activation") == pytest.approx(traced.activations[row], rel=1e-9)
            page.keyboard.press("ArrowDown")
        assert whole(page, "bias") == layer.biases[3]
    assert (
        page.locator("#verdict").inner_text() == f"The network says {model.labels[trace.answer]}."
    )
