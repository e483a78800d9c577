"""Everything that `neuroscenes publish` makes of rendered scenes: clips, their list, the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from network.atomic_write import atomic_write, link_or_copy
from scenes.editions.clips.cutting import cut_scenes, forget_scene
from scenes.editions.site.clip_list import write_clip_list
from scenes.editions.site.site import write_site
from scenes.render.staging import lock
from scenes.subject.settings import using

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from scenes.editions.clips.publication import Publication
    from scenes.editions.site.site import WrittenSite
    from scenes.render.outputs import RenderedScene


@dataclass(frozen=True)
class Published:
    """Where to look, and what became of what was published before."""

    clip_list: Path
    site: WrittenSite


def publish(
    names: Iterable[str],
    scenes: Mapping[str, RenderedScene],
    publication: Publication,
    without_stage: Mapping[str, RenderedScene] | None = None,
    *,
    processes: int = 1,
) -> Published:
    """Publish scenes that are rendered, beside those that were published before.

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
    RecordError
        When the lists of what was published before are damaged.
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
    # Two runs at once must not each forget what the other adds.
    with lock(publication.options, publication.site.name), using(publication.settings):
        site = write_site(shown, entries, publication)
        _keep_clips(site, publication)
        return Published(write_clip_list(site.entries, publication.clips), site)


def _keep_clips(site: WrittenSite, publication: Publication) -> None:
    """Have the clips beside the site be those of the site."""
    for entry in site.entries:
        for file in entry["files"].values():
            path = publication.clips / file["path"]
            if not path.exists():
                with atomic_write(path) as partial:
                    link_or_copy(publication.site / "clips" / file["path"], partial)
    for name in site.pruned_scenes:
        forget_scene(publication.clips / name)
