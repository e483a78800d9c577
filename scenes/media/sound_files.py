"""Sound files: read at the film's rate, whatever they hold, and written as WAV."""

from __future__ import annotations

import io
import math
import wave
from typing import TYPE_CHECKING

import av
import numpy as np
import soxr

from network.atomic_write import atomic_write
from network.bounds.limits import MOST_RECORDING_SECONDS
from network.errors import LimitError, NeuroscenesError, reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

SAMPLE_RATE = 48_000
"""Samples a second of all that is heard."""
_LARGEST = 32_767
_RATES = range(1_000, 1_000_001)
"""Samples a second: others are no sound, and take seconds to be brought to the film's."""


class SoundFileError(NeuroscenesError):
    """A file that holds no sound, or can't be decoded."""


_FORMATS = "wav,w64,flac,mp3,aac,ogg,aiff,matroska,webm,mov,mp4,m4a,3gp,3g2,mj2"
"""What is opened: FFmpeg's other formats may be lists of files and addresses, or devices."""


def read_recording(path: Path) -> NDArray[np.float32]:
    """The sound of somebody's own file, as `read_sound` gives it, if it is short enough for a line.

    Raises
    ------
    SoundFileError
        As `read_sound`, and for one of more than `MOST_RECORDING_SECONDS`.
    """
    return read_sound(path, MOST_RECORDING_SECONDS)


def read_sound(path: Path, most_seconds: float = math.inf) -> NDArray[np.float32]:
    """The sound of a file of any kind, in -1..1, shape (samples,): channels are averaged.

    Raises
    ------
    SoundFileError
        For a file without sound, one that can't be decoded, or one that is longer.
    """
    with reading(path.name, SoundFileError, "can't be decoded as sound"):
        options = {"format_whitelist": _FORMATS, "protocol_whitelist": "file"}
        with av.open(str(path), container_options=options) as file:
            if not file.streams.audio:
                raise SoundFileError("expected a sound, got a file without any")
            rate = file.streams.audio[0].rate
            if rate not in _RATES:
                raise SoundFileError(f"expected 1000 to 1000000 samples a second, got {rate}")
            pieces = list(_decoded(file, most_seconds))
        if not pieces:
            raise SoundFileError("expected a sound, got one of no length")
        return at_film_rate(np.concatenate(pieces), rate)


def at_film_rate(samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """A sound of so many samples a second at `SAMPLE_RATE`."""
    if rate == SAMPLE_RATE:
        return samples
    found: NDArray[np.float32] = soxr.resample(samples, rate, SAMPLE_RATE)
    return found


def _decoded(
    file: av.container.InputContainer, most_seconds: float
) -> Iterator[NDArray[np.float32]]:
    """The pieces of a sound, as long as they are no more than so many seconds at any rate."""
    # All channels in one plane: with eight planes or more PyAV reads beyond the last, and crashes.
    converter = av.AudioResampler(format="flt")
    samples, rate = 0, file.streams.audio[0].rate
    for frame in file.decode(audio=0):
        samples += frame.samples
        if samples / min(rate, SAMPLE_RATE) > most_seconds:
            raise LimitError(f"expected at most {most_seconds:g} s of sound")
        for part in converter.resample(frame):
            yield part.to_ndarray().reshape(-1, part.layout.nb_channels).mean(axis=1)


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
