"""Sound in video files: written along with the pictures, and read back, sample for sample."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import av
import numpy as np

from scenes.media.sound_files import SAMPLE_RATE, read_sound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from av.container import OutputContainer
    from numpy.typing import NDArray

    from scenes.media.formats import OutputFormat, SoundEncoding

BLOCK = SAMPLE_RATE // 10
"""So many samples at most go to the encoder at once."""
FADE_SECONDS = 0.005
"""At edges where a sound is cut: short enough that no word is missed, long enough not to click."""
_LARGEST = 32_767


class SoundStream:
    """The sound of a file that is being written, entered as far as its pictures are.

    Parameters
    ----------
    pieces
        What is heard, one after another; silence follows.
    """

    def __init__(
        self,
        output: OutputContainer,
        encoding: SoundEncoding,
        pieces: Iterable[NDArray[np.float32]],
    ) -> None:
        self._output, self._encoding = output, encoding
        self._pieces, self._rest = iter(pieces), np.zeros(0, dtype=np.float32)
        stream = output.add_stream(
            encoding.codec, rate=SAMPLE_RATE, options=dict(encoding.settings), layout="mono"
        )
        assert isinstance(stream, av.AudioStream)  # noqa: S101 - tells mypy what a codec's name can't
        self._stream = stream
        self._stream.codec_context.format = av.AudioFormat(encoding.sample_format)
        if encoding.bit_rate is not None:
            self._stream.codec_context.bit_rate = encoding.bit_rate
        self._written = 0

    def write_until(self, seconds: Fraction) -> None:
        """Write what is heard up to a time."""
        end = sample_at(seconds)
        while self._written < end:
            block = self._next(min(BLOCK, end - self._written))
            if self._encoding.sample_format == "s16":
                block = np.rint(np.clip(block, -1, 1) * _LARGEST).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(
                block[np.newaxis], self._encoding.sample_format, "mono"
            )
            frame.rate, frame.pts = SAMPLE_RATE, self._written
            frame.time_base = Fraction(1, SAMPLE_RATE)
            self._output.mux(self._stream.encode(frame))
            self._written += block.size

    def finish(self, seconds: Fraction) -> None:
        """Write the rest up to the end of the pictures; what sounds longer is cut."""
        self.write_until(seconds)
        self._output.mux(self._stream.encode(None))

    def _next(self, count: int) -> NDArray[np.float32]:
        while self._rest.size < count:
            piece = next(self._pieces, None)
            if piece is None:
                return self._taken(fitted(self._rest, count), count)
            self._rest = np.concatenate([self._rest, piece])
        return self._taken(self._rest, count)

    def _taken(self, samples: NDArray[np.float32], count: int) -> NDArray[np.float32]:
        self._rest = samples[count:]
        return samples[:count]


def sound_stream(
    output: OutputContainer, kind: OutputFormat, pieces: Iterable[NDArray[np.float32]] | None
) -> SoundStream | None:
    """The sound of a file of some kind; None if nothing is heard, or the kind has no sound."""
    if pieces is None or kind.sound is None:
        return None
    return SoundStream(output, kind.sound, pieces)


def sample_at(seconds: Fraction | float) -> int:
    """Number of the sample that stands at a time."""
    return round(seconds * SAMPLE_RATE)


def has_sound(video: Path) -> bool:
    """Whether a video has a stream of sound."""
    with av.open(str(video)) as container:
        return bool(container.streams.audio)


def sound_of(video: Path, samples: int) -> NDArray[np.float32]:
    """What is heard in a video, exactly so many samples; silence where it has no sound.

    Raises
    ------
    SoundFileError
        When it can't be decoded.
    """
    if not has_sound(video):
        return np.zeros(samples, dtype=np.float32)
    return fitted(read_sound(video), samples)


def sound_between(video: Path, start: Fraction, end: Fraction) -> NDArray[np.float32] | None:
    """What is heard in a video from one time to another, without a click; None without sound.

    Raises
    ------
    SoundFileError
        When it can't be decoded.
    """
    if not has_sound(video):
        return None
    return faded(sound_of(video, sample_at(end))[sample_at(start) :])


def sounds_of(videos: Iterable[Path], times: Iterable[Fraction]) -> Iterator[NDArray[np.float32]]:
    """What is heard in videos that follow one another, without a click where they meet.

    Parameters
    ----------
    times
        When each begins, and when the last one ends.
    """
    numbers = [sample_at(time) for time in times]
    for video, start, end in zip(videos, numbers, numbers[1:], strict=False):
        yield faded(sound_of(video, end - start))


def fitted(samples: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    """A sound of exactly so many samples: cut, or with silence after it."""
    return np.pad(samples[:count], (0, max(0, count - samples.size)))


def faded(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """A sound that comes out of silence and goes into it."""
    count = min(sample_at(FADE_SECONDS), samples.size // 2)
    ramp = np.sin(np.linspace(0, np.pi / 2, count, endpoint=False, dtype=np.float32)) ** 2
    found = samples.copy()
    found[:count] *= ramp
    found[found.size - count :] *= ramp[::-1]
    return found
