"""Results are gone on with by the model that wrote them, and by no other."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from core.base.errors import OutputError
from core.base.types import Prediction
from core.inference.read_back import KeptRow
from core.inference.resuming import check_same_scores


class Model:
    """Gives every picture the same scores, or none to those that it cannot read."""

    def __init__(self, scores: tuple[float, ...] = (0.7, 0.2, 0.1), batch_size: int = 16) -> None:
        self.classes = ("ants", "bees", "cats")[: len(scores)]
        self.batch_size = batch_size
        self.scores, self.asked = scores, []

    def predict(self, paths: list[str]) -> list[SimpleNamespace]:
        self.asked += [Path(path).name for path in paths]
        return [Prediction(path, () if "broken" in path else self.scores) for path in paths]


@pytest.fixture
def row(tmp_path: Path):
    def make(number: int, score: float, name: str = "ants", kind: str = "picture") -> KeptRow:
        path = tmp_path / f"{number} {kind}.jpg"
        if kind != "gone":
            path.touch()
        return KeptRow(str(path), name, score)

    return make


def is_refused(model: Model, rows: list[KeptRow]) -> bool:
    try:
        check_same_scores(model, rows, Path("r.csv"))
    except OutputError:
        return True
    return False


def test_one_picture_of_several_may_have_been_changed_but_not_two(row) -> None:
    same, other = [row(number, 0.7) for number in range(3)], [row(number, 0.5) for number in range(3, 5)]
    assert not is_refused(Model(), same)
    assert not is_refused(Model(), [*same, other[0]])
    assert is_refused(Model(), [*same, *other])


def test_where_one_picture_alone_can_be_asked_again_it_decides(row) -> None:
    silent = [row(1, 0.5, kind="gone"), row(2, 0.5, kind="broken")]
    assert not is_refused(Model(), silent)
    assert is_refused(Model(), [*silent, row(3, 0.5)])


def test_a_score_within_the_tolerance_of_two_forms_is_the_same(row) -> None:
    rows = [row(number, 0.74) for number in range(3)]
    assert not is_refused(Model(), rows)
    assert is_refused(Model((0.6, 0.2, 0.2)), rows)


def test_the_score_is_that_of_the_rows_class(row) -> None:
    assert not is_refused(Model(), [row(1, 0.2, "bees"), row(2, 0.1, "cats")])


def test_a_row_of_no_known_class_had_the_best_score_or_of_two_either(row) -> None:
    assert is_refused(Model(), [row(1, 0.1, "unknown")])
    assert not is_refused(Model((0.6, 0.4)), [row(number, 0.4, "unknown") for number in (2, 3)])
    assert not is_refused(Model((0.6, 0.4)), [row(number, 0.6, "unknown") for number in (4, 5)])


@pytest.mark.parametrize(("batch_size", "num_asked"), [(1, 1), (3, 2), (16, 4)])
def test_less_than_a_batch_is_asked_as_the_first_full_one_chooses_the_form(row, batch_size, num_asked) -> None:
    model = Model(batch_size=batch_size)
    check_same_scores(model, [row(number, 0.7) for number in range(4)], Path("r.csv"))
    assert len(model.asked) == num_asked
