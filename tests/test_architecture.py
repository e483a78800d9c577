from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NETWORK = sorted((ROOT / "network").rglob("*.py"))
SCENES = sorted((ROOT / "scenes").rglob("*.py"))
CHAPTERS = sorted((ROOT / "scenes" / "chapters").rglob("*.py"))

# From the ground up: a folder or module of `scenes` imports only what stands before it.
FLOORS = (
    ("stage", "media"),
    ("subject",),
    ("mobjects", "sound", "serving"),
    ("audit", "motion", "catalog"),
    ("chapter",),
    ("chapters", "render", "playground"),
    ("editions", "draw"),
    ("narrate",),
    ("cli",),
)
FLOOR_OF = {name: floor for floor, names in enumerate(FLOORS) for name in names}
FLOOR_OF["__init__"] = 1  # the package itself, which everything loads: from the ground alone
ROOMS_OF_NETWORK = ("bounds", "digits", "files", "analysis", "training", "measurements")
"""The folders of `network`, from the ground up; the core in its root imports none of them."""
PRODUCTS = {"dot", "vdot", "inner", "outer", "matmul", "einsum", "tensordot", "multi_dot", "kron"}
RANDOMNESS = {"random", "secrets"}
TEMPORARY = {
    "mkdtemp",
    "mkstemp",
    "mktemp",
    "TemporaryDirectory",
    "TemporaryFile",
    "NamedTemporaryFile",
}
"""What no later run would know for a dead one's: `network.temporary_folders` makes what it does."""


def imported_modules(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute, so that this test can read them"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def multiplications_of_matrices(tree: ast.AST) -> Iterator[str]:
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.MatMult):
            yield f"line {node.lineno}: @"
        elif isinstance(node, ast.Attribute) and node.attr in PRODUCTS:
            # A mobject may have a dot; NumPy's is a product even when it is only passed on.
            if id(node) in called or ast.unparse(node.value).split(".")[0] in {"np", "numpy"}:
                yield f"line {node.lineno}: .{node.attr}"
        elif isinstance(node, ast.ImportFrom):
            names = {alias.name for alias in node.names} & PRODUCTS
            yield from (f"line {node.lineno}: import of {name}" for name in sorted(names))


def random_sources(tree: ast.AST) -> Iterator[str]:
    for module in imported_modules(tree):
        if RANDOMNESS & set(module.split(".")):
            yield f"import of {module}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"random", "default_rng"}:
            yield f"line {node.lineno}: .{node.attr}"


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_there_is_something_to_check():
    assert NETWORK
    assert CHAPTERS


@pytest.mark.parametrize("path", NETWORK, ids=name_of)
def test_network_never_imports_pictures(path):
    roots = {module.split(".")[0] for module in imported_modules(parsed(path))}
    assert not roots & {"manim", "scenes", "click", "rich", "typst", "av", "cairo"}


@pytest.mark.parametrize("path", SCENES, ids=name_of)
def test_scenes_import_only_what_stands_below_them(path):
    room = rooms_of(path)[1] if path.parent.name != "scenes" else path.stem
    found = {m.split(".")[1] for m in imported_modules(parsed(path)) if m.startswith("scenes.")}
    assert room in FLOOR_OF
    assert not [each for each in found - {room} if FLOOR_OF[each] >= FLOOR_OF[room]]


@pytest.mark.parametrize("path", NETWORK, ids=name_of)
def test_rooms_of_network_import_only_what_stands_below_them(path):
    rooms = rooms_of(path)
    found = {m.split(".")[1] for m in imported_modules(parsed(path)) if m.startswith("network.")}
    above = (
        ROOMS_OF_NETWORK[ROOMS_OF_NETWORK.index(rooms[1]) + 1 :]
        if len(rooms) > 1
        else ROOMS_OF_NETWORK
    )
    assert not found & set(above)


def test_no_modules_import_one_another_in_a_circle():
    modules = {".".join(p.relative_to(ROOT).with_suffix("").parts): p for p in NETWORK + SCENES}
    graph = {
        name: set(imported_when_loaded(parsed(path))) & set(modules)
        for name, path in modules.items()
    }
    TopologicalSorter(graph).prepare()


def imported_when_loaded(tree: ast.Module) -> Iterator[str]:
    """Modules that a file imports at once: what it needs for types, or later, makes no circle."""
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from imported_modules(node)


def rooms_of(path):
    """`network`, `training` of `network/training/loss.py`."""
    return path.parent.relative_to(ROOT).parts


@pytest.mark.parametrize("path", CHAPTERS, ids=name_of)
def test_chapters_never_multiply_matrices(path):
    assert not list(multiplications_of_matrices(parsed(path)))


@pytest.mark.parametrize("path", SCENES, ids=name_of)
def test_scenes_draw_nothing_at_random(path):
    assert not list(random_sources(parsed(path)))


@pytest.mark.parametrize("path", NETWORK + SCENES, ids=name_of)
def test_nothing_temporary_is_made_that_no_run_would_sweep(path):
    named = {
        name
        for node in ast.walk(parsed(path))
        for name in (getattr(node, "attr", None), getattr(node, "name", None))
    }
    assert not named & TEMPORARY


@pytest.mark.parametrize("path", SCENES, ids=name_of)
def test_scenes_never_import_star(path):
    names = [
        alias.name
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]
    assert "*" not in names


@pytest.mark.parametrize(
    "code",
    ["c = a @ b", "a @= b", "np.dot(a, b)", "map(np.dot, a)", "a.dot(b)", "from numpy import dot"],
)
def test_every_way_to_multiply_matrices_is_seen(code):
    assert list(multiplications_of_matrices(ast.parse(code)))


@pytest.mark.parametrize(
    "code", ["import random", "from numpy.random import default_rng", "np.random.normal()"]
)
def test_every_way_to_draw_at_random_is_seen(code):
    assert list(random_sources(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "import json; json.loads('1')",
        "from json import dumps; dumps(1)",
        "import numpy as np; np.load('net.npz')",
        "from PIL import Image; Image.open('a.png')",
        "import zipfile; zipfile.ZipFile('a.zip')",
        "import gzip; gzip.open('a.gz')",
        "import onnx; onnx.load('a.onnx')",
        "from safetensors import safe_open; safe_open('a')",
        "import pickle; pickle.load(file)",
    ],
)
@pytest.mark.parametrize("place", ["network/files/any.py", "scenes/any.py"])
def test_every_way_around_the_bounded_readers_is_seen(code, place):
    ruff = Path(sys.executable).with_name("ruff")
    command = [ruff, "check", "--select", "TID251", "--stdin-filename", ROOT / place, "-"]
    run = subprocess.run(command, input=code, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "is banned" in run.stdout


def test_network_is_imported_and_used_without_manim():
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in NETWORK
        if path.stem != "__init__"
    ]
    code = f"""
import importlib, sys
class NoPictures:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("manim", "scenes", "click", "rich", "sklearn", "onnx"):
            raise ImportError(name + " must not be needed")
sys.meta_path.insert(0, NoPictures())
for name in {modules!r}:
    importlib.import_module(name)
from network.files.default_model import default_model
from network.digits.drawn_digits import drawn_digit, rasterize
from network.forward import forward
print(forward(default_model(), rasterize(drawn_digit(3))).answer)
"""
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout == "3\n"
