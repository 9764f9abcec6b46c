"""The small confusion matrix of the Train and Runs pages."""

from PyQt5.QtGui import QImage
from pytestqt.qtbot import QtBot

from ui.theme import LIGHT
from ui.widgets.confusion_view import ConfusionView


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
