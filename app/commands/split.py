"""python -m app split: part a data set into train, val and test."""

import argparse
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.common import EXIT_OK, ConsoleProgress
from app.commands.data_options import add_source_options, read_source, source_config
from app.commands.quoting import quoted
from core.base.errors import ConfigError, OutputError
from core.base.folders import check_writable
from core.base.messages import first_names
from core.base.types import DatasetIndex, Finding
from core.config import SAMPLE, TrainConfig
from core.data.sources.names import is_archive

if TYPE_CHECKING:
    from core.data.splitting.material import SplitPlan

DESCRIPTION = (
    "Part a data set into train, val and test: each class by its share, groups and nearly equal pictures never apart. "
    "Nothing is ever overwritten."
)
METHODS = ("table", "copy", "hardlink", "symlink")
MAX_FINDINGS = 20


def add_parser(subparsers: Any) -> argparse.ArgumentParser:
    """Add this command to the parsers of `python -m app`."""
    parser: argparse.ArgumentParser = subparsers.add_parser("split", help=DESCRIPTION, description=DESCRIPTION)
    parser.add_argument("--output", type=Path, metavar="DIR|FILE.csv",
                        help="where to write; without it the split is only shown")
    parser.add_argument("--method", choices=METHODS, default="table",
                        help="table: a CSV file, nothing is copied; else folders train/CLASS/picture by copy, hard "
                             "link or symbolic link (default: table)")
    parser.add_argument("--folds", type=int, metavar="N",
                        help="N splits for cross-validation: in each, another fold is val and the rest train")
    parser.add_argument("--extend", type=Path, metavar="FILE.csv",
                        help="table of an earlier split: its pictures stay where they are, new ones are added")
    parser.add_argument("--resplit", action="store_true", help="part anew what the source has already parted")
    add_source_options(parser, "seed")
    return parser


def run(args: argparse.Namespace) -> int:
    """Part the data set and write the split.

    Returns:
        0.

    Raises:
        ClasswiseError: The source cannot be used, or the output cannot be written.
    """
    from core.data.splitting.splitter import shares_of

    if args.folds is not None and args.extend is not None:
        raise ConfigError("--folds and --extend do not go together: an extended split is one split.")
    if args.folds is not None and hasattr(args, "split"):
        raise ConfigError(f"--split has no effect with --folds {args.folds}: all folds are equal. Leave it away.")
    if args.extend is not None and args.resplit:
        raise ConfigError("--extend keeps the old split and --resplit drops it. Give one of the two.")
    config = source_config(args)
    outputs = _outputs(args, config)
    progress = ConsoleProgress()
    try:
        plans, index = _plans(args, config, progress)
        shares = None if plans[0].own else shares_of(config.split)
        for number, plan in enumerate(plans):
            if number == 0:
                _show_findings([*index.findings, *plan.findings])
            _show(plan, shares if args.folds is None else None, is_extended=args.extend is not None)
            if outputs:
                _write(outputs[number], plan, args.method, progress)
    finally:
        progress.close()
    _show_next(args, index, outputs)
    return EXIT_OK


def _plans(
    args: argparse.Namespace, config: TrainConfig, progress: ConsoleProgress
) -> "tuple[list[SplitPlan], DatasetIndex]":
    from core.data.splitting.extend import extend_splits
    from core.data.splitting.folds import make_folds
    from core.data.splitting.splitter import plan_splits
    from core.data.splitting.table import read_splits

    index, facts = read_source(config, progress)
    if args.resplit:
        index = replace(index, samples=tuple(replace(sample, split=None) for sample in index.samples))
    if args.extend is not None:
        old = read_splits(args.extend, index.root, index.classes)
        return [extend_splits(index, facts, old, config, progress)], index
    if args.folds is not None:
        return make_folds(index, facts, config, args.folds, progress), index
    return [plan_splits(index, facts, config, progress)], index


def _outputs(args: argparse.Namespace, config: TrainConfig) -> list[Path]:
    """Return where each split goes, after looking that nothing is there yet and that it can be written."""
    from core.data.sources.tables import RECORD_ENDINGS, TABLE_ENDINGS
    from core.data.splitting.folders import require_free

    output: Path | None = args.output
    if output is None:
        if args.method != "table":
            raise ConfigError(f"--method {args.method} needs --output DIR.")
        return []
    is_file = output.suffix.lower() == ".csv"
    if output.suffix.lower() in TABLE_ENDINGS | RECORD_ENDINGS and not is_file and not output.is_dir():
        raise ConfigError(f"A split is CSV; give --output {output.with_suffix('.csv').name}, not {output.name}.")
    if args.method != "table":
        if is_file:
            raise ConfigError(f"--method {args.method} writes folders; give --output a folder, not {output.name}.")
        _require_elsewhere(output, [args.source, config.val_path, config.test_path])
        require_free(output)
        check_writable(output.absolute().parent)
        return [output / f"fold_{number}" for number in range(1, args.folds + 1)] if args.folds else [output]
    if args.folds:
        stem = output.with_suffix("") if is_file else output / "splits"
        files = [stem.with_name(f"{stem.name}_fold_{number}.csv") for number in range(1, args.folds + 1)]
    else:
        files = [output if is_file else output / "splits.csv"]
    for file in files:
        if file.exists():
            raise OutputError(f"{file} exists; nothing is ever overwritten. Choose another name.")
    check_writable(files[0].parent)
    return files


def _require_elsewhere(output: Path, sources: Sequence[str]) -> None:
    """Refuse an output inside of a folder that is read: its copies would be pictures of the source from then on."""
    for source in sources:
        folder = os.path.realpath(os.path.expanduser(source)) if source else ""
        if os.path.isdir(folder) and Path(os.path.realpath(output)).is_relative_to(folder):
            raise ConfigError(f"--output {output} lies in {source}, whose pictures would then be counted twice. Give a "
                              "folder elsewhere.")


def _show_findings(findings: Sequence[Finding]) -> None:
    """Print what was left out in reading the source and in parting it."""
    from core.data.checks import brief

    if not findings:
        return
    unreadable = [finding for finding in findings if finding.kind == "unreadable"]
    others = [finding for finding in findings if finding.kind != "unreadable"]
    for finding in unreadable + others[:MAX_FINDINGS]:
        print(f"- {finding.message}")
    if len(others) > MAX_FINDINGS:
        print(f"- ... and {len(others) - MAX_FINDINGS} more.")
    print("\n".join([*brief(findings), ""]))


def _show(plan: "SplitPlan", shares: Sequence[float] | None, *, is_extended: bool) -> None:
    """Print the table of class by split, and what was done about groups."""
    from core.data.splitting.summary import class_table, summary

    print(plan.splits.name)
    print("\n".join(class_table(plan.splits, shares, is_extended=is_extended)))
    print(summary(plan) + (" --resplit parts it anew." if plan.own else ""), end="\n\n")


def _write(output: Path, plan: "SplitPlan", method: str, progress: ConsoleProgress) -> None:
    from core.data.splitting.folders import Method, class_folders, write_folders
    from core.data.splitting.table import write_splits

    if method == "table":
        write_splits(output, plan.splits, may_replace=False)
    else:
        renamed = write_folders(output, plan.splits, Method(method), progress)
        folders = zip(plan.splits.classes, class_folders(plan.splits), strict=True)
        others = [f"{name} in {folder}" for name, folder in folders if folder != name]
        if others:
            print(f"Classes whose names no folder can have lie in others: {first_names(others)}. splits.csv has their "
                  "own names.")
        if renamed:
            print(f"{renamed} pictures were given another name, as their own was taken or not fit for every system.")
    print(f"Written: {output}")


def _show_next(args: argparse.Namespace, index: DatasetIndex, outputs: Sequence[Path]) -> None:
    if not outputs:
        print("Nothing was written; give --output FILE.csv to keep this split.")
        return
    if args.method != "table":
        print(f"Next: python train.py --dataset_path {quoted(outputs[0])}")
        return
    source = args.source if is_archive(args.source) or args.source == SAMPLE else index.root
    print(f"Next: python train.py --dataset_path {quoted(source)} --metadata_path {quoted(outputs[0])}")
