"""Recordings as people make them: a voice of tones in a noisy room, in any kind of file."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from scenes.media.sound_files import SAMPLE_RATE

CODECS = {
    "wav": "pcm_s16le",
    "flac": "flac",
    "mp3": "mp3",
    "m4a": "aac",
    "mp4": "aac",
    "ogg": "libopus",
    "opus": "libopus",
    "webm": "libopus",
    "aiff": "pcm_s16be",
}
BEFORE, SPOKEN, AFTER = 0.7, 1.6, 0.5
"""Seconds of silence, of voice, of silence."""


def spoken_in_a_room(
    rate: int = SAMPLE_RATE,
    *,
    level: float = -18.0,
    room: float = -60.0,
    offset: float = 0.0,
    before: float = BEFORE,
    spoken: float = SPOKEN,
    after: float = AFTER,
    click: bool = False,
) -> np.ndarray:
    """Harmonics in syllables, over noise; levels in dBFS, `click` of a key before and after."""
    times = np.arange(round(spoken * rate)) / rate
    voice = sum(np.sin(2 * np.pi * 160 * n * times + n) / n for n in range(1, 12))
    voice *= 0.55 + 0.45 * np.cos(2 * np.pi * 3 * times)
    voice *= 10 ** (level / 20) / np.sqrt((voice**2).mean())
    found = 10 ** (room / 20) * np.random.default_rng(7).standard_normal(
        round((before + spoken + after) * rate)
    )
    start = round(before * rate)
    found[start : start + len(voice)] += voice
    if click:
        for second in (0.1, before + spoken + after - 0.1):
            place = round(second * rate)
            found[place : place + round(0.008 * rate)] += 0.5
    return (found + offset).clip(-1, 1).astype(np.float32)


def put_sound(path: Path, samples: np.ndarray, rate: int = SAMPLE_RATE, channels: int = 1) -> Path:
    """Write a sound as the ending of its path says."""
    layout = "stereo" if channels == 2 else "mono"
    codec = CODECS[path.suffix[1:].lower()]
    with av.open(str(path), "w", format={".m4a": "mp4"}.get(path.suffix.lower())) as file:
        stream = file.add_stream(codec, rate=rate, layout=layout)
        frame = av.AudioFrame.from_ndarray(np.stack([samples] * channels), "fltp", layout)
        frame.rate = rate
        resampler = av.AudioResampler(stream.format, layout, rate, stream.frame_size or None)
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            file.mux(stream.encode(part))
        file.mux(stream.encode(None))
    return path


@pytest.fixture(scope="session")
def in_a_room():
    """Make a recording: see `spoken_in_a_room`."""
    return spoken_in_a_room


@pytest.fixture(scope="session")
def put():
    """Write a recording: see `put_sound`."""
    return put_sound
