"""The list of pictures shown, as a Qt model: rows only say where a path stands; everything else is asked by path."""

from collections.abc import Mapping, Sequence

from PyQt5.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from core.base.messages import message
from ui.language import as_tip, shown
from ui.picture_source import PictureSource
from ui.results import ResultStore, Verdict
from ui.wording import class_name, percent

PATH_ROLE = Qt.UserRole
VERDICT_ROLE = Qt.UserRole + 1
CAPTION_ROLE = Qt.UserRole + 2
PICTURE_ROLE = Qt.UserRole + 3
CORRECTED_ROLE = Qt.UserRole + 4
BADGES_ROLE = Qt.UserRole + 5
"""Short texts with the name of their colour, written into the thumbnail's upper left corner."""
FADED_ROLE = Qt.UserRole + 6
"""Whether a picture is not used and drawn pale."""
PARTS_ROLE = Qt.UserRole + 7
"""The caption as names and score, for the names to be shortened and the score not; None where it is but one text."""

ARROW = " → "
"""Stands between the true class and another that was predicted."""

VERDICT_WORDS = {
    Verdict.RIGHT: message("right"),
    Verdict.WRONG: message("wrong"),
    Verdict.UNKNOWN: message("below the threshold"),
    Verdict.UNLABELLED: message("true class not known"),
    Verdict.UNREADABLE: message("cannot be read"),
    Verdict.PENDING: message("not predicted yet"),
}


class PathModel(QAbstractListModel):
    """Paths in the order shown, with their thumbnails; what is said of each is the affair of those that extend it.

    Args:
        source: Where thumbnails come from.
        parent: Qt parent.
    """

    def __init__(self, source: PictureSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._paths: list[str] = []
        self._row_of: Mapping[str, int] = {}
        source.thumbnail_ready.connect(self.on_path_changed)

    @property
    def paths(self) -> Sequence[str]:
        """The paths in the order shown."""
        return self._paths

    def row_of(self, path: str) -> int:
        """Return the row of a path, or -1 where it is not shown."""
        return self._row_of.get(path, -1)

    def path_at(self, row: int) -> str:
        """Return the path in a row."""
        return self._paths[row]

    def set_paths(self, paths: list[str], row_of: Mapping[str, int]) -> None:
        """Show these pictures; what was only added to comes as added rows, so that nothing jumps.

        Args:
            paths: In the order shown; must not be changed afterwards.
            row_of: The row of each path; taken over, as making it costs time with 100,000 paths.
        """
        old = len(self._paths)
        if paths == self._paths:
            return
        if 0 < old < len(paths) and paths[:old] == self._paths:
            self.beginInsertRows(QModelIndex(), old, len(paths) - 1)
            self._paths, self._row_of = paths, row_of
            self.endInsertRows()
            return
        self.beginResetModel()
        self._paths, self._row_of = paths, row_of
        self.endResetModel()

    def on_path_changed(self, path: str) -> None:
        """Have one picture drawn again."""
        row = self._row_of.get(path)
        if row is not None:
            index = self.index(row, 0)
            self.dataChanged.emit(index, index)

    def on_results_changed(self) -> None:
        """Have all pictures drawn again; the view draws only those in sight."""
        if self._paths:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._paths) - 1, 0))

    def describe(self, path: str) -> str:
        """Return in words what is known of a picture."""
        raise NotImplementedError

    def caption(self, path: str) -> str:
        """Return the short text under a thumbnail."""
        raise NotImplementedError

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the number of pictures shown."""
        return 0 if parent.isValid() else len(self._paths)

    def data(self, index: QModelIndex, role: int = Qt.DisplayRole) -> object:
        """Return what a role asks of a row."""
        if not index.isValid() or not 0 <= index.row() < len(self._paths):
            return None
        path = self._paths[index.row()]
        if role == PATH_ROLE:
            return path
        if role == PICTURE_ROLE:
            return self._source.thumbnail(path)
        if role == CAPTION_ROLE:
            return self.caption(path)
        if role in (Qt.DisplayRole, Qt.AccessibleTextRole):
            return self.describe(path)
        if role == Qt.ToolTipRole:
            name = path.replace("\\", "/").rpartition("/")[2]
            return as_tip(f"{path}\n{self.describe(path).removeprefix(name).removeprefix(', ')}".strip())
        return self.mark(path, role)

    def mark(self, path: str, role: int) -> object:
        """Return what is drawn onto a thumbnail, by its role; None for nothing."""
        return None


class ThumbnailModel(PathModel):
    """Pictures with their predictions.

    Args:
        store: What is known of the pictures.
        source: Where thumbnails come from.
        parent: Qt parent.
    """

    def __init__(self, store: ResultStore, source: PictureSource, parent: QObject | None = None) -> None:
        super().__init__(source, parent)
        self._store = store

    def describe(self, path: str) -> str:
        """Return in words what is known of a picture: name, class and score, verdict."""
        name = path.replace("\\", "/").rpartition("/")[2]
        result = self._store.result(path)
        words = [name]
        if result is not None and result.error:
            words.append(shown(message("cannot be read: {error}", error=result.error)))
        elif result is not None:
            words.append(f"{shown(class_name(self._store.predicted_class(path)))} {percent(result.score)}")
        true_class = self._store.true_class(path)
        if true_class is not None:
            words.append(shown(message("true class {name}", name=true_class)))
        verdict = self._store.verdict(path)
        if verdict in (Verdict.RIGHT, Verdict.WRONG, Verdict.UNKNOWN, Verdict.PENDING):
            words.append(shown(VERDICT_WORDS[verdict]))
        return ", ".join(words)

    def caption(self, path: str) -> str:
        """Return the short text under a thumbnail: the class, after the true one where that is another, and score."""
        result = self._store.result(path)
        if result is None:
            return ""
        parts = self._parts(path)
        return shown("unreadable") if parts is None else f"{ARROW.join(parts[0])}  {parts[1]}"

    def mark(self, path: str, role: int) -> object:
        """Return the verdict, the parts of the caption, and whether the true class was corrected."""
        if role == VERDICT_ROLE:
            return self._store.verdict(path)
        if role == PARTS_ROLE:
            return self._parts(path)
        return path in self._store.corrections if role == CORRECTED_ROLE else None

    def _parts(self, path: str) -> tuple[tuple[str, ...], str] | None:
        result = self._store.result(path)
        if result is None or result.predicted is None:
            return None
        names = [shown(class_name(self._store.predicted_class(path)))]
        if self._store.verdict(path) is Verdict.WRONG:
            names.insert(0, self._store.true_class(path) or "")
        return tuple(names), str(percent(result.score, digits=0))
