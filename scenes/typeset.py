"""Text as pictures, set by Typst in the house typeface, which comes along with it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from PIL import Image

from scenes.theme import FONT, TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

_POINTS = 10
_PREAMBLE = f"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(font: "{FONT}", size: {_POINTS}pt, fill: rgb("{TEXT}"), overhang: false)
"""


def typeset(codes: Sequence[str], em: float, preamble: str = "") -> list[Image.Image]:
    """A picture of every piece of text, each as large as its text; all of them in one go.

    Parameters
    ----------
    codes
        In Typst's own language.
    em
        Height of the em square, in pixels.
    preamble
        Typst code that comes before all of them.
    """
    import typst  # here, for who sets no text need not wait for it

    document = _PREAMBLE + preamble + "\n#pagebreak()\n".join(codes)
    # Fonts of this machine might look otherwise under the same name.
    pages: Any = typst.compile(
        document.encode(), format="png", ppi=72 * em / _POINTS, ignore_system_fonts=True
    )
    # A document of one page comes as it is, not in a list.
    return [_opened(page) for page in (pages if isinstance(pages, list) else [pages])]


def literal(text: str) -> str:
    """Typst code of a text in which nothing is code."""
    return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _opened(page: bytes) -> Image.Image:
    with Image.open(io.BytesIO(page)) as picture:
        return picture.convert("RGBA")
