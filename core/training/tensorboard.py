"""What TensorBoard shows of a run."""

import logging
from pathlib import Path
from typing import Any

from core.base.errors import BROKEN_PACKAGE
from core.base.events import BatchEnded, EpochEnded, Event, RunStarted
from core.base.folders import missing_folders, remove_empty, remove_tree
from core.training.records import history_row

logger = logging.getLogger(__name__)


class TensorBoard:
    """tensorboard/: loss and learning rate every `logging_steps`, all figures after each epoch.

    Where the package is missing, one sentence says so, and the training goes on.
    """

    def __init__(self, folder: Path, logging_steps: int) -> None:
        self._folder = folder
        self._logging_steps = logging_steps
        self._accumulate = 1
        self._writer: Any = None

    def __call__(self, event: Event) -> None:
        """Take one event."""
        if isinstance(event, RunStarted):
            try:
                from torch.utils.tensorboard import SummaryWriter  # late: it imports much
            except BROKEN_PACKAGE as error:
                logger.warning("%s is not written: the package tensorboard cannot be imported (%s). Run: "
                               "python -m pip install -r requirements.txt", self._folder, error)  # fmt: skip
                return
            self._accumulate = int(event.config.get("accumulate", 1))
            steps = -(-event.batches // self._accumulate)
            purge_step = (event.start_epoch - 1) * steps + event.start_batch // self._accumulate + 1
            self._writer = SummaryWriter(str(self._folder), purge_step=purge_step if purge_step > 1 else None)
        elif self._writer is None:
            return
        elif isinstance(event, BatchEnded):
            ends_group = event.batch % self._accumulate == 0 or event.batch == event.batches
            if not ends_group or event.step % self._logging_steps or not self._folder.is_dir():
                return
            self._writer.add_scalar("batch/loss", event.loss, event.step)
            self._writer.add_scalar("batch/lr", event.lr, event.step)
        elif isinstance(event, EpochEnded):
            for name, value in history_row(event).items():
                if name != "epoch":
                    self._writer.add_scalar(f"epoch/{name}", value, event.epoch)
            self._writer.flush()

    def close(self) -> None:
        """End the writer and its thread, which write once more; where the run was moved or deleted, for nobody."""
        if self._writer is None:
            return
        made = missing_folders(self._folder)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._writer.close()
        except OSError:
            if not made:
                raise  # else the records have told that the run is gone, maybe with its drive
        finally:
            self._writer = None
            if made:
                remove_tree(self._folder)
            remove_empty(made[1:])
