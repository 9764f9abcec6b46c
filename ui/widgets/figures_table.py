"""The figures of an evaluation with their intervals, what must be known beside them, and the most confused pairs."""

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QAbstractItemView, QGridLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from core.base.messages import Message, message
from ui.language import say, shown
from ui.theme import GRID
from ui.wording import percent

MESSAGE_ROLE = Qt.UserRole + 1


@dataclass(frozen=True)
class FigureRow:
    """One figure.

    Attributes:
        title: Its name.
        tip: What it means.
        value: As text.
        interval: Its 95 % interval as text; empty for none.
        is_main: The figure that stands first.
    """

    title: str
    tip: str
    value: str
    interval: str = ""
    is_main: bool = False


class FiguresTable(QWidget):
    """Figures in a grid, each with its interval; notes below."""

    def __init__(self) -> None:
        super().__init__()
        self.notes = QLabel()
        self.notes.setWordWrap(True)
        self.notes.setProperty("role", "quiet")
        self.notes.setTextInteractionFlags(Qt.TextSelectableByMouse)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID // 4)
        self._labels: list[QLabel] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID // 2, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(self._grid)
        column.addWidget(self.notes)
        column.addStretch(1)

    def show_figures(self, rows: Sequence[FigureRow]) -> None:
        """Show other figures; as many as before change their text only, so that nothing jumps."""
        if len(self._labels) != 3 * len(rows):
            self._make_labels(len(rows))
        for number, row in enumerate(rows):
            name, value, interval = self._labels[3 * number : 3 * number + 3]
            say(name.setText, row.title)
            say(value.setText, row.value)
            say(interval.setText, row.interval)
            named = message("{title} {value}", title=Message(row.title), value=row.value)
            say(value.setAccessibleName, named)
            for label in (name, value, interval):
                say(label.setToolTip, row.tip)
            font = value.font()
            font.setPointSizeF(self.font().pointSizeF() * (1.3 if row.is_main else 1.0))
            font.setBold(True)
            value.setFont(font)

    def show_notes(self, notes: Sequence[str]) -> None:
        """Show what must be known beside the figures."""
        text: str = message("")
        for note in notes:
            text = Message("{first}\n{second}", first=text, second=note) if text else note
        say(self.notes.setText, text)
        self.notes.setVisible(bool(notes))

    def _make_labels(self, number: int) -> None:
        while self._grid.count():
            self._grid.takeAt(0).widget().deleteLater()
        self._labels = []
        for place in range(number):
            for column in range(3):
                label = QLabel()
                label.setProperty("role", "quiet" if column != 1 else "figure")
                if column == 1:
                    label.setAlignment(Qt.AlignRight | Qt.AlignVCenter)
                self._grid.addWidget(label, place, column)
                self._labels.append(label)
        self._grid.setColumnStretch(2, 1)


class PairsList(QListWidget):
    """The classes most often taken for another; a click shows the pictures.

    Signals:
        pair_chosen(int, int): Index of the true and of the predicted class.
    """

    pair_chosen = pyqtSignal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("plain", True)
        self.setViewportMargins(0, GRID // 2, 0, 0)  # as the figures stand, not against the line of the tabs
        self.setSpacing(GRID // 4)
        self.setSelectionMode(QAbstractItemView.SingleSelection)
        say(self.setAccessibleName, "Most confused pairs")
        self._pairs: tuple[tuple[int, int], ...] = ()
        self.itemActivated.connect(lambda _item: self._on_chosen())
        self.itemClicked.connect(lambda _item: self._on_chosen())

    def show_pairs(self, pairs: Sequence[tuple[int, int, int, float]], classes: Sequence[str]) -> None:
        """Show pairs, most confused first: true class, predicted class, pictures, share of the true class."""
        self.clear()
        self._pairs = tuple((row, column) for row, column, _count, _share in pairs)
        for row, column, count, share in pairs:
            text = message("{true} taken for {predicted}: {n:,} ({share})", true=classes[row],
                           predicted=classes[column], n=count, share=percent(share))  # fmt: skip
            item = QListWidgetItem(shown(text), self)
            item.setData(MESSAGE_ROLE, text)
        if not pairs:
            item = QListWidgetItem(shown("No picture was taken for another class."), self)
            item.setData(MESSAGE_ROLE, message("No picture was taken for another class."))
            item.setFlags(Qt.NoItemFlags)

    def _on_chosen(self) -> None:
        if 0 <= self.currentRow() < len(self._pairs):
            self.pair_chosen.emit(*self._pairs[self.currentRow()])

    def changeEvent(self, event: object) -> None:
        """Say the pairs in another language."""
        super().changeEvent(event)
        if event.type() == event.LanguageChange:
            for row in range(self.count()):
                self.item(row).setText(shown(self.item(row).data(MESSAGE_ROLE)))
