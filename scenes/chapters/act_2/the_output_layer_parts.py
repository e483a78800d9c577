"""The outputs as bars, each in a track of its own, and what is said of a picture beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import (
    DOWN,
    DR,
    LEFT,
    RIGHT,
    UL,
    Animation,
    FadeIn,
    FadeOut,
    GrowFromPoint,
    Rectangle,
    Square,
    Succession,
    VGroup,
    VMobject,
)

from scenes.mobjects.text.marks import SideBrace
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import fit, stage
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from manim import Mobject
    from numpy.typing import NDArray

    from scenes.mobjects.network.network_diagram import NetworkDiagram
    from scenes.stage.layout import Stage
    from scenes.subject.sourced import Sourced

BAR_SHARE, TRACK_SHARE = 0.6, 0.72
"""Height of a bar, and of its track, in distances from row to row."""
HIGHEST = 0.42
"""Height of a bar at most, scene units."""
THIN = 0.1
"""A bar of this width has no rim: there would be nothing else to see of it."""
VALUE_GAP = 0.2
ROOMY = 0.55
"""From row to row, for large numbers."""
MOST_OF_ROOM = 0.45
"""Of what is right of the names: a large number."""
LINE, BAR_ROOM, ROWS_GAP = 0.62, 0.55, 0.2
"""Heights of the words over a bar, of the bar, and of the gap to the next, scene units."""
PICTURE_SHARE = 0.5
"""Of the width of its part of the stage: a picture beside which stands a verdict."""
FILLED = 0.93
"""Of the height of its part of the stage: it is seen a little nearer."""
FRAME_WIDTH = 2.25


def pitch_of(rows: Sequence[float]) -> float:
    """The distance from row to row; of a lone row the largest that makes a difference."""
    return float(np.min(np.abs(np.diff(rows)), initial=HIGHEST / BAR_SHARE))


def value_room(
    numbers: Iterable[Sourced], rows: Sequence[float], left: float, right: float
) -> tuple[float, str]:
    """Where tracks end that begin at `left` and have their numbers behind them, and their size.

    They are as large as rows of these heights and a room from `left` to `right` allow.
    """
    shown = list(numbers)
    size = "focus" if pitch_of(rows) >= ROOMY else "number"
    widest = max(ValueLabel(number, size=size).width for number in shown)
    if widest > MOST_OF_ROOM * (right - left):
        size = "number"
        widest = max(ValueLabel(number, size=size).width for number in shown)
    return right - VALUE_GAP - widest, size


class OutputBars(VGroup):
    """Numbers as bars from 0 on, each in a row of its own, on a track from `low` to `high`.

    Parameters
    ----------
    rows
        The height of each bar's middle.
    left
        Where all tracks begin.
    unit
        The length of the number one.
    size
        Of the numbers behind the tracks.
    """

    def __init__(
        self,
        numbers: Sequence[Sourced],
        *,
        rows: Sequence[float],
        left: float,
        unit: float,
        low: float,
        high: float,
        size: str = "number",
    ) -> None:
        self.zero, self.size = left - unit * low, size
        pitch = pitch_of(rows)
        self.tracks, self.bars = VGroup(), VGroup()
        for number, y in zip(numbers, rows, strict=True):
            track = Rectangle(width=unit * (high - low), height=TRACK_SHARE * pitch)
            track.set_stroke(theme.RULE, width=1.5).set_fill(theme.PANEL, opacity=1)
            self.tracks.add(track.move_to([left, y, 0], aligned_edge=LEFT))
            bar = Rectangle(width=unit * abs(number.value), height=BAR_SHARE * pitch)
            bar.set_stroke(theme.BACKGROUND, width=2 if bar.width > THIN else 0)
            bar.set_fill(theme.TEXT if number.value >= 0 else theme.SECONDARY, opacity=1)
            side = LEFT if number.value >= 0 else RIGHT
            bar.fills = (number,)
            self.bars.add(bar.move_to([self.zero, y, 0], aligned_edge=side))
        self.bars.set_z_index(1)
        super().__init__(self.tracks, self.bars)

    def growing(self) -> list[Animation]:
        """Let each bar grow in its track."""
        return [GrowFromPoint(bar, [self.zero, bar.get_y(), 0]) for bar in self.bars]

    def beside(self, row: int, number: Sourced, color: str = theme.SECONDARY) -> ValueLabel:
        """The number of a row, behind its track."""
        value = ValueLabel(number, size=self.size, color=color, align="left")
        track = self.tracks[row]
        return value.next_to(track, RIGHT, buff=VALUE_GAP).set_y(track.get_y())


class LayerName(VGroup):
    """A brace around all outputs with their names, and what they are together.

    The words stand right of the brace on a wide stage, above it on any other.
    """

    def __init__(self, diagram: NetworkDiagram) -> None:
        area, lamps = stage(), diagram.columns[-1]
        ends = VGroup(lamps, *(diagram.end_of(i) for i in range(len(lamps))))
        self.brace = VMobject() if len(lamps) == 1 else SideBrace(ends, buff=0.2, depth=0.4)
        left = float(VGroup(ends, self.brace).get_right()[0]) + VALUE_GAP
        self.words = Words(_("output layer"), size="title")
        if area.is_wide:
            fit(self.words, area.right - left, area.height)
            self.words.move_to([left, ends.get_y(), 0], aligned_edge=LEFT)
        else:
            corner = [area.right, float(diagram.image_frame.get_bottom()[1]), 0.0]
            fit(self.words, area.right - float(diagram.places.aside[0]), area.height)
            self.words.move_to(corner, aligned_edge=DR)
        super().__init__(self.brace, self.words)


class Vote(VGroup):
    """An output: its name above a bar with its number behind it.

    `place` is the upper left corner, `width` that of bar and number.
    """

    def __init__(
        self,
        number: Sourced,
        name: Verbatim,
        *,
        place: NDArray[np.float64],
        width: float,
        low: float,
        high: float,
    ) -> None:
        left, top = place[:2].tolist()
        self.left, self.width_of_line, self.middle = left, width, top - LINE / 2
        row = top - LINE - BAR_ROOM / 2
        end, size = value_room([number], [row], left, left + width)
        unit = (end - left) / (high - low)
        self.bars = OutputBars(
            [number], rows=[row], left=left, unit=unit, low=low, high=high, size=size
        )
        self.value = self.bars.beside(0, number)
        self.heading = self.line("{name}", name=name).set_color(theme.SECONDARY)
        super().__init__(self.heading, self.bars, self.value)

    def line(self, template: str, **slots: Verbatim) -> Words:
        """Words in the place of the name."""
        for size in ("focus", "body"):
            words = Words(template, size=size, width=None, align="left", balanced=False, **slots)
            if words.width <= self.width_of_line:
                break
        fit(words, self.width_of_line, LINE)
        return words.move_to([self.left, self.middle, 0], aligned_edge=LEFT)


class Votes(VGroup):
    """What a network makes of a picture: its frame, and below it the outputs that matter, as bars.

    Parameters
    ----------
    numbers, names
        Of these outputs, by their indices, from the highest row to the lowest.
    answer
        The output that the network says.
    low, high
        Where the tracks of the bars begin and end.

    Attributes
    ----------
    frame
        Where the picture belongs.
    said
        What the network says, in the place of the answer's name.
    truth, verdict
        What the picture is, and in a word whether they agree: see `judge`.
    """

    def __init__(
        self,
        area: Stage,
        numbers: Mapping[int, Sourced],
        names: Mapping[int, Verbatim],
        *,
        answer: int,
        low: float,
        high: float,
        color: str,
    ) -> None:
        self.area, self.answer = area, answer
        pitch = LINE + BAR_ROOM + ROWS_GAP
        height = FILLED * area.height
        side = min(height - len(numbers) * pitch, PICTURE_SHARE * area.width)
        self.frame = Square(side_length=side, color=theme.RULE, stroke_width=FRAME_WIDTH)
        top = area.center[1] + (side + len(numbers) * pitch) / 2
        self.frame.move_to([area.left, top, 0], aligned_edge=UL)
        self.rows: dict[int, Vote] = {}
        for turn, (output, number) in enumerate(numbers.items()):
            place = np.array([area.left, top - side - ROWS_GAP - turn * pitch, 0.0])
            self.rows[output] = Vote(
                number, names[output], place=place, width=area.width, low=low, high=high
            )
        self.said = self.rows[answer].line(_("says: {answer}"), answer=names[answer])
        self.said.set_color(color)
        self.truth, self.verdict = VMobject(), VMobject()
        self.old_name: Mobject | None = None
        super().__init__(self.frame, *self.rows.values())

    def judge(self, label: Verbatim, row: int | None, *, is_right: bool) -> None:
        """Prepare what the picture is: at its bar in a row of its own, else beside the picture."""
        left = float(self.frame.get_right()[0]) + VALUE_GAP
        room = self.area.right - left
        self.verdict = Words(_("right") if is_right else _("wrong"), size="title")
        beside = VGroup(fit(self.verdict, room, self.frame.height))
        if row in self.rows and row != self.answer:
            self.truth = self.rows[row].line(_("really: {label}"), label=label)
            self.old_name = self.rows[row].heading
        else:
            self.truth = Words(
                _("really: {label}"), width=room, align="left", balanced=True, label=label
            )
            beside.add(self.truth).arrange(DOWN, buff=ROWS_GAP, aligned_edge=LEFT)
        beside.move_to([left, self.frame.get_y(), 0], aligned_edge=LEFT)

    @property
    def answer_parts(self) -> list[Mobject]:
        """What the network says, and the number for it."""
        return [self.said, self.rows[self.answer].value]

    def says(self) -> Animation:
        """Let the name of the answer become what the network says."""
        return _follows(self.said, self.rows[self.answer].heading)

    def tells_truth(self) -> Animation:
        """Let what the picture is appear."""
        if self.old_name is None:
            return FadeIn(self.truth)
        return _follows(self.truth, self.old_name)

    def appears(self) -> list[Animation]:
        """Let all outputs come at once, their bars growing."""
        coming: list[Mobject] = [self.frame, self.said]
        moves: list[Animation] = []
        for output, vote in self.rows.items():
            coming += [vote.bars.tracks, vote.value]
            coming += [vote.heading] if output != self.answer else []
            moves += vote.bars.growing()
        return [FadeIn(*coming), *moves]


def _follows(words: Words, name: Mobject) -> Animation:
    return Succession(FadeOut(name, run_time=0.2), FadeIn(words, run_time=0.5))
