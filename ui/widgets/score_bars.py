"""The best classes of one picture as bars, with the true class and whether the prediction is right."""

from PyQt5.QtCore import QRectF, QSize, Qt
from PyQt5.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PyQt5.QtWidgets import QSizePolicy, QWidget

from core.base.messages import Message, message
from core.base.types import ClassScore
from ui.language import as_tip, say, shown
from ui.number_format import PERCENT_SIGN
from ui.results import Verdict
from ui.theme import GRID, LIGHT, Tokens
from ui.widgets.marks import TEXT_COLORS, draw_mark
from ui.wording import percent

ROW_PX = 21
MIN_ROWS = 3
NAME_SHARE = 0.38
BAR_PX = 8
MAX_ROWS = 5
VERDICT_PX = 28

TRUE_CLASS = message("true class: {true}{pencil}")
VERDICTS = {
    Verdict.RIGHT: message("true class: {true}{pencil} – right"),
    Verdict.WRONG: message("true class: {true}{pencil} – wrong"),
    Verdict.UNKNOWN: message("true class: {true}{pencil} – unknown"),
}


class ScoreBars(QWidget):
    """Draws up to five classes, best first; the size changes with the model alone, not from picture to picture."""

    def __init__(self, tokens: Tokens = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._rows: tuple[ClassScore, ...] = ()
        self._chosen: str | None = None
        self._true: str | None = None
        self._verdict = Verdict.PENDING
        self._message = ""
        self._corrected = False
        self._decision = ""
        self.num_rows = MAX_ROWS
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Fixed)
        self.setMinimumWidth(200)
        say(self.setAccessibleName, "Prediction")

    def show_scores(self, rows: tuple[ClassScore, ...], chosen: str | None, true: str | None, verdict: Verdict,
                    *, corrected: bool = False) -> None:  # fmt: skip
        """Show a result.

        Args:
            rows: The best classes, best first.
            chosen: The predicted class; "unknown" below the threshold.
            true: The true class, where it is known.
            verdict: How the two stand.
            corrected: Whether the true class was set by hand.
        """
        self._rows, self._chosen, self._true, self._verdict = rows[: self.num_rows], chosen, true, verdict
        self._corrected, self._message = corrected, ""
        words = [f"{row.name} {percent(row.score)}" for row in rows[: self.num_rows]]
        decision = [shown(self._decision)] if self._decision else []
        spoken = [*words, *decision, shown(self._verdict_text()), *([shown("corrected by hand")] if corrected else [])]
        self.setAccessibleDescription("; ".join(spoken))
        self.setToolTip(as_tip("\n".join([*words, *decision])))
        self.update()

    def make_room(self, num_classes: int) -> None:
        """Take as many rows as a model of so many classes fills; 0: no model yet, take all."""
        rows = min(MAX_ROWS, max(MIN_ROWS, num_classes)) if num_classes else MAX_ROWS
        if rows != self.num_rows:
            self.num_rows = rows
            self.updateGeometry()

    def set_decision(self, text: str) -> None:
        """Say what decides between two classes, below their bars; empty where the best score does."""
        self._decision = text
        self.update()

    def show_message(self, text: str, true: str | None = None, verdict: Verdict = Verdict.PENDING,
                     *, corrected: bool = False) -> None:  # fmt: skip
        """Show a sentence in place of bars: not predicted yet, cannot be read; nothing at all where it is empty."""
        self._rows, self._chosen, self._message = (), None, text
        self._true, self._verdict, self._corrected = true, verdict, corrected
        say(self.setAccessibleDescription, text)
        self.setToolTip("")
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take over another theme's colours."""
        self._tokens = tokens
        self.update()

    def _verdict_text(self) -> str:
        if not self._message and not self._rows:
            return ""  # there is no picture
        if self._true is None:
            return message("true class not known")
        pencil = " \u270e" if self._corrected else ""
        return Message(VERDICTS.get(self._verdict, TRUE_CLASS), true=self._true, pencil=pencil)

    def sizeHint(self) -> QSize:
        """Return the room for all rows and the verdict."""
        return QSize(280, self.num_rows * ROW_PX + VERDICT_PX)

    def _number_width(self) -> int:
        bold = QFont(self.font())
        bold.setBold(True)
        return QFontMetrics(bold).horizontalAdvance(f"100.0{PERCENT_SIGN}") + 2

    def _draw_row(self, painter: QPainter, number: int, row: ClassScore) -> None:
        tokens, top = self._tokens, number * ROW_PX
        number_width = self._number_width()
        name_width = (self.width() - number_width - 2 * GRID) * NAME_SHARE
        is_chosen = row.name == self._chosen
        _set_bold(painter, on=is_chosen)
        painter.setPen(tokens.color("text"))
        name = painter.fontMetrics().elidedText(row.name, Qt.ElideMiddle, int(name_width))
        painter.drawText(QRectF(0, top, name_width, ROW_PX), int(Qt.AlignVCenter | Qt.AlignLeft), name)
        painter.drawText(QRectF(self.width() - number_width, top, number_width, ROW_PX),
                         int(Qt.AlignVCenter | Qt.AlignRight), percent(row.score))  # fmt: skip
        room = QRectF(name_width + GRID, top + (ROW_PX - BAR_PX) / 2,
                      self.width() - name_width - number_width - 2 * GRID, BAR_PX)  # fmt: skip
        painter.setPen(Qt.NoPen)
        painter.setBrush(tokens.color("hover"))
        painter.drawRoundedRect(room, BAR_PX / 2, BAR_PX / 2)
        if row.score > 0:
            bar = QRectF(room)
            bar.setWidth(max(BAR_PX, room.width() * row.score))
            painter.setBrush(tokens.color("accent" if is_chosen else "quiet"))
            painter.drawRoundedRect(bar, BAR_PX / 2, BAR_PX / 2)
        if row.name == self._true:
            # An outline marks the true class among the bars.
            painter.setPen(QPen(tokens.color("good"), 1.5))
            painter.setBrush(Qt.NoBrush)
            painter.drawRoundedRect(room.adjusted(-2, -2, 2, 2), BAR_PX / 2 + 2, BAR_PX / 2 + 2)

    def _draw_decision(self, painter: QPainter) -> None:
        """Draw it in the row that two classes leave free."""
        top = len(self._rows) * ROW_PX
        _set_bold(painter, on=False)
        painter.setPen(self._tokens.color("quiet"))
        text = painter.fontMetrics().elidedText(shown(self._decision), Qt.ElideMiddle, self.width())
        painter.drawText(QRectF(0, top, self.width(), ROW_PX), int(Qt.AlignVCenter | Qt.AlignLeft), text)

    def _draw_verdict(self, painter: QPainter) -> None:
        top = self.num_rows * ROW_PX
        left = 0.0
        if self._verdict not in (Verdict.UNLABELLED, Verdict.PENDING):
            box = QRectF(0, top + (VERDICT_PX - 18) / 2, 18, 18)
            draw_mark(painter, box, self._verdict, self._tokens)
            left = 18 + GRID
        _set_bold(painter, on=False)
        painter.setPen(self._tokens.color(TEXT_COLORS[self._verdict] if self._true else "quiet"))
        text = painter.fontMetrics().elidedText(shown(self._verdict_text()), Qt.ElideMiddle, int(self.width() - left))
        painter.drawText(QRectF(left, top, self.width() - left, VERDICT_PX), int(Qt.AlignVCenter), text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars, or the message, and the verdict."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.Antialiasing)
        if self._message:
            painter.setPen(self._tokens.color("warn" if self._verdict is Verdict.UNREADABLE else "quiet"))
            painter.drawText(QRectF(0, 0, self.width(), self.num_rows * ROW_PX),
                             int(Qt.AlignVCenter | Qt.AlignLeft | Qt.TextWordWrap), shown(self._message))  # fmt: skip
        for number, row in enumerate(self._rows):
            self._draw_row(painter, number, row)
        if self._decision and 0 < len(self._rows) < self.num_rows:
            self._draw_decision(painter)
        self._draw_verdict(painter)


def _set_bold(painter: QPainter, *, on: bool) -> None:
    font = painter.font()
    font.setBold(on)
    painter.setFont(font)
