"""python -m app check: look for what is wrong with a data set."""

import argparse
import json
from collections.abc import Sequence
from typing import Any

from app.commands.common import EXIT_FINDINGS, EXIT_OK, ConsoleProgress
from app.commands.data_options import add_source_options, read_source, source_config
from core.base.messages import plural
from core.base.types import DatasetIndex, Finding

DESCRIPTION = (
    "Look for unreadable pictures, wrong endings, equal and nearly equal pictures, leaks between splits, and more. "
    "Exit status: 0 clean, 1 findings, 2 could not run."
)
MAX_SHOWN = 20
# Their files are always named one by one.
NAMED_IN_FULL = {"unreadable", "missing_file"}


def add_parser(subparsers: Any) -> argparse.ArgumentParser:
    """Add this command to the parsers of `python -m app`."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "check", help=DESCRIPTION, description=DESCRIPTION, allow_abbrev=False)  # --split is no short --split_column
    parser.add_argument("--json", action="store_true", help="print one JSON object with all findings")
    parser.add_argument("--all", action="store_true",
                        help=f"print all findings of a kind and all files of one, not the first {MAX_SHOWN}")
    add_source_options(parser, without=("split",))
    return parser


def run(args: argparse.Namespace) -> int:
    """Check the data set.

    Returns:
        0 clean, 1 findings.

    Raises:
        ClasswiseError: The source cannot be read at all.
    """
    from core.data.checks import check, is_clean
    from core.data.duplicates import Alike

    config = source_config(args)
    progress = ConsoleProgress()
    try:
        index, facts = read_source(config, progress)
        unlike = Alike() if config.duplicates == "ignore" else None
        findings = check(index, facts, emit=progress, alike=unlike, alike_paths=[*facts])
    finally:
        progress.close()
    if args.json:
        print(json.dumps(_plain(index, findings), ensure_ascii=False, indent=2))
    else:
        _show(index, findings, show_all=args.all)
    return EXIT_OK if is_clean(findings) else EXIT_FINDINGS


def _plain(index: DatasetIndex, findings: Sequence[Finding]) -> dict[str, Any]:
    """Return all there is to say as plain values."""
    from core.data.checks import HARMLESS, is_clean

    return {
        "name": index.name,
        "root": index.root,
        "classes": list(index.classes),
        "num_pictures": len(index.samples),
        "clean": is_clean(findings),
        "findings": [
            {
                "kind": finding.kind,
                "harmless": finding.kind in HARMLESS,
                "message": finding.message,
                "paths": list(finding.paths),
            }
            for finding in findings
        ],
    }


def _show(index: DatasetIndex, findings: Sequence[Finding], *, show_all: bool) -> None:
    """Print a table of classes, the findings by kind, and their number."""
    from core.data.checks import brief, is_clean
    from core.data.splitting.summary import counts_table

    num_pictures = plural(len(index.samples), "1 picture", "{n} pictures")
    print(f"{index.name}: {num_pictures}, {plural(len(index.classes), '1 class', '{n} classes')}")
    print("\n".join(counts_table(index)))
    for kind in dict.fromkeys(finding.kind for finding in findings):
        same = [finding for finding in findings if finding.kind == kind]
        limit = len(same) if show_all or kind in NAMED_IN_FULL else MAX_SHOWN
        print(f"\n{kind} ({len(same)})")
        for finding in same[:limit]:
            print(f"  {finding.message}")
            if kind == "other_files":
                print("    " + _names(finding.paths, index.root, show_all=show_all))
        if len(same) > limit:
            print(f"  ... and {len(same) - limit} more; --all shows them.")
    print()
    if is_clean(findings):
        print("Clean: nothing to mend was found.")
    else:
        print("\n".join(brief(findings)))


def _names(paths: Sequence[str], root: str, *, show_all: bool) -> str:
    """Return the names of files, the first ones only where they are many and not all are wished for."""
    from core.data.sources.names import relative_name

    shown = paths if show_all else paths[:MAX_SHOWN]
    names = ", ".join(relative_name(path, root) for path in shown)
    return names if len(shown) == len(paths) else f"{names} and {len(paths) - len(shown)} more; --all shows them."
