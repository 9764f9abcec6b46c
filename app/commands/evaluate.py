"""python -m app evaluate: judge a trained network on labelled pictures."""

import argparse
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.common import (
    EXIT_FINDINGS,
    EXIT_OK,
    ConsoleProgress,
    log_to_console,
    quiet_native_libraries,
    require_matching_torch,
    told_status,
)
from app.commands.interrupt import stop_at_interrupt
from app.commands.predict_options import auto_or_count, read_classes
from app.commands.train_options import add_config_options
from core import config as settings
from core.base.control import Control
from core.base.errors import ConfigError
from core.config import TrainConfig
from core.process import tune_process

if TYPE_CHECKING:
    from core.distributed.processes import Processes
    from core.evaluation.evaluate import Evaluation
    from core.evaluation.pictures import LabelledPictures
    from core.inference.predictor import Classifier, Predictor

DESCRIPTION = "Judge a trained network on labelled pictures: every figure, with pictures and a report."
DATA_OPTIONS = ("val_path", "test_path", "dataset_format", "metadata_path", "images_dir", "image_column",
                "label_column", "split_column", "classes_path")
KEY_FIGURES = ("accuracy", "balanced_accuracy", "auroc", "f1_macro", "mcc", "sensitivity", "specificity")


def add_parser(subparsers: Any) -> argparse.ArgumentParser:
    """Add this command to the parsers of `python -m app`."""
    parser: argparse.ArgumentParser = subparsers.add_parser("evaluate", help=DESCRIPTION, description=DESCRIPTION)
    parser.add_argument("source", nargs="?", metavar="SOURCE",
                        help="labelled pictures in any form that training takes, such as a folder with one folder of "
                             "pictures a class; default: the test pictures of the model's own run")
    parser.add_argument("--model", required=True, type=Path, metavar="FILE",
                        help="model file, checkpoint, ONNX file or run folder")
    parser.add_argument("--split", choices=("train", "val", "test"), default="",
                        help="judge one split only: the source's own, else the one of the model's run (default: all)")
    parser.add_argument("--output", type=Path, metavar="DIR",
                        help="new folder for the results (default: RUN/evaluations/TIME_SOURCE)")
    classes = parser.add_argument_group("Classes")
    classes.add_argument("--class_map", nargs="+", default=[], metavar="OLD=NEW|FILE",
                         help="classes of the source that the model knows under another name")
    classes.add_argument("--positive_class", metavar="NAME",
                         help="of two classes, the one that sensitivity is about (default: the model file's, else by "
                              "usual names such as positive, malignant, defect)")
    classes.add_argument("--decision_threshold", metavar="X|best",
                         help="of two classes, least score of the positive class that predicts it, 0 to 1; best: "
                              "Youden's on these pictures, which is optimistic (default: the model file's)")
    foreign = parser.add_argument_group("Weights of others")
    foreign.add_argument("--architecture", metavar="NAME", help="network of plain weights")
    foreign.add_argument("--classes", nargs="+", metavar="NAME|FILE", help="class names of plain weights, in order")
    speed = parser.add_argument_group("Machine")
    speed.add_argument("--batch_size", type=auto_or_count, default=0, metavar="N",
                       help="pictures at once (default: auto)")
    speed.add_argument("--device", default="auto", metavar="NAME", help="auto, cpu, cuda, cuda:N or mps")
    speed.add_argument("--precision", default="auto", choices=("auto", "fp32", "bf16", "fp16"), help="default: auto")
    add_config_options(parser, DATA_OPTIONS)
    return parser


def run(args: argparse.Namespace) -> int:
    """Judge the model.

    Returns:
        0, or 1 where some pictures could not be read.

    Raises:
        ClasswiseError: The model, the pictures, an option or the output cannot be used.
    """
    tune_process()
    require_matching_torch()
    log_to_console()
    from core.distributed.join import joined
    from core.inference.predictor import Predictor, open_classifier
    from core.inference.sharing import check_same_model, device_for, take_part

    control = Control()
    with joined() as processes:
        check_same_model(processes, args.model, {"precision": args.precision, "batch_size": args.batch_size})
        model = open_classifier(args.model, architecture=args.architecture, classes=read_classes(args.classes))
        predictor = Predictor(model, device=device_for(model, args.device, processes), precision=args.precision,
                              batch_size=args.batch_size)
        if processes.is_main:
            return told_status(_judge(args, predictor, control, processes), processes)
        with stop_at_interrupt(control):
            take_part(predictor, control, processes)
        return EXIT_OK


def _judge(args: argparse.Namespace, predictor: "Predictor", control: Control, processes: "Processes") -> int:
    """Predict and judge, and print the figures; return the exit status."""
    from core.evaluation.run import decision_of, default_output, evaluate_model, judging_of

    progress = ConsoleProgress()
    model = predictor.model
    decision = decision_of(model, args.positive_class, args.decision_threshold)
    pictures = _pictures(args, model, progress, control)
    output = args.output or default_output(args.model, pictures.name)
    try:
        with stop_at_interrupt(control), quiet_native_libraries():
            judging = judging_of(model, args.model, pictures, decision)
            evaluation = evaluate_model(predictor, pictures, output, judging, progress, control, processes)
    finally:
        progress.close()
    _print_summary(evaluation, output)
    return EXIT_FINDINGS if evaluation.results["num_unreadable"] else EXIT_OK


def _pictures(
    args: argparse.Namespace, model: "Classifier", progress: ConsoleProgress, control: Control
) -> "LabelledPictures":
    """Return the pictures to judge, under the model's class names where --class_map gives them."""
    from core.data.sources.open import open_source
    from core.evaluation.class_map import read_class_map, unused_names
    from core.evaluation.pictures import pictures_of_run, pictures_of_source, run_dir_of
    from core.evaluation.run import told_class_map

    run_dir = run_dir_of(args.model)
    given = {name: getattr(args, name) for name in DATA_OPTIONS if name in args}
    if args.source is None and not given.get("metadata_path"):
        _check_no_data_options(given)
        pictures = pictures_of_run(run_dir, args.split)
    else:
        config = settings.resolved(TrainConfig(), **given)
        index = open_source(replace(config, dataset_path=args.source or ""), progress, control)
        for finding in index.findings:
            progress.write(finding.message)
        pictures = pictures_of_source(index, args.split, run_dir)
    class_map = read_class_map(args.class_map, pictures.classes, model.classes, progress)
    told_class_map(class_map, unused_names(class_map, pictures.classes), progress)
    return pictures.renamed(class_map)


def _check_no_data_options(given: Mapping[str, Any]) -> None:
    """Refuse options that say how a source is read where none is given: the run's own pictures would be judged."""
    if given:
        shown = ", ".join(f"--{name}" for name in given)
        raise ConfigError(f"{shown} {'says' if len(given) == 1 else 'say'} how a SOURCE is read, and none is given: "
                          "without one the pictures of the model's own run are judged. Give one too.")


def _print_summary(evaluation: "Evaluation", output: Path) -> None:
    from core.evaluation.definitions import title
    from core.evaluation.evaluate import HTML_REPORT
    from core.evaluation.report import first_title, interval_text, number, threshold_text

    results = evaluation.results
    metrics, everything = results["metrics"], results["metrics_all"]
    print(f"{first_title(results)}:")
    for name in KEY_FIGURES:
        if name not in metrics:
            continue
        interval = interval_text(results["intervals"].get(name))
        of_all = f"   (all pictures: {number(everything[name])})" if everything else ""
        spread = f"   95 % interval {interval}" if interval else ""
        print(f"  {title(name):<18}{number(metrics[name]):>8}{spread:<34}{of_all}".rstrip())
    if "positive_class" in metrics:
        print(f"  Positive class: {metrics['positive_class']}; threshold: {threshold_text(results)}")
    for note in results["notes"]:
        print(note)
    for row in results["unreadable"]:
        print(f"  {row['path']}: {row['error']}")
    print(f"Results: {output}\nReport:  {output / HTML_REPORT}")
