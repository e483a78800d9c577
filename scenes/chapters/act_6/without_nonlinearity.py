"""`WithoutNonlinearity`: without the squish, all layers are a single one."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

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
    Succession,
    Transform,
    VGroup,
    Wait,
    there_and_back,
)

from network.activations import activation_function
from network.analysis.histogram import even_ticks
from network.analysis.linear_network import HAND_MADE_CHAIN, layer_products
from network.analysis.sound_events import bell
from network.analysis.squishing import squish
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_6.without_nonlinearity_parts import (
    CHAIN_RADIUS,
    CLOUDS,
    MEAN_HEIGHT,
    PLATE_HEIGHT,
    SKETCH_WIDTH,
    CloudPlane,
    FactorRow,
    SeedRow,
    SquishPlate,
    merging,
    sketch_room,
)
from scenes.mobjects.network.network_diagram import ALL_LIT, NetworkDiagram, rest_light
from scenes.mobjects.network.network_sketch import BRIGHT, NetworkSketch
from scenes.mobjects.plots.number_line import NumberLine
from scenes.mobjects.raster.connections import ConnectionLight
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.pointing import pulse
from scenes.motion.propagation import sweep
from scenes.stage import theme
from scenes.stage.layout import fit, stage, strip_width
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Animation

    from scenes.mobjects.network.neuron import NeuronColumn
    from scenes.subject.sourced import Sourced

CHAIN = "measurement.factor_chain"
ALIKE = "measurement.nonlinearity"
AXIS = "measurement.nonlinearity_axis"
REACH = 3
"""How far functions are drawn to each side."""
PLATE_WIDTH, PLATE_GAP = 1.25, 0.15
"""Of the plate below a column, and between the two."""
DIM = 0.3
"""Of the light at rest, while the eye is on something else."""
SLIDE_SECONDS = 2.2
"""Of all layers that slide, and of one more."""
BRIGHTER = 2.0
"""How many times brighter than at rest the connections are that are left."""
MOST_WRONG, TICKS = 0.1, 6
"""Shares of wrong answers are drawn from zero to beyond where the last trainings lie."""
BELOW_AXIS = 0.8
"""Room for its numbers."""


class WithoutNonlinearity(Chapter):
    """What the squish is for."""

    summary = N_("Without the squish, all layers collapse into one: what a nonlinearity is for.")
    concepts = (N_("nonlinearity"), N_("hidden layers"), N_("linear models"))
    measurements = ("nonlinearity", "two_clouds")
    beats: ClassVar = {
        "the-bends": Beat(
            "the squish",
            "The whole network. The neurons of its layers have teal rims; below each layer is a"
            " small plate with the curve of the squish.",
        ),
        "taken-away": Beat("taken away", "The plates are gone, and the rims are white."),
        "one-layer": Beat(
            "one layer",
            "The hidden layers have slid into the outputs: all pixels are connected straight to"
            " the outputs. Below, two circles hold five and thirty; the connection between them"
            " says times six.",
        ),
        "a-straight-line": Beat(
            "a straight line",
            "Two squares with the same two clouds of points: solid ones, and hollow ones in an arch"
            " around them. In the left one a straight line cuts through both clouds; the points on"
            " its wrong side are ringed in yellow.",
        ),
        "a-curve": Beat("a curve", "In the right one a teal curve divides them without a mistake."),
        "the-price": Beat(
            "the price",
            "Three networks, and two bars on an axis of wrong answers that begins at zero, a dot a"
            " training: one layer, and several without the squish. A dashed line marks where both"
            " end.",
        ),
        "with-it": Beat("with it", "A third bar, of the network with the squish, is shorter."),
        "the-whole": Beat("the whole", "The whole network, its picture at the left, at rest."),
    }
    allowed_crossings: ClassVar = {
        ("Neuron", "Neuron"): "a layer becomes one with the next",
        ("Rectangle", "Dot"): "trainings come along the bar that grows with them",
        ("CloudPlane", "NumberLine"): "the clouds are fading where the axis appears",
        ("CloudPlane", "Words"): "the clouds are fading where names appear",
    }

    def construct(self) -> None:
        self.prepare()
        self.the_bends()
        self.taken_away()
        self.one_layer()
        self.a_straight_line()
        self.a_curve()
        if self.model.reads_digits:
            self.the_price()
            self.with_it()
        self.the_whole()

    def prepare(self) -> None:
        """Find the products of the matrices and what was measured; begin with the network."""
        self.area, self.count = stage(), len(self.model.layers)
        for layers, product in enumerate(layer_products(self.model), 1):
            self.record = self.record.with_root(f"measurement.product[{layers}]", product)
        self.record = self.record.with_root(CHAIN, HAND_MADE_CHAIN)
        self.record = self.record.with_root(CLOUDS, self.measured("two_clouds"))
        if self.model.reads_digits:
            self.alike = self.measured("nonlinearity")
            self.record = self.record.with_root(ALIKE, self.alike).with_root(
                AXIS, even_ticks(0.0, MOST_WRONG, TICKS)
            )
        self.is_bent = set(self.model.activations) != {"identity"}
        foot = PLATE_HEIGHT * PLATE_WIDTH
        room = replace(self.area, bottom=self.area.bottom + foot + PLATE_GAP)
        self.diagram = NetworkDiagram(
            self.model, self.palette, spoken_of=[self.trace.answer], area=room
        )
        self.diagram.show_weights().show_input(self.record["trace.ink"])
        places = self.diagram.places.columns
        gap = min(after[0, 0] - before[0, 0] for before, after in pairwise(places))
        self.plates = {}
        for layer, activation in enumerate(self.model.activations):
            column = self.diagram.columns[layer]
            if activation == "identity":
                continue
            column.set_stroke(self.palette.function)
            # A function of a whole layer has no curve.
            if activation_function(activation).is_elementwise:
                plate = self.plate(activation, width=min(PLATE_WIDTH, 0.7 * gap))
                plate.move_to([column.get_x(), self.area.bottom, 0], DOWN)
                self.plates[layer] = plate
        self.add(self.diagram, *self.plates.values())

    def plate(self, activation: str, *, width: float) -> SquishPlate:
        """The curve of a function."""
        path = f"measurement.{activation}"
        curve = squish(even_ticks(-REACH, REACH, 2 * REACH + 1).numbers, activation)
        self.record = self.record.with_root(path, curve)
        points = (self.record[f"{path}.curve_inputs"], self.record[f"{path}.curve_outputs"])
        return SquishPlate(*points, width=width, color=self.palette.function)

    def the_bends(self) -> None:
        """Layer by layer the weights light up, and then the functions."""
        said = _("Every layer ends with the {squish}. What is it for?")
        if not self.is_bent:
            said = _("This network does without the {squish}. What is it missing?")
        self.beat("the-bends", said)
        self.play(self.sweeps())
        self.at_word("squish")
        self.play(
            LaggedStart(
                *(pulse(plate, color=self.palette.signal) for plate in self.plates.values()),
                lag_ratio=0.3,
            )
        )

    def taken_away(self) -> None:
        """Layer by layer the functions are gone; weights and sums are left."""
        said = _("Take it {away}, and neurons only {multiply} and add.")
        if not self.is_bent:
            said = _("There is nothing to take {away}: neurons only {multiply} and add.")
        self.beat("taken-away", said)
        self.at_word("away")
        columns = self.diagram.columns
        self.play(
            LaggedStart(
                *(
                    AnimationGroup(
                        FadeOut(self.plates.get(layer, VGroup()), scale=0.3),
                        columns[layer].animate.set_stroke(theme.TEXT),
                    )
                    for layer in range(self.count)
                ),
                lag_ratio=0.4,
                run_time=1.3,
            )
        )
        self.at_word("multiply")
        if self.count > 1:
            self.chain = self.chain_below()
            first = FadeIn(self.chain.discs[0], self.chain.numbers[0])
            self.play(*self.dimmed(), first, run_time=0.6)
        else:
            self.play(self.sweeps())

    def sweeps(self) -> Animation:
        """A front of light crosses the network, layer after layer."""
        layers = range(self.count)
        return LaggedStart(
            *(sweep(self.diagram, i, brighter=ALL_LIT) for i in layers),
            lag_ratio=0.6,
            run_time=1.5,
        )

    def chain_below(self) -> FactorRow:
        """The smallest network with a hidden layer, below the large one."""
        numbers, factors = (
            [number.shown_as(decimals=0) for number in self.record[f"{CHAIN}.{name}"]]
            for name in ("numbers", "factors")
        )
        columns, low = self.diagram.places.columns, self.area.bottom + CHAIN_RADIUS
        left = max(columns[0][0, 0], self.area.left + CHAIN_RADIUS)
        ends = [left, low, 0.0], [columns[-1][0, 0], low, 0.0]
        return FactorRow(numbers, factors, ends, self.palette)

    def dimmed(self) -> list[Animation]:
        """The connections of the whole network, at a fraction of their light."""
        return [
            light.animate.set_light(DIM * rest_light(layer.weights), light.fills[0])
            for light, layer in zip(self.diagram.connections, self.model.layers, strict=True)
        ]

    def one_layer(self) -> None:
        """What multiplies twice multiplies once; so hidden layers slide into the next one."""
        if self.count == 1:
            self.beat("one-layer", _("Here there is only {one} {layers:layer} anyway."))
        else:
            self.two_factors()
        self.at_word("layers")
        diagram = self.diagram
        whole = diagram.connections[0]
        for layer in range(1, self.count):
            product = self.product_light(layer)
            between, going = diagram.connections[layer], diagram.columns[layer - 1]
            self.play(
                *merging(whole, between, going, diagram.columns[layer], product),
                run_time=SLIDE_SECONDS / self.count,
            )
            self.remove(going, between, whole)
            whole = product
        self.at_word("one")
        weights = whole.fills[0]
        whole.send(BRIGHTER * rest_light(weights.values), weights)
        outputs = pulse(diagram.columns[-1], color=self.palette.signal, scale=1.04)
        self.play(whole.animate(run_time=0.8).set_front(1), outputs)
        self.leaving = Group(*self.mobjects)

    def two_factors(self) -> None:
        """In the smallest network, two factors become one."""
        first, second = (self.record[f"{CHAIN}.factors"][i].shown_as(decimals=0) for i in range(2))
        product = self.record.number(f"{CHAIN}.product", decimals=0)
        said = _("Times {first}, then times {second} is times {product}. So the {layers} collapse"
                 " into {one}.")  # fmt: skip
        self.beat("one-layer", said, first=first, second=second, product=product)
        for layer, factor in enumerate(("first", "second")):
            self.at_word(factor)
            self.play(self.chain.step(layer), run_time=0.6)
        self.at_word("product")
        for movement in self.chain.merge(product):
            self.play(movement)

    def product_light(self, layer: int) -> ConnectionLight:
        """Connections from the input straight to the neurons of a layer, at rest.

        Their weights are those that so many layers have together.
        """
        places = self.diagram.places
        weights = self.record[f"measurement.product[{layer + 1}].layers[0].weights"]
        light = ConnectionLight(
            places.columns[0], places.columns[layer + 1], start_radius=strip_width() / 2,
            end_radius=places.radii[layer + 1], weights=weights.values, palette=self.palette,
        )  # fmt: skip
        return light.send(rest_light(weights.values), weights)

    def a_straight_line(self) -> None:
        """Two clouds, and what layers without the squish make of them."""
        said = _("Separate solid from {hollow} points. {Without} the squish: a {straight} line,"
                 " {share} right.")  # fmt: skip
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
        frames = (plane.frame for plane in self.planes)
        self.play(
            FadeOut(self.leaving, run_time=0.5),
            FadeIn(*frames, run_time=0.5),
            Succession(Wait(0.5), FadeIn(self.names, run_time=0.5)),
            *(Succession(Wait(0.3), plane.arrive(0)) for plane in self.planes),
        )
        self.at_word("hollow")
        self.play(*(plane.arrive(1) for plane in self.planes))
        self.point_at("Without", self.names[0])
        self.at_word("straight")
        self.divide(0)
        self.at_word("share")
        self.mistakes = self.planes[0].rings(
            self.record[f"{CLOUDS}.straight_mistakes"], self.palette.signal
        )
        self.play(
            FadeIn(self.values[0], scale=1.4, run_time=0.6),
            LaggedStart(
                *(FadeIn(ring, scale=2) for ring in self.mistakes), lag_ratio=0.15, run_time=1.0
            ),
        )

    def spot_of(self, plane: CloudPlane, right: float) -> object:
        """Where the share of right points stands: in a free corner, or beside a small square."""
        if self.area.is_wide:
            return plane.frame.get_corner(UP + RIGHT) + 0.75 * LEFT + 0.45 * DOWN
        return [(plane.frame.get_right()[0] + right) / 2, plane.get_y(), 0]

    def a_curve(self) -> None:
        said = _("{With} it, the same layers {draw} a curve: {share} right.")
        self.beat("a-curve", said, share=self.share_of("bent"))
        self.point_at("With", self.names[1])
        self.at_word("draw")
        self.divide(1)
        self.at_word("share")
        self.play(FadeIn(self.values[1], scale=1.4), run_time=0.6)

    def divide(self, place: int) -> None:
        """Draw the line of a network, and then light the side of its second cloud."""
        plane = self.planes[place]
        # Behind the points.
        self.add(plane.boundary, plane.points_of_clouds)
        self.play(Create(plane.boundary), run_time=1.0)
        self.add(plane.ground, plane.frame, plane.boundary, plane.points_of_clouds)
        self.play(FadeIn(plane.ground), run_time=0.6)
        self.add(plane)

    def share_of(self, kind: str) -> Sourced:
        """How many points are on the right side."""
        share = self.record.number(f"{CLOUDS}.{kind}.accuracy.mean", percent=True)
        return share.shown_as(decimals=0 if (100 * share.value).is_integer() else 1)

    def the_price(self) -> None:
        """How often networks are wrong that were trained alike: one layer, and straight ones."""
        self.kinds = ("one_layer", "straight", "bent")
        shares = [
            self.record.number(f"{ALIKE}.{kind}.wrong.mean", percent=True, decimals=1)
            for kind in self.kinds
        ]
        said = _("On digits, {one} layer gets {share} wrong. More layers {without} the squish are"
                 " no better.")  # fmt: skip
        if self.alike.straight_layers_help:
            said = _("On digits, {one} layer gets {share} wrong. More layers {without} the squish"
                     " get {straight}.")  # fmt: skip
        self.beat("the-price", said, share=shares[0], straight=shares[1])
        self.rows_of(shares)
        rows = (Group(row.title, row.track, row.sketch) for row in self.rows)
        self.play(
            FadeOut(self.names, *self.values, self.mistakes, run_time=0.4),
            LaggedStart(
                FadeOut(*self.planes, run_time=0.7),
                FadeIn(self.axis, self.told, run_time=0.6),
                *(FadeIn(row, run_time=0.6) for row in rows),
                lag_ratio=0.25,
            ),
        )
        self.at_word("one")
        self.show_row(0)
        self.at_word("share")
        self.play(FadeIn(self.rows[0].value, scale=1.3), run_time=0.4)
        self.at_word("without")
        self.show_row(1)
        end, foot = self.rows[0].mean.get_top(), self.rows[2].track.get_y() - MEAN_HEIGHT / 2
        self.same = DashedLine(end, [end[0], foot, 0], color=self.palette.signal)
        self.play(
            FadeIn(self.rows[1].value, scale=1.3, run_time=0.4), Create(self.same, run_time=0.8)
        )

    def with_it(self) -> None:
        """The same layers with the squish."""
        share = self.record.number(f"{ALIKE}.bent.wrong.mean", percent=True, decimals=1)
        self.beat("with-it", _("{With} the squish, it is only {share}."), share=share)
        self.at_word("With")
        self.show_row(2)
        self.at_word("share")
        self.play(FadeIn(self.rows[2].value, scale=1.3), run_time=0.4)
        self.leaving = Group(self.axis, self.told, *self.rows, self.same)

    def rows_of(self, shares: list[Sourced]) -> None:
        """Three rows of dots over one axis that begins at zero, with their names above."""
        area = self.area
        layers = self.record.number(f"{ALIKE}.layer_count", decimals=None)
        colors = (theme.TEXT, theme.TEXT, self.palette.function)
        names = [
            Words(_("one layer")),
            Words(_("{layers} layers, no squish"), layers=layers),
            Words(_("{layers} layers with squish"), layers=layers, color=colors[-1]),
        ]
        hidden = len(self.alike.layer_sizes) - 2
        foot, right = area.bottom + BELOW_AXIS, area.right - 1.75
        left = area.left + (SKETCH_WIDTH if area.is_wide else 0.0) + 0.5
        ticks = [tick.shown_as(percent=True) for tick in self.record[f"{AXIS}.numbers"]]
        self.axis = NumberLine(ticks, [left, foot, 0], [right, foot, 0], overshoot=0.3)
        trained = self.record.number(f"{ALIKE}.bent.trainings", decimals=None)
        self.told = Words(
            _("wrong on {data}: {trainings} short trainings each, all alike"),
            color=theme.SECONDARY, width=area.width, balanced=True,
            data=Verbatim(_(self.alike.data)), trainings=trained,
        ).move_to(area.at(0.5, 1), UP)  # fmt: skip
        top = float(self.told.get_bottom()[1])
        pitch = (top - foot) / len(names)
        self.rows = []
        for i, (name, kind, share) in enumerate(zip(names, self.kinds, shares, strict=True)):
            y = top - (i + 0.7) * pitch
            name.move_to([left - 0.25, y + min(0.75, 0.5 * pitch), 0], LEFT)
            sketch = NetworkSketch(
                self.record.number(f"{ALIKE}.layer_sizes[1]", decimals=None), hidden if i else 0,
                sketch_room(self.axis, y, pitch), self.palette, color=colors[i],
            )  # fmt: skip
            self.rows.append(
                SeedRow(
                    name, self.record[f"{ALIKE}.{kind}.wrong.values"], share, sketch=sketch,
                    line=self.axis, y=y, color=colors[i],
                    size="focus" if area.is_wide else "number",
                )
            )  # fmt: skip

    def show_row(self, place: int) -> None:
        """The trainings of one kind come out of their network, then comes their mean."""
        row = self.rows[place]
        right = self.record.number(f"{ALIKE}.{self.kinds[place]}.mean")
        self.play_sounds(bell(right, 1.0))
        self.play(row.sketch.animate.shine(0.4 * BRIGHT), row.arrive(), run_time=0.9)
        self.play(Create(row.mean), run_time=0.2)

    def the_whole(self) -> None:
        """The network at home, at rest."""
        self.beat("the-whole", _("So the {squish} is what makes more layers worth having."))
        if not self.model.reads_digits:
            self.leaving = Group(*self.planes, self.names, *self.values, self.mistakes)
        diagram = NetworkDiagram(self.model, self.palette, spoken_of=[self.trace.answer])
        diagram.show_weights().show_image(self.record["trace.ink"])
        self.play(FadeOut(self.leaving), FadeIn(diagram.connections), run_time=0.8)
        self.play(FadeIn(*diagram.submobjects[1:]), run_time=0.6)
        self.remove(*self.mobjects)
        self.add(diagram)
        self.at_word("squish")
        self.play(LaggedStart(*map(self.in_teal, diagram.columns), lag_ratio=0.25))

    def in_teal(self, column: NeuronColumn) -> Animation:
        """The neurons of a layer swell, and for a moment have the rims of the squish."""
        target = column.copy().scale(1.04).set_stroke(self.palette.function)
        return Transform(column, target, rate_func=there_and_back)
