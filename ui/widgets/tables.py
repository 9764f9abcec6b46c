"""What the window's tables look like."""

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QTableView


def set_up_table(table: QTableView) -> None:
    """Have a table choose whole rows, without grid and row numbers; headings stand left where its model is silent."""
    table.setSelectionBehavior(QTableView.SelectRows)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setDefaultAlignment(Qt.AlignLeft | Qt.AlignVCenter)
