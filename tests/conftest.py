"""What holds for every test: loopback alone, one thread, Ctrl-C heard, no LaTeX, no ffmpeg."""

from __future__ import annotations

import gc
import importlib
import importlib.util
import os
import signal
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import settings

# Before manim: whichever test came first, its own `manim.cfg` would hold or not.
import scenes  # noqa: F401

UNWANTED_PROGRAMS = ("latex", "dvisvgm", "ffmpeg")

# The same examples in every run, however slow the machine is; nothing is kept in the tree.
settings.register_profile("suite", derandomize=True, deadline=None, database=None, max_examples=60)
settings.load_profile("suite")

if "PYTEST_XDIST_WORKER" in os.environ:
    # As many processes as cores run already. NumPy reads this once: a fixture would be too late.
    for library in ("OMP", "OPENBLAS", "MKL"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")


# No other machine is asked, neither here nor by the programs that tests begin.
OFFLINE = str(Path(__file__).parent / "offline")
os.environ["PYTHONPATH"] = os.pathsep.join([OFFLINE, *filter(None, [os.environ.get("PYTHONPATH")])])
if not getattr(sys.modules.get("sitecustomize"), "__file__", "").startswith(OFFLINE):
    sys.path.insert(0, OFFLINE)
    sys.modules.pop("sitecustomize", None)  # some systems have one of their own
    importlib.import_module("sitecustomize")

# Whatever is spoken takes time: the tests of the voice say which voice they want.
os.environ["NEUROSCENES_VOICE"] = "none"

# A shell lets what it runs in the background ignore Ctrl-C, and `nohup` a closed terminal; programs
# begun by tests inherit it.
for number, heard in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, heard)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    """Each process begins with other files: it reads what the others compiled, and they its own."""
    report = yield
    worker, count = (os.environ.get(f"PYTEST_XDIST_WORKER{end}") for end in ("", "_COUNT"))
    if worker and isinstance(collector, pytest.Dir):
        begin = len(report.result) * int(worker.removeprefix("gw")) // int(count)
        report.result = report.result[begin:] + report.result[:begin]
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """In all processes in the same order; what shares what takes long to make runs in one."""
    # Whole programs are tested in the uppermost folders: long tests at the end leave cores idle.
    items.sort(key=lambda item: (len(item.path.parts), item.path))
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            shared = [
                definitions[-1].baseid
                for definitions in item._fixtureinfo.name2fixturedefs.values()
                if definitions[-1].scope in ("module", "session")
            ]
            # What is made for all tests, or for all of scenes, is made in each process.
            owners = [each for each in shared if each.endswith(".py") or each.count("/") > 1]
            if owners:
                item.add_marker(pytest.mark.xdist_group(min(owners, key=len)))


def pytest_collection_finish():
    """What is loaded now stays: no collection of garbage looks through it again."""
    gc.collect()
    gc.freeze()


def pytest_xdist_auto_num_workers() -> int:
    """Two more than cores: a third of the time tests wait for browsers and servers."""
    from scenes.cli.workers import cores

    return cores() + 2


@pytest.fixture(scope="session", autouse=True)
def _path_without_unwanted_programs(tmp_path_factory: pytest.TempPathFactory):
    """Hide the programs that the project must do without, on machines that have them."""
    with pytest.MonkeyPatch.context() as patch:
        folders = [
            _shadow(Path(folder), tmp_path_factory) if _holds_unwanted(Path(folder)) else folder
            for folder in os.environ["PATH"].split(os.pathsep)
        ]
        patch.setenv("PATH", os.pathsep.join(map(str, folders)))
        yield


def _holds_unwanted(folder: Path) -> bool:
    return any((folder / program).exists() for program in UNWANTED_PROGRAMS)


def _shadow(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Links to everything in a folder of programs but the unwanted."""
    shadow = tmp_path_factory.mktemp("path")
    for program in folder.iterdir():
        if program.name not in UNWANTED_PROGRAMS:
            (shadow / program.name).symlink_to(program)
    return shadow


@pytest.fixture(scope="session")
def mnist_dir() -> Path:
    """Where MNIST lies on this machine; without it the test is skipped, with nothing downloaded."""
    from network.digits.mnist import find_mnist

    found = find_mnist()
    if found is None:
        pytest.skip(
            "MNIST is not on this machine: set MNIST_DIR, or run `neuroscenes evaluate` once"
        )
    return found


def _load(path: str) -> ModuleType:
    # Under --import-mode=importlib no test can import a file beside it.
    found = Path(__file__).parent / path
    spec = importlib.util.spec_from_file_location(found.stem, found)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def plain_loops() -> ModuleType:
    """Independent implementation, see its docstring."""
    return _load("network/plain_loops.py")


@pytest.fixture(scope="session")
def plain_pens() -> ModuleType:
    """Independent implementation, see its docstring."""
    return _load("network/plain_pens.py")


@pytest.fixture(scope="session")
def photos() -> ModuleType:
    """Pictures as people take them, see its docstring."""
    return _load("network/digits/ink/photos.py")


@pytest.fixture(scope="session")
def plain_training() -> ModuleType:
    """Independent implementation, see its docstring."""
    return _load("network/plain_training.py")


@pytest.fixture(scope="session")
def plain_measurements() -> ModuleType:
    """Independent implementation, see its docstring."""
    return _load("scenes/plain_measurements.py")
