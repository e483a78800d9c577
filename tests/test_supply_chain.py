"""The bill of materials of `make sbom`, and what `make audit` asks about."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = sorted(ROOT.glob("requirements*.lock"))
needs_make = pytest.mark.skipif(
    shutil.which("make") is None, reason="no make: apt-get install make"
)


def make(target: str, *variables: str, dry: bool = False) -> str:
    """What a target prints, made with the Python of the tests, nothing being set up."""
    done = subprocess.run(
        [
            *("make", "--no-print-directory", target, f"BIN={Path(sys.executable).parent}"),
            *("--old-file", ".venv/.ready-for-development", *variables, *(["--dry-run"] * dry)),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def bills(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bills")
    make("sbom", f"SBOM={folder}")
    return folder


def pins(lock: Path) -> dict[tuple[str, str], set[str]]:
    """Hashes by name and version."""
    entries = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())
    found = [re.match(r"([\w.-]+)(?:\[[\w,]+\])?==([\w.!+]+)", entry) for entry in entries]
    return {
        (match[1], match[2]): set(re.findall(r"--hash=sha256:(\w+)", entry))
        for match, entry in zip(found, entries, strict=True)
    }


@needs_make
@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_the_bill_of_materials_lists_every_pin_with_its_hashes(bills, lock):
    text = (bills / f"{lock.stem}.cdx.json").read_text(encoding="utf-8")
    bill = json.loads(text)
    listed = {
        (part["name"], part["version"]): {
            found["content"]
            for reference in part["externalReferences"]
            for found in reference["hashes"]
            if found["alg"] == "SHA-256"
        }
        for part in bill["components"]
    }
    assert listed == pins(lock)
    # Neither a time nor a number drawn: the same lock gives the same bytes.
    assert "serialNumber" not in bill
    assert "timestamp" not in bill["metadata"]
    assert str(ROOT) not in text


@needs_make
def test_every_lock_is_audited():
    assert re.findall(r"--requirement (\S+)", make("audit", dry=True)) == [
        "requirements.lock",
        "requirements-build.lock",
        "requirements-dev.lock",
    ]
