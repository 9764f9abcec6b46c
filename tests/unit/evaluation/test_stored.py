import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.base.control import Control
from core.base.errors import Cancelled, DataError
from core.base.files import write_json
from core.base.types import Prediction, Sample, Splits
from core.data.splitting.table import write_splits
from core.evaluation.evaluate import EVALUATIONS, PREDICTIONS, RESULTS, evaluate
from core.evaluation.judging import Judging, ThresholdOrigin
from core.evaluation.out_of_fold import fold_runs, held_out
from core.evaluation.stored import kept_evaluations, load_evaluation, read_predictions
from core.inference.writers import open_writer
from core.training.pictures_place import note_moved
from core.training.run_folder import CONFIG, EVENTS, HISTORY, SPLITS

CLASSES = ("cat", "=dog")


@pytest.fixture(autouse=True)
def no_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is drawn: that takes a second each, and nobody looks."""
    monkeypatch.setattr("core.evaluation.evaluate.draw", lambda *_arguments, **_options: None)


def predictions(paths: list[str]) -> list[Prediction]:
    """Cats and dogs in turn, the dogs with a score of 0.6 for it; the last picture cannot be read."""
    found = [Prediction(path, (0.4, 0.6) if number % 2 else (0.9, 0.1), CLASSES[number % 2], None, number % 2)
             for number, path in enumerate(paths[:-1])]  # fmt: skip
    return [*found, Prediction(paths[-1], (), "cat", "-1 is no height of a picture.")]


def find_evaluation(run: Path, split: str, source: str = "", model: str = "") -> Path | None:
    return next(kept_evaluations(run, split, source, model), None)


def paths_in(folder: Path, number: int = 7) -> list[str]:
    return [str(folder / f"{place} 猫.png") for place in range(number)]


@pytest.mark.parametrize("used", [(), (0, 3), range(7)])
def test_an_evaluation_comes_back_as_it_was(tmp_path: Path, used: tuple[int, ...]) -> None:
    paths = paths_in(tmp_path)
    judging = Judging("m.pth", "pets", "val", 1, 0.55, ThresholdOrigin.VAL, {paths[row] for row in used})
    made = evaluate(predictions(paths), CLASSES, tmp_path / "out", judging, report=False)
    back = load_evaluation(tmp_path / "out")
    np.testing.assert_allclose(back.judged.scores, made.judged.scores)
    assert back.judged.paths == made.judged.paths
    assert back.judged.labels == made.judged.labels
    assert back.judged.errors == made.judged.errors
    np.testing.assert_array_equal(back.first, made.first)
    np.testing.assert_array_equal(back.predicted[made.judged.is_readable], made.predicted[made.judged.is_readable])
    assert back.results["metrics"] == made.results["metrics"]
    assert (back.judging.positive, back.judging.threshold, back.judging.split) == (1, 0.55, "val")


def test_what_is_no_evaluation_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no evaluation"):
        load_evaluation(tmp_path)
    evaluate(predictions(paths_in(tmp_path)), CLASSES, tmp_path / "out", Judging(), report=False)
    (tmp_path / "out" / "predictions.csv").write_text("img_path,label\nx,y\n", encoding="utf-8")
    with pytest.raises(DataError, match="Evaluate again"):
        load_evaluation(tmp_path / "out")


@pytest.mark.parametrize("change", [
    {"classes": -1}, {"classes": ["cat", None]}, {"metrics": "good"}, {"metrics": {"positive_class": "fish"}},
    {"threshold_origin": []}, {"rows_used_in_training": 3}, {"rows_used_in_training": ["0"]},
])  # fmt: skip
def test_results_that_were_damaged_are_told(tmp_path: Path, change: dict[str, object]) -> None:
    evaluate(predictions(paths_in(tmp_path)), CLASSES, tmp_path, Judging(used_in_training=set()), report=False)
    write_json(tmp_path / RESULTS, json.loads((tmp_path / RESULTS).read_text(encoding="utf-8")) | change)
    with pytest.raises(DataError, match="no evaluation"):
        load_evaluation(tmp_path)


def test_a_row_of_predictions_that_lost_its_class_and_a_score_is_told(tmp_path: Path) -> None:
    evaluate(predictions(paths_in(tmp_path)), CLASSES, tmp_path, Judging(), report=False)
    header, first, *rows = (tmp_path / "predictions.csv").read_text(encoding="utf-8-sig").splitlines()
    emptied = ",".join(cell if name in ("img_path", "label", "error") else ""
                       for name, cell in zip(header.split(","), first.split(","), strict=True))  # fmt: skip
    (tmp_path / "predictions.csv").write_text("\n".join([header, emptied, *rows]), encoding="utf-8")
    with pytest.raises(DataError, match="Evaluate again"):
        load_evaluation(tmp_path)


def blank_line_at_the_end(text: str) -> str:
    return f"{text}\n"


def blank_cells_at_the_end(text: str) -> str:
    return f"{text},,,,,,\n"


def semicolons(text: str) -> str:
    return text.replace(".", "\0").replace(",", ";").replace("0\0", "0,").replace("\0", ".").replace("\n", "\r\n")


def quoted_semicolons(text: str) -> str:
    return "".join(f'"{line}"\r\n'.replace(";", '";"') for line in semicolons(text).splitlines())


@pytest.mark.parametrize("saved", [blank_line_at_the_end, blank_cells_at_the_end, semicolons, quoted_semicolons])
def test_predictions_that_an_editor_or_a_spreadsheet_saved_anew_are_read(
        tmp_path: Path, saved: Callable[[str], str]) -> None:  # fmt: skip
    evaluate(predictions(paths_in(tmp_path)), CLASSES, tmp_path, Judging(), report=False)
    made = load_evaluation(tmp_path)
    text = (tmp_path / PREDICTIONS).read_text(encoding="utf-8-sig")
    (tmp_path / PREDICTIONS).write_bytes(saved(text).encode("utf-8-sig"))
    back = load_evaluation(tmp_path)
    assert back.judged.paths == made.judged.paths
    assert back.judged.labels == made.judged.labels
    np.testing.assert_array_equal(back.judged.scores, made.judged.scores)


@pytest.mark.parametrize(("change", "reason"), [
    ((b"score:cat", b"score:cow"), "there is no column 'score:cat'"),
    ((b",cat,", b',"cat,'), "cut short|field larger"),
])  # fmt: skip
def test_predictions_that_are_no_such_table_any_more_say_what_is_wrong(
        tmp_path: Path, change: tuple[bytes, bytes], reason: str) -> None:  # fmt: skip
    evaluate(predictions(paths_in(tmp_path, 2000)), CLASSES, tmp_path, Judging(), report=False)
    content = (tmp_path / PREDICTIONS).read_bytes()
    (tmp_path / PREDICTIONS).write_bytes(content.replace(*change, 1))
    with pytest.raises(DataError, match=reason):
        load_evaluation(tmp_path)


def test_predictions_that_end_too_early_are_told_though_each_row_is_whole(tmp_path: Path) -> None:
    evaluate(predictions(paths_in(tmp_path)), CLASSES, tmp_path, Judging(), report=False)
    lines = (tmp_path / PREDICTIONS).read_bytes().splitlines(keepends=True)
    (tmp_path / PREDICTIONS).write_bytes(b"".join(lines[:4]))
    with pytest.raises(DataError, match=r"cannot be read \(3 of 7 pictures are there\)"):
        load_evaluation(tmp_path)


def test_the_newest_evaluation_of_these_pictures_is_found(tmp_path: Path) -> None:
    run, rows = tmp_path / "run", predictions(paths_in(tmp_path))
    judging = Judging(str(run), "pets", "test")
    evaluate(rows, CLASSES, run, judging, report=False)
    for name, other in (("1_old", replace(judging, split="val")), ("2_new", replace(judging, split="val")),
                        ("3_other", replace(judging, split="", source_path="/photos"))):  # fmt: skip
        evaluate(rows, CLASSES, run / EVALUATIONS / name, other, report=False)
    assert find_evaluation(run, "test") == run
    assert find_evaluation(run, "val") == run / EVALUATIONS / "2_new"
    assert find_evaluation(run, "", "/photos") == run / EVALUATIONS / "3_other"
    assert find_evaluation(run, "train") is None
    assert find_evaluation(run, "val", "/photos") is None
    # A training that went on makes other weights.
    (run / HISTORY).write_text("epoch\n", encoding="utf-8")
    later = (run / EVALUATIONS / "2_new" / RESULTS).stat().st_mtime + 10
    os.utime(run / HISTORY, (later, later))
    assert find_evaluation(run, "val") is None


def test_evaluations_of_the_same_pictures_follow_each_other_for_one_may_be_damaged(tmp_path: Path) -> None:
    run, rows = tmp_path / "run", predictions(paths_in(tmp_path))
    for folder in (run, run / EVALUATIONS / "1_old", run / EVALUATIONS / "2_new"):
        evaluate(rows, CLASSES, folder, Judging(str(run), "pets", "test"), report=False)
    kept = [run, run / EVALUATIONS / "2_new", run / EVALUATIONS / "1_old"]
    assert list(kept_evaluations(run, "test")) == kept


def test_an_evaluation_of_another_model_in_the_folder_is_not_taken_for_this_ones(tmp_path: Path) -> None:
    run, rows = tmp_path / "run", predictions(paths_in(tmp_path))
    (run / "checkpoints").mkdir(parents=True)
    for name in (CONFIG, SPLITS):
        (run / name).write_text("{}", encoding="utf-8")
    last = str(run / "last_model.pth")
    evaluate(rows, CLASSES, run, Judging("/elsewhere/run/best_model.pth", "pets", "test"), report=False)
    kept = run / EVALUATIONS / "1"
    evaluate(rows, CLASSES, kept, Judging("C:\\there\\run", "pets", "", source_path="/photos"), report=False)
    for best in (str(run), str(run / "best_model.pth")):
        assert find_evaluation(run, "test", model=best) == run
        assert find_evaluation(run, "", "/photos", best) == kept
    assert find_evaluation(run, "test", model=last) is find_evaluation(run, "", "/photos", last) is None
    evaluate(rows, CLASSES, run / EVALUATIONS / "2", Judging(last, "pets", "", source_path="/photos"), report=False)
    assert find_evaluation(run, "", "/photos", last) == run / EVALUATIONS / "2"
    assert find_evaluation(run, "", "/photos", str(run)) == kept
    (run / HISTORY).touch()  # the training went on; its best epoch may be the same file
    later = (kept / RESULTS).stat().st_mtime + 10
    os.utime(run / HISTORY, (later, later))
    assert find_evaluation(run, "", "/photos", str(run)) is find_evaluation(run, "", "/photos", last) is None


def test_an_evaluation_of_a_model_file_holds_until_the_file_is_written_again(tmp_path: Path) -> None:
    first, second = str(tmp_path / "first.pth"), str(tmp_path / "second.pth")
    for model in (first, second):
        Path(model).write_bytes(b"")
        os.utime(model, (1, 1))
    judging = Judging(first, "pets", "", source_path="/photos")
    evaluate(predictions(paths_in(tmp_path)), CLASSES, tmp_path / EVALUATIONS / "1", judging, report=False)
    assert find_evaluation(tmp_path, "", "/photos", first) == tmp_path / EVALUATIONS / "1"
    assert find_evaluation(tmp_path, "", "/photos", second) is None
    later = (tmp_path / EVALUATIONS / "1" / RESULTS).stat().st_mtime + 10
    os.utime(first, (later, later))
    assert find_evaluation(tmp_path, "", "/photos", first) is None


@pytest.mark.parametrize(("last", "is_found"), [
    ({"event": "RunEnded", "reason": "finished"}, True), ({"event": "RunEnded", "reason": "early_stopped"}, True),
    ({"event": "RunEnded", "reason": "stopped"}, False), ({"event": "EpochEnded", "epoch": 9}, False),
])  # fmt: skip
def test_a_runs_own_evaluation_holds_until_the_run_goes_on(tmp_path: Path, last: dict[str, object],
                                                           is_found: bool) -> None:  # fmt: skip
    evaluate(predictions(paths_in(tmp_path)), CLASSES, tmp_path, Judging("m.pth", "pets", "test"), report=False)
    lines = [{"event": "RunEnded", "reason": "finished"}, {"event": "RunStarted"}, last]
    (tmp_path / EVENTS).write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert find_evaluation(tmp_path, "test") == (tmp_path if is_found else None)


@pytest.mark.parametrize("name", ["'n roll", "=1+1", "plain"])
def test_names_come_back_as_they_were_whatever_they_begin_with(tmp_path: Path, name: str) -> None:
    classes = ("cat", name)
    rows = [Prediction(str(tmp_path / "a.png"), (0.2, 0.8), name, None, 1),
            Prediction(str(tmp_path / "b.png"), (0.9, 0.1), "cat", None, 0)]  # fmt: skip
    evaluate(rows, classes, tmp_path / "out", Judging("m.pth", "pets", "test"), report=False)
    assert load_evaluation(tmp_path / "out").judged.labels == (name, "cat")


def fold_run(tmp_path: Path, number: int, *, num_folds: int = 3, judged: bool = True, test: bool = False,
             classes: tuple[str, ...] = CLASSES) -> Path:  # fmt: skip
    """Write a run trained on one of the folds of nine pictures."""
    samples = [Sample(path, place % 2) for place, path in enumerate(paths_in(tmp_path / "data", 9))]
    val = tuple(sample for place, sample in enumerate(samples) if place % num_folds == number)
    train = tuple(sample for sample in samples if sample not in val)
    own = (Sample(str(tmp_path / "data" / "own test.png"), 0),) if test else ()
    splits = Splits(str(tmp_path / "data"), CLASSES, train, val, own, f"pets, fold {number + 1}")
    run = tmp_path / "runs" / f"fold {number}"
    run.mkdir(parents=True)
    write_splits(run / SPLITS, splits)
    counts = {"train": len(train), "val": len(val), "test": len(own)}
    write_json(run / CONFIG, {"run": {"root": splits.root, "classes": classes, "num_pictures": counts}})
    if judged:
        rows = [Prediction(sample.path, (0.7, 0.3), CLASSES[sample.label or 0], None, 0) for sample in val]
        evaluate(rows, CLASSES, run, Judging("m", "pets", "val"), report=False)
    return run


def test_the_runs_of_one_cross_validation_are_known_by_their_splits(tmp_path: Path) -> None:
    runs = [fold_run(tmp_path, number) for number in range(3)]
    other = fold_run(tmp_path / "elsewhere", 0)
    assert fold_runs(runs[1], [other, *runs]) == (runs[1], runs[0], runs[2])
    assert fold_runs(runs[1], [other, runs[0]]) == ()
    assert fold_runs(other, runs) == ()
    (runs[2] / SPLITS).unlink()
    assert fold_runs(runs[1], runs) == fold_runs(runs[2], runs) == ()
    control = Control()
    control.stop()
    with pytest.raises(Cancelled):
        fold_runs(runs[0], runs, control)


def test_a_run_whose_scores_stand_in_another_order_of_classes_is_no_fold(tmp_path: Path) -> None:
    first, second = fold_run(tmp_path, 0, num_folds=2), fold_run(tmp_path, 1, num_folds=2, classes=CLASSES[::-1])
    assert fold_runs(first, [second]) == ()


def test_a_fold_that_was_trained_twice_counts_once(tmp_path: Path) -> None:
    first, second = (fold_run(tmp_path, number, num_folds=2) for number in range(2))
    again = shutil.copytree(first, first.with_name("fold 0 again"))
    assert fold_runs(first, [again, second]) == (first, second)
    assert fold_runs(second, [again, first]) == (second, again)


def test_out_of_fold_predictions_are_of_all_pictures(tmp_path: Path) -> None:
    runs = [fold_run(tmp_path, number) for number in range(3)]
    found = held_out(runs[0], runs)
    assert sorted(item.path for item in found.predictions) == sorted(paths_in(tmp_path / "data", 9))
    assert found.runs == tuple(runs)
    assert found.not_judged == ()


def test_a_fold_whose_val_was_not_predicted_is_named(tmp_path: Path) -> None:
    runs = [fold_run(tmp_path, number, judged=number < 2) for number in range(3)]
    found = held_out(runs[0], runs)
    assert found.not_judged == (runs[2],)
    assert held_out(fold_run(tmp_path / "alone", 0), []).runs == ()


def test_a_fold_whose_own_predictions_are_damaged_is_known_by_those_made_since(tmp_path: Path) -> None:
    runs = [fold_run(tmp_path, number) for number in range(3)]
    kept = shutil.copytree(runs[2], tmp_path / "kept")
    (runs[2] / PREDICTIONS).write_bytes(b"\0" * 9)
    assert held_out(runs[0], runs).not_judged == (runs[2],)
    shutil.copytree(kept, runs[2] / EVALUATIONS / "1")
    found = held_out(runs[0], runs)
    assert found.not_judged == ()
    assert len(found.predictions) == 9


def test_what_was_judged_is_found_where_its_pictures_were_moved(tmp_path: Path) -> None:
    runs = [fold_run(tmp_path, number) for number in range(3)]
    moved = tmp_path / "moved"
    moved.mkdir()
    for path in paths_in(moved, 9):
        Path(path).touch()
    note_moved(runs[0], moved)
    assert sorted(item.path for item in held_out(runs[0], runs).predictions) == sorted(paths_in(moved, 9))
    kept = runs[1] / EVALUATIONS / "1"
    kept.mkdir(parents=True)
    for name in (RESULTS, PREDICTIONS):
        shutil.copy2(runs[1] / name, kept / name)
    for folder in (runs[1], kept):
        assert load_evaluation(folder).judged.paths == tuple(paths_in(moved, 9)[1::3])


@pytest.mark.parametrize("num_bytes", [5, None])
def test_a_fold_whose_predictions_are_cut_short_counts_as_not_predicted(tmp_path: Path, num_bytes: int | None) -> None:
    runs = [fold_run(tmp_path, number) for number in range(3)]
    content = (runs[1] / PREDICTIONS).read_bytes()
    last_row = len(content.splitlines()[-1]) + 1
    (runs[1] / PREDICTIONS).write_bytes(content[:-(num_bytes or last_row)])
    found = held_out(runs[0], runs)
    assert found.not_judged == (runs[1],)
    assert len(found.predictions) == 6, "nothing of a table that is not whole"


def test_folds_around_a_test_split_are_folds_too(tmp_path: Path) -> None:
    runs = [fold_run(tmp_path, number, test=True) for number in range(3)]
    assert len(fold_runs(runs[0], runs)) == 3


def test_a_runs_predictions_are_read_back(tmp_path: Path) -> None:
    written = [
        Prediction(str(tmp_path / "=1.jpg"), (0.75, 0.25), "cat", None, 0),
        Prediction(str(tmp_path / "2.jpg"), (0.6, 0.4), None, None, 1),
        Prediction(str(tmp_path / "3.jpg"), (), "=dog", "it is cut off.", None),
    ]
    with open_writer(tmp_path / PREDICTIONS, CLASSES) as writer:
        for prediction in written:
            writer.write(prediction)
    assert list(read_predictions(tmp_path / PREDICTIONS, CLASSES)) == written
    with pytest.raises(ValueError, match="no column"):
        list(read_predictions(tmp_path / PREDICTIONS, ("cat", "owl")))
