"""How long after the pointer the drawing page's picture is there, by the browser's own tracing.

    python tests/benchmarks/study_playground.py

Chromium draws in software, and presents at most 60 pictures a second.
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Page, sync_playwright
from rich.console import Console

from network.files.weight_files import save_model
from network.training.initialization import initialize
from scenes.playground.writing import write_playground
from scenes.subject.settings import Settings

CORNERS = ((0.3, 0.2), (0.7, 0.2), (0.45, 0.8), (0.3, 0.5), (0.7, 0.5))
STEPS = 30
SCREENS = {"1280 x 720": ((1280, 720), 1.0), "400 x 800, two pixels a point": ((400, 800), 2.0)}
CATEGORIES = ["devtools.timeline", "input", "latency", "cc", "viz", "benchmark"]


def network_of(sizes: Sequence[int], folder: Path) -> Settings:
    if tuple(sizes) == (784, 16, 16, 10):
        return Settings()
    drawn = initialize(tuple(sizes), ("sigmoid",) * (len(sizes) - 1), np.random.default_rng(1))
    save_model(folder / "wide.safetensors", drawn, {})
    return Settings(model=folder / "wide.safetensors")


def traced(page: Page) -> list[dict[str, Any]]:
    """Draw by mouse, and give what the browser noted of it."""
    session = page.context.browser.new_browser_cdp_session()
    events, ended = [], []
    session.on("Tracing.dataCollected", lambda told: events.extend(told["value"]))
    session.on("Tracing.tracingComplete", lambda _: ended.append(True))
    config = {"includedCategories": CATEGORIES}
    session.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": config})
    box = page.locator("#pad").bounding_box()
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in CORNERS]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=STEPS)
    page.mouse.up()
    page.wait_for_timeout(300)
    session.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(50)
    return events


def latencies(events: Sequence[dict[str, Any]]) -> list[float]:
    """Milliseconds from each movement of the pointer to the picture that shows it."""
    begun, found = {}, []
    for event in events:
        if event["name"] != "EventLatency":
            continue
        key = (event.get("id"), event.get("id2", {}).get("local"))
        if event["ph"] == "b":
            begun[key] = event
        elif event["ph"] == "e" and key in begun:
            kind = begun[key].get("args", {}).get("event_latency", {}).get("event_type")
            if kind == "MOUSE_DRAGGED":
                found.append((event["ts"] - begun[key]["ts"]) / 1000)
    return found


def main() -> None:
    """Print a table."""
    chromium = shutil.which("chromium")
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    console = Console()
    console.print("network | screen | script a picture, ms | pointer to picture, ms: median, 90 %")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=options)
        for sizes in ((784, 16, 16, 10), (784, 64, 32, 10)):
            folder = Path(name) / str(sizes[1])
            folder.mkdir()
            write_playground(folder, network_of(sizes, folder))
            for screen, ((width, height), ratio) in SCREENS.items():
                size = {"width": width, "height": height}
                context = browser.new_context(viewport=size, device_scale_factor=ratio)
                page = context.new_page()
                page.goto((folder / "draw.html").as_uri())
                page.wait_for_selector("html[data-ready]")
                events = traced(page)
                scripts = [
                    event["dur"] / 1000
                    for event in events
                    if event["name"] == "FireAnimationFrame" and "dur" in event
                ]
                waits = sorted(latencies(events))
                console.print(
                    "-".join(map(str, sizes)), screen, f"{statistics.median(scripts):.1f}",
                    f"{statistics.median(waits):.1f}, {waits[int(0.9 * len(waits))]:.1f}",
                    sep=" | ",
                )  # fmt: skip
                context.close()
        browser.close()


if __name__ == "__main__":
    main()
