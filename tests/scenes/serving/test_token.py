"""Who may open a page that other machines can reach."""

from __future__ import annotations

import re
import socket
from urllib.parse import parse_qs, urlsplit

import pytest

pytest.importorskip("starlette", reason="the extra `draw` is not installed")
pytest.importorskip("httpx2", reason="httpx2 is not installed")

from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from scenes.serving.application import guarded
from scenes.serving.token import token_for, with_token
from scenes.subject.settings import Settings

TOKEN = "abcdefgh23456723"  # noqa: S105 - of no run
HTML = {"accept": "text/html,*/*"}


def a_client(language="en", token=TOKEN):
    routes = [Route(path, lambda _request: PlainTextResponse("the page")) for path in ("/", "/api")]
    app = guarded(routes, Settings(language=language), "0.0.0.0", token)  # noqa: S104 - not bound
    return TestClient(app, base_url="http://192.168.0.7:8770", follow_redirects=False)


@pytest.fixture
def client():
    """A visitor of a page with a token."""
    return a_client()


def test_without_the_token_nothing_is_served(client):
    for path in ("/", "/api", "/?token=", "/?token=abc", f"/?token={TOKEN}x", "/nothing"):
        answer = client.get(path)
        assert answer.status_code == 401
        assert set(answer.json()) == {"error"}
        assert TOKEN not in answer.text
    assert client.post("/api").status_code == 401


@pytest.mark.parametrize("given", ["ä", "%ff", "%ed%a0%80", "x" * 9000])
def test_odd_tokens_are_wrong_ones(client, given):
    assert client.get(f"/?token={given}").status_code == 401
    cookie = f"neuroscenes-80={given}; a".encode("latin-1")
    assert client.get("/", headers={"cookie": cookie}).status_code == 401


def test_a_browser_is_shown_a_page_that_asks_for_the_token():
    for language, heading in (
        ("en", "This page has a token"),
        ("de", "Diese Seite hat ein Kennwort"),
    ):
        client = a_client(language)
        answer = client.get("/", headers=HTML)
        assert (answer.status_code, answer.headers["content-type"]) == (
            401,
            "text/html; charset=utf-8",
        )
        assert heading in answer.text
        assert 'role="alert"' not in answer.text
        assert 'role="alert"' in client.get("/?token=wrong", headers=HTML).text
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "form-action 'self'" in policy
        assert not re.findall(r"<script|\son\w+=|https?:", answer.text)


def test_the_address_with_the_token_opens_the_page_once_and_for_all(client):
    answer = client.get(f"/?token={TOKEN}", headers=HTML)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert answer.headers["referrer-policy"] == "no-referrer"
    for path in ("/", "/api"):
        assert client.get(path).text == "the page"


def test_the_token_does_not_let_another_site_in(client):
    client.get(f"/?token={TOKEN}")
    assert client.get("/api", headers={"origin": "http://evil.example"}).status_code == 403
    assert client.get(f"http://evil.example/?token={TOKEN}").status_code == 403


def test_a_server_has_a_token_where_others_reach_it():
    tokens = set()
    for host, is_open in (("127.0.0.1", False), ("127.0.0.2", False), ("0.0.0.0", True)):  # noqa: S104
        with socket.socket() as listening:
            listening.bind((host, 0))
            token = token_for(listening)
        assert (token is not None) == is_open
        url = with_token("http://192.168.0.7:8770/", token)
        assert parse_qs(urlsplit(url).query) == ({"token": [token]} if is_open else {})
        tokens.add(token)
    with socket.socket() as listening:
        listening.bind(("0.0.0.0", 0))  # noqa: S104 - nothing is served
        tokens.add(token_for(listening))
    assert len(tokens) == 3
