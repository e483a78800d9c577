"""A second `publish` adds to a site, and `--prune` takes away, but only what publish wrote."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from network.errors import RecordError
from scenes.cli.publishing import what_became_of_the_rest
from scenes.editions.film import join
from scenes.editions.site.clip_list import schema
from scenes.editions.site.publish import publish
from scenes.editions.site.site import film_with
from scenes.subject.settings import Settings


@pytest.fixture
def quick(publication):
    return replace(publication, formats=("mp4",))


@pytest.fixture
def add(studio, quick):
    """Publish scenes of these names, made as is said, beside what is published."""

    def publish_these(*names, how=quick, **given):
        scenes = {name: studio.write_scene(name, how.options, **given) for name in names}
        return publish(names, scenes, how)

    return publish_these


def files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def contents(folder):
    return {name: (folder / name).read_bytes() for name in files(folder)}


def listed(publication):
    import jsonschema

    found = json.loads((publication.site / "clips" / "clips.json").read_text())
    jsonschema.validate(found, schema())
    assert json.loads((publication.clips / "clips.json").read_text()) == found
    return found["clips"]


def test_what_was_published_stays_and_is_listed_in_the_order_of_the_film(add, quick):
    add("Bias")
    before = contents(quick.site)
    published = add("ForwardPass").site
    assert published.kept == ("Bias",)
    assert [clip["scene"] for clip in listed(quick)] == 2 * ["ForwardPass"] + 3 * ["Bias"]
    after = contents(quick.site)
    for name, content in before.items():
        if name.startswith(("clips/Bias", "scenes/Bias.mp4")):
            assert after[name] == content, name
    index = (quick.site / "index.html").read_text()
    assert index.index("scenes/ForwardPass.html") < index.index("scenes/Bias.html")
    assert "2 scenes, 5 clips" in index
    assert 'rel="prev" href="ForwardPass.html"' in (quick.site / "scenes/Bias.html").read_text()
    search = (quick.site / "look" / "search-index.js").read_text()
    assert search.index("ForwardPass.html#") < search.index("Bias.html#")


def test_what_is_published_again_takes_the_place_of_what_was(add, quick):
    add("Bias", "ForwardPass")
    before = contents(quick.site)
    add("Bias", sections=(("its sums", 12), ("without a bias", 9), ("add a bias", 9)))
    assert [clip["frames"] for clip in listed(quick)] == [22, 15, 12, 9, 9]
    after = contents(quick.site)
    assert set(after) == set(before)
    changed = {name for name in after if after[name] != before[name]}
    assert {name for name in changed if name.endswith(".mp4")} == {
        "scenes/Bias.mp4",
        *(f"clips/{clip['id']}.mp4" for clip in listed(quick)[2:]),
    }


def test_a_clip_that_the_scene_no_longer_has_stays_where_it_is_embedded(add, quick):
    add("Bias")
    add("Bias", sections=(("its sums", 20),))
    assert [clip["id"] for clip in listed(quick)] == ["Bias/01-its-sums"]
    for kind in ("html", "mp4", "vtt", "webp"):
        assert (quick.site / f"clips/Bias/03-add-a-bias.{kind}").exists()
    published = add("Bias", sections=(("its sums", 20),), how=replace(quick, prune=True)).site
    assert "clips/Bias/03-add-a-bias.html" in published.pruned
    assert not (quick.site / "clips/Bias/03-add-a-bias.html").exists()


def test_pruned_is_what_publish_wrote_and_nothing_else(add, quick):
    add("Bias", "ForwardPass")
    whole = files(quick.site)
    others = ("CNAME", "clips/ForwardPass/01-my-own.mp4", "scenes/mine.html", "lesson/one.html")
    for name in others:
        (quick.site / name).parent.mkdir(exist_ok=True)
        (quick.site / name).write_text(name)
    (quick.clips / "ForwardPass" / "notes.md").write_text("mine")
    (quick.site / "latest").symlink_to("scenes/Bias.html")
    published = add("Bias", how=replace(quick, prune=True)).site
    assert published.pruned_scenes == ("ForwardPass",)
    assert published.kept == ()
    gone = {name for name in whole if "ForwardPass" in name}
    assert set(published.pruned) == gone
    assert files(quick.site) == whole - gone | set(others) | {"latest"}
    assert all((quick.site / name).read_text() == name for name in others)
    assert (quick.site / "latest").is_symlink()
    assert [path.name for path in (quick.clips / "ForwardPass").iterdir()] == ["notes.md"]
    assert {clip["scene"] for clip in listed(quick)} == {"Bias"}


def test_what_comes_back_has_the_addresses_that_it_had(add, quick):
    add("Bias", "ForwardPass")
    before = contents(quick.site)
    add("Bias", how=replace(quick, prune=True))
    assert not (quick.site / "clips/ForwardPass").exists()
    add("ForwardPass")
    assert contents(quick.site) == before


def test_a_list_of_an_earlier_version_is_of_silent_clips(add, quick):
    add("Bias")
    path = quick.site / "clips" / "clips.json"
    found = json.loads(path.read_text())
    for clip in found["clips"]:
        del clip["sound"]
    path.write_text(json.dumps(found))
    (quick.site / "published.json").unlink()  # it noted no checksum
    add("ForwardPass")
    assert [clip["sound"] for clip in listed(quick)] == [False] * 5


def test_files_of_others_are_kept_without_being_pruned_later(add, quick):
    add("Bias")
    (quick.site / "mine.html").write_text("mine")
    add("Bias")
    add("Bias", how=replace(quick, prune=True))
    assert (quick.site / "mine.html").read_text() == "mine"


def test_each_scene_keeps_the_language_in_which_it_was_published(add, quick):
    add("Bias")
    german = Settings(language="de")
    add("ForwardPass", how=replace(quick, settings=german), settings=german)
    assert [clip["language"] for clip in listed(quick)] == 2 * ["de"] + 3 * ["en"]
    pages = {
        name: (quick.site / name).read_text(encoding="utf-8")
        for name in ("index.html", "scenes/Bias.html", "clips/Bias/01-its-sums.html")
    }
    assert '<html lang="de">' in pages["index.html"]
    assert '<li class="card" lang="en">' in pages["index.html"]
    assert "Eine Ziffer läuft hindurch" in pages["index.html"]
    for name in ("scenes/Bias.html", "clips/Bias/01-its-sums.html"):
        assert '<html lang="en">' in pages[name]
        assert 'srclang="en"' in pages[name]
        assert "Gezeigt" not in pages[name]


def test_all_codes_follow_the_base_of_the_last_run(add, quick):
    add("Bias")
    add("ForwardPass", how=replace(quick, base_url="https://example.org/film/"))
    text = (quick.site / "scenes" / "Bias.html").read_text()
    assert "https://example.org/film/clips/Bias/01-its-sums.html" in text


def test_the_film_is_shown_as_long_as_scenes_of_its_run_are(studio, add, quick):
    names = ("ForwardPass", "Bias")
    join({name: studio.write_scene(name, quick.options) for name in names}, quick.options)
    add(*names)
    shown = (quick.site / "index.html").read_text()
    assert 'src="neuroscenes.mp4"' in shown
    other = replace(quick, settings=Settings(palette="colorblind"))
    scenes = {"Bias": studio.write_scene("Bias", quick.options, settings=other.settings)}
    record = json.loads(scenes["Bias"].record.read_text())
    assert film_with(other.options, record) is None
    publish(["Bias"], scenes, other)
    again = (quick.site / "index.html").read_text()
    assert 'src="neuroscenes.mp4"' in again
    assert again.count("data-seek") == shown.count("data-seek") == 2
    publish(["Bias"], scenes, replace(other, prune=True))
    assert 'src="neuroscenes.mp4"' not in (quick.site / "index.html").read_text()
    assert not (quick.site / "neuroscenes.mp4").exists()


def test_a_scene_of_which_files_are_missing_is_named_and_left_out(add, quick):
    add("Bias", "ForwardPass")
    (quick.site / "clips" / "Bias" / "01-its-sums.mp4").unlink()
    published = add("ForwardPass").site
    assert (published.kept, published.incomplete) == ((), ("Bias",))
    assert {clip["scene"] for clip in listed(quick)} == {"ForwardPass"}
    assert (quick.site / "clips/Bias/02-without-a-bias.html").exists()


def test_a_site_of_an_earlier_version_is_added_to(add, quick):
    """Its clips say no language, and have no zip; what publish wrote is not noted."""
    add("Bias")
    lists = quick.site / "clips" / "clips.json"
    found = json.loads(lists.read_text())
    for clip in found["clips"]:
        del clip["language"]
        (quick.site / "clips" / clip["files"].pop("zip")["path"]).unlink()
    lists.write_text(json.dumps(found))
    (quick.site / "published.json").unlink()
    assert add("ForwardPass").site.kept == ("Bias",)
    assert (quick.site / "clips/Bias/03-add-a-bias.html").exists()
    scene = (quick.site / "scenes/Bias.html").read_text()
    assert '<html lang="en">' in scene
    assert "Video and captions" not in scene


def test_the_command_names_what_it_keeps_and_removes(add, quick):
    add("Bias", "ForwardPass")
    kept = list(what_became_of_the_rest(add("Bias").site))
    assert kept == ["kept ForwardPass, published before; --prune removes what isn't named"]
    sections = (("its sums", 20), ("without a bias", 31))
    pruned = add("Bias", how=replace(quick, prune=True), sections=sections).site
    first, *others = what_became_of_the_rest(pruned)
    assert first == "removed ForwardPass and its clips"
    assert all(line.startswith("removed clips/Bias/03-add-a-bias.") for line in others)
    assert "removed clips/Bias/03-add-a-bias.mp4" in others


@pytest.mark.parametrize("name", ["clips/clips.json", "published.json"])
@pytest.mark.parametrize("text", ["{", "[]", '{"clips": 3, "files": 3}'])
def test_a_damaged_list_is_refused_and_nothing_is_lost(add, quick, name, text):
    add("Bias")
    (quick.site / name).write_text(text)
    before = contents(quick.site)
    with pytest.raises(RecordError, match=f"{name}: expected the list that publish wrote"):
        add("ForwardPass")
    assert contents(quick.site) == before
