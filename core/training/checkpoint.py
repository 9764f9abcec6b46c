"""Checkpoints: a model file and all that is needed to go on exactly where a training stopped."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from core.base.errors import ModelFileError
from core.base.files import explained_os_errors, move_over, remove_file
from core.base.run_info import BEST_MODEL, LAST_MODEL
from core.model_file import (
    ModelFile,
    is_model_content,
    load_model_file,
    model_file_of,
    model_path,
    read_content,
    save_model_file,
)
from core.plain_values import plain
from core.training.train_state import TrainState, state_of

NEXT_BEST = "best_model.next.pth"


@dataclass(frozen=True)
class Checkpoint:
    """A checkpoint as it was read.

    Attributes:
        model_file: The network of the last step.
        state: Where the training stood.
        step_state: Of the optimizer and all else that a step changes; see TrainingStep.state.
    """

    model_file: ModelFile
    state: TrainState
    step_state: Mapping[str, Any]


def save_checkpoint(path: str | Path, model_file: ModelFile, state: TrainState,
                    step_state: Mapping[str, Any]) -> None:
    """Write a checkpoint, whole or not at all.

    Args:
        path: Where to.
        model_file: The network as it is judged and used.
        state: Where the training stands.
        step_state: See TrainingStep.state.

    Raises:
        OutputError: It cannot be written.
    """
    save_model_file(model_file, path, {"training": plain({"state": asdict(state), **step_state})})


def load_checkpoint(path: str | Path) -> Checkpoint:
    """Read a checkpoint file.

    Raises:
        ModelFileError: Missing, damaged, or a model file without a training's state.
    """
    file = model_path(path)
    content = read_content(file)
    if not is_checkpoint(content):
        raise ModelFileError(f"{file} is no checkpoint to go on from. Give a run's {LAST_MODEL}.")
    return checkpoint_of(content, file)


def checkpoint_of(content: Mapping[str, Any], file: Path) -> Checkpoint:
    """Return the checkpoint in a dict that was read; `file` is for the error's text.

    Raises:
        ModelFileError: A part is missing.
    """
    try:
        training = content["training"]
        state = state_of(training["state"])
        step_state = {name: training[name] for name in ("optimizer", "scaler")}
        step_state["raw_weights"] = training.get("raw_weights", {})  # runs of version 1 had none
        return Checkpoint(model_file_of(content, file), state, step_state)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise ModelFileError(f"{file} lacks a part of a checkpoint ({error}). Go on from another one.") from error


def is_checkpoint(content: Mapping[str, Any]) -> bool:
    """Tell whether a loaded dict holds a training's state."""
    return is_model_content(content) and "training" in content


def save_best_and_last(run_dir: Path, best: ModelFile | None, last: ModelFile, state: TrainState,
                       step_state: Mapping[str, Any]) -> None:
    """Write last_model.pth, and best_model.pth with it, so that a kill between leaves a pair that belongs together.

    The new best, which must be that of `state.best_epoch`, goes to a name of its own first; the checkpoint names its
    epoch; then it takes its place. `finish_best` does that last move where a kill prevented it, or drops a best that no
    checkpoint knows.
    """
    if best is not None:
        save_model_file(best, run_dir / NEXT_BEST)
    save_checkpoint(run_dir / LAST_MODEL, last, state, step_state)
    if best is not None:
        _take_place(run_dir)  # what was just written need not be read
    else:
        finish_best(run_dir, state)


def finish_best(run_dir: Path, state: TrainState) -> None:
    """Move a waiting best model into place if the checkpoint knows it, else remove it.

    Raises:
        OutputError: It cannot be moved or removed; the next try does that.
    """
    waiting = run_dir / NEXT_BEST
    if not waiting.exists():
        return
    if load_model_file(waiting).epoch == state.best_epoch:
        _take_place(run_dir)
    else:
        with explained_os_errors(waiting):
            remove_file(waiting)


def _take_place(run_dir: Path) -> None:
    with explained_os_errors(run_dir / BEST_MODEL):
        move_over(run_dir / NEXT_BEST, run_dir / BEST_MODEL)


def take_back_best(run_dir: Path, checkpoint: Checkpoint) -> bool:
    """Make best_model.pth fit an older checkpoint that the run goes on from: it may be of an epoch after that.

    Returns:
        Whether it fits now; it does not where the checkpoint's best epoch is no longer there to be had.
    """
    best, state = run_dir / BEST_MODEL, checkpoint.state
    if not state.best_epoch or not best.is_file() or load_model_file(best).epoch <= state.epoch:
        return True
    if state.best_epoch != state.epoch or state.batch:
        return False
    save_model_file(checkpoint.model_file, best)
    return True
