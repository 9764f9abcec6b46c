"""A slider with two handles: the lower and upper end of a range of scores."""

from PyQt5.QtCore import QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PyQt5.QtWidgets import QSizePolicy, QWidget

from core.base.messages import message
from ui.language import say
from ui.theme import LIGHT, Tokens
from ui.wording import percent

STEPS = 100
HANDLE_PX = 14
GROOVE_PX = 4


class RangeSlider(QWidget):
    """Low and high, fractions 0..1 in steps of a hundredth.

    Left and Right move the handle last used, with Shift by ten; Up and Down change which handle that is.

    Signals:
        range_changed(float, float): The user chose another range.
    """

    range_changed = pyqtSignal(float, float)

    def __init__(self, tokens: Tokens = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._values = [0, STEPS]
        self._active = 0
        self._dragging = False
        self.setFocusPolicy(Qt.StrongFocus)
        self.setSizePolicy(QSizePolicy.Preferred, QSizePolicy.Fixed)
        self.setMinimumWidth(90)
        say(self.setAccessibleName, "Range of scores")
        self._describe()

    @property
    def low(self) -> float:
        """Lower end."""
        return self._values[0] / STEPS

    @property
    def high(self) -> float:
        """Upper end."""
        return self._values[1] / STEPS

    def set_range(self, low: float, high: float) -> None:
        """Show a range, without telling it back."""
        self._values = [round(low * STEPS), round(high * STEPS)]
        self._describe()
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take over another theme's colours."""
        self._tokens = tokens
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size that a hundredth can be aimed at on."""
        return QSize(130, 24)

    def _describe(self) -> None:
        text = message("{low} to {high}", low=percent(self.low, digits=0), high=percent(self.high, digits=0))
        say(self.setAccessibleDescription, text)
        say(self.setToolTip, message(
            "Show pictures whose predicted class has a score of {range}.\n"
            "Drag a handle; or Left and Right move it, Up and Down change to the other one.", range=text))  # fmt: skip

    def _x_of(self, value: int) -> float:
        return HANDLE_PX / 2 + (self.width() - HANDLE_PX) * value / STEPS

    def _value_at(self, x: float) -> int:
        return min(STEPS, max(0, round((x - HANDLE_PX / 2) / max(1, self.width() - HANDLE_PX) * STEPS)))

    def _move(self, value: int) -> None:
        low, high = self._values
        value = min(value, high) if self._active == 0 else max(value, low)
        value = min(STEPS, max(0, value))
        if value != self._values[self._active]:
            self._values[self._active] = value
            self._describe()
            self.update()
            self.range_changed.emit(self.low, self.high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw groove, range and handles."""
        painter, tokens = QPainter(self), self._tokens
        painter.setRenderHint(QPainter.Antialiasing)
        middle = self.height() / 2
        left, right = self._x_of(self._values[0]), self._x_of(self._values[1])
        painter.setPen(Qt.NoPen)
        painter.setBrush(tokens.color("line"))
        groove = QRectF(HANDLE_PX / 2, middle - GROOVE_PX / 2, self.width() - HANDLE_PX, GROOVE_PX)
        painter.drawRoundedRect(groove, 2, 2)
        painter.setBrush(tokens.color("accent" if self.isEnabled() else "line"))
        painter.drawRoundedRect(QRectF(left, groove.top(), right - left, GROOVE_PX), 2, 2)
        for number, x in enumerate((left, right)):
            is_focused = self.hasFocus() and number == self._active
            painter.setBrush(tokens.color("accent" if is_focused else "surface"))
            painter.setPen(QPen(tokens.color("accent" if self.isEnabled() else "line"), 2))
            painter.drawEllipse(QPointF(x, middle), HANDLE_PX / 2 - 1, HANDLE_PX / 2 - 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the nearer handle."""
        value, (low, high) = self._value_at(event.x()), self._values
        nearer_high = abs(value - high) < abs(value - low)
        self._active = 1 if nearer_high or (low == high and value > high) else 0
        self._dragging = True
        self._move(value)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the handle taken."""
        if self._dragging:
            self._move(self._value_at(event.x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the handle go."""
        self._dragging = False

    def event(self, event: QEvent) -> bool:
        """Claim the keys that elsewhere on the page go through the pictures."""
        mine = (Qt.Key_Left, Qt.Key_Right, Qt.Key_Up, Qt.Key_Down, Qt.Key_Home, Qt.Key_End)
        if event.type() == QEvent.ShortcutOverride and event.key() in mine:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move a handle by a hundredth, a tenth with Shift."""
        step = 10 if event.modifiers() & Qt.ShiftModifier else 1
        value = self._values[self._active]
        moves = {Qt.Key_Left: value - step, Qt.Key_Right: value + step, Qt.Key_Home: 0, Qt.Key_End: STEPS}
        if event.key() in moves:
            self._move(moves[event.key()])
        elif event.key() in (Qt.Key_Up, Qt.Key_Down):
            self._active = 1 - self._active
            self.update()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QEvent) -> None:
        """Show that the focus is elsewhere."""
        super().focusOutEvent(event)
        self.update()
