"""What tells data from data."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from network.digits import datasets as module
from network.digits.datasets import MNIST_TEST_SET, OWN_DIGITS, data_identity
from network.digits.drawn_digits import DIGITS_DIRECTORY
from network.digits.mnist_files import TEST_IMAGES
from network.errors import OptionError


def test_mnist_is_known_by_the_checksum_of_its_images() -> None:
    found = data_identity("test", is_mnist=True)
    assert (found.name, found.checksum) == (MNIST_TEST_SET, TEST_IMAGES.sha256)


def test_own_digits_are_known_by_their_strokes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = data_identity("test", is_mnist=False)
    assert before.name == OWN_DIGITS
    assert re.fullmatch("[0-9a-f]{64}", before.checksum)
    content = (DIGITS_DIRECTORY / "hand-0.json").read_bytes()
    (tmp_path / "hand-0.json").write_bytes(content)
    monkeypatch.setattr(module, "DIGITS_DIRECTORY", tmp_path)
    module._strokes_checksum.cache_clear()
    alone = data_identity("test", is_mnist=False).checksum
    assert alone == hashlib.sha256(b"28" + content).hexdigest() != before.checksum
    module._strokes_checksum.cache_clear()


def test_all_four_sets_are_told_apart() -> None:
    sets = [data_identity(kind, is_mnist=m) for kind in ("training", "test") for m in (True, False)]
    assert len({each.checksum for each in sets}) == 4


def test_other_kinds_are_refused() -> None:
    with pytest.raises(OptionError, match="data must be one of training, test, got 'validation'"):
        data_identity("validation", is_mnist=True)
