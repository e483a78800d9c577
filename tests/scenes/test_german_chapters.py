"""Every scene in German: all that is shown is translated, and there is room for it."""

from __future__ import annotations

import re
from functools import cache
from types import SimpleNamespace

import pytest

from network.analysis.sound import spoken_word
from network.measurements.timings import processor_name
from scenes.catalog import ACTS, PARTS
from scenes.chapter import Chapter
from scenes.cli.word_catalogs import po_path, read_catalog
from scenes.mobjects.text.typst_text import NO_BREAK, Words
from scenes.render.manim_session import dry_run
from scenes.sound.spoken_forms import spoken_form, unspeakable
from scenes.subject.aspects import ASPECTS
from scenes.subject.languages import LANGUAGES
from scenes.subject.settings import Settings
from scenes.subject.sourced import Sourced

# One rehearsal a scene, in the process that rehearses it in English.
SCENES = [pytest.param(part.name, marks=pytest.mark.xdist_group(part.name)) for part in PARTS]
SLOT = re.compile(r"\{\w+\}")
FUNCTIONS = {"sigmoid", "softmax", "tanh", "ReLU", "identity", "f"}
"""Names that a program gives; they are the same in every language."""


@cache
def in_german(name):
    """A rehearsal with every text that was shown or said, before its slots were filled."""
    said, make, caption = [], Words.__init__, Chapter.caption

    def shown(self, template, **kwargs):
        make(self, template, **kwargs)
        said.append((template, self.slots))

    def spoken(self, template, **slots):
        caption(self, template, **slots)
        said.append((template, slots))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Words, "__init__", shown)
        patch.setattr(Chapter, "caption", spoken)
        rehearsal = dry_run(name, Settings(digit=7, language="de"))
    return SimpleNamespace(rehearsal=rehearsal, said=said)


@cache
def translations():
    found = [m.string for m in read_catalog(po_path("de"), "de") if m.id]
    return {text for each in found for text in ((each,) if isinstance(each, str) else each)}


@pytest.mark.parametrize("name", SCENES)
def test_every_caption_can_be_said_in_german(name):
    said = [spoken_form(line.text, "de") for line in in_german(name).rehearsal.lines]
    assert [each for each in said if unspeakable(each)] == []


@pytest.mark.parametrize("name", SCENES)
def test_there_is_room_for_german(name):
    assert in_german(name).rehearsal.faults == ()


@pytest.mark.parametrize("name", SCENES)
def test_german_captions_burnt_in_stay_below_the_stage(name, burnt_captions_fit):
    cues = in_german(name).rehearsal.cues
    assert [aspect for aspect in ASPECTS if not burnt_captions_fit(cues, aspect)] == []


@pytest.mark.parametrize("name", SCENES)
def test_german_takes_no_longer_than_a_scene_may(name):
    assert in_german(name).rehearsal.seconds <= 60


@pytest.mark.parametrize("name", SCENES)
def test_all_words_of_a_scene_are_german(name):
    said = in_german(name).said
    assert said
    for template, slots in said:
        if re.search(r"[^\W\d_]{2}", SLOT.sub("", template)):
            assert template.replace(NO_BREAK, " ") in translations()
        for slot in slots.values():
            text = slot.text_in(LANGUAGES["de"]) if isinstance(slot, Sourced) else str(slot)
            if re.search(r"[^\W\d_]{2}", text):
                others = {processor_name(), *(f"Akt {act}" for act in ACTS)}
                assert text in translations() | lowered() | FUNCTIONS | spoken() | others


@cache
def spoken():
    """The sounds that a word is made of, as `network` calls them."""
    sound = spoken_word().sound
    return {span.name for span in (*sound.phonemes, *sound.syllables, *sound.words)}


@cache
def lowered():
    return {text.lower() for text in translations()}


@pytest.mark.parametrize("name", SCENES)
def test_numbers_are_written_as_in_german_and_rounded_from_their_values(name):
    german = LANGUAGES["de"]
    for shown in in_german(name).rehearsal.shown:
        if shown.text:
            read = shown.text.rstrip("%").replace("\N{MINUS SIGN}", "-")
            whole, _comma, decimals = read.partition(german.decimal_mark)
            assert re.fullmatch(r"[+-]?(\d{1,4}|\d{2,3}(\.\d{3})+|\d(\.\d{3}){2,})", whole), shown
            assert re.fullmatch(r"\d*", decimals), shown
            value = 100 * shown.value if shown.text.endswith("%") else shown.value
            number = float(whole.replace(german.thousands_mark, "") + "." + (decimals or "0"))
            assert abs(number - value) <= 0.5000001 * 10 ** -len(decimals), shown


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENES)
def test_there_is_room_for_german_with_another_digit(name):
    settings = Settings(digit=3, palette="colorblind", language="de")
    assert dry_run(name, settings).faults == ()


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENES)
def test_there_is_room_for_german_with_another_network(name, relu_weights):
    model = {"model": relu_weights, "activations": ("relu", "relu", "identity")}
    assert dry_run(name, Settings(language="de", **model)).faults == ()
