import pytest
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtGui import QFont, QFontMetrics, QImage
from PyQt5.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from core.base.types import Prediction
from tests.gui.browse.conftest import CLASSES, FakeSource
from ui.language import Language
from ui.results import Result, ResultStore, Verdict
from ui.widgets.thumbnail_delegate import CELL, fitted
from ui.widgets.thumbnail_grid import ThumbnailGrid
from ui.widgets.thumbnail_model import CAPTION_ROLE, PATH_ROLE, VERDICT_ROLE, ThumbnailModel


def listed(count: int, source: FakeSource) -> tuple[ResultStore, ThumbnailModel]:
    store = ResultStore()
    store.set_pictures([f"/x/cat/{number}.jpg" for number in range(count)])
    store.set_classes(CLASSES)
    model = ThumbnailModel(store, source)
    show(model, store.paths)
    return store, model


def show(model: ThumbnailModel, paths: list[str]) -> None:
    model.set_paths(paths, {path: row for row, path in enumerate(paths)})


def grid_of(model: ThumbnailModel, source: FakeSource, qtbot: QtBot) -> ThumbnailGrid:
    grid = ThumbnailGrid(source)
    qtbot.addWidget(grid)
    grid.setModel(model)
    grid.resize(5 * CELL.width() + 30, 400)
    grid.show()
    qtbot.waitExposed(grid)
    return grid


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester, source: FakeSource) -> None:
    _, model = listed(5, source)
    qtmodeltester.check(model)
    show(model, [f"/x/cat/{number}.jpg" for number in range(8)])
    show(model, ["/x/cat/3.jpg"])
    show(model, [])


def test_what_is_only_added_to_is_inserted_and_the_rest_resets(qtbot: QtBot, source: FakeSource) -> None:
    _, model = listed(3, source)
    with qtbot.waitSignal(model.rowsInserted):
        show(model, [f"/x/cat/{number}.jpg" for number in range(5)])
    with qtbot.waitSignal(model.modelReset):
        show(model, ["/x/cat/4.jpg", "/x/cat/0.jpg"])
    assert (model.row_of("/x/cat/0.jpg"), model.row_of("/x/cat/1.jpg")) == (1, -1)


def test_rows_answer_in_words(source: FakeSource) -> None:
    store, model = listed(2, source)
    store.set_labels({"/x/cat/0.jpg": "cat"})
    store.add([Result.of(Prediction("/x/cat/0.jpg", (0.25, 0.75, 0.0), None, None, 1)),
               Result.of(Prediction("/x/cat/1.jpg", (), None, "it is cut off.", None))])
    first, second = model.index(0, 0), model.index(1, 0)
    assert first.data(Qt.AccessibleTextRole) == "0.jpg, dog 75.0\u00a0%, true class cat, wrong"
    assert first.data(CAPTION_ROLE) == "cat → dog  75\u00a0%"
    assert first.data(VERDICT_ROLE) is Verdict.WRONG
    assert second.data(Qt.DisplayRole) == "1.jpg, cannot be read: it is cut off."
    assert first.data(PATH_ROLE) == "/x/cat/0.jpg"


def test_a_comma_in_a_name_is_no_end_of_it_in_the_tooltip(source: FakeSource) -> None:
    store = ResultStore()
    store.set_pictures(["/x/cat/one, two.jpg"], {"/x/cat/one, two.jpg": "cat"})
    model = ThumbnailModel(store, source)
    show(model, store.paths)
    assert model.index(0, 0).data(Qt.ToolTipRole) == "/x/cat/one, two.jpg\ntrue class cat, not predicted yet"


def test_captions_name_a_mistakes_true_class_first_and_follow_a_correction(source: FakeSource) -> None:
    store, model = listed(2, source)
    store.set_labels({"/x/cat/0.jpg": "cat", "/x/cat/1.jpg": "dog"})
    store.add([Result.of(Prediction(f"/x/cat/{row}.jpg", (0.25, 0.75, 0.0), None, None, 1)) for row in (0, 1)])
    metrics = QFontMetrics(QApplication.font())

    def captions() -> list[str]:
        return [fitted(model.index(row, 0), metrics, metrics, 900)[0] for row in (0, 1)]

    assert captions() == ["cat → dog  75\u00a0%", "dog  75\u00a0%"]
    store.correct("/x/cat/0.jpg", "bird")
    store.correct("/x/cat/1.jpg", "cat")
    assert captions() == ["✎ bird → dog  75\u00a0%", "✎ cat → dog  75\u00a0%"]
    store.correct("/x/cat/0.jpg", "dog")
    assert captions()[0] == "✎ dog  75\u00a0%"


@pytest.mark.parametrize("label", ["cat", "a cat of another very long name", None])
def test_long_names_are_shortened_and_the_score_stays(source: FakeSource, label: str | None) -> None:
    store, model = listed(1, source)
    font = QFont(QApplication.font())
    font.setPointSizeF(0.8 * font.pointSizeF())
    metrics, small = QFontMetrics(QApplication.font()), QFontMetrics(font)
    store.set_classes(("cat", "a dog with a very long name indeed"))
    store.add([Result.of(Prediction("/x/cat/0.jpg", (0.25, 0.75), None, None, 1))])
    store.set_labels({"/x/cat/0.jpg": label} if label else {})
    text, is_small = fitted(model.index(0, 0), metrics, small, 104)
    lines = text.split("\n")
    assert is_small
    assert len(lines) == 1 + (label is not None)
    assert lines[-1].startswith("→ a " if label else "a d")
    assert "…" in lines[-1]
    assert lines[-1].endswith("d  75\u00a0%")  # many classes begin alike and end in a number
    assert lines[0].startswith("cat" if label == "cat" else "a ")
    assert max(map(small.horizontalAdvance, lines)) <= 104
    assert "a dog with a very long name indeed" in model.index(0, 0).data(Qt.ToolTipRole)


def test_only_what_is_in_sight_is_asked_for(qtbot: QtBot, source: FakeSource) -> None:
    _, model = listed(100_000, source)
    grid = grid_of(model, source, qtbot)
    qtbot.waitUntil(lambda: bool(source.wanted_thumbnails))
    assert source.wanted_thumbnails[0] == "/x/cat/0.jpg"
    assert len(source.wanted_thumbnails) < 20
    grid.set_current_path("/x/cat/77777.jpg")
    qtbot.waitUntil(lambda: "/x/cat/77777.jpg" in source.wanted_thumbnails)
    assert len(source.wanted_thumbnails) < 30


def test_strip_and_grid_place_every_item_where_it_is_found(qtbot: QtBot, source: FakeSource) -> None:
    _, model = listed(1_000, source)
    grid = grid_of(model, source, qtbot)
    for is_strip in (True, False):
        grid.set_strip(is_strip)
        grid.resize(5 * CELL.width() + 30, 400)
        for row in (0, 7, 499, 999):
            grid.set_current_path(model.path_at(row))
            rectangle = grid.visualRect(model.index(row, 0))
            assert grid.viewport().rect().intersects(rectangle)
            assert grid.indexAt(rectangle.center()).row() == row
            assert row in grid.rows_in_sight()
    assert not grid.indexAt(QPoint(10_000, 10)).isValid()


@pytest.mark.parametrize("is_strip", [True, False])
def test_the_current_picture_is_in_sight_at_once_in_a_longer_list(
    qtbot: QtBot, source: FakeSource, is_strip: bool
) -> None:
    _, model = listed(1_000, source)
    grid = grid_of(model, source, qtbot)
    grid.set_strip(is_strip)
    few, many = [f"/x/cat/{number}.jpg" for number in (800, 801)], [f"/x/cat/{number}.jpg" for number in range(1_000)]
    for paths, row in ((few, 0), (many, 800)):
        show(model, paths)
        grid.set_current_path("/x/cat/800.jpg")
        QApplication.processEvents()
        assert row in grid.rows_in_sight()


def test_keys_and_clicks_choose_and_code_does_not_tell_itself(qtbot: QtBot, source: FakeSource) -> None:
    _, model = listed(50, source)
    grid = grid_of(model, source, qtbot)
    chosen: list[str] = []
    grid.path_chosen.connect(chosen.append)
    grid.set_current_path("/x/cat/3.jpg")
    assert chosen == []
    qtbot.keyClick(grid, Qt.Key_Right)
    qtbot.keyClick(grid, Qt.Key_End)
    qtbot.mouseClick(grid.viewport(), Qt.LeftButton, pos=grid.visualRect(model.index(47, 0)).center())
    grid.set_strip(False)
    qtbot.keyClick(grid, Qt.Key_Up)
    assert chosen == ["/x/cat/4.jpg", "/x/cat/49.jpg", "/x/cat/47.jpg", f"/x/cat/{47 - grid._columns()}.jpg"]


def test_return_opens_a_picture(qtbot: QtBot, source: FakeSource) -> None:
    _, model = listed(3, source)
    grid = grid_of(model, source, qtbot)
    grid.set_current_path("/x/cat/1.jpg")
    with qtbot.waitSignal(grid.path_opened) as opened:
        qtbot.keyClick(grid, Qt.Key_Return)
    assert opened.args == ["/x/cat/1.jpg"]


def test_right_and_wrong_are_drawn_in_different_shapes(qtbot: QtBot, source: FakeSource) -> None:
    store, model = listed(2, source)
    grid = grid_of(model, source, qtbot)
    store.set_labels({"/x/cat/0.jpg": "cat", "/x/cat/1.jpg": "cat"})
    store.add([Result.of(Prediction(f"/x/cat/{row}.jpg", (1.0 - row, float(row), 0.0), None, None, row))
               for row in (0, 1)])
    model.on_results_changed()
    image = grid.viewport().grab().toImage().convertToFormat(QImage.Format_Grayscale8)
    cells = [image.copy(grid.visualRect(model.index(row, 0)).adjusted(60, 0, 0, -60)) for row in (0, 1)]
    assert cells[0] != cells[1]


def test_unreadable_and_missing_thumbnails_are_drawn(qtbot: QtBot) -> None:
    source = FakeSource(at_once=False)
    store, model = listed(1, source)
    store.set_pictures(["/x/broken.jpg", "/x/late.jpg"])
    show(model, store.paths)
    grid = grid_of(model, source, qtbot)
    assert not grid.grab().isNull()
    source.give("/x/late.jpg")
    assert not grid.grab().isNull()


def test_unknown_is_said_in_the_windows_language_and_names_as_they_are(qtbot: QtBot, source: FakeSource) -> None:
    store, model = listed(2, source)
    store.unknown_below = 0.5
    store.add([Result.of(Prediction("/x/cat/0.jpg", (0.4, 0.3, 0.3), None, None, 0)),
               Result.of(Prediction("/x/cat/1.jpg", (0.6, 0.2, 0.2), None, None, 0))])
    language = Language(QApplication.instance(), "zh_CN")
    try:
        assert [model.index(row, 0).data(CAPTION_ROLE) for row in (0, 1)] == ["未知  40\u00a0%", "cat  60\u00a0%"]
        assert "未知" in model.index(0, 0).data(Qt.AccessibleTextRole)
    finally:
        language.choose("en")


def test_a_class_is_called_the_same_in_every_language(source: FakeSource) -> None:
    store, model = listed(1, source)
    store.set_classes(("no", "right"))
    store.set_labels({"/x/cat/0.jpg": "no"})
    store.add([Result.of(Prediction("/x/cat/0.jpg", (0.25, 0.75), None, None, 1))])
    language = Language(QApplication.instance(), "zh_CN")
    try:
        assert model.index(0).data(CAPTION_ROLE) == "no → right  75\u00a0%"
        assert "right 75" in model.describe("/x/cat/0.jpg")
    finally:
        language.choose("en")
