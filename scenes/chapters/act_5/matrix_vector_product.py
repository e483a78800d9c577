"""`MatrixVectorProduct`: the last layer, written as a matrix times a vector."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from manim import (
    RIGHT,
    AnimationGroup,
    Circle,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    RoundedRectangle,
    Transform,
    VGroup,
)

from network.activations import activation_function
from network.analysis.sound_events import ticks
from network.analysis.weighted_sum import row_products
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_5.matrix_vector_product_parts import (
    BARS,
    STANDING_WIDTH,
    TILE_SHARE,
    CellMatrix,
    EquationLetters,
    RowAtWork,
    RowBars,
    WorkThrough,
    brackets_around,
    equation_room,
    lie_down,
    product_decimals,
    tip_up,
)
from scenes.mobjects.equations.matrix import ValueMatrix
from scenes.mobjects.grids.elision import largest_indices
from scenes.mobjects.network.network_diagram import NetworkDiagram, lone_light
from scenes.mobjects.raster.connections import ConnectionLight
from scenes.mobjects.text.typst_text import Formula
from scenes.motion.counting import Roll
from scenes.motion.propagation import lit_outputs
from scenes.motion.sounding import turns
from scenes.stage import scales, theme
from scenes.stage.layout import Stage, network_places, stage
from scenes.stage.scales import agreeing_decimals, brightness, decimals_for, do_agree
from scenes.subject.activation_looks import activation_look
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation, Mobject
    from numpy.typing import NDArray

    from scenes.mobjects.raster.pixel_cloud import PixelCloud
    from scenes.subject.sourced import SourcedArray

SLOWLY, SLOW_SECONDS = 2, 0.8
"""So many terms are worked out slowly, each in so many seconds."""
QUICK_SECONDS = 1.6
"""In which all others are added."""
SWEEP_SECONDS = 0.23
"""In which each of the other rows finds its sum; never longer than `LONGEST_SWEEP` in all."""
LONGEST_SWEEP = 4.0
ASIDE = 0.95
"""Share of the way that cells go to the side before they fall."""
WAITING = 0.4
"""How much is seen of a row that waits for its turn."""
RING_GAP = 0.05
"""Between an output and the ring around it."""
RADIUS_SHARE = 0.42
"""Of the distance between the entries of the column: their radius."""
LARGEST_RADIUS = 0.16
GHOST = 0.75
"""How far the other layers fade while the last one is spoken of."""
COLUMN_HALF = 0.26
"""From the middle of the column to its brackets."""
FEWEST_DECIMALS, MOST_DECIMALS = 2, 4
GAP = 0.18
LEAST_FREE, NAME_GAP = 0.45, 0.2
"""Around the outputs and their names, and from a name to the bars at least."""
LEAST_GAPS = 0.12
"""Around the outputs and their names in all, where the network's own numbers stand beside them."""
PRODUCTS = "measurement.row_products"


class MatrixVectorProduct(Chapter):
    """Weights lie down as a matrix, activations as a column; their product is true."""

    summary = N_("All sums of a layer at once: a matrix of weights times a vector of activations.")
    concepts = (N_("matrix"), N_("vector"), N_("matrix-vector product"), N_("linear algebra"))
    beats: ClassVar = {
        "the-last-layer": Beat(
            "the last layer", "Only the last layer is left: circles joined to the outputs."
        ),
        "one-row": Beat(
            "one row", "The weights into one output lie side by side as a row of colored cells."
        ),
        "the-matrix": Beat(
            "the matrix",
            "All rows in brackets: a matrix of cells in {positive} and {negative}, named W.",
        ),
        "the-column": Beat(
            "the column", "To its right, the activations as a column of circles in brackets."
        ),
        "row-times-column": Beat(
            "row times column",
            "One row is marked, and a ring marks its output. At its height stands the sum of its"
            " products with the column, and beside the output a bar as long as that.",
        ),
        "the-other-rows": Beat(
            "the other rows",
            "The column of sums is complete. Each has a bar beside its output: right of a line if"
            " it is above zero, left of it if it is below.",
        ),
        "plus-the-biases": Beat("plus the biases", "The biases have been added to the sums."),
        "the-activation-function": Beat(
            "the activation function",
            "A last column: the sums after the function, that of the answer in yellow; beside it"
            " the outputs, lit by it.",
        ),
        "the-same": Beat("the same", "The whole network again, with its answer lit."),
    }

    allowed_crossings: ClassVar = {
        ("RoundedRectangle", "ValueLabel"): "a frame walks over the numbers that are compared",
        ("RoundedRectangle", "Words"): "and over the names between them",
    }

    def construct(self) -> None:
        self.prepare()
        self.the_last_layer()
        self.one_row()
        self.the_matrix()
        self.the_column()
        self.row_times_column()
        self.the_other_rows()
        self.plus_the_biases()
        self.the_activation_function()
        self.the_same()
        self.rest(0.4)

    def prepare(self) -> None:
        """Put the network on stage, and lay out the equation of its last layer."""
        self.layer = len(self.model.layers) - 1
        self.answer = self.trace.answer
        places = network_places(self.model.layer_sizes)
        highest = max(
            float(column[:, 1].max()) + radius
            for column, radius in zip(places.columns[-2:], places.radii[-2:], strict=True)
        )
        self.room = equation_room(stage(), highest)
        last = self.trace.layers[-1]
        self.record = self.record.with_root(PRODUCTS, row_products(last))
        self.drawn = largest_indices(last.pre_activations, self.room.slots, but_surely=self.answer)
        self.diagram = NetworkDiagram(self.model, self.palette, spoken_of=self.drawn.indices)
        self.diagram.show_run(self.record)
        self.light, self.neurons = self.diagram.connections[-1], self.diagram.columns[-1]
        self.flow = self.record[f"trace.layers[{self.layer}].contributions"]
        self.others = [row for row in self.drawn.indices if row != self.answer]
        self.equation()
        self.add(self.diagram)

    def equation(self) -> None:
        """Every part at its place, before it is shown."""
        root, rows = f"trace.layers[{self.layer}]", self.room.rows
        weights = self.record[f"model.layers[{self.layer}].weights"]
        self.matrix = CellMatrix(weights, self.drawn, self.room.matrix, self.palette)
        sums, biases, after = (
            self.record[path]
            for path in (
                f"{PRODUCTS}.sums",
                f"model.layers[{self.layer}].biases",
                f"{root}.pre_activations",
            )
        )
        printed = [
            ([float(sums.values[i]), float(biases.values[i])], float(after.values[i]))
            for i in self.drawn.indices
        ]
        self.decimals = agreeing_decimals(printed, most=decimals_for(after.values))
        self.is_exact = do_agree(printed, self.decimals)
        outputs = self.record[f"{root}.activations"]
        shown = list(self.drawn.indices)
        is_kept = outputs.values[shown] == after.values[shown]
        # What the function leaves as it is looks the same on both of its sides.
        finely = self.decimals if is_kept.any() else telling(outputs.values[shown])
        coarsely = finely if is_kept.any() else min(finely, FEWEST_DECIMALS)
        self.sums = self.vector(sums, self.decimals)
        self.biases = self.vector(biases, self.decimals, color=self.palette.bias)
        self.after = after
        self.signs = {code: Formula(code) for code in ("=", "+", "arrow.r")}
        middle = rows.center[1]
        self.column_x = rows.left + COLUMN_HALF
        x = self.column_x + COLUMN_HALF + GAP
        for part in (self.signs["="], self.sums):
            x = place(part, x, middle)
        # A row stands where the sign is written when all of them have had their turn.
        self.standing_x = float(self.signs["="].get_x())
        place(self.biases, place(self.signs["+"], x, middle), middle)
        self.gate = Formula(
            activation_look(self.model.activations[self.layer]).symbol,
            size="body",
            color=self.palette.function,
        )
        frame = RoundedRectangle(
            corner_radius=0.12, width=self.gate.width + 0.3, height=rows.height + 0.04
        )
        frame.set_stroke(self.palette.function, width=4)
        self.gate = VGroup(frame.move_to(self.gate), self.gate)
        name_width = max(name.width for name in self.diagram.names)
        radius = float(self.neurons[0].width) / 2
        x = place(self.gate, x, middle)
        # Neurons stand between the numbers: decimals that leave them no room are left out.
        for decimals in range(finely, coarsely - 1, -1):
            self.outputs, self.own = (self.vector(outputs, decimals) for _column in range(2))
            results = place(self.outputs, x, middle)
            free = rows.right - results - 2 * radius - name_width
            own = self.own.entries.width
            if free >= own + LEAST_GAPS:
                break
        if self.has_choice:
            self.outputs.entry(self.answer).set_color(self.palette.signal)
        self.own.set_y(middle).entries.set_x(rows.right, direction=RIGHT)
        free -= max(own, min(BARS, free - LEAST_FREE) if stage().is_wide else 0.0)
        self.disc_x = results + radius + max(free / 3, 0.02)
        self.name_gap = max(free / 3, 0.1)
        names_end = self.disc_x + radius + self.name_gap / 2 + name_width
        self.bars = self.bars_beside(names_end + NAME_GAP, rows.right)
        self.letters = EquationLetters(
            self.room,
            self.record.number(f"model.layer_sizes[{self.layer + 1}]", decimals=None),
            self.record.number(f"model.layer_sizes[{self.layer}]", decimals=None),
            activation_look(self.model.activations[self.layer]).symbol,
            matrix=self.matrix,
            column_x=self.column_x,
            formula_x=(self.sums.get_left()[0] + results) / 2,
            over=(self.sums, self.signs["+"], self.biases),
            palette=self.palette,
        )

    def bars_beside(self, left: float, right: float) -> RowBars:
        """What the sums tell at a glance: which are above zero, and by how much."""
        drawn, sums = list(self.drawn.indices), self.sums
        ends = [0.0, *sums.values.values[drawn], *self.after.values[drawn]]
        self.span = float(min(ends)), float(max(*ends, 0.0)) or 1.0
        ys = [float(self.own.row(row)[0].digit_box.get_y()) for row in drawn]
        bars = RowBars(ys, left=left, right=right, pitch=self.own.row_pitch)
        return bars.show([sums.values[row] for row in drawn], self.span, [theme.TEXT] * len(ys))

    def vector(self, values: SourcedArray, decimals: int, color: str = theme.TEXT) -> ValueMatrix:
        """A column of numbers in the rows of the equation."""
        rows = self.room.rows
        return ValueMatrix(
            values, color=color, decimals=decimals, rows=self.drawn,
            row_pitch=rows.height / self.drawn.slots,
        )  # fmt: skip

    def the_last_layer(self) -> None:
        self.beat("the-last-layer", _("{Look} only at the last layer of this network."))
        diagram = self.diagram
        before = diagram.columns[-2] if self.layer else Group(diagram.strip, diagram.strip_frame)
        self.senders: Mobject = before
        self.gone = Group(
            *diagram.connections[:-1], diagram.image, diagram.image_frame,
            *([diagram.strip, diagram.strip_frame, *diagram.columns[:-2]] if self.layer else ()),
        )  # fmt: skip
        self.at_word("Look")
        # It stays as a ghost until the matrix comes: half of the stage would be empty.
        self.play(*(part.animate.fade(GHOST) for part in self.gone), run_time=1.9)

    def one_row(self) -> None:
        """The weights into one neuron leave their connections and lie down as a row."""
        row = self.answer
        said = _("Lay the {count} weights into output {output} side by side: a {row}.")
        if not self.has_choice:
            said = _("Lay the {count} weights into the output side by side: a {row}.")
        if self.model.layer_sizes[self.layer] == 1:
            said = _("Take the only weight into output {output}: it makes a {row}.")
            if not self.has_choice:
                said = _("Take the only weight into the output: it makes a {row}.")
        self.beat(
            "one-row",
            said,
            count=self.record.number(f"model.layer_sizes[{self.layer}]", decimals=None),
            output=self.class_name(row),
        )
        self.play(self.by_weight([row]), FadeOut(self.gone), run_time=0.7)
        clouds, lying = lie_down(self.matrix, self.light, [row])
        # Without hidden layers the input column stands where the matrix comes.
        leaving = [] if self.layer else [FadeOut(self.senders)]
        if not stage().is_wide:
            # The matrix comes above the network: weights would rise past names.
            leaving.append(FadeOut(self.diagram.names))
        self.play(FadeIn(clouds, self.matrix.brackets), *leaving, run_time=0.4)
        self.play(lying, run_time=1.3)
        self.show_rows(clouds, [row])
        self.row_box = self.matrix.row_box(row, self.palette.signal)
        self.at_word("row")
        self.play(Create(self.row_box), run_time=0.6)
        self.play(FadeOut(self.row_box), run_time=0.3)

    def by_weight(self, rows: list[int]) -> Any:
        """Let the connections into some outputs be as bright as their weights, like the cells."""
        weights = self.record[f"model.layers[{self.layer}].weights"]
        light = np.zeros(weights.values.shape)
        light[rows] = lone_light(weights.values)[rows]
        return self.light.animate.set_light(light, weights)

    def show_rows(self, clouds: Group, rows: Sequence[int]) -> None:
        """Put the matrix's own cells in the place of what has travelled."""
        self.remove(*clouds, clouds)
        self.add(*(self.matrix.rows_of[row] for row in rows))

    def the_matrix(self) -> None:
        matrix, signal = self.matrix, self.palette.signal
        self.beat(
            "the-matrix",
            _("This is a {matrix}: one {row} for each output, one {column} for each neuron before.")
            if not self.others
            else _(
                "All rows make a {matrix}: one {row} for each output, one {column} for each"
                " neuron before."
            ),
        )
        if self.others:
            rows = [row for row in range(len(self.neurons)) if row != self.answer]
            self.play(self.by_weight(rows), run_time=0.4)
            clouds, lying = lie_down(matrix, self.light, self.others)
            self.add(clouds)
            self.play(lying, run_time=1.8)
            self.show_rows(clouds, self.others)
        self.at_word("matrix")
        self.play(
            FadeOut(self.light),
            FadeIn(matrix.dots, self.letters.weights, self.letters.size),
            run_time=0.5,
        )
        self.at_word("row")
        box = matrix.row_box(self.drawn.indices[0], signal)
        self.play(Create(box), run_time=0.4)
        self.play(box.animate.move_to(matrix.row_box(self.drawn.indices[-1], signal)), run_time=0.8)
        self.at_word("column")
        last = self.model.layer_sizes[self.layer] - 1
        self.play(box.animate.become(matrix.column_box(last, signal)), run_time=0.5)
        self.play(box.animate.become(matrix.column_box(0, signal)), run_time=0.8)
        self.play(FadeOut(box), run_time=0.2)

    def the_column(self) -> None:
        """The activations of the layer before become a column, the outputs stand at their rows."""
        self.beat("the-column", _("Their {activations} make a column: the vector a."))
        rows = self.room.rows
        self.play(*self.into_column(), *self.outputs_to_rows(), run_time=1.6)
        self.brackets = brackets_around(
            Stage(self.column_x - COLUMN_HALF, self.column_x + COLUMN_HALF, rows.top, rows.bottom)
        )
        self.at_word("activations")
        names = (
            []
            if stage().is_wide
            else [FadeIn(*(self.diagram.names[row] for row in self.drawn.indices))]
        )
        self.play(FadeIn(self.brackets, self.letters.column), *names, run_time=0.6)
        self.rest(0.2)

    def into_column(self) -> list[Any]:
        """The moves of what enters the layer into the column."""
        rows, centers = self.room.rows, self.centers
        if not self.layer:
            width = 1.2 * COLUMN_HALF
            spot = [self.column_x, rows.center[1], 0]
            for part in self.senders:
                part.stretch_to_fit_height(rows.height).stretch_to_fit_width(width).move_to(spot)
            return [FadeIn(self.senders)]
        scale = 2 * self.radius / self.senders[0].width
        return [
            disc.animate.scale(scale).move_to(center)
            for disc, center in zip(self.senders, centers, strict=True)
        ]

    @property
    def pitch(self) -> float:
        """From one entry of the column to the next."""
        return self.room.rows.height / self.model.layer_sizes[self.layer]

    @property
    def radius(self) -> float:
        """Of an entry of the column."""
        return min(RADIUS_SHARE * self.pitch, LARGEST_RADIUS)

    @property
    def centers(self) -> NDArray[np.float64]:
        """Middles of the entries of the column."""
        count = self.model.layer_sizes[self.layer]
        ys = self.room.rows.top - (np.arange(count) + 0.5) * self.pitch
        return np.stack([np.full(count, self.column_x), ys, np.zeros(count)], axis=1)

    def outputs_to_rows(self) -> list[Any]:
        """The moves of output neurons and their names to the rows of the equation."""
        moves: list[Any] = []
        self.left_out = Group()
        for row, (disc, name) in enumerate(zip(self.neurons, self.diagram.names, strict=True)):
            if row not in self.drawn.indices:
                self.left_out.add(disc, *([name] if stage().is_wide else []))
                continue
            y = self.own.row(row)[0].digit_box.get_y()
            x = self.disc_x + disc.width / 2 + self.name_gap / 2 + name.width / 2
            side = min(disc.width, 0.9 * self.room.rows.height / self.drawn.slots)
            # What it holds is computed anew.
            resting = disc.animate.scale(side / disc.width).move_to([self.disc_x, y, 0]).rest()
            moves.append(resting)
            if stage().is_wide:
                moves.append(name.animate.move_to([x, y, 0]))
            else:
                name.move_to([x, y, 0])
        return [*moves, *([FadeOut(self.left_out)] if len(self.left_out) else [])]

    def row_times_column(self) -> None:
        """One row times the column: term by term, and their sum."""
        row = self.answer
        self.beat(
            "row-times-column", _("Now {row} times {column}: each weight times its activation.")
        )
        work = self.row_at_work()
        self.row_box = self.matrix.row_box(row, self.palette.signal)
        self.ring = self.ring_around(row)
        fan = self.connections_into(row)
        waiting = [self.matrix.rows_of[other].animate.fade(1 - WAITING) for other in self.others]
        self.at_word("row")
        self.play(Create(self.row_box), Create(self.ring), FadeIn(fan), *waiting, run_time=0.6)
        self.at_word("column")
        cells = self.matrix.rows_of[row].copy()
        # Elsewhere names stand below the row.
        level = 0.0 if stage().is_wide else ASIDE
        self.play(tip_up(cells, work.cells, level=level), run_time=1.1)
        self.remove(cells)
        self.add(work.cells)
        self.play(FadeOut(fan), FadeIn(work.written, work.mark), run_time=0.4)
        self.add(work)
        count = work.steps
        slowly = range(min(SLOWLY, count))
        seconds = SLOW_SECONDS * len(slowly)
        terms = self.flow.row(row)
        largest = float(np.abs(terms.values).max())
        self.play_sounds(
            ticks([terms[i] for i in slowly], turns(len(slowly), seconds), largest=largest)
        )
        self.play(WorkThrough(work, slowly, run_time=seconds))
        said = (
            _("Added up, the sum of output {output} is {total}.")
            if self.has_choice
            else _("Added up, the sum is {total}.")
        )
        goal = self.sums.entry(row)
        self.caption(said, output=self.class_name(row), total=goal.sourced)
        rest = range(len(slowly), count)
        if rest:
            self.play_sounds(
                ticks([terms[i] for i in rest], turns(len(rest), QUICK_SECONDS), largest=largest)
            )
            self.play(WorkThrough(work, rest, run_time=QUICK_SECONDS))
        self.at_word("total")
        total = work.total.value.copy()
        self.remove(work)
        self.add(work.cells, work.written, work.mark, total)
        self.play(FadeOut(work.written, work.mark), run_time=0.25)
        self.play(work.gathered(total), run_time=0.4)
        self.remove(work.cells)
        self.play(
            FadeIn(self.sums.brackets, self.bars.zero),
            self.bar_of(row),
            total.animate.scale(goal.em_height / total.em_height).move_to(goal),
            run_time=0.7,
        )
        self.remove(total)
        self.add(goal)

    def ring_around(self, row: int) -> Circle:
        """A ring around an output."""
        neuron = self.neurons[row]
        ring = Circle(radius=neuron.width / 2 + RING_GAP, color=self.palette.signal, stroke_width=5)
        return ring.move_to(neuron)

    def connections_into(self, row: int) -> ConnectionLight:
        """The connections from the column into one output, as light as in the network."""
        weights = self.record[f"model.layers[{self.layer}].weights"]
        light = np.zeros(weights.values.shape)
        light[row] = lone_light(weights.values)[row]
        ends = np.array([neuron.get_center() for neuron in self.neurons])
        connections = ConnectionLight(
            self.centers, ends,
            start_radius=self.radius, end_radius=float(self.neurons[row].width) / 2,
            weights=weights.values, palette=self.palette, line_width=self.light.line_width,
        )  # fmt: skip
        return connections.set_light(light, weights)

    def bar_of(self, row: int) -> Animation:
        """The bar of a row grows."""
        return self.bars.growing(self.drawn.place_of(row))

    @property
    def readout(self) -> Stage:
        """Where the row at work is written: between the column and the outputs."""
        left = float(self.sums.get_left()[0]) + 0.05
        return replace(self.room.rows, left=left, right=self.disc_x - 0.75)

    def row_at_work(self) -> RowAtWork:
        """The terms of the answer's row, with the sums on the way."""
        row, count = self.answer, self.model.layer_sizes[self.layer]
        sums = self.record[f"{PRODUCTS}.running_sums"]
        shown = {"decimals": self.decimals}
        weights = self.record[f"model.layers[{self.layer}].weights"]
        inputs = self.record[
            f"trace.layers[{self.layer - 1}].activations" if self.layer else "trace.inputs"
        ]
        terms = self.flow.values[row]
        fine = product_decimals(weights.values[row], inputs.values, terms)
        return RowAtWork(
            [weights[row, i].shown_as(decimals=fine[0]) for i in range(count)],
            [inputs[i].shown_as(decimals=fine[1]) for i in range(count)],
            [self.flow[row, i].shown_as(decimals=fine[2]) for i in range(count)],
            [sums[row, i].shown_as(**shown) for i in range(count)],
            cells=self.standing(row),
            products=self.product_colors(row),
            column_x=self.column_x,
            room=self.readout,
            palette=self.palette,
        )

    def standing(self, row: int) -> PixelCloud:
        """The cells of a row, upright beside the column, each at the height of its activation."""
        side = TILE_SHARE * self.pitch
        places = self.centers
        places[:, 0] = self.standing_x
        width = min(STANDING_WIDTH, 2 * float(self.signs["="].width))
        upright = self.matrix.rows_of[row].copy().set_opacity(1.0)
        return upright.place(places, sides=width).place(heights=side)

    def product_colors(self, row: int) -> NDArray[np.float64]:
        """Colors of the products of a row: those of its weights where activations are one."""
        weights = self.matrix.weights.values
        return scales.signed_colors(self.flow.values[row], self.palette, scales.full_color(weights))

    def the_other_rows(self) -> None:
        """All other rows, if there are any, find their sums."""
        standing: list[Mobject] = []
        if self.others:
            self.beat("the-other-rows", _("Every other row does the same."))
            seconds = min(SWEEP_SECONDS, LONGEST_SWEEP / len(self.others))
            for row in self.others:
                upright, lying = self.standing(row), self.matrix.rows_of[row].set_opacity(1.0)
                upright.place(colors=self.product_colors(row))
                cells = lying.copy()
                self.play(
                    self.row_box.animate.move_to(self.matrix.row_box(row, self.palette.signal)),
                    self.ring.animate.become(self.ring_around(row)),
                    # Elsewhere it would pass over sums.
                    tip_up(cells, upright) if stage().is_wide else FadeIn(upright),
                    *map(FadeOut, standing),
                    FadeIn(self.sums.entry(row), scale=0.5),
                    self.bar_of(row),
                    run_time=seconds,
                )
                standing = [cells if stage().is_wide else upright]
        self.add(self.sums, self.bars)
        self.play(
            FadeOut(self.row_box, self.ring, *standing),
            FadeIn(self.letters.product, self.signs["="]),
            run_time=0.5,
        )

    def plus_the_biases(self) -> None:
        """The biases come from the neurons and join the sums."""
        biases, sums = self.biases, self.sums
        said = _("Each output adds its own bias: the vector {b}.")
        if not self.is_exact:
            said = _("Each output adds its own bias: the vector {b}. All numbers are rounded.")
        self.beat("plus-the-biases", said)
        letters = self.letters
        coming = [
            FadeIn(label, target_position=self.neurons[row], scale=0.6)
            for label, row in zip(biases.labels(), self.drawn.indices, strict=True)
        ]
        self.play(
            LaggedStart(*coming, lag_ratio=0.08),
            FadeIn(biases.brackets, biases.dots, self.signs["+"]),
            run_time=1.3,
        )
        self.at_word("b")
        self.play(FadeIn(letters.bias, scale=0.6), run_time=0.5)
        joining = [
            FadeOut(label, target_position=entry, scale=0.6)
            for label, entry in zip(biases.labels(), sums.labels(), strict=True)
        ]
        self.play(
            FadeOut(biases.brackets, biases.dots, self.signs["+"]), *letters.joined(), run_time=0.4
        )
        self.play(*joining, run_time=0.5)
        rolls = [
            Roll(
                sums.entry(row),
                self.after[row].shown_as(decimals=self.decimals),
                room=max(sums.row_pitch - sums.entry(row).height, 0.0),
            )
            for row in self.drawn.indices
        ]
        after = [self.after[row] for row in self.drawn.indices]
        longer = self.bars.animate.show(after, self.span, [theme.TEXT] * len(after))
        self.play(*rolls, longer, run_time=0.6)

    def the_activation_function(self) -> None:
        name = self.model.activations[self.layer]
        self.beat("the-activation-function", _(activation_look(name).on_column))
        self.play(FadeIn(self.gate, self.letters.opening, self.letters.closing), run_time=0.6)
        outputs = self.outputs.values
        levels = brightness(outputs.values, name)
        colors = [
            self.palette.signal if row == self.answer and self.has_choice else theme.TEXT
            for row in self.drawn.indices
        ]
        squished = [outputs[row] for row in self.drawn.indices]
        has_unit_range = activation_function(name).has_unit_range
        span = (0.0, 1.0) if has_unit_range else self.span
        after = self.bars.copy().show(squished, span, colors)
        self.axis = after.unit_axis() if has_unit_range else VGroup()
        coming = [
            AnimationGroup(
                FadeIn(label, shift=0.3 * RIGHT),
                self.neurons[row].animate.fire(outputs[row], float(levels[row])),
                Transform(bar, goal),
            )
            for label, row, bar, goal in zip(
                self.outputs.labels(), self.drawn.indices, self.bars.bars, after.bars, strict=True
            )
        ]
        self.at_word("works")
        self.play_sounds(lit_outputs(self.record, self.model, self.layer, seconds=1.6))
        self.play(
            LaggedStart(*coming, lag_ratio=0.25),
            FadeIn(self.outputs.brackets, self.outputs.dots),
            FadeIn(self.axis, run_time=0.5),
            Transform(self.bars.zero, after.zero, run_time=0.5),
            run_time=1.6,
        )

    def the_same(self) -> None:
        """Beside each computed number stands what the network put out; then it comes back."""
        self.beat(
            "the-same",
            _("The network {itself} gave the same numbers."),
        )
        own = self.own
        self.at_word("itself")
        if self.has_choice:
            own.entry(self.answer).set_color(self.palette.signal)
        self.play(FadeOut(self.bars, self.axis), run_time=0.3)
        self.play(FadeIn(own.entries, shift=0.2 * RIGHT), run_time=0.5)
        box = self.compared(self.drawn.indices[0])
        self.play(Create(box), run_time=0.3)
        seconds = min(0.09, 0.9 / len(self.drawn.indices))
        for row in self.drawn.indices[1:]:
            self.play(box.animate.move_to(self.compared(row)), run_time=seconds)
        if self.has_choice:
            self.play(box.animate.move_to(self.compared(self.answer)), run_time=0.4)
        self.fall_silent()
        self.go_home(box)

    def compared(self, row: int) -> RoundedRectangle:
        """A line around a computed number and the network's own."""
        one, other = self.outputs.entry(row).digit_box, self.own.entry(row).digit_box
        left, right = one.get_left()[0] - 0.12, other.get_right()[0] + 0.12
        box = RoundedRectangle(
            corner_radius=0.08, width=right - left, height=min(0.92 * self.own.row_pitch, 0.6)
        )
        box.set_stroke(self.palette.signal, width=5)
        return box.move_to([(left + right) / 2, one.get_y(), 0])

    def go_home(self, box: Mobject) -> None:
        """The whole network stands where it stood."""
        home = NetworkDiagram(self.model, self.palette, spoken_of=self.drawn.indices)
        home.show_run(self.record)
        signs = [self.signs["="], self.gate]
        self.play(
            FadeOut(
                *self.matrix.rows_of.values(),
                self.matrix.brackets,
                self.matrix.dots,
                *signs,
                self.brackets,
                self.sums,
                self.outputs,
                self.letters,
            ),
            FadeOut(self.own.entries, box),
            run_time=0.4,
        )
        discs, names = self.neurons, self.diagram.names
        moves = [
            part.animate.become(goal)
            for group, goals in ((discs, home.columns[-1]), (names, home.names))
            for row, (part, goal) in enumerate(zip(group, goals, strict=True))
            if row in self.drawn.indices
        ]
        senders = home.columns[-2] if self.layer else Group()
        if self.layer:
            moves += [
                part.animate.become(goal) for part, goal in zip(self.senders, senders, strict=True)
            ]
        left = [home.image, home.image_frame, home.strip, home.strip_frame]
        if self.layer:
            self.play(*moves, FadeIn(*left), run_time=0.7)
        else:
            self.play(*moves, run_time=0.7)
        rest = [*home.connections, *home.columns[:-2], *(left if not self.layer else [])]
        self.play(FadeIn(*rest, self.left_out), run_time=0.8)
        self.clear()
        self.add(home)


def place(part: Mobject, x: float, y: float) -> float:
    """Put something right of `x`; what comes next begins at the result."""
    part.move_to([x + part.width / 2, y, 0])
    return float(x + part.width + GAP)


def telling(outputs: NDArray[np.float64]) -> int:
    """Decimals with which most outputs differ from zero and one, from two on."""
    for decimals in range(2, MOST_DECIMALS):
        if (np.round(outputs, decimals) % 1 != 0).mean() > 0.5:
            return decimals
    return MOST_DECIMALS if np.abs(outputs).max(initial=0.0) < 10 else 2
