"""What clients do that never finish a request, never read, or come in crowds."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

pytest.importorskip("starlette", reason="the extra `draw` is not installed")

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from scenes.serving import answers, connections
from scenes.serving.answers import JSONAnswer, Turnstile, json_of
from scenes.serving.application import guarded
from scenes.subject.settings import Settings

GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
POST = (
    b"POST /order HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    b"Content-Length: 1000\r\n\r\n{"
)
CHUNKED = POST[:-1].replace(b"Content-Length: 1000", b"Transfer-Encoding: chunked")
LONG = 64_000_000


def the_app():
    turnstile = Turnstile(40, 1)

    async def page(_request: Request) -> Response:
        return Response("a page")

    async def order(request: Request) -> Response:
        async with turnstile.entered("too many"):
            return JSONAnswer(await json_of(request, 5000))

    async def long(_request: Request) -> Response:
        return Response(bytes(LONG))

    routes = [Route("/", page), Route("/order", order, methods=["POST"]), Route("/long", long)]
    return guarded(routes, Settings(), "127.0.0.1", None)


@pytest.fixture
def address(served, monkeypatch):
    """A server of little patience."""
    monkeypatch.setattr(connections, "REQUEST_SECONDS", 0.3)
    monkeypatch.setattr(connections, "STALL_SECONDS", 0.3)
    monkeypatch.setattr(answers, "BODY_SECONDS", 0.3)
    return served(the_app())


@pytest.fixture
def _busy_machine(monkeypatch):
    """Clients may be slow to ask."""
    monkeypatch.setattr(connections, "REQUEST_SECONDS", 20)


def read(connection):
    """All that comes until the server hangs up."""
    found = b""
    try:
        while piece := connection.recv(65_536):
            found += piece
    except ConnectionResetError:
        pass
    return found


def is_answered(connection):
    """Whether the page comes."""
    found = b""
    while not found.endswith(b"a page") and (piece := connection.recv(65_536)):
        found += piece
    return found.endswith(b"a page")


@pytest.mark.usefixtures("_busy_machine")
def test_a_request_is_answered_and_the_connection_kept(address, connect):
    connection = connect(address)
    for _ in range(2):
        connection.sendall(GET + b"\r\n")
        assert is_answered(connection)


@pytest.mark.parametrize("sent", [b"", b"GET", GET, GET + b"\r\n" + GET])
def test_half_a_head_is_waited_for_so_long_and_no_longer(address, connect, sent):
    connection = connect(address)
    connection.sendall(sent)
    assert read(connection).count(b"a page") == sent.count(b"\r\n\r\n")


def test_a_head_that_comes_byte_by_byte_is_not_waited_for_longer(address, connect):
    connection, begin = connect(address), time.monotonic()
    with suppress(OSError):
        for byte in GET + b"X: " + b"x" * 1000:
            connection.sendall(bytes([byte]))
            time.sleep(0.02)
    assert time.monotonic() - begin < 5


def test_half_a_body_that_is_read_is_given_up(address, connect):
    connection = connect(address)
    connection.sendall(POST)
    assert read(connection).startswith(b"HTTP/1.1 408")


def test_half_a_body_that_nobody_reads_is_given_up(address, connect):
    connection = connect(address)
    connection.sendall(GET + b"Content-Length: 1000\r\n\r\nhalf")
    assert read(connection).endswith(b"a page")


def test_a_client_that_reads_nothing_is_given_up(address, connect):
    connection = connect(address)
    connection.sendall(GET.replace(b"/ ", b"/long ", 1) + b"\r\n")
    time.sleep(1)
    assert 0 < len(read(connection)) < LONG


@pytest.mark.usefixtures("_busy_machine")
def test_a_client_that_reads_slowly_gets_all_of_it(address, connect):
    connection, found = connect(address), 0
    connection.sendall(GET.replace(b"/ ", b"/long ", 1) + b"Connection: close\r\n\r\n")
    while piece := connection.recv(1 << 20):
        found += len(piece)
        time.sleep(0.01)
    assert found > LONG


@pytest.mark.usefixtures("_busy_machine")
def test_a_crowd_is_let_in_up_to_a_bound(address, connect, monkeypatch):
    monkeypatch.setattr(connections, "MOST_CONNECTIONS", 60)
    crowd = [connect(address) for _ in range(60)]
    for connection in crowd:
        connection.sendall(GET + b"\r\n")
    assert all(map(is_answered, crowd))
    assert read(connect(address)) == b""
    crowd.pop().close()
    time.sleep(0.2)
    late = connect(address)
    late.sendall(GET + b"\r\n")
    assert is_answered(late)


@pytest.mark.usefixtures("_busy_machine")
def test_sixty_bodies_at_once_are_taken_or_told_to_come_back(address, connect):
    crowd = [connect(address) for _ in range(60)]
    for connection in crowd:
        connection.sendall(POST)
    statuses = [read(connection)[9:12] for connection in crowd]
    assert (statuses.count(b"408"), statuses.count(b"429")) == (40, 20)


@pytest.mark.parametrize(
    "sent",
    [
        POST,  # and then nobody is there any more
        CHUNKED + b"zz\r\n",
        # The answer is there before the chunk that is none.
        GET + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 3 + b"zz\r\n",
        GET + b"Upgrade: websocket\r\nConnection: upgrade\r\n\r\n",
        GET + b"\r\n\r\n\x00\x01",
        b"GET /\xff HTTP/1.1\r\n\r\n",
    ],
)  # fmt: skip
def test_nothing_that_is_sent_writes_to_the_terminal(address, connect, capfd, sent):
    connection = connect(address)
    connection.sendall(sent)
    time.sleep(0.05)
    connection.sendall(b"zz\r\n")
    time.sleep(0.05)
    connection.close()
    time.sleep(0.1)
    assert capfd.readouterr() == ("", "")
