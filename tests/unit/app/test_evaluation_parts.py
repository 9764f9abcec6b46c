"""What the Evaluate page computes: figures at any threshold, the corrected table, the threshold in the model file."""

from pathlib import Path

import numpy as np
import pytest
import torch

from app.drops import destination
from app.evaluation_figures import EvaluationFigures
from app.evaluation_work import keep_threshold
from app.label_rows import EMPTY, LabelRow
from app.retraining import corrected_splits
from app.runs_comparison import pictures_of
from core.base.control import Control
from core.base.events import ignore
from core.base.types import LEFT_OUT_WORD, Prediction, Resize, Sample, Splits
from core.config import TrainConfig
from core.data.splitting.table import write_splits
from core.evaluation.evaluate import Evaluation, judge
from core.evaluation.judging import Judging, ThresholdOrigin
from core.model_file import ModelFile, load_model_file, save_model_file
from core.training.run_folder import SPLITS, write_config
from tests.pictures import make_class_folders
from ui.dialogs.evaluate_on import PictureSource
from ui.matrix import Matrix, Shown


def evaluation_of(scores: np.ndarray, labels: np.ndarray, threshold: float | None = None) -> Evaluation:
    classes = tuple("abcdefgh"[: scores.shape[1]])
    rows = [Prediction(f"/p/{place}.png", tuple(values), classes[label], None, int(np.argmax(values)))
            for place, (values, label) in enumerate(zip(scores.tolist(), labels.tolist(), strict=True))]  # fmt: skip
    origin = ThresholdOrigin.NONE if threshold is None else ThresholdOrigin.GIVEN
    return judge(rows, classes, Judging(positive=1 if len(classes) == 2 else None, threshold=threshold,
                                        threshold_origin=origin))  # fmt: skip


def two_classes(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 2, 200)
    score = np.clip(rng.normal(0.35 + 0.3 * labels, 0.2), 0, 1).round(2)  # ties, too
    return np.stack([1 - score, score], axis=1), labels


@pytest.mark.parametrize("threshold", [0.0, 0.2, 0.5, 0.65, 0.9, 1.0])
def test_figures_at_a_threshold_are_those_of_an_evaluation_with_it(threshold: float) -> None:
    scores, labels = two_classes()
    moved = EvaluationFigures(evaluation_of(scores, labels, 0.4))
    moved.threshold = threshold
    expected = evaluation_of(scores, labels, threshold)
    assert moved.counts().tolist() == expected.results["metrics"]["confusion_matrix"]
    metrics = expected.results["metrics"]
    sensitivity, specificity = moved.sensitivity_and_specificity()
    assert sensitivity == pytest.approx(metrics["sensitivity"])
    assert specificity == pytest.approx(metrics["specificity"])
    values = {row.title: row.value for row in moved.figure_rows()}
    expected_rows = {row.title: row.value for row in EvaluationFigures(expected).figure_rows()}
    assert values == expected_rows
    np.testing.assert_array_equal(moved.predicted(), expected.predicted)


def test_what_must_be_known_of_the_figures_follows_the_threshold() -> None:
    positive = np.array([0.2] * 29 + [0.7] + [0.8] * 30)
    figures = EvaluationFigures(evaluation_of(np.stack([1 - positive, positive], axis=1), np.repeat([0, 1], 30), 0.5))
    of_a, of_b = "the 30 pictures of a", "the 30 pictures of b"
    for threshold, faultless, is_optimistic in ((0.5, of_b, False), (0.75, "60 pictures", True), (0.9, of_a, True),
                                                (0.7, of_b, True), (0.5, of_b, False)):  # fmt: skip
        figures.threshold = threshold
        notes = figures.notes()
        assert [note.partition(":")[0] for note in notes if "No mistake" in note] == [f"No mistake among {faultless}"]
        assert any("optimistic" in note for note in notes) == is_optimistic


def test_class_figures_are_those_of_the_evaluation() -> None:
    rng = np.random.default_rng(1)
    scores = rng.dirichlet(np.ones(4), 60)
    labels = rng.integers(0, 3, 60)  # no picture of the last class
    evaluation = evaluation_of(scores, labels)
    for row in EvaluationFigures(evaluation).class_rows():
        expected = evaluation.results["metrics"]["per_class"][row.name]
        for name in ("precision", "recall", "f1", "auroc", "support", "predicted"):
            assert getattr(row, name) == pytest.approx(expected[name]), name


def test_cells_rows_and_columns_hold_their_pictures() -> None:
    scores, labels = two_classes()
    figures = EvaluationFigures(evaluation_of(scores, labels, 0.5))
    counts = figures.counts()
    cells = {(row, column): figures.cell_paths(row, column) for row in (0, 1) for column in (0, 1)}
    assert all(len(paths) == counts[cell] for cell, paths in cells.items())
    assert set(figures.cell_paths(1, -1)) == set(cells[1, 0]) | set(cells[1, 1])
    assert figures.cell_paths(-1, 0)[: len(cells[1, 0])] == cells[1, 0]
    assert set(figures.mistake_paths()) == set(cells[0, 1]) | set(cells[1, 0])


def test_curves_are_of_no_more_points_than_can_be_seen() -> None:
    rng = np.random.default_rng(2)
    labels = rng.integers(0, 2, 5000)
    score = rng.random(5000)
    figures = EvaluationFigures(evaluation_of(np.stack([1 - score, score], axis=1), labels)).prepare()
    line = figures.roc.by_class[1]
    assert line is not None
    assert len(line.x) <= 400
    assert (line.x[0], line.y[0], line.x[-1], line.y[-1]) == (0, 0, 1, 1)


def test_shares_and_strengths_of_a_matrix() -> None:
    matrix = Matrix.of(("a", "b"), [[8, 2], [0, 0]])
    assert matrix.shares(Shown.OF_TRUE).tolist() == [[0.8, 0.2], [0, 0]]
    assert matrix.shares(Shown.OF_PREDICTED).tolist() == [[1, 1], [0, 0]]
    plain = matrix.strength(Shown.COUNTS, logarithmic=False)
    logarithmic = matrix.strength(Shown.COUNTS, logarithmic=True)
    assert plain[0, 1] < logarithmic[0, 1] < logarithmic[0, 0] == 1
    assert logarithmic[1, 0] == 0


def test_a_matrix_of_shares_hides_no_mistake_behind_100_or_0() -> None:
    matrix = Matrix.of(("a", "b"), [[299, 1], [0, 5]])
    assert [matrix.cell_text(0, column, Shown.OF_TRUE) for column in (0, 1)] == ["99", "<1"]
    assert [matrix.cell_text(1, column, Shown.OF_TRUE) for column in (0, 1)] == ["0", "100"]


def test_corrected_pictures_keep_their_split_and_those_left_out_are_gone() -> None:
    samples = [Sample(f"/data/{name}.png", place % 2, f"g{place}") for place, name in enumerate("abcdef")]
    splits = Splits("/data", ("cat", "dog"), tuple(samples[:3]), tuple(samples[3:5]), (samples[5],))
    rows = {"/data/a.png": LabelRow("dog"), "/data/b.png": LabelRow("dog"), "/data/d.png": LabelRow("owl"),
            "/data/e.png": LabelRow("cat", LEFT_OUT_WORD)}  # fmt: skip
    corrected = corrected_splits(splits, lambda path: rows.get(path, EMPTY))
    assert (corrected.num_changed, corrected.num_left_out) == (2, 1)
    assert corrected.splits.classes == ("cat", "dog", "owl")
    assert [(sample.path[6], sample.label, sample.group) for sample in corrected.splits.train] == [
        ("a", 1, "g0"), ("b", 1, "g1"), ("c", 0, "g2")]  # fmt: skip
    assert [(sample.path[6], sample.label) for sample in corrected.splits.val] == [("d", 2)]
    assert corrected.splits.test == splits.test


def test_a_kept_threshold_changes_nothing_else_in_the_model_file(tmp_path: Path) -> None:
    model = ModelFile("squeezenet1_1", {"w": torch.ones(2)}, ("no", "yes"), 3, (32, 32), Resize.CROP, (0.5,) * 3,
                      (0.5,) * 3, positive_class="yes", threshold=0.5, picture_hashes=("ab",), epoch=3)  # fmt: skip
    path = tmp_path / "best_model.pth"
    save_model_file(model, path, {"training": {"step": 7}})
    assert keep_threshold(str(tmp_path), "no", 0.25) == path
    kept = load_model_file(path)
    assert (kept.positive_class, kept.threshold, kept.epoch, kept.picture_hashes) == ("no", 0.25, 3, ("ab",))
    assert torch.load(path, weights_only=True)["training"] == {"step": 7}


def test_runs_are_compared_on_the_pictures_of_one_of_them_of_the_current_data_or_of_a_folder(tmp_path: Path) -> None:
    root = make_class_folders(tmp_path / "pets", count=4)
    classes = ("ants", "bees")
    samples = [Sample(str(path), label) for label, name in enumerate(classes)
               for path in sorted((root / name).iterdir())]  # fmt: skip
    splits = Splits(str(root), classes, tuple(samples[::2]), tuple(samples[1::4]), tuple(samples[3::4]), "pets")
    run = tmp_path / "run"
    run.mkdir()
    write_config(run, TrainConfig(dataset_path=str(root)), splits, {})
    write_splits(run / SPLITS, splits)

    def labels(kind: str, place: Path, split: str) -> dict[str, str]:
        source = PictureSource("", kind, str(place))
        return dict(pictures_of(source, split, splits, ignore, Control()).labels)

    for kind, place in (("run", run), ("data", root), ("folder", root)):
        assert labels(kind, place, "") == {sample.path: classes[sample.label] for sample in samples}
    for kind, place in (("run", run), ("data", root)):
        assert labels(kind, place, "val") == {sample.path: classes[sample.label] for sample in splits.val}


def test_what_is_dropped_on_the_evaluate_page_is_evaluated(tmp_path: Path) -> None:
    (tmp_path / "best_model.pth").write_bytes(b"")
    (tmp_path / "photos").mkdir()
    assert destination([str(tmp_path)], "evaluate").what == "model"
    dropped = destination([str(tmp_path / "photos")], "evaluate")
    assert (dropped.page, dropped.what) == ("evaluate", "pictures")
    assert destination(["/x/table.csv"], "evaluate").page == "evaluate"
