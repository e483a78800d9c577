from __future__ import annotations

import json
from dataclasses import replace

from scenes.publishing.publish import publish

NAMES = ("Bias", "ForwardPass")


def test_rendered_scenes_are_published_in_order(studio, publication):
    publication = replace(publication, formats=("mp4",))
    scenes = {name: studio.write_scene(name, publication.options) for name in NAMES}
    published = publish(NAMES, scenes, publication)
    clips = json.loads(published.clip_list.read_text())["clips"]
    assert [clip["scene"] for clip in clips] == 3 * ["Bias"] + 2 * ["ForwardPass"]
    assert published.index == publication.site / "index.html"
    site_list = publication.site / "clips" / "clips.json"
    assert site_list.read_text() == published.clip_list.read_text()
    assert not list(publication.options.output.rglob("*partial*"))
