from PyQt5.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.predict_controller import PredictController
from tests.gui.browse.conftest import run_to_end
from ui.widgets.full_screen import FullScreenPicture


def full_screen(controller: PredictController, qtbot: QtBot) -> FullScreenPicture:
    controller.page.toggle_full_screen()
    screen = controller.page.full_screen
    assert screen is not None
    qtbot.waitExposed(screen)
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    return screen


def test_the_key_that_opens_it_leaves_it(opened: PredictController, qtbot: QtBot) -> None:
    screen = full_screen(opened, qtbot)
    qtbot.keyClick(screen.view, Qt.Key_F11)
    assert opened.page.full_screen is None


def test_a_correction_is_seen_at_once_and_can_be_undone(opened: PredictController, qtbot: QtBot) -> None:
    run_to_end(opened, qtbot)
    path = opened.browser.current
    opened.page.set_correcting(True)
    screen = full_screen(opened, qtbot)
    assert "right" in screen.view.accessibleDescription()
    qtbot.keyClick(screen.view, Qt.Key_2)
    assert opened.browser.store.true_class(path) == "dog"
    assert "wrong" in screen.view.accessibleDescription()
    qtbot.keyClick(screen.view, Qt.Key_Z, Qt.ControlModifier)
    assert opened.browser.store.true_class(path) == "cat"
    assert "right" in screen.view.accessibleDescription()


def test_a_result_that_comes_late_is_written_on_it(opened: PredictController, qtbot: QtBot) -> None:
    screen = full_screen(opened, qtbot)
    assert not screen.view.caption[0]
    opened.run()
    qtbot.waitUntil(lambda: not opened.is_running)
    qtbot.waitUntil(lambda: "right" in screen.view.accessibleDescription())


def test_commands_with_a_dialog_stay_with_the_window(opened: PredictController, qtbot: QtBot) -> None:
    names = {action.objectName() for action in full_screen(opened, qtbot).actions()}
    assert {"predict.full_screen", "predict.copy", "predict.next", "edit.undo", "edit.redo"} <= names
    assert not {"predict.go_to", "predict.save_picture", "predict.sort"} & names
