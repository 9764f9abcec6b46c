"""The main window: puts pages, rail, menus, status bar and log together, and nothing else."""

from collections.abc import Callable, Sequence

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QIcon, QShowEvent
from PyQt5.QtWidgets import QAction, QDialog, QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QWidget

from ui.choose import native
from ui.menus import give_to_page, make_actions
from ui.pages.page import Page
from ui.theme import RESOURCES, Theme, Tokens
from ui.widgets.drop_veil import DropVeil
from ui.widgets.log_dock import LogDock
from ui.widgets.rail import Rail
from ui.widgets.status_bar import StatusBar
from ui.widgets.toast import Toast

MINIMUM_SIZE = (1024, 700)
COMFORTABLE_SIZE = (1280, 800)


class MainWindow(QMainWindow):
    """The window.

    Attributes:
        pages: The pages by key, in the rail's order.
        status: The status bar.
        log: The log dock.
        may_close: Asked when the window is to close; returns whether it may.

    Signals:
        shown_first(): The window is on screen for the first time.
        page_changed(str): Key of the page now in sight.
        paths_dropped(list): Local paths (str) dropped anywhere on the window.
        preferences_asked(): The gear was clicked.
        closing(): The window closes now.
    """

    shown_first = pyqtSignal()
    page_changed = pyqtSignal(str)
    paths_dropped = pyqtSignal(list)
    preferences_asked = pyqtSignal()
    closing = pyqtSignal()

    def __init__(self, theme: Theme, pages: Sequence[Page]) -> None:
        super().__init__()
        self.setWindowTitle("Classwise")
        self.setWindowIcon(QIcon(str(RESOURCES / "icons" / "classwise.svg")))
        self.setMinimumSize(*MINIMUM_SIZE)
        self.resize(*COMFORTABLE_SIZE)
        self.setAcceptDrops(True)
        self.theme = theme
        self.pages = {page.key: page for page in pages}
        self.may_close: Callable[[], bool] = lambda: True
        self._shown = False
        self.rail = Rail(pages, theme.tokens)
        self._stack = QStackedWidget()
        for page in pages:
            self._stack.addWidget(page)
        central = QWidget()
        row = QHBoxLayout(central)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._stack, 1)
        self.setCentralWidget(central)
        self.status = StatusBar()
        self.setStatusBar(self.status)
        self.log = LogDock()
        self.addDockWidget(Qt.BottomDockWidgetArea, self.log)
        self.log.hide()
        self._actions, self._menus = make_actions(self, pages)
        self._toast = Toast(self)
        self._veil = DropVeil(self)
        self._connect()
        self.show_page(pages[0].key)

    def _connect(self) -> None:
        self.rail.page_chosen.connect(lambda position: self.show_page(list(self.pages)[position]))
        self.rail.preferences_asked.connect(self.preferences_asked)
        self.theme.changed.connect(self._on_theme_changed)
        log_action = self.action("view.log")
        log_action.toggled.connect(self.log.setVisible)
        self.log.visibilityChanged.connect(lambda _visible: log_action.setChecked(self.log.isVisibleTo(self)))

    def action(self, name: str) -> QAction:
        """Return a command's action, to connect, enable or tick it; names stand in ui/commands.py."""
        return self._actions[name]

    def menu(self, name: str) -> QMenu:
        """Return a submenu that its controller fills: file.recent, view.theme, view.scale."""
        return self._menus[name]

    @property
    def current_page(self) -> str:
        """Key of the page in sight."""
        return list(self.pages)[self._stack.currentIndex()]

    def show_page(self, key: str) -> None:
        """Bring a page to the front; unknown keys are ignored."""
        if key not in self.pages:
            return
        position = list(self.pages).index(key)
        self._stack.setCurrentIndex(position)
        self.rail.set_current(position)
        give_to_page(self._actions, key)
        self._stack.currentWidget().setFocus()
        self.page_changed.emit(key)

    def show_beside(self, dialog: QDialog) -> None:
        """Show a dialog that stands beside the window; the keys of the pages work there, too."""
        dialog.addActions(self.menu("view.pages").actions())
        dialog.show()

    def toast(self, text: str, action: str = "", callback: Callable[[], object] | None = None) -> None:
        """Say something for some seconds over the lower edge, with one action at most (such as Undo)."""
        self._toast.show_message(text, action, callback)

    def withdraw_toast(self, callback: Callable[[], object]) -> None:
        """Hide the message whose action this is: it was done in another way."""
        self._toast.withdraw(callback)

    def _on_theme_changed(self, tokens: Tokens) -> None:
        self.rail.set_tokens(tokens)
        for page in self.pages.values():
            page.set_tokens(tokens)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take local files and folders."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._veil.cover()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the veil away."""
        self._veil.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the dropped paths on."""
        self._veil.hide()
        paths = [native(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if paths:
            self.paths_dropped.emit(paths)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell once that the window is there."""
        super().showEvent(event)
        if not self._shown:
            self._shown = True
            self.shown_first.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close where `may_close` agrees."""
        if not self.may_close():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)
