from __future__ import annotations

import json
from dataclasses import replace

from scenes.editions.site.clip_list import schema
from scenes.editions.site.publish import publish
from scenes.subject.settings import Settings

NAMES = ("Bias", "ForwardPass")


def test_rendered_scenes_are_published_in_the_order_of_the_film(studio, publication):
    publication = replace(publication, formats=("mp4",))
    scenes = {name: studio.write_scene(name, publication.options) for name in NAMES}
    published = publish(NAMES, scenes, publication)
    clips = json.loads(published.clip_list.read_text())["clips"]
    assert [clip["scene"] for clip in clips] == 2 * ["ForwardPass"] + 3 * ["Bias"]
    assert published.site.index == publication.site / "index.html"
    site_list = publication.site / "clips" / "clips.json"
    assert site_list.read_text() == published.clip_list.read_text()
    assert not list(publication.options.output.rglob("*partial*"))


def test_a_german_publication_is_german_throughout(studio, publication):
    import jsonschema

    settings = Settings(language="de")
    publication = replace(publication, formats=("mp4",), settings=settings)
    scenes = {
        name: studio.write_scene(name, publication.options, settings=settings) for name in NAMES
    }
    published = publish(NAMES, scenes, publication)
    listed = json.loads(published.clip_list.read_text(encoding="utf-8"))
    jsonschema.validate(listed, schema())
    assert listed["language"] == "de"
    last, first = listed["clips"][1:3]
    assert first["title"] == "Der Bias · Seine Summen"
    assert first["act_title"] == "Wie entscheidet ein Neuron?"
    assert first["alt"].startswith("Handgeschriebene Ziffern haben sich")
    assert first["concepts"] == ["Bias", "Schwelle", "gewichtete Summe"]
    assert first["section"] == "its sums", "names of sections are names of files"
    assert last["title"] == "Eine Ziffer läuft hindurch · Eine andere Ziffer, 9"
    for path in published.site.index.parent.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert '<html lang="de">' in html
        assert 'srclang="en"' not in html
        assert "English" not in html
    scene = (published.site.index.parent / "scenes" / "Bias.html").read_text(encoding="utf-8")
    assert 'srclang="de" label="Deutsch"' in scene
    assert "srclang=&#34;de&#34; label=&#34;Deutsch&#34;" in scene, "in the code to copy as well"
    assert "Zum Inhalt springen" in scene
    assert "Seine Summen</h2>" in scene
    assert "Its sums" not in scene
    assert "</time> its sums" not in scene
    notes = (publication.clips / last["files"]["md"]["path"]).read_text(encoding="utf-8")
    assert "## Gezeigte Werte" in notes
