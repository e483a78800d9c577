from __future__ import annotations

import numpy as np
import pytest

from network.analysis.weighted_sum import weight_rows
from network.files.default_model import default_model
from scenes.chapters.act_5.compact_notation_parts import UNDONE, Lane, Stopwatch, race_rooms
from scenes.mobjects.grids.weight_wall import first_layer_wall
from scenes.stage.theme import PALETTES


@pytest.mark.parametrize("share", [0.0, 0.26, 0.5, 1.0])
def test_as_many_weights_are_lit_as_are_worked_with_neuron_by_neuron(record, share):
    record = record.with_root("measurement.first_layer", weight_rows(default_model().layers[0]))
    lane = Lane(
        "loops",
        Stopwatch(record.number("trace.inputs[0]", decimals=0), "#FFFFFF"),
        lambda room: first_layer_wall(record, hero=0, room=room, palette=PALETTES["classic"]),
        race_rooms()[0][0],
    )
    lane.work(share)
    seen = np.concatenate([t.grid.weights_of_cells.ravel() for t in lane.wall.tiles.values()])
    assert seen.size == default_model().layers[0].weights.size
    lit = round(share * seen.size)
    np.testing.assert_allclose(seen[:lit], 1, atol=1e-6)
    np.testing.assert_allclose(seen[lit + 1 :], UNDONE)
