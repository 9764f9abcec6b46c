"""Which pictures are meant by the names given: pictures, folder trees, list files, names on standard input.

Everything is walked lazily, a folder at a time, so that a million pictures need no memory.
"""

import codecs
import glob
import locale
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from core.base.errors import DataError
from core.base.events import Emit, Notice, ignore
from core.base.files import path_key
from core.base.sorting import natural_key, natural_order
from core.config import SAMPLE
from core.data.sample import sample_folder
from core.data.sources.listing import Identity, folder_identity, is_picture
from core.data.sources.lists import parted
from core.data.sources.names import is_hidden
from core.inference.sorting import holds_sorted_copies

STANDARD_INPUT = "-"
LIST_ENDINGS = (".txt", ".lst", ".list")
NO_PICTURES = (".csv", ".tsv", ".xlsx", ".json", ".jsonl", ".zip")
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Inputs:
    """The pictures meant by what was given, each once, in the order given; folders in natural order.

    A folder stands for the pictures in it and in all folders below, hidden ones aside; a link to a folder is followed
    unless that folder was already walked. A file whose ending is .txt is a list of names, one a line, and so is "-",
    standard input; a label behind a name, as in lists to train with, is passed over. A picture that is named but does
    not exist is kept: it becomes a row with an error. The word "sample" is the digits that come with Classwise.

    Attributes:
        num_repeated: Names passed over so far, as they were given before.
    """

    def __init__(
        self,
        names: Sequence[str],
        stdin: BinaryIO | None = None,
        emit: Emit = ignore,
        excluded: Sequence[str | os.PathLike[str]] = (),
    ) -> None:
        """Look at what was given, without walking it.

        Args:
            names: Paths as given.
            stdin: Where "-" reads names from.
            emit: Told of folders that cannot be read.
            excluded: Existing folders not to walk into: those that results are written to.

        Raises:
            DataError: Nothing of that name exists, or a file is neither a picture nor a list.
        """
        self._names = [match for name in names for match in _matches(name)]
        self._stdin = stdin
        self._emit = emit
        self._excluded = set(map(folder_identity, excluded))
        # One tree holds no picture twice, so that the memory for what was seen can be spared.
        self._may_repeat = len(self._names) > 1 or not os.path.isdir(self._names[0])
        self.num_repeated = 0
        for name in self._names:
            _check(name)

    def __iter__(self) -> Iterator[str]:
        """Yield the paths of the pictures."""
        found = (path for name in self._names for path in self._expanded(name))
        return self._unique(found) if self._may_repeat else found

    def count(self) -> int | None:
        """Return how many names there will be at most; None where they come from standard input."""
        if STANDARD_INPUT in self._names:
            return None
        return sum(1 for name in self._names for _ in self._expanded(name, is_sorted=False))

    def _expanded(self, name: str, *, is_sorted: bool = True) -> Iterator[str]:
        if name == STANDARD_INPUT:
            yield from self._listed(self._stdin or open(os.devnull, "rb"), "", is_sorted=is_sorted)  # noqa: SIM115
        elif os.path.isdir(name):
            yield from self._walk(name, is_sorted=is_sorted)
        elif _is_list(name):
            with open(name, "rb") as file:
                yield from self._listed(file, os.path.dirname(name), is_sorted=is_sorted)
        else:
            yield name

    def _listed(self, lines: BinaryIO, folder: str, *, is_sorted: bool) -> Iterator[str]:
        """Yield the names of a list; a relative one is looked for beside the list first."""
        for name in _decoded(lines):
            path = _found(name, folder) or _without_label(name, folder) or os.path.join(folder, name)
            if os.path.isdir(path):
                yield from self._walk(path, is_sorted=is_sorted)
            else:
                yield path

    def _walk(self, folder: str, *, is_sorted: bool) -> Iterator[str]:
        return walk(folder, self._emit if is_sorted else ignore, self._excluded, is_sorted=is_sorted)

    def _unique(self, paths: Iterable[str]) -> Iterator[str]:
        seen: set[bytes] = set()
        for path in paths:
            key = path_key(path)
            if key in seen:
                self.num_repeated += 1
                continue
            seen.add(key)
            yield path


def check_apart(
    names: Sequence[str], output: str | os.PathLike[str], option: str, class_folders: Iterable[str] = ()
) -> None:
    """Refuse a folder for copies that is or holds a folder of pictures given: copies would land among the pictures.

    Args:
        names: Paths as given.
        output: The folder that copies go to.
        option: What the folder was given as.
        class_folders: Names of folders in it that copies go to; a picture given by its own name may lie in none.

    Raises:
        DataError: It is no other folder than the pictures'.
    """
    whole = os.path.realpath(output)
    targets = {os.path.normcase(os.path.join(whole, name)) for name in class_folders}
    found = [match for name in names for match in _matches(name) if match != STANDARD_INPUT]
    folders = {path: True for path in found if os.path.isdir(path)}
    pictures_folders = {os.path.dirname(path): False for path in found if path not in folders and not _is_list(path)}
    for path, is_given in (*folders.items(), *pictures_folders.items()):
        source = os.path.realpath(path)
        if _is_within(source, whole) if is_given else os.path.normcase(source) in targets:
            raise DataError(f"{option} {output} is or holds the folder of pictures to predict ({source}), so that "
                            "copies would land among them. Give another folder.")  # fmt: skip


def _is_within(path: str, folder: str) -> bool:
    path, folder = os.path.normcase(path), os.path.normcase(folder)
    return path == folder or path.startswith(os.path.join(folder, ""))


def walk(
    folder: str, emit: Emit = ignore, excluded: Iterable[Identity] = (), *, is_sorted: bool = True
) -> Iterator[str]:
    """Yield the pictures in a folder and below it, in natural order; each real folder once.

    Args:
        folder: Where to begin.
        emit: Told of folders that cannot be read.
        excluded: Identities of folders not to walk into; see `folder_identity`.
        is_sorted: False is faster, for counting.
    """
    visited = set(excluded)
    # A stack of iterators instead of recursion: folders may lie deeper than Python calls.
    stack = [_entries(folder, visited, emit, is_sorted=is_sorted)]
    while stack:
        for path, is_folder in stack[-1]:
            if is_folder:
                stack.append(_entries(path, visited, emit, is_sorted=is_sorted, is_below=True))
                break
            yield path
        else:
            stack.pop()


def _entries(
    folder: str, visited: set[Identity], emit: Emit, *, is_sorted: bool, is_below: bool = False
) -> Iterator[tuple[str, bool]]:
    """Yield (path, whether it is a folder) of what counts in one folder.

    Copies that were sorted by what was predicted do not, below the folder that is given: they are there already, and
    their folders' names would be taken for the true classes.
    """
    try:
        identity = folder_identity(folder)
        if identity in visited:
            return
        visited.add(identity)
        with os.scandir(folder) as entries:
            found = {entry.name: entry.is_dir() for entry in entries if not is_hidden(entry.name)}
    except OSError as error:
        emit(Notice(f"{folder} cannot be read ({error.strerror or error}); what lies in it was left out.", "warning"))
        return
    if is_below and holds_sorted_copies(folder, found):
        emit(Notice(f"{folder} holds copies that a sorting into folders made; it was passed over."))
        return
    kept = [name for name, is_folder in found.items() if is_folder or is_picture(name)]
    beginning = os.path.join(folder, "")
    for name in natural_order(kept) if is_sorted else kept:
        yield beginning + name, found[name]


def _matches(name: str) -> list[str]:
    """Return what a name stands for: the sample, or wildcards, which Windows' shells leave to programs; else itself."""
    if name == STANDARD_INPUT or os.path.lexists(name):
        return [name]
    if name == SAMPLE:
        return [str(sample_folder())]
    if not glob.has_magic(name):
        return [name]
    return sorted(glob.glob(name), key=natural_key) or [name]


def _check(name: str) -> None:
    if name == STANDARD_INPUT or os.path.isdir(name):
        return
    if not os.path.exists(name):
        raise DataError(f"There is no file or folder {name}. Give pictures, folders, a list file, or - for names.")
    if not _is_list(name) and name.lower().endswith(NO_PICTURES):
        raise DataError(f"{name} is neither a picture nor a list. Give a folder of pictures, or a .txt file with a "
                        "name a line; python -m app evaluate reads tables, records and archives.")  # fmt: skip


def _is_list(name: str) -> bool:
    return name.lower().endswith(LIST_ENDINGS) and os.path.isfile(name)


def _found(name: str, folder: str) -> str:
    """Return the path of a name beside its list, else from where we are; nothing where neither exists."""
    return next((path for path in (os.path.join(folder, name), name) if os.path.exists(path)), "")


def _without_label(line: str, folder: str) -> str:
    """Return the picture of a line "path,label" of a list of labelled pictures, Windows paths included, if it is one.

    The names of files that exist come first: they may hold commas and spaces themselves.
    """
    path, _ = parted(line)
    return _found(path, folder) or ("" if os.name == "nt" else _found(path.replace("\\", "/"), folder))


def _decoded(lines: BinaryIO) -> Iterator[str]:
    """Yield the lines of a list that hold a name, without quotes around it.

    UTF-8, or UTF-16 as Windows PowerShell writes it; bytes that are neither are kept, as file names may hold any.
    """
    first = lines.readline()
    if first.startswith(UTF16_MARKS):
        texts: Iterable[str] = (first + lines.read()).decode("utf-16", "replace").splitlines()
    else:
        texts = map(_text, _chain(first.removeprefix(codecs.BOM_UTF8), lines))
    for text in texts:
        name = text.rstrip("\r\n")
        if len(name) > 1 and name[0] == name[-1] == '"':
            name = name[1:-1]
        if name.strip():
            yield name


def _text(line: bytes) -> str:
    if os.name != "nt":
        return os.fsdecode(line)
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:  # a list in the system's old code page
        return line.decode(locale.getpreferredencoding(do_setlocale=False), "replace")


def _chain(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
