"""What the Train page says of how a training ends."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.run_catalog import read_run
from core.base.durations import duration
from core.base.messages import joined, message, plural
from core.base.types import RunEndReason
from ui.wording import number, percent, split_name

if TYPE_CHECKING:
    from core.training.run import RunResult

HEADLINES = {
    RunEndReason.FINISHED: message("Finished"),
    RunEndReason.EARLY_STOPPED: message("Ended early: nothing improved any more"),
    RunEndReason.STOPPED: message("Stopped"),
    RunEndReason.NON_FINITE_LOSS: message("Ended: the loss became infinite"),
    RunEndReason.FAILED: message("Failed"),
}


def headline(reason: RunEndReason, run_dir: str) -> str:
    """Return how a run ended, and which one: other data may have been opened since.

    Args:
        reason: Why it ended.
        run_dir: Its folder; empty where it has none.
    """
    info = read_run(Path(run_dir)) if run_dir else None
    state = HEADLINES[reason]
    return message("{state}: {title}", state=state, title=info.title) if info is not None else state


def end_text(result: "RunResult") -> str:
    """Return what a run came to: epochs, time, its best epoch, and its figures on test."""
    best = next((row for row in result.history if row.get("epoch") == result.best_epoch), {})
    # A run that went on counts the epochs of its earlier sessions, so their time belongs to it too.
    seconds = max(result.seconds, sum(float(row.get("seconds", 0)) for row in result.history))
    parts: list[str] = [plural(len(result.history), "{n} epoch in {time}.", "{n:,} epochs in {time}.",
                    time=duration(seconds))]  # fmt: skip
    if best:
        parts.append(best_text(result.best_epoch, best))
    figures = result.test.get("metrics") or {}
    if figures.get("balanced_accuracy") is not None:
        threshold = figures.get("threshold")
        templates = (message("On {n} {split} picture: balanced accuracy {balanced}, accuracy {accuracy}."),
                     message("On {n:,} {split} pictures: balanced accuracy {balanced}, accuracy {accuracy}."))
        if threshold is not None:  # then these are other figures than the best epoch's, on the same pictures too
            templates = (message("With the threshold {threshold} that was chosen on val, on {n} {split} picture: "
                                 "balanced accuracy {balanced}, accuracy {accuracy}."),
                         message("With the threshold {threshold} that was chosen on val, on {n:,} {split} pictures: "
                                 "balanced accuracy {balanced}, accuracy {accuracy}."))  # fmt: skip
        parts.append(plural(int(result.test.get("num_judged", 0)), *templates, threshold=number(threshold),
                            split=split_name(result.test.get("split", "test")),
                            balanced=percent(figures["balanced_accuracy"]),
                            accuracy=percent(figures.get("accuracy"))))  # fmt: skip
    return joined(*parts)


def best_text(epoch: int | None, figures: Mapping[str, Any]) -> str:
    """Return the best epoch and its figures on val."""
    return message("Best epoch {epoch}: balanced accuracy {balanced}, val loss {loss}.", epoch=epoch,
                   balanced=percent(figures.get("balanced_accuracy")),
                   loss=number(figures.get("val_loss", float("nan"))))  # fmt: skip


def stop_text(*, has_model: bool, after_epoch: bool) -> str:
    """Return what is said while a training is being stopped."""
    if after_epoch:
        return message("Stopping after this epoch; what was learned is saved.")
    if has_model:
        return message("Stopping after this batch; what was learned is saved.")
    return message("Stopping after this batch. There is no model yet, but the run can go on from here.")
