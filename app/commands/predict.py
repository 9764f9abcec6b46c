"""predict: tell the class of new pictures."""

import argparse
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.common import (
    EXIT_FINDINGS,
    EXIT_INTERRUPTED,
    EXIT_OK,
    ConsoleProgress,
    discard_output,
    flush_output,
    has_reader_gone,
    log_to_console,
    quiet_native_libraries,
    require_matching_torch,
    told_status,
)
from app.commands.interrupt import stop_at_interrupt
from app.commands.predict_options import add_predict_options, check_predict_options, read_classes
from app.commands.quoting import quoted
from core.base.control import Control
from core.base.errors import DataError
from core.base.events import Progress
from core.base.folders import check_writable
from core.base.messages import plural
from core.process import tune_process

if TYPE_CHECKING:
    from core.base.types import Prediction
    from core.distributed.processes import Processes
    from core.inference.predictor import Predictor, Result
    from core.inference.result_writer import ResultWriter
    from core.inference.sorting import Sorter

DESCRIPTION = "Tell the class of pictures with a trained network."
EXAMPLES = """\
examples:
  python -m app predict photos --model runs/NAME --output results.csv
  python -m app predict a.jpg b.png --model best_model.pth --top 3
  python -m app predict photos --model best_model.pth --unknown_below 0.8 --sort_into sorted
  find photos -name '*.jpg' | python -m app predict - --model best_model.pth --output results.jsonl
exit status: 0 all predicted, 1 some pictures could not be read, 2 could not run, 130 stopped by Ctrl-C"""
PROGRESS_EVERY = 32


def add_parser(subparsers: Any) -> argparse.ArgumentParser:
    """Add the command to `python -m app`."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "predict", help=DESCRIPTION, description=DESCRIPTION, epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    add_predict_options(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """Predict as the options say; return the exit status.

    Raises:
        ClasswiseError: Something given cannot be used.
    """
    if args.undo_sort:
        return _undo(args.undo_sort)
    check_predict_options(args)
    tune_process()
    require_matching_torch()
    log_to_console()
    from core.distributed.join import joined
    from core.inference.predictor import Predictor, open_classifier
    from core.inference.sharing import check_same_model, device_for, take_part

    console, control = ConsoleProgress(), Control()
    with contextlib.closing(console), joined() as processes:
        check_same_model(processes, args.model, {"precision": args.precision, "batch_size": args.batch_size})
        model = open_classifier(args.model, architecture=args.architecture, classes=read_classes(args.classes))
        predictor = Predictor(
            model, device=device_for(model, args.device, processes), precision=args.precision,
            batch_size=args.batch_size, num_threads=args.num_threads, fast=args.precision != "fp32",
        )  # fmt: skip
        if processes.is_main:
            return told_status(_Job(args, predictor, console, control, processes).run(), processes)
        with stop_at_interrupt(control):
            take_part(predictor, control, processes)
        return EXIT_OK


class _Job:
    """One run of the command."""

    def __init__(self, args: argparse.Namespace, predictor: "Predictor", console: ConsoleProgress, control: Control,
                 processes: "Processes") -> None:  # fmt: skip
        from core.inference.summary import Summary

        self.args = args
        self.predictor = predictor
        self.classes = predictor.classes
        self.console = console
        self.control = control
        self.processes = processes
        self.summary = Summary(self.classes, args.unknown_below)
        self.sorter: Sorter | None = None
        self.shown: list[Prediction] = []
        self.actions: list[Callable[[Prediction], object]] = []
        self.writer: ResultWriter | None = None

    def run(self) -> int:
        """Predict everything; return the exit status."""
        from core.data.sources.names import label_by_folder
        from core.inference.inputs import Inputs
        from core.inference.resuming import check_same_scores, check_same_threshold
        from core.inference.sharing import shared_results

        args = self.args
        with contextlib.ExitStack() as stack:
            self._open_writer(stack)
            self._check_folders()
            if args.show:
                check_writable(show_path(args).parent)
            before = [folder for folder in (args.sort_into, args.annotate) if folder and os.path.isdir(folder)]
            if self.writer is not None and self.writer.unsure:
                check_same_threshold(self.predictor.model, self.writer.lowest, self.writer.path)
                check_same_scores(self.predictor, self.writer.unsure, self.writer.path)
            total = Inputs(args.paths, sys.stdin.buffer, self.console, before).count()
            if total == 0:
                raise DataError(f"There are no pictures in {', '.join(args.paths)}. Give a folder that holds some.")
            inputs = Inputs(args.paths, sys.stdin.buffer, self.console, self._open_folders(stack))
            label_of = None if args.no_labels else label_by_folder(self.classes)
            stack.enter_context(stop_at_interrupt(self.control))
            stack.enter_context(quiet_native_libraries())
            began = time.perf_counter()
            results = shared_results(self.predictor, self._not_done(inputs), label_of, self.control, self.processes)
            with contextlib.closing(results):  # type: ignore[type-var]
                for result in self._told(results, total):
                    self._take(result)
            seconds = time.perf_counter() - began
            num_resumed = self.writer.num_resumed if self.writer else 0
            if self.control.stop_requested:
                self._leave_without_rows()
            elif not self.summary.num_pictures and not num_resumed:
                raise DataError("No names came in: there is nothing to predict. Give pictures, folders or names.")
        self._finish(seconds, inputs.num_repeated, num_resumed)
        if self.control.stop_requested:
            return EXIT_INTERRUPTED
        num_errors = self.summary.num_errors + (self.writer.num_resumed_errors if self.writer else 0)
        return EXIT_FINDINGS if num_errors else EXIT_OK

    def _open_writer(self, stack: contextlib.ExitStack) -> None:
        """Open the file that results go to."""
        from core.inference.writers import DEFAULT_TOP, open_writer

        args = self.args
        if args.output:
            self.writer = stack.enter_context(open_writer(
                args.output, self.classes, top=args.top or DEFAULT_TOP, unknown_below=args.unknown_below,
                overwrite=args.overwrite, resume=args.resume))  # fmt: skip
            self.actions.append(self.writer.write)

    def _leave_without_rows(self) -> None:
        """Leave the results as they were where a stop came before the first picture."""
        if self.writer is not None and not self.writer.num_written:
            self.writer.leave()

    def _check_folders(self) -> None:
        """Refuse folders for copies that the pictures lie in."""
        from core.inference.inputs import check_apart
        from core.inference.result_writer import UNKNOWN
        from core.inference.sorting import folder_names

        args = self.args
        if args.sort_into:
            class_folders = folder_names((*self.classes, UNKNOWN)).values()
            check_apart(args.paths, args.sort_into, "--sort_into", class_folders)
        if args.annotate:
            check_apart(args.paths, args.annotate, "--annotate")

    def _open_folders(self, stack: contextlib.ExitStack) -> list[Path]:
        """Open the folders that copies go to, and return them."""
        args = self.args
        folders = []
        if args.sort_into:
            from core.inference.sorting import COPY, Sorter

            mode = args.sort_mode or COPY
            sorter = Sorter(args.sort_into, self.classes, mode=mode, unknown_below=args.unknown_below)
            stack.callback(sorter.remove_if_unused)  # once it is closed
            stack.enter_context(sorter)
            self.sorter = sorter
            self.actions.append(sorter.sort)
            folders.append(sorter.folder)
            self.console.write(f"Sorting into {sorter.folder}; to take it back: --undo_sort {quoted(sorter.undo_path)}")
        if args.annotate:
            from core.inference.annotate import Annotator

            annotator = Annotator(
                args.annotate, self.classes, unknown_below=args.unknown_below, emit=self.console)  # fmt: skip
            self.actions.append(annotator.annotate)
            folders.append(annotator.folder)
        if not args.quiet:
            self.actions.append(self._print)
        return folders

    def _not_done(self, paths: Iterator[str] | Any) -> Iterator[str]:
        return (path for path in paths if self.writer is None or not self.writer.is_done(path))

    def _told(self, results: "Iterator[Result]", total: int | None) -> "Iterator[Result]":
        """Hand results on and tell the progress."""
        done = self.writer.num_resumed if self.writer else 0
        for result in results:
            yield result
            done += 1
            if done % PROGRESS_EVERY == 0 or done == total:
                self.console(Progress("Predicting", done, total))

    def _take(self, result: "Result") -> None:
        prediction = result.prediction
        self.summary.add(result)
        for action in tuple(self.actions):  # printing may end
            action(prediction)
        if self.args.show and len(self.shown) < self.args.show:
            self.shown.append(prediction)

    def _print(self, prediction: "Prediction") -> None:
        line = result_line(prediction, self.classes, self.args.top or 1, self.args.unknown_below)
        try:
            if sys.stdout.isatty():
                from tqdm import tqdm

                tqdm.write(line, file=sys.stdout)
            else:
                print(line)
        except OSError as error:
            is_all = len(self.actions) == 1 and not self.args.show
            if is_all or not has_reader_gone(error):
                raise
            self.actions.remove(self._print)
            discard_output()

    def _finish(self, seconds: float, num_repeated: int, num_resumed: int) -> None:
        from core.inference.summary import decision_line

        self.console.close()
        flush_output()
        say = self.console.write
        for line in self.summary.lines():
            say(line)
        decision = decision_line(self.predictor.model)
        if decision:
            say(decision)
        if num_resumed:
            say(plural(num_resumed, "1 further picture was done before and is kept.",
                       "{n} further pictures were done before and are kept."))
        if num_repeated:
            say(plural(num_repeated, "1 name was given more than once and predicted once.",
                       "{n} names were given more than once and predicted once."))
        if self.sorter is not None and self.sorter.num_gone:
            say(plural(self.sorter.num_gone, "1 picture was no longer there when it was to be sorted, and is left out.",
                       "{n} pictures were no longer there when they were to be sorted, and are left out."))
        if self.summary.num_pictures:
            say(f"{self.summary.num_pictures / max(seconds, 1e-9):.0f} pictures/s, {self.predictor.scorer.form}.")
        has_written = self.writer is not None and self.writer.num_written > 0
        if self.writer is not None and (has_written or not self.control.stop_requested):
            say(f"Results: {self.writer.path}")
        if self.control.stop_requested:
            say("Stopped before the end." + (" Go on with the same command and --resume." if has_written else ""))
        if self.shown:
            self._show()

    def _show(self) -> None:
        from core.inference.figure import save_prediction_figure

        path = show_path(self.args)
        save_prediction_figure(self.shown, self.classes, path, self.args.unknown_below)
        self.console.write(f"Figure: {path}")
        if not self.args.figure:
            open_window(path)


def result_line(prediction: "Prediction", classes: tuple[str, ...], top: int, unknown_below: float) -> str:
    """Return a prediction as a line of tab-separated words: path, class, score, and further classes and scores."""
    from core.inference.result_writer import class_name, in_one_line

    if prediction.score is None:
        words = [prediction.path, f"error: {prediction.error}"]
    else:
        words = [prediction.path, str(class_name(prediction, classes, unknown_below)), f"{prediction.score:.2%}"]
    others = [entry for entry in prediction.top(classes, top + 1) if entry.name != classes[prediction.predicted or 0]]
    for entry in others[: top - 1]:
        words += [entry.name, f"{entry.score:.2%}"]
    return "\t".join(in_one_line(word).replace("\t", "\\t") for word in words)


def show_path(args: argparse.Namespace) -> Path:
    """Return where --show's figure is saved: --figure, else a new name with the time beside the output."""
    from core.base.files import unused_path
    from core.inference.writers import default_output

    if args.figure:
        return Path(args.figure)
    return unused_path(default_output(".png", Path(args.output).parent if args.output else "."))


def open_window(path: Path) -> None:
    """Show a saved figure in the system's viewer where there is a screen."""
    has_screen = sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    with contextlib.suppress(OSError):  # no program for pictures; the figure is saved
        if sys.platform == "win32":
            os.startfile(path)
        elif has_screen:
            opener = "open" if sys.platform == "darwin" else "xdg-open"
            subprocess.Popen([opener, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _undo(path: str) -> int:
    from core.inference.sorting import undo

    removed, kept = undo(path)
    print(plural(removed, "1 file removed.", "{n} files removed."))
    if kept:
        print(plural(kept, "1 file was changed since, or its picture is gone, and was left.",
                     "{n} files were changed since, or their pictures are gone, and were left."))
    return EXIT_FINDINGS if kept else EXIT_OK
