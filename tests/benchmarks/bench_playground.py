"""From the pointer to the picture on the page *Draw*, by Chromium's own tracing, in software.

It ends when the frame is presented. Frames follow one another without waiting for a screen, and the
pointer moves at random moments: what is measured is work. Beside it a page that draws one dot.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright
from study_playground import CATEGORIES, latencies, network_of

from scenes.playground.writing import write_playground

BARS = {(784, 16, 16, 10): 0.016, (784, 64, 32, 10): 0.033}
"""Seconds at the median: one frame of a screen, and two for four times as many connections."""
MOVES, ROUNDS = 60, 3
PAUSE_MS = 33
FLAGS = ("--disable-frame-rate-limit", "--disable-gpu-vsync")
DOT = """<!doctype html><html data-ready><canvas id="pad" width="400" height="400"></canvas><script>
const pad = document.getElementById("pad");
pad.onpointermove = (event) => requestAnimationFrame(
    () => pad.getContext("2d").fillRect(event.offsetX, event.offsetY, 4, 4));
</script>"""


def run() -> list[dict[str, Any]]:
    """Seconds from a movement of the pointer to the frame that shows it."""
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as started:
        dot, pages = Path(name) / "dot.html", []
        dot.write_text(DOT, encoding="utf-8")
        for sizes in BARS:
            folder = Path(name) / "-".join(map(str, sizes))
            folder.mkdir()
            write_playground(folder, network_of(sizes, folder))
            pages.append(folder / "draw.html")
        browser = started.chromium.launch(
            executable_path=shutil.which("chromium"), args=[*root, *FLAGS]
        )
        # In turn, so that all meet the same machine.
        rounds = [[_seconds(browser, page) for page in (dot, *pages)] for _ in range(ROUNDS)]
        browser.close()
    anchor, *found = (median(each) for each in zip(*rounds, strict=True))
    return [
        {
            "name": f"from the pointer to the picture of {page.parent.name}, beside one dot",
            "ours": ours,
            "anchor": anchor,
            "ratio": ours / anchor,
            "bar": bar / anchor,
            "holds": ours <= bar,
        }
        for page, ours, bar in zip(pages, found, BARS.values(), strict=True)
    ]


def _seconds(browser: Browser, address: Path) -> float:
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(address.as_uri())
    page.wait_for_selector("html[data-ready]")
    waits = latencies(_traced(page))
    page.close()
    assert len(waits) >= MOVES // 2, "the browser noted too few movements"
    return median(waits) / 1000


def _traced(page: Page) -> list[dict[str, Any]]:
    """What the browser notes while a mouse draws, with pauses as irregular as a hand's."""
    rng = np.random.default_rng(16)
    session = page.context.browser.new_browser_cdp_session()  # type: ignore[union-attr]
    events: list[dict[str, Any]] = []
    ended: list[bool] = []
    session.on("Tracing.dataCollected", lambda told: events.extend(told["value"]))
    session.on("Tracing.tracingComplete", lambda _: ended.append(True))
    config = {"includedCategories": CATEGORIES}
    session.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": config})
    box = page.locator("#pad").bounding_box()
    assert box is not None
    places = [
        (box["x"] + x * box["width"], box["y"] + y * box["height"])
        for x, y in zip(
            0.5 + 0.25 * np.sin(np.linspace(0, 12, MOVES)),
            np.linspace(0.2, 0.8, MOVES),
            strict=True,
        )
    ]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places:
        page.mouse.move(*place)
        page.wait_for_timeout(rng.uniform(0, PAUSE_MS))
    page.mouse.up()
    page.wait_for_timeout(300)
    session.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(50)
    return events
