"""Tables ask what their columns mean; a flat folder offers a way on."""

import threading
from pathlib import Path

import pytest
from PIL import Image
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app import table_mapping
from core.base.control import Control
from core.base.errors import DataError
from core.config import TrainConfig
from core.data.sources.tables import Table
from tests.gui.window.conftest import Desktop
from ui.dialogs.mapping import Mapping, MappingDialog
from ui.dialogs.split import NO_GROUPS, SplitChoice, SplitDialog, SplitTable
from ui.theme import LIGHT


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table whose columns have unusual names, and its pictures in a folder beside it."""
    folder = tmp_path / "таблица"
    (folder / "bilder").mkdir(parents=True)
    lines = ["datei,art,wer"]
    for number in range(10):
        Image.new("RGB", (20, 20), (25 * number, 0, 0)).save(folder / "bilder" / f"{number}.png")
        lines.append(f"{number}.png,{'ab'[number % 2]},p{number // 2}")
    path = folder / "tabelle.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def open_dialog(desktop: Desktop, qtbot: QtBot, path: Path) -> MappingDialog:
    desktop.controller.open_data(str(path))
    qtbot.waitUntil(lambda: desktop.window.findChild(MappingDialog) is not None)
    dialog = desktop.window.findChild(MappingDialog)
    qtbot.waitUntil(lambda: dialog.table.rowCount() > 0)
    return dialog


def shown_dialogs(desktop: Desktop) -> list[MappingDialog]:
    return [dialog for dialog in desktop.window.findChildren(MappingDialog) if dialog.isVisible()]


def test_the_table_of_a_split_looks_as_the_others_and_its_headings_stand_over_their_numbers(qtbot: QtBot) -> None:
    dialog = SplitDialog(SplitChoice((0.8, 0.1, 0.1), 0, NO_GROUPS, "", "", True), LIGHT)
    qtbot.addWidget(dialog)
    dialog.show_table(SplitTable((("bees", (8, 1, 1)),), (), ()))
    assert not dialog.table.showGrid()
    header = dialog.table.horizontalHeader()
    model = dialog.table.model()
    sides = [model.headerData(column, Qt.Horizontal, Qt.TextAlignmentRole) or header.defaultAlignment()
             for column in range(5)]  # fmt: skip
    assert [bool(side & Qt.AlignLeft) for side in sides] == [True, False, False, False, False]
    assert all(side & Qt.AlignRight for side in sides[1:])
    assert dialog.table.item(0, 1).textAlignment() & Qt.AlignRight


def test_a_table_is_asked_about_and_read_as_chosen(desktop: Desktop, qtbot: QtBot, table: Path,
                                                   monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    configs: list[TrainConfig] = []

    def read(config: TrainConfig, emit, control):
        configs.append(config)
        raise DataError("Enough.")

    monkeypatch.setattr("app.data_opener.read", read)
    dialog = open_dialog(desktop, qtbot, table)
    dialog.label.setCurrentText("art")
    dialog.group.setCurrentText("wer")
    dialog.image.setCurrentText("datei")
    dialog.image.activated.emit(dialog.image.currentIndex())
    qtbot.waitUntil(lambda: dialog.found.text() == "8 of the first 8 pictures were found.")
    assert dialog.table.item(1, 2).text() == "b"
    assert dialog.table.item(1, 3).text() == "p0"
    assert not dialog.table.item(1, 0).icon().isNull()
    with qtbot.waitSignal(desktop.controller.data.opener.failed):
        dialog.use.click()
    assert configs[0].dataset_path == str(table)
    assert (configs[0].image_column, configs[0].label_column, configs[0].group_column) == ("datei", "art", "wer")


def test_a_class_column_of_an_unusual_name_is_that_which_repeats_itself(desktop: Desktop, qtbot: QtBot,
                                                                       table: Path) -> None:  # fmt: skip
    dialog = open_dialog(desktop, qtbot, table)
    guess = dialog.mapping()
    assert (guess.image, guess.label, guess.group) == ("datei", "art", "")
    dialog.reject()


def test_the_picture_and_its_class_cannot_be_one_column(desktop: Desktop, qtbot: QtBot, table: Path) -> None:
    dialog = open_dialog(desktop, qtbot, table)
    dialog.label.setCurrentText("datei")
    dialog.label.activated.emit(dialog.label.currentIndex())
    qtbot.waitUntil(lambda: "cannot be one column" in dialog.found.text())
    assert not dialog.use.isEnabled()
    dialog.label.setCurrentText("wer")
    dialog.label.activated.emit(dialog.label.currentIndex())
    qtbot.waitUntil(dialog.use.isEnabled)
    dialog.reject()


def test_a_wrong_picture_folder_cannot_be_used(desktop: Desktop, qtbot: QtBot, table: Path) -> None:
    dialog = open_dialog(desktop, qtbot, table)
    dialog.folder.setText(str(table.parent / "nowhere"))
    dialog.folder.editingFinished.emit()
    qtbot.waitUntil(lambda: "There is no folder" in dialog.found.text())
    assert not dialog.use.isEnabled()
    assert "There is no folder" in dialog.use.toolTip()
    dialog.reject()


def test_a_table_that_cannot_be_read_is_told_in_place(desktop: Desktop, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "leer.csv"
    path.touch()
    desktop.controller.open_data(str(path))
    qtbot.waitUntil(lambda: desktop.page.data_card.banner.isVisible())
    assert "leer.csv" in desktop.page.data_card.banner.label.text()


def test_a_flat_folder_offers_to_predict_its_pictures(desktop: Desktop, qtbot: QtBot, table: Path) -> None:
    flat = table.parent / "bilder"
    with qtbot.waitSignal(desktop.controller.data.opener.failed):
        desktop.controller.open_data(str(flat))
    buttons = {button.text(): button for button in desktop.page.data_card.banner.findChildren(QPushButton)}
    assert "Add a table..." in buttons
    buttons["Predict these"].click()
    assert desktop.window.current_page == "predict"
    assert desktop.other.opened == [("pictures", [str(flat)])]


def test_a_folder_of_one_class_with_a_table_beside_it_offers_the_table(
        desktop: Desktop, qtbot: QtBot, table: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    def read(config: TrainConfig, emit, control):
        raise DataError("Training needs at least two classes; found: bilder.")

    monkeypatch.setattr("app.data_opener.read", read)
    with qtbot.waitSignal(desktop.controller.data.opener.failed):
        desktop.controller.open_data(str(table.parent))
    banner = desktop.page.data_card.banner
    monkeypatch.setattr("ui.choose.choose_file", lambda *_arguments: str(table))
    next(button for button in banner.findChildren(QPushButton) if button.text() == "Add a table...").click()
    qtbot.waitUntil(lambda: desktop.window.findChild(MappingDialog) is not None)
    dialog = desktop.window.findChild(MappingDialog)
    assert dialog.mapping().folder == str(table.parent)
    dialog.reject()


def test_where_a_table_was_chosen_is_remembered(desktop: Desktop, qtbot: QtBot, table: Path,
                                                monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr("ui.choose.choose_file", lambda *_arguments: str(table))
    desktop.window.action("file.open_table").trigger()
    assert desktop.context.settings.data_folder == str(table.parent)
    qtbot.waitUntil(lambda: desktop.window.findChild(MappingDialog) is not None)
    desktop.window.findChild(MappingDialog).reject()


def test_of_two_tables_that_are_opened_one_after_the_other_the_second_is_asked_about(
    desktop: Desktop, qtbot: QtBot, table: Path
) -> None:
    other = table.with_name("other.csv")
    other.write_text(table.read_text(encoding="utf-8"), encoding="utf-8")
    desktop.controller.open_data(str(table))
    desktop.controller.open_data(str(other))
    qtbot.waitUntil(lambda: desktop.context.jobs.of_kind("table") is None and bool(shown_dialogs(desktop)))
    assert [dialog.windowTitle() for dialog in shown_dialogs(desktop)] == ["What is in other.csv?"]
    desktop.controller.open_data(str(table))  # as by a drop while the first is still asked about
    qtbot.waitUntil(lambda: [dialog.windowTitle() for dialog in shown_dialogs(desktop)] == ["What is in tabelle.csv?"])
    dialog, = shown_dialogs(desktop)
    qtbot.waitUntil(lambda: dialog.table.rowCount() > 0)
    dialog.image.setCurrentText("datei")
    dialog.image.activated.emit(dialog.image.currentIndex())
    qtbot.waitUntil(lambda: dialog.use.isEnabled())


def test_what_is_found_late_for_a_table_is_not_shown_for_the_next_with_the_same_columns(
    desktop: Desktop, qtbot: QtBot, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, real = threading.Event(), table_mapping.match

    def match(read: Table, mapping: Mapping, control: Control) -> table_mapping.Matched:
        if read.path == str(table):
            gate.wait(30)
        return real(read, mapping, control)

    monkeypatch.setattr(table_mapping, "match", match)
    other = table.with_name("other.csv")
    other.write_text("\n".join(table.read_text(encoding="utf-8").splitlines()[:2]) + "\n", encoding="utf-8")
    for path in (table, other):
        desktop.controller.open_data(str(path))
        title = f"What is in {path.name}?"
        qtbot.waitUntil(lambda title=title: title in map(MappingDialog.windowTitle, shown_dialogs(desktop)))
    dialog, = shown_dialogs(desktop)
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 1)
    gate.set()
    qtbot.waitUntil(lambda: desktop.context.jobs.of_kind("thumbs") is None)
    assert dialog.table.rowCount() == 1


def test_a_table_whose_first_pictures_are_not_there_can_be_used_for_those_that_are(
    desktop: Desktop, qtbot: QtBot, table: Path
) -> None:
    lines = table.read_text(encoding="utf-8").splitlines()
    gone = [f"gone {number}.png,a,q{number}" for number in range(9)]
    table.write_text("\n".join([lines[0], *gone, *lines[1:]]) + "\n", encoding="utf-8")
    dialog = open_dialog(desktop, qtbot, table)
    dialog.image.setCurrentText("datei")
    dialog.image.activated.emit(dialog.image.currentIndex())
    told = "The first 9 pictures were not found; of the next 8, 8 were."
    qtbot.waitUntil(lambda: dialog.found.text() == told)
    assert dialog.use.isEnabled()
    assert dialog.table.item(0, 1).text() == "0.png"
    assert not dialog.table.item(0, 0).icon().isNull()
