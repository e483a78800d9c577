"""How a scene is rendered: size, file format, folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from network.errors import OptionError
from scenes.media.formats import rendered_kinds

QUALITIES = {
    "l": (854, 480, 15),
    "m": (1280, 720, 30),
    "h": (1920, 1080, 60),
    "p": (2560, 1440, 60),
    "k": (3840, 2160, 60),
}
"""Longer side, shorter side and frames a second, as manim's own letters have them."""
RENDERS = Path("renders")
"""In the folder that the program is called from."""


@dataclass(frozen=True)
class RenderOptions:
    """How a scene is rendered.

    Attributes
    ----------
    quality
        `l`, `m`, `h`, `p` or `k`, as manim has them.
    format
        Of the file; png gives the last frame.
    transparent
        Whether the stage is left out; mov, webm, gif or png only.
    burn_captions
        Whether captions are drawn into the frames; beside the video stand their files as ever.
    output
        Folder for the files.
    force
        Whether what is there already is rendered again.

    Raises
    ------
    OptionError
        For a format that does not exist, or can't be transparent.
    """

    quality: str = "h"
    format: str = "mp4"
    transparent: bool = False
    burn_captions: bool = False
    output: Path = RENDERS
    force: bool = False

    def __post_init__(self) -> None:
        if self.format not in rendered_kinds():
            msg = f"--format: expected one of {', '.join(rendered_kinds())}, got {self.format}"
            raise OptionError(msg)
        if self.transparent and self.format == "mp4":
            msg = "--transparent: mp4 has no transparency, expected --format mov, webm, gif or png"
            raise OptionError(msg)
