"""What the preferences say of the disk cache: how much it holds, how much it may, and Clear."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from PyQt5.QtCore import QObject

from app.context import Context
from app.torch_loader import TorchLoader
from core.base.control import Control
from core.base.errors import OutputError
from core.base.events import Emit
from core.base.messages import message
from ui.preferences import CacheUse
from ui.widgets.preference_pages import SpeedPage

GB = 1e9


@dataclass(frozen=True)
class CacheState:
    """The disk cache.

    Attributes:
        use: What it holds.
        limit_gb: What all runs together may keep.
    """

    use: CacheUse
    limit_gb: float


class CachePreferences(QObject):
    """Looks at the disk cache in jobs, once torch is there, which its modules need."""

    def __init__(self, context: Context, loader: TorchLoader) -> None:
        super().__init__(context.window)
        self._context = context
        self._loader = loader
        self._page: SpeedPage | None = None
        self._job: Any = None
        self._again: tuple[bool, float | None] | None = None
        loader.ready.connect(lambda _device: self.look())

    def attach(self, page: SpeedPage) -> None:
        """Keep a page up to date from now on."""
        self._page = page
        page.cache_clear_asked.connect(lambda: self._start(clear=True, limit_gb=None))
        page.show_limit(None)
        self.look()

    def detach(self) -> None:
        """The page is gone."""
        self._page = None

    def look(self) -> None:
        """Look at the cache, where a page shows it."""
        if self._page is not None:
            self._page.show_use(None)
            self._start(clear=False, limit_gb=None)

    def set_limit(self, gb: float) -> None:
        """Set how much all runs together may keep; what is beyond it goes."""
        self._start(clear=False, limit_gb=gb)

    def forget_limit(self) -> None:
        """Let the cache take what it takes by default."""
        self._start(clear=False, limit_gb=-1.0)

    def _start(self, *, clear: bool, limit_gb: float | None) -> None:
        if not self._loader.device:
            return
        if self._job is not None:
            before = self._again or (False, None)
            self._again = (clear or before[0], before[1] if limit_gb is None else limit_gb)
            return

        def work(emit: Emit, control: Control) -> CacheState:
            return cache_state(clear=clear, limit_gb=limit_gb)

        self._job = self._context.jobs.start("Looking at the cache", work, kind="cache", on_finished=self._on_found,
                                             on_failed=self._context.show_error)
        self._job.ended.connect(self._on_ended)

    def _on_found(self, state: CacheState) -> None:
        if self._page is not None:
            self._page.show_use(state.use)
            self._page.show_limit(state.limit_gb)

    def _on_ended(self) -> None:
        self._job = None
        if self._again is not None:
            (clear, limit_gb), self._again = self._again, None
            self._start(clear=clear, limit_gb=limit_gb)


def cache_state(*, clear: bool = False, limit_gb: float | None = None) -> CacheState:
    """Return what the disk cache holds, after clearing it or setting its limit; runs in a thread.

    Args:
        clear: Remove everything first.
        limit_gb: New limit; negative for the default one, None to leave it.

    Raises:
        OutputError: The cache folder cannot be used.
    """
    from core.data.cache_choice import allow_default_on_disk, allow_on_disk, allowed_on_disk
    from core.data.pack_store import Store, pictures_folder

    if limit_gb is not None and limit_gb >= 0:
        allow_on_disk(int(limit_gb * GB))
    elif limit_gb is not None:
        allow_default_on_disk()
    limit = allowed_on_disk()
    if not pictures_folder().is_dir():
        return CacheState(CacheUse(0, 0), limit / GB)
    store = Store()
    try:
        with store:
            if clear or limit_gb is not None:
                store.shrink_to(0 if clear else limit)
            usage = store.usage()
    except (OSError, sqlite3.Error) as error:
        raise OutputError(message("The cache in {folder} cannot be used: {reason}. Wait for runs that are writing to "
                                  "it, or choose another folder.", folder=str(store.folder),
                                  reason=str(error))) from error  # fmt: skip
    return CacheState(CacheUse(usage.num_pictures, usage.num_bytes), limit / GB)
