"""How long a layer's sums take by loops, and how long as one matrix product."""

from __future__ import annotations

import contextlib
import platform
import re
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from network.errors import OptionError
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike

    from network.arrays import FloatArray
    from network.layers import Layer

ROUNDS = 15
_PRODUCTS_A_ROUND = 200
"""One product is over too soon to be timed by itself."""
_PROCESSORS = Path("/proc/cpuinfo")


CLOCK_STEPS = 81
"""Times that a clock shows until the loops are done."""


@dataclass(frozen=True, eq=False)
class LoopsAndMatrix(FrozenRecord):
    """The same sums, computed in two ways on one machine.

    Attributes
    ----------
    processor
        Name of the machine's.
    loop_seconds, matrix_seconds
        Time of all sums of the layer in each round, shape `(rounds,)`.
    """

    processor: str
    fan_in: int
    fan_out: int
    loop_seconds: FloatArray
    matrix_seconds: FloatArray

    @property
    def loop_median(self) -> float:
        """Median time by loops, in seconds."""
        return float(statistics.median(self.loop_seconds))

    @property
    def matrix_median(self) -> float:
        """Median time by a matrix product, in seconds."""
        return float(statistics.median(self.matrix_seconds))

    @property
    def loop_microseconds(self) -> float:
        """Median time by loops, in millionths of a second."""
        return 1e6 * self.loop_median

    @property
    def matrix_microseconds(self) -> float:
        """Median time by a matrix product, in millionths of a second."""
        return 1e6 * self.matrix_median

    @property
    def clock(self) -> FloatArray:
        """Microseconds from 0 to the median of the loops, in even steps."""
        return locked(np.linspace(0, self.loop_microseconds, CLOCK_STEPS))

    @property
    def ratio(self) -> float:
        """How many times as long the loops take."""
        return self.loop_median / self.matrix_median


def this_machine() -> str:
    """Return the system and the kind of processor that this program runs on."""
    return f"{platform.system()} {platform.machine()}"


@lru_cache(maxsize=1)
def processor_name() -> str:
    """Return what the processor that this program runs on calls itself."""
    name = ""
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        if sys.platform == "darwin":
            command = ["/usr/sbin/sysctl", "-n", "machdep.cpu.brand_string"]
            told = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603
            name = told.stdout
        elif sys.platform == "linux":
            name = _model_name(_PROCESSORS.read_text(encoding="utf-8"))
    without_marks = re.sub(r"\((R|TM)\)", "", name or platform.processor())
    return " ".join(without_marks.split()) or platform.machine()


def _model_name(processors: str) -> str:
    """Find the name in what Linux tells of its processors; not all kinds have one."""
    found = re.search(r"^model name\s*:(.*)$", processors, re.MULTILINE)
    return found[1] if found else ""


def sums_by_loops(
    weights: Sequence[Sequence[float]], biases: Sequence[float], inputs: Sequence[float]
) -> list[float]:
    """Compute a layer's pre-activations one multiplication at a time.

    Parameters
    ----------
    weights, biases, inputs
        Plain lists of the shapes `(fan_out, fan_in)`, `(fan_out,)` and `(fan_in,)`.
    """
    sums = []
    for row, bias in zip(weights, biases, strict=True):
        total = bias
        for weight, value in zip(row, inputs, strict=True):
            total += weight * value
        sums.append(total)
    return sums


def time_loops_and_matrix(
    layer: Layer, inputs: ArrayLike, *, rounds: int = ROUNDS
) -> LoopsAndMatrix:
    """Time a layer's sums by plain loops, and as a matrix product of NumPy.

    Parameters
    ----------
    inputs
        What enters it, shape `(fan_in,)`.

    Raises
    ------
    OptionError
        If the inputs do not fit the layer, or there are no rounds.
    """
    column = np.asarray(inputs, np.float64)
    if column.shape != (layer.fan_in,):
        raise OptionError(f"inputs must be {layer.fan_in} numbers, got shape {column.shape}")
    if rounds < 1:
        raise OptionError(f"rounds must be 1 or more, got {rounds}")
    weights, biases = layer.weights.astype(np.float64), layer.biases.astype(np.float64)
    rows, offsets, values = weights.tolist(), biases.tolist(), column.tolist()
    loops, products = [], []
    for _ in range(rounds):
        loops.append(_seconds(lambda: sums_by_loops(rows, offsets, values), 1))
        products.append(_seconds(lambda: weights @ column + biases, _PRODUCTS_A_ROUND))
    return LoopsAndMatrix(
        processor=processor_name(),
        fan_in=layer.fan_in,
        fan_out=layer.fan_out,
        loop_seconds=np.array(loops),
        matrix_seconds=np.array(products),
    )


def _seconds(work: Callable[[], object], times: int) -> float:
    """Time of one piece of work, as the mean of several."""
    started = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - started) / times
