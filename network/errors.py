"""Every error that a user of the package can cause, and how any error is told in a line."""

from __future__ import annotations

import traceback


def one_line(error: BaseException) -> str:
    """Kind and text of an error; of one without a text, where it was raised."""
    name, text = type(error).__name__, " ".join(str(error).split())
    if text:
        return f"{name}: {text}"
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return f"{name} without a message"
    file = frames[-1].filename.replace("\\", "/").rsplit("/", 1)[-1]
    return f"{name} without a message, raised at {file}:{frames[-1].lineno}"


class NeuroscenesError(Exception):
    """Something the user can mend; its text is one clear line."""


class ImageError(NeuroscenesError, ValueError):
    """An image that cannot be turned into inputs."""


class WeightsError(NeuroscenesError, ValueError):
    """Weights that do not make a network."""


class DatasetError(NeuroscenesError, ValueError):
    """A data set that is missing, damaged or of another shape."""


class OptionError(NeuroscenesError, ValueError):
    """An option, or an argument, that makes no sense."""


class RecordError(NeuroscenesError, ValueError):
    """A record of a measurement, or of a render, that is damaged or cannot be written."""


class NoSuchRecordError(RecordError):
    """No record where it was looked for, or one that is about something else."""


class VideoError(NeuroscenesError, ValueError):
    """A video that is not what its record says."""
