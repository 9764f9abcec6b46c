"""The small confusion matrix of the Train and Runs pages."""

import pytest
from PyQt5.QtCore import QPoint
from PyQt5.QtGui import QImage
from pytestqt.qtbot import QtBot

from ui.matrix import Matrix, Shown
from ui.theme import DARK, LIGHT, Tokens, luminance
from ui.widgets.confusion_view import ConfusionView
from ui.widgets.matrix_view import MatrixView


def colours(image: QImage, left: int, top: int, side: int) -> int:
    """Return how many colours a square of an image has, but for its edge."""
    return len({image.pixel(x, y) for x in range(left + 2, left + side - 2) for y in range(top + 2, top + side - 2)})


def test_cells_say_their_counts_but_for_noughts(qtbot: QtBot) -> None:
    view = ConfusionView(LIGHT)
    qtbot.addWidget(view)
    view.resize(300, 260)
    view.set_matrix(("a", "b"), ((7, 0), (0, 5)))
    area, image = view._area(), view.grab().toImage()
    side = area.width() // 2
    seen = [colours(image, area.left() + column * side, area.top() + row * side, side)
            for row in (0, 1) for column in (0, 1)]  # fmt: skip
    assert seen[0] > 1
    assert seen[3] > 1
    assert seen[1] == seen[2] == 1


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
@pytest.mark.parametrize("count", [0, 15, 30, 45, 60, 75, 100])
def test_a_count_can_be_read_on_every_shade_of_a_matrix(qtbot: QtBot, tokens: Tokens, count: int) -> None:
    view = MatrixView(tokens)
    qtbot.addWidget(view)
    view.set_shown(Shown.COUNTS, logarithmic=False)
    view.set_matrix(Matrix.of(("a", "b"), [[count, 0], [0, 100]]))
    view.resize(300, 260)
    cell, image = view.cell_rect(0, 0).adjusted(2, 2, -2, -2), view.viewport().grab().toImage()
    ground = luminance(image.pixelColor(cell.topLeft()))
    seen = [luminance(image.pixelColor(x, y)) for x in range(cell.left(), cell.right())
            for y in range(cell.top(), cell.bottom())]  # fmt: skip
    assert max((max(seen) + 0.05) / (ground + 0.05), (ground + 0.05) / (min(seen) + 0.05)) >= 4.5


def test_one_picture_is_one(qtbot: QtBot) -> None:
    view = ConfusionView(LIGHT)
    qtbot.addWidget(view)
    view.set_matrix(("a", "b"), ((0, 1), (0, 0)))
    assert view.accessibleDescription() == "1 of 1 picture predicted wrongly"


@pytest.mark.parametrize("size", [30, 150, 300, 1000])
def test_no_mistake_is_lost_where_there_are_more_classes_than_pixels(qtbot: QtBot, size: int) -> None:
    view = ConfusionView(LIGHT)
    qtbot.addWidget(view)
    view.resize(240, 200)
    counts = [[0] * size for _row in range(size)]
    counts[size // 3][size - 2] = 1
    view.set_matrix([f"c{number}" for number in range(size)], counts)
    area, image, accent = view._area(), view.grab().toImage(), LIGHT.color("accent")
    seen = [(x, y) for x in range(area.left(), area.right() + 1) for y in range(area.top(), area.bottom() + 1)
            if image.pixelColor(x, y) == accent]  # fmt: skip
    assert seen
    row, column = view._cell_at(QPoint(*seen[0]))
    a_pixel = max(1, size / area.width())
    assert abs(row - size // 3) <= a_pixel
    assert abs(column - (size - 2)) <= a_pixel
