"""What a viewer is told of where test and training images are from."""

from __future__ import annotations

from scenes.languages import marked

DATA_NAMES = (
    marked("MNIST test images"),
    marked("MNIST training images"),
    marked("own digits, warped"),
)
"""As `network` names them; pass them through `scenes.words._` where they are shown."""
