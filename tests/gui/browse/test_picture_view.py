import pytest
from PyQt5.QtCore import QPoint, QSize, Qt
from PyQt5.QtGui import QWheelEvent
from PyQt5.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.browse.conftest import FakeSource, drag
from ui.widgets.picture_view import PictureView


def view_of(source: FakeSource, qtbot: QtBot) -> PictureView:
    view = PictureView(source)
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    qtbot.waitExposed(view)
    return view


def test_a_picture_is_fitted_and_told(qtbot: QtBot) -> None:
    view = view_of(FakeSource(size=QSize(4000, 1000)), qtbot)
    with qtbot.waitSignal(view.shown) as shown:
        view.show_path("a.jpg")
    assert shown.args == ["a.jpg"]
    assert view.is_fitted
    assert view.zoom == 0.1


def test_a_long_class_name_on_the_picture_leaves_score_and_verdict_in_sight(qtbot: QtBot) -> None:
    view = view_of(FakeSource(), qtbot)
    view.show_path("a.jpg")
    drawn = []
    for end in ("26.4 %  ✗ wrong", "26.4 %  ✓ right", "31.0 %  ✓ right"):
        view.set_caption(f"{80 * 'a'}  {end}")
        drawn.append(view.grab().toImage())
    assert drawn[0] != drawn[1]
    assert drawn[1] != drawn[2]


def test_a_late_picture_is_taken_when_it_comes(qtbot: QtBot) -> None:
    source = FakeSource(at_once=False)
    view = view_of(source, qtbot)
    view.show_path("a.jpg", ["b.jpg"])
    assert not view.is_shown
    assert source.wanted == ["a.jpg", "b.jpg"]
    source.give("b.jpg")
    assert not view.is_shown
    with qtbot.waitSignal(view.shown):
        source.give("a.jpg")
    assert view.is_shown


def test_zooming_in_and_back_to_fit(qtbot: QtBot) -> None:
    view = view_of(FakeSource(size=QSize(800, 600)), qtbot)
    view.show_path("a.jpg")
    view.zoom_in()
    assert view.zoom > 0.5
    assert not view.is_fitted
    view.zoom_out()
    assert view.is_fitted
    view.zoom_actual()
    assert view.zoom == 1.0
    view.zoom_actual()
    assert view.is_fitted
    for _ in range(60):
        view.zoom_in()
    assert view.zoom == 32.0


@pytest.mark.parametrize(("side", "zoom"), [(8, 32.0), (32, 8.0), (64, 6.25)])
def test_a_small_picture_is_enlarged_so_that_it_is_seen(qtbot: QtBot, side: int, zoom: float) -> None:
    view = view_of(FakeSource(size=QSize(side, side)), qtbot)
    view.resize(400, 400)
    view.show_path("a.jpg")
    assert view.zoom == zoom


def test_another_picture_is_fitted_again(qtbot: QtBot) -> None:
    view = view_of(FakeSource(size=QSize(800, 600)), qtbot)
    view.show_path("a.jpg")
    view.zoom_actual()
    view.show_path("b.jpg")
    assert view.is_fitted


def test_dragging_pans_only_as_far_as_the_picture_reaches(qtbot: QtBot) -> None:
    view = view_of(FakeSource(size=QSize(800, 600)), qtbot)
    view.show_path("a.jpg")
    view.zoom_actual()
    left = view._target().left()
    drag(view, QPoint(200, 150), QPoint(230, 150))
    assert view._target().left() == left + 30
    drag(view, QPoint(200, 150), QPoint(5000, 150))
    assert view._target().left() == 0


def turn_wheel(view: PictureView, turn: int, spot: QPoint,
               modifier: Qt.KeyboardModifier = Qt.NoModifier) -> None:  # fmt: skip
    event = QWheelEvent(spot, view.mapToGlobal(spot), QPoint(), QPoint(0, turn), Qt.NoButton, modifier,
                        Qt.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(view, event)


def test_the_wheel_zooms_about_the_pointer(qtbot: QtBot) -> None:
    view = view_of(FakeSource(size=QSize(800, 600)), qtbot)
    view.show_path("a.jpg")
    spot = QPoint(100, 100)
    before = (spot.x() - view._target().left()) / view.zoom
    turn_wheel(view, 240, spot)
    assert view.zoom > 0.5
    assert abs((spot.x() - view._target().left()) / view.zoom - before) < 1e-6


def test_a_notch_of_the_wheel_with_shift_is_one_picture_however_small_its_turns(qtbot: QtBot) -> None:
    view = view_of(FakeSource(), qtbot)
    asked: list[int] = []
    view.next_asked.connect(asked.append)
    for turns, pictures in ([120], [-1]), ([-120], [1]), ([-15] * 17, [1, 1]), ([15] * 8, [-1]), ([0, 100, -100], []):
        asked.clear()
        for turn in turns:
            turn_wheel(view, turn, view.rect().center(), Qt.ShiftModifier)
        assert asked == pictures, turns


def test_the_reason_of_an_unreadable_picture_is_shown(qtbot: QtBot) -> None:
    view = view_of(FakeSource(), qtbot)
    with qtbot.waitSignal(view.shown):
        view.show_path("broken.jpg")
    view.zoom_in()
    view.set_caption("unreadable", "warn")
    assert not view.grab().isNull()
    assert view.accessibleDescription() == "unreadable"


def test_nothing_chosen_shows_the_hint(qtbot: QtBot) -> None:
    view = view_of(FakeSource(), qtbot)
    view.hint = "Choose a folder."
    view.show_path("")
    assert not view.grab().isNull()


def test_a_hidden_view_takes_a_late_picture_too_so_that_autoplay_goes_on_beside_the_grid(qtbot: QtBot) -> None:
    source = FakeSource(at_once=False)
    view = PictureView(source)
    qtbot.addWidget(view)
    view.show_path("/x/late.jpg")
    assert not view.isVisible()
    with qtbot.waitSignal(view.shown):
        source.give("/x/late.jpg")
