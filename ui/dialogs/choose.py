"""Choosing files and folders, in the system's own dialogs where there are any."""

from collections.abc import Iterable

from PyQt5.QtWidgets import QFileDialog, QWidget

MODELS = "Model files (*.pth *.pt *.ckpt *.onnx);;All files (*)"
TABLES = "Tables (*.csv *.tsv *.xlsx *.json *.jsonl *.txt);;All files (*)"


def picture_filter(endings: Iterable[str]) -> str:
    """Return the filter of pictures for a file dialog."""
    shown = sorted(endings)
    return f"Pictures ({' '.join(f'*{ending} *{ending.upper()}' for ending in shown)});;All files (*)"


def choose_file(parent: QWidget, title: str, folder: str, kinds: str) -> str:
    """Ask for one file; returns its path, or an empty text."""
    return QFileDialog.getOpenFileName(parent, title, folder, kinds)[0]


def choose_files(parent: QWidget, title: str, folder: str, kinds: str) -> list[str]:
    """Ask for several files."""
    return QFileDialog.getOpenFileNames(parent, title, folder, kinds)[0]


def choose_folder(parent: QWidget, title: str, folder: str) -> str:
    """Ask for a folder; returns its path, or an empty text."""
    return QFileDialog.getExistingDirectory(parent, title, folder)


def choose_target(parent: QWidget, title: str, path: str, kinds: str) -> str:
    """Ask where to write a file; asks by itself before one is replaced."""
    return QFileDialog.getSaveFileName(parent, title, path, kinds)[0]
