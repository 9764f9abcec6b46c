"""A label that cuts its text with an ellipsis where there is too little room, and tells it whole in its tooltip."""

from PyQt5.QtCore import QSize, Qt
from PyQt5.QtGui import QPainter, QPaintEvent
from PyQt5.QtWidgets import QLabel, QStyle, QStyleOption

from ui.language import as_tip


class ElidedLabel(QLabel):
    """A one-line label that never forces its neighbours aside."""

    def __init__(self, text: str = "", mode: Qt.TextElideMode = Qt.ElideMiddle) -> None:
        super().__init__()
        self.setTextFormat(Qt.PlainText)
        self._mode = mode
        self._details = ""
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self._tell_whole()

    def set_details(self, text: str) -> None:
        """Tell more in the tooltip."""
        self._details = text
        self._tell_whole()

    def shown_text(self) -> str:
        """Return the text as it is drawn, cut to the width there is."""
        return self.fontMetrics().elidedText(self.text(), self._mode, self.contentsRect().width())

    def _tell_whole(self) -> None:
        too_long = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        lines = [self.text() if too_long else "", self._details]
        self.setToolTip(as_tip("\n".join(filter(None, lines))))

    def minimumSizeHint(self) -> QSize:
        """Allow any width."""
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().sizeHint().height())

    def resizeEvent(self, event: object) -> None:
        """Look again whether the text fits."""
        super().resizeEvent(event)
        self._tell_whole()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, cut to the width there is."""
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        rectangle = self.contentsRect()
        is_enabled = bool(option.state & QStyle.State_Enabled)
        self.style().drawItemText(painter, rectangle, int(self.alignment()), option.palette, is_enabled,
                                  self.shown_text(), self.foregroundRole())  # fmt: skip
