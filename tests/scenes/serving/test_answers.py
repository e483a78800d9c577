"""Numbers and text that no page sends, and answers about files of odd names."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("starlette", reason="the extra `draw` is not installed")
pytest.importorskip("httpx2", reason="httpx2 is not installed")

from starlette.exceptions import HTTPException
from starlette.routing import Route
from starlette.testclient import TestClient

from network.errors import OptionError
from scenes.serving.answers import JSONAnswer, json_of
from scenes.serving.application import MOST_CHARACTERS, guarded
from scenes.subject.settings import Settings


@pytest.fixture
def client():
    """Of a server that answers what it is sent, or raises what it is told to."""

    async def echo(request):
        return JSONAnswer(await json_of(request, 200_000))

    async def fail(request):
        raise {
            "system": PermissionError(13, "Permission denied", "/home/somebody/\udcff"),
            "name": OddError("of \udcff and\n\x1b[31m" + "x" * 5000),
            "status": HTTPException(404, "no \ud800"),
        }[request.path_params["how"]]

    routes = [Route("/", echo, methods=["POST"]), Route("/{how}", fail)]
    app = guarded(routes, Settings(), "127.0.0.1", None)
    return TestClient(app, base_url="http://127.0.0.1:8770")


class OddError(OptionError):
    """What a reader says of what it was given."""


def post(client, body, **headers):
    return client.post("/", content=body, headers={"content-type": "application/json", **headers})


@pytest.mark.parametrize(
    "value",
    [str(2**64), "1e999", "-" + "9" * 400, "9" * 4300, "9" * 4301, "9" * 150_000, "NaN",
     "Infinity", "-Infinity", '"\\ud800"', '"\\udfff\\ud800"', '{"\\ud800": 1}', "[" * 90_000],
)  # fmt: skip
def test_what_is_no_usual_number_or_text_is_refused(client, value):
    answer = post(client, f'{{"value": {value}}}')
    assert (answer.status_code, answer.json()) == (400, {"error": "expected JSON"})


ODD_BYTES = [b'{"a": "\xed\xa0\x80"}', '{"a": 1}'.encode("utf-16"), b'{"\xff": 1}']


@pytest.mark.parametrize("body", ODD_BYTES)
def test_other_encodings_than_utf_8_are_refused(client, body):
    assert post(client, body).status_code == 400


def test_usual_numbers_and_text_come_through(client):
    sent = {"whole": 2**64 - 1, "share": -0.25, "text": "π \N{GRINNING FACE} \\u"}
    assert post(client, json.dumps(sent)).json() == sent
    assert post(client, json.dumps(sent, ensure_ascii=False).encode()).json() == sent


@pytest.mark.parametrize("length", ["9" * 16, "9" * 4301, "9" * 60_000, "²", "٣", "", "+5", "0x5"])
def test_a_length_of_any_kind_is_refused(client, length):
    assert post(client, b"{}", **{"content-length": length.encode("utf-8")}).status_code == 413


@pytest.mark.parametrize(("how", "status"), [("system", 507), ("name", 400), ("status", 404)])
def test_an_error_is_one_line_that_can_be_sent(client, how, status):
    answer = client.get(f"/{how}")
    assert answer.status_code == status
    (line,) = answer.json().values()
    assert line
    assert line == " ".join(line.split())
    assert len(line) <= MOST_CHARACTERS
    assert "somebody" not in line
