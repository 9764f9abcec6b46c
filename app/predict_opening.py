"""Opens models, pictures, runs and tables for the Predict page, each in a job."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject

from app.labels_file import LabelsFile
from app.opening_job import (
    Listed,
    OpenedModel,
    StoredRun,
    list_places,
    open_evaluation,
    open_model,
    open_run,
    read_table,
)
from core.base.control import Control
from core.base.events import Emit
from core.base.files import name_of
from core.base.messages import joined, message
from core.base.types import Split
from core.data.sources.names import common_root
from ui.arrange import SortBy
from ui.wording import pictures

if TYPE_CHECKING:
    from app.predict_controller import PredictController
    from core.evaluation.evaluate import Evaluation


class PredictOpening(QObject):
    """What the page's choices open."""

    def __init__(self, controller: "PredictController") -> None:
        super().__init__(controller)
        self.controller = controller
        self.context = controller.context
        self.page = controller.page
        self.browser = controller.browser

    def open_model(self, path: str) -> None:
        """Open a model file, a checkpoint or a run folder's model."""
        def work(emit: Emit, control: Control) -> OpenedModel:
            return open_model(path, emit, control)

        self.context.settings.model_folder = os.path.dirname(path)
        self.controller.start(message("Opening {name}", name=os.path.basename(path)), work, "model",
                              self._on_model_opened)  # fmt: skip

    def open_pictures(self, paths: Sequence[str]) -> None:
        """List the pictures of folders, or take single ones."""
        places = list(paths)
        if not places:
            return

        def work(emit: Emit, control: Control) -> tuple[Listed, LabelsFile]:
            listed = list_places(places, emit, control)
            return listed, LabelsFile(listed.root)

        def take(result: tuple[Listed, LabelsFile]) -> None:
            first = places[0]
            is_picture = os.path.abspath(first) in result[0].paths
            self.context.settings.pictures_folder = os.path.dirname(first) if is_picture else first
            if len(places) == 1:
                self.context.settings.remember("pictures", first)
            self.context.save_settings()  # now, for the window may be killed before it is closed
            self._on_listed(*result)

        looking = message("Looking for pictures in {name}", name=name_of(places[0]))
        self.controller.start(looking, work, "data", take)

    def open_run(self, run_dir: str) -> None:
        """Open a run's model and the predictions kept in its folder, surest mistakes first."""
        def work(emit: Emit, control: Control) -> tuple[StoredRun, LabelsFile | None]:
            return _with_labels(open_run(run_dir, emit, control))

        self.controller.start(message("Opening {name}", name=os.path.basename(run_dir)), work, "model",
                              lambda result: self._on_run_opened(result[0], result[1], run_dir))  # fmt: skip

    def open_evaluation(self, model_path: str, evaluation: "Evaluation", folder: Path) -> None:
        """Open a model and what it was judged on, with what it said of these pictures, surest mistakes first."""
        def work(emit: Emit, control: Control) -> tuple[StoredRun, LabelsFile | None]:
            return _with_labels(open_evaluation(model_path, evaluation, folder, emit, control))

        self.controller.start(message("Opening {name}", name=os.path.basename(model_path)), work, "model",
                              lambda result: self._on_run_opened(result[0], result[1], model_path))  # fmt: skip

    def open_sample(self) -> None:
        """List the digits that come with Classwise."""
        def work(emit: Emit, control: Control) -> tuple[Listed, LabelsFile]:
            from core.data.sample import sample_folder

            listed = list_places([str(sample_folder())], emit, control)
            return listed, LabelsFile(listed.root)

        self.controller.start(message("Laying out the sample digits"), work, "data",
                              lambda result: self._on_listed(*result))  # fmt: skip

    def open_current_data(self, split: Split | None = None) -> None:
        """List the pictures of the current data set, or of one of its splits; their true classes are known."""
        opened = self.context.data.opened
        if opened is None:
            return
        splits = opened.splits
        samples = [sample for part in ([split] if split else Split) for sample in splits.of(part)]
        labels = {sample.path: splits.classes[sample.label] for sample in samples if sample.label is not None}
        name = f"{splits.name} {split}" if split else splits.name

        def work(emit: Emit, control: Control) -> tuple[Listed, LabelsFile]:
            return Listed(tuple(sample.path for sample in samples), splits.root, name), LabelsFile(splits.root)

        self.controller.start(message("Listing {name}", name=name), work, "data",
                              lambda result: self._on_listed(result[0], result[1], labels))  # fmt: skip

    def open_table(self, path: str) -> None:
        """Take true classes from a table."""
        def work(emit: Emit, control: Control) -> dict[str, str]:
            return read_table(path, emit, control)

        self.controller.start(message("Reading {name}", name=os.path.basename(path)), work, "data", self._on_table_read,
                              ends_prediction=False)  # fmt: skip

    def _on_model_opened(self, model: OpenedModel) -> None:
        self.controller.take_model(model)
        self.context.settings.remember("models", model.path)
        self.context.save_settings()
        self.controller.show_labels()
        self.controller.show_what_is_chosen()

    def _on_listed(self, listed: Listed, file: LabelsFile, labels: Mapping[str, str] | None = None) -> None:
        self.controller.root, self.controller.name = listed.root, listed.name
        self.controller.trained_on.clear()
        self.controller.status.forget_time()
        self.controller.table = dict(labels or {})
        self.page.show_unreadable.hide()
        self.page.show_browsing(True)
        self.page.view.filters.begin_anew()
        self._list(listed.paths)
        self.controller.begin_labels(file)
        self.controller.show_labels()
        self.controller.show_what_is_chosen()
        if listed.notes:
            self.page.banner.show_message(joined(*listed.notes[:3]), "warning")

    def _list(self, paths: Sequence[str]) -> None:
        """List pictures; how they look is seen anew, as some may have been changed, or mended, since."""
        self.controller.service.forget()
        self.browser.set_pictures(paths)
        self.page.view.grid.request_thumbnails()

    def _on_run_opened(self, run: StoredRun, file: LabelsFile | None, run_dir: str) -> None:
        self.controller.take_model(run.model)
        self.context.settings.remember("models", run_dir)
        self.context.save_settings()
        if run.missing_folder:
            self.controller.moved.tell(run_dir, run.missing_folder)
        if file is None:
            self.controller.show_labels()
            self.controller.show_what_is_chosen()
            return
        self.controller.root, self.controller.name = file.root, os.path.basename(file.root)
        self.controller.status.forget_time()
        self.controller.table = dict(run.labels)
        self.page.show_browsing(True)
        self.page.view.filters.begin_anew()
        self._list(run.paths)
        self.controller.begin_labels(file)
        self.browser.add_results(run.results)
        self.page.view.filters.set_sort(SortBy.WRONG_FIRST)
        self.controller.show_labels()
        self.browser.finish()
        self.browser.go_first()
        self.controller.show_what_is_chosen()

    def _on_table_read(self, labels: dict[str, str]) -> None:
        self.controller.table = labels
        found = sum(path in self.browser.store for path in labels)
        self.controller.show_labels()
        self.controller.show_what_is_chosen()
        if found:
            self.context.window.toast(message("The table names the true class of {pictures} of this list.",
                                              pictures=pictures(found)))  # fmt: skip
        else:
            self.page.banner.show_message("The table names none of the pictures in this list. Its paths must lead to "
                                          "these pictures.", "warning")  # fmt: skip


def _with_labels(run: StoredRun) -> tuple[StoredRun, LabelsFile | None]:
    """Return a run with the table of its pictures' labels; None where it has no pictures."""
    if not run.paths:
        return run, None
    return run, LabelsFile(common_root([os.path.dirname(path) for path in run.paths]))
