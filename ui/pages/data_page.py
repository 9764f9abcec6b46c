"""The Data page: the pictures of the data set, its classes by split, and what was found about it."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QResizeEvent
from PyQt5.QtWidgets import (
    QAction,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.base.messages import message
from ui.class_keys import NUMBER_KEYS
from ui.data_browser import DataBrowser
from ui.language import say
from ui.pages.page import Page
from ui.picture_source import LatePictureSource
from ui.theme import GRID, LIGHT, Tokens
from ui.widgets.banner import Banner
from ui.widgets.buttons import button, restyle, set_enabled
from ui.widgets.card import Card
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.class_chart import ClassChart
from ui.widgets.data_grid_model import DataGridModel
from ui.widgets.duplicates_view import DuplicatesView
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.empty_data import EmptyData
from ui.widgets.findings_list import FindingsList
from ui.widgets.full_screen import FullScreenPicture
from ui.widgets.no_match import NoMatch
from ui.widgets.picture_filter_bar import PictureFilterBar
from ui.widgets.picture_grid import PictureGrid
from ui.widgets.texts import label

RIGHT_WIDTH = 336
NARROW_RIGHT_WIDTH = 280
NARROW_PAGE = 1140
# Color, word, tooltip; there is room for four short words.
LEGEND = (
    ("train", message("train"), message("Train set")), ("val", message("val"), message("Val set")),
    ("rate", message("test"), message("Test set")), ("quiet", message("none"), message("No split")),
)  # fmt: skip


class DataPage(Page):
    """Look at a data set, mend its labels, part it.

    Attributes:
        browser: What is listed and shown.
        source: Where pictures come from; the controller attaches the real one.
        banner, filters, grid, duplicates, chart, findings: Its parts; the controller connects them.

    Signals:
        split_asked(), augmentation_asked(), save_asked(): Buttons of the header.
        cancel_asked(): Reading shall stop.
        key_chosen(str): A number key was pressed for the selected pictures.
        new_class_asked(): The selected pictures shall go to a class that is to be named.
        duplicates_asked(): The pairs are wanted.
        all_asked(): All pictures are wanted again.
    """

    key = "data"
    title = "Data"
    icon_name = "data"
    split_asked = pyqtSignal()
    augmentation_asked = pyqtSignal()
    save_asked = pyqtSignal()
    cancel_asked = pyqtSignal()
    key_chosen = pyqtSignal(str)
    new_class_asked = pyqtSignal()
    duplicates_asked = pyqtSignal()
    all_asked = pyqtSignal()

    def __init__(self, tokens: Tokens = LIGHT) -> None:
        super().__init__(tokens)
        self.browser = DataBrowser(self)
        self.source = LatePictureSource(self)
        self.model = DataGridModel(self.browser, self.source, self)
        self.banner = Banner(tokens)
        self.empty = EmptyData(tokens)
        self.filters = PictureFilterBar(tokens)
        self.grid = PictureGrid(self.source, tokens)
        self.grid.setModel(self.model)
        self.duplicates = DuplicatesView(self.source, tokens)
        self.chart = ClassChart(tokens)
        self.findings = FindingsList(tokens)
        self.full_screen: FullScreenPicture | None = None
        self.digit_actions = [self._digit_action(key) for key in NUMBER_KEYS]
        self._make_header(tokens)
        self._lay_out()
        say(self.chart.setAccessibleName, "Classes by split")
        say(self.findings.setAccessibleName, "Findings")
        self.set_unsaved(0)
        self.show_empty()

    def _make_header(self, tokens: Tokens) -> None:
        self.split = button("Split...", self.split_asked.emit, tip="Part the pictures into train, val and test")
        self.augmentation = button("Augmentation...", self.augmentation_asked.emit,
                                   tip="See pictures as the network will")  # fmt: skip
        self.save = button("Save labels", self.save_asked.emit, tip="Write labels.csv (Ctrl+S); until then nothing on "
                           "disk changes")  # fmt: skip
        self.choose = ChoiceButton("folder", "Choose data...", tokens)
        for widget in (self.split, self.augmentation, self.save, self.choose):
            self.header.add(widget)

    def _lay_out(self) -> None:
        self.body.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self.body.setSpacing(GRID)
        self.body.addWidget(self.banner)
        self._stack = QStackedWidget()
        self._content = QWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._content)
        self.body.addWidget(self._stack, 1)
        row = QHBoxLayout(self._content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        row.addWidget(self._make_left(), 1)
        row.addWidget(self._make_right())

    def _make_left(self) -> QWidget:
        left = QWidget()
        self.loading = QWidget()
        self.stage = ElidedLabel("", Qt.ElideRight)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(200)
        say(self.bar.setAccessibleName, "Reading the data")
        line = QHBoxLayout(self.loading)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.stage, 1)
        line.addWidget(self.bar)
        line.addWidget(button("Cancel", self.cancel_asked.emit, kind="link"))
        self.about = QWidget()
        self.about_text = ElidedLabel("", Qt.ElideRight)
        line = QHBoxLayout(self.about)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.about_text, 1)
        line.addWidget(button("Show all pictures", self.all_asked.emit, kind="link"))
        self.views = QStackedWidget()
        self.nothing = NoMatch()
        self.nothing.clear_asked.connect(self.all_asked)
        for view in (self.grid, self.duplicates, self.nothing):
            self.views.addWidget(view)
        self.browser.list_changed.connect(self._show_list)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for widget in (self.loading, self.filters, self.about):
            column.addWidget(widget)
        column.addWidget(self.views, 1)
        self.loading.hide()
        self.about.hide()
        return left

    def _make_right(self) -> QWidget:
        self._right = QWidget()
        self._right.setFixedWidth(RIGHT_WIDTH)
        classes, findings = Card("Classes"), Card("Findings")
        self._legend = QHBoxLayout()
        self._legend.setSpacing(GRID)
        self._swatches = [QLabel() for _entry in LEGEND]
        for (_color, text, tip), swatch in zip(LEGEND, self._swatches, strict=True):
            words = label(text, role="quiet")
            say(words.setToolTip, tip)
            swatch.setFixedSize(10, 10)
            self._legend.addWidget(swatch)
            self._legend.addWidget(words)
        self._legend.addStretch(1)
        self.new_class = button("New class...", self.new_class_asked.emit, kind="link",
                                tip="Move the selected pictures to a class that is not there yet (N)")  # fmt: skip
        set_enabled(self.new_class, False, "Select pictures first.")
        classes.title_row.addWidget(self.new_class)
        classes.body.addLayout(self._legend)
        classes.body.addWidget(self.chart, 1)
        self.checking = ElidedLabel("", Qt.ElideRight)
        self.checking.setProperty("role", "quiet")
        self.side_by_side = button("Side by side...", self.duplicates_asked.emit, kind="link",
                                   tip="Pictures that look alike, two by two (D)")  # fmt: skip
        findings.title_row.addWidget(self.side_by_side)
        findings.body.addWidget(self.checking)
        findings.body.addWidget(self.findings, 1)
        column = QVBoxLayout(self._right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(classes, 3)
        column.addWidget(findings, 2)
        self._color_legend()
        return self._right

    def show_empty(self) -> None:
        """There is no data set."""
        self._stack.setCurrentWidget(self.empty)
        self.show_loading("", None)
        for widget in (self.split, self.augmentation, self.save):
            widget.hide()

    def show_content(self) -> None:
        """There is a data set, perhaps not read wholly yet."""
        self._stack.setCurrentWidget(self._content)
        for widget in (self.split, self.augmentation, self.save):
            widget.show()

    def show_loading(self, stage: str, done: int | None, total: int | None = None) -> None:
        """Say how far reading is; done None: nothing is read."""
        self.loading.setVisible(done is not None)
        if done is not None:
            of_total = message("{stage}: {done:,} of {total:,}", stage=stage, done=done,
                               total=total or 0)  # fmt: skip
            say(self.stage.setText, of_total if total else stage)
            self.bar.setRange(0, total or 0)
            self.bar.setValue(done)

    def show_about(self, text: str) -> None:
        """Say what the shown pictures are; empty for all or by the filter alone."""
        say(self.about_text.setText, text)
        self.about.setVisible(bool(text))

    def show_duplicates(self, on: bool) -> None:
        """Show the pairs, or the grid."""
        self.views.setCurrentWidget(self.duplicates if on else self._list_view())
        self.filters.setVisible(not on)
        if on:
            self.about.hide()
        self.views.currentWidget().setFocus()

    def set_unsaved(self, number: int) -> None:
        """Say how many pictures have labels that are not saved."""
        set_enabled(self.save, number > 0, "All labels are saved.")
        say(self.save.setText, message("Save labels ({n:,})", n=number) if number else "Save labels")
        restyle(self.save, primary=number > 0)

    def set_selected(self, number: int) -> None:
        """Say how many pictures are selected."""
        set_enabled(self.new_class, number > 0, "Select pictures first.")
        for action in self.digit_actions:
            action.setEnabled(number > 0)
        self.filters.show_count(len(self.browser.paths), len(self.browser.pictures), number)

    def show_large(self, path: str) -> None:
        """Show a picture over the whole screen."""
        if self.full_screen is None and path:
            self.full_screen = FullScreenPicture(self.source, self.tokens, self)
            self.full_screen.closed.connect(self._on_full_screen_closed)
            self.full_screen.showFullScreen()
            self.full_screen.view.show_path(path)
            self.full_screen.view.setFocus()

    def menu(self, entries: list[QAction | QMenu | None]) -> QMenu:
        """Return a menu of actions and menus; None stands for a line."""
        menu = QMenu(self)
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            elif isinstance(entry, QMenu):
                menu.addMenu(entry)
            else:
                menu.addAction(entry)
        return menu

    def close_down(self) -> None:
        """Stop all timers; called when the window closes."""
        self.browser.close()
        if self.full_screen is not None:
            self.full_screen.close()

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in another theme's colours."""
        super().set_tokens(tokens)
        for part in (self.banner, self.empty, self.filters, self.grid, self.duplicates, self.chart, self.findings,
                     self.choose):  # fmt: skip
            part.set_tokens(tokens)
        self._color_legend()

    def _list_view(self) -> QWidget:
        """Return what shows the list: the grid, or the sentence that no picture passes."""
        return self.grid if self.browser.paths or not len(self.browser.pictures) else self.nothing

    def _show_list(self) -> None:
        shown = self.views.currentWidget()
        if shown is not self.duplicates and shown is not self._list_view():
            had_focus = self.nothing.clear.hasFocus()
            self.views.setCurrentWidget(self._list_view())
            if had_focus:
                self.grid.setFocus()

    def _color_legend(self) -> None:
        for (color, _text, _tip), swatch in zip(LEGEND, self._swatches, strict=True):
            swatch.setStyleSheet(f"background: {getattr(self.tokens, color)}; border-radius: 2px;")

    def _digit_action(self, key: str) -> QAction:
        action = QAction(self)
        say(action.setText, message("Move to class {number}", number=key))
        action.setShortcut(key)
        action.setShortcutContext(Qt.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked: self.key_chosen.emit(key))
        self.addAction(action)
        return action

    def _on_full_screen_closed(self) -> None:
        if self.full_screen is not None:
            self.full_screen.deleteLater()
            self.full_screen = None
            self.grid.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the pictures more room where the window is narrow."""
        super().resizeEvent(event)
        self._right.setFixedWidth(NARROW_RIGHT_WIDTH if self.width() < NARROW_PAGE else RIGHT_WIDTH)
