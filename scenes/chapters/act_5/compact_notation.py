"""`CompactNotation`: a whole layer in one line, a whole network in four."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    TransformFromCopy,
    VGroup,
)

from scenes.chapter import Beat, Chapter
from scenes.chapters.act_5.compact_notation_parts import Code, notation_room
from scenes.mobjects.equations.layer_formula import SIGNS, fitting_lines
from scenes.mobjects.grids.weight_grid import MatrixPicture
from scenes.mobjects.network.network_diagram import NetworkDiagram, flow_into, flow_light
from scenes.mobjects.plots.bars import NamedBars
from scenes.mobjects.text.marks import OmissionDots
from scenes.mobjects.text.typst_text import Formula, Verbatim, Words, note
from scenes.motion.growing import grow_bar
from scenes.stage import theme
from scenes.stage.scales import strongest
from scenes.subject.activation_looks import activation_look
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Mobject

LETTERS_HEIGHT = 0.8
"""What the letters below the picture of a matrix take."""
FREE = 0.38
"""Of the stage's width, right of the first layer, for what explains it."""
LINES = 3
"""How many layers are written out, at most."""


class CompactNotation(Chapter):
    """Short formulas, short programs, short times."""

    is_first_cut = True
    summary = N_("A whole layer in one line of mathematics, and a network in four lines of code.")
    concepts = (N_("matrix notation"), N_("vectorization"), N_("NumPy"))
    measurements = ("loops_and_matrix",)
    beats: ClassVar = {
        "one-layer": Beat(
            "one layer", "A digit, its column of pixels, and glowing lines to the next column."
        ),
        "piece-by-piece": Beat(
            "piece by piece", "Beside the layer its formula; each letter is explained below it."
        ),
        "each-row": Beat(
            "each row",
            "The matrix of weights as a colored strip; one row is framed, and its neuron with its"
            " connections lit.",
        ),
        "every-layer": Beat("every layer", "The formulas of all layers, one below the other."),
        "four-lines": Beat(
            "four lines", "Beside the formulas, the network as a program of four lines."
        ),
        "timed": Beat(
            "timed", "Two bars compare the time of loops and of one product; it is far shorter."
        ),
    }

    def construct(self) -> None:
        self.prepare()
        self.one_layer()
        self.piece_by_piece()
        self.each_row()
        self.every_layer()
        self.four_lines()
        self.timed()
        self.rest(1.2)

    def prepare(self) -> None:
        """Set up the first layer pair, and the room around it."""
        timing = self.measured("loops_and_matrix")
        self.record = self.record.with_root("measurement.timing", timing)
        self.sizes = [self.record.number(f"model.layer_sizes[{i}]", decimals=None) for i in (0, 1)]
        self.diagram = NetworkDiagram(self.model, self.palette, free=FREE)
        self.diagram.show_input(self.record["trace.ink"]).show_activations(self.record)
        self.light, self.neurons = self.diagram.connections[0], self.diagram.columns[0]
        self.flow = self.record["trace.layers[0].contributions"]
        self.light.set_light(flow_light(self.flow.values), self.flow)
        self.room = notation_room(self.diagram)
        shown = self.model.activations[:LINES]
        self.formulas = fitting_lines(shown, self.palette, self.room.formula.width)

    def one_layer(self) -> None:
        self.beat(
            "one-layer",
            _("This is one layer at work: what goes in, the connections, and what comes out."),
        )
        self.picture = (self.diagram.image, self.diagram.image_frame)
        self.strip = (self.diagram.strip, self.diagram.strip_frame)
        self.play(FadeIn(*self.picture, *self.strip), run_time=0.8)
        self.play(FadeIn(self.light), FadeIn(self.neurons), run_time=1.0)
        self.rest(0.5)

    def piece_by_piece(self) -> None:
        self.beat("piece-by-piece", _("Each of them gets one letter."))
        self.formula = self.formulas[0]
        self.formula.move_to(self.room.formula.center)
        self.notes, rows = VGroup(), self.room.legend
        for row, (name, code, source, meaning) in enumerate(self.pieces()):
            line = self.legend(code, meaning, self.formula.select(name)[0].get_color().to_hex())
            line.shift(rows.at(0.5, 1 - row / 4) + 1.3 * LEFT)
            self.notes.add(line)
            self.play(
                FadeIn(self.formula.select(name), target_position=source, scale=0.6),
                FadeIn(line, shift=0.2 * UP),
                run_time=0.75,
            )
        self.caption(_("Together, they say all that the layer does, in one line."))
        rest = [self.formula.select(name) for name in SIGNS]
        self.play(FadeIn(*rest), run_time=0.6)
        self.add(self.formula)
        self.rest(0.8)

    def each_row(self) -> None:
        """The matrix as a picture of all its weights; a box on one row after the other."""
        rows, columns = self.sizes[1], self.sizes[0]
        self.beat(
            "each-row",
            _(
                "W holds all the weights: {rows} rows, {columns} columns. Each row belongs to"
                " one neuron."
            )
            if rows.value > 1
            else _("W holds all the weights: a single row of {columns}, as there is one neuron."),
            rows=rows,
            columns=columns,
        )
        self.matrix = MatrixPicture(
            self.record["model.layers[0].weights"], (rows, columns), "W_1",
            height=self.room.matrix.height - LETTERS_HEIGHT, width=self.room.matrix.width,
            palette=self.palette,
        )  # fmt: skip
        self.matrix.move_to(self.room.matrix.center)
        grid, frame = self.matrix.grid, self.matrix.frame
        self.play(FadeOut(self.notes), run_time=0.4)
        self.play(FadeIn(grid, frame, target_position=self.light, scale=0.5), run_time=1.1)
        self.play(FadeIn(self.matrix.letters, self.matrix.size), run_time=0.4)
        self.row_by_row()

    def row_by_row(self) -> None:
        """Box rows of the matrix, and light up what they stand for."""
        rows, color = self.telling_rows(), self.palette.signal
        box, words = self.matrix.row_box(rows[0], color), VGroup()
        ring = self.neurons[rows[0]].copy().set_fill(opacity=0).scale(1.35)
        ring.set_stroke(color, width=3)
        marks: list[object] = [Create(box), Create(ring)]
        for row in rows:
            own = flow_into([row], self.flow.values)
            light = self.light.animate.set_light(own, self.flow)
            self.play(*marks, light, FadeOut(words, run_time=0.3), run_time=0.8)
            words = Words(
                _("row {row}: the weights into neuron {row}"), size="note", row=Verbatim(row)
            )
            words.next_to(self.matrix, DOWN, buff=0.25)
            words.set_x(min(words.get_x(), self.room.matrix.right - words.width / 2))
            self.play(FadeIn(words), run_time=0.3)
            self.rest(0.4)
            after = rows[min(rows.index(row) + 1, len(rows) - 1)]
            marks = [
                box.animate.match_y(self.matrix.row_box(after, color)),
                ring.animate.move_to(self.neurons[after]),
            ]
        self.marks = (box, ring, words)

    def every_layer(self) -> None:
        self.beat(
            "every-layer",
            _("Every layer has such a line. What one layer gives, the next one takes."),
        )
        home = self.room.lines.at(0, 1) + 0.3 * DOWN
        self.play(
            FadeOut(*self.picture, *self.strip, self.light, self.neurons, self.matrix, *self.marks),
            self.formula.animate.move_to(home, aligned_edge=LEFT),
            run_time=1.2,
        )
        self.lines = VGroup(self.formula)
        for line in self.formulas[1:]:
            line.next_to(self.lines[-1], DOWN, buff=self.room.line_gap, aligned_edge=LEFT)
            self.play(TransformFromCopy(self.lines[-1], line), run_time=0.9)
            self.lines.add(line)
        self.add(self.lines)
        if len(self.model.layers) > LINES:
            self.play(FadeIn(OmissionDots().next_to(self.lines, DOWN, buff=0.3)), run_time=0.4)
        self.rest(0.6)

    def four_lines(self) -> None:
        self.beat(
            "four-lines", _("And here is the whole network as a program, in four lines of NumPy.")
        )
        names = set(self.model.activations)
        same = len(names) == 1
        function = next(iter(names)) if same else "f"
        each = "W, b" if same else "W, b, f"
        lines = (
            "def network(a, layers):",
            f"    for {each} in layers:",
            f"        a = {function}(W @ a + b)",
            "    return a",
        )
        quiet = dict.fromkeys(("def", "for", "in", "return"), theme.SECONDARY)
        colors = {**quiet, "b": self.palette.bias, function: self.palette.signal}
        self.code, corner = (
            Code(lines, size=self.room.code_size, colors=colors),
            self.room.code_corner,
        )
        self.code.move_to(self.room.code.at((1 + corner[0]) / 2, 1), aligned_edge=corner)
        self.play(
            LaggedStart(*(FadeIn(line, shift=0.2 * RIGHT) for line in self.code), lag_ratio=0.6),
            run_time=2.4,
        )
        self.rest(1.0)

    def timed(self) -> None:
        """The same sums by loops, and as one product."""
        self.beat(
            "timed",
            _(
                "It is also faster. Here is the first layer, in interpreted loops and in compiled"
                " matrix code."
            ),
        )
        root = "measurement.timing"
        times = [
            self.record.number(f"{root}.{name}_microseconds", decimals=1)
            for name in ("loop", "matrix")
        ]
        bars = NamedBars(
            [
                note(_("interpreted loops, weight by weight")),
                note(_("compiled matrix code")),
            ],
            times,
            template=_("{number} µs"), width=self.room.bar_width, pitch=self.room.bar_pitch,
            colors=(theme.SECONDARY, self.palette.signal),
        )  # fmt: skip
        room = self.room.times
        bars.move_to(room.at(0, 0) + 0.75 * UP, aligned_edge=DOWN + LEFT)
        bars.shift((room.left - bars.bars.get_left()[0]) * RIGHT)
        rounds = self.record.number(f"{root}.rounds", decimals=None)
        told = note(_("measured on this machine; median of {rounds} runs"), rounds=rounds)
        told.move_to(room.at(0, 0) + 0.1 * UP, aligned_edge=LEFT)
        self.play(FadeIn(told), run_time=0.5)
        for row, seconds in enumerate((2.0, 0.5)):
            self.play(grow_bar(bars, row, seconds=seconds))
        speed = self.record.number(f"{root}.ratio", decimals=0)
        self.caption(_("On the same machine, the product is {ratio} times as fast."), ratio=speed)
        ratio = Words(
            _("{ratio} times as fast"), size="title", color=self.palette.signal, ratio=speed
        )
        ratio.move_to([room.right, bars.bars[1].get_y(), 0], aligned_edge=RIGHT)
        self.play(FadeIn(ratio, shift=0.3 * LEFT), run_time=0.8)

    def pieces(self) -> list[tuple[str, str, Mobject, str]]:
        """Label in the formula, letter, where it comes from, and what it is."""
        function = activation_look(self.model.activations[0]).symbol
        return [
            ("in", "a_0", self.diagram.strip, _("activations before")),
            ("w", "W_1", self.light, _("weights")),
            ("b", "b_1", self.neurons, _("biases")),
            ("s", function, self.neurons, _("activation function")),
            ("out", "a_1", self.neurons, _("activations after")),
        ]

    def legend(self, code: str, meaning: str, color: str) -> VGroup:
        """A letter, and to the right of it what it stands for."""
        letter = Formula(code, color=color)
        letter.move_to([-0.15, 0, 0], aligned_edge=RIGHT)
        words = Words(meaning, size=self.room.legend_size, color=theme.SECONDARY)
        return VGroup(letter, words.move_to([0.2, 0, 0], aligned_edge=LEFT))

    def telling_rows(self) -> list[int]:
        """Three rows from top to bottom: those of the neurons with the largest sums."""
        sums = self.record["trace.layers[0].pre_activations"]
        return sorted(strongest(sums.values, 3))
