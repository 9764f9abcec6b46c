"""The figures of the Evaluate page by themselves."""

import errno
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from PyQt5.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ui.plot_fonts import set_fonts
from ui.theme import LIGHT
from ui.widgets.evaluation_plot import Curve, CurveSet, Drawing, EvaluationPlot, Line, Mark, draw

DIAGONAL = Line((0.0, 1.0), (0.0, 1.0), "cost in $ and size in $")


def test_names_of_classes_are_no_formulas() -> None:
    axes = Figure().add_subplot()
    draw(axes, Curve.ROC, Drawing([DIAGONAL]), (), LIGHT)
    (name,) = axes.get_legend().get_texts()
    assert name.get_text() == "cost in $ and size in $"
    assert not name.get_parse_math()


@pytest.mark.parametrize(("chosen", "written"), [("a.svg", "a.svg"), ("b.PNG", "b.PNG"), ("c.d", "c.d.png")])
def test_a_figure_is_saved_by_its_ending(chosen: str, written: str, tmp_path: Path, qtbot: QtBot,
                                         monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    plot = EvaluationPlot(Curve.ROC)
    qtbot.addWidget(plot)
    plot.set_curves(CurveSet(mean=DIAGONAL), "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(tmp_path / chosen), ""))
    with qtbot.waitSignal(plot.saved):
        plot.save.click()
    begin = (tmp_path / written).read_bytes()[:200]
    assert begin.startswith(b"\x89PNG" if written.lower().endswith("png") else b"<?xml")


def test_a_figure_that_cannot_be_saved_is_told_and_leaves_the_one_before(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def save_half(_figure: Figure, path: Path, **_options: object) -> None:
        path.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    plot, before = EvaluationPlot(Curve.PR), tmp_path / "a.png"
    qtbot.addWidget(plot)
    before.write_bytes(b"the one before")
    monkeypatch.setattr(Figure, "savefig", save_half)
    with qtbot.waitSignal(plot.save_failed) as failed:
        plot.save_figure(str(before))
    assert "the disk is full" in failed.args[0]
    assert before.read_bytes() == b"the one before"


def test_the_name_of_the_upright_axis_has_room_beside_long_numbers(qtbot: QtBot) -> None:
    plot = EvaluationPlot(Curve.ROC)
    qtbot.addWidget(plot)
    plot.resize(600, 150)
    plot.set_curves(CurveSet(mean=DIAGONAL), "")
    plot.show()
    qtbot.waitUntil(lambda: plot._canvas is not None)
    assert plot._canvas.widget.accessibleName() == "ROC"
    axes = plot._canvas.axes
    axes.set_ylabel("灵敏度", fontsize=8)
    set_fonts(axes.figure)
    axes.set_yticks([0.25, 0.75])
    plot._canvas.widget.draw()
    assert axes.yaxis.label.get_window_extent().x0 >= 1


def test_what_the_curves_are_stands_beside_the_figure_and_covers_none(qtbot: QtBot) -> None:
    plot = EvaluationPlot(Curve.ROC)
    qtbot.addWidget(plot)
    plot.resize(600, 170)
    plot.set_curves(CurveSet(mean=Line((0.0, 1.0), (0.0, 1.0), "a < b")), "")
    plot.set_marks([Mark(0.5, 0.5, "threshold 50 %"), Mark(0.0, 1.0, "Youden's")])
    plot.show()
    qtbot.waitUntil(lambda: bool(plot.names.text()))
    assert plot._canvas.axes.get_legend() is None
    assert all(words in plot.names.text() for words in ("a &lt; b", "threshold 50 %", "Youden&#x27;s"))
    assert not plot._canvas.axes.lines[-1].get_clip_on()  # the diamond in the corner is whole
