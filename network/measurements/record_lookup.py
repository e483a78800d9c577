"""The records that a scene shows: found if they are there, or else measured."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from network.digits.image_format import MNIST_FORMAT
from network.digits.mnist import find_mnist
from network.errors import DatasetError, NoSuchRecordError, OptionError, RecordError
from network.files.default_model import default_model
from network.files.weight_files import model_checksum
from network.measurements.context import MeasurementContext
from network.measurements.provenance import Provenance, provenance_of
from network.measurements.records import RECORDS_DIRECTORY, load_record, save_record
from network.measurements.registry import find_measurement
from network.measurements.timings import processor_name

if TYPE_CHECKING:
    from pathlib import Path

    from network.frozen import FrozenRecord
    from network.measurements.context import Measurement, ProgressCallback
    from network.mlp import MLP

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class RecordFile:
    """Where a record is kept, and the provenance that the record in it must have."""

    path: Path
    provenance: Provenance

    def load(self) -> FrozenRecord | None:
        """
        Read the record; None if there is none, or one about something else.

        A damaged file of the cache counts as none, and a warning says so; one of the project
        raises `RecordError`.
        """
        try:
            return load_record(self.path, self.provenance)
        except NoSuchRecordError:
            return None
        except RecordError as error:
            if self.path.parent == RECORDS_DIRECTORY:
                raise
            _LOG.warning("%s; measuring it again", error)
            return None


def load_or_measure(
    name: str,
    model: MLP,
    *,
    mnist_dir: str | os.PathLike[str] | None = None,
    on_progress: ProgressCallback | None = None,
) -> Any:  # noqa: ANN401 - the class of the record depends on its name
    """Find a record as `find_record` does, or else make one and keep it in the user's cache.

    A new record is made on MNIST, or on the project's own digits where MNIST is not on this
    machine; the record says which. `OptionError` if there is no measurement of that name.
    """
    found = find_record(name, model, mnist_dir=mnist_dir)
    if found is not None:
        return found[0]
    record, provenance = measure(name, model, mnist_dir=mnist_dir, on_progress=on_progress)
    file = _cached(find_measurement(name), provenance)
    with contextlib.suppress(RecordError):  # a cache that can't be written to costs time alone
        save_record(file.path, record, provenance)
    return record


def find_record(
    name: str, model: MLP, *, mnist_dir: str | os.PathLike[str] | None = None
) -> tuple[FrozenRecord, Path] | None:
    """Look for a record about a network, and its file, in the project and in the user's cache.

    A record on MNIST is preferred, and is given even where MNIST is not; only if the record points
    at images must they be on this machine.
    """
    measurement, has_mnist = find_measurement(name), _has_mnist(mnist_dir)
    if measurement.image_format(model) != MNIST_FORMAT:
        kinds: tuple[bool, ...] = (False,)
    elif measurement.needs_images:
        kinds = (has_mnist,)
    else:
        kinds = (True,) if has_mnist else (True, False)
    for is_mnist in kinds:
        wanted = provenance_of(measurement, model, is_mnist=is_mnist)
        for file in (_committed(wanted), _cached(measurement, wanted)):
            record = file.load()
            if record is not None:
                return record, file.path
    return None


def measure(
    name: str,
    model: MLP,
    *,
    mnist_dir: str | os.PathLike[str] | None = None,
    on_progress: ProgressCallback | None = None,
) -> tuple[FrozenRecord, Provenance]:
    """Measure anew, whatever records there are."""
    measurement, has_mnist = find_measurement(name), _has_mnist(mnist_dir)
    image_format = measurement.image_format(model)
    context = MeasurementContext(model, mnist_dir, on_progress, image_format)
    try:
        record = measurement.measure(context)
    except OptionError as error:
        raise OptionError(f"{name}: {error}") from error
    is_mnist = has_mnist and image_format == MNIST_FORMAT
    return record, provenance_of(measurement, model, is_mnist=is_mnist)


def record_file(provenance: Provenance) -> RecordFile:
    """Where a record belongs: in the project if of its network and MNIST, else in the cache."""
    measurement = find_measurement(provenance.name)
    is_shipped = provenance.model in (None, model_checksum(default_model()))
    if is_shipped and provenance.is_mnist and not measurement.depends_on_machine:
        return _committed(provenance)
    return _cached(measurement, provenance)


def cache_directory() -> Path:
    """Return the folder of the user's cache that records go into; it need not exist."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - as in network.digits.mnist_files

    return user_cache_path("neuroscenes") / "measurements"


def _committed(wanted: Provenance) -> RecordFile:
    """File of the project."""
    return RecordFile(RECORDS_DIRECTORY / f"{wanted.name}.json", wanted)


def _cached(measurement: Measurement, wanted: Provenance) -> RecordFile:
    """File of the user's cache: one for each network, set of data and way of measuring."""
    about = [wanted.model, wanted.revision, wanted.seed, *(each.checksum for each in wanted.data)]
    if measurement.depends_on_machine:
        about += [wanted.versions.machine, processor_name(), str(os.cpu_count())]
        about += [wanted.versions.python, wanted.versions.numpy]
    key = hashlib.sha256(repr(about).encode()).hexdigest()[:16]
    return RecordFile(cache_directory() / f"{wanted.name}-{key}.json", wanted)


def _has_mnist(directory: str | os.PathLike[str] | None) -> bool:
    """Whether MNIST is on this machine."""
    found = find_mnist(directory) is not None
    if directory is not None and not found:
        raise DatasetError(f"{directory}: expected the files of MNIST, not all of them are there")
    return found
