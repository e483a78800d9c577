"""The worked examples of CONTRIBUTING, done one by one in a copy of the project."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"^### (Add .*)\n((?:(?!^##).*\n)+)", TEXT, re.MULTILINE))
NEW_FILE = re.compile(r"^New file `([^`]+)`:\n\n```python\n(.*?)```", re.MULTILINE | re.DOTALL)
DIFF = re.compile(r"```diff\n--- ([^\n]+)\n(.*?)```", re.DOTALL)
TOUCHES = re.compile(r"^Touches: ((?:.+\n)+)", re.MULTILINE)
BY_HAND = ("assets/catalog.json", "assets/guide/", "assets/play/bundles/")
"""Files that no block of an example changes: noted by `make pictures`, bundled, or prose."""

# What a person does after `make words`, and `make words` again.
TRANSLATE = """
from scenes.cli.word_catalogs import as_po, po_path, read_catalog, update
from scenes.subject.languages import LANGUAGES, SOURCE
update()
for code in set(LANGUAGES) - {SOURCE}:
    catalog = read_catalog(po_path(code), code)
    for message in catalog:
        if message.id and not message.string:
            message.string = message.id
    po_path(code).write_bytes(as_po(catalog))
update()
"""
DRY_RUNS = """
import json, sys
from scenes.render.manim_session import dry_run
from scenes.subject.aspects import ASPECTS
from scenes.subject.settings import Settings
from scenes.subject.words import _
runs = [dry_run(sys.argv[1], Settings(digit=3, aspect=aspect)) for aspect in ASPECTS]
runs.append(dry_run(sys.argv[1], Settings(digit=8, language="de", palette="colorblind")))
print(json.dumps([{
    "faults": [str(fault) for fault in run.faults],
    "sections": [section.name for section in run.sections],
    "cues": [cue.text for cue in run.cues],
    "values": [[value.text, value.source] for value in run.shown],
} for run in runs]))
"""


def replaced(text: str, hunk: str) -> str:
    """A text with the lines of one hunk changed; it has to stand there once."""
    lines = [line for line in hunk.splitlines(keepends=True) if line.strip("\n")]
    before = "".join(line[1:] for line in lines if line[0] in " -")
    after = "".join(line[1:] or "\n" for line in lines if line[0] in " +")
    assert text.count(before) == 1, f"expected once, found {text.count(before)} times:\n{before}"
    return text.replace(before, after)


def checksums(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def run(root: Path, *arguments: str) -> str:
    ended = subprocess.run(
        [sys.executable, *arguments], cwd=root, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def neuroscenes(root: Path, *arguments: str) -> str:
    return run(root, "-c", "from scenes.cli import main; main()", *arguments)


def done(example: str, root: Path) -> Path:
    """A copy of the project in which an example was followed, up to `make words`."""
    for folder in ("network", "scenes", "assets"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    before, text = checksums(root), EXAMPLES[example]
    for name, code in NEW_FILE.findall(text):
        (root / name).write_text(code, encoding="utf-8")
    for name, hunks in DIFF.findall(text):
        changed = (root / name).read_text(encoding="utf-8")
        for hunk in hunks.split("@@\n"):
            changed = replaced(changed, hunk)
        (root / name).write_text(changed, encoding="utf-8")
    run(root, "-c", TRANSLATE)
    now = checksums(root)
    changed = {name for name in now if now[name] != before.get(name)}
    named = set(re.findall(r"`(.+?)`", TOUCHES.search(text)[1].replace("LANGUAGE", "es")))
    assert changed <= named
    assert [name for name in named - changed if not name.startswith(BY_HAND)] == []
    return root


def dry_runs(root: Path, scene: str) -> list[dict]:
    return json.loads(run(root, "-c", DRY_RUNS, scene))


def test_there_are_five():
    assert list(EXAMPLES) == [
        "Add a beat",
        "Add a scene",
        "Add an activation",
        "Add an output format",
        "Add a language",
    ]


def test_a_beat_is_told_in_every_shape_of_the_frame(tmp_path):
    root = done("Add a beat", tmp_path)
    for found in dry_runs(root, "ANeuronHoldsANumber"):
        assert found["faults"] == []
        assert found["sections"][-1] == "back to the dark"
        assert found["cues"][-1].startswith("Over a dark pixel it holds 0")


def test_a_scene_is_listed_told_and_rendered(tmp_path):
    root = done("Add a scene", tmp_path)
    for found in dry_runs(root, "TheVerdict"):
        assert found["faults"] == []
        assert found["sections"] == ["a picture", "its answer"]
        assert any(
            source.startswith("trace.layers[2].activations[") for _, source in found["values"]
        )
    neuroscenes(root, "render", "TheVerdict", "-q", "l", "--output", "renders")
    record = json.loads((root / "renders" / "TheVerdict.json").read_text(encoding="utf-8"))
    assert [section["name"] for section in record["sections"]] == ["a picture", "its answer"]
    assert (root / "renders" / "TheVerdict.mp4").stat().st_size > 10_000


def test_an_activation_is_trained_with_and_named_in_captions(tmp_path):
    root = done("Add an activation", tmp_path)
    run(root, "-c", SMALL_NETWORK)
    read = neuroscenes(root, "classify", "--digit", "3", "--model", "small.safetensors")
    assert read.startswith("digit 3: ")
    values = neuroscenes(root, "values", "MatrixVectorProduct", "--model", "small.safetensors")
    assert "trace.layers[0].activations" in values


SMALL_NETWORK = """
import numpy as np
from network.files.weight_files import save_model
from network.training.initialization import initialize
drawn = initialize((784, 6, 10), ("softsign", "softsign"), np.random.default_rng(1))
save_model("small.safetensors", drawn, {})
"""


def test_an_output_format_is_offered(tmp_path):
    root = done("Add an output format", tmp_path)
    assert "mp4,webm,gif,mkv" in neuroscenes(root, "publish", "--help")


def test_a_language_writes_its_numbers_and_speaks_english_until_it_is_translated(tmp_path):
    root = done("Add a language", tmp_path)
    assert "This is a three" in neuroscenes(root, "list", "--language", "es")
    assert " 12.960 " in neuroscenes(root, "values", "ForwardPass", "--language", "es")
