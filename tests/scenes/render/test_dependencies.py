from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from network.files.default_model import default_model
from scenes.catalog import CATALOG
from scenes.render import dependencies
from scenes.render.dependencies import code_checksum, measurements_of, modules_of, records_checksum

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """The project's code, to be changed."""
    for package in ("network", "scenes"):
        shutil.copytree(ROOT / package, tmp_path / package)
    monkeypatch.setattr(dependencies, "ROOT", tmp_path)
    return tmp_path


def changed_by(path: Path) -> set[str]:
    """Scenes whose code is another after a change to a file."""
    before = {scene.name: code_checksum(scene.module) for scene in CATALOG}
    path.write_text(path.read_text() + "\n# changed\n")
    return {scene.name for scene in CATALOG if code_checksum(scene.module) != before[scene.name]}


def test_a_change_to_a_chapter_touches_that_chapter_alone(copy):
    assert changed_by(copy / "scenes" / "chapters" / "act_4" / "bias.py") == {"Bias"}


def test_a_change_to_the_kit_touches_every_scene(copy):
    assert len(changed_by(copy / "scenes" / "chapter.py")) == len(CATALOG)


def test_a_change_to_a_mobject_touches_the_scenes_that_show_it(copy):
    touched = changed_by(copy / "scenes" / "mobjects" / "raster" / "connections.py")
    assert "ForwardPass" in touched
    assert "ThisIsAThree" not in touched


@pytest.mark.parametrize("folder", ["cli", "render.workers", "editions"])
def test_how_scenes_are_asked_for_touches_none(copy, folder):
    assert not {m for scene in CATALOG for m in modules_of(scene.module) if f"scenes.{folder}" in m}
    folder_of_it = copy / "scenes" / folder.replace(".", "/")
    assert changed_by(next(iter(folder_of_it.glob("*.py")))) == set()


def test_what_is_imported_within_a_function_counts_and_what_is_for_types_does_not(copy):
    chapter = copy / "scenes" / "chapters" / "act_4" / "bias.py"
    late = "\ndef late():\n    import network.analysis.counts\n"
    code = f"{late}\nif TYPE_CHECKING:\n    import network.measurements.dials\n"
    assert not {"network.analysis.counts", "network.measurements.dials"} & modules_of("act_4.bias")
    chapter.write_text(chapter.read_text() + code)
    assert {"network.analysis.counts", "network.measurements.dials"} & modules_of("act_4.bias") == {
        "network.analysis.counts"
    }


def test_a_missing_module_is_named():
    with pytest.raises(ModuleNotFoundError, match=r"scenes\.chapters\.nothing"):
        modules_of("nothing")


def test_the_records_that_a_scene_shows_are_found_in_its_code():
    assert measurements_of("act_4.bias") == ("firing_against_bias",)
    assert measurements_of("act_2.forward_pass") == ()


def test_the_checksum_of_records_follows_their_content(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    name = "act_4.learning_is_finding_them"
    shipped = records_checksum(name, default_model(), None)
    assert shipped == records_checksum(name, default_model(), None)
    other = default_model()
    layers = (other.layers[0].__class__(*_shifted(other.layers[0])), *other.layers[1:])
    assert records_checksum(name, type(other)(layers), None) != shipped


def _shifted(layer):
    return layer.weights + 1, layer.biases, layer.activation
