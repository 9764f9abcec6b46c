"""Options of the predict command, and those that other commands share with it."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from core.base.errors import ConfigError

N = TypeVar("N", int, float)
ENDINGS = (".txt", ".csv", ".json", ".jsonl")
FIGURE_ENDINGS = (".png", ".jpg", ".jpeg")
NAMES = ("output", "sort_into", "annotate", "figure")


def add_predict_options(parser: argparse.ArgumentParser) -> None:
    """Add all options of the command."""
    parser.add_argument("paths", nargs="*", metavar="PATH",
                        help="pictures, folders of pictures, .txt lists with a name a line, - for names on standard "
                             "input, or sample for the digits that come with Classwise")
    add_model_options(parser, kinds="model file, checkpoint, run folder or .onnx file")
    results = parser.add_argument_group("results")
    results.add_argument("--output", metavar="FILE", help="write the results: .txt, .csv, .json or .jsonl")
    results.add_argument("--resume", action="store_true", help="go on with the unfinished results in --output")
    results.add_argument("--overwrite", action="store_true", help="replace an existing --output or --figure")
    results.add_argument("--top", type=_count, metavar="K",
                         help="best classes that are printed and that json lists; default: 1 printed, 5 in json")
    results.add_argument("--unknown_below", type=_fraction, default=0.0, metavar="X",
                         help="a picture whose class has a lower score (0 to 1) is of the class \"unknown\"")
    results.add_argument("--quiet", action="store_true", help="print no line a picture")
    results.add_argument("--no_labels", action="store_true",
                         help="do not take a folder named like a class for the pictures' true class")
    copies = parser.add_argument_group("copies and figures")
    copies.add_argument("--sort_into", metavar="DIR", help="copy pictures into class folders in DIR, with an undo file")
    copies.add_argument("--sort_mode", choices=("copy", "link"), help="copy pictures (the default), or link them")
    copies.add_argument("--undo_sort", metavar="FILE", help="take back a --sort_into by its undo file, and end")
    copies.add_argument("--annotate", metavar="DIR", help="write copies with class and score drawn on into DIR")
    copies.add_argument("--show", type=_count, metavar="N", help="show a figure of the first N pictures")
    copies.add_argument("--figure", metavar="FILE",
                        help="file that --show's figure is saved to instead of shown: .png or .jpg")
    add_machine_options(parser)


def add_model_options(parser: argparse.ArgumentParser, *, kinds: str) -> None:
    """Add the options that name a model; `kinds` says what --model may be."""
    model = parser.add_argument_group("model")
    model.add_argument("--model", metavar="FILE", help=kinds)
    model.add_argument("--architecture", metavar="NAME", help="network of a file that holds weights only")
    model.add_argument("--classes", nargs="+", metavar="NAME",
                       help="class names of such a file, in order; or a text file with a name a line")


def add_machine_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how the machine is used."""
    machine = parser.add_argument_group("machine")
    machine.add_argument("--batch_size", type=auto_or_count, default=0, metavar="N",
                         help="pictures that go through the network together; default: auto")
    machine.add_argument("--device", default="auto", help="auto, cpu, cuda, cuda:N or mps")
    machine.add_argument("--precision", choices=("auto", "fp32", "bf16", "fp16"), default="auto",
                         help="number format; fp32: the network exactly as it was trained; auto: the fastest form "
                              "whose scores stay within 0.02 of it")
    machine.add_argument("--num_threads", type=auto_or_count, default=0, metavar="N",
                         help="threads that read pictures; default: auto")


def check_predict_options(args: argparse.Namespace) -> None:
    """Refuse what can be seen to be wrong before torch's two seconds.

    Raises:
        ConfigError: An option is missing or does not go with another.
    """
    empty = next((name for name in NAMES if getattr(args, name) == ""), None)
    if empty:
        raise ConfigError(f"--{empty} is empty, as where a variable of the shell is not set. Give a name, or leave it "
                          "away.")
    if not args.paths:
        raise ConfigError("Which pictures? Give pictures, folders, a list file, or - for names on standard input.")
    if not args.model:
        raise ConfigError("Which model? Give --model with a model file, a run folder or an .onnx file.")
    if args.overwrite and not (args.output or args.figure):
        raise ConfigError("--overwrite replaces --output or --figure. Give one of them too, or leave it away.")
    if args.sort_mode and not args.sort_into:
        raise ConfigError("--sort_mode says how --sort_into makes its files. Give --sort_into with a folder too.")
    if args.resume and not args.output:
        raise ConfigError("--resume goes on with the results in a file. Give that file as --output.")
    if args.resume and args.overwrite:
        raise ConfigError("--resume keeps the results in --output and --overwrite replaces them. Give one of the two.")
    _check_figure(args)
    if args.output and Path(args.output).suffix.lower() not in ENDINGS and not Path(args.output).is_dir():
        raise ConfigError(f"--output must end in {', '.join(ENDINGS)}, which chooses the form; got {args.output}.")


def _check_figure(args: argparse.Namespace) -> None:
    if not args.figure:
        return
    if not args.show:
        raise ConfigError("--figure saves what --show draws. Give --show with a number of pictures too.")
    if Path(args.figure).suffix.lower() not in FIGURE_ENDINGS:
        raise ConfigError(f"--figure must end in {', '.join(FIGURE_ENDINGS)}, which chooses the form; got "
                          f"{args.figure}.")  # fmt: skip
    if Path(args.figure).is_dir():
        raise ConfigError(f"--figure {args.figure} is a folder. Give a file's name.")
    if Path(args.figure).exists() and not args.overwrite:
        raise ConfigError(f"{args.figure} exists already. Give another name, or --overwrite to replace it.")


def read_classes(names: list[str] | None) -> list[str] | None:
    """Return class names as given, or read from a file where one name is given and is a file's.

    Raises:
        ConfigError: There is no such file, or it cannot be read, is empty or names a class twice.
    """
    if names is None or len(names) != 1:
        return names
    if not Path(names[0]).is_file():
        raise ConfigError(f"--classes {names[0]}: there is no such file, and one class alone is none. Give all names, "
                          "or a text file with a name a line.")
    from core.data.sources.rows import read_classes_file

    return list(read_classes_file(names[0]))


def _fraction(text: str) -> float:
    value = _number(text, float, "a number")
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"must be from 0 to 1; got {text}")
    return value


def _count(text: str, kind: str = "a whole number") -> int:
    value = _number(text, int, kind)
    if value < 1:
        raise argparse.ArgumentTypeError(f"must be at least 1; got {text}")
    return value


def auto_or_count(text: str) -> int:
    """Be an argparse type: a whole number, or auto, which is 0."""
    return 0 if text == "auto" else _count(text, "a whole number or auto")


def _number(text: str, convert: Callable[[str], N], kind: str) -> N:
    try:
        return convert(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"must be {kind}; got {text!r}") from error
