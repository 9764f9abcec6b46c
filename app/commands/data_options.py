"""Options of the commands that read a data set, and the reading."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.commands.common import ConsoleProgress
from app.commands.train_options import add_config_options, config_of
from core.base.errors import ConfigError
from core.config import TrainConfig, options

if TYPE_CHECKING:
    from core.base.types import DatasetIndex
    from core.data.scan import PictureFacts

SOURCE_HELP = (
    "folder with a folder of pictures a class, or with train, val and test folders of such; a zip of either; a table "
    "(.csv, .tsv, .xlsx), list (.txt) or records (.json, .jsonl); or 'sample'"
)


def add_source_options(parser: argparse.ArgumentParser, *more: str, without: Sequence[str] = ()) -> None:
    """Add SOURCE, the settings of the group Data but some, and further settings by name."""
    parser.add_argument("source", nargs="?", default="", metavar="SOURCE", help=SOURCE_HELP)
    left = ("dataset_path", *without)
    names = [name for name, (_, details) in options().items() if details.group == "Data" and name not in left]
    add_config_options(parser, [*names, "num_threads", *more])


def source_config(args: argparse.Namespace) -> TrainConfig:
    """Return the settings of the command line.

    Raises:
        ConfigError: No source was given, or a setting is wrong.
    """
    config = replace(config_of(args), dataset_path=args.source)
    if not args.source and not config.metadata_path:
        raise ConfigError("Give a SOURCE: a folder, a zip archive, a table or a list; 'sample' for the digits.")
    return config


def read_source(
    config: TrainConfig, progress: ConsoleProgress
) -> "tuple[DatasetIndex, Mapping[str, PictureFacts]]":
    """Open a data set and look at all its pictures."""
    from core.data.scan import scan
    from core.data.sources.open import open_source

    index = open_source(config, progress)
    return index, scan([sample.path for sample in index.samples], progress, num_threads=config.num_threads)
