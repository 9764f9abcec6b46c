"""Reads all that is shown of the chosen runs; for a job."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.plotting import load_plotting
from app.run_record import RunRecord
from core.base.control import Control
from core.base.errors import ClasswiseError
from core.base.events import ignore
from core.base.files import read_json
from core.base.run_info import RunInfo
from core.training.run_folder import CONFIG
from ui.run_curves import RunCurves

MOST_RECORDS = 32


@dataclass(frozen=True)
class ChosenRuns:
    """What was read of some runs.

    Attributes:
        runs: The runs.
        curves: Their figures, in the same order.
        configs: What their config.json holds, in the same order.
        same_val: Whether they were validated on the same pictures; None where that is not known yet.
    """

    runs: tuple[RunInfo, ...]
    curves: tuple[RunCurves, ...]
    configs: tuple[Mapping[str, Any], ...]
    same_val: bool | None


class RunReader:
    """Remembers what it read, so that a growing run costs only what is new; one reading at a time."""

    def __init__(self) -> None:
        self._records: dict[Path, RunRecord] = {}
        self._same: dict[tuple[Path, ...], bool] = {}

    def read(self, runs: Sequence[RunInfo], names: Sequence[str], control: Control, *, has_torch: bool) -> ChosenRuns:
        """Read some runs.

        Args:
            runs: The runs.
            names: What each is called.
            control: Asked whether to stop.
            has_torch: torch is there, which comparing the pictures of several runs needs.

        Raises:
            Cancelled: A stop was asked for.
        """
        load_plotting(ignore, control)
        curves = []
        for run, name in zip(runs, names, strict=True):
            control.check()
            if run.run_dir not in self._records and len(self._records) >= MOST_RECORDS:
                self._records.pop(next(iter(self._records)))
            curves.append(self._records.setdefault(run.run_dir, RunRecord(run.run_dir)).update(name))
        configs = tuple(read_json(run.run_dir / CONFIG) for run in runs)
        same: bool | None = True
        if len(runs) > 1:
            same = self._same_val(runs) if has_torch else None
        return ChosenRuns(tuple(runs), tuple(curves), configs, same)

    def _same_val(self, runs: Sequence[RunInfo]) -> bool:
        from core.evaluation.comparison import have_same_val_pictures

        key = tuple(sorted(run.run_dir for run in runs))
        if key not in self._same:
            try:
                same = have_same_val_pictures(key)
            except ClasswiseError:  # without a model file nothing proves it
                return False
            self._same[key] = same
        return self._same[key]
