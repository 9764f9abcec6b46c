"""What the window says of runs on the disk: which can go on, and which were interrupted. Imports no torch."""

import csv
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core.base.types import RunEndReason, Splits
from core.training.run_folder import CONFIG, HISTORY, SPLITS, end_reason, is_running, known_runs, read_facts
from models.elsewhere.names import shown_name

LAST_MODEL = "last_model.pth"
BEST_MODEL = "best_model.pth"


@dataclass(frozen=True)
class RunInfo:
    """One run.

    Attributes:
        run_dir: Its folder.
        data_name: Name of its data set.
        model: Name of its network.
        epochs: Last epoch that was wanted.
        epochs_done: Epochs with figures.
        ended: Why it ended; None where it never came to an end: it was interrupted.
        running: A living process works in it.
        has_checkpoint: It can go on.
        has_model: It has a best epoch.
    """

    run_dir: Path
    data_name: str
    model: str
    epochs: int
    epochs_done: int
    ended: RunEndReason | None
    running: bool
    has_checkpoint: bool
    has_model: bool

    @property
    def was_interrupted(self) -> bool:
        """Whether it broke off without an end and can go on."""
        return self.ended is None and not self.running and self.has_checkpoint

    @property
    def title(self) -> str:
        """Network and data in words."""
        return f"{self.model} on {self.data_name}" if self.data_name else self.model

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        done = f"epoch {self.epochs_done} of {self.epochs}"
        if self.running:
            return f"running, {done}"
        words = {None: "interrupted", RunEndReason.FINISHED: "finished", RunEndReason.EARLY_STOPPED: "ended early",
                 RunEndReason.STOPPED: "stopped", RunEndReason.NON_FINITE_LOSS: "diverged",
                 RunEndReason.FAILED: "failed"}  # fmt: skip
        return f"{words[self.ended]}, {done}"


def list_runs() -> list[RunInfo]:
    """Return the runs of the index that can be read, newest first."""
    return [info for info in map(read_run, known_runs()) if info is not None]


def interrupted_run(dismissed: list[str]) -> RunInfo | None:
    """Return the newest run that broke off, unless its resuming was declined.

    Only the newest few are looked at, for each costs reading some files.
    """
    for run_dir in known_runs()[:5]:
        info = read_run(run_dir)
        if info is not None and info.was_interrupted and str(run_dir) not in dismissed:
            return info
    return None


def read_run(run_dir: Path) -> RunInfo | None:
    """Return what a run folder tells, or None where it is none."""
    config = _json(run_dir / CONFIG)
    if not config:
        return None
    run = config.get("run")
    data_name = str(run.get("name", "")) if isinstance(run, dict) else ""
    return RunInfo(
        run_dir,
        data_name,
        shown_name(str(config.get("model", ""))),
        int(config.get("epochs", 0)),
        len(history_rows(run_dir)),
        end_reason(run_dir),
        is_running(run_dir),
        (run_dir / LAST_MODEL).is_file(),
        (run_dir / BEST_MODEL).is_file(),
    )


def splits_of_run(run_dir: Path) -> Splits:
    """Return the pictures of a run, where it found them."""
    from core.data.splitting.table import read_splits

    facts = read_facts(run_dir)
    splits = read_splits(run_dir / SPLITS, str(facts.get("root", "")), facts.get("classes"))
    return replace(splits, name=str(facts.get("name") or splits.name))


def history_rows(run_dir: Path) -> list[dict[str, str]]:
    """Return history.csv's rows; none where it cannot be read."""
    try:
        with open(run_dir / HISTORY, encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    except (OSError, csv.Error, UnicodeDecodeError):
        return []


def figure(row: dict[str, str], name: str) -> float | None:
    """Return a row's figure, or None where it has none."""
    try:
        return float(row[name])
    except (KeyError, ValueError, TypeError):
        return None


def _json(path: Path) -> dict[str, Any]:
    try:
        values = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}
