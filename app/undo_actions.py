"""Undo and redo in the Edit menu: one stack for all pages, and what can be taken back for a moment only."""

from collections.abc import Callable

from PyQt5.QtCore import QObject

from app.labelling import Labelling
from core.base.messages import message
from ui.language import say
from ui.main_window import MainWindow
from ui.widgets.texts import MOST_IN_MENU_PX, unmarked


class UndoActions(QObject):
    """Connects the two commands with the stack, and says what they would do."""

    def __init__(self, window: MainWindow, labelling: Labelling) -> None:
        super().__init__(window)
        self._window = window
        self._labelling = labelling
        self._stack = labelling.undo_stack
        self._offers: list[tuple[str, Callable[[], None]]] = []
        window.action("edit.undo").triggered.connect(lambda _checked: self._undo())
        window.action("edit.redo").triggered.connect(lambda _checked: self._stack.redo())
        self._stack.indexChanged.connect(self._on_index_changed)
        window.closing.connect(self._end)
        self._show()

    def offer(self, text: str, undo: Callable[[], None]) -> None:
        """Have undo take something back that is no change of labels, until `withdraw` or until labels change.

        Args:
            text: What was done.
            undo: Takes it back.
        """
        self._offers.append((text, undo))
        self._show()

    def withdraw(self, undo: Callable[[], None]) -> None:
        """Forget what was offered to be taken back in this way; what others offered stays."""
        self._offers = [offered for offered in self._offers if offered[1] != undo]
        self._show()

    def _undo(self) -> None:
        if self._offers:
            self._offers[-1][1]()
        else:
            self._stack.undo()

    def _on_index_changed(self, _index: int) -> None:
        """Have undo be that of the labels again, as they changed last."""
        self._offers.clear()
        self._show()

    def _show(self) -> None:
        undo, redo = self._window.action("edit.undo"), self._window.action("edit.redo")
        is_offered = bool(self._offers)
        undo.setEnabled(is_offered or self._stack.canUndo())
        redo.setEnabled(not is_offered and self._stack.canRedo())
        done = self._offers[-1][0] if self._offers else self._labelling.undo_text
        undone = self._labelling.redo_text
        say(undo.setText, message("&Undo: {what}", what=unmarked(done, MOST_IN_MENU_PX)) if done else "&Undo")
        say(redo.setText, message("Re&do: {what}", what=unmarked(undone, MOST_IN_MENU_PX)) if undone else "Re&do")

    def _end(self) -> None:
        """Write what waits, as the window closes."""
        self._labelling.end()
        # The stack's destructor clears it, and what hears of that may be gone already.
        self._stack.blockSignals(True)
