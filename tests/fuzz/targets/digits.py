"""Files of MNIST, drawings as pages send them, and what a user says in variables."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
from functools import cached_property
from pathlib import Path
from unittest import mock

import numpy as np

from network.digits.image_format import MNIST_FORMAT
from network.digits.mnist import load_test_set
from network.digits.mnist_files import MnistFile, idx_header, parse_idx
from network.digits.pen_drawing import PenDrawing
from scenes.subject.settings import ENVIRONMENT_PREFIX, Settings, environment_settings
from tests.fuzz.cases import Case
from tests.fuzz.mutations import changed_bytes, changed_value, json_bytes, number, text
from tests.fuzz.targets.reading import check_line, read


class MnistFiles:
    """Data sets in the IDX format, compressed or not."""

    name, share = "mnist", 5.0
    shape = (3, 4, 4)
    content = idx_header(shape) + bytes(range(48))

    @cached_property
    def large(self) -> bytes:
        """A small file that grows."""
        return gzip.compress(idx_header(self.shape) + bytes(50_000_000), 1, mtime=0)

    def case(self, rng: random.Random) -> Case:
        """See `tests.fuzz.cases.Target`."""
        content = changed_bytes(rng, self.content)
        if rng.random() < 0.5:
            content = gzip.compress(content if rng.random() < 0.5 else self.content, mtime=0)
            content = changed_bytes(rng, content)
        elif rng.random() < 0.1:
            content = self.large
        name = rng.choice(("t10k-images-idx3-ubyte", "t10k-images-idx3-ubyte.gz", "x"))
        return Case(self.name, {name: content, "t10k-labels-idx1-ubyte": content})

    def run(self, case: Case, folder: Path) -> None:
        """See `tests.fuzz.cases.Target`."""
        path = folder / next(iter(case.files))
        known = MnistFile("x", self.shape, hashlib.sha256(self.content).hexdigest())
        found = read(known.read, path)
        assert found is None or found.shape == self.shape
        read(parse_idx, path.read_bytes(), self.shape)
        read(load_test_set, folder, download=False)


class Drawings:
    """Strokes in JSON."""

    name, share = "drawing", 6.0

    def case(self, rng: random.Random) -> Case:
        """See `tests.fuzz.cases.Target`."""
        points = [[number(rng) if rng.random() < 0.1 else rng.randrange(1000) for _ in "xy"]]
        stroke = points * rng.choice((0, 1, 2, 30)) + [[rng.randrange(1000), 500]]
        drawn = {"strokes": [stroke, [[1, 2], [800, 900]]], "smooth": rng.random() < 0.3}
        return Case(self.name, {"drawing.json": json_bytes(rng, changed_value(rng, drawn))})

    def run(self, case: Case, folder: Path) -> None:
        """See `tests.fuzz.cases.Target`."""
        del case
        try:
            told = json.loads((folder / "drawing.json").read_bytes())
        except (ValueError, RecursionError):
            return  # who reads a request or a file says so: other targets see it
        drawing = read(PenDrawing.from_json, told)
        if drawing is not None:
            pixels = read(drawing.pixels, MNIST_FORMAT)
            assert pixels is None or np.isfinite(pixels).all()
            drawing.save(folder / "saved.png")


class Variables:
    """Settings in the environment."""

    name, share = "settings", 4.0
    usual = {
        "digit": "3",
        "mnist": "17",
        "image": "a.png",
        "model": "a.npz",
        "palette": "classic",
        "activations": "relu,softmax",
        "labels": "a,b",
        "input_range": "0,255",
        "voice": "none",
        "input_mean": "0.5",
        "input_std": "0.5",
        "input_inverted": "yes",
        "language": "de",
        "aspect": "9:16",
        "sounds": "off",
        "mnist_dir": "folder",
    }

    def case(self, rng: random.Random) -> Case:
        """See `tests.fuzz.cases.Target`."""
        names = rng.sample(sorted(self.usual), rng.randint(1, 4))
        said = {
            name: self.usual[name] if rng.random() < 0.3 else text(rng).replace("\0", "")
            for name in names
        }
        return Case(self.name, told=said)

    def run(self, case: Case, folder: Path) -> None:
        """See `tests.fuzz.cases.Target`."""
        del folder
        said = {f"{ENVIRONMENT_PREFIX}{name.upper()}": word for name, word in case.told.items()}
        try:
            variables = {
                os.fsdecode(os.fsencode(n)): os.fsdecode(os.fsencode(w)) for n, w in said.items()
            }
        except UnicodeEncodeError:
            return  # no environment holds it
        with mock.patch.dict(os.environ, variables):
            try:
                settings = read(environment_settings)
            except OSError as error:  # of a name that no disk holds: the command says it in a line
                check_line(error.strerror or "")
                return
        if settings is not None:
            assert isinstance(settings, Settings)
            assert Settings.from_json(settings.as_json()).palette == settings.palette
