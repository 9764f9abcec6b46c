"""What the Evaluate page shows before a run is chosen."""

from collections.abc import Callable, Sequence

from PyQt5.QtCore import QSize, Qt, pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.icons import icon
from ui.language import say
from ui.theme import GRID, LIGHT, Tokens, title_font
from ui.widgets.buttons import button
from ui.widgets.texts import label

MOST_RECENT = 4


class EmptyEvaluate(QWidget):
    """One sentence, the newest runs, and where else a model may come from.

    Signals:
        run_asked(), model_asked(), train_asked(): Buttons.
    """

    run_asked = pyqtSignal()
    model_asked = pyqtSignal()
    train_asked = pyqtSignal()

    def __init__(self, tokens: Tokens = LIGHT) -> None:
        super().__init__()
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignCenter)
        title = label("Which mistakes does the model make?")
        title.setFont(title_font())
        title.setAlignment(Qt.AlignCenter)
        self.text = label("", role="quiet")
        self.text.setAlignment(Qt.AlignCenter)
        hint = label("or drop a run folder or a model file here", role="quiet")
        hint.setAlignment(Qt.AlignCenter)
        self.run = button("Run folder...", self.run_asked.emit)
        self.model = button("Model file...", self.model_asked.emit)
        self.train = button("Train a model", self.train_asked.emit)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(GRID // 2)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addStretch(1)
        for widget in (self.train, self.run, self.model):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addStretch(2)
        for widget in (self._icon, title, self.text):
            column.addWidget(widget)
        column.addLayout(self._recent)
        column.addSpacing(GRID)
        column.addLayout(row)
        column.addWidget(hint)
        column.addStretch(3)
        self.set_tokens(tokens)
        self.show_runs(())

    def show_runs(self, runs: Sequence[tuple[str, str, Callable[[], object]]]) -> None:
        """Offer the newest runs: text, tooltip and callback of each."""
        while self._recent.count():
            self._recent.takeAt(0).widget().deleteLater()
        say(self.text.setText, "Choose one of the newest runs, or another." if runs else
            "There is no finished run yet. Train a model first, or choose one from elsewhere.")  # fmt: skip
        for number, (text, tip, callback) in enumerate(runs[:MOST_RECENT]):
            widget = button(text, callback, kind="primary" if number == 0 else "", tip=tip)
            widget.setMinimumWidth(320)
            self._recent.addWidget(widget, 0, Qt.AlignHCenter)
        self.train.setVisible(not runs)
        self.train.setProperty("primary", not runs)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take over another theme's colours."""
        self._icon.setPixmap(icon("evaluate", tokens, "quiet").pixmap(QSize(56, 56)))
