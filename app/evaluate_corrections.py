"""Correcting labels on the Evaluate page, and training again with what was corrected."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject

from app.evaluation_work import OpenedEvaluation
from app.going_on import left_open
from app.label_rows import EMPTY, LabelRow
from app.labels_file import LabelsFile
from app.retraining import Corrected, corrected_splits, retraining_config
from core.base.control import Control
from core.base.events import Emit
from core.base.messages import message, plural
from core.config import TrainConfig
from ui.results import ResultStore

if TYPE_CHECKING:
    from app.evaluate_controller import EvaluateController

NO_RUN = message("These pictures belong to no run, so there are no settings to train with.")
NOTHING = message("Correct the true class of a picture first, or leave one out.")
TRAINING = message("A training runs. Train again when it has ended.")


class EvaluateCorrections(QObject):
    """What keys and buttons do to labels; they are kept in labels.csv, with the program's one undo stack."""

    def __init__(self, controller: "EvaluateController") -> None:
        super().__init__(controller)
        self._controller = controller
        self._context = controller.context
        self._page = controller.page
        self._labelling = controller.context.labelling
        self._paths: frozenset[str] = frozenset()
        self._file: LabelsFile | None = None
        self._stores: tuple[ResultStore, ...] = ()
        self._changed_here: set[str] = set()
        self._labelling.changed.connect(self._on_changed)
        self._labelling.failed.connect(self._on_failed)
        self._labelling.saved.connect(self._on_saved)
        self._context.jobs.started.connect(lambda _job: self.refresh())
        self._context.jobs.ended.connect(lambda _job: self.refresh())
        panel = self._page.pictures
        panel.correct_bar.class_chosen.connect(self.correct)
        panel.correct_bar.cleared.connect(self.take_back)
        panel.correct_bar.undo_asked.connect(self._labelling.undo_stack.undo)
        panel.correct_bar.redo_asked.connect(self._labelling.undo_stack.redo)
        self._labelling.undo_stack.indexChanged.connect(lambda _index: self._show_undo())
        panel.leave_out_asked.connect(self.leave_out)
        panel.retrain_asked.connect(self.train_again)

    def begin(self, opened: OpenedEvaluation) -> None:
        """Take up an evaluation's pictures."""
        self._paths, self._file = opened.paths, opened.file
        self._labelling.begin(opened.file, self._paths)
        self._stores, self._changed_here = (), set()
        self.add_store(opened.store)

    def add_store(self, store: ResultStore) -> None:
        """Keep another store of results in step."""
        self._stores = (*self._stores, store)
        self._take_over(store, [path for path in self._touched() if path in store])
        self.refresh()

    @property
    def corrected(self) -> list[str]:
        """The pictures with another label by hand, or left out, among those of the evaluation and its run."""
        return [path for path in self._touched() if self._differs(path)]

    def correct(self, class_name: str) -> None:
        """Say of which class the picture in sight is."""
        panel = self._page.pictures
        path = panel.current
        if not path:
            return
        if class_name == self._read_label(path):
            if self._row(path) != EMPTY:
                self._labelling.take_back([path])
                if self._row(path).label not in ("", class_name):
                    self._labelling.set_labels([path], class_name)
        else:
            self._labelling.set_labels([path], class_name)
        if panel.correct_bar.go_on.isChecked():
            panel.go(1)

    def leave_out(self) -> None:
        """Have no training use the picture in sight, or use it again."""
        panel = self._page.pictures
        path = panel.current
        if not path:
            return
        if self._row(path).is_left_out:
            self._labelling.take_back([path])
        else:
            self._labelling.leave_out([path])
        if panel.correct_bar.go_on.isChecked():
            panel.go(1)

    def take_back(self) -> None:
        """Have the picture in sight be again what the run has of it."""
        path = self._page.pictures.current
        if not path:
            return
        self._labelling.take_back([path])
        # What is read of it is the correction itself once the corrected table was opened.
        own = self._label_of_run(path)
        if own is not None and self._row(path).label not in ("", own):
            self._labelling.set_labels([path], own)

    def train_again(self) -> None:
        """Open the Train page with the corrected table, the run's settings, and every picture in its split."""
        opened = self._controller.opened
        if opened is None or opened.run_dir is None or opened.splits is None:
            return
        run_dir, splits, settings = opened.run_dir, opened.splits, self._context.settings
        rows = {sample.path: self._row(sample.path) for _split, samples in splits for sample in samples}

        def work(emit: Emit, control: Control) -> tuple[TrainConfig, Corrected]:
            corrected = corrected_splits(splits, lambda path: rows[path])
            return left_open(retraining_config(run_dir, corrected), run_dir, settings), corrected

        self._labelling.flush()
        self._controller.start(message("Writing the corrected table"), work, "retrain", self._on_table_written)

    def refresh(self) -> None:
        """Say how many corrections there are and whether there is something to train with."""
        opened = self._controller.opened
        number = len(self.corrected)
        why_not = NOTHING if not number else ""
        if opened is not None and opened.splits is None:
            why_not = NO_RUN
        elif self._context.jobs.of_kind("train") is not None:
            why_not = TRAINING
        self._page.pictures.left_out = frozenset(path for path in self.corrected if self._row(path).is_left_out)
        self._page.pictures.show_corrections(number, why_not)
        self._context.window.action("evaluate.retrain").setEnabled(opened is not None and not why_not)
        self._show_undo()

    def _touched(self) -> set[str]:
        """Return the pictures of which something was said by hand, now or in labels.csv."""
        # To a page that has since read the corrected table a change is none; to the run it stays one.
        known = {*self._changed_here, *self._labelling.changes, *(self._file.rows if self._file is not None else ())}
        return {path for path in known if path in self._paths}

    def _row(self, path: str) -> LabelRow:
        return self._labelling.row(path) if path in self._paths else EMPTY

    def _read_label(self, path: str) -> str | None:
        """Return the true class as the evaluation, or else the run, has it."""
        for store in self._stores:
            if path in store and (label := store.read_label(path)) is not None:
                return label
        return None

    def _differs(self, path: str) -> bool:
        row = self._row(path)
        return row.is_left_out or bool(row.label and row.label != self._label_of_run(path))

    def _label_of_run(self, path: str) -> str | None:
        read = self._read_label(path)
        return read if read is not None else self._controller.label_in_run(path)

    def _take_over(self, store: ResultStore, paths: Iterable[str]) -> None:
        for path in paths:
            row = self._row(path)
            label = row.label if row.label and row.label != store.read_label(path) else None
            if label != store.corrections.get(path):
                store.correct(path, label)

    def _on_changed(self, paths: tuple[str, ...]) -> None:
        mine = [path for path in paths if path in self._paths]
        if not mine:
            return
        self._changed_here.update(mine)
        for store in self._stores:
            self._take_over(store, [path for path in mine if path in store])
        self.refresh()
        self._page.pictures.show_results()

    def _on_failed(self, error: BaseException) -> None:
        if self._page.isVisible():
            self._controller.show_problem(error)

    def _on_saved(self, path: str) -> None:
        if self._file is None or path not in ("", str(self._file.path)):
            return
        if not self.corrected:
            self._controller.say_judged()
        elif path:
            self._controller.say_state(plural(len(self.corrected), "{n} correction kept in {path}",
                                              "{n:,} corrections kept in {path}", path=path))  # fmt: skip

    def _on_table_written(self, result: tuple[TrainConfig, Corrected]) -> None:
        config, corrected = result
        train = self._context.controllers.get("train")
        if train is None:
            return
        train.train_with(config)
        self._context.window.toast(message(
            "Every picture is in the split it was in: {changed:,} with another class, {gone:,} left out.",
            changed=corrected.num_changed, gone=corrected.num_left_out))  # fmt: skip

    def _show_undo(self) -> None:
        self._page.pictures.correct_bar.show_undo(self._labelling.undo_text, self._labelling.redo_text)
