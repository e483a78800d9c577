from __future__ import annotations

import ast
import gettext
import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from network.digits.datasets import MNIST_TEST_SET, MNIST_TRAINING_SET, OWN_DIGITS
from network.errors import OptionError
from scenes.catalog import ACTS, CATALOG, FILM_TITLE
from scenes.cli import word_catalogs
from scenes.cli.word_catalogs import as_mo, messages_in, po_path, read_catalog, template, update
from scenes.render.timetable import read_timetable
from scenes.stage.theme import PALETTES
from scenes.subject.languages import CATALOGS, DOMAIN, LANGUAGES, SOURCE
from scenes.subject.settings import Settings, using
from scenes.subject.subject import subject
from scenes.subject.words import DATA_NAMES, _, plural, section_title

ROOT = Path(__file__).resolve().parents[3]
CODE = sorted((ROOT / "scenes").rglob("*.py"))
TRANSLATED = [code for code in LANGUAGES if code != SOURCE]
SLOT = re.compile(r"\{(\w+)(?::[^{}]*)?\}")  # of a value, or a marked word: `{then:dann}`
SHOWING = {"Words": 0, "note": 0, "Badge": 0, "caption": 0, "beat": 1}
"""Calls whose argument of this number a viewer reads."""


def messages(catalog):
    return {message.id: message for message in catalog if message.id}


def texts(message):
    return (message,) if isinstance(message, str) else tuple(message)


@pytest.fixture(scope="module")
def found():
    """The words that are in the code now."""
    return messages(template())


def test_the_template_holds_the_words_of_the_code(found):
    written = messages(read_catalog(word_catalogs.TEMPLATE))
    assert len(found) > 500
    assert set(found) - set(written) == set(), "words without a place in a catalog: make words"
    assert set(written) - set(found) == set(), "words that nobody shows any more: make words"


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_word_is_translated(code, found):
    catalog = read_catalog(po_path(code), code)
    written = messages(catalog)
    assert set(written) == set(found)
    assert not [message.id for message in catalog if message.id and message.fuzzy]
    assert not [each.id for each in written.values() if not all(texts(each.string))]
    for each in written.values():
        if not isinstance(each.id, str):
            assert len(each.string) == catalog.num_plurals


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_has_the_slots_of_its_message(code):
    for each in messages(read_catalog(po_path(code), code)).values():
        allowed = [sorted(SLOT.findall(text)) for text in texts(each.id)]
        for text in texts(each.string):
            assert sorted(SLOT.findall(text)) in allowed, each.id
            # Numbers are values, and enter through slots.
            assert bool(re.search(r"\d", SLOT.sub("", text))) == bool(
                re.search(r"\d", SLOT.sub("", texts(each.id)[0]))
            ), each.id


@pytest.mark.parametrize("code", TRANSLATED)
def test_what_is_compiled_is_what_is_written(code):
    fresh = io.BytesIO(as_mo(read_catalog(po_path(code), code)))
    with po_path(code).with_suffix(".mo").open("rb") as file:
        compiled, expected = gettext.GNUTranslations(file), gettext.GNUTranslations(fresh)
    for each in messages(template()):
        one, *many = texts(each)
        for count in (1, 2, 5):
            if many:
                assert compiled.ngettext(one, many[0], count) == expected.ngettext(
                    one, many[0], count
                )
            else:
                assert compiled.gettext(one) == expected.gettext(one)


def test_there_is_a_catalog_for_every_language_and_no_other():
    folders = {path.name for path in CATALOGS.iterdir() if path.is_dir()}
    assert folders == set(TRANSLATED)


@pytest.mark.parametrize(
    "shown",
    [
        FILM_TITLE,
        *ACTS.values(),
        *(scene.message for scene in CATALOG),
        *(name for p in PALETTES.values() for name in (p.positive_name, p.negative_name)),
        *DATA_NAMES,
    ],
)
def test_constants_are_in_the_catalogs(shown, found):
    assert shown in found


def test_every_section_has_a_title_in_every_language():
    names = {section["name"] for times in read_timetable().values() for section in times.sections}
    assert len(names) > 100
    for code in TRANSLATED:
        written = messages(read_catalog(po_path(code), code))
        for name in names:
            message = re.sub(r"\d+", "{number}", name)
            assert message in written, name
            number = re.findall(r"\d+", name)
            with using(Settings(language=code)):
                expected = written[message].string.format(number=number[0] if number else "")
                assert section_title(name) == expected
    assert section_title("weights of layer 2") == "weights of layer 2"


def test_data_are_named_as_the_network_package_names_them():
    assert set(DATA_NAMES) == {MNIST_TEST_SET, MNIST_TRAINING_SET, OWN_DIGITS}


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_viewer_reads_goes_through_a_catalog(path):
    assert list(bare_words(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_word_is_translated_before_a_language_is_chosen(path):
    assert list(early_words(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ('Words("hello")', 1),
        ('self.caption(f"hello {name}")', 1),
        ('self.beat("a name", "hello")', 1),
        ('Words(_("hello"))', 0),
        ('Words("{before} × {after}")', 0),
        ('self.beat("a name", _("hello"))', 0),
    ],
)
def test_bare_words_are_found(code, count):
    assert len(list(bare_words(ast.parse(code)))) == count


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ('NAME = _("hello")', 1),
        ('class A:\n    names = (_("hello"),)', 1),
        ('def say(word=_("hello")): ...', 1),
        ('def say():\n    return _("hello")', 0),
    ],
)
def test_early_words_are_found(code, count):
    assert len(list(early_words(ast.parse(code)))) == count


def bare_words(tree):
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            for argument in call.args[SHOWING.get(name, len(call.args)) :][:1]:
                written = "".join(
                    part.value
                    for part in ([argument] if isinstance(argument, ast.Constant) else [])
                    + (argument.values if isinstance(argument, ast.JoinedStr) else [])
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                )
                if re.search(r"[a-z]{2}", SLOT.sub("", written)):
                    yield f"line {call.lineno}: {written}"


def early_words(tree, *, is_early=True):
    for node in ast.iter_child_nodes(tree):
        is_call = isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "plural")
        if is_call and is_early:
            yield f"line {node.lineno}"
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from early_words(node.args, is_early=is_early)
            for part in node.body:
                yield from early_words(ast.Module([part], []), is_early=False)
        elif isinstance(node, ast.Lambda):
            yield from early_words(node, is_early=False)
        else:
            yield from early_words(node, is_early=is_early)


def test_messages_are_found_wherever_they_stand():
    code = (
        "a = f\"{_('within')} others\"\n"
        'b = Beat("one" if c else "two", _("three" " and four"))\n'
        'plural("{n} thing", "{n} things", n)\n'
        "_(variable)\n"
    )
    found = messages_in(io.BytesIO(code.encode()), word_catalogs.KEYWORDS, (), {})
    assert sorted(text if isinstance(text, str) else text[0] for _line, _f, text, _c in found) == [
        *("one", "three and four", "two", "within", "{n} thing")
    ]


def test_making_the_catalogs_again_changes_nothing_but_what_changed(tmp_path, monkeypatch):
    monkeypatch.setattr(word_catalogs, "CATALOGS", tmp_path)
    monkeypatch.setattr(word_catalogs, "TEMPLATE", tmp_path / f"{DOMAIN}.pot")
    known = Catalog()
    known.add("a word")
    monkeypatch.setattr(word_catalogs, "template", lambda: known)
    update()
    path = tmp_path / "de" / "LC_MESSAGES" / f"{DOMAIN}.po"
    assert messages(read_catalog(path, "de"))["a word"].string == ""
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            'msgid "a word"\nmsgstr ""', 'msgid "a word"\nmsgstr "ein Wort"'
        ),
        encoding="utf-8",
    )
    known.add("a wordy")
    update()
    once = path.read_bytes(), path.with_suffix(".mo").read_bytes()
    update()
    assert (path.read_bytes(), path.with_suffix(".mo").read_bytes()) == once
    written = messages(read_catalog(path, "de"))
    assert written["a word"].string == "ein Wort"
    assert written["a wordy"].string == "", "a translation of something near is none"
    known.delete("a word")
    update()
    assert set(messages(read_catalog(path, "de"))) == {"a wordy"}


def test_a_language_in_force_is_that_of_the_settings():
    assert _("hidden layers") == "hidden layers"
    with using(Settings(language="de")):
        assert _("hidden layers") == "verdeckte Schichten"
        assert plural("{count} scene", "{count} scenes", 1) == "{count} Szene"
        assert plural("{count} scene", "{count} scenes", 2) == "{count} Szenen"
    assert plural("{count} scene", "{count} scenes", 1) == "{count} scene"


def test_the_environment_chooses_a_language_too(monkeypatch):
    monkeypatch.setenv("NEUROSCENES_LANGUAGE", "de")
    assert _("hidden layers") == "verdeckte Schichten"


def test_what_is_kept_of_a_subject_is_in_its_own_language():
    assert subject(Settings(digit=4, language="de")).source.startswith("eine für diesen Film")
    with using(Settings(language="de")):
        assert subject(Settings(digit=4)).source == "a digit drawn for this film"


def test_an_unknown_language_is_refused():
    with pytest.raises(OptionError, match="--language: expected one of en, de, got tlh"):
        Settings(language="tlh")
