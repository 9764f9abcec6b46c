"""The figures as text, in the form of a classification report."""

from collections.abc import Mapping
from typing import Any

from core.base.messages import plural
from core.evaluation.definitions import DEFINITIONS, GENERAL, title
from core.evaluation.plot_style import columns

DASH = "-"
PER_CLASS = ("precision", "recall", "f1", "specificity", "auroc")
OF_POSITIVE = (
    "sensitivity",
    "specificity",
    "positive_predictive_value",
    "negative_predictive_value",
    "f1_positive",
)
OVERALL = tuple(name for name in DEFINITIONS if name not in OF_POSITIVE)
ORIGINS = {
    "val": "Youden's on val, applied unchanged",
    "given": "given",
    "judged": "Youden's on the judged pictures: optimistic",
    "none": "none: the better score decides",
}


def text_report(results: Mapping[str, Any]) -> str:
    """Return the report of an evaluation as plain text.

    Args:
        results: What test_results.json holds.
    """
    lines = [*heading(results), "", *(f"! {note}" for note in results["notes"]), ""]
    lines += [first_title(results), "", *_class_table(results["metrics"], results["classes"]), ""]
    lines += [*_positive_lines(results), *_overall_lines(results["metrics"], results["intervals"])]
    if results["metrics_all"]:
        lines += ["", "All pictures, those used in training counted in", ""]
        lines += _overall_lines(results["metrics_all"], {})
    if results["confused_pairs"]:
        lines += ["", "Most confused pairs", ""]
        lines += [f"  {pair['count']:>6,}  {pair['label']} taken for {pair['predicted']} ({pair['share']:.1%} of "
                  f"{pair['label']})" for pair in results["confused_pairs"]]  # fmt: skip
    if results["unreadable"]:
        lines += ["", "Pictures that could not be read", ""]
        lines += [f"  {row['path']}: {row['error']}" for row in results["unreadable"]]
    lines += ["", "What the figures mean", ""]
    lines += [f"  {title(name)}: {text}" for name, (_, text) in DEFINITIONS.items() if name in results["metrics"]]
    lines += [f"  {text}" for text in GENERAL.values()]
    return "\n".join(lines) + "\n"


def heading(results: Mapping[str, Any]) -> list[str]:
    """Return what was judged, a line each."""
    rows = (("Model", results["model"]), ("Source", results["source"]), ("Split", results["split"]),
            ("Pictures", f"{results['num_pictures']:,} given, {results['num_judged']:,} in the first figures"),
            ("Written", results["written"]))  # fmt: skip
    return [f"{name + ':':<10} {value}" for name, value in rows if value]


def first_title(results: Mapping[str, Any]) -> str:
    """Return the title of the first figures: which pictures they are of."""
    number_judged = results["num_judged"]
    count = plural(number_judged, "1 picture", "{n:,} pictures")
    return {
        "unseen": f"Figures on the {count} not used in training",
        "seen": f"Figures on {count}, {'all' if number_judged != 1 else 'which was'} used in training: too good",
    }.get(results["judged_on"], f"Figures on {count}")


def number(value: float | None, digits: int = 4) -> str:
    """Return a figure as text; a dash where it is undefined."""
    return DASH if value is None else f"{value:.{digits}f}"


def interval_text(interval: tuple[float, float] | list[float] | None) -> str:
    """Return a 95 % interval as text; empty where there is none."""
    return f"{interval[0]:.4f} to {interval[1]:.4f}" if interval else ""


def threshold_text(results: Mapping[str, Any]) -> str:
    """Return the threshold of two classes and where it comes from."""
    threshold = results["metrics"].get("threshold")
    origin = ORIGINS[results["threshold_origin"]]
    return origin if threshold is None else f"{threshold:.4f} ({origin})"


def _class_table(metrics: Mapping[str, Any], classes: list[str]) -> list[str]:
    width = min(40, max(12, *(columns(name) for name in classes)))
    head = "".join(f"{'f1-score' if name == 'f1' else name:>13}" for name in PER_CLASS)
    lines = [" " * width + head + f"{'support':>10}", ""]
    for name in classes:
        row = metrics["per_class"][name]
        cells = "".join(f"{number(row[figure]):>13}" for figure in PER_CLASS)
        lines.append(" " * max(0, width - columns(name)) + name + cells + f"{row['support']:>10,}")
    blank, total = " " * 13, f"{metrics['num_pictures']:>10,}"
    means = {
        "accuracy": ("", "", "accuracy", "", ""),
        "macro avg": ("precision_macro", "recall_macro", "f1_macro", "specificity_macro", "auroc"),
        "weighted avg": ("precision_weighted", "recall_weighted", "f1_weighted", "", ""),
    }
    lines.append("")
    for name, figures in means.items():
        cells = "".join(f"{number(metrics[figure]):>13}" if figure else blank for figure in figures)
        lines.append(f"{name:>{width}}" + cells + total)
    return lines


def _positive_lines(results: Mapping[str, Any]) -> list[str]:
    metrics = results["metrics"]
    if "positive_class" not in metrics:
        return []
    lines = [f"Positive class: {metrics['positive_class']}", f"Threshold: {threshold_text(results)}", ""]
    return [*lines, *_rows(OF_POSITIVE, metrics, results["intervals"]), ""]


def _overall_lines(metrics: Mapping[str, Any], intervals: Mapping[str, Any]) -> list[str]:
    return _rows(OVERALL, metrics, intervals)


def _rows(names: tuple[str, ...], metrics: Mapping[str, Any], intervals: Mapping[str, Any]) -> list[str]:
    lines = []
    for name in names:
        label = title(name) + (f" (beta {metrics['beta']:g})" if name == "fbeta_macro" else "")
        interval = interval_text(intervals.get(name))
        lines.append(f"  {label:<28}{number(metrics[name]):>8}" + (f"   95 % interval {interval}" if interval else ""))
    return lines
