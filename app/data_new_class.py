"""A new class on the Data page: its name is asked for, and whether one of nearly the same name is meant."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PyQt5.QtWidgets import QInputDialog

from core.base.messages import message, plural
from ui.dialogs.class_name import ClassNameBox
from ui.language import say

if TYPE_CHECKING:
    from app.data_labels import DataLabels


class DataNewClass:
    """Asks for the name and moves the pictures there."""

    def __init__(self, labels: "DataLabels", classes: Callable[[], Sequence[str]]) -> None:
        self._labels = labels
        self._classes = classes

    def ask(self, paths: Sequence[str]) -> None:
        """Ask for the name of a new class and move pictures there."""
        dialog = QInputDialog(self._labels.page)
        say(dialog.setWindowTitle, "New class")
        say(dialog.setLabelText, plural(len(paths), "Name of the class for the selected picture:",
                                        "Name of the class for {n:,} selected pictures:"))  # fmt: skip
        dialog.textValueSelected.connect(lambda text: self._take(text, paths))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, text: str, paths: Sequence[str]) -> None:
        """Move pictures to the class of this name, or ask where another is nearly of this name.

        Spaces around a name and the way its accents are encoded are seen by nobody, so that no class differs by these
        alone.
        """
        from core.data.sources.names import composed, same_class  # not needed before the first window

        name = composed(text.strip())
        if not name:
            return
        known = same_class(name, self._classes())
        if known is None:
            self._labels.move(name, paths)
        elif composed(known.strip()) == name:
            self._labels.move(known, paths)
            self._labels.context.window.toast(message("The class {name} is there already, and is used.", name=known))
        else:
            box = ClassNameBox(name, known, self._labels.context.window)
            box.chosen.connect(lambda chosen: self._labels.move(chosen, paths))
            box.open()
