from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from urllib.parse import urljoin

import pytest
from PIL import Image

from network.digits.pen_drawing import PenDrawing, drawing_in
from network.digits.preprocessing import load_digit_image
from scenes.catalog import CATALOG
from scenes.draw.app import ORDER_BYTES
from scenes.draw.clip_queue import WAITING_CLIPS
from scenes.draw.page import served_pages
from scenes.subject.aspects import ASPECTS
from scenes.subject.settings import Settings

for name in ("starlette", "httpx2"):
    pytest.importorskip(name, reason=f"{name} is not installed")

OTHER_HOST = re.compile(r"(?:https?:)?//[\w.-]+\.\w|\bimport\([\"']http|url\(\s*[\"']?//")


def order(client, drawing, scene="ForwardPass", quality="l", **wanted):
    return client.post(
        "/api/clips", json={"drawing": drawing, "scene": scene, "quality": quality, **wanted}
    )


@pytest.fixture
def recap(client, three):
    """A clip that the stand-in never finishes."""
    return order(client, three, "Recap").json()


def ended(client, key, wait_for):
    place = f"/api/clips/{key}"
    wait_for(lambda: client.get(place).json()["state"] not in ("queued", "running"))
    return client.get(place).json()


def assert_refused(answer, status):
    """A clear answer: the status, and one line that says what is wrong."""
    assert answer.status_code == status
    assert set(answer.json()) == {"error"}
    assert answer.json()["error"]
    assert "\n" not in answer.json()["error"]
    assert answer.headers["x-content-type-options"] == "nosniff"


# The page


def test_the_page_is_served_with_headers_that_keep_others_out(client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'sha256-" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"


def test_everything_that_the_pages_need_is_served(client):
    pages = served_pages(Settings())
    needed = {
        urljoin(f"http://x{path}", link).removeprefix("http://x")
        for path, page in pages.items()
        for link in re.findall(r'(?:src|href)="([^"#]*)"', page.content.decode())
        if not link.startswith("data:")
    }
    assert needed | {"/index.html"} == set(pages)
    for path in sorted(needed):
        assert client.get(path).status_code == 200, path


def test_without_a_film_the_page_is_told_how_to_make_one(client, german_client):
    assert client.get("/api/film").json() == {"command": "neuroscenes film"}
    assert german_client.get("/api/film").json() == {"command": "neuroscenes film --language de"}
    assert_refused(client.get("/api/film/film"), 404)


def test_the_film_beside_the_clips_is_served(client, tmp_path, make_film):
    film = make_film(tmp_path, "de")
    found = client.get("/api/film").json()
    assert [(chapter["title"], chapter["start_seconds"]) for chapter in found["chapters"]] == [
        ("This is a three", 0.0),
        ("All in one picture", 1.0),
    ]
    assert found["captions"] == {"srclang": "de", "label": "Deutsch"}
    served = {name: client.get(path) for name, path in found["files"].items()}
    types = {
        name: answer.headers["content-type"].partition(";")[0] for name, answer in served.items()
    }
    assert types == {"film": "video/mp4", "captions.vtt": "text/vtt", "poster.png": "image/png"}
    assert served["film"].content == film.read_bytes()
    assert_refused(client.get("/api/film/neuroscenes.json"), 404)


def test_half_a_film_is_none(client, tmp_path, make_film):
    film = make_film(tmp_path)
    film.write_bytes(film.read_bytes()[:-100])
    assert "files" not in client.get("/api/film").json()
    assert_refused(client.get("/api/film/film"), 404)


def test_pages_name_no_other_host_and_run_only_their_own_code():
    for path, page in served_pages(Settings()).items():
        text = re.sub(
            r'xmlns(:\w+)?="[^"]+"|"http://www.w3.org/2000/svg"', "", page.content.decode()
        )
        assert not OTHER_HOST.findall(text), path
        assert not re.findall(r"\son\w+=\"|innerHTML|eval\(| style=", text), path
        if page.policy is None:
            assert "<script>" not in text
            continue
        page_text = page.content.decode()
        scripts = re.findall(r'<script type="module">(.*?)</script>', page_text, re.DOTALL)
        for script in scripts:
            digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
            assert f"script-src 'sha256-{digest}'" in page.policy


def carried(client) -> dict:
    """What the drawing page was given for its script."""
    found = re.search(r'id="carried">(.*?)</script>', client.get("/").text)
    return json.loads(found[1])


def test_the_page_is_told_of_every_scene(client):
    filming = carried(client)["filming"]
    assert [scene["name"] for scene in filming["scenes"]] == [s.name for s in CATALOG]
    assert all(scene["seconds"] for scene in filming["scenes"])
    assert [aspect["name"] for aspect in filming["aspects"]] == list(ASPECTS)


def test_a_german_page_is_german(german_client):
    page = german_client.get("/").text
    assert '<html lang="de">' in page
    assert "Zeichne hier eine Ziffer" in page
    given = carried(german_client)
    assert given["decimal_mark"] == ","
    assert given["words"]["Cancelled."] == "Abgebrochen."
    assert given["filming"]["scenes"][0]["act_title"] == "Wie sagt man es einer Maschine?"
    assert given["filming"]["qualities"][0]["text"] == "480p, schnell"
    assert given["filming"]["captions"] == {"srclang": "de", "label": "Deutsch"}


def test_refusals_are_german_too(german_client):
    assert german_client.get("/api/clips/none").json()["error"] == "diesen Clip gibt es nicht"


# Who may ask


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8770",
        "127.0.0.1.evil.example:8770",
        "localhost@evil.example",
        "127.0.0.1@evil.example",
        "evil.example#127.0.0.1",
        "192.168.0.7:8770",
        "localhost:port",
        "",
    ],
)
def test_another_host_name_is_refused(client, host):
    assert_refused(client.get("/api/clips", headers={"host": host}), 403)


@pytest.mark.parametrize("host", ["localhost:8770", "127.0.0.1:8770", "[::1]:8770", "LOCALHOST"])
def test_the_names_of_loopback_are_served(client, host):
    assert client.get("/api/clips", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "https://127.0.0.1:8770",
        "http://127.0.0.1:8771",
        "http://localhost:8770",
        "http://127.0.0.1:8770.evil.example",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "OPTIONS"])
def test_another_origin_is_refused(client, origin, method):
    assert_refused(client.request(method, "/api/clips", headers={"origin": origin}), 403)


def test_no_answer_lets_another_origin_read_it(client):
    answer = client.get("/api/clips", headers={"origin": "http://127.0.0.1:8770"})
    assert answer.status_code == 200
    assert not [name for name in answer.headers if name.startswith("access-control")]
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("site", ["cross-site", "same-site", "anything"])
def test_a_request_that_a_browser_made_for_another_site_is_refused(client, site):
    assert_refused(client.get("/api/clips", headers={"sec-fetch-site": site}), 403)


def test_a_link_from_elsewhere_leads_to_the_page(client):
    assert client.get("/", headers={"sec-fetch-site": "cross-site"}).status_code == 200


def test_a_server_for_the_local_net_is_reached_by_address_but_not_by_a_strange_name():
    from scenes.serving.guard import Guard

    guard = Guard(None, "0.0.0.0")  # noqa: S104 - nothing is bound
    assert guard.is_own("192.168.0.7:8770")
    assert guard.is_own("[fe80::1]:8770")
    assert guard.is_own("localhost:8770")
    assert not guard.is_own("evil.example:8770")


# Paths and methods


@pytest.mark.parametrize(
    "path",
    [
        "/page/%2e%2e/%2e%2e/pyproject.toml",
        "/page/..%2f..%2fpyproject.toml",
        "/page/..%5c..%5cpyproject.toml",
        "/page/%2fetc%2fpasswd",
        "/page/index.html%00.js",
        "/page/",
        "/page//index.html",
        "/etc/passwd",
        "//etc/passwd",
        "/api",
        "/api/clips/%2e%2e%2fdrawing.png",
        "/draw",
        "/pages/draw/main.js",
    ],
)
def test_a_path_that_leads_elsewhere_is_not_found(client, path):
    url = client.base_url.copy_with(raw_path=path.encode())
    answer = client.get(url, follow_redirects=False)
    assert answer.status_code == 404
    assert "neuroscenes" not in answer.text


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/"),
        ("PUT", "/draw.html"),
        ("DELETE", "/api/clips"),
        ("PATCH", "/api/clips/x"),
        ("TRACE", "/api/clips"),
        ("DELETE", "/page/style.css"),
    ],
)
def test_another_method_is_refused(client, method, path):
    answer = client.request(method, path)
    assert_refused(answer, 405)
    assert answer.headers["allow"]


# Clips


def test_a_clip_is_ordered_and_its_files_are_served(client, three, wait_for, tmp_path):
    answer = order(client, three)
    assert answer.status_code == 201
    clip = answer.json()
    assert answer.headers["location"] == f"/api/clips/{clip['key']}"
    assert (clip["scene"], clip["answer"], clip["title"]) == (
        "ForwardPass",
        "3",
        "A digit runs through",
    )
    clip = ended(client, clip["key"], wait_for)
    assert (clip["state"], clip["share"], clip["error"]) == ("done", 1.0, "")
    video = client.get(clip["files"]["clip.mp4"])
    assert (video.status_code, video.headers["content-type"]) == (200, "video/mp4")
    assert video.text.startswith("mp4 of ForwardPass")
    part = client.get(clip["files"]["clip.mp4"], headers={"range": "bytes=0-2"})
    assert (part.status_code, part.text) == (206, "mp4")
    captions = client.get(clip["files"]["captions.vtt"])
    assert captions.headers["content-type"].startswith("text/vtt")
    folder = tmp_path / "drawn" / f"ForwardPass-{clip['key']}"
    pixels = load_digit_image(folder / "drawing.png")
    assert pixels.tolist() == PenDrawing.from_json(three).pixels().tolist()
    assert list((tmp_path / "drawn").iterdir()) == [folder]


@pytest.fixture
def filmed(client, three, wait_for):
    """A clip that the stand-in has finished."""
    return ended(client, order(client, three).json()["key"], wait_for)


def test_a_clip_says_whether_it_is_heard(client, filmed, tmp_path, heard_clip):
    assert filmed["sound"] is False  # what the stand-in filmed is no video at all
    (film,) = (tmp_path / "drawn").glob("*/ForwardPass.mp4")
    film.write_bytes(heard_clip.read_bytes())
    assert client.get(f"/api/clips/{filmed['key']}").json()["sound"] is True


def test_the_drawing_comes_back_as_it_was_sent(client, three, wait_for):
    clip = ended(client, order(client, three).json()["key"], wait_for)
    answer = client.get(clip["files"]["drawing.png"])
    assert answer.headers["content-type"] == "image/png"
    assert drawing_in(Image.open(io.BytesIO(answer.content))).as_json() == three


def test_events_tell_a_clip_to_its_end(client, three):
    key = order(client, three).json()["key"]
    answer = client.get(f"/api/clips/{key}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    told = [json.loads(line.removeprefix("data: ")) for line in answer.text.split("\n\n") if line]
    assert told[-1]["state"] == "done"
    shares = [clip["share"] for clip in told if clip["share"] is not None]
    assert shares == sorted(shares)
    assert all(clip["key"] == key for clip in told)


def test_a_clip_that_fails_says_why(client, three, wait_for, tmp_path):
    clip = ended(client, order(client, three, "Bias").json()["key"], wait_for)
    assert (clip["state"], clip["error"], clip["files"]) == ("failed", "the camera broke", {})
    wait_for(lambda: not list((tmp_path / "drawn").iterdir()))


def test_a_film_that_tells_nonsense_fails_and_the_next_one_is_filmed(client, three, wait_for):
    clip = ended(client, order(client, three, "HiddenLayers").json()["key"], wait_for)
    assert clip["state"] == "failed"
    assert clip["error"].startswith("ValueError: ")
    assert ended(client, order(client, three).json()["key"], wait_for)["state"] == "done"


def test_a_cancelled_clip_leaves_neither_process_nor_folder(
    client, recap, wait_for, alive, tmp_path
):
    key = recap["key"]
    wait_for(lambda: client.get(f"/api/clips/{key}").json()["share"] is not None)
    (noted,) = (tmp_path / "drawn").glob(f"*/Recap-{key}/process")
    process = int(noted.read_text())
    assert alive(process)
    assert client.delete(f"/api/clips/{key}").json()["state"] == "cancelled"
    assert not alive(process)
    assert not list((tmp_path / "drawn").iterdir())
    assert client.delete(f"/api/clips/{key}").json()["state"] == "cancelled"
    assert_refused(client.get(f"/api/clips/{key}/clip.mp4"), 404)


def test_a_finished_clip_stays_when_it_is_cancelled(client, three, wait_for):
    key = ended(client, order(client, three).json()["key"], wait_for)["key"]
    assert client.delete(f"/api/clips/{key}").json()["state"] == "done"
    assert client.get(f"/api/clips/{key}/clip.mp4").status_code == 200


def test_clips_wait_for_their_turn_and_only_so_many(client, three, wait_for):
    keys = [order(client, three, "Recap").json()["key"] for _ in range(1 + WAITING_CLIPS)]
    answer = order(client, three)
    assert_refused(answer, 429)
    assert answer.headers["retry-after"]
    wait_for(lambda: client.get(f"/api/clips/{keys[0]}").json()["state"] == "running")
    assert [clip["state"] for clip in client.get("/api/clips").json()] == ["running"] + [
        "queued"
    ] * WAITING_CLIPS
    client.delete(f"/api/clips/{keys[2]}")  # one that waits
    client.delete(f"/api/clips/{keys[0]}")  # the one that runs
    wait_for(lambda: client.get(f"/api/clips/{keys[1]}").json()["state"] == "running")
    assert order(client, three).status_code == 201


@pytest.mark.parametrize(
    "change",
    [
        {"scene": "NoSuchScene"},
        {"scene": "../../etc"},
        {"scene": None},
        {"scene": ["ForwardPass"]},
        {"quality": "k"},
        {"quality": None},
        {"quality": {}},
        {"aspect": "4:3"},
        {"aspect": None},
        {"aspect": ["16:9"]},
        {"burn_captions": "yes"},
        {"burn_captions": None},
    ],
)
def test_an_order_of_what_is_not_offered_is_refused(client, three, change, tmp_path):
    wanted = {"drawing": three, "scene": "ForwardPass", "quality": "l", **change}
    assert_refused(client.post("/api/clips", json=wanted), 400)
    assert not (tmp_path / "drawn").exists()


@pytest.mark.parametrize(
    "drawing",
    [None, 5, [], {}, {"strokes": []}, {"strokes": [[]]}, {"strokes": [[[1, 2, 3]]]},
     {"strokes": [[["x", 0]]]}, {"strokes": [[[0, 1e9]]]}, {"strokes": [[[0, 0], [900, 0]] * 900]}],
)  # fmt: skip
def test_an_order_for_what_is_no_drawing_is_refused(client, drawing):
    wanted = {"drawing": drawing, "scene": "ForwardPass", "quality": "l"}
    assert_refused(client.post("/api/clips", json=wanted), 400)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"3", b"\xff\xfe", b"[" * 1900])
def test_an_order_that_is_no_object_is_refused(client, body):
    headers = {"content-type": "application/json"}
    assert_refused(client.post("/api/clips", content=body, headers=headers), 400)


def test_a_long_order_is_refused(client):
    assert_refused(client.post("/api/clips", json={"drawing": "x" * ORDER_BYTES}), 413)


def test_a_large_body_is_refused_though_it_announces_nothing(client):
    pieces = (bytes(100_000) for _ in range(10))
    headers = {"content-type": "application/json"}
    answer = client.post("/api/clips", content=pieces, headers=headers)
    assert "content-length" not in answer.request.headers
    assert_refused(answer, 413)


@pytest.mark.parametrize("length", ["-1", "1e9", "x"])
def test_a_length_that_is_none_is_refused(client, length):
    headers = {"content-type": "application/json", "content-length": length}
    assert_refused(client.post("/api/clips", content=b"{}", headers=headers), 413)


def test_a_form_of_another_page_cannot_order(client, three):
    body = json.dumps({"drawing": three, "scene": "Bias", "quality": "l"})
    headers = {"content-type": "text/plain"}
    assert_refused(client.post("/api/clips", content=body, headers=headers), 415)


@pytest.mark.parametrize("name", ["", "clip.mov", "process", "%2e%2e%2fx", ".temporary"])
def test_only_the_files_of_a_clip_are_served(client, three, wait_for, name):
    key = ended(client, order(client, three).json()["key"], wait_for)["key"]
    url = client.base_url.copy_with(raw_path=f"/api/clips/{key}/{name}".encode())
    assert client.get(url).status_code == 404


def test_a_clip_comes_in_the_shape_and_with_the_captions_that_were_asked_for(
    client, three, wait_for, tmp_path
):
    tall = order(client, three, aspect="9:16", burn_captions=True).json()
    assert (tall["width"], tall["height"], tall["burn_captions"]) == (480, 854, True)
    ended(client, tall["key"], wait_for)
    (noted,) = (tmp_path / "drawn").glob("*/order.json")
    noted = json.loads(noted.read_text())
    assert (noted["settings"]["aspect"], noted["burn_captions"]) == ("9:16", True)
    wide = order(client, three).json()
    assert (wide["width"], wide["height"], wide["burn_captions"]) == (854, 480, False)
