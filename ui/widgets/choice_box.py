"""A combo box that cuts its text with an ellipsis where there is too little room, and tells it whole in its tooltip."""

from PyQt5.QtCore import QEvent, QSize, Qt
from PyQt5.QtGui import QHelpEvent, QPaintEvent, QPalette
from PyQt5.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QToolTip

from ui.language import as_tip, say

POPUP_MARGIN_PX = 24
MOST_POPUP_PX = 480
ROUNDED = 50
"""Qt measures the ink of the longest text for the size it asks for, but cuts by the letters' widths, each rounded up:
they come to up to a fiftieth more."""


class ChoiceBox(QComboBox):
    """A box for narrow places; Qt 5's own cuts letters in two, and its list is as narrow as the box.

    The tooltip is the chosen text where it is cut, then what is to be said of the chosen entry (its Qt.ToolTipRole),
    then the box's own.
    """

    def shown_text(self) -> str:
        """Return the chosen text as it is drawn, cut to the width there is."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        return self._cut(option)

    def whole_tip(self) -> str:
        """Return what the tooltip says."""
        is_cut = self.shown_text() != self.currentText()
        parts = (self.currentText() if is_cut else "", self.currentData(Qt.ToolTipRole), self.toolTip())
        return "\n\n".join(part for part in parts if part)

    def set_item_tip(self, index: int, tip: str) -> None:
        """Set what the tooltip says of an entry; for `say`."""
        self.setItemData(index, tip, Qt.ToolTipRole)

    def set_item_enabled(self, index: int, enabled: bool, why_not: str = "") -> None:
        """Let an entry be chosen, or not, with a tooltip that says why."""
        self.model().item(index).setEnabled(enabled)
        say(self.set_item_tip, "" if enabled else why_not, index)

    def _cut(self, option: QStyleOptionComboBox) -> str:
        if self.isEditable():
            width = self.lineEdit().contentsRect().width()
        else:
            place = self.style().subControlRect(QStyle.CC_ComboBox, option, QStyle.SC_ComboBoxEditField, self)
            width = place.width() - (0 if option.currentIcon.isNull() else option.iconSize.width() + 4)
        return option.fontMetrics.elidedText(self.currentText(), Qt.ElideRight, max(0, width))

    def sizeHint(self) -> QSize:
        """Ask for room for the whole text."""
        hint = super().sizeHint()
        return hint + QSize(hint.width() // ROUNDED + 2, 0)

    def showPopup(self) -> None:
        """Open the list, as wide as its words where there is room."""
        wanted = self.view().sizeHintForColumn(0) + POPUP_MARGIN_PX
        self.view().setMinimumWidth(min(wanted, MOST_POPUP_PX))
        super().showPopup()

    def event(self, event: QEvent) -> bool:
        """Say in the tooltip what is cut."""
        if event.type() == QEvent.ToolTip and isinstance(event, QHelpEvent):
            tip = self.whole_tip()
            if tip:
                QToolTip.showText(event.globalPos(), as_tip(tip), self)
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box as Qt does, with the text cut to the width there is."""
        painter = QStylePainter(self)
        painter.setPen(self.palette().color(QPalette.Text))
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self._cut(option)
        painter.drawComplexControl(QStyle.CC_ComboBox, option)
        painter.drawControl(QStyle.CE_ComboBoxLabel, option)
