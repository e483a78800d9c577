from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import stat
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = sorted(ROOT.glob("requirements*.lock"))
HOST = re.compile(r"https?:|file:|git\+|://|--(index|extra-index|find-links|trusted-host)|@ ")
IDX_MAGIC_NUMBERS = {b"\0\0\x08\x03", b"\0\0\x08\x01"}


def tracked_files() -> list[Path]:
    """The files of the repository, those not yet added included."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("this is a copy without git, which can't tell what belongs to the repository")
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],  # noqa: S607 - the user's git
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = os.fsdecode(listing.stdout).split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==([\w.!+]+)", lock.read_text(), re.MULTILINE))


def holds_idx_data(content: bytes) -> bool:
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    return content[:4] in IDX_MAGIC_NUMBERS


def test_there_are_three_locks():
    assert [lock.name for lock in LOCKS] == [
        "requirements-build.lock",
        "requirements-dev.lock",
        "requirements.lock",
    ]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_locks_name_no_host(lock):
    found = [line for line in lock.read_text().splitlines() if HOST.search(line)]
    assert not found


def test_the_lock_of_node_packages_names_no_host_and_has_hashes():
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert not HOST.search(text)
    packages = json.loads(text)["packages"]
    assert len(packages) > 1
    assert all(found["integrity"].startswith("sha512-") for name, found in packages.items() if name)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_pin_has_hashes(lock):
    entries = re.split(r"\n(?=\S)", lock.read_text().strip())
    assert entries
    for entry in entries:
        assert re.match(r"[\w.-]+(\[[\w,]+\])?==", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_the_development_lock_pins_what_the_film_is_made_with():
    film, development = pins(ROOT / "requirements.lock"), pins(ROOT / "requirements-dev.lock")
    assert film.items() <= development.items()


def test_no_mnist_data_is_in_the_repository():
    suspicious = [
        path
        for path in tracked_files()
        if path.stat().st_size > 1000 and holds_idx_data(path.read_bytes())
    ]
    assert not suspicious


def test_mnist_data_would_be_found():
    assert holds_idx_data(gzip.compress(b"\0\0\x08\x03" + bytes(2000)))
    assert not holds_idx_data(b"\x89PNG")


def test_renders_holds_nothing_but_its_readme():
    found = [path.name for path in tracked_files() if ROOT / "renders" in path.parents]
    assert found == ["README.md"]


def test_no_file_is_large():
    large = [path for path in tracked_files() if path.stat().st_size > 1_000_000]
    assert not large


def test_ci_calls_what_a_contributor_calls():
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & stat.S_IXUSR
    assert "make test\n" in script.read_text()


def test_unwanted_programs_are_out_of_reach():
    assert not [name for name in ("latex", "dvisvgm", "ffmpeg") if shutil.which(name)]
    assert shutil.which("env"), "the other programs are still there"


WORDS = {".cfg", ".css", ".html", ".json", ".md", ".py", ".toml", ".yaml"}
PLACE_ON_A_MACHINE = re.compile(r"(?<![\w.~$}/])/(?:work|root|home/\w+|Users/\w+)/\w")


def test_no_file_names_a_place_on_somebodys_machine():
    written = [path for path in tracked_files() if path.suffix in WORDS]
    assert written
    found = [
        str(path.relative_to(ROOT))
        for path in written
        if PLACE_ON_A_MACHINE.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_a_place_on_a_machine_is_seen():
    assert PLACE_ON_A_MACHINE.search('Path("/' + 'work/shared")')
    assert not PLACE_ON_A_MACHINE.search("assets/" + "work/place, ~/home/x/y")


# A page that forbids `eval` refuses every second look at an expression, not at a function.
EXPRESSION_LOOKED_AT_AGAIN = re.compile(r"""wait_for_function\(\s*f?["'](?![^"'\n]*=>)""")


def test_pages_are_waited_for_by_functions():
    tests = [path for path in tracked_files() if path.suffix == ".py" and "tests" in path.parts]
    found = [path for path in tests if EXPRESSION_LOOKED_AT_AGAIN.search(path.read_text())]
    assert found == []
    assert EXPRESSION_LOOKED_AT_AGAIN.search("wait_for_function" + '(f"innerWidth === {w}")')
    assert not EXPRESSION_LOOKED_AT_AGAIN.search("wait_for_function" + '("() => ready")')


def test_every_explained_mutant_changes_lines_that_are_there():
    explained = tomllib.loads((ROOT / "tests" / "mutants" / "explained.toml").read_text("utf-8"))
    gone = []
    for mutant in explained["mutant"]:
        lines = (ROOT / mutant["module"]).read_text(encoding="utf-8").splitlines()
        if mutant["was"] not in {line.strip() for line in lines}:
            gone.append((mutant["module"], mutant["was"]))
    assert explained["mutant"]
    assert not gone
