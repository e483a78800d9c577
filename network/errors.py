"""Every error that a user of the package can cause, and the door through which others come out."""

from __future__ import annotations

import traceback
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LINE = 1000
LONGEST_REASON = 200
"""Characters of a message, and of what a library says in it."""


def shown(text: str, longest: int = LONGEST_LINE) -> str:
    """Text from anywhere as it may stand on one line of a terminal.

    Returns
    -------
    The text with single spaces, with escapes for what is not printable (control characters, marks
    that turn the direction of writing, halves of surrogate pairs), and without its middle if it is
    longer. What was shown once stays as it is.
    """
    if len(text) > 2 * longest:  # a file may hold a name of gigabytes
        text = text[:longest] + text[-longest:]
    text = " ".join(text.split())
    if not text.isprintable():
        text = "".join(
            each if each.isprintable() else each.encode("unicode_escape").decode() for each in text
        )
    end = longest // 3
    return text if len(text) <= longest else f"{text[: longest - end - 5]} ... {text[-end:]}"


def one_line(error: BaseException) -> str:
    """Kind and text of an error; of one without a text, where it was raised."""
    name, text = type(error).__name__, shown(str(error))
    if text:
        return f"{name}: {text}"
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return f"{name} without a message"
    file = frames[-1].filename.replace("\\", "/").rsplit("/", 1)[-1]
    return f"{name} without a message, raised at {file}:{frames[-1].lineno}"


class NeuroscenesError(Exception):
    """Something the user can mend; its text is one clear line, whatever is quoted in it."""

    def __str__(self) -> str:
        return shown(super().__str__())


@contextmanager
def reading(source: object, kind: type[NeuroscenesError], fault: str) -> Iterator[None]:
    """The door around what reads a file: whatever is raised in it comes out as an error of a kind.

    What libraries warn of is not shown.

    No list of exceptions that decoders raise is ever complete.

    Parameters
    ----------
    source
        The file, or what else the message begins with.
    fault
        What is wrong with a file on which a decoder fails, such as `not an npz file`.

    Raises
    ------
    NeuroscenesError
        Of that kind, with the file's name, from whatever was raised.
    """
    try:
        with warnings.catch_warnings():  # what matters is raised
            warnings.simplefilter("ignore")
            yield
    except NeuroscenesError as error:
        if isinstance(error, kind) and str(error).startswith(f"{shown(str(source))}: "):
            raise
        told = type(error) if isinstance(error, kind) else kind
        raise told(f"{source}: {error}") from error
    except OSError as error:
        # Some decoders raise it too, without a number, for files that they don't understand.
        reason = f"cannot be read: {error.strerror}" if error.strerror else _blamed(fault, error)
        raise kind(f"{source}: {reason}") from error
    except Exception as error:
        raise kind(f"{source}: {_blamed(fault, error)}") from error


def _blamed(fault: str, error: Exception) -> str:
    """The fault with what a library says of it: the first line, or the kind of an error without."""
    text = getattr(error, "strerror", None) or str(error)  # without a number and the path
    said = next((line for line in text.splitlines() if line.strip()), "")
    if not said or isinstance(error, LookupError):
        said = f"{type(error).__name__} {said}"
    return f"{fault} ({shown(said, LONGEST_REASON)})"


class LimitError(NeuroscenesError, ValueError):
    """More than a reader takes in; `reading` makes an error of its kind of it."""


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
