"""Weights leave their connections and land in their cells; a neuron steps forward."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.mobjects.grids.weight_grid import WeightGrid
from scenes.motion.propagation import beads_on, cloud_of, gather
from scenes.motion.singling_out import GHOST, single_out
from scenes.stage.theme import PALETTES

PALETTE = PALETTES["classic"]


@pytest.fixture
def grid(record):
    row = record["model.layers[0].weights"].row(6)
    return WeightGrid(row, side=4, palette=PALETTE).shift([3, 0, 0])


def test_every_weight_sits_on_its_own_connection(diagram, grid):
    light = diagram.connections[0]
    beads = beads_on(light, 6, grid)
    lines = light.lines().reshape(light.fan_out, light.fan_in, 2, 3)[6]
    way, off = lines[:, 1] - lines[:, 0], beads.points - lines[:, 0]
    share = (off * way).sum(axis=1) / (way * way).sum(axis=1)
    assert off == pytest.approx(share[:, np.newaxis] * way)
    assert (share > 0).all()
    assert (share < 1).all()
    assert beads.colors == pytest.approx(grid.grid.colors.reshape(-1, 3))
    assert beads.fills == grid.grid.fills


def test_gathered_weights_coincide_with_the_grid(diagram, grid):
    beads = beads_on(diagram.connections[0], 6, grid)
    travel = gather(beads, grid)
    travel.begin()
    travel.interpolate(1)
    there = cloud_of(grid.grid)
    for look in ("points", "sides", "heights", "colors", "alphas"):
        assert getattr(beads, look) == pytest.approx(getattr(there, look))
    assert beads.roundness == 0


def test_only_the_connections_of_one_neuron_shine(diagram, record):
    for animation in single_out(diagram, record, 6):
        built = animation.build()
        built.begin()
        built.interpolate(1)
        built.finish()
    light = diagram.connections[0]
    ((shining, share),) = light.ahead
    intensities = shining.values
    assert share == 1
    assert np.flatnonzero(intensities.any(axis=1)).tolist() == [6]
    order = np.abs(record["model.layers[0].weights"].values[6]).argsort()
    assert (np.diff(intensities[6][order]) >= 0).all()
    rims = [disc.get_stroke_opacity() for disc in diagram.columns[0]]
    assert rims == pytest.approx([1 if i == 6 else GHOST for i in range(16)])
