"""The end of a run: what it came to, and what can be done now."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.language import say
from ui.theme import GRID, title_font
from ui.widgets.buttons import button
from ui.widgets.elided_label import ElidedLabel


class RunSummary(QWidget):
    """A headline, a sentence or two, and the next steps.

    Attributes:
        has_model: Whether the run that ended has a model file.

    Signals:
        open_in_predict_asked(): Show the run's predictions.
        evaluate_asked(): See how it does on its pictures.
        folder_asked(): Show the run's folder.
        continue_asked(): Go on with this run.
    """

    open_in_predict_asked = pyqtSignal()
    evaluate_asked = pyqtSignal()
    folder_asked = pyqtSignal()
    continue_asked = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.has_model = False
        self._headline = ElidedLabel("", Qt.ElideRight)  # it names the data, in however many letters
        self._headline.setFont(title_font(13))
        self._text = QLabel()
        self._text.setWordWrap(True)
        self.predict = button("Open in Predict", self.open_in_predict_asked.emit, kind="primary",
                              tip="Browse what the network says of the run's pictures, wrong ones first")  # fmt: skip
        self.evaluate = button("Evaluate", self.evaluate_asked.emit,
                               tip="See the run's mistakes: confusion matrix, curves, and the pictures behind them")
        self.folder = button("Show folder", self.folder_asked.emit, tip="Everything the run wrote")
        self.go_on = button("Continue...", self.continue_asked.emit, tip="Go on with this run for more epochs")
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for widget in (self.predict, self.evaluate, self.folder, self.go_on):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._headline)
        column.addWidget(self._text)
        column.addLayout(row)

    def show_end(self, headline: str, text: str, *, has_model: bool, can_continue: bool) -> None:
        """Say how the run ended.

        Args:
            headline: Such as "Finished".
            text: Figures and where they lie.
            has_model: Whether there is a model file to predict with.
            can_continue: Whether the run can go on.
        """
        say(self._headline.setText, headline)
        say(self._text.setText, text)
        self.has_model = has_model
        self.predict.setVisible(has_model)
        self.evaluate.setVisible(has_model)
        self.go_on.setVisible(can_continue)
