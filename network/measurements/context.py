"""What can be measured, and what a measurement is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from network.digits.datasets import TestData, TrainingData, load_test_data, load_training_data
from network.digits.image_format import MNIST_FORMAT, ImageFormat, image_format_of

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from network.frozen import FrozenRecord
    from network.mlp import MLP


@dataclass(frozen=True)
class MeasurementContext:
    """What a measurement is given.

    Attributes
    ----------
    mnist_dir
        The folder that has MNIST; by default `$MNIST_DIR`, then the user's cache. Where it is in
        neither, the project's own digits stand in.
    tell
        Told how many steps are done, and how many there are.
    form
        Of the pictures that are measured on.
    """

    model: MLP
    mnist_dir: str | os.PathLike[str] | None = None
    tell: Callable[[int, int], None] | None = None
    form: ImageFormat = MNIST_FORMAT

    def test_data(self) -> TestData:
        """Load the images to test on."""
        return load_test_data(self.mnist_dir, form=self.form)

    def training_data(self) -> TrainingData:
        """Load the images to learn."""
        return load_training_data(self.mnist_dir, form=self.form)

    def counter(self, total: int) -> Callable[[int], None]:
        """Prepare to tell how many steps are done."""

        def count(done: int) -> None:
            if self.tell is not None:
                self.tell(done, total)

        return count


@dataclass(frozen=True)
class Measurable:
    """Something that is measured once and kept as a record.

    Attributes
    ----------
    name
        What commands and files call it; also the path of its values, `measurement.<name>.<field>`.
    summary
        What is measured, in words.
    record_class
        Of the record that comes out.
    data
        What it is measured on: `training`, `test`, both or none.
    seed
        Of all randomness; None if there is none.
    is_about_model
        Whether another network gives another record.
    is_about_machine
        Whether another machine does; such a record is never part of the project.
    shows_pictures
        Whether the record points at pictures of the data, so that they have to be there.
    revision
        Raised when the way of measuring changes.
    """

    name: str
    summary: str
    record_class: type[FrozenRecord]
    measure: Callable[[MeasurementContext], FrozenRecord]
    data: tuple[str, ...] = ("test",)
    seed: int | None = None
    is_about_model: bool = True
    is_about_machine: bool = False
    shows_pictures: bool = False
    revision: int = 1

    def form(self, model: MLP) -> ImageFormat:
        """Choose the form of the pictures to measure on.

        Raises
        ------
        OptionError
            If the network does not read square pictures.
        """
        return image_format_of(model.layer_sizes[0]) if self.is_about_model else MNIST_FORMAT
