"""Fetching pretrained weights: resumed after a break, verified, and put in place whole."""

import http
import os
import urllib.error
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.base.control import Control
from core.base.errors import ModelError, ModelFileError
from core.base.events import Emit, Progress, ignore
from core.base.files import ATTEMPTS, explained_os_errors, move_over, patiently
from core.base.folders import check_writable
from core.base.moved_places import mirror_problem
from core.base.resumed_download import PART, BrokenConnectionError, check_stop, fetch_part, open_url, part_size
from models.pretrained import PretrainedWeights, default_weights, verify, weights_folder, weights_mirror
from models.turns import turn

UNCLEAR = (http.HTTPStatus.BAD_REQUEST, http.HTTPStatus.FORBIDDEN, http.HTTPStatus.METHOD_NOT_ALLOWED,
           http.HTTPStatus.NOT_IMPLEMENTED)
"""What servers answer that give a file, but do not like to be asked for its head alone."""


class DownloadError(ModelError):
    """Weights could not be fetched; the text says what to do instead."""


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
    part = target.with_name(f"{target.name}{PART}")
    control = control or Control()
    with explained_os_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)

    def wait() -> None:
        check_stop(control)
        emit(Progress(f"Another process is downloading {weights.file_name}", part_size(part),
                      weights.num_bytes or None, "bytes"))

    with turn(part.with_name(f"{part.name}.lock"), wait):
        if target.is_file() and _is_whole(target, weights.hash_prefix):
            return target  # another process has fetched it meanwhile
        with _explained(weights, url, part):
            _fetch(url, part, weights, emit, control)
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
    with _explained(weights, url):
        try:
            open_url(url, method="HEAD").close()
        except urllib.error.HTTPError as error:
            if error.code not in UNCLEAR:
                raise


def _address(weights: PretrainedWeights, mirror: str) -> str:
    if not mirror:
        return weights.url
    if problem := mirror_problem(mirror):
        raise DownloadError(problem)
    return f"{mirror.rstrip('/')}/{weights.file_name}"


def _fetch(url: str, part: Path, weights: PretrainedWeights, emit: Emit, control: Control) -> None:
    """Fetch what is lacking; where the part was of another file, once more from the beginning."""

    def is_whole(part: Path) -> bool:
        return _is_whole(part, weights.hash_prefix)

    def fetch() -> None:
        fetch_part(url, part, stage=f"Downloading {weights.file_name}", emit=emit, control=control,
                   num_bytes=weights.num_bytes or None, is_whole=is_whole)

    resumed = part_size(part) > 0
    fetch()
    if resumed and not is_whole(part):
        part.unlink(missing_ok=True)
        fetch()


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
        with patiently(lambda: open(part, "rb+"), 2 * ATTEMPTS) as file:  # a scanner reads all of it first
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
    except (BrokenConnectionError, OSError, ValueError) as error:
        raise _without_connection(weights, url, str(error) or type(error).__name__, _again(part)) from error


def _again(part: Path | None) -> str:
    return " What was fetched is kept, and another try goes on from there." if part and part_size(part) else ""


def _without_connection(weights: PretrainedWeights, url: str, reason: str, again: str = "") -> DownloadError:
    size_mb = max(1, round(weights.num_bytes / 1e6))
    place = "" if url == weights.url else f" from the server at {url}"
    return DownloadError(
        f"{weights.file_name} ({size_mb} MB, the pretrained weights of {weights.model}) could not be fetched{place}: "
        f"{reason}. Get {weights.url} on a machine with a connection and put the file into {weights_folder()} "
        f"(python -m app weights import FILE does that), or train from scratch.{again}", help_topic="weights-offline")
