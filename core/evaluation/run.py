"""Judging a model on pictures from end to end: predict them, judge the predictions, write the folder."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.base.control import Control
from core.base.errors import Cancelled, ConfigError, OutputError
from core.base.events import Emit, Notice, Progress, ignore
from core.base.files import explained_os_errors, safe_name, unused_path
from core.base.folders import check_writable, missing_folders, remove_empty
from core.base.messages import name_list
from core.base.types import Prediction
from core.distributed.processes import ALONE, Processes
from core.evaluation.decision import positive_class
from core.evaluation.evaluate import EVALUATIONS, Evaluation, evaluate
from core.evaluation.judging import Judging, ThresholdOrigin, no_known_class, suggestion
from core.evaluation.pictures import LabelledPictures, run_dir_of
from core.evaluation.training_facts import curves_picture, evaluation_folder_name, training_facts
from core.hold import held
from core.inference.predictor import Classifier, Predictor
from core.inference.sharing import shared_results

LOCK = ".lock"
BEST_THRESHOLD = "best"


@dataclass(frozen=True)
class Decision:
    """How the class is decided between two; all as in `Judging`."""

    positive: int | None = None
    threshold: float | None = None
    origin: ThresholdOrigin = ThresholdOrigin.NONE


def decision_of(model: Classifier, positive_name: str | None = None, threshold: float | str | None = None) -> Decision:
    """Return how a model decides, as the model file or the user says.

    Args:
        model: The model.
        positive_name: Name of the positive class; None: the model file's, else by the usual names.
        threshold: A number 0..1, or "best" for Youden's on the judged pictures; None: the model file's.

    Raises:
        ConfigError: There are not two classes, or the class or the threshold is none.
    """
    classes = model.classes
    if len(classes) != 2:
        if positive_name is not None or threshold is not None:
            raise ConfigError("--positive_class and --decision_threshold are for models of two classes; this one has "
                              f"{len(classes)}. Leave them away.")  # fmt: skip
        return Decision()
    if positive_name is not None and positive_name not in classes:
        raise ConfigError(f"--positive_class must be one of {name_list(classes)}; got {positive_name!r}.")
    own = model.positive_index
    fallback = positive_class(classes) if own is None else own
    positive = fallback if positive_name is None else classes.index(positive_name)
    if threshold == BEST_THRESHOLD:
        return Decision(positive, None, ThresholdOrigin.JUDGED)
    if threshold is not None:
        return Decision(positive, _threshold_number(threshold), ThresholdOrigin.GIVEN)
    if model.threshold is None or own is None:
        return Decision(positive)
    # The same decision, said of the other class, where the user turns the two round.
    return Decision(positive, model.threshold if positive == own else 1 - model.threshold, ThresholdOrigin.VAL)


def evaluate_model(
    predictor: Predictor,
    pictures: LabelledPictures,
    output_dir: str | Path,
    judging: Judging,
    emit: Emit = ignore,
    control: Control | None = None,
    processes: Processes = ALONE,
) -> Evaluation:
    """Predict pictures, judge the predictions and write the folder; nothing is left of it where that fails.

    Args:
        predictor: The loaded model.
        pictures: With their true classes.
        output_dir: A new or empty folder.
        judging: What is known beside the predictions; which pictures were used in training is found out here.
        emit: Hears of the progress.
        control: Carries pause and stop.
        processes: Those that predict together, this being the main one; the others call `sharing.take_part`.

    Raises:
        OutputError: The folder holds something or cannot be written.
        DataError: Nothing can be judged.
        Cancelled: A stop was asked for.
    """
    control = control or Control()
    pictures = pictures.spelled_as(predictor.classes)
    require_known_class(pictures, predictor.classes, emit)
    used: set[str] = set()
    if not predictor.model.picture_hashes:
        judging = replace(judging, used_in_training=None)
    else:
        judging = replace(judging, used_in_training=used)

    def predictions() -> Iterator[Prediction]:
        done = 0
        for result in shared_results(predictor, pictures.paths, pictures.labels.get, control, processes):
            done += 1
            if result.was_trained_on:
                used.add(result.prediction.path)
            emit(Progress("Predicting", done, len(pictures.paths)))
            yield result.prediction
        if control.stop_requested and done < len(pictures.paths):
            raise Cancelled("Stopped as asked; nothing was written.")
        emit(Progress("Computing and drawing the figures", 0))  # of many classes they take longer than the predicting

    with new_folder(Path(output_dir)):
        return evaluate(predictions(), predictor.classes, output_dir, judging)


def judging_of(
    model: Classifier, model_path: str | Path, pictures: LabelledPictures, decision: Decision, source_path: str = ""
) -> Judging:
    """Return what is known of a model and its pictures before they are predicted.

    Args:
        model: The model.
        model_path: Its file or run folder.
        pictures: What is judged.
        decision: How the class is decided between two.
        source_path: Where the pictures were found; empty for the run's own.
    """
    run_dir = run_dir_of(model_path)
    return Judging(
        model=str(model_path),
        source=pictures.name,
        split=pictures.split,
        positive=decision.positive,
        threshold=decision.threshold,
        threshold_origin=decision.origin,
        training=training_facts(model, run_dir),
        curves=curves_picture(run_dir),
        source_path=source_path,
    )


def default_output(model_path: Path, source: str) -> Path:
    """Return RUN/evaluations/TIME_SOURCE, not yet there; beside a model file that lies in no run folder."""
    folder = run_dir_of(model_path) or (model_path if model_path.is_dir() else model_path.absolute().parent)
    return unused_path(folder / EVALUATIONS / safe_name(evaluation_folder_name(source or "pictures")))


@contextlib.contextmanager
def new_folder(path: Path) -> Iterator[None]:
    """Make a folder, found to be writable before the work begins; where the work fails, take it away again.

    Raises:
        OutputError: It holds something already, another process is writing it, or it cannot be made.
    """
    with explained_os_errors(path):
        if path.is_file():
            raise OutputError(f"Cannot write into {path}: a file of that name is there. Give another folder.")
        _require_empty(path)
        check_writable(path)
        made = missing_folders(path)
        path.mkdir(parents=True, exist_ok=True)
    refusal = f"Another process writes into {path}. Wait for it, or give another folder."
    try:
        with held(path / LOCK, refusal):
            _require_empty(path)  # another process may have filled it since
            try:
                yield
            except BaseException:
                with contextlib.suppress(OSError):
                    for file in path.iterdir():
                        if file.name != LOCK:
                            file.unlink()
                raise
    except BaseException:
        remove_empty(made)
        raise


def _require_empty(folder: Path) -> None:
    if folder.is_dir() and any(file.name != LOCK for file in folder.iterdir()):
        raise OutputError(f"The folder {folder} holds files already, and nothing is overwritten. Give a new folder.")


def require_known_class(pictures: LabelledPictures, classes: Sequence[str], emit: Emit) -> None:
    """Tell of classes that the model does not know, before anything is predicted.

    Raises:
        DataError: It knows none of them.
    """
    unknown = [name for name in pictures.classes if name not in classes]
    if unknown and len(unknown) == len(pictures.classes):
        raise no_known_class(unknown, classes)
    if unknown:
        emit(Notice(f"The model does not know the classes {name_list(unknown)}: their pictures are predicted, but are "
                    f"in no figure.{suggestion(unknown, classes)}", "warning"))  # fmt: skip


def told_class_map(class_map: Mapping[str, str], unused: list[str], emit: Emit) -> None:
    """Tell what a map of class names does."""
    for old, new in class_map.items():
        if old not in unused:
            emit(Notice(f"{old} in the source counts as the model's {new}."))
    if unused:
        emit(Notice(f"--class_map names {name_list(unused)}, which the source does not have.", "warning"))


def _threshold_number(given: float | str) -> float:
    try:
        number = float(given)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise ConfigError(f"--decision_threshold must be a number from 0 to 1, or {BEST_THRESHOLD}; got {given}.")
    return number
