"""What a process does while a case runs: seen by Python's audit events, and by its counters."""

from __future__ import annotations

import os
import site
import sys
import sysconfig
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.fuzz.cases import FaultError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_BYTES = 10**9
MOST_SECONDS = 5.0
"""Of memory that is in use, and of the processor's time."""
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_RUNS = frozenset(
    {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile"}
    | {"pty.spawn", "os.fork", "os.forkpty", "webbrowser.open", "pickle.find_class", "os.kill"}
)
_CHANGES = frozenset(
    {"os.chmod", "os.chown", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir"}
    | {"os.symlink", "os.truncate", "os.utime", "shutil.rmtree", "tempfile.mkstemp"}
    | {"tempfile.mkdtemp", "shutil.copyfile", "shutil.move", "os.setxattr", "sqlite3.connect"}
)
_DEVICES = frozenset({os.devnull, "/dev/tty"})
_MAKERS = (
    *("/ast.py", "/dataclasses.py", "/collections/__init__.py", "/typing.py", "/enum.py"),
    *("/functools.py", "/gettext.py", "/jinja2/environment.py"),
)
"""Files whose code compiles what it writes itself."""


class Watch:
    """Notices what no input may bring about; it stays for the rest of the process.

    Parameters
    ----------
    inside
        The folder in which files may be written.
    """

    def __init__(self, inside: Path) -> None:
        self._inside = f"{inside.resolve()}{os.sep}"
        self._seen: list[str] | None = None
        self._known = {*sys.stdlib_module_names, *_installed_modules()}
        self._checks: dict[str, Callable[[tuple[Any, ...]], str | None]] = {
            "open": self._opened,
            "import": self._imported,
            "compile": self._compiled,
            "exec": self._executed,
            "socket.connect": self._reached,
            "socket.bind": self._reached,
            "socket.sendto": self._reached,
            "socket.getaddrinfo": self._asked,
            "socket.gethostbyname": self._asked,
        }
        sys.addaudithook(self._hear)

    def run(
        self, run: Callable[[], None], given: bytes = b"", *, may_reach_out: bool = False
    ) -> None:
        """Run something under watch.

        Parameters
        ----------
        given
            The input: no name in it may be imported.
        may_reach_out
            Whether an attempt to reach another machine is no fault; it fails in any case.

        Raises
        ------
        FaultError
            When it did what it must not, or took too much.
        """
        Path("/proc/self/clear_refs").write_text("5")  # the peak of memory is counted anew
        self._reaching_out, self._given = may_reach_out, given
        begin = time.process_time()
        self._seen = seen = []
        try:
            run()
        finally:
            self._seen = None
            seconds = time.process_time() - begin
        if seen:
            raise FaultError(f"did what it must not: {'; '.join(dict.fromkeys(seen))}")
        if seconds > MOST_SECONDS:
            raise FaultError(f"took {seconds:.1f} s")
        if (used := peak_bytes()) > MOST_BYTES:
            raise FaultError(f"took {used / 1e6:.0f} MB")

    def _hear(self, event: str, args: tuple[Any, ...]) -> None:
        if self._seen is None:
            return
        if event in _RUNS:
            self._refuse(f"{event} {args!r:.200}")
        elif event in _CHANGES:
            for path in args[:2]:
                if isinstance(path, str | bytes | os.PathLike) and not self._is_inside(path):
                    self._refuse(f"{event} {path!r}")
        elif (check := self._checks.get(event)) is not None and (fault := check(args)):
            self._refuse(fault)

    def _refuse(self, fault: str) -> None:
        if self._seen is not None and fault:
            self._seen.append(fault)
        raise PermissionError(13, f"the watch forbids it: {fault}")

    def _is_inside(self, path: Any) -> bool:
        name = os.path.realpath(os.fsdecode(path))
        return f"{name}{os.sep}".startswith(self._inside) or name in _DEVICES

    def _opened(self, args: tuple[Any, ...]) -> str | None:
        path, _mode, flags = args
        if not flags & _WRITES or isinstance(path, int) or self._is_inside(path):
            return None
        return f"opened {path!r} to write"

    def _imported(self, args: tuple[Any, ...]) -> str | None:
        name = str(args[0]).partition(".")[0]
        if name in self._known or name in sys.modules or name.encode() not in self._given:
            return None
        return f"imported {name}"

    def _compiled(self, args: tuple[Any, ...]) -> str | None:
        name = args[1]
        is_file = isinstance(name, str) and name.endswith(".py")
        return None if is_file or _is_of_a_maker() else f"compiled {args[0]!r:.200}"

    def _executed(self, args: tuple[Any, ...]) -> str | None:
        name = getattr(args[0], "co_filename", "")
        is_file = name.endswith(".py") or name.startswith("<frozen")
        return None if is_file or _is_of_a_maker() else f"executed {name}"

    def _reached(self, args: tuple[Any, ...]) -> str | None:
        address = args[1]
        if isinstance(address, tuple) and address[0] in _LOOPBACK:
            return None
        return self._out(f"reached for {address!r}")

    def _asked(self, args: tuple[Any, ...]) -> str | None:
        return None if args[0] in (*_LOOPBACK, None) else self._out(f"asked for {args[0]!r}")

    def _out(self, fault: str) -> str | None:
        if self._reaching_out:
            raise OSError(101, "Network is unreachable")
        return fault


def peak_bytes() -> int:
    """The most memory that was in use since the peak was counted anew."""
    with open("/proc/self/status", "rb") as file:  # noqa: PTH123 - a hundred times a second
        for line in file:
            if line.startswith(b"VmHWM"):
                return int(line.split()[1]) * 1024
    return 0


def _is_of_a_maker() -> bool:
    frame = sys._getframe(3)
    while frame is not None and frame.f_code.co_filename.startswith("<"):
        frame = frame.f_back
    return frame is None or frame.f_code.co_filename.endswith(_MAKERS)


def _installed_modules() -> Iterator[str]:
    """Names of all that can be imported here."""
    yield from ("network", "scenes", "tests")
    for folder in {sysconfig.get_path("platlib"), *site.getsitepackages()}:
        for path in Path(folder).iterdir() if Path(folder).is_dir() else ():
            yield path.name.partition(".")[0]
