"""Buttons in the forms the window uses."""

from collections.abc import Callable

from PyQt5.QtWidgets import QPushButton, QWidget


def button(text: str, on_click: Callable[[], object] | None = None, *, kind: str = "", tip: str = "") -> QPushButton:
    """Return a push button.

    Args:
        text: A verb.
        on_click: Called without arguments.
        kind: "primary" for a page's one main action, "link" for one without a border, else "".
        tip: Tooltip.
    """
    result = QPushButton(text)
    result.setAutoDefault(False)
    if kind:
        result.setProperty(kind, True)
    if on_click is not None:
        result.clicked.connect(lambda _checked: on_click())
    result.setToolTip(tip)
    return result


def set_enabled(widget: QWidget, enabled: bool, why_not: str = "") -> None:
    """Enable a control, or disable it with a tooltip that says why; its own tooltip comes back later."""
    own_tip = widget.property("own_tip")
    if own_tip is None:
        own_tip = widget.toolTip()
        widget.setProperty("own_tip", own_tip)
    widget.setEnabled(enabled)
    widget.setToolTip(own_tip if enabled or not why_not else why_not)


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet looks at, and have it look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
