"""Buttons in the forms the window uses."""

from collections.abc import Callable

from PyQt5.QtCore import QEvent, QObject, QSize, Qt
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QAction, QPushButton, QToolButton, QWidget

from ui.language import said_text, say

OWN_TIP = "own_tip"
TOOL_ICON_PX = 20


class PushButton(QPushButton):
    """A push button that Return presses as Space does, on pages, too; a dialog's default one keeps off it then."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it."""
        if event.key() in (Qt.Key_Return, Qt.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class ReturnPresses(QObject):
    """Has Return press a button that Qt itself makes, and only where it has the focus.

    Args:
        target: The button.
        parent: Keeps it alive; the button's Python half may go.
    """

    def __init__(self, target: QPushButton, parent: QObject) -> None:
        super().__init__(parent)
        target.setAutoDefault(False)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Press it."""
        if event.type() == QEvent.KeyPress and event.key() in (Qt.Key_Return, Qt.Key_Enter):
            watched.click()
            return True
        return super().eventFilter(watched, event)


def button(text: str, on_click: Callable[[], object] | None = None, *, kind: str = "", tip: str = "") -> QPushButton:
    """Return a push button.

    Args:
        text: A verb.
        on_click: Called without arguments.
        kind: "primary" for a page's one main action, "link" for one without a border, else "".
        tip: Tooltip.
    """
    result = PushButton()
    say(result.setText, text)
    if kind:
        result.setProperty(kind, True)
    if on_click is not None:
        result.clicked.connect(lambda _checked: on_click())
    say(result.setToolTip, tip)
    return result


def tool_button(tip: str, name: str = "", *, checkable: bool = False, icon_px: int = TOOL_ICON_PX) -> QToolButton:
    """Return a button that shows an icon alone.

    Args:
        tip: Tooltip; what it does, and its key.
        name: For screen readers; the tooltip where empty.
        checkable: Whether it stays down.
        icon_px: Side of the icon, which the caller sets.
    """
    result = QToolButton()
    result.setCheckable(checkable)
    say(result.setToolTip, tip)
    say(result.setAccessibleName, name or tip)
    result.setIconSize(QSize(icon_px, icon_px))
    return result


def set_enabled(widget: QWidget | QAction, enabled: bool, why_not: str = "") -> None:
    """Enable a control, or disable it with a tooltip that says why; its own tooltip comes back later."""
    own_tip = widget.property(OWN_TIP)
    if not isinstance(own_tip, _Tip):
        own_tip = _Tip(said_text(widget.setToolTip))
        widget.setProperty(OWN_TIP, own_tip)
    widget.setEnabled(enabled)
    say(widget.setToolTip, own_tip.text if enabled or not why_not else why_not)


def set_own_tip(widget: QWidget, tip: str) -> None:
    """Give a control another tooltip of its own: the one it has while it is enabled."""
    widget.setProperty(OWN_TIP, _Tip(tip))
    if widget.isEnabled():
        say(widget.setToolTip, tip)


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet looks at, and have it look again where one of them changed."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class _Tip:
    """A tooltip; Qt's properties would make a plain text of a Message."""

    def __init__(self, text: str) -> None:
        self.text = text
