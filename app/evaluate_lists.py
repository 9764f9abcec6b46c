"""Which pictures the Evaluate page lists: those of a cell of the matrix, or of a queue."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PyQt5.QtCore import QObject

from app.evaluation_work import LabelQueue, OpenedEvaluation, find_doubtful_labels, judge_folds
from app.machine import Machine
from app.newest_runs import runs_folders
from core.base.control import Control
from core.base.events import Emit
from core.base.messages import Message, joined, message, plural
from ui.results import Result
from ui.widgets.pictures_panel import CHOSEN, CORRECTED, EVERY, LABELS, MISTAKES, UNSURE

if TYPE_CHECKING:
    from app.evaluate_controller import EvaluateController

NO_MISTAKE = message("There is no mistake among these pictures.")
NOTHING_CORRECTED = message("No true class was corrected and no picture is left out.")


class EvaluateLists(QObject):
    """Fills the pictures' panel."""

    def __init__(self, controller: "EvaluateController") -> None:
        super().__init__(controller)
        self._controller = controller
        self._panel = controller.page.pictures
        self._kind = CHOSEN
        self._cell: tuple[int, int] | None = None
        self._queue: LabelQueue | None = None
        self._predicted: Any = None
        self._is_judging = False
        controller.jobs.failed.connect(lambda _error: self._on_broken_off(offers=False))
        controller.jobs.cancelled.connect(lambda: self._on_broken_off(offers=True))

    def begin(self, opened: OpenedEvaluation) -> None:
        """Show another evaluation's pictures: its mistakes first, for they are why people come here."""
        self._queue = None
        self._is_judging = False
        self._cell = None
        self._predicted = opened.evaluation.predicted
        self._controller.page.matrix.view.set_choice(None)
        self._panel.set_store(opened.store)
        self.show(MISTAKES)

    def show(self, kind: str) -> None:
        """Show a list, one of ui.widgets.pictures_panel.LISTS."""
        opened = self._controller.opened
        if opened is None:
            return
        self._kind = kind
        if kind == LABELS:
            self._show_labels(opened)
            return
        self._panel.set_store(opened.store)
        if kind != CHOSEN:
            self._controller.page.matrix.view.set_choice(None)
        figures, panel = opened.figures, self._panel
        if kind == MISTAKES:
            panel.show_list(kind, figures.mistake_paths(), message(""), NO_MISTAKE)
        elif kind == UNSURE:
            panel.show_list(kind, figures.unsure_paths(), message(""))
        elif kind == CORRECTED:
            corrected = set(self._controller.corrections.corrected)
            paths = [path for path in opened.store.paths if path in corrected]
            panel.show_list(kind, paths, _elsewhere(len(corrected) - len(paths)), NOTHING_CORRECTED)
        elif kind == EVERY:
            panel.show_list(kind, opened.store.paths, message(""))
        else:
            self._show_chosen(opened)

    def show_cell(self, row: int, column: int) -> None:
        """Show the pictures of a cell of the matrix, or, with -1, of a whole row or column."""
        self._cell = (row, column)
        self.show(CHOSEN)

    def follow_threshold(self) -> None:
        """Bring the results to the threshold in use, and the list with them."""
        opened = self._controller.opened
        if opened is None:
            return
        predicted, paths = opened.figures.predicted(), opened.evaluation.judged.paths
        changed: list[Result] = []
        for row in (predicted != self._predicted).nonzero()[0].tolist():
            result, index = opened.store.result(paths[row]), int(predicted[row])
            if result is not None and result.predicted is not None:
                changed.append(replace(result, predicted=index, score=result.scores[index]))
        self._predicted = predicted
        opened.store.add(changed)
        if self._kind in (CHOSEN, MISTAKES, UNSURE):
            current = self._panel.current
            self.show(self._kind)
            if current in self._panel.paths:
                self._panel.go_to(self._panel.paths.index(current))
        else:
            self._panel.show_results()

    def judge_folds(self) -> None:
        """Predict the val pictures of the other runs of the cross-validation, then look for wrong labels again."""
        if self._queue is None:
            return
        runs, machine = self._queue.not_judged, Machine.of(self._controller.context.settings)

        def work(emit: Emit, control: Control) -> None:
            judge_folds(runs, machine, emit, control)

        self._controller.page.banner.hide()
        self._is_judging = True
        self._controller.start(message("Predicting the folds"), work, "folds",
                                    lambda _nothing: self._look_for_labels())  # fmt: skip

    def _show_chosen(self, opened: OpenedEvaluation) -> None:
        if self._cell is None:
            self._panel.show_list(CHOSEN, (), message(""))
            return
        matrix = self._controller.page.matrix.view
        matrix.set_choice(self._cell)
        paths = opened.figures.cell_paths(*self._cell)
        self._panel.show_list(CHOSEN, paths, _cell_words(opened.figures.classes, *self._cell),
                              message("There is no picture in this cell."))  # fmt: skip

    def _show_labels(self, opened: OpenedEvaluation, *, offers: bool = True) -> None:
        self._controller.page.matrix.view.set_choice(None)
        if self._queue is None:
            self._panel.show_list(LABELS, (), message(""), message("Looking for wrong labels..."))
            self._look_for_labels()
            return
        queue = self._queue
        self._panel.set_store(queue.store or opened.store)
        nothing = message("No label goes less well with the scores than another class.") if queue.num_checked else \
            message("These pictures were all learned from.")  # fmt: skip
        self._panel.show_list(LABELS, queue.paths, _source_words(queue), nothing)
        if queue.not_judged and offers:
            self._controller.page.banner.show_message(
                plural(len(queue.not_judged), "One run of this cross-validation has not predicted its val pictures "
                       "yet. With it, every picture can be checked.", "{n:,} runs of this cross-validation have not "
                       "predicted their val pictures yet. With them, every picture can be checked."),
                actions=((message("Predict them"), self.judge_folds),))  # fmt: skip

    def _look_for_labels(self, *, offers: bool = True) -> None:
        """Look for labels that may be wrong.

        Args:
            offers: Whether to offer, in the banner, to predict what no run has judged.
        """
        opened = self._controller.opened
        if opened is None:
            return
        self._is_judging = False
        folders = runs_folders(self._controller.context.settings)

        def work(emit: Emit, control: Control) -> LabelQueue:
            return find_doubtful_labels(opened, folders, emit, control)

        self._controller.start(message("Looking for wrong labels"), work, "label_queue",
                               lambda queue: self._on_queue(queue, offers=offers))  # fmt: skip

    def _on_queue(self, queue: LabelQueue, *, offers: bool) -> None:
        self._queue = queue
        if queue.store is not None:
            self._controller.corrections.add_store(queue.store)
        if self._kind == LABELS and self._controller.opened is not None:
            self._show_labels(self._controller.opened, offers=offers)

    def _on_broken_off(self, *, offers: bool) -> None:
        """Look again where folds were being predicted: some may have been, and the others can be later.

        Where that failed, the banner says so, and is left to it.
        """
        if not self._is_judging or self._controller.is_busy:
            self._look_no_more()
        elif self._kind == LABELS:
            self._look_for_labels(offers=offers)
        else:
            self._queue, self._is_judging = None, False

    def _look_no_more(self) -> None:
        """Show the mistakes again where wrong labels were looked for and not found: that was stopped, or failed."""
        if self._kind == LABELS and self._queue is None and not self._controller.is_busy:
            self.show(MISTAKES)


def _source_words(queue: LabelQueue) -> Message:
    if queue.num_runs:
        return message("Out of fold: each of {n:,} pictures was judged by the one of {runs} runs that did not learn "
                       "from it.", n=queue.num_checked, runs=queue.num_runs)  # fmt: skip
    if not queue.num_checked:
        return message("The network has learned these labels, so it cannot doubt them. Choose the run's test or val "
                       "pictures above.")  # fmt: skip
    return message("Held-out pictures only: {n:,} that the network did not learn from. To check others, split the data "
                   "with another seed (Data page, Split...) and train with that.", n=queue.num_checked)  # fmt: skip


def _cell_words(classes: tuple[str, ...], row: int, column: int) -> Message:
    if column < 0:
        return message("True class {name}, mistakes first", name=classes[row])
    if row < 0:
        return message("Predicted {name}, mistakes first", name=classes[column])
    if row == column:
        return message("{name}, rightly predicted", name=classes[row])
    return message("{true} taken for {predicted}", true=classes[row], predicted=classes[column])


def _elsewhere(number: int) -> Message:
    if number <= 0:
        return message("")
    return joined(plural(number, "One more is among the run's other pictures.",
                         "{n:,} more are among the run's other pictures."))  # fmt: skip
