"""Fetching pretrained weights: resumed after a break, verified, and put in place whole."""

import http.client
import os
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core.base.control import Control
from core.base.errors import Cancelled, ModelError, ModelFileError
from core.base.events import Emit, Progress, ignore
from core.base.files import check_writable, explained_os_errors, move_over
from core.base.moved_places import mirror_problem
from models.connecting import quick_opener
from models.pretrained import PretrainedWeights, default_weights, verify, weights_folder, weights_mirror
from models.turns import turn

READ_TIMEOUT_S = 30
CHUNK_BYTES = 1 << 18
MAX_BREAKS = 5
UNCLEAR = (http.HTTPStatus.BAD_REQUEST, http.HTTPStatus.FORBIDDEN, http.HTTPStatus.METHOD_NOT_ALLOWED,
           http.HTTPStatus.NOT_IMPLEMENTED)
"""What servers answer that give a file, but do not like to be asked for its head alone."""


class DownloadError(ModelError):
    """Weights could not be fetched; the text says what to do instead."""


class _BrokenConnectionError(Exception):
    """The connection ended before the file did."""


def download(name: str, *, mirror: str | None = None, emit: Emit = ignore, control: Control | None = None) -> Path:
    """Fetch a network's pretrained weights into the weights folder, unless they are there and whole.

    What was fetched before a break, a stop or a crash is kept in FILE.part, and gone on from. Where another process
    fetches the same file, it is waited for.

    Args:
        name: A key of MODEL_CLASSES.
        mirror: Address of a folder that has the files under their own names, taken in place of torchvision's own; by
            default that of `weights_mirror`. http, https or file.
        emit: Gets Progress in bytes.
        control: Pause and stop.

    Returns:
        The file, its hash verified.

    Raises:
        ModelError: There is no network of that name, or there are no weights for it.
        DownloadError: It cannot be fetched, or what was fetched is another or a damaged file; the text names the file,
            where to get it and where to put it.
        OutputError: It cannot be written.
        Cancelled: Asked to stop.
    """
    weights = default_weights(name)
    if weights.path is not None and _is_whole(weights.path, weights.hash_prefix):
        return weights.path  # else fetched anew: files come into the folder by hand, too
    url = _address(weights, mirror if mirror is not None else weights_mirror())
    target = weights_folder() / weights.file_name
    part = target.with_name(f"{target.name}.part")
    control = control or Control()
    with explained_os_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)

    def wait() -> None:
        _check(control)
        emit(Progress(f"Another process is downloading {weights.file_name}", _size(part), weights.num_bytes or None,
                      "bytes"))

    with turn(part.with_name(f"{part.name}.lock"), wait):
        if target.is_file() and _is_whole(target, weights.hash_prefix):
            return target  # another process has fetched it meanwhile
        with _explained(weights, url, part):
            _fetch_or_go_on(url, part, weights, emit, control)
        _put_in_place(part, target, weights, url)
    return target


def check_reachable(name: str, *, mirror: str | None = None) -> None:
    """Look within seconds whether a network's pretrained weights can be had, without fetching them.

    Args:
        name: A key of MODEL_CLASSES.
        mirror: As `download` takes it.

    Raises:
        ModelError: There is no network of that name, or there are no weights for it.
        DownloadError: They are not in the weights folder, and nobody gives them.
        OutputError: The weights folder cannot be written.
    """
    weights = default_weights(name)
    if weights.path is not None:
        return
    url = _address(weights, mirror if mirror is not None else weights_mirror())
    check_writable(weights_folder())
    request = urllib.request.Request(url, method="HEAD", headers={"User-Agent": "Classwise"})
    with _explained(weights, url):
        try:
            response = quick_opener().open(request, timeout=READ_TIMEOUT_S)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code not in UNCLEAR:
                raise
            return
        with response:
            _check_answer(response)


def _address(weights: PretrainedWeights, mirror: str) -> str:
    if not mirror:
        return weights.url
    if problem := mirror_problem(mirror):
        raise DownloadError(problem)
    return f"{mirror.rstrip('/')}/{weights.file_name}"


def _fetch_or_go_on(url: str, part: Path, weights: PretrainedWeights, emit: Emit, control: Control) -> None:
    """Fetch what is lacking; where the part was of another file, once more from the beginning."""
    resumed = _size(part) > 0
    _fetch_all(url, part, weights, emit, control)
    if resumed and not _is_whole(part, weights.hash_prefix):
        part.unlink(missing_ok=True)
        _fetch_all(url, part, weights, emit, control)


def _fetch_all(url: str, part: Path, weights: PretrainedWeights, emit: Emit, control: Control) -> None:
    """Fetch until the file is whole; after a break that brought something, go on at once."""
    for attempt in range(MAX_BREAKS + 1):
        before = _size(part)
        try:
            _fetch(url, part, weights, emit, control)
            return
        except _BrokenConnectionError:
            if _is_whole(part, weights.hash_prefix):
                return  # the server had promised more than there is
            if _size(part) <= before or attempt == MAX_BREAKS:
                raise


def _fetch(url: str, part: Path, weights: PretrainedWeights, emit: Emit, control: Control) -> None:
    """Fetch what `part` lacks, from its end on where the server can do that."""
    start = _size(part)
    request = urllib.request.Request(url, headers={"User-Agent": "Classwise"})
    if start:
        request.add_header("Range", f"bytes={start}-")
    try:
        response = quick_opener().open(request, timeout=READ_TIMEOUT_S)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and start:
            return  # nothing is left to fetch: the hash will tell
        raise
    with response:
        _check_answer(response)
        if getattr(response, "status", None) != http.HTTPStatus.PARTIAL_CONTENT or _range_start(response) != start:
            start = 0
        length = response.headers.get("Content-Length", "")
        total = start + int(length) if length.isdecimal() else None
        with explained_os_errors(part), open(part, "r+b" if part.exists() else "wb") as file:
            file.truncate(start)
            file.seek(start)
            done = start
            for chunk in _chunks(response, control):
                file.write(chunk)
                done += len(chunk)
                emit(Progress(f"Downloading {weights.file_name}", done, total or weights.num_bytes or None, "bytes"))
    if total is not None and done < total:
        raise _BrokenConnectionError(f"the connection broke after {done:,} of {total:,} bytes")


def _chunks(response: Any, control: Control) -> Iterator[bytes]:
    while True:
        _check(control)
        try:
            chunk = response.read(CHUNK_BYTES)
        except (OSError, http.client.HTTPException) as error:
            raise _BrokenConnectionError(str(error) or type(error).__name__) from error
        if not chunk:
            return
        yield chunk


def _check(control: Control) -> None:
    control.wait_while_paused()
    if control.stop_requested:
        raise Cancelled("The download was stopped as asked; what was fetched is kept, and the next one goes on from "
                        "there.")


def _check_answer(response: Any) -> None:
    """Refuse a page in the place of a file; what was fetched of it before stays."""
    if response.headers.get_content_type() == "text/html":
        raise _BrokenConnectionError("the server answers with a web page in its place, such as that of a login or a "
                                     "proxy")


def _range_start(response: Any) -> int | None:
    match = re.match(r"bytes (\d+)-", response.headers.get("Content-Range", ""))
    return int(match.group(1)) if match else None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _is_whole(part: Path, hash_prefix: str) -> bool:
    try:
        verify(part, hash_prefix)
    except ModelFileError:
        return False
    return True


def _put_in_place(part: Path, target: Path, weights: PretrainedWeights, url: str) -> None:
    if not _is_whole(part, weights.hash_prefix):
        part.unlink(missing_ok=True)
        raise _without_connection(weights, url, f"what was fetched is another or a damaged file, for its SHA-256 does "
                                  f"not begin with {weights.hash_prefix}; it was thrown away")
    with explained_os_errors(target):
        with open(part, "rb+") as file:
            os.fsync(file.fileno())
        move_over(part, target)


@contextmanager
def _explained(weights: PretrainedWeights, url: str, part: Path | None = None) -> Iterator[None]:
    """Turn a failed connection into a sentence that says how to do without one, and whether another try goes on."""
    try:
        yield
    except urllib.error.HTTPError as error:
        raise _without_connection(weights, url, f"the server answers {error.code} {error.reason}") from error
    except urllib.error.URLError as error:
        raise _without_connection(weights, url, f"no connection ({error.reason})", _again(part)) from error
    except (_BrokenConnectionError, OSError, http.client.HTTPException, ValueError) as error:
        raise _without_connection(weights, url, str(error) or type(error).__name__, _again(part)) from error


def _again(part: Path | None) -> str:
    return " What was fetched is kept, and another try goes on from there." if part and _size(part) else ""


def _without_connection(weights: PretrainedWeights, url: str, reason: str, again: str = "") -> DownloadError:
    size_mb = max(1, round(weights.num_bytes / 1e6))
    place = "" if url == weights.url else f" from the server at {url}"
    return DownloadError(
        f"{weights.file_name} ({size_mb} MB, the pretrained weights of {weights.model}) could not be fetched{place}: "
        f"{reason}. Get {weights.url} on a machine with a connection and put the file into {weights_folder()} "
        f"(python -m app weights import FILE does that), or train from scratch.{again}", help_topic="weights-offline")
