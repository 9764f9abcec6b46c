"""What the Predict page writes, as plain functions for app.jobs: results, annotated pictures."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from core.base.control import Control
from core.base.errors import ClasswiseError
from core.base.events import Emit, Progress
from core.base.files import remove_file
from core.base.messages import message
from core.base.types import Prediction
from ui.results import ResultStore

PROGRESS_EVERY = 200


@dataclass(frozen=True)
class Sorted:
    """What became of a sorting into folders.

    Attributes:
        num_sorted: Files made.
        undo_path: The file that undoes it.
        num_gone: Pictures that were no longer there, and were left out.
        error: What ended it early, where something did; the files made until then can be undone all the same.
    """

    num_sorted: int
    undo_path: str
    num_gone: int
    error: ClasswiseError | None = None


def export_results(store: ResultStore, paths: Sequence[str], target: str, emit: Emit, control: Control) -> int:
    """Write the results of these pictures in this order; the form is chosen by the ending. Returns how many.

    Raises:
        OutputError: The file cannot be written.
        Cancelled: The user stopped it; nothing is left behind.
    """
    from core.inference.writers import open_writer

    # The file dialog has asked already whether to replace what is there.
    writer = open_writer(target, store.classes, unknown_below=store.unknown_below, overwrite=True)
    written = 0
    try:
        for path in paths:
            control.check()
            prediction = store.prediction(path)
            if prediction is not None:
                writer.write(prediction)
                written += 1
                if written % PROGRESS_EVERY == 0:
                    emit(Progress(message("Exporting"), written, len(paths)))
        writer.close()
    except BaseException:
        writer.leave()
        if writer.num_written:  # else the part file is gone, or is that of a run that is writing it
            with suppress(OSError):  # the next export writes over it
                remove_file(writer.part_path)
        raise
    return written


def predictions_of(store: ResultStore, paths: Sequence[str]) -> Iterator[Prediction]:
    """Yield the predictions there are, in this order; one at a time, as those of many classes are large."""
    for path in paths:
        prediction = store.prediction(path)
        if prediction is not None:
            yield prediction


def annotate_pictures(store: ResultStore, paths: Sequence[str], folder: str, emit: Emit,
                      control: Control) -> tuple[int, int]:  # fmt: skip
    """Write copies of pictures with class and score drawn on; nothing that exists is replaced.

    Returns:
        (how many, how many were left out because they cannot be read any more).

    Raises:
        OutputError: The folder cannot be written.
    """
    from core.inference.annotate import Annotator

    annotator = Annotator(folder, store.classes, unknown_below=store.unknown_below, emit=emit)
    num_gone = 0
    for prediction in _until_stopped(store, paths, message("Saving annotated pictures"), emit, control):
        is_left_out = annotator.annotate(prediction) is None
        num_gone += is_left_out and prediction.predicted is not None
    return annotator.num_annotated, num_gone


def annotate_one(prediction: Prediction, store: ResultStore, target: str) -> str:
    """Write one picture with class and score drawn on under the name that the user chose, as JPEG or PNG by its ending.

    Raises:
        OutputError: It cannot be written.
    """
    from core.base.errors import OutputError
    from core.inference.annotate import annotated, write_picture

    drawn = annotated(prediction, store.classes, unknown_below=store.unknown_below)
    if drawn is None:
        raise OutputError(message("{path} cannot be read any more, so there is nothing to save.",
                                  path=prediction.path))  # fmt: skip
    write_picture(drawn, target)
    return target


def sort_pictures(store: ResultStore, paths: Sequence[str], folder: str, mode: str, emit: Emit,
                  control: Control) -> Sorted:  # fmt: skip
    """Copy or link pictures into class folders.

    Raises:
        OutputError: The folder cannot be written, so that nothing was made.
    """
    from core.inference.sorting import Sorter

    sorter = Sorter(folder, store.classes, mode=mode, unknown_below=store.unknown_below)
    failure = None
    try:
        with sorter:
            for prediction in _until_stopped(store, paths, message("Sorting into folders"), emit, control):
                sorter.sort(prediction)
    except ClasswiseError as error:
        failure = error
    return Sorted(sorter.num_sorted, str(sorter.undo_path), sorter.num_gone, failure)


def _until_stopped(store: ResultStore, paths: Sequence[str], words: str, emit: Emit,
                   control: Control) -> Iterator[Prediction]:  # fmt: skip
    """Yield the predictions there are until a stop is asked for; each counts as done when the next one is taken."""
    for number, prediction in enumerate(predictions_of(store, paths), 1):
        control.wait_while_paused()
        if control.stop_requested:
            return
        yield prediction
        emit(Progress(words, number, len(paths)))
