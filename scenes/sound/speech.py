"""What a voice makes of a line: its sound, and when each of its words begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from scenes.media.sound_files import SAMPLE_RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Speech:
    """A spoken line.

    Attributes
    ----------
    samples
        In -1..1, at `SAMPLE_RATE`, shape (samples,).
    word_starts
        Seconds from its beginning at which each word of the spoken form begins.
    """

    samples: NDArray[np.float32]
    word_starts: tuple[float, ...]

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / SAMPLE_RATE

    @property
    def relative_starts(self) -> list[float]:
        """When each word begins, in shares of the whole."""
        return [start / self.seconds for start in self.word_starts]

    def seconds_before(self, words: int) -> float:
        """When a word begins that so many words precede; the end, if there is none."""
        return self.word_starts[words] if words < len(self.word_starts) else self.seconds


class Voice(Protocol):
    """Who speaks.

    Attributes
    ----------
    checksum
        The same for voices that say the same line with the same samples.
    """

    @property
    def checksum(self) -> str:
        """Of all that its samples depend on, besides the line."""

    def speech(self, line: str, spoken: str) -> Speech | None:
        """A line as it is spoken, None if this voice has nothing for it.

        Parameters
        ----------
        line
            Its id: `Bias-a-new-threshold-1`.
        spoken
            Its words, as `scenes.sound.spoken_forms` has them.

        Raises
        ------
        VoiceError
            When it should be spoken and can't be.
        """
