"""Small drawings that tell right from wrong by shape as well as by colour."""

from PyQt5.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PyQt5.QtGui import QBrush, QPainter, QPainterPath, QPen, QPolygonF

from ui.results import Verdict
from ui.theme import GRID, Tokens

COLORS = {
    Verdict.RIGHT: "good",
    Verdict.WRONG: "bad",
    Verdict.UNKNOWN: "warn",
    Verdict.UNREADABLE: "warn",
    Verdict.UNLABELLED: "quiet",
    Verdict.PENDING: "quiet",
}
TEXT_COLORS = {**COLORS, Verdict.RIGHT: "good_text"}


def draw_mark(painter: QPainter, box: QRectF, verdict: Verdict, tokens: Tokens) -> None:
    """Draw a tick in a disc (right), a cross in a square (wrong), "?" in a diamond (unknown), "!" in a triangle."""
    if verdict in (Verdict.UNLABELLED, Verdict.PENDING):
        return
    painter.save()
    painter.setRenderHint(QPainter.Antialiasing)
    painter.setPen(QPen(tokens.color("surface"), 1.5))
    painter.setBrush(QBrush(tokens.color(COLORS[verdict])))
    pen = QPen(tokens.color("surface"), max(1.5, box.width() / 9), Qt.SolidLine, Qt.RoundCap, Qt.RoundJoin)
    x, y, side = box.x(), box.y(), box.width()

    def at(right: float, down: float) -> QPointF:
        return QPointF(x + right * side, y + down * side)

    if verdict is Verdict.RIGHT:
        painter.drawEllipse(box)
        painter.setPen(pen)
        painter.setBrush(Qt.NoBrush)
        painter.drawPolyline(QPolygonF([at(0.28, 0.52), at(0.44, 0.68), at(0.73, 0.34)]))
    elif verdict is Verdict.WRONG:
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(pen)
        painter.drawLines([QLineF(at(0.3, 0.3), at(0.7, 0.7)), QLineF(at(0.7, 0.3), at(0.3, 0.7))])
    elif verdict is Verdict.UNKNOWN:
        painter.drawPolygon(QPolygonF([at(0.5, -0.08), at(1.08, 0.5), at(0.5, 1.08), at(-0.08, 0.5)]))
        font = painter.font()
        font.setPixelSize(max(8, round(side * 0.68)))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(tokens.color("surface"))
        painter.drawText(box, int(Qt.AlignCenter), "?")
    else:
        painter.drawPolygon(QPolygonF([at(0.5, 0.0), at(1.0, 0.95), at(0.0, 0.95)]))
        painter.setPen(pen)
        painter.drawLine(QLineF(at(0.5, 0.36), at(0.5, 0.6)))
        painter.drawPoint(at(0.5, 0.78))
    painter.restore()


def draw_pill(painter: QPainter, area: QRect, text: str, color: str, tokens: Tokens) -> None:
    """Write a short text onto the lower left corner of an area, readable on any picture."""
    painter.save()
    painter.setRenderHint(QPainter.Antialiasing)
    font = painter.font()
    font.setWeight(font.DemiBold)
    painter.setFont(font)
    metrics = painter.fontMetrics()
    room = area.width() - 6 * GRID
    shown = metrics.elidedText(text, Qt.ElideMiddle, room)  # the name is long; score and verdict stand at the end
    height = metrics.height() + GRID
    box = QRectF(area.left() + GRID, area.bottom() - GRID - height,
                 metrics.horizontalAdvance(shown) + 2.5 * GRID, height)  # fmt: skip
    path = QPainterPath()
    path.addRoundedRect(box, 6, 6)
    painter.fillPath(path, tokens.color("surface"))
    painter.setPen(QPen(tokens.color("line"), 1))
    painter.drawPath(path)
    painter.setPen(tokens.color(color))
    painter.drawText(box, int(Qt.AlignCenter), shown)
    painter.restore()
