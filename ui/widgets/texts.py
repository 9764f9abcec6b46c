"""Widgets that hold one text, said in the window's language (see ui/language.py)."""

from collections.abc import Iterable

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QFontMetrics
from PyQt5.QtWidgets import (
    QAction,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QMenu,
    QMessageBox,
    QPushButton,
    QRadioButton,
)

from ui.language import Written, say, shown
from ui.widgets.buttons import ReturnPresses

MOST_IN_MENU_PX = 420
"""From here on names that the user gave are cut in menus, which would be wider than the screen otherwise."""


def label(text: str, *, role: str = "") -> QLabel:
    """Return a label.

    Args:
        text: What it says.
        role: "quiet", "figure", "warn" or "card-title", as the style sheet knows them; empty for plain text.
    """
    result = QLabel()
    say(result.setText, text)
    if role:
        result.setProperty("role", role)
    return result


def unmarked(text: str, most_px: int = 0) -> Written:
    """Return a text that holds a name of the user's for a button or a menu, where "&" marks the letter behind it.

    Args:
        text: What it says.
        most_px: Width from which on it is cut in the middle; 0 for none.
    """

    def written() -> str:
        words = shown(text)
        if most_px:
            words = QFontMetrics(QApplication.font()).elidedText(words, Qt.ElideMiddle, most_px)
        return words.replace("&", "&&")

    return Written(written)


def say_steadily(line: QLabel, text: str) -> None:
    """Set a label's text, and keep the room of the highest one so far, so that what stands around it does not jump."""
    say(line.setText, text)
    line.setMinimumHeight(max(line.minimumHeight(), line.sizeHint().height()))


def check_box(text: str, tip: str = "") -> QCheckBox:
    """Return a check box with its tooltip."""
    result = QCheckBox()
    say(result.setText, text)
    say(result.setToolTip, tip)
    return result


def radio_button(text: str) -> QRadioButton:
    """Return a radio button."""
    result = QRadioButton()
    say(result.setText, text)
    return result


def add_items(combo: QComboBox, items: Iterable[tuple[str, object]]) -> None:
    """Add entries to a combo box: what each says, and its data. For our words, not for names from the user's data."""
    for text, data in items:
        combo.addItem("", data)
        say(combo.setItemText, text, combo.count() - 1)


def add_action(menu: QMenu, text: str) -> QAction:
    """Add an entry to a menu that lives as long as its widget."""
    result = menu.addAction("")
    say(result.setText, text)
    return result


def close_box(dialog: QDialog) -> QDialogButtonBox:
    """Return a dialog's buttons: one that closes it, but not by Return in a field or a list, and room for others."""
    result = QDialogButtonBox(QDialogButtonBox.Close)
    ReturnPresses(result.button(QDialogButtonBox.Close), result)
    result.rejected.connect(dialog.reject)
    return result


def add_button(box: QDialogButtonBox | QMessageBox, text: str, role: int) -> QPushButton:
    """Add a button with a text of ours to a dialog's buttons; `role` is one of the box's ButtonRole."""
    result = box.addButton("", role)
    say(result.setText, text)
    return result
