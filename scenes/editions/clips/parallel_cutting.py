"""Cutting scenes side by side: a process for every core, with one scene at a time."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any

from network.errors import NeuroscenesError
from scenes.editions.clips.cutting import cut_scene
from scenes.render.workers.processes import block_sigint, watch_parent
from scenes.subject.settings import using

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scenes.editions.clips.publication import Publication
    from scenes.render.outputs import RenderedScene

Footage = tuple["RenderedScene", "RenderedScene | None"]
"""The files of a scene, and those of the same scene without the stage."""


def cut_scenes(
    footage: Sequence[Footage], publication: Publication, processes: int
) -> Iterator[list[dict[str, Any]]]:
    """Make what is not there yet of the clips of scenes.

    Yields
    ------
    The entries of the clips of each scene, in the order of the scenes.

    Raises
    ------
    OptionError
        When a record and a video don't belong together.
    NeuroscenesError
        When a process dies.
    """
    count = min(processes, len(footage))
    if count <= 1:
        yield from (_cut(each, publication) for each in footage)
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=watch_parent)
    try:
        with block_sigint():
            cut = [pool.submit(_cut, each, publication) for each in footage]
        yield from (each.result() for each in cut)
    except BrokenProcessPool as error:
        _end_at_once(pool)
        msg = "a process that cut clips died: what it finished is kept, the next run goes on there"
        raise NeuroscenesError(msg) from error
    except BaseException:
        _end_at_once(pool)
        raise
    pool.shutdown()


def _end_at_once(pool: ProcessPoolExecutor) -> None:
    # Nobody waits for what they are at: a file comes under its name when it is whole.
    pool.shutdown(wait=False, cancel_futures=True)
    for process in multiprocessing.active_children():
        process.kill()
        process.join()


def _cut(footage: Footage, publication: Publication) -> list[dict[str, Any]]:
    with using(publication.settings):
        return cut_scene(footage[0], publication, footage[1])
