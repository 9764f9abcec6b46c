"""Runs that were judged without a network, and the Evaluate page in the main window."""

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from app.context import Context, CurrentData
from app.crash import CrashReporter
from app.evaluate_controller import EvaluateController
from app.jobs import Jobs
from app.settings import Settings
from core.base.control import Control
from core.base.types import Prediction, Sample, Split, Splits
from core.config import TrainConfig
from core.data.splitting.table import write_splits
from core.evaluation.evaluate import evaluate
from core.evaluation.judging import Judging, ThresholdOrigin
from core.inference.predictor import Result
from core.training.run_folder import SPLITS, describe_sizes, note_run, write_config
from ui.main_window import MainWindow
from ui.pages.evaluate_page import EvaluatePage
from ui.pages.page import Page
from ui.theme import Theme

Scores = Callable[[Sample], tuple[float, ...]]


class TrainStandIn(Page):
    """Stands for the Train page."""

    key, title, icon_name = "train", "Train", "train"


class PredictStandIn(Page):
    """Stands for the Predict page."""

    key, title, icon_name = "predict", "Predict", "predict"


@dataclass
class PredictController:
    """Remembers what it was asked to browse."""

    asked: list[tuple[Any, ...]] = field(default_factory=list)

    def open_run(self, run_dir: str) -> None:
        self.asked.append((run_dir,))

    def open_evaluation(self, model_path: str, evaluation: Any, folder: Path) -> None:
        self.asked.append((model_path, evaluation, folder))


@dataclass
class TrainController:
    """Remembers what it was asked to train with."""

    configs: list[TrainConfig] = field(default_factory=list)

    def train_with(self, config: TrainConfig) -> None:
        self.configs.append(config)


def make_pictures(root: Path, classes: tuple[str, ...], each: int) -> list[Sample]:
    """Write small pictures, `each` of a class; in every ten, the last is val and the two before it are test."""
    samples = []
    for label, name in enumerate(classes):
        for number in range(each):
            path = root / name / f"{name} {number:03d}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.new("RGB", (8, 6), (40 * label, 5 * number % 256, 90)).save(path)
            split = Split.VAL if number % 10 == 9 else Split.TEST if number % 10 >= 7 else Split.TRAIN
            samples.append(Sample(str(path), label, None, split))
    return samples


def splits_of(root: Path, classes: tuple[str, ...], samples: Iterable[Sample]) -> Splits:
    parts = {str(split): tuple(sample for sample in samples if sample.split is split) for split in Split}
    return Splits(str(root), classes, parts["train"], parts["val"], parts["test"], "pets")


def make_run(run_dir: Path, splits: Splits, scores: Scores, threshold: float | None = None) -> Path:
    """Write what a finished run leaves, judged on test, or on val where there is no test."""
    run_dir.mkdir(parents=True)
    config = TrainConfig(dataset_path=splits.root, model="squeezenet1_1", epochs=7, lr=0.002, device="cpu",
                         precision="bf16", cache="ram")
    decided = {"device": "the best there is", "precision": "what this device is good at"}
    write_config(run_dir, config, splits, {"num_pictures": describe_sizes(splits), "auto": decided})
    write_splits(run_dir / SPLITS, splits)
    split = Split.TEST if splits.test else Split.VAL
    positive = 1 if len(splits.classes) == 2 else None
    seen = {sample.path for sample in (*splits.train, *splits.val)}
    judging = Judging("best_model.pth", splits.name, str(split), positive, threshold,
                      ThresholdOrigin.NONE if threshold is None else ThresholdOrigin.VAL, seen)  # fmt: skip
    evaluate([prediction_of(sample, splits.classes, scores) for sample in splits.of(split)], splits.classes, run_dir,
             judging, report=False)  # fmt: skip
    note_run(run_dir)
    return run_dir


def prediction_of(sample: Sample, classes: tuple[str, ...], scores: Scores) -> Prediction:
    values = scores(sample)
    label = classes[sample.label] if sample.label is not None else None
    return Prediction(sample.path, values, label, None, int(np.argmax(values)))


@dataclass
class FakePredictor:
    """Predicts by the picture's folder, wrongly those whose name is in `wrong`; waits for `gate` before each."""

    model: Any
    wrong: frozenset[str] = frozenset()
    gate: threading.Semaphore | None = None
    asked: list[str] = field(default_factory=list)
    machine: dict[str, Any] = field(default_factory=dict)

    @property
    def classes(self) -> tuple[str, ...]:
        return tuple(self.model.classes)

    def results(self, paths: Iterable[str], label_of: Callable[[str], str | None], control: Control) -> Iterator[Any]:
        for path in paths:
            while self.gate is not None and not self.gate.acquire(timeout=0.02):
                if control.stop_requested:
                    return
            self.asked.append(path)
            index = self.classes.index(Path(path).parent.name)
            if Path(path).name in self.wrong:
                index = (index + 1) % len(self.classes)
            scores = [0.1] * len(self.classes)
            scores[index] = 1 - 0.1 * (len(self.classes) - 1)
            yield Result(Prediction(path, tuple(scores), label_of(path), None, index), "train" in self.model.seen)


@pytest.fixture(autouse=True)
def no_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Evaluations write files that are no figures: drawing takes a second each."""
    from core.evaluation.report_html import FIGURES

    def write(evaluation: Any, folder: Path, *, report: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for name, _caption in FIGURES:
            (folder / name).write_bytes(b"")

    monkeypatch.setattr("core.evaluation.evaluate.draw", write)


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> FakePredictor:
    """Stand in for the network and its file."""
    from core.inference import predictor as predictors

    classes = ("ant", "bee", "wasp")
    model = SimpleNamespace(classes=classes, positive_index=None, threshold=None, picture_hashes=("1",), seen="",
                            model="squeezenet1_1", config={}, metrics={}, versions={},
                            preprocess=SimpleNamespace(input_shape=(8, 8), in_channels=3, resize="crop"))  # fmt: skip
    fake = FakePredictor(model)
    monkeypatch.setattr(predictors, "open_classifier", lambda path: model)
    monkeypatch.setattr(predictors, "Predictor", lambda _model, **machine: fake.machine.update(machine) or fake)
    return fake


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A run of three classes: bees are taken for wasps now and then, the surer the higher the picture's number."""
    classes = ("ant", "bee", "wasp")
    root = tmp_path / "фото 图"
    samples = make_pictures(root, classes, 20)

    def scores(sample: Sample) -> tuple[float, ...]:
        number = int(Path(sample.path).stem[-3:])
        if sample.label == 1 and number >= 17:
            return (0.0, 0.3 - number / 100, 0.7 + number / 100)
        if sample.label == 0:
            return (0.5 + number / 100, 0.5 - number / 100, 0.0)
        return (0.02, 0.9, 0.08) if sample.label == 1 else (0.02, 0.08, 0.9)

    return make_run(tmp_path / "runs" / "20260101_100000_three", splits_of(root, classes, samples), scores)


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A run of two classes with overlapping scores and the threshold 0.5."""
    classes = ("good", "defect")
    root = tmp_path / "parts"
    samples = make_pictures(root, classes, 50)

    def scores(sample: Sample) -> tuple[float, ...]:
        number = int(Path(sample.path).stem[-3:])
        score = (0.35 if sample.label else 0.05) + number / 100
        return (1 - score, score)

    return make_run(tmp_path / "runs" / "20260101_110000_two", splits_of(root, classes, samples), scores, 0.5)


@pytest.fixture
def controller(qtbot: QtBot, tmp_path: Path) -> Iterator[EvaluateController]:
    """The Evaluate page in the main window."""
    theme = Theme("light")
    theme.apply()
    window = MainWindow(theme, [TrainStandIn(theme.tokens), PredictStandIn(theme.tokens), EvaluatePage(theme.tokens)])
    qtbot.addWidget(window)
    context = Context(window, Settings(), Jobs(window), CrashReporter(tmp_path / "log.txt"), CurrentData())
    controller = EvaluateController(context)
    context.controllers.update(evaluate=controller, train=TrainController(), predict=PredictController())
    window.show()
    qtbot.waitExposed(window)
    window.show_page("evaluate")
    yield controller
    context.labelling.flush()
    context.jobs.wait_all()
    window.close()
    context.jobs.stop_all()
    context.jobs.wait_all()


def open_run(controller: EvaluateController, run_dir: Path, qtbot: QtBot) -> None:
    controller.open_run(str(run_dir))
    settle(controller, qtbot)


def settle(controller: EvaluateController, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not controller.is_running)
