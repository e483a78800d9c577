"""Records by path: from `trace.layers[0].pre_activations` to the numbers that stand there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from scenes.subject.sourced import Sourced, SourcedArray

if TYPE_CHECKING:
    from collections.abc import Mapping


_STEP = re.compile(r"\.(\w+)|\[([\d,]+)\]")


@dataclass(frozen=True)
class RecordView:
    """Records of the `network` package by path: what scenes may show numbers of.

    The roots are such as `{"trace": ForwardTrace, "own_digits[3].trace": ForwardTrace}`.
    """

    roots: Mapping[str, Any]

    def __getitem__(self, path: str) -> SourcedArray:
        """The array at a path; `KeyError` where there is none."""
        return SourcedArray(np.asarray(self._follow(path), dtype=np.float64), path)

    def number(self, path: str, **shown: Any) -> Sourced:
        """The single number at a path such as `model.parameter_count`; `shown` as in `Sourced`."""
        return Sourced(float(self._follow(path)), path, **shown)

    def outputs(self, trace: str = "trace") -> SourcedArray:
        """Activations of the last layer of a trace."""
        last = len(self._follow(f"{trace}.layers")) - 1
        return self[f"{trace}.layers[{last}].activations"]

    def with_root(self, name: str, root: Any) -> RecordView:
        """The same record with one more name."""
        return RecordView({**self.roots, name: root})

    def _follow(self, path: str) -> Any:
        known = [name for name in self.roots if re.match(re.escape(name) + r"(?![\w])", path)]
        if not known:
            msg = f"{path}: begins with none of {', '.join(self.roots)}"
            raise KeyError(msg)
        name = max(known, key=len)
        place: Any = self.roots[name]
        for attribute, indices in _STEP.findall(path[len(name) :]):
            try:
                place = getattr(place, attribute) if attribute else _item(place, indices)
            except (AttributeError, IndexError, KeyError) as error:
                msg = f"{path}: no {attribute or indices} there"
                raise KeyError(msg) from error
        return place


def _item(place: Any, indices: str) -> Any:
    numbers = tuple(int(index) for index in indices.split(","))
    return place[numbers] if len(numbers) > 1 else place[numbers[0]]
