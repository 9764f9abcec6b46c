"""On which pictures some runs are judged, to be compared."""

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from core.base.messages import Message, message
from ui.choose import choose_folder
from ui.language import say
from ui.theme import GRID
from ui.widgets.buttons import button
from ui.widgets.texts import add_button, add_items, label

SPLITS: tuple[tuple[Message, str], ...] = (
    (message("Val pictures"), "val"),
    (message("Test pictures"), "test"),
    (message("All pictures"), ""),
)


@dataclass(frozen=True)
class PictureSource:
    """One source that can be chosen.

    Attributes:
        title: What it is called.
        kind: "run" (its own split), "data" (the current data set) or "folder".
        path: The run folder, or the folder.
    """

    title: str
    kind: str
    path: str


class EvaluateOnDialog(QDialog):
    """Choose a source and a split.

    Signals:
        chosen(object, str): A PictureSource, and val, test or "" for all.
    """

    chosen = pyqtSignal(object, str)

    def __init__(self, num_runs: int, sources: Sequence[PictureSource], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say(self.setWindowTitle, "Evaluate on the same pictures")
        self.setAttribute(Qt.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        text = label(message("The {n} chosen runs are judged on the same pictures. Pictures that one of them was "
                             "trained with are left out for all.", n=num_runs))  # fmt: skip
        text.setWordWrap(True)
        self.source = QComboBox()
        say(self.source.setAccessibleName, "Pictures")
        for source in sources:
            self._add(source)
        self.split = QComboBox()
        say(self.split.setAccessibleName, "Split")
        add_items(self.split, SPLITS)
        self._hint = label("Choosing a run by its test figures makes these too good. Choose by val; look at test once, "
                           "at the end.", role="warn")  # fmt: skip
        self._hint.setWordWrap(True)
        self.split.currentIndexChanged.connect(lambda _index: self._show_hint())
        folder = button("Choose a folder...", self._on_folder)
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID)
        form.addRow(label("Pictures"), self.source)
        form.addRow(label(""), folder)
        form.addRow(label("Split"), self.split)
        box = QDialogButtonBox()
        self.go = add_button(box, "Evaluate", QDialogButtonBox.AcceptRole)
        self.go.setProperty("primary", True)
        self.go.setEnabled(bool(sources))
        box.addButton(QDialogButtonBox.Cancel)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(text)
        column.addLayout(form)
        column.addWidget(self._hint)
        column.addWidget(box)
        self._show_hint()

    def accept(self) -> None:
        """Tell the choice and close."""
        source = self.source.currentData()
        if source is not None:
            self.chosen.emit(source, self.split.currentData())
            super().accept()

    def _add(self, source: PictureSource) -> None:
        add_items(self.source, [(source.title, source)])

    def _show_hint(self) -> None:
        self._hint.setVisible(self.split.currentData() == "test")

    def _on_folder(self) -> None:
        path = choose_folder(self, message("Choose a folder of pictures"), "")
        if path:
            self._add(PictureSource(path, "folder", path))
            self.source.setCurrentIndex(self.source.count() - 1)
            self.split.setCurrentIndex(self.split.count() - 1)
            self.go.setEnabled(True)
