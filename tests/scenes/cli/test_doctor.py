from __future__ import annotations

import shutil

import pytest

from scenes.cli import doctor


def test_this_machine_has_all_it_needs():
    missing = [f for f in doctor.check_all() if f.is_needed and not f.is_fine]
    assert [finding.name for finding in missing] in ([], ["disk"])


def test_everything_in_the_list_is_looked_for():
    names = [finding.name for finding in doctor.check_all()]
    assert names == [
        "Python",
        *doctor.LIBRARIES.values(),
        "H.264 encoder",
        "trained network",
        "MNIST",
        "voice",
        "output folder",
        "disk",
    ]


@pytest.mark.parametrize("module", doctor.LIBRARIES)
def test_a_missing_library_is_named_with_its_remedy(monkeypatch, module):
    monkeypatch.setitem(__import__("sys").modules, module, None)
    findings = {f.name: f for f in doctor.check_libraries()}
    finding = findings.pop(doctor.LIBRARIES[module])
    assert not finding.is_fine
    assert finding.remedy == "make clean setup"
    assert "\n" not in finding.found


def test_mnist_may_be_absent(monkeypatch, tmp_path):
    monkeypatch.setenv("MNIST_DIR", str(tmp_path))
    finding = doctor.check_mnist()
    assert (finding.is_fine, finding.is_needed) == (False, False)
    assert "MNIST_DIR" in finding.remedy


def test_mnist_is_found(monkeypatch, mnist_dir):
    monkeypatch.setenv("MNIST_DIR", str(mnist_dir))
    finding = doctor.check_mnist()
    assert (finding.is_fine, finding.found) == (True, str(mnist_dir))


def test_an_output_folder_that_is_a_file_is_missing(tmp_path):
    (tmp_path / "renders").write_text("no folder")
    finding = doctor.check_output(tmp_path / "renders")
    assert not finding.is_fine
    assert finding.remedy.startswith("sudo chown")


def test_an_output_folder_that_can_be_made_is_fine(tmp_path):
    assert doctor.check_output(tmp_path / "new" / "renders").is_fine


def test_a_full_disk_is_missing_room(tmp_path):
    free = shutil.disk_usage(tmp_path).free
    assert not doctor.check_disk(tmp_path, needed_bytes=free * 2).is_fine
    assert doctor.check_disk(tmp_path, needed_bytes=1).is_fine


def test_an_old_python_is_refused(monkeypatch):
    monkeypatch.setattr(doctor, "OLDEST_PYTHON", (4, 0))
    finding = doctor.check_python()
    assert not finding.is_fine
    assert "PYTHON=" in finding.remedy
