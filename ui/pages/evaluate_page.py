"""The Evaluate page: which mistakes a model makes, from the figures to the pictures behind them."""

from itertools import pairwise

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import (
    QAction,
    QFrame,
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from core.base.messages import Message, message
from ui.language import say
from ui.pages.page import Page
from ui.picture_source import LatePictureSource
from ui.theme import GRID, LIGHT, Tokens
from ui.widgets.banner import Banner
from ui.widgets.buttons import PushButton, button
from ui.widgets.card import Card
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.class_table import ClassTable
from ui.widgets.correct_bar import digit_actions
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.empty_evaluate import EmptyEvaluate
from ui.widgets.evaluation_plot import Curve, EvaluationPlot
from ui.widgets.figures_table import FiguresTable, PairsList
from ui.widgets.matrix_card import MatrixCard
from ui.widgets.own_keys import OwnKeys
from ui.widgets.pictures_panel import PicturesPanel
from ui.widgets.texts import label
from ui.widgets.threshold_bar import ThresholdBar

PROGRESS_STEPS = 1000


class EvaluatePage(Page):
    """The page.

    Attributes:
        run_button, pictures_button: What is evaluated, and on what.
        report: Menu of what can be done with the evaluation.
        matrix, figures, table, pairs, plots, threshold: The figures.
        pictures: The pictures behind them.
        state, doubt: What is shown or goes on, and what makes all figures doubtful.
        banner: The message in place.
        empty: What is shown before a run is chosen.

    Signals:
        cancel_asked(): The evaluation in work shall end.
    """

    key = "evaluate"
    title = "Evaluate"
    icon_name = "evaluate"
    cancel_asked = pyqtSignal()

    def __init__(self, tokens: Tokens = LIGHT) -> None:
        super().__init__(tokens)
        self.source = LatePictureSource(self)
        self.run_button = ChoiceButton("model", message("Choose run..."), tokens)
        self.pictures_button = ChoiceButton("picture", message("Choose pictures..."), tokens)
        self.report = PushButton()
        say(self.report.setText, "Report")
        self.report.setProperty("has_menu", True)
        self.banner = Banner(tokens)
        self.empty = EmptyEvaluate(tokens)
        self._has_figures = self._is_busy = False
        self.matrix = MatrixCard(tokens)
        self.figures = FiguresTable()
        self.table = ClassTable()
        self.pairs = PairsList()
        self.plots = {kind: EvaluationPlot(kind, tokens) for kind in Curve}
        self.threshold = ThresholdBar()
        self.pictures = PicturesPanel(self.source, tokens)
        self.state = ElidedLabel("", Qt.ElideRight)
        self.state.setProperty("role", "quiet")
        say(self.state.setAccessibleDescription, "State")
        self.doubt = ElidedLabel("", Qt.ElideRight)
        self.doubt.setProperty("role", "warn")
        self.doubt.hide()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(220)
        say(self.progress.setAccessibleName, "Progress")
        self.cancel = button("Cancel", self.cancel_asked.emit, tip="Stop; nothing is written (Ctrl+.)")
        self._digit_actions = digit_actions(self, self.pictures.correct_bar)
        self._lay_out()
        self._order_focus()
        self._keys = OwnKeys(self.threshold.slider, self.tabs.tabBar(), self.table, self.pairs, self.matrix.shown_box,
                             self.pictures.list_box, *(plot.class_box for plot in self.plots.values()))  # fmt: skip
        self.pictures.correct_button.clicked.connect(self.set_correcting)
        self.pictures.correct_bar.closed.connect(lambda: self.set_correcting(False))
        self.set_state(message(""))
        self.set_correcting(False)

    @property
    def is_correcting(self) -> bool:
        """Whether keys 1 to 9 set classes."""
        return self.pictures.correct_button.isChecked()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take over another theme's colours."""
        super().set_tokens(tokens)
        for widget in (self.run_button, self.pictures_button, self.banner, self.empty, self.matrix, self.pictures,
                       *self.plots.values()):  # fmt: skip
            widget.set_tokens(tokens)

    def show_evaluation(self, on: bool) -> None:
        """Show the figures, or the empty state."""
        self._has_figures = on
        self._show_part()
        if on:
            self.matrix.view.setFocus()

    def _show_part(self) -> None:
        """While the first figures are computed there is nothing to choose."""
        without = self._waiting if self._is_busy else self.empty
        self._stack.setCurrentWidget(self._body if self._has_figures else without)

    def show_threshold(self, on: bool) -> None:
        """Show the threshold between two classes; their matrix needs less room than their curves."""
        if on != self.threshold.isVisibleTo(self):
            self.threshold.setVisible(on)
            self._left.setSizes([200, 380] if on else [330, 250])

    def set_state(self, text: str, fraction: float | None = None, *, busy: bool = False) -> None:
        """Say what is shown, or what is going on, in the line under the header.

        Args:
            text: One line.
            fraction: How much is done, 0..1; None for no bar, or, with `busy`, one without an end.
            busy: Something goes on that can be cancelled.
        """
        say(self.state.setText, text)
        self.progress.setRange(0, PROGRESS_STEPS if fraction is not None or not busy else 0)
        if fraction is not None:
            self.progress.setValue(round(fraction * PROGRESS_STEPS))
        self.progress.setVisible(busy)
        self.cancel.setVisible(busy)
        self._is_busy = busy
        self._show_part()

    def show_doubt(self, text: Message, advice: Message) -> None:
        """Say above all tabs what makes all figures doubtful, and in its tooltip what to do; empty for none."""
        say(self.doubt.setText, text)
        say(self.doubt.set_details, advice)
        self.doubt.setVisible(bool(text))

    def set_correcting(self, on: bool) -> None:
        """Switch correct mode."""
        for action in self._digit_actions:
            action.setEnabled(on)
        self.pictures.set_correcting(on)

    def add_menu(self, actions: list[QAction | None]) -> None:
        """Fill the report's menu; None stands for a line."""
        menu = QMenu(self.report)
        menu.setToolTipsVisible(True)
        for action in actions:
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
        self.report.setMenu(menu)

    def _lay_out(self) -> None:
        for widget in (self.run_button, self.pictures_button, self.report):
            self.header.add(widget)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        line.addWidget(self.state, 1)
        line.addWidget(self.doubt)
        line.addWidget(self.progress)
        line.addWidget(self.cancel)
        state = QWidget()
        state.setLayout(line)
        state.setFixedHeight(32)
        self._stack = QStackedWidget()
        self._body = self._make_body()
        self._waiting = label("The figures appear here when the pictures are predicted.", role="quiet")
        self._waiting.setAlignment(Qt.AlignCenter)
        for part in (self.empty, self._waiting, self._body):
            self._stack.addWidget(part)
        self.body.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID)
        self.body.setSpacing(GRID // 2)
        self.body.addWidget(state)
        self.body.addWidget(self.banner)
        self.body.addWidget(self._stack, 1)

    def _make_body(self) -> QWidget:
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setExpanding(False)
        self.tabs.tabBar().setDrawBase(False)
        say(self.tabs.tabBar().setAccessibleName, "What is shown of the evaluation")
        pages = (
            (scrolled(self.figures), message("Figures")), (self.table, message("Classes")),
            (self.pairs, message("Pairs")), (self.plots[Curve.ROC], message("ROC")),
            (self.plots[Curve.PR], message("PR")),
            (self.plots[Curve.CALIBRATION], message("Calibration")),
        )  # fmt: skip
        for widget, name in pages:
            self.tabs.addTab(widget, "")
            say(self.tabs.setTabText, name, self.tabs.count() - 1)
        for place, tip in ((2, message("The classes most often taken for another")),
                           (4, message("Precision over recall"))):  # fmt: skip
            say(self.tabs.setTabToolTip, tip, place)
        lower = Card()
        lower.body.addWidget(self.threshold)
        lower.body.addWidget(self.tabs, 1)
        self._left = left = QSplitter(Qt.Vertical)
        left.addWidget(self.matrix)
        left.addWidget(lower)
        left.setSizes([330, 250])
        whole = QSplitter(Qt.Horizontal)
        whole.addWidget(left)
        whole.addWidget(self.pictures)
        whole.setSizes([600, 460])
        for splitter in (left, whole):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(GRID)
        self.threshold.hide()
        return whole

    def _order_focus(self) -> None:
        panel, matrix = self.pictures, self.matrix
        self.tabs.setFocusProxy(None)  # from where it stands in the order, Tab would lead back to its bar for ever
        self.tabs.setFocusPolicy(Qt.NoFocus)
        order = (self.run_button, self.pictures_button, self.report, self.cancel, matrix.shown_box, matrix.logarithmic,
                 *matrix.tools, matrix.view, self.threshold.slider, self.threshold.box, self.threshold.youden,
                 self.threshold.reset, self.threshold.keep, self.tabs.tabBar(), self.table, self.pairs, panel.list_box,
                 panel.heatmap.button, panel.large_button, panel.correct_button, panel.picture, panel.heatmap.slider,
                 panel.heatmap.class_box, panel.heatmap.method_box, panel.grid, panel.correct_bar.typed,
                 panel.leave_out, panel.retrain)  # fmt: skip
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)


def scrolled(widget: QWidget) -> QScrollArea:
    """Return a scroll area around a widget."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.NoFrame)
    area.setFocusPolicy(Qt.NoFocus)
    widget.setProperty("transparent", True)
    holder = QWidget()
    holder.setProperty("transparent", True)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, GRID, 0)
    column.addWidget(widget)
    area.setWidget(holder)
    return area
