"""`CompactNotation`: a whole layer in one line, a whole network in a few."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
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
    Rectangle,
    ReplacementTransform,
    RoundedRectangle,
    Succession,
    TransformFromCopy,
    VGroup,
    Wait,
    there_and_back,
)

from scenes.chapter import Beat, Chapter
from scenes.chapters.act_5.compact_notation_parts import (
    FLASH,
    PARTS,
    Code,
    CodeLine,
    Lane,
    LiftOff,
    PictureLine,
    Stopwatch,
    notation_room,
    program,
    race_rooms,
)
from scenes.mobjects.equations.layer_formula import fitting_lines
from scenes.mobjects.network.network_diagram import NetworkDiagram, flow_light, rest_light
from scenes.mobjects.text.marks import OmissionDots
from scenes.mobjects.text.typst_text import Verbatim, Words, note
from scenes.motion.counting import Count
from scenes.motion.pointing import pulse
from scenes.motion.propagation import propagate, send, to_rest
from scenes.motion.resizing import resized
from scenes.stage import theme
from scenes.stage.layout import Stage, fit, stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Animation, Mobject

    from scenes.mobjects.equations.layer_formula import LayerFormula

LINES = 3
"""How many layers are written out, at most."""
LINE_SHARE, STEP_GAP = 0.4, 0.2
"""Width of a line below its layer at most, in widths of the stage, and the gap to the next one."""
ARC = PI / 3
"""On which a letter goes from the line that gives it, below that, to the line that takes it."""
FREE_WIDE, FREE = 0.42, 0.6
"""Shares of a wide stage, and of any other, that a formula beside a layer has at least."""
LIFT, LETTER_LATER = 0.75, 0.55
"""Seconds that a picture is on its way, and after which its letter begins to come out of it; a
picture from below passes where its letter will be."""
RACE_SECONDS = 1.3
"""Of a race, on a clock that goes evenly."""
WON_HEIGHT = 1.2
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
            "one layer", "Of the whole network its first layer is left, glowing, with its pixels."
        ),
        "piece-by-piece": Beat(
            "piece by piece",
            "Beside the layer its formula in one line. Pictures of its parts have shrunk into the"
            " letters.",
        ),
        "every-layer": Beat(
            "every layer",
            "The network, lit, and the formulas of all its layers, one below the other.",
        ),
        "the-program": Beat(
            "the program",
            "The network, lit, and below it a program of two lines that computes all of it: a"
            " signal went through a layer each time the line in its loop ran.",
        ),
        "timed": Beat(
            "timed",
            "Above the program, whose product is yellow, two bars of the time that this takes:"
            " one product at a time has a long one, the line a sliver. Beside that stands how many"
            " times as fast the line is.",
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
        """Put the network on stage, and measure the room around its first layer."""
        timing = self.measured("loops_and_matrix")
        self.processor = Verbatim(timing.processor)
        self.record = self.record.with_root("measurement.timing", timing)
        diagram = self.diagram = NetworkDiagram(
            self.model,
            self.palette,
            spoken_of=[self.trace.answer],
            free=FREE_WIDE if stage().is_wide else FREE,
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
        self.later = Group(*diagram.connections[1:], *diagram.columns[1:], diagram.names)
        self.before = Group(diagram.strip, diagram.strip_frame)
        picture = (diagram.image, diagram.image_frame)
        # On a narrow stage the line needs the picture's room; its pixels are in the column.
        (self.before if stage().is_wide else self.later).add(*picture)
        weights = self.record["model.layers[0].weights"]
        dark = self.light.animate.set_light(rest_light(weights.values), weights)
        self.play(FadeOut(self.later), dark, self.neurons.animate.rest(), run_time=1.0)
        self.play(propagate(diagram, self.record, 0, seconds=1.2))

    def piece_by_piece(self) -> None:
        """Pictures lift off the layer's parts, and letters off these: they close up to one line."""
        self.beat(
            "piece-by-piece",
            _("What goes {in:in}, times {w:weights}, plus {b:biases}, through the {s:squish}: what"
              " comes {out:out}."),
        )  # fmt: skip
        line = PictureLine(
            self.record, 0, self.model.activations, room=self.room.parts, palette=self.palette
        )
        neurons, places = self.neurons, self.diagram.strip
        # A row of weights, and a bias, for each neuron: they appear where it is.
        height = neurons.height * len(neurons) / max(len(neurons) - 1, 1)
        rows = Rectangle(width=neurons.width, height=min(height, places.height)).move_to(neurons)
        between = neurons.get_left()[0] - places.get_right()[0]
        cells = Rectangle(width=between, height=rows.height).next_to(rows, LEFT, buff=0)
        self.lifts(line, "in", places)
        self.lifts(line, "w", cells, send(self.diagram, self.record, 0, seconds=0.8))
        self.lifts(line, "b", rows, with_it=("plus",), lane=line.lane("b", rows))
        self.at_word("s")
        lit = neurons.animate(rate_func=there_and_back).set_stroke(self.palette.function, width=7)
        letter = FadeIn(line.part("s"), target_position=self.nearest(line.part("s")), scale=0.3)
        self.play(lit, letter, FadeIn(line.part("open"), line.part("close")), run_time=0.8)
        below = line.lane("out", rows) if stage().is_tall else None
        self.lifts(line, "out", rows, with_it=("eq",), lane=below)
        self.caption(_("One {line} says all that this layer does."))
        self.at_word("line")
        self.closes_up(line)

    def lifts(
        self,
        line: PictureLine,
        name: str,
        source: Mobject,
        *others: Animation,
        with_it: tuple[str, ...] = (),
        lane: float | None = None,
    ) -> None:
        """A picture comes from its part of the layer to its place, and its letter out of it."""
        self.at_word(name)
        picture = line.pictures[name]
        comes_below = lane is not None and lane < line.formula.get_y()
        letters = FadeIn(line.part(name), target_position=picture.get_bottom(), scale=0.3)
        signs = FadeIn(*map(line.part, with_it)) if with_it else Wait()
        coming = AnimationGroup(letters, signs, run_time=0.35)
        self.play(
            LiftOff(picture, source, lane=lane, run_time=LIFT),
            Succession(Wait(LIFT if comes_below else LETTER_LATER), coming),
            *others,
        )

    def nearest(self, part: Mobject) -> Mobject:
        """Of the layer's neurons the one from which a part of the formula passes no other."""
        return min(
            self.neurons,
            key=lambda neuron: float(np.linalg.norm(neuron.get_center() - part.get_center())),
        )

    def closes_up(self, line: PictureLine) -> None:
        """Pictures go into their letters, these close ranks, and the layer does what they say."""
        close = fitting_lines(self.model.activations[:1], self.palette, line.formula.width)[0]
        close.scale(line.formula.height / close.height).move_to(line.formula)
        self.formula = fitting_lines(
            self.model.activations[:1], self.palette, self.room.formula.width
        )[0].move_to(self.room.formula.center)
        self.play(
            *(
                FadeOut(
                    picture,
                    target_position=close.select(name).get_top() + 0.1 * picture.height * UP,
                    scale=0.2,
                )
                for name, picture in line.pictures.items()
            ),
            *(ReplacementTransform(line.part(name), close.select(name)) for name in PARTS),
            run_time=0.9,
        )
        self.remove(*map(close.select, PARTS))
        self.add(close)
        self.play(close.animate.become(self.formula), self.neurons.animate.rest(), run_time=0.6)
        self.remove(close)
        self.add(self.formula)
        said = [self.lit(self.formula.select(name)) for name in ("in", "w", "b", "s", "out")]
        self.play(
            propagate(self.diagram, self.record, 0, seconds=1.2), LaggedStart(*said, lag_ratio=0.3)
        )
        self.add(self.formula)

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
        diagram, room = self.diagram, self.room.steps
        if not stage().is_wide:
            self.play(FadeOut(self.formula), run_time=0.3)  # its way would lead over the network
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
            lit = pulse(*diagram.columns[place - 1], color=self.palette.signal)
            self.play(given_out, lit, run_time=0.6)
            rest = [line.select(name) for name in PARTS if name != "in"]
            self.play(FadeIn(*rest, run_time=0.4), self.runs_through(place))
            self.remove(given, *rest)
            self.add(line)
        if len(self.lines) == 1:
            self.at_word("gives")
        if len(self.model.layers) > LINES:
            dots = OmissionDots().next_to(self.lines, DOWN, buff=0.25)
            self.lines.add(dots)
            self.play(FadeIn(dots), *map(self.runs_through, range(LINES, len(self.model.layers))))

    def two_lines(self) -> None:
        """The whole program; its line runs as often as there are layers."""
        self.beat("the-program", _("As a program, that is {just} one line in a {loop}."))
        self.write_program()
        first, *others = self.lines
        dark = to_rest(self.diagram, seconds=0.4)
        for line, above in zip(reversed(others), reversed(self.lines[:-1]), strict=True):
            self.play(FadeOut(line, target_position=above), *dark, run_time=0.4)
            dark = []
        self.play(*dark)
        self.at_word("just")
        # One line of code says what all of them say.
        loop, work = self.code
        self.line_becomes_code(first, work)
        self.at_word("loop")
        self.play(FadeIn(loop, self.at, run_time=0.5), self.lit(*work.parts("@")))
        self.add(self.code)  # letters that swelled are parts of their line again
        self.caption(_("It {runs} once for each layer."))
        self.at_word("runs")
        self.run_program()

    def write_program(self) -> None:
        """Put the program into its room, and what explains its sign for a product below it."""
        room, palette = self.room.steps, self.palette
        quiet = dict.fromkeys(("for", "in"), theme.SECONDARY)
        names = dict.fromkeys((*set(self.model.activations), "f"), palette.function)
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
        self.over = Group(self.network, self.at, frame)

    def line_becomes_code(self, formula: LayerFormula, work: CodeLine) -> None:
        """Each letter of the first formula goes to its place in the program."""
        given, taken = work.parts("a")
        # The last one first, so that none overtakes another.
        places = {
            "b": work.parts("b")[0], "in": taken, "w": work.parts("W")[0], "out": given,
        }  # fmt: skip
        others = VGroup(*(each for each in work if not any(each in p for p in places.values())))
        letters = [
            TransformFromCopy(formula.select(letter), place) for letter, place in places.items()
        ]
        self.play(LaggedStart(*letters, lag_ratio=0.15), run_time=0.7)
        self.play(FadeOut(formula), FadeIn(others), run_time=0.2)
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
            _("For one {layer}, it is {ratio} times as fast as one product at a time."),
            ratio=ratio,
        )
        times = [time.shown_as(decimals=0) for time in self.record[f"{root}.clock"]]
        matrix = self.record.number(f"{root}.matrix_microseconds", decimals=0)
        if matrix.value < TENTHS_BELOW:
            matrix = matrix.shown_as(decimals=1)
        slow_room, quick_room, below = race_rooms(float(self.code.get_top()[1]))
        words = Words(_("one product at a time"), size="focus")
        slow = Lane(words, Stopwatch(times[-1], theme.TEXT), slow_room)
        slow.bar.set_fill(theme.RULE)
        slow.time.label.show(times[0])
        product = self.code[1].parts(PRODUCT)[0]
        name = CodeLine(PRODUCT, size="focus", colors={}).set_color(palette.signal)
        quick = Lane(name, Stopwatch(matrix, palette.signal), quick_room)
        machine = note(
            _("timed in Python on this processor: {processor}"),
            width=below.width,
            processor=self.processor,
        ).move_to(below.center)
        self.play(FadeOut(self.over), run_time=0.3)
        self.play(
            product.animate.set_color(palette.signal),
            FadeIn(quick.words, slow.words, slow.time, machine),
            run_time=0.4,
        )
        self.add(self.code)
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
        self.over = Group(self.code, quick, slow, won, machine)

    def go_home(self) -> None:
        """The whole network stands where it stood."""
        home = NetworkDiagram(self.model, self.palette, spoken_of=[self.trace.answer])
        change = FadeOut(self.over), FadeIn(home.show_run(self.record))
        self.play(LaggedStart(*change, lag_ratio=0.4, run_time=1.0))
