"""The neuron that the film follows beside its weights: how one scene ends and the next begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, LEFT, RIGHT, Group, Line

from scenes.mobjects.grids.weight_grid import WeightGrid
from scenes.mobjects.network.hero_ring import HeroRing
from scenes.mobjects.network.neuron import Neuron
from scenes.stage import theme
from scenes.stage.layout import Stage, square, stage
from scenes.stage.scales import brightness

if TYPE_CHECKING:
    from scenes.stage.theme import Palette
    from scenes.subject.record_view import RecordView

BESIDE = 1.6
"""Free on both sides of weights that stand alone, at least."""
NAME_ROOM = 0.65
"""Free above them."""
RADIUS, RADIUS_SHARE = 0.75, 0.3
"""Of the neuron: at most so much, or a share of the room beside the weights."""
GAP_SHARE = 0.6
"""From the weights to the neuron, in its radii."""


def weights_alone(area: Stage) -> Stage:
    """The square of weights that stand alone on the stage."""
    side = min(area.width - 2 * BESIDE, area.height - NAME_ROOM)
    return square(area.center + NAME_ROOM / 2 * DOWN, side)


class HeroWeights(Group):
    """The weights of the hero alone on the stage, right of them the hero, lit by its activation.

    Attributes
    ----------
    weights, neuron, ring, tie
        Its weights, its disc with the ring around it, and the line between weights and disc.
    """

    def __init__(self, record: RecordView, hero: int, *, activation: str, palette: Palette) -> None:
        place = weights_alone(stage())
        own = record["model.layers[0].weights"].row(hero)
        self.weights = WeightGrid(own, side=place.width, palette=palette).move_to(place.center)
        room = stage().right - place.right
        radius = min(RADIUS, RADIUS_SHARE * room)
        activations = record["trace.layers[0].activations"]
        self.neuron = Neuron(radius=radius)
        self.neuron.next_to(place.at(1, 0.5), RIGHT, buff=GAP_SHARE * radius)
        level = float(brightness(activations.values, activation)[hero])
        self.neuron.fire(activations[hero], level)
        self.ring = HeroRing(self.neuron, palette)
        self.tie = Line(place.at(1, 0.5), self.ring.get_edge_center(LEFT))
        self.tie.set_stroke(theme.SECONDARY, width=3)
        super().__init__(self.tie, self.weights, self.neuron, self.ring)
