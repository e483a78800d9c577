"""Everything that `neuroscenes publish` makes of rendered scenes: clips, their list, the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenes.editions.clips.cutting import cut_scenes
from scenes.editions.site.clip_list import write_clip_list
from scenes.editions.site.site import write_site
from scenes.subject.settings import using

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from scenes.editions.clips.publication import Publication
    from scenes.render.outputs import RenderedScene


@dataclass(frozen=True)
class Published:
    """Where to look."""

    clip_list: Path
    index: Path


def publish(
    names: Iterable[str],
    scenes: Mapping[str, RenderedScene],
    publication: Publication,
    without_stage: Mapping[str, RenderedScene] | None = None,
    *,
    processes: int = 1,
) -> Published:
    """Publish scenes that are rendered.

    Parameters
    ----------
    names
        Of the scenes, in order; each is taken when its clips are waited for.
    scenes
        Their files, in the same order.
    without_stage
        The files of the same scenes without the stage, if that is asked for.

    Raises
    ------
    OptionError
        When a record and a video don't belong together.
    NeuroscenesError
        When a process dies.
    """
    others = without_stage or {}
    footage = [(files, others.get(name)) for name, files in scenes.items()]
    shown, entries = {}, []
    # Taking a name before its clips lets the caller announce the scene that is being cut.
    for name, cut in zip(names, cut_scenes(footage, publication, processes), strict=True):
        shown[name] = scenes[name]
        entries += cut
    with using(publication.settings):
        listed = write_clip_list(entries, publication.clips)
        return Published(listed, write_site(shown, entries, publication))
