"""Every measured number that scenes show, computed anew from weights and images, root by root."""

from __future__ import annotations

import itertools
import json
import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace as Values

import numpy as np


@dataclass(frozen=True)
class Within:
    """A number that nobody computes the same way twice: noise of rounding, a clock, a training."""

    low: float
    high: float


@dataclass(frozen=True)
class Given:
    """What a scene had: weights, a picture, images, files; and `forward` of the plain loops."""

    scene: str
    model: Values
    inputs: Sequence[float]
    digit: int
    forward: Callable[[Values, Sequence[float]], list[Values]]
    digit_picture: Callable[[int, int], np.ndarray]
    stroke_lengths: Callable[[int, int], list[float]]
    images: Callable[[str, str], tuple[np.ndarray, np.ndarray]]
    record_file: Callable[[str], Path]
    test_data: str
    written: Sequence[str]


def plain_function(name: str, sums: np.ndarray) -> np.ndarray:
    if name == "sigmoid":
        return 1 / (1 + np.exp(-sums))
    if name == "relu":
        return np.where(sums > 0, sums, 0)
    if name == "softmax":
        powers = np.exp(sums - sums.max(axis=-1, keepdims=True))
        return powers / powers.sum(axis=-1, keepdims=True)
    assert name == "identity"
    return sums


def plain_outputs(layers: Sequence[Values], images: np.ndarray) -> np.ndarray:
    for layer in layers:
        sums = np.einsum("ni,oi->no", images, layer.weights, optimize=True) + layer.biases
        images = plain_function(layer.activation, sums)
    return images


def roots(given: Given) -> Values:
    """All that source paths may begin with."""
    digits, other_hand = (
        {label: Values(trace=_run(given, given.digit_picture(label, hand))) for label in range(10)}
        for hand in (0, 2)
    )
    return Values(
        model=given.model,
        trace=_run(given, given.inputs),
        own_digits=digits,
        other_hand=other_hand,
        random_network=_random_network(given.model.layers),
        training_start=_training_start(given.model.layers),
        measurement=Measurements(given),
    )


def _run(given: Given, inputs: Sequence[float]) -> Values:
    layers = given.forward(given.model, inputs)
    for before, layer in zip([None, *layers], layers, strict=False):
        layer.inputs = before.activations if before else inputs
    return Values(ink=inputs, inputs=inputs, layers=layers)  # these networks read ink as it is


def _random_network(layers: Sequence[Values]) -> Values:
    rng = np.random.default_rng(1)
    drawn = [_draw_normal(rng, layer) for layer in layers]
    return Values(layers=[Values(weights=weights, biases=biases) for weights, biases in drawn])


def _training_start(layers: Sequence[Values]) -> Values:
    """As the shipped network's seed and gain, 1 and 0.3, say."""
    rng = np.random.default_rng(1)
    drawn = []
    for layer in layers:
        outputs, inputs = layer.weights.shape
        spread = math.sqrt(2 / inputs if layer.activation == "relu" else 2 / (inputs + outputs))
        drawn.append(Values(weights=np.float32(0.3 * rng.normal(0, spread, (outputs, inputs)))))
    return Values(layers=drawn)


class Measurements:
    """One attribute for each root below `measurement`; a root without one has no proof."""

    def __init__(self, given: Given) -> None:
        self.given, self.layers = given, given.model.layers
        self.side = math.isqrt(len(given.inputs))

    # What one picture, or the weights alone, tell.

    @cached_property
    def others(self) -> list[np.ndarray]:
        hands = [(self.given.digit, hand) for hand in (1, 2, 3, 4)]
        digits = [(digit, 0) for digit in range(10) if digit != self.given.digit]
        return [self.given.digit_picture(*each) for each in (*hands, *digits)]

    @cached_property
    def pen(self) -> list[Values]:
        return self._pen(0, 2.0)

    @cached_property
    def other_pens(self) -> list[list[Values]]:
        return [self._pen(hand, 1.1) for hand in (1, 2, 3, 4)]

    def _pen(self, hand: int, seconds: float) -> list[Values]:
        """A stroke's length times how fast a logistic curve rises, by differences of neighbors."""
        lengths = self.given.stroke_lengths(self.given.digit, hand)
        end = 1 / (1 + math.exp(5))
        rise = [(1 / (1 + math.exp(5 - 10 * i / 24)) - end) / (1 - 2 * end) for i in range(25)]
        rise[0], rise[-1] = 0.0, 1.0
        step = seconds / len(lengths) / 24
        slopes = [
            (rise[min(i + 1, 24)] - rise[max(i - 1, 0)]) / (step * (2 if 0 < i < 24 else 1))
            for i in range(25)
        ]
        return [Values(speeds=[length * slope for slope in slopes]) for length in lengths]

    @cached_property
    def overlap(self) -> Values:
        lit = [
            [0 < ink >= (0.5 if max(picture) >= 0.5 else 0.5 * max(picture)) for ink in picture]
            for picture in (self.given.inputs, *self.others)
        ]
        pixels = [{i for i, is_on in enumerate(row) if is_on} for row in lit]
        return Values(
            is_lit=lit,
            common=[[len(a & b) for b in pixels] for a in pixels],
            either=[[len(a | b) for b in pixels] for a in pixels],
            shares=[[len(a & b) / len(a | b) for b in pixels] for a in pixels],
        )

    @cached_property
    def first(self) -> list[Values]:
        found = []
        for count in range(1, 6):
            stack = [sum(column) for column in zip(*self.overlap.is_lit[:count], strict=True)]
            common = sum(each == count for each in stack)
            in_any = sum(each > 0 for each in stack)
            found.append(Values(stack=stack, common_to_all=common, in_any=in_any))
        return found

    @cached_property
    def distances(self) -> list[float]:
        means = self.naive_program.program.means
        return [math.dist(self.given.inputs, mean.tolist()) for mean in means]

    @cached_property
    def mean_differences(self) -> Values:
        means = self.naive_program.program.means.tolist()
        pairs = [zip(self.given.inputs, mean, strict=True) for mean in means]
        differences = [[ink - gray for ink, gray in pair] for pair in pairs]
        squares = [[each * each for each in row] for row in differences]
        return Values(squares=squares, sums=[math.fsum(row) for row in squares])

    @cached_property
    def shape(self) -> Values:
        return _shape(self.given.model.layer_sizes)

    @cached_property
    def other_shapes(self) -> list[Values]:
        first, *hidden, last = self.given.model.layer_sizes
        others = ([32], [8, 8, 8, 8])
        return [_shape([first, *sizes, last]) for sizes in others if sizes != hidden]

    @cached_property
    def this_digit(self) -> Values:
        return Values(total=math.fsum(self._run(self.given.inputs).layers[-1].activations))

    @cached_property
    def edges(self) -> Values:
        kernels = {
            "horizontal": [[1, 2, 1], [0, 0, 0], [-1, -2, -1]],
            "vertical": [[1, 0, -1], [2, 0, -2], [1, 0, -1]],
        }
        found = {name: self._filtered(kernel) for name, kernel in kernels.items()}
        across, down = (found[name].result for name in ("horizontal", "vertical"))
        strength = [[math.hypot(*pair) for pair in zip(*rows)] for rows in zip(across, down)]  # noqa: B905
        return Values(
            by_turns=self._by_turns(across, down),
            strength=strength,
            bends=self._bends(across, down),
            **found,
        )

    def _by_turns(
        self, across: list[list[float]], down: list[list[float]]
    ) -> list[list[list[float]]]:
        def found(a: float, b: float, turns: int) -> float:
            answers = (a, b, -a, -b)[: turns + 1]
            return math.sqrt(math.fsum(max(each, 0.0) ** 2 for each in answers))

        return [
            [
                [found(a, b, turns) for a, b in zip(*rows, strict=True)]
                for rows in zip(across, down, strict=True)
            ]
            for turns in range(4)
        ]

    def _bends(self, across: list[list[float]], down: list[list[float]]) -> list[list[float]]:
        # The product of both eigenvalues by Lagrange's identity, over the larger one.
        def smaller(row: int, column: int) -> float:
            near = [
                (across[y][x], down[y][x])
                for y in range(max(row - 1, 0), min(row + 2, self.side))
                for x in range(max(column - 1, 0), min(column + 2, self.side))
            ]
            area = math.fsum(
                (a * d - b * c) ** 2 for (a, b), (c, d) in itertools.combinations(near, 2)
            )
            xx, yy = (math.fsum(each[axis] ** 2 for each in near) for axis in (0, 1))
            xy = math.fsum(a * b for a, b in near)
            larger = (xx + yy + math.hypot(xx - yy, 2 * xy)) / 2
            return area / larger if larger else 0.0

        return [[smaller(row, column) for column in range(self.side)] for row in range(self.side)]

    @cached_property
    def stops(self) -> Values:
        result = [value for row in self.edges.horizontal.result for value in row]
        row, column = divmod(self._sharpest, self.side)

        def aside(place: int) -> float:
            return math.hypot(place // self.side - row, place % self.side - column)

        places = {
            name: min(
                (i for i, value in enumerate(result) if sign * value >= 0.9 * most), key=aside
            )
            for name, sign in (("positive", 1), ("negative", -1))
            for most in [max(sign * value for value in result)]
        }
        return Values(
            **{
                name: Values(place=place, window=self._window(*divmod(place, self.side)))
                for name, place in places.items()
            }
        )

    @property
    def _sharpest(self) -> int:
        bends = [value for row in self.edges.bends for value in row]
        return bends.index(max(bends))

    @cached_property
    def corners(self) -> Values:
        row, column = divmod(self._sharpest, self.side)
        edges = self.edges

        def way(y: int, x: int) -> tuple[float, float]:
            inside = 0 <= y < self.side and 0 <= x < self.side
            answers = edges.horizontal.result, edges.vertical.result
            return (answers[0][y][x], answers[1][y][x]) if inside else (0.0, 0.0)

        ways = [way(row + y, column + x) for y in (-1, 0, 1) for x in (-1, 0, 1)]
        strengths = [math.hypot(*each) for each in ways]
        window = [strengths[start : start + 3] for start in (0, 3, 6)]
        return Values(place=self._sharpest, window=window, ways=ways)

    def _window(self, row: int, column: int) -> list[list[float]]:
        def ink(y: int, x: int) -> float:
            inside = 0 <= y < self.side and 0 <= x < self.side
            return float(self.given.inputs[y * self.side + x]) if inside else 0.0

        return [[ink(row + y, column + x) for x in (-1, 0, 1)] for y in (-1, 0, 1)]

    def _filtered(self, kernel: list[list[int]]) -> Values:
        result = [
            [
                math.fsum(
                    k * ink
                    for rows in zip(kernel, self._window(row, column), strict=True)
                    for k, ink in zip(*rows, strict=True)
                )
                for column in range(self.side)
            ]
            for row in range(self.side)
        ]
        return Values(kernel=kernel, result=result)

    @cached_property
    def first_layer(self) -> Values:
        large = []
        for row in self.layers[0].weights:
            sizes = sorted(abs(float(weight)) for weight in row)
            place = 0.995 * (len(sizes) - 1)
            below, share = int(place), place % 1
            large.append((1 - share) * sizes[below] + share * sizes[below + 1])
        return Values(large=large)

    @cached_property
    def weighted_sum(self) -> Values:
        rows = self._run(self.given.inputs).layers[0].contributions
        first = []
        chosen = self.hero
        row = rows[chosen]
        largest = sorted(range(len(row)), key=lambda i: -abs(row[i]))
        if self.given.scene == "TheWeightedSum":
            upward = [i for i in largest if row[i] > 0]
            is_own = stroke(self.layers[0].weights[chosen])
            first = [i for i in upward if is_own[i]] + [i for i in upward if not is_own[i]]
        order = [*first, *(i for i in largest if i not in first)]
        terms = [row[i] for i in order]
        return Values(
            order=order,
            sums=list(itertools.accumulate(terms)),
            upward_sums=list(itertools.accumulate(max(term, 0) for term in terms)),
            downward_sums=list(itertools.accumulate(min(term, 0) for term in terms)),
        )

    @cached_property
    def strokes(self) -> Values:
        inside = [stroke(row) for row in self.layers[0].weights]
        lit = []
        for each in inside:
            inks = [ink for ink, is_in in zip(self.given.inputs, each, strict=True) if is_in]
            lit.append(sum(ink >= 0.5 for ink in inks) / len(inks) if inks else 0)
        return Values(is_stroke=inside, lit=lit)

    @cached_property
    def other_biases(self) -> Values:
        layer, run = self.layers[0], self._run(self.given.inputs).layers[0]
        own = run.pre_activations[self.hero] - layer.biases[self.hero]
        biases = self.sliding_bias.biases
        held = []
        for bias in biases:
            sums = list(run.pre_activations)
            sums[self.hero] = own + bias
            held.append(float(plain_function(layer.activation, np.array(sums))[self.hero]))
        return Values(weighted_sum=own, sums=[own + bias for bias in biases], activations=held)

    @cached_property
    def hero(self) -> int:
        run = self._run(self.given.inputs).layers[0]
        brightest, found = max(run.activations), []
        for i, row in enumerate(self.layers[0].weights):
            inside = [w if is_in else 0 for w, is_in in zip(row, stroke(row), strict=True)]
            squares = sum(w * w for w in row)
            clear = sum(w * w for w in inside) / squares if squares else 0
            under = sum(w * ink for w, ink in zip(inside, self.given.inputs, strict=True))
            covered = under / sum(inside) if sum(inside) else 0
            found.append((run.activations[i] > 0.5 * brightest, clear * covered))
        lit = [i for i, (is_lit, _) in enumerate(found) if is_lit] or list(range(len(found)))
        best = max(found[i][1] for i in lit)
        equals = [i for i in lit if found[i][1] >= best - 1e-12]
        return max(equals, key=lambda i: (run.activations[i], -i))

    @cached_property
    def parameters(self) -> Values:
        pairs = list(itertools.pairwise(self.given.model.layer_sizes))
        weights = [one * other for one, other in pairs]
        biases = [other for _, other in pairs]
        inputs, neurons = pairs[0]
        return Values(
            weights=weights,
            running=list(itertools.accumulate(weights + biases)),
            fans=[inputs * (i + 1) for i in range(neurons)],
        )

    @cached_property
    def row_products(self) -> Values:
        """The last layer's; the terms that the scene writes out come first, in its order."""
        last = len(self.layers) - 1
        rows = self._run(self.given.inputs).layers[last].contributions
        begin = f"trace.layers[{last}].contributions["
        written = [
            path[len(begin) : -1].split(",")
            for path in self.given.written
            if path.startswith(begin)
        ]
        chosen = {path.split("[")[1].split(",")[0] for path in self.given.written
                  if path.startswith("measurement.row_products.running_sums[")}  # fmt: skip
        first = list(dict.fromkeys(int(i) for row, i in written if row in chosen))
        order = first + [i for i in range(len(rows[0])) if i not in set(first)]
        running = [list(itertools.accumulate(row[i] for i in order)) for row in rows]
        return Values(running_sums=running, sums=[math.fsum(row) for row in rows])

    @cached_property
    def _black_and_white(self) -> list[np.ndarray]:
        """Outputs with each pixel alone black, and with each alone white."""
        picture, ends = np.array(self.given.inputs, float), []
        for ink in (0.0, 1.0):
            changed = np.repeat(picture[None], picture.size, axis=0)
            changed[range(picture.size), range(picture.size)] = ink
            ends.append(plain_outputs(self.layers, changed))
        return ends

    @cached_property
    def pixel_sweep(self) -> Values:
        picture, (black, white) = np.array(self.given.inputs, float), self._black_and_white
        effects = [max(map(abs, row)) for row in (white - black).tolist()]
        pixel = effects.index(max(effects))
        start = picture[pixel]
        values = [step / 100 for step in range(101)]
        runs = []
        for value in values:
            picture[pixel] = value
            runs.append(self._run(picture.tolist()).layers[-1])
        outputs = [run.activations for run in runs]
        return Values(
            pixel=pixel,
            values=values,
            outputs=outputs,
            effects=effects,
            changes=[
                last - first if start <= 0.5 else first - last
                for first, last in zip(outputs[0], outputs[-1], strict=True)
            ],
        )

    @cached_property
    def hand_made(self) -> Values:
        positive, mask = plain_masks(self.side)
        top, height, width = _scaled_row(self.side), 9 * self.side / 28, 13 * self.side / 28
        middle = (_scaled(2, self.side) + _scaled(26, self.side) - 1) / 2
        blob = [
            float(
                ((i // self.side - top) / height) ** 2 + ((i % self.side - middle) / width) ** 2
                <= 1
            )
            for i in range(self.side**2)
        ]
        inverse = [1 - ink for ink in positive]
        count = sum(ink > 0 for ink in positive)
        start = positive.index(1.0)
        half = [float(start <= i < start + count // 2) for i in range(self.side**2)]
        pictures = [positive, inverse, half, blob]
        return Values(positive_mask=positive, mask=mask, pictures=pictures)

    def __getattr__(self, name: str) -> Values:
        """`mask_on_line` and the like; nothing else is without an attribute of its own."""
        mask, on, picture = name.partition("_on_")
        names = ("line", "inverse", "half", "blob")
        if not on or mask not in ("mask", "positive_mask") or picture not in names:
            raise AttributeError(f"no rule recomputes measurement.{name}")
        weights = getattr(self.hand_made, mask)
        inks = self.hand_made.pictures[names.index(picture)]
        products = [weight * ink for weight, ink in zip(weights, inks, strict=True)]
        order = sorted((i for i, p in enumerate(products) if p), key=lambda i: -weights[i])
        sums = list(itertools.accumulate((products[i] for i in order), initial=0.0))
        return Values(
            products=products,
            sums=sums,
            term_count=len(order),
        )

    @cached_property
    def product(self) -> dict[int, Values]:
        """`W2 W1` and so on, one row of the left matrix at a time."""
        weights, found = self.layers[0].weights, {}
        for count, layer in enumerate(self.layers, start=1):
            if count > 1:
                rows = [zip(row, weights, strict=True) for row in layer.weights]
                weights = np.array([sum(weight * below for weight, below in row) for row in rows])
            found[count] = Values(layers=[Values(weights=weights)])
        return found

    @cached_property
    def layered(self) -> Values:
        linear = [Values(**{**vars(layer), "activation": "identity"}) for layer in self.layers]
        return Values(layers=self.given.forward(Values(layers=linear), self.given.inputs))

    @cached_property
    def at_once(self) -> Values:
        return Values(layers=[self.layered.layers[-1]])

    @cached_property
    def lit_changes(self) -> Values:
        def lit(inputs: Sequence[float]) -> list[bool]:
            hidden = [layer.activations for layer in self._run(inputs).layers[:-1]]
            return [a > 0 and 2 * a >= max(layer) for layer in hidden for a in layer]

        def changes(label: int, hand: int) -> Values:
            pairs = zip(
                lit(self.given.inputs), lit(self.given.digit_picture(label, hand)), strict=True
            )
            differ = [one != other for one, other in pairs]
            return Values(trace=Values(changed=sum(differ), hidden=len(differ)))

        digit, other = self.given.digit, (self.given.digit + 2) % 10
        return Values(own_digits={other: changes(other, 0)}, other_hand={digit: changes(digit, 2)})

    @cached_property
    def looking_inside(self) -> Values:
        noise = np.random.default_rng(5).random((1000, len(self.given.inputs)))
        outputs = plain_outputs(self.layers, noise)
        sureness = [max(row) for row in outputs]
        middle = noise[sorted(range(len(noise)), key=sureness.__getitem__)[500]]
        return Values(
            edges=plain_scores(
                self.layers[0].weights, np.array(list(_edge_templates(self.side))), self.side
            ),
            noise_trace=self._run(middle.tolist()),
            loops=self._loops,
        )

    @property
    def _loops(self) -> Values | None:
        if len(self.layers) == 1:
            return None
        first, second = (np.array(layer.weights, float) for layer in self.layers[:2])
        mixtures = np.array(
            [sum(w * row for w, row in zip(ws, first, strict=True)) for ws in second]
        )
        bank = np.array(list(_loop_templates(self.side)))
        return Values(mixtures=mixtures, **vars(plain_scores(mixtures, bank, self.side)))

    @cached_property
    def edge_slide(self) -> Values:
        """The best edge of the most edge-like neuron along one line."""
        edges = self.looking_inside.edges
        return plain_edge_slide(self.layers[0].weights[int(np.argmax(edges.scores))], self.side)

    @cached_property
    def edge_twins(self) -> Values:
        """The first six twins of the same neuron, each with its best edge."""
        edges, bank = self.looking_inside.edges, np.array(list(_edge_templates(self.side)))
        twins, rng = np.zeros(0), np.random.default_rng(11)
        for row in self.layers[0].weights[: int(np.argmax(edges.scores)) + 1]:
            twins = _plain_twins(row, rng, self.side)[:6]
        found = [_correlations(twin, bank) for twin in twins]
        best = [int(np.abs(each).argmax()) for each in found]
        return Values(
            pictures=twins,
            edges=[
                math.copysign(1, each[i]) * bank[i] for each, i in zip(found, best, strict=True)
            ],
        )

    # Axes and curves.

    ticks = Values(numbers=range(-3, 4))
    unit = Values(numbers=[0, 1])
    upward = Values(numbers=range(4))
    shares = Values(numbers=[0, 0.2, 0.4, 0.6, 0.8, 1])
    near_shares = Values(numbers=[0.96, 0.97, 0.98])
    nonlinearity_axis = Values(numbers=[0, 0.02, 0.04, 0.06, 0.08, 0.1])
    factor_chain = Values(numbers=[5, 10, 30], factors=[2, 3], product=2 * 3)

    @cached_property
    def epochs(self) -> Values:
        return Values(numbers=self.rounds.numbers[::2])

    @cached_property
    def rounds(self) -> Values:
        return Values(numbers=range(len(self.learning_curves.curves[0].accuracies.mean)))

    @cached_property
    def sigmoid(self) -> Values:
        return _curve("sigmoid", self.ticks.numbers)

    @cached_property
    def relu(self) -> Values:
        return _curve("relu", self.ticks.numbers)

    @cached_property
    def squishing(self) -> Values:
        return _curve("sigmoid", list(range(-8, 9)))

    @cached_property
    def squished_picture(self) -> Values:
        return _curve("sigmoid", self._run(self.given.inputs).layers[0].pre_activations)

    @cached_property
    def sum_axes(self) -> Values:
        layer, run = self.layers[0], self._run(self.given.inputs).layers[0]
        sums = [*self.weighted_sum.sums, run.pre_activations[self.hero], -6, 6]
        return _function_axes(sums, layer.activation)

    @cached_property
    def firing_axis(self) -> Values:
        return self._firing_axis(self.layers[0].activation)

    @cached_property
    def sigmoid_axis(self) -> Values:
        return self._firing_axis("sigmoid")

    def _firing_axis(self, name: str) -> Values:
        return _function_axes([*self.firing_against_bias.sums[self.hero], 10], name, beyond=10)

    # Measured on many images.

    @cached_property
    def naive_program(self) -> Values:
        record = self._record("naive_program")
        images, labels = self.given.images("training", record["training_data"])
        # Networks learn from images in 32 bits.
        images = images.astype(np.float32).astype(float)
        means = np.stack([sum(images[labels == digit]) for digit in range(10)])
        means /= np.bincount(labels, minlength=10)[:, None]
        # The program keeps its means in 32 bits as well.
        means = means.astype(np.float32).astype(float)
        tested, right = self.given.images("test", record["data"])
        squares = [((tested - mean) ** 2).sum(axis=1) for mean in means]
        return Values(
            program=Values(means=means),
            by_program=_accuracy(np.argmin(squares, axis=0), right),
            by_network=_accuracy(self._answers(record["data"]), right),
        )

    @cached_property
    def own_pile(self) -> Values:
        distances = list(self.distances)
        nearest = distances.index(min(distances))
        pictures = [np.array(self.given.digit_picture(nearest, hand)) for hand in range(3)]
        means = [sum(pictures[:count]) / count for count in (1, 2, 3)]
        return Values(pictures=pictures, means=means, counts=[1, 2, 3])

    @cached_property
    def mean_piles(self) -> Values:
        images, labels = self.given.images("training", self._record("mean_piles")["data"])
        # Networks learn from images in 32 bits.
        images = images.astype(np.float32).astype(float)
        counts = np.bincount(labels, minlength=10)
        sizes = [size for size in (10, 30, 100) if size <= min(counts)]
        piles = [
            [sum(images[labels == digit][:size]) / size for digit in range(10)] for size in sizes
        ]
        return Values(counts=counts, sizes=sizes, means=np.rint(np.array(piles) * 255) / 255)

    @cached_property
    def undecided_run(self) -> Values:
        return self._run(self._undecided)

    @cached_property
    def _undecided(self) -> list[float]:
        return self._read("undecided_digit")[0][self._closest].tolist()

    @cached_property
    def _closest(self) -> int:
        """The image with the smallest gap between its two largest outputs, silent ones left out."""
        pairs = [sorted(row)[-2:] for row in self._read("undecided_digit")[1].tolist()]
        loud = statistics.median(largest for _, largest in pairs) / 2
        gaps = [one - other for other, one in pairs]
        return min((i for i, (_, one) in enumerate(pairs) if one >= loud), key=gaps.__getitem__)

    @cached_property
    def firing_against_bias(self) -> Values:
        images, _ = self._read("firing_against_bias")
        layer = self.layers[0]
        count = min(24, len(images))
        middles = [math.floor((i + 0.5) * len(images) / count) for i in range(count)]
        indices, sums = [], []
        for row in np.einsum("ni,oi->on", images, layer.weights, optimize=True):
            order = sorted(range(len(images)), key=row.tolist().__getitem__)
            indices.append([order[i] for i in middles])
            sums.append([float(row[i]) for i in indices[-1]])
        biases = [-step / 10 for step in range(101)]
        return Values(
            indices=indices,
            sums=sums,
            shares=[[sum(x + bias > 0 for x in row) / count for bias in biases] for row in sums],
            images=count,
            biases=biases,
        )

    @cached_property
    def sliding_bias(self) -> Values:
        firing, layer = self.firing_against_bias, self.layers[0]
        own = float(layer.biases[self.hero])
        weighted = self._run(self.given.inputs).layers[0].pre_activations[self.hero] - own
        telling = [
            bias
            for bias, share in zip(firing.biases, firing.shares[self.hero], strict=True)
            if bias <= -5 and bias == int(bias) and abs(weighted + bias) >= 2 and share >= 0.1
        ]
        steps = round(-10 * [*telling, -5.0][0])
        tenths = [*range(0, -steps - 1, -1), *range(1 - steps, 31)]
        return Values(
            biases=[tenth / 10 for tenth in tenths], thresholds=[-tenth / 10 for tenth in tenths]
        )

    @cached_property
    def bias_pictures(self) -> Values:
        images, _ = self._read("firing_against_bias")
        return Values(images=images[self.firing_against_bias.indices[self.hero]])

    @cached_property
    def pre_activations(self) -> Values:
        images, _ = self.given.images("test", self.given.test_data)
        layer = self.layers[0]
        sums = np.sort((images @ layer.weights.T + layer.biases).ravel())
        near = [i / 2 for i in range(-16, 17)]
        low, high = min(float(sums[0]), -8), max(float(sums[-1]), 8)
        far = [end for i in range(9) for end in (low + i * (-8 - low) / 8, 8 + i * (high - 8) / 8)]
        cuts = [math.log(i / 10 / (1 - i / 10)) for i in range(1, 10)]
        pieces: list[float] = []
        for edge in sorted([*near, *far, *cuts]):
            if not pieces or edge > pieces[-1] + 1e-12:
                pieces.append(edge)
        middles = [(a + b) / 2 for a, b in itertools.pairwise(pieces)]
        squished = plain_function("sigmoid", sums)
        return Values(
            images=len(images),
            neurons=len(layer.biases),
            near=_histogram(sums, near),
            squished=_histogram(squished, [i / 10 for i in range(11)]),
            pieces=_histogram(sums, pieces),
            piles=[sum(cut <= middle for cut in cuts) for middle in middles],
        )

    @cached_property
    def random_networks(self) -> Values:
        """A thousand networks drawn again; of the record's own counts come shares and histogram."""
        record = self._record("random_networks")
        images, labels = self.given.images("test", record["data"])
        correct = record["correct"]["array"]
        again = plain_random_networks(self.layers, images, labels, len(correct))
        # In 32 bits another order of adding may decide otherwise on an image or two.
        assert max(abs(one - other) for one, other in zip(correct, again, strict=True)) <= 2
        accuracies = [count / len(images) for count in correct]
        trained = _accuracy(self._answers(record["data"]), labels)
        return Values(
            images=len(images),
            networks=len(correct),
            accuracies=accuracies,
            mean=math.fsum(accuracies) / len(accuracies),
            best=max(accuracies),
            trained_accuracy=trained.accuracy,
            spread=_histogram(np.array(accuracies), [i / 100 for i in range(101)]),
        )

    @cached_property
    def dials(self) -> Values:
        images, labels = self.given.images("test", self.given.test_data)
        count = min(48, len(images))
        shown = [math.floor(i * len(images) / count) for i in range(count)]
        images, labels = images[shown], labels[shown]
        correct = self._record("random_networks")["correct"]["array"]
        best = correct.index(max(correct))
        rng, rows, right = np.random.default_rng(1), [], []
        for _ in range(max(8, best + 1)):
            drawn = [_draw_normal(rng, layer) for layer in self.layers]
            rows.append(np.concatenate([part.ravel() for pair in drawn for part in pair]))
            layers = [
                Values(weights=weights, biases=biases, activation=layer.activation)
                for (weights, biases), layer in zip(drawn, self.layers, strict=True)
            ]
            answers = plain_outputs(layers, images.astype(np.float32)).argmax(axis=1)
            right.append((answers == labels).astype(int))
        trained = [part for layer in self.layers for part in (layer.weights, layer.biases)]
        return Values(
            trained=np.concatenate([part.ravel() for part in trained]),
            turned=rows[:8],
            best=rows[best],
            images=images,
            trained_right=(plain_outputs(self.layers, images).argmax(axis=1) == labels).astype(int),
            turned_right=right[:8],
            best_right=right[best],
        )

    # Trained: the accuracies are those of single trainings; test_trainings.py trains again.

    @cached_property
    def capacity(self) -> Values:
        record = self._record("capacity")
        networks = [_trained_size(each) for each in record["networks"]]
        depths, widths = (1, 2, 3), (2, 4, 8, 16, 32, 64)
        assert [(each.depth, each.width) for each in networks] == list(
            itertools.product(depths, widths)
        )
        assert {each["accuracy"]["record"] for each in record["networks"]} == {"Spread"}
        rows = [networks[i : i + len(widths)] for i in range(0, len(networks), len(widths))]
        return Values(
            depths=depths,
            widths=widths,
            seeds=record["seeds"]["array"],
            settings=Values(**record["settings"]),
            means=[[each.accuracy.mean for each in row] for row in rows],
            gains=[
                [
                    100 * (wide.accuracy.mean - narrow.accuracy.mean)
                    for narrow, wide in itertools.pairwise(r)
                ]
                for r in rows
            ],
            parameter_counts=[[each.parameter_count for each in row] for row in rows],
            networks=networks,
        )

    @cached_property
    def nonlinearity(self) -> Values:
        record = self._record("nonlinearity")
        kinds = {name: _rightness(record[name]) for name in ("bent", "straight", "one_layer")}
        return Values(
            layer_sizes=record["layer_sizes"],
            layer_count=len(record["layer_sizes"]) - 1,
            seeds=record["seeds"]["array"],
            settings=Values(**record["settings"]),
            **kinds,
        )

    @cached_property
    def learning_curves(self) -> Values:
        record = self._record("learning_curves")
        curves, general = (
            [
                Values(
                    depth=each["depth"],
                    learning_rate=each["learning_rate"],
                    searched=each["searched"]["array"],
                    accuracies=_band(each["accuracies"]["values"]["array"]),
                )
                for each in record[name]
            ]
            for name in ("curves", "general")
        )
        return Values(
            curves=curves,
            general=general,
            hidden_neurons=record["hidden_neurons"],
            learned=record["learned"],
            kept_apart=record["kept_apart"],
            seeds=record["seeds"]["array"],
            learning_rates=record["learning_rates"]["array"],
            settings=Values(**record["settings"]),
        )

    @cached_property
    def gradients(self) -> Values:
        record = self._record("gradients")
        starts = []
        for each in record["starts"]:
            sizes, slopes = (each[name]["values"]["array"] for name in ("sizes", "slopes"))
            curve = plain_function(each["activation"], np.linspace(-8, 8, 16_001))
            starts.append(
                Values(
                    sizes=_band(sizes),
                    slopes=_band(slopes),
                    returning=_band([[size / row[-1] for size in row] for row in sizes]),
                    # To six digits: between two samples no curve is quite straight.
                    steepest=round(float(np.diff(curve).max()) * 1000, 6),
                )
            )
        return Values(
            starts=starts,
            images=record["images"],
            hidden_layers=record["hidden_layers"],
            seeds=record["seeds"]["array"],
        )

    @cached_property
    def two_clouds(self) -> Values:
        record = self._record("two_clouds")
        points, labels = (record[name]["array"] for name in ("points", "labels"))
        straight, bent = (self._on_plane(record[name]) for name in ("straight", "bent"))
        return Values(
            points=points,
            labels=labels,
            layer_sizes=record["layer_sizes"],
            settings=Values(**record["settings"]),
            best_line=plain_best_line(np.array(points), np.array(labels)),
            straight=straight,
            bent=bent,
            straight_mistakes=self._mistakes(record["straight"], np.array(points), labels),
        )

    def _mistakes(self, record: dict, points: np.ndarray, labels: list[int]) -> list[int]:
        outputs = plain_outputs(_layers(record), points)
        return [
            i
            for i, ((one, other), label) in enumerate(zip(outputs, labels, strict=True))
            if int(other > one) != label
        ]

    def _on_plane(self, record: dict) -> Values:
        layers = _layers(record)
        axis = [-1.5 + 3 * step / 48 for step in range(49)]
        places = np.array([[(x, y) for x in axis] for y in axis]).reshape(-1, 2)
        last = layers[-1]
        hidden = plain_outputs(layers[:-1], places)
        sums = hidden @ last.weights.T + last.biases
        outputs = plain_function(last.activation, sums)
        return Values(
            accuracy=_spread(record["accuracy"]),
            axis=axis,
            field=(outputs[:, 1] - outputs[:, 0]).reshape(49, 49),
            boundary=plain_boundary(axis, (sums[:, 1] - sums[:, 0]).reshape(49, 49)),
        )

    # Timed: nobody times the same twice, but medians and their ratio can be taken again.

    @cached_property
    def timing(self) -> Values:
        record = self._record("loops_and_matrix")
        loops, products = (record[f"{name}_seconds"]["array"] for name in ("loop", "matrix"))
        assert all(0 < matrix < loop for loop, matrix in zip(loops, products, strict=True))
        loop, matrix = (sorted(each)[len(each) // 2] for each in (loops, products))
        return Values(
            loop_microseconds=loop * 1e6,
            matrix_microseconds=matrix * 1e6,
            ratio=loop / matrix,
            clock=[loop * i / 80 * 1e6 for i in range(81)],
        )

    def _run(self, inputs: Sequence[float]) -> Values:
        return _run(self.given, inputs)

    def _record(self, name: str) -> dict:
        return json.loads(self.given.record_file(name).read_text())["record"]

    def _read(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """The images of a record, and what the network puts out for each."""
        images, _ = self.given.images("test", self._record(name)["data"])
        return images, plain_outputs(self.layers, images)

    def _answers(self, data: str) -> np.ndarray:
        return plain_outputs(self.layers, self.given.images("test", data)[0]).argmax(axis=1)


def _numbers(values: Sequence[float]) -> Values:
    return Values(
        values=values,
        trainings=len(values),
        mean=math.fsum(values) / len(values),
        lowest=min(values),
        highest=max(values),
    )


def _layers(record: dict) -> list[Values]:
    return [
        Values(
            weights=np.array(each["weights"]["array"]),
            biases=np.array(each["biases"]["array"]),
            activation=each["activation"],
        )
        for each in record["layers"]
    ]


def _spread(record: dict) -> Values:
    return _numbers(record["values"]["array"])


def _rightness(record: dict) -> Values:
    """A spread of shares of right answers, and that of wrong ones."""
    values = record["values"]["array"]
    return Values(**vars(_numbers(values)), wrong=_numbers([1 - value for value in values]))


def _band(rows: Sequence[Sequence[float]]) -> Values:
    columns = list(zip(*rows, strict=True))
    return Values(
        values=rows,
        trainings=len(rows),
        mean=[math.fsum(column) / len(column) for column in columns],
        lowest=[min(column) for column in columns],
        highest=[max(column) for column in columns],
    )


def _trained_size(record: dict) -> Values:
    depth, width = record["depth"], record["width"]
    pairs = itertools.pairwise([784, *[width] * depth, 10])
    return Values(
        depth=depth,
        width=width,
        accuracy=_spread(record["accuracy"]),
        parameter_count=sum((before + 1) * after for before, after in pairs),
    )


def plain_best_line(points: np.ndarray, labels: np.ndarray) -> float:
    """Turn an axis from one direction at which two points change places to the next; cut it."""
    ways = [one - other for one, other in itertools.combinations(points, 2)]
    turns = sorted({math.atan2(x, -y) % math.pi for x, y in ways})
    between = [(one + other) / 2 for one, other in itertools.pairwise([*turns, turns[0] + math.pi])]
    best = 0
    for angle in between:
        order = np.argsort(points @ [math.cos(angle), math.sin(angle)])
        below = np.concatenate([[0], np.cumsum(labels[order] == 0)])
        above = labels.sum() - np.concatenate([[0], np.cumsum(labels[order] == 1)])
        right = below + above
        best = max(best, int(right.max()), len(labels) - int(right.min()))
    return best / len(labels)


def plain_boundary(axis: Sequence[float], field: np.ndarray) -> list[list[float]]:
    """Where a field changes its sign on lines of a grid, each place followed by the nearest one."""
    places = []
    for fixed, (one, other) in itertools.product(
        range(len(axis)), itertools.pairwise(range(len(axis)))
    ):
        for values, is_upright in ((field[fixed], False), (field[:, fixed], True)):
            before, after = values[one], values[other]
            if (before > 0) != (after > 0):
                share = before / (before - after)
                along = axis[one] + share * (axis[other] - axis[one])
                places.append([axis[fixed], along] if is_upright else [along, axis[fixed]])
    ends = [place for place in places if max(map(abs, place)) == max(axis)]
    line = [min(ends)]
    places.remove(line[0])
    while places:
        line.append(min(places, key=lambda place: math.dist(place, line[-1])))
        places.remove(line[-1])
    return line


def _shape(sizes: Sequence[int]) -> Values:
    return Values(layer_sizes=sizes, hidden_sizes=sizes[1:-1], hidden_layers=len(sizes) - 2)


def _accuracy(answers: np.ndarray, labels: np.ndarray) -> Values:
    correct = sum(int(one) == int(other) for one, other in zip(answers, labels, strict=True))
    return Values(correct=correct, images=len(labels), accuracy=correct / len(labels))


def _histogram(values: np.ndarray, edges: list[float]) -> Values:
    """Numbers below each edge are counted; the last edge itself belongs to the last bin."""
    ordered = sorted(values.tolist())
    below = [int(np.searchsorted(ordered, edge)) for edge in edges[:-1]]
    below.append(int(np.searchsorted(ordered, edges[-1], side="right")))
    counts = [other - one for one, other in itertools.pairwise(below)]
    return Values(
        counts=counts,
        edges=edges,
        total=len(ordered),
        smallest=ordered[0],
        largest=ordered[-1],
        shares=[count / len(ordered) for count in counts],
    )


def _round_step(reach: float) -> float:
    """The smallest of 1, 2, 5, 10, 20, 50 and so on of which four reach that far."""
    steps = (digit * 10.0**power for power in range(-6, 9) for digit in (1, 2, 5))
    return next(step for step in steps if 4 * step >= reach)


def _curve(function: str, ticks: Sequence[float], samples: int = 321) -> Values:
    low, high = min(ticks), max(ticks)
    inputs = [low + (high - low) * i / (samples - 1) for i in range(samples)]
    squished, outputs = (plain_function(function, np.array(x, float)) for x in (ticks, inputs))
    return Values(ticks=ticks, squished=squished, curve_inputs=inputs, curve_outputs=outputs)


def _function_axes(sums: Sequence[float], name: str, *, beyond: float = 0) -> Values:
    low, high = min(sums), max(sums)
    step = _round_step(max(-low, high))
    first, last = min(math.floor(low / step), -1), max(math.ceil(high / step), 1)
    ticks = [step * i for i in range(first, last + 1)]
    ends = [ticks[0] - beyond, ticks[-1], ticks[-1] + beyond]
    curve = _curve("sigmoid" if name == "softmax" else name, ends, 601)
    bottom = min(curve.curve_outputs)
    pairs = zip(curve.curve_inputs, curve.curve_outputs, strict=True)
    top = max(curve.squished[1], *(output for entered, output in pairs if entered <= ticks[-1]))
    return Values(
        heights=[0.0 if bottom >= 0 else min(-1.0, bottom), max(1.0, top)],
        sums=ticks,
        inputs=curve.curve_inputs,
        outputs=curve.curve_outputs,
    )


def _draw_normal(rng: np.random.Generator, layer: Values) -> list[np.ndarray]:
    return [rng.standard_normal(a.shape, np.float32) for a in (layer.weights, layer.biases)]


def plain_random_networks(
    layers: Sequence[Values], images: np.ndarray, labels: np.ndarray, count: int
) -> list[int]:
    """How many images each of some random networks gets right."""
    rng, pictures, found = np.random.default_rng(1), images.astype(np.float32).T.copy(), []
    while len(found) < count:
        drawn = [[_draw_normal(rng, layer) for layer in layers] for _ in range(20)]
        # Many networks look at each picture at once: most of the time goes by bringing it.
        first = np.concatenate([network[0][0] for network in drawn]) @ pictures
        for network, brought in zip(drawn, np.split(first, len(drawn)), strict=True):
            values = pictures
            for layer, (weights, biases) in zip(layers, network, strict=True):
                sums = brought if values is pictures else weights @ values
                values = plain_function(layer.activation, (sums + biases[:, None]).T).T
            found.append(int((values.argmax(axis=0) == labels).sum()))
    return found[:count]


def _scaled(column: int, side: int) -> int:
    return round(column * side / 28)


def _scaled_row(side: int) -> int:
    return round(13.5 * side / 28 - 0.5)


def plain_masks(side: int) -> tuple[list[float], list[float]]:
    """A row of ones just above the middle; the same with negative weights above and below it."""
    row = _scaled_row(side)
    columns = range(_scaled(2, side), _scaled(26, side))
    positive, mask = [0.0] * side**2, [0.0] * side**2
    for column in columns:
        positive[row * side + column] = mask[row * side + column] = 1.0
        for beside in (row - 1, row + 1):
            mask[beside * side + column] = -0.5
    return positive, mask


def plain_scores(weights: np.ndarray, bank: np.ndarray, side: int) -> Values:
    """Pearson's correlation of each row with each of a bank of shapes, the largest kept."""
    scores, pictures, twins = [], [], []
    rng = np.random.default_rng(11)
    for row in weights:
        found = _correlations(row, bank)
        best = int(np.abs(found).argmax())
        scores.append(abs(found[best]))
        pictures.append(math.copysign(1, found[best]) * bank[best])
        twin = _plain_twins(row, rng, side)
        twin -= twin.mean(axis=1, keepdims=True)
        products = abs(np.einsum("tp,bp->tb", twin, bank, optimize=True)).max(axis=1)
        sizes = [math.sqrt(each) for each in (twin**2).sum(axis=1)]
        twins.append([p / (size or 1.0) for p, size in zip(products, sizes, strict=True)])
    below = [sum(t < s for t in each) for s, each in zip(scores, twins, strict=True)]
    return Values(
        scores=scores,
        pictures=pictures,
        twin_scores=twins,
        twins=100,
        twins_below=below,
        clear_count=sum(count >= 95 for count in below),
        chance_scores=(luck := [sorted(each)[94] for each in twins]),
        times_chance=[s / c if c else 0.0 for s, c in zip(scores, luck, strict=True)],
        chance=math.fsum(map(math.fsum, twins)) / sum(map(len, twins)),
    )


def _plain_twins(row: np.ndarray, rng: np.random.Generator, side: int) -> np.ndarray:
    """Noise with the picture's spectrum: each of its waves, shifted as white noise shifts it."""
    waves = abs(np.fft.fft2(np.asarray(row, float).reshape(side, side)))
    noise = np.fft.fft2(rng.standard_normal((100, side, side)))
    return np.fft.ifft2(waves * noise / abs(noise)).real.reshape(100, -1)


def plain_edge_slide(row: np.ndarray, side: int) -> Values:
    """The best edge of a neuron, and the same edge in all rows or columns that lie across it."""
    bank = np.array(list(_edge_templates(side)))
    found = _correlations(row, bank)
    places = round(math.sqrt(len(bank) / 48))
    best = int(abs(found).argmax())
    angle, down, right, look = np.unravel_index(best, (12, places, places, 4))
    steep = 45 < 15 * angle < 135
    way = [(down, i) if steep else (i, right) for i in range(places)]
    same = [
        int(np.ravel_multi_index((angle, *each, look), (12, places, places, 4))) for each in way
    ]
    sign = math.copysign(1, found[best])
    return Values(pictures=sign * bank[same], scores=sign * found[same])


def _correlations(row: np.ndarray, bank: np.ndarray) -> np.ndarray:
    spread = row.std()
    return (bank * (row - row.mean())).mean(axis=1) / (bank.std(axis=1) * (spread or 1.0))


def _edge_templates(side: int):
    """Lines and borders, in 12 directions: derivatives of bell curves; mean 0, length 1."""
    factor = side / 28
    centers = sorted({round((center + 0.5) * factor - 0.5) for center in range(4, 23, 3)})
    length = max(1.75, 3.5 * factor)
    y, x = np.divmod(np.arange(side**2), side)
    for degrees in range(0, 180, 15):
        turn = np.exp(-1j * math.radians(degrees))
        for row in centers:
            for column in centers:
                # Rows are counted downwards, angles upwards.
                turned = ((x - column) - 1j * (y - row)) * turn
                for width in (1.0, 1.8):
                    across = -turned.imag / width
                    bell = np.exp(-((turned.real / length) ** 2 + across**2) / 2)
                    for profile in (1 - across**2, -across):
                        picture = profile * bell
                        picture = picture - picture.mean()
                        yield picture / math.sqrt((picture**2).sum())


def _loop_templates(side: int):
    """Rings around places near the middle: the second derivative of a bell; mean 0, length 1."""
    factor = side / 28
    centers = sorted({round((center + 0.5) * factor - 0.5) for center in range(8, 20)})
    y, x = np.divmod(np.arange(side**2), side)
    for radius in range(3, 8):
        for width in (1.0, 1.8):
            for row in centers:
                for column in centers:
                    far = abs((x - column) + 1j * (y - row))
                    across = (far - radius * factor) / width
                    picture = (1 - across**2) * np.exp(-(across**2) / 2)
                    picture = picture - picture.mean()
                    yield picture / math.sqrt((picture**2).sum())


def stroke(row) -> list[bool]:
    """The heaviest patch of neighboring pixels whose weights are above half of the largest."""
    side = round(len(row) ** 0.5)
    least = 0.5 * max(*row, 0)
    strong = {i for i, weight in enumerate(row) if weight > least}
    best, heaviest = set(), 0.0
    while strong:
        patch, ahead = set(), [strong.pop()]
        while ahead:
            pixel = ahead.pop()
            patch.add(pixel)
            y, x = divmod(pixel, side)
            near = {side * b + a for b in (y - 1, y, y + 1) for a in (x - 1, x, x + 1)
                    if 0 <= a < side and 0 <= b < side} & strong  # fmt: skip
            strong -= near
            ahead += near
        if sum(row[i] for i in patch) > heaviest:
            best, heaviest = patch, sum(row[i] for i in patch)
    return [i in best for i in range(len(row))]
