"""Moving files into class folders from the Data page, and back; asks before."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject, Qt
from PyQt5.QtWidgets import QMessageBox

from app.data_splitting import table_of
from app.labels_file import LabelsFile
from app.labels_table import read_rows, write_rows
from core.base.control import Control
from core.base.errors import Cancelled, ClasswiseError, DataError
from core.base.events import Emit
from core.base.messages import Message, message, plural
from core.base.patience import answers
from ui.language import say
from ui.widgets.texts import add_button

if TYPE_CHECKING:
    from app.data_controller import DataController
    from core.data.moving import Move


@dataclass(frozen=True)
class Moved:
    """What became of files that were to be moved.

    Attributes:
        paths: Where those lay that were moved.
        error: What ended it early; Cancelled where a stop was asked for, None where nothing did.
        stuck: Relative paths of those that could not be moved back.
    """

    paths: tuple[str, ...]
    error: ClasswiseError | None = None
    stuck: tuple[str, ...] = ()


class DataMoving(QObject):
    """The two commands."""

    def __init__(self, controller: "DataController") -> None:
        super().__init__(controller)
        self.controller = controller
        self.context = controller.context
        self._offered: Path | None = None
        self._known: tuple[str, Path | None] = ("", None)

    @property
    def undo_file(self) -> Path | None:
        """The newest list of moves that can be undone, of the folder that is open, as far as that is known."""
        from core.data.moving import undo_files

        listing = self.controller.listing
        if listing is None:
            return None
        root = listing.index.root
        unknown: list[Path] | None = None
        files = answers(undo_files, [root], unknown)[0]
        if files is not None:
            self._known = root, files[0] if files else None
        elif self._known[0] != root:
            self._known = root, None
        return self._known[1]  # what a busy drive said before, where it does not answer within a moment

    def refresh(self) -> None:
        """Enable what can be done now, and offer no more what cannot."""
        undo_file = self.undo_file
        self.context.window.action("data.move").setEnabled(self.controller.is_ready)
        self.context.window.action("data.undo_move").setEnabled(undo_file is not None)
        if self._offered is not None and self._offered != undo_file:
            self._withdraw()

    def ask(self) -> None:
        """Plan the moves and ask whether to make them."""
        listing = self.controller.listing
        if listing is None or self._is_busy():
            return
        root = listing.index.root
        wanted = {path: self.context.labelling.row(path) for path in listing.pictures.paths}

        def work(emit: Emit, control: Control) -> "tuple[Move, ...]":
            from core.data.moving import folder_changes, plan_moves

            labels = {path: None if row.is_left_out else row.label for path, row in wanted.items()}
            folders, changes = folder_changes(root, labels)
            return plan_moves(root, folders, changes)

        self.controller.jobs.start("Planning the moves", work, "plan", self._ask)

    def ask_undo(self) -> None:
        """Ask whether to put the files back that were moved last."""
        from core.data.moving import read_moves

        undo_file = self.undo_file
        if undo_file is None or self._is_busy():
            return
        try:
            number = len(read_moves(undo_file))
        except DataError as error:
            self.controller.show_problem(error)
            return
        text = plural(number, "Put {n} file back where it was?", "Put {n:,} files back where they were?")
        self._question(text, message("They were moved as {name} says.", name=undo_file.name), "Move back",
                       lambda: self._undo(undo_file))  # fmt: skip

    def move(self, moves: "tuple[Move, ...]") -> None:
        """Move files; what was unsaved of them is then said by their folders."""
        listing = self.controller.listing
        if listing is None:
            return
        root, file = listing.index.root, listing.file

        def work(emit: Emit, control: Control) -> Moved:
            from core.data.moving import full_path, move_pictures

            error = _error_of(lambda: move_pictures(root, moves, emit, control))
            made = _made({full_path(root, move.source): full_path(root, move.target) for move in moves})
            unnamed = _followed(file, made)
            return Moved(tuple(made), error or unnamed)

        self.controller.jobs.start("Moving files", work, "move", self._on_moved)

    def _undo(self, undo_file: Path) -> None:
        listing = self.controller.listing
        if listing is None:
            return
        root, file = listing.index.root, listing.file
        self._withdraw()

        def work(emit: Emit, control: Control) -> Moved:
            from core.data.moving import full_path, read_moves, undo_moves

            moves = read_moves(undo_file)
            ways = {full_path(root, move.target): full_path(root, move.source) for move in moves}
            there = {here for here in ways if os.path.lexists(here)}
            stuck: list[str] = []
            error = _error_of(lambda: stuck.extend(undo_moves(undo_file, emit, control)[1]))
            made = _made(ways)
            unnamed = _followed(file, made)
            return Moved(tuple(there & made.keys()), error or unnamed, tuple(stuck))

        self.controller.jobs.start("Moving files back", work, "move", self._on_undone)

    def _on_undone(self, moved: Moved) -> None:
        self._read_again(moved)
        text = plural(len(moved.paths), "{n} file was moved back.", "{n:,} files were moved back.")
        self.context.window.toast(text)
        if moved.stuck:
            text = plural(len(moved.stuck), "{n} file could not be moved back, as its place is taken or it is gone: "
                          "{names}", "{n:,} files could not be moved back, as their place is taken or they are gone: "
                          "{names}", names=", ".join(moved.stuck[:5]))  # fmt: skip
            self.controller.page.banner.show_message(text, "warning")

    def _on_moved(self, moved: Moved) -> None:
        """Read the folder anew, and offer to undo."""
        self._read_again(moved)
        text = plural(len(moved.paths), "{n} file was moved.", "{n:,} files were moved.")
        if not moved.paths:
            self.context.window.toast(text)
            return
        self._offered = self.undo_file
        self.context.window.toast(text, "Undo...", self.ask_undo)
        self.context.undo.offer(text, self.ask_undo)

    def _read_again(self, moved: Moved) -> None:
        """Read the folder anew, and say what ended the moving early.

        Changes of labels were made to files that lay elsewhere, so that none can be undone; those of files that stayed
        where they were still wait to be saved.
        """
        self._known = "", None  # there is another list now, or one less
        self.context.labelling.discard(moved.paths)
        self.context.labelling.undo_stack.clear()
        self.controller.data.read_again()
        if moved.error is not None and not isinstance(moved.error, Cancelled):
            self.controller.show_problem(moved.error)

    def _withdraw(self) -> None:
        self._offered = None
        self.context.undo.withdraw(self.ask_undo)
        self.context.window.withdraw_toast(self.ask_undo)

    def _ask(self, moves: "tuple[Move, ...]") -> None:
        if not moves:
            self.context.window.toast(message("Every picture lies in the folder of its class."))
            return
        text = plural(len(moves), "Move {n} file into the folder of its class?",
                      "Move {n:,} files into the folders of their classes?")  # fmt: skip
        first = message("{source} becomes {target}", source=moves[0].source, target=moves[0].target)
        details = message("{first}. Nothing is overwritten, and the move can be undone: what lies where is written "
                          "down before.", first=first)  # fmt: skip
        self._question(text, details, "Move", lambda: self.move(moves))

    def _question(self, text: Message, details: Message, verb: str, then: Callable[[], None]) -> None:
        box = QMessageBox(self.context.window)
        box.setAttribute(Qt.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Question)
        say(box.setWindowTitle, "Classwise")
        say(box.setText, text)
        say(box.setInformativeText, details)
        yes = add_button(box, verb, QMessageBox.AcceptRole)
        box.setStandardButtons(box.standardButtons() | QMessageBox.Cancel)
        yes.clicked.connect(lambda _checked: then())
        box.open()

    def _is_busy(self) -> bool:
        """Say that files stay where they are while a training reads them."""
        if self.controller.data.is_busy:
            self.context.window.toast(message("A training runs. Files can be moved when it has ended."))
            return True
        return False


def _error_of(work: Callable[[], object]) -> ClasswiseError | None:
    """Do something; return what kept it from being done wholly, or None."""
    try:
        work()
    except ClasswiseError as error:
        return error
    return None


def _followed(file: LabelsFile, moved: Mapping[str, str]) -> ClasswiseError | None:
    """Have the tables of a folder that are ours follow pictures that were moved; one that cannot holds up no other.

    Returns:
        What kept its labels, else its current split, from following; None for nothing.
    """
    unnamed = _error_of(lambda: file.rename(moved))
    unparted = _error_of(lambda: _rename_in_split(file.root, moved))
    return unnamed or unparted


def _rename_in_split(root: str, moved: Mapping[str, str]) -> None:
    table = table_of(root)
    rows = {os.path.normpath(path): row for path, row in (read_rows(table) or {}).items()}
    if any(path in rows for path in moved):
        write_rows(table, root, {moved.get(path, path): row for path, row in rows.items()})


def _made(ways: Mapping[str, str]) -> dict[str, str]:
    """Return those of some moves that were made: new path by the old one."""
    return {here: there for here, there in ways.items() if os.path.lexists(there) and not os.path.lexists(here)}
