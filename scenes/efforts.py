"""How laborious a scene is to draw, section by section."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from scenes.render_options import RenderOptions
from scenes.rendering import draw_scene
from scenes.settings import Settings

if TYPE_CHECKING:
    from scenes.rendering import Rehearsal

QUALITY = "h"
"""What most is drawn in: in a smaller picture other scenes are the laborious ones."""


def measured_efforts(rehearsal: Rehearsal) -> tuple[float, ...]:
    """Draw a scene with the default settings, and see what each of its sections takes.

    Another machine takes longer or shorter; it is the proportions that count.

    Parameters
    ----------
    rehearsal
        Of the scene: where its sections begin.

    Returns
    -------
    Processor seconds of each section at 1080p60 on this machine.
    """
    told = [(0.0, time.process_time())]
    with tempfile.TemporaryDirectory(prefix="neuroscenes-") as folder:
        draw_scene(
            rehearsal.scene,
            Settings(),
            RenderOptions(quality=QUALITY),
            Path(folder),
            tell=lambda seconds: told.append((seconds, time.process_time())),
        )
    told.append((rehearsal.seconds, time.process_time()))
    ends = [section.start_seconds + section.seconds for section in rehearsal.sections]
    seconds, used = zip(*told, strict=True)
    return tuple(float(effort) for effort in np.diff(np.interp([0.0, *ends], seconds, used)))
