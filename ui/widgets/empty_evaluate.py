"""What the Evaluate page shows before a run is chosen."""

from collections.abc import Callable, Sequence

from PyQt5.QtCore import pyqtSignal

from core.base.messages import message
from ui.language import say
from ui.theme import LIGHT, Tokens
from ui.widgets.buttons import button, restyle
from ui.widgets.empty_state import EmptyState
from ui.widgets.texts import unmarked

MOST_RECENT = 4
CHOICE_WIDTH = 320
MOST_WIDTH = 640


class EmptyEvaluate(EmptyState):
    """The empty state of the Evaluate page; offers the newest runs.

    Signals:
        run_asked(), model_asked(), train_asked(): Buttons.
    """

    run_asked = pyqtSignal()
    model_asked = pyqtSignal()
    train_asked = pyqtSignal()

    def __init__(self, tokens: Tokens = LIGHT) -> None:
        super().__init__("evaluate", message("Which mistakes does the model make?"), message(""),
                         message("or drop a run folder or a model file here"), tokens)  # fmt: skip
        self.run = button("Run folder...", self.run_asked.emit)
        self.model = button("Model file...", self.model_asked.emit)
        self.train = button("Train a network", self.train_asked.emit)
        self.add_buttons(self.train, self.run, self.model)
        self._model = ""
        self._has_runs = False
        self.show_runs(())

    def show_runs(self, runs: Sequence[tuple[str, str, Callable[[], object]]]) -> None:
        """Offer the newest runs: text, tooltip and callback of each."""
        while self.choices.count():
            self.choices.takeAt(0).widget().deleteLater()
        self._has_runs = bool(runs)
        self._say_what_to_do()
        for number, (text, tip, callback) in enumerate(runs[:MOST_RECENT]):
            widget = button(unmarked(text, MOST_WIDTH), callback, kind="primary" if number == 0 else "", tip=tip)
            widget.setMinimumWidth(CHOICE_WIDTH)
            self.choices.addWidget(widget)
        self.train.setVisible(not runs)
        restyle(self.train, primary=not runs)

    def show_model(self, name: str) -> None:
        """Say that a model is chosen and its pictures are not."""
        self._model = name
        self._say_what_to_do()

    def _say_what_to_do(self) -> None:
        if self._model:
            say(self.text.setText, message("{name} is ready. Now choose the pictures to evaluate it on, with the "
                                           "button above, or drop them here.", name=self._model))  # fmt: skip
        elif self._has_runs:
            say(self.text.setText, "Choose one of the newest runs, or another.")
        else:
            say(self.text.setText, "There is no finished run yet. Train a network first, or choose a run or model from "
                                   "elsewhere.")  # fmt: skip
