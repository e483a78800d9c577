"""What can be measured, and what a measurement is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from network.digits.datasets import TestData, TrainingData, load_test_data, load_training_data
from network.digits.image_format import MNIST_FORMAT, ImageFormat, image_format_of

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from network.frozen import FrozenRecord
    from network.mlp import MLP

    ProgressCallback: TypeAlias = Callable[[int, int], None]
    """Called with the number of steps done and the number of all steps."""


@dataclass(frozen=True)
class MeasurementContext:
    """What a measurement is given.

    Attributes
    ----------
    mnist_dir
        By default `$MNIST_DIR`, then the user's cache. Where MNIST is in neither, the project's
        own digits stand in.
    """

    model: MLP
    mnist_dir: str | os.PathLike[str] | None = None
    on_progress: ProgressCallback | None = None
    image_format: ImageFormat = MNIST_FORMAT

    def test_data(self) -> TestData:
        """Load the images to test on."""
        return load_test_data(self.mnist_dir, image_format=self.image_format)

    def data_to_answer(self) -> TestData:
        """Load the images that the network has an output for, labeled by these outputs."""
        return self.test_data().for_model(self.model)

    def data_to_run(self) -> TestData:
        """Load the same, or all images where no outputs stand for digits."""
        data = self.test_data()
        return data.for_model(self.model) if self.model.reads_digits else data

    def training_data(self) -> TrainingData:
        """Load the images to learn."""
        return load_training_data(self.mnist_dir, image_format=self.image_format)

    def step_counter(self, total: int) -> Callable[[int], None]:
        """Make a function that reports how many of `total` steps are done."""

        def count(done: int) -> None:
            if self.on_progress is not None:
                self.on_progress(done, total)

        return count


@dataclass(frozen=True)
class Measurement:
    """Something that is measured once and kept as a record.

    Attributes
    ----------
    name
        What commands and files call it; also the path of its values, `measurement.<name>.<field>`.
    data
        What it is measured on: `training`, `test`, both or none.
    depends_on_machine
        Such a record is never part of the project.
    needs_images
        Whether a record will do only where its images are: it points at them, or a scene shows it
        as what this machine's images give.
    revision
        Raised when the way of measuring changes.
    """

    name: str
    summary: str
    record_class: type[FrozenRecord]
    measure: Callable[[MeasurementContext], FrozenRecord]
    data: tuple[str, ...] = ("test",)
    seed: int | None = None
    depends_on_model: bool = True
    depends_on_machine: bool = False
    needs_images: bool = False
    revision: int = 1

    def image_format(self, model: MLP) -> ImageFormat:
        """What the network reads, if the measurement depends on it; else MNIST's."""
        return image_format_of(model.layer_sizes[0]) if self.depends_on_model else MNIST_FORMAT
