"""`LearningIsFindingThem`: all parameters as dials, turned at random, and turned by training."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    Rectangle,
    Succession,
    Transform,
    VGroup,
    Wait,
)

from network.analysis.sound_events import bell, ticks
from network.analysis.weighted_sum import weight_rows
from network.digits.datasets import MNIST_TEST_SET, load_test_data
from network.measurements.dials import dials, first_random_network
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.learning_is_finding_them_parts import (
    FIRST,
    AccuracyLine,
    DialField,
    TestPictures,
    are_above_each_other,
    sparks,
    strongest_row,
)
from scenes.mobjects.grids.weight_wall import FREE, WeightWall, first_layer_wall
from scenes.mobjects.network.hero_ring import HeroRing
from scenes.mobjects.network.network_diagram import ALL_LIT, NetworkDiagram, rest_light
from scenes.mobjects.network.parameter_counter import Counter, counter_places
from scenes.mobjects.text.typst_text import Words, note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.pointing import pulse
from scenes.motion.travel import Travel
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Animation, Dot

    from scenes.subject.sourced import Sourced, SourcedArray

ALONE, DURING_RAIN = 3, 3
"""Random networks that are seen one by one, and while all rain down."""
SHARES = 0.2, 0.41, 0.39
"""Of the stage's height: dials, below them the pictures of the test, below them the line."""
SWELL = 1.15
DIALS_SHARE = 0.22
"""Of the stage's height: the dials of one row of a picture, above all pictures."""
NEAR = 9, 4
"""Dials beside and below each other that are seen closely."""
RAIN_SECONDS = 3.0
MOST_HEARD = 24
MEASURED, DIALS = "measurement.random_networks", "measurement.dials"
RANDOM, RANDOM_ROWS = "random_network", "measurement.random_first_layer"
PERCENT = {"percent": True, "decimals": 1}


class LearningIsFindingThem(Chapter):
    """What learning is: finding values for all parameters."""

    summary = N_(
        "Random dials are as good as guessing. Learning means nothing but finding better values"
        " for them."
    )
    concepts = (N_("learning"), N_("parameters"), N_("random networks"), N_("accuracy"))
    measurements = ("random_networks",)
    beats: ClassVar = {
        "the-dials": Beat(
            "the dials",
            "All numbers of the network as thousands of tiny cells in {positive} and {negative}:"
            " dials, turned at random.",
        ),
        "how-good": Beat(
            "how good",
            "Below the dials, test pictures, of which few are lit; below them, a scale of right"
            " answers with one dot near its lower end.",
        ),
        "again": Beat("again", "The dials, turned anew; a few more dots near the lower end."),
        "all-of-them": Beat(
            "all of them", "The dots of all random networks: a narrow hill near guessing."
        ),
        "the-trained-one": Beat(
            "the trained one",
            "The trained values on the dials; nearly all test pictures are lit, and on the scale"
            " is a yellow dot, far right of the hill.",
        ),
        "learning": Beat(
            "learning",
            "The weights of the first layer fill the stage, a picture for each neuron, with strokes"
            " in {positive} and {negative}.",
        ),
    }

    def construct(self) -> None:
        self.measure()
        self.begin_with_the_network()
        self.the_dials()
        self.all_at_random()
        self.how_good()
        if len(self.shares) > 1:
            self.again()
        self.all_of_them()
        self.the_trained_one()
        self.learning()
        self.rest(0.4)

    def measure(self) -> None:
        """Find the numbers, and lay out dials and line."""
        found = self.measured("random_networks")
        turned = min(ALONE + DURING_RAIN, found.networks)
        data = load_test_data(self.settings.mnist_dir, image_format=self.subject.image_format)
        laid_out = dials(
            self.model, data.for_model(self.model), networks=turned, best=found.luckiest
        )
        random = first_random_network(self.model)
        self.record = (
            self.record.with_root(MEASURED, found)
            .with_root(DIALS, laid_out)
            .with_root(RANDOM, random)
            .with_root(RANDOM_ROWS, weight_rows(random.layers[0]))
            .with_root("measurement.first_layer", weight_rows(self.model.layers[0]))
        )
        self.turned = self.record[f"{DIALS}.turned"]
        self.trained = self.record[f"{DIALS}.trained"]
        self.accuracies = self.record[f"{MEASURED}.accuracies"]
        alone = min(ALONE, turned)
        self.shares = [self.accuracies[i].shown_as(**PERCENT) for i in range(alone)]
        self.count = self.record.number("model.parameter_count", decimals=None)
        self.images = self.record.number(f"{MEASURED}.images", decimals=None)
        self.networks = self.record.number(f"{MEASURED}.networks", decimals=None)
        self.is_mnist = found.data == MNIST_TEST_SET
        above, between, below = stage().rows(*SHARES, gap=0.25)
        self.field = DialField(
            round(self.count.value), width=above.width, height=above.height, palette=self.palette
        )
        self.field.show(self.trained).move_to(above.center)
        name = note(_("right answers"))
        self.plot = AccuracyLine(self.record[f"{MEASURED}.spread.edges"], name, below)
        self.test = TestPictures(self.record[f"{DIALS}.images"], between)

    def begin_with_the_network(self) -> None:
        """All that was counted, as it was left."""
        diagram = self.diagram = NetworkDiagram(self.model, self.palette, free=FREE)
        diagram.show_input(self.record["trace.ink"])
        for i, light in enumerate(diagram.connections):
            weights = self.record[f"model.layers[{i}].weights"]
            light.set_light(ALL_LIT * rest_light(weights.values), weights)
        for column in diagram.columns:
            column.set_stroke(self.palette.bias, width=5)
        counter = Counter(self.count, self.count, counter_places(diagram))
        counter.words.become(counter.named(_("numbers")))
        self.ring = HeroRing(diagram.columns[0][self.subject.hero], self.palette)
        self.counter = VGroup(counter, counter.framed(self.palette.signal))
        self.add(*diagram.connections, diagram.image, diagram.image_frame, diagram.strip)
        self.add(diagram.strip_frame, *diagram.columns, diagram.names, self.ring, self.counter)

    def the_dials(self) -> None:
        """Every number leaves its connection or its neuron, and becomes a dial."""
        self.beat(
            "the-dials",
            _("Think of each of these {count} numbers as a {dial}."),
            count=self.count,
        )
        diagram = self.diagram
        cells = sparks(diagram, self.field)
        self.play(
            FadeIn(cells),
            *(
                light.animate.set_light(np.zeros(layer.weights.shape))
                for light, layer in zip(diagram.connections, self.model.layers, strict=True)
            ),
            FadeOut(diagram.image, diagram.image_frame, self.counter, self.ring, diagram.names),
            FadeOut(diagram.strip, diagram.strip_frame),
            run_time=0.7,
        )
        self.remove(*diagram.connections)
        self.play(
            Travel(cells, self.field.cells(), lag=0.45, run_time=2.0),
            FadeOut(*diagram.columns, run_time=1.0),
        )
        self.remove(cells)
        self.add(self.field)
        self.at_word("dial")
        near = self.field.most_turned(*NEAR)
        self.play(self.view.animate.look_at(near, share=1.0), run_time=1.5)

    def all_at_random(self) -> None:
        """They are turned at random; then all of them are seen."""
        # Still the same section: a clip should not end on a part of the dials.
        self.caption(_("{Turn} them all at random, and you get a different network."))
        self.at_word("Turn")
        self.play(self.field.animate.show(self.turned.row(0)), run_time=1.4)
        # Out of sight, until the view is wide enough.
        self.add(self.plot, self.test)
        self.play(self.view.animate.pull_out(), run_time=1.5)

    def how_good(self) -> None:
        """The network that this makes is tested, and falls to its place."""
        said = _("Of {images} own digits, it gets {share} right: the bright ones.")
        if self.is_mnist:
            said = _("Of {images} MNIST test images, it gets {share} right: the bright ones.")
        self.beat("how-good", said, images=self.images, share=self.shares[0])
        self.play(self.answers(self.record[f"{DIALS}.turned_right"].row(0)), run_time=1.6)
        self.dots = VGroup(self.drop(self.shares[0], "share"))

    def again(self) -> None:
        self.beat("again", _("Turn them again, and again."))
        for i, share in enumerate(self.shares[1:], start=1):
            self.play(*self.turn(i), run_time=0.6)
            self.dots.add(self.drop(share))

    def turn(self, network: int) -> tuple[Animation, Animation]:
        """Turn the dials to one of the random networks, and let it answer."""
        right = self.record[f"{DIALS}.turned_right"].row(network)
        field = self.field.animate.show(self.turned.row(network)).build()
        return field, self.answers(right)

    def answers(self, right: SourcedArray) -> Travel:
        """Light up the pictures that are answered right, from the left to the right."""
        pictures = self.test
        return Travel(pictures, pictures.answered(right), order=pictures.order, lag=0.5)

    def all_of_them(self) -> None:
        """Every random network rains down, while the dials keep turning."""
        self.beat("all-of-them", _("Here are {networks} random networks."), networks=self.networks)
        hill = self.plot.hill(self.accuracies)
        clouds = hill.copy()
        high = np.array(clouds.points)
        high[:, 1] = self.test.bottom
        clouds.place(high, alphas=0.0)
        rows = range(len(self.shares), min(ALONE + DURING_RAIN, len(self.turned.values)))
        heard = np.linspace(0, self.networks.value - 1, MOST_HEARD).astype(int)
        self.play_sounds(
            ticks(
                [self.accuracies[i] for i in heard.tolist()],
                np.linspace(0.5, RAIN_SECONDS, MOST_HEARD),
                largest=1.0,
            )
        )
        turns = [AnimationGroup(*self.turn(i), run_time=0.9) for i in rows]
        rain = Travel(clouds, hill, lag=0.8, run_time=RAIN_SECONDS)
        self.play(
            rain,
            Succession(*turns) if turns else AnimationGroup(),
            FadeOut(self.dots, run_time=RAIN_SECONDS / 2),
        )
        self.rained = clouds
        self.say_how_they_do()

    def say_how_they_do(self) -> None:
        """Their mean, beside guessing, and the best of them."""
        outputs = len(self.model.layers)
        classes = self.record.number(f"model.layer_sizes[{outputs}]", decimals=None)
        mean = self.record.number(f"{MEASURED}.mean", **PERCENT)
        best = self.record.number(f"{MEASURED}.best", **PERCENT)
        self.caption(
            _("On average, {mean} right: as good as {guessing} among {classes}."),
            mean=mean,
            classes=classes,
        )
        tick = self.tick_near(1 / classes.value)
        mark = self.plot.middle(mean, self.rained, color=self.palette.signal)
        shown = {
            "mean": (Create(mark[0]), FadeIn(mark[1], shift=0.15 * DOWN)),
            "guessing": (pulse(tick, color=self.palette.signal, scale=1.4),),
        }
        for word, pointing in shown.items():
            self.at_word(word)
            self.play(*pointing, run_time=1.1)
        self.caption(_("The {luckiest}: {best}."), best=best)
        flag = self.plot.flag(best)
        self.play(
            FadeOut(mark, run_time=0.4),
            self.field.animate.show(self.record[f"{DIALS}.best"]),
            self.answers(self.record[f"{DIALS}.best_right"]),
            run_time=0.8,
        )
        self.at_word("luckiest")
        self.play(Create(flag[0]), run_time=0.6)
        self.at_word("best")
        self.play(FadeIn(flag[1], shift=0.15 * DOWN), run_time=0.5)
        self.beside = VGroup(flag)

    def tick_near(self, share: float) -> ValueLabel:
        """The number on the line that is nearest to a share."""
        line = self.plot.line
        return line.labels[int(np.abs(line.labelled - share).argmin())]

    def the_trained_one(self) -> None:
        """The dials turn to what training found; this network lands far to the right."""
        trained = self.record.number(f"{MEASURED}.trained_accuracy", **PERCENT)
        self.beat(
            "the-trained-one",
            _("Now the values that training found: it {gets} {share} right."),
            share=trained,
        )
        color = self.palette.signal
        flag = self.plot.flag(trained, size="focus", color=color)
        name = Words(_("trained"), color=color).next_to(flag[1], LEFT, buff=0.25)
        if name.get_left()[0] < self.plot.room.left:
            name.next_to(flag[1], RIGHT, buff=0.25)
        mark = VGroup(flag, name, self.plot.network_at(trained))
        passed = [part for part in self.beside if are_above_each_other(part, mark)]
        self.play(
            self.field.animate(run_time=1.8).show(self.trained),
            Succession(
                Wait(0.5), self.answers(self.record[f"{DIALS}.trained_right"]).set_run_time(1.5)
            ),
            *(FadeOut(part, run_time=0.4) for part in passed),
        )
        self.beside.remove(*passed)
        self.at_word("gets")
        dot = self.fall(trained, color=color, seconds=0.7)
        self.at_word("share")
        self.play(Create(flag[0]), FadeIn(flag[1], name, shift=0.15 * DOWN), run_time=0.6)
        self.beside.add(flag, name, dot)

    def learning(self) -> None:
        """Dials turn once more, and the pictures of neurons with them: noise becomes strokes."""
        hero, size = self.subject.hero, self.model.layer_sizes[0]
        above, below = stage().rows(DIALS_SHARE, 1 - DIALS_SHARE, gap=0.3)
        wall = first_layer_wall(
            self.record,
            hero=hero,
            room=below,
            palette=self.palette,
            model=RANDOM,
            rows=RANDOM_ROWS,
        )
        grid = wall.tiles[hero].grid
        row, width = strongest_row(self.record["model.layers[0].weights"].row(hero)), grid.shape[1]
        start = hero * size + row * width
        random, trained = (
            values.part(start, start + width) for values in (self.turned.row(0), self.trained)
        )
        dials = DialField(width, width=above.width, height=above.height, palette=self.palette)
        dials.show(random).move_to(above.center)
        mark = Rectangle(width=grid.width, height=grid.cell_side, color=self.palette.signal)
        # The pictures come to the front while they change.
        mark.set_z_index(1).set_stroke(width=3).move_to(
            (grid.cell_center(row, 0) + grid.cell_center(row, width - 1)) / 2
        )
        self.beat(
            "learning",
            _("As pictures, random weights are just noise. {Trained} ones show strokes."),
        )
        self.play(
            FadeOut(self.plot, self.rained, self.beside, self.test),
            self.field.animate.show(self.turned.row(0)),
            run_time=0.4,
        )
        tiles = list(wall.tiles.values())
        self.play(LaggedStart(*map(FadeIn, tiles), lag_ratio=0.1), run_time=1.0)
        self.play(FadeOut(self.field), FadeIn(dials), Create(mark), run_time=0.7)
        self.at_word("Trained")
        self.play(
            LaggedStart(*self.trained_tiles(wall), lag_ratio=0.1),
            dials.animate.show(trained),
            run_time=2.0,
        )
        self.caption(_("That is learning: finding the right {values}."))
        self.play(pulse(mark, color=self.palette.signal, scale=SWELL))
        self.at_word("values")
        home = first_layer_wall(self.record, hero=hero, room=stage(), palette=self.palette)
        self.play(FadeOut(dials, mark), run_time=0.3)
        moves = (Transform(tile, home.tiles[i]) for i, tile in wall.tiles.items())
        self.play(*moves, run_time=0.8)

    def trained_tiles(self, wall: WeightWall) -> list[Animation]:
        """Let the pictures of all neurons show what training found."""
        weights = self.record["model.layers[0].weights"]
        large = self.record["measurement.first_layer.large"]
        return [
            tile.animate.show(weights.row(neuron), large[neuron].value).build()
            for neuron, tile in wall.tiles.items()
        ]

    def drop(self, share: Sourced, mark: str = "") -> Dot:
        """A network falls to the place of its accuracy, which is seen for a moment."""
        dot = self.fall(share, color=theme.TEXT, seconds=1.0 if mark else 0.4)
        value = ValueLabel(share, size="focus").next_to(dot, UP, buff=0.2)
        value.shift(max(0.0, self.plot.room.left - value.get_left()[0]) * RIGHT)
        if mark:
            self.at_word(mark)
        self.play(FadeIn(value), run_time=0.3)
        self.rest(0.3 if mark else 0.1)
        self.play(FadeOut(value), run_time=0.2)
        return dot

    def fall(self, share: Sourced, *, color: str, seconds: float = 0.7) -> Dot:
        """Let a network fall from its answers to its place on the line."""
        dot = self.plot.network_at(share, color=color)
        place = dot.get_center()
        dot.set_y(self.test.bottom - FIRST)
        self.play_sounds(bell(share, 0.2 + seconds))
        self.play(FadeIn(dot, scale=0.4), run_time=0.2)
        self.play(dot.animate.move_to(place), run_time=seconds)
        return dot
