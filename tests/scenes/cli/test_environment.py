"""`NEUROSCENES_DIGIT=3` and its kin do what the options do."""

from __future__ import annotations

from dataclasses import fields

import click
import pytest

from network.digits.drawn_digits import drawn_digit, rasterize
from network.errors import OptionError
from network.files.default_model import DEFAULT_WEIGHTS
from scenes.cli.options import with_settings, with_sounds
from scenes.subject.settings import OF_THE_MODEL, Settings, current


@click.command("shown")
@with_settings
@with_sounds
def shown_command(settings):
    click.echo(repr(settings))


VALUES = {
    "activations": ("sigmoid", "sigmoid", "sigmoid"),
    "labels": tuple("abcdefghij"),
    "input_range": (0.0, 255.0),
    "input_mean": 0.5,
    "input_std": 0.25,
    "input_inverted": True,
}


def shown(*arguments, environment=None):
    from click.testing import CliRunner

    return CliRunner().invoke(shown_command, arguments, env=environment)


def picture_of(digit, path):
    from PIL import Image

    pixels = 255 - 255 * rasterize(drawn_digit(digit)).reshape(28, 28)
    Image.fromarray(pixels.astype("uint8")).resize((280, 280)).save(path)
    return path


@pytest.fixture
def choices(tmp_path):
    """For every setting something that is not its default, as typed."""
    return {
        "digit": "3",
        "image": str(picture_of(5, tmp_path / "five.png")),
        "model": str(DEFAULT_WEIGHTS),
        "activations": "sigmoid,sigmoid,sigmoid",
        "labels": "a,b,c,d,e,f,g,h,i,j",
        "input_range": "0,255",
        "input_mean": "0.5",
        "input_std": "0.25",
        "input_inverted": "yes",
        "palette": "colorblind",
        "mnist_dir": str(tmp_path),
        "language": "de",
        "aspect": "9:16",
        "voice": "default",
        "sounds": "off",
    }


FREE = [name for field in fields(Settings) if (name := field.name) not in ("mnist", *OF_THE_MODEL)]


@pytest.mark.parametrize("name", FREE)
def test_a_variable_does_what_its_option_does(name, choices):
    option = f"--{name.replace('_', '-')}"
    typed = shown(option, choices[name])
    found = shown(environment={f"NEUROSCENES_{name.upper()}": choices[name]})
    assert typed.exit_code == found.exit_code == 0
    assert typed.stdout == found.stdout != shown().stdout


@pytest.mark.parametrize("name", OF_THE_MODEL)
def test_what_a_model_means_may_stand_in_the_environment_beside_it(choices, name):
    pair = {f"NEUROSCENES_{each.upper()}": choices[each] for each in ("model", name)}
    value = () if name == "input_inverted" else (choices[name],)
    typed = shown("--model", choices["model"], f"--{name.replace('_', '-')}", *value)
    assert typed.exit_code == 0
    assert shown(environment=pair).stdout == typed.stdout
    assert f"{name}={VALUES[name]!r}" in typed.stdout


def test_a_test_image_of_mnist_may_stand_in_the_environment(mnist_dir):
    place = ("--mnist-dir", str(mnist_dir))
    found = shown(*place, environment={"NEUROSCENES_MNIST": "7"})
    assert found.exit_code == 0
    assert found.stdout == shown(*place, "--mnist", "7").stdout


def test_what_is_typed_comes_before_what_stands_in_the_environment():
    assert shown("--digit", "4", environment={"NEUROSCENES_DIGIT": "3"}).stdout == (
        shown("--digit", "4").stdout
    )


def test_a_typed_input_replaces_another_input_of_the_environment(choices):
    found = shown("--image", choices["image"], environment={"NEUROSCENES_DIGIT": "3"})
    assert found.stdout == shown("--image", choices["image"]).stdout


def test_two_inputs_in_the_environment_are_refused_by_name(refused, choices, monkeypatch):
    monkeypatch.setenv("NEUROSCENES_DIGIT", "3")
    monkeypatch.setenv("NEUROSCENES_IMAGE", choices["image"])
    assert "NEUROSCENES_DIGIT and NEUROSCENES_IMAGE: expected one" in refused("values", "Recap")


@pytest.mark.parametrize("name", ["digit", "image"])
def test_an_input_of_the_environment_is_classified_unless_one_is_typed(
    neuroscenes, monkeypatch, name, choices
):
    typed = neuroscenes("classify", *(["--digit"] if name == "digit" else []), choices[name])
    seven = neuroscenes("classify", "--digit", "7")
    monkeypatch.setenv(f"NEUROSCENES_{name.upper()}", choices[name])
    assert neuroscenes("classify") == typed
    assert neuroscenes("classify", "--digit", "7") == seven


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("DIGIT", "12", "NEUROSCENES_DIGIT: expected 0..9, got 12"),
        ("MNIST", "10000", "NEUROSCENES_MNIST: expected the index"),
        ("IMAGE", "none.png", "NEUROSCENES_IMAGE: no such file or folder: none.png"),
        ("MODEL", "none.npz", "NEUROSCENES_MODEL: no such file or folder: none.npz"),
        ("MNIST_DIR", "none", "NEUROSCENES_MNIST_DIR: no such file or folder: none"),
        ("ACTIVATIONS", "swish", "NEUROSCENES_ACTIVATIONS: "),
        ("ACTIVATIONS", "relu", "NEUROSCENES_ACTIVATIONS: expected together with --model"),
    ],
)
def test_a_variable_that_can_not_be_is_refused_by_name(refused, monkeypatch, name, value, message):
    monkeypatch.setenv(f"NEUROSCENES_{name}", value)
    assert message in refused("values", "Recap")


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("DIGIT", "three", "NEUROSCENES_DIGIT: expected a whole number, got 'three'"),
        ("DIGIT", "12", "NEUROSCENES_DIGIT: expected 0..9, got 12"),
        ("MODEL", "none.npz", "NEUROSCENES_MODEL: no such file"),
    ],
)
def test_plain_manim_names_a_wrong_variable_too(monkeypatch, name, value, message):
    monkeypatch.setenv(f"NEUROSCENES_{name}", value)
    with pytest.raises(OptionError, match=message):
        current()


def test_an_empty_variable_says_nothing():
    assert shown(environment={"NEUROSCENES_DIGIT": ""}).stdout == shown().stdout


@pytest.mark.parametrize(
    ("name", "value"),
    [("DIGIT", "x"), ("MNIST", "x"), ("PALETTE", "x"), ("LANGUAGE", "tlh"), ("ASPECT", "4:3")],
)
def test_a_wrong_variable_is_named(name, value):
    refused = shown(environment={f"NEUROSCENES_{name}": value})
    assert refused.exit_code == 2
    assert f"NEUROSCENES_{name}" in refused.stderr
