"""Undo and redo in the Edit menu: one stack for all pages, and what can be taken back for a moment only."""

from collections.abc import Callable

from PyQt5.QtCore import QObject

from app.labelling import Labelling
from core.base.messages import message
from ui.language import say
from ui.main_window import MainWindow


class UndoActions(QObject):
    """Connects the two commands with the stack, and says what they would do."""

    def __init__(self, window: MainWindow, labelling: Labelling) -> None:
        super().__init__(window)
        self._window = window
        self._labelling = labelling
        self._stack = labelling.undo_stack
        self._offered: tuple[str, Callable[[], None]] | None = None
        window.action("edit.undo").triggered.connect(lambda _checked: self._undo())
        window.action("edit.redo").triggered.connect(lambda _checked: self._stack.redo())
        self._stack.indexChanged.connect(lambda _index: self.withdraw())
        window.closing.connect(self._end)
        self._show()

    def offer(self, text: str, undo: Callable[[], None]) -> None:
        """Have undo take something back that is no change of labels, until `withdraw`: what was done last.

        Args:
            text: What was done.
            undo: Takes it back.
        """
        self._offered = text, undo
        self._show()

    def withdraw(self) -> None:
        """Have undo be that of the labels again."""
        self._offered = None
        self._show()

    def _undo(self) -> None:
        if self._offered is not None:
            self._offered[1]()
        else:
            self._stack.undo()

    def _show(self) -> None:
        undo, redo = self._window.action("edit.undo"), self._window.action("edit.redo")
        is_offered = self._offered is not None
        undo.setEnabled(is_offered or self._stack.canUndo())
        redo.setEnabled(not is_offered and self._stack.canRedo())
        done = self._offered[0] if self._offered is not None else self._labelling.undo_text
        undone = self._labelling.redo_text
        say(undo.setText, message("&Undo: {what}", what=done) if done else "&Undo")
        say(redo.setText, message("Re&do: {what}", what=undone) if undone else "Re&do")

    def _end(self) -> None:
        """Write what waits, as the window closes."""
        self._labelling.flush()
        # The stack's destructor clears it, and what hears of that may be gone already.
        self._stack.blockSignals(True)
