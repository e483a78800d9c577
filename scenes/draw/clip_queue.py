"""The queue of ordered clips: a few at a time, not too many waiting, the oldest forgotten."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from scenes.draw.clips import remove_oldest

if TYPE_CHECKING:
    from pathlib import Path

    from scenes.draw.clips import Clip
    from scenes.draw.filming import Filming

WAITING_CLIPS = 4
REMEMBERED_CLIPS = 20
"""Clips that have ended and are still shown."""


class QueueFullError(Exception):
    """Too many clips are waiting already."""


class ClipQueue:
    """Films clips one after the other, or a few at once."""

    def __init__(self, filming: Filming, output: Path, at_once: int) -> None:
        self.output = output
        self.is_open = True
        self._filming = filming
        self._at_once = at_once
        self._clips: dict[str, Clip] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    @property
    def clips(self) -> list[Clip]:
        """All that are remembered, the first ordered first."""
        return list(self._clips.values())

    def find(self, key: str) -> Clip | None:
        """The clip of this key, None when there is none."""
        return self._clips.get(key)

    def order(self, clip: Clip) -> None:
        """Put a clip into the queue.

        Raises
        ------
        QueueFullError
            When too many wait already.
        """
        if sum(not other.has_ended for other in self.clips) >= self._at_once + WAITING_CLIPS:
            raise QueueFullError
        self._clips[clip.key] = clip
        self._forget()
        self._go_on()

    async def cancel(self, clip: Clip) -> None:
        """End a clip now; its process is gone and its files are removed when this returns."""
        task = self._tasks.get(clip.key)
        if task is not None:
            if not clip.has_ended:
                task.cancel()  # once: a second time would interrupt the tidying up
            clip.end("cancelled")
            await asyncio.wait({task})
        clip.end("cancelled")

    async def close(self) -> None:
        """End everything that is not finished."""
        self.is_open = False
        await asyncio.gather(*(self.cancel(clip) for clip in self.clips))

    def _go_on(self) -> None:
        waiting = [clip for clip in self.clips if clip.state == "queued"]
        free = self._at_once - len(self._tasks)
        for clip in waiting[: max(0, free)] if self.is_open else ():
            clip.state, clip.started = "running", time.monotonic()
            task = asyncio.create_task(self._filming.film(clip))
            self._tasks[clip.key] = task
            task.add_done_callback(partial(self._free, clip))

    def _free(self, clip: Clip, _task: asyncio.Task[None]) -> None:
        del self._tasks[clip.key]
        clip.end("cancelled")  # when it was so before it began
        self._go_on()

    def _forget(self) -> None:
        ended = [clip for clip in self.clips if clip.has_ended]
        for clip in ended[: max(0, len(ended) - REMEMBERED_CLIPS)]:
            del self._clips[clip.key]
        with suppress(OSError):  # the next clip tells its visitor what is wrong with the folder
            remove_oldest(self.output, {clip.folder for clip in self.clips})
