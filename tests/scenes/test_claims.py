"""What the default film says and a record could contradict: each sentence beside its proof.

Who changes such a sentence changes its proof along with it; who writes a new one adds one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pytest

from network.analysis.edge_masks import hand_made_masks, mask_sum
from network.analysis.hero import hero_neuron, strokes
from network.analysis.interpretability import ModelInspection, inspect_model
from network.analysis.lit_changes import lit_changes
from network.analysis.pixels import DigitOverlap, PixelSweep, digit_overlap, sweep_pixel
from network.analysis.weighted_sum import largest_dark_weight, weighted_sum
from network.digits.drawn_digits import drawn_digit, rasterize
from network.forward import forward
from network.measurements.record_lookup import load_or_measure
from network.trace import ForwardTrace, LayerTrace
from scenes.catalog import entry
from scenes.cli.word_catalogs import template
from scenes.subject.settings import DEFAULT_DIGIT, Settings
from scenes.subject.subject import subject


class Film:
    """The records of the default film, each made when it is asked for."""

    def __init__(self) -> None:
        found = subject(Settings())
        self.model, self.trace = found.model, found.trace

    def measured(self, name: str) -> Any:
        return load_or_measure(name, self.model)

    @property
    def hero(self) -> int:
        return hero_neuron(self.model, self.trace)

    @property
    def first(self) -> LayerTrace:
        return self.trace.layers[0]

    @cached_property
    def overlap(self) -> DigitOverlap:
        """The film's digit by four hands, then each of the others."""
        digits = [(DEFAULT_DIGIT, hand) for hand in range(5)]
        digits += [(digit, 0) for digit in range(10) if digit != DEFAULT_DIGIT]
        return digit_overlap([rasterize(drawn_digit(*each)) for each in digits])

    @cached_property
    def sums_by_hand(self) -> dict[str, tuple[float, float]]:
        """Of each picture the sum without the surround, and with it."""
        found = hand_made_masks()
        return {
            name: tuple(
                mask_sum(mask, picture).sums[-1] for mask in (found.positive_mask, found.mask)
            )
            for name, picture in zip(found.names, found.pictures, strict=True)
        }

    @cached_property
    def inside(self) -> ModelInspection:
        return inspect_model(self.model)

    @cached_property
    def pixel_sweep(self) -> PixelSweep:
        return sweep_pixel(self.model, self.trace.ink)


@dataclass(frozen=True)
class Claim:
    """A sentence of a scene, as it stands in the code, and what a record says to it."""

    scene: str
    said: str
    holds: Callable[[Film], bool]


def few_are_common_to_all_hands(film: Film) -> bool:
    stack = np.count_nonzero(film.overlap.is_lit[:5], axis=0)
    return np.count_nonzero(stack == 5) < np.count_nonzero(stack) / 3


def another_digit_is_nearer_than_a_hand(film: Film) -> bool:
    shares = film.overlap.shares[0]
    return shares[1:5].min() < shares[5:].max()


def most_other_digits_share_less_than_any_hand(film: Film) -> bool:
    shares = film.overlap.shares[0]
    return bool(np.median(shares[5:]) < shares[1:5].min())


def average_pictures_are_not_enough(film: Film) -> bool:
    found = film.measured("naive_program")
    # Guessing would be right once in ten.
    return 0.5 < found.by_program.accuracy < found.by_network.accuracy - 0.1


def both_read_the_same_images(film: Film) -> bool:
    found = film.measured("naive_program")
    return found.by_program.images == found.by_network.images == 10_000


def closest_call_is_wrong(film: Film) -> bool:
    found = film.measured("undecided_digit")
    gap, is_close = found.confidence.gap, found.confidence.is_close
    return not found.is_right and is_close and 0 < gap < 0.01


def another_digit_changes_more_than_another_hand(film: Film) -> bool:
    """By far, and so for every digit."""

    def run(digit: int, hand: int = 0) -> ForwardTrace:
        return forward(film.model, rasterize(drawn_digit(digit, hand)))

    for digit in range(10):
        first = run(digit)
        other, hand = (
            lit_changes(first, each).changed for each in (run((digit + 2) % 10), run(digit, 2))
        )
        if not (other >= 7 and other >= 2 * hand):
            return False
    return True


def line_comes_first_and_loses_nothing(film: Film) -> bool:
    found = hand_made_masks()
    products = mask_sum(found.mask, found.pictures[found.index("line")]).products
    sums = {name: total for name, (_, total) in film.sums_by_hand.items()}
    before, after = film.sums_by_hand["line"]
    return max(sums, key=sums.get) == "line" and products.min() == 0 and after == before


def inverse_only_loses(_: Film) -> bool:
    found = hand_made_masks()
    products = mask_sum(found.mask, found.pictures[found.index("inverse")]).products
    return products.max() == 0 > products.min()


def blob_gets_the_same_sum_of_light_alone(film: Film) -> bool:
    blob, line = (film.sums_by_hand[name][0] for name in ("blob", "line"))
    return blob == line


def squished_sums_crowd_at_both_ends(film: Film) -> bool:
    shares = film.measured("pre_activations").squished.shares
    return min(shares[0], shares[-1]) > max(shares[1:-1])


def random_networks_guess(film: Film) -> bool:
    found = film.measured("random_networks")
    return abs(found.mean - 0.1) < 0.01


def training_beats_all_random_networks(film: Film) -> bool:
    found = film.measured("random_networks")
    return found.trained_accuracy > 0.9 > 2 * found.best


def most_patterns_beat_their_twins(film: Film) -> bool:
    found = film.inside.edges
    return found.clear_count == 12 and found.beats_chance


def noise_scores_less_than_the_pattern_that_is_seen(film: Film) -> bool:
    found = film.inside.edges
    return found.scores.max() > found.twin_scores[found.ranking[0]].max()


def loops_are_as_rare_as_by_chance(film: Film) -> bool:
    found = film.inside.loops
    below = found.twins_below.mean() / found.twins
    return found.clear_count == 1 and not found.beats_chance and 0.4 < below < 0.6


def pixel_can_do_most(film: Film) -> bool:
    found = film.pixel_sweep
    return found.effects[found.pixel] == found.effects.max() and len(found.effects) == 784


def one_pixel_changes_no_answer(film: Film) -> bool:
    return bool((film.pixel_sweep.answers == film.trace.answer).all())


def one_output_changes_most_but_little(film: Film) -> bool:
    sweep = film.pixel_sweep
    farthest = abs(sweep.outputs[-1] - sweep.outputs[0])
    return bool(farthest[sweep.most] == farthest.max() < 0.01)


def hero_is_lit_for_some_and_against_others(film: Film) -> bool:
    terms = weighted_sum(film.first, film.hero)
    lit = film.trace.ink >= 0.5
    in_stroke = strokes(film.model, film.trace).is_stroke[film.hero]
    return lit[terms.upward[0]] and lit[terms.downward[0]] and in_stroke[terms.upward[0]]


def hero_leans_to_yes_and_is_lit(film: Film) -> bool:
    return film.first.pre_activations[film.hero] > 0 and film.first.activations[film.hero] > 0.9


def nothing_is_left_of_the_largest_weight_in_the_dark(film: Film) -> bool:
    pixel = largest_dark_weight(film.trace, film.hero)
    weights, products = film.first.weights[film.hero], film.first.contributions[film.hero]
    # It would have pushed harder than any other.
    return products[pixel] == 0 and weights[pixel] > products.max()


def part_of_the_stroke_brings_more_than_the_rest(film: Film) -> bool:
    found, products = strokes(film.model, film.trace), film.first.contributions[film.hero]
    pushes = np.maximum(products, 0)
    own = pushes[found.is_stroke[film.hero]].sum()
    return 0.25 <= found.lit[film.hero] < 0.5 < own / pushes.sum()


def without_bends_fewer_are_right(film: Film) -> bool:
    found = film.measured("nonlinearity")
    return bool(found.bent.is_above(found.straight))


def stacked_straight_layers_do_not_help(film: Film) -> bool:
    found = film.measured("nonlinearity")
    return not found.straight_layers_help and found.straight.mean - found.one_layer.mean < 0.002


def only_a_curve_divides_the_clouds(film: Film) -> bool:
    found = film.measured("two_clouds")
    return found.best_line < found.bent.accuracy.lowest == 1.0


def sigmoids_pass_on_a_quarter_at_most(film: Film) -> bool:
    found = film.measured("gradients")
    sigmoid, relu = (found.chosen(name, "glorot") for name in ("sigmoid", "relu"))
    return bool(sigmoid.steepest == 0.25 and relu.steepest == 1)


def a_quarter_is_left_at_each_sigmoid_layer(film: Film) -> bool:
    left = film.measured("gradients").chosen("sigmoid", "glorot").returning.mean
    shares = left[:-1] / left[1:]
    usual = left[0] ** (1 / len(shares))
    return bool((shares > 0.17).all() and (shares < 0.27).all() and abs(usual - 0.25) < 0.03)


def some_relus_are_silent_and_more_arrives(film: Film) -> bool:
    found = film.measured("gradients")
    sigmoid, relu = (found.chosen(name, "glorot") for name in ("sigmoid", "relu"))
    slopes = relu.slopes.values
    return bool(
        ((slopes > 0.3) & (slopes < 0.7)).all()
        and relu.returning.at(0).is_above(sigmoid.returning.at(0))
    )


def deep_sigmoids_learn_late_from_the_general_start(film: Film) -> bool:
    found = film.measured("learning_curves")
    sigmoid, relu = (each.accuracies for each in found.general)
    return bool(
        found.start_matters("sigmoid")
        and relu.at(1).lowest > 0.85
        and sigmoid.at(1).highest < 0.15
        and relu.at(-1).is_above(sigmoid.at(-1))
    )


def only_sigmoids_need_larger_weights(film: Film) -> bool:
    found = film.measured("learning_curves")
    start = found.chosen("sigmoid", found.depths[-1]).start
    return bool(
        start == "glorot-times-4"
        and found.is_easier("relu", "sigmoid")
        and not found.has_own_start("relu")
    )


def doubling_helps_always_and_less_each_time(film: Film) -> bool:
    found = film.measured("capacity")
    helps = found.helps_until(2) == found.widths[-1]
    return bool(helps and found.helps_less_and_less(2))


def better_training_beats_twice_the_neurons(film: Film) -> bool:
    found, widths = film.measured("capacity"), film.model.layer_sizes[1:-1]
    wider = found.of_size(len(widths), 2 * widths[0])
    return bool(film.measured("naive_program").by_network.accuracy > wider.accuracy.highest)


def the_last_doubling_brings_little_for_its_parameters(film: Film) -> bool:
    found = film.measured("capacity")
    counts = found.parameter_counts[1]
    return bool((np.abs(counts[1:] / counts[:-1] - 2) < 0.1).all() and found.gains[1, -1] < 2)


CLAIMS = (
    Claim(
        "ThisIsAThree",
        "Laid over one another: {any} pixels are lit in at least one, only {all} in all.",
        few_are_common_to_all_hands,
    ),
    Claim(
        "ThisIsAThree",
        "And the other digits? {Most} of them share less.",
        most_other_digits_share_less_than_any_hand,
    ),
    Claim(
        "ThisIsAThree",
        "But {other} shares {near}: {more} than that other {digit}!",
        another_digit_is_nearer_than_a_hand,
    ),
    Claim(
        "WriteAProgram",
        "Of {images} handwritten {digits} it has never seen, it gets {share} right.",
        average_pictures_are_not_enough,
    ),
    Claim(
        "WriteAProgram",
        "A {network} of neurons reads {share} of them.",
        both_read_the_same_images,
    ),
    Claim(
        "TheOutputLayer",
        "The {second} is almost as bright as the {first}. The network says {answer}.",
        closest_call_is_wrong,
    ),
    Claim(
        "TheOutputLayer",
        "But this is {label}: the network is {verdict:wrong}.",
        closest_call_is_wrong,
    ),
    Claim(
        "WeightsOfOneNeuron",
        "A stroke right here pushes it up most.",
        hero_is_lit_for_some_and_against_others,
    ),
    Claim(
        "TheWeightedSum",
        "And where a pixel is {dark}, nothing is left.",
        nothing_is_left_of_the_largest_weight_in_the_dark,
    ),
    Claim(
        "TheWeightedSum",
        "{sum}, above {zero}: the neuron {leans} to yes and {lights} up.",
        hero_leans_to_yes_and_is_lit,
    ),
    Claim(
        "TheWeightedSum",
        "Part of its {stroke} is lit: that alone brings {pushed} of the {total}.",
        part_of_the_stroke_brings_more_than_the_rest,
    ),
    Claim(
        "AnEdgeDetector",
        "But a blob covers the line too, and also gets {sum}.",
        blob_gets_the_same_sum_of_light_alone,
    ),
    Claim(
        "ForwardPass",
        "Compared with the first, {changed} of {hidden} went on or off: it says {answer}.",
        another_digit_changes_more_than_another_hand,
    ),
    Claim(
        "AnEdgeDetector",
        "Only pushes down: {least}.",
        inverse_only_loses,
    ),
    Claim(
        "AnEdgeDetector",
        "The line gets no push down: it {keeps} its {most}, the most of all.",
        line_comes_first_and_loses_nothing,
    ),
    Claim(
        "SquishingTheNumberLine",
        "Now all the sums follow: {low} end below {first}, and {high} above {last}.",
        squished_sums_crowd_at_both_ends,
    ),
    Claim(
        "LearningIsFindingThem",
        "On average, {mean} right: as good as {guessing} among {classes}.",
        random_networks_guess,
    ),
    Claim(
        "LearningIsFindingThem",
        "Now the values that training found: it {gets} {share} right.",
        training_beats_all_random_networks,
    ),
    Claim(
        "LookingInside",
        "But random patterns match somewhere, too: that {much} is luck.",
        noise_scores_less_than_the_pattern_that_is_seen,
    ),
    Claim(
        "LookingInside",
        "An edge matches {clear} of {count} patterns {better} than luck.",
        most_patterns_beat_their_twins,
    ),
    Claim(
        "LookingInside",
        "A loop matches just {clear} of its {count} patterns: {that} can be luck.",
        loops_are_as_rare_as_by_chance,
    ),
    Claim(
        "TheNetworkIsAFunction",
        "Take the pixel with the most influence, and {turn} it from black to white.",
        pixel_can_do_most,
    ),
    Claim(
        "TheNetworkIsAFunction",
        "The answer is still {answer}.",
        one_pixel_changes_no_answer,
    ),
    Claim(
        "TheNetworkIsAFunction",
        "Output {output} changes most, by just {change}.",
        one_output_changes_most_but_little,
    ),
    Claim(
        "WithoutNonlinearity",
        "{With} the squish, it is only {share}.",
        without_bends_fewer_are_right,
    ),
    Claim(
        "WithoutNonlinearity",
        "On digits, {one} layer gets {share} wrong. More layers {without} the squish are no"
        " better.",
        stacked_straight_layers_do_not_help,
    ),
    Claim(
        "WithoutNonlinearity",
        "{With} it, the same layers {draw} a curve: {share} right.",
        only_a_curve_divides_the_clouds,
    ),
    Claim(
        "SigmoidOrReLU",
        "{Change} this sum a little: ReLU passes on {all} of it, a sigmoid at most {slope}.",
        sigmoids_pass_on_a_quarter_at_most,
    ),
    Claim(
        "SigmoidOrReLU",
        "Each sigmoid {layer} lets about a {quarter} through: {sigmoid} arrives.",
        a_quarter_is_left_at_each_sigmoid_layer,
    ),
    Claim(
        "SigmoidOrReLU",
        "{Some} ReLUs block it, the others let it through: {relu} arrives.",
        some_relus_are_silent_and_more_arrives,
    ),
    Claim(
        "SigmoidOrReLU",
        "From the same {start}, deep ReLU networks learn at once, sigmoids late.",
        deep_sigmoids_learn_late_from_the_general_start,
    ),
    Claim(
        "SigmoidOrReLU",
        "From {larger} weights, sigmoids catch up. {ReLU} needed no such help here.",
        only_sigmoids_need_larger_weights,
    ),
    Claim(
        "HowBigShouldItBe",
        "Now {double} them, again and again: it helps every time, but {less} and less.",
        doubling_helps_always_and_less_each_time,
    ),
    Claim(
        "HowBigShouldItBe",
        "And our own {own}, trained {better}, get {share}: more than {twice} did here.",
        better_training_beats_twice_the_neurons,
    ),
    Claim(
        "HowBigShouldItBe",
        "But the {parameters} double too, the {last} time for only {gain} more right in a hundred.",
        the_last_doubling_brings_little_for_its_parameters,
    ),
)


@pytest.fixture(scope="module")
def film() -> Film:
    return Film()


@pytest.mark.usefixtures("mnist_dir")
@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{claim.scene}-{claim.said[:30]}")
def test_the_record_says_so_too(claim, film):
    assert claim.holds(film)


def test_every_sentence_is_still_said_in_its_scene():
    said = {message.id: [place for place, _ in message.locations] for message in template()}
    gone = [
        claim
        for claim in CLAIMS
        if f"scenes/chapters/{entry(claim.scene).module.replace('.', '/')}.py"
        not in said.get(claim.said, [])
    ]
    assert gone == [], "sentences that have changed: change their proof too"
