"""HTML out of the templates in `assets/site`."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from network.paths import ASSETS
from scenes.editions.clips.transcripts import clock
from scenes.subject.words import _, language, plural, section_title

TEMPLATES = ASSETS / "site"


def page(template: str, **shown: Any) -> str:
    """A page."""
    spoken = language()
    return (
        _environment()
        .get_template(template)
        .render(language=spoken.code, language_name=spoken.name, **shown)
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=_, plural=plural, clock=clock, section_title=section_title)
    return environment
