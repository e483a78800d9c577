"""`CompactNotation`: a whole layer in one line, a whole network in a few."""

from __future__ import annotations

import itertools
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

from network.analysis.weighted_sum import weight_rows
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
from scenes.mobjects.grids.weight_wall import first_layer_wall
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
    from collections.abc import Sequence

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
RACE_SECONDS = 1.6
"""Of a race, on a clock that goes evenly."""
WON_SCALE = 1.25
"""Size of its result at most, in titles."""
TENTHS_BELOW = 100.0
"""Microseconds that are written with a tenth."""
SWELLING = 1.05
"""Of words beside pictures."""
AT_HEIGHT = 0.6
"""Of the words that explain the program's sign for a product."""
LIT_SCALE = 1.06
"""Of letters while they are spoken of."""
SIGNS = ("eq", "s", "open", "plus", "close")
"""Parts of a formula that have no pictures."""
FIRST_TURN, NEXT_TURN = 1.0, 0.7
"""How long the program's turns take: the first one is to be read."""


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
            "The whole network as two lines of a program. With them a small network, lit: a signal"
            " went through a layer each time the second line ran. Beside it the formula of the last"
            " layer, with pictures above its letters.",
        ),
        "timed": Beat(
            "timed",
            "Twice the pictures of the first layer's weights, above and below, each over a bar of"
            " the time it took: one product at a time fills its bar, all at once a sliver. Below,"
            " how many times as fast that is.",
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
        self.record = self.record.with_root("measurement.timing", timing).with_root(
            "measurement.first_layer", weight_rows(self.model.layers[0])
        )
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
            _("What goes {in:in}, the {w:weights}, the {b:biases}, the {s:function}, and what comes"
              " {out:out}."),
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
        self.caption(_("In one {line}, they say all that this layer does."))
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
            _("Every layer has such a line. What one {gives}, the next one takes."),
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
        """The whole program; a frame goes round its loop as often as there are layers."""
        self.beat(
            "the-program",
            _("As a program, that is just two {lines}. The second {runs} once for each layer."),
        )  # fmt: skip
        self.write_program()
        first, *others = self.lines
        self.play(*self.network_to(self.room.network), run_time=0.5)
        dark = to_rest(self.diagram, seconds=0.4)
        for line, above in zip(reversed(others), reversed(self.lines[:-1]), strict=True):
            self.play(FadeOut(line, target_position=above), *dark, run_time=0.4)
            dark = []
        self.play(*dark)
        self.at_word("lines")
        # One line of code says what all of them say.
        loop, work = self.code
        self.line_becomes_code(first, work)
        turns = [
            PictureLine(
                self.record,
                layer,
                self.model.activations,
                room=self.room.turn,
                palette=self.palette,
            )
            for layer in range(min(len(self.model.layers), LINES))
        ]
        taken = turns[0]
        self.play(
            FadeIn(loop, self.at, run_time=0.5),
            self.lit(*work.parts("@")),
            LiftOff(taken.pictures["in"], self.diagram.strip, run_time=0.8),
            Succession(Wait(0.5), FadeIn(taken.part("in"), run_time=0.3)),
        )
        self.add(self.code)  # letters that swelled are parts of their line again
        self.at_word("runs")
        self.run_program(turns)

    def write_program(self) -> None:
        """Put the program into its room, and what explains its sign for a product below it."""
        room, palette = self.room.code, self.palette
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

    def run_program(self, turns: Sequence[PictureLine]) -> None:
        """A frame goes round the loop; pictures show what each turn works with and makes."""
        frame = self.first_turn(turns[0])
        for place, (before, turn) in enumerate(itertools.pairwise(turns), 1):
            frame = self.next_turn(place, before, turn, frame)
        last = turns[-1]
        others = map(self.runs_through, range(LINES, len(self.model.layers)))
        self.play(pulse(last.pictures["out"], color=self.palette.signal), *others, run_time=0.6)
        self.over = Group(self.network, self.code, self.at, frame, *last.shown)

    def first_turn(self, turn: PictureLine) -> Mobject:
        """What goes in is there; the loop takes a matrix and biases, its line works with them."""
        loop, work = self.code
        frame = self.framed(loop)
        self.play(FadeIn(frame, run_time=0.3), *self.takes(turn))
        self.add(loop)
        following = self.framed(work)
        self.play(FadeOut(frame), FadeIn(following, *turn.signs), run_time=0.4)
        self.play(self.runs_through(0))
        self.play(*self.gives(0, turn), run_time=0.8)
        return following

    def next_turn(
        self, place: int, before: PictureLine, turn: PictureLine, frame: Mobject
    ) -> Mobject:
        """What came out goes in."""
        loop, work = self.code
        back, following = self.framed(loop), self.framed(work)
        given, taken = before.pictures["out"], turn.pictures["in"]
        leaving = [part for part in before.shown if part is not given]
        self.play(
            FadeOut(frame, *leaving, run_time=0.25),
            FadeIn(back, run_time=0.25),
            Succession(Wait(0.2), ReplacementTransform(given, taken, run_time=0.5)),
            Succession(
                Wait(0.5), AnimationGroup(FadeIn(turn.part("in")), *self.takes(turn), run_time=0.4)
            ),
        )
        self.add(loop)
        self.play(
            FadeOut(back, run_time=0.25),
            FadeIn(following, *turn.signs, run_time=0.25),
            self.runs_through(place),
        )
        self.play(*self.gives(place, turn), run_time=0.6)
        return following

    def takes(self, turn: PictureLine) -> list[Animation]:
        """The loop takes a layer's matrix and biases."""
        loop = self.code[0]
        pictures = FadeIn(*(turn.pictures[name] for name in "wb"), *map(turn.part, "wb"))
        return [pictures, self.lit(*loop.parts("W"), *loop.parts("b"))]

    def gives(self, layer: int, turn: PictureLine) -> list[Animation]:
        """What the layer's neurons hold comes out."""
        out = turn.pictures["out"]
        # On a tall stage other parts of the network are in its way.
        made = (
            FadeIn(out, run_time=0.6)
            if stage().is_tall
            else LiftOff(out, self.diagram.columns[layer], run_time=0.6)
        )
        return [made, Succession(Wait(0.4), FadeIn(turn.part("out"), run_time=0.3))]

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
            _("Against a {loop} in Python, one line is {ratio} times as fast."),
            ratio=self.record.number("measurement.timing.ratio", decimals=0),
        )
        root, palette = "measurement.timing", self.palette
        times = [time.shown_as(decimals=0) for time in self.record[f"{root}.clock"]]
        matrix = self.record.number(f"{root}.matrix_microseconds", decimals=0)
        if matrix.value < TENTHS_BELOW:
            matrix = matrix.shown_as(decimals=1)
        ratio = self.record.number(f"{root}.ratio", decimals=0)
        share = min(1 / ratio.value, 1.0)
        rooms, result, below = race_rooms()
        names = (_("one product at a time"), _("all at once"))
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
        machine = note(
            _("timed on this processor: {processor}"), width=below.width, processor=self.processor
        ).move_to(below.center)
        slow.bar.set_fill(theme.RULE)
        slow.time.label.show(times[0])
        change = FadeOut(self.over), FadeIn(*lanes, slow.time, machine)
        # One stands where the other was.
        self.play(LaggedStart(*change, lag_ratio=0.4, run_time=0.7))
        self.at_word("loop")
        self.play(
            slow.run(seconds=RACE_SECONDS),
            Count(slow.time.label, times, run_time=RACE_SECONDS),
            fast.flash(share, seconds=RACE_SECONDS),
            FadeIn(fast.time, run_time=FLASH),
        )
        won = Words(_("{ratio}×"), size="title", color=palette.signal, ratio=ratio)
        won.scale(min(result.width / won.width, result.height / won.height, WON_SCALE))
        won.move_to(result.center)
        self.at_word("ratio")
        swelling = pulse(fast.words, color=palette.signal, scale=SWELLING)
        self.play(FadeIn(won, scale=0.5), swelling, run_time=0.8)
        self.fall_silent()
        self.over = Group(*lanes, slow.time, fast.time, won, machine)

    def go_home(self) -> None:
        """The whole network stands where it stood."""
        home = NetworkDiagram(self.model, self.palette, spoken_of=[self.trace.answer])
        change = FadeOut(self.over), FadeIn(home.show_run(self.record))
        self.play(LaggedStart(*change, lag_ratio=0.4, run_time=1.0))
