"""Names of files and classes: their order, their splits, and pairs that only some systems tell apart."""

import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from core.base.types import LEFT_OUT_WORD, Finding, Split

SPLIT_NAMES = {
    "train": Split.TRAIN,
    "training": Split.TRAIN,
    "val": Split.VAL,
    "valid": Split.VAL,
    "validation": Split.VAL,
    "dev": Split.VAL,
    "test": Split.TEST,
    "testing": Split.TEST,
}
SET = re.compile(r"[ _-]?set$")
OWN_FOLDER = "_classwise"
"""What Classwise itself keeps in a folder of pictures: pictures that were left out, and lists of moves."""
JUNK_FOLDERS = {"__macosx", "$recycle.bin", "system volume information", OWN_FOLDER}
JUNK = JUNK_FOLDERS | {"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"}
OFFICE_LOCK = "~$"
"""How the files begin that Excel keeps beside a table as long as it is open."""


def split_of(name: str) -> Split | None:
    """Return the split that a word names, in any case ("Valid", "testing", "test_set"); None for any other word."""
    return SPLIT_NAMES.get(SET.sub("", name.strip().casefold()))


def first_split_word(name: str) -> Split | None:
    """Return the split that a name begins with ("train", "train_images"); None for any other name."""
    return split_of(name) or split_of(re.split(r"[ _-]", name.strip(), maxsplit=1)[0])


def is_left_out(word: str) -> bool:
    """Whether a table says in place of a split that no command shall use the picture."""
    return word.strip().casefold() == LEFT_OUT_WORD


def is_hidden(name: str) -> bool:
    """Whether a file or folder is no part of a data set: hidden, an operating system's own, or Classwise's."""
    return name.startswith((".", OFFICE_LOCK)) or name.lower() in JUNK


def composed(text: str) -> str:
    """Return a name with its accents as one character each, whichever way the system that wrote it had them."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def label_by_folder(classes: Sequence[str]) -> Callable[[str], str | None]:
    """Return a function that takes the name of a picture's folder for its true class, where it is one of `classes`."""
    known = {composed(name): name for name in classes} | {name: name for name in classes}

    @lru_cache(maxsize=64)  # pictures come folder by folder
    def label_of_folder(folder: str) -> str | None:
        name = os.path.basename(os.path.abspath(folder))
        return known.get(name) or known.get(composed(name))

    return lambda path: label_of_folder(os.path.dirname(path))


def folded(name: str) -> str:
    """Return a name without what people do not mean by it: case, spaces around it, its accents' encoding."""
    return composed(name.strip()).casefold()


def spelled_alike(names: Iterable[str], classes: Sequence[str]) -> dict[str, str]:
    """Return those names that are no class by their characters but look like one, with it (macOS parts accents)."""
    known = {composed(name): name for name in classes}
    return {name: known[composed(name)] for name in names if name not in classes and composed(name) in known}


def same_class(name: str, classes: Sequence[str]) -> str | None:
    """Return the class that a name means but for spaces around it, its accents' encoding or case; None for none.

    Where several are meant, one that has the same case comes first, and of these the very name.
    """
    wanted = composed(name.strip())
    alike = [known for known in classes if folded(known) == folded(name)]
    return min(alike, key=lambda known: (composed(known.strip()) != wanted, known != wanted), default=None)


def portable(path: str) -> str:
    """Return a relative path in one form for every system: forward slashes, composed Unicode (macOS parts accents)."""
    return composed(path.replace(os.sep, "/"))


def relative_name(path: str, root: str) -> str:
    """Return `path` relative to `root` in portable form; a path outside of root stays absolute."""
    prefix = root if root.endswith(os.sep) else root + os.sep
    return portable(path[len(prefix) :] if path.startswith(prefix) else path)


def common_root(folders: Sequence[str]) -> str:
    """Return the deepest folder that holds all given folders; the first one where they share none (two drives)."""
    try:
        return os.path.commonpath(folders)
    except ValueError:
        return folders[0]


def is_archive(path: str) -> bool:
    """Whether a file's name is that of an archive of pictures."""
    return path.lower().endswith(".zip")


def same_but_for_case(paths: Iterable[str]) -> Iterator[Finding]:
    """Yield a finding for every set of paths that Windows and macOS would take for one."""
    alike: dict[str, list[str]] = defaultdict(list)
    for path in dict.fromkeys(paths):
        alike[composed(path).casefold()].append(path)
    for members in alike.values():
        if len(members) > 1:
            names = " and ".join(sorted(os.path.basename(path) for path in members))
            message = f"{names} differ only in case or accents: Windows and macOS take them for one file. Rename one."
            yield Finding("case_names", message, tuple(sorted(members)))
