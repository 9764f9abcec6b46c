"""The classes of a data set: each with its counts a split and a strip of its pictures."""

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt5.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt
from PyQt5.QtGui import QColor, QFont, QImage, QPainter
from PyQt5.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from core.base.messages import message
from ui.language import as_tip, say, shown
from ui.theme import Tokens

THUMB = 44
GAP = 4
ROW_HEIGHT = 84
BAR_HEIGHT = 4
MAX_ROWS_SHOWN = 3
MAX_STRIPS = 60
"""The first classes have a strip of pictures; of more, nobody looks at them here."""
ROW_ROLE = Qt.UserRole
IMAGES_ROLE = Qt.UserRole + 1


@dataclass(frozen=True)
class ClassRow:
    """One class.

    Attributes:
        name: Its name.
        counts: Pictures in train, val and test; one number where there is no split yet.
    """

    name: str
    counts: tuple[int, ...]

    @property
    def text(self) -> str:
        """Its counts in words, such as "124 train, 70 val"."""
        if len(self.counts) == 1:
            return shown(message("{n:,}", n=self.counts[0]))
        train, val, test = self.counts
        if test:
            return shown(message("{train:,} train, {val:,} val, {test:,} test", train=train, val=val, test=test))
        return shown(message("{train:,} train, {val:,} val", train=train, val=val))


class ClassModel(QAbstractListModel):
    """The classes; rows answer ROW_ROLE with their ClassRow and IMAGES_ROLE with their pictures."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[ClassRow, ...] = ()
        self._images: dict[int, list[QImage]] = {}
        self.largest = 1

    def set_rows(self, rows: Sequence[ClassRow]) -> None:
        """Show other classes; pictures are kept where the names are the same."""
        same = [row.name for row in rows] == [row.name for row in self._rows]
        self.beginResetModel()
        self._rows = tuple(rows)
        self.largest = max((sum(row.counts) for row in rows), default=1) or 1
        if not same:
            self._images = {}
        self.endResetModel()

    def clear_images(self) -> None:
        """Forget all pictures."""
        self._images = {}

    def add_image(self, row: int, image: QImage) -> None:
        """Put one more picture into a class's strip."""
        self._images.setdefault(row, []).append(image)
        index = self.index(row)
        self.dataChanged.emit(index, index, [IMAGES_ROLE])

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of classes."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex, role: int = Qt.DisplayRole) -> object:
        """Return what a row shows."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.DisplayRole:
            return row.name
        if role == ROW_ROLE:
            return row
        if role == IMAGES_ROLE:
            return self._images.get(index.row(), [])
        if role in (Qt.ToolTipRole, Qt.AccessibleTextRole):
            text = shown(message("{name}: {text}", name=row.name, text=row.text))
            return as_tip(text) if role == Qt.ToolTipRole else text
        return None


class ClassDelegate(QStyledItemDelegate):
    """Draws name and counts over a bar of the splits, and the strip of pictures below."""

    def __init__(self, tokens: Tokens, parent: QListView) -> None:
        super().__init__(parent)
        self.tokens = tokens

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Return the one height of all rows."""
        return QSize(200, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Draw one class."""
        row: ClassRow = index.data(ROW_ROLE)
        area = option.rect.adjusted(0, 2, -4, -4)
        painter.save()
        painter.setRenderHint(QPainter.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.Antialiasing)
        line = QRect(area.left(), area.top(), area.width(), 20)
        painter.setPen(self.tokens.color("quiet"))
        counts_width = option.fontMetrics.horizontalAdvance(row.text)
        painter.drawText(line, int(Qt.AlignRight | Qt.AlignVCenter), row.text)
        bold = QFont(option.font)
        bold.setWeight(QFont.DemiBold)
        painter.setFont(bold)
        painter.setPen(self.tokens.color("text"))
        name_width = max(40, line.width() - counts_width - 12)
        name = painter.fontMetrics().elidedText(row.name, Qt.ElideRight, name_width)
        painter.drawText(line, int(Qt.AlignLeft | Qt.AlignVCenter), name)
        self._draw_bar(painter, QRect(area.left(), line.bottom() + 2, area.width(), BAR_HEIGHT), row,
                       index.model().largest)  # fmt: skip
        # The strip shows pictures to train on; an empty place stands for one that is still read, not for none.
        num_places = min(row.counts[0], (area.width() + GAP) // (THUMB + GAP)) if index.row() < MAX_STRIPS else 0
        self._draw_images(painter, area.left(), line.bottom() + 11, index.data(IMAGES_ROLE), num_places)
        painter.restore()

    def _draw_bar(self, painter: QPainter, area: QRect, row: ClassRow, largest: int) -> None:
        painter.setPen(Qt.NoPen)
        painter.setBrush(self.tokens.color("pressed"))
        painter.drawRoundedRect(area, 2, 2)
        left = area.left()
        for number, name in zip(row.counts, ("train", "val", "rate"), strict=False):
            width = round(area.width() * number / largest)
            if width:
                painter.setBrush(self.tokens.color(name))
                painter.drawRect(QRect(left, area.top(), width, area.height()))
            left += width

    def _draw_images(self, painter: QPainter, left: int, top: int, images: list[QImage], num_places: int) -> None:
        frame = QColor(self.tokens.line)
        for number in range(num_places):
            place = QRect(left + number * (THUMB + GAP), top, THUMB, THUMB)
            if number < len(images):
                painter.drawImage(place, images[number])
            else:
                painter.setBrush(self.tokens.color("hover"))
                painter.setPen(Qt.NoPen)
                painter.drawRect(place)
            painter.setBrush(Qt.NoBrush)
            painter.setPen(frame)
            painter.drawRect(place.adjusted(0, 0, -1, -1))


class ClassList(QListView):
    """The list; as high as a few of its rows, and scrolled when there are more."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.classes = ClassModel()
        self.setModel(self.classes)
        self._delegate = ClassDelegate(tokens, self)
        self.setItemDelegate(self._delegate)
        self.setProperty("plain", True)
        self.setSelectionMode(QListView.NoSelection)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarAlwaysOff)
        say(self.setAccessibleName, "Classes")

    def set_rows(self, rows: Sequence[ClassRow]) -> None:
        """Show other classes."""
        self.classes.set_rows(rows)
        self.setFixedHeight(min(max(1, len(rows)), MAX_ROWS_SHOWN) * ROW_HEIGHT + 2)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in another theme's colours."""
        self._delegate.tokens = tokens
        self.viewport().update()
