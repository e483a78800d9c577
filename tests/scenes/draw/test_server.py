"""The real server, as a user runs it, and what a hostile page or program may do to it."""

from __future__ import annotations

import http.client
import json
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

pytest.importorskip("uvicorn", reason="the extra `draw` is not installed")

from scenes.serving.server import TRIED_PORTS, open_socket, url_of

JSON = {"content-type": "application/json"}


def ask(server, method, path, body=None, headers=None):
    """One request, its path sent as it stands; status, and the body read."""
    connection = http.client.HTTPConnection(server.authority, timeout=60)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def goes_on(server):
    status, page = ask(server, "GET", "/")
    return status == 200 and b"</html>" in page


def an_order(drawing):
    return json.dumps({"drawing": drawing, "scene": "ForwardPass", "quality": "l"})


def order(server, drawing):
    status, said = ask(server, "POST", "/api/clips", an_order(drawing), JSON)
    assert status == 201, said
    return json.loads(said)["key"]


def raw(server, request, *, patience=5.0):
    """Bytes to the server, and whatever it answers before it hangs up or falls silent."""
    host, port = server.authority.split(":")
    with socket.create_connection((host, int(port)), timeout=patience) as connection:
        connection.settimeout(patience)
        answer = b""
        try:
            connection.sendall(request)
            while piece := connection.recv(65_536):
                answer += piece
        except (TimeoutError, ConnectionError):
            pass
    return answer


def test_two_hundred_orders_at_once_fill_the_queue_and_no_more(serve, three, alive, wait_for):
    server = serve()
    with ThreadPoolExecutor(200) as pool:
        asked = [
            pool.submit(ask, server, "POST", "/api/clips", an_order(three), JSON)
            for _ in range(200)
        ]
        statuses = [each.result()[0] for each in asked]
    assert sorted(set(statuses)) == [201, 429]
    assert statuses.count(201) == 5
    assert goes_on(server)
    children = wait_for(lambda: workers_of(server.process.pid))
    assert len(children) == 1
    assert server.stop().endswith("Stopped.\n")
    assert server.process.returncode == 0
    assert not [pid for pid in children if alive(pid)]
    assert list(server.output.iterdir()) == []


def workers_of(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_a_worker_ends_when_its_server_is_killed(serve, three, alive, wait_for):
    server = serve()
    order(server, three)
    (worker,) = wait_for(lambda: workers_of(server.process.pid))
    server.stop(signal.SIGKILL)
    wait_for(lambda: not alive(worker))
    assert list(server.output.iterdir())
    assert serve().stop().endswith("Stopped.\n")
    assert list(server.output.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_at_once_and_cleanly_while_a_page_listens(serve, three, alive, wait_for, number):
    server = serve()
    key = order(server, three)
    (worker,) = wait_for(lambda: workers_of(server.process.pid))
    connection = http.client.HTTPConnection(server.authority, timeout=30)
    connection.request("GET", f"/api/clips/{key}/events")
    assert connection.getresponse().status == 200
    printed = server.stop(number)
    connection.close()
    assert "Traceback" not in printed
    assert "rror" not in printed
    assert server.process.returncode == (0 if number == signal.SIGINT else 143)
    assert not alive(worker)
    assert list(server.output.iterdir()) == []


def test_nonsense_is_answered_or_dropped_and_the_server_goes_on(serve):
    server = serve()
    host = f"Host: {server.authority}\r\n".encode()
    post = b"POST /api/clips HTTP/1.1\r\n" + host
    kind = b"Content-Type: application/json\r\n"
    endless = b"Transfer-Encoding: chunked\r\n\r\n" + b"2000\r\n%s\r\n" % bytes(0x2000) * 50
    cases = {
        b"GET /page/../../pyproject.toml HTTP/1.1\r\n" + host + b"\r\n": b"404",
        b"GET /page/../index.html HTTP/1.1\r\n" + host + b"\r\n": b"404",
        b"GET /api/clips/../network HTTP/1.1\r\n" + host + b"\r\n": b"404",
        b"GET //etc/passwd HTTP/1.1\r\n" + host + b"\r\n": b"404",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n": b"403",
        b"GET / HTTP/1.1\r\n" + host + host + b"\r\n": b"4",
        b"GET / HTTP/1.1\r\n\r\n": b"400",
        b"GET / HTTP/1.1\r\n" + host + b"X: " + b"x" * 200_000 + b"\r\n\r\n": b"400",
        b"\x16\x03\x01" + bytes(300): b"400",
        post + kind + b"Content-Length: 99999999999999\r\n\r\n": b"413",
        post + kind + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef": b"400",
        post + kind + endless: b"413",
    }
    for request, status in cases.items():
        answer = raw(
            server, request.replace(b"HTTP/1.1\r\n", b"HTTP/1.1\r\nConnection: close\r\n", 1)
        )
        assert answer.startswith(b"HTTP/1.1 " + status), (request[:80], answer[:200])
    assert goes_on(server)


@pytest.mark.slow
def test_slow_bodies_are_given_up(serve):
    server = serve()
    head = (
        f"POST /api/clips HTTP/1.1\r\nHost: {server.authority}\r\n"
        "Content-Type: application/json\r\nContent-Length: 78400\r\n\r\nabc"
    ).encode()
    with ThreadPoolExecutor(40) as pool:
        slow = [pool.submit(raw, server, head, patience=20) for _ in range(40)]
        answers = [each.result()[:12] for each in slow]
    assert set(answers) <= {b"HTTP/1.1 408", b"HTTP/1.1 429"}
    assert goes_on(server)


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="this is no Linux")
def test_it_listens_on_loopback_only(serve):
    port = int(serve().authority.split(":")[1])
    rows = [
        line.split()
        for table in ("tcp", "tcp6")
        for line in Path("/proc/net", table).read_text().splitlines()[1:]
    ]
    listening = "0A"
    places = [row[1] for row in rows if row[3] == listening and row[1].endswith(f":{port:04X}")]
    assert places == [f"0100007F:{port:04X}"]


def test_a_port_in_use_gives_way_to_the_next():
    with open_socket("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with open_socket("127.0.0.1", port) as second:
            assert port < second.getsockname()[1] < port + TRIED_PORTS
            assert url_of(second) == f"http://127.0.0.1:{second.getsockname()[1]}/"
