"""python -m app datasets: list and fetch public data sets."""

import argparse
from pathlib import Path
from typing import Any

from app.commands.common import EXIT_OK, EXIT_USER_ERROR, ConsoleProgress, require_matching_torch
from app.commands.quoting import quoted

DESCRIPTION = "List public data sets, or fetch one as class folders with its official splits."


def add_parser(subparsers: Any) -> argparse.ArgumentParser:
    """Add this command to the parsers of `python -m app`."""
    parser: argparse.ArgumentParser = subparsers.add_parser("datasets", help=DESCRIPTION, description=DESCRIPTION)
    actions = parser.add_subparsers(dest="action", required=True, metavar="list|get")
    actions.add_parser("list", help="what can be fetched, its size and licence")
    get = actions.add_parser("get", help="fetch one; broken off, the same command goes on")
    get.add_argument("name", metavar="NAME", help="a name from the list")
    get.add_argument("--output", type=Path, metavar="DIR", help="folder that must not exist yet (default: ./NAME)")
    return parser


def run(args: argparse.Namespace) -> int:
    """List the sets, or fetch one.

    Returns:
        0; 2 where a set must be fetched by hand, after saying how.

    Raises:
        ClasswiseError: There is no such set, no connection, or the output cannot be written.
    """
    return _list() if args.action == "list" else _get(args.name, args.output)


def _list() -> int:
    from core.data.public_sets import PUBLIC_SETS

    print(f"{'name':<16}{'classes':>8}{'pictures':>10}{'MB':>7}  licence")
    for name, public in PUBLIC_SETS.items():
        by_hand = "" if public.builder else "; by hand"
        print(f"{name:<16}{public.num_classes:>8}{public.num_pictures:>10}{public.download_mb:>7}  "
              f"{public.licence}{by_hand}")  # fmt: skip
    print("\nFetch one: python -m app datasets get NAME --output DIR")
    return EXIT_OK


def _get(name: str, output: Path | None) -> int:
    from core.data.fetching import fetch_set
    from core.data.public_sets import public_set
    from core.data.splitting.folders import require_free

    public = public_set(name)
    folder = output or Path(name)
    if not public.builder:
        print(f"{name} cannot be fetched by a program. Licence: {public.licence}\nPage: {public.page}")
        for number, step in enumerate(public.steps, start=1):
            print(f"{number}. {step.format(output=folder)}")
        return EXIT_USER_ERROR
    require_free(folder)
    require_matching_torch()
    progress = ConsoleProgress()
    try:
        num_pictures = fetch_set(name, public, folder, progress)
    finally:
        progress.close()
    print(f"{num_pictures} pictures are in {folder}. Next: python train.py --dataset_path {quoted(folder)}")
    return EXIT_OK
