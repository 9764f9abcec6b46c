"""Fetching a file over the network into a part of its own, which is gone on from after a break, a stop or a crash."""

import http.client
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from core.base.connecting import quick_opener
from core.base.control import Control
from core.base.errors import Cancelled
from core.base.events import Emit, Progress, ignore
from core.base.files import explained_os_errors

PART = ".part"
"""Ending of what has arrived of a file that is not whole yet."""
READ_TIMEOUT_S = 30
CHUNK_BYTES = 1 << 18
MAX_BREAKS = 5
USER_AGENT = "Classwise"
IsWhole = Callable[[Path], bool]


class BrokenConnectionError(Exception):
    """The connection ended before the file did, or something else came in its place."""


def open_url(url: str, *, method: str = "GET", **headers: str) -> Any:
    """Return urllib's response; the connection comes about within seconds or not at all.

    Raises:
        OSError: There is no connection, or the server refuses (urllib.error.HTTPError).
        BrokenConnectionError: It answers with a web page in the place of a file, or with what is no HTTP.
    """
    request = urllib.request.Request(url, method=method, headers={"User-Agent": USER_AGENT} | headers)
    try:
        response = quick_opener().open(request, timeout=READ_TIMEOUT_S)
    except urllib.error.HTTPError as error:
        error.close()
        raise
    except http.client.HTTPException as error:
        raise BrokenConnectionError(str(error) or type(error).__name__) from error
    if response.headers.get_content_type() == "text/html":
        response.close()
        raise BrokenConnectionError("the server answers with a web page in its place, such as that of a login or a "
                                    "proxy")
    return response


def fetch_part(url: str, part: Path, *, stage: str, emit: Emit = ignore, control: Control | None = None,
               num_bytes: int | None = None, is_whole: IsWhole = lambda _part: False) -> None:
    """Fetch what a part of a file lacks, from its end on where the server can do that; after a break, go on at once.

    Args:
        url: http, https or file.
        part: Where to; what is there is taken for the file's beginning.
        stage: Of the Progress that is told, in bytes.
        emit: Gets it.
        control: Pause and stop.
        num_bytes: The file's size, told where the server does not say it.
        is_whole: Whether the part is the whole file, such as by its hash.

    Raises:
        OSError: There is no connection, or the server refuses (urllib.error.HTTPError).
        BrokenConnectionError: The connection breaks again and again, or something else came; the part is kept.
        OutputError: The part cannot be written.
        Cancelled: Asked to stop; the part is kept.
    """
    control = control or Control()

    def tell(done: int, total: int | None) -> None:
        emit(Progress(stage, done, total or num_bytes, "bytes"))

    for attempt in range(MAX_BREAKS + 1):
        before = part_size(part)
        try:
            _go_on(url, part, tell, control, is_whole)
            return
        except BrokenConnectionError:
            if is_whole(part):
                return  # the server had promised more than there is
            if part_size(part) <= before or attempt == MAX_BREAKS:
                raise


def part_size(part: Path) -> int:
    """Return how many bytes have arrived; 0 where there is no part."""
    try:
        return part.stat().st_size
    except FileNotFoundError:
        return 0


def check_stop(control: Control) -> None:
    """Wait while paused.

    Raises:
        Cancelled: Asked to stop.
    """
    control.wait_while_paused()
    if control.stop_requested:
        raise Cancelled("The download was stopped as asked; what was fetched is kept, and the next one goes on from "
                        "there.")


def _go_on(url: str, part: Path, tell: Callable[[int, int | None], None], control: Control, is_whole: IsWhole) -> None:
    """Append what the part lacks, as long as the connection holds; tells how many bytes there are, and of how many."""
    start = part_size(part)
    try:
        response = open_url(url, **({"Range": f"bytes={start}-"} if start else {}))
    except urllib.error.HTTPError as error:
        if error.code != http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE or not start:
            raise
        if is_whole(part):
            return
        part.unlink(missing_ok=True)  # longer than the file, so of another one
        response, start = open_url(url), 0
    with response:
        start = _first_byte(response, start)
        length = response.headers.get("Content-Length", "")
        total = start + int(length) if length.isdecimal() else None
        with explained_os_errors(part), open(part, "r+b" if part.exists() else "wb") as file:
            file.truncate(start)
            file.seek(start)
            done = start
            for chunk in _chunks(response, control):
                file.write(chunk)
                done += len(chunk)
                tell(done, total)
    if total is not None and done < total:
        raise BrokenConnectionError(f"the connection broke after {done:,} of {total:,} bytes")


def _chunks(response: Any, control: Control) -> Iterator[bytes]:
    while True:
        check_stop(control)
        try:
            chunk = response.read(CHUNK_BYTES)
        except (OSError, http.client.HTTPException) as error:
            raise BrokenConnectionError(str(error) or type(error).__name__) from error
        if not chunk:
            return
        yield chunk


def _first_byte(response: Any, asked: int) -> int:
    """Return where in the file the answer begins: at its start where the server knows no ranges."""
    if getattr(response, "status", None) != http.HTTPStatus.PARTIAL_CONTENT:
        return 0
    match = re.match(r"bytes (\d+)-", response.headers.get("Content-Range", ""))
    return int(match.group(1)) if match else asked
