"""What a training says to people, in one line each; the same words on the console, in the log and in epoch_loss.txt."""

from core.base.durations import duration
from core.base.events import CheckpointSaved, EpochEnded, Event, Notice, RunEnded, RunStarted
from core.base.messages import message
from core.base.types import RunEndReason
from core.training.train_state import TrainState

STOPPED_WHILE_JUDGING = ("Stopped while the best epoch was being judged; the run can go on from last_model.pth, to be "
                         "judged.")

FIGURES = {"val_loss": message("val loss"), "val_accuracy": message("val accuracy"),
           "balanced_accuracy": message("balanced accuracy")}  # fmt: skip
"""Figures on val that choose the best epoch, in words; the others are called the same in all languages."""


def epoch_line(event: EpochEnded) -> str:
    """Return an epoch's figures in one line."""
    balanced = event.metrics.get("balanced_accuracy", float("nan"))
    best = "  best so far" if event.is_best else ""
    speed = f"{event.images_per_s:.0f} images/s, " if event.images_per_s else ""
    return (f"epoch {event.epoch}: train loss {event.train_loss:.4f}, val loss {event.val_loss:.4f}, val accuracy "
            f"{event.val_accuracy:.4f}, balanced accuracy {balanced:.4f}, lr {event.lr:.2e}, "
            f"{speed}{duration(event.seconds)}{best}")


def log_line(event: Event) -> str | None:
    """Return what training.log says of an event; None for nothing."""
    if isinstance(event, RunStarted):
        return (f"{event.model} on {event.device} ({event.precision}), {len(event.classes)} classes, {event.num_train} "
                f"pictures to train, {event.num_val} val, {event.num_test} test; {_epochs_to_do(event)}")
    if isinstance(event, EpochEnded):
        return epoch_line(event)
    if isinstance(event, CheckpointSaved) and event.kind == "epoch":
        return f"kept {event.path}"
    if isinstance(event, Notice):
        return event.message if event.level == "info" else f"Warning: {event.message}"
    if isinstance(event, RunEnded):
        return event.message
    return None


def _epochs_to_do(event: RunStarted) -> str:
    if event.start_epoch > event.epochs:
        return f"all {event.epochs} epochs are done"
    if event.start_epoch == 1 and not event.start_batch:
        return "1 epoch" if event.epochs == 1 else f"{event.epochs} epochs"
    after = f" after {event.start_batch} of {event.batches} batches" if event.start_batch else ""
    return f"goes on with epoch {event.start_epoch} of {event.epochs}{after}"


def end_message(reason: RunEndReason, state: TrainState, best_by: str) -> str:
    """Return how a training ended, for people; `best_by` is the figure on val that chose the best epoch."""
    figure = FIGURES.get(best_by, best_by.replace("_", " "))
    best = f" The best epoch is {state.best_epoch}, by {figure}." if state.best_epoch else ""
    if reason is RunEndReason.FINISHED:
        if state.epoch == 1:
            return f"Training finished after 1 epoch.{best}"
        return f"Training finished after {state.epoch} epochs.{best}"
    if reason is RunEndReason.EARLY_STOPPED:
        if state.epochs_without_better == 1:
            return f"Training ended after epoch {state.epoch}: no better result for 1 epoch.{best}"
        return (f"Training ended after epoch {state.epoch}: no better result for {state.epochs_without_better} "
                f"epochs.{best}")
    if not state.best_epoch:
        return ("Stopped before the first validation: there is no best model yet, but the run can go on from "
                "last_model.pth.")
    return f"Stopped in epoch {state.epoch + 1}; the run can go on from last_model.pth.{best}"
