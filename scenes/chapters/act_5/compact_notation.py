"""`CompactNotation`: a whole layer in one line, a whole network in a few."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    AnimationGroup,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    Rectangle,
    ReplacementTransform,
    RoundedRectangle,
    Succession,
    Wait,
    there_and_back,
)

from scenes.chapter import Beat, Chapter
from scenes.chapters.act_5.compact_notation_parts import (
    FLASH,
    LINES,
    MULTIPLIED,
    PARTS,
    TIE,
    Code,
    CodeLine,
    Lane,
    LayerLines,
    LiftOff,
    PictureLine,
    RowByRow,
    Stopwatch,
    between_lines,
    column_letters,
    function_name,
    notation_room,
    program,
    race_rooms,
    turns_of_rows,
)
from scenes.mobjects.network.network_diagram import (
    ALL_LIT,
    NetworkDiagram,
    flow_light,
    rest_light,
)
from scenes.mobjects.network.neuron import NeuronColumn
from scenes.mobjects.text.typst_text import Verbatim, Words, note
from scenes.motion.counting import Count
from scenes.motion.pointing import pulse
from scenes.motion.propagation import propagate, to_rest
from scenes.motion.resizing import resized
from scenes.stage import theme
from scenes.stage.layout import fit, stage
from scenes.stage.scales import brightness
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Animation, Mobject

    from scenes.mobjects.equations.layer_formula import LayerFormula

GHOST = 0.75
"""How far what is not spoken of fades."""
LIFT, LETTER_LATER = 0.6, 0.35
"""Seconds that a picture is on its way, and after which its letter comes."""
SWEEP_SECONDS = 2.0
"""In which all rows of a layer have their turn."""
RIM_LIT = 7
"""Width of the rims of neurons while what they do to a sum is spoken of."""
FOLDED = 0.4
"""How far lines come together, of their way, until they are gone."""
RACE_SECONDS = 1.3
"""Of a race, on a clock that goes evenly."""
WON_HEIGHT = 0.95
"""Of its result, in heights of a bar."""
TENTHS_BELOW = 100.0
"""Microseconds that are written with a tenth."""
PRODUCT = "W @ a + b"
"""What of the program is timed."""
AT_HEIGHT = 0.6
"""Of the words that explain the program's sign for a product."""
LIT_SCALE = 1.06
"""Of letters while they are spoken of."""


class CompactNotation(Chapter):
    """Short formulas, short programs, short times."""

    summary = N_("A whole layer in one line of mathematics, and a network in a few lines of code.")
    concepts = (N_("matrix notation"), N_("vectorization"), N_("NumPy"))
    measurements = ("loops_and_matrix",)
    beats: ClassVar = {
        "one-layer": Beat(
            "one layer", "The network has stepped back, all but its last layer and what enters it."
        ),
        "piece-by-piece": Beat(
            "piece by piece",
            "Beside the network the formula of its last layer in one line. Pictures of its parts"
            " have worked, row by row, and shrunk into the letters.",
        ),
        "every-layer": Beat(
            "every layer",
            "The network, lit, and the formulas of all its layers, one below the other.",
        ),
        "the-program": Beat(
            "the program",
            "The network, lit, and a program of two lines that computes all of it: a signal went"
            " through a layer each time the line in its loop ran.",
        ),
        "timed": Beat(
            "timed",
            "Two bars of the time that a layer takes: one product at a time has a long one, the"
            " product of the program's line a sliver. Beside that stands how many times as fast it"
            " is.",
        ),
    }
    allowed_crossings: ClassVar = {
        ("PixelGrid", "Neuron"): "a picture lifts off what it is of",
    }

    def construct(self) -> None:
        self.prepare()
        self.one_layer()
        self.piece_by_piece()
        self.every_layer()
        self.two_lines()
        self.timed()
        self.go_home()
        self.rest(0.3)

    def prepare(self) -> None:
        """Put the network on stage, and its formulas at their places, not seen yet."""
        timing = self.measured("loops_and_matrix")
        self.processor = Verbatim(timing.processor)
        self.record = self.record.with_root("measurement.timing", timing)
        diagram = self.diagram = NetworkDiagram(
            self.model, self.palette, spoken_of=[self.trace.answer]
        )
        diagram.show_run(self.record)
        self.layer = len(self.model.layers) - 1
        self.neurons = diagram.columns[-1]
        self.senders = diagram.columns[-2] if self.layer else diagram.strip
        self.network = [
            *diagram.connections, diagram.strip, diagram.strip_frame, *diagram.columns,
        ]  # fmt: skip
        self.room = notation_room()
        self.lines = LayerLines(self.model.activations, self.palette, self.room.written)
        self.add(diagram)

    def one_layer(self) -> None:
        """The network makes room; all but its last layer steps back."""
        self.beat("one-layer", _("Give every part of a layer a letter."))
        diagram, room, last = self.diagram, self.room.network, self.layer
        ends = Group(diagram.strip_frame, *diagram.columns)
        factor = min(room.width / ends.width, room.height / ends.height, 1.0)
        moves = resized(self.network, factor, about=ends.get_center(), to=room.center)
        weights = self.record[f"model.layers[{last}].weights"]
        spoken_of = [diagram.connections[-1], self.senders, self.neurons]
        if not last:
            spoken_of.append(diagram.strip_frame)
        for part, move in zip(self.network, moves, strict=True):
            if part is diagram.connections[-1]:
                move.set_light(ALL_LIT * rest_light(weights.values), weights)
            elif part is self.neurons:
                move.rest()
            elif part not in spoken_of:
                move.fade(GHOST)
        over = FadeOut(diagram.image, diagram.image_frame, diagram.names, run_time=0.3)
        self.play(Succession(over, Wait(1.2)), *moves, run_time=1.5)

    def piece_by_piece(self) -> None:
        """Pictures lift off the layer's parts, above the letters that stand where they stay."""
        self.beat(
            "piece-by-piece",
            _("What goes {in:in}, times {w:weights}, plus {b:biases}, through the {s:squish}: what"
              " comes {out:out}."),
        )  # fmt: skip
        formula, room = self.lines[-1], self.room.written
        above = replace(room, bottom=formula.get_top()[1] + TIE)
        line = PictureLine(
            self.record, self.layer, self.model.activations, formula, room=above,
            palette=self.palette,
        )  # fmt: skip
        before, after = _cells_of(self.senders), _cells_of(self.neurons)
        between = Rectangle(
            width=after.get_left()[0] - before.get_right()[0], height=after.height
        ).next_to(after, LEFT, buff=0)
        is_wide, marks = stage().is_wide, line.marks[:2]
        letters = column_letters(self.diagram, [self.layer, self.layer + 1])
        self.lifts(line, "in", before, *map(FadeIn, letters[:1]))
        self.lifts(line, "w", between, lane=None if is_wide else line.lane("w"))
        # A row of the one times the column of the other.
        self.play(FadeIn(marks), run_time=0.3)
        self.at_word("b")
        self.play(
            FadeOut(marks),
            self.rims_lit(self.palette.bias),
            FadeIn(line.pictures["b"], scale=0.5),
            FadeIn(line.ties["b"], formula.select("plus"), formula.select("b")),
            run_time=LIFT,
        )
        self.at_word("s")
        function = [formula.select(name) for name in ("s", "open", "close")]
        self.play(self.rims_lit(self.palette.function), FadeIn(*function), run_time=LIFT)
        self.lifts(
            line, "out", after, *map(FadeIn, letters[1:]),
            with_it=("eq",), lane=None if is_wide else line.lane("out"),
        )  # fmt: skip
        self.add(formula)
        self.letters = letters
        self.caption(_("One {line} says all that this layer does."))
        self.row_by_row(line)
        self.at_word("line")
        self.play(
            *(
                FadeOut(
                    picture,
                    target_position=formula.select(name).get_top() + 0.1 * picture.height * UP,
                    scale=0.2,
                )
                for name, picture in line.pictures.items()
            ),
            FadeOut(*line.ties.values(), run_time=0.3),
            LaggedStart(
                *(self.lit(formula.select(name)) for name in ("in", "w", "b", "s", "out")),
                lag_ratio=0.1,
            ),
            run_time=0.8,
        )
        self.add(formula)

    def lifts(
        self,
        line: PictureLine,
        name: str,
        source: Mobject,
        *others: Animation,
        with_it: tuple[str, ...] = (),
        lane: float | None = None,
    ) -> None:
        """A picture comes from its part of the layer, and its letter comes below it."""
        self.at_word(name)
        letters = [self.lines[-1].select(part) for part in (name, *with_it)]
        self.play(
            LiftOff(line.pictures[name], source, lane=lane, run_time=LIFT),
            Succession(
                Wait(LETTER_LATER), FadeIn(*letters, line.ties[name], run_time=LIFT - LETTER_LATER)
            ),
            *others,
        )

    def rims_lit(self, color: str) -> Animation:
        """The rims of the layer's neurons shine, and are as before afterwards."""
        return self.neurons.animate(rate_func=there_and_back).set_stroke(color, width=RIM_LIT)

    def row_by_row(self, line: PictureLine) -> None:
        """Each row of weights, times the column, lights its neuron."""
        outputs = self.record.outputs()
        levels = brightness(outputs.values, self.model.activations[-1])
        starts = SWEEP_SECONDS * turns_of_rows(len(self.neurons))
        filling = [
            Succession(
                Wait(start + MULTIPLIED * (end - start)),
                neuron.animate(run_time=(1 - MULTIPLIED) * (end - start)).fire(out, float(level)),
            )
            for start, end, neuron, out, level in zip(
                starts, starts[1:], self.neurons, outputs, levels, strict=False
            )
        ]
        flow = self.record[f"trace.layers[{self.layer}].contributions"]
        light = self.diagram.connections[-1].animate(run_time=SWEEP_SECONDS)
        weights = line.pictures["w"][0]
        waiting = weights.animate.set_cell_weights(line.waiting_for(0))
        self.play(FadeIn(line.marks), waiting, run_time=0.2)
        self.play(
            RowByRow(line, run_time=SWEEP_SECONDS),
            light.set_light(flow_light(flow.values), flow),
            *filling,
        )
        again = weights.animate.set_colors(line.colors).set_cell_weights(np.ones(weights.shape))
        self.play(FadeOut(line.marks), again, run_time=0.2)

    def lit(self, *letters: Mobject) -> Animation:
        """Letters turn yellow, and are as before afterwards."""
        return AnimationGroup(
            *(
                part.animate(rate_func=there_and_back, run_time=0.6)
                .set_color(self.palette.signal)
                .scale(LIT_SCALE)
                for part in letters
            )
        )

    def every_layer(self) -> None:
        """One line a layer, which lights with it; what one gives slides into the next."""
        self.beat(
            "every-layer",
            _("What one layer {gives}, the next one takes: one line for each."),
        )
        lines, count = self.lines, len(self.model.layers)
        letters = column_letters(self.diagram, range(count - 1))
        first = [] if len(lines) == 1 else [FadeIn(lines[0])]
        self.play(*self.all_dark(), *first, *map(FadeIn, letters), run_time=0.5)
        self.letters.add(*letters)
        self.play(self.runs_through(0))
        self.at_word("gives")
        for place, layer in enumerate(lines.layers[1:], 1):
            before, line = lines[place - 1], lines[place]
            if layer > lines.layers[place - 1] + 1:
                left_out = range(lines.layers[place - 1] + 1, layer)
                self.play(FadeIn(lines.dots), *map(self.runs_through, left_out))
            else:
                given, taken = before.select("out").copy(), line.select("in")
                lit = pulse(*self.diagram.columns[layer - 1], color=self.palette.signal)
                # The last line stands there already.
                goes = given.animate(remover=line is lines[-1], path_func=between_lines)
                self.play(goes.move_to(taken), lit, run_time=0.7)
                self.remove(given)
            if line is lines[-1]:
                self.play(self.lit(line), self.runs_through(layer))
            else:
                rest = [line.select(name) for name in PARTS if name != "in"]
                self.add(line.select("in"))
                self.play(FadeIn(*rest, run_time=0.4), self.runs_through(layer))
                self.remove(*(line.select(name) for name in PARTS))
            self.add(line)

    def all_dark(self) -> list[Any]:
        """The moves of the whole network to the light of its weights."""
        diagram = self.diagram
        moves = [
            diagram.strip.animate.set_opacity(1),
            diagram.strip_frame.animate.set_stroke(opacity=1),
        ]
        for i, light in enumerate(diagram.connections):
            weights = self.record[f"model.layers[{i}].weights"]
            moves.append(
                light.animate.set_opacity(1).set_light(rest_light(weights.values), weights)
            )
        return moves + [column.animate.rest().set_stroke(opacity=1) for column in diagram.columns]

    def two_lines(self) -> None:
        """The whole program; its line runs as often as there are layers."""
        self.beat("the-program", _("As a {program}, that is just one line in a {loop}."))
        self.write_program()
        kept = self.lines[len(self.lines) // 2]
        folding = [
            FadeOut(line, shift=FOLDED * (kept.get_center() - line.get_center()))
            for line in self.lines
            if line is not kept
        ]
        self.play(
            *folding, FadeOut(self.letters, self.lines.dots), *to_rest(self.diagram, seconds=0.5),
            run_time=0.5,
        )  # fmt: skip
        self.at_word("program")
        # One line of code says what all of them say.
        loop, work = self.code
        self.line_becomes_code(kept, work)
        self.at_word("loop")
        self.play(FadeIn(loop, self.at, run_time=0.5), self.lit(*work.parts("@")))
        self.add(self.code)  # letters that swelled are parts of their line again
        self.caption(_("It {runs} once for each layer."))
        self.at_word("runs")
        self.run_program()

    def write_program(self) -> None:
        """Put the program into its room, and what explains its sign for a product below it."""
        room, palette = self.room.written, self.palette
        quiet = dict.fromkeys(("for", "in"), theme.SECONDARY)
        names = dict.fromkeys((*map(function_name, self.model.activations), "f"), palette.function)
        lines = program(self.model.activations)
        self.code = code = Code(lines, size="title", colors={**quiet, "b": palette.bias, **names})
        at = self.at = Words(
            _("{at}: matrix times vector"), color=theme.SECONDARY, at=Verbatim("@")
        )
        fit(at, room.width, AT_HEIGHT)
        fit(code, room.width - 0.3, room.height - AT_HEIGHT - 0.2)
        code.move_to(room.center + AT_HEIGHT / 2 * UP)
        at.next_to(code, DOWN, buff=0.3).align_to(code[1], LEFT)

    def run_program(self) -> None:
        """Each time that the framed line runs, the signal goes through a layer."""
        loop, work = self.code
        frame = self.framed(work)
        coming = FadeIn(frame, run_time=0.3)
        for layer in range(min(len(self.model.layers), LINES)):
            taken = self.lit(*loop.parts("W"), *loop.parts("b"))
            self.play(coming, taken, self.runs_through(layer))
            self.add(loop)
            coming = frame.animate(rate_func=there_and_back, run_time=0.5).set_stroke(width=10)
        self.play(*map(self.runs_through, range(LINES, len(self.model.layers))))
        self.over = Group(self.at, frame)

    def line_becomes_code(self, formula: LayerFormula, work: CodeLine) -> None:
        """Each part of a formula goes to its place in the program; the sign for a product comes."""
        given, taken = work.parts("a")
        called = next(
            name for name in (*map(function_name, self.model.activations), "f") if work.parts(name)
        )
        signs = {"eq": "=", "s": called, "open": "(", "w": "W", "plus": "+", "b": "b", "close": ")"}
        places = {name: work.parts(sign)[0] for name, sign in signs.items()}
        places |= {"out": given, "in": taken}
        self.play(
            *(ReplacementTransform(formula.select(name), place) for name, place in places.items()),
            run_time=0.9,
        )
        product = work.parts("@")[0]
        self.play(FadeIn(product, scale=2.0), run_time=0.4)
        self.remove(formula, product, *places.values())
        self.add(work)

    def runs_through(self, layer: int) -> Animation:
        """The signal into a layer, as the program computes it."""
        return propagate(self.diagram, self.record, layer, seconds=0.6)

    def framed(self, part: Mobject) -> RoundedRectangle:
        """A yellow line around a line."""
        frame = RoundedRectangle(
            corner_radius=0.1, width=part.width + 0.3, height=part.height + 0.24
        )
        return frame.set_stroke(self.palette.signal, width=4).move_to(part)

    def timed(self) -> None:
        """The same sums by the program's line and by interpreted loops, on one clock."""
        root, palette = "measurement.timing", self.palette
        ratio = self.record.number(f"{root}.ratio", decimals=0)
        self.beat(
            "timed",
            _("For the first {layer}, it is {ratio} times as fast as one product at a time."),
            ratio=ratio,
        )
        times = [time.shown_as(decimals=0) for time in self.record[f"{root}.clock"]]
        matrix = self.record.number(f"{root}.matrix_microseconds", decimals=0)
        if matrix.value < TENTHS_BELOW:
            matrix = matrix.shown_as(decimals=1)
        slow_room, quick_room, below = race_rooms()
        words = Words(_("one product at a time"), size="focus")
        slow = Lane(words, Stopwatch(times[-1], theme.TEXT), slow_room)
        slow.bar.set_fill(theme.RULE)
        slow.time.label.show(times[0])
        name = CodeLine(PRODUCT, size="focus", colors={}).set_color(palette.signal)
        quick = Lane(name, Stopwatch(matrix, palette.signal), quick_room)
        machine = note(
            _("timed in Python on this processor: {processor}"),
            width=below.width,
            processor=self.processor,
        ).move_to(below.center)
        product = self.code[1].parts(PRODUCT)[0]
        rest = [glyph for line in self.code for glyph in line if glyph not in product]
        self.play(
            FadeOut(self.over, *rest), product.animate.set_color(palette.signal), run_time=0.3
        )
        self.remove(self.code)
        self.add(product)
        # The network is there until words come: the stage would be dark.
        self.play(
            FadeOut(*self.network, run_time=0.35),
            Succession(Wait(0.2), ReplacementTransform(product, name, run_time=0.5)),
            Succession(Wait(0.3), FadeIn(slow.words, slow.time, machine, run_time=0.4)),
        )
        self.at_word("layer")
        share = min(1 / ratio.value, 1.0)
        flash = max(share * RACE_SECONDS, FLASH)
        self.play(
            slow.run(1.0, seconds=RACE_SECONDS),
            Count(slow.time.label, times, run_time=RACE_SECONDS),
            quick.run(share, seconds=flash),
            FadeIn(quick.time, run_time=flash),
        )
        won = Words(_("{ratio}×"), size="title", color=palette.signal, ratio=ratio)
        won.scale_to_fit_height(WON_HEIGHT * quick.bar.height).next_to(quick.bar, RIGHT, buff=0.4)
        self.at_word("ratio")
        self.play(FadeIn(won, scale=0.5), run_time=0.6)
        self.rest(0.5)
        self.over = Group(quick, slow, won, machine)

    def go_home(self) -> None:
        """The whole network stands where it stood."""
        home = NetworkDiagram(self.model, self.palette, spoken_of=[self.trace.answer])
        change = FadeOut(self.over), FadeIn(home.show_run(self.record))
        self.play(LaggedStart(*change, lag_ratio=0.4, run_time=1.0))


def _cells_of(column: Mobject) -> Rectangle:
    """What a picture of a column's numbers covers, one cell over each of its neurons."""
    height = column.height
    if isinstance(column, NeuronColumn):
        height *= len(column) / max(len(column) - 1, 1)
    return Rectangle(width=column.width, height=height).move_to(column)
