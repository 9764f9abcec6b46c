"""The action of a command that belongs to a page."""

from PyQt5.QtCore import QObject
from PyQt5.QtWidgets import QAction


class CommandAction(QAction):
    """An action that can be chosen only while its page is in sight, whatever its controller thinks of it.

    The menus list the commands of all pages. One that acts on what is selected must not do so where nobody sees it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._is_wanted = True
        self._is_in_sight = True

    def set_in_sight(self, on: bool) -> None:
        """Say whether the command's page is in front."""
        self._is_in_sight = on
        super().setEnabled(on and self._is_wanted)

    def setEnabled(self, enabled: bool) -> None:
        """Let it be chosen, as far as its controller is concerned."""
        self._is_wanted = enabled
        super().setEnabled(enabled and self._is_in_sight)
