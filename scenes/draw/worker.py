"""The process that films one scene with a drawing, and tells how far it has come."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from network.bounds.json_text import dump_json, parse_json
from network.errors import NeuroscenesError
from network.temporary_folders import temporary_folder
from scenes.subject.render_options import RenderOptions
from scenes.subject.settings import Settings, using


def main() -> int:
    """Read an order from standard input, film, and write messages, a line of JSON each."""
    order = parse_json(sys.stdin.readline())
    # The server keeps standard input open: when it closes, the server is gone.
    threading.Thread(target=_end_with_the_reader, daemon=True).start()
    messages = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print is no message

    def tell(**message: object) -> None:
        print(dump_json(message), file=messages, flush=True)

    try:
        film(order, lambda seconds: tell(seconds=round(seconds, 3)))
    except NeuroscenesError as error:
        tell(error=str(error))
        return 1
    except OSError as error:
        from scenes.serving.application import not_stored

        with using(Settings.from_json(order["settings"])):
            tell(error=not_stored(error))
        return 1
    return 0


def film(order: dict[str, Any], hear: Callable[[float], None]) -> None:
    """Render the ordered scene into the ordered folder.

    Parameters
    ----------
    hear
        Called with the seconds of film drawn so far, after every movement.

    Raises
    ------
    NeuroscenesError
        When the order makes no sense.
    """
    from scenes.render.workers.jobs import scene_job
    from scenes.render.workers.run_job import run_job

    folder = Path(order["folder"])
    settings = Settings.from_json(order["settings"])
    options = RenderOptions(order["quality"], burn_captions=order["burn_captions"], output=folder)
    with temporary_folder(folder) as scratch:
        run_job(scene_job(order["scene"], settings, options), scratch, hear)


def _end_with_the_reader() -> None:
    while sys.stdin.read(1024):
        pass
    if os.getpgid(0) == os.getpid():
        os.killpg(0, signal.SIGKILL)  # and whatever this process has started
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
