"""What the window says of runs on the disk: which can go on, and which were interrupted. Imports no torch."""

import csv
import json
import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.base.files import read_json
from core.base.run_info import BEST_MODEL, LAST_MODEL, RunInfo
from core.base.types import Splits
from core.training.run_folder import (
    CONFIG,
    EVENTS,
    HISTORY,
    SPLITS,
    goes_on_elsewhere,
    has_gone_on,
    is_running,
    known_runs,
    last_end,
    read_facts,
)
from models.elsewhere.names import shown_name

RESULTS = "test_results.json"
HEAD_BYTES = 1 << 20  # of events.jsonl's first line, which names all classes
SIGNS = (EVENTS, HISTORY, SPLITS)
"""Files of which a run has at least one beside its config.json, which other programs have too."""
NUM_LOOKED_AT = 32
"""Newest runs of the index that a menu looks at; some of them may be gone."""
NOT_FIGURES = ("epoch", "is_best", "seconds")


def list_runs() -> list[RunInfo]:
    """Return the runs of the index that can be read, newest first."""
    found = [info for info in map(read_run, known_runs()) if info is not None]
    return [info for info in found if info.is_readable]


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
    """Return what a run folder tells, or None where it is none.

    A folder whose files are half there, because it is being copied, gives what can be read of it.
    """
    if not (run_dir / CONFIG).is_file():
        return None
    config = read_json(run_dir / CONFIG)
    run = config.get("run")
    if not isinstance(run, dict):
        run = {}
        if not any((run_dir / name).is_file() for name in SIGNS):
            return None
    rows = history_rows(run_dir)
    best = best_row(rows)
    host = goes_on_elsewhere(run_dir)
    ended, session_s = last_end(run_dir) or (None, 0.0)
    return RunInfo(
        run_dir=run_dir,
        data_name=str(run.get("name", "")),
        model=shown_name(str(config.get("model", ""))),
        epochs=_whole(config.get("epochs")),
        epochs_done=len(rows),
        ended=ended,
        running=bool(host) or is_running(run_dir),
        has_checkpoint=(run_dir / LAST_MODEL).is_file(),
        has_model=(run_dir / BEST_MODEL).is_file(),
        started=_started(run_dir),
        seconds=max(session_s, sum(figure(row, "seconds") or 0.0 for row in rows)),
        last_sign=max((changed_at(run_dir / name) for name in (EVENTS, HISTORY)), default=0.0),
        best_epoch=_whole(best.get("epoch")) or None,
        val=figures_of(best),
        test=_test_figures(run_dir),
        is_readable=bool(config),
        host=host,
    )


def splits_of_run(run_dir: Path, folder: str = "") -> Splits:
    """Return the pictures of a run, where it found them or in the folder that they were moved to."""
    from core.data.splitting.table import read_splits
    from core.training.pictures_place import pictures_place

    facts = read_facts(run_dir)
    splits = read_splits(run_dir / SPLITS, folder or pictures_place(run_dir).here, facts.get("classes"))
    return replace(splits, name=str(facts.get("name") or splits.name))


def history_rows(run_dir: Path) -> list[dict[str, str]]:
    """Return history.csv's rows; none where it cannot be read."""
    try:
        with open(run_dir / HISTORY, encoding="utf-8-sig", newline="") as file:
            return [row for row in csv.DictReader(file) if figure(row, "epoch") is not None]
    except (OSError, csv.Error, UnicodeDecodeError):
        return []


def best_row(rows: Sequence[Mapping[str, str]]) -> Mapping[str, str]:
    """Return the row of the best epoch, the last one that was marked so; empty where there is none."""
    return next((row for row in reversed(rows) if row.get("is_best") in ("1", "1.0")), {})


def figures_of(row: Mapping[str, str]) -> dict[str, float]:
    """Return the figures of a row of history.csv that are numbers, by name."""
    found = {name: figure(row, name) for name in row if name not in NOT_FIGURES}
    return {name: value for name, value in found.items() if value is not None}


def figure(row: Mapping[str, str], name: str) -> float | None:
    """Return a row's figure, or None where it has none."""
    try:
        value = float(row[name])
    except (KeyError, ValueError, TypeError):
        return None
    return value if math.isfinite(value) else None


def _test_figures(run_dir: Path) -> dict[str, float]:
    """Return what the best epoch's weights do on test; none where the run went on after it was judged."""
    results = read_json(run_dir / RESULTS)
    metrics = results.get("metrics")
    if results.get("split") != "test" or not isinstance(metrics, dict) or has_gone_on(run_dir):
        return {}
    return {name: float(value) for name, value in metrics.items()
            if isinstance(value, (int, float)) and not isinstance(value, bool)}  # fmt: skip


def _started(run_dir: Path) -> float:
    """Return when a run began: its first event, else what its name says, else the age of its config.json."""
    try:
        with open(run_dir / EVENTS, "rb") as file:
            return float(json.loads(file.readline(HEAD_BYTES))["time"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    try:
        return time.mktime(time.strptime(run_dir.name[:15], "%Y%m%d_%H%M%S"))
    except (ValueError, OverflowError):
        return changed_at(run_dir / CONFIG)


def changed_at(path: Path) -> float:
    """Return when a file was written last; 0 where it is gone, which a run may be that is deleted meanwhile."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _whole(value: Any) -> int:
    try:
        return int(float(value))
    except (TypeError, ValueError, OverflowError):
        return 0
