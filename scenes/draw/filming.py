"""One process that films one clip, and its end under all circumstances."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from network.bounds.json_text import dump_json, parse_json
from network.errors import one_line
from network.paths import ROOT
from scenes.draw.clips import DRAWING, unfinished
from scenes.serving.application import not_stored
from scenes.subject.words import _

if TYPE_CHECKING:
    from pathlib import Path

    from scenes.draw.clips import Clip
    from scenes.subject.settings import Settings

LONGEST_SECONDS = 3600.0
PATIENCE_SECONDS = 3.0
"""Between asking a process to end and ending it."""
KEPT_ERROR = 4000


@dataclass(frozen=True)
class Filming:
    """How clips are filmed.

    Attributes
    ----------
    settings
        The network and the colors; the picture is each clip's own.
    command
        The process, which reads an order and writes messages.
    """

    settings: Settings
    command: tuple[str, ...] = (sys.executable, "-m", "scenes.draw.worker")

    async def film(self, clip: Clip) -> None:
        """Film a clip to its end, whatever that is; cancelling this ends the process."""
        try:
            with unfinished(clip) as temporary:
                async with asyncio.timeout(LONGEST_SECONDS):
                    await self._run(clip, temporary)
        except TimeoutError:
            clip.end(
                "failed",
                _("not finished after {count} seconds").format(count=round(LONGEST_SECONDS)),
            )
        except OSError as error:
            clip.end("failed", not_stored(error))
        except Exception as error:  # noqa: BLE001 - the next clip is filmed all the same
            clip.end("failed", one_line(error))
        finally:
            clip.end("cancelled")

    async def _run(self, clip: Clip, temporary: Path) -> None:
        process = await asyncio.create_subprocess_exec(
            *self.command,
            cwd=ROOT,
            env={**os.environ, "TMPDIR": str(temporary)},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        assert process.stdin is not None  # noqa: S101 - tells mypy what PIPE gave
        try:
            process.stdin.write(dump_json(self._order(clip)).encode() + b"\n")
            _heard, complaint = await asyncio.gather(_hear(process, clip), _tail(process))
            code = await process.wait()
        finally:
            await _end(process)
        if code == 0 and (clip.folder / f"{clip.scene}.mp4").is_file():
            clip.end("done")
        otherwise = _("the process ended with code {code}").format(code=code)
        clip.end("failed", clip.error or complaint or otherwise)

    def _order(self, clip: Clip) -> dict[str, object]:
        folder = clip.folder.resolve()
        settings = replace(
            self.settings, digit=None, mnist=None, image=folder / DRAWING, aspect=clip.aspect
        )
        return {
            "folder": str(folder),
            "scene": clip.scene,
            "quality": clip.quality,
            "burn_captions": clip.burn_captions,
            "settings": settings.as_json(),
        }


async def _hear(process: asyncio.subprocess.Process, clip: Clip) -> None:
    assert process.stdout is not None  # noqa: S101 - tells mypy what PIPE gave
    async for line in process.stdout:
        with suppress(ValueError):  # a line cut short by the end of the process
            message = parse_json(line)
            clip.filmed_seconds = message.get("seconds", clip.filmed_seconds)
            clip.error = message.get("error", clip.error)


async def _tail(process: asyncio.subprocess.Process) -> str:
    """The last line of what the process complained about."""
    assert process.stderr is not None  # noqa: S101 - tells mypy what PIPE gave
    text = b""
    while piece := await process.stderr.read(1 << 16):
        text = (text + piece)[-KEPT_ERROR:]
    lines = text.decode(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


async def _end(process: asyncio.subprocess.Process) -> None:
    """End the process and all that it started, politely first."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        if process.returncode is None:
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), PATIENCE_SECONDS)
