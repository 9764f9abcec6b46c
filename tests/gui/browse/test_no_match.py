"""What the Predict page shows where no picture passes the filter."""

import pytest
from pytestqt.qtbot import QtBot

from app.predict_controller import PredictController
from tests.gui.browse.conftest import run_to_end
from ui.arrange import Filter
from ui.results import Verdict
from ui.widgets.filter_bar import FilterBar


def test_no_picture_and_no_prediction_stay_where_none_passes_until_the_filters_are_cleared(
    opened: PredictController, qtbot: QtBot
) -> None:
    run_to_end(opened, qtbot)
    view, browser = opened.page.view, opened.browser
    browser.go_to(3)
    before = browser.current
    view.filters.set_filter(Filter(name="zzz"))
    assert (browser.paths, browser.current) == ([], "")
    assert view.nothing.isVisible()
    assert not view.grid.isVisible()
    assert view.name.text() == ""
    assert view.picture.caption[0] == ""
    drawn = view.bars.grab().toImage()
    assert len({drawn.pixel(x, y) for x in range(drawn.width()) for y in range(drawn.height())}) == 1
    view.nothing.clear.click()
    assert view.filters.filter.is_open
    assert view.grid.isVisible()
    assert not view.nothing.isVisible()
    assert browser.current == before


def test_the_sentence_takes_the_grids_place(opened: PredictController) -> None:
    view = opened.page.view
    view.set_grid(True)
    view.layout().activate()
    height = view.grid.height()
    view.filters.set_filter(Filter(name="zzz"))
    view.layout().activate()
    assert view.nothing.height() == height


@pytest.mark.parametrize("true", [(), ("cat",)])
def test_right_and_wrong_are_offered_where_true_classes_are_known(qtbot: QtBot, true: tuple[str, ...]) -> None:
    bar = FilterBar()
    qtbot.addWidget(bar)
    bar.set_classes(("cat", "dog"), true)
    for verdict in (Verdict.RIGHT, Verdict.WRONG, Verdict.UNREADABLE):
        item = bar.verdict.model().item(bar.verdict.findData(verdict))
        assert item.isEnabled() == (bool(true) or verdict is Verdict.UNREADABLE)
        assert item.toolTip().startswith("No true classes are known") != item.isEnabled()
