"""The classes of a data set as a chart by split; pictures can be dropped onto a class."""

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt5.QtCore import QAbstractListModel, QModelIndex, QRect, QRectF, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QMouseEvent, QPainter
from PyQt5.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.base.messages import Message, message
from ui.language import as_tip, shown
from ui.theme import Tokens
from ui.widgets.data_grid_model import SPLIT_COLORS
from ui.widgets.picture_grid import PATHS_MIME, dragged_paths

ROW_HEIGHT = 40
BAR_HEIGHT = 6
KEY_WIDTH = 18
BAR_ROLE = Qt.UserRole
LEAST_NAME = 32
SPLITS = ("train", "val", "test", "")


@dataclass(frozen=True)
class ClassBar:
    """One row.

    Attributes:
        name: The class; empty for the row of what is left out.
        counts: Pictures in train, val, test and in no split.
        key: The number key that moves pictures here; empty for none.
    """

    name: str
    counts: tuple[int, int, int, int]
    key: str = ""

    @property
    def is_left_out(self) -> bool:
        """Whether it is the row of what no command uses."""
        return not self.name

    @property
    def total(self) -> int:
        """Pictures in all."""
        return sum(self.counts)

    @property
    def words(self) -> Message:
        """Its counts in words."""
        if self.is_left_out or self.counts[3] == self.total:
            return message("{n:,}", n=self.total)
        train, val, test, _none = self.counts
        if not test:
            return message("{train:,} train, {val:,} val", train=train, val=val)
        return message("{train:,} train, {val:,} val, {test:,} test", train=train, val=val, test=test)


class ClassBarModel(QAbstractListModel):
    """The rows; each answers BAR_ROLE with its ClassBar."""

    def __init__(self) -> None:
        super().__init__()
        self.bars: tuple[ClassBar, ...] = ()
        self.largest = 1

    def set_bars(self, bars: Sequence[ClassBar]) -> None:
        """Show other counts; rows stay where the names are the same."""
        same = [bar.name for bar in bars] == [bar.name for bar in self.bars]
        if not same:
            self.beginResetModel()
        self.bars = tuple(bars)
        self.largest = max((bar.total for bar in bars if not bar.is_left_out), default=1) or 1
        if not same:
            self.endResetModel()
        elif bars:
            self.dataChanged.emit(self.index(0), self.index(len(bars) - 1))

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.bars)

    def data(self, index: QModelIndex, role: int = Qt.DisplayRole) -> object:
        """Return what a row shows."""
        if not index.isValid():
            return None
        bar = self.bars[index.row()]
        if role == BAR_ROLE:
            return bar
        name = shown("Left out") if bar.is_left_out else bar.name
        if role == Qt.DisplayRole:
            return name
        if role in (Qt.AccessibleTextRole, Qt.ToolTipRole):
            text = shown(message("{name}: {text}", name=name, text=bar.words))
            return as_tip(f"{text}\n{shown(_tip(bar))}") if role == Qt.ToolTipRole else text
        return None


class ClassBarDelegate(QStyledItemDelegate):
    """Draws key, name and counts over a bar that is parted by split."""

    def __init__(self, tokens: Tokens, parent: QListView) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self.target = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Return the one height of all rows."""
        return QSize(160, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Draw one row."""
        bar: ClassBar = index.data(BAR_ROLE)
        area = option.rect.adjusted(0, 1, 0, -1)
        painter.save()
        painter.setRenderHint(QPainter.Antialiasing)
        is_selected, is_target = bool(option.state & QStyle.State_Selected), index.row() == self.target
        if is_selected or is_target or option.state & QStyle.State_MouseOver:
            painter.setPen(self.tokens.color("accent") if is_target else Qt.NoPen)
            painter.setBrush(self.tokens.color("pressed" if is_selected or is_target else "hover"))
            painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        line = QRect(area.left() + 6, area.top() + 3, area.width() - 12, 20)
        painter.setPen(self.tokens.color("quiet"))
        metrics = painter.fontMetrics()
        words = metrics.elidedText(shown(bar.words), Qt.ElideRight, line.width() - KEY_WIDTH - LEAST_NAME - 8)
        painter.drawText(line, int(Qt.AlignRight | Qt.AlignVCenter), words)
        if bar.key:
            painter.drawText(QRect(line.left(), line.top(), KEY_WIDTH, line.height()), int(Qt.AlignVCenter),
                             bar.key)  # fmt: skip
        painter.setPen(self.tokens.color("quiet" if bar.is_left_out else "text"))
        room = line.width() - KEY_WIDTH - metrics.horizontalAdvance(words) - 8
        name = metrics.elidedText(index.data(), Qt.ElideRight, room)
        painter.drawText(line.adjusted(KEY_WIDTH, 0, 0, 0), int(Qt.AlignVCenter), name)
        if not bar.is_left_out:
            self._draw_bar(painter, QRect(line.left() + KEY_WIDTH, line.bottom() + 3, line.width() - KEY_WIDTH,
                                          BAR_HEIGHT), bar, index.model().largest)  # fmt: skip
        painter.restore()

    def _draw_bar(self, painter: QPainter, area: QRect, bar: ClassBar, largest: int) -> None:
        painter.setPen(Qt.NoPen)
        painter.setBrush(self.tokens.color("pressed"))
        painter.drawRoundedRect(area, 2, 2)
        left = float(area.left())
        for number, split in zip(bar.counts, SPLITS, strict=True):
            width = area.width() * number / largest
            painter.setBrush(self.tokens.color(SPLIT_COLORS.get(split, "quiet")))
            painter.drawRect(QRectF(left, area.top(), width, area.height()))
            left += width


class ClassChart(QListView):
    """The chart; a click on a class shows its pictures, a second one all again.

    Signals:
        class_chosen(object): Name of the class whose pictures are wanted, "" for those left out, None for all.
        dropped(tuple, str): Pictures (paths) were dropped onto a class; "" for "left out".
    """

    class_chosen = pyqtSignal(object)
    dropped = pyqtSignal(tuple, str)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.bars = ClassBarModel()
        self.setModel(self.bars)
        self._delegate = ClassBarDelegate(tokens, self)
        self.setItemDelegate(self._delegate)
        self.setProperty("plain", True)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarAlwaysOff)
        self.setAcceptDrops(True)
        self.setDragDropMode(QListView.DropOnly)
        self._was_selected = False
        self.activated.connect(self._on_activated)

    def set_bars(self, bars: Sequence[ClassBar]) -> None:
        """Show these classes."""
        self.bars.set_bars(bars)

    def show_chosen(self, name: str | None) -> None:
        """Mark the class whose pictures are shown, without telling it back."""
        row = next((row for row, bar in enumerate(self.bars.bars) if bar.name == name), -1)
        self.selectionModel().clear()
        if row >= 0:
            self.setCurrentIndex(self.bars.index(row))

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in another theme's colours."""
        self._delegate.tokens = tokens
        self.viewport().update()

    def _on_activated(self, index: QModelIndex) -> None:
        self.class_chosen.emit(index.data(BAR_ROLE).name)

    def _show_target(self, row: int) -> None:
        if row != self._delegate.target:
            self._delegate.target = row
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember whether the class was chosen already."""
        index = self.indexAt(event.pos())
        self._was_selected = index.isValid() and self.selectionModel().isSelected(index)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the class, or all again."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.pos())
        if event.button() == Qt.LeftButton and index.isValid():
            self.class_chosen.emit(None if self._was_selected else index.data(BAR_ROLE).name)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures of the grid."""
        if event.mimeData().hasFormat(PATHS_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the pictures would go."""
        index = self.indexAt(event.pos())
        self._show_target(index.row())
        if index.isValid() and event.mimeData().hasFormat(PATHS_MIME):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show no target any more."""
        self._show_target(-1)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was dropped where."""
        self._show_target(-1)
        index = self.indexAt(event.pos())
        paths = dragged_paths(event.mimeData())
        if index.isValid() and paths:
            event.acceptProposedAction()
            self.dropped.emit(tuple(paths), index.data(BAR_ROLE).name)


def _tip(bar: ClassBar) -> Message:
    if bar.is_left_out:
        return message("No command uses these pictures. Key: Delete, or drag pictures here.")
    if bar.key:
        return message("Click to see them. Key {key} moves the selected pictures here; or drag them.", key=bar.key)
    return message("Click to see them. Drag pictures here to move them into this class.")
