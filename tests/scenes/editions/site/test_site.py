"""The page, read without a browser."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import astuple, replace
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import numpy as np
import pytest
from markupsafe import escape

from scenes.editions.clips.cutting import cut_scene
from scenes.editions.clips.publication import Publication
from scenes.editions.film import join
from scenes.editions.site.embed_codes import embed_codes
from scenes.editions.site.site import FILM_VIDEO, write_site
from scenes.editions.teaching.words import NOTES
from scenes.media.sound_files import SAMPLE_RATE, read_sound
from scenes.playground.pages import PAGES
from scenes.subject.render_options import RenderOptions
from scenes.subject.settings import Settings

NAMES = ("ForwardPass", "Bias")


class Reader(HTMLParser):
    """Collects elements and addresses."""

    def __init__(self, path):
        super().__init__()
        self.elements = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        """Note an element."""
        self.elements.append((tag, dict(attributes)))

    def all(self, tag, **wanted):
        """The attributes of all elements with this tag, and with these attributes."""
        return [
            found
            for name, found in self.elements
            if name == tag and all(found.get(key) == value for key, value in wanted.items())
        ]

    @property
    def addresses(self):
        """Where the page leads, and what it loads."""
        return [
            value
            for _, found in self.elements
            for key, value in found.items()
            if key in ("href", "src", "poster", "action")
        ]

    @property
    def ids(self):
        """The names of its places."""
        return [found["id"] for _, found in self.elements if "id" in found]


def publish(studio, publication, **given):
    scenes = {name: studio.write_scene(name, publication.options, **given) for name in NAMES}
    join(scenes, publication.options)
    entries = [entry for scene in scenes.values() for entry in cut_scene(scene, publication)]
    return write_site(scenes, entries, publication).index.parent, scenes, entries


@pytest.fixture(scope="module")
def site(studio, tmp_path_factory):
    """A page that is only read."""
    options = RenderOptions(quality="l", output=tmp_path_factory.mktemp("renders"))
    publication = Publication(Settings(), options, formats=("mp4", "webm"))
    return publish(studio, publication)[0]


def pages(site):
    return sorted(site.rglob("*.html"))


def pages_with_players(site):
    """All but the playground's."""
    return [path for path in pages(site) if path.parent.name != "play"]


def test_there_is_a_page_for_the_film_each_scene_and_each_clip(site):
    found = {str(path.relative_to(site)) for path in pages(site)}
    assert {path for path in found if path.count("/") < 2} == {
        "index.html",
        "scenes/ForwardPass.html",
        "scenes/Bias.html",
        "play/index.html",
        *(f"play/{page.file}" for page in PAGES.values()),
    }
    assert len([path for path in found if path.startswith("clips/")]) == 5


def test_every_address_leads_to_a_file_of_the_site(site):
    for path in pages(site):
        reader = Reader(path)
        assert len(reader.addresses) >= 4
        for address in reader.addresses:
            parts = urlsplit(address)
            if parts.scheme == "data":
                continue
            assert not parts.scheme, f"{path.name}: {address}"
            assert not parts.netloc
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), f"{path.name}: {address}"
            assert site.resolve() in target.parents
            if parts.fragment and target.suffix == ".html":
                assert parts.fragment in Reader(target).ids, f"{path.name}: {address}"


def test_nothing_names_another_host(site):
    for path in site.rglob("*"):
        if path.suffix in (".html", ".css", ".js", ".svg"):
            text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
            assert not re.search(r"(?:https?:)?//\w+\.\w", text), path


def test_scenes_and_the_playground_lead_to_one_another(site):
    leads = {name: Reader(site / name).addresses for name in ("index.html", "play/draw.html")}
    assert "play/draw.html" in leads["index.html"]
    assert {"../scenes/ForwardPass.html", "../index.html"} <= set(leads["play/draw.html"])
    assert "../play/draw.html" in Reader(site / "scenes" / "ForwardPass.html").addresses


def test_every_id_stands_once(site):
    for path in pages(site):
        ids = Reader(path).ids
        assert len(ids) == len(set(ids))


def test_every_player_has_captions_that_need_no_other_file(site, webvtt):
    for path in pages_with_players(site):
        reader = Reader(path)
        videos, tracks = reader.all("video"), reader.all("track", kind="captions")
        assert len(videos) == len(tracks) >= 1
        assert all({"controls", "poster", "aria-label"} <= set(video) for video in videos)
        assert not [video for video in videos if "autoplay" in video]
        for track in tracks:
            kind, _, content = track["src"].partition("base64,")
            assert kind == "data:text/vtt;"
            assert "default" in track
            assert webvtt(base64.b64decode(content).decode())


def test_the_film_has_its_chapters(site, webvtt):
    reader = Reader(site / "index.html")
    (track,) = reader.all("track", kind="chapters")
    chapters = webvtt(base64.b64decode(track["src"].partition("base64,")[2]).decode())
    assert [title for *_, title in chapters] == ["A digit runs through", "Bias"]
    links = [found for tag, found in reader.elements if tag == "a" and "data-seek" in found]
    assert [link["href"] for link in links] == [
        "neuroscenes.mp4#t=0.000",
        "neuroscenes.mp4#t=2.467",
    ]


def test_every_player_of_a_film_with_sound_has_its_switch_and_none_plays_by_itself(
    site, studio, publication
):
    tone = (0.3 * np.sin(np.arange(5 * SAMPLE_RATE) / 20)).astype(np.float32)
    quick = replace(publication, formats=("mp4",))
    scenes = {"Bias": studio.write_scene("Bias", quick.options, sound=tone)}
    join(scenes, quick.options)
    folder = write_site(scenes, cut_scene(scenes["Bias"], quick), quick).index.parent
    for name, count in {
        "index.html": 1,
        "scenes/Bias.html": 4,
        "clips/Bias/01-its-sums.html": 1,
    }.items():
        page = Reader(folder / name)
        assert len(page.all("video")) == count
        assert len(page.all("button", **{"class": "sound-switch"})) == count
        assert not any("autoplay" in video for video in page.all("video"))
        assert not Reader(site / name).all("button", **{"class": "sound-switch"})
    for name in (FILM_VIDEO, "scenes/Bias.mp4", "clips/Bias/01-its-sums.mp4"):
        assert np.std(read_sound(folder / name)) == pytest.approx(0.3 / 2**0.5, rel=0.1)


def test_a_film_of_other_scenes_is_not_shown(studio, publication):
    publication = replace(publication, formats=("mp4",))
    site, scenes, entries = publish(studio, publication)
    assert Reader(site / "index.html").all("video")[0]["aria-label"] == "Neuroscenes"
    film = publication.options.output / "neuroscenes.json"
    film.write_text(film.read_text().replace('"palette": "classic"', '"palette": "colorblind"'))
    write_site(scenes, entries, publication)
    assert Reader(site / "index.html").all("video")[0]["aria-label"] == "A digit runs through"


def test_a_scene_shows_its_transcript_its_values_and_its_codes(site):
    text = (site / "scenes" / "Bias.html").read_text()
    assert text.count("Here is add a bias, Bias &amp; 2 &lt; 3.") == 1
    assert text.count("<code>model.weight_count</code>") == 3
    assert len(re.findall(r'<button type="button" data-copy', text)) == 12
    assert "&lt;iframe src=&#34;../clips/Bias/01-its-sums.html&#34;" in text


@pytest.mark.parametrize("name", NAMES)
def test_a_scene_has_a_part_for_teachers(site, name):
    text = (site / "scenes" / f"{name}.html").read_text()
    notes = NOTES[name]
    beliefs = [part for each in notes.misconceptions for part in astuple(each)]
    for said in (notes.level, notes.prerequisites, *beliefs, *notes.questions):
        assert text.count(escape(said)) == 1
    assert text.index('href="#for-teachers"') < text.index('id="for-teachers"')


def test_the_page_stays_when_a_new_one_fails(studio, publication, monkeypatch):
    import scenes.editions.site.site as module

    publication = replace(publication, formats=("mp4",))
    site, *_ = publish(studio, publication)
    before = sorted(path.relative_to(site) for path in site.rglob("*"))

    def fail(*_args, **_kwargs):
        raise OSError("no space left")

    monkeypatch.setattr(module, "_write_index", fail)
    with pytest.raises(OSError, match="no space left"):
        publish(studio, publication)
    assert sorted(path.relative_to(site) for path in site.rglob("*")) == before
    assert {path.name for path in site.parent.iterdir() if path.name.startswith(".")} == set()


def test_a_base_makes_links_absolute(studio, publication):
    base = "https://example.org/film/"
    publication = replace(publication, formats=("mp4", "gif"), base_url=base)
    site, _, entries = publish(studio, publication)
    page = site / "clips" / "Bias" / "01-its-sums.html"
    meta = {
        found["property"]: found["content"]
        for found in Reader(page).all("meta")
        if "property" in found
    }
    assert meta["og:url"] == f"{base}clips/Bias/01-its-sums.html"
    assert meta["og:image"] == f"{base}clips/Bias/01-its-sums.png"
    assert meta["og:video"] == f"{base}clips/Bias/01-its-sums.mp4"
    (link,) = Reader(page).all("link", type="application/json+oembed")
    assert link["href"] == f"{base}clips/Bias/01-its-sums.oembed.json"
    answer = json.loads((site / "clips" / "Bias" / "01-its-sums.oembed.json").read_text())
    assert answer["version"] == "1.0"
    assert answer["type"] == "video"
    assert (answer["width"], answer["height"]) == (320, 180)
    assert answer["html"].startswith(f'<iframe src="{base}clips/Bias/01-its-sums.html"')
    assert answer["thumbnail_url"] == f"{base}clips/Bias/01-its-sums.png"
    codes = embed_codes(entries[2], f"{base}clips/", "WEBVTT\n")
    assert codes.link == f"{base}clips/Bias/01-its-sums.html"
    assert codes.markdown == (
        f"[![{entries[2]['alt']}]({base}clips/Bias/01-its-sums.gif)]({codes.link})"
    )


def test_the_answer_to_oembed_is_found_from_the_page(site):
    page = site / "clips" / "Bias" / "01-its-sums.html"
    (link,) = Reader(page).all("link", type="application/json+oembed")
    answer = json.loads((page.parent / link["href"]).read_text())
    (source,) = re.findall(r'src="([^"]+)"', answer["html"])
    assert (page.parent / source).resolve() == page.resolve()
    assert (page.parent / answer["thumbnail_url"]).is_file()


def test_the_search_knows_every_clip(site):
    text = (site / "look" / "search-index.js").read_text()
    index = json.loads(text.removeprefix("window.neuroscenesIndex = ").removesuffix(";\n"))
    assert [clip["title"] for clip in index][-1] == "Bias · Add a bias"
    assert index[0]["text"] == "Here is the whole network, ForwardPass & 2 < 3."
    for clip in index:
        page, _, place = clip["page"].partition("#")
        assert place in Reader(site / page).ids
        assert (site / clip["poster"]).is_file()


@pytest.fixture(scope="module")
def tall_site(studio, tmp_path_factory):
    """A page of a film for phones, with captions burnt in."""
    options = RenderOptions(
        quality="l", burn_captions=True, output=tmp_path_factory.mktemp("renders")
    )
    publication = Publication(Settings(aspect="9:16"), options)
    return publish(studio, publication, settings=publication.settings, size=(180, 320))


def test_a_tall_film_is_tall_wherever_it_is_shown(tall_site):
    site, _, entries = tall_site
    for path in pages_with_players(site):
        reader = Reader(path)
        for video in reader.all("video"):
            assert (video["width"], video["height"]) == ("180", "320")
        for player in reader.all("div", **{"class": "player"}):
            assert player["style"] == "--shape: 0.5625; --strip: 0.16"
        meta = {found.get("property"): found.get("content") for found in reader.all("meta")}
        assert (meta["og:image:width"], meta["og:image:height"]) == ("180", "320")
        if path.name != "index.html":
            assert (meta["og:video:width"], meta["og:video:height"]) == ("180", "320")
    for entry in entries:
        sizes = {(f["width"], f["height"]) for f in entry["files"].values() if "width" in f}
        assert sizes == {(180, 320)}
        answer = json.loads((site / "clips" / f"{entry['id']}.oembed.json").read_text())
        assert (answer["width"], answer["height"]) == (180, 320)
        assert (answer["thumbnail_width"], answer["thumbnail_height"]) == (180, 320)
        assert 'width="180" height="320"' in answer["html"]


def test_captions_in_the_pictures_are_not_shown_a_second_time(tall_site):
    site, _, entries = tall_site
    for path in pages_with_players(site):
        tracks = Reader(path).all("track", kind="captions")
        assert tracks, "who cannot read them in the picture can switch them on"
        assert not [track for track in tracks if "default" in track]
    assert all(entry["burnt_captions"] for entry in entries)
    for entry in entries:
        code = embed_codes(entry, "clips/", "WEBVTT\n").video
        assert '<track kind="captions"' in code
        assert " default" not in code


def test_the_film_with_burnt_captions_is_the_one_of_such_scenes(tall_site):
    site, *_ = tall_site
    assert Reader(site / "index.html").all("video")[0]["aria-label"] == "Neuroscenes"
