"""A PowerPoint file: one slide a section, with its clip, its poster and its words as notes."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from network.atomic_write import atomic_write
from network.errors import OptionError
from scenes.editions.slides.clips import section_clips, slide_shape
from scenes.stage.theme import BACKGROUND, TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.editions.slides.clips import SlideClip
    from scenes.render.outputs import RenderedScene

WIDTH = 12_192_000
"""Of a slide, in English metric units: 13 1/3 inches, as PowerPoint has it."""
TITLE_SHARE = 0.06
"""Of the slide's height that the title takes, above the clip."""
TITLE_POINTS = 18
_TITLE_ONLY = 5
"""Index of python-pptx's layout with a title and nothing else."""


def powerpoint(scenes: Sequence[RenderedScene], output: Path) -> Path:
    """Make a presentation of scenes.

    Parameters
    ----------
    scenes
        Rendered as mp4, in order.

    Raises
    ------
    OptionError
        When python-pptx is not installed, a scene is no mp4, or its record tells of another video.
    """
    try:
        from pptx import Presentation
    except ImportError as error:
        msg = "PowerPoint takes one more package: pip install python-pptx"
        raise OptionError(msg) from error
    with tempfile.TemporaryDirectory() as folder:
        clips = [clip for scene in scenes for clip in section_clips(scene, Path(folder))]
        presentation: Any = Presentation()
        presentation.slide_width = WIDTH
        presentation.slide_height = round(WIDTH / slide_shape(clips))
        for clip in clips:
            _add_slide(presentation, clip)
        with atomic_write(output) as partial:
            presentation.save(str(partial))
    return output


def _add_slide(presentation: Any, clip: SlideClip) -> None:
    """One slide: title, clip, notes."""
    slide = presentation.slides.add_slide(presentation.slide_layouts[_TITLE_ONLY])
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = _color(BACKGROUND)
    _set_title(slide, clip.name, presentation)
    height = round(presentation.slide_height * (1 - TITLE_SHARE))
    width = round(height * clip.size[0] / clip.size[1])
    movie = slide.shapes.add_movie(
        str(clip.video),
        (presentation.slide_width - width) // 2,
        presentation.slide_height - height,
        width,
        height,
        poster_frame_image=str(clip.poster),
        mime_type="video/mp4",
    )
    # python-pptx has no name for the words that a screen reader reads.
    movie._element.nvPicPr.cNvPr.set("descr", f"{clip.name}. {clip.notes}")  # noqa: SLF001
    _play_at_once(slide)
    slide.notes_slide.notes_text_frame.text = clip.notes


def _set_title(slide: Any, words: str, presentation: Any) -> None:
    """A small title above the clip."""
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Pt

    title = slide.shapes.title
    title.left = title.top = 0
    title.width = presentation.slide_width
    title.height = round(presentation.slide_height * TITLE_SHARE)
    title.text_frame.text = words
    title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    font = title.text_frame.paragraphs[0].runs[0].font
    font.size, font.color.rgb = Pt(TITLE_POINTS), _color(TEXT)


def _color(hexadecimal: str) -> Any:
    """A color as python-pptx has it."""
    from pptx.dml.color import RGBColor

    make: Any = RGBColor
    return make(*bytes.fromhex(hexadecimal.lstrip("#")))


def _play_at_once(slide: Any) -> None:
    """Let the clip begin with its slide; python-pptx lets it wait for a click."""
    for condition in slide._element.iter():  # noqa: SLF001 - there is no other way to its timing
        if condition.tag.endswith("}cond") and condition.get("delay") == "indefinite":
            condition.set("delay", "0")
