"""`TheHopeForLayers`: digits are made of parts; a hope for what the hidden layers do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from manim import (
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    ReplacementTransform,
    VGroup,
    there_and_back,
)

from scenes.chapter import Beat, Chapter
from scenes.chapters.act_3.the_hope_for_layers_parts import HopedLayer, HopedLink, HopedRoom
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.pen_parts import DIGIT_PARTS, PenPart, small_edges
from scenes.mobjects.text.typst_text import Words
from scenes.motion.growing import come_apart, travel_to, write
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Animation


EDGES = 5
EDGE_SHARE = 0.5
"""Size of the largest edge beside a neuron, as a share of the room there."""
RECURRING = ("upper loop", "long line")
"""Parts of more than one of the digits."""


class TheHopeForLayers(Chapter):
    """Loops and lines beside neurons: a hope, and the question whether it holds."""

    is_first_cut = True
    summary = N_(
        "Why one would want layers: edges could make loops and lines, and these could make"
        " digits. A hope, to be tested later."
    )
    concepts = (N_("features"), N_("hidden layers"), N_("layers of abstraction"))
    beats: ClassVar = {
        "a-nine": Beat("a nine", "A drawn nine, taken apart: a loop and a line."),
        "eight-and-four": Beat(
            "eight and four", "A nine, an eight and a four, each taken apart into strokes."
        ),
        "beside-neurons": Beat(
            "beside neurons", "Strokes stand beside neurons of the last hidden layer: a hope."
        ),
        "which-parts-make-what": Beat(
            "which parts make what", "Dotted lines lead from the strokes to digits made of them."
        ),
        "small-edges": Beat(
            "small edges",
            "A loop of short edges; dotted lines lead from small edges in one layer to loops and"
            " lines in the next.",
        ),
        "does-it-really": Beat(
            "does it really",
            "The network's true connections under the hoped-for strokes, and a large question"
            " mark: we will look.",
        ),
    }

    def construct(self) -> None:
        self.prepare()
        self.a_nine()
        self.eight_and_four()
        if self.last < 0:
            self.no_layer_between()
            return
        self.beside_neurons()
        self.which_parts_make_what()
        if self.last > 0:
            self.small_edges()
        self.does_it_really()
        self.rest(1.0)

    def prepare(self) -> None:
        """Put the digits into rows that fill the stage, and the network where it always is."""
        outputs = map(self.model.output_of_digit, DIGIT_PARTS)
        self.named = [output for output in outputs if output is not None]
        self.diagram = NetworkDiagram(self.model, self.palette, spoken_of=self.named)
        self.last = len(self.model.layers) - 2
        self.room = HopedRoom(self.diagram)
        self.rows = self.room.rows()
        self.all_rows = VGroup(*self.rows.values())

    def a_nine(self) -> None:
        self.beat("a-nine", _("What makes a nine? A {loop} on top, and a line below it."))
        self.top_row = self.rows[9].get_y()
        self.rows[9].set_y(stage().center[1])
        self.play(write(self.rows[9].written, seconds=1.4))
        self.at_word("loop")
        self.play(come_apart(self.rows[9], seconds=1.0))
        self.rest(0.7)

    def eight_and_four(self) -> None:
        """So do an eight and a four; parts come back."""
        self.beat(
            "eight-and-four",
            _("An eight has two loops, a {four} has three lines. The same few parts {come} back."),
        )
        up = self.rows[9].animate(run_time=0.8).set_y(self.top_row)
        self.play(up, write(self.rows[8].written, seconds=1.1))
        self.play(come_apart(self.rows[8], seconds=0.6))
        self.at_word("four")
        self.play(write(self.rows[4].written, seconds=1.1))
        self.play(come_apart(self.rows[4], seconds=0.8))
        self.at_word("come")
        for name in RECURRING:
            found = [part for row in self.rows.values() if (part := row.part(name))]
            self.play(
                *(part.animate.set_color(self.palette.signal) for part in found),
                rate_func=there_and_back,
                run_time=1.0,
            )

    def beside_neurons(self) -> None:
        """The network's neurons appear; the parts go and stand beside them."""
        self.beat(
            "beside-neurons",
            _("Here is a hope: each neuron in this layer lights up for one of these parts."),
        )
        hope = self.room.head(Words(_("hope"), size="title", color=self.palette.signal))
        aside = self.room.aside(self.rows, hope)
        network = VGroup(*self.diagram.columns, self.diagram.names)
        self.play(
            self.all_rows.animate.become(aside), FadeIn(network, shift=0.6 * LEFT), run_time=1.2
        )
        parts = {part.name: part for row in self.rows.values() for part in row.parts}
        self.hoped = [self.hoped_layer(self.last, _("loops, lines"), len(parts))]
        self.homes = dict(zip(parts, self.hoped[0].chosen, strict=False))
        self.small = {name: parts[name].copy() for name in self.homes}
        places = [
            self.hoped[0].beside(i, PenPart(name, height=self.hoped[0].room))
            for i, name in enumerate(self.homes)
        ]
        self.play(
            travel_to(self.small.values(), places, seconds=1.9),
            FadeIn(hope, shift=0.2 * RIGHT),
            FadeIn(self.hoped[0].title),
        )
        self.rest(0.6)

    def which_parts_make_what(self) -> None:
        """Lines from the parts to the digits that they would make."""
        said = _("Then the last layer only has to know which parts make which digit.")
        if not self.named:
            said = _("Then the last layer only has to know what such parts make together.")
        self.beat("which-parts-make-what", said)
        self.links = VGroup()
        outputs = self.diagram.columns[-1]
        settling: list[Animation] = []
        for digit in self.rows:
            if (output := self.model.output_of_digit(digit)) is None:
                continue
            names = [name for name in DIGIT_PARTS[digit] if name in self.homes]
            links = VGroup(*(HopedLink(self.homes[name], outputs[output]) for name in names))
            strokes = VGroup(self.rows[digit].written, *(self.small[name] for name in names))
            if settling:
                self.play(*settling, run_time=0.3)
            self.play(
                LaggedStart(*map(Create, links.set_color(self.palette.signal)), lag_ratio=0.2),
                strokes.animate.set_color(self.palette.signal),
                self.diagram.names[output].animate.set_color(theme.TEXT),
                run_time=1.1,
            )
            settling = [
                links.animate.set_color(theme.SECONDARY),
                strokes.animate.set_color(theme.TEXT),
            ]
            self.links.add(*links)
        self.rest(0.4)
        if settling:
            self.play(*settling, run_time=0.3)

    def small_edges(self) -> None:
        """A loop is cut into small edges, and they stand beside the layer before."""
        self.beat("small-edges", _("And a loop? That can be put together from small edges."))
        middle, height = self.room.loop_place()
        loop = PenPart("upper loop", height=height).move_to(middle)
        first = self.rows[9].parts[0]
        self.rows[9].parts.remove(first)
        self.play(
            FadeOut(self.all_rows, run_time=0.6), ReplacementTransform(first, loop, run_time=1.1)
        )
        layer = self.hoped_layer(self.last - 1, _("small edges"), EDGES)
        self.edges = small_edges(loop, len(layer.chosen))
        self.remove(loop)
        self.play(
            *(edge.animate.shift(0.28 * (edge.get_center() - middle)) for edge in self.edges),
            run_time=0.8,
        )
        self.caption(_("So we hope that the layer before it looks for those."))
        self.edges_beside_neurons(layer)
        self.rest(0.5)

    def edges_beside_neurons(self, layer: HopedLayer) -> None:
        """The edges travel, the uppermost to the uppermost neuron, and make up the loop there."""
        flying = sorted((edge.copy() for edge in self.edges), key=lambda edge: -edge.get_y())
        factor = EDGE_SHARE * layer.room / max(max(edge.width, edge.height) for edge in flying)
        places = [layer.beside(i, edge.copy().scale(factor)) for i, edge in enumerate(flying)]
        self.play(travel_to(flying, places, seconds=1.6), FadeIn(layer.title))
        loop = self.small[next(iter(self.homes))]
        links = VGroup(*(HopedLink(neuron, loop) for neuron in layer.chosen))
        self.play(LaggedStart(*map(Create, links), lag_ratio=0.15), run_time=1.0)
        self.links.add(*links)
        self.hoped.append(layer)

    def does_it_really(self) -> None:
        """The true connections take the place of the hoped-for ones, with a question mark."""
        self.beat("does-it-really", _("But is this what a trained network really does?"))
        shown = self.edges if self.last > 0 else self.all_rows
        self.play(FadeOut(self.links, shown), run_time=0.6)
        lights = self.diagram.show_weights().connections
        # Light lies under neurons and strokes.
        self.bring_to_back(*(light.set_opacity(0) for light in lights))
        self.play(
            *(light.animate.set_opacity(1) for light in lights),
            FadeIn(self.diagram.strip, self.diagram.strip_frame),
            run_time=1.2,
        )
        middle, height = self.room.mark_place()
        mark = VGroup(*(PenPart(name, height=height) for name in ("hook", "point")))
        mark.set_color(self.palette.signal).set_stroke(width=11).move_to(middle)
        doubts = VGroup(*(layer.doubt for layer in self.hoped))
        self.play(write(mark, seconds=1.0), FadeIn(doubts, run_time=0.6))
        self.caption(_("These are its true weights. The parts are only a hope."))
        note = self.room.note_at(Words(_("We will look.")), mark)
        self.play(FadeIn(note, shift=0.1 * UP), run_time=0.6)

    def no_layer_between(self) -> None:
        """The digits beside a network whose outputs see nothing but pixels."""
        self.beat(
            "beside-neurons",
            _("Neurons in between might look for such parts. This network has none."),
        )
        aside = self.room.aside(self.rows, self.room.head(Words("?", size="title")))
        diagram = self.diagram.show_weights()
        self.bring_to_back(*(light.set_opacity(0) for light in diagram.connections))
        self.play(
            self.all_rows.animate.become(aside),
            FadeIn(diagram.strip, diagram.strip_frame, *diagram.columns, diagram.names),
            *(light.animate.set_opacity(1) for light in diagram.connections),
            run_time=1.4,
        )
        self.rest()
        self.beat("does-it-really", _("Each of its outputs has to judge by the pixels alone."))
        self.rest(1.0)

    def hoped_layer(self, layer: int, words: str, parts: int) -> HopedLayer:
        """What we hope that the neurons of a layer find."""
        neurons = self.diagram.columns[layer]
        return HopedLayer(
            neurons,
            words,
            parts=parts,
            color=self.palette.signal,
            width=self.room.title_width(),
            outward=RIGHT if layer == self.last else LEFT,
        )
