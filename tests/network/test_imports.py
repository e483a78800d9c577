"""What importing the core brings along."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("network", ["numpy"]),
        ("network.errors", ["numpy"]),
        ("network.forward", ["manim", "PIL", "pooch", "safetensors", "sklearn"]),
        ("network.files.default_model", ["manim", "PIL", "pooch", "sklearn"]),
        ("network.training.recipe", ["manim", "PIL", "pooch", "tqdm", "sklearn"]),
    ],
)
def test_a_module_imports_no_more_than_it_needs(module: str, absent: list[str]) -> None:
    program = f"import sys, {module}; print(*[name for name in {absent} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)  # noqa: PLW1510
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")
