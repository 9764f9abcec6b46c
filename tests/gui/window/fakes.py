"""A data set and a training that need no torch and take no time, but send the same events as the real ones."""

import math
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from app.data_opener import OpenedData, SourceRead
from core.base.control import Control
from core.base.errors import DataError
from core.base.events import (
    BatchEnded,
    Emit,
    EpochEnded,
    EpochStarted,
    Notice,
    Progress,
    RunEnded,
    RunStarted,
    ValidationProgress,
    ValidationSample,
)
from core.base.types import DatasetIndex, Finding, Prediction, RunEndReason, Sample, Splits
from core.config import TrainConfig

CLASSES = ("ants", "bees", "蜂")
BATCHES = 8


@dataclass(frozen=True)
class FakeResult:
    """As core.training.run.RunResult."""

    run_dir: Path
    reason: RunEndReason
    message: str
    history: tuple[dict[str, Any], ...]
    best_epoch: int | None
    test: dict[str, Any]
    seconds: float


def picture_folder(root: Path, *, each: int = 4) -> Path:
    """Make class folders with small pictures."""
    for number, name in enumerate(CLASSES):
        for place in range(each):
            path = root / name / f"{name} {place}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.new("RGB", (24, 24), (60 * number + 10, 20 * place, 120)).save(path)
    return root


def fake_read(config: TrainConfig, emit: Emit, control: Control) -> OpenedData:
    """List a folder of `picture_folder` as the real opener would."""
    root = Path(config.dataset_path)
    samples = tuple(Sample(str(path), label) for label, name in enumerate(CLASSES)
                    for path in sorted((root / name).glob("*.png")))  # fmt: skip
    if not samples:
        raise DataError(f"There are no pictures in {root}. Choose another folder.")
    emit(SourceRead(DatasetIndex(str(root), CLASSES, samples, name=root.name)))
    emit(Progress("Looking at pictures", len(samples), len(samples)))
    control.check()
    splits = Splits(str(root), CLASSES, samples[::2], samples[1::2], (), root.name)
    finding = Finding("wrong_ending", "1 picture has a wrong ending.", (samples[0].path,))
    return OpenedData(splits, {}, (finding,), config=config)


@dataclass
class FakeTraining:
    """A training whose epochs wait at a gate.

    Attributes:
        run_dir: What it says its folder is.
        epochs: How many it does.
        gate: Released once an epoch; None: it never waits.
        error: Raised instead of the first epoch.
        epoch_error: Raised after the first epoch.
        control: The Control it was given.
        epoch_seconds: Time of an epoch, as the run's records have it.
        threshold: Of two classes, as it was chosen on val.
        num_judged: Test pictures.
    """

    run_dir: Path
    epochs: int = 3
    gate: threading.Semaphore | None = None
    error: BaseException | None = None
    epoch_error: BaseException | None = None
    control: Control | None = None
    epoch_seconds: float = 0.0
    threshold: float | None = None
    num_judged: int = 153
    configs: list[TrainConfig] = field(default_factory=list)

    def work(self, config: TrainConfig, _shown: Splits | None = None) -> Any:
        """Stand for app.training_work.train_work."""
        self.configs.append(config)
        return self._run

    def _run(self, emit: Emit, control: Control) -> FakeResult:
        self.control = control
        emit(Notice("Pictures are small.", "warning"))
        emit(Progress("Looking at pictures", 3, 12))
        if self.error is not None:
            raise self.error
        emit(RunStarted(str(self.run_dir), "mobilenet_v2", CLASSES, self.epochs, BATCHES, 245, 153, 0, 1, 0, "cpu",
                        "bf16"))  # fmt: skip
        history: list[dict[str, Any]] = []
        for epoch in range(1, self.epochs + 1):
            if self.gate is not None:
                self.gate.acquire()
            if not self._epoch(emit, control, epoch):
                break
            if self.epoch_error is not None:
                raise self.epoch_error
            history.append({"epoch": epoch, "val_loss": 1 / epoch, "balanced_accuracy": 1 - 0.4 / epoch,
                            "seconds": self.epoch_seconds})
            if control.stop_after_epoch_requested:
                break
        reason = RunEndReason.FINISHED if len(history) == self.epochs else RunEndReason.STOPPED
        best = len(history) or None
        emit(RunEnded(reason, "Done.", str(self.run_dir), len(history), best, 63.0))
        metrics = {"balanced_accuracy": 0.91, "accuracy": 0.92, "threshold": self.threshold}
        test = {"split": "test", "num_judged": self.num_judged, "metrics": metrics} if best else {}
        return FakeResult(self.run_dir, reason, "Done.", tuple(history), best, test, 63.0)

    def _epoch(self, emit: Emit, control: Control, epoch: int) -> bool:
        """Send an epoch's events; return False where it was stopped."""
        emit(EpochStarted(epoch, self.epochs))
        for batch in range(1, BATCHES + 1):
            control.wait_while_paused()
            if control.stop_requested:
                return False
            step = (epoch - 1) * BATCHES + batch
            loss = 2 * math.exp(-step / 15) + 0.2 + 0.15 * math.sin(step * 1.7)
            emit(BatchEnded(epoch, batch, BATCHES, step, loss, 1e-3 * math.cos(step / 40), 61.0))
        emit(ValidationProgress(epoch, 5, 5))
        emit(ValidationSample(epoch, self.predictions))
        right = 20 + 5 * epoch
        confusion = ((right, 40 - right, 2), (38 - right, right, 3), (1, 2, right))
        emit(EpochEnded(epoch, 1e-3, 1.4 / epoch, 1.1 / epoch, 1 - 0.5 / epoch, 1 - 0.45 / epoch,
                        {"balanced_accuracy": 1 - 0.4 / epoch, "f1_macro": 1 - 0.42 / epoch, "auroc": 0.97,
                         "mcc": 0.8}, confusion, True, 21.0, 61.0))  # fmt: skip
        return True

    predictions: tuple[Prediction, ...] = ()
