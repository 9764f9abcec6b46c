"""What the Data page shows of its pictures, and what stays in sight."""

from collections.abc import Callable

import pytest
from PyQt5.QtWidgets import QLabel

from app.data_controller import DataController
from ui.pages.data_page import LEGEND, NARROW_PAGE

Settled = Callable[[], None]


@pytest.mark.parametrize("width", [1024, 1280])
def test_the_legend_of_the_splits_is_not_cut(opened: DataController, width: int) -> None:
    page = opened.page
    page.window().resize(width, 700)
    page.layout().activate()
    assert (page.width() < NARROW_PAGE) == (width == 1024)
    words = {str(text): str(tip) for _color, text, tip in LEGEND}
    shown = [label for label in page.findChildren(QLabel) if label.text() in words and label.isVisible()]
    assert [label.toolTip() for label in shown] == list(words.values())
    assert all(label.width() >= label.sizeHint().width() for label in shown)


def test_a_filter_that_leaves_nothing_says_so_and_is_cleared_by_a_button(opened: DataController) -> None:
    page = opened.page
    page.filters.name.setText("zzz")
    page.filters.name.returnPressed.emit()
    page.browser.finish()
    assert page.nothing.isVisible()
    assert not page.grid.isVisible()
    page.nothing.clear.setFocus()
    page.nothing.clear.click()
    page.browser.finish()
    assert len(page.browser.paths) == 16
    assert page.grid.isVisible()
    assert page.grid.hasFocus()
    assert page.filters.filter.is_open
