"""The course in a real browser, in a stand-in of a learning platform: scorm-again."""

from __future__ import annotations

import json
import os
import re
import shutil
import threading
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from network.activations import activation_function
from scenes.subject.settings import Settings
from scenes.subject.subject import subject

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium"),
    pytest.mark.xdist_group("browser"),
]
STAND_IN = Path(__file__).with_name("scorm_again") / "scorm12.min.js"
PLATFORM = """<!doctype html><html lang="en"><title>Platform</title><link rel="icon" href="data:,">
<body style="margin: 0"><script src="scorm12.min.js"></script>
<script>
  const kept = JSON.parse(localStorage.kept ?? "null");
  window.API = new Scorm12API({ autocommit: false, logLevel: 5 });
  window.refusals = [];
  window.said = [];
  for (const name of ["LMSInitialize", "LMSSetValue", "LMSCommit", "LMSFinish"]) {
    const call = API[name].bind(API);
    API[name] = (...given) => {
      const taken = call(...given);
      said.push([name, ...given]);
      if (String(taken) !== "true") refusals.push([name, ...given, API.LMSGetLastError()]);
      return taken;
    };
  }
  if (kept) API.loadFromJSON(kept, "cmi");
  window.keep = () => { localStorage.kept = JSON.stringify(API.cmi); };
</script>
<iframe name="outer" style="border: 0; width: 100vw; height: 100vh"
  srcdoc="<body style='margin: 0'><iframe name='course' src='course/index.html' allow='autoplay'
  style='border: 0; width: 100vw; height: 98vh'></iframe>"></iframe>"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address(unpacked):
    (unpacked.parent / "platform.html").write_text(PLATFORM)
    shutil.copy(STAND_IN, unpacked.parent / STAND_IN.name)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=unpacked.parent))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        options = ["--no-sandbox"] if os.geteuid() == 0 else []  # root's Chromium has no other way
        options.append("--autoplay-policy=no-user-gesture-required")
        browser = started.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        browser.close()


@pytest.fixture
def learner(browser, address):
    """Somebody who learns on a platform; it must have nothing to complain of."""
    context = browser.new_context(viewport={"width": 400, "height": 780})
    learner = Learner(context, address)
    yield learner
    context.close()
    assert learner.complaints == []


class Learner:
    def __init__(self, context, address):
        self.context, self.address, self.complaints = context, address, []

    def launch(self):
        """Open the course as a platform does, two frames deep."""
        self.page = self.context.new_page()
        self.page.on(
            "console", lambda m: self.complaints.append(m.text) if m.type == "error" else 0
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(f"{self.address}platform.html")
        (self.frame,) = [frame for frame in self.page.frames if frame.name == "course"] or [
            self.page.wait_for_event("framenavigated", lambda frame: frame.name == "course")
        ]
        self.frame.wait_for_selector("html[data-ready]")
        return self.frame

    def leave(self):
        """Close the course, and give what the platform has kept."""
        self.page.evaluate("document.querySelector('iframe').remove()")
        self.page.wait_for_function("() => API.isTerminated()")
        self.page.evaluate("keep()")
        self.complaints += map(str, self.page.evaluate("refusals"))
        calls = self.page.evaluate("said")
        assert [calls[0][0], calls[-2][0], calls[-1][0]] == [
            "LMSInitialize",
            "LMSCommit",
            "LMSFinish",
        ]
        self.said = {call[1]: call[2] for call in calls if call[0] == "LMSSetValue"}
        kept = json.loads(self.page.evaluate("localStorage.kept"))
        self.page.close()
        return kept

    def watch(self):
        """See a clip to its end."""
        video = self.frame.locator(".step:not([hidden]) video")
        video.evaluate("video => { video.play(); }")
        self.frame.wait_for_function(
            "() => document.querySelector('.step:not([hidden]) video').ended"
        )
        return video

    def go_on(self):
        self.frame.get_by_role("button", name="Go on").click()

    def answer(self, choice):
        self.frame.get_by_label(choice, exact=True).check()
        self.frame.get_by_role("button", name="Check").click()

    @property
    def place(self):
        return self.frame.locator("#where").inner_text()

    def told(self, element):
        return self.page.evaluate("element => API.cmi.core[element]", element)


def right_activation() -> str:
    """What the neuron of the second question holds with a bias that is larger by 2."""
    trace, sigmoid = subject(Settings()).trace.layers[0], activation_function("sigmoid")
    after = sigmoid(trace.pre_activations + 2)
    return f"{after[abs(after - trace.activations).argmax()]:.2f}"


def test_a_course_is_launched_paused_left_resumed_and_scored(learner):
    watch_and_miss_a_question(learner)
    resume_and_answer_the_other(learner)
    answer_both(learner)


def watch_and_miss_a_question(learner):
    frame = learner.launch()
    assert frame.locator("#alone").is_hidden()
    assert learner.place == "Part 1 of 5"
    assert learner.told("lesson_status") == "incomplete"
    assert learner.told("lesson_location") == "01-its-sums"
    go_on = frame.get_by_role("button", name="Go on")
    assert "strong" not in (go_on.get_attribute("class") or "")
    video = learner.watch()
    learner.page.wait_for_timeout(300)
    assert video.evaluate("video => video.paused"), "it waits"
    assert learner.place == "Part 1 of 5"
    assert "strong" in go_on.get_attribute("class")
    assert frame.evaluate("document.activeElement.id") == "go-on"
    learner.page.keyboard.press("Enter")
    assert learner.place == "Part 2 of 5"
    frame.wait_for_function("() => document.querySelector('.step:not([hidden]) video').ended")
    learner.go_on()
    assert go_on.is_disabled(), "a question waits for an answer"
    frame.get_by_role("button", name="Check").click()
    assert frame.locator(".step:not([hidden]) .ask").inner_text() == "Choose an answer first."
    learner.answer("5")
    assert "The right answer is −5." in frame.locator(".step:not([hidden]) .found").inner_text()
    kept = learner.leave()
    assert kept["core"]["exit"] == "suspend"
    assert kept["core"]["lesson_status"] == "incomplete"
    assert int(kept["core"]["score"]["raw"]) == 0
    assert re.fullmatch(r"\d{2,4}:\d\d:\d\d(\.\d{1,2})?", learner.said["cmi.core.session_time"])
    assert len(kept["suspend_data"]) < 4096


def resume_and_answer_the_other(learner):
    frame = learner.launch()
    assert learner.place == "Part 3 of 5"
    assert "wrong" in frame.locator("#threshold").get_attribute("class")
    assert frame.locator("#threshold input").first.is_disabled()
    assert frame.locator(".path button:not(:disabled)").count() == 4
    learner.go_on()
    frame.wait_for_function("() => document.querySelector('.step:not([hidden]) video').ended")
    learner.go_on()
    learner.answer(right_activation())
    assert frame.locator(".step:not([hidden]) .found").inner_text() == "Right."
    learner.go_on()
    assert frame.locator(".score").inner_text() == "1 of 2 questions answered right."
    assert learner.told("lesson_status") == "failed"
    kept = learner.leave()
    assert int(kept["core"]["score"]["raw"]) == 50
    told = [learner.said[f"cmi.interactions.1.{name}"] for name in ("id", "type", "result")]
    assert told == ["bias-rises", "choice", "correct"]


def answer_both(learner):
    frame = learner.launch()
    frame.get_by_role("button", name="Answer the questions again").click()
    learner.answer("−5")
    learner.go_on()
    learner.go_on()
    learner.answer(right_activation())
    learner.go_on()
    assert frame.locator(".recorded").is_visible()
    kept = learner.leave()
    assert kept["core"]["lesson_status"] == "passed"
    assert kept["core"]["exit"] == ""
    score = kept["core"]["score"]
    assert [int(score[name]) for name in ("raw", "min", "max")] == [100, 0, 100]


@pytest.fixture
def open_page(browser):
    """Open a course alone, in a window of any size; nothing may fail in it."""
    complaints, contexts = [], []

    def open_at(address, before="", **context):
        contexts.append(browser.new_context(**context))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.add_init_script(before)
        page.goto(address)
        page.wait_for_selector("html[data-ready]")
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert complaints == []


def test_from_a_disk_it_plays_and_says_that_nothing_is_recorded(open_page, unpacked):
    page = open_page((unpacked / "index.html").as_uri())
    assert page.locator("#alone").is_visible()
    page.locator("video").first.evaluate("video => video.play()")
    page.wait_for_function("() => document.querySelector('video').ended")
    assert page.evaluate("document.activeElement.id") == "go-on"
    cues = page.locator("video").first.evaluate("video => video.textTracks[0].cues.length")
    assert cues == 1


SILENT = """window.API = { LMSInitialize: () => "false", LMSGetValue: () => "",
  LMSSetValue: () => "false", LMSCommit: () => "false", LMSFinish: () => "false",
  LMSGetLastError: () => "101",
  LMSGetErrorString: () => "General exception" };"""
FULL = SILENT.replace('Initialize: () => "false"', 'Initialize: () => "true"')
REVIEW = """window.told = [];
window.API = { LMSInitialize: () => "true", LMSCommit: () => "true", LMSFinish: () => "true",
  LMSGetValue: (name) => (name === "cmi.core.lesson_mode" ? "review" : ""),
  LMSSetValue: (...given) => { told.push(given); return "true"; },
  LMSGetLastError: () => "0", LMSGetErrorString: () => "" };"""


@pytest.mark.parametrize(
    ("platform", "said"),
    [(SILENT, "does not answer"), (FULL, "did not take what was to be recorded: LMSCommit")],
)
def test_a_platform_that_fails_is_told_of_and_the_course_goes_on(
    open_page, address, platform, said
):
    page = open_page(f"{address}course/index.html", platform)
    assert said in page.locator("#trouble").inner_text()
    page.get_by_role("button", name="Go on").click()
    assert page.locator("#where").inner_text() == "Part 2 of 5"


def test_an_attempt_that_is_only_reviewed_is_left_as_it_is(open_page, address):
    page = open_page(f"{address}course/index.html", REVIEW)
    page.get_by_role("button", name="Go on").click()
    assert page.evaluate("told") == []


@pytest.mark.parametrize("width", [400, 1280])
def test_every_part_fits_and_axe_finds_nothing(open_page, unpacked, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    size = {"width": width, "height": 800}
    page = open_page((unpacked / "index.html").as_uri(), viewport=size, reduced_motion="reduce")
    for part in range(6):
        found = axe.run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        if part in {2, 4}:
            page.locator(".step:not([hidden]) .choice").first.click()
            page.get_by_role("button", name="Check").click()
        if part < 5:
            page.get_by_role("button", name="Go on").click()
    assert page.get_by_role("heading", name="That was all of it").is_visible()


@pytest.mark.parametrize(
    ("decimal", "typed", "number"),
    [
        (".", "−1,800.5", -1800.5),
        (".", "1,800", 1800),
        (".", "3,31", 3.31),
        (".", "+.5", 0.5),
        (",", "1.800", 1800),
        (",", "3.31", 3.31),
        (",", " 3,31 ", 3.31),
        (",", "12 600", 12600),
        (".", "three", None),
        (".", "1.2.3", None),
        (".", "", None),
    ],
)
def test_numbers_are_read_as_people_write_them(numbers_page, decimal, typed, number):
    numbers_page.evaluate("mark => { document.body.dataset.decimal = mark; }", decimal)
    found = numbers_page.evaluate(
        "typed => { const found = numberOf(typed); return Number.isNaN(found) ? null : found; }",
        typed,
    )
    assert found == number


@pytest.fixture(scope="module")
def numbers_page(browser, unpacked):
    page = browser.new_page()
    page.goto((unpacked / "index.html").as_uri())
    yield page
    page.close()


def test_a_german_course_speaks_german(open_page, make_course, tmp_path):
    with zipfile.ZipFile(make_course(Settings(language="de"))) as package:
        package.extractall(tmp_path)
    page = open_page((tmp_path / "index.html").as_uri())
    seen = page.evaluate("""() => [document.title, document.body.textContent,
        ...Array.from(document.querySelectorAll("[aria-label]"), e => e.ariaLabel)].join("\\n")""")
    english = {"the", "your", "weight", "layer", "question", "go", "back", "what", "recorded"}
    assert english & set(re.findall(r"[a-z]+", seen.lower())) == set()
    assert page.evaluate("[document.documentElement.lang, document.body.dataset.decimal]") == [
        "de",
        ",",
    ]
    assert f"{right_activation()}".replace(".", ",") in seen
    assert not re.findall(r"\{(?!reason|number|count|right)\w+\}", seen), "every slot is filled"
