"""Help: all keys, and about the program."""

import re
from collections.abc import Mapping

from PyQt5.QtCore import QEvent, Qt
from PyQt5.QtGui import QGuiApplication, QIcon, QKeySequence
from PyQt5.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.base.messages import message
from ui.commands import COMMANDS, SEPARATOR
from ui.language import say, shown
from ui.theme import GRID, RESOURCES, title_font
from ui.widgets.buttons import button
from ui.widgets.tables import set_up_table
from ui.widgets.texts import close_box, label


def shortcut_rows() -> list[tuple[str, str, str]]:
    """Return (menu, command, keys) of every command that has keys."""
    rows = [
        (plain(shown(command.menu)), plain(shown(command.text)),
         shown("  or  ").join(QKeySequence(keys).toString(QKeySequence.NativeText) for keys in command.keys))
        for command in COMMANDS if command.name != SEPARATOR and command.keys
    ]  # fmt: skip
    rows.append((plain(shown("&View")), shown("Go to a page"), shown("Ctrl+1 to Ctrl+5")))
    rows.append((plain(shown("&Data")), shown("Move to class"), shown("1 to 9")))
    rows += [(plain(shown(menu)), shown("Set the true class (correct mode)"), shown("1 to 9"))
             for menu in ("&Predict", "Eval&uate")]  # fmt: skip
    return rows


class ShortcutsDialog(QDialog):
    """All keys, searchable."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say(self.setWindowTitle, "Shortcuts")
        self.setAttribute(Qt.WA_DeleteOnClose)
        self.resize(560, 560)
        self._search = QLineEdit()
        say(self._search.setPlaceholderText, "Search")
        say(self._search.setAccessibleName, "Search the shortcuts")
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._on_search_changed)
        self._table = QTableWidget(0, 3)
        self._table.setEditTriggers(QTableWidget.NoEditTriggers)
        set_up_table(self._table)
        self._table.horizontalHeader().setStretchLastSection(True)
        say(self._table.setAccessibleName, "Shortcuts")
        self._fill()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.addWidget(self._search)
        column.addWidget(self._table)
        column.addWidget(close_box(self))

    def _fill(self) -> None:
        rows = shortcut_rows()
        self._table.setHorizontalHeaderLabels([shown("Menu"), shown("Command"), shown("Keys")])
        self._table.setRowCount(len(rows))
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                self._table.setItem(row, column, QTableWidgetItem(text))
        self._table.resizeColumnsToContents()
        self._on_search_changed(self._search.text())

    def _on_search_changed(self, text: str) -> None:
        for row in range(self._table.rowCount()):
            cells = (self._table.item(row, column).text() for column in range(3))
            self._table.setRowHidden(row, text.lower() not in " ".join(cells).lower())

    def changeEvent(self, event: QEvent) -> None:
        """Say the keys in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.LanguageChange:
            self._fill()


class AboutDialog(QDialog):
    """Name, licence, versions, and where the user's own files are."""

    def __init__(self, versions: Mapping[str, str], data_folder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say(self.setWindowTitle, "About Classwise")
        self.setAttribute(Qt.WA_DeleteOnClose)
        picture = QLabel()
        picture.setPixmap(QIcon(str(RESOURCES / "icons" / "classwise.svg")).pixmap(64, 64))
        title = QLabel(f"Classwise {versions.get('Classwise', '')}")
        title.setFont(title_font())
        words = label(
            "Image classification on your own machine. Your pictures stay on it.\n\n"
            "Free software under the GNU General Public License, version 3 or later; without any warranty."
        )
        words.setWordWrap(True)
        listed = QLabel("\n".join(f"{name} {version}" for name, version in versions.items() if name != "Classwise"))
        listed.setProperty("role", "quiet")
        listed.setTextInteractionFlags(Qt.TextSelectableByMouse)
        right = QVBoxLayout()
        right.setSpacing(GRID)
        place = label(message("Your settings and logs: {folder}", folder=data_folder), role="quiet")
        place.setWordWrap(True)
        place.setTextInteractionFlags(Qt.TextSelectableByMouse)
        for part in (title, words, listed, place):
            right.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(picture, 0, Qt.AlignTop)
        row.addLayout(right, 1)
        text = "\n".join(f"{name} {version}" for name, version in versions.items())
        box = close_box(self)
        copy = button("Copy versions", lambda: QGuiApplication.clipboard().setText(text))
        box.addButton(copy, QDialogButtonBox.ActionRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addLayout(row)
        column.addWidget(box)
        self.setMinimumWidth(460)


def plain(text: str) -> str:
    """Return a command's text without its underlined letter and its ellipsis; "(&D)" as in Chinese menus goes whole."""
    return re.sub(r"\(&.\)|&", "", text).removesuffix("...").removesuffix("…")
