"""The table of contents: all finished scenes in viewing order."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from network.errors import OptionError
from scenes.subject.digit_names import one_digit
from scenes.subject.languages import N_
from scenes.subject.settings import current
from scenes.subject.words import _

FILM = "neuroscenes"
"""Name of the film's files."""
FILM_TITLE = N_("What is a neural network?")
ACTS = {
    1: N_("How would you tell a machine?"),
    2: N_("What is it made of?"),
    3: N_("Why layers?"),
    4: N_("How does a neuron decide?"),
    5: N_("How is it written?"),
    6: N_("What if?"),
    7: N_("Would another network do better?"),
}
ENCORE = 7
"""What comes after the film's end, as an act without a number."""


@dataclass(frozen=True)
class SceneEntry:
    """One scene of the film, or the title of an act.

    Attributes
    ----------
    name
        Of the scene's class, as typed on the command line.
    act
        A key of `ACTS`.
    message
        Its title in English, with a slot for the digit that the film is about.
    module
        Path of its file in `scenes/chapters`, with dots: `act_4.bias`.
    """

    name: str
    act: int
    message: str
    module: str

    @property
    def title(self) -> str:
        """For people, in the language and about the digit of the settings in force."""
        return self.title_about(current().known_digit)

    def title_about(self, digit: int | None) -> str:
        """The title where a film is about this digit; None if it is unknown which."""
        return _(self.message).format(digit=one_digit(digit))

    def load(self) -> Any:
        """The scene's class, a `Chapter`; importing it brings manim along."""
        module = importlib.import_module(f"scenes.chapters.{self.module}")
        return getattr(module, self.name)


CATALOG: tuple[SceneEntry, ...] = (
    SceneEntry("ThisIsAThree", 1, "This is {digit}", "act_1.this_is_a_three"),
    SceneEntry("WriteAProgram", 1, "Write a program", "act_1.write_a_program"),
    SceneEntry("PlainVanilla", 1, "The plainest network", "act_1.plain_vanilla"),
    SceneEntry(
        "ANeuronHoldsANumber", 2, "A neuron holds a number", "act_2.a_neuron_holds_a_number"
    ),
    SceneEntry("PixelsBecomeNeurons", 2, "Pixels become neurons", "act_2.pixels_become_neurons"),
    SceneEntry("TheOutputLayer", 2, "The output layer", "act_2.the_output_layer"),
    SceneEntry("HiddenLayers", 2, "Hidden layers", "act_2.hidden_layers"),
    SceneEntry("ForwardPass", 2, "A digit runs through", "act_2.forward_pass"),
    SceneEntry("TheHopeForLayers", 3, "The hope for layers", "act_3.the_hope_for_layers"),
    SceneEntry("LayersOfAbstraction", 3, "Layers of abstraction", "act_3.layers_of_abstraction"),
    SceneEntry("WeightsOfOneNeuron", 4, "The weights of one neuron", "act_4.weights_of_one_neuron"),
    SceneEntry("TheWeightedSum", 4, "The weighted sum", "act_4.the_weighted_sum"),
    SceneEntry("AnEdgeDetector", 4, "A line detector", "act_4.an_edge_detector"),
    SceneEntry(
        "SquishingTheNumberLine", 4, "Squishing the number line", "act_4.squishing_the_number_line"
    ),
    SceneEntry("Bias", 4, "Bias", "act_4.bias"),
    SceneEntry("CountingParameters", 4, "Counting parameters", "act_4.counting_parameters"),
    SceneEntry(
        "LearningIsFindingThem", 4, "Learning is finding them", "act_4.learning_is_finding_them"
    ),
    SceneEntry("LookingInside", 4, "Looking inside", "act_4.looking_inside"),
    SceneEntry("MatrixVectorProduct", 5, "A matrix times a vector", "act_5.matrix_vector_product"),
    SceneEntry("CompactNotation", 5, "The compact way to write it", "act_5.compact_notation"),
    SceneEntry(
        "TheNetworkIsAFunction", 5, "The network is a function", "act_5.the_network_is_a_function"
    ),
    SceneEntry("WithoutNonlinearity", 6, "Without the squish", "act_6.without_nonlinearity"),
    SceneEntry("Recap", 6, "All in one picture", "act_6.recap"),
    SceneEntry("SigmoidOrReLU", 7, "Sigmoid or ReLU?", "encore.sigmoid_or_relu"),
    SceneEntry("HowBigShouldItBe", 7, "How big should it be?", "encore.how_big_should_it_be"),
)

ACT_TITLES: tuple[SceneEntry, ...] = tuple(
    SceneEntry("Encore" if act == ENCORE else f"Act{act}", act, title, "act_title")
    for act, title in ACTS.items()
)
"""The cards that open the acts: parts of the film, but no scenes of their own."""

PARTS: tuple[SceneEntry, ...] = tuple(
    part
    for card in ACT_TITLES
    for part in (card, *(scene for scene in CATALOG if scene.act == card.act))
)
"""Everything that the film is made of, in viewing order."""


def act_name(act: int) -> str:
    """`Act 3`, or `Encore`."""
    return _("Encore") if act == ENCORE else _("Act {number}").format(number=act)


def act_heading(act: int) -> str:
    """`Act 3: Why layers?`."""
    return f"{act_name(act)}: {_(ACTS[act])}"


def are_all(names: Collection[str]) -> bool:
    """Whether every scene is among the names: then one that can't be shown is left out."""
    return {scene.name for scene in CATALOG} <= set(names)


def entry(name: str) -> SceneEntry:
    """The scene, or the title of an act, of this name.

    Raises
    ------
    OptionError
        When there is none; the message suggests the nearest.
    """
    for part in PARTS:
        if part.name == name:
            return part
    by_folded = {scene.name.lower(): scene.name for scene in CATALOG}
    near = difflib.get_close_matches(name.lower(), by_folded, n=1, cutoff=0.3)
    hint = f"did you mean {by_folded[near[0]]}?" if near else "see `neuroscenes list`"
    msg = f"unknown scene {name}: {hint}"
    raise OptionError(msg)
