"""Which pictures of a data set are shown: class, split, finding, name."""

from collections.abc import Sequence

from PyQt5.QtCore import QTimer, pyqtSignal
from PyQt5.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from core.base.messages import message, plural
from core.base.types import LEFT_OUT_WORD
from ui.data_list import EDITED, PictureFilter
from ui.icons import icon
from ui.language import say
from ui.theme import GRID, Tokens
from ui.widgets.buttons import set_enabled
from ui.widgets.choice_box import ChoiceBox

TYPING_DELAY_MS = 150
BOX_WIDTH = 96
SPLITS = (("Train set", "train"), ("Val set", "val"), ("Test set", "test"), ("Left out", LEFT_OUT_WORD))


class PictureFilterBar(QWidget):
    """One row of choices.

    Signals:
        filter_changed(PictureFilter): Other pictures are wanted.
    """

    filter_changed = pyqtSignal(object)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.filter = PictureFilter()
        self._offered: tuple[object, ...] = ()
        self.class_box, self.split_box, self.kind_box = ChoiceBox(), ChoiceBox(), ChoiceBox()
        say(self.class_box.setAccessibleName, "Class")
        say(self.class_box.setToolTip, "Show pictures of this class")
        say(self.split_box.setAccessibleName, "Split")
        say(self.split_box.setToolTip, "Show pictures of this split")
        say(self.kind_box.setAccessibleName, "Finding")
        say(self.kind_box.setToolTip, "Show pictures about which this was found")
        self.name = QLineEdit()
        self.name.setAcceptDrops(False)  # a folder dropped here is opened by the window
        say(self.name.setPlaceholderText, "Name")
        say(self.name.setAccessibleName, "Part of the name")
        say(self.name.setToolTip, "Show pictures with this in the name of the file or its folder (Ctrl+F)")
        self.name.setClearButtonEnabled(True)
        self.clear = QToolButton()
        say(self.clear.setAccessibleName, "Show all pictures")
        say(self.clear.setToolTip, "Show all pictures again")
        self.count = QLabel()
        self.count.setProperty("role", "quiet")
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_DELAY_MS)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for box in (self.class_box, self.split_box, self.kind_box):
            box.setSizeAdjustPolicy(QComboBox.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
            # Its own, as that of its contents would keep the window from fitting a screen of 1024 pixels.
            box.setMinimumWidth(BOX_WIDTH)
            box.currentIndexChanged.connect(self._on_changed)
            row.addWidget(box, 2)
        row.addWidget(self.name, 2)
        row.addWidget(self.clear)
        row.addWidget(self.count)
        self.name.textChanged.connect(lambda _text: self._typing.start())
        self.name.returnPressed.connect(self._on_changed)
        self._typing.timeout.connect(self._on_changed)
        self.clear.clicked.connect(lambda _checked: self.set_filter(PictureFilter()))
        self.set_choices((), ())
        self.set_tokens(tokens)

    def set_choices(self, classes: Sequence[str], kinds: Sequence[tuple[str, str]]) -> None:
        """Offer these classes and kinds of findings; what is chosen stays chosen where it can.

        Args:
            classes: Class names.
            kinds: Each kind and what is said of it.
        """
        if self._offered == (tuple(classes), tuple(kinds)):
            return
        self._offered = (tuple(classes), tuple(kinds))
        for box, first, rest in (
            (self.class_box, "All classes", [(name, name) for name in classes]),
            (self.split_box, "All splits", [(text, value) for text, value in SPLITS]),
            (self.kind_box, "All findings", [*((text, kind) for kind, text in kinds), ("Changed, not saved", EDITED)]),
        ):
            box.blockSignals(True)
            box.clear()
            for place, (text, value) in enumerate([(first, None), *rest]):
                box.addItem(text, value)
                if text != value:  # names of classes are the user's own
                    say(box.setItemText, text, place)
            box.blockSignals(False)
        self._show_filter()

    def set_filter(self, wanted: PictureFilter) -> None:
        """Choose a filter."""
        changed = wanted != self.filter
        self.filter = wanted
        self._show_filter()
        if changed:
            self.filter_changed.emit(wanted)

    def show_count(self, number: int, total: int, num_selected: int) -> None:
        """Say how many pictures are shown and selected."""
        if num_selected > 1:
            text = message("{n:,} of {total:,} selected", n=num_selected, total=number)
        elif number == total:
            text = plural(total, "{n:,} picture", "{n:,} pictures")
        else:
            text = message("{n:,} of {total:,}", n=number, total=total)
        say(self.count.setText, text)

    def focus_name(self) -> None:
        """Put the cursor into the field for the name."""
        self.name.setFocus()
        self.name.selectAll()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take over another theme's colours."""
        self.clear.setIcon(icon("close", tokens, "quiet"))

    def _show_filter(self) -> None:
        wanted = self.filter
        for box, value in ((self.class_box, wanted.class_name), (self.split_box, wanted.split),
                           (self.kind_box, wanted.kind)):  # fmt: skip
            box.blockSignals(True)
            box.setCurrentIndex(max(0, box.findData(value)) if value is not None else 0)
            box.blockSignals(False)
        if self.name.text().strip() != wanted.name:
            self.name.setText(wanted.name)  # told to all: the button that empties it comes and goes with the text
            self._typing.stop()
        set_enabled(self.clear, not wanted.is_open, "All pictures are shown.")

    def _on_changed(self) -> None:
        self._typing.stop()
        kind = self.kind_box.currentData()
        same_kind = kind == self.filter.kind
        self.set_filter(PictureFilter(
            self.class_box.currentData(), self.split_box.currentData(), kind, self.name.text().strip(),
            self.filter.paths if same_kind else None, self.filter.title if same_kind else ""))  # fmt: skip
