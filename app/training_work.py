"""The work of the training jobs; imports torch only when it runs, in its thread."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.fonts import release_fonts
from app.jobs import Work
from core.base.control import Control
from core.base.errors import DataError
from core.base.events import Emit, Event, Notice, RunStarted
from core.base.messages import plural
from core.base.types import Splits
from core.config import TrainConfig

if TYPE_CHECKING:
    from core.training.run import RunResult


@dataclass(frozen=True, slots=True)
class DataChanged(Notice):
    """The run found other pictures than those that were shown when it was started."""


def train_work(config: TrainConfig, shown: Splits | None = None) -> Work:
    """Return the work of a new run; weights that cannot be fetched end it, so that the user can say what to do.

    Args:
        config: Its settings.
        shown: The pictures that the window shows of its data. The run reads them anew, and tells of others by
            DataChanged.
    """

    def work(emit: Emit, control: Control) -> "RunResult":
        from core.training.run import train

        def emit_and_compare(event: Event) -> None:
            emit(event)
            if shown is not None and isinstance(event, RunStarted):
                _tell_changed(shown, Path(event.run_dir), emit)

        try:
            return train(config, emit_and_compare, control, may_fall_back=False)
        finally:
            release_fonts()

    return work


def resume_work(run_dir: str, changes: Mapping[str, Any]) -> Work:
    """Return the work of going on with a run, some of its settings changed."""

    def work(emit: Emit, control: Control) -> "RunResult":
        from core.training.run import resume

        try:
            return resume(run_dir, emit, control, **changes)
        finally:
            release_fonts()

    return work


def _tell_changed(shown: Splits, run_dir: Path, emit: Emit) -> None:
    """Say how many pictures a run has otherwise than they were shown, where there are such."""
    from core.data.splitting.table import num_changed
    from core.training.run_folder import SPLITS

    with suppress(DataError):
        if number := num_changed(shown, run_dir / SPLITS):
            emit(DataChanged(plural(
                number, "The data has changed since it was read here: {n} picture is new, gone, or has another class, "
                "split or group. The training uses what is there now.",
                "The data has changed since it was read here: {n:,} pictures are new, gone, or have another class, "
                "split or group. The training uses what is there now."), "warning"))  # fmt: skip
