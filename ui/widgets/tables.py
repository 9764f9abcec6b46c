"""What the window's tables look like."""

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QTableView

PADDING_PX = 8
"""What the style sheet has at each side of a heading."""


def set_up_table(table: QTableView) -> None:
    """Have a table choose whole rows, without grid and row numbers; headings stand left where its model is silent."""
    table.setSelectionBehavior(QTableView.SelectRows)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setDefaultAlignment(Qt.AlignLeft | Qt.AlignVCenter)


def heading_widths(table: QTableView) -> list[int]:
    """Return what each heading needs.

    Qt measures all in bold, and would add the arrow of sorting, which is wide, to all, not to the one.
    """
    header = table.horizontalHeader()
    metrics, words = header.fontMetrics(), header.model()
    widths = [metrics.horizontalAdvance(str(words.headerData(column, Qt.Horizontal))) + 2 * (PADDING_PX + 1)
              for column in range(header.count())]  # fmt: skip
    sorted_by = header.sortIndicatorSection()
    if 0 <= sorted_by < len(widths):
        header.setSortIndicatorShown(False)
        without = header.sectionSizeHint(sorted_by)
        header.setSortIndicatorShown(True)
        widths[sorted_by] += header.sectionSizeHint(sorted_by) - without
    return widths
