"""Sound files: read at the film's rate, whatever they hold, and written as WAV."""

from __future__ import annotations

import io
import wave
from typing import TYPE_CHECKING

import av
import numpy as np
import soxr

from network.atomic_write import atomic_write
from network.errors import NeuroscenesError, reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

SAMPLE_RATE = 48_000
"""Samples a second of all that is heard."""
_LARGEST = 32_767


class SoundFileError(NeuroscenesError):
    """A file that holds no sound, or can't be decoded."""


def read_sound(path: Path) -> NDArray[np.float32]:
    """The sound of a file of any kind, in -1..1, shape (samples,): channels are averaged.

    Raises
    ------
    SoundFileError
        For a file without sound, or one that can't be decoded.
    """
    with reading(path.name, SoundFileError, "can't be decoded as sound"):
        with av.open(str(path)) as file:
            if not file.streams.audio:
                raise SoundFileError("expected a sound, got a file without any")
            rate = file.streams.audio[0].rate
            pieces = list(_decoded(file))
        if not pieces:
            raise SoundFileError("expected a sound, got one of no length")
        return at_film_rate(np.concatenate(pieces), rate)


def at_film_rate(samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """A sound of so many samples a second at `SAMPLE_RATE`."""
    if rate == SAMPLE_RATE:
        return samples
    found: NDArray[np.float32] = soxr.resample(samples, rate, SAMPLE_RATE)
    return found


def _decoded(file: av.container.InputContainer) -> Iterator[NDArray[np.float32]]:
    converter = av.AudioResampler(format="fltp")
    for frame in file.decode(audio=0):
        yield from (part.to_ndarray().mean(axis=0) for part in converter.resample(frame))


def wav_bytes(samples: NDArray[np.float32]) -> bytes:
    """A sound as a WAV file, 16 bits a sample; what is beyond -1..1 is cut off."""
    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(np.rint(np.clip(samples, -1, 1) * _LARGEST).astype("<i2").tobytes())
    return content.getvalue()


def write_wav(path: Path, samples: NDArray[np.float32]) -> None:
    """Write a sound as a WAV file, 16 bits a sample."""
    with atomic_write(path) as partial:
        partial.write_bytes(wav_bytes(samples))
