import numpy as np
import pytest

from scenes.chapters.act_1.this_is_a_three_parts import (
    OTHERS,
    SHARE_ROOM,
    HandsRoom,
    IdeaRoom,
    PairRoom,
)
from scenes.stage.layout import Stage

WIDE, TALL = Stage(-6.0, 6.0, 3.5, -3.0), Stage(-2.0, 2.0, 3.5, -2.5)


@pytest.mark.parametrize("area", [WIDE, TALL])
def test_whoever_stands_nearer_to_the_first_picture_leaves_first(area):
    room = HandsRoom.on(area)
    ways = [np.linalg.norm(place.center - room.first.center) for place in room.others]
    assert len(ways) == OTHERS
    assert ways == pytest.approx(sorted(ways))
    assert not any(np.allclose(place.center, room.first.center) for place in room.others)


@pytest.mark.parametrize("area", [WIDE, TALL])
def test_two_pictures_are_compared_beside_each_other_with_room_for_their_shares(area):
    room = PairRoom.on(area, (784, 16, 10))
    one, other = room.pictures
    assert one.right < other.left
    assert one.center[1] == other.center[1]
    for place in room.pictures:
        assert area.bottom + SHARE_ROOM <= place.bottom + 1e-9
        assert area.left - 1e-9 <= place.left < place.right <= area.right + 1e-9


@pytest.mark.parametrize("area", [WIDE, TALL])
def test_all_hands_are_of_one_size_and_the_first_is_in_the_middle(area):
    first, *others = IdeaRoom.on(area).pictures
    assert len(others) == OTHERS
    assert {round(place.width, 9) for place in others} == {round(first.width, 9)}
    assert sum(place.right < first.left for place in others) == OTHERS / 2
