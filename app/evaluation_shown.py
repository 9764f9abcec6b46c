"""Shows an evaluation's figures on the Evaluate page."""

from typing import TYPE_CHECKING

from app.evaluation_figures import EvaluationFigures
from core.base.messages import Message, message, plural
from core.evaluation.notes import doubt_of
from ui.matrix import Matrix
from ui.pages.evaluate_page import EvaluatePage
from ui.widgets.evaluation_plot import Curve
from ui.wording import split_name

if TYPE_CHECKING:
    from core.evaluation.evaluate import Evaluation


def show_curves(page: EvaluatePage, figures: EvaluationFigures) -> None:
    """Show ROC, precision and recall, and calibration."""
    plots = page.plots
    is_two = figures.positive is not None
    classes = () if is_two else figures.classes
    note = message("Each class against the rest.") if not is_two else \
        message("Positive: {name}", name=figures.classes[figures.positive or 0])  # fmt: skip
    for kind, curves in ((Curve.ROC, figures.roc), (Curve.PR, figures.pr)):
        plots[kind].set_classes(classes, has_mean=curves.mean is not None)
        if is_two and figures.positive is not None:
            line = curves.by_class[figures.positive]
            curves = type(curves)((), line)
        plots[kind].set_curves(curves, note)
    plots[Curve.CALIBRATION].set_classes((), has_mean=True)
    plots[Curve.CALIBRATION].set_curves(figures.calibration, message(
        "On the dashed line, a best score of 80 % is right in 80 % of the pictures, whatever the threshold. Bars: how "
        "many."))


def show_threshold(page: EvaluatePage, figures: EvaluationFigures) -> None:
    """Show the threshold where there are two classes."""
    bar = page.threshold
    page.show_threshold(figures.ranked is not None)
    if figures.ranked is None or figures.positive is None:
        return
    bar.set_positive(figures.classes[figures.positive], figures.ranked.youden)
    bar.set_threshold(figures.own_threshold)


def show_figures(page: EvaluatePage, figures: EvaluationFigures) -> None:
    """Show everything that depends on the threshold."""
    page.matrix.set_matrix(Matrix(figures.classes, figures.counts()))
    page.figures.show_figures(figures.figure_rows())
    doubt, advice = doubt_of(figures.evaluation.results)
    page.show_doubt(doubt, advice)
    page.figures.show_notes(figures.notes()[1 if doubt else 0 :])  # the first says the same
    page.table.set_rows(figures.class_rows())
    page.pairs.show_pairs(figures.pairs(), figures.classes)
    roc, pr = figures.marks()
    page.plots[Curve.ROC].set_marks(roc)
    page.plots[Curve.PR].set_marks(pr)
    if figures.ranked is not None:
        page.threshold.show_figures(*figures.sensitivity_and_specificity())


def show_judged(page: EvaluatePage, evaluation: "Evaluation") -> Message:
    """Show what was judged; returns the line that says so."""
    results, judging = evaluation.results, evaluation.judging
    where = message("{source}, {split}", source=judging.source, split=split_name(judging.split)) \
        if judging.split else message("{source}", source=judging.source)  # fmt: skip
    page.header.set_subject(where)
    return plural(results["num_judged"], "{n} picture judged, evaluated {time}.",
                  "{n:,} pictures judged, evaluated {time}.", time=str(results.get("written", "")))  # fmt: skip
