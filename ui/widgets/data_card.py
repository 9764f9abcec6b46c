"""The data of a training: chosen, read, and what was found in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QImage
from PyQt5.QtWidgets import QHBoxLayout, QLabel, QMenu, QProgressBar, QPushButton, QVBoxLayout, QWidget

from core.base.messages import joined, message
from ui.language import say
from ui.theme import GRID, Tokens
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.class_list import ClassList, ClassRow
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.texts import add_action, label
from ui.wording import classes, pictures

MAX_FINDINGS_SHOWN = 3


@dataclass(frozen=True)
class DataSummary:
    """What is shown of a data set.

    Attributes:
        name: Its short name.
        path: Where it lies.
        rows: Its classes.
        split_text: How it is parted, such as "319 train, 40 val, 39 test".
        findings: Problems, a sentence each.
    """

    name: str
    path: str
    rows: tuple[ClassRow, ...]
    split_text: str = ""
    findings: tuple[str, ...] = ()

    @property
    def num_pictures(self) -> int:
        """Pictures in all."""
        return sum(sum(row.counts) for row in self.rows)


class DataCard(Card):
    """States: empty, loading (partial once the classes are known), error, done.

    Signals:
        folder_asked(): A folder is to be chosen.
        file_asked(): A table, list or zip is to be chosen.
        sample_asked(): The digits that come with Classwise are wanted.
        cancel_asked(): Reading shall stop.
        findings_asked(): All findings are to be shown.
        help_asked(str): The troubleshooting page is wanted.
    """

    folder_asked = pyqtSignal()
    file_asked = pyqtSignal()
    sample_asked = pyqtSignal()
    cancel_asked = pyqtSignal()
    findings_asked = pyqtSignal()
    help_asked = pyqtSignal(str)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__("Data")
        self.choose = _choose_button(self)
        self.title_row.addWidget(self.choose)
        self._error: tuple[str, str | None] = ("", None)
        self.banner = Banner(tokens)
        self.banner.help_asked.connect(self.help_asked)
        self.body.addWidget(self.banner)
        self._empty = self._make_empty()
        self._loading = self._make_loading()
        self._content = self._make_content(tokens)
        for part in (self._empty, self._loading, self._content):
            self.body.addWidget(part)
        self.show_empty()

    def _make_empty(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, GRID, 0, GRID)
        column.setSpacing(GRID + 4)
        words = label("Choose a folder that has one folder of pictures for each class.")
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignCenter)
        column.addWidget(words)
        column.addWidget(button("Choose a folder...", self.folder_asked.emit, kind="primary"), 0, Qt.AlignCenter)
        drop = label("or drop a folder, a table or a zip here")
        drop.setProperty("role", "quiet")
        drop.setAlignment(Qt.AlignCenter)
        column.addWidget(drop)
        column.addWidget(button("Try it with the sample digits", self.sample_asked.emit, kind="link"), 0,
                         Qt.AlignCenter)  # fmt: skip
        return part

    def _make_loading(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        self._stage = ElidedLabel("", Qt.ElideRight)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        say(self._bar.setAccessibleName, "Reading the data")
        row = QHBoxLayout()
        row.addWidget(self._stage, 1)
        row.addWidget(button("Cancel", self.cancel_asked.emit, kind="link"))
        column.addLayout(row)
        column.addWidget(self._bar)
        return part

    def _make_content(self, tokens: Tokens) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self._name = ElidedLabel()
        self._name.setProperty("role", "figure")
        self._count = QLabel()
        self._count.setProperty("role", "quiet")
        row = QHBoxLayout()
        row.addWidget(self._name, 1)
        row.addWidget(self._count)
        self._split = QLabel()
        self._split.setProperty("role", "quiet")
        self._split.setWordWrap(True)
        self.class_list = ClassList(tokens)
        self._findings = QLabel()
        self._findings.setProperty("role", "warn")
        self._findings.setWordWrap(True)
        self._findings.setTextFormat(Qt.PlainText)
        self._all_findings = button("Show all findings", self.findings_asked.emit, kind="link")
        column.addLayout(row)
        column.addWidget(self._split)
        column.addWidget(self.class_list)
        column.addWidget(self._findings)
        column.addWidget(self._all_findings, 0, Qt.AlignLeft)
        return part

    def show_empty(self) -> None:
        """Nothing is chosen."""
        self._show(empty=True)
        self.choose.hide()

    def show_loading(self, stage: str, done: int = 0, total: int | None = None) -> None:
        """Say how far reading is; what is known of the data so far stays in sight."""
        self.choose.hide()
        self._empty.hide()
        self._loading.show()
        if total:
            stage = message("{stage}: {done:,} of {total:,}", stage=stage, done=done, total=total)
        say(self._stage.setText, stage)
        self._bar.setRange(0, total or 0)
        self._bar.setValue(done)

    def begin(self, path: str) -> None:
        """Forget the data set before; another is being read."""
        self._show(loading=True)
        self.class_list.classes.clear_images()
        self.show_loading(message("Opening {path}", path=path))

    def show_partial(self, summary: DataSummary) -> None:
        """Show classes and counts while the pictures are still looked at."""
        self._fill(summary)
        self._content.show()

    def show_done(self, summary: DataSummary) -> None:
        """Show a data set that is ready to train on."""
        self._fill(summary)
        self._show(content=True)
        self.choose.show()

    def show_error(self, message: str, help_topic: str | None = None) -> None:
        """Say why the data cannot be used, and offer another choice."""
        self._show(empty=True)
        self._error = (message, help_topic)
        self.banner.show_message(message, "error", help_topic=help_topic)

    def offer(self, actions: tuple[tuple[str, Callable[[], object]], ...]) -> None:
        """Add ways out to the error that is shown.

        Args:
            actions: Text and callback of each button.
        """
        message, help_topic = self._error
        self.banner.show_message(message, "error", help_topic=help_topic, actions=actions)

    def add_image(self, row: int, image: QImage) -> None:
        """Put one more picture into a class's strip."""
        self.class_list.classes.add_image(row, image)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in another theme's colours."""
        self.banner.set_tokens(tokens)
        self.class_list.set_tokens(tokens)

    def _show(self, *, empty: bool = False, loading: bool = False, content: bool = False) -> None:
        self.banner.hide()
        self._empty.setVisible(empty)
        self._loading.setVisible(loading)
        self._content.setVisible(content)

    def _fill(self, summary: DataSummary) -> None:
        self._name.setText(summary.name)
        self._name.set_details(summary.path)
        say(self._count.setText, message("{pictures}, {classes}", pictures=pictures(summary.num_pictures),
                                         classes=classes(len(summary.rows))))  # fmt: skip
        say(self._split.setText, summary.split_text)
        self._split.setVisible(bool(summary.split_text))
        self.class_list.set_rows(summary.rows)
        self.show_findings(summary.findings)

    def show_findings(self, findings: Sequence[str], *, has_more: bool = False) -> None:
        """Show the first few findings.

        Args:
            findings: A sentence each.
            has_more: Whether there is more to read of these than the sentences.
        """
        lines = [message("! {finding}", finding=text) for text in findings[:MAX_FINDINGS_SHOWN]]
        say(self._findings.setText, joined(*lines, template="{first}\n{second}") if lines else "")
        self._findings.setVisible(bool(lines))
        if len(findings) > MAX_FINDINGS_SHOWN:
            say(self._all_findings.setText, message("Show all {n} findings", n=len(findings)))
        else:
            say(self._all_findings.setText, "Show details")
        self._all_findings.setVisible(has_more or len(findings) > MAX_FINDINGS_SHOWN)


def _choose_button(card: DataCard) -> QPushButton:
    """Return "Change" with its menu of sources."""
    result = button("Change")
    result.setProperty("has_menu", True)
    say(result.setToolTip, "Choose another data set")
    menu = QMenu(result)
    add_action(menu, "Folder...").triggered.connect(card.folder_asked)
    add_action(menu, "Table, list or zip...").triggered.connect(card.file_asked)
    add_action(menu, "The sample digits").triggered.connect(card.sample_asked)
    result.setMenu(menu)
    return result
