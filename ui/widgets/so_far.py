"""What a run came to so far: the best figures, and the newest epoch's confusion matrix and a few val pictures."""

from collections.abc import Sequence

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.base.messages import message
from ui.language import say
from ui.theme import GRID, Tokens, title_font
from ui.widgets.card import Card
from ui.widgets.confusion_view import ConfusionView
from ui.widgets.sample_row import SampleRow
from ui.widgets.texts import label

NOT_YET = message("The first figures come after the first epoch.")


class SoFarCard(Card):
    """States: empty (before the first validation), and done."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._epoch = 0
        say(self.setAccessibleName, "So far")
        self._empty = label(NOT_YET)
        self._empty.setProperty("role", "quiet")
        self._content = QWidget()
        row = QHBoxLayout(self._content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        left = QVBoxLayout()
        left.setSpacing(GRID)
        self._headline = QLabel()
        self._headline.setFont(title_font(13))
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(2 * GRID)
        self._figures.setVerticalSpacing(2)
        self._cells: list[tuple[QLabel, QLabel]] = []
        self.samples = SampleRow(tokens)
        left.addWidget(self._headline)
        left.addLayout(self._figures)
        left.addStretch(1)
        self._newest = label("", role="quiet")
        left.addWidget(self._newest)
        left.addWidget(self.samples)
        self.matrix = ConfusionView(tokens)
        self.matrix.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Expanding)
        say(self.matrix.setToolTip, "Rows: the true class. Columns: what the network says.")
        row.addLayout(left, 3)
        row.addWidget(self.matrix, 2)
        self.body.addWidget(self._empty, 0, Qt.AlignTop)
        self.body.addWidget(self._content, 1)
        self.show_empty()

    def show_empty(self, text: str = NOT_YET) -> None:
        """There are no figures yet."""
        self._epoch = 0
        say(self._empty.setText, text)
        self.samples.set_samples(())
        self.matrix.set_matrix((), ())
        self._newest.hide()
        self._empty.show()
        self._content.hide()

    def show_newest(self, epoch: int, classes: Sequence[str], confusion: Sequence[Sequence[int]]) -> None:
        """Show the confusion matrix of the epoch validated last, and say that the pictures are of the same.

        Args:
            epoch: The epoch; seldom the best one, whose figures stand above.
            classes: Class names in index order.
            confusion: Counts; row true class, column predicted.
        """
        self.matrix.set_matrix(classes, confusion)
        tip = message("After epoch {epoch}. Rows: the true class. Columns: what the network says.", epoch=epoch)
        say(self.matrix.setToolTip, tip)
        say(self._newest.setText, message("After epoch {epoch}: pictures and confusion matrix", epoch=epoch))
        self._newest.show()

    def show_figures(self, epoch: int, figures: Sequence[tuple[str, str]]) -> None:
        """Show the best figures.

        Args:
            epoch: The best epoch so far.
            figures: Name and value of each, the most telling first.
        """
        self._epoch = epoch
        say(self._headline.setText, message("Best epoch so far: {epoch}", epoch=epoch))
        while len(self._cells) < len(figures):
            place = len(self._cells)
            name, value = QLabel(), QLabel()
            name.setProperty("role", "quiet")
            value.setProperty("role", "figure")
            value.setAlignment(Qt.AlignLeft)
            self._figures.addWidget(name, place // 2, 2 * (place % 2))
            self._figures.addWidget(value, place // 2, 2 * (place % 2) + 1)
            self._figures.setColumnStretch(3, 1)
            self._cells.append((name, value))
        for place, (name, value) in enumerate(self._cells):
            words, figure = figures[place] if place < len(figures) else ("", "")
            say(name.setText, words)
            say(value.setText, figure)
        self._empty.hide()
        self._content.show()

    def end(self) -> None:
        """Say it as it is when the run has ended."""
        if self._epoch:
            say(self._headline.setText, message("Best epoch: {epoch}", epoch=self._epoch))
        say(self._empty.setText, "No epoch was finished, so there are no figures.")

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in another theme's colours."""
        self.matrix.set_tokens(tokens)
        self.samples.set_tokens(tokens)
