from pathlib import Path

import pytest

from app.predict_exports import export_results
from core.base.control import Control
from core.base.errors import Cancelled, OutputError
from core.base.events import ignore
from core.base.types import Prediction
from core.inference.writers import open_writer
from tests.scanner import hold_removals
from tests.unit.ui.test_results import CLASSES, result, store_of

PATHS = ("a.jpg", "b.jpg")
STORE = store_of(*(result(path, 0.7, 0.2, 0.1) for path in PATHS))


def test_an_export_leaves_what_another_run_is_writing_to_it(tmp_path: Path) -> None:
    target = tmp_path / "r.jsonl"
    with open_writer(target, CLASSES) as other:
        other.write(Prediction("other.jpg", (0.7, 0.2, 0.1), None, None, 0))
        with pytest.raises(OutputError, match="is being written by another run"):
            export_results(STORE, PATHS, str(target), ignore, Control())
    assert "other.jpg" in target.read_text(encoding="utf-8")
    assert list(tmp_path.iterdir()) == [target]


def test_an_export_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    class AfterOne(Control):
        num_asked = 0

        def check(self) -> None:
            self.num_asked += 1
            if self.num_asked == len(PATHS):
                raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        export_results(STORE, PATHS, str(tmp_path / "r.jsonl"), ignore, AfterOne())
    assert list(tmp_path.iterdir()) == []
    assert export_results(STORE, PATHS, str(tmp_path / "r.jsonl"), ignore, Control()) == len(PATHS)


def test_a_stop_is_told_as_one_though_a_scanner_holds_what_was_written(tmp_path: Path,
                                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    class HeldAfterOne(Control):
        num_asked = 0

        def check(self) -> None:
            self.num_asked += 1
            if self.num_asked == len(PATHS):
                hold_removals(monkeypatch, 99)
                raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        export_results(STORE, PATHS, str(tmp_path / "r.jsonl"), ignore, HeldAfterOne())
    assert [path.name for path in tmp_path.iterdir()] == ["r.jsonl.part"]
