"""Running the command line inside the tests, and files to give to it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from safetensors.numpy import save_file

from scenes.cli import main


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    stdout: str
    stderr: str


@pytest.fixture
def neuroscenes(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Run a command as a user does."""

    def run(*arguments: object) -> Ended:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ended(ended.value.code, captured.out, captured.err)

    return run


@pytest.fixture
def refused(neuroscenes: Callable[..., Ended]) -> Callable[..., str]:
    """Run a command that must be refused: exit code 2, nothing on stdout, one line on stderr."""

    def run(*arguments: object) -> str:
        ended = neuroscenes(*arguments)
        assert (ended.code, ended.stdout) == (2, ""), ended
        assert ended.stderr.startswith("neuroscenes: ")
        assert ended.stderr.count("\n") == 1, ended.stderr
        return ended.stderr

    return run


@pytest.fixture(scope="session")
def seven_png(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo-sized picture of a seven: dark ink on white paper, off the middle."""
    pixels = np.full((900, 1200), 250, dtype=np.uint8)
    pixels[200:250, 250:550] = 20
    for row in range(250, 700):
        middle = 525 - (row - 250) // 3
        pixels[row, middle - 25 : middle + 25] = 20
    path = tmp_path_factory.mktemp("pictures") / "seven.png"
    Image.fromarray(pixels).save(path)
    return path


def pytorch_tensors(sizes: tuple[int, ...]) -> dict[str, np.ndarray]:
    """Tensors as PyTorch's `nn.Sequential` of linear layers and activations names them."""
    rng = np.random.default_rng(5)
    tensors = {}
    for number, (fan_in, fan_out) in enumerate(itertools.pairwise(sizes)):
        weights = rng.normal(scale=fan_in**-0.5, size=(fan_out, fan_in))
        tensors[f"{2 * number}.weight"] = weights.astype(np.float32)
        tensors[f"{2 * number}.bias"] = rng.normal(scale=0.1, size=fan_out).astype(np.float32)
    return tensors


@pytest.fixture(scope="session")
def other_tensors() -> dict[str, np.ndarray]:
    """A network of other sizes, 784-20-12-10."""
    return pytorch_tensors((784, 20, 12, 10))


@pytest.fixture(scope="session")
def other_model(
    tmp_path_factory: pytest.TempPathFactory, other_tensors: dict[str, np.ndarray]
) -> Path:
    """That network in a file that does not say its activations."""
    path = tmp_path_factory.mktemp("models") / "other.safetensors"
    save_file(other_tensors, path)
    return path
