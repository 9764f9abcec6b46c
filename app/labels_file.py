"""labels.csv: corrected true classes, one row a picture, in the form that every command takes as a source.

It lies in the folder of the pictures, or in the user's data folder where that one is read-only or holds a labels.csv of
another form. Columns: path (forward slashes; relative to the file's folder, or absolute) and label.
"""

import csv
import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from core.base.errors import OutputError
from core.base.files import safe_name, write_csv
from core.places import data_folder

NAME = "labels.csv"
HEADER = ("path", "label")


class LabelsFile:
    """The rows that a labels.csv had when it was opened, and where it is written.

    Args:
        root: Folder of the pictures.
    """

    def __init__(self, root: str) -> None:
        self.root = root
        own = Path(root) / NAME
        rows = _read(own)
        if rows is None or (not own.exists() and not os.access(root, os.W_OK)):
            self.path = fallback_path(root)
            rows = _read(self.path) or {}
        else:
            self.path = own
        self._rows = rows

    @property
    def labels(self) -> dict[str, str]:
        """The true classes it holds, by absolute path."""
        return {os.path.normpath(os.path.join(self.root, path)): label for path, label in self._rows.items()}

    def save(self, corrections: Mapping[str, str]) -> Path | None:
        """Write the rows it had and the corrections over them; without any row the file goes.

        Returns:
            The file written; None where there is nothing to keep.

        Raises:
            OutputError: Neither the pictures' folder nor the user's data folder can be written.
        """
        rows = self._rows | {self._name(path): label for path, label in corrections.items()}
        if not rows:
            self.path.unlink(missing_ok=True)
            return None
        try:
            write_csv(self.path, HEADER, rows.items(), bom=True)
        except OutputError:
            fallback = fallback_path(self.root)
            if self.path == fallback:
                raise
            self.path = fallback
            write_csv(self.path, HEADER, rows.items(), bom=True)
        return self.path

    def _name(self, path: str) -> str:
        """Return a picture's name in the file: relative where the file lies beside the pictures, else absolute."""
        if self.path.parent == Path(self.root):
            try:
                return os.path.relpath(path, self.root).replace(os.sep, "/")
            except ValueError:  # Windows: on another drive.
                pass
        return path.replace(os.sep, "/")


def fallback_path(root: str) -> Path:
    """Return the file in the user's data folder that stands in for a folder's labels.csv."""
    key = hashlib.blake2b(os.path.abspath(root).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return data_folder() / "labels" / f"{safe_name(os.path.basename(root))}-{key}" / NAME


def _read(path: Path) -> dict[str, str] | None:
    """Return the rows of a file of our form; empty where there is none, None where it is of another form."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            header = next(reader, None)
            if header is None or tuple(header) != HEADER:
                return None
            return {row[0]: row[1] for row in reader if len(row) == 2 and row[1]}
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, csv.Error):
        return None
