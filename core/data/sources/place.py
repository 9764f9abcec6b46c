"""Finding out what a path is, and reading it."""

import os

from core.base.control import Control
from core.base.errors import ConfigError, DataError
from core.base.events import Emit, ignore
from core.config import SAMPLE, TrainConfig
from core.data.sources.archives import unpacked
from core.data.sources.folders import class_folders_in, read_class_folders, read_split_folders, split_folders_in
from core.data.sources.listing import files_in, has_pictures, is_picture, subfolders
from core.data.sources.lists import list_files_in, read_lists
from core.data.sources.part import Part
from core.data.sources.rows import table_part
from core.data.sources.tables import RECORD_ENDINGS, TABLE_ENDINGS, read_table

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
        raise DataError(_missing(full))
    if os.path.isfile(full) and full.lower().endswith(".zip"):
        # The table lies beside or within the pictures; only the place of the pictures is another.
        full = _within(unpacked(full, emit, control))
    if config.metadata_path and not _is_same(config.metadata_path, full):
        return _read_table_beside(full, config, control)
    return _read_folder(full, config, control) if os.path.isdir(full) else _read_file(full, config, control)


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
    table = _only_table(folder, form)
    classes = class_folders_in(folder)
    if form == "auto" and len(classes) > 1 and not _is_table_of(table, folder, classes):
        return read_class_folders(folder, control)
    if table:
        return _table(os.path.join(folder, table), [folder], config, control)
    if form != "auto":
        raise DataError(f"{folder} does not hold {FORMS[form]}. Give the file, or leave --dataset_format at auto.")
    if lists:
        return read_lists(folder, config, control)
    # A folder whose only content is another folder, as archives often have it.
    inner = subfolders(folder)
    if len(inner) == 1 and not any(map(is_picture, files_in(folder))):
        deeper = os.path.join(folder, inner[0])
        if len(class_folders_in(deeper)) > 1 or split_folders_in(deeper):
            return _read_folder(deeper, config, control)
    return read_class_folders(folder, control)


def _is_table_of(table: str, folder: str, classes: list[str]) -> bool:
    """Whether a folder's table tells the classes, not its folders' names, as these are "images" and the like."""
    if not table:
        return False
    words = ("image", "img", "photo", "picture", "part")
    return all(any(word in name.casefold() for word in words) for name in classes)


def _read_file(path: str, config: TrainConfig, control: Control | None) -> Part:
    ending = os.path.splitext(path)[1].lower()
    form = config.dataset_format
    if form == "list" or (form == "auto" and ending in (".txt", ".lst", ".list")):
        return read_lists(path, config, control)
    if form in ("table", "onehot", "json") or ending in TABLE_ENDINGS | RECORD_ENDINGS:
        if form in ("folders", "split_folders"):
            raise DataError(f"{path} is a file; --dataset_format {form} wants a folder.")
        return _table(path, [os.path.dirname(path)], config, control)
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
        path = os.path.join(full, config.metadata_path)
    if not os.path.isfile(path):
        raise DataError(_missing(path))
    if not os.path.isdir(full):
        raise ConfigError(f"--metadata_path needs the pictures' folder as --dataset_path; {full} is a file.")
    return _table(path, [full, os.path.dirname(path)], config, control)


def _table(path: str, folders: list[str], config: TrainConfig, control: Control | None) -> Part:
    if config.images_dir:
        given = os.path.expanduser(config.images_dir)
        beside = [os.path.abspath(given), *(os.path.join(folder, given) for folder in folders)]
        images = next((folder for folder in beside if os.path.isdir(folder)), None)
        if images is None:
            raise DataError("--images_dir: " + _missing(beside[0]))
        # A val or test table may have its pictures beside it.
        own = os.path.dirname(path)
        folders = [images] if images.startswith(own + os.sep) else [images, own]
    return table_part(read_table(path), folders, config, control)


def _only_table(folder: str, form: str) -> str:
    """Return the name of the one table or file of records in a folder that has pictures somewhere; else ""."""
    endings = RECORD_ENDINGS if form == "json" else TABLE_ENDINGS if form != "auto" else TABLE_ENDINGS | RECORD_ENDINGS
    names = [name for name in files_in(folder) if os.path.splitext(name)[1].lower() in endings]
    if len(names) > 1:
        usual = [name for name in names if "metadata" in name.lower() or os.path.splitext(name)[0].lower() == "train"]
        names = usual if len(usual) == 1 else names
    if len(names) > 1 and form in ("table", "onehot", "json"):
        raise DataError(f"{folder} holds several tables: {', '.join(names[:6])}. Name one: --metadata_path FILE.")
    return names[0] if len(names) == 1 and has_pictures(folder) else ""


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


def _missing(path: str) -> str:
    """Say that a path does not exist, and what does beside it."""
    parent = os.path.dirname(path)
    while not os.path.isdir(parent) and os.path.dirname(parent) != parent:
        parent = os.path.dirname(parent)
    try:
        names = sorted(name for name in os.listdir(parent) if not name.startswith("."))
    except OSError:
        names = []
    shown = ", ".join(names[:10]) + (", ..." if len(names) > 10 else "") if names else "nothing"
    return f"{path} does not exist. In {parent} there are: {shown}."
