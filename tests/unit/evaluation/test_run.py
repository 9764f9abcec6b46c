"""Judging a model from end to end: how it decides, where results go, and what is left when it fails."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from core.base.control import Control
from core.base.errors import Cancelled, ConfigError, OutputError
from core.base.events import Event, Progress
from core.base.files import write_json
from core.base.types import Prediction
from core.evaluation.judging import Judging, ThresholdOrigin
from core.evaluation.pictures import LabelledPictures
from core.evaluation.run import decision_of, default_output, evaluate_model, new_folder
from core.inference.predictor import Result
from core.training.run_folder import CONFIG, SPLITS

PICTURES = LabelledPictures(("/p/1.png", "/p/2.png"), {"/p/1.png": "a", "/p/2.png": "b"}, "pets")


def model_of(classes: tuple[str, ...] = ("a", "b"), positive: str | None = "b", threshold: float | None = 0.3) -> Any:
    index = classes.index(positive) if positive else None
    return SimpleNamespace(classes=classes, positive_index=index, threshold=threshold, picture_hashes=("1",))


@dataclass
class FakePredictor:
    """Predicts the first class; asks for a stop after one picture where it is told to."""

    model: Any
    control: Control | None = None

    @property
    def classes(self) -> tuple[str, ...]:
        return tuple(self.model.classes)

    def results(
        self, paths: Iterable[str], label_of: Callable[[str], str | None], control: Control
    ) -> Iterator[Result]:
        for path in paths:
            yield Result(Prediction(path, (0.9, 0.1), label_of(path), None, 0), path.endswith("1.png"))
            if self.control:
                self.control.stop()
                return


def test_the_model_file_decides_unless_the_user_does() -> None:
    own = decision_of(model_of())
    assert (own.positive, own.threshold, own.origin) == (1, 0.3, ThresholdOrigin.VAL)
    turned = decision_of(model_of(), "a")
    assert (turned.positive, turned.threshold, turned.origin) == (0, 0.7, ThresholdOrigin.VAL)
    for threshold in ("0.6", 0.6):
        given = decision_of(model_of(), None, threshold)
        assert (given.positive, given.threshold, given.origin) == (1, 0.6, ThresholdOrigin.GIVEN)
    best = decision_of(model_of(), None, "best")
    assert (best.positive, best.threshold, best.origin) == (1, None, ThresholdOrigin.JUDGED)


def test_a_foreign_model_decides_by_the_better_score() -> None:
    foreign = decision_of(model_of(("tumor", "no tumor"), None, None))
    assert (foreign.positive, foreign.threshold, foreign.origin) == (0, None, ThresholdOrigin.NONE)
    assert decision_of(model_of(("a", "b", "c"), None, None)).positive is None


@pytest.mark.parametrize(
    ("classes", "positive", "threshold", "text"),
    [
        (("a", "b", "c"), "a", None, "models of two classes"),
        (("a", "b"), "c", None, "must be one of a, b"),
        (("a", "b"), None, "1.5", "from 0 to 1"),
        (("a", "b"), None, "nan", "from 0 to 1"),
        (("a", "b"), None, "high", "or best"),
    ],
)
def test_wrong_decisions_get_a_sentence(
    classes: tuple[str, ...], positive: str | None, threshold: str | None, text: str
) -> None:
    with pytest.raises(ConfigError, match=text):
        decision_of(model_of(classes, None, None), positive, threshold)


def test_pictures_used_in_training_are_found_while_predicting(tmp_path: Path) -> None:
    events: list[Event] = []
    predictor: Any = FakePredictor(model_of())
    evaluation = evaluate_model(predictor, PICTURES, tmp_path / "out", Judging(), events.append)
    assert evaluation.results["num_used_in_training"] == 1
    assert evaluation.first.tolist() == [False, True]
    progress = [event for event in events if isinstance(event, Progress)]
    assert [(event.stage.split()[0], event.done) for event in progress] == \
        [("Predicting", 1), ("Predicting", 2), ("Computing", 0)]


def test_a_stop_leaves_nothing(tmp_path: Path) -> None:
    control = Control()
    predictor: Any = FakePredictor(model_of(), control)
    with pytest.raises(Cancelled):
        evaluate_model(predictor, PICTURES, tmp_path / "deep" / "out", Judging(), control=control)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_removes_only_what_was_made(tmp_path: Path) -> None:
    def fail() -> None:
        with new_folder(tmp_path / "a" / "b"):
            (tmp_path / "a" / "b" / "half.txt").write_text("half", encoding="utf-8")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "kept.txt").write_text("kept", encoding="utf-8")
    with pytest.raises(OutputError, match="nothing is overwritten"), new_folder(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_two_that_write_one_folder_at_once_do_not_mix_or_remove_each_others_files(tmp_path: Path) -> None:
    def write_too() -> None:
        with new_folder(tmp_path / "out"):
            pytest.fail("both write")

    with new_folder(tmp_path / "out"):
        (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf-8")
        with pytest.raises(OutputError, match="nothing is overwritten"):
            write_too()
        (tmp_path / "out" / "mine.txt").unlink()
        with pytest.raises(OutputError, match="Another process writes into"):
            write_too()
        (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf-8")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_results_go_into_the_run_folder_under_names_of_their_own(tmp_path: Path) -> None:
    write_json(tmp_path / CONFIG, {})
    (tmp_path / SPLITS).write_text("", encoding="utf-8")
    first = default_output(tmp_path / "checkpoints" / "epoch_1.pth", "a/b:c")
    assert first.parent == tmp_path / "evaluations"
    assert re.fullmatch(r"\d{8}_\d{6}_a_b_c", first.name)
    assert default_output(tmp_path / "lone" / "model.pth", "x").parent == tmp_path / "lone" / "evaluations"
