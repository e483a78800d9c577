"""Subjects for scenes: a network of other sizes, a photo of a digit."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from manim import config, tempconfig
from PIL import Image, ImageDraw
from safetensors.numpy import save_file

from network.digits.drawn_digits import drawn_digit, load_drawn_digits, rasterize, stroke_path
from network.files.weight_files import from_scikit_learn, save_model
from network.training.initialization import initialize
from network.training.loop import TrainingSettings, train
from scenes import chapter as chapter_module
from scenes.media.sound_files import SAMPLE_RATE
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.render.burnt_captions import laid_out
from scenes.sound.speech import Speech
from scenes.stage.layout import stage
from scenes.stage.theme import PALETTES
from scenes.stage.typesetting import typst_folder
from scenes.subject.aspects import ASPECTS, frame_size
from scenes.subject.record_view import RecordView
from scenes.subject.settings import Settings
from scenes.subject.subject import subject


@pytest.fixture(scope="session", autouse=True)
def _own_folder_for_compiled_text():
    """Text that a test makes outside of any scene is compiled in a folder of the process's own."""
    with typst_folder() as folder, tempconfig({"tex_dir": str(folder), "media_dir": str(folder)}):
        yield


@pytest.fixture(scope="session")
def relu_weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A 784-20-12-10 ReLU network, trained a little, saved as PyTorch saves an `nn.Sequential`."""
    digits = load_drawn_digits()
    images = np.array([rasterize(digit) for digit in digits])
    labels = np.array([digit.label for digit in digits])
    rng = np.random.default_rng(5)
    model = initialize((784, 20, 12, 10), ("relu", "relu", "identity"), rng)
    settings = TrainingSettings(
        epochs=60,
        batch_size=10,
        learning_rate=2e-3,
        loss="squared_error",
        augment_shift=0,
        augment_rotation=0,
        augment_scale=0,
        warmup_epochs=0,
    )
    model, _ = train(model, images, labels, settings, rng)
    path = tmp_path_factory.mktemp("models") / "other.safetensors"
    tensors = {}
    for i, layer in enumerate(model.layers):
        tensors[f"{2 * i}.weight"] = np.array(layer.weights, dtype=np.float32)
        tensors[f"{2 * i}.bias"] = np.array(layer.biases, dtype=np.float32)
    save_file(tensors, path)
    return path


@pytest.fixture(scope="session")
def eight_by_eight(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A 64-32-10 ReLU network of scikit-learn, trained on its 8 x 8 digits."""
    from sklearn.datasets import load_digits
    from sklearn.neural_network import MLPClassifier

    images, labels = load_digits(return_X_y=True)
    classifier = MLPClassifier((32,), learning_rate_init=0.005, tol=2e-3, random_state=0)
    classifier.fit(images / 16, labels)
    path = tmp_path_factory.mktemp("models") / "eight.safetensors"
    save_model(path, from_scikit_learn(classifier, full_ink=1), {})
    return path


@pytest.fixture(scope="session")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Dark ink on white paper, as large as a photo, off-centre."""
    paper = Image.new("RGB", (1600, 1200), (238, 236, 230))
    pen = ImageDraw.Draw(paper)
    for stroke in drawn_digit(5).strokes:
        points = [
            tuple(point)
            for point in 900 + 0 * stroke_path(stroke) + 550 * (stroke_path(stroke) - 0.5)
        ]
        pen.line(
            [(x + 150, y - 350) for x, y in points], fill=(40, 42, 60), width=34, joint="curve"
        )
    path = tmp_path_factory.mktemp("photos") / "five.png"
    paper.save(path)
    return path


@pytest.fixture(scope="session")
def cases() -> ModuleType:
    """In which cases every scene is rehearsed, see its docstring."""
    found = Path(__file__).parent / "cases.py"
    spec = importlib.util.spec_from_file_location("scene_cases", found)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def rehearsals(cases, photo, relu_weights, eight_by_eight):
    """Runs of every scene in its cases, which all tests of a process share."""
    files = {cases.PHOTO: photo, cases.RELU: relu_weights, cases.EIGHT: eight_by_eight}
    return cases.Rehearsals(files)


@pytest.fixture(scope="session")
def burnt_captions_fit():
    """Whether captions, burnt in, lie below the stage of frames of an aspect, with a margin."""

    def fits(cues, aspect) -> bool:
        with tempconfig(vars(frame_size(aspect, "h"))):
            return _fit(cues)

    def _fit(cues) -> bool:
        area, pixels = stage(), config.pixel_height / config.frame_height
        left = (area.left + config.frame_width / 2) * pixels
        top = (config.frame_height / 2 - area.bottom) * pixels
        margin = 0.008 * min(config.pixel_width, config.pixel_height)
        return all(
            left <= box.left
            and box.left + box.shape[1] <= config.pixel_width - left
            and top + margin <= box.top
            and box.top + box.shape[0] <= config.pixel_height - margin
            for box in laid_out(cues)
        )

    return fits


@pytest.fixture(params=ASPECTS)
def framed(request):
    """A frame of each shape, which is its name."""
    size = frame_size(request.param, "l")
    with tempconfig({"frame_width": size.frame_width, "frame_height": size.frame_height}):
        yield request.param


@pytest.fixture
def record():
    """The shipped network, and what it makes of our seven."""
    found = subject(Settings(digit=7))
    return RecordView({"model": found.model, "trace": found.trace})


@pytest.fixture
def diagram():
    """The shipped network, every weight a line."""
    return NetworkDiagram(subject(Settings(digit=7)).model, PALETTES["classic"]).show_weights()


class Metronome:
    """A voice that says every word in three tenths of a second, after a tenth of silence."""

    checksum = "metronome"
    word, gap = 0.3, 0.1

    def __init__(self):
        self.said = {}

    def speech(self, line, spoken):
        assert line not in self.said
        self.said[line] = spoken
        word = np.r_[
            np.zeros(round(self.gap * SAMPLE_RATE)), np.full(round(self.word * SAMPLE_RATE), 0.1)
        ]
        starts = (self.gap + (self.gap + self.word) * np.arange(len(spoken.split()))).tolist()
        return Speech(np.tile(word, len(starts)).astype(np.float32), tuple(starts))


@pytest.fixture
def metronome(monkeypatch):
    """Every caption is spoken by a voice that is quick to make."""
    voice = Metronome()
    monkeypatch.setattr(chapter_module, "voice_of", lambda _settings: voice)
    return voice
