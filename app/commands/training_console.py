"""A training on the console: a progress bar while it runs, a table at its end."""

import sys
from typing import Any

from app.commands.common import ConsoleProgress
from core.base.durations import duration
from core.base.events import (
    BatchEnded,
    EpochEnded,
    EpochStarted,
    Event,
    RunEnded,
    RunStarted,
    ValidationProgress,
)
from core.training.run import RunResult
from core.training.texts import epoch_line, log_line


class TrainingConsole(ConsoleProgress):
    """Shows a training's events on the error stream; one bar (see `ConsoleProgress`) and one line an epoch.

    Attributes:
        run_dir: The run's folder; empty until it has begun.
    """

    def __init__(self) -> None:
        super().__init__()
        self.run_dir = ""
        self._epoch_bar: Any = None

    def __call__(self, event: Event) -> None:
        """Show one event."""
        if isinstance(event, EpochStarted):
            self.close()
            if self.has_bars:
                self._open_bar(event)
        elif isinstance(event, BatchEnded):
            self._show_batch(event)
        elif isinstance(event, ValidationProgress):
            validating = f"validating {event.batch}/{event.batches}"
            if self._epoch_bar is not None:
                self._epoch_bar.set_postfix_str(validating, refresh=event.batch == 1)
            else:
                self.tell_now_and_then(f"epoch {event.epoch}: {validating}")
        elif isinstance(event, EpochEnded):
            self._close_bar()
            self.write(epoch_line(event))
        elif isinstance(event, RunStarted):
            self.close()  # what was done before is over
            self.run_dir = event.run_dir
            self.write(log_line(event) or "")
        elif isinstance(event, RunEnded):
            self._close_bar()
            self.close()
        else:
            super().__call__(event)

    def _open_bar(self, event: EpochStarted) -> None:
        from tqdm import tqdm

        self._close_bar()
        form = "{desc} {percentage:3.0f}%|{bar}| {n_fmt}/{total_fmt} [{elapsed}<{remaining}] {postfix}"
        self._epoch_bar = tqdm(desc=f"epoch {event.epoch}/{event.epochs}", total=1, leave=False, file=sys.stderr,
                               bar_format=form, dynamic_ncols=True)

    def _show_batch(self, event: BatchEnded) -> None:
        figures = (f"loss {event.loss:.4f}, accuracy {event.accuracy:.3f}, lr {event.lr:.2e}, "
                   f"{event.images_per_s:.0f} images/s")
        bar = self._epoch_bar
        if bar is None:
            self.tell_now_and_then(f"epoch {event.epoch}: {event.batch}/{event.batches}, {figures}")
            return
        if bar.total != event.batches:
            bar.total = event.batches
            bar.initial = bar.n = bar.last_print_n = event.batch - 1
        bar.set_postfix_str(figures, refresh=False)
        bar.update(event.batch - bar.n)

    def _close_bar(self) -> None:
        if self._epoch_bar is not None:
            self._epoch_bar.close()
            self._epoch_bar = None


def summary_table(result: RunResult) -> str:
    """Return the run's figures at its best epoch and on test, as a table."""
    rows: list[tuple[str, str]] = []
    best = next((row for row in result.history if row["epoch"] == result.best_epoch), None)
    if best is not None:
        rows.append(("best epoch", f"{best['epoch']} of {len(result.history)}"))
        rows += [(f"val {name}", f"{best[key]:.4f}") for key, name in VAL_FIGURES.items() if key in best]
    split, figures = result.test.get("split"), result.test.get("metrics", {})
    if split == "test":  # without one, the figures are val's, which stand above
        rows += [(f"test {name}", f"{figures[key]:.4f}") for key, name in TEST_FIGURES.items()
                 if isinstance(figures.get(key), float)]
    rows.append(("time", duration(result.seconds)))
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"  {name:<{width}}  {value}" for name, value in rows)


VAL_FIGURES = {"val_loss": "loss", "val_accuracy": "accuracy", "balanced_accuracy": "balanced accuracy",
               "f1_macro": "macro F1", "auroc": "AUROC", "mcc": "MCC"}
TEST_FIGURES = {"accuracy": "accuracy", "balanced_accuracy": "balanced accuracy", "f1_macro": "macro F1",
                "auroc": "AUROC"}
