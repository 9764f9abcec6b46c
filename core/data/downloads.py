"""Fetching the files of public sets: resumed where it broke off, and with plain words where it fails."""

import contextlib
import os
import urllib.error
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from core.base.control import Control
from core.base.errors import DataError
from core.base.events import Emit, ignore
from core.base.files import move_over
from core.base.resumed_download import PART, BrokenConnectionError, fetch_part


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
            URLError: There is no connection, or it broke off.
            OutputError: The file cannot be written.
            Cancelled: A stop was asked for; the next try goes on from there.
        """
        path = os.fspath(path)
        part = Path(path + PART)
        try:
            fetch_part(url, part, stage=f"Fetching {os.path.basename(path)}", emit=self._emit, control=self._control)
        except (OSError, BrokenConnectionError) as error:
            self.failed_host = urlparse(url).hostname or url
            reason = getattr(error, "reason", error)
            self.reason = str(getattr(reason, "strerror", None) or reason)
            raise urllib.error.URLError(self.reason) from error
        move_over(part, path)
        self.failed_host = self.reason = ""


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
