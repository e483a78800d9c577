"""Everything that `neuroscenes publish` makes: clips, their list, the page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scenes.film import rendered
from scenes.publishing.clip_list import write_clip_list
from scenes.publishing.clips import cut_scene
from scenes.publishing.site import write_site

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from scenes.publishing.publication import Publication
    from scenes.rendering import RenderedScene


@dataclass(frozen=True)
class Published:
    """Where to look.

    Attributes
    ----------
    clip_list
        `clips.json`.
    index
        The page to open first.
    """

    clip_list: Path
    index: Path


def publish(names: Iterable[str], publication: Publication) -> Published:
    """Publish scenes: those that are not rendered yet are.

    Parameters
    ----------
    names
        Of the scenes, in order.
    publication
        What is asked for.

    Raises
    ------
    NeuroscenesError
        For an unknown scene, or an input or a model that can't be read.
    """
    scenes, entries = {}, []
    for name in names:
        scenes[name] = rendered(name, publication.settings, publication.options)
        entries += cut_scene(scenes[name], publication, _without_stage(name, publication))
    listed = write_clip_list(entries, publication.clips)
    return Published(listed, write_site(scenes, entries, publication))


def _without_stage(name: str, publication: Publication) -> RenderedScene | None:
    if not publication.transparent:
        return None
    options = replace(
        publication.options,
        format="mov",
        transparent=True,
        output=publication.options.output / "transparent",
    )
    return rendered(name, publication.settings, options)
