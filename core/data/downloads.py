"""Fetching files over the network: with progress, resumed where it broke off, and with plain words where it fails."""

import contextlib
import os
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import IO, Any
from urllib.parse import urlparse

from core.base.control import Control
from core.base.errors import DataError
from core.base.events import Emit, Progress, ignore

TIMEOUT_S = 30
CHUNK_BYTES = 1 << 18
USER_AGENT = "Classwise"
PART = ".part"
HTTP_PARTIAL = 206
HTTP_RANGE_REFUSED = 416


class Downloader:
    """Fetches files; what has arrived of one stays beside it under a name of its own until it is whole.

    Attributes:
        failed_host: Host of the last file that could not be fetched; empty while all went well.
        reason: Why it could not.
    """

    def __init__(self, emit: Emit = ignore, control: Control | None = None) -> None:
        self.failed_host = ""
        self.reason = ""
        self._emit = emit
        self._control = control or Control()

    def fetch(self, url: str, path: str, *_: Any, **__: Any) -> None:
        """Fetch a file; further arguments are for those who call it in place of torchvision's own function.

        Raises:
            OSError: There is no connection, or it broke off.
            Cancelled: A stop was asked for; the next try goes on from there.
        """
        path = os.fspath(path)
        try:
            self._fetch(url, path)
        except OSError as error:
            self.failed_host = urlparse(url).hostname or url
            reason = getattr(error, "reason", error)
            self.reason = str(getattr(reason, "strerror", None) or reason)
            raise
        self.failed_host = self.reason = ""

    def _fetch(self, url: str, path: str) -> None:
        part = path + PART
        have = os.path.getsize(part) if os.path.exists(part) else 0
        headers = {"User-Agent": USER_AGENT} | ({"Range": f"bytes={have}-"} if have else {})
        try:
            response = urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=TIMEOUT_S)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code != HTTP_RANGE_REFUSED or not have:
                raise
            os.unlink(part)  # it is as long as the file, or longer: begin again
            return self._fetch(url, path)
        with response:
            if response.status != HTTP_PARTIAL:
                have = 0
            length = response.length
            total = have + length if length is not None else None
            with open(part, "ab" if have else "wb") as file:
                done = self._copy(response, file, f"Fetching {os.path.basename(path)}", have, total)
        if total is not None and done < total:
            raise urllib.error.URLError(f"the connection broke off after {done} of {total} bytes")
        os.replace(part, path)
        return None

    def _copy(self, source: IO[bytes], file: IO[bytes], stage: str, done: int, total: int | None) -> int:
        while True:
            self._control.check()
            chunk = source.read(CHUNK_BYTES)
            if not chunk:
                return done
            file.write(chunk)
            done += len(chunk)
            self._emit(Progress(stage, done, total, "bytes"))


@contextlib.contextmanager
def torchvision_fetches_with(downloader: Downloader) -> Iterator[None]:
    """Let torchvision's data sets fetch through a Downloader; its own function has no time-out and cannot resume.

    torchvision keeps checking the hashes itself. There is no public way to set its downloader, hence the patch.
    """
    from torchvision.datasets import utils

    kept = utils._urlretrieve, utils._get_redirect_url
    utils._urlretrieve = downloader.fetch
    utils._get_redirect_url = lambda url, max_hops=3: url
    try:
        yield
    finally:
        utils._urlretrieve, utils._get_redirect_url = kept


def explained(error: Exception, downloader: Downloader, name: str, page: str) -> DataError:
    """Return the sentence for a set that could not be fetched."""
    if downloader.failed_host:
        return DataError(
            f"Cannot fetch {name} from {downloader.failed_host}: {downloader.reason}. Is there a connection to the "
            f"internet? What has arrived is kept: the same command goes on from there. The set's page: {page}"
        )
    text = " ".join(str(error).split())
    return DataError(f"Cannot fetch {name}: {text} Try again; if it stays so, fetch it by hand from {page}")
