from __future__ import annotations

import json
from dataclasses import replace

from scenes.publishing.publish import publish


def test_scenes_that_are_rendered_are_published_as_they_are(studio, publication):
    publication = replace(publication, formats=("mp4",))
    rendered = [studio.write_scene(name, publication.options) for name in ("Bias", "ForwardPass")]
    made = [scene.video.stat().st_mtime_ns for scene in rendered]
    published = publish(["Bias", "ForwardPass"], publication)
    assert [scene.video.stat().st_mtime_ns for scene in rendered] == made
    clips = json.loads(published.clip_list.read_text())["clips"]
    assert [clip["scene"] for clip in clips] == 3 * ["Bias"] + 2 * ["ForwardPass"]
    assert published.index == publication.site / "index.html"
    site_list = publication.site / "clips" / "clips.json"
    assert site_list.read_text() == published.clip_list.read_text()
    assert not list(publication.options.output.rglob("*partial*"))
