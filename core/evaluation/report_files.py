"""The report of an evaluation that was read back: its figures are drawn and its page is written anew."""

from dataclasses import replace
from pathlib import Path

from core.base.files import write_text
from core.evaluation.evaluate import HTML_REPORT, TEXT_REPORT, Evaluation, draw
from core.evaluation.training_facts import curves_picture, training_facts


def write_report(evaluation: Evaluation, folder: Path, run_dir: Path | None = None) -> Path:
    """Write report.html and classification_report.txt, with the pictures of figures that belong to them.

    Args:
        evaluation: What was judged.
        folder: Where it lies.
        run_dir: The model's run folder, for how it was trained.

    Returns:
        The page.

    Raises:
        OutputError: The folder cannot be written.
    """
    from core.evaluation.report import text_report
    from core.evaluation.report_html import html_report

    if run_dir is not None and not evaluation.judging.training:
        from core.base.errors import ClasswiseError
        from core.model_file import load_model_file

        try:
            training = training_facts(load_model_file(run_dir), run_dir)
        except ClasswiseError:  # the report is good without it
            training = {}
        judging = replace(evaluation.judging, training=training, curves=curves_picture(run_dir))
        evaluation = replace(evaluation, judging=judging)
    draw(evaluation, folder, report=True)
    write_text(folder / TEXT_REPORT, text_report(evaluation.results))
    write_text(folder / HTML_REPORT, html_report(evaluation, folder))
    return folder / HTML_REPORT
