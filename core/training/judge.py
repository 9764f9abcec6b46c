"""The judgement on a run's best epoch: figures on test, and the ROC picture of val."""

from pathlib import Path
from typing import Any

from core.base.control import Control
from core.base.events import Emit, Predicted
from core.base.types import Prediction, Sample, Splits
from core.config import TrainConfig
from core.inference.predictor import Predictor
from core.model_file import BEST_MODEL, load_model_file

REPORT_INTERVAL = 32


def judge_run(run_dir: Path, config: TrainConfig, splits: Splits, emit: Emit, control: Control) -> dict[str, Any]:
    """Write test_results.json, predictions.csv, confusion_matrix.png and roc.png of a run's best epoch.

    What was chosen on val (the epoch, the threshold) is applied unchanged to test. Without test pictures the figures
    are val's, and test_results.json says so.

    Returns:
        What test_results.json holds.
    """
    raise NotImplementedError


def _predict(predictor: Predictor, samples: tuple[Sample, ...], splits: Splits, emit: Emit,
             control: Control) -> list[Prediction]:
    labels = {sample.path: splits.classes[sample.label or 0] for sample in samples}
    predictions = []
    for prediction in predictor.predict([sample.path for sample in samples], labels, control):
        predictions.append(prediction)
        if len(predictions) % REPORT_INTERVAL == 0 or len(predictions) == len(samples):
            emit(Predicted(tuple(predictions[-REPORT_INTERVAL:]), len(predictions), len(samples)))
    return predictions


__all__ = ["BEST_MODEL", "TrainConfig", "judge_run", "load_model_file"]
