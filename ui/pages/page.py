"""What all pages have in common: a header over a body."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.language import named, say
from ui.theme import GRID, LIGHT, Tokens, title_font
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.texts import label


class PageHeader(QFrame):
    """Title of a page, what is open in it, and its main actions at the right."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("page-header")
        self.title = label(title)
        self.title.setFont(title_font())
        self.subject = ElidedLabel()
        self.subject.setProperty("role", "quiet")
        self.subject.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)  # its height is one for all pages, whatever stands in it
        self._row.setSpacing(GRID)
        self._row.addWidget(self.title)
        self._row.addSpacing(GRID)
        self._row.addWidget(self.subject, 1)
        self.setMinimumHeight(6 * GRID)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self._row.addWidget(widget, 0, Qt.AlignVCenter)

    def set_subject(self, text: str) -> None:
        """Say what is open, by its name or a Message: the data set, the model."""
        say(self.subject.setText, named(text))


class Page(QWidget):
    """Base of the pages.

    Attributes:
        key: Stable name: "train", "predict"; F1 shows the heading of docs/window.md that is called so.
        title: What the rail and the header say.
        icon_name: A meaning of ui/icons.py.
        header: The PageHeader.
        body: Layout for what the page shows.
        tokens: The theme in use.

    Signals:
        working_changed(bool): A job of this page runs; the rail shows a dot.
    """

    key = ""
    title = ""
    icon_name = ""
    working_changed = pyqtSignal(bool)

    def __init__(self, tokens: Tokens = LIGHT) -> None:
        super().__init__()
        self.tokens = tokens
        self.setFocusPolicy(Qt.ClickFocus)  # so that the page's own keys work at once
        self.header = PageHeader(self.title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self.body.setSpacing(2 * GRID)
        column.addLayout(self.body, 1)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take over another theme's colours; pages with icons or figures extend this."""
        self.tokens = tokens
