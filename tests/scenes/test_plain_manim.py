"""Chapters are scenes like any other: `manim render` can do without our command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest
from scipy.signal import correlate

from scenes.media import captions
from scenes.media.joining import decoded_frames
from scenes.media.sound_files import SAMPLE_RATE, read_sound
from scenes.render.manim_session import dry_run
from scenes.subject.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("chapter", "scene", "voice"),
    [("act_4/bias", "Bias", "none"), ("act_title", "Act1", "default")],
)
def test_plain_manim_renders_a_chapter_with_all_that_is_in_it(tmp_path, chapter, scene, voice):
    subprocess.run(
        [
            *(sys.executable, "-m", "manim", "render", "-ql", "--save_sections"),
            *("--media_dir", str(tmp_path), "--progress_bar", "none"),
            *(f"scenes/chapters/{chapter}.py", scene),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NEUROSCENES_VOICE": voice},
        check=True,
        capture_output=True,
        timeout=600,
    )
    expected = dry_run(scene, Settings(voice=voice))
    (video,) = tmp_path.glob(f"videos/**/{scene}.mp4")
    assert decoded_frames(video) == pytest.approx(15 * expected.seconds, abs=1)
    (index,) = tmp_path.glob(f"videos/**/sections/{scene}.json")
    sections = json.loads(index.read_text())
    assert [section["name"] for section in sections] == [s.name for s in expected.sections]
    frames = [decoded_frames(index.parent / section["video"]) for section in sections]
    assert sum(frames) == decoded_frames(video)
    words = [" ".join(cue.text.split()) for cue in expected.cues]
    found = " ".join(video.with_suffix(".srt").read_text().split())
    assert all(cue in found for cue in words)
    assert found.count("-->") == captions.to_srt(expected.cues).count("-->")
    with av.open(str(video)) as opened:
        assert len(opened.streams.audio) == (1 if expected.speeches or expected.sounds else 0)
    for start, speech in expected.speeches:
        assert heard_at(read_sound(video), speech.samples) == pytest.approx(start, abs=0.06)


def heard_at(track, samples):
    """The second at which a track is most like some samples."""
    likeness = correlate(track, samples, mode="valid", method="fft")
    at = int(np.argmax(likeness))
    found = track[at : at + len(samples)]
    assert np.corrcoef(found, samples)[0, 1] > 0.9
    return at / SAMPLE_RATE
