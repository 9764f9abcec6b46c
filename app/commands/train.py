"""train: train a network on a folder of pictures."""

import argparse
import contextlib
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.common import (
    EXIT_INTERRUPTED,
    EXIT_OK,
    EXIT_USER_ERROR,
    ConsoleProgress,
    log_to_console,
    main_guard,
    parse_words,
    require_matching_torch,
    spell_options_both_ways,
)
from app.commands.find_lr import check_find_lr, find_lr_command
from app.commands.interrupt import stop_at_interrupt
from app.commands.quoting import quoted
from app.commands.train_options import add_config_options, config_file, config_of, given_settings
from app.commands.without_effect import options_without_effect
from core.base.control import Control
from core.base.errors import ClasswiseError, ConfigError, NonFiniteLossError
from core.base.events import Emit, Notice
from core.base.run_info import BEST_MODEL, LAST_MODEL
from core.base.types import RunEndReason
from core.process import num_processes, tune_process

if TYPE_CHECKING:
    from core.config import TrainConfig
    from core.distributed.processes import Processes
    from core.training.run import RunResult

DESCRIPTION = "Train a network on a folder of pictures."
USAGE_EXAMPLES = """\
Give the folder of your pictures, with one folder of pictures a class (or with train, val and test folders of such):

  python train.py --dataset_path FOLDER
  python train.py --dataset_path sample        the handwritten digits that come with Classwise
  python train.py --resume_training runs/NAME/last_model.pth
  python train.py --dataset_path FOLDER --find_lr      suggests a learning rate, with a plot
  python train.py --help                       all options with their defaults"""


logger = logging.getLogger(__name__)

OF_THE_SAME_SPLIT = ("dataset_path", "num_classes")
"""Settings of the data that leave a run's split as it is: where its pictures are now, how many classes to expect."""


def add_parser(subparsers: Any) -> argparse.ArgumentParser:
    """Add the command to `python -m app`."""
    return add_options(subparsers.add_parser("train", help=DESCRIPTION, description=DESCRIPTION))


def add_options(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add the command's options to a parser."""
    parser.add_argument("--config", type=config_file, metavar="FILE",
                        help="a run's config.json: repeats that run, on its split; other options change it")
    parser.add_argument("--resume_training", type=Path, metavar="FILE",
                        help="a checkpoint goes on where it stopped; a model file or weights start a new run from them")
    parser.add_argument("--find_lr", action="store_true",
                        help="do not train, but try learning rates for at most 100 steps and suggest one, with a plot")
    add_config_options(parser)
    parser.set_defaults(folder_option="--dataset_path")
    return parser


def main() -> int:
    """Be train.py."""
    parser = argparse.ArgumentParser(prog="train.py", usage="train.py --dataset_path FOLDER [options]",
                                     description=DESCRIPTION,
                                     formatter_class=argparse.RawDescriptionHelpFormatter, epilog=USAGE_EXAMPLES)
    args = parse_words(add_options(parser), spell_options_both_ways(sys.argv[1:]))
    return main_guard(lambda: run(args))


def run(args: argparse.Namespace) -> int:
    """Train as the options say; return the exit status."""
    given = given_settings(args)
    if not (given.get("dataset_path") or given.get("metadata_path") or args.config or args.resume_training):
        print(USAGE_EXAMPLES)
        return EXIT_USER_ERROR
    config = config_of(args, args.config)  # wrong settings are told before torch's two seconds
    if args.find_lr:
        check_find_lr(args.resume_training)
    tune_process()
    require_matching_torch()
    log_to_console()
    if args.config is not None:
        _tell_unknown_names(args.config)
    for sentence in options_without_effect(given, config) if args.resume_training is None else ():
        logger.warning(sentence)
    from core.devices import restrict_gpus
    from core.distributed.join import joined
    from core.distributed.launch import launch

    gpus = _gpus(args, given, config)
    if args.find_lr and max(len(gpus), num_processes()) > 1:
        raise ConfigError("--find_lr tries learning rates in one process. Leave torchrun away, and give one --gpu.")
    if len(gpus) > 1 and num_processes() == 1:
        # Each is told which: the run that goes on may be what names them.
        return launch(len(gpus), [*sys.orig_argv[1:], "--gpu", ",".join(map(str, gpus))])
    restrict_gpus(gpus)

    control = Control()
    if args.find_lr:
        with stop_at_interrupt(control):
            splits = _splits_beside(args.config, given, ConsoleProgress())
            return find_lr_command(config, args.config, splits, control)
    with stop_at_interrupt(control), joined() as processes:
        result = _train_together(args, given, config, control, processes)
        return _tell_end(result) if processes.is_main else exit_status(result)


def _tell_unknown_names(config_path: Path) -> None:
    from core.config import unknown_names

    for name, meant in unknown_names(config_path).items():
        hint = f" Is {meant} meant?" if meant else ""
        logger.warning("%s: %s is no setting and was passed over.%s", config_path, name, hint)


def _gpus(args: argparse.Namespace, given: dict[str, Any], config: "TrainConfig") -> list[int]:
    """Return the numbers of the GPUs to train on: as given, else as the run that goes on was told; none for any.

    Where that run's are not here, it goes on without them, and `given` says so for its records.
    """
    from core.devices import gpu_numbers
    from core.training.going_on import gpus_of

    if args.resume_training is None or "gpu" in given or num_processes() > 1:
        return gpu_numbers(config.gpu)
    gpus = gpus_of(args.resume_training)
    if gpus is None:  # a new run begins from weights
        return gpu_numbers(config.gpu)
    try:
        return gpu_numbers(gpus)
    except ConfigError:
        given["gpu"] = ""
        logger.warning("The run was trained with --gpu %s, which this machine does not have; it goes on without.", gpus)
        return []


def _train_together(args: argparse.Namespace, given: dict[str, Any], config: "TrainConfig", control: Control,
                    processes: "Processes") -> "RunResult":
    from core.training.run import take_part
    from core.training.taking_part import check_same_start

    check_same_start(processes, config, {"resume_training": str(args.resume_training), "config": str(args.config)})
    if processes.is_main:
        return _train_or_resume(args, given, control, processes)
    return take_part(control, processes, num_threads=given.get("num_threads"))


def _train_or_resume(args: argparse.Namespace, given: dict[str, Any], control: Control,
                     processes: "Processes") -> "RunResult":
    from app.commands.training_console import TrainingConsole
    from core.training import run as runs
    from core.training.going_on import is_resumable

    console = TrainingConsole()
    try:
        if args.resume_training is not None:
            if is_resumable(args.resume_training):
                _check_no_config(args.config)
                return runs.resume(args.resume_training, console, control, processes=processes, **given)
            config = config_of(args, args.config)
            return runs.train(_from_weights(config, args.resume_training, given), console, control,
                              processes=processes)
        config = config_of(args, args.config)
        return runs.train(config, console, control, splits_path=_splits_beside(args.config, given, console),
                          processes=processes)
    except ClasswiseError as error:
        last = Path(console.run_dir, LAST_MODEL)
        if console.run_dir and last.is_file() and not isinstance(error, NonFiniteLossError):
            error.add_note(f"When that is mended, go on with:\n  {_way_on(_shown(last.parent))}")
        raise
    finally:
        console.close()


def _check_no_config(config_path: Path | None) -> None:
    if config_path is not None:
        raise ConfigError("A run goes on with its own settings, not with those of --config. Leave --config away; what "
                          "may change, such as --epochs, is given by itself.")


def _from_weights(config: Any, path: Path, given: dict[str, Any]) -> Any:
    """Return the settings of a new run that starts from weights; a model file also names its network."""
    from dataclasses import replace

    from core.model_file import is_model_content, load_model_file, model_path, read_content

    if not config.dataset_path and not config.metadata_path:
        raise ConfigError(f"{path} holds weights, not a training to go on with. Give --dataset_path too.")
    changes: dict[str, Any] = {"pretrained": str(path)}
    if is_model_content(read_content(model_path(path))):
        source = load_model_file(path)
        model = f"hf:{model_path(path).absolute()}" if source.network_config else source.model
        own = {"model": model, "input_shape": source.input_shape, "resize": str(source.resize)}
        changes |= {name: value for name, value in own.items() if name not in given}
    return replace(config, **changes)


def _splits_beside(config_path: Path | None, given: dict[str, Any], emit: Emit) -> Path | None:
    """Return the splits.csv of the run that a config.json belongs to, unless the data's form is given anew."""
    from core.config import options

    splits = config_path.parent / "splits.csv" if config_path is not None else None
    if splits is None or not splits.is_file():
        return None
    form = [name for name, (_, details) in options().items() if details.group == "Data"]
    anew = next((name for name in form if name in given and name not in OF_THE_SAME_SPLIT), None)
    if anew is None:
        return splits
    emit(Notice(f"The pictures are read and parted anew, for --{anew} was given; the run's split is not taken."))
    return None


def exit_status(result: "RunResult") -> int:
    """Return the exit status of a training that ended as it should."""
    return EXIT_INTERRUPTED if result.reason is RunEndReason.STOPPED else EXIT_OK


def _tell_end(result: "RunResult") -> int:
    from app.commands.training_console import summary_table
    from core.training.run_folder import read_facts

    run_dir = _shown(result.run_dir)
    print(result.message)
    if exit_status(result) == EXIT_INTERRUPTED:
        print(f"Go on with:\n  {_way_on(run_dir)}")
        return EXIT_INTERRUPTED
    print(summary_table(result))
    print(f"Started:    {read_facts(result.run_dir).get('weights', 'unknown')}")
    print(f"Run folder: {run_dir}")
    print(f"Model file: {run_dir / BEST_MODEL}")
    print("Next:")
    print(f"  python -m app predict PICTURES --model {quoted(run_dir)}")
    print(f"  python -m app evaluate FOLDER --model {quoted(run_dir)}")
    print("  python runui.py")
    return EXIT_OK


def _way_on(run_dir: Path) -> str:
    """Return the command that goes on with a run."""
    return f"python train.py --resume_training {quoted(run_dir / LAST_MODEL)}"


def _shown(run_dir: Path) -> Path:
    """Return the run folder as a user would type it: relative where it lies below the working folder."""
    with contextlib.suppress(ValueError):
        return run_dir.relative_to(Path.cwd())
    return run_dir
