"""`AnEdgeDetector`: weights chosen by hand, first fooled by a blob, then wanting an edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, Group, LaggedStart

from network.edge_masks import mask_answers
from network.mask_sums import mask_sum
from scenes import theme
from scenes.chapter import Chapter
from scenes.layout import stage
from scenes.mobjects.pixel_grid import PixelGrid, grid_frame, image_grid
from scenes.mobjects.sum_bar import SumBar
from scenes.mobjects.text import Name, Words, label
from scenes.mobjects.value_label import ValueLabel
from scenes.mobjects.weight_grid import WeightGrid
from scenes.motion.calling_out import one_then_other
from scenes.motion.masking import lay_over, multiply, pour_out, sheet_of
from scenes.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from manim import Animation
    from numpy.typing import NDArray

    from scenes.sourced import Sourced

SIDE = 3.9
SMALL_MASK = 2.05
SMALL = 2.3
TITLE_RISE = 0.22
"""From the top of a small picture to the line on which its name stands."""
FOUR = ("all on", "inverse", "blank", "edge")
"""In the order in which they are to be guessed."""
CALLED = {
    "blank": _("nothing lit"),
    "all on": _("everything lit"),
    "edge": _("the exact edge"),
    "inverse": _("its inverse"),
    "blob": _("a solid blob"),
}
MASKS = ("positive_mask", "mask")


class AnEdgeDetector(Chapter):
    """What a neuron with hand-made weights answers to."""

    def construct(self) -> None:
        """Tell the story."""
        self.prepare()
        self.chosen_by_hand()
        self.the_exact_edge()
        self.a_blob_fools_it()
        self.a_negative_surround()
        self.guess_first()
        self.then_see()
        self.rest(0.8)

    def prepare(self) -> None:
        """Take the masks, the pictures, and every sum of the two."""
        self.answers = answers = mask_answers(self.subject.form.side)
        self.record = self.record.with_root("measurement.hand_made", answers)
        for mask in MASKS:
            for name, picture in zip(answers.names, answers.pictures, strict=True):
                found = mask_sum(getattr(answers, mask), picture)
                self.record = self.record.with_root(path_of(mask, name), found)
        self.images = self.record["measurement.hand_made.pictures"]
        self.side = min(SIDE, 0.31 * stage().width)

    def chosen_by_hand(self) -> None:
        """Weights that training found give way to weights that a person chose."""
        self.beat("chosen by hand", _("Training found the weights of this neuron."))
        area = stage()
        neuron = int(self.trace.layers[0].pre_activations.argmax())
        weights = self.record["model.layers[0].weights"].row(neuron)
        self.mask = WeightGrid(weights, side=self.side, palette=self.palette)
        self.mask.move_to([area.left + self.side / 2, area.center[1] + 0.3, 0])
        found = self.under(Words(_("neuron {index}, trained"), size="note", index=Name(neuron)))
        self.play(FadeIn(self.mask, found), run_time=0.9)
        self.rest(0.6)
        self.caption(
            _(
                "Let us choose some by hand instead: {count} in a row are {positive}, the rest are"
                " zero."
            ),
            count=self.record.number(f"{path_of(MASKS[0], 'all on')}.term_count", decimals=None),
            positive=Name(_(self.palette.positive_name)),
        )
        self.name = self.under(
            Words(_("hand-made weights"), size="note"), color=self.palette.signal
        )
        self.play(one_then_other(found, self.name), self.show_mask(MASKS[0]), run_time=1.3)
        self.rest(0.8)

    def the_exact_edge(self) -> None:
        """A picture that is lit exactly where the weights are."""
        self.beat("the exact edge", _("What does it answer to? A bright line, exactly there."))
        area = stage()
        self.picture = image_grid(self.images.row(self.answers.index("edge")), side=self.side)
        self.picture.next_to(self.mask, RIGHT, buff=0.8)
        self.frame = grid_frame(self.picture)
        self.times = label("\N{MULTIPLICATION SIGN}", size="title", color=theme.TEXT)
        self.times.move_to((self.mask.get_right() + self.picture.get_left()) / 2)
        self.title = self.under_picture("edge")
        nothing = self.sums(MASKS[1], "blank")[0]
        # Both ends of the axis hold whatever either mask answers.
        within = [*self.answers.positive_sums, *self.answers.sums]
        self.bar = SumBar(nothing, within=within, height=0.6 * area.height, palette=self.palette)
        self.bar.move_to([area.right - 0.45, self.mask.get_y(), 0])
        x = (self.picture.get_right()[0] + self.bar.get_left()[0]) / 2
        self.total = ValueLabel(nothing, size="title").move_to([x, self.mask.get_y(), 0])
        self.sum_name = Words(_("sum"), size="note", color=theme.SECONDARY)
        self.sum_name.next_to(self.total, UP, buff=0.3)
        self.play(
            FadeIn(self.picture, self.frame, self.title, shift=0.3 * LEFT), FadeIn(self.times)
        )
        self.play(FadeIn(self.total, self.sum_name, self.bar), run_time=0.6)
        self.add_up(MASKS[0], "edge", self.picture, [self.total, self.bar])
        self.rest(0.4)

    def a_blob_fools_it(self) -> None:
        """A blob covers the same pixels, and gets the same sum."""
        self.beat("a blob fools it", _("But a solid blob covers the same pixels."))
        self.change_picture("blob")
        self.add_up(MASKS[0], "blob", self.picture, [self.total, self.bar])
        self.caption(
            _("{sum} again. These weights ask for light, not for an edge."),
            sum=self.sums(MASKS[0], "blob")[-1],
        )
        self.rest(0.8)

    def a_negative_surround(self) -> None:
        """Negative weights above and below take back what a blob brings."""
        self.beat(
            "a negative surround",
            _("So let the weights above and below be {negative}: there, light counts against."),
            negative=Name(_(self.palette.negative_name)),
        )
        self.play(self.show_mask(MASKS[1]), *self.reset(), run_time=1.3)
        self.rest(0.5)
        self.add_up(MASKS[1], "blob", self.picture, [self.total, self.bar])
        self.caption(
            _("The blob now gets {sum}: it lights up the surround as well."),
            sum=self.sums(MASKS[1], "blob")[-1],
        )
        self.rest(0.8)

    def guess_first(self) -> None:
        """Four pictures in a row, and time to think."""
        self.beat(
            "guess first",
            _("Four pictures. Which gets the largest sum, which the smallest? Guess first."),
        )
        area = stage()
        gone = [self.picture, self.frame, self.title, self.times, self.total, self.sum_name]
        self.play(FadeOut(*gone, self.bar), run_time=0.7)
        side = min(SMALL_MASK, 0.31 * area.height)
        place = [area.center[0], area.top - side / 2, 0]
        moved = self.mask.copy().scale(side / self.mask.grid.height).move_to(place)
        self.play(
            self.mask.animate.scale(side / self.mask.grid.height).move_to(place),
            self.name.animate.next_to(moved, RIGHT, buff=0.35),
            run_time=1.0,
        )
        self.spots = [area.at((i + 0.5) / 4, 0.4) for i in range(4)]
        self.cards = {
            name: self.card(name, spot) for name, spot in zip(FOUR, self.spots, strict=True)
        }
        self.marks = {
            name: label("?", size="title", color=theme.TEXT).next_to(card, DOWN, buff=0.3)
            for name, card in self.cards.items()
        }
        cards = [FadeIn(card, shift=0.2 * UP) for card in self.cards.values()]
        self.play(LaggedStart(*cards, lag_ratio=0.25), run_time=1.4)
        self.play(FadeIn(*self.marks.values()), run_time=0.6)
        self.rest(2.2)

    def then_see(self) -> None:
        """Every sum, counted; then the pictures in the order of their sums."""
        self.beat("then see", _("Now let the weights speak."))
        self.totals = {}
        for name in FOUR:
            sums = self.sums(MASKS[1], name)
            total = ValueLabel(sums[0], size="title").move_to(self.marks[name])
            self.play(one_then_other(self.marks[name], total), run_time=0.4)
            self.totals[name] = total
            self.add_up(MASKS[1], name, self.cards[name][0], [total], quick=True)
        ranked = [self.answers.names[i] for i in self.answers.ranking]
        ranked = [name for name in ranked if name in FOUR]
        self.caption(
            _("Ranked: its edge is first, the inverse last. Light everywhere brings little."),
        )
        moves = []
        for name, spot in zip(ranked, self.spots, strict=True):
            pair = Group(self.cards[name], self.totals[name])
            moves.append(pair.animate(path_arc=0.6).shift(spot - self.spots[FOUR.index(name)]))
        self.play(*moves, run_time=1.3)
        first = self.totals[ranked[0]]
        self.play(first.animate.set_color(self.palette.signal), run_time=0.6)

    def add_up(
        self,
        mask: str,
        name: str,
        picture: PixelGrid,
        shown_by: Sequence[ValueLabel | SumBar],
        *,
        quick: bool = False,
    ) -> None:
        """Lay the mask over a picture, and let its products flow into the sum."""
        products = self.record[f"{path_of(mask, name)}.products"]
        order = [int(i) for i in self.record[f"{path_of(mask, name)}.order"].values]
        sheet = sheet_of(self.mask)
        self.add(sheet)
        self.play(*lay_over(sheet, picture, seconds=0.6 if quick else 1.0))
        self.play(multiply(sheet, self.mask, products, seconds=0.35 if quick else 0.6))
        self.remove(sheet)
        if order:
            sums = self.sums(mask, name)
            seconds = 0.9 if quick else 1.7
            # Beside the number, with room for it to grow, so that nothing lies over it.
            side = 0.45 * UP if quick else 0.75 * LEFT
            into = shown_by[0].get_center() + side
            cloud, pouring = pour_out(
                sheet, order, products, sums, shown_by, into=into, seconds=seconds
            )
            self.play(pouring)
            self.remove(cloud)
        self.play(picture.animate.set_opacity(1), run_time=0.3)

    def reset(self) -> list[Animation]:
        """Empty the sum."""
        nothing = self.sums(MASKS[1], "blank")[0]
        old, self.total = self.total, ValueLabel(nothing, size="title").move_to(self.total)
        return [one_then_other(old, self.total), self.bar.animate.show(nothing).build()]

    def change_picture(self, name: str) -> None:
        """Another picture in the same place, and an empty sum."""
        title = self.under_picture(name)
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

    def card(self, name: str, spot: NDArray[np.float64]) -> Group:
        """A small picture with its frame and its name."""
        side = min(SMALL, 0.2 * stage().width)
        image = image_grid(self.images.row(self.answers.index(name)), side=side).move_to(spot)
        title = Words(CALLED[name], size="note", color=theme.SECONDARY)
        title.next_to(image, UP)
        # All titles of the row stand on one line, whatever reaches below it.
        title.shift((image.get_top()[1] + TITLE_RISE - title.baseline) * UP)
        return Group(image, grid_frame(image), title)

    def under(self, words: Words, color: str = theme.SECONDARY) -> Words:
        """Words below the mask."""
        return words.set_color(color).next_to(self.mask, DOWN, buff=0.25)

    def under_picture(self, name: str) -> Words:
        """The name of a picture, below it."""
        words = Words(CALLED[name], size="note", color=theme.SECONDARY)
        words.next_to(self.picture, DOWN, buff=0.25)
        return words


def path_of(mask: str, name: str) -> str:
    """Where the sum of a picture under a mask is found."""
    return f"measurement.{mask}_on_{name.replace(' ', '_')}"
