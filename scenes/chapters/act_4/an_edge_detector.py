"""`AnEdgeDetector`: weights chosen by hand, first fooled by a blob, then wanting an edge."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import DOWN, LEFT, UP, FadeIn, FadeOut, Group, LaggedStart

from network.analysis.edge_masks import mask_answers, mask_sum
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.an_edge_detector_parts import (
    MaskedPicture,
    SumReadout,
    mask_places,
)
from scenes.mobjects.grids.titled_grid import TitledGrid
from scenes.mobjects.grids.weight_grid import WeightGrid
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame, image_grid
from scenes.mobjects.text.typst_text import Verbatim, Words, label, note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.cells import one_then_other
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation, Mobject
    from manim.typing import Vector3D
    from numpy.typing import NDArray

    from scenes.mobjects.plots.bars import SumBar
    from scenes.subject.sourced import Sourced

TO_NAME = 0.25
"""From a picture to its name."""
FOUR = ("all on", "inverse", "blank", "edge")
"""In the order in which they are to be guessed."""
CALLED = {
    "blank": N_("nothing lit"),
    "all on": N_("everything lit"),
    "edge": N_("the exact edge"),
    "inverse": N_("its inverse"),
    "blob": N_("a solid blob"),
}
MASKS = ("positive_mask", "mask")


class AnEdgeDetector(Chapter):
    """What a neuron with hand-made weights answers to."""

    is_first_cut = True
    summary = N_("Weights chosen by hand, and what a negative surround is good for.")
    concepts = (N_("edge detection"), N_("weights"), N_("receptive field"))
    beats: ClassVar = {
        "chosen-by-hand": Beat(
            "chosen by hand", "A grid of weights: a single {positive} row, all else black."
        ),
        "the-exact-edge": Beat(
            "the exact edge", "The grid times a picture of exactly this line: a high sum."
        ),
        "a-blob-fools-it": Beat(
            "a blob fools it", "The grid times a solid white blob: the same high sum."
        ),
        "a-negative-surround": Beat(
            "a negative surround",
            "{negative} cells lie above and below the row: the blob's sum is much lower now.",
        ),
        "guess-first": Beat(
            "guess first", "The weights above four pictures, each with a question mark."
        ),
        "then-see": Beat(
            "then see", "The four pictures, ranked by the sums that now stand below them."
        ),
    }

    def construct(self) -> None:
        self.prepare()
        self.chosen_by_hand()
        self.the_exact_edge()
        self.a_blob_fools_it()
        self.a_negative_surround()
        self.guess_first()
        self.then_see()
        self.rest(1.2)

    def prepare(self) -> None:
        """Take the masks, the pictures, and every sum of the two."""
        self.answers = answers = mask_answers(self.subject.image_format.side)
        self.record = self.record.with_root("measurement.hand_made", answers)
        for mask in MASKS:
            for name, picture in zip(answers.names, answers.pictures, strict=True):
                found = mask_sum(getattr(answers, mask), picture)
                self.record = self.record.with_root(path_of(mask, name), found)
        self.nothing = self.sums(MASKS[1], "blank")[0]
        self.images = self.record["measurement.hand_made.pictures"]
        self.places = mask_places(stage())

    def chosen_by_hand(self) -> None:
        """Weights that training found give way to weights that a person chose."""
        self.beat(
            "chosen-by-hand",
            _(
                "Training found these weights. Now choose them by hand: {count} in a row, the"
                " others zero."
            ),
            count=self.record.number(f"{path_of(MASKS[0], 'all on')}.term_count", decimals=None),
        )
        neuron = int(self.trace.layers[0].pre_activations.argmax())
        weights = self.record["model.layers[0].weights"].row(neuron)
        places = self.places
        self.mask = WeightGrid(weights, side=places.side, palette=self.palette)
        self.mask.move_to(places.alone)
        found = Words(_("neuron {index}, trained"), size="note", index=Verbatim(neuron))
        beside(self.mask, found.set_color(theme.SECONDARY), places.mask_name)
        self.play(FadeIn(self.mask, found), run_time=0.9)
        self.rest(1.0)
        self.name = Words(_("hand-made weights"), size="note", color=self.palette.signal)
        beside(self.mask, self.name, places.mask_name)
        self.play(one_then_other(found, self.name), self.show_mask(MASKS[0]), run_time=1.3)

    def the_exact_edge(self) -> None:
        """A picture that is lit exactly where the weights are."""
        self.beat("the-exact-edge", _("What does it respond to? A bright line, exactly there."))
        places = self.places
        aside = places.mask - self.mask.get_center()
        self.play(Group(self.mask, self.name).animate.shift(aside), run_time=0.8)
        image = self.images.row(self.answers.index("edge"))
        self.picture = image_grid(image, side=places.side).move_to(places.picture)
        self.frame = grid_frame(self.picture)
        self.times = label("\N{MULTIPLICATION SIGN}", size="title", color=theme.TEXT)
        self.times.move_to((places.mask + places.picture) / 2)
        self.title = self.name_of_picture("edge")
        # Both ends of the bar's axis hold whatever either mask answers.
        room = places.readout
        self.readout = SumReadout(
            self.nothing,
            within=[*self.answers.positive_sums, *self.answers.sums],
            left=room.left,
            right=room.right,
            y=float(room.center[1]),
            height=room.height,
            palette=self.palette,
        )
        self.play(
            FadeIn(self.picture, self.frame, self.title, self.times, shift=0.3 * LEFT),
            FadeIn(self.readout),
            run_time=0.8,
        )
        self.add_up(MASKS[0], "edge")
        self.rest(0.7)

    def a_blob_fools_it(self) -> None:
        """A blob covers the same pixels, and gets the same sum."""
        self.beat("a-blob-fools-it", _("But a solid blob covers the same pixels."))
        self.change_picture("blob")
        self.add_up(MASKS[0], "blob")
        self.caption(
            _("It gets {sum} again. These weights look for light, not for an edge."),
            sum=self.sums(MASKS[0], "blob")[-1],
        )

    def a_negative_surround(self) -> None:
        """Negative weights above and below take back what a blob brings."""
        self.beat(
            "a-negative-surround",
            _("So make the weights above and below {negative}. Light on them lowers the sum."),
            negative=Verbatim(_(self.palette.negative_name)),
        )
        self.play(self.show_mask(MASKS[1]), *self.reset(), run_time=1.3)
        self.add_up(MASKS[1], "blob")
        self.caption(
            _("The blob now gets {sum}, because it lights up the surround as well."),
            sum=self.sums(MASKS[1], "blob")[-1],
        )

    def guess_first(self) -> None:
        """Four pictures in a row, and time to think."""
        self.beat(
            "guess-first",
            _("Four pictures. Which gets the largest sum, which the smallest? Guess first."),
        )
        gone = [self.picture, self.frame, self.title, self.times, self.readout, self.readout.total]
        self.play(FadeOut(*gone), run_time=0.5)
        places = self.places
        factor = places.small_mask.width / self.mask.grid.height
        small = self.mask.frame.copy().scale(factor).move_to(places.small_mask.center)
        self.play(
            self.mask.animate.scale(factor).move_to(small),
            self.name.animate.next_to(small, places.small_mask_name, buff=0.35),
            run_time=1.0,
        )
        images = (self.images.row(self.answers.index(name)) for name in FOUR)
        self.cards = {
            name: TitledGrid(
                image_grid(image, side=places.card_side).move_to(spot),
                _(CALLED[name]),
                on_baseline=True,
            )
            for name, image, spot in zip(FOUR, images, places.cards, strict=True)
        }
        self.marks = {
            name: label("?", size="title", color=theme.TEXT).next_to(card, DOWN, buff=0.3)
            for name, card in self.cards.items()
        }
        cards = [FadeIn(card, shift=0.2 * UP) for card in self.cards.values()]
        self.play(LaggedStart(*cards, lag_ratio=0.25), run_time=1.4)
        self.play(FadeIn(*self.marks.values()), run_time=0.6)
        self.rest(1.8)

    def then_see(self) -> None:
        """Every sum, counted; then the pictures in the order of their sums."""
        self.beat("then-see", _("Now try the weights on all four at once."))
        self.add_up_all()
        ranked = [self.answers.names[i] for i in self.answers.ranking]
        ranked = [name for name in ranked if name in FOUR]
        self.caption(
            _("Its edge comes first, the inverse comes last. Light everywhere does little.")
        )
        moves, spots = [], self.places.cards
        for name, spot in zip(ranked, spots, strict=True):
            pair = Group(self.cards[name], self.totals[name])
            moves.append(pair.animate(path_arc=0.6).shift(spot - spots[FOUR.index(name)]))
        self.play(*moves, run_time=1.4)
        first = self.totals[ranked[0]]
        self.play(first.animate.set_color(self.palette.signal), run_time=0.6)

    def add_up(self, mask: str, name: str) -> None:
        """Lay the mask over the picture, and let its products flow into the sum."""
        # Beside the number, with room for it to grow, so that nothing lies over it.
        total, bar = self.readout.total, self.readout.bar
        into = total.get_center() + 0.75 * self.places.into
        self.run([self.masked(mask, name, self.picture, [total, bar], into)])

    def add_up_all(self) -> None:
        """The same for all four pictures at once."""
        self.totals = {
            name: ValueLabel(self.sums(MASKS[1], name)[0], size="title").move_to(mark)
            for name, mark in self.marks.items()
        }
        self.play(*map(one_then_other, self.marks.values(), self.totals.values()), run_time=0.6)
        self.run(
            [
                self.masked(MASKS[1], name, self.cards[name].grid, [total], total.get_top())
                for name, total in self.totals.items()
            ]
        )

    def run(self, masked: Sequence[MaskedPicture]) -> None:
        """Lay over, multiply, add up."""
        self.add(*(each.sheet for each in masked))
        self.play(LaggedStart(*(each.lay_over() for each in masked), lag_ratio=0.2), run_time=0.9)
        self.play(*(each.multiply() for each in masked), run_time=0.5)
        self.remove(*(each.sheet for each in masked))
        if len(masked) == 1:  # several at once are a noise
            self.play_sounds(masked[0].ticks(seconds=1.4))
        self.play(*(step for each in masked for step in each.pour_out(seconds=1.4)))
        self.remove(*(each.cloud for each in masked if each.cloud))
        self.play(*(each.picture.animate.set_opacity(1) for each in masked), run_time=0.3)

    def masked(
        self,
        mask: str,
        name: str,
        picture: PixelGrid,
        shown_by: Sequence[ValueLabel | SumBar],
        into: NDArray[np.float64],
    ) -> MaskedPicture:
        """A picture under a mask, with all that adding it up needs."""
        products, order = (self.record[f"{path_of(mask, name)}.{n}"] for n in ("products", "order"))
        return MaskedPicture(
            self.mask,
            picture,
            products=products,
            order=[int(i) for i in order.values],
            sums=self.sums(mask, name),
            shown_by=shown_by,
            into=into,
        )

    def reset(self) -> list[Animation]:
        """Empty the sum."""
        readout = self.readout
        old, readout.total = readout.total, ValueLabel(self.nothing, size="title")
        readout.total.move_to(old)
        # A part of the group would be on stage before it fades in.
        readout.remove(old)
        return [one_then_other(old, readout.total), readout.bar.animate.show(self.nothing).build()]

    def change_picture(self, name: str) -> None:
        """Another picture in the same place, and an empty sum."""
        title = self.name_of_picture(name)
        image = self.images.row(self.answers.index(name))
        self.play(
            self.picture.animate.show_image(image),
            one_then_other(self.title, title),
            *self.reset(),
            run_time=1.0,
        )
        self.title = title

    def show_mask(self, mask: str) -> WeightGrid:
        """Let the grid glide to other weights."""
        weights = self.record[f"measurement.hand_made.{mask}"]
        return self.mask.animate.show(weights, float(weights.values.max()))

    def sums(self, mask: str, name: str) -> list[Sourced]:
        """The running sums of a picture."""
        sums = self.record[f"{path_of(mask, name)}.sums"]
        return [value.shown_as(decimals=0, signed=True) for value in sums]

    def name_of_picture(self, name: str) -> Words:
        """The name of a picture, beside it."""
        words = note(_(CALLED[name]))
        return beside(self.picture, words, self.places.picture_name)


def beside(grid: Mobject, name: Words, toward: Vector3D) -> Words:
    """Put a name on one side of a grid."""
    name.next_to(grid, toward, buff=TO_NAME)
    if toward is UP:
        # Names above grids share a line, whatever reaches below it.
        name.shift((name.get_bottom()[1] - name.baseline) * UP)
    return name


def path_of(mask: str, name: str) -> str:
    """Where the sum of a picture under a mask is found."""
    return f"measurement.{mask}_on_{name.replace(' ', '_')}"
