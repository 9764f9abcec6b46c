"""All findings of a data set, with the pictures they are about."""

from collections.abc import Sequence

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from core.base.messages import message
from core.base.types import Finding
from ui.language import say, shown
from ui.theme import GRID
from ui.widgets.buttons import button
from ui.widgets.texts import close_box

MAX_PATHS = 200


class FindingsDialog(QDialog):
    """The findings as text, to read and to copy."""

    def __init__(self, findings: Sequence[Finding], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say(self.setWindowTitle, "Findings")
        self.setAttribute(Qt.WA_DeleteOnClose)
        self.resize(720, 480)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        say(self.text.setAccessibleName, "Findings")
        box = close_box(self)
        copy = button("Copy", lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        box.addButton(copy, QDialogButtonBox.ActionRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.addWidget(self.text)
        column.addWidget(box)
        self.show_findings(findings)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these."""
        self.text.setPlainText(findings_text(findings))


def findings_text(findings: Sequence[Finding]) -> str:
    """Return findings as text: a sentence each, its pictures below."""
    blocks = []
    for finding in findings:
        lines = [f"    {path}" for path in finding.paths[:MAX_PATHS]]
        if len(finding.paths) > MAX_PATHS:
            lines.append(shown(message("    and {n:,} more", n=len(finding.paths) - MAX_PATHS)))
        blocks.append("\n".join([shown(finding.message), *lines]))
    return "\n\n".join(blocks)
