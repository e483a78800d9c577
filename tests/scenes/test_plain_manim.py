"""Chapters are scenes like any other: `manim render` can do without our command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scenes.media import captions
from scenes.media.joining import decoded_frames
from scenes.render.manim_session import dry_run
from scenes.subject.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.parametrize(("chapter", "scene"), [("act_4/bias", "Bias"), ("act_title", "Act1")])
def test_plain_manim_renders_a_chapter_with_sections_and_captions(tmp_path, chapter, scene):
    subprocess.run(
        [
            *(sys.executable, "-m", "manim", "render", "-ql", "--save_sections"),
            *("--media_dir", str(tmp_path), "--progress_bar", "none"),
            *(f"scenes/chapters/{chapter}.py", scene),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        timeout=600,
    )
    expected = dry_run(scene, Settings())
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
