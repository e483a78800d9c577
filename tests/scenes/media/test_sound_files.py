from __future__ import annotations

import wave

import av
import numpy as np
import pytest

from scenes.media.sound_files import (
    SAMPLE_RATE,
    SoundFileError,
    read_recording,
    read_sound,
    write_wav,
)

SECONDS = 1.5
CODECS = {"flac": "flac", "mp3": "mp3", "m4a": "aac", "ogg": "libopus", "webm": "libopus"}


def tone(rate: int = SAMPLE_RATE) -> np.ndarray:
    times = np.arange(round(SECONDS * rate)) / rate
    return (0.25 * np.sin(2 * np.pi * 440 * times)).astype(np.float32)


def pitch_of(samples: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * SAMPLE_RATE / len(samples))


def encoded(path, codec, rate, layout, channels):
    with av.open(str(path), "w") as file:
        stream = file.add_stream(codec, rate=rate, layout=layout)
        frame = av.AudioFrame.from_ndarray(np.stack([tone(rate)] * channels), "fltp", layout)
        frame.rate = rate
        for part in av.AudioResampler(stream.format, layout, rate).resample(frame):
            file.mux(stream.encode(part))
        file.mux(stream.encode(None))
    return path


def test_what_is_written_is_read_again(tmp_path):
    write_wav(tmp_path / "tone.wav", tone())
    assert np.abs(read_sound(tmp_path / "tone.wav") - tone()).max() < 1 / 32_000


def test_too_loud_is_cut_off(tmp_path):
    write_wav(tmp_path / "loud.wav", 8 * tone())
    assert read_sound(tmp_path / "loud.wav").max() == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("kind", CODECS)
def test_every_kind_is_read_at_one_rate(tmp_path, kind):
    rate = 48_000 if CODECS[kind] == "libopus" else 44_100
    found = read_sound(encoded(tmp_path / f"tone.{kind}", CODECS[kind], rate, "stereo", 2))
    assert len(found) / SAMPLE_RATE == pytest.approx(SECONDS, abs=0.06)
    assert pitch_of(found) == pytest.approx(440, abs=1)
    assert found.dtype == np.float32


def test_a_recording_of_hours_is_refused_before_it_is_in_memory(tmp_path):
    with wave.open(str(tmp_path / "hours.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(1000)
        file.writeframes(bytes(1000 * 3600))
    with pytest.raises(SoundFileError, match=r"hours\.wav: expected at most 600 s of sound"):
        read_recording(tmp_path / "hours.wav")


@pytest.mark.parametrize("start", ["#EXTM3U\n#EXTINF:9,\n", "ffconcat version 1.0\nfile "])
def test_a_list_of_other_files_is_no_sound(start, tmp_path):
    write_wav(tmp_path / "tone.wav", tone())
    (tmp_path / "list.wav").write_text(f"{start}tone.wav\n")
    with pytest.raises(SoundFileError, match=r"list\.wav: can't be decoded as sound"):
        read_sound(tmp_path / "list.wav")


@pytest.mark.parametrize("channels", [2, 6, 8, 9, 64])
def test_channels_are_averaged(tmp_path, channels):
    with wave.open(str(tmp_path / "left.wav"), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        left = np.rint(tone() * 32_767)
        others = [0 * left] * (channels - 1)
        file.writeframes(np.stack([left, *others], axis=1).astype("<i2").tobytes())
    assert np.abs(read_sound(tmp_path / "left.wav") - tone() / channels).max() < 1e-4


@pytest.mark.parametrize("rate", [1, 999, 1_000_001, 2**31 - 1])
def test_rates_of_no_sound_are_refused(tmp_path, rate):
    write_wav(tmp_path / "odd.wav", tone())
    content = bytearray((tmp_path / "odd.wav").read_bytes())
    content[24:28] = rate.to_bytes(4, "little")
    (tmp_path / "odd.wav").write_bytes(content)
    with pytest.raises(SoundFileError, match=r"expected 1000 to 1000000 samples a second, got \d"):
        read_sound(tmp_path / "odd.wav")


def test_a_file_that_is_no_sound_is_named(tmp_path):
    (tmp_path / "text.wav").write_text("not a sound", encoding="utf-8")
    with pytest.raises(SoundFileError, match=r"^text\.wav: can't be decoded as sound"):
        read_sound(tmp_path / "text.wav")


def test_a_picture_is_no_sound(tmp_path):
    from PIL import Image

    Image.new("RGB", (16, 16)).save(tmp_path / "picture.png")
    with pytest.raises(SoundFileError, match=r"^picture\.png: can't be decoded as sound"):
        read_sound(tmp_path / "picture.png")
