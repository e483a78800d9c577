"""`WithoutNonlinearity`: without the bend, all layers are one matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Group,
    GrowFromEdge,
    LaggedStart,
    ReplacementTransform,
    VGroup,
    linear,
)

from network.forward import forward
from network.linear_collapse import collapsed, without_activations
from network.mlp import MLP
from scenes import theme
from scenes.chapter import Chapter
from scenes.layout import stage
from scenes.measuring import measured
from scenes.mobjects.layer_equation import FUNCTION_CODES
from scenes.mobjects.matrix import ValueMatrix
from scenes.mobjects.matrix_picture import MatrixPicture
from scenes.mobjects.text import Formula, Name, Words
from scenes.mobjects.time_bars import TimeBars
from scenes.motion.row_by_row import RowByRow
from scenes.scales import telling_decimals
from scenes.words import _

if TYPE_CHECKING:
    from manim import Mobject

    from scenes.sourced import Sourced, SourcedArray

GAP = 0.4
LARGEST_CELL = 0.115
TALLEST = 1.9
DIGITS = 9
"""Decimals of answers that are compared to the last digit."""


class WithoutNonlinearity(Chapter):
    """What the bend is for."""

    def construct(self) -> None:
        """Tell the story."""
        self.prepare()
        self.the_bends()
        self.taken_away()
        self.the_matrices()
        self.multiplied()
        self.one_matrix()
        self.the_same_answers()
        self.the_price()
        self.rest(1.5)

    def prepare(self) -> None:
        """Find the products of the matrices, and what has been measured."""
        self.area, self.count = stage(), len(self.model.layers)
        for layers in range(1, self.count + 1):
            product = collapsed(MLP(self.model.layers[:layers]))
            self.record = self.record.with_root(f"measurement.product[{layers}]", product)
        linear_model, inputs = without_activations(self.model), self.trace.inputs
        for name, model in (("layered", linear_model), ("at_once", collapsed(self.model))):
            self.record = self.record.with_root(f"measurement.{name}", forward(model, inputs))
        for name in ("linear_collapse", "capacity"):
            found = measured(name, self.model, mnist_dir=self.settings.mnist_dir)
            self.record = self.record.with_root(f"measurement.{name}", found)
        self.measured = self.record.roots["measurement.linear_collapse"]

    def the_bends(self) -> None:
        """The whole network as one line, its activation functions in yellow."""
        self.beat(
            "the bends",
            _("The whole network in one line. Yellow: the bends that the sums go through."),
        )
        self.formula = self.nested(bent=True).move_to(self.area.at(0.5, 0.6))
        self.play(FadeIn(self.formula, shift=0.2 * UP), run_time=1.0)
        self.rest()

    def taken_away(self) -> None:
        """They rise and are gone; the rest closes up."""
        self.beat("taken away", _("Take them away. Only matrices and biases are left."))
        plain = self.nested(bent=False).move_to(self.area.at(0.5, 0.94))
        stays, goes = [], []
        for name in self.parts(bent=True):
            part = self.formula.select(name)
            if name in self.parts(bent=False):
                stays.append(ReplacementTransform(part, plain.select(name), run_time=1.2))
            else:
                goes.append(part)
        self.play(*(FadeOut(part, shift=0.6 * UP) for part in goes), run_time=1.0)
        self.remove(self.formula)
        self.play(*stays)
        self.remove(*self.mobjects)
        self.add(plain)
        self.formula = plain
        self.rest(0.4)

    def the_matrices(self) -> None:
        """Each matrix comes out of its letter, as a picture."""
        self.beat(
            "the matrices",
            _("The matrices, each weight a cell: {positive} positive, {negative} negative."),
            positive=Name(_(self.palette.positive_name)),
            negative=Name(_(self.palette.negative_name)),
        )
        sizes = self.model.layer_sizes
        room = self.area.width - GAP * (self.count - 1)
        self.cell = min(
            LARGEST_CELL, TALLEST / max(sizes[1:]), 0.6 * room / max(sum(sizes[1:-1]), 1)
        )
        self.wide = min(room - self.cell * sum(sizes[1:-1]), 0.55 * self.area.width)
        self.matrices = [
            self.picture(self.record[f"model.layers[{i}].weights"], i, i + 1, f"W_{i + 1}")
            for i in range(self.count)
        ]
        row = Group(*reversed(self.matrices)).arrange(RIGHT, buff=GAP, aligned_edge=DOWN)
        row.move_to([0, self.area.at(0, 0.66)[1], 0])
        comings = [
            FadeIn(picture, target_position=self.formula.select(f"w{i}"), scale=0.2)
            for i, picture in enumerate(self.matrices)
        ]
        self.play(LaggedStart(*comings, lag_ratio=0.3), run_time=1.8)
        self.rest(0.5)

    def multiplied(self) -> None:
        """Two at a time become one: each row of the left one makes a row of the product."""
        if self.count == 1:
            return
        self.beat(
            "multiplied",
            _("Nothing stands between them now, so they can be multiplied: two become one."),
        )
        product, seconds = self.matrices[0], 2.4
        for layer in range(1, self.count):
            left = self.matrices[layer]
            letters = " ".join(f"W_{i + 1}" for i in range(layer, -1, -1))
            weights = self.record[f"measurement.product[{layer + 1}].layers[0].weights"]
            result = self.picture(weights, 0, layer + 1, letters)
            result.move_to(product, aligned_edge=RIGHT).set_y(self.area.at(0, 0.2)[1])
            rows = self.model.layer_sizes[layer + 1]
            box = left.row_box(0, self.palette.signal)
            self.play(Create(box), FadeIn(result.frame, result.letters, result.size), run_time=0.6)
            down = box.animate(rate_func=linear).match_y(left.row_box(rows - 1, theme.TEXT))
            self.play(down, RowByRow(result.grid), run_time=seconds)
            self.add(result)
            self.play(FadeOut(box, left, product), run_time=0.6)
            self.play(result.animate.align_to(product.frame, UP), run_time=0.8)
            product, seconds = result, 1.4
        self.product = product
        self.rest(0.3)

    def one_matrix(self) -> None:
        """One matrix, one bias: one layer."""
        sizes = self.picture_sizes(0, self.count)
        self.beat(
            "one matrix",
            _("One matrix of {rows} × {columns}. The biases become one too: just a single layer."),
            rows=sizes[0],
            columns=sizes[1],
        )
        if self.count == 1:
            self.product = self.matrices[0]
        short = Formula(
            "{{ W : w }} a + {{ b : b }}", size="title", colors={"b": self.palette.bias}
        ).move_to(self.area.at(0.5, 0.93))
        weights = self.record[f"measurement.product[{self.count}].layers[0].weights"]
        whole = MatrixPicture(
            weights, sizes, "W", height=0.4 * self.area.height, width=0.8 * self.area.width,
            palette=self.palette,
        ).move_to(self.area.at(0.5, 0.45))  # fmt: skip
        self.play(
            FadeOut(self.formula, scale=0.6),
            FadeIn(short, scale=1.4),
            FadeOut(self.product.letters, self.product.size),
            run_time=0.8,
        )
        self.play(
            ReplacementTransform(self.product.grid, whole.grid),
            ReplacementTransform(self.product.frame, whole.frame),
            run_time=1.2,
        )
        self.play(FadeIn(whole.letters, whole.size), run_time=0.5)
        self.product, self.short = whole, short
        self.rest()

    def the_same_answers(self) -> None:
        """The sums of this picture, layer by layer and at once, digit for digit."""
        self.beat(
            "the same answers",
            _("Ask both, layer after layer and the single matrix: the same answers."),
        )
        last = self.count - 1
        layered = self.record[f"measurement.layered.layers[{last}].activations"]
        at_once = self.record["measurement.at_once.layers[0].activations"]
        self.play(FadeOut(self.product, self.short), run_time=0.6)
        pitch = min(0.4, 0.75 * self.area.height / layered.size)
        columns = VGroup()
        names = (_("layer after layer"), _("one matrix"))
        for name, values in zip(names, (layered, at_once), strict=True):
            column = ValueMatrix(values, decimals=DIGITS, row_pitch=pitch)
            title = Words(name, size="note", color=theme.SECONDARY).next_to(column, UP, buff=0.25)
            title.shift((column.get_top()[1] + 0.3 - title.baseline) * UP)
            columns.add(VGroup(column, title))
        columns[0].move_to(self.area.at(0.02, 0.5), aligned_edge=LEFT)
        equals = Formula("=", size="title").next_to(columns[0][0], RIGHT, buff=0.35)
        columns[1].next_to(equals, RIGHT, buff=0.35)
        columns[1].shift((columns[0][0].get_y() - columns[1][0].get_y()) * UP)
        for column in columns:
            self.play(FadeIn(column, shift=0.2 * UP), run_time=0.9)
        self.play(FadeIn(equals), run_time=0.5)
        self.rest(0.5)
        path = "measurement.linear_collapse.largest_difference"
        gap = self.record.number(path)
        self.caption(_("However many pictures you try, they do not differ."))
        note = self.difference(gap.shown_as(decimals=telling_decimals([gap.value], most=16)))
        note.move_to([(columns.get_right()[0] + self.area.right) / 2, self.area.center[1], 0])
        self.play(FadeIn(note, shift=0.2 * LEFT), run_time=0.9)
        self.rest(0.8)
        self.leaving: list[Mobject] = [columns, equals, note]

    def difference(self, gap: Sourced) -> VGroup:
        """The largest difference over all images, and what images these were."""
        images = self.record.number(
            "measurement.linear_collapse.with_activations.images", decimals=None
        )
        number = Words("{gap}", size="body", color=self.palette.signal, gap=gap)
        above = Words(_("largest difference"), size="note", color=theme.SECONDARY)
        below = Words(
            _("of any output, over {images} images: {data}"), size="note", width=4.2,
            color=theme.SECONDARY, images=images, data=Name(_(self.measured.data)),
        )  # fmt: skip
        return VGroup(above, number, below).arrange(DOWN, buff=0.3)

    def the_price(self) -> None:
        """How often the network is right with its bends, and without."""
        root = "measurement.linear_collapse"
        paths = [f"{root}.with_activations.accuracy", f"{root}.without_activations.accuracy"]
        names = [_("with the bends"), _("the same weights, without the bends")]
        colors = [self.palette.signal, theme.SECONDARY]
        if self.record.roots["measurement.capacity"].data == self.measured.data:
            paths.append("measurement.capacity.without_hidden_layers.accuracy")
            names.append(_("one layer, trained as one from the start"))
            colors.append(theme.RULE)
        shares = [self.record.number(path, percent=True, decimals=1) for path in paths]
        falls = shares[1].value < shares[0].value
        told = _("But how often they are right falls from {before} to {after}.")
        if not falls:
            told = _("How often they are right: {before} with the bends, {after} without.")
        self.beat("the price", told, before=shares[0], after=shares[1])
        bars = TimeBars(names, shares, unit="{time}", width=0.72 * self.area.width, colors=colors)
        bars.move_to(self.area.at(0, 0.5), aligned_edge=LEFT)
        data = Words(
            _("right answers: {data}"), size="note", color=theme.SECONDARY,
            data=Name(_(self.measured.data)),
        ).move_to(self.area.at(0, 0.97), aligned_edge=LEFT)  # fmt: skip
        self.play(FadeOut(*self.leaving), run_time=0.6)
        self.play(FadeIn(data), run_time=0.4)
        for row in (0, 1):
            self.grow(bars, row)
        self.rest()
        if len(shares) > 2:
            self.beat(
                "one layer",
                _("A single layer can be trained afresh, but {share} is as far as this one got."),
                share=shares[2],
            )
            self.grow(bars, 2)
            self.rest(0.5)
        self.caption(_("The bend is what makes layers worth having."))

    def grow(self, bars: TimeBars, row: int) -> None:
        """One bar with its name, then its number."""
        self.play(FadeIn(bars.names[row]), run_time=0.4)
        self.play(GrowFromEdge(bars.bars[row], LEFT), run_time=1.0)
        self.play(FadeIn(bars.values[row]), run_time=0.4)

    def picture(self, weights: SourcedArray, before: int, after: int, code: str) -> MatrixPicture:
        """A matrix from one layer's neurons to another's, its rows as high as everywhere."""
        rows, columns = weights.values.shape
        return MatrixPicture(
            weights, self.picture_sizes(before, after), code, height=self.cell * rows,
            width=self.wide if before == 0 else self.cell * columns, palette=self.palette,
        )  # fmt: skip

    def picture_sizes(self, before: int, after: int) -> tuple[Sourced, Sourced]:
        """Rows and columns of a matrix from one layer to another."""
        rows, columns = (
            self.record.number(f"model.layer_sizes[{i}]", decimals=None) for i in (after, before)
        )
        return rows, columns

    def nested(self, *, bent: bool) -> Formula:
        """`f(W f(W a + b) + b)`, as large as fits."""
        parts = self.parts(bent=bent)
        code = " ".join(f"{{{{ {part} : {name} }}}}" for name, part in parts.items())
        colors = {name: self.palette.signal for name in parts if name[0] == "s"}
        colors |= {name: self.palette.bias for name in parts if name[0] == "b"}
        sizes = (Formula(code, size=size, colors=colors) for size in ("title", "body", "note"))
        fitting = (formula for formula in sizes if formula.width < self.area.width)
        return next(fitting)

    def parts(self, *, bent: bool) -> dict[str, str]:
        """Label and Typst code of each part of the formula."""
        opening: dict[str, str] = {}
        closing: dict[str, str] = {}
        for i in range(self.count):
            function = self.model.activations[i]
            has_bend = bent and function != "identity"
            is_inner = i < self.count - 1
            outer = {f"s{i}": FUNCTION_CODES[function]} if has_bend else {}
            if has_bend or is_inner:
                outer[f"o{i}"] = "\\("
            opening = {**outer, f"w{i}": f"W_{i + 1}", **opening}
            closing |= {f"p{i}": "+", f"b{i}": f"b_{i + 1}"}
            if has_bend or is_inner:
                closing[f"c{i}"] = "\\)"
        return {**opening, "a": "a", **closing}
