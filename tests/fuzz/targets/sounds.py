"""Sounds of every kind, scripts of recordings, and captions."""

from __future__ import annotations

import io
import random
from functools import cached_property
from pathlib import Path

import av
import numpy as np

from scenes.media.captions import read_srt, read_vtt
from scenes.media.sound_files import SAMPLE_RATE, wav_bytes
from scenes.sound.recordings import Recordings
from tests.fuzz.cases import Case
from tests.fuzz.mutations import changed_bytes, changed_text, text
from tests.fuzz.targets.reading import check_line, read

LINE = "Bias-a-new-threshold-1"
CODECS = {"flac": "flac", "ogg": "libopus", "mp3": "libmp3lame", "mp4": "aac", "webm": "libopus"}
SCRIPT = f'id,scene,spoken\n{LINE},Bias,A new threshold.\nBias-2,Bias,"Two, and three."\n'
LISTS = (
    b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://192.0.2.1/a.ts\n#EXT-X-ENDLIST\n",
    b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n/etc/passwd\n#EXT-X-ENDLIST\n",
    b"ffconcat version 1.0\nfile /etc/passwd\nfile 'http://192.0.2.1/a.wav'\n",
    b"<?xml version='1.0'?><MPD><BaseURL>http://192.0.2.1/</BaseURL></MPD>",
    b"v=0\no=- 0 0 IN IP4 192.0.2.1\nc=IN IP4 192.0.2.1\nm=audio 5004 RTP/AVP 0\n",
)
"""What a player of videos takes for a list of addresses."""


class Sounds:
    """Recordings of a line, and the script beside them."""

    name, share = "sound", 6.0

    @cached_property
    def samples(self) -> dict[str, bytes]:
        """A short tone in each format."""
        tone = 0.3 * np.sin(np.arange(SAMPLE_RATE // 4) / 20, dtype=np.float32)
        found = {"wav": wav_bytes(tone)}
        for form, codec in CODECS.items():
            content = io.BytesIO()
            with av.open(content, "w", format=form) as file:
                stream = file.add_stream(codec, rate=SAMPLE_RATE, layout="mono")
                frame = av.AudioFrame.from_ndarray(tone[None], "fltp", "mono")
                frame.sample_rate = SAMPLE_RATE
                frames = av.AudioResampler(stream.codec_context.format, "mono", SAMPLE_RATE)
                for each in frames.resample(frame):
                    file.mux(stream.encode(each))
                file.mux(stream.encode(None))
            found[form] = content.getvalue()
        return found

    def case(self, rng: random.Random) -> Case:
        """See `tests.fuzz.cases.Target`."""
        form, other = rng.choice(list(self.samples)), rng.choice(list(self.samples))
        content = changed_bytes(rng, self.samples[form], self.samples[other])
        if rng.random() < 0.15:
            content = rng.choice(LISTS)
        script = SCRIPT.encode()
        if rng.random() < 0.5:
            script = changed_text(rng, SCRIPT).encode("utf-8", "surrogatepass")
        if rng.random() < 0.2:
            script = changed_bytes(rng, script)
        ending = rng.choice((form, "wav", "wav"))
        return Case(self.name, {f"{LINE}.{ending}": content, "script.csv": script})

    def run(self, case: Case, folder: Path) -> None:
        """See `tests.fuzz.cases.Target`."""
        del case
        recordings = read(Recordings, folder)
        if recordings is None:
            return
        for line in recordings.faults({LINE: "A new threshold."}, "it stays silent", ("Bias",)):
            check_line(line)
        samples = recordings.speech_samples(LINE)
        assert samples is None or np.isfinite(samples).all()
        assert len(recordings.checksum) == 64


class Captions:
    """Captions as they stand beside videos."""

    name, share = "captions", 2.0
    srt = (
        "1\n00:00:00,000 --> 00:00:01,500\nIt holds 0.5.\n\n2\n00:00:01,500 --> 00:00:03,000\nOn.\n"
    )
    vtt = f"WEBVTT\n\n{srt.replace(',', '.')}"

    def case(self, rng: random.Random) -> Case:
        """See `tests.fuzz.cases.Target`."""
        found = rng.choice((self.srt, self.vtt))
        for _ in range(rng.randint(1, 4)):
            found = changed_text(rng, found)
        if rng.random() < 0.1:
            found += f"\n9\n{text(rng)} --> {text(rng)}\n{text(rng)}\n" * rng.choice((1, 2000))
        return Case(self.name, told=found)

    def run(self, case: Case, folder: Path) -> None:
        """See `tests.fuzz.cases.Target`."""
        del folder
        for reader in (read_srt, read_vtt):
            for cue in read(reader, case.told) or ():
                assert isinstance(cue.start_seconds, float)
