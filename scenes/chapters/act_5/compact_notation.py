"""`CompactNotation`: a whole layer in one line, a whole network in a few."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    RoundedRectangle,
    TransformFromCopy,
    VGroup,
)

from network.analysis.weighted_sum import weight_rows
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_5.compact_notation_parts import (
    Code,
    Lane,
    RaceClock,
    notation_room,
    program,
    race_rooms,
)
from scenes.mobjects.equations.layer_formula import fitting_lines
from scenes.mobjects.grids.weight_wall import first_layer_wall
from scenes.mobjects.network.network_diagram import NetworkDiagram, flow_light
from scenes.mobjects.text.marks import OmissionDots
from scenes.mobjects.text.typst_text import Formula, Verbatim, Words, note
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
LARGEST_LINE = 1.5
"""From line to line, while they stand alone."""
SLOW_SECONDS, FAST_SECONDS = 1.6, 2.4
"""That a race takes until the faster one is there, and then until the slower one is."""
WON, WON_SCALE = 0.8, 2.2
"""Share of its room that the result of a race takes, and its size at most, in titles."""
TENTHS_BELOW = 100.0
"""Microseconds that are written with a tenth."""
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
            "The formulas of all layers, one below the other; beside them the network, lit.",
        ),
        "four-lines": Beat(
            "the program",
            "The whole network as a short program. Beside it a small network, lit: a signal went"
            " through a layer each time the program went round.",
        ),
        "timed": Beat(
            "timed",
            "Twice the pictures of the first layer's weights: at the left they lit up one by one,"
            " at the right all at once; between them how many times as fast that is.",
        ),
    }
    allowed_crossings: ClassVar = {
        ("Formula", "Neuron"): "a letter lifts off what it stands for",
        ("RoundedRectangle", "LayerFormula"): "a frame walks from line to line",
        ("RoundedRectangle", "CodeLine"): "a frame walks from line to line",
    }

    def construct(self) -> None:
        self.prepare()
        self.one_layer()
        self.piece_by_piece()
        self.every_layer()
        self.four_lines()
        self.timed()
        self.go_home()
        self.rest(0.5)

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
        self.play(FadeOut(self.later), run_time=2.3)

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
        diagram, room = self.diagram, self.room.code
        leaving = Group(self.legend)
        if len(self.model.layers) == 1 and stage().is_wide:
            leaving.add(diagram.names)
        shown = self.model.activations[:LINES]
        self.lines = VGroup(*fitting_lines(shown, self.palette, room.width))
        self.lines.arrange(DOWN, buff=0.75, aligned_edge=LEFT)
        fit(self.lines, room.width, room.height - 0.6).move_to(room.center)
        first = self.lines[0]
        if not stage().is_wide:
            leaving.add(self.formula)  # its way would lead over the network
        self.play(FadeOut(leaving), run_time=0.3)
        if stage().is_wide:
            self.play(*self.network_comes(), self.formula.animate.become(first), run_time=1.3)
        else:
            self.play(*self.network_comes(), run_time=1.0)
            self.play(FadeIn(first), run_time=0.4)
        self.remove(self.formula)
        self.add(first)
        for place, (before, line) in enumerate(zip(self.lines, self.lines[1:], strict=False), 1):
            self.at_word("gives")
            given = line.select("in")
            self.play(TransformFromCopy(before.select("out"), given), run_time=0.7)
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
        room, lines = self.room, program(self.model.activations)
        quiet = dict.fromkeys(("def", "for", "in", "return", "import", "as"), theme.SECONDARY)
        names = dict.fromkeys((*set(self.model.activations), "f"), self.palette.function)
        code = self.code = Code(
            lines, size="body", colors={**quiet, "b": self.palette.bias, **names}
        )
        fit(code, room.code.width, room.code.height).move_to(room.code.center)
        aside: list[Any] = [FadeOut(self.lines)]
        if not room.is_shared:
            small = self.lines.copy()
            fit(small, room.lines.width, room.lines.height).move_to(room.lines.center)
            aside = [self.lines.animate.become(small)]
        self.play(*aside, *to_rest(self.diagram, seconds=0.7), run_time=0.7)
        arriving = [
            AnimationGroup(FadeIn(line, shift=0.2 * RIGHT), *self.meant_by(line.text))
            for line in code
        ]
        self.at_word("program")
        self.play(LaggedStart(*arriving, lag_ratio=0.5), run_time=2.0)
        if not room.is_shared:
            self.add(self.lines)  # letters that swelled are parts of their lines again
        self.at_word("runs")
        again = self.framed(code[-2])
        beside = None if room.is_shared else self.framed(self.lines[0])
        self.play(
            Create(again), *([Create(beside)] if beside else []), self.runs_through(0), run_time=0.8
        )
        for place in range(1, min(len(self.model.layers), LINES)):
            up = again.animate.become(self.framed(code[-3]))
            self.play(up, run_time=0.3)
            down = [again.animate.become(self.framed(code[-2])), self.runs_through(place)]
            if beside is not None:
                down.append(beside.animate.become(self.framed(self.lines[place])))
            self.play(*down, run_time=0.7)
        self.play(
            again.animate.become(self.framed(code[-1])),
            *map(self.runs_through, range(LINES, len(self.model.layers))),
            run_time=0.5,
        )
        self.frames = VGroup(*([beside] if beside else []), again)

    def network_comes(self) -> list[Any]:
        """The moves of the whole network to a small place; of its layers only the first is lit."""
        diagram, room = self.diagram, self.room.network
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

    def runs_through(self, layer: int) -> Animation:
        """The signal into a layer, as the program computes it."""
        return propagate(self.diagram, self.record, layer, seconds=0.7)

    def meant_by(self, line: str) -> list[Animation]:
        """What a line of the program speaks of swells as it appears."""
        if line.startswith("def network"):
            meant = [self.diagram.image, self.diagram.strip]
        elif self.room.is_shared:
            return []
        else:
            letters = {"def": "s", "for": "wb"}.get(line.split(maxsplit=1)[0], "")
            meant = [each.select(name) for each in self.lines[:LINES] for name in letters]
        return [pulse(*meant, color=self.palette.signal)] if meant else []

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
            _("In slow motion: {one} by one in Python, {all} at once in fast, ready-made code."),
        )
        root = "measurement.timing"
        loop, matrix = (
            self.record.number(f"{root}.{name}_microseconds", decimals=0)
            for name in ("loop", "matrix")
        )
        if matrix.value < TENTHS_BELOW:
            matrix = matrix.shown_as(decimals=1)
        rooms, result, below = race_rooms()
        palette, hero = self.palette, self.subject.hero
        lanes = Group(
            *(
                Lane(
                    name,
                    Words(_("{number} µs"), size="focus", color=color, number=time),
                    lambda room: first_layer_wall(
                        self.record, hero=hero, room=room, palette=palette
                    ),
                    room,
                )
                for name, time, color, room in zip(
                    (_("one by one"), _("all at once")),
                    (loop, matrix),
                    (theme.TEXT, palette.signal),
                    rooms,
                    strict=True,
                )
            )
        )
        times = self.record[f"{root}.clock"]
        until = int(np.searchsorted(times.values, matrix.value))
        clock = RaceClock(
            [time.shown_as(decimals=matrix.decimals) for time in times], until, result
        )
        left = [self.network] if self.room.is_shared else [self.network, self.lines]
        change = FadeOut(self.code, self.frames, *left), FadeIn(lanes)
        # On a narrow stage one stands where the other was.
        self.play(LaggedStart(*change, lag_ratio=0.3 if stage().is_wide else 0.7, run_time=1.0))
        slow, fast = lanes
        ratio = self.record.number(f"{root}.ratio", decimals=0)
        share = min(1 / ratio.value, 1.0)
        self.play(FadeIn(clock.number), run_time=0.3)
        self.at_word("one")
        self.play(
            slow.run(0.0, share, seconds=SLOW_SECONDS),
            fast.run(0.0, 1.0, seconds=SLOW_SECONDS),
            clock.first(seconds=SLOW_SECONDS),
            pulse(slow.words, color=palette.signal),
        )
        self.at_word("all")
        self.play(FadeIn(fast.time), FadeIn(clock.forward), pulse(fast.words, color=palette.signal))
        self.play(
            slow.run(share, 1.0, seconds=FAST_SECONDS),
            clock.rest(seconds=FAST_SECONDS),
        )
        self.caption(_("All at once is {ratio} times as fast, on this {machine}."), ratio=ratio)
        won = Words(_("{ratio}×"), size="title", color=palette.signal, ratio=ratio)
        won.scale(min(WON * result.width / won.width, result.height / won.height, WON_SCALE))
        won.move_to(result.center)
        told = self.machine_line(note(_("on {processor}"), processor=self.processor), below)
        self.play(FadeIn(slow.time), FadeOut(clock), run_time=0.4)
        self.at_word("ratio")
        self.play(FadeIn(won, scale=0.5), run_time=0.8)
        self.at_word("machine")
        self.play(FadeIn(told), run_time=0.5)
        self.fall_silent()
        self.over = Group(lanes, slow.time, fast.time, won, told)

    def machine_line(self, told: Words, below: Stage) -> Words:
        """The machine's name in a line, or in as many as it needs."""
        if told.width > below.width:
            told = note(_("on {processor}"), width=below.width, processor=self.processor)
        return told.move_to(below.at(0.5, 0.8), aligned_edge=UP)

    def go_home(self) -> None:
        """The whole network stands where it stood."""
        home = NetworkDiagram(self.model, self.palette, spoken_of=[self.trace.answer])
        change = FadeOut(self.over), FadeIn(home.show_run(self.record))
        self.play(LaggedStart(*change, lag_ratio=0.4, run_time=1.6))
