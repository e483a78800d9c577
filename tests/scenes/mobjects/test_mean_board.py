import numpy as np

from scenes.mobjects.mean_board import MeanBoard
from scenes.sourced import SourcedArray


def test_a_board_keeps_to_its_box_and_puts_every_number_under_its_picture():
    means = SourcedArray(np.zeros((10, 784)), "means")
    distances = SourcedArray(np.arange(10.0), "distances")
    board = MeanBoard(means, distances, center=np.zeros(3), width=7.0, height=5.0)
    assert board.width <= 7.0
    assert board.height <= 5.0
    for digit, (picture, value) in enumerate(zip(board.pictures, board.values, strict=True)):
        assert value.sourced == distances[digit]
        assert abs(picture.get_x() - value.get_x()) < 0.05
        assert value.get_top()[1] < picture.get_bottom()[1]
