"""`TheHopeForLayers`: digits are made of parts; a hope for what the hidden layers do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    DashedLine,
    FadeIn,
    FadeOut,
    LaggedStart,
    VGroup,
)

from scenes import theme
from scenes.chapter import Chapter
from scenes.layout import stage
from scenes.mobjects.network_diagram import NetworkDiagram
from scenes.mobjects.pen_part import DIGIT_PARTS, PenDigit, PenPart, small_edges
from scenes.mobjects.text import Words, label
from scenes.motion.writing import travel_to, write
from scenes.words import _

if TYPE_CHECKING:
    from manim import Mobject, VMobject

    from scenes.mobjects.neuron import Neuron

HEIGHT = 1.35
ROW_PITCH = 1.75
MIDDLE_ROW = 0.8
"""Which row stands at the middle of the stage: the word above them takes room as well."""
SLOT = 1.5
"""From part to part in a row."""
EDGES = 5
SMALL = 0.62
"""Height of a digit whose parts stand beside neurons, at most."""
THIN = 3.5


class TheHopeForLayers(Chapter):
    """Loops and lines beside neurons: a hope, and the question whether it holds."""

    def construct(self) -> None:
        """Tell the story."""
        self.diagram = NetworkDiagram(self.model, self.palette)
        self.area = stage()
        self.aside = self.area.center[0] - self.area.left - 0.55 - 1.4 * SLOT
        self.a_nine()
        self.eight_and_four()
        self.beside_neurons()
        self.which_parts_make_what()
        if len(self.model.layers) > 2:
            self.small_edges()
        self.does_it_really()
        self.rest(1.5)

    def a_nine(self) -> None:
        """A nine is written and comes apart."""
        self.beat("a nine", _("What makes a nine a nine? A loop on top, and a line below it."))
        self.rows: dict[int, VGroup] = {}
        self.parts: dict[str, VMobject] = {}
        self.come_apart(9, seconds=1.6)
        self.rest()

    def eight_and_four(self) -> None:
        """So do an eight and a four; parts come back."""
        self.beat(
            "eight and four",
            _("An eight: two loops. A four: three lines. The same few parts come back."),
        )
        self.come_apart(8, seconds=1.4)
        self.come_apart(4, seconds=1.4)
        self.rest()

    def beside_neurons(self) -> None:
        """The network's neurons appear; the parts go and stand beside them."""
        self.beat(
            "beside neurons",
            _("Now a hope: each neuron in this layer lights up for one of these parts."),
        )
        self.last = len(self.model.layers) - 2
        self.hope = Words(_("hope"), size="title", color=self.palette.signal)
        self.hope.move_to(self.area.at(0, 1), aligned_edge=UP + LEFT)
        columns = self.diagram.columns
        drawn = VGroup(*columns, self.diagram.names)
        rows = VGroup(*self.rows.values())
        self.play(
            rows.animate.shift(self.aside * LEFT), FadeIn(drawn, shift=0.6 * LEFT), run_time=1.4
        )
        self.play(FadeIn(self.hope, shift=0.2 * RIGHT), run_time=0.6)
        chosen = self.spread(self.last, min(len(self.parts), len(self.neurons(self.last))))
        self.homes = dict(zip(self.parts, chosen, strict=False))
        small = {name: self.beside(name, neuron) for name, neuron in self.homes.items()}
        flying = [self.parts[name].copy() for name in small]
        self.title = self.column_title(self.last, _("loops, lines"))
        self.play(travel_to(flying, small.values(), seconds=2.4), FadeIn(self.title))
        self.small = dict(zip(small, flying, strict=True))
        self.rest()

    def which_parts_make_what(self) -> None:
        """Lines from the parts to the digits that they would make."""
        self.beat(
            "which parts make what",
            _("Then the last layer only has to know which parts make which digit."),
        )
        self.lines = VGroup()
        outputs = self.diagram.columns[-1]
        for digit, names in DIGIT_PARTS.items():
            if digit >= len(outputs):
                continue
            found = [self.homes[name] for name in names if name in self.homes]
            lines = VGroup(*(self.hoped(neuron, outputs[digit]) for neuron in found))
            name = self.diagram.names[digit]
            self.play(
                LaggedStart(*map(Create, lines), lag_ratio=0.2),
                name.animate.set_color(theme.TEXT),
                run_time=1.2,
            )
            self.lines.add(*lines)
        self.rest()

    def small_edges(self) -> None:
        """A loop is cut into small edges, and they stand beside the layer before."""
        self.beat("small edges", _("And a loop? That can be put together from small edges."))
        self.play(FadeOut(*self.rows.values()), run_time=0.6)
        middle = self.diagram.places.image + 0.5 * RIGHT
        loop = PenPart("upper loop", height=4.4).move_to(middle)
        count = min(EDGES, len(self.neurons(self.last - 1)))
        edges = small_edges(loop, count)
        self.play(Create(loop), run_time=1.2)
        self.add(edges)
        self.remove(loop)
        apart = [edge.animate.shift(0.28 * (edge.get_center() - middle)) for edge in edges]
        self.play(*apart, run_time=1.0)
        self.rest(0.5)
        self.caption(_("So we hope that the layer before it looks for those."))
        chosen = self.spread(self.last - 1, count)
        order = np.argsort([-edge.get_y() for edge in edges])
        places = [
            self.set_beside(edges[i].copy(), neuron, factor=0.24)
            for i, neuron in zip(order, chosen, strict=True)
        ]
        title = self.column_title(self.last - 1, _("small edges"))
        flying = [edges[i].copy() for i in order]
        self.play(travel_to(flying, places, seconds=2.0), FadeIn(title))
        self.edges = edges
        home = self.small[next(iter(self.homes))]
        lines = VGroup(*(self.hoped(neuron, home) for neuron in chosen))
        self.play(LaggedStart(*map(Create, lines), lag_ratio=0.15), run_time=1.2)
        self.lines.add(*lines)
        self.rest()

    def does_it_really(self) -> None:
        """The true connections take the place of the hoped-for ones, with a question mark."""
        self.beat("does it really", _("But does a trained network really do this?"))
        shown = [self.edges] if len(self.model.layers) > 2 else self.rows.values()
        mark = VGroup(PenPart("hook", height=2.2), PenPart("point", height=2.2))
        mark.set_color(self.palette.signal).set_stroke(width=11).move_to(self.diagram.places.image)
        note = Words(_("We will look."), color=theme.TEXT).next_to(mark, DOWN, buff=0.5)
        self.play(FadeOut(self.lines, *shown), run_time=0.7)
        self.diagram.show_weights().show_strip(self.record["trace.inputs"])
        for light in self.diagram.connections:
            # Light lies under neurons and strokes.
            self.bring_to_back(light.set_opacity(0))
        self.play(
            *(light.animate.set_opacity(1) for light in self.diagram.connections),
            FadeIn(self.diagram.strip, self.diagram.strip_frame),
            run_time=1.4,
        )
        self.play(write(mark, seconds=1.2))
        self.caption(_("These are its true connections. So far it is a hope; we will look."))
        self.play(FadeIn(note), run_time=0.6)
        self.rest(0.8)

    def come_apart(self, digit: int, *, seconds: float) -> None:
        """Write a digit; its strokes slide into a row, with signs between."""
        left, y = self.area.left + 0.55 + self.aside, self.row_y(digit)
        written = PenDigit(digit, height=HEIGHT).move_to([left, y, 0])
        self.play(write(written, seconds=seconds))
        strokes, signs = VGroup(), VGroup()
        for i, part in enumerate(written, start=1):
            strokes.add(part.copy())
            sign = label("=" if i == 1 else "+", size="body")
            signs.add(sign.move_to([left + (i - 0.5) * SLOT, y, 0]))
        moves = [stroke.animate.set_x(left + i * SLOT) for i, stroke in enumerate(strokes, start=1)]
        self.play(*moves, FadeIn(signs), run_time=1.1)
        self.rows[digit] = VGroup(written, signs, strokes)
        for stroke in strokes:
            self.parts.setdefault(stroke.name, stroke)

    def row_y(self, digit: int) -> float:
        """Height of a digit's row."""
        row = list(DIGIT_PARTS).index(digit)
        return float(self.area.center[1] + ROW_PITCH * (MIDDLE_ROW - row))

    def neurons(self, layer: int) -> VGroup:
        """The discs of a layer."""
        return self.diagram.columns[layer]

    def spread(self, layer: int, count: int) -> list[Neuron]:
        """So many neurons of a layer, evenly over its column."""
        neurons = self.neurons(layer)
        places = np.linspace(0, len(neurons), 2 * count + 1)[1::2]
        return [neurons[int(place)] for place in places]

    def room(self, layer: int, count: int) -> float:
        """How high a part beside a neuron may be."""
        return min(SMALL, 0.85 * float(self.neurons(layer).height) / count)

    def beside(self, name: str, neuron: Neuron) -> PenPart:
        """A part, small, to the left of a neuron."""
        factor = self.room(self.last, len(self.homes))
        return self.set_beside(PenPart(name, height=factor), neuron, factor=1.0)

    def set_beside(self, part: Mobject, neuron: Neuron, *, factor: float) -> Mobject:
        """Shrink a part, and put it to the left of a neuron."""
        part.scale(factor).set_stroke(width=THIN)
        return part.next_to(neuron, LEFT, buff=0.16)

    def column_title(self, layer: int, words: str) -> Words:
        """What we hope that a layer finds, above it."""
        name = Words(words, size="note", color=self.palette.signal)
        return name.next_to(self.neurons(layer), UP, buff=0.12)

    def hoped(self, start: Mobject, end: Mobject) -> DashedLine:
        """A connection that we hope for: dashed, since it stands for no weight."""
        line = DashedLine(
            start.get_right() + 0.05 * RIGHT, end.get_left() + 0.05 * LEFT, dash_length=0.09
        )
        return line.set_stroke(theme.SECONDARY, width=2)
