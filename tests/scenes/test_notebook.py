"""The example notebook: it runs from top to bottom, and what it says of itself is true."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from network.files.weight_files import load_model

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "assets" / "notebooks").glob("*.ipynb"))
EXAMPLE = ROOT / "assets" / "notebooks" / "your_own_network.ipynb"


# The tests share one run of the notebook, so they run in one process.
pytestmark = pytest.mark.xdist_group("notebook")


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """The example's code cells as they are after a run, and the folder that they ran in."""
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    folder = tmp_path_factory.mktemp("notebook")
    notebook = nbformat.read(EXAMPLE, as_version=4)
    client = nbclient.NotebookClient(
        notebook, timeout=300, resources={"metadata": {"path": folder}}
    )
    settings = tmp_path_factory.mktemp("ipython")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
        patch.setenv("IPYTHONDIR", str(settings))
        patch.setenv("JUPYTER_RUNTIME_DIR", str(settings))
        client.execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"], folder


def said(cells) -> str:
    return "".join(
        output.get("text", "") or output.get("data", {}).get("text/plain", "")
        for cell in cells
        for output in cell.outputs
    )


def test_there_is_a_notebook():
    assert EXAMPLE in NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_no_outputs_are_kept_in_git(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert [cell for cell in code if cell["outputs"] or cell["execution_count"]] == []


def test_the_trained_network_reads_most_digits_and_the_three(executed):
    cells, folder = executed
    shares = [line for line in said(cells).splitlines() if line.startswith("epoch 20:")]
    assert float(shares[0].split()[-2].rstrip("%")) > 80
    assert "answer: 3" in said(cells)
    assert load_model(folder / "my-network.safetensors").layer_sizes == (784, 20, 10)


def test_a_scene_of_that_network_is_rendered_and_shown(executed):
    import av

    cells, folder = executed
    assert "<video" in cells[-1].outputs[-1]["data"]["text/html"]
    (video,) = (folder / "media" / "jupyter").glob("MyNeuron*.mp4")
    with av.open(str(video)) as file:
        assert file.duration / av.time_base > 15
    assert not [
        output for cell in cells for output in cell.outputs if output.get("name") == "stderr"
    ]
