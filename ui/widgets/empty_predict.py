"""What the Predict page shows before there is anything to show: one sentence, two choices, a place to drop."""

from PyQt5.QtCore import QSize, Qt, pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.base.messages import message
from ui.icons import icon
from ui.language import say
from ui.theme import GRID, LIGHT, Tokens, title_font
from ui.widgets.buttons import button
from ui.widgets.texts import label


class EmptyPredict(QWidget):
    """The empty state.

    Signals:
        model_asked(), folder_asked(), pictures_asked(), sample_asked(): Buttons.
    """

    model_asked = pyqtSignal()
    folder_asked = pyqtSignal()
    pictures_asked = pyqtSignal()
    sample_asked = pyqtSignal()

    def __init__(self, tokens: Tokens = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignCenter)
        self.title = label("What does the model say of your pictures?")
        self.title.setFont(title_font())
        self.title.setAlignment(Qt.AlignCenter)
        self.text = QLabel()
        self.text.setAlignment(Qt.AlignCenter)
        self.text.setProperty("role", "quiet")
        self.model = button("Choose model...", self.model_asked.emit, tip="A model file or a run folder (Ctrl+M)")
        self.folder = button("Choose folder...", self.folder_asked.emit, tip="A folder of pictures (Ctrl+Shift+P)")
        self.pictures = button("Pictures...", self.pictures_asked.emit, tip="Single pictures")
        self.sample = button("Use the sample digits", self.sample_asked.emit, kind="link",
                             tip="1,797 handwritten digits that come with Classwise")  # fmt: skip
        hint = label("or drop a folder, pictures or a model file here")
        hint.setAlignment(Qt.AlignCenter)
        hint.setProperty("role", "quiet")
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addStretch(1)
        for widget in (self.model, self.folder, self.pictures):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addStretch(2)
        for widget in (self._icon, self.title, self.text):
            column.addWidget(widget)
        column.addSpacing(GRID)
        column.addLayout(row)
        column.addWidget(hint)
        column.addWidget(self.sample, 0, Qt.AlignHCenter)
        column.addStretch(3)
        self.set_tokens(tokens)
        self.show_model("")

    def show_model(self, name: str) -> None:
        """Say which model is chosen already; empty for none."""
        say(self.text.setText, message("{name} is ready. Now choose a folder of pictures.", name=name) if name else
                          "Choose a model and a folder of pictures. Browsing begins at once.")  # fmt: skip
        for widget, is_main in ((self.model, not name), (self.folder, bool(name))):
            widget.setProperty("primary", is_main)
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take over another theme's colours."""
        self._icon.setPixmap(icon("predict", tokens, "quiet").pixmap(QSize(56, 56)))
