"""python -m app cache: what is kept of decoded pictures on disk, and how much may be."""

import argparse
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from core.base.errors import OutputError

if TYPE_CHECKING:
    from core.data.pack_store import Store

GB = 1e9
MOST_GB = 1_000_000  # a petabyte


def add_parser(subparsers: Any) -> argparse.ArgumentParser:
    """Add this command and its actions to the parsers of `python -m app`."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "cache", help="look at, limit or clear the cache of decoded pictures",
        description="The pictures that trainings with --cache disk keep decoded on disk, for all runs.")
    actions = parser.add_subparsers(dest="cache_action", metavar="ACTION", required=True)
    actions.add_parser("info", help="show where it lies, what it holds and what it may hold")
    actions.add_parser("clear", help="remove everything; runs in work decode their pictures again")
    limit = actions.add_parser("limit", help="set how much all runs together may keep; what was not used for longest "
                                             "goes")
    limit.add_argument("gb", type=_gigabytes, metavar="GB", help="in GB (1,000,000,000 bytes)")
    return parser


def run(args: argparse.Namespace) -> int:
    """Run one action.

    Raises:
        OutputError: The cache folder cannot be used.
    """
    from core.data.cache_choice import allow_on_disk, allowed_on_disk

    if args.cache_action == "limit":
        allow_on_disk(int(args.gb * GB))
    with _opened() as store:
        if args.cache_action == "clear":
            store.shrink_to(0)
        elif args.cache_action == "limit":
            store.shrink_to(allowed_on_disk())
        usage = store.usage()
        print(f"Folder:   {store.folder}")
        print(f"Pictures: {usage.num_pictures:,}")
        print(f"Size:     {usage.num_bytes / GB:.2f} GB in {usage.num_packs} files")
        print(f"Limit:    {allowed_on_disk() / GB:.2f} GB (python -m app cache limit GB changes it)")
    return 0


@contextmanager
def _opened() -> "Iterator[Store]":
    from core.data.pack_store import Store

    store = Store()
    try:
        with store:
            yield store
    except (OSError, sqlite3.Error) as error:
        raise OutputError(f"The cache in {store.folder} cannot be used: {error}. Wait for runs that are writing to it, "
                          "or remove the folder.") from error


def _gigabytes(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= MOST_GB:
        raise argparse.ArgumentTypeError(f"must be a number of GB, from 0 to {MOST_GB:,}; got {text!r}")
    return value
