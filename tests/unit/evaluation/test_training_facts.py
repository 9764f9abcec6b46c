"""How a model was trained, in words."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from core.base.files import write_json
from core.base.types import Resize
from core.data.preprocess import Preprocess
from core.evaluation.training_facts import curves_picture, training_facts
from core.training.run_folder import read_facts

PREPROCESS = Preprocess((32, 64), Resize.CROP, 1, (0.5,), (0.25,))


def test_a_model_file_says_how_it_was_trained(tmp_path: Path) -> None:
    write_json(tmp_path / "config.json", {"run": {"num_pictures": {"train": 1200, "val": 150}}})
    (tmp_path / "epoch_loss.png").write_bytes(b"picture")
    model: Any = SimpleNamespace(
        model="resnet18", classes=("a", "b"), preprocess=PREPROCESS, epoch=7, metrics={"val_accuracy": 0.95, "n": None},
        config={"lr": 0.001, "use_class_weights": True, "epochs": 20}, versions={"torch": "2.15"},
    )  # fmt: skip
    facts = training_facts(model, tmp_path)
    assert facts["Input"] == "32 x 64 pixels, gray, crop"
    assert facts["Pictures"] == "1,200 train, 150 val"
    assert (facts["Learning rate"], facts["Class weights"], facts["Epoch of these weights"]) == ("0.001", "yes", "7")
    assert facts["Figures at that epoch"] == "val_accuracy 0.9500"
    assert curves_picture(tmp_path) == tmp_path / "epoch_loss.png"


def test_an_onnx_file_says_less() -> None:
    model: Any = SimpleNamespace(model="resnet18", classes=("a", "b"), preprocess=PREPROCESS)
    assert list(training_facts(model)) == ["Network", "Classes", "Input"]
    assert curves_picture(None) is None


def test_facts_that_were_damaged_are_left_out(tmp_path: Path) -> None:
    model: Any = SimpleNamespace(model="resnet18", classes=("a", "b"), preprocess=PREPROCESS)
    for counts in ("many", {"train": "many"}, [1200]):
        write_json(tmp_path / "config.json", {"run": {"num_pictures": counts, "classes": 3, "name": "pets"}})
        assert "Pictures" not in training_facts(model, tmp_path)
        assert read_facts(tmp_path) == {"name": "pets"}
