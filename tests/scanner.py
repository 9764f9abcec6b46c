"""Stands for Windows, where a virus scanner holds new files for a moment, and nothing that is marked read-only goes."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from core.base import files


class Scanner:
    """The module os as `core.base.files` sees it on Windows, while files are held.

    Attributes:
        times_left: How often a move still fails.
    """

    name = "nt"

    def __init__(self, times: int) -> None:
        self.times_left = times

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def replace(self, source: Any, destination: Any) -> None:
        self._hold()
        os.replace(source, destination)

    def rename(self, source: Any, destination: Any) -> None:
        self._hold()
        if os.path.lexists(destination):
            raise FileExistsError(17, "Cannot create a file when that file already exists")
        os.rename(source, destination)

    def _hold(self) -> None:
        if self.times_left:
            self.times_left -= 1
            raise PermissionError(13, "Access is denied")


def hold_files(monkeypatch: pytest.MonkeyPatch, times: int) -> Scanner:
    """Let the next moves fail that often; nothing sleeps."""
    scanner = Scanner(times)
    monkeypatch.setattr(files, "os", scanner)
    monkeypatch.setattr(files, "time", SimpleNamespace(sleep=lambda seconds: None))
    return scanner


def hold_removals(monkeypatch: pytest.MonkeyPatch, times: int) -> list[str]:
    """Let the next removals of files fail that often; returns the names of those that were held."""
    hold_files(monkeypatch, 0)
    held: list[str] = []
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if len(held) < times and path.exists():
            held.append(path.name)
            raise PermissionError(13, "The process cannot access the file because it is being used")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    return held


def keep_what_is_read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no file be removed that is marked read-only."""
    unlink = os.unlink

    def refuse(path: Any, *, dir_fd: int | None = None) -> None:
        if not os.stat(path, dir_fd=dir_fd, follow_symlinks=False).st_mode & stat.S_IWRITE:
            raise PermissionError(13, "Access is denied", path)
        unlink(path, dir_fd=dir_fd)

    monkeypatch.setattr(os, "unlink", refuse)


def hold_everything(monkeypatch: pytest.MonkeyPatch, times: int, *, only_folders: bool = False) -> None:
    """Let the next moves, or those of folders, fail that often, whoever makes them."""
    hold_files(monkeypatch, 0)
    left = [times]

    def holding(move: Callable[..., None]) -> Callable[..., None]:
        def held(*places: Any, **more: Any) -> None:
            if left[0] and (os.path.isdir(places[0]) or not only_folders):
                left[0] -= 1
                raise PermissionError(13, "Access is denied")
            move(*places, **more)

        return held

    for name in ("replace", "rename"):
        monkeypatch.setattr(os, name, holding(getattr(os, name)))
