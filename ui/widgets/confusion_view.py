"""A confusion matrix: rows the true class, columns what was predicted."""

from collections.abc import Sequence

import numpy as np
from PyQt5.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PyQt5.QtGui import QColor, QFontMetrics, QHelpEvent, QImage, QPainter, QPaintEvent
from PyQt5.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.base.messages import message, plural
from ui.language import as_tip, say, shown
from ui.matrix import Matrix, Shown, colors
from ui.theme import Tokens, ink_on
from ui.widgets.cell_text import font_of_cells
from ui.wording import percent

MAX_LABELS = 14
LABEL_WIDTH = 76
SMALL_PX = 6
"""Cells of this side or less have neither a gap between them nor a text."""


class ConfusionView(QWidget):
    """The matrix in one sequential map; a cell's tooltip says what it counts."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._classes: tuple[str, ...] = ()
        self._counts: tuple[tuple[int, ...], ...] = ()
        self._longest = "0"  # of the counts, as it is written
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Expanding)
        self.setMinimumSize(120, 110)
        say(self.setAccessibleName, "Confusion matrix")

    def set_matrix(self, classes: Sequence[str], counts: Sequence[Sequence[int]]) -> None:
        """Show another matrix.

        Args:
            classes: Class names in index order.
            counts: Counts; row true class, column predicted.
        """
        self._classes = tuple(classes)
        self._counts = tuple(tuple(row) for row in counts)
        self._longest = str(max((max(row, default=0) for row in self._counts), default=0))
        wrong = sum(sum(row) - row[index] for index, row in enumerate(self._counts))
        total = sum(map(sum, self._counts))
        say(self.setAccessibleDescription, plural(total, "{wrong} of {total} picture predicted wrongly",
                                                  "{wrong} of {total} pictures predicted wrongly", wrong=wrong,
                                                  total=total))  # fmt: skip
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in another theme's colours."""
        self._tokens = tokens
        self.update()

    def cell_text(self, row: int, column: int) -> str:
        """Return what a cell counts, in words."""
        number, total = self._counts[row][column], sum(self._counts[row])
        share = percent(number / total) if total else message("none")
        return message("true class {true}, predicted {predicted}: {number:,} of {total:,} ({share})",
                       true=self._classes[row], predicted=self._classes[column], number=number, total=total,
                       share=share)  # fmt: skip

    def _labels_shown(self) -> bool:
        return len(self._classes) <= MAX_LABELS

    def _area(self) -> QRect:
        """Return the square of the cells."""
        metrics = QFontMetrics(self.font())
        left = min(LABEL_WIDTH, max(map(metrics.horizontalAdvance, self._classes), default=0)) + 8
        left = left if self._labels_shown() else 8
        bottom = metrics.height() + 6 if self._labels_shown() else 8
        side = min(self.width() - left - 2, self.height() - bottom - 2)
        if side > (size := max(1, len(self._classes))):
            side -= side % size  # else there are more classes than pixels
        return QRect(left, 1, max(0, side), max(0, side))

    def _cell_at(self, point: QPoint) -> tuple[int, int] | None:
        area, size = self._area(), len(self._classes)
        if not size or not area.contains(point):
            return None
        side = area.width() / size
        return min(size - 1, int((point.y() - area.top()) / side)), min(size - 1, int((point.x() - area.left()) / side))

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(240, 200)

    def event(self, event: QEvent) -> bool:
        """Tell the cell under the pointer."""
        if event.type() == QEvent.ToolTip and isinstance(event, QHelpEvent):
            cell = self._cell_at(event.pos())
            QToolTip.showText(event.globalPos(), as_tip(shown(self.cell_text(*cell))) if cell else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells, with counts and names where there is room."""
        size = len(self._classes)
        area = self._area()
        if not size or not area.width():
            return
        painter = QPainter(self)
        side = area.width() / size
        if side > SMALL_PX:
            self._draw_cells(painter, area, side)
        else:
            painter.drawImage(area, self._image_of_cells(area.width()))
        if self._labels_shown():
            self._draw_labels(painter, area, side)

    def _draw_cells(self, painter: QPainter, area: QRect, side: float) -> None:
        names_font = painter.font()
        font = font_of_cells(self.font(), (self._longest,), side, side)
        painter.setFont(font or names_font)
        for row, counts in enumerate(self._counts):
            total = sum(counts) or 1
            for column, number in enumerate(counts):
                left, top = round(area.left() + column * side), round(area.top() + row * side)
                right, bottom = round(area.left() + (column + 1) * side), round(area.top() + (row + 1) * side)
                cell = QRect(left, top, right - left - 1, bottom - top - 1)
                painter.fillRect(cell, self._shade(number / total))
                if font is not None and number:  # many noughts would hide the few mistakes
                    painter.setPen(ink_on(self._shade(number / total)))
                    painter.drawText(cell, int(Qt.AlignCenter | Qt.TextDontClip), str(number))
        painter.setFont(names_font)

    def _image_of_cells(self, most: int) -> QImage:
        """Return an image with a pixel a cell; of cells that must share a pixel, the strongest is seen."""
        shares = Matrix.of(self._classes, self._counts).shares(Shown.OF_TRUE)
        if len(shares) > most:
            first = np.arange(most) * len(shares) // most
            shares = np.maximum.reduceat(np.maximum.reduceat(shares, first, axis=0), first, axis=1)
        side = len(shares)
        pixels = np.ascontiguousarray(colors(shares, self._tokens))
        return QImage(pixels.data, side, side, 4 * side, QImage.Format_RGB32).copy()

    def _draw_labels(self, painter: QPainter, area: QRect, side: float) -> None:
        painter.setPen(self._tokens.color("quiet"))
        metrics = painter.fontMetrics()
        for index, name in enumerate(self._classes):
            top = round(area.top() + index * side)
            row = QRect(0, top, area.left() - 6, round(side))
            if side >= metrics.height() - 2:
                text = metrics.elidedText(name, Qt.ElideMiddle, row.width())
                painter.drawText(row, int(Qt.AlignRight | Qt.AlignVCenter), text)
            column = QRect(round(area.left() + index * side), area.bottom() + 3, round(side) - 2, metrics.height())
            text = metrics.elidedText(name, Qt.ElideMiddle, column.width())
            if len(text) > 1 or text == name:
                painter.drawText(column, int(Qt.AlignHCenter | Qt.AlignTop), text)

    def _shade(self, share: float) -> QColor:
        """Return the colour of a share of a row: from the background to the accent."""
        low, high = self._tokens.color("hover"), self._tokens.color("accent")
        mix = min(1.0, share) ** 0.7
        return QColor(*(round(a + (b - a) * mix) for a, b in zip(low.getRgb()[:3], high.getRgb()[:3], strict=True)))
