"""The drawing page, which is the playground's with filming, and the page of the film."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from network.paths import ASSETS
from scenes.catalog import ACTS, CATALOG
from scenes.playground.pages import PAGES
from scenes.playground.writing import Surroundings, playground_pages
from scenes.render.timetable import read_timetable
from scenes.serving.page_files import page_files
from scenes.subject.aspects import SQUARE, TALL, WIDE
from scenes.subject.languages import N_
from scenes.subject.settings import using
from scenes.subject.words import _, language

if TYPE_CHECKING:
    from scenes.subject.settings import Settings

FOLDER = ASSETS / "draw"
"""Files of the page of the film."""
SERVED = (
    "default-src 'none'; connect-src 'self'; img-src 'self' data: blob:; media-src 'self';"
    " base-uri 'none'; form-action 'none'"
)
"""What the playground's pages may do here: ask this server."""
CLIP_QUALITIES = {"l": N_("480p, quick"), "m": N_("720p"), "h": N_("1080p, slow")}
"""What the page offers; larger ones are rendered by the command line."""
CLIP_ASPECTS = {
    WIDE: N_("16:9, wide"),
    TALL: N_("9:16, for phones"),
    SQUARE: N_("1:1, square"),
}


@dataclass(frozen=True)
class ServedPage:
    """A file of the page.

    Attributes
    ----------
    policy
        What it may do besides what all may; None if nothing.
    """

    content: bytes
    media_type: str
    policy: str | None = None


def served_pages(settings: Settings) -> dict[str, ServedPage]:
    """All files by their paths; the drawing page has the shortest.

    Raises
    ------
    NeuroscenesError
        When the network can't be read, or reads no square pictures.
    """
    with using(settings):
        around = Surroundings(
            links=[("/page/film.html", _("Watch the film"))], filming=filming(), policy=SERVED
        )
        found = {
            f"/{name}": ServedPage(page.html.encode(), "text/html", page.policy)
            for name, page in playground_pages(settings, around).items()
        }
        files = page_files(FOLDER.iterdir(), ()).items()
        found |= {f"/page/{name}": ServedPage(*file) for name, file in files}
    return {**found, "/": found[f"/{PAGES['draw'].file}"]}


def filming() -> dict[str, Any]:
    """What can be filmed with a drawing, in the language in force."""
    spoken = language()
    return {
        "scenes": listed_scenes(),
        "captions": {"srclang": spoken.code, "label": spoken.name},
        "qualities": [{"letter": q, "text": _(text)} for q, text in CLIP_QUALITIES.items()],
        "aspects": [{"name": name, "text": _(text)} for name, text in CLIP_ASPECTS.items()],
    }


def listed_scenes() -> list[dict[str, Any]]:
    """The scenes in viewing order, with their lengths where they have been noted."""
    times = read_timetable()
    return [
        {
            "name": scene.name,
            "act": scene.act,
            "act_title": _(ACTS[scene.act]),
            "title": scene.title_about(None),
            "seconds": times[scene.name].seconds if scene.name in times else None,
        }
        for scene in CATALOG
    ]
