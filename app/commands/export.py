"""export: write a model file as ONNX."""

import argparse
import contextlib
from typing import TYPE_CHECKING, Any

from app.commands.common import EXIT_OK, ConsoleProgress, log_to_console, require_matching_torch
from app.commands.predict_options import add_model_options, read_classes
from core.base.errors import ConfigError, DataError
from core.base.messages import plural

if TYPE_CHECKING:
    from core.model_file import ModelFile

DESCRIPTION = "Write a model file as ONNX, with its classes and its preprocessing, and check it."
EPILOG = """\
The file takes "images", float32 [batch, channels, height, width], and gives "scores", float32 [batch, classes]. How
pictures become that input stands in its metadata under "classwise", as JSON; python -m app predict --model FILE.onnx
does it by itself."""


def add_parser(subparsers: Any) -> argparse.ArgumentParser:
    """Add the command to `python -m app`."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "export", help=DESCRIPTION, description=DESCRIPTION, epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    add_model_options(parser, kinds="model file, checkpoint or run folder")
    parser.add_argument("--output", required=True, metavar="FILE", help="the .onnx file to write")
    parser.add_argument("--opset", type=int, default=18, metavar="N",
                        help="version of ONNX's operators (default: 18)")
    parser.add_argument("--check_with", nargs="+", default=[], metavar="PATH",
                        help="pictures or folders to compare both forms with; default: made-up pictures")
    parser.add_argument("--overwrite", action="store_true", help="replace an existing file")
    return parser


def run(args: argparse.Namespace) -> int:
    """Export as the options say; return the exit status.

    Raises:
        ClasswiseError: Something given cannot be used, or the file would give other scores.
    """
    require_matching_torch()
    log_to_console()
    from core.inference.onnx_export import TOLERANCE, export_onnx
    from core.model_file import load_model_file

    if not args.model:
        raise ConfigError("Which model? Give --model with a model file or a run folder.")
    if args.model.lower().endswith(".onnx"):
        raise ConfigError(f"{args.model} is an ONNX file already. Give a model file or a run folder.")
    with contextlib.closing(ConsoleProgress()) as console:
        model_file = load_model_file(args.model, architecture=args.architecture, classes=read_classes(args.classes))
        pictures = _pictures(args.check_with, model_file, console)
        difference = export_onnx(
            model_file, args.output, opset=args.opset, pictures=pictures, overwrite=args.overwrite, emit=console)
    named = "made-up pictures"
    if pictures:
        named = plural(len(pictures), "1 of the given pictures", "{n} of the given pictures")
    elif args.check_with:
        named += ", as none of the given ones can be read"
    print(f"{args.output}: scores agree with torch's within {difference:.1g} (allowed: {TOLERANCE:g}) on {named}.")
    return EXIT_OK


def _pictures(names: list[str], model_file: "ModelFile", console: ConsoleProgress) -> list[str]:
    """Return the pictures to check with, of those given.

    Raises:
        DataError: What was given holds no pictures.
    """
    if not names:
        return []
    from core.inference.inputs import Inputs
    from core.inference.onnx_export import usable_pictures

    inputs = Inputs(names, emit=console)
    if inputs.count() == 0:
        raise DataError(f"There are no pictures in {', '.join(names)}. Give --check_with a folder that holds some.")
    return usable_pictures(model_file, inputs, console)
