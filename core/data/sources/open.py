"""Opening a data set of any form: one function for every command and for the window."""

import os
import re
from dataclasses import replace
from pathlib import Path

from core.base.control import Control
from core.base.errors import ConfigError
from core.base.events import Emit, Notice, ignore
from core.base.messages import first_names, message, plural
from core.base.types import DatasetIndex, Finding, Split
from core.config import TrainConfig
from core.data.sources.names import common_root, relative_name, same_but_for_case
from core.data.sources.part import Part, build_index, class_order
from core.data.sources.place import read_place
from core.data.sources.rows import name_numbers, read_classes_file

DEFAULTS = TrainConfig()
COLUMNS = ("image_column", "label_column", "group_column", "split_column")


def open_source(config: TrainConfig, emit: Emit = ignore, control: Control | None = None) -> DatasetIndex:
    """Open the data set that the settings name: one place, or up to three for train, val and test.

    Args:
        config: Its settings of the group Data are used.
        emit: Gets a Notice that says what each place was read as.
        control: Asked between folders whether to stop.

    Returns:
        All samples with their classes; their splits where the source has some.

    Raises:
        DataError: A place does not exist, is of no known form, or is more than half unusable.
        ConfigError: Settings do not go together, or the number of classes is not the expected one.
        Cancelled: A stop was asked for.
    """
    main = read_place(_main_path(config), config, emit, control)
    _tell(emit, main)
    _check_columns(main, config)
    others = {Split.VAL: config.val_path, Split.TEST: config.test_path}
    plain = _without_table(config)
    are_folders = main.is_folders
    for split, path in others.items():
        if not path:
            continue
        other = read_place(path, plain, emit, control)
        _tell(emit, other, split)
        are_folders &= other.is_folders
        _join(main, other, split)
    if config.images_dir and are_folders:
        raise ConfigError(_no_images_dir(main))
    if config.val_path:
        _mark_rest_as_training(main)
    _set_groups(main, config)
    classes = read_classes_file(config.classes_path) if config.classes_path else main.classes
    name_numbers(main, classes)
    index = build_index(main, classes or class_order(main.entries))
    index = replace(index, findings=index.findings + tuple(_case_findings(index)))
    _check_num_classes(index, config)
    return index


def open_path(
    path: str | Path, config: TrainConfig = DEFAULTS, emit: Emit = ignore, control: Control | None = None
) -> DatasetIndex:
    """Open one place of any form; `config` gives the columns, the classes file and the like.

    Raises:
        DataError, ConfigError, Cancelled: As `open_source`.
    """
    return open_source(replace(config, dataset_path=str(path), val_path="", test_path=""), emit, control)


def _main_path(config: TrainConfig) -> str:
    if config.dataset_path:
        return config.dataset_path
    if config.metadata_path:
        return config.metadata_path
    raise ConfigError("No data set was given. Say --dataset_path FOLDER, or --dataset_path sample to try the digits.")


def _check_columns(main: Part, config: TrainConfig) -> None:
    """Refuse names of columns for what has none: labels and groups would silently be others than the user means."""
    given = [name for name in COLUMNS if getattr(config, name)]
    if given and not main.has_columns:
        shown = ", ".join(f"--{name}" for name in given)
        raise ConfigError(
            f"{main.name} was read as {main.form}, which have no columns for {shown}. Name the table: --metadata_path "
            "FILE; or leave the columns away."
        )


def _no_images_dir(main: Part) -> str:
    """Say that a folder was given for the pictures of a table where there is none: it would silently not be read."""
    return (f"{main.name} was read as {main.form}, and --images_dir is for the pictures that a table or a list names. "
            "Name that one: --metadata_path FILE; or leave --images_dir away.")


def _without_table(config: TrainConfig) -> TrainConfig:
    """The settings for the places of val and test: the table of the main place says nothing about them."""
    keeps_format = config.dataset_format in ("table", "onehot", "json")
    return replace(config, metadata_path="", dataset_format=config.dataset_format if keeps_format else "auto")


def _join(main: Part, other: Part, split: Split) -> None:
    """Add another place's entries as one split; they take the place of what the source itself has for it."""
    replaced = sum(entry.split is split for entry in main.entries)
    if replaced:
        message = f"{replaced} {split} pictures of {main.name} were left out: --{split}_path names others."
        main.findings.append(Finding("replaced_split", message))
    main.entries = [entry for entry in main.entries if entry.split is not split]
    for entry in other.entries:
        entry.split = split
    main.entries += other.entries
    main.findings += other.findings
    main.root = common_root([main.root, other.root])


def _mark_rest_as_training(main: Part) -> None:
    for entry in main.entries:
        entry.split = entry.split or Split.TRAIN


def _set_groups(part: Part, config: TrainConfig) -> None:
    if config.group_pattern and config.group_by_parent:
        raise ConfigError("--group_pattern and --group_by_parent both say what a group is; give one of them.")
    if config.group_pattern:
        _group_by_pattern(part, config.group_pattern)
    elif config.group_by_parent:
        _group_by_parent(part)


def _group_by_pattern(part: Part, text: str) -> None:
    try:
        pattern = re.compile(text)
    except re.error as error:
        raise ConfigError(f"--group_pattern '{text}' is no regular expression: {error}.") from error
    if "group" not in pattern.groupindex:
        example = r"(?P<group>patient\d+)_"
        raise ConfigError(f"--group_pattern must name the group's part, as in '{example}'; got '{text}'.")
    outside = []
    for entry in part.entries:
        match = pattern.search(os.path.basename(entry.path))
        entry.group = (match.group("group") or None) if match else None
        if entry.group is None:
            outside.append(entry.path)
    if part.entries and len(outside) == len(part.entries):
        example = os.path.basename(part.entries[0].path)
        raise ConfigError(f"--group_pattern '{text}' matches none of the {len(outside)} file names, such as {example}.")
    if outside:
        message = f"{len(outside)} file names do not match --group_pattern; each of these pictures is its own group."
        part.findings.append(Finding("no_group", message, tuple(outside)))


def _group_by_parent(part: Part) -> None:
    """Group by the folder a picture lies in; one that lies in its class's own folder has no group."""
    for entry in part.entries:
        parent = os.path.dirname(entry.path)
        is_class_folder = os.path.basename(parent) == entry.label and not entry.where
        entry.group = None if is_class_folder or parent == part.root else relative_name(parent, part.root)
    outside = [entry.path for entry in part.entries if entry.group is None]
    if len(outside) == len(part.entries):
        raise ConfigError(
            "--group_by_parent finds no groups: all pictures lie right in their class folders. "
            "It is for folders such as cats/animal_07/1.jpg; use --group_pattern where the file name tells the group."
        )
    if outside:
        message = f"{len(outside)} pictures lie right in their class's folder; each of these is its own group."
        part.findings.append(Finding("no_group", message, tuple(outside)))


def _case_findings(index: DatasetIndex) -> list[Finding]:
    findings = list(same_but_for_case(sample.path for sample in index.samples))
    findings += [replace(finding, kind="case_classes", paths=()) for finding in same_but_for_case(index.classes)]
    return findings


def _check_num_classes(index: DatasetIndex, config: TrainConfig) -> None:
    found = len(index.classes)
    if config.num_classes and config.num_classes != found:
        raise ConfigError(
            f"--num_classes is {config.num_classes}, but the data has {found} classes "
            f"({first_names(index.classes)}). "
            "Leave the option out, or check the data."
        )


def _tell(emit: Emit, part: Part, split: Split | None = None) -> None:
    use = f" for {split}" if split else ""
    num_classes = len({entry.label for entry in part.entries})
    pictures = plural(len(part.entries), "{n} picture", "{n:,} pictures")
    classes = plural(num_classes, "{n} class", "{n:,} classes")
    emit(Notice(message("{name}{use}: {form}; {pictures}, {classes}.", name=part.name, use=use, form=part.form,
                        pictures=pictures, classes=classes)))  # fmt: skip
