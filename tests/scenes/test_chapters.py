"""Every scene of the catalog, in the cases of `cases.py`: what is shown, said and heard."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from functools import cache
from types import SimpleNamespace

import numpy as np
import pytest
from safetensors.numpy import load_file

from network.analysis.sound_events import SOFT, Timbre
from network.digits.datasets import (
    MNIST_TEST_SET,
    OWN_DIGITS,
    load_test_data,
    load_training_data,
)
from network.digits.image_format import image_format_of
from network.digits.mnist import find_mnist
from network.files.default_model import DEFAULT_WEIGHTS
from network.measurements.record_lookup import find_record
from scenes.catalog import CATALOG, PARTS, entry
from scenes.sound.spoken_forms import spoken_form, unspeakable
from scenes.stage.theme import PALETTES
from scenes.subject.aspects import ASPECTS, WIDE
from scenes.subject.languages import LANGUAGES
from scenes.subject.settings import DEFAULT_DIGIT
from scenes.subject.sourced import SourcedArray
from scenes.subject.subject import model_of

# The tests of one act share rehearsals, so they run in one process.
SCENES = [pytest.param(s.name, marks=pytest.mark.xdist_group(f"act {s.act}")) for s in CATALOG]
ALL_PARTS = [pytest.param(p.name, marks=pytest.mark.xdist_group(f"act {p.act}")) for p in PARTS]
CASES = [
    pytest.param(part.name, number, marks=pytest.mark.xdist_group(f"act {part.act}"))
    for part in PARTS
    for number in range(6)
]


class NoMnistError(Exception):
    """Raised for what was measured on MNIST, where MNIST is not."""


def test_all_values_meet_each_other(cases):
    table = [cases.cases_of(scene.name) for scene in CATALOG]
    facets = {
        "aspect": ASPECTS,
        "palette": PALETTES,
        "language": LANGUAGES,
        "network": cases.NETWORKS,
        "picture": cases.PICTURES,
    }

    def all_meet(one, other, rows):
        met = {(getattr(case, one), getattr(case, other)) for row in rows for case in row}
        return met == set(itertools.product(facets[one], facets[other]))

    small = itertools.combinations(("aspect", "palette", "language", "network"), 2)
    for one, other in set(small) - {("aspect", "network")}:
        assert all(all_meet(one, other, [row]) for row in table)
    for rows in zip(table, table[1:], table[2:], strict=False):
        assert all_meet("aspect", "network", rows)
        assert {case.picture for row in rows for case in row} == set(cases.PICTURES)
    assert all(all_meet(one, "picture", table) for one in facets if one != "picture")
    assert all(row[0].is_film and any(c.picture == cases.PHOTO for c in row) for row in table)


@pytest.mark.parametrize(("name", "number"), CASES)
def test_nothing_is_hidden_or_unreadable(name, number, rehearsals):
    assert rehearsals(name, number).run.faults == ()


@pytest.mark.parametrize("name", SCENES)
def test_no_words_speak_of_pixels_that_a_network_has_not(name, rehearsals, cases):
    for found in rehearsals.all(name):
        if found.case.network == cases.EIGHT:
            assert not [cue for cue in found.run.cues if "784" in cue.text]
            assert not [each for each in found.read if each.text == "784"]


@pytest.mark.parametrize("name", SCENES)
def test_a_scene_has_the_length_of_a_scene(name, rehearsals):
    for found in rehearsals.all(name):
        sections = [section.name for section in found.run.sections]
        assert 15 <= found.run.seconds <= 60, found.case
        assert len(sections) >= 3
        assert len(set(sections)) == len(sections)


@pytest.mark.parametrize("name", SCENES)
def test_every_declared_beat_is_played(name, rehearsals):
    chapter = entry(name).load()
    played = {
        id(chapter.beat_of(section.name)[1])
        for found in rehearsals.all(name)
        for section in found.run.sections
    }
    assert [beat for beat in chapter.beats.values() if id(beat) not in played] == []


@pytest.mark.parametrize("name", SCENES)
def test_a_scene_tells_its_story_in_captions_too(name, rehearsals):
    for found in rehearsals.all(name):
        starts = [cue.start_seconds for cue in found.run.cues]
        spoken = {
            section.name
            for section in found.run.sections
            if any(-0.01 <= start - section.start_seconds < section.seconds for start in starts)
        }
        assert spoken == {section.name for section in found.run.sections}, found.case


@pytest.mark.parametrize(("name", "number"), CASES)
def test_every_caption_can_be_said(name, number, rehearsals):
    found = rehearsals(name, number)
    assert found.run.lines
    said = [spoken_form(line.text, found.case.language) for line in found.run.lines]
    assert [each for each in said if unspeakable(each)] == []


@pytest.mark.parametrize(("name", "number"), CASES)
def test_captions_burnt_in_stay_below_the_stage(name, number, rehearsals, burnt_captions_fit):
    found = rehearsals(name, number)
    # What is said is the same in every shape.
    shapes = ASPECTS if found.case.aspect == WIDE else [found.case.aspect]
    assert [aspect for aspect in shapes if not burnt_captions_fit(found.run.cues, aspect)] == []


@pytest.mark.parametrize("network", ["shipped", "relu", "eight by eight"])
@pytest.mark.parametrize("name", ALL_PARTS)
def test_every_number_is_what_plain_loops_compute(name, network, rehearsals, cases, confirm):
    found = rehearsals.of(
        name,
        next(
            case
            for case in cases.cases_of(name)
            if case.network == network and case.picture != cases.PHOTO
        ),
    )
    file = found.settings.model or DEFAULT_WEIGHTS
    confirm(found.run, _layers(load_file(file), *LAYERS[network]), found.settings)


@pytest.mark.parametrize("name", SCENES)
def test_every_number_is_shown_rounded_from_its_value(name, rehearsals):
    for found in in_english(rehearsals, name):
        for shown in found.read:
            if shown.text:
                decimals = len(shown.text.rstrip("%").partition(".")[2])
                value = 100 * shown.value if shown.text.endswith("%") else shown.value
                read = shown.text.rstrip("%").replace(",", "").replace("\N{MINUS SIGN}", "-")
                assert abs(float(read) - value) <= 0.5000001 * 10**-decimals, shown


def in_english(rehearsals, name):
    return [found for found in rehearsals.all(name) if found.case.language == "en"]


LAYERS = {
    "shipped": (["0", "1", "2"], ("sigmoid",) * 3),
    "relu": (["0", "2", "4"], ("relu", "relu", "identity")),
    "eight by eight": (["0", "1"], ("relu", "softmax")),
}
"""Of the networks of the cases: numbers of the layers in their files, and activations."""
TICKS = {Timbre.POSITIVE, Timbre.NEGATIVE}
SILENT = {"HiddenLayers", "TheHopeForLayers", "CompactNotation"}
"""Scenes in which nothing is added, lit or drawn from the record."""


@pytest.mark.parametrize("name", SCENES)
def test_sounds_lie_within_the_scene_and_are_few(name, rehearsals):
    for run in (found.run for found in rehearsals.all(name)):
        assert (run.sounds == ()) == (name in SILENT)
        for placed in run.sounds:
            assert 0 <= placed.start_seconds < placed.end_seconds <= run.seconds + 1e-6
        assert len(run.sounds) <= 60
        starts = [placed.start_seconds for placed in run.sounds]
        assert max((sum(t <= each < t + 1 for each in starts) for t in starts), default=0) <= 15


@pytest.mark.parametrize("name", SCENES)
def test_never_more_than_one_kind_of_sound_at_once(name, rehearsals):
    for found in rehearsals.all(name):
        placed = sorted(found.run.sounds, key=lambda p: p.start_seconds)
        for one, other in itertools.pairwise(placed):
            kinds = [TICKS if p.event.timbre in TICKS else {p.event.timbre} for p in (one, other)]
            # A bell may still be dying away.
            dies_away = one.event.timbre is Timbre.BELL
            end = one.start_seconds + 0.5 if dies_away else one.end_seconds
            assert kinds[0] == kinds[1] or other.start_seconds >= end - 1e-6, found.case


@pytest.mark.parametrize("name", SCENES)
def test_whatever_is_heard_is_softer_than_the_voice(name, rehearsals):
    for placed in (placed for found in rehearsals.all(name) for placed in found.run.sounds):
        assert max(each.loudness for each in placed.event.heard) <= SOFT


@pytest.mark.parametrize("name", SCENES)
def test_whatever_is_heard_is_listed_at_its_time_with_its_source(name, rehearsals):
    run = rehearsals(name, 0).run
    expected = Counter(
        (placed.seconds + each.seconds, each.value, each.source, each.pitch)
        for placed in run.sounds
        for each in placed.event.heard
    )
    heard = [value for value in run.ledger if value.heard]
    assert expected == Counter((v.seconds, v.value, v.source, v.heard.pitch) for v in heard)
    for section in run.sections:
        end = section.start_seconds + section.seconds
        times = [value.seconds for value in heard if value.section == section.name]
        assert all(section.start_seconds <= time <= end + 0.3 for time in times)


def _layers(tensors, numbers, activations):
    return [
        SimpleNamespace(
            weights=tensors[f"{number}.weight"].astype(float),
            biases=tensors[f"{number}.bias"].astype(float),
            activation=activation,
        )
        for number, activation in zip(numbers, activations, strict=True)
    ]


@pytest.fixture
def confirm(plain_loops, plain_pens, plain_measurements):
    """Compare each number that a scene lists with what plain code computes at its source path."""

    def confirmed(found, layers, settings):
        alone = found.ledger.alone
        side = math.isqrt(len(layers[0].weights[0]))
        digit = DEFAULT_DIGIT if settings.digit is None else settings.digit
        has_mnist = side == 28 and find_mnist() is not None
        given = plain_measurements.Given(
            scene=found.scene,
            model=_plain_model(layers),
            inputs=_picture(plain_pens, digit, 0, side).tolist(),
            digit=digit,
            forward=plain_loops.plain_forward,
            stroke_lengths=plain_pens.plain_stroke_lengths,
            digit_picture=lambda label, hand: _picture(plain_pens, label, hand, side),
            images=lambda kind, data: _images(plain_pens, kind, data, side),
            record_file=lambda name: find_record(name, model_of(settings))[1],
            test_data=MNIST_TEST_SET if has_mnist else OWN_DIGITS,
            written=[shown.source for shown in alone if shown.text],
        )
        follow, unproven = _guide(plain_measurements.roots(given)), set()
        for source, values in _by_source(alone, found.ledger.arrays).items():
            try:
                expected = follow(source)
            except NoMnistError as error:
                unproven.add(str(error))
                continue
            within = isinstance(expected, plain_measurements.Within)
            low, high = (expected.low, expected.high) if within else (expected, expected)
            for value in values:
                least, most = (_part(end, value) for end in (low, high))
                shown = getattr(value, "values", value)
                right = (least - 1e-9 <= shown) & (shown <= most + 1e-9)
                assert np.all(right), (source, value, expected)
        if unproven:
            pytest.skip(f"MNIST is not here, all but this was confirmed: {unproven}")

    return confirmed


def _by_source(alone, arrays):
    found = {}
    for each in alone:
        found.setdefault(each.source, set()).add(each.value)
    for _section, _seconds, array in arrays:
        found.setdefault(array.source, set()).add(array)
    return found


def _part(whole, shown):
    """Of all numbers below a path those that an array shows, or the one that is shown alone."""
    if not isinstance(shown, SourcedArray):
        return float(whole)
    for index in shown.prefix:
        whole = whole[index]
    start = shown.offset or (0,) * shown.values.ndim
    ends = np.add(start, shown.values.shape)
    part = np.array(whole, float)[tuple(map(slice, start, ends))]
    assert min(start, default=0) >= 0
    assert part.shape == shown.values.shape, (shown.source, part.shape)
    return part


@cache
def _picture(plain_pens, label, hand, side):
    return plain_pens.plain_digit(label, hand, side)


@cache
def _images(plain_pens, kind, data, side):
    """MNIST byte by byte; the project's own digits, warped, as they are."""
    if data == OWN_DIGITS:
        load = load_training_data if kind == "training" else load_test_data
        own = load(image_format=image_format_of(side**2))
        assert own.name == OWN_DIGITS
        return own.images, own.labels
    folder = find_mnist()
    if folder is None:
        raise NoMnistError(data)
    return plain_pens.plain_mnist(folder, {"training": "train", "test": "t10k"}[kind])


def _plain_model(layers):
    model = SimpleNamespace(
        layers=layers,
        layer_sizes=[len(layers[0].weights[0]), *(len(layer.biases) for layer in layers)],
    )
    model.weight_count = sum(layer.weights.size for layer in layers)
    model.bias_count = sum(layer.biases.size for layer in layers)
    model.parameter_count = model.weight_count + model.bias_count
    return model


def _most_of(numbers, share=0.995):
    """The magnitude that so many of the others stay below; between two of them, in proportion."""
    ordered = sorted(numbers)
    below, part = divmod(share * (len(ordered) - 1), 1)
    one, other = (ordered[min(int(below) + i, len(ordered) - 1)] for i in (0, 1))
    return one + part * (other - one)


def _magnitudes(place):
    return [abs(float(number)) for number in np.ravel(place)]


SCALE_ENDS = {
    "full_color": lambda place: _most_of(_magnitudes(place)),
    "full_light": lambda place: _most_of([each for each in _magnitudes(place) if each]),
}


def _guide(roots):
    """Walk from the roots along paths; many paths begin alike."""

    def follow(path):
        if path.endswith("]"):
            parent, _bracket, indices = path[:-1].rpartition("[")
            place = known(parent)
            for index in indices.split(","):
                place = place[int(index)]
            return place
        parent, _dot, attribute = path.rpartition(".")
        place = known(parent) if parent else roots
        return SCALE_ENDS.get(attribute, lambda it: getattr(it, attribute))(place)

    known = cache(follow)
    return follow
