"""Widgets that keep their own keys where the page has commands with the same ones."""

from PyQt5.QtCore import QEvent, QObject, Qt
from PyQt5.QtWidgets import QWidget

MOVING = (Qt.Key_Left, Qt.Key_Right, Qt.Key_Up, Qt.Key_Down, Qt.Key_Home, Qt.Key_End)


class OwnKeys(QObject):
    """Leaves the arrows, Home and End to some widgets: a slider moves, a tab changes, whatever the page's keys are."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__(widgets[0])
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim the keys before the page's commands see them."""
        if event.type() == QEvent.ShortcutOverride and event.key() in MOVING and not event.modifiers():
            event.accept()
            return True
        return super().eventFilter(watched, event)
