"""The records that a scene shows: found if they are there, or else measured."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from network.digits.image_format import MNIST_FORMAT
from network.digits.mnist import find_mnist
from network.errors import DatasetError, OptionError, RecordError
from network.files.default_model import default_model
from network.files.weight_files import model_checksum
from network.measurements.context import MeasurementContext
from network.measurements.provenance import Provenance, provenance_of
from network.measurements.records import RECORDS_DIRECTORY, load_record, save_record
from network.measurements.registry import measurement

if TYPE_CHECKING:
    import os
    from collections.abc import Callable
    from pathlib import Path

    from network.frozen import FrozenRecord
    from network.measurements.context import Measurable
    from network.mlp import MLP

DIGITS = 10
"""Labels of the images to measure on."""


@dataclass(frozen=True)
class Place:
    """Where a record is kept.

    Attributes
    ----------
    provenance
        What the record in it must be about.
    """

    path: Path
    provenance: Provenance

    def load(self) -> FrozenRecord | None:
        """Read the record; None if there is none, or another."""
        try:
            return load_record(self.path, self.provenance)
        except RecordError:
            return None


def measured(
    name: str,
    model: MLP,
    *,
    mnist_dir: str | os.PathLike[str] | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Any:  # noqa: ANN401 - the class of the record depends on its name
    """Give a record for a network: the project's own, or the user's cached one, or a new one.

    A record on MNIST is preferred, and is given even where MNIST is not; only if the record points
    at pictures must they be on this machine. A new record is made on MNIST, or on the project's
    own digits where MNIST is not on this machine; the record says which. It is kept in the user's
    cache.

    Parameters
    ----------
    name
        A key of `network.measurements.registry.MEASUREMENTS`.
    mnist_dir
        The folder that has MNIST; by default `$MNIST_DIR`, then the user's cache.
    tell
        Told how many steps of a new measurement are done, and how many there are.

    Raises
    ------
    OptionError
        If there is nothing of that name.
    DatasetError
        If a folder is given that does not hold MNIST.
    """
    found = find_record(name, model, mnist_dir=mnist_dir)
    if found is not None:
        return found[0]
    record, provenance = measure(name, model, mnist_dir=mnist_dir, tell=tell)
    place = _cached(measurement(name), provenance)
    with contextlib.suppress(RecordError):  # a cache that can't be written to costs time alone
        save_record(place.path, record, provenance)
    return record


def find_record(
    name: str, model: MLP, *, mnist_dir: str | os.PathLike[str] | None = None
) -> tuple[FrozenRecord, Path] | None:
    """Look for a record that is about a network.

    Returns
    -------
    The record and its file, None if it has to be measured.

    Raises
    ------
    OptionError
        If there is nothing of that name.
    DatasetError
        If a folder is given that does not hold MNIST.
    """
    measurable, has_mnist = measurement(name), _has_mnist(mnist_dir)
    if measurable.form(model) != MNIST_FORMAT:
        kinds: tuple[bool, ...] = (False,)
    elif measurable.shows_pictures:
        kinds = (has_mnist,)
    else:
        kinds = (True,) if has_mnist else (True, False)
    for is_mnist in kinds:
        wanted = provenance_of(measurable, model, is_mnist=is_mnist)
        for place in (_committed(wanted), _cached(measurable, wanted)):
            record = place.load()
            if record is not None:
                return record, place.path
    return None


def measure(
    name: str,
    model: MLP,
    *,
    mnist_dir: str | os.PathLike[str] | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> tuple[FrozenRecord, Provenance]:
    """Measure anew, whatever records there are.

    Parameters
    ----------
    tell
        Told how many steps are done, and how many there are.

    Raises
    ------
    OptionError
        If there is nothing of that name, or the network has fewer outputs than there are digits.
    DatasetError
        If a folder is given that does not hold MNIST.
    """
    measurable, has_mnist = measurement(name), _has_mnist(mnist_dir)
    outputs = model.layer_sizes[-1]
    if measurable.is_about_model and measurable.data and outputs < DIGITS:
        raise OptionError(
            f"{name}: expected a network with {DIGITS} outputs or more, one for each digit,"
            f" got {outputs}"
        )
    form = measurable.form(model)
    record = measurable.measure(MeasurementContext(model, mnist_dir, tell, form))
    is_mnist = has_mnist and form == MNIST_FORMAT
    return record, provenance_of(measurable, model, is_mnist=is_mnist)


def place_of(provenance: Provenance) -> Place:
    """Say where a record belongs."""
    measurable = measurement(provenance.name)
    is_shipped = provenance.model in (None, model_checksum(default_model()))
    if is_shipped and provenance.is_mnist and not measurable.is_about_machine:
        return _committed(provenance)
    return _cached(measurable, provenance)


def cache_directory() -> Path:
    """Return the folder of the user's cache that records go into; it need not exist."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - as in network.digits.mnist_files

    return user_cache_path("neuroscenes") / "measurements"


def _committed(wanted: Provenance) -> Place:
    """File of the project."""
    return Place(RECORDS_DIRECTORY / f"{wanted.name}.json", wanted)


def _cached(measurable: Measurable, wanted: Provenance) -> Place:
    """File of the user's cache: one for each network, set of data and way of measuring."""
    about = [wanted.model, wanted.revision, wanted.seed, *(each.checksum for each in wanted.data)]
    if measurable.is_about_machine:
        about += [wanted.versions.machine, wanted.versions.python, wanted.versions.numpy]
    key = hashlib.sha256(repr(about).encode()).hexdigest()[:16]
    return Place(cache_directory() / f"{wanted.name}-{key}.json", wanted)


def _has_mnist(directory: str | os.PathLike[str] | None) -> bool:
    """Whether MNIST is on this machine."""
    found = find_mnist(directory) is not None
    if directory is not None and not found:
        raise DatasetError(f"{directory}: expected the files of MNIST, not all of them are there")
    return found
