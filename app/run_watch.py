"""Tells when runs may have changed: by the system's notice of files, and by looking now and then."""

import os
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from PyQt5.QtCore import QFileSystemWatcher, QObject, QTimer, pyqtSignal

from core.base.patience import answers
from core.training.run_folder import EVENTS

POLL_MS = 3000
"""Network drives and copies over the network tell nothing of themselves; a kill changes no file."""
SETTLE_MS = 300
MOST_WATCHED = 200
"""Systems bound the number of watched files."""


class RunWatch(QObject):
    """Watches while the page is in sight.

    Signals:
        due(): Look again.
    """

    due = pyqtSignal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _path: self._settle())
        self._watcher.fileChanged.connect(lambda _path: self._settle())
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self.due)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLE_MS)
        self._settled.timeout.connect(self.due)

    def start(self) -> None:
        """Begin to watch."""
        self._poll.start()

    def stop(self) -> None:
        """Watch no more."""
        self._poll.stop()
        self._settled.stop()
        self._watch(())

    def watch(self, folders: Iterable[Path], runs: Iterable[Path]) -> None:
        """Watch these runs folders, and these runs as they write, as far as they are there; a drive may be gone."""
        if self._poll.isActive():
            self._watch([*folders, *runs, *(run / EVENTS for run in runs)])

    def _watch(self, paths: Iterable[Path]) -> None:
        asked = [str(path) for path in islice(paths, MOST_WATCHED)]
        there = answers(os.path.exists, asked, False)
        wanted = {path for path, is_there in zip(asked, there, strict=True) if is_there}
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if watched - wanted:
            self._watcher.removePaths(sorted(watched - wanted))
        if wanted - watched:
            self._watcher.addPaths(sorted(wanted - watched))

    def _settle(self) -> None:
        # Not started anew: a run that writes every moment is looked at every SETTLE_MS, not never.
        if not self._settled.isActive():
            self._settled.start()
