"""What was found about a data set: kinds, and under the chosen one its findings one by one."""

from collections.abc import Mapping, Sequence

from PyQt5.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QPainter
from PyQt5.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.base.messages import joined, message
from core.base.types import Finding
from ui.icons import icon
from ui.language import as_tip, shown
from ui.theme import Tokens

MAX_UNFOLDED = 500
KIND_INDENT = 24
FINDING_INDENT = 32
RIGHT_MARGIN = 4
ROW_ROLE = Qt.UserRole
ROW_HEIGHT = 26


class FindingsModel(QAbstractListModel):
    """Rows of (kind, finding); the finding is None in the row of the kind itself."""

    def __init__(self) -> None:
        super().__init__()
        self._by_kind: dict[str, list[Finding]] = {}
        self._titles: Mapping[str, str] = {}
        self._harmless: frozenset[str] = frozenset()
        self.unfolded = ""
        self.rows: list[tuple[str, Finding | None]] = []

    def set_findings(self, findings: Sequence[Finding], titles: Mapping[str, str], harmless: frozenset[str]) -> None:
        """Show these findings, the kinds in the order in which they come.

        Args:
            findings: The findings.
            titles: What is said of all findings of a kind.
            harmless: Kinds that are nothing to mend.
        """
        self.beginResetModel()
        self._by_kind = {}
        for finding in findings:
            self._by_kind.setdefault(finding.kind, []).append(finding)
        self._titles, self._harmless = titles, harmless
        self._fill()
        self.endResetModel()

    def unfold(self, kind: str) -> None:
        """Show one kind's findings one by one; empty: none's."""
        if kind != self.unfolded:
            self.beginResetModel()
            self.unfolded = kind
            self._fill()
            self.endResetModel()

    def kinds(self) -> list[str]:
        """Return the kinds."""
        return list(self._by_kind)

    def title(self, kind: str) -> str:
        """Return what is said of all findings of a kind."""
        return self._titles.get(kind, kind)

    def _fill(self) -> None:
        self.rows = []
        for kind, findings in self._by_kind.items():
            self.rows.append((kind, None))
            if kind == self.unfolded:
                self.rows += [(kind, finding) for finding in findings[:MAX_UNFOLDED]]

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def is_grave(self, kind: str) -> bool:
        """Whether there is something to mend."""
        return kind not in self._harmless

    def data(self, index: QModelIndex, role: int = Qt.DisplayRole) -> object:
        """Return what a row shows."""
        if not index.isValid():
            return None
        kind, finding = self.rows[index.row()]
        if role == ROW_ROLE:
            return kind, finding
        text = shown(self.title(kind) if finding is None else finding.message)
        if role == Qt.DisplayRole:
            return text
        if role in (Qt.ToolTipRole, Qt.AccessibleTextRole):
            more = len(self._by_kind[kind]) - MAX_UNFOLDED
            if finding is None and kind == self.unfolded and more > 0:
                text = shown(joined(text, message("{n:,} more are not listed one by one.", n=more)))
            return as_tip(text) if role == Qt.ToolTipRole else text
        return None


class FindingsDelegate(QStyledItemDelegate):
    """Draws a kind with a sign before it, in as many lines as it takes, and a finding in one line."""

    def __init__(self, tokens: Tokens, parent: QListView) -> None:
        super().__init__(parent)
        self.tokens = tokens

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Return a height of one line, or of those that a kind takes."""
        width = self.parent().viewport().width() - KIND_INDENT - RIGHT_MARGIN
        if index.data(ROW_ROLE)[1] is not None or width <= 0:
            return QSize(160, ROW_HEIGHT)
        text = option.fontMetrics.boundingRect(QRect(0, 0, width, 1000), int(Qt.TextWordWrap), index.data())
        return QSize(160, max(ROW_HEIGHT, text.height() + ROW_HEIGHT - option.fontMetrics.height()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Draw one row."""
        model: FindingsModel = index.model()
        kind, finding = index.data(ROW_ROLE)
        area = option.rect.adjusted(0, 1, 0, -1)
        painter.save()
        painter.setRenderHint(QPainter.Antialiasing)
        is_selected = bool(option.state & QStyle.State_Selected)
        if is_selected or option.state & QStyle.State_MouseOver:
            painter.setPen(Qt.NoPen)
            painter.setBrush(self.tokens.color("pressed" if is_selected else "hover"))
            painter.drawRoundedRect(area, 4, 4)
        if finding is None:
            name, color = ("warning", "warn") if model.is_grave(kind) else ("info", "quiet")
            icon(name, self.tokens, color).paint(painter, QRect(area.left() + 4, area.top() + 4, 16, 16))
        painter.setPen(self.tokens.color("text" if finding is None else "quiet"))
        if finding is None:
            line = area.adjusted(KIND_INDENT, 0, -RIGHT_MARGIN, 0)
            painter.drawText(line, int(Qt.AlignVCenter | Qt.TextWordWrap), index.data())
        else:
            line = area.adjusted(FINDING_INDENT, 0, -RIGHT_MARGIN, 0)
            text = painter.fontMetrics().elidedText(index.data(), Qt.ElideRight, line.width())
            painter.drawText(line, int(Qt.AlignVCenter), text)
        painter.restore()


class FindingsList(QListView):
    """The list; choosing a row shows its pictures.

    Signals:
        chosen(str, object): A kind and one of its findings, or None for all of the kind; ("", None) for no finding.
    """

    chosen = pyqtSignal(str, object)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.findings = FindingsModel()
        self.setModel(self.findings)
        self._delegate = FindingsDelegate(tokens, self)
        self.setItemDelegate(self._delegate)
        self.setProperty("plain", True)
        self.setResizeMode(QListView.Adjust)  # another width may take other heights
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarAlwaysOff)
        self.clicked.connect(self._on_chosen)
        self.activated.connect(self._on_chosen)

    def choose(self, kind: str) -> None:
        """Unfold a kind and show all its pictures."""
        self.show_chosen(kind)
        self.chosen.emit(kind, None)

    def show_chosen(self, kind: str) -> None:
        """Mark a kind without telling it back; empty for none."""
        if kind != self.findings.unfolded:
            self.findings.unfold(kind)
            row = next((row for row, item in enumerate(self.findings.rows) if item == (kind, None)), -1)
            self.setCurrentIndex(self.findings.index(row) if row >= 0 else QModelIndex())

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in another theme's colours."""
        self._delegate.tokens = tokens
        self.viewport().update()

    def _on_chosen(self, index: QModelIndex) -> None:
        kind, finding = index.data(ROW_ROLE)
        if finding is not None:
            self.chosen.emit(kind, finding)
        elif kind == self.findings.unfolded:
            self.show_chosen("")
            self.chosen.emit("", None)
        else:
            self.choose(kind)
