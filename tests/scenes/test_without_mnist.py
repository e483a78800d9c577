"""Every scene on a machine that has neither MNIST nor a network connection."""

from __future__ import annotations

import re
import socket

import pytest

from network.digits.mnist import find_mnist
from scenes.catalog import CATALOG
from scenes.chapter import Chapter
from scenes.render.manim_session import dry_run
from scenes.subject.settings import Settings
from scenes.subject.subject import subject

SCENES = [pytest.param(scene.name, marks=pytest.mark.xdist_group(scene.name)) for scene in CATALOG]
SETTINGS = Settings(digit=8, palette="colorblind")
"""No other test has these, and what is kept in memory is kept by settings."""
SHOWS_OWN_DIGITS = {"TheOutputLayer", "Bias", "SquishingTheNumberLine"}
"""Scenes that need the pictures of a test set themselves."""
SHOWS_KEPT_RECORDS = {
    *("WriteAProgram", "LearningIsFindingThem"),
    *("WithoutNonlinearity", "SigmoidOrReLU", "HowBigShouldItBe"),
}
"""Scenes whose numbers were measured on MNIST, and are part of the project."""


@pytest.fixture
def calls(monkeypatch, tmp_path):
    """What is tried over the network of a machine without MNIST: nothing comes of it."""
    tried = []

    def refuse(*address):
        tried.append(address)
        raise OSError("no network")

    monkeypatch.delenv("MNIST_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    subject.cache_clear()
    assert find_mnist() is None
    return tried


@pytest.fixture
def read(monkeypatch):
    """All texts that stand on the stage after a movement."""
    texts, play = set(), Chapter.play

    def play_and_read(scene, *movements, **options):
        play(scene, *movements, **options)
        for mobject in scene.mobjects:
            texts.update(getattr(part, "text", None) or "" for part in mobject.get_family())

    monkeypatch.setattr(Chapter, "play", play_and_read)
    return texts


@pytest.mark.parametrize("name", SCENES)
def test_a_scene_needs_neither_mnist_nor_a_network_and_names_its_data(name, calls, read):
    found = dry_run(name, SETTINGS)
    assert found.faults == ()
    assert calls == []
    said = " ".join([*read, *(cue.text.replace("\n", " ") for cue in found.cues)])
    named = re.search(r"own digits|our [\d,]+ warped digits", said)
    assert bool(named) == (name in SHOWS_OWN_DIGITS)
    if name in SHOWS_KEPT_RECORDS:
        assert "MNIST" in said
