"""Where the window keeps what belongs to a folder of pictures."""

import ntpath
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from app import paths
from core.base import files


def test_a_folder_has_one_place_however_windows_spells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (files, paths):
        monkeypatch.setattr(module, "os", SimpleNamespace(path=ntpath, fsencode=os.fsencode))
    spellings = ("C:\\Pictures\\Кошки", "c:\\pictures\\кошки", "C:/Pictures/Кошки", "C:\\Pictures\\Кошки\\")
    assert len({paths.folder_for("labels", spelling) for spelling in spellings}) == 1


def test_each_folder_and_each_kind_has_a_place_of_its_own(tmp_path: Path) -> None:
    kinds_and_roots = [("labels", "a/cats"), ("labels", "b/cats"), ("splits", "a/cats")]
    assert len({paths.folder_for(kind, str(tmp_path / root)) for kind, root in kinds_and_roots}) == 3
