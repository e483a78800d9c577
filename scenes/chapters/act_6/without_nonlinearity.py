"""`WithoutNonlinearity`: without the squish, all layers are one matrix."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    AnimationGroup,
    Create,
    DashedLine,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    ReplacementTransform,
    Succession,
    Transform,
    VGroup,
    Wait,
    linear,
    there_and_back,
)

from network.activations import activation_function
from network.analysis.histogram import even_ticks
from network.analysis.linear_network import layer_products
from network.analysis.sound_events import bell
from network.analysis.squishing import squish
from network.analysis.weighted_sum import weight_rows
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_6.without_nonlinearity_parts import (
    CLOUDS,
    SKETCH_WIDTH,
    CloudPlane,
    SeedRow,
    SquishPlate,
    fitting_formula,
    laid,
    matrix_places,
    product_rooms,
    room_of,
    sketch_room,
)
from scenes.mobjects.grids.weight_grid import MatrixPicture
from scenes.mobjects.grids.weight_wall import WeightWall, shown_neurons
from scenes.mobjects.network.network_diagram import ALL_LIT, NetworkDiagram
from scenes.mobjects.network.network_sketch import BRIGHT, NetworkSketch
from scenes.mobjects.plots.number_line import NumberLine
from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.mobjects.text.typst_text import Formula, Verbatim, Words, class_label
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.cells import RowByRow, cells_of
from scenes.motion.pointing import pulse
from scenes.motion.propagation import sweep
from scenes.motion.travel import Travel
from scenes.stage import theme
from scenes.stage.layout import fit, stage
from scenes.stage.scales import connection_light
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Animation

    from scenes.subject.sourced import Sourced, SourcedArray

ALIKE = "measurement.nonlinearity"
OURS = "measurement.naive_program"
AXIS = "measurement.nonlinearity_axis"
NAME_ROOM = 0.42
"""What the name of a picture takes of its height, scene units."""
REACH = 3
"""How far functions are drawn to each side."""
PLATE_WIDTH = 0.95
BESIDE = 0.2
"""From a matrix to the weights that weigh its rows, and their width at most."""
DIMMEST = 0.2
"""How bright a row is that is weighed by nearly nothing."""
MOST_WRONG, TICKS = 0.08, 5
"""Shares of wrong answers are drawn from zero to about where the last trainings lie."""
BELOW_AXIS = 1.5
"""Room for its numbers, and for what is said of the film's own network."""


class WithoutNonlinearity(Chapter):
    """What the squish is for."""

    summary = N_(
        "Without the squish, all layers collapse into one matrix: what a nonlinearity is for."
    )
    concepts = (N_("nonlinearity"), N_("matrix product"), N_("linear models"))
    measurements = ("nonlinearity", "naive_program", "two_clouds")
    beats: ClassVar = {
        "the-bends": Beat(
            "the squish",
            "The whole network, on each of its layers a small plate with the curve of the squish;"
            " above it the network as one formula, with the squish in teal.",
        ),
        "taken-away": Beat(
            "taken away",
            "The plates are gone, and the formula is without the squish. Of each layer a colored"
            " grid is left, the matrix of its weights.",
        ),
        "one-matrix": Beat(
            "one matrix",
            "The grids have been multiplied: one matrix and one bias stand for the whole network."
            " Its rows are pictures of weights, one for each answer.",
        ),
        "a-straight-line": Beat(
            "a straight line",
            "Two squares with the same two clouds of points: discs, and rings in an arch around"
            " them. In the left one a straight line cuts through both clouds.",
        ),
        "a-curve": Beat("a curve", "In the right one a teal curve divides them without a mistake."),
        "the-price": Beat(
            "the price",
            "Two bars on an axis of wrong answers that begins at zero, a dot a training, each with"
            " its network: the one with the squish is shorter. A line marks what the film's own"
            " network gets wrong.",
        ),
        "one-layer": Beat(
            "one layer",
            "A third bar: a network of a single layer, as good as many without the squish.",
        ),
        "the-whole": Beat("the whole", "The whole network, its picture at the left, at rest."),
    }
    allowed_crossings: ClassVar = {
        ("PixelGrid", "PixelGrid"): "a matrix merges with the one beside it",
        ("Rectangle", "Dot"): "trainings come along the bar that grows with them",
        ("CloudPlane", "NumberLine"): "the clouds are fading where the axis appears",
        ("CloudPlane", "Words"): "the clouds are fading where names appear",
    }

    def construct(self) -> None:
        self.prepare()
        self.the_bends()
        self.taken_away()
        self.one_matrix()
        self.a_straight_line()
        self.a_curve()
        if self.model.reads_digits:
            self.the_price()
        self.the_whole()

    def prepare(self) -> None:
        """Find the products of the matrices and what was measured; begin with the formula."""
        self.area, self.count = stage(), len(self.model.layers)
        self.places = matrix_places(self.model.layer_sizes)
        for layers, product in enumerate(layer_products(self.model), 1):
            self.record = self.record.with_root(f"measurement.product[{layers}]", product)
        self.record = self.record.with_root("measurement.answers", weight_rows(product.layers[0]))
        self.clouds = self.measured("two_clouds")
        self.record = self.record.with_root(CLOUDS, self.clouds)
        if self.model.reads_digits:
            self.alike = self.measured("nonlinearity")
            self.record = self.record.with_root(ALIKE, self.alike).with_root(
                AXIS, even_ticks(0.0, MOST_WRONG, TICKS)
            )
        self.is_bent = set(self.model.activations) != {"identity"}
        self.formula = fitting_formula(self.model.activations, self.palette, self.area.width)
        self.formula.move_to(self.area.at(0.5, 1), UP)
        self.matrices = [
            self.picture(self.record[f"model.layers[{i}].weights"], i, i + 1, f"W_{i + 1}")
            for i in range(self.count)
        ]
        self.places.arrange(self.matrices)
        room = replace(self.area, top=float(self.formula.get_bottom()[1]) - 0.3)
        self.diagram = NetworkDiagram(
            self.model, self.palette, spoken_of=[self.trace.answer], area=room
        )
        self.diagram.show_weights().show_input(self.record["trace.ink"])
        places = self.diagram.places.columns
        gap = min(after[0, 0] - before[0, 0] for before, after in pairwise(places))
        self.plates = {
            layer: self.plate(activation, width=min(PLATE_WIDTH, 0.6 * gap)).move_to(
                self.diagram.columns[layer].get_right(), RIGHT
            )
            for layer, activation in enumerate(self.model.activations)
            if activation != "identity"
        }
        self.add(self.formula, self.diagram, *self.plates.values())

    def plate(self, activation: str, *, width: float) -> VGroup:
        """The curve of a function; nothing if it has none, since it needs a whole layer."""
        if not activation_function(activation).is_elementwise:
            return VGroup()
        path = f"measurement.{activation}"
        curve = squish(even_ticks(-REACH, REACH, 2 * REACH + 1).numbers, activation)
        self.record = self.record.with_root(path, curve)
        points = (self.record[f"{path}.curve_inputs"], self.record[f"{path}.curve_outputs"])
        return SquishPlate(*points, width=width, color=self.palette.function)

    def the_bends(self) -> None:
        """The whole network, drawn and as one line: weights light up, then the functions."""
        said = _("In every {layer}, a table of {weights}, and then the {squish}.")
        if not self.is_bent:
            said = _("In every {layer}, a table of {weights}, and no {squish} at all.")
        self.beat("the-bends", said)
        layers = range(self.count)
        self.at_word("layer")
        self.play(*(sweep(self.diagram, i, brighter=ALL_LIT, seconds=0.9) for i in layers))
        self.at_word("weights")
        self.play(*(move for i in layers for move in self.rising(f"w{i}")))
        self.at_word("squish")
        self.play(
            LaggedStart(
                *(
                    AnimationGroup(
                        pulse(plate, color=self.palette.signal, scale=1.25),
                        *self.rising(f"s{layer}"),
                    )
                    for layer, plate in self.plates.items()
                ),
                lag_ratio=0.2,
            )
        )

    def rising(self, name: str) -> list[Animation]:
        """A part of the formula rises for a moment, if it is written."""
        if name not in self.formula.parts:
            return []
        part = self.formula.select(name)
        bright = part.copy().set_color(self.palette.signal).shift(0.12 * UP)
        return [Transform(part, bright, rate_func=there_and_back, run_time=0.8)]

    def taken_away(self) -> None:
        """Layer by layer they rise and are gone; what is left of a layer is a table."""
        said = _("Take it {away}: what is left only {multiplies} and adds.")
        if not self.is_bent:
            said = _("There is nothing to take {away}: it only {multiplies} and adds.")
        self.beat("taken-away", said)
        plain = fitting_formula(
            ["identity"] * self.count, self.palette, self.area.width, self.formula.drawn
        ).move_to(self.formula)
        stays, goes = [], []
        for name in self.formula.parts:
            part = self.formula.select(name)
            if name in plain.parts:
                stays.append(ReplacementTransform(part, plain.select(name), run_time=1.0))
            else:
                goes.append((name, part))
        self.remove(self.formula)
        self.add(*map(self.formula.select, self.formula.parts))
        self.at_word("away")
        self.play(
            LaggedStart(
                *(
                    AnimationGroup(
                        FadeOut(plate, shift=0.8 * UP),
                        *(FadeOut(p, shift=0.4 * UP) for n, p in goes if n[1:] == str(layer)),
                        run_time=0.7,
                    )
                    for layer, plate in self.plates.items()
                ),
                lag_ratio=0.4,
            )
        )
        self.at_word("multiplies")
        diagram = self.diagram
        self.play(
            *stays,
            FadeOut(*diagram.submobjects[1:], run_time=0.5),
            LaggedStart(
                *(
                    AnimationGroup(
                        FadeOut(light),
                        FadeIn(Group(matrix.grid, matrix.frame), target_position=light, scale=0.5),
                    )
                    for light, matrix in zip(diagram.connections, self.matrices, strict=True)
                ),
                lag_ratio=0.25,
                run_time=1.2,
            ),
        )
        self.play(*(FadeIn(each.letters, each.size) for each in self.matrices), run_time=0.3)
        self.remove(*self.mobjects)
        self.add(plain, *self.matrices)
        self.formula = plain

    def one_matrix(self) -> None:
        """Two at a time become one; the last one is as large as the stage allows."""
        self.beat(
            "one-matrix",
            _("With {nothing} in between, tables multiply into {one}: a picture for each"
              " {answer}."),
        )  # fmt: skip
        self.at_word("nothing")
        room = self.places.whole
        short = Formula(
            "{{ W : w }} a + {{ b : b }}", size="title", colors={"b": self.palette.bias}
        )
        short.scale(1.4).move_to(self.formula)
        whole = MatrixPicture(
            self.product_of(self.count), self.picture_sizes(0, self.count), "W",
            height=room.height, width=room.width, palette=self.palette,
        ).move_to(room.center)  # fmt: skip
        whole.shift((room.center - whole.grid.get_center())[1] * UP)
        product = self.matrices[0]
        for layer in range(1, self.count):
            result = whole
            if layer < self.count - 1:
                letters = " ".join(f"W_{i + 1}" for i in range(layer, -1, -1))
                result = self.picture(self.product_of(layer + 1), 0, layer + 1, letters)
                result.move_to(product, aligned_edge=DOWN)
            leaving = [self.formula] if result is whole else []
            self.multiply(self.matrices[layer], product, result, leaving, is_slow=layer == 1)
            product = result
        if self.count == 1:
            self.play(FadeOut(product, self.formula, run_time=0.5), FadeIn(whole.grid, whole.frame))
        self.at_word("one")
        self.play(FadeIn(short, scale=1.6), FadeIn(whole.letters, whole.size), run_time=0.5)
        self.unroll(whole, short)

    def multiply(
        self,
        left: MatrixPicture,
        right: MatrixPicture,
        product: MatrixPicture,
        leaving: list[Formula],
        *,
        is_slow: bool,
    ) -> None:
        """Row after row of the left matrix makes a row of the product, above the right one.

        A row holds as many weights as the right matrix has rows: each weighs one of them, and all
        of them fall together. If it is slow, this is seen once before the other rows follow.
        """
        goal = product.copy()
        high = float(self.formula.get_bottom()[1]) - 0.3
        if self.area.is_tall:
            high = float(right.grid.get_top()[1])
        above, below = product_rooms(right, high)
        for part in (product.grid, product.frame):
            laid(part, above)
        product.grid.set_cell_weights(np.zeros(product.grid.shape))
        rows = left.grid.shape[0]
        box = left.row_box(0, self.palette.signal)
        self.play(
            *(laid(part.animate, below) for part in (right.grid, right.frame)),
            FadeIn(box),
            run_time=0.3,
        )
        if is_slow:
            self.weigh_rows(left, right, product)
        done = int(is_slow)
        self.play(
            RowByRow(product.grid, rate_func=lambda t: (done + (rows - done) * t) / rows),
            FadeIn(product.frame, run_time=0.2),
            box.animate(rate_func=linear).shift((rows - 1) * left.grid.height / rows * DOWN),
            run_time=0.55,
        )
        self.play(FadeOut(box, left, right, *leaving), run_time=0.25)
        self.play(
            *(
                laid(getattr(product, part).animate, room_of(getattr(goal, part)))
                for part in ("grid", "frame")
            ),
            run_time=0.4,
        )
        if not leaving:
            self.play(FadeIn(product.letters, product.size), run_time=0.2)
            self.add(product)

    def weigh_rows(self, left: MatrixPicture, right: MatrixPicture, product: MatrixPicture) -> None:
        """The first row of the left matrix stands up beside the rows of the right one."""
        below, above = room_of(right.grid), room_of(product.grid)
        rows, columns = left.grid.shape
        row = self.record["model.layers[1].weights"].row(0)
        weights = cells_of(left.grid, range(columns), list(row))
        places = right.grid.cell_centers().reshape(columns, -1, 3)[:, 0]
        places[:, 0] = below.left - BESIDE
        beside = weights.copy().place(
            places, sides=min(BESIDE, left.grid.cell_side), heights=below.height / columns
        )
        if self.area.is_tall:  # other matrices would be in the way
            weights = beside
            self.play(FadeIn(weights), run_time=0.5)
        else:
            self.add(weights)
            self.play(Travel(weights, beside, lag=0.3), run_time=0.5)
        shares = DIMMEST + (1 - DIMMEST) * connection_light(row.values)[:, np.newaxis]
        shares = np.broadcast_to(shares, right.grid.shape)
        self.play(right.grid.animate.set_cell_weights(shares), run_time=0.3)
        falling = right.grid.copy()
        first = replace(above, bottom=above.top - above.height / rows)
        self.play(laid(falling.animate, first), run_time=0.45)
        product.grid.weights_of_cells[0] = 1
        self.play(
            FadeOut(falling, weights), FadeIn(product.grid),
            right.grid.animate.set_cell_weights(np.ones_like(shares)), run_time=0.25,
        )  # fmt: skip

    def unroll(self, whole: MatrixPicture, formula: Formula) -> None:
        """Every row of the one matrix becomes a picture, as those of neurons did."""
        weights = self.product_of(self.count)
        rows, columns = weights.values.shape
        cells = PixelCloud(
            whole.grid.cell_centers(), sides=whole.grid.width / columns,
            colors=whole.grid.colors.reshape(-1, 3), sources=weights,
        ).place(heights=whole.grid.height / rows)  # fmt: skip
        wall = WeightWall(
            weights, self.record["measurement.answers.large"],
            neurons=shown_neurons(rows, but_surely=self.trace.answer).indices,
            room=replace(self.area, top=float(formula.get_bottom()[1]) - 0.35),
            palette=self.palette,
        )  # fmt: skip
        names = VGroup()
        for output, tile in wall.tiles.items() if self.model.reads_digits else ():
            tile.scale(1 - NAME_ROOM / tile.height, about_edge=UP)
            name = class_label(self.model.labels[output], width=tile.width)
            names.add(name.next_to(tile, DOWN, buff=0.1))
        self.at_word("answer")
        self.remove(whole.grid)
        self.add(cells)
        self.play(
            FadeOut(whole.frame, whole.letters, whole.size, run_time=0.5),
            Travel(cells, wall.gathered(cells), lag=0.5, run_time=1.0),
        )
        self.play(FadeIn(wall, names), run_time=0.3)
        self.remove(cells)
        self.leaving = Group(formula, wall, names)

    def product_of(self, layers: int) -> SourcedArray:
        """The product of the weights of so many layers, from the first one on."""
        return self.record[f"measurement.product[{layers}].layers[0].weights"]

    def a_straight_line(self) -> None:
        """Two clouds, and what layers without the squish make of them."""
        said = _("Two {clouds} of points. {Without} the squish, layers draw a {straight}"
                 " line: {share} right.")  # fmt: skip
        shares = [self.share_of(kind) for kind in ("straight", "bent")]
        self.beat("a-straight-line", said, share=shares[0])
        rooms = self.area.parts(1, 1, gap=0.9 if self.area.is_wide else 0.5)
        kinds = ("straight", "bent")
        names = (_("without the squish"), _("with the squish"))
        colors = (theme.TEXT, self.palette.function)
        self.planes, self.values = [], []
        self.names = VGroup()
        for room, kind, name, color, share in zip(rooms, kinds, names, colors, shares, strict=True):
            side = min(room.width, room.height - 1.0) if self.area.is_wide else room.height - 0.9
            words = fit(Words(name, color=color), room.width, 1.0)
            plane = CloudPlane(self.record, kind, side=side, color=color)
            if self.area.is_wide:
                plane.move_to([room.center[0], room.bottom + side / 2, 0])
            else:
                plane.move_to([room.left + side / 2, room.bottom + side / 2, 0])
            words.move_to([plane.get_x(), room.top, 0], UP)
            if not self.area.is_wide:
                words.align_to(plane.frame, LEFT)
            value = ValueLabel(share, size="focus", color=color)
            value.move_to(self.spot_of(plane, room.right))
            self.names.add(words)
            self.planes.append(plane)
            self.values.append(value)
        self.play(
            FadeOut(self.leaving, run_time=1.1),
            FadeIn(*(plane.frame for plane in self.planes), run_time=0.8),
            Succession(Wait(1.1), FadeIn(self.names, run_time=0.5)),
            *(
                LaggedStart(
                    *(FadeIn(dot, scale=0.2) for dot in plane.points_of_clouds),
                    lag_ratio=0.02,
                    run_time=1.7,
                )
                for plane in self.planes
            ),
        )
        self.at_word("clouds")
        self.at_word("Without")
        self.play(pulse(self.names[0], color=self.palette.signal))
        self.at_word("straight")
        self.divide(0)
        self.point_out_share(0)

    def spot_of(self, plane: CloudPlane, right: float) -> object:
        """Where the share of right points stands: in a free corner, or beside a small square."""
        if self.area.is_wide:
            return plane.frame.get_corner(UP + RIGHT) + 0.75 * LEFT + 0.45 * DOWN
        return [(plane.frame.get_right()[0] + right) / 2, plane.get_y(), 0]

    def a_curve(self) -> None:
        said = _("{With} the squish, the same {layers} draw a curve: {share}.")
        self.beat("a-curve", said, share=self.share_of("bent"))
        self.point_at("With", self.names[1])
        self.at_word("layers")
        self.divide(1)
        self.point_out_share(1)

    def divide(self, place: int) -> None:
        """Draw the line of a network, and light the side of its second cloud."""
        plane = self.planes[place]
        self.add(plane.ground, plane.boundary, plane.points_of_clouds)
        self.play(Create(plane.boundary), Succession(Wait(0.4), FadeIn(plane.ground)), run_time=1.2)
        self.add(plane)

    def point_out_share(self, place: int) -> None:
        """Say how many points a network has on the right side."""
        self.at_word("share")
        self.play(FadeIn(self.values[place], scale=1.4), run_time=0.6)

    def share_of(self, kind: str) -> Sourced:
        """How many points are on the right side."""
        share = self.record.number(f"{CLOUDS}.{kind}.accuracy.mean", percent=True)
        return share.shown_as(decimals=0 if (100 * share.value).is_integer() else 1)

    def the_price(self) -> None:
        """How often networks are wrong that were trained alike, with the squish and without."""
        self.kinds = ("bent", "straight", "one_layer")
        shares = [
            self.record.number(f"{ALIKE}.{kind}.wrong.mean", percent=True, decimals=1)
            for kind in self.kinds
        ]
        said = _("Now digits, after the same {simple} training: {before} wrong {with} the squish,"
                 " {after} without.")  # fmt: skip
        self.beat("the-price", said, before=shares[0], after=shares[1])
        self.rows_of(shares)
        with_it, without_it = self.rows[:2]
        self.play(
            FadeOut(self.names, *self.values, run_time=0.4),
            LaggedStart(
                FadeOut(*self.planes),
                FadeIn(self.axis, self.told, with_it.sketch, with_it.title, with_it.track),
                lag_ratio=0.15,
                run_time=0.9,
            ),
        )
        self.show_row(0)
        self.at_word("simple")
        self.play(*self.ours_comes(), run_time=0.6)
        self.at_word("before")
        self.play(FadeIn(with_it.value, scale=1.3), run_time=0.4)
        self.point_at("with", with_it.title)
        self.play(FadeIn(without_it.sketch, without_it.title, without_it.track), run_time=0.4)
        self.show_row(1)
        self.at_word("after")
        self.play(FadeIn(without_it.value, scale=1.3), run_time=0.4)
        said = _("A single layer gets {share} wrong.")
        if not self.alike.straight_layers_help:
            said = _("Without it, a {single} layer does as well: {share}.")
        self.beat("one-layer", said, share=shares[2])
        if not self.alike.straight_layers_help:
            self.at_word("single")
        self.play(
            FadeIn(self.rows[2].title, self.rows[2].track),
            FadeIn(self.rows[2].sketch, target_position=self.rows[1].sketch),
            run_time=0.4,
        )
        self.show_row(2)
        self.at_word("share")
        means = [row.mean for row in self.rows[1:]]
        same = DashedLine(means[0].get_bottom(), means[1].get_top(), color=self.palette.signal)
        self.play(
            FadeIn(self.rows[2].value, scale=1.3),
            pulse(*means, color=self.palette.signal, scale=1.4),
            Create(same),
            run_time=0.8,
        )
        self.leaving = Group(self.axis, self.told, self.ours, *self.rows, same)

    def rows_of(self, shares: list[Sourced]) -> None:
        """Three rows of dots over one axis that begins at zero, with their names above."""
        area = self.area
        names = [_("with the squish"), _("without it"), _("one layer")]
        colors = (self.palette.function, theme.TEXT, theme.SECONDARY)
        depths = (*2 * [len(self.alike.layer_sizes) - 2], 0)
        foot, right = area.bottom + BELOW_AXIS, area.right - 1.75
        left = area.left + (SKETCH_WIDTH if area.is_wide else 0.0) + 0.5
        ticks = [tick.shown_as(percent=True) for tick in self.record[f"{AXIS}.numbers"]]
        self.axis = NumberLine(ticks, [left, foot, 0], [right, foot, 0], overshoot=0.3)
        trained = self.record.number(f"{ALIKE}.bent.trainings", decimals=None)
        self.told = Words(
            _("wrong answers on {data}, {trainings} training runs each"),
            color=theme.SECONDARY, width=area.width, balanced=True,
            data=Verbatim(_(self.alike.data)), trainings=trained,
        ).move_to(area.at(0.5, 1), UP)  # fmt: skip
        top = float(self.told.get_bottom()[1])
        pitch = (top - foot) / 3.1
        self.rows = []
        for i, (name, kind, share) in enumerate(zip(names, self.kinds, shares, strict=True)):
            y = top - (i + 0.75) * pitch
            words = Words(name, color=colors[i])
            words.move_to([left - 0.25, y + min(0.65, 0.5 * pitch), 0], LEFT)
            sketch = NetworkSketch(
                self.record.number(f"{ALIKE}.layer_sizes[1]", decimals=None), depths[i],
                sketch_room(self.axis, y, pitch), self.palette, color=colors[i],
            )  # fmt: skip
            self.rows.append(
                SeedRow(
                    words, self.record[f"{ALIKE}.{kind}.wrong.values"], share, sketch=sketch,
                    line=self.axis, y=y, color=colors[i],
                    size="focus" if area.is_wide else "number",
                )
            )  # fmt: skip

    def ours_comes(self) -> list[Animation]:
        """A line at what the film's own network gets wrong, if it is better for its care."""
        self.ours = VGroup()
        found = self.measured("naive_program")
        if (
            found.by_network is None
            or found.data != self.alike.data
            or found.by_network.accuracy <= self.alike.bent.highest
        ):
            return [pulse(self.told, color=self.palette.signal)]
        self.record = self.record.with_root(OURS, found)
        share = self.record.number(f"{OURS}.by_network.wrong", percent=True, decimals=1)
        name = Words(
            _("ours, trained with more care: {share}"), color=theme.SECONDARY,
            width=self.area.width, share=share,
        )  # fmt: skip
        place = self.axis.point(share.value)
        name.move_to([place[0], self.area.bottom + 0.25, 0], DOWN)
        over = max(0.0, self.area.left - float(name.get_left()[0]))
        name.shift(over * RIGHT)
        is_clear = all(row.title.get_right()[0] < place[0] for row in self.rows)
        top = self.rows[0 if is_clear else -1].track.get_y()
        line = DashedLine(place, [place[0], top, 0], color=theme.SECONDARY)
        line.fills = (share,)
        self.ours.add(line, name)
        return [Create(line), FadeIn(name)]

    def show_row(self, place: int) -> None:
        """The trainings of one kind come out of their network, then comes their mean."""
        row = self.rows[place]
        right = self.record.number(f"{ALIKE}.{self.kinds[place]}.mean")
        self.play_sounds(bell(right, 1.0))
        self.play(row.sketch.animate.shine(0.7 * BRIGHT), row.arrive(), run_time=0.9)
        self.play(Create(row.mean), run_time=0.2)

    def the_whole(self) -> None:
        """The network at home, at rest."""
        self.beat(
            "the-whole",
            _("The squish is what makes {layers} worth having."),
        )
        if not self.model.reads_digits:
            self.leaving = Group(*self.planes, self.names, *self.values)
        diagram = NetworkDiagram(self.model, self.palette, spoken_of=[self.trace.answer])
        diagram.show_weights().show_image(self.record["trace.ink"])
        self.play(FadeOut(self.leaving), FadeIn(diagram.connections), run_time=0.8)
        self.play(FadeIn(*diagram.submobjects[1:]), run_time=0.6)
        self.remove(*self.mobjects)
        self.add(diagram)
        self.at_word("layers")
        self.play(
            LaggedStart(
                *(pulse(column, color=theme.TEXT, scale=1.04) for column in diagram.columns),
                lag_ratio=0.25,
            )
        )

    def picture(self, weights: SourcedArray, before: int, after: int, code: str) -> MatrixPicture:
        """A matrix from one layer's neurons to another's, its rows as high as everywhere."""
        rows, columns = weights.values.shape
        return MatrixPicture(
            weights, self.picture_sizes(before, after), code, height=self.places.cell * rows,
            width=self.places.wide if before == 0 else self.places.cell * columns,
            palette=self.palette,
        )  # fmt: skip

    def picture_sizes(self, before: int, after: int) -> tuple[Sourced, Sourced]:
        """Rows and columns of a matrix from one layer to another."""
        rows, columns = (
            self.record.number(f"model.layer_sizes[{i}]", decimals=None) for i in (after, before)
        )
        return rows, columns
