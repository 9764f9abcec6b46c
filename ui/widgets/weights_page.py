"""The page of the preferences that lists, downloads and imports pretrained weights."""

from collections.abc import Sequence

from PyQt5.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt, pyqtSignal
from PyQt5.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QProgressBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.base.messages import Message, message
from ui import choose
from ui import preferences as names
from ui.language import say, shown
from ui.preferences import Place, WeightsRow
from ui.theme import GRID, Tokens
from ui.widgets.banner import Banner
from ui.widgets.buttons import button, set_enabled
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.preference_pages import PlaceRow
from ui.widgets.tables import set_up_table
from ui.widgets.texts import check_box, label
from ui.wording import file_size

HEADINGS = (message("Network"), message("Size"), message("State"))
SORT_ROLE = Qt.UserRole
STEPS = 1000


class WeightsModel(QAbstractTableModel):
    """The weights as a table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[WeightsRow, ...] = ()

    def set_rows(self, rows: Sequence[WeightsRow]) -> None:
        """Show these weights; where only their state changed, selection and place stay."""
        if [row.model for row in rows] == [row.model for row in self.rows]:
            self.rows = tuple(rows)
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(HEADINGS) - 1))
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of networks."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.DisplayRole) -> object:
        """Return a heading."""
        if orientation == Qt.Horizontal and role == Qt.TextAlignmentRole and section == 1:
            return int(Qt.AlignRight | Qt.AlignVCenter)
        return shown(HEADINGS[section]) if role == Qt.DisplayRole and orientation == Qt.Horizontal else None

    def data(self, index: QModelIndex, role: int = Qt.DisplayRole) -> object:
        """Return a cell's text, or what it is sorted by."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == Qt.DisplayRole:
            return (row.model, shown(file_size(row.num_bytes)), shown(_state(row)))[column]
        if role == SORT_ROLE:
            return (row.model, row.num_bytes, (not row.is_usable) + (not row.is_installed))[column]
        if role == Qt.TextAlignmentRole and column == 1:
            return int(Qt.AlignRight | Qt.AlignVCenter)
        return None


class InstalledProxy(QSortFilterProxyModel):
    """Searched, and only the installed ones where asked."""

    def __init__(self, model: WeightsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._only_installed = False
        self.setSourceModel(model)
        self.setSortRole(SORT_ROLE)

    def set_filter(self, text: str, *, only_installed: bool) -> None:
        """Let through the networks whose name holds a text."""
        self._text, self._only_installed = text.casefold().strip(), only_installed
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:
        """Return whether weights are let through."""
        weights: WeightsRow = self.sourceModel().rows[row]
        return self._text in weights.model.casefold() and (weights.is_installed or not self._only_installed)


class WeightsPage(QWidget):
    """List, download, import.

    Signals:
        changed(str, object): Name of a setting (ui/preferences.py), and its new value.
        download_asked(tuple): Names of networks.
        cancel_asked(): Stop downloading.
        import_asked(tuple): Paths of files.
        folder_asked(): Show the weights folder.
    """

    changed = pyqtSignal(str, object)
    download_asked = pyqtSignal(tuple)
    cancel_asked = pyqtSignal()
    import_asked = pyqtSignal(tuple)
    folder_asked = pyqtSignal()
    title: Message = message("Pretrained weights")

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.weights = WeightsModel(self)
        self.proxy = InstalledProxy(self.weights, self)
        self.banner = Banner(tokens)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.banner)
        column.addLayout(self._search_row())
        column.addWidget(self._make_table(), 1)
        column.addLayout(self._button_row())
        column.addLayout(self._progress_row())
        column.addLayout(self._places())
        self.show_progress("", None)
        self._enable()

    def _search_row(self) -> QHBoxLayout:
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        say(self.search.setPlaceholderText, "Search, such as mobile or resnet")
        say(self.search.setAccessibleName, "Search the networks")
        self.only_installed: QCheckBox = check_box("Only installed")
        self.search.textChanged.connect(lambda _text: self._filter())
        self.only_installed.toggled.connect(lambda _on: self._filter())
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        row.addWidget(self.only_installed)
        return row

    def _make_table(self) -> QTableView:
        self.table = QTableView()
        self.table.setModel(self.proxy)
        self.table.setSelectionMode(QTableView.ExtendedSelection)
        set_up_table(self.table)
        self.table.setAlternatingRowColors(True)
        self.table.setTabKeyNavigation(False)
        self.table.setMinimumHeight(12 * GRID)
        say(self.table.setAccessibleName, "Pretrained weights")
        self.table.verticalHeader().setDefaultSectionSize(3 * GRID)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.Stretch)
        self.table.setColumnWidth(1, 108)
        self.table.setColumnWidth(2, 144)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(-1, Qt.AscendingOrder)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._enable())
        self.table.doubleClicked.connect(lambda _index: self.download.click())
        return self.table

    def _button_row(self) -> QHBoxLayout:
        self.download = button("Download", self._on_download, kind="primary",
                               tip="Fetch the chosen weights; a broken download goes on where it stopped")  # fmt: skip
        self.take_in = button("Import...", self._on_import, tip="Take in files that were fetched on another computer")
        self.open_folder = button("Show folder", self.folder_asked.emit)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for widget in (self.download, self.take_in, self.open_folder):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _progress_row(self) -> QVBoxLayout:
        self.doing = ElidedLabel("", Qt.ElideMiddle)  # the sizes stand at its end
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        say(self.progress.setAccessibleName, "Progress of the download")
        self.cancel = button("Cancel", self.cancel_asked.emit)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancel)
        column = QVBoxLayout()
        column.addWidget(self.doing)
        column.addLayout(row)
        return column

    def _places(self) -> QFormLayout:
        self.folder = PlaceRow(message("Choose the folder of the weights"))
        self.folder.changed.connect(lambda path: self.changed.emit(names.WEIGHTS_FOLDER, path))
        self.mirror = QLineEdit()
        say(self.mirror.setPlaceholderText, "https://... (empty: torchvision's own)")
        say(self.mirror.setToolTip, "Address of a folder with the same files on another server, such as an intranet's")
        say(self.mirror.setAccessibleName, "Server of the weights")
        self.mirror.editingFinished.connect(self._on_mirror)
        self._mirror = ""
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID)
        form.addRow(label("Folder"), self.folder)
        form.addRow(label("Server"), self.mirror)
        return form

    def show_rows(self, rows: Sequence[WeightsRow]) -> None:
        """List these weights."""
        self.weights.set_rows(rows)
        self.proxy.invalidateFilter()
        self._enable()

    def show_places(self, folder: Place, mirror: Place) -> None:
        """Show where weights lie and where they are fetched from."""
        self.folder.show_place(folder)
        self._mirror = mirror.path
        self.mirror.setText(mirror.path)
        why_not = message("The environment variable {name} decides.", name=mirror.fixed_by) if mirror.fixed_by else ""
        set_enabled(self.mirror, not mirror.fixed_by, why_not)

    def show_progress(self, text: str, fraction: float | None) -> None:
        """Say what is being fetched; an empty text for nothing."""
        say(self.doing.setText, text)
        self.progress.setRange(0, STEPS if fraction is not None else 0)
        self.progress.setValue(round(STEPS * (fraction or 0.0)))
        self._is_busy = bool(text)
        for widget in (self.doing, self.progress, self.cancel):
            widget.setVisible(self._is_busy)
        self._enable()

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in another theme's colours."""
        self.banner.set_tokens(tokens)

    def chosen(self) -> tuple[WeightsRow, ...]:
        """Return the chosen weights, in the table's order."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return tuple(self.weights.rows[self.proxy.mapToSource(self.proxy.index(row, 0)).row()] for row in rows)

    def _enable(self) -> None:
        missing = self._missing()
        why_not = ""
        if self._is_busy:
            why_not = message("Wait until this is done, or cancel it.")
        elif not missing:
            why_not = message("They are installed.") if self.chosen() else message("Choose networks first.")
        set_enabled(self.download, not why_not, why_not)
        set_enabled(self.take_in, not self._is_busy, message("Wait until this is done, or cancel it."))

    def _filter(self) -> None:
        self.proxy.set_filter(self.search.text(), only_installed=self.only_installed.isChecked())

    def _missing(self) -> list[WeightsRow]:
        """Return the chosen ones that there is something to download of."""
        return [row for row in self.chosen() if not row.is_usable]

    def _on_download(self) -> None:
        self.download_asked.emit(tuple(row.model for row in self._missing()))

    def _on_import(self) -> None:
        paths = choose.choose_files(self, message("Choose files of weights"), choose.downloads(),
                                    f"{shown('Weights')} (*.pth);;{shown('All files')} (*)")
        if paths:
            self.import_asked.emit(tuple(paths))

    def _on_mirror(self) -> None:
        text = self.mirror.text().strip()
        if text != self._mirror:
            self.changed.emit(names.WEIGHTS_MIRROR, text)


def _state(row: WeightsRow) -> Message:
    if row.is_damaged:
        return message("damaged")
    return message("installed") if row.is_installed else message("to download")
