"""`WithoutNonlinearity`: without the squish, all layers are one matrix."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    DashedLine,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    ReplacementTransform,
    Transform,
    VGroup,
    there_and_back,
)

from network.analysis.histogram import even_ticks
from network.analysis.linear_network import layer_products
from network.analysis.sound_events import bell
from network.analysis.weighted_sum import weight_rows
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_6.without_nonlinearity_parts import (
    CLOUDS,
    SKETCH_WIDTH,
    CloudPlane,
    SeedRow,
    fitting_formula,
    matrix_places,
    sketch_room,
)
from scenes.mobjects.grids.weight_grid import MatrixPicture
from scenes.mobjects.grids.weight_wall import WeightWall, shown_neurons
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.network.network_sketch import BRIGHT, NetworkSketch
from scenes.mobjects.plots.number_line import NumberLine
from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.mobjects.text.typst_text import Formula, Verbatim, Words, class_label
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.pointing import pulse
from scenes.motion.travel import Travel
from scenes.stage import theme
from scenes.stage.layout import fit, stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from scenes.subject.sourced import Sourced, SourcedArray

ALIKE = "measurement.nonlinearity"
AXIS = "measurement.nonlinearity_axis"
NAME_ROOM = 0.42
"""What the name of a picture takes of its height, scene units."""
LOW, HIGH, TICKS = 0.91, 0.95, 5
"""Shares of right answers between which all trainings lie."""


class WithoutNonlinearity(Chapter):
    """What the squish is for."""

    summary = N_(
        "Without the squish, all layers collapse into one matrix: what a nonlinearity is for."
    )
    concepts = (N_("nonlinearity"), N_("matrix product"), N_("linear models"))
    measurements = ("nonlinearity", "two_clouds")
    beats: ClassVar = {
        "the-bends": Beat(
            "the squish",
            "The whole network as one formula, its activation functions in teal; below it the"
            " matrices of its weights as colored grids.",
        ),
        "taken-away": Beat(
            "taken away", "The formula without the functions: matrices and biases only."
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
            "Two rows of dots on an axis of right answers, a dot a training, each row with its"
            " network: all dots with the squish lie right of all without it.",
        ),
        "one-layer": Beat(
            "one layer",
            "A third row of dots: a network of a single layer, as good as many without the squish.",
        ),
        "the-whole": Beat("the whole", "The whole network, its picture at the left, at rest."),
    }
    allowed_crossings: ClassVar = {
        ("PixelGrid", "PixelGrid"): "a matrix merges with the one beside it",
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
                AXIS, even_ticks(LOW, HIGH, TICKS)
            )
        self.is_bent = set(self.model.activations) != {"identity"}
        self.formula = fitting_formula(self.model.activations, self.palette, self.area.width)
        self.formula.move_to(self.area.at(0.5, 1), UP)
        self.matrices = [
            self.picture(self.record[f"model.layers[{i}].weights"], i, i + 1, f"W_{i + 1}")
            for i in range(self.count)
        ]
        self.places.arrange(self.matrices)
        self.add(self.formula, *self.matrices)

    def the_bends(self) -> None:
        """The whole network as one line, and its matrices as pictures."""
        said = _("The whole network: {tables} of weights, and a {squish} each time.")
        if not self.is_bent:
            said = _("The whole network: {tables} of weights, and no {squish}.")
        self.beat("the-bends", said)
        self.at_word("tables")
        self.play(
            LaggedStart(
                *(pulse(picture.letters, color=theme.TEXT, scale=1.3) for picture in self.matrices),
                lag_ratio=0.35,
            )
        )
        self.at_word("squish")
        bright = self.formula.copy()
        for part in bright.parts:
            if part[0] == "s":
                bright.select(part).set_color(self.palette.signal).scale(1.2)
        self.play(Transform(self.formula, bright, rate_func=there_and_back, run_time=1.0))

    def taken_away(self) -> None:
        """They rise and are gone; the rest closes up."""
        said = _("Take it {away}: what is left only multiplies and adds.")
        if not self.is_bent:
            said = _("There is nothing to take {away}: it only multiplies and adds.")
        self.beat("taken-away", said)
        plain = fitting_formula(
            ["identity"] * self.count, self.palette, self.area.width, self.formula.drawn
        ).move_to(self.formula)
        stays, goes = [], []
        for name in self.formula.parts:
            part = self.formula.select(name)
            if name in plain.parts:
                stays.append(ReplacementTransform(part, plain.select(name), run_time=1.2))
            else:
                goes.append(part)
        self.remove(self.formula)
        self.add(*map(self.formula.select, self.formula.parts))
        self.at_word("away")
        self.play(*(FadeOut(part, shift=0.4 * UP) for part in goes), run_time=0.9)
        self.play(*stays)
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
        product = self.matrices[0]
        for layer in range(1, self.count - 1):
            left = self.matrices[layer]
            letters = " ".join(f"W_{i + 1}" for i in range(layer, -1, -1))
            result = self.picture(self.product_of(layer + 1), 0, layer + 1, letters)
            middle = Group(left, product).get_center()[0] if self.area.is_wide else 0.0
            result.move_to(product, aligned_edge=DOWN).set_x(middle)
            self.multiply([left, product], result)
            self.play(FadeIn(result.letters, result.size), run_time=0.4)
            self.add(result)
            product = result
        short = Formula(
            "{{ W : w }} a + {{ b : b }}", size="title", colors={"b": self.palette.bias}
        )
        short.scale(1.4).move_to(self.formula)
        room = self.places.whole
        whole = MatrixPicture(
            self.product_of(self.count), self.picture_sizes(0, self.count), "W",
            height=room.height, width=room.width, palette=self.palette,
        ).move_to(room.center)  # fmt: skip
        whole.shift((room.center - whole.grid.get_center())[1] * UP)
        self.multiply([*self.matrices[max(1, self.count - 1) :], product], whole, self.formula)
        self.play(FadeIn(short, scale=1.2), FadeIn(whole.letters, whole.size), run_time=0.6)
        self.point_at("one", short)
        self.unroll(whole, short)

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
            Travel(cells, wall.gathered(cells), lag=0.5, run_time=1.5),
        )
        self.play(FadeIn(wall, names), run_time=0.4)
        self.remove(cells)
        self.rest(0.3)
        self.leaving = Group(formula, wall, names)

    def multiply(
        self, factors: list[MatrixPicture], product: MatrixPicture, *leaving: Formula
    ) -> None:
        """Let matrices become their product, whose name is still missing."""
        names = [part for factor in factors for part in (factor.letters, factor.size)]
        self.play(FadeOut(*names, *leaving), run_time=0.3)
        self.play(
            *(
                FadeOut(factor.grid, factor.frame, target_position=product.grid, scale=0.5)
                for factor in factors
            ),
            FadeIn(product.grid, product.frame),
            run_time=0.8,
        )

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
            FadeOut(self.leaving), *(FadeIn(plane.frame) for plane in self.planes), run_time=0.8
        )
        self.at_word("clouds")
        self.play(
            *(
                LaggedStart(
                    *(FadeIn(dot, scale=0.2) for dot in plane.points_of_clouds), lag_ratio=0.02
                )
                for plane in self.planes
            ),
            FadeIn(self.names),
            run_time=1.6,
        )
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
        self.play(Create(plane.boundary), run_time=1.0)
        self.add(plane.ground)
        self.bring_to_front(plane.boundary, plane.points_of_clouds)
        self.play(FadeIn(plane.ground), run_time=0.5)
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
        """How often networks are right that were trained alike, with the squish and without."""
        self.kinds = ("bent", "straight", "one_layer")
        shares = [
            self.record.number(f"{ALIKE}.{kind}.mean", percent=True, decimals=1)
            for kind in self.kinds
        ]
        said = _("Digits, trained {alike}: {before} with the squish, {after} without.")
        if self.alike.bends_help:
            said = _("Digits, trained {alike}: {before} with the squish, only {after} without.")
        self.beat("the-price", said, before=shares[0], after=shares[1])
        self.rows_of(shares)
        self.play(FadeOut(self.names, *self.values), run_time=0.4)
        self.play(
            FadeOut(*self.planes),
            FadeIn(
                self.axis,
                self.told,
                *(Group(row.sketch, row.title, row.track) for row in self.rows[:2]),
            ),
            run_time=0.8,
        )
        self.point_at("alike", self.told)
        for row, share, word in zip(self.rows, shares, ("before", "after"), strict=False):
            self.at_word(word)
            self.show_row(row, share)
        said = _("A single layer reaches {share}.")
        if not self.alike.straight_layers_help:
            said = _("Without it, a {single} layer does as well: {share}.")
        self.beat("one-layer", said, share=shares[2])
        self.play(pulse(self.rows[1].title, color=self.palette.signal))
        if not self.alike.straight_layers_help:
            self.at_word("single")
        self.play(
            FadeIn(self.rows[2].title, self.rows[2].track),
            FadeIn(self.rows[2].sketch, target_position=self.rows[1].sketch),
            run_time=0.7,
        )
        self.at_word("share")
        self.show_row(self.rows[2], shares[2])
        same = DashedLine(
            self.rows[1].mean.get_bottom(), self.rows[2].mean.get_top(), color=self.palette.signal
        )
        self.play(
            pulse(self.rows[1].mean, self.rows[2].mean, color=self.palette.signal, scale=1.4),
            Create(same),
        )
        self.leaving = Group(self.axis, self.told, *self.rows, same)

    def rows_of(self, shares: list[Sourced]) -> None:
        """Three rows of dots over one axis, with their names above."""
        area = self.area
        names = [_("with the squish"), _("without it"), _("one layer")]
        colors = (self.palette.function, theme.TEXT, theme.SECONDARY)
        depths = (*2 * [len(self.alike.layer_sizes) - 2], 0)
        foot, right = area.bottom + 1.0, area.right - 1.75
        left = area.left + (SKETCH_WIDTH if area.is_wide else 0.0) + 0.5
        ticks = [tick.shown_as(percent=True) for tick in self.record[f"{AXIS}.numbers"]]
        self.axis = NumberLine(ticks, [left, foot, 0], [right, foot, 0], overshoot=0.3)
        trained = self.record.number(f"{ALIKE}.bent.trainings", decimals=None)
        self.told = Words(
            _("right answers on {data}, {trainings} training runs each"),
            color=theme.SECONDARY, width=area.width, balanced=True,
            data=Verbatim(_(self.alike.data)), trainings=trained,
        ).move_to(area.at(0.5, 1), UP)  # fmt: skip
        top = float(self.told.get_bottom()[1])
        pitch = (top - foot) / 3.1
        self.rows = []
        for i, (name, kind, share) in enumerate(zip(names, self.kinds, shares, strict=True)):
            y = top - (i + 0.75) * pitch
            words = Words(name, color=colors[i])
            words.move_to([left - 0.25, y + min(0.75, 0.5 * pitch), 0], LEFT)
            sketch = NetworkSketch(
                self.record.number(f"{ALIKE}.layer_sizes[1]", decimals=None), depths[i],
                sketch_room(self.axis, y, pitch), self.palette, color=colors[i],
            )  # fmt: skip
            self.rows.append(
                SeedRow(
                    words, self.record[f"{ALIKE}.{kind}.values"], share, sketch=sketch,
                    line=self.axis, y=y, color=colors[i],
                    size="focus" if area.is_wide else "number",
                )
            )  # fmt: skip

    def show_row(self, row: SeedRow, share: Sourced) -> None:
        """The trainings of one kind come out of their network, then comes their mean."""
        self.play_sounds(bell(share, 1.0))
        self.play(row.sketch.animate.shine(0.7 * BRIGHT), row.arrive(), run_time=1.0)
        self.play(Create(row.mean), FadeIn(row.value), run_time=0.4)
        self.add(row)

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
        self.play(FadeOut(self.leaving), FadeIn(diagram.connections), run_time=1.0)
        self.play(FadeIn(*diagram.submobjects[1:]), run_time=0.7)
        self.remove(*self.mobjects)
        self.add(diagram)
        self.at_word("layers")
        self.play(
            LaggedStart(
                *(pulse(column, color=theme.TEXT, scale=1.04) for column in diagram.columns),
                lag_ratio=0.4,
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
