"""The layout audit: what a viewer could not see or read in a picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from manim import Mobject, Text, Typst, VMobject

from scenes.audit.faults import Fault
from scenes.mobjects.raster.raster_mobject import RasterMobject
from scenes.mobjects.text.typst_text import PIXELS_PER_FONT_SIZE, Formula, Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.mobjects.view import View
from scenes.stage import theme

EDGE_SHARE = 0.02
"""Nothing comes nearer to the edge of the frame, as a share of its smaller side."""
OVERLAP = 0.02
"""Boxes of texts may share this much, scene units: a box is wider than its ink."""
ALMOST_INVISIBLE = 0.03

OWN_TEXTS = (Words, Formula, ValueLabel)


def audit(section: str, mobjects: Iterable[Mobject], view: View | None = None) -> list[Fault]:
    """All faults of what stands on stage, as a view shows it; the whole scene if there is none."""
    everything = list(mobjects)
    view = view or View()
    texts = seen_texts(everything, view)
    found = [*_outside(everything, texts, view), *_overlaps(texts)]
    for text in texts:
        found += _unreadable(text, view.zoom)
    return [Fault(section, kind, message) for kind, message in found]


def cuts_words(mobjects: Iterable[Mobject], view: View) -> bool:
    """Whether a view would leave a part of words outside, or bring them into the captions."""
    texts = seen_texts(mobjects, view)
    return any(_outside(texts, texts, view))


def seen_texts(
    mobjects: Iterable[Mobject], view: View, opacity: float = ALMOST_INVISIBLE
) -> list[Mobject]:
    """All texts more opaque than that of which a view shows some."""
    return [text for text in _texts(mobjects) if _visible(text, opacity) and _is_seen(text, view)]


def _texts(mobjects: Iterable[Mobject]) -> Iterator[Mobject]:
    for mobject in mobjects:
        if isinstance(mobject, (*OWN_TEXTS, Typst, Text)):
            yield mobject
        else:
            yield from _texts(mobject.submobjects)


def _visible(mobject: Mobject, opacity: float) -> bool:
    return any(_part_visible(part, opacity) for part in mobject.get_family())


def _part_visible(part: Mobject, opacity: float = ALMOST_INVISIBLE) -> bool:
    if isinstance(part, RasterMobject):
        return part.opacity > opacity
    if not isinstance(part, VMobject) or not part.has_points():
        return False
    stroke = part.get_stroke_opacity() if part.get_stroke_width() > 0 else 0
    return max(part.get_fill_opacity(), stroke) > opacity


def name_of(mobject: Mobject) -> str:
    """What a message calls a mobject."""
    text = getattr(mobject, "text", None)
    return f"{type(mobject).__name__} {text!r}" if text else type(mobject).__name__


def box_of(mobject: Mobject) -> np.ndarray:
    """Left, bottom, right and top of all that is visible of it."""
    parts = [p.points for p in mobject.get_family() if _part_visible(p)]
    points = np.concatenate(parts)
    return np.array(
        [points[:, 0].min(), points[:, 1].min(), points[:, 0].max(), points[:, 1].max()]
    )


def _is_seen(text: Mobject, view: View) -> bool:
    box, frame = box_of(text), view.frame
    return bool(
        box[0] < frame.right
        and box[2] > frame.left
        and box[1] < frame.top
        and box[3] > frame.bottom
    )


def _outside(
    everything: Sequence[Mobject], texts: Sequence[Mobject], view: View
) -> Iterator[tuple[str, str]]:
    seen = view.frame.inset(EDGE_SHARE * min(view.frame.width, view.frame.height))
    low, high = np.array([seen.left, seen.bottom]), np.array([seen.right, seen.top])
    # A view that came closer cuts what stands around what it looks at; only words are kept whole.
    limited = everything if view.is_home else texts
    for part in (p for m in limited for p in m.get_family()):
        if _part_visible(part):
            box = _box_of_points(part)
            beyond = max((low - box[:2]).max(), (box[2:] - high).max())
            if beyond > 1e-6:
                yield "outside", f"{name_of(part)} comes {beyond:.2f} too near to the frame's edge"
    bottom = view.stage.bottom
    for text in texts:
        low = box_of(text)[1]
        if low < bottom - 0.1 / view.zoom:
            yield "outside", f"{name_of(text)} reaches {bottom - low:.2f} into the captions' strip"


def _box_of_points(part: Mobject) -> np.ndarray:
    low, high = part.points.min(axis=0), part.points.max(axis=0)
    return np.array([low[0], low[1], high[0], high[1]])


def _overlaps(texts: Sequence[Mobject]) -> Iterator[tuple[str, str]]:
    boxes = [box_of(text) for text in texts]
    for i, one in enumerate(boxes):
        for j in range(i):
            other = boxes[j]
            shared = np.minimum(one[2:], other[2:]) - np.maximum(one[:2], other[:2])
            if (shared > OVERLAP).all():
                yield "overlap", f"{name_of(texts[i])} lies over {name_of(texts[j])}"


def em_pixels(text: Mobject, zoom: float = 1.0) -> float:
    """Height of a text's em square now, as it is seen, in pixels at 1080p."""
    if isinstance(text, ValueLabel):
        return zoom * text.em_height * theme.PIXELS_PER_UNIT_AT_1080P
    return zoom * float(text.font_size) * PIXELS_PER_FONT_SIZE


def _least_pixels(text: Mobject) -> float:
    return theme.SMALLEST_NUMBERS if _is_number(text) else theme.SMALLEST_WORDS


def _is_number(text: Mobject) -> bool:
    """Whether nothing but a number is read; a formula counts as words."""
    if isinstance(text, Words):
        read = "".join(text.text.split())
        return any(map(str.isdigit, read)) and not any(map(str.isalpha, read))
    return isinstance(text, ValueLabel)


def _unreadable(text: Mobject, zoom: float) -> Iterator[tuple[str, str]]:
    if not isinstance(text, OWN_TEXTS):
        yield "unsourced", f"{name_of(text)} was not made by Words, Formula or ValueLabel"
        return
    pixels = em_pixels(text, zoom)
    least = _least_pixels(text)
    if pixels < least - 0.5:
        yield "small", f"{name_of(text)} is {pixels:.0f} px high, {least:.0f} are needed"
    ground = getattr(text, "ground", theme.BACKGROUND)
    for part in text.get_family():
        if (
            isinstance(part, VMobject)
            and part.has_points()
            and part.get_fill_opacity() > ALMOST_INVISIBLE
        ):
            ratio = theme.contrast(_over(part, ground), ground)
            if ratio < theme.LEAST_CONTRAST - 0.05:
                yield "contrast", f"{name_of(text)} has a contrast of {ratio:.1f} : 1"
                return


def _over(part: VMobject, ground: str) -> str:
    opacity = part.get_fill_opacity()
    mixed = [
        round(255 * (opacity * a + (1 - opacity) * b))
        for a, b in zip(part.get_fill_color().to_rgb(), theme.rgb(ground), strict=True)
    ]
    return "#" + "".join(f"{channel:02X}" for channel in mixed)
