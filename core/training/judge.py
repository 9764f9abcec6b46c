"""The judgement on a run's best epoch: figures on test, and the ROC picture of val."""

import io
from pathlib import Path
from typing import Any

import torch

from core.base.control import Control
from core.base.events import Emit, Predicted
from core.base.files import explained_os_errors, move_over
from core.base.run_info import BEST_MODEL
from core.base.types import Prediction, Split, Splits
from core.config import TrainConfig
from core.devices import resolve_device
from core.distributed.processes import ALONE, Processes
from core.evaluation.evaluate import ROC, Evaluation, evaluate, judge
from core.evaluation.judging import Judging, ThresholdOrigin
from core.evaluation.roc_plots import save_roc
from core.inference.predictor import Predictor
from core.inference.sharing import shared_results
from core.model_file import ModelFile, load_model_file, model_file_of
from core.training.run_folder import require_there

ROC_TEST = "roc_test.png"
REPORT_INTERVAL = 32


def judge_run(run_dir: Path, config: TrainConfig, splits: Splits, emit: Emit, control: Control,
              processes: Processes = ALONE) -> dict[str, Any]:
    """Write test_results.json, predictions.csv, confusion_matrix.png and roc.png of a run's best epoch.

    What was chosen on val (the epoch, the threshold) is applied unchanged to test. Without test pictures the figures
    are val's, and test_results.json says so under "split". roc.png is always val's, roc_test.png test's.

    Returns:
        What test_results.json holds; empty where a stop was asked for, and in all processes but the main one.

    Raises:
        ClasswiseError: The run's folder is gone, its best model cannot be read, or the figures cannot be written.
    """
    model = _best_model(run_dir, processes)
    device = str(processes.device(resolve_device(config.device)))
    predictor = Predictor(model, device=device, precision=config.precision, num_threads=config.num_threads)
    on_val = _predictions(predictor, splits, Split.VAL, emit, control, processes)
    on_test = _predictions(predictor, splits, Split.TEST, emit, control, processes) if splits.test else []
    if control.stop_requested or not processes.is_main:
        return {}
    require_there(run_dir)  # predicting takes its time
    judged_split, predictions = (Split.TEST, on_test) if splits.test else (Split.VAL, on_val)
    evaluation = evaluate(predictions, model.classes, run_dir, _judging(model, splits, judged_split), report=False)
    if splits.test:
        with explained_os_errors(run_dir / ROC_TEST):
            move_over(run_dir / ROC, run_dir / ROC_TEST)
        _save_roc_of_val(judge(on_val, model.classes, _judging(model, splits, Split.VAL)), model, run_dir / ROC)
    return evaluation.results


def _best_model(run_dir: Path, processes: Processes) -> ModelFile:
    """Return the best epoch's model; the main process alone needs the run folder."""
    path = run_dir / BEST_MODEL
    if processes.is_main:
        require_there(run_dir)
    if processes.is_alone:
        return load_model_file(path)
    data = processes.bytes_from_main(path.read_bytes() if processes.is_main else b"")
    return model_file_of(torch.load(io.BytesIO(data), map_location="cpu", weights_only=True), path)


def _predictions(predictor: Predictor, splits: Splits, split: Split, emit: Emit, control: Control,
                 processes: Processes) -> list[Prediction]:
    samples = splits.of(split)
    labels = {sample.path: splits.classes[sample.label] for sample in samples if sample.label is not None}
    paths = (sample.path for sample in samples)
    predictions: list[Prediction] = []
    told = 0
    for result in shared_results(predictor, paths, labels.get, control, processes):
        predictions.append(result.prediction)
        if len(predictions) - told == REPORT_INTERVAL or len(predictions) == len(samples):
            emit(Predicted(tuple(predictions[told:]), len(predictions), len(samples)))
            told = len(predictions)
    return predictions


def _judging(model: ModelFile, splits: Splits, split: Split) -> Judging:
    origin = ThresholdOrigin.NONE if model.threshold is None else ThresholdOrigin.VAL
    seen = frozenset(sample.path for sample in (*splits.train, *splits.val))
    return Judging(BEST_MODEL, splits.name, str(split), model.positive_index, model.threshold, origin, seen)


def _save_roc_of_val(evaluation: Evaluation, model: ModelFile, path: Path) -> None:
    judged = evaluation.judged
    countable = judged.is_countable
    save_roc(judged.scores[countable], judged.truth[countable], judged.classes, path, positive=model.positive_index)
