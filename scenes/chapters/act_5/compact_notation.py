"""`CompactNotation`: a whole layer in one line, a whole network in a few."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from manim import (
    DOWN,
    LEFT,
    PI,
    RIGHT,
    UP,
    AnimationGroup,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    RoundedRectangle,
    Succession,
    TransformFromCopy,
    VGroup,
    Wait,
)

from network.analysis.weighted_sum import weight_rows
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_5.compact_notation_parts import (
    FLASH,
    Code,
    CodeLine,
    Lane,
    Stopwatch,
    Turn,
    notation_room,
    program,
    race_rooms,
)
from scenes.mobjects.equations.layer_formula import fitting_lines
from scenes.mobjects.grids.weight_wall import first_layer_wall
from scenes.mobjects.network.network_diagram import NetworkDiagram, flow_light, rest_light
from scenes.mobjects.text.marks import OmissionDots
from scenes.mobjects.text.typst_text import Formula, Verbatim, Words, note
from scenes.motion.counting import Count
from scenes.motion.pointing import pulse
from scenes.motion.propagation import propagate, send, to_rest
from scenes.motion.resizing import resized
from scenes.stage import theme
from scenes.stage.layout import Stage, fit, stage
from scenes.subject.activation_looks import activation_look
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Animation, Mobject

AFTER_LETTER = 0.18
"""Between a letter and what it means, at least."""
BESIDE = 1.25
"""How far right of where its letter's room begins a meaning begins, if there is room."""
ROW_HEIGHT = 1.2
"""Where a row is as high, a meaning that has no room stands below its letter."""
LINES = 3
"""How many layers are written out, at most."""
LINE_SHARE, STEP_GAP = 0.4, 0.2
"""Width of a line below its layer at most, in widths of the stage, and the gap to the next one."""
ARC = PI / 3
"""On which a letter goes from the line that gives it, below that, to the line that takes it."""
RACE_SECONDS = 3.2
"""Of a race, on a clock that goes evenly."""
WON_SCALE = 1.25
"""Size of its result at most, in titles."""
TO_LOOP = 1.2
"""From the start of a race until its slower runner is spoken of."""
TENTHS_BELOW = 100.0
"""Microseconds that are written with a tenth."""
AT_HEIGHT = 0.6
"""Of the words that explain the program's sign for a product."""
SWELLING = 1.05
"""Of words beside pictures."""
LETTERS = ("in", "w", "b", "s", "out")
WRITTEN = ("out", "eq", "s", "open", "w", "in", "plus", "b", "close")
"""Parts of a formula from left to right."""


class CompactNotation(Chapter):
    """Short formulas, short programs, short times."""

    summary = N_("A whole layer in one line of mathematics, and a network in a few lines of code.")
    concepts = (N_("matrix notation"), N_("vectorization"), N_("NumPy"))
    measurements = ("loops_and_matrix",)
    beats: ClassVar = {
        "one-layer": Beat(
            "one layer", "Of the whole network its first layer is left, glowing, with its pixels."
        ),
        "piece-by-piece": Beat(
            "piece by piece",
            "Beside the layer a letter for each of its parts; below them all letters in one line.",
        ),
        "every-layer": Beat(
            "every layer",
            "The network, lit, and the formulas of all its layers, one below the other.",
        ),
        "four-lines": Beat(
            "the program",
            "The whole network as a short program. Beside it a small network, lit: a signal went"
            " through a layer each time the program went round. With it the matrix and the"
            " columns of the last round, as pictures with their shapes.",
        ),
        "timed": Beat(
            "timed",
            "Twice the pictures of the first layer's weights, above and below, each over a bar of"
            " the time it took: a loop fills its bar, one line of code a sliver. Below, how many"
            " times as fast that is.",
        ),
    }
    allowed_crossings: ClassVar = {
        ("Formula", "Neuron"): "a letter lifts off what it stands for",
    }

    def construct(self) -> None:
        self.prepare()
        self.one_layer()
        self.piece_by_piece()
        self.every_layer()
        self.four_lines()
        self.timed()
        self.go_home()
        self.rest(0.3)

    def prepare(self) -> None:
        """Put the network on stage, and measure the room around its first layer."""
        timing = self.measured("loops_and_matrix")
        self.processor = Verbatim(timing.processor)
        self.record = self.record.with_root("measurement.timing", timing).with_root(
            "measurement.first_layer", weight_rows(self.model.layers[0])
        )
        diagram = self.diagram = NetworkDiagram(
            self.model, self.palette, spoken_of=[self.trace.answer]
        )
        diagram.show_run(self.record)
        self.light, self.neurons = diagram.connections[0], diagram.columns[0]
        frame = diagram.image_frame
        picture = Stage(
            *(float(frame.get_left()[0]), float(frame.get_right()[0])),
            *(float(frame.get_top()[1]), float(frame.get_bottom()[1])),
        )
        self.room = notation_room(float(self.neurons.get_right()[0]), picture)
        self.add(diagram)

    def one_layer(self) -> None:
        self.beat("one-layer", _("Give every part of a layer a letter."))
        diagram = self.diagram
        self.later = Group(*diagram.connections[1:], *diagram.columns[1:])
        if len(self.model.layers) > 1 or not stage().is_wide:
            self.later.add(diagram.names)
        self.before = Group(diagram.strip, diagram.strip_frame)
        picture = (diagram.image, diagram.image_frame)
        # On a narrow stage the line needs the picture's room; its pixels are in the column.
        (self.before if stage().is_wide else self.later).add(*picture)
        weights = self.record["model.layers[0].weights"]
        dark = self.light.animate.set_light(rest_light(weights.values), weights)
        self.play(FadeOut(self.later), dark, self.neurons.animate.rest(), run_time=1.0)
        self.play(propagate(diagram, self.record, 0, seconds=1.2))

    def piece_by_piece(self) -> None:
        """Each letter lifts off what it stands for; then they are written in one line."""
        self.beat(
            "piece-by-piece",
            _("What goes {in:in}, the {w:weights}, the {b:biases}, the {s:function}, and what comes"
              " {out:out}."),
        )  # fmt: skip
        room = self.room.formula
        self.formula = fitting_lines(self.model.activations[:1], self.palette, room.width)[0]
        self.formula.move_to(room.center)
        self.legend = VGroup()
        slots = self.room.legend.rows(*[1] * len(LETTERS), gap=0.0)
        pieces = self.pieces()
        meanings = [Words(meaning, color=theme.SECONDARY) for *_rest, meaning, _color in pieces]
        letters = [Formula(code, size="focus", color=color) for code, *_rest, color in pieces]
        widest = max(letter.width for letter in letters)
        wanted = max(BESIDE, widest + AFTER_LETTER)
        beside = min(wanted, slots[0].width - max(words.width for words in meanings))
        is_below = beside < wanted and slots[0].height > ROW_HEIGHT
        for slot, name, letter, words, (_code, source, *_rest) in zip(
            slots, LETTERS, letters, meanings, pieces, strict=True
        ):
            middle = slot.left + min(0.4 * beside, beside - AFTER_LETTER - letter.width / 2)
            letter.move_to([middle, slot.center[1], 0])
            words.move_to([slot.left + beside, slot.center[1], 0], aligned_edge=LEFT)
            if is_below:
                letter.move_to([slot.left, slot.center[1] + 0.3, 0], aligned_edge=LEFT)
                words.next_to(letter, DOWN, buff=0.15, aligned_edge=LEFT)
            self.at_word(name)
            coming = FadeIn(letter, target_position=source, scale=0.3)
            if name == "w":
                coming = AnimationGroup(send(self.diagram, self.record, 0), FadeIn(letter))
            elif name == "in" or not stage().is_wide:
                # On its way it would pass neurons, or other letters.
                coming = AnimationGroup(pulse(source, color=self.palette.signal), FadeIn(letter))
            self.play(coming, FadeIn(words, shift=0.2 * UP), run_time=0.9)
            self.legend.add(VGroup(letter, words))
        self.caption(_("In one {line}, they say all that this layer does."))
        self.at_word("line")
        letter_of = dict(zip(LETTERS, letters, strict=True))
        written = [
            AnimationGroup(
                FadeIn(self.formula.select(name), shift=0.15 * UP),
                *([pulse(letter_of[name], color=self.palette.signal)] if name in LETTERS else []),
                run_time=0.6,
            )
            for name in WRITTEN
        ]
        self.play(LaggedStart(*written, lag_ratio=0.4), run_time=2.2)
        self.remove(*(self.formula.select(name) for name in WRITTEN))
        self.add(self.formula)
        self.rest(0.3)

    def pieces(self) -> list[tuple[str, Mobject, str, str]]:
        """Letter, where it comes from, what it is, and its color."""
        symbol = activation_look(self.model.activations[0]).symbol
        # From there to the line below the words, they pass no other letter.
        middle, lowest = self.neurons[len(self.neurons) // 2], self.neurons[-1]
        palette = self.palette
        return [
            ("a_0", self.diagram.strip, _("what goes in"), theme.TEXT),
            ("W_1", self.light, _("weights"), theme.TEXT),
            ("b_1", middle, _("biases"), palette.bias),
            (symbol, lowest, _("function"), palette.function),
            ("a_1", lowest, _("what comes out"), theme.TEXT),
        ]

    def every_layer(self) -> None:
        """One line a layer, which lights with it; what one gives slides into the next."""
        self.beat(
            "every-layer",
            _("Every layer has such a line. What one {gives}, the next one takes."),
        )
        diagram, room = self.diagram, self.room.steps
        leaving = Group(self.legend)
        if len(self.model.layers) == 1 and stage().is_wide:
            leaving.add(diagram.names)
        if not stage().is_wide:
            leaving.add(self.formula)  # its way would lead over the network
        self.play(FadeOut(leaving), run_time=0.3)
        self.play(*self.network_comes(), run_time=0.8)
        shown = self.model.activations[:LINES]
        width = LINE_SHARE * room.width if stage().is_wide else room.width
        self.lines = VGroup(*fitting_lines(shown, self.palette, width))
        self.lines.arrange(DOWN, buff=STEP_GAP if stage().is_wide else 0.75, aligned_edge=LEFT)
        if stage().is_wide:
            for line, column in zip(self.lines, diagram.columns, strict=False):
                line.set_x(max(column.get_right()[0], room.left + line.width), direction=RIGHT)
        dots_height = 0.6 if len(self.model.layers) > LINES or not stage().is_wide else 0.0
        fit(self.lines, room.width, room.height - dots_height)
        middle = self.lines.get_x() if stage().is_wide else room.center[0]
        self.lines.move_to([middle, room.center[1] + dots_height / 4, 0])
        first = self.lines[0]
        if stage().is_wide:
            self.play(self.formula.animate.become(first), run_time=0.5)
        else:
            self.play(FadeIn(first), run_time=0.4)
        self.remove(self.formula)
        self.add(first)
        for place, (before, line) in enumerate(zip(self.lines, self.lines[1:], strict=False), 1):
            self.at_word("gives")
            given = line.select("in")
            given_out = TransformFromCopy(before.select("out"), given, path_arc=-ARC)
            self.play(given_out, run_time=0.6)
            rest = [line.select(name) for name in WRITTEN if name != "in"]
            self.play(FadeIn(*rest, run_time=0.4), self.runs_through(place))
            self.remove(given, *rest)
            self.add(line)
        if len(self.lines) == 1:
            self.at_word("gives")
        if len(self.model.layers) > LINES:
            dots = OmissionDots().next_to(self.lines, DOWN, buff=0.25)
            self.lines.add(dots)
            self.play(FadeIn(dots), *map(self.runs_through, range(LINES, len(self.model.layers))))

    def four_lines(self) -> None:
        """The whole program; a frame goes round its loop as often as there are layers."""
        self.beat(
            "four-lines",
            _("And this is the whole network as a {program}. The loop {runs} once for each layer."),
        )
        self.write_program()
        self.play(*to_rest(self.diagram, seconds=0.5), *map(FadeOut, self.lines[1:]), run_time=0.5)
        moves = self.network_to(self.room.network)
        if stage().is_wide:
            formula = self.lines[0]
            smaller = min(self.room.turn.width / formula.width, 1.0)
            moves.append(formula.animate.scale(smaller).move_to(self.room.turn.center))
        self.play(*moves, run_time=0.6)
        if not stage().is_wide:
            self.play(FadeOut(self.network), run_time=0.3)
        code, at, work = self.code, self.at, self.code[-2]
        self.at_word("program")
        # One line of code says what all of them say.
        self.line_becomes_code(work)
        others = [FadeIn(line, shift=0.2 * RIGHT) for line in reversed(code) if line is not work]
        self.play(
            LaggedStart(*others, lag_ratio=0.3),
            FadeIn(at),
            pulse(*work.parts("@"), color=self.palette.signal),
            run_time=1.0,
        )
        self.add(code)  # letters that swelled are parts of their line again
        self.at_word("runs")
        self.run_program()

    def write_program(self) -> None:
        """Put the program into its room, and what explains its sign for a product nearby."""
        room, palette = self.room, self.palette
        quiet = dict.fromkeys(("def", "for", "in", "return", "import", "as"), theme.SECONDARY)
        names = dict.fromkeys((*set(self.model.activations), "f"), palette.function)
        lines = program(self.model.activations)
        self.code = code = Code(lines, size="body", colors={**quiet, "b": palette.bias, **names})
        fit(code, room.code.width, room.code.height - 2 * AT_HEIGHT)
        code.move_to(room.code.center + AT_HEIGHT * UP)
        for line in (*code[:-4], code[-1]):
            line.set_color(theme.RULE)
        at = self.at = Words(
            _("{at}: matrix times vector"), color=theme.SECONDARY, at=Verbatim("@")
        )
        fit(at, room.code.width, AT_HEIGHT)
        at.next_to(code, DOWN, buff=0.4).align_to(code[-2], LEFT)

    def run_program(self) -> None:
        """A frame goes round the loop; pictures show what each turn works with and makes."""
        head, (network, loop, work, end) = self.code[:-4], self.code[-4:]
        self.over = Group(self.network, network, loop, work, end)
        if stage().is_wide:
            self.over.add(*head, self.at)
        else:
            self.play(FadeOut(*head, self.at), run_time=0.3)
            staying = VGroup(network, loop, work, end).animate
            self.play(staying.move_to(self.room.running.center), run_time=0.4)
            self.play(FadeIn(self.network), run_time=0.3)
        frame: RoundedRectangle | None = None
        leaving: list[Animation] = []
        turns = [self.turn(layer) for layer in range(min(len(self.model.layers), LINES))]
        for place, turn in enumerate(turns):
            frame = self.frame_goes(frame, loop, *leaving)
            taking = [FadeIn(turn.taken)]
            if place:
                before = turns[place - 1].outcome
                taking = [
                    part.animate.become(goal) for part, goal in zip(before, turn.taken, strict=True)
                ]
            frame = self.frame_goes(frame, work, *taking)
            if place:
                self.remove(before)
                self.add(turn.taken)
            coming = Succession(Wait(0.3), FadeIn(turn.given, run_time=0.3))
            self.play(FadeIn(*turn.worked_with, run_time=0.3), self.runs_through(place), coming)
            leaving = [FadeOut(*turn.all_but_outcome)]
        frame = self.frame_goes(
            frame,
            end,
            end.animate.set_color(theme.TEXT),
            pulse(turns[-1].outcome, color=self.palette.signal),
            *map(self.runs_through, range(LINES, len(self.model.layers))),
            seconds=0.5,
        )
        self.over.add(frame, turns[-1])

    def frame_goes(
        self, before: Mobject | None, line: CodeLine, *others: Any, seconds: float = 0.35
    ) -> RoundedRectangle:
        """Mark another line of the program; what else happens then takes as long."""
        frame = self.framed(line)
        leaving = [FadeOut(before)] if before else []
        self.play(*leaving, FadeIn(frame), *others, run_time=seconds)
        return frame

    def turn(self, layer: int) -> Turn:
        """What the program works with in one turn of its loop."""
        return Turn(
            self.record, layer, self.model.activations, room=self.room.turn, palette=self.palette
        )

    def line_becomes_code(self, work: CodeLine) -> None:
        """Each letter of the first formula goes to its place in the program."""
        formula, arc = self.lines[0], ARC if stage().is_wide else 0.0
        given, taken = work.parts("a")
        # The last one first, so that none overtakes another.
        places = {
            "b": work.parts("b")[0], "in": taken, "w": work.parts("W")[0], "out": given,
        }  # fmt: skip
        others = VGroup(*(each for each in work if not any(each in p for p in places.values())))
        letters = [
            TransformFromCopy(formula.select(letter), place, path_arc=arc)
            for letter, place in places.items()
        ]
        self.play(LaggedStart(*letters, lag_ratio=0.15), run_time=0.7)
        self.play(FadeOut(formula), FadeIn(others), run_time=0.3)
        self.remove(others, *places.values())
        self.add(work)

    def network_comes(self) -> list[Any]:
        """The moves of the whole network to a small place; of its layers only the first is lit."""
        diagram, room = self.diagram, self.room.whole
        diagram.show_weights()
        flow = self.record["trace.layers[0].contributions"]
        self.light.set_light(flow_light(flow.values), flow)
        ends = Group(diagram.image_frame, diagram.strip_frame, *diagram.columns)
        home = ends.get_center()
        factor = min(room.width / ends.width, room.height / ends.height, 1.0)
        here = [self.light, *self.before, self.neurons]
        moves = resized(here, factor, about=home, to=room.center)
        picture = (diagram.image, diagram.image_frame)
        self.network = Group(
            *diagram.connections, *picture, diagram.strip, diagram.strip_frame, *diagram.columns
        )
        for column in diagram.columns[1:]:
            column.rest().set_stroke(width=factor * column[0].stroke_width)
        for part in self.network:
            if part not in here:
                part.scale(factor, about_point=home).shift(room.center - home)
                moves.append(FadeIn(part))
        return moves

    def network_to(self, room: Stage) -> list[Any]:
        """The moves of all of it to another place."""
        factor = min(room.width / self.network.width, room.height / self.network.height)
        return resized(self.network, factor, about=self.network.get_center(), to=room.center)

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
        """The same sums by interpreted loops and by compiled code, on one clock."""
        self.beat(
            "timed",
            _("The same sums, in slow motion: one {line} of ready-made code, and a loop in"
              " Python."),
        )  # fmt: skip
        root, palette = "measurement.timing", self.palette
        times = [time.shown_as(decimals=0) for time in self.record[f"{root}.clock"]]
        matrix = self.record.number(f"{root}.matrix_microseconds", decimals=0)
        if matrix.value < TENTHS_BELOW:
            matrix = matrix.shown_as(decimals=1)
        ratio = self.record.number(f"{root}.ratio", decimals=0)
        share = min(1 / ratio.value, 1.0)
        rooms, result, below = race_rooms()
        names = (_("a loop in Python"), _("one line: {code}"))
        watches = Stopwatch(times[-1], theme.TEXT), Stopwatch(matrix, palette.signal)
        slow, fast = lanes = [
            Lane(
                name,
                watch,
                lambda room: first_layer_wall(
                    self.record, hero=self.subject.hero, room=room, palette=palette
                ),
                room,
            )
            for name, watch, room in zip(names, watches, rooms, strict=True)
        ]
        outputs, inputs = (
            self.record.number(f"model.layer_sizes[{layer}]", decimals=None) for layer in (1, 0)
        )
        told = Words(
            _("{sums} × {products} products, all added up"),
            color=theme.SECONDARY, width=below.width, balanced=True,
            sums=outputs, products=inputs,
        ).move_to(below.center)  # fmt: skip
        change = FadeOut(self.over), FadeIn(*lanes, told)
        # One stands where the other was.
        self.play(LaggedStart(*change, lag_ratio=0.4, run_time=1.0))
        slow.bar.set_fill(theme.RULE)  # what is laid along it is seen
        slow.time.label.show(times[0])
        swelling = pulse(told, color=palette.signal, scale=SWELLING)
        self.play(FadeIn(slow.time, run_time=0.3), swelling)
        self.at_word("line")
        self.play(
            slow.run(seconds=RACE_SECONDS),
            Count(slow.time.label, times, run_time=RACE_SECONDS),
            fast.flash(share, seconds=RACE_SECONDS),
            FadeIn(fast.time, run_time=FLASH),
            Succession(Wait(TO_LOOP), pulse(slow.words, color=palette.signal, scale=SWELLING)),
        )
        self.caption(_("The ready-made code is {ratio} times as fast."), ratio=ratio)
        won = Words(_("{ratio}×"), size="title", color=palette.signal, ratio=ratio)
        won.scale(min(result.width / won.width, result.height / won.height, WON_SCALE))
        won.move_to(result.center)
        machine = note(
            _("timed on this processor: {processor}"), width=below.width, processor=self.processor
        ).move_to(below.center)
        self.play(FadeOut(told), run_time=0.3)
        self.play(
            FadeIn(machine), pulse(fast.words, color=palette.signal, scale=SWELLING), run_time=0.8
        )
        self.at_word("ratio")
        dashes, laid = slow.fill_with(share, palette.signal, seconds=1.2)
        self.play(laid, FadeIn(won, scale=0.5, run_time=0.8))
        self.fall_silent()
        self.over = Group(*lanes, slow.time, fast.time, dashes, won, machine)

    def go_home(self) -> None:
        """The whole network stands where it stood."""
        home = NetworkDiagram(self.model, self.palette, spoken_of=[self.trace.answer])
        change = FadeOut(self.over), FadeIn(home.show_run(self.record))
        self.play(LaggedStart(*change, lag_ratio=0.4, run_time=1.4))
