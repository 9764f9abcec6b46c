"""The pictures: written whole, in any script, without warnings (which are errors here)."""

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import sklearn.metrics as reference
from matplotlib.legend import Legend
from PIL import Image

from core.base.errors import OutputError
from core.evaluation import curves, plots, roc_plots
from core.evaluation.metrics import confusion_matrix
from core.evaluation.plot_style import MISSING_GLYPH, all_shortened, columns, drawable, new_figure, shortened
from tests.unit.evaluation.test_metrics import draw

NAMES = ["猫", "собака", "ants", "日本語クラス名", "한국어", "$5$ note", "ไทย", "x\ny", "emoji 🐱", "a" * 60]


def ink(path: Path) -> float:
    """Return the share of a picture that is not white."""
    with Image.open(path) as picture:
        assert picture.format == "PNG"
        return float((np.asarray(picture.convert("L")) < 250).mean())


@pytest.mark.parametrize("num_classes", [2, 10, 30])
def test_every_picture_is_written(tmp_path: Path, num_classes: int) -> None:
    names = NAMES[:num_classes] if num_classes <= len(NAMES) else [f"class {index}" for index in range(num_classes)]
    present = [0, 1] if num_classes == 2 else [index for index in range(num_classes) if index != 3]
    scores, labels = draw(200, present, num_classes)
    counts = confusion_matrix(labels, scores.argmax(axis=1), num_classes)
    marks = [plots.ThresholdMark(0.3, "chosen on val"), plots.ThresholdMark(1.5, "above every score")]
    plots.save_confusion_matrix(counts, names, tmp_path / "confusion_matrix.png")
    plots.save_roc(scores, labels, names, tmp_path / "roc.png", marks=marks)
    plots.save_pr(scores, labels, names, tmp_path / "pr.png", marks=marks)
    plots.save_calibration(scores, labels, tmp_path / "calibration.png")
    assert len(list(tmp_path.iterdir())) == 4
    assert all(ink(path) > 0.01 for path in tmp_path.iterdir())


@pytest.mark.parametrize("save", [plots.save_roc, plots.save_pr])
@pytest.mark.parametrize("names", [["_a", "_b"], ["_a", "b", "_c"]])
def test_classes_whose_names_begin_with_an_underline_stand_in_the_legend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, save: Callable[..., None], names: list[str]
) -> None:
    figures = []
    monkeypatch.setattr(roc_plots, "new_figure", lambda *size: figures.append(new_figure(*size)) or figures[-1])
    scores, labels = draw(60, list(range(len(names))), len(names))
    save(scores, labels, names, tmp_path / "x.png")
    told = [text.get_text() for text in figures[0].findobj(Legend)[0].get_texts()]
    drawn = names[1:] if len(names) == 2 else names  # of two, the positive class alone has a curve
    assert all(any(name in line for line in told) for name in drawn), told


def test_pictures_of_one_class_have_no_curve_but_a_picture(tmp_path: Path) -> None:
    scores, labels = np.array([[0.9, 0.1], [0.2, 0.8]]), np.array([0, 0])
    plots.save_roc(scores, labels, ["a", "b"], tmp_path / "roc.png")
    plots.save_pr(scores, labels, ["a", "b"], tmp_path / "pr.png")
    assert ink(tmp_path / "roc.png") > 0.01


def test_curves_take_numbers_their_text_and_gaps(tmp_path: Path) -> None:
    rows = [
        {"epoch": "1", "lr": "0.001", "train_loss": "1.5", "val_loss": "nan", "train_accuracy": "0.5"},
        {"epoch": 2, "lr": 0.0005, "train_loss": 1.0, "val_loss": 1.2, "val_accuracy": None, "is_best": "True"},
    ]
    plots.save_curves(rows, tmp_path / "curves.png")
    plots.save_curves(rows[:1], tmp_path / "one.png")
    plots.save_curves([], tmp_path / "none.png")
    assert ink(tmp_path / "curves.png") > 0.01


def test_pictures_can_be_drawn_in_threads(tmp_path: Path) -> None:
    rows = [{"epoch": 1, "lr": 0.1, "train_loss": 1.0, "val_loss": 1.0}]
    threads = [threading.Thread(target=plots.save_curves, args=(rows, tmp_path / f"{n}.png")) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 1


def test_a_picture_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match="a folder of that name"):
        plots.save_curves([], tmp_path / "folder")


def test_roc_and_pr_points_equal_those_of_scikit_learn() -> None:
    scores, labels = draw(300, [0, 1], 2)
    values, truth = np.round(scores[:, 1], 2), labels == 1
    false_rates, true_rates, thresholds = curves.roc_points(values, truth)
    expected = reference.roc_curve(truth, values, drop_intermediate=False)
    for found, wanted in zip((false_rates, true_rates, thresholds), expected, strict=True):
        assert found == pytest.approx(wanted)
    area = curves.average_precision(*curves.pr_points(values, truth))
    assert area == pytest.approx(reference.average_precision_score(truth, values))


def test_names_are_shortened_in_their_middle_and_stay_apart() -> None:
    assert shortened("short", 10) == "short"
    assert columns(shortened("x" * 50, 10)) <= 10
    assert columns(shortened("猫" * 50, 10)) <= 10
    names = all_shortened([f"species {index:03d} of the genus" for index in range(20)] + ["other"], 12)
    assert len(set(names)) == 21
    assert names[-1] == "other"


def test_letters_without_a_font_become_squares() -> None:
    assert drawable("plain") == "plain"
    assert drawable("собака") == "собака"
    assert drawable("\U0001f9ff\u200d" + chr(0x13000))[-1] == MISSING_GLYPH
