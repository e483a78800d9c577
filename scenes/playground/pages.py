"""The pages of the playground: one entry each, and one folder in `assets/play/pages`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from scenes.subject.languages import N_


@dataclass(frozen=True)
class PlaygroundPage:
    """One page: one idea, one question.

    Attributes
    ----------
    name
        Of its folder (`main.js`, `page.html`, `style.css`), its bundle and its file.
    title
        In links to it.
    question
        Above it.
    scenes
        Names of the scenes that tell its idea; the page leads to the first of them that is there,
        and all of them lead to the page.
    carries_tests
        Whether it carries the warped digits along on which a network is tested.
    """

    name: str
    title: str
    question: str
    scenes: tuple[str, ...]
    carries_tests: bool = False

    @property
    def file(self) -> str:
        """Name of its file."""
        return f"{self.name}.html"


_PAGES = {
    page.name: page
    for page in (
        PlaygroundPage(
            "draw",
            N_("Draw"),
            N_("Which digit does the network see in your drawing?"),
            ("ForwardPass", "ThisIsAThree"),
        ),
        PlaygroundPage(
            "neuron",
            N_("A neuron"),
            N_("Why does this neuron light up?"),
            ("TheWeightedSum", "WeightsOfOneNeuron", "Bias"),
            carries_tests=True,
        ),
        PlaygroundPage(
            "weights",
            N_("Be the weights"),
            N_("Can you paint weights that find a line?"),
            ("AnEdgeDetector", "WeightsOfOneNeuron"),
        ),
        PlaygroundPage(
            "rows",
            N_("Row by column"),
            N_("How does a matrix compute a whole layer at once?"),
            ("MatrixVectorProduct", "CompactNotation"),
        ),
        PlaygroundPage(
            "squish",
            N_("Squish"),
            N_("What is the squish good for?"),
            ("SquishingTheNumberLine", "WithoutNonlinearity", "SigmoidOrReLU"),
            carries_tests=True,
        ),
        PlaygroundPage(
            "dials",
            N_("Turn the dials"),
            N_("How far do you get by turning the dials yourself?"),
            ("LearningIsFindingThem", "CountingParameters"),
            carries_tests=True,
        ),
    )
}
PAGES: Mapping[str, PlaygroundPage] = MappingProxyType(_PAGES)
FOLDER = "play"
"""Of the pages, in a site or beside slides."""


def pages_for(scene: str) -> list[PlaygroundPage]:
    """The pages for the idea that a scene tells."""
    return [page for page in PAGES.values() if scene in page.scenes]
