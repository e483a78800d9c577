"""Nothing but the download of MNIST speaks to another machine; tests can't."""

from __future__ import annotations

import ast
import os
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from network.digits.mnist_download import MIRRORS, download_mnist

ROOT = Path(__file__).resolve().parents[1]
# 192.0.2.0/24 and `.invalid` are kept for documents: nobody answers there.
ELSEWHERE = "192.0.2.1"
CLIENTS = {
    *("aiohttp", "ftplib", "http", "httpx", "httpx2", "imaplib", "pooch", "poplib", "requests"),
    *("smtplib", "socket", "socketserver", "telnetlib", "urllib3", "websockets", "xmlrpc"),
    "urllib.request",
}
# MNIST is downloaded; the others listen, and ask what is this machine's name.
ALLOWED = {
    "network/digits/mnist_download.py": {"pooch"},
    "scenes/cli/serving.py": {"socket"},
    "scenes/draw/server.py": {"socket"},
    "scenes/serving/": {"socket"},
}


def clients(path: Path) -> set[str]:
    """What a module imports that could speak to another machine."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        found |= {
            client for client in CLIENTS for name in names if f"{name}.".startswith(f"{client}.")
        }
    return found


def test_nothing_but_the_download_of_mnist_has_a_client():
    modules = [path for room in ("network", "scenes") for path in (ROOT / room).rglob("*.py")]
    assert modules
    for path in modules:
        name = path.relative_to(ROOT).as_posix()
        allowed = {
            client for place in ALLOWED if name.startswith(place) for client in ALLOWED[place]
        }
        assert clients(path) <= allowed, name


@pytest.mark.parametrize(
    "line", ["import http.client", "from urllib import request", "import requests"]
)
def test_a_client_is_seen(line, tmp_path):
    (tmp_path / "module.py").write_text(line)
    assert clients(tmp_path / "module.py")


def test_the_download_asks_its_mirrors_first_of_all(tmp_path, refused):
    with pytest.raises(refused, match=urlsplit(MIRRORS[0]).netloc):
        download_mnist(tmp_path / "mnist", progress=False)
    assert not list((tmp_path / "mnist").iterdir())


def connection(family: socket.AddressFamily, host: str) -> None:
    with socket.socket(family, socket.SOCK_STREAM) as speaking:
        speaking.settimeout(1)
        speaking.connect((host, 9))


def datagram() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as speaking:
        speaking.sendto(b"", (ELSEWHERE, 9))


@pytest.fixture(scope="module")
def refused():
    return sys.modules["sitecustomize"].BeyondThisMachineError


@pytest.mark.parametrize(
    "ask",
    [
        lambda: connection(socket.AF_INET, ELSEWHERE),
        lambda: connection(socket.AF_INET6, "2001:db8::1"),
        lambda: socket.getaddrinfo("example.invalid", 80),
        lambda: socket.gethostbyname("example.invalid"),
        datagram,
    ],
)
def test_a_test_cannot_speak_to_another_machine(ask, refused):
    with pytest.raises(refused, match="tests may not ask"):
        ask()


def test_a_test_can_speak_to_this_machine():
    with socket.create_server(("localhost", 0)) as listening:
        socket.create_connection(listening.getsockname()).close()


def test_a_program_begun_by_a_test_cannot_either():
    code = f"import socket; socket.create_connection(({ELSEWHERE!r}, 9), timeout=1)"
    run = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )
    assert run.returncode == 1
    assert f"BeyondThisMachineError: tests may not ask {ELSEWHERE}" in run.stderr
