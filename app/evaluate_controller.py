"""Moves the Evaluate page: opens evaluations, shows their figures, and the pictures behind them."""

import os
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from PyQt5.QtCore import QObject, QTimer

from app.context import Context
from app.evaluate_actions import EvaluateActions
from app.evaluate_corrections import EvaluateCorrections
from app.evaluate_lists import EvaluateLists
from app.evaluation_shown import show_curves, show_figures, show_judged, show_threshold
from app.evaluation_work import ModelNamed, OpenedEvaluation, Wanted, open_evaluation
from app.heatmap_control import HeatmapControl
from app.jobs import Work
from app.machine import Machine
from app.model_names import model_name
from app.moved_pictures import MovedPictures
from app.page_jobs import PageJobs
from app.picture_service import PictureService
from app.window_words import in_window_words
from core.base.control import Control
from core.base.errors import ClasswiseError, DependencyError, ModelError, PicturesMovedError
from core.base.events import Emit, Event, Notice, Progress
from core.base.files import name_of
from core.base.messages import Message, message
from core.base.run_info import BEST_MODEL
from ui.pages.evaluate_page import EvaluatePage

SETTLED_MS = 200
"""After the threshold has not moved for this long, the lists of pictures follow."""
MODEL = "evaluate_model"
"""Kind of the job that reads the model for heatmaps; the page does not tell it."""
NO_HEATMAP = message("The model is being opened.")


class EvaluateController(QObject):
    """The page's controller.

    Attributes:
        page: The page.
        opened: The evaluation in sight, or None.
        jobs: The page's jobs.
        moved: Asks where the run's pictures are now.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context.window)
        self.context = context
        self.page: EvaluatePage = context.window.pages["evaluate"]
        self.opened: OpenedEvaluation | None = None
        self.service = PictureService(self.page.devicePixelRatioF(), parent=self)
        self.page.source.attach(self.service)
        self.jobs = PageJobs(context.jobs, self)
        self._wanted: Wanted | None = None
        self._kept: Wanted | None = None
        self._state = self._title = self._judged = message("")
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED_MS)
        panel = self.page.pictures
        self.heatmap = HeatmapControl(
            panel.heatmap, lambda: [panel.picture], self._predicted, context.window.action("evaluate.heatmap"), self,
            device_of=lambda: context.settings.device)  # fmt: skip
        self.lists = EvaluateLists(self)
        self.corrections = EvaluateCorrections(self)
        self.actions = EvaluateActions(self)
        self.moved = MovedPictures(context, self.page.banner, self.start, lambda _run_dir: self._reopen(), self)
        self._connect()

    @property
    def is_running(self) -> bool:
        """Whether a job of the page runs."""
        return self.jobs.is_running

    @property
    def is_busy(self) -> bool:
        """Whether a job runs that the page tells of."""
        return self.jobs.is_running_but(MODEL)

    def may_close(self) -> bool:
        """Evaluations can be made again at any time; nothing is asked."""
        return True

    def open_run(self, run_dir: str) -> None:
        """Show how a run does on the pictures that it was judged on."""
        self.open(Wanted(run_dir))

    def open_model(self, path: str) -> None:
        """Show how a run's model, or another model file, does; pictures are asked for where it has none."""
        from core.evaluation.pictures import run_dir_of

        run_dir = run_dir_of(path)
        if run_dir is not None and Path(path) in (run_dir, run_dir / BEST_MODEL):
            self.open_run(str(run_dir))
        elif run_dir is not None:  # another epoch of it is judged on the same pictures
            self.open(Wanted(path))
        elif self._wanted is not None and self._wanted.source:
            self.open(Wanted(path, "", self._wanted.source))
        else:
            self._check_model(path)

    def open_pictures(self, paths: list[str]) -> None:
        """Evaluate the model in use on a folder or a table."""
        if self._wanted is None:
            self.context.window.toast(message("Choose a run or a model file first."))
            return
        self.open(Wanted(self._wanted.model, "", os.path.abspath(paths[0])))

    def open_evaluation(self, model_path: str, source: str) -> None:
        """Evaluate a model on a folder or a table."""
        self.open(Wanted(model_path, "", os.path.abspath(source)))

    def open(self, wanted: Wanted) -> None:
        """Show a kept evaluation at once, or make it in a job."""
        self._wanted = wanted
        self.page.banner.hide()
        self.context.window.show_page(self.page.key)

        machine = Machine.of(self.context.settings)

        def work(emit: Emit, control: Control) -> OpenedEvaluation:
            return open_evaluation(wanted, machine, emit, control)

        self.actions.show_choice(wanted)
        self.start(message("Evaluating {name}", name=name_of(wanted.model)), work, "evaluate", self._on_opened,
                   ("label_queue", "folds", MODEL))  # fmt: skip

    def again(self) -> None:
        """Evaluate the pictures in sight anew."""
        if self._wanted is not None:
            self.open(Wanted(self._wanted.model, self._wanted.split, self._wanted.source, again=True))

    def start(self, title: Message, work: Work, kind: str, on_finished: Callable[[Any], object],
              replaces: Collection[str] = ()) -> None:  # fmt: skip
        """Begin a job of the page; see PageJobs."""
        if kind != MODEL:
            self.page.working_changed.emit(True)
            self._title = title
            self.page.set_state(message("{title}...", title=title), busy=True)
        self.jobs.start(title, work, kind, on_finished, replaces)
        self.actions.refresh()

    def stop(self) -> None:
        """Ask the jobs of the page to end."""
        self.jobs.stop()

    def set_threshold(self, threshold: float) -> None:
        """Decide between two classes by another threshold from now on; the figures follow at once."""
        if self.opened is None:
            return
        self.opened.figures.threshold = threshold
        self.page.threshold.set_threshold(threshold)
        show_figures(self.page, self.opened.figures)
        self._settled.start()

    def label_in_run(self, path: str) -> str | None:
        """Return the true class that the run has of a picture."""
        return self.opened.run_labels.get(path) if self.opened is not None else None

    def say_judged(self) -> None:
        """Say what was judged, once nothing newer is to be told."""
        self.say_state(self._judged)

    def say_state(self, text: Message) -> None:
        """Say what is shown, in the line under the header."""
        self._state = text
        if not self.is_busy:
            self.page.set_state(text)

    def show_problem(self, error: BaseException) -> None:
        """Say in place what went wrong; a fault of ours is shown by the window."""
        self._settle_choice(error)
        if isinstance(error, PicturesMovedError):
            self.moved.tell_error(error)
        elif isinstance(error, ClasswiseError):
            self.page.banner.show_message(in_window_words(error), "error", help_topic=error.help_topic)
        else:
            self.context.show_error(error)

    def close_down(self) -> None:
        """End the threads; the window closes."""
        self._settled.stop()
        self.heatmap.close()
        self.service.close()

    def _connect(self) -> None:
        page = self.page
        page.cancel_asked.connect(self.stop)
        page.matrix.chosen.connect(self.lists.show_cell)
        page.pairs.pair_chosen.connect(self.lists.show_cell)
        page.table.class_chosen.connect(lambda index: self.lists.show_cell(index, -1))
        page.table.class_marked.connect(self._on_class_marked)
        page.threshold.threshold_changed.connect(self.set_threshold)
        page.threshold.youden_asked.connect(self._to_youden)
        page.threshold.reset_asked.connect(
            lambda: self.set_threshold(self.opened.figures.own_threshold) if self.opened else None)
        page.pictures.list_chosen.connect(self.lists.show)
        page.pictures.current_changed.connect(
            lambda path: self.heatmap.show(path, page.pictures.ahead if path else ()))
        page.banner.help_asked.connect(self.context.show_help)
        self._settled.timeout.connect(self._follow_threshold)
        self.heatmap.problem.connect(self.context.window.toast)
        self.jobs.events.connect(self._on_events)
        self.jobs.ended.connect(self._on_job_ended)
        self.jobs.failed.connect(self.show_problem)
        self.jobs.cancelled.connect(self._back_to_sight)
        for plot in page.plots.values():
            plot.saved.connect(lambda path: self.context.window.toast(message("Saved {path}", path=path)))
            plot.save_failed.connect(lambda text: page.banner.show_message(text, "error"))
        self.context.window.closing.connect(self.close_down)

    def _reopen(self) -> None:
        if self._wanted is not None:
            self.open(self._wanted)

    def _settle_choice(self, error: BaseException) -> None:
        """Go back to the choice before where this one cannot be used.

        Where the pictures were moved, the banner goes on with the choice. Where nothing is in sight yet, it stays,
        unless the model is to blame: other pictures may do.
        """
        is_asked = isinstance(error, PicturesMovedError)
        if self.opened is not None and not is_asked:
            self._back_to_sight()
        elif is_asked or not isinstance(error, (ModelError, DependencyError)):
            self._kept = self._wanted
        elif self._wanted is not self._kept:
            self._wanted = self._kept
            self.actions.show_choice(self._wanted)

    def _back_to_sight(self) -> None:
        """Have the buttons name what the evaluation in sight is of, as nothing came of another choice."""
        if self.opened is not None:
            self._wanted = self._kept = self.opened.wanted
            self.actions.show_choice(self._wanted)

    def _check_model(self, path: str) -> None:
        """Read a model that has no pictures of its own, and ask for some if it can be used."""

        def work(emit: Emit, control: Control) -> str:
            from core.inference.predictor import open_classifier

            open_classifier(path)
            return model_name(path)

        def ask(name: str) -> None:
            self._wanted = self._kept = Wanted(path)
            self.actions.name_model(path, name)
            self.page.empty.show_model(name)
            QTimer.singleShot(0, self.actions.choose_folder)  # when the status bar no longer says "Opening"

        self.page.banner.hide()
        self.context.window.show_page(self.page.key)
        self.start(message("Opening {name}", name=os.path.basename(path)), work, "evaluate", ask,
                   ("label_queue", "folds", MODEL))  # fmt: skip

    def _on_opened(self, opened: OpenedEvaluation) -> None:
        self.opened, self._wanted = opened, opened.wanted
        self._kept = self._wanted
        self.service.forget()
        self.page.show_evaluation(True)
        self.page.pictures.correct_bar.set_classes(opened.figures.classes)
        self.corrections.begin(opened)
        show_curves(self.page, opened.figures)
        show_threshold(self.page, opened.figures)
        self.actions.show_can_keep()
        show_figures(self.page, opened.figures)
        self._judged = show_judged(self.page, opened.evaluation)
        self.say_judged()
        self.lists.begin(opened)
        self.actions.show_choice(opened.wanted)
        self.actions.refresh()
        if opened.missing_folder:
            self.moved.tell(opened.run_dir or opened.wanted.model, opened.missing_folder)
        self._load_model(opened)

    def _load_model(self, opened: OpenedEvaluation) -> None:
        """Read the model in a job, for heatmaps; the figures need it not."""
        model = opened.wanted.model
        self.heatmap.set_model(None, NO_HEATMAP)

        def work(emit: Emit, control: Control) -> Any:
            from core.inference.predictor import open_classifier

            try:
                return open_classifier(model)
            except ClasswiseError as error:  # the figures are there all the same
                return error

        self.start(message("Opening the model"), work, MODEL, self._on_model)

    def _on_model(self, classifier: Any) -> None:
        if isinstance(classifier, ClasswiseError):
            self.heatmap.set_model(None, classifier.args[0])
        else:
            self.heatmap.set_model(classifier)

    def _predicted(self, path: str) -> int | None:
        result = self.page.pictures.store.result(path)
        return result.predicted if result is not None else None

    def _on_class_marked(self, index: int) -> None:
        for plot in self.page.plots.values():
            plot.choose_class(index)

    def _to_youden(self) -> None:
        if self.opened is not None and self.opened.figures.ranked is not None:
            self.set_threshold(self.opened.figures.ranked.youden)

    def _follow_threshold(self) -> None:
        """Bring the results and the list in sight to the threshold."""
        if self.opened is None:
            return
        self.lists.follow_threshold()
        self.heatmap.refresh()
        self.actions.show_can_keep()

    def _on_events(self, events: tuple[Event, ...]) -> None:
        for event in events:
            if isinstance(event, Notice):
                self.context.window.log.append(event.message)
            elif isinstance(event, ModelNamed):
                self.actions.name_model(event.model, event.name)
        newest = next((event for event in reversed(events) if isinstance(event, Progress)), None)
        if newest is not None and self.is_busy:
            stage = message(newest.stage)
            self.page.set_state(message("{title}...", title=stage), newest.fraction, busy=True)
            self.context.window.status.set_job(message("{job}: {stage}", job=self._title, stage=stage), newest.fraction)

    def _on_job_ended(self) -> None:
        self.page.working_changed.emit(self.is_busy)
        if not self.is_busy:
            self.page.set_state(self._state)
        self.actions.refresh()
