"""Finding out what a path is, and reading it."""

import os
from collections.abc import Sequence
from dataclasses import replace

from core.base.control import Control
from core.base.errors import ConfigError, DataError
from core.base.events import Emit, ignore
from core.base.types import Finding, Split
from core.config import SAMPLE, TrainConfig
from core.data.sources.archives import unpacked
from core.data.sources.folders import class_folders_in, read_class_folders, read_split_folders, split_folders_in
from core.data.sources.listing import files_in, has_pictures, images_folder, is_picture, missing, subfolders
from core.data.sources.lists import list_files_in, read_lists
from core.data.sources.names import first_split_word, is_archive, portable, split_of
from core.data.sources.part import Part
from core.data.sources.rows import table_part
from core.data.sources.tables import RECORD_ENDINGS, TABLE_ENDINGS, Table, read_table

LIST_ENDINGS = (".txt", ".lst", ".list")
FORMS = {
    "folders": "class folders",
    "split_folders": "train and val folders of class folders",
    "table": "a table (CSV, TSV, XLSX)",
    "onehot": "a table with a column a class",
    "list": "list files (train.txt, val.txt)",
    "json": "JSON records",
}


def read_place(path: str, config: TrainConfig, emit: Emit = ignore, control: Control | None = None) -> Part:
    """Read one place of a data set, of the form that the settings name or that it looks like.

    Raises:
        DataError: It does not exist, is of no known form, or is not of the form that was named.
        ConfigError: Settings do not fit it.
    """
    full = os.path.abspath(os.path.expanduser(path))
    if path == SAMPLE and not os.path.exists(full):
        full = _sample()
    if not os.path.exists(full):
        raise DataError(missing(full))
    if os.path.isfile(full) and is_archive(full):
        # The table lies beside or within the pictures; only the place of the pictures is another.
        full = _within(unpacked(full, emit, control))
    if config.metadata_path and not _is_same(config.metadata_path, full):
        part = _read_table_beside(full, config, control)
    else:
        part = _read_folder(full, config, control) if os.path.isdir(full) else _read_file(full, config, control)
    part.name = part.name or part.root  # a whole drive, such as a stick, is called by its letter
    return part


def _read_folder(folder: str, config: TrainConfig, control: Control | None) -> Part:
    form = config.dataset_format
    if form == "folders":
        return read_class_folders(folder, control)
    if form == "split_folders":
        return read_split_folders(folder, control)
    lists = list_files_in(folder)
    if form == "list" or (form == "auto" and len(lists) > 1):
        return read_lists(folder, config, control)
    if form == "auto" and split_folders_in(folder) and any(
        class_folders_in(os.path.join(folder, name)) for name in split_folders_in(folder)
    ):
        return read_split_folders(folder, control)
    table = _only_table(folder, form, may_lack_pictures=form != "auto" or bool(config.images_dir))
    classes = class_folders_in(folder)
    if form == "auto" and len(classes) > 1 and not _is_table_of(table, classes) and not all(map(split_of, classes)):
        return read_class_folders(folder, control)
    if table:
        return _table_and_its_splits(folder, table, config, control)
    if form == "auto" and len(classes) > 1 and all(map(split_of, classes)):
        return _read_folders_of_tables(folder, classes, config, control)
    if form != "auto":
        raise DataError(f"{folder} does not hold {FORMS[form]}. Give the file, or leave --dataset_format at auto.")
    if lists:
        return read_lists(folder, config, control)
    deeper = _deeper(folder)
    return _read_folder(deeper, config, control) if deeper else read_class_folders(folder, control)


def _deeper(folder: str) -> str:
    """Go down while a folder's only content is another folder, as archives have it; "" where no classes lie there."""
    inner = subfolders(folder)
    while len(inner) == 1 and not any(map(is_picture, files_in(folder))):
        folder = os.path.join(folder, inner[0])
        if len(class_folders_in(folder)) > 1 or split_folders_in(folder):
            return folder
        inner = subfolders(folder)
    return ""


def _is_table_of(table: str, classes: list[str]) -> bool:
    """Whether a folder's table tells the classes, not its folders' names, as these are "images" and the like."""
    if not table:
        return False
    words = ("image", "img", "photo", "picture", "part")
    return all(first_split_word(name) or any(word in name.casefold() for word in words) for name in classes)


def _read_folders_of_tables(folder: str, names: list[str], config: TrainConfig, control: Control | None) -> Part:
    """Read folders train, val and test of pictures with a table in each, as Hugging Face's image folders have it.

    Raises:
        DataError: One has no table, so that nothing tells the classes.
    """
    tables = {name: _only_table(os.path.join(folder, name), "auto") for name in names}
    without = [name for name, table in tables.items() if not table]
    if without:
        shown = ", ".join(without)
        raise DataError(
            f"{folder} holds folders called like splits ({', '.join(names)}), but there are no class folders and no "
            f"table in {shown}, so that nothing says what the pictures show. Expected: train/CLASS/picture, or a table "
            "(--metadata_path). If these folders are the classes, give --dataset_format folders."
        )
    read = [(split, read_table(os.path.join(folder, name, table)))
            for name, table in tables.items() if (split := split_of(name))]  # fmt: skip
    return _split_tables(folder, read, config, control)


def _table_and_its_splits(folder: str, name: str, config: TrainConfig, control: Control | None) -> Part:
    """Read a folder's table; one called train brings along those called val and test, if they have its columns."""
    stem, ending = os.path.splitext(name)
    table = read_table(os.path.join(folder, name))
    if split_of(stem) is not Split.TRAIN or config.val_path or config.test_path:
        return _of_table(table, [folder], config, control)
    splits, others = [(Split.TRAIN, table)], []
    for beside in files_in(folder):
        split = split_of(os.path.splitext(beside)[0])
        if split is None or beside == name or not beside.lower().endswith(ending.lower()):
            continue
        other = read_table(os.path.join(folder, beside))
        if set(table.header) <= set(other.header):
            splits.append((split, other))
        else:
            others.append(other.path)
    part = _split_tables(folder, splits, config, control) if len(splits) > 1 else _of_table(
        table, _of_split(folder, Split.TRAIN), config, control)  # fmt: skip
    part.root = folder
    if others:
        shown = ", ".join(map(os.path.basename, others))
        message = f"Beside {name} lies {shown} without its columns; it was passed over."
        part.findings.append(Finding("other_table", message, tuple(others)))
    return part


def _split_tables(folder: str, tables: Sequence[tuple[Split, Table]], config: TrainConfig,
                  control: Control | None) -> Part:  # fmt: skip
    """Read tables that are a split each, named relative to the data set's folder."""
    whole = Part(folder, name=os.path.basename(folder), has_columns=True)
    order = list(Split)
    shown = ", ".join(portable(os.path.relpath(table.path, folder)) for _split, table in tables)
    for split, table in sorted(tables, key=lambda item: order.index(item[0])):
        part = _of_table(table, _of_split(os.path.dirname(table.path), split), config, control)
        for entry in part.entries:
            entry.split = split
        whole.entries += part.entries
        whole.findings += part.findings
        whole.form = whole.form or f"tables {shown}, each: {part.form}"
    return whole


def _of_split(folder: str, split: Split) -> list[str]:
    """Return where the pictures of a split's table lie: folders such as train_images first, then the whole folder."""
    own = [name for name in subfolders(folder) if first_split_word(name) is split]
    return [*(os.path.join(folder, name) for name in own), folder]


def _read_file(path: str, config: TrainConfig, control: Control | None) -> Part:
    ending = os.path.splitext(path)[1].lower()
    form = config.dataset_format
    if form == "list" or (form == "auto" and ending in LIST_ENDINGS):
        return read_lists(path, config, control)
    if form in ("table", "onehot", "json") or ending in TABLE_ENDINGS | RECORD_ENDINGS:
        if form in ("folders", "split_folders"):
            raise DataError(f"{path} is a file; --dataset_format {form} wants a folder.")
        return _of_table(read_table(path), [os.path.dirname(path)], config, control)
    if is_picture(path):
        raise DataError(f"{path} is a single picture; expected a folder with a folder of pictures a class.")
    raise DataError(
        f"{path} is a file of no known form. Expected a folder, a zip archive, a table (.csv, .tsv, .xlsx), "
        "a list (.txt) or records (.json, .jsonl)."
    )


def _read_table_beside(full: str, config: TrainConfig, control: Control | None) -> Part:
    """Read the table of --metadata_path, whose pictures lie in the data set's folder."""
    path = os.path.abspath(os.path.expanduser(config.metadata_path))
    if not os.path.isfile(path) and os.path.isfile(os.path.join(full, config.metadata_path)):
        path = os.path.abspath(os.path.join(full, config.metadata_path))
    if not os.path.isfile(path):
        raise DataError(missing(path))
    if _is_list(path, config.dataset_format):
        return read_lists(path, replace(config, images_dir=config.images_dir or full), control)
    if not os.path.isdir(full):
        raise ConfigError(f"--metadata_path needs the pictures' folder as --dataset_path; {full} is a file.")
    return _of_table(read_table(path), [full, os.path.dirname(path)], config, control)


def _is_list(path: str, form: str) -> bool:
    """Whether a file in a table's place is a list, as spaces part its lines."""
    is_named_so = form == "auto" and path.lower().endswith(LIST_ENDINGS)
    return form == "list" or (is_named_so and len(read_table(path).header) == 1)


def _of_table(table: Table, folders: list[str], config: TrainConfig, control: Control | None) -> Part:
    if config.images_dir:
        images = images_folder(config.images_dir, folders)
        # A val or test table may have its pictures beside it.
        own = os.path.dirname(table.path)
        folders = [images] if images.startswith(own + os.sep) else [images, own]
    return table_part(table, folders, config, control)


def _only_table(folder: str, form: str, *, may_lack_pictures: bool = False) -> str:
    """Return the name of the one table or file of records in a folder, else "".

    Where no picture lies in or below the folder, its table may be just any: one called train counts even then, another
    one if the folder `may_lack_pictures`.
    """
    endings = RECORD_ENDINGS if form == "json" else TABLE_ENDINGS if form != "auto" else TABLE_ENDINGS | RECORD_ENDINGS
    names = [name for name in files_in(folder) if os.path.splitext(name)[1].lower() in endings]
    if len(names) > 1:
        usual = [name for name in names
                 if "metadata" in name.lower() or split_of(os.path.splitext(name)[0]) is Split.TRAIN]  # fmt: skip
        names = usual if len(usual) == 1 else names
    if len(names) > 1 and form in ("table", "onehot", "json"):
        raise DataError(f"{folder} holds several tables: {', '.join(names[:6])}. Name one: --metadata_path FILE.")
    if len(names) != 1:
        return ""
    is_split = split_of(os.path.splitext(names[0])[0]) is Split.TRAIN
    return names[0] if may_lack_pictures or is_split or has_pictures(folder) else ""


def _within(folder: str) -> str:
    """Go down while a folder holds nothing but one folder that is no class itself, as archives often do."""
    inner = subfolders(folder)
    while len(inner) == 1 and not files_in(folder) and subfolders(os.path.join(folder, inner[0])):
        folder = os.path.join(folder, inner[0])
        inner = subfolders(folder)
    return folder


def _is_same(first: str, second: str) -> bool:
    return os.path.abspath(os.path.expanduser(first)) == second


def _sample() -> str:
    from core.data.sample import sample_folder

    return str(sample_folder())
