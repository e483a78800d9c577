"""How this copy was installed, and the lines that add to it or mend it."""

from __future__ import annotations

import sys
from pathlib import Path

from network.paths import IS_INSTALLED

SYSTEM_PACKAGES = "gcc pkg-config python3-dev libcairo2-dev libpango1.0-dev"
"""What pip needs on Debian to build what has no wheels there."""


def adding(*packages: str) -> str:
    """The line that installs more packages beside this program."""
    names = " ".join(packages)
    environment = Path(sys.prefix)
    if (environment / "pipx_metadata.json").exists():
        return f"pipx inject neuroscenes {names}"
    if (environment / "uv-receipt.toml").exists():
        extra = " ".join(f"--with {name}" for name in packages)
        return f"uv tool install neuroscenes {extra}"
    return f"{sys.executable} -m pip install {names}"


def again() -> str:
    """The line that installs what is damaged, or could not be built, anew."""
    if not IS_INSTALLED:
        return "make clean setup"
    line = f"{sys.executable} -m pip install --force-reinstall neuroscenes"
    if sys.platform == "linux":
        return f"sudo apt-get install {SYSTEM_PACKAGES} && {line}"
    return line


def assets_again() -> str:
    """The line that brings back a file that comes with the program."""
    return again() if IS_INSTALLED else "git checkout -- assets/weights"


def with_another_python(oldest: str) -> str:
    """What to type where Python is too old."""
    if IS_INSTALLED:
        return f"pipx install --python python{oldest} neuroscenes   (or any newer one)"
    return f"make setup PYTHON=/path/to/a/python/of/{oldest}/or/newer"
