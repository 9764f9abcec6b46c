"""A view of very many thumbnails of one size, as a strip of one row or as a grid.

QListView lays out every item at each change: with 100,000 pictures that takes 80 to 260 ms. All cells being of one
size, this view works out by arithmetic where a cell stands, and only what is in sight costs anything.
"""

from PyQt5.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, QSize, Qt, QTimer, pyqtSignal
from PyQt5.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent, QWheelEvent
from PyQt5.QtWidgets import QAbstractItemView, QStyle, QWidget

from ui.language import say
from ui.picture_source import PictureSource
from ui.theme import LIGHT, Tokens
from ui.widgets.thumbnail_delegate import CELL, ThumbnailDelegate
from ui.widgets.thumbnail_model import PATH_ROLE

REQUEST_DELAY_MS = 10


class ThumbnailGrid(QAbstractItemView):
    """Shows a ThumbnailModel and asks its source for the thumbnails in sight.

    Signals:
        path_chosen(str): The user made this picture the current one.
        path_opened(str): The user pressed Return on it or double-clicked it.
    """

    path_chosen = pyqtSignal(str)
    path_opened = pyqtSignal(str)

    def __init__(self, source: PictureSource, tokens: Tokens = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._is_strip = True
        self._setting_current = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REQUEST_DELAY_MS)
        self._timer.timeout.connect(self.request_thumbnails)
        self._delegate = ThumbnailDelegate(tokens, self)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SingleSelection)
        self.setEditTriggers(QAbstractItemView.NoEditTriggers)
        self.setDragEnabled(False)
        self.setMouseTracking(True)
        say(self.setAccessibleName, "Pictures")
        self.setFocusPolicy(Qt.StrongFocus)
        self.activated.connect(lambda index: self.path_opened.emit(index.data(PATH_ROLE)))
        self.set_strip(True)

    @property
    def is_strip(self) -> bool:
        """Whether there is one row, scrolled sideways."""
        return self._is_strip

    def set_strip(self, on: bool) -> None:
        """Show one row, or as many as there is room for."""
        self._is_strip = on
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarAlwaysOn if on else Qt.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarAlwaysOff if on else Qt.ScrollBarAlwaysOn)
        if on:
            self.setFixedHeight(CELL.height() + self.horizontalScrollBar().sizeHint().height() + 2 * self.frameWidth())
        else:
            self.setMinimumHeight(CELL.height() + 2)
            self.setMaximumHeight(16_777_215)
        self.updateGeometries()
        self.show_current()
        self._ask_soon()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take over another theme's colours."""
        self._delegate.tokens = tokens
        self.viewport().update()

    def set_current_path(self, path: str) -> None:
        """Mark a picture as the current one, without telling it back, and bring it into sight."""
        model = self.model()
        row = model.row_of(path) if path else -1
        index = model.index(row, 0) if row >= 0 else QModelIndex()
        self._setting_current = True
        if index.isValid():
            self.setCurrentIndex(index)
        else:
            self.selectionModel().clear()
        self._setting_current = False
        self.show_current()

    def show_current(self) -> None:
        """Bring the current picture into sight; in the strip into the middle, so that its neighbours are seen."""
        index = self.currentIndex()
        if index.isValid():
            self.scrollTo(index, self.PositionAtCenter if self._is_strip else self.EnsureVisible)

    def rows_in_sight(self) -> range:
        """Return the rows that are at least partly in sight."""
        columns, cell = self._columns(), CELL
        count = self.model().rowCount() if self.model() is not None else 0
        if self._is_strip:
            first = self.horizontalOffset() // cell.width()
            last = (self.horizontalOffset() + self.viewport().width() - 1) // cell.width()
            return range(max(0, first), min(count, last + 1))
        first = self.verticalOffset() // cell.height() * columns
        last = ((self.verticalOffset() + self.viewport().height() - 1) // cell.height() + 1) * columns
        return range(max(0, first), min(count, last))

    def request_thumbnails(self) -> None:
        """Ask for what is in sight, then for as much on both sides."""
        if self.model() is None or not self.isVisible():
            return
        rows, count = self.rows_in_sight(), self.model().rowCount()
        after = range(rows.stop, min(count, rows.stop + len(rows)))
        before = range(max(0, rows.start - len(rows)), rows.start)
        self._source.want_thumbnails([self.model().path_at(row) for part in (rows, after, before) for row in part])

    def _is_marked(self, index: QModelIndex, current: int) -> bool:
        """Whether a cell is drawn as selected."""
        return index.row() == current

    def _ask_soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _columns(self) -> int:
        return max(1, self.viewport().width() // CELL.width())

    def _pitch(self) -> int:
        """Return the distance of the columns: what room is left is spread over them."""
        return CELL.width() if self._is_strip else max(CELL.width(), self.viewport().width() // self._columns())

    def _cell(self, row: int) -> QRect:
        """Return where a row's cell stands in the whole, unscrolled."""
        if self._is_strip:
            return QRect(QPoint(row * CELL.width(), 0), CELL)
        line, column = divmod(row, self._columns())
        return QRect(QPoint(column * self._pitch(), line * CELL.height()), QSize(self._pitch(), CELL.height()))

    # Qt overrides.

    def setModel(self, model: object) -> None:
        """Show another model."""
        super().setModel(model)
        model.modelReset.connect(self._ask_soon)
        model.rowsInserted.connect(self._ask_soon)

    def horizontalOffset(self) -> int:
        """Return by how much the strip is scrolled."""
        return self.horizontalScrollBar().value() if self._is_strip else 0

    def verticalOffset(self) -> int:
        """Return by how much the grid is scrolled."""
        return 0 if self._is_strip else self.verticalScrollBar().value()

    def visualRect(self, index: QModelIndex) -> QRect:
        """Return where an item stands in the viewport."""
        if not index.isValid():
            return QRect()
        return self._cell(index.row()).translated(-self.horizontalOffset(), -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the item at a point of the viewport."""
        if self.model() is None or point.x() < 0 or point.y() < 0:
            return QModelIndex()
        x, y = point.x() + self.horizontalOffset(), point.y() + self.verticalOffset()
        column = x // self._pitch()
        if self._is_strip:
            row = column if y < CELL.height() else -1
        else:
            row = y // CELL.height() * self._columns() + column if column < self._columns() else -1
        return self.model().index(row, 0) if 0 <= row < self.model().rowCount() else QModelIndex()

    def scrollTo(self, index: QModelIndex, hint: int = QAbstractItemView.EnsureVisible) -> None:
        """Bring an item into sight."""
        if not index.isValid():
            return
        self.executeDelayedItemsLayout()  # Qt waits with it; until then the scroll bars end where another list ended
        cell, view = self._cell(index.row()), self.viewport().size()
        if self._is_strip:
            bar, start, length, room = self.horizontalScrollBar(), cell.x(), cell.width(), view.width()
        else:
            bar, start, length, room = self.verticalScrollBar(), cell.y(), cell.height(), view.height()
        if hint == self.PositionAtCenter:
            bar.setValue(start - (room - length) // 2)
        elif start < bar.value():
            bar.setValue(start)
        elif start + length > bar.value() + room:
            bar.setValue(start + length - room)

    def updateGeometries(self) -> None:
        """Set the range of the scroll bars."""
        super().updateGeometries()
        count = self.model().rowCount() if self.model() is not None else 0
        view = self.viewport().size()
        if self._is_strip:
            bar, step, room = self.horizontalScrollBar(), CELL.width(), view.width()
            length = count * CELL.width()
            self.verticalScrollBar().setRange(0, 0)
        else:
            bar, step, room = self.verticalScrollBar(), CELL.height(), view.height()
            length = -(-count // self._columns()) * CELL.height()
            self.horizontalScrollBar().setRange(0, 0)
        bar.setSingleStep(step // 2)
        bar.setPageStep(room)
        bar.setRange(0, max(0, length - room))

    def dataChanged(self, top_left: QModelIndex, bottom_right: QModelIndex, roles: list[int] | None = None) -> None:
        """Draw again what is in sight of what changed."""
        sight = self.rows_in_sight()
        if top_left == bottom_right:
            if top_left.row() in sight:
                self.viewport().update(self.visualRect(top_left))
        else:
            self.viewport().update()

    def moveCursor(self, action: int, modifiers: Qt.KeyboardModifiers) -> QModelIndex:
        """Return the item that a key leads to."""
        count = self.model().rowCount()
        if not count:
            return QModelIndex()
        row, line = self.currentIndex().row(), self._columns()
        page = max(1, len(self.rows_in_sight()) - 1 if self._is_strip else
                   self.viewport().height() // CELL.height() * line)  # fmt: skip
        steps = {self.MoveLeft: -1, self.MovePrevious: -1, self.MoveRight: 1, self.MoveNext: 1,
                 self.MoveUp: -1 if self._is_strip else -line, self.MoveDown: 1 if self._is_strip else line,
                 self.MovePageUp: -page, self.MovePageDown: page,
                 self.MoveHome: -count, self.MoveEnd: count}  # fmt: skip
        target = row + steps.get(action, 0)
        if action in (self.MoveUp, self.MoveDown) and not 0 <= target < count:
            target = row
        return self.model().index(min(count - 1, max(0, target)), 0)

    def setSelection(self, rectangle: QRect, flags: QItemSelectionModel.SelectionFlags) -> None:
        """Select the item at a rectangle's corner; there is only ever one."""
        index = self.indexAt(rectangle.topLeft())
        chosen = QItemSelection(index, index) if index.isValid() else QItemSelection()
        self.selectionModel().select(chosen, flags)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return where the selected items stand."""
        region = QRegion()
        for index in selection.indexes():
            region += QRegion(self.visualRect(index))
        return region

    def isIndexHidden(self, index: QModelIndex) -> bool:
        """Return that no item is hidden."""
        return False

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Tell which picture the user chose."""
        super().currentChanged(current, previous)
        # Told to screen readers, to which Qt does not show the items of a view of one's own.
        self.setAccessibleDescription(str(current.data(Qt.AccessibleTextRole)) if current.isValid() else "")
        if current.isValid() and not self._setting_current:
            self.path_chosen.emit(current.data(PATH_ROLE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells in sight."""
        painter = QPainter(self.viewport())
        option = self.viewOptions()
        pointed = self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos())).row() if self.underMouse() else -1
        current = self.currentIndex().row()
        dirty = event.region()
        for row in self.rows_in_sight():
            index = self.model().index(row, 0)
            rectangle = self.visualRect(index)
            if not dirty.intersects(rectangle):
                continue
            option.rect = rectangle
            option.state &= ~(QStyle.State_Selected | QStyle.State_MouseOver)
            if self._is_marked(index, current):
                option.state |= QStyle.State_Selected
            if row == pointed:
                option.state |= QStyle.State_MouseOver
            self.itemDelegate().paint(painter, option, index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current picture in sight."""
        super().resizeEvent(event)
        self.updateGeometries()
        self.show_current()
        self._ask_soon()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll, and ask for what came into sight."""
        self.viewport().update()
        self._ask_soon()

    def showEvent(self, event: object) -> None:
        """Ask for what is in sight."""
        super().showEvent(event)
        self._ask_soon()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the strip sideways with any wheel."""
        if not self._is_strip:
            super().wheelEvent(event)
            return
        delta = event.angleDelta()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (delta.y() or delta.x()))
        event.accept()
