from __future__ import annotations

import math
import re

import numpy as np
import pytest

from network.digits.drawn_digits import drawn_digit, rasterize
from network.digits.image_format import image_format_of
from network.files.default_model import default_model
from network.forward import forward
from network.layers import Layer
from network.mlp import MLP
from scenes.catalog import CATALOG
from scenes.editions.courses.question import Told
from scenes.editions.courses.questions import MAKERS, questions
from scenes.subject.settings import Settings, using
from scenes.subject.subject import Subject

KERNEL = [[1, 2, 1], [0, 0, 0], [-1, -2, -1]]
MEASURED = {
    "measurement.first[2].in_any": 163.0,
    "measurement.first[2].common_to_all": 45.0,
    "measurement.first[3].in_any": 186.0,
    "measurement.first[3].common_to_all": 39.0,
    "measurement.naive_program.by_program.accuracy": 0.8204,
    "measurement.naive_program.by_program.images": 10_000.0,
    **{
        f"measurement.edges.horizontal.kernel[{row},{column}]": float(KERNEL[row][column])
        for row in range(3)
        for column in range(3)
    },
    **{
        f"measurement.mask_on_{kind}.sums[{step}]": value * step / 2
        for kind, value in (("inverse", -24.0), ("blob", 0.0), ("line", 24.0))
        for step in range(3)
    },
    "measurement.sliding_bias.biases[100]": -10.0,
    "measurement.random_networks.images": 10_000.0,
    "measurement.looking_inside.edges.clear_count": 12.0,
    "measurement.pixel_sweep.pixel": 341.0,
    "measurement.capacity.means[1,3]": 0.936,
    "measurement.capacity.parameter_counts[1,3]": 13_002.0,
    "measurement.capacity.means[2,5]": 0.975,
    "measurement.capacity.parameter_counts[2,5]": 59_210.0,
    "measurement.capacity.means[0,0]": 0.332,
}


def told_of(model: MLP, digit: int = 3) -> Told:
    """What films of a network might show of this digit: all that questions are made of."""
    trace = forward(model, rasterize(drawn_digit(digit), image_format_of(model.layer_sizes[0])))
    first = trace.layers[0]
    terms = first.contributions
    largest = np.unravel_index(np.abs(terms).argmax(), terms.shape)
    least = np.unravel_index(terms.argmin(), terms.shape)
    last = f"measurement.undecided_run.layers[{len(model.layers) - 1}].activations"
    undecided = (0.785, 0.782, 0.3, 0.01)[: model.layer_sizes[-1]]
    shown = {
        **MEASURED,
        **{f"{last}[{output}]": value for output, value in enumerate(undecided)},
        **{f"trace.ink[{i}]": float(value) for i, value in enumerate(trace.ink)},
        f"trace.layers[0].contributions[{largest[0]},{largest[1]}]": float(terms[largest]),
        "trace.layers[0].pre_activations[0]": float(first.pre_activations[0]),
        f"trace.layers[0].contributions[{least[0]},{least[1]}]": float(terms[least]),
    }
    return Told(Subject(model, trace, digit, "a digit"), shown)


def every_question(told: Told):
    return {
        (entry.name, question.key): question
        for entry in CATALOG
        for question in questions(entry.name, told)
    }


@pytest.fixture(scope="module")
def asked():
    with using(Settings()):
        return every_question(told_of(default_model()))


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def plain_sums():
    """Sums of the first layer for our three, by loops."""
    layer, ink = default_model().layers[0], rasterize(drawn_digit(3)).tolist()
    rows = layer.weights.tolist()
    return [
        sum(w * a for w, a in zip(row, ink, strict=True)) + float(b)
        for row, b in zip(rows, layer.biases, strict=True)
    ]


def moved_most(change):
    sums = plain_sums()
    return max(sums, key=lambda z: abs(sigmoid(z + change) - sigmoid(z))) + change


def test_every_scene_has_a_question(asked):
    assert set(MAKERS) == {entry.name for entry in CATALOG}
    assert {scene for scene, _key in asked} == set(MAKERS)


@pytest.mark.parametrize(
    ("scene", "key", "answer"),
    [
        ("ThisIsAThree", "common-pixels", "21%"),
        ("WriteAProgram", "misread-images", "1,796"),
        ("PlainVanilla", "connections-of-one", "784"),
        ("TheOutputLayer", "a-rise-decides", "1"),
        ("HiddenLayers", "neurons-that-compute", "42"),
        ("ForwardPass", "what-darkness-sends", "0.00"),
        ("TheHopeForLayers", "true-connections", "160"),
        ("LayersOfAbstraction", "filter-on-flat-light", "0"),
        ("LayersOfAbstraction", "filter-on-an-edge", "4"),
        ("AnEdgeDetector", "smallest-sum", "all but the line"),
        ("SquishingTheNumberLine", "opposite-sum", f"{sigmoid(-plain_sums()[0]):.2f}"),
        ("Bias", "threshold", "−5"),
        ("Bias", "bias-rises", f"{sigmoid(moved_most(2)):.2f}"),
        ("CountingParameters", "one-neuron-more", "801"),
        ("LearningIsFindingThem", "guessed-right", "1,000"),
        ("LookingInside", "passed-by-luck", "50"),
        ("MatrixVectorProduct", "length-of-the-product", "10"),
        ("CompactNotation", "shape-of-the-matrix", "10 rows, 16 columns"),
        ("TheNetworkIsAFunction", "changed-parameters", "0"),
        ("WithoutNonlinearity", "parameters-left", "7,850"),
        ("SigmoidOrReLU", "relu-of-a-sum", "0.00"),
        ("HowBigShouldItBe", "more-read-right", "390"),
        ("Recap", "bias-falls", f"{sigmoid(moved_most(-2)):.2f}"),
    ],
)
def test_right_answers_follow_from_what_was_shown(asked, scene, key, answer):
    assert asked[scene, key].answer == answer


def test_the_place_of_a_pixel_is_the_one_that_the_trace_gives_it(asked):
    question = asked["PixelsBecomeNeurons", "place-of-a-pixel"]
    row, column = map(int, re.search(r"row (\d+), column (\d+)", question.text).groups())
    numbers = np.arange(1, 785).reshape(28, 28)
    assert question.answer == str(numbers[row - 1, column - 1])


def test_typed_numbers_are_exact_and_what_is_shown_is_near_enough(asked):
    typed = {key: question for key, question in asked.items() if not question.choices}
    assert len(typed) > 5
    for question in typed.values():
        shown = question.answer.replace(",", "").replace("−", "-")
        assert abs(float(shown) - question.number) <= question.tolerance
        assert question.tolerance <= max(2, 0.04 * abs(question.number))


def test_the_sum_that_is_left_is_what_loops_give(asked):
    layer, ink = default_model().layers[0], rasterize(drawn_digit(3))
    products = layer.weights * ink
    neuron, place = np.unravel_index(np.abs(products).argmax(), products.shape)
    left = plain_sums()[neuron] - float(layer.weights[neuron, place]) * float(ink[place])
    assert asked["TheWeightedSum", "largest-term-goes-dark"].number == pytest.approx(left)


def network(*sizes, weights=0.3, activation="sigmoid", last="sigmoid"):
    rng = np.random.default_rng(4)
    shapes = list(zip(sizes[1:], sizes[:-1], strict=True))
    return MLP(
        tuple(
            Layer(
                weights * rng.normal(size=shape),
                weights * rng.normal(size=shape[0]),
                last if number == len(shapes) - 1 else activation,
            )
            for number, shape in enumerate(shapes)
        )
    )


NETWORKS = {
    "sigmoid": lambda: network(784, 16, 16, 10),
    "relu": lambda: network(784, 20, 12, 10, activation="relu", last="softmax"),
    "tanh": lambda: network(64, 8, 10, activation="tanh"),
    "one output": lambda: network(784, 16, 1),
    "one hidden neuron": lambda: network(784, 1, 10),
    "tiny": lambda: network(25, 4, 10),
    "zeros": lambda: network(784, 16, 10, weights=0.0),
    "no hidden layer": lambda: network(784, 10),
    "softmax alone": lambda: network(784, 10, last="softmax"),
    "many outputs": lambda: network(784, 16, 300),
}


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", NETWORKS)
def test_questions_about_any_network_are_sound(name, language):
    with using(Settings(language=language)):
        for digit in (0, 7):
            for (scene, _key), question in every_question(told_of(NETWORKS[name](), digit)).items():
                assert question.beat in next(e for e in CATALOG if e.name == scene).load().beats
                for text in (question.text, question.because, *question.choices):
                    assert text
                    assert not re.search(r"[{}]|\bnan\b|\binf\b", text), text
                if question.choices:
                    assert len(set(question.choices)) == len(question.choices) >= 2
                    assert question.answer == question.choices[question.right]
                else:
                    assert math.isfinite(question.number)


def test_what_was_not_shown_is_not_asked(asked):
    told = told_of(default_model())
    with using(Settings()):
        without = every_question(Told(told.subject, {}))
    assert {key for _scene, key in without} < {key for _scene, key in asked}
    assert ("WriteAProgram", "misread-images") not in without


@pytest.mark.slow
def test_every_scene_shows_what_its_questions_are_made_of():
    from scenes.render.manim_session import dry_run
    from scenes.subject.subject import subject

    settings = Settings(digit=3)
    with using(settings):
        for entry in CATALOG:
            shown = {v.source: v.value for v in dry_run(entry.name, settings).shown if v.text}
            found = questions(entry.name, Told(subject(settings), shown))
            assert len(found) == len(MAKERS[entry.name]), entry.name
