"""A large confusion matrix to look into: 2 to 100 classes and more, zoomed, scrolled, clicked, or walked by keys."""

import numpy as np
from PyQt5.QtCore import QEvent, QRect, QSize, Qt, pyqtSignal
from PyQt5.QtGui import (
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PyQt5.QtWidgets import QToolTip

from core.base.messages import message
from ui.language import as_tip, say, shown
from ui.matrix import Matrix, Shown, colors
from ui.theme import LIGHT, Tokens, ink_on
from ui.widgets.cell_text import LEAST_PX, font_of_cells
from ui.widgets.matrix_area import ALL, GAP, HEAD_PX, ZOOM_STEP, MatrixArea

SMALLEST_WITH_ZEROS = 48


class MatrixView(MatrixArea):
    """Rows are true classes, columns predicted ones; names stand at the left and above, and stay there.

    Arrows walk from cell to cell (row -1 and column -1 are the heads), Return or Space chooses, + and - zoom, 0 fits.

    Signals:
        chosen(int, int): A cell, by row and column; -1 for a whole column or row.
        pointed(object): A Message about what is under the pointer or the cursor.
    """

    chosen = pyqtSignal(int, int)
    pointed = pyqtSignal(object)

    def __init__(self, tokens: Tokens = LIGHT) -> None:
        super().__init__()
        self._tokens = tokens
        self._shown = Shown.COUNTS
        self._logarithmic = True
        self._choice: tuple[int, int] | None = None
        self._told: tuple[int, int] | None = None
        self._image: QImage | None = None
        self.setFrameShape(self.NoFrame)
        self.setProperty("plain", True)
        self.viewport().setMouseTracking(True)
        self.setMinimumSize(200, 160)
        say(self.setAccessibleName, "Confusion matrix: rows are true classes, columns predicted ones")

    @property
    def cursor_cell(self) -> tuple[int, int]:
        """Row and column of the cursor; -1 for a head."""
        return self._cursor

    def set_matrix(self, matrix: Matrix) -> None:
        """Show another matrix; one of the same classes keeps place and zoom."""
        if matrix.classes != self._matrix.classes:
            self._side, self._cursor, self._choice, self._told = None, (0, 0), None, None
        self._matrix = matrix
        # What was said of the matrix before is not true of this one.
        self.pointed.emit(message("") if self._told is None else self._matrix.describe(*self._told))
        self._colour()
        self._set_ranges()

    def set_shown(self, shown: Shown, *, logarithmic: bool) -> None:
        """Say counts or shares, on a plain or a logarithmic scale of colours."""
        self._shown, self._logarithmic = shown, logarithmic
        self._colour()

    def set_choice(self, choice: tuple[int, int] | None) -> None:
        """Mark what was chosen, without telling it back."""
        self._choice = choice
        self.viewport().update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in another theme's colours."""
        self._tokens = tokens
        self._colour()

    def _colour(self) -> None:
        strength = self._matrix.strength(self._shown, logarithmic=self._logarithmic)
        pixels = np.ascontiguousarray(colors(strength, self._tokens))
        size = len(self._matrix.classes)
        self._image = QImage(pixels.data, size, size, 4 * size, QImage.Format_RGB32).copy() if size else None
        self.viewport().update()

    def _move_cursor(self, row: int, column: int) -> None:
        size = len(self._matrix.classes)
        if not size:
            return
        row, column = max(ALL, min(size - 1, row)), max(ALL, min(size - 1, column))
        if row == column == ALL:
            return
        self._cursor = (row, column)
        for bar, place, length, room in (
            (self.horizontalScrollBar(), column, self.column_px, self.viewport().width() - self._left()),
            (self.verticalScrollBar(), row, self.side, self.viewport().height() - self._top()),
        ):
            if place != ALL:
                start = round(place * length)
                bar.setValue(min(start, max(bar.value(), start + round(length) - room)))
        self._tell(self._cursor)
        self.viewport().update()

    def _tell(self, cell: tuple[int, int] | None) -> None:
        if cell is not None:
            self._told = cell
            text = self._matrix.describe(*cell)
            say(self.setAccessibleDescription, text)
            self.pointed.emit(text)

    def _choose(self, cell: tuple[int, int]) -> None:
        self._cursor = self._choice = cell
        self._tell(cell)
        self.viewport().update()
        self.chosen.emit(*cell)

    # Qt overrides.

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(420, 320)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells in sight, their texts, the names and the marks."""
        size = len(self._matrix.classes)
        if self._image is None or not size:
            return
        painter = QPainter(self.viewport())
        left, top, side, wide = self._left(), self._top(), self.side, self.column_px
        area = QRect(left, top, self.viewport().width() - left, self.viewport().height() - top)
        painter.setClipRect(area)
        x, y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        painter.drawImage(QRect(left - x, top - y, round(wide * size), round(side * size)), self._image)
        rows = range(int(y / side), min(size, int((y + area.height()) / side) + 1))
        columns = range(int(x / wide), min(size, int((x + area.width()) / wide) + 1))
        if side >= 8:
            self._draw_grid(painter, rows, columns)
        self._draw_texts(painter, rows, columns)
        painter.setClipping(False)
        if self._has_names():
            self._draw_names(painter, rows, columns)
        else:
            painter.fillRect(QRect(0, top, HEAD_PX - 2, min(area.height(), round(side * size))),
                             self._tokens.color("pressed"))  # fmt: skip
            painter.fillRect(QRect(left, 0, min(area.width(), round(side * size)), HEAD_PX - 2),
                             self._tokens.color("pressed"))  # fmt: skip
        self._draw_marks(painter)

    def _draw_grid(self, painter: QPainter, rows: range, columns: range) -> None:
        painter.setPen(QPen(self._tokens.color("surface"), 1))
        for row in (*rows, rows.stop):
            line = self.cell_rect(row, columns.start).top()
            painter.drawLine(self.cell_rect(row, columns.start).left(), line,
                             self.cell_rect(row, columns.stop - 1).right(), line)  # fmt: skip
        for column in (*columns, columns.stop):
            line = self.cell_rect(rows.start, column).left()
            painter.drawLine(line, self.cell_rect(rows.start, column).top(), line,
                             self.cell_rect(rows.stop - 1, column).bottom())  # fmt: skip

    def _draw_texts(self, painter: QPainter, rows: range, columns: range) -> None:
        if self.side < LEAST_PX or self._image is None:
            return
        cells = [(row, column) for row in rows for column in columns
                 if self._matrix.counts[row, column] or self.side >= SMALLEST_WITH_ZEROS]  # fmt: skip
        texts = [self._matrix.cell_text(row, column, self._shown) for row, column in cells]
        font = font_of_cells(self.font(), texts, self.column_px, self.side)
        if font is None:
            return
        painter.save()
        painter.setFont(font)
        for (row, column), text in zip(cells, texts, strict=True):
            painter.setPen(ink_on(self._image.pixelColor(column, row)))
            painter.drawText(self.cell_rect(row, column), int(Qt.AlignCenter | Qt.TextDontClip), text)
        painter.restore()

    def _draw_names(self, painter: QPainter, rows: range, columns: range) -> None:
        metrics, left, top = painter.fontMetrics(), self._left(), self._top()
        painter.setPen(self._tokens.color("text"))
        painter.setClipRect(QRect(0, top, left, self.viewport().height()))
        for row in rows:
            box = self.cell_rect(row, ALL).adjusted(0, 0, -GAP + 2, 0)
            name = metrics.elidedText(self._matrix.classes[row], Qt.ElideMiddle, box.width())
            painter.drawText(box, int(Qt.AlignRight | Qt.AlignVCenter | Qt.TextDontClip), name)
        painter.setClipRect(QRect(left, 0, self.viewport().width(), top))
        for column in columns:
            box = self.cell_rect(ALL, column)
            if self._names_lie():
                painter.drawText(box, int(Qt.AlignCenter), metrics.elidedText(self._matrix.classes[column],
                                                                              Qt.ElideMiddle, box.width()))  # fmt: skip
                continue
            painter.save()
            painter.translate(box.center().x(), box.bottom() - 2)
            painter.rotate(-90)
            name = metrics.elidedText(self._matrix.classes[column], Qt.ElideMiddle, box.height() - GAP)
            painter.drawText(QRect(0, -metrics.height() // 2, box.height(), metrics.height()),
                             int(Qt.AlignLeft | Qt.AlignVCenter), name)  # fmt: skip
            painter.restore()
        painter.setClipping(False)

    def _draw_marks(self, painter: QPainter) -> None:
        if self._choice is not None:
            self._clip(painter, self._choice)
            painter.setPen(QPen(self._tokens.color("val"), 2))
            # Beside thin rows and columns, not over them.
            beside = 2 if self.side < 2 * HEAD_PX else 0
            painter.drawRect(self._whole(self._choice).adjusted(-beside, -beside, beside - 1, beside - 1))
        if self.hasFocus():
            self._clip(painter, self._cursor)
            painter.setPen(QPen(self._tokens.color("text"), 1, Qt.DashLine))
            painter.drawRect(self.cell_rect(*self._cursor).adjusted(0, 0, -1, -1))

    def _clip(self, painter: QPainter, cell: tuple[int, int]) -> None:
        """Keep the mark of a cell that is scrolled out of sight off the names."""
        left, top = 0 if cell[1] == ALL else self._left() - 2, 0 if cell[0] == ALL else self._top() - 2
        painter.setClipRect(QRect(left, top, self.viewport().width() - left, self.viewport().height() - top))

    def _whole(self, choice: tuple[int, int]) -> QRect:
        """Return where a cell, a whole row or a whole column stands."""
        row, column = choice
        last = len(self._matrix.classes) - 1
        first_cell = self.cell_rect(0 if row == ALL else row, 0 if column == ALL else column)
        return first_cell.united(self.cell_rect(last if row == ALL else row, last if column == ALL else column))

    def event(self, event: QEvent) -> bool:
        """Claim the keys that elsewhere on the page mean something else."""
        mine = (Qt.Key_Left, Qt.Key_Right, Qt.Key_Up, Qt.Key_Down, Qt.Key_Return, Qt.Key_Enter, Qt.Key_Space,
                Qt.Key_Plus, Qt.Key_Equal, Qt.Key_Minus, Qt.Key_0, Qt.Key_Home, Qt.Key_End)  # fmt: skip
        if event.type() == QEvent.ShortcutOverride and event.key() in mine and not event.modifiers():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, choose, zoom."""
        row, column = self._cursor
        moves = {Qt.Key_Left: (row, column - 1), Qt.Key_Right: (row, column + 1), Qt.Key_Up: (row - 1, column),
                 Qt.Key_Down: (row + 1, column), Qt.Key_Home: (row, 0),
                 Qt.Key_End: (row, len(self._matrix.classes) - 1)}  # fmt: skip
        zooms = {Qt.Key_Plus: self.zoom_in, Qt.Key_Equal: self.zoom_in, Qt.Key_Minus: self.zoom_out,
                 Qt.Key_0: self.zoom_fit}  # fmt: skip
        if event.key() in moves:
            self._move_cursor(*moves[event.key()])
        elif event.key() in (Qt.Key_Return, Qt.Key_Enter, Qt.Key_Space) and self._matrix.classes:
            self._choose(self._cursor)
        elif event.key() in zooms:
            zooms[event.key()]()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the pointer."""
        cell = self.cell_at(event.pos())
        if event.button() == Qt.LeftButton and cell is not None:
            self._choose(cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Name what is under the pointer."""
        self._tell(self.cell_at(event.pos()))

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell what is under the pointer in a tooltip."""
        if event.type() == QEvent.ToolTip and isinstance(event, QHelpEvent):
            cell = self.cell_at(event.pos())
            tip = as_tip(shown(self._matrix.describe(*cell))) if cell else ""
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom about the pointer."""
        if event.modifiers() & Qt.ControlModifier:
            self._zoom_to(self.side * ZOOM_STEP ** (event.angleDelta().y() / 120), event.pos())
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay fitted."""
        super().resizeEvent(event)
        self._set_ranges()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Draw what came into sight."""
        self.viewport().update()

    def focusInEvent(self, event: QEvent) -> None:
        """Show the cursor."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QEvent) -> None:
        """Show no cursor."""
        super().focusOutEvent(event)
        self.viewport().update()
