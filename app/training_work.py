"""The work of the training jobs; imports torch only when it runs, in its thread."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app.fonts import release_fonts
from app.jobs import Work
from core.base.control import Control
from core.base.events import Emit
from core.config import TrainConfig

if TYPE_CHECKING:
    from core.training.run import RunResult


def train_work(config: TrainConfig) -> Work:
    """Return the work of a new run; weights that cannot be fetched end it, so that the user can say what to do."""

    def work(emit: Emit, control: Control) -> "RunResult":
        from core.training.run import train

        try:
            return train(config, emit, control, may_fall_back=False)
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
