"""Every scene in German: all that is shown is translated, numbers are written as there."""

from __future__ import annotations

import re
from functools import cache

import pytest

from network.measurements.timings import processor_name
from scenes.catalog import ACTS, PARTS
from scenes.cli.word_catalogs import po_path, read_catalog
from scenes.subject.languages import LANGUAGES
from scenes.subject.sourced import Sourced

# The tests of one act share rehearsals, so they run in one process.
SCENES = [pytest.param(s.name, marks=pytest.mark.xdist_group(f"act {s.act}")) for s in PARTS]
SLOT = re.compile(r"\{\w+\}")
FUNCTIONS = {"sigmoid", "softmax", "tanh", "ReLU", "identity", "f"}
"""Names that a program gives; they are the same in every language."""


@pytest.fixture
def in_german(rehearsals, name):
    """The cases of a scene in which it is German."""
    return [found for found in rehearsals.all(name) if found.case.language == "de"]


@cache
def translations():
    found = [m.string for m in read_catalog(po_path("de"), "de") if m.id]
    return {text for each in found for text in ((each,) if isinstance(each, str) else each)}


@pytest.mark.parametrize("name", SCENES)
def test_all_words_of_a_scene_are_german(in_german):
    for template, slots in (each for found in in_german for each in found.templates):
        if re.search(r"[^\W\d_]{2}", SLOT.sub("", template)):
            assert template in translations()
        for slot in slots.values():
            text = slot.text_in(LANGUAGES["de"]) if isinstance(slot, Sourced) else str(slot)
            if re.search(r"[^\W\d_]{2}", text):
                others = {processor_name(), *(f"Akt {act}" for act in ACTS)}
                assert text in translations() | lowered() | FUNCTIONS | others


@pytest.mark.parametrize("name", SCENES)
def test_something_is_said_in_german(in_german):
    assert len(in_german) == 3
    assert all(found.templates for found in in_german)


@cache
def lowered():
    return {text.lower() for text in translations()}


@pytest.mark.parametrize("name", SCENES)
def test_numbers_are_written_as_in_german_and_rounded_from_their_values(in_german):
    german = LANGUAGES["de"]
    for shown in (each for found in in_german for each in found.read):
        if shown.text:
            read = shown.text.rstrip("%").replace("\N{MINUS SIGN}", "-")
            whole, _comma, decimals = read.partition(german.decimal_mark)
            assert re.fullmatch(r"[+-]?(\d{1,4}|\d{2,3}(\.\d{3})+|\d(\.\d{3}){2,})", whole), shown
            assert re.fullmatch(r"\d*", decimals), shown
            value = 100 * shown.value if shown.text.endswith("%") else shown.value
            number = float(whole.replace(german.thousands_mark, "") + "." + (decimals or "0"))
            assert abs(number - value) <= 0.5000001 * 10 ** -len(decimals), shown
