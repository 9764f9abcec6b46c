"""Rows of the tables below the runs: their figures, and their settings or what differs among them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from app.form_fields import in_own_words, label_of
from core.base.durations import duration
from core.base.messages import message
from core.base.run_info import RunInfo
from core.config import options
from ui.widgets.run_facts import Fact
from ui.widgets.run_model import seconds_of
from ui.wording import DASH, number, percent, whole

if TYPE_CHECKING:
    from core.evaluation.comparison import Comparison

FIGURES = (
    ("balanced_accuracy", message("Balanced accuracy"), percent),
    ("accuracy", message("Accuracy"), percent),
    ("val_loss", message("Loss"), number),
    ("f1_macro", message("Macro F1"), percent),
    ("auroc", message("AUROC"), percent),
    ("mcc", message("MCC"), number),
)
IN_HISTORY = {"accuracy": "val_accuracy"}
ABOUT = (
    ("name", message("Name of the data")),
    ("root", message("Folder of the data")),
    ("num_pictures", message("Pictures")),
    ("weights", message("Starting weights")),
    ("device", message("Computed on")),
    ("host", message("Computer")),
    ("versions", message("Versions")),
)
"""Facts about a run that config.json holds beside its settings."""
HIDDEN = frozenset({"log_dir"})
MISSING = object()


def figures_of_runs(runs: Sequence[RunInfo]) -> list[Fact]:
    """Return the figures of runs on val, a column a run."""
    return [
        Fact(message("Best epoch"), tuple(str(run.best_epoch or DASH) for run in runs)),
        *(Fact(words, tuple(write(run.val.get(IN_HISTORY.get(name, name))) for run in runs))
          for name, words, write in FIGURES),
        Fact(message("Epochs"), tuple(f"{run.epochs_done}/{run.epochs}" for run in runs)),
        Fact(message("Time"), tuple(duration(seconds_of(run)) for run in runs)),
    ]  # fmt: skip


def figures_of_one(run: RunInfo) -> list[Fact]:
    """Return one run's figures: a column for val, one for test."""
    return [Fact(words, (write(run.val.get(IN_HISTORY.get(name, name))), write(run.test.get(name))))
            for name, words, write in FIGURES]  # fmt: skip


def figures_of_comparison(comparison: "Comparison", runs: Sequence[RunInfo]) -> list[Fact]:
    """Return the figures of runs on the same pictures, a column a run, in the order in which they are shown now."""
    metrics = {run.model: run.metrics for run in comparison.runs}
    return [
        Fact(words, tuple(write(metrics[run.run_dir].get(name)) for run in runs))
        for name, words, write in FIGURES
        if name != "val_loss"
    ]


def settings_of_runs(configs: Sequence[Mapping[str, Any]], *, everything: bool) -> list[Fact]:
    """Return the settings of runs, a column a run.

    Args:
        configs: What each config.json holds.
        everything: All settings; else those that differ among the runs or, of one run, from the default.
    """
    facts = []
    for name, (item, details) in options().items():
        if name in HIDDEN:
            continue
        # A setting that a run of an older version does not name had its default.
        values = [_plain(config.get(name, item.default)) for config in configs]
        others = values[1:] if len(values) > 1 else [item.default]
        differs = any(value != values[0] for value in others)
        if differs or everything:
            facts.append(Fact(label_of(name), tuple(_text(name, value) for value in values), details.help, differs))
    abouts: list[Mapping[str, Any]] = [
        found if isinstance(found := config.get("run"), dict) else {} for config in configs
    ]
    for name, words in ABOUT:
        about = [_plain(run.get(name, MISSING)) for run in abouts]
        differs = any(value != about[0] for value in about[1:])
        if differs or everything or (len(configs) == 1 and name in ("name", "num_pictures")):
            facts.append(Fact(words, tuple(_fact_text(value) for value in about), "", differs))
    return facts


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _text(name: str, value: Any) -> str:
    if value is MISSING:
        return DASH
    if isinstance(value, bool):
        return message("yes") if value else message("no")
    try:
        return in_own_words(name, value) or DASH
    except (TypeError, ValueError):  # a damaged config.json
        return str(value)


def _fact_text(value: Any) -> str:
    if value is MISSING:
        return DASH
    if isinstance(value, dict):
        return ", ".join(f"{key} {whole(item) if isinstance(item, int) else item}" for key, item in value.items())
    return str(value)
