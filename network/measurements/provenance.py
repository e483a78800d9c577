"""Where a measured record comes from, and whether it is about what is shown."""

from __future__ import annotations

import datetime as dt
import platform
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy

from network.digits.datasets import DataIdentity, data_identity
from network.files.weight_files import model_checksum
from network.frozen import FrozenRecord
from network.measurements.timings import this_machine

if TYPE_CHECKING:
    from network.measurements.context import Measurement
    from network.mlp import MLP


@dataclass(frozen=True, eq=False)
class Versions(FrozenRecord):
    """What computed.

    Attributes
    ----------
    machine
        System and kind of processor.
    """

    python: str
    numpy: str
    scipy: str
    machine: str


@dataclass(frozen=True, eq=False)
class Provenance(FrozenRecord):
    """Where a measured record comes from.

    Attributes
    ----------
    model
        Checksum of the network that was measured; None if the measurement is about none.
    seed
        Of all randomness; None if there is none.
    date
        Of the measurement, such as `2025-03-01`.
    command
        What to type to make it again.
    """

    name: str
    revision: int
    model: str | None
    data: tuple[DataIdentity, ...]
    seed: int | None
    date: str
    versions: Versions
    command: str

    @property
    def is_mnist(self) -> bool:
        """Whether all of the data are MNIST's."""
        return all(each.name.startswith("MNIST") for each in self.data)

    def mismatch(self, wanted: Provenance) -> str | None:
        """Say why this is not the record that is wanted.

        Returns
        -------
        What is different, None if the record will do. Date and versions may differ.
        """
        if self.name != wanted.name:
            return f"expected a record of {wanted.name}, got one of {self.name}"
        if self.revision != wanted.revision:
            return f"expected a record of revision {wanted.revision}, got {self.revision}"
        if self.model != wanted.model:
            return f"expected a record of model {_short(wanted.model)}, got {_short(self.model)}"
        if self.data != wanted.data:
            return f"expected a record on {_names(wanted.data)}, got one on {_names(self.data)}"
        if self.seed != wanted.seed:
            return f"expected a record of seed {wanted.seed}, got {self.seed}"
        return None


def provenance_of(measurement: Measurement, model: MLP, *, is_mnist: bool) -> Provenance:
    """Describe a measurement that is made here and now.

    Parameters
    ----------
    model
        The network, whether the measurement is about it or not.
    is_mnist
        Whether it is measured on MNIST, or else on the project's own digits.
    """
    return Provenance(
        name=measurement.name,
        revision=measurement.revision,
        model=model_checksum(model) if measurement.depends_on_model else None,
        data=tuple(
            data_identity(kind, is_mnist=is_mnist, image_format=measurement.image_format(model))
            for kind in measurement.data
        ),
        seed=measurement.seed,
        date=dt.datetime.now(dt.UTC).date().isoformat(),
        versions=Versions(
            platform.python_version(), np.__version__, scipy.__version__, this_machine()
        ),
        command=f"neuroscenes measure {measurement.name}",
    )


def _short(checksum: str | None) -> str:
    """Beginning of a checksum."""
    return "none" if checksum is None else f"{checksum[:12]}..."


def _names(data: tuple[DataIdentity, ...]) -> str:
    """Names of data, with the beginnings of their checksums."""
    return ", ".join(f"{each.name} ({_short(each.checksum)})" for each in data) or "no data"
