"""Keep tests, and the Python programs that they begin, from speaking to other machines.

`tests/conftest.py` imports this, and puts its folder before all others on PYTHONPATH: so every
Python that a test begins imports it as well, before anything else.
"""

from __future__ import annotations

import ipaddress
import sys


class BeyondThisMachineError(BaseException):
    """Raised instead of asking another machine; no `except Exception` takes it for an answer."""


def _is_here(host: object) -> bool:
    """Whether a host is this machine; of names only `localhost` surely is."""
    if host in (None, "", "localhost", b"localhost"):
        return True
    address = _address(host)
    return address is not None and (address.is_loopback or address.is_unspecified)


def _address(host: object) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """A host that is named by its address, None for another name."""
    name = host.decode() if isinstance(host, bytes) else host
    try:
        return ipaddress.ip_address(str(name).partition("%")[0])
    except ValueError:
        return None


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook, see the table of audit events in the documentation of Python."""
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        # Sockets of Unix have a path for an address; what is connected already has none.
        if not isinstance(address, tuple) or _is_here(address[0]):
            return
        host = address[0]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
        if _is_here(host) or _address(host) is not None:  # an address is looked up nowhere
            return
    else:
        return
    raise BeyondThisMachineError(f"tests may not ask {host}: loopback alone is open to them")


sys.addaudithook(_refuse)
