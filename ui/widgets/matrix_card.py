"""The confusion matrix with its controls and the line that names what is under the pointer."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QToolButton

from core.base.messages import Message, message
from ui.icons import icon
from ui.language import say
from ui.matrix import WORDS, Matrix, Shown
from ui.theme import LIGHT, Tokens
from ui.widgets.buttons import tool_button
from ui.widgets.card import Card
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.matrix_view import MatrixView
from ui.widgets.texts import add_items, check_box


class MatrixCard(Card):
    """A matrix to look into.

    Attributes:
        view: The matrix.
        shown_box: Counts, or shares of rows or columns.
        logarithmic: Whether colours are on a logarithmic scale.

    Signals:
        chosen(int, int): As MatrixView's.
    """

    chosen = pyqtSignal(int, int)

    def __init__(self, tokens: Tokens = LIGHT) -> None:
        super().__init__()
        self.view = MatrixView(tokens)
        self.shown_box = QComboBox()
        add_items(self.shown_box, [(words, shown) for shown, words in WORDS.items()])
        say(self.shown_box.setAccessibleName, "What the cells say")
        self.logarithmic = check_box("Log colours", "Colours on a logarithmic scale: few mistakes can be seen beside "
                                     "many right answers")  # fmt: skip
        self.logarithmic.setChecked(True)
        self.line = ElidedLabel("", Qt.ElideRight)
        self.line.setProperty("role", "quiet")
        self.line.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Preferred)
        self._icons: dict[QToolButton, str] = {}
        row = QHBoxLayout()
        row.addWidget(self.shown_box)
        row.addWidget(self.logarithmic)
        row.addStretch(1)
        for meaning, tip, slot in (
            ("zoom_out", message("Smaller cells (-, or the wheel with Ctrl)"), self.view.zoom_out),
            ("zoom_in", message("Larger cells (+, or the wheel with Ctrl)"), self.view.zoom_in),
            ("zoom_fit", message("The whole matrix (0)"), self.view.zoom_fit),
        ):  # fmt: skip
            row.addWidget(self._tool(meaning, tip, slot))
        self.body.addLayout(row)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.line)
        self._help = message("True class at the left, predicted above. A click shows the pictures.")
        say(self.line.setText, self._help)
        self.shown_box.currentIndexChanged.connect(lambda _index: self._on_shown())
        self.logarithmic.toggled.connect(lambda _on: self._on_shown())
        self.view.pointed.connect(self._on_pointed)
        self.view.chosen.connect(self.chosen)
        self.set_tokens(tokens)

    @property
    def tools(self) -> tuple[QToolButton, ...]:
        """The buttons that zoom, from the left."""
        return tuple(self._icons)

    def set_matrix(self, matrix: Matrix) -> None:
        """Show another matrix."""
        self.view.set_matrix(matrix)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take over another theme's colours."""
        self.view.set_tokens(tokens)
        for button, meaning in self._icons.items():
            button.setIcon(icon(meaning, tokens))

    def _tool(self, meaning: str, tip: Message, slot: object) -> QToolButton:
        tool = tool_button(tip, icon_px=18)
        tool.clicked.connect(lambda _checked: slot())
        self._icons[tool] = meaning
        return tool

    def _on_shown(self) -> None:
        self.view.set_shown(Shown(self.shown_box.currentData()), logarithmic=self.logarithmic.isChecked())

    def _on_pointed(self, text: Message) -> None:
        say(self.line.setText, text or self._help)
