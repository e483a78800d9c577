"""What another user of this machine can run or read while a film is rendered."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not hasattr(os, "geteuid") or os.geteuid() != 0 or not Path("/proc/net/tcp").exists(),
        reason="only root may become another user, and only Linux lists all sockets",
    ),
    pytest.mark.skipif(
        importlib.util.find_spec("distributed") is None,
        reason="Dask is not installed: pip install 'neuroscenes[cluster]'",
    ),
]

LISTENING = "0A"
NEIGHBOUR = """
import asyncio, json, os, socket, sys
from contextlib import suppress
from distributed.comm import connect
from distributed.security import Security

os.setgroups([])
os.setgid(65534)
os.setuid(65534)
told = json.load(sys.stdin)
got = []

def talks_to_dask(address, security):
    async def talk():
        await asyncio.wait_for(
            connect(address, timeout=5, **security.get_connection_args("client")), 5
        )
    asyncio.run(talk())
    return True

def talks_http(port):
    with socket.create_connection(("127.0.0.1", port), 5) as connection:
        connection.sendall(b"GET /info/main/workers.html HTTP/1.0\\r\\n\\r\\n")
        return connection.recv(4) == b"HTTP"

def opens(path, how):
    with open(path, how):
        return True

own = Security.temporary()
tries = [
    *((talks_to_dask, f"tcp://127.0.0.1:{port}", Security()) for port in told["ports"]),
    *((talks_to_dask, f"tls://127.0.0.1:{port}", own) for port in told["ports"]),
    *((talks_http, port) for port in told["ports"]),
    *((opens, path, "rb") for path in told["hidden"]),
    *((opens, path, "ab") for path in told["hidden"] + told["files"]),
    *((os.listdir, path) for path in told["folders"]),
    *((os.mkdir, path + "/neighbour") for path in told["folders"] + told["outputs"]),
]
for function, *arguments in tries:
    with suppress(Exception):
        function(*arguments) and got.append([function.__name__, str(arguments[0])])
json.dump({"tried": len(tries), "got": got}, sys.stdout)
"""


def sockets_of(pids):
    """Ports and names of the sockets on which these processes listen."""
    inodes = set()
    for pid in pids:
        for place in Path(f"/proc/{pid}/fd").glob("*"):
            try:
                found = re.fullmatch(r"socket:\[(\d+)\]", str(place.readlink()))
            except FileNotFoundError:
                continue
            if found:
                inodes.add(found[1])
    places = [
        row[1].split(":")
        for table in ("tcp", "tcp6", "udp", "udp6")
        for row in rows(table)
        if row[9] in inodes and (row[3] == LISTENING or table.startswith("udp"))
    ]
    names = [name for row in rows("unix") if row[6] in inodes for name in row[7:]]
    return places, names


def rows(table):
    return [line.split() for line in Path("/proc/net", table).read_text().splitlines()[1:]]


def as_a_neighbour(ports, pids=(), temporary=None, output=None):
    """What somebody else gets at, of ports, of processes, and of folders."""
    inside = [] if temporary is None else list(temporary.rglob("*"))
    made = [] if output is None else list(output.rglob("*"))
    shared = [*Path("/dev/shm").glob("sem.mp-*"), *Path("/dev/shm").glob("psm_*")]  # noqa: S108
    told = {
        "ports": ports,
        "hidden": [str(path) for path in inside if path.is_file()]
        + [f"/proc/{pid}/{name}" for pid in pids for name in ("environ", "mem", "maps")]
        + [str(path) for path in shared],
        "files": [str(path) for path in made if path.is_file()],
        "folders": [str(path) for path in inside if path.is_dir()],
        "outputs": [str(path) for path in made if path.is_dir()],
    }
    run = subprocess.run(
        [sys.executable, "-c", NEIGHBOUR],
        input=json.dumps(told),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    found = json.loads(run.stdout)
    assert found["tried"] == 3 * len(ports) + sum(
        len(told[name]) * times
        for name, times in (("hidden", 2), ("files", 1), ("folders", 2), ("outputs", 1))
    )
    return found["got"]


@pytest.fixture
def open_folder():
    """A folder that everybody can look into, as the one for temporary files is."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        for each in ("temporary", "output"):
            Path(name, each).mkdir()
        yield Path(name)


@pytest.mark.parametrize("options", [("--cluster", "local"), ()], ids=["cluster", "workers"])
def test_a_neighbour_can_run_and_read_nothing(start_render, open_folder, options):
    temporary, output = open_folder / "temporary", open_folder / "output"
    run = start_render(
        output,
        *(*options, "--jobs", 1),
        scenes=("HiddenLayers",),
        changes={"TMPDIR": str(temporary)},
    )
    assert run.wait_until(lambda: any(open_folder.rglob("*.mp4"))), run.stderr
    pids = run.processes()
    places, names = sockets_of(pids)
    assert names == []
    assert {host for host, _ in places} <= {"0100007F"}
    assert bool(places) == bool(options)  # processes that are no cluster need no port
    ports = [int(port, 16) for _, port in places]
    assert as_a_neighbour(ports, pids, temporary, output) == []
    assert run.process.poll() is None, "it was too quick to be looked at"


def test_a_neighbour_can_use_what_is_open(start, open_folder):
    """What the other test tries does work where nothing is in the way."""
    scheduler = start(
        *(sys.executable, "-m", "distributed.cli.dask_scheduler"),
        *("--host", "127.0.0.1", "--port", 0, "--dashboard-address", "127.0.0.1:0"),
    )
    pattern = r"Scheduler at: +tcp://127.0.0.1:(\d+)"
    assert scheduler.wait_until(lambda: re.search(pattern, scheduler.stderr)), scheduler.stderr
    ports = [int(port, 16) for _, port in sockets_of(scheduler.processes())[0]]
    assert int(re.search(pattern, scheduler.stderr)[1]) in ports
    note = open_folder / "temporary" / "note"
    note.write_text("not hidden")
    note.chmod(0o666)
    got = as_a_neighbour(ports, temporary=open_folder)
    assert {kind for kind, _ in got} == {"talks_to_dask", "talks_http", "opens", "listdir"}
