"""Where the cells of a large confusion matrix stand: fitted, zoomed and scrolled, with room for names."""

from PyQt5.QtCore import QPoint, QRect, Qt
from PyQt5.QtWidgets import QAbstractScrollArea

from ui.matrix import Matrix

ALL = -1
"""Stands for all rows, or all columns."""
LARGEST_FITTED = 72
LARGEST = 120
ZOOM_STEP = 1.3
MOST_NAME_PX = 120
MOST_ROW_NAME_PX = 200
HEAD_PX = 12
GAP = 6


class MatrixArea(QAbstractScrollArea):
    """A scroll area of cells; names stand at the left and above, and stay there.

    The cells are squares; where the names of the columns so find room to lie, the columns are wider.
    """

    def __init__(self) -> None:
        super().__init__()
        self._matrix = Matrix.of((), ())
        self._side: float | None = None
        self._cursor = (0, 0)
        self.setFocusPolicy(Qt.StrongFocus)

    @property
    def side(self) -> float:
        """Height of a cell in pixels."""
        return self._side if self._side is not None else self._fitted_side()

    @property
    def column_px(self) -> float:
        """Width of a cell in pixels."""
        return max(self.side, self._lying_px()) if self._has_names() else self.side

    def cell_rect(self, row: int, column: int) -> QRect:
        """Return where a cell (or a head, -1) stands in the viewport."""
        x, y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        spans = []
        for index, start, length, scrolled in ((column, self._left(), self.column_px, x),
                                               (row, self._top(), self.side, y)):  # fmt: skip
            first = 0 if index == ALL else round(start + index * length - scrolled)
            last = start - 2 if index == ALL else round(start + (index + 1) * length - scrolled)
            spans.append((first, last))
        (x1, x2), (y1, y2) = spans
        return QRect(x1, y1, x2 - x1, y2 - y1)

    def cell_at(self, point: QPoint) -> tuple[int, int] | None:
        """Return the row and column at a point of the viewport, -1 for a head; None where there is nothing."""
        size = len(self._matrix.classes)
        places = []
        for at, start, length, scrolled in (
            (point.y(), self._top(), self.side, self.verticalScrollBar().value()),
            (point.x(), self._left(), self.column_px, self.horizontalScrollBar().value()),
        ):
            place = ALL if at < start else int((at - start + scrolled) / length)
            if place >= size:
                return None
            places.append(place)
        return (places[0], places[1]) if size and max(places) > ALL else None

    def zoom_in(self) -> None:
        """Make the cells larger."""
        self._zoom_to(self.side * ZOOM_STEP)

    def zoom_out(self) -> None:
        """Make the cells smaller; not below what fits."""
        self._zoom_to(self.side / ZOOM_STEP)

    def zoom_fit(self) -> None:
        """Show the whole matrix."""
        self._side = None
        self._set_ranges()

    def _has_names(self) -> bool:
        return self.side >= self.fontMetrics().height() - 4

    def _longest_px(self) -> int:
        return max(map(self.fontMetrics().horizontalAdvance, self._matrix.classes), default=0)

    def _name_px(self) -> int:
        return min(self._longest_px(), MOST_ROW_NAME_PX, self.viewport().width() // 3) + 2 * GAP

    def _left(self) -> int:
        return self._name_px() if self._has_names() else HEAD_PX

    def _top(self) -> int:
        if not self._has_names():
            return HEAD_PX
        return self._lying_head_px() if self._names_lie() else self._standing_px()

    def _lying_head_px(self) -> int:
        return self.fontMetrics().height() + GAP

    def _standing_px(self) -> int:
        """Return the room for names that stand on end."""
        return min(self._longest_px() + 2 * GAP, MOST_NAME_PX, max(40, self.viewport().height() * 2 // 5))

    def _wanted_px(self) -> int:
        """Return the width of a column whose name lies."""
        return min(self._longest_px(), MOST_NAME_PX) + 4

    def _lying_px(self) -> float:
        """Return how wide the columns become for their names to lie; 0 where standing gives names more room."""
        room = (self.viewport().width() - 2 - self._name_px()) / max(1, len(self._matrix.classes))
        wanted = self._wanted_px()
        return min(wanted, room) if room >= min(wanted, self._standing_px()) else 0.0

    def _names_lie(self) -> bool:
        """Whether the columns are wide enough for names that lie."""
        return self._lying_px() > 0 or self._wanted_px() <= self.side

    def _fitted_side(self) -> float:
        """Return the side with which all cells are in sight, with names where that leaves room for them."""
        size = max(1, len(self._matrix.classes))
        width, height = self.viewport().width() - 2, self.viewport().height() - 2
        head = self._lying_head_px() if self._lying_px() > 0 else self._standing_px()
        side = min((width - self._name_px()) / size, (height - head) / size)
        if side < self.fontMetrics().height() - 4:
            side = min((width - HEAD_PX) / size, (height - HEAD_PX) / size, self.fontMetrics().height() - 4.1)
        return max(1.0, min(side, LARGEST_FITTED))

    def _zoom_to(self, side: float, about: QPoint | None = None) -> None:
        fitted = self._fitted_side()
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        # By keys and buttons about the cursor, which so stays where it is.
        place = about or self.cell_rect(max(0, self._cursor[0]), max(0, self._cursor[1])).center()
        ends = (place.x(), place.y())
        lengths = (self.column_px, self.side)
        cells = [min(len(self._matrix.classes), max(0.0, (bar.value() + at - start) / length)) for
                 bar, at, start, length in zip(bars, ends, (self._left(), self._top()), lengths, strict=True)]
        side = min(max(side, fitted), max(fitted, LARGEST))
        self._side = None if side <= fitted * 1.001 else side
        self._set_ranges()
        lengths = (self.column_px, self.side)
        for bar, cell, at, start, length in zip(bars, cells, ends, (self._left(), self._top()), lengths, strict=True):
            bar.setValue(round(cell * length - at + start))

    def _set_ranges(self) -> None:
        size, view = len(self._matrix.classes), self.viewport()
        for bar, length, room in ((self.horizontalScrollBar(), self.column_px, view.width() - self._left()),
                                  (self.verticalScrollBar(), self.side, view.height() - self._top())):  # fmt: skip
            bar.setPageStep(max(1, room))
            bar.setSingleStep(max(1, round(length)))
            bar.setRange(0, max(0, round(length * size) - room) if self._side is not None else 0)
        view.update()
