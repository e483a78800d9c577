"""Everything that `neuroscenes publish` makes of rendered scenes: clips, their list, the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenes.publishing.clip_list import write_clip_list
from scenes.publishing.clips import cut_scene
from scenes.publishing.site import write_site
from scenes.settings import using

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from scenes.engine.outputs import RenderedScene
    from scenes.publishing.publication import Publication


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


def publish(
    names: Iterable[str],
    scenes: Mapping[str, RenderedScene],
    publication: Publication,
    without_stage: Mapping[str, RenderedScene] | None = None,
) -> Published:
    """Publish scenes that are rendered.

    Parameters
    ----------
    names
        Of the scenes, in order.
    scenes
        Their files.
    publication
        What is asked for.
    without_stage
        The files of the same scenes without the stage, if that is asked for.

    Raises
    ------
    OptionError
        When a record and a video don't belong together.
    """
    with using(publication.settings):
        return _published(names, scenes, publication, without_stage or {})


def _published(
    names: Iterable[str],
    scenes: Mapping[str, RenderedScene],
    publication: Publication,
    without_stage: Mapping[str, RenderedScene],
) -> Published:
    shown, entries = {}, []
    for name in names:
        shown[name] = scenes[name]
        entries += cut_scene(scenes[name], publication, without_stage.get(name))
    listed = write_clip_list(entries, publication.clips)
    return Published(listed, write_site(shown, entries, publication))
