"""The dialogs of errors: what the user can mend, and faults of ours."""

from collections.abc import Callable

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtWidgets import QMessageBox, QWidget

from core.base.messages import message
from ui.language import say, shown
from ui.widgets.texts import add_button


def error_box(parent: QWidget | None, text: str, show_help: Callable[[], object] | None = None) -> QMessageBox:
    """Return a dialog that tells an error in its own words; the caller opens it.

    Args:
        parent: The window.
        text: What happened, what was expected, what to do.
        show_help: Opens the troubleshooting page; None where it has nothing to add.
    """
    box = QMessageBox(QMessageBox.Warning, "Classwise", shown(text), QMessageBox.Ok, parent)
    box.setTextFormat(Qt.PlainText)
    box.setAttribute(Qt.WA_DeleteOnClose)
    box.setEscapeButton(QMessageBox.Ok)  # with a second button, Qt knows of none by itself
    if show_help is not None:
        help_button = add_button(box, "More help", QMessageBox.HelpRole)
        help_button.clicked.disconnect()
        help_button.clicked.connect(lambda _checked: show_help())
    return box


def fault_box(parent: QWidget | None, summary: str, details: str, log_path: str) -> QMessageBox:
    """Return the dialog of an unexpected error: no traceback in sight, but its details to copy.

    Args:
        parent: The window.
        summary: Kind and text of the error, in one line.
        details: What "Copy details" puts on the clipboard: versions and the traceback.
        log_path: Where it was logged.
    """
    text = shown("Something went wrong inside Classwise. The window stays open, and your files are as they were.")
    box = QMessageBox(QMessageBox.Critical, "Classwise", text, QMessageBox.Ok, parent)
    box.setTextFormat(Qt.PlainText)
    more = message("{summary}\n\nThe details are in the log, {log}. Please send them with a report.", summary=summary,
                   log=log_path)  # fmt: skip
    say(box.setInformativeText, more)
    box.setAttribute(Qt.WA_DeleteOnClose)
    box.setEscapeButton(QMessageBox.Ok)  # with a second button, Qt knows of none by itself
    copy = add_button(box, "Copy details", QMessageBox.ActionRole)
    copy.clicked.disconnect()
    copy.clicked.connect(lambda _checked: QGuiApplication.clipboard().setText(details))
    return box
