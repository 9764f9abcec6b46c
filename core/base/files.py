"""Writing files so that a reader never meets half of one, and names that every operating system takes."""

import contextlib
import csv
import errno
import json
import os
import re
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any, TypeVar

from core.base.errors import OutputError, TakenError

RESERVED_NAMES = {"con", "prn", "aux", "nul", "conin$", "conout$",
                  *(device + number for device in ("com", "lpt") for number in "123456789¹²³")}  # fmt: skip
"""What Windows takes for a device, also with an ending and spaces before it."""
MAX_NAME_LETTERS, MAX_NAME_BYTES, MAX_ENDING_LETTERS = 100, 200, 12
ATTEMPTS = 10
LARGE_FILE_BYTES = 10_000_000
"""From here on a virus scanner may take seconds: it looks into the whole of a model file."""
WINDOWS_LONG_PATH = 240
"""From here on a path, or that of the temporary file beside it, may be longer than Windows takes."""
NO_HARD_LINKS = frozenset({errno.EPERM, errno.EXDEV, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS,
                           errno.EINVAL})  # fmt: skip
"""What systems say where there can be no hard link; Windows the last, of sticks and network drives."""
TOO_LONG = "the path is longer than Windows takes (259 letters). Choose a folder with a shorter one."
UNREADABLE_NAMES = "backslashreplace"
r"""How text files take file names that are not UTF-8, which reach Python with lone surrogates: as \udc.., which JSON
reads back as what it was."""
Answer = TypeVar("Answer")


@contextlib.contextmanager
def atomic_path(path: str | Path, *, may_replace: bool = True) -> Iterator[Path]:
    """Yield a temporary name beside `path`; on success it is moved over `path`, on failure it is removed.

    Args:
        path: Where to.
        may_replace: Move it over a file that is there; else one that came there meanwhile stays.

    Raises:
        TakenError: The name is taken, and nothing may be replaced.
        OutputError: The folder is missing or read-only, or the disk is full.
    """
    path = Path(path)
    with explained_os_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise OutputError(f"Cannot write {path}: a folder of that name is there. Give a file's name.")
        temporary = path.with_name(f".{path.name[:40]}.{uuid.uuid4().hex[:8]}.tmp")
        try:
            temporary.touch(exist_ok=False)
            yield temporary
            with patiently(lambda: open(temporary, "rb+")) as file:
                os.fsync(file.fileno())
            if may_replace:
                move_over(temporary, path)
            else:
                _move_where_free(temporary, path)
        finally:
            with contextlib.suppress(OSError):  # what went wrong before is the thing to tell
                temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def atomic_open(path: str | Path, *, encoding: str = "utf-8", newline: str | None = "\n") -> Iterator[IO[str]]:
    """Open a text file that appears under `path` only when it is whole; see UNREADABLE_NAMES."""
    with (
        atomic_path(path) as temporary,
        open(temporary, "w", encoding=encoding, errors=UNREADABLE_NAMES, newline=newline) as file,
    ):
        yield file


def open_appending(path: str | Path) -> IO[str]:
    """Open a UTF-8 text file to write on at its end; see UNREADABLE_NAMES."""
    return open(path, "a", encoding="utf-8", errors=UNREADABLE_NAMES, newline="\n")


def move_over(source: str | Path, destination: str | Path) -> None:
    """Move a closed file to another name in its folder, over the file that may be there.

    A folder is moved likewise, to a name that is free. os.replace, tried again for a while where Windows says that a
    virus scanner, or whoever reads, still holds one of them.

    Raises:
        OSError: It cannot be moved; `explained_os_errors` makes a sentence of it.
    """
    patiently(lambda: os.replace(source, destination), _attempts(source))


def move_to_free(source: str | Path, destination: str | Path) -> None:
    """Move a closed file to a name that is not taken, also where another program takes it in this moment.

    Windows' own move never overwrites. It needs no second link, which sticks and network drives do not know, and which
    could not be removed where the file is marked read-only. Elsewhere only a second link never overwrites.

    Raises:
        FileExistsError: The name is taken.
        OSError: It cannot be moved.
    """
    if os.name == "nt":
        patiently(lambda: os.rename(source, destination), _attempts(source))
        return
    try:
        os.link(source, destination, follow_symlinks=False)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError) as error:
        if isinstance(error, OSError) and error.errno not in NO_HARD_LINKS:
            raise
        if os.path.lexists(destination):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(destination)) from error
        os.rename(source, destination)
        return
    os.unlink(source)


def _attempts(path: str | Path) -> int:
    """Return how often to try to move a file."""
    return 2 * ATTEMPTS if os.lstat(path).st_size >= LARGE_FILE_BYTES else ATTEMPTS


def patiently(act: Callable[[], Answer], attempts: int = ATTEMPTS) -> Answer:
    """Do something to a file, again and again for some seconds where Windows says that another program holds it.

    Raises:
        OSError: It cannot be done.
    """
    for attempt in range(attempts - 1):
        try:
            return act()
        except PermissionError:
            if os.name != "nt":
                raise
            time.sleep(0.05 * (attempt + 1))
    return act()


def remove_file(path: str | Path) -> None:
    """Remove a file, if it is there; tried again for a while where Windows says that a virus scanner holds it.

    Raises:
        OSError: It cannot be removed.
    """
    patiently(lambda: Path(path).unlink(missing_ok=True))


def is_held(error: OutputError) -> bool:
    """Tell whether a file could not be written as another program has it open, such as a spreadsheet on Windows."""
    return os.name == "nt" and isinstance(error.__cause__, PermissionError)


def is_too_long(error: OSError, path: str | Path) -> bool:
    """Tell whether Windows found no place for a file as its path is too long.

    Args:
        error: What came of it; below a folder that was to be written it names the file.
        path: What was to be written.
    """
    if os.name != "nt" or not isinstance(error, FileNotFoundError):
        return False  # before abspath, which fails elsewhere where the working folder was deleted
    names = (path, error.filename, error.filename2)
    longest = max(len(os.path.abspath(name)) for name in names if isinstance(name, str | os.PathLike))
    return longest >= WINDOWS_LONG_PATH


def write_text(path: str | Path, text: str) -> None:
    """Write a whole UTF-8 text file, atomically."""
    with atomic_open(path) as file:
        file.write(text)


def write_json(path: str | Path, value: Any) -> None:
    """Write a value as indented UTF-8 JSON, atomically; NaN and infinities become null (JSON has neither)."""
    write_text(path, json_text(value, indent=2) + "\n")


def json_text(value: Any, *, indent: int | None = None) -> str:
    """Return a value as JSON; NaN and infinities become null (JSON has neither)."""
    try:
        return json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    except ValueError:  # there are such numbers
        return json.dumps(finite(value), ensure_ascii=False, indent=indent, allow_nan=False)


def read_json(path: str | Path) -> dict[str, Any]:
    """Return the object that a JSON file holds, for files that may be missing; empty where it cannot be read."""
    try:
        values = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def write_csv(path: str | Path, header: Sequence[str], rows: Iterable[Sequence[Any]], *, bom: bool = False) -> None:
    """Write a CSV file, atomically; with `bom`, spreadsheets take its names for what they are.

    Args:
        path: Where to.
        header: Column names.
        rows: One sequence a row.
        bom: Begin with a byte order mark.
    """
    with atomic_open(path, encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def finite(value: Any) -> Any:
    """Return a copy of nested lists and dicts in which numbers that are not finite are None."""
    if isinstance(value, float):
        return value if value - value == 0 else None
    if isinstance(value, dict):
        return {key: finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [finite(item) for item in value]
    return value


def safe_name(text: str, *, fallback: str = "unnamed") -> str:
    """Return `text` as a file name that Windows, macOS and Linux all take; Unicode letters and the ending are kept."""
    name = _shortened(re.sub(r'[<>:"/\\|?*\x00-\x1f]', "_", text).strip(" .")) or fallback
    return f"_{name}" if is_reserved(name) else name


def is_reserved(name: str) -> bool:
    """Whether Windows takes a file's name for that of a device."""
    return name.split(".")[0].rstrip(" ").lower() in RESERVED_NAMES


def _shortened(name: str) -> str:
    """Cut a name off before its ending, as Windows counts a path's letters and Linux a name's bytes."""
    if len(name) <= MAX_NAME_LETTERS and len(os.fsencode(name)) <= MAX_NAME_BYTES:
        return name
    stem, ending = os.path.splitext(name)
    if len(ending) > MAX_ENDING_LETTERS:
        stem, ending = name, ""
    num_bytes = MAX_NAME_BYTES - len(os.fsencode(ending))
    cut = os.fsencode(stem[: MAX_NAME_LETTERS - len(ending)])[:num_bytes].decode("utf-8", "ignore")
    return cut.rstrip(" .") + ending


def unused_path(path: str | Path) -> Path:
    """Return `path`, or the first of path-2, path-3, ... that does not exist."""
    path = Path(path)
    candidate, number = path, 1
    while os.path.lexists(candidate):
        number += 1
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return candidate


def name_of(path: str) -> str:
    """Return what a file or folder is called; a whole drive, which has no name, by its path."""
    return os.path.basename(os.path.normpath(path)) or path


def one_spelling(path: str) -> str:
    """Return a path as one text however it is written: relative, or in another case and with other slashes on Windows.

    It is for comparing, not for showing.
    """
    return os.path.normcase(os.path.abspath(path))


def path_key(path: str) -> bytes:
    """Return a short digest that stands for a path, however it is written: the texts of a million fill the memory."""
    return blake2b(one_spelling(path).encode("utf-8", UNREADABLE_NAMES), digest_size=8).digest()


def _move_where_free(source: Path, destination: Path) -> None:
    try:
        move_to_free(source, destination)
    except FileExistsError as error:
        raise TakenError(f"{destination} was made by another program meanwhile, and nothing is overwritten. Give "
                         "another name.") from error  # fmt: skip


@contextlib.contextmanager
def explained_os_errors(path: str | Path) -> Iterator[None]:
    """Turn an OSError of writing `path` into an OutputError that says what to do.

    Raises:
        OutputError: In the place of the OSError.
    """
    try:
        yield
    except OutputError:
        raise
    except OSError as error:
        raise OutputError(f"Cannot write {path}: {_reason(error, path)}") from error


def _reason(error: OSError, path: str | Path) -> str:
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return "the disk is full. Free some space or choose another folder."
    if is_too_long(error, path):
        return TOO_LONG
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return "no permission to write there. Choose another folder, or close the program that has the file open."
    if isinstance(error, (NotADirectoryError, FileExistsError)):
        return "a part of that path is a file, not a folder. Choose another folder."
    return f"{error.strerror or error}. Choose another place."
