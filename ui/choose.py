"""Choosing files and folders, in the system's own dialogs where there are any."""

import os
import re
from collections.abc import Iterable

from PyQt5.QtCore import QDir, QStandardPaths, QUrl
from PyQt5.QtWidgets import QFileDialog, QMessageBox, QWidget

from core.base.messages import message
from core.base.patience import existing
from ui.language import shown

MODELS = message("Model files (*.pth *.pt *.ckpt *.onnx);;All files (*)")
TABLES = message("Tables (*.csv *.tsv *.xlsx *.json *.jsonl *.txt);;All files (*)")

ON_WINDOWS = os.name == "nt"
ENDING = re.compile(r"\*(\.\w+)")


def documents() -> str:
    """Return the folder that files are written to where no better place is known."""
    return QStandardPaths.writableLocation(QStandardPaths.DocumentsLocation) or QDir.homePath()


def downloads() -> str:
    """Return the folder in which files from other places arrive."""
    return QStandardPaths.writableLocation(QStandardPaths.DownloadLocation) or QDir.homePath()


def pictures_place(folder: str) -> str:
    """Return where to look for pictures: the folder used last, else the user's pictures, else their own folder."""
    places = (folder, QStandardPaths.writableLocation(QStandardPaths.PicturesLocation), QDir.homePath())
    return next(iter(existing([place for place in places if place])), "")


def picture_filter(endings: Iterable[str]) -> str:
    """Return the filter of pictures for a file dialog."""
    patterns = " ".join(f"*{ending} *{ending.upper()}" for ending in sorted(endings))
    return message("Pictures ({patterns});;All files (*)", patterns=patterns)


def native(path: str) -> str:
    """Return a path as its system writes it, so that one place has one name; Qt has forward slashes on Windows, too."""
    return str(QDir.toNativeSeparators(path))


def address(path: str) -> QUrl:
    """Return a path's address for other programs, such as the file manager.

    The Python of Microsoft's Store has the user's data folder elsewhere than it says, where no other program sees it
    (https://docs.python.org/3/using/windows.html#redirection-of-local-data-registry-and-temporary-paths).
    """
    return QUrl.fromLocalFile(os.path.realpath(path) if ON_WINDOWS else path)


def choose_file(parent: QWidget, title: str, folder: str, kinds: str) -> str:
    """Ask for one file; returns its path, or an empty text."""
    return native(QFileDialog.getOpenFileName(parent, shown(title), folder, shown(kinds))[0])


def choose_files(parent: QWidget, title: str, folder: str, kinds: str) -> list[str]:
    """Ask for several files."""
    return [native(path) for path in QFileDialog.getOpenFileNames(parent, shown(title), folder, shown(kinds))[0]]


def choose_folder(parent: QWidget, title: str, folder: str) -> str:
    """Ask for a folder; returns its path, or an empty text."""
    return native(QFileDialog.getExistingDirectory(parent, shown(title), folder))


def choose_target(parent: QWidget, title: str, path: str, kinds: str) -> str:
    """Ask where to write a file; asks by itself before one is replaced.

    A name without one of the endings gets that of the suggested name.

    Args:
        parent: The window's part that asks.
        title: What is asked.
        path: What is suggested; a name alone goes into the user's documents.
        kinds: Filter of the endings.

    Returns:
        The path; empty where the user thinks better of it.
    """
    place = QDir(documents()).filePath(path)
    chosen = native(QFileDialog.getSaveFileName(parent, shown(title), place, shown(kinds))[0])
    endings = ENDING.findall(shown(kinds))
    if not chosen or not endings or chosen.lower().endswith(tuple(endings)):
        return chosen
    suggested = os.path.splitext(path)[1].lower()
    target = chosen + (suggested if suggested in endings else endings[0])
    # The dialog looked for a file of the name without its ending.
    return target if not os.path.exists(target) or _may_replace(parent, title, target) else ""


def _may_replace(parent: QWidget, title: str, target: str) -> bool:
    question = message("{name} exists already. Replace it?", name=os.path.basename(target))
    buttons = QMessageBox.Yes | QMessageBox.No
    answer = QMessageBox.question(parent, shown(title), shown(question), buttons, QMessageBox.No)
    return bool(answer == QMessageBox.Yes)
