"""Connects the Data page's commands: choosing data, selecting, the pairs, moving files."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject

from app.data_augmenting import DataAugmenting
from app.data_moving import DataMoving
from app.data_splitting import DataSplitting
from app.labels_file import NAME as LABELS
from core.base.files import name_of
from core.base.patience import existing
from core.config import SAMPLE
from ui.widgets.buttons import set_enabled

if TYPE_CHECKING:
    from app.data_controller import DataController

NUM_RECENT = 8
NEEDS_DATA = ("save_as", "select_all", "filter")
NEEDS_PICTURE = ("leave_out", "take_back", "new_class", "full_screen", "show_folder")


class DataActions(QObject):
    """The page's commands."""

    def __init__(self, controller: "DataController") -> None:
        super().__init__(controller)
        self.controller = controller
        self.page = controller.page
        self.moving = DataMoving(controller)
        self.splitting = DataSplitting(controller)
        self.augmenting = DataAugmenting(controller)
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Enable what can be done now."""
        action, page = self.controller.context.window.action, self.page
        has_data = self.controller.is_ready
        for name in NEEDS_DATA:
            action(f"data.{name}").setEnabled(has_data)
        self._on_selection()
        has_pairs = bool(page.duplicates.pairs)
        action("data.duplicates").setEnabled(has_pairs)
        set_enabled(page.side_by_side, has_pairs, "No pictures that look alike were found.")
        listing = self.controller.listing
        can_train = listing is not None and listing.opened is not None
        why_not = "The data cannot be trained on yet." if has_data else "The data is still being read."
        for name, widget in (("split", page.split), ("augmentation", page.augmentation)):
            set_enabled(widget, can_train, why_not)
            action(f"data.{name}").setEnabled(can_train)
        self.moving.refresh()

    def _on_selection(self) -> None:
        """Enable what can be done with the selected pictures; this asks no disk, as it comes with each of them."""
        is_possible = self.controller.is_ready and self.page.grid.num_selected() > 0
        for name in NEEDS_PICTURE:
            self.controller.context.window.action(f"data.{name}").setEnabled(is_possible)

    def _connect(self) -> None:
        page, data, window = self.page, self.controller.data, self.controller.context.window
        page.choose.set_entries((("Folder...", data.choose_folder), ("Table, list or zip...", data.choose_file),
                                 ("Sample digits", lambda: data.open(SAMPLE))), self._recent)  # fmt: skip
        page.empty.folder_asked.connect(data.choose_folder)
        page.empty.file_asked.connect(data.choose_file)
        page.empty.sample_asked.connect(lambda: data.open(SAMPLE))
        page.grid.path_opened.connect(page.show_large)
        page.grid.selection_changed.connect(self._on_selection)
        page.duplicates_asked.connect(self.show_duplicates)
        page.duplicates.closed.connect(lambda: page.show_duplicates(False))
        page.split_asked.connect(self.splitting.ask)
        page.augmentation_asked.connect(self.augmenting.show)
        for name, slot in (("select_all", page.grid.selectAll), ("filter", page.filters.focus_name),
                           ("duplicates", self.show_duplicates), ("full_screen", self._show_large),
                           ("show_folder", self._show_folder), ("split", self.splitting.ask),
                           ("augmentation", self.augmenting.show), ("move", self.moving.ask),
                           ("undo_move", self.moving.ask_undo)):  # fmt: skip
            window.action(f"data.{name}").triggered.connect(lambda _checked, slot=slot: slot())

    def show_duplicates(self) -> None:
        """Show the pairs that look alike, those of the finding in sight first."""
        wanted = self.page.filters.filter.paths
        if self.page.duplicates.pairs:
            self.page.duplicates.show_group(wanted or ())
            self.page.show_duplicates(True)

    def _show_large(self) -> None:
        if self.page.full_screen is not None:
            self.page.full_screen.close()
            return
        paths = self.page.grid.selected_paths()
        if paths:
            self.page.show_large(paths[0])

    def _show_folder(self) -> None:
        paths = self.page.grid.selected_paths()
        if paths:
            self.controller.context.show_folder(Path(paths[0]).parent)

    def _recent(self) -> list[tuple[str, str, Callable[[], object]]]:
        data = self.controller.data
        return [(_name(path), path, partial(data.open, path))
                for path in existing(self.controller.context.settings.recent_data[:NUM_RECENT])]


def _name(path: str) -> str:
    """Return what a data set is called: its folder, also where a table of ours in it was opened."""
    name = name_of(path)
    return f"{name_of(os.path.dirname(path))}/{name}" if name == LABELS else name
