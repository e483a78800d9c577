"""Every scene of the catalog, with every digit, both palettes, a photo and another network."""

from __future__ import annotations

import itertools
import math
import re
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
from scenes.catalog import CATALOG
from scenes.render.manim_session import DryRun, dry_run
from scenes.sound.spoken_forms import spoken_form, unspeakable
from scenes.subject.aspects import ASPECTS
from scenes.subject.settings import Settings
from scenes.subject.subject import model_of

# The tests of one scene share rehearsals, so they run in one process.
SCENES = [pytest.param(scene.name, marks=pytest.mark.xdist_group(scene.name)) for scene in CATALOG]
EVERY_DIGIT = [
    # Three digits of each scene in every run, in turn; all of them in `make test-all`.
    pytest.param(
        scene.name,
        digit,
        marks=[
            pytest.mark.xdist_group(scene.name),
            *([] if (digit - 3 * place) % 10 < 3 else [pytest.mark.slow]),
        ],
    )
    for place, scene in enumerate(CATALOG)
    for digit in range(10)
]


class NoMnistError(Exception):
    """Raised for what was measured on MNIST, where MNIST is not."""


RELU = ("relu", "relu", "identity")


@cache
def rehearsed(name: str, settings: Settings) -> DryRun:
    return dry_run(name, settings)


@pytest.mark.parametrize(("name", "digit"), EVERY_DIGIT)
def test_nothing_is_hidden_or_unreadable_for_any_digit(name, digit):
    palette = "colorblind" if digit % 2 else "classic"
    assert rehearsed(name, Settings(digit=digit, palette=palette)).faults == ()


@pytest.mark.parametrize("name", SCENES)
def test_nothing_is_hidden_or_unreadable_for_a_photo(name, photo):
    assert rehearsed(name, Settings(image=photo)).faults == ()


@pytest.mark.parametrize("name", SCENES)
def test_nothing_is_hidden_or_unreadable_for_another_network(name, relu_weights):
    assert rehearsed(name, Settings(model=relu_weights, activations=RELU)).faults == ()


@pytest.mark.parametrize("name", SCENES)
def test_eight_by_eight_pixels_make_a_scene_as_well(name, eight_by_eight, confirm):
    settings = Settings(digit=7, model=eight_by_eight)
    found = rehearsed(name, settings)
    assert found.faults == ()
    layers = _layers(load_file(eight_by_eight), ["0", "1"], ("relu", "softmax"))
    confirm(found, layers, settings)
    # No words speak of MNIST's pixels; a count may happen to be one of theirs.
    assert not [cue for cue in found.cues if "784" in cue.text]
    assert not [each for each in found.shown if each.text == "784"]


@pytest.mark.parametrize("name", SCENES)
def test_a_scene_has_the_length_of_a_scene(name):
    found = rehearsed(name, Settings(digit=7))
    assert 15 <= found.seconds <= 60
    assert len(found.sections) >= 3
    assert len({section.name for section in found.sections}) == len(found.sections)


@pytest.mark.parametrize("scene", CATALOG, ids=lambda scene: scene.name)
def test_every_declared_beat_is_played(scene, photo):
    found = (rehearsed(scene.name, Settings(digit=7)), rehearsed(scene.name, Settings(image=photo)))
    chapter = scene.load()
    played = {id(chapter.beat_of(s.name)[1]) for each in found for s in each.sections}
    assert [beat for beat in chapter.beats.values() if id(beat) not in played] == []


@pytest.mark.parametrize("name", SCENES)
def test_a_scene_tells_its_story_in_captions_too(name):
    found = rehearsed(name, Settings(digit=7))
    spoken = {
        section.name
        for section in found.sections
        if any(
            section.start_seconds - 0.01
            <= cue.start_seconds
            < section.start_seconds + section.seconds
            for cue in found.cues
        )
    }
    assert spoken == {section.name for section in found.sections}


@pytest.mark.parametrize("name", SCENES)
def test_every_caption_can_be_said(name):
    lines = rehearsed(name, Settings(digit=7)).lines
    assert lines
    said = [spoken_form(line.text, "en") for line in lines]
    assert [each for each in said if unspeakable(each)] == []


@pytest.mark.parametrize("name", SCENES)
def test_captions_burnt_in_stay_below_the_stage(name, burnt_captions_fit):
    cues = rehearsed(name, Settings(digit=7)).cues
    assert [aspect for aspect in ASPECTS if not burnt_captions_fit(cues, aspect)] == []


@pytest.mark.parametrize("name", SCENES)
def test_every_number_on_screen_is_what_plain_loops_compute(name, confirm):
    weights = _default_layers()
    confirm(rehearsed(name, Settings(digit=7)), weights, Settings(digit=7))


@pytest.mark.parametrize("name", SCENES)
def test_every_number_of_another_network_is_what_plain_loops_compute(name, relu_weights, confirm):
    settings = Settings(digit=7, model=relu_weights, activations=RELU)
    layers = _layers(load_file(relu_weights), ["0", "2", "4"], RELU)
    confirm(rehearsed(name, settings), layers, settings)


@pytest.mark.parametrize("name", SCENES)
def test_every_number_is_shown_rounded_from_its_value(name):
    for shown in rehearsed(name, Settings(digit=7)).shown:
        if shown.text:
            decimals = len(shown.text.rstrip("%").partition(".")[2])
            value = 100 * shown.value if shown.text.endswith("%") else shown.value
            read = float(shown.text.rstrip("%").replace(",", "").replace("\N{MINUS SIGN}", "-"))
            assert abs(read - value) <= 0.5000001 * 10**-decimals, shown


TICKS = {Timbre.POSITIVE, Timbre.NEGATIVE}
SILENT = {"HiddenLayers", "TheHopeForLayers", "CompactNotation"}
"""Scenes in which nothing is added, lit or drawn from the record."""


@pytest.mark.parametrize("name", SCENES)
def test_sounds_lie_within_the_scene_and_are_few(name, relu_weights):
    foreign = Settings(digit=7, model=relu_weights, activations=RELU)
    for found in (rehearsed(name, Settings(digit=7)), rehearsed(name, foreign)):
        assert (found.sounds == ()) == (name in SILENT)
        for placed in found.sounds:
            assert 0 <= placed.start_seconds < placed.end_seconds <= found.seconds + 1e-6
        assert len(found.sounds) <= 60
        starts = [placed.start_seconds for placed in found.sounds]
        assert max((sum(t <= each < t + 1 for each in starts) for t in starts), default=0) <= 15


@pytest.mark.parametrize("name", SCENES)
def test_never_more_than_one_kind_of_sound_at_once(name):
    placed = sorted(rehearsed(name, Settings(digit=7)).sounds, key=lambda p: p.start_seconds)
    for one, other in itertools.pairwise(placed):
        kinds = [TICKS if p.event.timbre in TICKS else {p.event.timbre} for p in (one, other)]
        # A bell may still be dying away.
        end = one.start_seconds + 0.5 if one.event.timbre is Timbre.BELL else one.end_seconds
        assert kinds[0] == kinds[1] or other.start_seconds >= end - 1e-6


@pytest.mark.parametrize("name", SCENES)
def test_only_a_word_is_as_loud_as_the_voice(name):
    for placed in rehearsed(name, Settings(digit=7)).sounds:
        loudest = max(each.loudness for each in placed.event.heard)
        assert loudest == 0.0 if placed.event.timbre is Timbre.WAVEFORM else loudest <= SOFT


@pytest.mark.parametrize("name", SCENES)
def test_whatever_is_heard_is_listed_at_its_time_with_its_source(name):
    found = rehearsed(name, Settings(digit=7))
    expected = Counter(
        (placed.seconds + each.seconds, each.value, each.source, each.pitch)
        for placed in found.sounds
        for each in placed.event.heard
    )
    heard = [value for value in found.shown if value.heard]
    assert expected == Counter((v.seconds, v.value, v.source, v.heard.pitch) for v in heard)
    for section in found.sections:
        end = section.start_seconds + section.seconds
        times = [value.seconds for value in heard if value.section == section.name]
        assert all(section.start_seconds <= time <= end + 0.3 for time in times)


def _default_layers():
    return _layers(load_file(DEFAULT_WEIGHTS), ["0", "1", "2"], ("sigmoid",) * 3)


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
        side = math.isqrt(len(layers[0].weights[0]))
        has_mnist = side == 28 and find_mnist() is not None
        given = plain_measurements.Given(
            scene=found.scene,
            model=_plain_model(layers),
            inputs=_picture(plain_pens, settings.digit, 0, side).tolist(),
            digit=settings.digit,
            forward=plain_loops.plain_forward,
            stroke_lengths=plain_pens.plain_stroke_lengths,
            digit_picture=lambda label, hand: _picture(plain_pens, label, hand, side),
            images=lambda kind, data: _images(plain_pens, kind, data, side),
            record_file=lambda name: find_record(name, model_of(settings))[1],
            test_data=MNIST_TEST_SET if has_mnist else OWN_DIGITS,
            written=[shown.source for shown in found.shown if shown.text],
        )
        roots, unproven = plain_measurements.roots(given), set()
        for source, values in _by_source(found.shown).items():
            try:
                expected = _follow(roots, source)
            except NoMnistError as error:
                unproven.add(str(error))
                continue
            low, high = (
                (expected.low, expected.high)
                if isinstance(expected, plain_measurements.Within)
                else (float(expected) - 1e-9, float(expected) + 1e-9)
            )
            assert all(low <= value <= high for value in values), (source, values, expected)
        if unproven:
            pytest.skip(f"MNIST is not here, all but this was confirmed: {unproven}")

    return confirmed


def _by_source(shown):
    found = {}
    for each in shown:
        found.setdefault(each.source, set()).add(each.value)
    return found


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


def _follow(place, path):
    for attribute, indices in re.findall(r"(\w+)(?![^\[]*\])|\[([\d,]+)\]", path):
        if attribute in SCALE_ENDS:
            place = SCALE_ENDS[attribute](place)
        elif attribute:
            place = getattr(place, attribute)
        else:
            for index in indices.split(","):
                place = place[int(index)]
    return place
