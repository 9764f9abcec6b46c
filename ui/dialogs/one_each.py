"""Dialogs that stand beside the window, such as help: one of a kind at a time."""

from typing import TypeVar

from PyQt5.QtWidgets import QDialog, QWidget

Kind = TypeVar("Kind", bound=QDialog)


def brought_to_front(window: QWidget, kind: type[Kind]) -> Kind | None:
    """Bring the window's dialog of a kind to the front, as it was asked for again; return it, None where none is open.

    Args:
        window: Whose dialog it is.
        kind: Its class.
    """
    dialog = next((dialog for dialog in window.findChildren(kind) if dialog.isVisible()), None)
    if dialog is not None:
        dialog.showNormal()  # it may be minimized
        dialog.raise_()
        dialog.activateWindow()
    return dialog
