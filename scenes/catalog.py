"""The table of contents: all finished scenes in viewing order."""

from __future__ import annotations

import difflib
import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from network.errors import OptionError
from scenes.languages import marked

if TYPE_CHECKING:
    from scenes.chapter import Chapter

FILM_TITLE = marked("What is a neural network?")
ACTS = {
    1: marked("The task"),
    2: marked("Neurons and layers"),
    3: marked("Why layers?"),
    4: marked("Weights, sums, squashing, bias"),
    5: marked("The compact way to write it"),
    6: marked("Epilogue"),
}


@dataclass(frozen=True)
class SceneEntry:
    """One scene of the film, or the title of an act.

    Attributes
    ----------
    name
        Of the scene's class, as typed on the command line.
    act
        1..6.
    title
        For people; pass it through `scenes.words._`.
    module
        File in `scenes/chapters`.
    """

    name: str
    act: int
    title: str
    module: str

    def load(self) -> type[Chapter]:
        """The scene's class; importing it brings manim along."""
        module = importlib.import_module(f"scenes.chapters.{self.module}")
        return getattr(module, self.name)


CATALOG: tuple[SceneEntry, ...] = (
    SceneEntry("ThisIsAThree", 1, "This is a three", "this_is_a_three"),
    SceneEntry("WriteAProgram", 1, "Write a program", "write_a_program"),
    SceneEntry("PlainVanilla", 1, "The plainest network", "plain_vanilla"),
    SceneEntry("ANeuronHoldsANumber", 2, "A neuron holds a number", "a_neuron_holds_a_number"),
    SceneEntry("PixelsBecomeNeurons", 2, "Pixels become neurons", "pixels_become_neurons"),
    SceneEntry("TheOutputLayer", 2, "The output layer", "the_output_layer"),
    SceneEntry("HiddenLayers", 2, "Hidden layers", "hidden_layers"),
    SceneEntry("ForwardPass", 2, "A digit runs through", "forward_pass"),
    SceneEntry("TheHopeForLayers", 3, "The hope for layers", "the_hope_for_layers"),
    SceneEntry("LayersOfAbstraction", 3, "Layers of abstraction", "layers_of_abstraction"),
    SceneEntry("WeightsOfOneNeuron", 4, "The weights of one neuron", "weights_of_one_neuron"),
    SceneEntry("TheWeightedSum", 4, "The weighted sum", "the_weighted_sum"),
    SceneEntry("AnEdgeDetector", 4, "An edge detector", "an_edge_detector"),
    SceneEntry(
        "SquishingTheNumberLine", 4, "Squishing the number line", "squishing_the_number_line"
    ),
    SceneEntry("Bias", 4, "Bias", "bias"),
    SceneEntry("CountingParameters", 4, "Counting parameters", "counting_parameters"),
    SceneEntry("LearningIsFindingThem", 4, "Learning is finding them", "learning_is_finding_them"),
    SceneEntry("LookingInside", 4, "Looking inside", "looking_inside"),
    SceneEntry("MatrixVectorProduct", 5, "A matrix times a vector", "matrix_vector_product"),
    SceneEntry("CompactNotation", 5, "The compact way to write it", "compact_notation"),
    SceneEntry(
        "TheNetworkIsAFunction", 5, "The network is a function", "the_network_is_a_function"
    ),
    SceneEntry("WithoutNonlinearity", 6, "Without the bend", "without_nonlinearity"),
    SceneEntry("SigmoidOrReLU", 6, "Sigmoid or ReLU?", "sigmoid_or_relu"),
    SceneEntry("HowBigShouldItBe", 6, "How big should it be?", "how_big_should_it_be"),
    SceneEntry("Recap", 6, "All in one picture", "recap"),
)

ACT_TITLES: tuple[SceneEntry, ...] = tuple(
    SceneEntry(f"Act{act}", act, title, "act_title") for act, title in ACTS.items()
)
"""The cards that open the acts: parts of the film, but no scenes of their own."""

PARTS: tuple[SceneEntry, ...] = tuple(
    part
    for card in ACT_TITLES
    for part in (card, *(scene for scene in CATALOG if scene.act == card.act))
)
"""Everything that the film is made of, in viewing order."""


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
