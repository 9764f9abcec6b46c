"""Labels on the Data page: keys, menu and drag, duplicates, Save, and what is asked about unsaved ones."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject, QPoint
from PyQt5.QtWidgets import QMenu

from app.data_listing import Listed
from app.data_new_class import DataNewClass
from app.label_rows import LabelRow
from app.labels_table import table_settings, write_rows
from core.base.control import Control
from core.base.events import Emit
from core.base.messages import message, plural
from core.base.types import DUPLICATES_IGNORED, Split
from ui import choose
from ui.class_keys import class_keys, class_of_key
from ui.dialogs.unsaved import KeptLabelsBox, UnsavedBox
from ui.language import Name, as_tip, say, shown
from ui.widgets.duplicates_view import Decision, Pair
from ui.widgets.texts import MOST_IN_MENU_PX, unmarked

if TYPE_CHECKING:
    from app.data_controller import DataController

TOGETHER = "same "
"""How the groups begin that were kept together by hand."""
TELLING_PAGES = ("predict", "evaluate")
"""Pages that tell of themselves, while they are in sight, that labels could not be saved."""


class DataLabels(QObject):
    """Changes labels, and keeps the page up to date with them."""

    def __init__(self, controller: "DataController") -> None:
        super().__init__(controller)
        self.controller = controller
        self.context = controller.context
        self.page = controller.page
        self.labelling = controller.context.labelling
        self._new_class = DataNewClass(self, lambda: controller.classes)
        self._after_save: Callable[[], None] | None = None
        page = self.page
        page.key_chosen.connect(self._on_key)
        page.new_class_asked.connect(self.ask_new_class)
        page.save_asked.connect(self.save)
        page.grid.menu_asked.connect(self._show_menu)
        page.chart.dropped.connect(self._on_dropped)
        page.duplicates.ignore_asked.connect(self._ignore)
        page.duplicates.together_asked.connect(self._keep_together)
        page.duplicates.leave_out_asked.connect(lambda path: self.leave_out([path]))
        self.labelling.changed.connect(self._on_changed)
        self.labelling.state_changed.connect(self._on_state)
        self.labelling.saved.connect(self._on_saved)
        self.labelling.failed.connect(self._on_failed)
        window = self.context.window
        for name, slot in (("leave_out", self.leave_out), ("take_back", self.take_back), ("save", self.save),
                           ("new_class", self.ask_new_class), ("save_as", self.save_as)):  # fmt: skip
            window.action(f"data.{name}").triggered.connect(lambda _checked, slot=slot: slot())

    def move(self, class_name: str, paths: Sequence[str] | None = None) -> None:
        """Move pictures to a class; those selected where none are named."""
        paths = self._selected() if paths is None else paths
        if paths and self.controller.is_ready:
            self.labelling.set_labels(paths, class_name, at_once=False)

    def leave_out(self, paths: Sequence[str] | None = None) -> None:
        """Leave pictures out; those selected where none are named."""
        paths = self._selected() if paths is None else paths
        if paths and self.controller.is_ready:
            self.labelling.leave_out(paths, at_once=False)

    def take_back(self) -> None:
        """Have the selected pictures be what was read of them."""
        if not self.controller.is_ready:
            return
        paths, changed = self._selected(), self.labelling.undo_stack.index()
        self.labelling.take_back(paths, at_once=False)
        if paths and self.labelling.undo_stack.index() == changed:
            self.context.window.toast(plural(len(paths), "The selected picture was not changed.",
                                             "None of the {n:,} selected pictures was changed."))  # fmt: skip

    def ask_new_class(self) -> None:
        """Ask for the name of a new class and move the selected pictures there."""
        paths = self._selected()
        if paths:
            self._new_class.ask(paths)

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Write labels.csv; afterwards it is the source that all pages use.

        Args:
            then: Called when it is written, in place of opening it.
        """
        if not self.labelling.is_saved:
            kept = self._kept_besides()
            if kept:
                self._ask_about(kept, then)
            else:
                self._write(then)
        elif then is not None:
            then()

    def save_and_open(self, then: Callable[[], None]) -> None:
        """Write labels.csv, open it, and call something when it is the current data set."""
        before = self.context.data.opened

        def when_opened() -> None:
            self.controller.data.opened.disconnect(when_opened)
            self.controller.data.opener.failed.disconnect(forget)
            listing = self.controller.listing
            is_read = self.context.data.opened is not before  # which comes back where reading is stopped, or fails
            if listing is not None and is_read and self._is_source(listing):
                then()

        def forget(_error: object) -> None:
            self.controller.data.opened.disconnect(when_opened)
            self.controller.data.opener.failed.disconnect(forget)

        def open_table() -> None:
            self.controller.data.opened.connect(when_opened)
            self.controller.data.opener.failed.connect(forget)
            self.open_table()

        self.save(open_table)

    def save_as(self) -> None:
        """Write the labels as they are now to a table that is asked for."""
        listing = self.controller.listing
        if listing is None:
            return
        target = choose.choose_target(self.page, message("Save the labels as a table"),
                                      str(Path(listing.index.root) / "labels.csv"), "CSV (*.csv)")  # fmt: skip
        if target:
            rows = {path: self.labelling.row(path) for path in listing.pictures.paths}

            def work(emit: Emit, control: Control) -> None:
                write_rows(target, listing.index.root, rows)

            self.controller.jobs.start("Saving labels", work, "save", lambda _result: self._tell(target))

    def open_table(self) -> None:
        """Make labels.csv the current data set, its splits kept; while a training runs, that waits for its end."""
        listing = self.controller.listing
        if listing is None:
            return
        if self.controller.data.is_busy:
            self.controller.list_again()
        path, root = self._path(listing), listing.index.root
        self.controller.data.when_free(lambda: self.open_labels(path, root))

    def take_over(self, listing: Listed) -> None:
        """Use the labels that are kept for the pictures in sight.

        A table of a whole data set, which has its splits, is opened. Single corrections, such as those of the Predict
        page, go over what was read: opened alone they would be a data set of the corrected pictures and no others.
        """
        file = listing.file
        if any(row.split and not row.is_left_out for row in file.rows.values()):
            self.controller.data.before_open(lambda: self.open_labels(file.path, listing.index.root))
            return
        self.page.banner.hide()
        self.labelling.adopt({path: row for path, row in file.rows.items() if path in listing.pictures.row_of})
        self.save()

    def open_labels(self, path: Path, root: str) -> None:
        """Open a labels.csv as the current data set."""
        settings = table_settings(path, root)
        if settings is not None:
            self.controller.data.open_with(str(path), settings)

    def ask_then(self, go_on: Callable[[], None]) -> None:
        """Ask about unsaved labels, and go on where the answer allows it."""
        self._ask(self.save, go_on)

    def ask_before_training(self, go_on: Callable[[], None]) -> None:
        """Ask about unsaved labels, and go on with what was saved as the data set, or with what was read."""
        self._ask(self.save_and_open, go_on)

    def _ask(self, save: Callable[[Callable[[], None]], None], go_on: Callable[[], None]) -> None:
        if self.labelling.is_saved:
            go_on()
            return
        box = UnsavedBox(len(self.labelling.unsaved), self.context.window)
        box.save_chosen.connect(lambda: save(go_on))
        box.discard_chosen.connect(self.labelling.discard)
        box.discard_chosen.connect(go_on)
        box.open()

    def decision(self, pair: Pair) -> Decision:
        """Say what was decided about two pictures that look alike."""
        first, second = self.labelling.row(pair.first), self.labelling.row(pair.second)
        if first.is_left_out or second.is_left_out:
            return Decision.LEFT_OUT
        if second.duplicates == DUPLICATES_IGNORED:
            return Decision.IGNORE
        if first.group == second.group and first.group.startswith(TOGETHER) and first.split == second.split:
            return Decision.TOGETHER
        return Decision.OPEN

    def _kept_besides(self) -> dict[str, LabelRow]:
        """Return what labels.csv says of pictures otherwise than it is in sight; saving would write over it."""
        listing = self.controller.listing
        if listing is None or self._is_source(listing):
            return {}
        changed = self.labelling.unsaved
        return {path: row for path, row in listing.file.rows.items()
                if path in listing.pictures.row_of and path not in changed
                and row.says_other(self.labelling.row(path))}  # fmt: skip

    def _is_source(self, listing: Listed) -> bool:
        """Tell whether labels.csv itself is what is open."""
        return self._path(listing) == Path(self.controller.data.chosen_path)

    def _path(self, listing: Listed) -> Path:
        """Return where labels.csv was written last, by whatever page; before that, where it was read."""
        book = self.labelling.book(listing.index.root)
        return book.file.path if book is not None else listing.file.path

    def _ask_about(self, kept: dict[str, LabelRow], then: Callable[[], None] | None) -> None:
        def use_both() -> None:
            self.labelling.adopt(kept)
            self._write(then)

        box = KeptLabelsBox(len(kept), str(self._path(self.controller.listing)) if self.controller.listing else "",
                            self.context.window)  # fmt: skip
        box.both_chosen.connect(use_both)
        box.replace_chosen.connect(lambda: self._write(then, kept))
        box.open()

    def _write(self, then: Callable[[], None] | None, also: Iterable[str] = ()) -> None:
        self._after_save = then or self.open_table
        self.labelling.save(also)

    def _ignore(self, pair: Pair) -> None:
        # In a larger group only the one that was looked at is another picture.
        self.labelling.set_distinct(pair.group if len(pair.group) == 2 else [pair.second])

    def _keep_together(self, pair: Pair) -> None:
        rows = [self.labelling.row(path) for path in pair.group]
        where = Counter(row.split for row in rows if row.split and not row.is_left_out)
        split = max(where, key=lambda name: (where[name], -list(Split).index(Split(name))), default="")
        name = pair.first.replace("\\", "/").rsplit("/", 2)
        self.labelling.keep_together(pair.group, TOGETHER + "/".join(name[-2:]), split)

    def _selected(self) -> list[str]:
        """Return the selected pictures; none while the pairs are in sight in the grid's place."""
        return self.page.grid.selected_paths() if self.page.grid.isVisibleTo(self.page) else []

    def _on_key(self, key: str) -> None:
        name = class_of_key(self.controller.classes, key)
        if name is not None:
            self.move(name)

    def _on_dropped(self, paths: tuple[str, ...], class_name: str) -> None:
        paths = tuple(path for path in paths if path in self.page.browser.pictures.row_of)  # not of another window
        if class_name:
            self.move(class_name, paths)
        else:
            self.leave_out(paths)

    def _on_changed(self, paths: tuple[str, ...]) -> None:
        pictures = self.page.browser.pictures
        for path in paths:
            if path in pictures.row_of:
                self.controller.show_row(path)
        if self.page.duplicates.isVisible():
            self.page.duplicates.show_changed(paths)
        self.controller.show_labels()

    def _on_state(self) -> None:
        number = len(self.labelling.unsaved)
        self.page.set_unsaved(number)
        self.context.window.action("data.save").setEnabled(number > 0)

    def _on_saved(self, path: str) -> None:
        """Go on when the data set's labels are written, or, where it is gone from the page, when all are."""
        listing = self.controller.listing
        is_own = listing is not None and path in ("", str(self._path(listing)))
        if self._after_save is not None and (is_own or self.labelling.is_saved):
            then, self._after_save = self._after_save, None
            if path:
                self._tell(path)
            then()

    def _on_failed(self, error: BaseException) -> None:
        """Tell it once, where it is seen: here, or on a page that tells it itself, or else in a dialog."""
        self._after_save = None
        page = self.context.window.current_page
        if page == self.page.key:
            self.controller.show_problem(error)
        elif page not in TELLING_PAGES:
            self.context.show_error(error)

    def _tell(self, path: str) -> None:
        self.context.window.toast(message("Saved {path}", path=path))

    def _show_menu(self, place: QPoint) -> None:
        """Offer what can be done with the selected pictures."""
        action = self.context.window.action
        classes = QMenu(self.page)
        classes.setToolTipsVisible(True)
        say(classes.setTitle, "Move to class")
        names = self.controller.classes
        for name, key in zip(names, class_keys(names), strict=True):
            words = shown(unmarked(Name(name), MOST_IN_MENU_PX))
            entry = classes.addAction(words + (f"\t{key}" if key else ""))
            entry.setToolTip(as_tip(name))
            entry.triggered.connect(partial(self._move_to, name))
        classes.addSeparator()
        classes.addAction(action("data.new_class"))
        menu = self.page.menu([classes, action("data.leave_out"), action("data.take_back"), None,
                               action("data.full_screen"), action("data.show_folder")])  # fmt: skip
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _move_to(self, name: str, _checked: bool = False) -> None:
        self.move(name)
