"""A grid of thumbnails of which many can be selected and dragged."""

from itertools import pairwise
from typing import NamedTuple

from PyQt5.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    pyqtSignal,
)
from PyQt5.QtGui import QContextMenuEvent, QDrag, QPainter, QPixmap, QRegion
from PyQt5.QtWidgets import QAbstractItemView, QWidget

from ui.language import shown
from ui.picture_source import PictureSource
from ui.theme import LIGHT, Tokens
from ui.widgets.thumbnail_delegate import CELL
from ui.widgets.thumbnail_grid import ThumbnailGrid
from ui.wording import whole

PATHS_MIME = "application/x-classwise-paths"
"""What is dragged out of a grid: paths, UTF-8, parted by NUL, which alone no name of a file holds."""
PARTED_BY = "\0"
GAP = 5
"""Half the room between two pictures, from which a rectangle can be drawn over many."""
DRAG_SIZE = QSize(56, 40)


class Sight(NamedTuple):
    """What a grid shows.

    Attributes:
        selected: The selected pictures.
        current: The one that keys go on from; empty for none.
        scrolled: How far it is scrolled, in pixels.
    """

    selected: list[str]
    current: str
    scrolled: int


class PictureGrid(ThumbnailGrid):
    """Select by click, Shift, Ctrl, a rectangle drawn from between pictures, and Ctrl+A; drag what is selected.

    Signals:
        selection_changed(): Other pictures are selected.
        menu_asked(QPoint): A menu is wanted, at this global point.
    """

    selection_changed = pyqtSignal()
    menu_asked = pyqtSignal(object)

    def __init__(self, source: PictureSource, tokens: Tokens = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(source, tokens, parent)
        self.set_strip(False)
        self.setSelectionMode(QAbstractItemView.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragOnly)

    def selected_rows(self) -> list[int]:
        """Return the selected rows, rising; quick also where all of 100,000 are."""
        ranges = sorted((part.top(), part.bottom()) for part in self.selectionModel().selection())
        return [row for top, bottom in ranges for row in range(top, bottom + 1)]

    def selected_paths(self) -> list[str]:
        """Return the selected pictures in the order shown."""
        return [self.model().path_at(row) for row in self.selected_rows()]

    def num_selected(self) -> int:
        """Return how many pictures are selected."""
        return sum(part.height() for part in self.selectionModel().selection())

    def select_rows(self, rows: list[int]) -> None:
        """Select these rows alone; the first becomes the current one."""
        chosen, model = QItemSelection(), self.model()
        # As few ranges as there can be: Qt looks at each of them again and again.
        starts = [place for place, row in enumerate(rows) if not place or rows[place - 1] != row - 1]
        for start, end in pairwise([*starts, len(rows)]):
            chosen.select(model.index(rows[start], 0), model.index(rows[end - 1], 0))
        self.selectionModel().select(chosen, QItemSelectionModel.ClearAndSelect)
        if rows:
            self.selectionModel().setCurrentIndex(self.model().index(rows[0], 0), QItemSelectionModel.NoUpdate)

    def sight(self) -> Sight:
        """Return what is selected and in sight, for `show_again`."""
        index = self.currentIndex()
        return Sight(self.selected_paths(), self.model().path_at(index.row()) if index.isValid() else "",
                     self.verticalScrollBar().value())  # fmt: skip

    def show_again(self, sight: Sight) -> None:
        """Select and show what was there before the list was made anew, as far as it is in it."""
        row_of = self.model().row_of
        rows = [row for path in sight.selected if (row := row_of(path)) >= 0]
        if self.num_selected() != len(rows):
            self.select_rows(sorted(rows))
        if row_of(sight.current) >= 0 and self.currentIndex().row() != row_of(sight.current):
            current = self.model().index(row_of(sight.current), 0)
            self.selectionModel().setCurrentIndex(current, QItemSelectionModel.NoUpdate)
        self.updateGeometries()  # the range of the scroll bar may still be that of the old list
        self.verticalScrollBar().setValue(sight.scrolled)

    def _is_marked(self, index: QModelIndex, current: int) -> bool:
        return self.selectionModel().isSelected(index)

    def _row_near(self, point: QPoint) -> int:
        """Return the row nearest to a point of the viewport, which may lie out of sight."""
        columns = self._columns()
        column = min(columns - 1, max(0, (point.x() + self.horizontalOffset()) // self._pitch()))
        line = max(0, (point.y() + self.verticalOffset()) // CELL.height())
        return min(line * columns + column, self.model().rowCount() - 1)

    def _touched(self, rectangle: QRect) -> QItemSelection:
        """Return what a rectangle drawn with the mouse touches."""
        chosen = QItemSelection()
        area = rectangle.normalized().translated(self.horizontalOffset(), self.verticalOffset())
        columns, count = self._columns(), self.model().rowCount()
        left, right = max(0, area.left() // self._pitch()), min(columns - 1, area.right() // self._pitch())
        for line in range(max(0, area.top() // CELL.height()), area.bottom() // CELL.height() + 1):
            first, last = line * columns + left, min(line * columns + right, count - 1)
            if first <= last:
                chosen.select(self.model().index(first, 0), self.model().index(last, 0))
        return chosen

    # Qt overrides.

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the item at a point of the viewport; between pictures there is none."""
        index = super().indexAt(point)
        inner = self.visualRect(index).adjusted(GAP, GAP, -GAP, -GAP)
        return index if inner.contains(point) else QModelIndex()

    def setSelection(self, rectangle: QRect, flags: QItemSelectionModel.SelectionFlags) -> None:
        """Select what a rectangle drawn with the mouse touches, else all between the rectangle's two ends."""
        if self.model() is None or not self.model().rowCount():
            return
        if self.state() == QAbstractItemView.DragSelectingState:
            self.selectionModel().select(self._touched(rectangle), flags)
            return
        ends = sorted((self._row_near(rectangle.topLeft()), self._row_near(rectangle.bottomRight())))
        chosen = QItemSelection(self.model().index(ends[0], 0), self.model().index(ends[1], 0))
        self.selectionModel().select(chosen, flags)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return what is to be drawn again: all in sight, as looking at each of 100,000 would take longer."""
        return QRegion(self.viewport().rect())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell that other pictures are selected."""
        super().selectionChanged(selected, deselected)
        self.viewport().update()
        self.selection_changed.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu; a picture that was not selected is selected alone."""
        index = self.indexAt(event.pos()) if event.reason() == QContextMenuEvent.Mouse else self.currentIndex()
        if index.isValid() and not self.selectionModel().isSelected(index):
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.ClearAndSelect)
        if self.num_selected():
            at_key = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
            self.menu_asked.emit(event.globalPos() if event.reason() == QContextMenuEvent.Mouse else at_key)

    def startDrag(self, actions: Qt.DropActions) -> None:
        """Drag the selected pictures, handed over by their paths, under their number."""
        paths = self.selected_paths()
        if not paths:
            return
        mime = QMimeData()
        mime.setData(PATHS_MIME, PARTED_BY.join(paths).encode("utf-8", "surrogatepass"))
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.setPixmap(self._drag_picture(len(paths)))
        drag.exec(Qt.MoveAction)

    def _drag_picture(self, number: int) -> QPixmap:
        pixmap = QPixmap(DRAG_SIZE * self.devicePixelRatioF())
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        pixmap.fill(self._delegate.tokens.color("accent"))
        painter = QPainter(pixmap)
        painter.setPen(self._delegate.tokens.color("on_accent"))
        painter.drawText(QRect(QPoint(), DRAG_SIZE), int(Qt.AlignCenter), shown(whole(number)))
        painter.end()
        return pixmap


def dragged_paths(mime: QMimeData) -> list[str]:
    """Return the pictures that are dragged; none where something else is."""
    data = bytes(mime.data(PATHS_MIME))
    return data.decode("utf-8", "surrogatepass").split(PARTED_BY) if data else []
