"""When a training is saved, and what is kept."""

import time
from collections.abc import Callable
from pathlib import Path

from core.base.events import CheckpointSaved, Emit
from core.base.run_info import BEST_MODEL, LAST_MODEL
from core.model_file import ModelFile, save_model_file
from core.training.checkpoint import save_best_and_last, save_checkpoint
from core.training.run_folder import CHECKPOINTS, require_there
from core.training.step import TrainingStep
from core.training.train_state import TrainState

SAVE_INTERVAL_S = 3.0
"""Where epochs are shorter than saving, a kill loses at most this much."""


class Saver:
    """Writes last_model.pth, best_model.pth and the kept checkpoints of a run."""

    def __init__(self, run_dir: Path, freq: int, state: TrainState, step: TrainingStep,
                 last_model: Callable[[], ModelFile]) -> None:
        """Prepare to save.

        Args:
            run_dir: The run folder.
            freq: Every that many epochs a checkpoint is kept; 0 for never.
            state: Where the training stands; kept, and read at each save.
            step: What learns; its state goes into each checkpoint.
            last_model: Makes a model file of the network as it is.
        """
        self._run_dir, self._freq = run_dir, freq
        self._state, self._step, self._last_model = state, step, last_model
        self._waiting_best: ModelFile | None = None
        self._is_waiting = False
        self._saved_at = 0.0

    def epoch_ended(self, emit: Emit, best: ModelFile | None) -> None:
        """Save after an epoch; `best` is its model where it is the best so far.

        With features known an epoch is shorter than writing it: then only every few seconds.
        """
        is_soon = time.perf_counter() - self._saved_at < SAVE_INTERVAL_S
        if self._step.tail is not None and is_soon and not self._is_kept_epoch:
            self._waiting_best, self._is_waiting = best or self._waiting_best, True
        else:
            self.save(emit, best)

    def save(self, emit: Emit, best: ModelFile | None = None) -> None:
        """Save now, with what waited."""
        require_there(self._run_dir)
        best = best or self._waiting_best
        is_of_now = best is not None and best.epoch == self._state.epoch and not self._state.batch
        last = best if best is not None and is_of_now else self._last_model()
        save_best_and_last(self._run_dir, best, last, self._state, self._step.state())
        emit(CheckpointSaved(str(self._run_dir / LAST_MODEL), "last", self._state.epoch))
        if best is not None:
            emit(CheckpointSaved(str(self._run_dir / BEST_MODEL), "best", best.epoch))
        self._waiting_best, self._is_waiting, self._saved_at = None, False, time.perf_counter()
        self._keep(emit, last)

    def save_waiting(self, emit: Emit) -> None:
        """Save where an epoch waited for it."""
        if self._is_waiting:
            self.save(emit)

    def save_waiting_best(self) -> None:
        """Save no more than the best model that waited, where the training broke off by an error."""
        if self._waiting_best is not None and self._run_dir.is_dir():
            save_model_file(self._waiting_best, self._run_dir / BEST_MODEL)

    def keep_missing(self, emit: Emit, last: Callable[[], ModelFile]) -> None:
        """Keep the checkpoint of the epoch where a kill came between the writes of last_model.pth and of its copy."""
        if self._is_kept_epoch and not self._kept_path.exists():
            self._keep(emit, last())

    def _keep(self, emit: Emit, last: ModelFile) -> None:
        """Keep a copy of the checkpoint after every freq-th epoch."""
        if self._is_kept_epoch:
            save_checkpoint(self._kept_path, last, self._state, self._step.state())
            emit(CheckpointSaved(str(self._kept_path), "epoch", self._state.epoch))

    @property
    def _is_kept_epoch(self) -> bool:
        state = self._state
        return bool(self._freq and state.epoch and state.batch == 0 and state.epoch % self._freq == 0)

    @property
    def _kept_path(self) -> Path:
        return self._run_dir / CHECKPOINTS / f"epoch_{self._state.epoch:04d}.pth"
