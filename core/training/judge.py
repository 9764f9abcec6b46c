"""The judgement on a run's best epoch: figures on test, and the ROC picture of val."""

from pathlib import Path
from typing import Any

from core.base.control import Control
from core.base.events import Emit, Predicted
from core.base.types import Prediction, Split, Splits
from core.config import TrainConfig
from core.evaluation.evaluate import ROC, Evaluation, evaluate, judge
from core.evaluation.judging import Judging, ThresholdOrigin
from core.evaluation.roc_plots import save_roc
from core.inference.predictor import Predictor
from core.model_file import BEST_MODEL, ModelFile, load_model_file

ROC_TEST = "roc_test.png"
REPORT_INTERVAL = 32


def judge_run(run_dir: Path, config: TrainConfig, splits: Splits, emit: Emit, control: Control) -> dict[str, Any]:
    """Write test_results.json, predictions.csv, confusion_matrix.png and roc.png of a run's best epoch.

    What was chosen on val (the epoch, the threshold) is applied unchanged to test. Without test pictures the figures
    are val's, and test_results.json says so under "split". roc.png is always val's, roc_test.png test's.

    Returns:
        What test_results.json holds; empty where a stop was asked for.
    """
    model = load_model_file(run_dir / BEST_MODEL)
    predictor = Predictor(model, device=config.device, precision=config.precision, num_threads=config.num_threads)
    on_val = _predictions(predictor, splits, Split.VAL, emit, control)
    on_test = _predictions(predictor, splits, Split.TEST, emit, control) if splits.test else []
    if control.stop_requested:
        return {}
    judged_split, predictions = (Split.TEST, on_test) if splits.test else (Split.VAL, on_val)
    evaluation = evaluate(predictions, model.classes, run_dir, _judging(model, splits, judged_split), report=False)
    if splits.test:
        (run_dir / ROC).replace(run_dir / ROC_TEST)
        _save_roc_of_val(judge(on_val, model.classes, _judging(model, splits, Split.VAL)), model, run_dir / ROC)
    return evaluation.results


def _predictions(predictor: Predictor, splits: Splits, split: Split, emit: Emit, control: Control) -> list[Prediction]:
    samples = splits.of(split)
    predictions: list[Prediction] = []
    told = 0
    for prediction in predictor.predict_samples(samples, splits.classes, control):
        predictions.append(prediction)
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
