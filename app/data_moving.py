"""Moving files into class folders from the Data page, and back; asks before."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject, Qt
from PyQt5.QtWidgets import QMessageBox

from core.base.control import Control
from core.base.errors import DataError
from core.base.events import Emit
from core.base.messages import Message, message, plural
from ui.language import say
from ui.widgets.texts import add_button

if TYPE_CHECKING:
    from app.data_controller import DataController
    from core.data.moving import Move


class DataMoving(QObject):
    """The two commands."""

    def __init__(self, controller: "DataController") -> None:
        super().__init__(controller)
        self.controller = controller
        self.context = controller.context
        self._offered: Path | None = None

    @property
    def undo_file(self) -> Path | None:
        """The newest list of moves that can be undone, of the folder that is open."""
        from core.data.moving import undo_files

        listing = self.controller.listing
        files = undo_files(listing.index.root) if listing is not None else []
        return files[0] if files else None

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

        def work(emit: Emit, control: Control) -> Path:
            from core.data.moving import full_path, move_pictures

            undo_file = move_pictures(root, moves, emit, control)
            file.rename({full_path(root, move.source): full_path(root, move.target) for move in moves})
            return undo_file

        self.controller.jobs.start("Moving files", work, "move", lambda undo_file: self._on_moved(
            undo_file, plural(len(moves), "{n} file was moved.", "{n:,} files were moved.")))  # fmt: skip

    def _undo(self, undo_file: Path) -> None:
        listing = self.controller.listing
        if listing is None:
            return
        root, file = listing.index.root, listing.file
        self._withdraw()

        def work(emit: Emit, control: Control) -> tuple[int, tuple[str, ...]]:
            from core.data.moving import full_path, read_moves, undo_moves

            moves = read_moves(undo_file)
            result = undo_moves(undo_file, emit, control)
            file.rename({full_path(root, move.target): full_path(root, move.source) for move in moves
                         if move.source not in result[1]})  # fmt: skip
            return result

        self.controller.jobs.start("Moving files back", work, "move", self._on_undone)

    def _on_undone(self, result: tuple[int, tuple[str, ...]]) -> None:
        number, stuck = result
        self._read_again()
        self.context.window.toast(plural(number, "{n} file was moved back.", "{n:,} files were moved back."))
        if stuck:
            text = message("{n:,} files could not be moved back, as their place is taken or they are gone: {names}",
                           n=len(stuck), names=", ".join(stuck[:5]))  # fmt: skip
            self.controller.page.banner.show_message(text, "warning")

    def _on_moved(self, undo_file: Path, text: Message) -> None:
        """Read the folder anew, and offer to undo."""
        self._read_again()
        self._offered = undo_file
        self.context.window.toast(text, "Undo...", self.ask_undo)
        self.context.undo.offer(text, self.ask_undo)

    def _read_again(self) -> None:
        """Read the folder anew; changes of labels were made to files that lay elsewhere, so that none can be undone."""
        self.context.labelling.discard()
        self.context.labelling.undo_stack.clear()
        self.controller.data.read_again()

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
