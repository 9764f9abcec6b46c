"""Moves the Predict page: opens models and pictures, runs predictions in the background, keeps the figures."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PyQt5.QtCore import QObject

from app.context import Context
from app.figures_feed import FiguresFeed
from app.heatmap_control import HeatmapControl
from app.jobs import Work
from app.labels_file import LabelsFile
from app.labels_said import LEFT_OUT
from app.moved_pictures import MovedPictures
from app.opening_job import OpenedModel, folder_labels
from app.page_jobs import PageJobs
from app.picture_service import PictureService
from app.predict_actions import PredictActions
from app.predict_opening import PredictOpening
from app.predict_status import PredictStatus
from app.prediction_job import PredictionOrder, PredictorHolder, ResultsCame, predict
from app.window_words import in_window_words
from core.base.control import Control
from core.base.errors import ClasswiseError, PicturesMovedError
from core.base.events import Emit, Event, Notice, Progress
from core.base.messages import message, plural
from ui.arrange import Filter
from ui.pages.predict_page import PredictPage
from ui.results import Verdict
from ui.wording import pictures

if TYPE_CHECKING:
    from core.evaluation.evaluate import Evaluation


class PredictController(QObject):
    """The page's controller.

    Attributes:
        page: The page.
        browser: What is listed and in sight.
        model: The model in use, or None.
        labelling: Corrected true classes.
        file: Where they are kept; None while no pictures are listed.
        moved: Asks where a run's pictures are now.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context.window)
        self.context = context
        self.page: PredictPage = context.window.pages["predict"]
        self.browser = self.page.browser
        self.model: OpenedModel | None = None
        self.root = ""
        self.name = ""
        self.trained_on: set[str] = set()
        self.labelling = context.labelling
        self.file: LabelsFile | None = None
        self.service = PictureService(self.page.devicePixelRatioF(), parent=self)
        self.page.source.attach(self.service)
        self.figures = FiguresFeed(self)
        self._holder = PredictorHolder(context.settings)
        self.table: dict[str, str] = {}
        self._order: PredictionOrder | None = None
        self.jobs = PageJobs(context.jobs, self)
        self.status = PredictStatus(self.page, context.window.status)
        self.heatmap = HeatmapControl(
            self.page.view.heatmap, lambda: {self.page.view.picture, self.page.seen_picture}, self._predicted,
            context.window.action("predict.heatmap"), self, device_of=lambda: context.settings.device)  # fmt: skip
        self.opening = PredictOpening(self)
        self.moved = MovedPictures(context, self.page.banner, self.start, self.open_run, self)
        self.actions = PredictActions(self)
        self.restore_settings()
        self._connect()
        self.show_what_is_chosen()

    @property
    def is_running(self) -> bool:
        """Whether a job of the page runs."""
        return self.jobs.is_running

    def may_close(self) -> bool:
        """Predictions can be made again at any time; nothing is asked."""
        return True

    def open_model(self, path: str) -> None:
        """Open a model file, a checkpoint or a run folder's model."""
        self.opening.open_model(path)

    def open_pictures(self, paths: Sequence[str]) -> None:
        """List the pictures of folders, or take single ones."""
        self.opening.open_pictures(paths)

    def open_run(self, run_dir: str) -> None:
        """Open a run's model and the predictions kept in its folder, surest mistakes first."""
        self.opening.open_run(run_dir)

    def open_evaluation(self, model_path: str, evaluation: "Evaluation", folder: Path) -> None:
        """Open a model and what it was judged on, with what it said of these pictures, surest mistakes first."""
        self.opening.open_evaluation(model_path, evaluation, folder)

    def run(self) -> None:
        """Predict what has no result yet, in the background."""
        if self.model is None or self.is_running or self._why_not_run():
            return
        store = self.browser.store
        if store.num_done == len(store):
            self.browser.clear_results()
            self.trained_on.clear()
        model, holder = self.model, self._holder
        order = PredictionOrder([path for path in store.paths if store.result(path) is None])
        self._order = order
        self.status.begin(goes_on=store.num_done > 0)
        self._want_what_is_in_sight()

        def work(emit: Emit, control: Control) -> int:
            return predict(holder, model, order, emit, control)

        self.start(message("Predicting {name}", name=self.name), work, "predict", self._on_predicted)

    def stop(self) -> None:
        """Ask the jobs of the page to end."""
        if self.is_running:
            self.jobs.stop()
            self.page.set_state(message("Stopping..."), busy=True)

    def show_labels(self) -> None:
        """Work out the true classes: from labels.csv or a table, else from the folder a picture stands in."""
        store = self.browser.store
        labels = folder_labels(store.paths, store.classes)
        labels.update((path, label) for path, label in self.table.items() if path in store)
        for path in self.file.rows if self.file is not None else ():
            if path in store and (label := self.labelling.row(path).label):
                labels[path] = label
        self.browser.set_labels(labels)
        self.page.view.show_results()
        self.update_figures()

    def update_figures(self) -> None:
        """Have the figures made anew soon."""
        classifier = self.model.classifier if self.model is not None else None
        self.figures.update(self.browser.store, getattr(classifier, "positive_index", None),
                            getattr(classifier, "threshold", None), self.trained_on)  # fmt: skip

    def restore_settings(self) -> None:
        """Show what is remembered, or was changed in the preferences."""
        values, view = dict(self.context.settings.predict), self.page.view  # shown one by one, each is remembered
        self.browser.autoplay.set_interval(_number(values.get("interval_s"), 1.0))
        view.transport.set_interval(self.browser.autoplay.interval_s)
        view.transport.loop.setChecked(values.get("loop") is True)
        view.transport.shuffle.setChecked(values.get("shuffle") is True)
        self.browser.playlist.loop = view.transport.loop.isChecked()
        self.browser.playlist.shuffle = view.transport.shuffle.isChecked()
        view.unknown.setValue(_number(values.get("unknown_below"), 0.0) * 100)
        self.browser.set_unknown_below(view.unknown.value() / 100)

    def _connect(self) -> None:
        page, browser = self.page, self.browser
        page.run_asked.connect(self.run)
        page.stop_asked.connect(self.stop)
        page.class_chosen.connect(self._on_class_chosen)
        page.show_unreadable.clicked.connect(
            lambda _checked: page.view.filters.set_filter(Filter(verdict=Verdict.UNREADABLE)))  # fmt: skip
        browser.current_changed.connect(lambda _path: self._want_what_is_in_sight())
        browser.current_changed.connect(lambda path: self.heatmap.show(path, browser.ahead()))
        browser.results_changed.connect(self.heatmap.refresh)
        self.heatmap.problem.connect(self.context.window.toast)
        self.context.window.action("predict.full_screen").triggered.connect(lambda _checked: self.heatmap.refresh())
        page.view.unknown_below_chosen.connect(self._on_unknown_below)
        browser.autoplay.interval_changed.connect(lambda _seconds: self._remember())
        for changed in (page.view.transport.loop_changed, page.view.transport.shuffle_changed):
            changed.connect(lambda _on: self._remember())
        self.labelling.changed.connect(self._on_corrected)
        self.labelling.failed.connect(self._on_not_saved)
        self.labelling.saved.connect(self._on_corrections_saved)
        page.banner.help_asked.connect(self.context.show_help)
        self.figures.ready.connect(self.status.show_figures)
        self.jobs.started.connect(self._on_job_started)
        self.jobs.events.connect(self._on_events)
        self.jobs.ended.connect(self._on_job_ended)
        self.jobs.failed.connect(self.show_problem)
        self.context.window.closing.connect(self.close_down)

    def _remember(self) -> None:
        """Keep the page's settings, which the preferences show, too."""
        transport = self.page.view.transport
        self.context.settings.predict.update(
            interval_s=self.browser.autoplay.interval_s, loop=transport.loop.isChecked(),
            shuffle=transport.shuffle.isChecked(), unknown_below=self.browser.store.unknown_below)  # fmt: skip

    def close_down(self) -> None:
        """End the threads; the window closes."""
        self.page.close_down()
        self.heatmap.close()
        self.figures.close()
        self.service.close()

    def start(self, title: str, work: Work, kind: str, on_finished: Callable[[Any], object], *,
              ends_prediction: bool = True) -> None:  # fmt: skip
        """Begin a job of the page; a running prediction ends where it would be of another model or other pictures."""
        self.page.banner.hide()
        self.jobs.start(title, work, kind, on_finished, replaces=("predict",) if ends_prediction else ())

    def _on_job_started(self, title: str) -> None:
        self.page.set_running(True)
        self.page.working_changed.emit(True)
        self.page.set_state(f"{title}...", busy=True)

    def _on_job_ended(self) -> None:
        if not self.is_running:
            self._order = None
        self.page.set_running(self.is_running)
        self.page.working_changed.emit(self.is_running)
        self.show_what_is_chosen()

    def take_model(self, model: OpenedModel) -> None:
        """Use another model from now on; what its predecessor said goes."""
        self.model = model
        self.trained_on.clear()
        self.browser.store.set_classes(model.classes)
        self.page.view.bars.set_decision(model.decision)
        self.heatmap.set_model(model.classifier)

    def _predicted(self, path: str) -> int | None:
        result = self.browser.store.result(path)
        return result.predicted if result is not None else None

    def show_problem(self, error: BaseException) -> None:
        """Say in place what went wrong; a fault of ours is shown by the window."""
        if isinstance(error, PicturesMovedError):
            self.moved.tell_error(error)
        elif isinstance(error, ClasswiseError):
            self.page.banner.show_message(in_window_words(error), "error", help_topic=error.help_topic)
        else:
            self.context.show_error(error)

    def _on_events(self, events: tuple[Event, ...]) -> None:
        came = [event for event in events if isinstance(event, ResultsCame)]
        progress = [event for event in events if isinstance(event, Progress)]
        for notice in (event for event in events if isinstance(event, Notice)):
            if notice.level == "warning":  # the others are of a console, such as the form of a table
                self.page.banner.show_message(notice.message, notice.level)
        if came:
            self.browser.add_results(result for event in came for result in event.results)
            self.trained_on.update(*(event.trained_on for event in came))
            if self._order is not None:
                self.status.show_progress(self.name, came[-1].done, len(self._order))
            self.update_figures()
        elif progress:
            stage, done = progress[-1].stage, progress[-1].done
            state = message("{stage}: {pictures} so far...", stage=stage, pictures=pictures(done)) if done else \
                message("{stage}...", stage=stage)  # fmt: skip
            self.page.set_state(state, busy=True)

    def _on_predicted(self, done: int) -> None:
        self.status.end()
        self.page.view.show_results()
        self.update_figures()
        self.show_what_is_chosen()

    def begin_labels(self, file: LabelsFile) -> None:
        """Take up the labels.csv of the pictures that are listed; what was corrected before is shown again."""
        store = self.browser.store
        self.file = file
        self.labelling.begin(file, store.row_of)
        for path in self.labelling.changes.keys() & store.row_of.keys():
            store.correct(path, self._correction(path))

    def correct(self, path: str, label: str | None) -> None:
        """Set the true class of a picture; None takes the correction back."""
        if label is None:
            self.labelling.take_back([path])
        elif path in self.browser.store.corrections or self.browser.store.true_class(path) != label:
            self.labelling.set_labels([path], label)

    def _correction(self, path: str) -> str | None:
        """Return the class that a picture was given by hand; one that is left out of a data set keeps its own here."""
        label = self.labelling.changes.get(path)
        return None if label == LEFT_OUT else label

    def _on_class_chosen(self, label: str) -> None:
        path = self.browser.current
        if path and self.page.is_correcting:
            self.correct(path, label)
            if self.page.view.correct_bar.go_on.isChecked():
                self.browser.go_next()

    def _on_corrected(self, paths: tuple[str, ...]) -> None:
        store = self.browser.store
        listed = [path for path in paths if path in store]
        if not listed:
            return
        for path in listed:
            store.correct(path, self._correction(path))
        if self.file is not None and any(path in self.file.rows for path in listed):
            self.show_labels()
        self.browser.results_changed.emit()
        self.page.view.show_results()
        self.update_figures()

    def _on_corrections_saved(self, path: str) -> None:
        if self.file is None or path not in ("", str(self.file.path)) or self.is_running:
            return
        if not self.browser.store.corrections:
            self.show_what_is_chosen()
        elif path:
            self.page.set_state(plural(len(self.browser.store.corrections), "{n} correction kept in {path}",
                                       "{n:,} corrections kept in {path}", path=path))  # fmt: skip

    def _on_not_saved(self, error: BaseException) -> None:
        if self.page.isVisible():
            self.show_problem(error)

    def _on_unknown_below(self, threshold: float) -> None:
        self.browser.set_unknown_below(threshold)
        self.page.view.show_results()
        self._remember()

    def _want_what_is_in_sight(self) -> None:
        if self._order is not None:
            grid = self.page.view.grid
            in_sight = [self.page.view.model.path_at(row) for row in grid.rows_in_sight()]
            self._order.want([self.browser.current, *self.browser.ahead(), *in_sight])

    def _why_not_run(self) -> str:
        if self.model is None:
            return "Choose a model first."
        return "" if len(self.browser.store) else "Choose pictures first."

    def show_what_is_chosen(self) -> None:
        """Say which model and pictures there are, and what can be done with them."""
        page, store = self.page, self.browser.store
        self.status.show_chosen(self.model, self.name, self.root)
        again = "Predict all pictures again (Ctrl+R)" if len(store) and store.num_done == len(store) else \
            "Predict the pictures in the background (Ctrl+R)"  # fmt: skip
        page.set_can_run(self._why_not_run(), again)
        self.actions.refresh()
        if self.is_running:
            return
        if store.num_done:
            self.status.show_end(len(self.trained_on))
        else:
            self.status.show_ready(self.model)


def _number(value: object, default: float) -> float:
    return float(value) if isinstance(value, (int, float)) else default
