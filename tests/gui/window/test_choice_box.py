"""A combo box in a narrow place cuts its text with an ellipsis and tells it whole in its tooltip."""

import pytest
from PyQt5.QtCore import QEvent, QPoint, Qt
from PyQt5.QtGui import QHelpEvent
from PyQt5.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.evaluation_plot import Curve, EvaluationPlot
from ui.widgets.filter_bar import FilterBar
from ui.widgets.picture_filter_bar import PictureFilterBar
from ui.widgets.run_plot import RunPlot

LONG = "Mean of all classes that there are"


@pytest.fixture
def box(qtbot: QtBot) -> ChoiceBox:
    theme = Theme("light")
    theme.apply()
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItems([LONG, "short"])
    box.setToolTip("Class of the curve")
    box.show()
    return box


def asked_tip(box: ChoiceBox) -> str:
    """Return what the tooltip says when the mouse rests over the box."""
    QToolTip.hideText()
    QApplication.sendEvent(box, QHelpEvent(QEvent.ToolTip, QPoint(5, 5), box.mapToGlobal(QPoint(5, 5))))
    return QToolTip.text()


def test_a_text_without_room_ends_in_an_ellipsis_and_is_whole_in_the_tooltip(box: ChoiceBox) -> None:
    box.resize(120, 30)
    assert box.shown_text().startswith("Mean")
    assert box.shown_text().endswith("…")
    assert asked_tip(box) == f"{LONG}\n\nClass of the curve"
    box.resize(400, 30)
    assert box.shown_text() == LONG
    assert asked_tip(box) == "Class of the curve"


def test_it_asks_for_room_for_its_whole_text(box: ChoiceBox) -> None:
    box.resize(box.sizeHint())
    assert box.shown_text() == LONG


def test_what_is_drawn_ends_where_the_ellipsis_ends(box: ChoiceBox) -> None:
    box.resize(120, 30)
    cut = box.grab().toImage()
    box.setItemText(0, box.shown_text())
    assert box.grab().toImage() == cut


def test_what_is_said_of_the_chosen_entry_stands_in_the_tooltip(box: ChoiceBox) -> None:
    box.resize(400, 30)
    box.setItemData(1, "As there is little room", Qt.ToolTipRole)
    assert asked_tip(box) == "Class of the curve"
    box.setCurrentIndex(1)
    assert asked_tip(box) == "As there is little room\n\nClass of the curve"


def test_the_list_is_as_wide_as_its_words(box: ChoiceBox) -> None:
    box.resize(80, 30)
    box.showPopup()
    assert box.view().width() > box.fontMetrics().horizontalAdvance(LONG)
    box.hidePopup()


def test_the_boxes_of_narrow_places_cut_their_text(qtbot: QtBot) -> None:
    tokens = Theme("light").tokens
    filters, found = FilterBar(tokens), PictureFilterBar(tokens)
    plot, runs = EvaluationPlot(Curve.ROC, tokens), RunPlot(tokens)
    for widget in (filters, found, plot, runs):
        qtbot.addWidget(widget)
    boxes = (filters.predicted, filters.true, filters.verdict, filters.sort, found.class_box, found.split_box,
             found.kind_box, plot.class_box, runs.metric)  # fmt: skip
    assert all(isinstance(box, ChoiceBox) for box in boxes)
