"""The table of all networks, to search and choose from."""

from collections.abc import Sequence

from PyQt5.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt, pyqtSignal
from PyQt5.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QLabel, QLineEdit, QTableView, QVBoxLayout, QWidget

from core.base.messages import message
from ui.field_spec import NetworkRow
from ui.language import say, shown
from ui.number_format import localised
from ui.theme import GRID
from ui.widgets.buttons import set_enabled
from ui.widgets.tables import set_up_table
from ui.widgets.texts import add_button

HEADINGS = (message("Network"), message("Parameters"), message("Relative time"), message("Weights"),
            message("Pictures"))  # fmt: skip
RIGHT_ALIGNED = (1, 2)
SORT_ROLE = Qt.UserRole
SIZE = (960, 600)


class NetworkModel(QAbstractTableModel):
    """The networks as a table."""

    def __init__(self, rows: Sequence[NetworkRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = tuple(rows)

    def add(self, rows: Sequence[NetworkRow]) -> None:
        """Add networks at the end."""
        if rows:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(rows) - 1)
            self.rows += tuple(rows)
            self.endInsertRows()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of networks."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.DisplayRole) -> object:
        """Return a heading."""
        if orientation == Qt.Horizontal and role == Qt.TextAlignmentRole and section in RIGHT_ALIGNED:
            return int(Qt.AlignRight | Qt.AlignVCenter)
        return shown(HEADINGS[section]) if role == Qt.DisplayRole and orientation == Qt.Horizontal else None

    def data(self, index: QModelIndex, role: int = Qt.DisplayRole) -> object:
        """Return a cell's text, or the value it is sorted by."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.DisplayRole:
            return _texts(row)[index.column()]
        if role == Qt.ToolTipRole and index.column() == 0:
            return row.name
        if role == SORT_ROLE:
            return (row.name, row.params_m, row.relative_time, row.weights_mb, row.input_text)[index.column()]
        if role == Qt.TextAlignmentRole and index.column() in RIGHT_ALIGNED:
            return int(Qt.AlignRight | Qt.AlignVCenter)
        return None


class NetworksDialog(QDialog):
    """Search, sort and choose.

    Signals:
        chosen(str): Name of the chosen network.
        folder_asked(): A folder with a network is to be chosen.
    """

    chosen = pyqtSignal(str)
    folder_asked = pyqtSignal()

    def __init__(self, rows: Sequence[NetworkRow], current: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say(self.setWindowTitle, "All networks")
        self.setAttribute(Qt.WA_DeleteOnClose)
        self.resize(*SIZE)
        self._model = NetworkModel(rows, self)
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(self._model)
        self._proxy.setSortRole(SORT_ROLE)
        self._proxy.setFilterCaseSensitivity(Qt.CaseInsensitive)
        self.search = QLineEdit()
        say(self.search.setPlaceholderText, "Search, such as mobile or resnet")
        say(self.search.setAccessibleName, "Search the networks")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_searched)
        self._make_table()
        box = QDialogButtonBox()
        self._choose = add_button(box, "Choose", QDialogButtonBox.AcceptRole)
        self._choose.setProperty("primary", True)
        self.folder_button = add_button(box, "Hugging Face folder...", QDialogButtonBox.ActionRole)
        say(self.folder_button.setToolTip, "A folder with a network in the Hugging Face form: config.json, "
            "preprocessor_config.json and model.safetensors. Nothing in it is executed.")
        self.folder_button.clicked.connect(self.folder_asked)
        box.addButton(QDialogButtonBox.Cancel)
        self._note = QLabel()
        self._note.setProperty("role", "quiet")
        self._note.setWordWrap(True)
        self._note.setTextInteractionFlags(Qt.TextSelectableByMouse)
        self._note.hide()
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self.search)
        column.addWidget(self.table)
        column.addWidget(self._note)
        column.addWidget(box)
        self._select(current)
        self._enable()

    def _make_table(self) -> None:
        self.table = QTableView()
        self.table.setModel(self._proxy)
        self.table.setSelectionMode(QTableView.SingleSelection)
        set_up_table(self.table)
        say(self.table.setAccessibleName, "Networks")
        self.table.resizeColumnsToContents()
        for column in range(1, len(HEADINGS)):
            self.table.setColumnWidth(column, self.table.columnWidth(column) + GRID)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.Stretch)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(-1, Qt.AscendingOrder)
        self.table.doubleClicked.connect(self.accept)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._enable())

    def accept(self) -> None:
        """Tell the chosen network and close."""
        name = self._name()
        if name:
            self.chosen.emit(name)
        super().accept()

    def add_rows(self, rows: Sequence[NetworkRow]) -> None:
        """Add networks that took a while to be listed; what is chosen stays chosen."""
        self._model.add(rows)
        if not self.table.selectionModel().hasSelection():
            self._on_searched(self.search.text())
        width = self.table.sizeHintForColumn(len(HEADINGS) - 1) + GRID
        self.table.setColumnWidth(len(HEADINGS) - 1, max(width, self.table.columnWidth(len(HEADINGS) - 1)))

    def set_note(self, text: str) -> None:
        """Say something below the table; an empty text takes it away."""
        say(self._note.setText, text)
        self._note.setVisible(bool(text))

    def _name(self) -> str:
        """Return the network that is chosen or typed; empty for none."""
        typed = self.search.text().strip()
        if ":" in typed and not self._proxy.rowCount():
            return typed  # hf:FOLDER, or a network of timm while timm's are still being listed
        indexes = self.table.selectionModel().selectedRows()
        return self._model.rows[self._proxy.mapToSource(indexes[0]).row()].name if indexes else ""

    def _on_searched(self, text: str) -> None:
        """Show what was searched, with the network of that very name, or else the first, chosen: Return takes it."""
        self._proxy.setFilterFixedString(text.strip())
        if text.strip() and self._proxy.rowCount():
            self.table.selectRow(0)
            self._select(text.strip())
        self._enable()

    def _enable(self) -> None:
        set_enabled(self._choose, bool(self._name()), "Choose a network in the table, or type its name.")

    def _select(self, name: str) -> None:
        for position, row in enumerate(self._model.rows):
            if row.name == name:
                index = self._proxy.mapFromSource(self._model.index(position, 0))
                self.table.selectRow(index.row())
                self.table.scrollTo(index)


def _texts(row: NetworkRow) -> tuple[str, ...]:
    is_known = row.weights == "to download" and row.weights_mb
    weights = message("to download ({mb:.0f} MB)", mb=row.weights_mb) if is_known else row.weights
    return (
        row.name,
        localised(f"{row.params_m:.1f} M") if row.params_m else "",
        localised(f"{row.relative_time:.1f} x") if row.relative_time else "",
        shown(weights),
        shown(row.input_text),
    )
