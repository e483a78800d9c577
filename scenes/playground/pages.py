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
    """

    name: str
    title: str
    question: str
    scenes: tuple[str, ...]

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
    )
}
PAGES: Mapping[str, PlaygroundPage] = MappingProxyType(_PAGES)
