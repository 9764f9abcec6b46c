"""List files: a picture and its label a line, one file a split."""

import os
import re
from collections.abc import Iterator, Sequence

from core.base.control import Control
from core.base.errors import DataError
from core.base.types import Split
from core.config import TrainConfig
from core.data.images import IMAGE_ENDINGS
from core.data.sources.finder import FileFinder
from core.data.sources.listing import files_in, images_folder
from core.data.sources.names import split_of
from core.data.sources.part import Part, check_half_usable
from core.data.sources.rows import Row, add_rows, read_classes_file
from core.data.sources.text import lines_of, read_text

CLASSES_FILES = ("classes.txt", "class_names.txt", "labels.txt")
_ENDINGS = "|".join(re.escape(ending) for ending in sorted(IMAGE_ENDINGS, key=len, reverse=True))
WITH_ENDING = re.compile(rf"^(?P<path>.*?(?:{_ENDINGS}))(?P<quote>\"?)\s*(?:[,;\t]|\s)\s*(?P<label>.*)$", re.IGNORECASE)


def list_files_in(folder: str) -> dict[str, Split]:
    """Return the files train.txt, val.txt and test.txt (in any usual spelling) of a folder."""
    named = {name: split_of(os.path.splitext(name)[0]) for name in files_in(folder) if name.lower().endswith(".txt")}
    return {name: split for name, split in named.items() if split is not None}


def read_lists(path: str, config: TrainConfig, control: Control | None = None) -> Part:
    """Read a list file, or all of a folder with train.txt, val.txt and test.txt.

    A file train.txt brings those beside it along, unless other places are named for val and test.

    Raises:
        DataError: It cannot be read, or more than half of the lines cannot be used.
    """
    folder, files = _lists(path, config)
    beside = next((name for name in CLASSES_FILES if os.path.isfile(os.path.join(folder, name))), "")
    part = Part(folder, name=os.path.basename(path), form=f"lists {', '.join(files)}")
    if config.classes_path or beside:
        part.classes = read_classes_file(config.classes_path or os.path.join(folder, beside))
    roots = [images_folder(config.images_dir, [folder])] if config.images_dir else []
    roots += [config.dataset_path] if os.path.isdir(config.dataset_path) else []
    finder = FileFinder([*(os.path.abspath(root) for root in roots), folder], control)
    part.root = finder.folders[0]
    for name, split in files.items():
        full = os.path.join(folder, name)
        text, findings = read_text(full)
        part.findings += findings
        add_rows(part, list_rows(text, name), finder, control, split)
    check_half_usable(part, path)
    return part


def list_rows(text: str, name: str) -> Iterator[Row]:
    """Yield the rows of a list; blank lines, comments (#) and a header are passed over."""
    for number, line in enumerate(lines_of(text), start=1):
        line = line.strip()
        if not line or line.startswith("#") or (number == 1 and _is_header(line)):
            continue
        path, label = parted(line)
        yield Row(f"line {number} of {name}", path, label)


def parted(line: str) -> tuple[str, str]:
    """Part a line into path and label: by tab, else after the picture's ending, else at the last comma or space."""
    if "\t" in line:
        path, _, label = line.rpartition("\t")
        return path.strip(' "\t'), label.strip(' "')
    match = WITH_ENDING.match(line)
    if match:
        return match["path"].strip(' "'), match["label"].strip(' "')
    if os.path.splitext(line.strip('"'))[1].lower() in IMAGE_ENDINGS:
        return line.strip(' "'), ""
    if "," in line:
        path, _, label = line.rpartition(",")
        return path.strip(' "'), label.strip(' "')
    words = line.rsplit(None, 1)
    return words[0].strip('"'), words[1] if len(words) > 1 else ""


def _is_header(line: str) -> bool:
    words = re.split(r"[,;\t ]+", line.strip().casefold())
    return len(words) == 2 and words[0] in HEADER_PATHS and words[1] in HEADER_LABELS


HEADER_PATHS = {"path", "file", "filename", "image", "image_path", "image_id"}
HEADER_LABELS = {"label", "class", "target", "category"}


def _lists(path: str, config: TrainConfig) -> tuple[str, dict[str, Split | None]]:
    """Return the folder and its list files with their splits, train first."""
    if os.path.isdir(path):
        found: dict[str, Split | None] = dict(list_files_in(path))
        if not found:
            raise DataError(f"{path} holds no list files. Expected train.txt and val.txt with 'path label' lines.")
        return path, _in_split_order(found)
    folder, name = os.path.split(path)
    own = split_of(os.path.splitext(name)[0])
    if own is not Split.TRAIN or config.val_path or config.test_path:
        return folder, {name: None}
    return folder, _in_split_order({**list_files_in(folder), name: own})


def _in_split_order(files: dict[str, Split | None]) -> dict[str, Split | None]:
    order: Sequence[Split | None] = (Split.TRAIN, Split.VAL, Split.TEST, None)
    return dict(sorted(files.items(), key=lambda item: (order.index(item[1]), item[0])))
