"""A PowerPoint file: a title, then one slide a section, with its clip, poster, captions, notes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from network.atomic_write import atomic_write
from network.errors import OptionError
from network.installation import adding
from network.temporary_folders import temporary_folder
from scenes.catalog import entry
from scenes.editions.slides.clips import (
    ABOUT_PAGES,
    YOUR_TURN,
    deck_title,
    section_clips,
    slide_shape,
    telling,
)
from scenes.playground.pages import pages_for
from scenes.stage.theme import BACKGROUND, SECONDARY, TEXT
from scenes.subject.words import _, language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.editions.slides.clips import SlideClip
    from scenes.render.outputs import RenderedScene

WIDTH = 12_192_000
"""Of a slide, in English metric units: 13 1/3 inches, as PowerPoint has it."""
TITLE_SHARE = 0.06
"""Of the slide's height that the title takes, above the clip."""
CAPTION_SHARE = 0.12
"""Of the slide's height that captions take, below a clip that is as wide as the slide."""
MARGIN_SHARE = 0.04
"""Of the slide's width that stays free around words."""
TITLE_POINTS, CAPTION_POINTS = 18, 18
FILM_POINTS, LINK_POINTS, SUBTITLE_POINTS = 40, 26, 18
_TITLE_SLIDE, _TITLE_ONLY = 0, 5
"""Indices of python-pptx's layouts: with title and subtitle, with a title and nothing else."""


def powerpoint(
    scenes: Sequence[RenderedScene], output: Path, playground: str | None = None
) -> Path:
    """Make a presentation of scenes.

    Parameters
    ----------
    scenes
        Rendered as mp4, in order.
    playground
        Address of the folder of its pages, as seen from the file, ending with a slash; None for
        slides that don't lead to it.

    Raises
    ------
    OptionError
        When python-pptx is not installed, a scene is no mp4, or its record tells of another video.
    """
    try:
        from pptx import Presentation
    except ImportError as error:
        msg = f"PowerPoint takes one more package: {adding('python-pptx')}"
        raise OptionError(msg) from error
    with temporary_folder() as folder:
        clips = [clip for scene in scenes for clip in section_clips(scene, folder)]
        presentation: Any = Presentation()
        presentation.slide_width = WIDTH
        presentation.slide_height = round(WIDTH / slide_shape(clips))
        _describe(presentation, clips)
        _add_title_slide(presentation, clips)
        for clip in clips:
            _add_slide(presentation, clip)
            if playground is not None and clip.is_last and pages_for(clip.scene):
                _add_playground_slide(presentation, clip, playground)
        with atomic_write(output) as partial:
            presentation.save(str(partial))
    return output


def _describe(presentation: Any, clips: Sequence[SlideClip]) -> None:
    """Say in the file's properties what it is; python-pptx says what its template was."""
    properties = presentation.core_properties
    properties.title, properties.subject = deck_title(clips)
    properties.author = properties.last_modified_by = "Neuroscenes"
    properties.language = language().code
    properties.keywords = ", ".join(
        dict.fromkeys(_(concept) for clip in clips for concept in entry(clip.scene).load().concepts)
    )


def _new_slide(presentation: Any, layout: int) -> Any:
    slide = presentation.slides.add_slide(presentation.slide_layouts[layout])
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = _color(BACKGROUND)
    return slide


def _add_title_slide(presentation: Any, clips: Sequence[SlideClip]) -> None:
    """What the deck is called, beside a picture that tells what it is about."""
    from pptx.enum.text import MSO_ANCHOR

    slide = _new_slide(presentation, _TITLE_SLIDE)
    height, margin = presentation.slide_height, _margin(presentation)
    words, room = deck_title(clips), _add_picture(presentation, slide, telling(clips))
    title, subtitle = slide.shapes.title, slide.placeholders[1]
    _place(title, margin, 0, room, round(0.55 * height))
    _write(title, words[0], FILM_POINTS, TEXT, anchor=MSO_ANCHOR.BOTTOM)
    _place(subtitle, margin, round(0.57 * height), room, round(0.4 * height))
    _write(subtitle, words[1], SUBTITLE_POINTS, SECONDARY, anchor=MSO_ANCHOR.TOP)


def _margin(presentation: Any) -> int:
    return round(MARGIN_SHARE * presentation.slide_width)


def _add_picture(presentation: Any, slide: Any, shown: SlideClip) -> int:
    """A clip's picture on the right; tells how wide the room on the left is."""
    width, height = presentation.slide_width, presentation.slide_height
    margin = _margin(presentation)
    scale = min(0.54 * width / shown.size[0], 0.8 * height / shown.size[1])
    picture_width, picture_height = (round(scale * side) for side in shown.size)
    left = width - margin - picture_width
    picture = slide.shapes.add_picture(
        str(shown.poster), left, (height - picture_height) // 2, picture_width, picture_height
    )
    _describe_shape(picture, shown.name)
    return int(left - 2 * margin)


def _add_playground_slide(presentation: Any, clip: SlideClip, playground: str) -> None:
    """What a scene told, to be tried: a link to each of its pages, beside its last picture."""
    from pptx.enum.text import MSO_ANCHOR

    slide = _new_slide(presentation, _TITLE_ONLY)
    height, margin = presentation.slide_height, _margin(presentation)
    room = _add_picture(presentation, slide, clip)
    _place(slide.shapes.title, margin, 0, room, round(0.3 * height))
    _write(slide.shapes.title, _(YOUR_TURN), FILM_POINTS, TEXT, anchor=MSO_ANCHOR.BOTTOM)
    pages = pages_for(clip.scene)
    step = round(min(0.3, 0.6 / len(pages)) * height)
    for number, page in enumerate(pages):
        top = round(0.35 * height) + number * step
        box = slide.shapes.add_textbox(margin, top, room, step)
        box.name, box.text_frame.word_wrap = _(page.title), True
        _write(box, _(page.question), LINK_POINTS, TEXT, anchor=MSO_ANCHOR.TOP)
        box.text_frame.paragraphs[0].runs[0].font.underline = True
        # A link of words would take the template's blue; that of their box leaves them as they are.
        box.click_action.hyperlink.address = f"{playground}{page.file}"
    slide.notes_slide.notes_text_frame.text = _(ABOUT_PAGES)


def _add_slide(presentation: Any, clip: SlideClip) -> None:
    """One slide: title, clip, captions, notes."""
    from pptx.enum.text import MSO_ANCHOR

    slide = _new_slide(presentation, _TITLE_ONLY)
    slide_width, slide_height = presentation.slide_width, presentation.slide_height
    title_height = round(slide_height * TITLE_SHARE)
    _place(slide.shapes.title, 0, 0, slide_width, title_height)
    _write(slide.shapes.title, clip.name, TITLE_POINTS, TEXT, anchor=MSO_ANCHOR.MIDDLE, center=True)
    # What the pictures say already is not written a second time.
    captions = "" if clip.burnt_captions else clip.notes
    is_wide = clip.size[0] > clip.size[1]
    below = round(slide_height * CAPTION_SHARE) if captions and is_wide else 0
    height = slide_height - title_height - below
    width = round(height * clip.size[0] / clip.size[1])
    left = (slide_width - width) // 2
    movie = slide.shapes.add_movie(
        str(clip.video),
        left,
        title_height,
        width,
        height,
        poster_frame_image=str(clip.poster),
        mime_type="video/mp4",
    )
    _describe_shape(movie, f"{clip.name}. {clip.notes}")
    _play_at_once(slide)
    if captions:
        margin = round(MARGIN_SHARE * slide_width)
        room = (
            (margin, slide_height - below, slide_width - 2 * margin, below)
            if is_wide
            else (left + width, title_height, left, height)
        )
        box = slide.shapes.add_textbox(*room)
        box.name = _("Captions")
        box.text_frame.word_wrap = True
        _write(box, captions, CAPTION_POINTS, TEXT, anchor=MSO_ANCHOR.MIDDLE, center=is_wide)
    slide.notes_slide.notes_text_frame.text = "\n".join(clip.speaker_notes)


def _describe_shape(shape: Any, words: str) -> None:
    """Say what a screen reader reads; python-pptx has no name for it."""
    shape._element.nvPicPr.cNvPr.set("descr", words)  # noqa: SLF001


def _place(shape: Any, left: int, top: int, width: int, height: int) -> None:
    shape.left, shape.top, shape.width, shape.height = left, top, width, height


def _write(
    shape: Any, words: str, points: int, color: str, *, anchor: Any, center: bool = False
) -> None:
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    frame = shape.text_frame
    frame.text, frame.vertical_anchor = words, anchor
    (paragraph,) = frame.paragraphs
    paragraph.alignment = PP_ALIGN.CENTER if center else PP_ALIGN.LEFT
    font = paragraph.runs[0].font
    font.size, font.color.rgb = Pt(points), _color(color)


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
