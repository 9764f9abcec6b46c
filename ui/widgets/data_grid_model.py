"""The pictures of a data set as the Data page's grid shows them: class, split, what was found."""

from PyQt5.QtCore import QModelIndex, QObject, Qt

from core.base.types import LEFT_OUT_WORD
from ui.data_browser import DataBrowser
from ui.language import shown
from ui.picture_source import PictureSource
from ui.widgets.thumbnail_model import BADGES_ROLE, CORRECTED_ROLE, FADED_ROLE, PathModel
from ui.wording import split_name

SPLIT_COLORS = {"train": "train", "val": "val", "test": "rate", LEFT_OUT_WORD: "bad"}
BADGE_COLORS = {**SPLIT_COLORS, "val": "val_text", "test": "rate_text"}
"""Name of the colour of each split."""
# Findings that are drawn onto a picture.
LOUD_KINDS = ("leak", "two_labels", "unreadable", "group_leak")


class DataGridModel(PathModel):
    """Pictures with their class and split."""

    def __init__(self, browser: DataBrowser, source: PictureSource, parent: QObject | None = None) -> None:
        super().__init__(source, parent)
        self._browser = browser
        browser.list_changed.connect(lambda: self.set_paths(browser.paths, browser.row_of))
        browser.labels_changed.connect(self.on_results_changed)

    def describe(self, path: str) -> str:
        """Return name, class and split in words."""
        pictures = self._browser.pictures
        words = [path.replace("\\", "/").rpartition("/")[2], pictures.label(path) or shown("no class")]
        if split := pictures.split(path):
            words.append(shown("left out") if split == LEFT_OUT_WORD else shown(split_name(split)))
        if path in pictures.edited:
            words.append(shown("changed, not saved"))
        return ", ".join(words)

    def caption(self, path: str) -> str:
        """Return the class."""
        return self._browser.pictures.label(path)

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        """Let pictures be dragged."""
        return super().flags(index) | Qt.ItemIsDragEnabled

    def mark(self, path: str, role: int) -> object:
        """Return split and grave findings as badges, and whether the picture is pale."""
        pictures = self._browser.pictures
        if role == CORRECTED_ROLE:
            return path in pictures.edited
        if role == FADED_ROLE:
            return pictures.split(path) == LEFT_OUT_WORD
        if role != BADGES_ROLE:
            return None
        split = pictures.split(path)
        text = shown("left out") if split == LEFT_OUT_WORD else shown(split_name(split or ""))
        badges = [(text, BADGE_COLORS.get(split, "quiet"))] if text else []
        if any(path in pictures.of_kind(kind) for kind in LOUD_KINDS):
            badges.append(("!", "warn"))
        return badges
