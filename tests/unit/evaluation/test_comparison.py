"""Runs are compared on pictures that are fair to all of them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from core.base.control import Control
from core.base.errors import Cancelled, DataError
from core.base.events import Event, Notice
from core.base.files import write_json
from core.base.types import Prediction
from core.evaluation import comparison
from core.evaluation.comparison import compare, have_same_val_pictures, val_pictures_key
from core.evaluation.pictures import LabelledPictures
from core.inference.predictor import Result
from core.training.run_folder import CONFIG, SPLITS


def run_folder(folder: Path, rows: str, root: str = "/data", host: str = "here") -> Path:
    folder.mkdir()
    write_json(folder / CONFIG, {"run": {"root": root, "host": host}})
    (folder / SPLITS).write_text("path,label,split,group\n" + rows, encoding="utf-8")
    return folder


ROWS = "a/1.png,a,train,\na/2.png,a,val,\nb/3.png,b,val,\n"


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, ...]]:
    """Hashes that the model files hold, by the run folder's name."""
    found: dict[str, tuple[str, ...]] = {}
    monkeypatch.setattr(comparison, "load_model_file",
                        lambda run: SimpleNamespace(picture_hashes=found[run.name]))  # fmt: skip
    return found


def test_runs_are_on_the_same_pictures_whatever_their_order(tmp_path: Path) -> None:
    one = run_folder(tmp_path / "one", ROWS)
    two = run_folder(tmp_path / "two", "b/3.png,b,val,\na/9.png,a,train,\na/2.png,a,val,\n")
    other = run_folder(tmp_path / "other", ROWS.replace("a/2.png,a", "a/2.png,b"))
    assert val_pictures_key(one) == val_pictures_key(two) != val_pictures_key(other)
    assert have_same_val_pictures([one, two])
    assert not have_same_val_pictures([one, two, other])


@pytest.mark.parametrize("place", [{"root": "/home/somebody"}, {"host": "another machine"}])
def test_runs_of_other_folders_and_machines_are_the_same_only_by_their_pictures_content(
    tmp_path: Path, hashes: dict[str, tuple[str, ...]], place: dict[str, str]
) -> None:
    one, two = run_folder(tmp_path / "one", ROWS), run_folder(tmp_path / "two", ROWS, **place)
    hashes.update(one=("1", "2"), two=("2", "1"))
    assert have_same_val_pictures([one, two])
    hashes.update(two=("1", "3"))
    assert not have_same_val_pictures([one, two])
    hashes.update(one=(), two=())
    assert not have_same_val_pictures([one, two])


def test_without_a_table_nothing_is_the_same(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    assert not have_same_val_pictures([tmp_path / "one", tmp_path / "two"])
    assert not have_same_val_pictures([run_folder(tmp_path / "no val", "a/1.png,a,train,\n")])


class FakePredictor:
    """Says what its run's name begins with, and knows which pictures it was trained with."""

    stop_at = 0

    def __init__(self, model: SimpleNamespace, *, device: str, num_threads: int) -> None:
        self.model = model
        self.classes = ("a", "b")

    def results(
        self, paths: Iterable[str], label_of: Callable[[str], str | None], control: Control
    ) -> Iterator[Result]:
        scores = (0.9, 0.1) if self.model.says == "a" else (0.2, 0.8)
        for path in paths:
            trained = Path(path).name in self.model.trained_on
            yield Result(Prediction(path, scores, label_of(path), None, 0), trained)


@pytest.fixture
def models(monkeypatch: pytest.MonkeyPatch) -> dict[str, SimpleNamespace]:
    found: dict[str, SimpleNamespace] = {}
    monkeypatch.setattr(comparison, "open_classifier", lambda path: found[path.name])
    monkeypatch.setattr(comparison, "Predictor", FakePredictor)
    return found


PICTURES = LabelledPictures(tuple(f"/moved/data/{name}" for name in ("a/1.png", "a/2.png", "b/3.png", "b/4.png")),
                            {"/moved/data/a/1.png": "a", "/moved/data/a/2.png": "a", "/moved/data/b/3.png": "b",
                             "/moved/data/b/4.png": "b"}, "data", "val")  # fmt: skip


def test_pictures_that_one_was_trained_with_are_left_out_for_all(
    tmp_path: Path, models: dict[str, SimpleNamespace]
) -> None:
    one = run_folder(tmp_path / "one", "a/1.png,a,train,\na/2.png,a,val,\n")
    two = run_folder(tmp_path / "two", "b/4.png,b,train,\n")
    models["one"] = SimpleNamespace(says="a", trained_on={"1.png", "2.png"})
    models["two"] = SimpleNamespace(says="b", trained_on={"4.png"})
    told = []
    found = compare([one, two], PICTURES, told.append)
    # a/1 and b/4 were trained on; a/2 is the first one's own val picture, though the model file holds its hash too.
    assert (found.num_judged, found.num_trained_on, found.num_others) == (2, 2, 0)
    assert [run.metrics["confusion_matrix"] for run in found.runs] == [[[1, 0], [1, 0]], [[0, 1], [0, 1]]]
    assert {event.stage for event in told} == {"Evaluating 1 of 2", "Evaluating 2 of 2"}


def test_pictures_of_a_class_that_one_does_not_know_are_told_before_they_are_predicted_and_left_out(
    tmp_path: Path, models: dict[str, SimpleNamespace]
) -> None:
    models["one"] = SimpleNamespace(says="a", trained_on=set())
    told: list[Event] = []
    foreign = replace(PICTURES, labels={**PICTURES.labels, "/moved/data/b/4.png": "crow"})
    found = compare([run_folder(tmp_path / "one", ROWS)], foreign, told.append)
    assert (found.num_judged, found.num_trained_on, found.num_others) == (3, 0, 1)
    assert isinstance(told[0], Notice)
    assert "does not know the classes crow" in told[0].message


def test_where_no_picture_is_fair_it_is_said_and_a_stop_is_heard(
    tmp_path: Path, models: dict[str, SimpleNamespace]
) -> None:
    one = run_folder(tmp_path / "one", "a/1.png,a,train,\n")
    models["one"] = SimpleNamespace(says="a", trained_on={"1.png", "2.png", "3.png", "4.png"})
    with pytest.raises(DataError, match="4 were used in training"):
        compare([one], PICTURES)
    control = Control()
    control.stop()
    with pytest.raises(Cancelled):
        compare([one], PICTURES, control=control)
