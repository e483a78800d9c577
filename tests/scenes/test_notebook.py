"""The example notebook: it runs from top to bottom, and what it says of itself is true."""

from __future__ import annotations

import base64
import io
import json
import os
import re
import subprocess
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
    """The example's code cells as they are after a run in its own folder, as Jupyter runs it."""
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    notebook = nbformat.read(EXAMPLE, as_version=4)
    client = nbclient.NotebookClient(
        notebook, timeout=300, resources={"metadata": {"path": EXAMPLE.parent}}
    )
    settings = tmp_path_factory.mktemp("ipython")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
        patch.setenv("IPYTHONDIR", str(settings))
        patch.setenv("JUPYTER_RUNTIME_DIR", str(settings))
        patch.setenv("TMPDIR", str(tmp_path_factory.mktemp("temporary")))
        before = files_beside()
        client.execute()
    assert files_beside() == before, "a run leaves nothing behind"
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def files_beside() -> set[str]:
    """What git would call new or changed, and what it ignores, in the folder of the notebooks."""
    asked = ["git", "status", "--porcelain", "--ignored", "--untracked-files=all", "."]
    said = subprocess.run(asked, cwd=EXAMPLE.parent, capture_output=True, text=True, check=True)
    return set(said.stdout.splitlines())


def said(cells) -> str:
    return "\n".join(
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
    lines = said(executed).splitlines()
    shares = [line for line in lines if line.startswith("epoch 20:")]
    assert float(shares[0].split()[-2].rstrip("%")) > 80
    assert "answer: 3" in lines
    (saved,) = (line.removeprefix("saved in ") for line in lines if line.startswith("saved in "))
    assert load_model(Path(saved) / "my-network.safetensors").layer_sizes == (784, 20, 10)


def test_a_scene_of_that_network_is_rendered_and_kept_in_the_notebook(executed):
    import av

    shown = executed[-1].outputs[-1]["data"]["text/html"]
    (address,) = re.findall(r'src="([^"]+)"', shown)
    kind, _, content = address.partition(",")
    assert kind == "data:video/mp4;base64"
    with av.open(io.BytesIO(base64.b64decode(content))) as file:
        assert file.duration / av.time_base > 15
        heard = [frame.to_ndarray() for frame in file.decode(audio=0)]
    assert max(float(abs(part).max()) for part in heard) > 0.1
    assert not [
        output for cell in executed for output in cell.outputs if output.get("name") == "stderr"
    ]
