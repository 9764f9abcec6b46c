"""Shows the chosen runs side by side, and judges them on the same pictures where they were not."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PyQt5.QtCore import QObject

from app.run_facts import figures_of_comparison, figures_of_one, figures_of_runs, settings_of_runs
from app.run_reader import ChosenRuns, RunReader
from app.torch_loader import TorchLoader
from core.base.control import Control
from core.base.events import Emit, Event, Notice, Progress
from core.base.messages import Message, joined, message, plural
from core.base.run_info import RunInfo, RunState
from ui.dialogs.evaluate_on import EvaluateOnDialog, PictureSource
from ui.language import shown
from ui.run_curves import RunCurves
from ui.widgets.run_facts import Fact
from ui.widgets.run_model import started_text
from ui.widgets.run_plot import MOST
from ui.wording import split_name

if TYPE_CHECKING:
    from app.runs_controller import RunsController
    from core.evaluation.comparison import Comparison
    from core.evaluation.pictures import LabelledPictures


RunsKey = frozenset[tuple[Path, int | None]]
DIFFERENT = message("These runs were not validated on the same pictures, so their figures cannot be compared.")


class RunsComparison(QObject):
    """The lower part of the Runs page."""

    def __init__(self, controller: "RunsController", loader: TorchLoader) -> None:
        super().__init__(controller)
        self._controller = controller
        self._context = controller.context
        self._page = controller.page
        self._details = controller.page.details
        self._loader = loader
        self._reader = RunReader()
        self._job: Any = None
        self._compare_job: Any = None
        self._again = False
        self._chosen: ChosenRuns | None = None
        self._anyway: RunsKey = frozenset()
        self._comparisons: dict[RunsKey, Comparison] = {}
        self._page.table.chosen.connect(lambda _runs: self._on_chosen())
        self._details.evaluate_asked.connect(self.ask_pictures)
        self._details.shown_anyway.connect(self._show_anyway)
        self._details.all_settings_changed.connect(lambda _on: self.show())
        self._details.plot.saved.connect(self._on_saved)
        self._details.plot.save_failed.connect(lambda text: self._page.banner.show_message(text, "error"))
        loader.ready.connect(lambda _device: self.read())

    def read(self) -> None:
        """Read what is new of the chosen runs, and show it."""
        runs = self._page.table.chosen_runs()
        if not runs:
            self._details.show_nothing()
            self._chosen = None
            return
        if self._job is not None:
            self._again = True
            return
        names, reader, has_torch = names_of(runs), self._reader, bool(self._loader.device)

        def work(emit: Emit, control: Control) -> ChosenRuns:
            return reader.read(runs, names, control, has_torch=has_torch)

        self._again = False
        self._job = self._context.jobs.start("Reading runs", work, kind="run_records", on_finished=self._on_read,
                                             on_failed=self._context.show_error)
        self._job.ended.connect(self._on_read_ended)

    def show(self) -> None:
        """Show what was read."""
        chosen = self._chosen
        if chosen is None:
            return
        compared = self._comparisons.get(_key(chosen.runs)) if len(chosen.runs) > 1 else None
        may_draw = chosen.same_val is True or _key(chosen.runs) == self._anyway
        self._show_notice(chosen, compared)
        # A comparison on the same pictures gives figures and matrices; the curves stay those of each run's own.
        curves = chosen.curves if may_draw else ()
        matrices = _matrices_of(chosen, compared) if compared is not None else curves
        why_none = "" if may_draw else message("Not shown together: their val pictures differ.")
        self._details.show_runs(curves, matrices=matrices, why_none=why_none)
        names = [curve.name for curve in chosen.curves]
        if compared is not None:
            self._details.show_figures(names, figures_of_comparison(compared, chosen.runs))
        elif len(chosen.runs) == 1:
            self._details.show_figures([message("Val, at the best epoch"), message("Test")],
                                       figures_of_one(chosen.runs[0]))  # fmt: skip
        else:
            why_not = (Fact(DIFFERENT, ()),) if chosen.same_val is False else ()
            self._details.show_figures(names if may_draw else (), figures_of_runs(chosen.runs) if may_draw else why_not)
        everything = self._details.all_settings.isChecked()
        self._details.show_settings(names, settings_of_runs(chosen.configs, everything=everything))

    def ask_pictures(self) -> None:
        """Ask on which pictures the chosen runs are to be judged."""
        runs = self._page.table.chosen_runs()
        sources = [PictureSource(message("The pictures of {run}", run=name), "run", str(run.run_dir))
                   for run, name in zip(runs, names_of(runs), strict=True)]  # fmt: skip
        opened = self._context.data.opened
        if opened is not None:
            name = message("The current data: {name}", name=opened.splits.name)
            sources.append(PictureSource(name, "data", opened.splits.root))
        dialog = EvaluateOnDialog(len(runs), sources, self._page)
        dialog.chosen.connect(lambda source, split: self.compare(runs, source, split))
        dialog.open()

    def compare(self, runs: Sequence[RunInfo], source: PictureSource, split: str) -> None:
        """Judge runs on the same pictures, in a job."""
        if self._compare_job is not None:
            return
        opened = self._context.data.opened
        splits = opened.splits if opened is not None else None

        def pictures(emit: Emit, control: Control) -> "LabelledPictures":
            return pictures_of(source, split, splits, emit, control)

        settings = self._context.settings
        self._page.banner.hide()
        self._compare_job = self._context.jobs.start(
            "Evaluating the chosen runs", compare_work([run.run_dir for run in runs], pictures, settings),
            kind="compare", on_events=self._on_events,
            on_finished=lambda comparison: self._on_compared(_key(runs), comparison),
            on_failed=self._controller.actions.show_problem,
            on_cancelled=lambda: self._context.window.toast(shown("Stopped; nothing was compared.")),
        )  # fmt: skip
        self._compare_job.ended.connect(self._on_compare_ended)
        self.show()

    def _show_notice(self, chosen: ChosenRuns, compared: "Comparison | None") -> None:
        count = len(chosen.runs)
        can_evaluate = count > 1 and self._compare_job is None and all(run.has_model for run in chosen.runs)
        if count == 1:
            state, reason = chosen.runs[0].state, chosen.curves[0].end_message
            text = message("{state}. {reason}", state=state, reason=reason) if reason else state
            is_bad = chosen.runs[0].condition in (RunState.FAILED, RunState.DIVERGED)
            self._details.show_notice(text, len(chosen.runs), can_evaluate=False, is_warning=is_bad)
        elif compared is not None:
            can_show = chosen.same_val is False and _key(chosen.runs) != self._anyway
            self._details.show_notice(_judged_on(compared), len(chosen.runs), can_evaluate=can_evaluate,
                                      is_warning=False, can_show_anyway=can_show)  # fmt: skip
        elif chosen.same_val is None:
            text = message("Whether the runs have the same val pictures is known when torch is loaded.")
            self._details.show_notice(text, len(chosen.runs), can_evaluate=False, is_warning=False)
        elif chosen.same_val:
            text = message("These runs were validated on the same pictures, so their figures can be compared.")
            if count > MOST:
                text = message("These runs were validated on the same pictures. The first {n} are drawn.", n=MOST)
            self._details.show_notice(text, len(chosen.runs), can_evaluate=can_evaluate, is_warning=False)
        else:
            self._details.show_notice(DIFFERENT, len(chosen.runs), can_evaluate=can_evaluate, is_warning=True,
                                      can_show_anyway=_key(chosen.runs) != self._anyway)  # fmt: skip

    def _on_chosen(self) -> None:
        self._controller.actions.enable()
        self.read()

    def _on_read(self, chosen: ChosenRuns) -> None:
        self._chosen = chosen
        if {run.run_dir for run in self._page.table.chosen_runs()} == {run.run_dir for run in chosen.runs}:
            self.show()

    def _on_read_ended(self) -> None:
        self._job = None
        if self._again:
            self.read()

    def _show_anyway(self) -> None:
        if self._chosen is not None:
            self._anyway = _key(self._chosen.runs)
            self.show()

    def _on_saved(self, path: str) -> None:
        self._context.window.toast(shown(message("Saved {path}", path=path)))

    def _on_events(self, events: tuple[Event, ...]) -> None:
        for event in events:
            if isinstance(event, Notice):
                self._context.window.log.append(event.message)
            elif isinstance(event, Progress) and event.total:
                self._context.window.status.set_job(shown(event.stage), event.fraction)

    def _on_compared(self, key: "RunsKey", comparison: "Comparison") -> None:
        self._comparisons[key] = comparison
        self.show()

    def _on_compare_ended(self) -> None:
        self._compare_job = None
        self.show()


def names_of(runs: Sequence[RunInfo]) -> list[str]:
    """Return short names that tell runs apart: network and time, or else the folder's."""
    names = [f"{run.model}, {started_text(run)}" for run in runs]
    return [name if names.count(name) == 1 else run.run_dir.name for name, run in zip(names, runs, strict=True)]


def pictures_of(source: PictureSource, split: str, splits: Any, emit: Emit, control: Control) -> "LabelledPictures":
    """Return the pictures that a choice means; runs in a thread.

    Raises:
        DataError: There are none.
    """
    from core.base.errors import DataError
    from core.base.types import DatasetIndex
    from core.config import TrainConfig
    from core.data.sources.open import open_source
    from core.evaluation.pictures import LabelledPictures, pictures_of_run, pictures_of_source

    if source.kind == "run" and split:
        return pictures_of_run(Path(source.path), split)
    if source.kind == "run":
        parts, problems = [], []
        for name in ("train", "val", "test"):
            try:
                parts.append(pictures_of_run(Path(source.path), name))
            except DataError as error:  # a run without test pictures
                problems.append(error)
        if not parts:
            raise problems[0]
        labels = {path: label for part in parts for path, label in part.labels.items()}
        return LabelledPictures(tuple(path for part in parts for path in part.paths), labels, parts[0].name)
    if source.kind == "data":
        samples = tuple(replace(sample, split=part) for part, some in splits for sample in some)
        return pictures_of_source(DatasetIndex(splits.root, splits.classes, samples, name=splits.name), split)
    index = open_source(replace(TrainConfig(), dataset_path=source.path), emit, control)
    return pictures_of_source(index, split)


def compare_work(run_dirs: Sequence[Path], pictures: Callable[[Emit, Control], "LabelledPictures"],
                 settings: Any) -> Callable[[Emit, Control], "Comparison"]:  # fmt: skip
    """Return the work of judging runs on the same pictures."""
    device, num_threads = settings.device, settings.num_threads

    def work(emit: Emit, control: Control) -> "Comparison":
        from core.evaluation.comparison import compare

        return compare(run_dirs, pictures(emit, control), emit, control, device=device, num_threads=num_threads)

    return work


def _key(runs: Sequence[RunInfo]) -> RunsKey:
    """Return what a comparison holds for: these runs, with the weights of these epochs."""
    return frozenset((run.run_dir, run.best_epoch) for run in runs)


def _matrices_of(chosen: ChosenRuns, compared: "Comparison") -> list[RunCurves]:
    by_run = {run.model: run for run in compared.runs}
    found = []
    for run, curve in zip(chosen.runs, chosen.curves, strict=True):
        judged = by_run[run.run_dir]
        counts = tuple(tuple(row) for row in judged.metrics["confusion_matrix"])
        found.append(replace(curve, classes=judged.classes, confusion=counts, judged_on=_where(compared)))
    return found


def _where(compared: "Comparison") -> str:
    if not compared.split:
        return compared.source
    return message("{source}, {split}", source=compared.source, split=split_name(compared.split))


def _judged_on(compared: "Comparison") -> Message:
    where = _where(compared)
    text = plural(compared.num_judged, "All were judged on the same {n} picture of {where}.",
                  "All were judged on the same {n:,} pictures of {where}.", where=where)  # fmt: skip
    if not compared.num_trained_on:
        return text
    left_out = plural(compared.num_trained_on, "{n} was left out, because one of the runs was trained with it.",
                      "{n:,} were left out, because one of the runs was trained with them.")  # fmt: skip
    return joined(text, left_out)
