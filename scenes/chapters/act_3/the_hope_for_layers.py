"""`TheHopeForLayers`: digits are made of parts; a hope for what the hidden layers do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from manim import (
    LEFT,
    RIGHT,
    UP,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    ReplacementTransform,
    Transform,
    TransformFromCopy,
    VGroup,
    smooth,
    squish_rate_func,
    there_and_back,
)

from scenes.chapter import Beat, Chapter
from scenes.chapters.act_3.the_hope_for_layers_parts import (
    EDGES,
    PARTS_DOWN,
    Carry,
    HopedNetwork,
    around,
    pieces_down,
    spread,
)
from scenes.mobjects.network.hoped_neuron import HopedLink
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.pen_parts import DIGIT_PARTS, PEN_WIDTH, PenPart, small_edges
from scenes.mobjects.text.typst_text import Words
from scenes.motion.growing import write
from scenes.motion.pointing import pulse
from scenes.stage import theme
from scenes.stage.layout import fit
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from manim import Animation, Mobject, VMobject

    from scenes.mobjects.network.hoped_neuron import HopedNeuron

RECURRING = {"upper loop": (9, 8), "long line": (9, 4)}
"""Parts of more than one of the digits."""
FIRST = 9
"""The digit that is taken apart first."""
OTHER = 8
"""The one whose parts the last but one digit does not have."""
APART = 0.3
"""How far its edges fly out of it, of their way from its middle."""
CLOSE, CLOSEST = 0.8, 0.95
"""Shares of the stage that what is looked at fills."""
THIN = 5.0
"""Width of a stroke while it is looked at closely."""
ASIDE = 0.5
"""How far a part slides at first, in heights of its digit."""
LEFT_BEHIND = 0.3
"""How bright a digit is while its parts leave it."""
DIM = 0.3
"""How bright all is that is not put together from small edges."""
MARK_SHARE, MARK_WIDTH, OUTLINE = 0.45, 14.0, 28.0
"""Height of the question mark, of the columns on which it stands; width of its strokes, and of
what sets them off.
"""
FIRST_LIGHT = 0.35
"""Of the true connections, while what is hoped for goes."""
LATE = squish_rate_func(smooth, 0.55, 1.0)
"""For circles: what they go around comes before them."""


class TheHopeForLayers(Chapter):
    """Loops and lines in neurons: a hope, and the question whether it holds."""

    summary = N_(
        "Why one would want layers: edges could make loops and lines, and these could make"
        " digits. A hope, to be tested later."
    )
    concepts = (N_("features"), N_("hidden layers"), N_("layers of abstraction"))
    allowed_crossings: ClassVar = {
        ("Neuron", "Neuron"): "hoped-for neurons shrink into the column that appears around them",
        ("PenPart", "PenPart"): "strokes slide out of the digit that they make, and into another",
    }
    beats: ClassVar = {
        "a-nine": Beat(
            "a nine",
            "A drawn nine inside a circle; dashed lines come to it from a loop and from a line in"
            " circles of their own.",
        ),
        "eight-and-four": Beat(
            "eight and four",
            "A nine, an eight and a four in circles; dashed lines come to each from its parts. Two"
            " of the parts are shared. Beside them is a sheet with the four, written large.",
        ),
        "beside-neurons": Beat(
            "beside neurons",
            "The circles are neurons, and the one that holds a part would light up for it: a hope,"
            " not a fact.",
        ),
        "which-parts-make-what": Beat(
            "which parts make what",
            "The neurons of its parts have lit up, and after them that of a digit.",
        ),
        "small-edges": Beat(
            "small edges",
            "Three columns of neurons: small edges make a loop and a line, these make a nine. All"
            " other parts and digits are dim.",
        ),
        "does-it-really": Beat(
            "does it really",
            "The hoped-for strokes are gone. There stands the network with its true connections,"
            " and left of it the picture of a digit.",
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
        self.rest(0.1)

    def prepare(self) -> None:
        """A hoped-for network that fills the stage, and the true one where it always is."""
        outputs = {digit: self.model.output_of_digit(digit) for digit in DIGIT_PARTS}
        self.outputs = {digit: out for digit, out in outputs.items() if out is not None}
        self.diagram = NetworkDiagram(
            self.model, self.palette, spoken_of=self.outputs.values()
        ).show_image(self.record["trace.ink"])
        self.last = len(self.model.layers) - 2
        self.hoped = HopedNetwork()
        self.links: dict[int, list[HopedLink]] = {
            digit: self.hoped.links_to(digit) for digit in DIGIT_PARTS
        }
        self.edge_links: list[HopedLink] = []
        self.shown: set[str] = set()
        self.written, self.on_paper = VGroup(), 0
        self.names = VGroup()

    def a_nine(self) -> None:
        """It comes apart, each part finds a circle of its own, and together they make a nine."""
        nine = self.hoped.digits[FIRST].strokes.copy()
        ways = [ASIDE * nine.height * side for side in (LEFT, RIGHT)]
        names = DIGIT_PARTS[FIRST]
        neurons = [self.hoped.parts[name] for name in names]
        circles = [
            around(neuron, stroke.copy().shift(way))
            for neuron, stroke, way in zip(neurons, nine, ways, strict=True)
        ]
        self.view.look_at(Group(*circles), CLOSE)
        self.add(nine)
        self.beat("a-nine", _("What makes a nine? A {loop} on top, and a {line} down the side."))
        self.drift(nine, "loop")
        for mark, stroke, way, circle in zip(("loop", "line"), nine, ways, circles, strict=True):
            self.at_word(mark)
            self.play(stroke.animate.shift(way), run_time=0.6)
            self.play(*self.appearing(circle), run_time=0.3)
        closer = self.view.animate.look_at(self.parts_of(FIRST), CLOSEST)
        slide = [
            ReplacementTransform(one, other)
            for stroke, circle, neuron in zip(nine, circles, neurons, strict=True)
            for one, other in ((stroke, neuron.strokes[0]), (circle, neuron.disc))
        ]
        self.shown |= set(names)
        self.play(closer, *slide, run_time=1.0)
        self.put_together(FIRST, seconds=0.8)

    def eight_and_four(self) -> None:
        """They are written beside the parts, and come apart into them; parts come back."""
        self.beat(
            "eight-and-four",
            _("An eight has two loops, a {four} has three lines. The same parts {come} back."),
        )
        self.another_digit(8, self.view.animate.pull_out(), FadeIn(self.hoped.paper))
        self.at_word("four")
        self.another_digit(4)
        self.at_word("come")
        groups = []
        for name, digits in RECURRING.items():
            places = {digit: DIGIT_PARTS[digit].index(name) for digit in digits}
            links = [self.links[digit][place] for digit, place in places.items()]
            strokes = [self.hoped.digits[digit].strokes[place] for digit, place in places.items()]
            flash = flashing([self.hoped.parts[name], *links], seconds=1.0)
            groups.append(AnimationGroup(*flash, *self.marking(strokes, seconds=1.0)))
        self.play(LaggedStart(*groups, lag_ratio=0.6))

    def another_digit(self, digit: int, *moves: Animation) -> None:
        """It is written, comes apart into the circles of its parts, and is put together again.

        Parameters
        ----------
        moves
            What moves while it is written, below it.
        """
        self.play(*moves, *self.writing(digit))
        parts = [self.hoped.parts[name].strokes for name in DIGIT_PARTS[digit]]
        arriving = [part[0].copy() for part in parts]
        comes = map(TransformFromCopy, self.written, arriving)
        leaves = self.written.animate(rate_func=there_and_back).set_stroke(opacity=LEFT_BEHIND)
        new = [name for name in DIGIT_PARTS[digit] if name not in self.shown]
        self.shown |= set(new)
        circles = self.appearing(*(self.hoped.parts[name].disc for name in new), rate_func=LATE)
        self.play(leaves, *comes, *circles, run_time=0.75)
        self.remove(*arriving)
        self.add(*parts)
        self.put_together(digit, seconds=0.75)

    def writing(self, digit: int) -> list[Animation]:
        """A digit comes onto the sheet, and what was there goes; nothing if it is there."""
        if digit == self.on_paper:
            return []
        before, self.on_paper = self.written, digit
        self.written = self.hoped.paper.strokes(*DIGIT_PARTS[digit])
        return [FadeOut(before, run_time=0.3), write(self.written, seconds=0.7)]

    def put_together(self, digit: int, *, seconds: float) -> None:
        """Copies of its parts come one after another, with links, and last a circle around them."""
        neuron = self.hoped.digits[digit]
        parts = [self.hoped.parts[name].strokes[0] for name in DIGIT_PARTS[digit]]
        together = map(TransformFromCopy, parts, neuron.strokes)
        self.play(
            *map(Create, self.links[digit]),
            LaggedStart(*together, lag_ratio=0.5),
            *self.appearing(neuron.disc, rate_func=LATE),
            run_time=seconds,
        )

    def appearing(self, *discs: VMobject, **kwargs: Any) -> list[Animation]:
        """Circles around what is there, behind it."""
        self.bring_to_back(*(disc.set_opacity(0) for disc in discs))
        return [disc.animate(**kwargs).set_opacity(1).build() for disc in discs]

    def marking(self, strokes: Iterable[VMobject], *, seconds: float) -> list[Animation]:
        """Let strokes be yellow for a moment."""
        return [
            Transform(
                stroke,
                stroke.copy().set_color(self.palette.signal),
                rate_func=there_and_back,
                run_time=seconds,
            )
            for stroke in strokes
        ]

    def beside_neurons(self) -> None:
        """Each would light up for its part."""
        self.beat(
            "beside-neurons",
            _("Here is a {hope}: each {neuron} in this layer lights up for one of these parts."),
        )
        self.at_word("hope")
        self.headline = Words(_("a hope, not a fact"), size="focus")
        area = self.hoped.area
        fit(self.headline, area.width, area.height).move_to(area.at(0.5, 1.0), aligned_edge=UP)
        self.names = VGroup(
            self.hoped.name(self.layer_name(self.last), self.hoped.parts[PARTS_DOWN[0]]),
            self.hoped.name(
                _("output layer") if self.hoped.area.is_wide else _("output"),
                self.hoped.digits[FIRST],
            ),
        )
        self.play(FadeIn(self.headline, shift=0.15 * UP), FadeIn(self.names), run_time=0.6)
        self.at_word("neuron")
        before: list[Animation] = [pulse(self.names[0], color=self.palette.signal)]
        for digit in (self.on_paper, OTHER):
            if digit != self.on_paper:
                self.play(*before, FadeOut(self.written), run_time=0.35)
                before, self.on_paper = [], digit
                self.written = self.hoped.paper.strokes(*DIGIT_PARTS[digit])
            for name, stroke in zip(DIGIT_PARTS[digit], self.written, strict=True):
                neuron, dark = self.hoped.parts[name], self.hoped.parts[name].copy()
                if stroke in self.get_mobject_family_members():
                    shows = stroke.animate.set_color(self.palette.signal)
                else:
                    shows = Create(stroke.set_color(self.palette.signal))
                self.play(*before, shows, *lighting([neuron]), run_time=0.6)
                before = [stroke.animate.set_color(theme.TEXT), *darkening([neuron], [dark])]
        self.play(*before, run_time=0.4)

    def layer_name(self, layer: int) -> str:
        """What a hidden layer is called; where there is little room, all are called the same."""
        if self.last == 0 or not self.hoped.area.is_wide:
            return _("hidden layer")
        if self.last == 1:
            return _("second hidden layer") if layer else _("first hidden layer")
        return _("last hidden layer") if layer == self.last else _("hidden layer before it")

    def which_parts_make_what(self) -> None:
        """Parts light up, and then the digit that they make."""
        said = _("Then the last layer only has to know which parts make which digit.")
        if not self.outputs:
            said = _("Then the last layer only has to know what such parts make together.")
        self.beat("which-parts-make-what", said)
        digits = [digit for digit in DIGIT_PARTS if digit != FIRST or self.last == 0]
        named = [pulse(self.names[1], color=self.palette.signal)]
        for digit in digits:  # the first one's turn comes when it has its edges
            self.run_to(digit, *self.writing(digit), *named)
            named = []
        self.rest(0.3)

    def run_to(self, digit: int, *moves: Animation, stays: bool = False) -> None:
        """Light goes from the parts of a digit to the digit, and out again unless it stays.

        Parameters
        ----------
        moves
            What moves while the parts light up.
        """
        parts = [self.hoped.parts[name] for name in DIGIT_PARTS[digit]]
        path: list[HopedNeuron | HopedLink] = [*parts, *self.links[digit], self.hoped.digits[digit]]
        dark = [each.copy() for each in path]
        seconds = 0.6 if moves else 0.35
        self.play(*moves, LaggedStart(*lighting(parts), lag_ratio=0.5, run_time=seconds))
        self.play(*map(Carry, self.links[digit]), run_time=0.35)
        self.play(*lighting([path[-1]]), run_time=0.3)
        self.rest(0.15)
        if not stays:
            self.play(*darkening(path, dark), run_time=0.3)

    def small_edges(self) -> None:
        """The view goes into the loop, and pulls out to a layer that looks for its edges."""
        self.beat(
            "small-edges",
            _("And a {loop}, or a {line}? Both can be put {together} from small edges."),
        )
        made = {name: self.hoped.parts[name] for name in EDGES}
        strokes = [neuron.strokes[0] for neuron in made.values()]
        self.play(
            self.view.animate.look_at(Group(*(neuron.disc for neuron in made.values())), CLOSEST),
            *(stroke.animate.set_stroke(width=THIN) for stroke in strokes),
            *(thing.animate.set_stroke(opacity=DIM) for thing in self.others_than(made)),
            FadeOut(self.hoped.paper, self.written),
            run_time=1.2,
        )
        self.written = VGroup()
        back: list[Animation] = []
        broken: list[VGroup] = []
        for mark, (name, count) in zip(("loop", "line"), EDGES.items(), strict=True):
            stroke = made[name].strokes[0]
            edges, middle = small_edges(stroke, count), stroke.get_center()
            self.at_word(mark)
            self.remove(made[name].strokes)
            self.add(edges)
            broken.append(edges)
            moves = [(edge, APART * (edge.get_center() - middle)) for edge in edges]
            self.play(*(edge.animate.shift(way) for edge, way in moves), run_time=0.6)
            back += [edge.animate.shift(-way).build() for edge, way in moves]
        self.at_word("together")
        self.play(*back, run_time=0.7)
        self.remove(*broken)
        self.add(*(neuron.strokes for neuron in made.values()))
        self.caption(_("So we hope that the layer before it looks for those."))
        self.edge_links = [
            HopedLink(edge, self.hoped.parts[name])
            for name, edges in self.hoped.edges_of.items()
            for edge in edges
        ]
        copies = [
            piece
            for name, edges in self.hoped.edges_of.items()
            for piece in pieces_down(self.hoped.parts[name].strokes[0], len(edges))
        ]
        self.play(
            self.view.animate.pull_out(),
            *(stroke.animate.set_stroke(width=PEN_WIDTH) for stroke in strokes),
            LaggedStart(
                *(
                    piece.animate.become(hoped.strokes[0])
                    for piece, hoped in zip(copies, self.hoped.edges, strict=True)
                ),
                lag_ratio=0.1,
            ),
            run_time=1.5,
        )
        self.remove(*copies)
        self.add(*(edge.strokes for edge in self.hoped.edges))
        name = self.hoped.name(self.layer_name(self.last - 1), self.hoped.edges[0])
        self.names.add(name)
        self.play(
            *self.appearing(*(edge.disc for edge in self.hoped.edges)),
            FadeIn(name),
            LaggedStart(*map(Create, self.edge_links), lag_ratio=0.1),
            run_time=0.9,
        )
        self.play(LaggedStart(*lighting(self.hoped.edges), lag_ratio=0.1, run_time=0.6))
        self.play(*map(Carry, self.edge_links), run_time=0.4)
        # What is hoped for is lit until the true network takes its place.
        self.run_to(FIRST, stays=True)

    def others_than(self, made: Iterable[str]) -> list[VMobject]:
        """Circles, strokes and links that are not of these parts, nor of the digit they make."""
        parts = [part for name, part in self.hoped.parts.items() if name not in made]
        digits = [digit for digit in DIGIT_PARTS if digit != FIRST]
        links = [link for digit in digits for link in self.links[digit]]
        neurons = [*parts, *(self.hoped.digits[digit] for digit in digits)]
        return [*links, *(thing for each in neurons for thing in (each.disc, *each.strokes))]

    def does_it_really(self) -> None:
        """The true network takes the place of the hoped-for one, and asks."""
        self.beat(
            "does-it-really",
            _("But is {this} what our network really does? {Later} we will look inside."),
        )
        self.point_at("this", self.headline)
        self.to_true_network()
        columns = VGroup(*self.diagram.columns[: self.last + 1])
        mark = VGroup(*(PenPart(name) for name in ("hook", "point")))
        mark.scale_to_fit_height(MARK_SHARE * columns.height).move_to(columns)
        mark.set_color(self.palette.signal).set_stroke(width=MARK_WIDTH)
        outline = mark.copy().set_stroke(theme.BACKGROUND, width=OUTLINE)
        self.play(write(outline, seconds=1.0), write(mark, seconds=1.0))
        self.at_word("Later")
        self.rest(0.5)
        self.play(FadeOut(outline, run_time=0.2), FadeOut(mark, run_time=0.6))

    def to_true_network(self) -> None:
        """Discs shrink into neurons, and the true connections come."""
        columns = self.diagram.columns
        chosen = {self.hoped.digits[digit]: columns[-1][out] for digit, out in self.outputs.items()}
        layers = {self.last: [*self.hoped.parts.values()], self.last - 1: self.hoped.edges}
        for layer, hoped in layers.items():
            if layer >= 0:
                chosen |= dict(zip(hoped, spread(columns[layer], len(hoped)), strict=False))
        discs = [ReplacementTransform(hoped.disc, true) for hoped, true in chosen.items()]
        rest = [neuron for column in columns for neuron in column if neuron not in chosen.values()]
        links = [link for links in (*self.links.values(), self.edge_links) for link in links]
        edges = self.hoped.edges if self.last > 0 else []
        hoped = [*self.hoped.digits.values(), *self.hoped.parts.values(), *edges]
        unmatched = [each.disc for each in hoped if each not in chosen]
        also = [self.written, *self.names, *([self.headline] if self.last >= 0 else [])]
        if self.last <= 0:
            also.append(self.hoped.paper)
        lights = self.diagram.show_weights().connections
        # Light lies under neurons.
        self.bring_to_back(*(light.set_opacity(0) for light in lights))
        self.play(
            FadeOut(*(each.strokes for each in hoped), *links, *unmatched, *also),
            *(light.animate.set_opacity(FIRST_LIGHT) for light in lights),
            run_time=0.5,
        )
        seen = [self.diagram.names, self.diagram.strip, self.diagram.strip_frame]
        seen += [self.diagram.image, self.diagram.image_frame]
        self.play(
            self.view.animate.pull_out(),
            *discs,
            *(light.animate.set_opacity(1) for light in lights),
            FadeIn(*rest, *seen, rate_func=LATE),
            run_time=1.2,
        )

    def no_layer_between(self) -> None:
        """A network whose outputs see nothing but pixels."""
        self.beat(
            "beside-neurons",
            _("Neurons in between might look for such parts. This network has none."),
        )
        self.to_true_network()
        self.rest()
        self.beat("does-it-really", _("Each of its outputs has to judge by the pixels alone."))
        self.play(pulse(self.diagram.image, self.diagram.image_frame, color=self.palette.signal))
        self.rest(0.6)

    def parts_of(self, digit: int) -> Group:
        """A digit and its parts in circles."""
        parts = [self.hoped.parts[name] for name in DIGIT_PARTS[digit]]
        return Group(self.hoped.digits[digit], *parts)


def lighting(things: Iterable[HopedNeuron | HopedLink]) -> list[Animation]:
    """Let neurons and links light up."""
    return [thing.animate.light_up().build() for thing in things]


def flashing(things: Iterable[HopedNeuron | HopedLink], *, seconds: float) -> list[Animation]:
    """Let them light up, and go dark again."""
    return [
        Transform(thing, thing.copy().light_up(), rate_func=there_and_back, run_time=seconds)
        for thing in things
    ]


def darkening(things: Iterable[Mobject], dark: Iterable[Mobject]) -> list[Animation]:
    """Let them become as they were."""
    return [Transform(*pair) for pair in zip(things, dark, strict=True)]
