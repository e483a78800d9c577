"""The options of `neuroscenes publish`."""

from __future__ import annotations

import urllib.parse
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from network.errors import OptionError
from scenes.media.formats import alpha_kinds, clip_kinds, player_kinds

if TYPE_CHECKING:
    from pathlib import Path

    from scenes.subject.render_options import RenderOptions
    from scenes.subject.settings import Settings


@dataclass(frozen=True)
class Publication:
    """What is published, and how.

    Attributes
    ----------
    options
        How they are rendered, and the folder; `force` makes clips anew as well.
    formats
        Some of those that `clip_kinds` names.
    transparent
        Whether there are clips without the stage, too.
    base_url
        Where the page will stand, ending with a slash; empty for links that need no place.
    prune
        Whether what was published before is removed, unless it is published again.

    Raises
    ------
    OptionError
        For an unknown format, none that plays on a page, or an address that is none.
    """

    settings: Settings
    options: RenderOptions
    formats: tuple[str, ...] = field(default_factory=clip_kinds)
    transparent: bool = False
    base_url: str = ""
    prune: bool = False

    def __post_init__(self) -> None:
        known = clip_kinds()
        unknown = [name for name in self.formats if name not in known]
        if unknown:
            raise OptionError(
                f"--formats: expected some of {', '.join(known)}, got {', '.join(unknown)}"
            )
        playable = [kind for kind in known if kind in player_kinds()]
        if not set(playable) & set(self.formats):
            raise OptionError(
                f"--formats: expected {' or '.join(playable)} among them, for the page"
            )
        # A frozen value is set once, here.
        object.__setattr__(self, "base_url", site_address(self.base_url))

    @property
    def without_stage(self) -> RenderOptions:
        """How scenes are rendered for clips without the stage."""
        output = self.options.output / "transparent"
        return replace(self.options, format="mov", transparent=True, output=output)

    @property
    def clips(self) -> Path:
        """Folder of the clips, one folder a scene in it."""
        return self.options.output / "clips"

    @property
    def site(self) -> Path:
        """Folder of the page."""
        return self.options.output / "site"

    @property
    def bundled(self) -> str:
        """The kind of video that is bundled with its captions: the one that plays everywhere."""
        return [kind for kind in player_kinds() if kind in self.formats][-1]

    @property
    def kinds(self) -> tuple[str, ...]:
        """What follows the first dot of the names of each clip's moving pictures."""
        return (*self.formats, *(alpha_kinds() if self.transparent else ()))


def site_address(base_url: str) -> str:
    """Where a site stands, ending with a slash; empty for nowhere.

    Raises
    ------
    OptionError
        For what is no address.
    """
    if not base_url:
        return ""
    parts = urllib.parse.urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise OptionError(
            f"--base-url: expected an address such as https://example.org/film/, got {base_url}"
        )
    return base_url.rstrip("/") + "/"
