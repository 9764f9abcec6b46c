"""The browsing half of the Predict page: picture, result, figures, controls and thumbnails, fed by a Browser."""

from PyQt5.QtCore import Qt, QTimer, pyqtSignal
from PyQt5.QtWidgets import (
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.base.messages import Message, message
from ui.arrange import Filter, shown_name
from ui.browser import Browser
from ui.icons import icon
from ui.language import say
from ui.number_format import PERCENT_SIGN
from ui.picture_source import PictureSource
from ui.results import Verdict
from ui.theme import GRID, LIGHT, Tokens
from ui.widgets.buttons import PushButton, tool_button
from ui.widgets.card import Card
from ui.widgets.correct_bar import CorrectBar
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.figures_panel import FiguresPanel
from ui.widgets.filter_bar import FilterBar
from ui.widgets.heatmap_bar import HeatmapBar
from ui.widgets.marks import TEXT_COLORS
from ui.widgets.no_match import NoMatch
from ui.widgets.picture_view import PictureView
from ui.widgets.score_bars import ScoreBars
from ui.widgets.texts import label
from ui.widgets.thumbnail_grid import ThumbnailGrid
from ui.widgets.thumbnail_model import ThumbnailModel
from ui.widgets.transport_bar import TransportBar
from ui.wording import class_name, percent, pictures

SIDE_PX = 332
REFRESH_MS = 120
CAPTIONS = {Verdict.RIGHT: message("{name}  {score}  ✓ right"), Verdict.WRONG: message("{name}  {score}  ✗ wrong")}


class BrowseView(QWidget):
    """Shows what its Browser holds.

    Signals:
        unknown_below_chosen(float): Another threshold, a fraction.
        correct_mode_asked(bool): The pencil was clicked.
        result_shown(): What is known of the picture in sight was shown anew.
    """

    unknown_below_chosen = pyqtSignal(float)
    correct_mode_asked = pyqtSignal(bool)
    result_shown = pyqtSignal()

    def __init__(self, browser: Browser, source: PictureSource, tokens: Tokens = LIGHT) -> None:
        super().__init__()
        self._browser = browser
        self._tokens = tokens
        self.picture = PictureView(source, tokens)
        self.bars = ScoreBars(tokens)
        self.name = ElidedLabel("", Qt.ElideMiddle)
        self.name.setProperty("role", "quiet")
        self.name.setAlignment(Qt.AlignRight | Qt.AlignVCenter)
        # Fonts of other scripts are higher; nothing below may move for that.
        self.name.setFixedHeight(self.name.fontMetrics().height() + 2)
        self.figures = FiguresPanel()
        self.unknown = self._unknown_box()
        self.unknown_count = QLabel()
        self.unknown_count.setProperty("role", "quiet")
        self.transport = TransportBar(tokens)
        self.export = PushButton()
        say(self.export.setText, "Export")
        self.export.setProperty("has_menu", True)
        self.correct_button = tool_button("Correct mode: set true classes by keys 1 to 9 (C)", "Correct mode",
                                          checkable=True)  # fmt: skip
        self.grid_button = tool_button("Show the pictures as a grid (G)", "Grid", checkable=True)
        self.heatmap = HeatmapBar(tokens)
        self.heatmap.button.setToolButtonStyle(Qt.ToolButtonIconOnly)
        self.heatmap.hide()
        self.filters = FilterBar(tokens)
        self.correct_bar = CorrectBar()
        self.correct_bar.hide()
        self.model = ThumbnailModel(browser.store, source, self)
        self.grid = ThumbnailGrid(source, tokens)
        self.grid.setModel(self.model)
        self.nothing = NoMatch()
        self.nothing.hide()
        # Results come in dozens a second; they are drawn at a rate of their own.
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(REFRESH_MS)
        self.side = self._make_side()
        self._lay_out()
        self._connect()
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take over another theme's colours."""
        self._tokens = tokens
        for widget in (self.picture, self.bars, self.transport, self.filters, self.grid, self.heatmap):
            widget.set_tokens(tokens)
        self.correct_button.setIcon(icon("edit", tokens))
        self.grid_button.setIcon(icon("grid", tokens))
        self.show_result()

    def set_grid(self, on: bool) -> None:
        """Show many thumbnails in place of the large picture, or one row of them."""
        self.grid_button.setChecked(on)
        self._upper.setVisible(not on)
        self.grid.set_strip(not on)
        self._column.setStretchFactor(self._upper, 0 if on else 1)
        for widget in (self.grid, self.nothing):
            self._column.setStretchFactor(widget, 1 if on else 0)
        self.nothing.setMaximumHeight(self.grid.maximumHeight())
        self.heatmap.setVisible(self.heatmap.button.isChecked() and not on)
        self.focus_pictures()

    def _on_heatmap(self, on: bool) -> None:
        """Show the heatmap's bar, and the large picture that it is laid over."""
        if on and self.grid_button.isChecked():
            self.set_grid(False)
        self.heatmap.setVisible(on)

    def set_correcting(self, on: bool) -> None:
        """Show or hide the classes to choose from."""
        self.correct_button.setChecked(on)
        self.correct_bar.setVisible(on)

    def focus_pictures(self) -> None:
        """Put the focus where the keys go through the pictures: on the large one, or on the grid."""
        (self.grid if self.grid_button.isChecked() else self.picture).setFocus()

    def focus_place(self) -> None:
        """Put the cursor into the field for the place in the list."""
        self.transport.place.setFocus()
        self.transport.place.selectAll()

    def show_list(self) -> None:
        """Show the browser's list."""
        browser = self._browser
        self.model.set_paths(browser.paths, browser.row_of)
        self.grid.set_current_path(browser.current)
        self._show_place()
        is_empty = not browser.paths and len(browser.store) > 0
        had_focus = self.nothing.clear.hasFocus()
        self.nothing.setVisible(is_empty)
        self.grid.setVisible(not is_empty)
        if had_focus and not is_empty:
            self.focus_pictures()

    def show_current(self, path: str) -> None:
        """Show the picture in sight and what is known of it."""
        self.picture.show_path(path, self._browser.ahead())
        self.grid.set_current_path(path)
        self._show_place()
        self.show_result()

    def show_results(self) -> None:
        """Show what changed in results, true classes or the threshold."""
        self._refresh.stop()
        store = self._browser.store
        self.model.on_results_changed()
        self.filters.set_classes(store.classes, store.true_classes())
        self.correct_bar.set_classes(self.offered_classes())
        self.bars.make_room(len(store.classes))
        say(self.unknown_count.setText, pictures(store.num_unknown))
        self.show_result()

    def offered_classes(self) -> tuple[str, ...]:
        """Return the classes that a correction can choose: the model's, then others in use."""
        store = self._browser.store
        return tuple(dict.fromkeys((*store.classes, *store.true_classes())))

    def show_result(self) -> None:
        """Show what is known of the picture in sight."""
        store, path = self._browser.store, self._browser.current
        result, true, verdict = store.result(path), store.true_class(path), store.verdict(path)
        corrected = path in store.corrections
        self.name.setText(shown_name(path))
        self.name.set_details(path)
        self.correct_bar.show_correction(is_corrected=corrected, true_class=true or "")
        if not path:
            self.bars.show_message("")
            self.picture.set_caption("")
        elif result is None:
            text = message("Not predicted yet.") if store.classes else message("Choose a model to see what it says.")
            self.bars.show_message(text, true, corrected=corrected)
            self.picture.set_caption("")
        elif result.predicted is None:
            text = message("This picture cannot be read: {error}", error=result.error)
            self.bars.show_message(text, true, Verdict.UNREADABLE, corrected=corrected)  # fmt: skip
            self.picture.set_caption(message("unreadable"), "warn")
        else:
            chosen = store.predicted_class(path)
            self.bars.show_scores(result.top(store.classes, self.bars.num_rows), chosen, true, verdict,
                                  corrected=corrected)  # fmt: skip
            caption = CAPTIONS.get(verdict, "{name}  {score}")
            color = TEXT_COLORS[verdict] if verdict in CAPTIONS else "text"
            self.picture.set_caption(Message(caption, name=class_name(chosen), score=percent(result.score)), color)
        self.result_shown.emit()

    def _refresh_soon(self) -> None:
        if not self._refresh.isActive():
            self._refresh.start()

    def _show_place(self) -> None:
        self.transport.set_place(self._browser.place, len(self._browser.paths))

    def _unknown_box(self) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setRange(0, 100)
        box.setDecimals(0)
        box.setSingleStep(5)
        box.setSuffix(PERCENT_SIGN)
        say(box.setAccessibleName, "Unknown below, in percent")
        say(box.setToolTip,
            "Predictions with a lower score are called unknown: here, in the filter and in all exports.\n"
            "Raise it until what remains can be trusted; 0 switches it off.")  # fmt: skip
        return box

    def _make_side(self) -> QScrollArea:
        prediction, figures = Card("Prediction"), Card("Figures")
        prediction.title_row.takeAt(prediction.title_row.count() - 1)
        prediction.title_row.addWidget(self.name, 1)
        prediction.body.addWidget(self.bars)
        row = QHBoxLayout()
        below = label("Unknown below")
        below.setBuddy(self.unknown)
        row.addWidget(below)
        row.addWidget(self.unknown)
        row.addStretch(1)
        row.addWidget(self.unknown_count)
        prediction.body.addLayout(row)
        figures.title_row.takeAt(figures.title_row.count() - 1)
        self.figures.scope.setAlignment(Qt.AlignRight | Qt.AlignVCenter)
        figures.title_row.addWidget(self.figures.scope, 1)
        figures.body.addWidget(self.figures)
        inner = QWidget()
        inner.setProperty("transparent", True)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(prediction)
        column.addWidget(figures)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.NoFrame)
        area.setStyleSheet("QScrollArea { border: none; background: transparent; }"
                           "QScrollArea:focus { border: 1px solid palette(highlight); }")  # fmt: skip
        area.setFixedWidth(SIDE_PX)
        area.setFocusPolicy(Qt.TabFocus)  # so that arrows and Page Down reach what lies below
        say(area.setAccessibleName, "Prediction and figures")
        area.setWidget(inner)
        return area

    def _lay_out(self) -> None:
        frame = QFrame()
        frame.setProperty("card", True)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.picture)
        self._upper = QWidget()
        upper = QHBoxLayout(self._upper)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(2 * GRID)
        upper.addWidget(frame, 1)
        upper.addWidget(self.side)
        for widget in (self.heatmap.button, self.grid_button, self.correct_button, self.export):
            self.transport.row.addWidget(widget)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self._column.addWidget(self._upper, 1)
        for widget in (self.heatmap, self.correct_bar, self.transport, self.filters, self.nothing):
            self._column.addWidget(widget)
        self._column.addWidget(self.grid)
        # As high as the row of thumbnails, so that nothing moves.
        self.nothing.setMinimumHeight(self.grid.minimumHeight())
        self.nothing.setMaximumHeight(self.grid.maximumHeight())

    def _connect(self) -> None:
        browser, bar = self._browser, self.transport
        browser.list_changed.connect(self.show_list)
        browser.current_changed.connect(self.show_current)
        browser.results_changed.connect(self._refresh_soon)
        self._refresh.timeout.connect(self.show_results)
        browser.autoplay.playing_changed.connect(bar.set_playing)
        browser.autoplay.interval_changed.connect(bar.set_interval)
        self.picture.shown.connect(lambda _path: browser.autoplay.on_picture_shown())
        self.picture.next_asked.connect(lambda step: browser.go_next() if step > 0 else browser.go_previous())
        bar.first_asked.connect(browser.go_first)
        bar.previous_asked.connect(browser.go_previous)
        bar.next_asked.connect(browser.go_next)
        bar.last_asked.connect(browser.go_last)
        bar.play_asked.connect(browser.toggle_play)
        bar.place_chosen.connect(browser.go_to)
        bar.interval_chosen.connect(browser.autoplay.set_interval)
        bar.loop_changed.connect(lambda on: setattr(browser.playlist, "loop", on))
        bar.shuffle_changed.connect(browser.set_shuffle)
        self.filters.filter_changed.connect(browser.set_filter)
        self.nothing.clear_asked.connect(lambda: self.filters.set_filter(Filter()))
        self.filters.sort_changed.connect(browser.set_sort)
        self.grid.path_chosen.connect(browser.select)
        self.grid.path_opened.connect(lambda _path: self.set_grid(False))
        self.grid_button.toggled.connect(self.set_grid)
        self.heatmap.toggled.connect(self._on_heatmap)
        self.correct_button.clicked.connect(self.correct_mode_asked)
        self.unknown.valueChanged.connect(lambda value: self.unknown_below_chosen.emit(value / 100))
