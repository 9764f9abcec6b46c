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
HEAD_PX = 12
GAP = 6


class MatrixArea(QAbstractScrollArea):
    """A scroll area whose cells are squares of one side; names stand at the left and above, and stay there."""

    def __init__(self) -> None:
        super().__init__()
        self._matrix = Matrix.of((), ())
        self._side: float | None = None
        self._cursor = (0, 0)
        self.setFocusPolicy(Qt.StrongFocus)

    @property
    def side(self) -> float:
        """Side of a cell in pixels."""
        return self._side if self._side is not None else self._fitted_side()

    def cell_rect(self, row: int, column: int) -> QRect:
        """Return where a cell (or a head, -1) stands in the viewport."""
        left, top, side = self._left(), self._top(), self.side
        x, y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        spans = []
        for index, start, scrolled in ((column, left, x), (row, top, y)):
            first = 0 if index == ALL else round(start + index * side - scrolled)
            last = start - 2 if index == ALL else round(start + (index + 1) * side - scrolled)
            spans.append((first, last))
        (x1, x2), (y1, y2) = spans
        return QRect(x1, y1, x2 - x1, y2 - y1)

    def cell_at(self, point: QPoint) -> tuple[int, int] | None:
        """Return the row and column at a point of the viewport, -1 for a head; None where there is nothing."""
        size = len(self._matrix.classes)
        places = []
        for at, start, scrolled in ((point.y(), self._top(), self.verticalScrollBar().value()),
                                    (point.x(), self._left(), self.horizontalScrollBar().value())):  # fmt: skip
            place = ALL if at < start else int((at - start + scrolled) / self.side)
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

    def _name_px(self) -> int:
        metrics = self.fontMetrics()
        longest = max(map(metrics.horizontalAdvance, self._matrix.classes), default=0)
        return min(longest, MOST_NAME_PX, self.viewport().width() // 4) + 2 * GAP

    def _left(self) -> int:
        return self._name_px() if self._has_names() else HEAD_PX

    def _top(self) -> int:
        if not self._has_names():
            return HEAD_PX
        return self.fontMetrics().height() + GAP if self._names_lie() else self._standing_px()

    def _standing_px(self) -> int:
        """Return the room for names that stand on end."""
        return min(self._name_px(), max(40, self.viewport().height() * 2 // 5))

    def _names_lie(self) -> bool:
        """Whether the columns are wide enough for names that lie."""
        longest = max(map(self.fontMetrics().horizontalAdvance, self._matrix.classes), default=0)
        return min(longest, MOST_NAME_PX) + 4 <= self.side

    def _fitted_side(self) -> float:
        """Return the side with which all cells are in sight, with names where that leaves room for them."""
        size = max(1, len(self._matrix.classes))
        width, height = self.viewport().width() - 2, self.viewport().height() - 2
        name = self._name_px()
        named = min((width - name) / size, (height - self._standing_px()) / size)
        lying = min((width - name) / size, (height - self.fontMetrics().height() - GAP) / size)
        longest = max(map(self.fontMetrics().horizontalAdvance, self._matrix.classes), default=0)
        side = lying if min(longest, MOST_NAME_PX) + 4 <= lying else named
        if side < self.fontMetrics().height() - 4:
            side = min((width - HEAD_PX) / size, (height - HEAD_PX) / size, self.fontMetrics().height() - 4.1)
        return max(1.0, min(side, LARGEST_FITTED))

    def _zoom_to(self, side: float, about: QPoint | None = None) -> None:
        before, fitted = self.side, self._fitted_side()
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        # By keys and buttons about the cursor, which so stays where it is.
        place = about or self.cell_rect(max(0, self._cursor[0]), max(0, self._cursor[1])).center()
        cells = [min(len(self._matrix.classes), max(0.0, (bar.value() + at - start) / before)) for bar, at, start in
                 zip(bars, (place.x(), place.y()), (self._left(), self._top()), strict=True)]
        side = min(max(side, fitted), max(fitted, LARGEST))
        self._side = None if side <= fitted * 1.001 else side
        self._set_ranges()
        for bar, cell, at, start in zip(bars, cells, (place.x(), place.y()), (self._left(), self._top()), strict=True):
            bar.setValue(round(cell * self.side - at + start))

    def _set_ranges(self) -> None:
        length = round(self.side * len(self._matrix.classes))
        for bar, room in ((self.horizontalScrollBar(), self.viewport().width() - self._left()),
                          (self.verticalScrollBar(), self.viewport().height() - self._top())):  # fmt: skip
            bar.setPageStep(max(1, room))
            bar.setSingleStep(max(1, round(self.side)))
            bar.setRange(0, max(0, length - room) if self._side is not None else 0)
        self.viewport().update()
