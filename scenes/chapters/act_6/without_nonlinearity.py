"""`WithoutNonlinearity`: without the bend, all layers are one matrix."""

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
    ReplacementTransform,
    VGroup,
    linear,
)

from network.analysis.linear_network import linear_network
from network.analysis.sound_events import bell
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_6.without_nonlinearity_parts import (
    ComparedColumns,
    fitting_formula,
    matrix_places,
)
from scenes.mobjects.grids.weight_grid import MatrixPicture
from scenes.mobjects.plots.bars import NamedBars
from scenes.mobjects.text.typst_text import Formula, Verbatim, Words, note
from scenes.motion.cells import RowByRow
from scenes.motion.growing import grow_bar
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.stage.scales import telling_decimals
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Mobject

    from scenes.subject.sourced import Sourced, SourcedArray

VALUE_ROOM = 1.35
"""For the number behind the longest bar."""
ALIKE = "measurement.nonlinearity"
DIGITS = 9
"""Decimals of answers that are compared to the last digit."""


class WithoutNonlinearity(Chapter):
    """What the bend is for."""

    is_first_cut = True
    summary = N_(
        "Without the bend, all layers collapse into one matrix: what a nonlinearity is for."
    )
    concepts = (N_("nonlinearity"), N_("matrix product"), N_("linear models"))
    measurements = ("linear_collapse", "nonlinearity")
    beats: ClassVar = {
        "the-bends": Beat(
            "the bends", "The whole network as one formula; its activation functions in yellow."
        ),
        "taken-away": Beat(
            "taken away", "The formula without the functions: matrices and biases only."
        ),
        "the-matrices": Beat(
            "the matrices", "The matrices as colored grids, one beside the other."
        ),
        "multiplied": Beat("multiplied", "They have been multiplied: a single grid is left."),
        "one-matrix": Beat("one matrix", "One matrix and one bias stand for the whole network."),
        "the-same-answers": Beat(
            "the same answers",
            "Two columns of equal numbers, by layers and by one matrix, and their largest"
            " difference: next to nothing.",
        ),
        "the-price": Beat(
            "the price", "Two bars of right answers after the same training: fewer without bends."
        ),
        "one-layer": Beat(
            "one layer", "A third bar: a single layer is right as often as many without bends."
        ),
    }

    def construct(self) -> None:
        self.prepare()
        self.the_bends()
        self.taken_away()
        self.the_matrices()
        self.multiplied()
        self.one_matrix()
        self.the_same_answers()
        if self.model.reads_digits:
            self.over_many_images()
            self.the_price()
        self.caption(_("The bend is what makes layers worth having."))
        self.rest(1.0)

    def prepare(self) -> None:
        """Find the products of the matrices, and what has been measured."""
        self.area, self.count = stage(), len(self.model.layers)
        self.places = matrix_places(self.model.layer_sizes)
        linear = linear_network(self.model, self.trace.ink)
        for layers, product in enumerate(linear.products, 1):
            self.record = self.record.with_root(f"measurement.product[{layers}]", product)
        for name in ("layered", "at_once"):
            self.record = self.record.with_root(f"measurement.{name}", getattr(linear, name))
        self.is_bent = set(self.model.activations) != {"identity"}
        if not self.model.reads_digits:
            return
        for name in ("linear_collapse", "nonlinearity"):
            found = self.measured(name)
            self.record = self.record.with_root(f"measurement.{name}", found)
        self.collapse = self.record.roots["measurement.linear_collapse"]
        self.alike = self.record.roots[ALIKE]

    def the_bends(self) -> None:
        """The whole network as one line, its activation functions in yellow."""
        said = _("The whole network in one line. It bends the sums where it is yellow.")
        if not self.is_bent:
            said = _("The whole network in one line. Nothing in it bends the sums.")
        self.beat("the-bends", said)
        self.formula = fitting_formula(self.model.activations, self.palette, self.area.width)
        self.formula.move_to(self.area.at(0.5, 0.6))
        self.play(FadeIn(self.formula, shift=0.2 * UP), run_time=1.0)
        self.rest()

    def taken_away(self) -> None:
        """They rise and are gone; the rest closes up."""
        said = _("Take them away. Only matrices and biases are left.")
        if not self.is_bent:
            said = _("There is nothing to take away: only matrices and biases.")
        self.beat("taken-away", said)
        plain = fitting_formula(
            ["identity"] * self.count, self.palette, self.area.width, self.formula.drawn
        ).move_to(self.area.at(0.5, 0.96))
        stays, goes = [], []
        for name in self.formula.parts:
            part = self.formula.select(name)
            if name in plain.parts:
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
            "the-matrices",
            _(
                "Here are the matrices. Each cell is a weight: {positive} is positive,"
                " {negative} is negative."
            ),
            positive=Verbatim(_(self.palette.positive_name)),
            negative=Verbatim(_(self.palette.negative_name)),
        )
        self.matrices = [
            self.picture(self.record[f"model.layers[{i}].weights"], i, i + 1, f"W_{i + 1}")
            for i in range(self.count)
        ]
        self.places.arrange(self.matrices)
        comings = [
            FadeIn(picture, target_position=self.letter(i), scale=0.2)
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
            _("Nothing stands between them now, so we can multiply them, and two become one."),
        )
        product, seconds = self.matrices[0], 1.8
        for layer in range(1, self.count):
            left = self.matrices[layer]
            letters = " ".join(f"W_{i + 1}" for i in range(layer, -1, -1))
            weights = self.record[f"measurement.product[{layer + 1}].layers[0].weights"]
            result = self.picture(weights, 0, layer + 1, letters)
            result.move_to(product, aligned_edge=RIGHT).set_y(self.places.product[1])
            rows = self.model.layer_sizes[layer + 1]
            box = left.row_box(0, self.palette.signal)
            self.play(Create(box), FadeIn(result.frame, result.letters, result.size), run_time=0.5)
            down = box.animate(rate_func=linear).match_y(left.row_box(rows - 1, theme.TEXT))
            self.play(down, RowByRow(result.grid), run_time=seconds)
            self.add(result)
            self.play(FadeOut(box, left, product), run_time=0.5)
            self.play(result.animate.align_to(product.frame, UP), run_time=0.7)
            product, seconds = result, 1.2
        self.product = product
        self.rest(0.3)

    def one_matrix(self) -> None:
        sizes = self.picture_sizes(0, self.count)
        self.beat(
            "one-matrix",
            _("One matrix of {rows} × {columns}, and one set of biases: a single layer."),
            rows=sizes[0],
            columns=sizes[1],
        )
        if self.count == 1:
            self.product = self.matrices[0]
        short = Formula(
            "{{ W : w }} a + {{ b : b }}", size="title", colors={"b": self.palette.bias}
        ).move_to(self.places.short)
        weights = self.record[f"measurement.product[{self.count}].layers[0].weights"]
        room = self.places.whole
        whole = MatrixPicture(
            weights, sizes, "W", height=room.height, width=room.width, palette=self.palette
        ).move_to(room.center)
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
            "the-same-answers",
            _("Layer by layer or with the single matrix, the answers are the same."),
        )
        last = self.count - 1
        layered = self.record[f"measurement.layered.layers[{last}].activations"]
        at_once = self.record["measurement.at_once.layers[0].activations"]
        self.play(FadeOut(self.product, self.short), run_time=0.5)
        compared = ComparedColumns(
            (_("layer after layer"), _("one matrix")), (layered, at_once), decimals=DIGITS,
            room=self.places.answers, edge=self.places.answers_edge,
        )  # fmt: skip
        for column in compared.columns:
            self.play(FadeIn(column, shift=0.2 * UP), run_time=0.8)
        self.play(FadeIn(compared.equals), run_time=0.5)
        self.rest(0.5)
        self.compared = compared

    def over_many_images(self) -> None:
        """How much the two differ at most."""
        path = "measurement.linear_collapse.largest_difference"
        gap = self.record.number(path)
        images = self.record.number(
            "measurement.linear_collapse.with_activations.images", decimals=None
        )
        self.caption(_("For {images} pictures, they hardly differ at all."), images=images)
        found = self.difference(images, gap)
        found.move_to(self.places.beside(self.compared))
        self.play(FadeIn(found, shift=0.2 * LEFT), run_time=0.9)
        self.rest(0.8)
        self.leaving: list[Mobject] = [self.compared.columns, self.compared.equals, found]

    def difference(self, images: Sourced, gap: Sourced) -> VGroup:
        """The largest difference over all images, and what images these were."""
        shown = gap.shown_as(decimals=telling_decimals([gap.value], most=16))
        number = Words("{gap}", size="body", color=self.palette.signal, gap=shown)
        above = note(_("largest difference"))
        data = Verbatim(_(self.collapse.data))
        told = _("of any output, over {images} images: {data}")
        below = note(told, width=self.places.said_width, images=images, data=data)
        return VGroup(above, number, below).arrange(DOWN, buff=0.3)

    def the_price(self) -> None:
        """How often networks are right that were trained alike, with the bends and without."""
        kinds = ("bent", "straight", "one_layer")
        shares = [
            self.record.number(f"{ALIKE}.{kind}.mean", percent=True, decimals=1) for kind in kinds
        ]
        said = _("Trained alike, {before} are right with the bends, and {after} without.")
        if self.alike.bends_help:
            said = _(
                "So we train such networks both ways, alike. With the bends, {before} are right."
                " Without them, only {after}."
            )
        self.beat("the-price", said, before=shares[0], after=shares[1])
        names = [note(_("with the bends")), note(_("without the bends")), note(_("one layer"))]
        bars = NamedBars(
            names, shares, width=min(0.86 * self.area.width, self.area.width - VALUE_ROOM),
            colors=[self.palette.signal, theme.SECONDARY, theme.RULE],
            pitch=self.places.bar_pitch, thickness=self.places.bar_thickness,
        )  # fmt: skip
        bars.move_to(self.area.at(0, 0.5), aligned_edge=LEFT)
        told = self.recipe()
        self.play(FadeOut(*self.leaving), run_time=0.6)
        self.play_sounds(bell(shares[0], 1.0))
        self.at_word("before")
        self.play(FadeIn(told, run_time=0.4), grow_bar(bars, 0, seconds=0.7))
        self.play_sounds(bell(shares[1], 1.0))
        self.at_word("after")
        self.play(grow_bar(bars, 1, seconds=1.0))
        self.rest()
        said = _("A single layer reaches {share}.")
        if not self.alike.straight_layers_help:
            said = _("A single layer reaches {share}. Without bends, more layers do not help.")
        self.beat("one-layer", said, share=shares[2])
        self.play_sounds(bell(shares[2], 1.0))
        self.at_word("share")
        self.play(grow_bar(bars, 2, seconds=1.0))
        self.rest(0.5)

    def recipe(self) -> VGroup:
        """What was tested, and how all were trained."""
        data = note(_("right answers: {data}"), data=Verbatim(_(self.alike.data)))
        trained = note(
            _("each the mean of {trainings} networks, {epochs} rounds"),
            trainings=self.record.number(f"{ALIKE}.bent.trainings", decimals=None),
            epochs=self.record.number(f"{ALIKE}.settings.epochs", decimals=None),
        )
        told = VGroup(data, trained).arrange(DOWN, buff=0.15, aligned_edge=LEFT)
        return told.move_to(self.area.at(0, 0.97), aligned_edge=UP + LEFT)

    def letter(self, layer: int) -> Mobject:
        """What stands for the weights of a layer in the formula: their letter, or dots."""
        return self.formula.select(f"w{layer}" if layer in self.formula.drawn.indices else "d")

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
