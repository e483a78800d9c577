"""A language is added by one entry and a catalog of its words; the film then speaks it."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog

from scenes.cli.word_catalogs import as_mo
from scenes.mobjects.text import value_label
from scenes.render.manim_session import dry_run
from scenes.subject import languages, words
from scenes.subject.languages import Language, catalog_files
from scenes.subject.settings import Settings

# It marks thousands by a mark and decimals by another that no language of the film uses.
ESPERANTO = Language("eo", "Esperanto", "\N{MIDDLE DOT}", "'")
WORDS = {
    "numbers": "nombroj",
    "Then {before} times {after}: {count} more.": ("{before} foje {after} ligoj: {count} pezoj."),
    "weights of layer {number}": "pezoj de tavolo {number}",
}


def forget_glyphs():
    value_label._glyphs.cache_clear()
    value_label._outline.cache_clear()
    words._catalog.cache_clear()


@pytest.fixture
def settings(monkeypatch, tmp_path):
    monkeypatch.setitem(languages._LANGUAGES, "eo", ESPERANTO)
    monkeypatch.setattr(languages, "CATALOGS", tmp_path)
    catalog = Catalog(locale="eo")
    for message, translation in WORDS.items():
        catalog.add(message, translation)
    (path,) = catalog_files("eo")
    path.parent.mkdir(parents=True)
    path.write_bytes(as_mo(catalog))
    forget_glyphs()
    yield Settings(digit=3, language="eo")
    forget_glyphs()


def test_a_scene_speaks_it_and_writes_its_numbers(settings):
    run = dry_run("CountingParameters", settings)
    captions = [cue.text for cue in run.cues]
    assert not run.faults
    assert "16 foje 16 ligoj: 256 pezoj." in captions
    assert "13'002" in {shown.text for shown in run.shown}
    assert not [shown.text for shown in run.shown if "," in shown.text]


def test_its_decimals_are_drawn(settings):
    texts = {shown.text for shown in dry_run("ForwardPass", settings).shown}
    assert [text for text in texts if "\N{MIDDLE DOT}" in text]
    assert not [text for text in texts if "." in text]


@pytest.mark.parametrize("mark", ["\N{NO-BREAK SPACE}", "\N{THIN SPACE}"])
def test_thousands_may_be_set_apart_by_a_space(settings, monkeypatch, mark):
    spaced = Language("eo", "Esperanto", ",", mark)
    monkeypatch.setitem(languages._LANGUAGES, "eo", spaced)
    run = dry_run("CountingParameters", settings)
    assert not run.faults
    assert f"13{mark}002" in {shown.text for shown in run.shown}


def test_words_without_a_translation_stay_as_they_are(settings):
    its_own, english = (
        [re.sub(r"[\d.,'\u00b7]+", "#", cue.text) for cue in dry_run("ForwardPass", each).cues]
        for each in (settings, Settings(digit=3))
    )
    assert its_own == english
