"""Which checkpoint a run goes on from, and what changes where it does."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.base.errors import ClasswiseError
from core.base.events import Event, Notice
from core.base.messages import message, plural
from core.base.run_info import LAST_MODEL
from core.config import TrainConfig, pair
from core.data.train_shape import grows, train_shape
from core.model_file import model_path, read_content
from core.training import run_folder
from core.training.checkpoint import Checkpoint, is_checkpoint, save_checkpoint
from core.training.train_state import TrainState


def checkpoint_path(path: str | Path) -> Path:
    """Return the checkpoint that a path of a file or a run folder means.

    Raises:
        ModelFileError: There is none.
    """
    path = Path(path)
    return path / LAST_MODEL if (path / LAST_MODEL).is_file() else model_path(path)


def is_resumable(path: str | Path) -> bool:
    """Tell whether a file is a checkpoint to go on from (rather than weights to start a new run with).

    Raises:
        ModelFileError: It cannot be read.
    """
    return is_checkpoint(read_content(checkpoint_path(path), lazily=True))


def gpus_of(path: str | Path) -> str | None:
    """Return the numbers of the GPUs that a run was told to take, empty where it was not; None for weights alone.

    Raises:
        ModelFileError: It cannot be read.
    """
    content = read_content(checkpoint_path(path), lazily=True)
    if not is_checkpoint(content):
        return None
    config = content.get("config")
    return str(config.get("gpu") or "") if isinstance(config, dict) else ""


def run_dir_of(checkpoint: Path) -> Path:
    """Return the run folder that a checkpoint lies in.

    Raises:
        ClasswiseError: It lies elsewhere, without the run's records.
    """
    for folder in (checkpoint.absolute().parent, checkpoint.absolute().parent.parent):
        if (folder / run_folder.SPLITS).is_file() and (folder / run_folder.CONFIG).is_file():
            return folder
    raise ClasswiseError(f"Beside {checkpoint} there is no {run_folder.SPLITS} and {run_folder.CONFIG} of its run. Go "
                         "on from a checkpoint in its run folder.")


def check_something_left(run_dir: Path, config: TrainConfig, state: TrainState) -> None:
    """Refuse to go on with a run that has done its epochs and was judged; a kill may have come before that.

    Raises:
        ClasswiseError: There is nothing left to do.
    """
    is_done = run_folder.end_reason(run_dir) in run_folder.JUDGED_ENDS
    if config.epochs < state.epoch or (config.epochs == state.epoch and is_done):
        raise ClasswiseError(f"That run has done its last epoch ({state.epoch}). Give more --epochs to go on.")


def save_changes(file: Path, checkpoint: Checkpoint, config: Mapping[str, Any]) -> None:
    """Make last_model.pth what a run goes on from, or a kill in its next epoch would undo the changes.

    Args:
        file: The checkpoint's.
        checkpoint: With its state as it is to go on.
        config: The run's settings from now on, as plain values.

    Raises:
        OutputError: It cannot be written.
    """
    last = run_dir_of(file) / LAST_MODEL
    if config != checkpoint.model_file.config or file.absolute() != last:
        model_file = replace(checkpoint.model_file, config=dict(config))
        save_checkpoint(last, model_file, checkpoint.state, checkpoint.step_state)


def lay_out_anew(state: TrainState, config: TrainConfig, num_train: int) -> list[Event]:
    """Let the schedule end with the new last epoch, where another number of epochs was given."""
    if config.epochs in (state.epochs, state.epoch):  # as planned, or nothing left but to judge
        return []
    before, state.epochs, state.schedule_first_step = state.epochs, config.epochs, state.step
    state.epochs_without_better = 0
    left = config.epochs - state.epoch
    notices: list[Event] = [Notice(message(
        "The run goes on to epoch {epochs} instead of {before}; the learning rate's schedule is laid out anew over the "
        "{left} left ({pictures}).", epochs=config.epochs, before=before, left=plural(left, "{n} epoch", "{n} epochs"),
        pictures=plural(num_train, "{n} training picture", "{n} training pictures")))]  # fmt: skip
    if grows(config):
        height, width = train_shape(config, pair(config.input_shape), state.epoch + 1)
        notices.append(Notice(f"Training pictures grow over all {config.epochs} epochs: the next ones are trained on "
                              f"pictures of {height} x {width} pixels."))
    return notices
