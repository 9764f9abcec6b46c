"""The pictures behind a figure: a list to choose from, a grid of them, and one of them large."""

from collections.abc import Sequence

from PyQt5.QtCore import QModelIndex, Qt, pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.base.messages import Message, message
from ui.icons import icon
from ui.language import say, shown
from ui.picture_source import PictureSource
from ui.results import ResultStore, Verdict
from ui.theme import GRID, LIGHT, Tokens
from ui.widgets.buttons import button, set_enabled, tool_button
from ui.widgets.card import Card
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.correct_bar import CorrectBar
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.heatmap_bar import HeatmapBar
from ui.widgets.marks import TEXT_COLORS
from ui.widgets.picture_view import PictureView
from ui.widgets.texts import add_items
from ui.widgets.thumbnail_grid import ThumbnailGrid
from ui.widgets.thumbnail_model import CORRECTED_ROLE, PARTS_ROLE, ThumbnailModel
from ui.wording import percent, whole

CHOSEN, MISTAKES, UNSURE, LABELS, CORRECTED, EVERY = "chosen", "mistakes", "unsure", "labels", "corrected", "all"
LISTS = (
    (message("Chosen in the matrix"), CHOSEN), (message("Surest mistakes"), MISTAKES),
    (message("Most unsure"), UNSURE), (message("Label may be wrong"), LABELS),
    (message("Corrected by hand"), CORRECTED), (message("All pictures"), EVERY),
)  # fmt: skip
TIPS = {
    CHOSEN: message("Click a cell of the matrix, or the name of a row or column."),
    MISTAKES: message("Wrong predictions, those first whose wrong class has the most score above the true one."),
    UNSURE: message("The closest decisions first."),
    LABELS: message("Pictures whose true class goes least with what networks say that never learned from it."),
    CORRECTED: message("Pictures whose true class was set by hand, or that are left out."),
    EVERY: message("All pictures, as listed."),
}
CAPTIONS = {
    Verdict.RIGHT: message("{predicted}  {score}  ✓ right"),
    Verdict.WRONG: message("{predicted}  {score}  ✗ labelled {true}"),
}
NUM_AHEAD = 3


class _PanelModel(ThumbnailModel):
    """Says of pictures that are left out that they are."""

    def caption(self, path: str) -> str:
        """Return the short text under a thumbnail."""
        return shown("left out") if path in self.parent().left_out else super().caption(path)

    def data(self, index: QModelIndex, role: int = Qt.DisplayRole) -> object:
        """Return what a role asks of a row."""
        if role in (CORRECTED_ROLE, PARTS_ROLE) and index.isValid() and \
                self.paths[index.row()] in self.parent().left_out:  # fmt: skip
            return True if role == CORRECTED_ROLE else None
        return super().data(index, role)


class PicturesPanel(Card):
    """Shows one list of pictures at a time.

    Attributes:
        list_box: Which list.
        grid: Their thumbnails.
        picture: One of them large.
        correct_bar: Classes to correct with.
        heatmap: The heatmap's bar.

    Signals:
        list_chosen(str): Another list is wanted, one of the keys of `TIPS`.
        current_changed(str): Another picture is in sight; empty for none.
        large_changed(bool): One picture is shown large, or all as a grid.
        correcting_changed(bool): The classes to correct with are shown, or not.
        leave_out_asked(): The picture in sight shall not be used.
        retrain_asked(): Train again with the corrections.
    """

    list_chosen = pyqtSignal(str)
    current_changed = pyqtSignal(str)
    large_changed = pyqtSignal(bool)
    correcting_changed = pyqtSignal(bool)
    leave_out_asked = pyqtSignal()
    retrain_asked = pyqtSignal()

    def __init__(self, source: PictureSource, tokens: Tokens = LIGHT) -> None:
        super().__init__()
        self._source = source
        self._tokens = tokens
        self.store = ResultStore()
        self.left_out: frozenset[str] = frozenset()
        self.paths: list[str] = []
        self.list_box = ChoiceBox()
        self.list_box.setMinimumContentsLength(16)
        add_items(self.list_box, LISTS)
        say(self.list_box.setAccessibleName, "Which pictures to show")
        self.count = QLabel()
        self.count.setProperty("role", "quiet")
        self.heatmap = HeatmapBar(tokens)
        self.heatmap.button.setToolButtonStyle(Qt.ToolButtonIconOnly)
        self.large_button = tool_button("Show one picture large, or all as a grid (G)", "Large", checkable=True)
        self.correct_button = tool_button("Correct mode: set true classes by keys 1 to 9 (C)", "Correct mode",
                                          checkable=True)  # fmt: skip
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setProperty("role", "quiet")
        self.picture = PictureView(source, tokens)
        self.name = ElidedLabel("", Qt.ElideMiddle)
        self.name.setProperty("role", "quiet")
        self.model: ThumbnailModel = _PanelModel(self.store, source, self)
        self.grid = ThumbnailGrid(source, tokens)
        self.grid.setModel(self.model)
        self.grid.set_strip(False)
        self.nothing = QLabel()
        self.nothing.setProperty("role", "quiet")
        self.nothing.setAlignment(Qt.AlignCenter)
        self.nothing.setWordWrap(True)
        self.nothing.setSizePolicy(QSizePolicy.Preferred, QSizePolicy.Expanding)
        self.correct_bar = CorrectBar()
        # There is little room here; Ctrl+Z and the Edit menu do the same.
        self.correct_bar.undo.hide()
        self.correct_bar.redo.hide()
        self.leave_out = button("Leave out", self.leave_out_asked.emit,
                                tip="Do not use this picture for training; its file stays (Delete)")  # fmt: skip
        self.retrain = button("Train again with corrections...", self.retrain_asked.emit)
        self.corrections = QLabel()
        self.corrections.setProperty("role", "quiet")
        self._lay_out()
        self._connect()
        self.set_tokens(tokens)
        self.set_large(False)
        self.set_correcting(False)
        self.show_list(CHOSEN, (), message(""))

    @property
    def current(self) -> str:
        """The picture in sight; empty for none."""
        index = self.grid.currentIndex()
        return self.model.path_at(index.row()) if index.isValid() else ""

    @property
    def ahead(self) -> list[str]:
        """The pictures around the one in sight."""
        row = self.model.row_of(self.current)
        rows = (row + 1, row + 2, row - 1)
        return [self.paths[other] for other in rows if 0 <= other < len(self.paths)][:NUM_AHEAD]

    def set_store(self, store: ResultStore) -> None:
        """Take results from another store from now on."""
        if store is self.store:
            return
        self.store = store
        old, self.model = self.model, _PanelModel(store, self._source, self)
        self.grid.setModel(self.model)
        old.deleteLater()
        self.paths = []

    def show_list(self, kind: str, paths: Sequence[str], note: str, nothing: str = "") -> None:
        """Show pictures.

        Args:
            kind: Which list they are, a key of `TIPS`.
            paths: In order.
            note: A line over them; empty for none.
            nothing: What to say where there is none.
        """
        self.list_box.blockSignals(True)
        self.list_box.setCurrentIndex(self.list_box.findData(kind))
        self.list_box.blockSignals(False)
        say(self.list_box.setToolTip, TIPS[kind])
        self.paths = list(paths)
        self.model.set_paths(self.paths, {path: row for row, path in enumerate(self.paths)})
        say(self.note.setText, note)
        self.note.setVisible(bool(note))
        say(self.count.setText, whole(len(self.paths)) if self.paths else message(""))
        say(self.nothing.setText, nothing or TIPS[kind])
        self._show_what_there_is()
        if self.paths:
            self.grid.set_current_path(self.paths[0])
        self._on_current()

    def set_large(self, on: bool) -> None:
        """Show one picture large over a strip of the others, or all as a grid."""
        self.large_button.setChecked(on)
        self.grid.set_strip(on)
        self._show_what_there_is()
        if on:
            self._on_current()
        self.large_changed.emit(on)
        (self.picture if on and self.paths else self.grid).setFocus()

    def set_correcting(self, on: bool) -> None:
        """Show or hide the classes to correct with."""
        self.correct_button.setChecked(on)
        self.correct_bar.setVisible(on)
        self.correcting_changed.emit(on)

    def show_corrections(self, number: int, why_not: str) -> None:
        """Say how many corrections there are, and why nothing can be trained with them (empty if it can)."""
        text = message("{n:,} corrected", n=number) if number else message("")
        say(self.corrections.setText, text)
        set_enabled(self.retrain, not why_not, why_not)

    def show_results(self) -> None:
        """Show what changed in results or true classes."""
        self.model.on_results_changed()
        self._caption()

    def go(self, step: int) -> None:
        """Go to the next picture (1) or the one before (-1)."""
        row = self.model.row_of(self.current) + step
        if 0 <= row < len(self.paths):
            self.grid.set_current_path(self.paths[row])
            self._on_current()

    def go_to(self, row: int) -> None:
        """Go to a row, -1 for the last."""
        if self.paths:
            self.grid.set_current_path(self.paths[row])
            self._on_current()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take over another theme's colours."""
        self._tokens = tokens
        for widget in (self.grid, self.picture, self.heatmap):
            widget.set_tokens(tokens)
        self.large_button.setIcon(icon("picture", tokens))
        self.correct_button.setIcon(icon("edit", tokens))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.list_box)
        top.addWidget(self.count)
        top.addStretch(1)
        for widget in (self.heatmap.button, self.large_button, self.correct_button):
            top.addWidget(widget)
        self._upper = QWidget()
        upper = QVBoxLayout(self._upper)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(GRID // 2)
        upper.addWidget(self.picture, 1)
        upper.addWidget(self.name)
        bottom = QHBoxLayout()
        bottom.setSpacing(GRID)
        bottom.addWidget(self.corrections)
        bottom.addStretch(1)
        bottom.addWidget(self.leave_out)
        bottom.addWidget(self.retrain)
        self.body.addLayout(top)
        self.body.addWidget(self.note)
        self.body.addWidget(self._upper, 1)
        self.body.addWidget(self.heatmap)
        self.body.addWidget(self.nothing, 1)
        self.body.addWidget(self.grid, 1)
        self.body.addWidget(self.correct_bar)
        self.body.addLayout(bottom)

    def _connect(self) -> None:
        self.list_box.activated.connect(lambda _index: self.list_chosen.emit(self.list_box.currentData()))
        self.large_button.clicked.connect(self.set_large)
        self.correct_button.clicked.connect(self.set_correcting)
        self.correct_bar.closed.connect(lambda: self.set_correcting(False))
        self.heatmap.toggled.connect(self._on_heatmap)
        self.grid.path_opened.connect(lambda _path: self.set_large(True))
        self.grid.path_chosen.connect(lambda _path: self._on_current())
        self.picture.next_asked.connect(self.go)

    def _on_heatmap(self, on: bool) -> None:
        """A heatmap needs a large picture."""
        if on and not self.large_button.isChecked():
            self.set_large(True)
        self._show_what_there_is()

    def _show_what_there_is(self) -> None:
        large, any_there = self.large_button.isChecked(), bool(self.paths)
        self._upper.setVisible(large and any_there)
        self.heatmap.setVisible(large and any_there and self.heatmap.button.isChecked())
        self.grid.setVisible(any_there)
        self.nothing.setVisible(not any_there)
        self.body.setStretchFactor(self.grid, 0 if large else 1)
        for widget in (self.large_button, self.correct_button, self.leave_out):
            set_enabled(widget, any_there, message("There are no pictures in this list."))

    def _on_current(self) -> None:
        path = self.current
        if self.large_button.isChecked():
            self.picture.show_path(path, self.ahead)
        self.name.setText(path.replace("\\", "/").rpartition("/")[2])
        self._caption()
        self.current_changed.emit(path)

    def _caption(self) -> None:
        path, store = self.current, self.store
        result = store.result(path)
        is_left_out = path in self.left_out
        self.correct_bar.show_correction(is_corrected=is_left_out or path in store.corrections,
                                         true_class=store.true_class(path) or "")  # fmt: skip
        say(self.leave_out.setText, "Use again" if is_left_out else "Leave out")
        if result is None or result.predicted is None:
            self.picture.set_caption(message("unreadable") if result is not None else "", "warn")
            return
        verdict = store.verdict(path)
        template = CAPTIONS.get(verdict, message("{predicted}  {score}"))
        text = Message(template, predicted=store.predicted_class(path), score=percent(result.score),
                       true=store.true_class(path))  # fmt: skip
        if is_left_out:
            text = message("{text}  left out", text=text)
        self.picture.set_caption(text, TEXT_COLORS[verdict] if verdict in CAPTIONS else "text")
