"""Undo and redo in the Edit menu: one stack for all pages."""

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
        window.action("edit.undo").triggered.connect(lambda _checked: self._stack.undo())
        window.action("edit.redo").triggered.connect(lambda _checked: self._stack.redo())
        self._stack.indexChanged.connect(lambda _index: self._show())
        window.closing.connect(self._end)
        self._show()

    def _show(self) -> None:
        undo, redo = self._window.action("edit.undo"), self._window.action("edit.redo")
        undo.setEnabled(self._stack.canUndo())
        redo.setEnabled(self._stack.canRedo())
        done, undone = self._labelling.undo_text, self._labelling.redo_text
        say(undo.setText, message("&Undo: {what}", what=done) if done else "&Undo")
        say(redo.setText, message("Re&do: {what}", what=undone) if undone else "Re&do")

    def _end(self) -> None:
        """Write what waits, as the window closes."""
        self._labelling.flush()
        # The stack's destructor clears it, and what hears of that may be gone already.
        self._stack.blockSignals(True)
