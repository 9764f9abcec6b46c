"""python -m app weights: list, fetch and import pretrained weights."""

import argparse
import contextlib
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.commands.common import EXIT_OK, EXIT_USER_ERROR, ConsoleProgress
from core.base.errors import ModelError, ModelFileError

if TYPE_CHECKING:
    from models.pretrained import PretrainedWeights


def add_parser(subparsers: Any) -> argparse.ArgumentParser:
    """Add this command and its actions to the parsers of `python -m app`."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "weights", help="list, fetch and import pretrained weights",
        description="Pretrained weights (torchvision's, made with ImageNet) and the folder they lie in.")
    actions = parser.add_subparsers(dest="weights_action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="show the weights there are, and which of them are installed")
    listing.add_argument("--installed", action="store_true", help="only what lies in the weights folder")
    getting = actions.add_parser("get", help="download weights; a broken download goes on where it stopped")
    getting.add_argument("names", nargs="+", metavar="NAME", help="name of a network, such as resnet18")
    getting.add_argument("--mirror", "--weights_mirror", default=None, metavar="URL",
                         help="folder on another server that has the same files; default: the environment variable "
                              "CLASSWISE_WEIGHTS_MIRROR, else the one of the preferences, else torchvision's own")
    importing = actions.add_parser("import", help="take in files that were downloaded on another machine")
    importing.add_argument("files", nargs="+", metavar="FILE", help="a file under torchvision's own name, such as "
                                                                    "resnet18-f37072fd.pth")
    actions.add_parser("path", help="print the folder of the weights")
    return parser


def run(args: argparse.Namespace) -> int:
    """Run one action.

    Returns:
        EXIT_OK when all was done, EXIT_USER_ERROR where files could not be fetched or taken in; each was named.

    Raises:
        ClasswiseError: A name is unknown, or a file cannot be written.
    """
    from models.pretrained import weights_folder

    if args.weights_action == "path":
        print(weights_folder())
    elif args.weights_action == "list":
        _print_list(only_installed=args.installed)
    elif args.weights_action == "get":
        return _get(args.names, args.mirror)
    else:
        return _import(args.files)
    return EXIT_OK


def _print_list(*, only_installed: bool) -> None:
    from models.pretrained import list_weights, weights_folder

    found = list_weights(only_installed=only_installed)
    if not found:
        print(f"No weights are installed in {weights_folder()}. Fetch some with: python -m app weights get resnet18")
        return
    print(f"{'network':<20} {'size':>9} {'input':>9}  {'installed':<9}  address")
    for weights in found:
        print(_line(weights))
    if any(weights.is_damaged for weights in found):
        print("A damaged file has another size than it should. Fetch it anew with: python -m app weights get NETWORK")


def _line(weights: "PretrainedWeights") -> str:
    size = f"{weights.num_bytes / 1e6:.1f} MB"
    shape = f"{weights.input_shape[0]}x{weights.input_shape[1]}"
    installed = "damaged" if weights.is_damaged else "yes" if weights.path else "no"
    return f"{weights.model:<20} {size:>9} {shape:>9}  {installed:<9}  {weights.url}"


def _get(names: list[str], mirror: str | None) -> int:
    """Fetch the files that can be had, and name the others."""
    from models.download import DownloadError, download
    from models.elsewhere.names import is_elsewhere
    from models.registry import check_name

    for name in names:  # all of them before the first byte is fetched
        check_name(name)
        if is_elsewhere(name):
            raise ModelError(f"The weights of {name} are fetched by the package that it comes from, when a training "
                             f"starts from them: python train.py --dataset_path FOLDER --model {name}")

    def fetch(name: str) -> str:
        with contextlib.closing(ConsoleProgress()) as progress:
            return str(download(name, mirror=mirror, emit=progress))

    return _each(names, fetch, DownloadError)


def _import(files: list[str]) -> int:
    """Take in the files that can be used, and name the others."""
    from models.pretrained import import_file

    def take_in(file: str) -> str:
        weights = import_file(file)
        return f"{weights.path} (for {weights.model})"

    return _each(files, take_in, ModelFileError)


def _each(items: list[str], take: Callable[[str], str], refusal: type[ModelError]) -> int:
    """Print what is taken of each item, and why one cannot be; return the exit status."""
    status = EXIT_OK
    for item in items:
        try:
            print(take(item))
        except refusal as error:
            print(f"Error: {error}", file=sys.stderr)
            status = EXIT_USER_ERROR
    return status
