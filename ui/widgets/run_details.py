"""What is shown of the chosen runs: curves, figures, settings, confusion matrices."""

from collections.abc import Sequence

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from ui.language import say
from ui.run_curves import RunCurves
from ui.theme import GRID, Tokens
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.run_facts import Fact, FactTable
from ui.widgets.run_matrices import RunMatrices
from ui.widgets.run_plot import RunPlot
from ui.widgets.texts import check_box, label


class RunDetails(Card):
    """Tabs over the chosen runs, under a line that says whether they may be compared.

    Signals:
        evaluate_asked(): Judge the chosen runs on the same pictures.
        shown_anyway(): Show them beside each other although their pictures differ.
        all_settings_changed(bool): All settings are to be listed, not only those that differ.
    """

    evaluate_asked = pyqtSignal()
    shown_anyway = pyqtSignal()
    all_settings_changed = pyqtSignal(bool)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.plot = RunPlot(tokens)
        self.figures = FactTable("Figures of the chosen runs")
        self.settings = FactTable("Settings of the chosen runs")
        self.matrices = RunMatrices(tokens)
        self.all_settings: QCheckBox = check_box("All settings", "List all settings, not only those that differ")
        self.all_settings.toggled.connect(self.all_settings_changed)
        self.notice = label("")
        self.notice.setWordWrap(True)
        self.evaluate = button("Evaluate both on...", self.evaluate_asked.emit,
                               tip="Judge the chosen runs on pictures that are fair to all of them")  # fmt: skip
        self.anyway = button("Show all the same", self.shown_anyway.emit, kind="link")
        line = QHBoxLayout()
        line.addWidget(self.notice, 1)
        line.addWidget(self.anyway)
        line.addWidget(self.evaluate)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        say(self.tabs.tabBar().setAccessibleName, "What is shown of the chosen runs")
        for number, (widget, words) in enumerate(self._pages()):
            self.tabs.addTab(widget, "")
            say(self.tabs.setTabText, words, number)
        self._hint = label("Choose a run to see its curves and settings; choose two or more, with Ctrl or Shift, to "
                           "compare them.", role="quiet")  # fmt: skip
        self._hint.setAlignment(Qt.AlignCenter)
        self._hint.setWordWrap(True)
        chosen = QWidget()
        column = QVBoxLayout(chosen)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(line)
        column.addWidget(self.tabs, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._hint)
        self._stack.addWidget(chosen)
        self.body.addWidget(self._stack, 1)

    def _pages(self) -> list[tuple[QWidget, str]]:
        settings = QWidget()
        column = QVBoxLayout(settings)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.all_settings, 0, Qt.AlignRight)
        column.addWidget(self.settings, 1)
        return [(_padded(self.plot), "Curves"), (_padded(self.figures), "Figures"), (_padded(settings), "Settings"),
                (_padded(self.matrices), "Confusion matrices")]  # fmt: skip

    def show_nothing(self) -> None:
        """No run is chosen."""
        self._stack.setCurrentIndex(0)

    def show_notice(self, text: str, num_runs: int, *, can_evaluate: bool, is_warning: bool,
                    can_show_anyway: bool = False) -> None:  # fmt: skip
        """Say on which pictures the figures are, and offer to judge the runs on the same ones."""
        say(self.notice.setText, text)
        self.notice.setProperty("role", "warn" if is_warning else "quiet")
        self.notice.style().unpolish(self.notice)
        self.notice.style().polish(self.notice)
        self.evaluate.setVisible(can_evaluate)
        say(self.evaluate.setText, "Evaluate both on..." if num_runs == 2 else "Evaluate all on...")
        self.anyway.setVisible(can_show_anyway)
        self._stack.setCurrentIndex(1)

    def show_runs(self, runs: Sequence[RunCurves], *, matrices: Sequence[RunCurves], why_none: str = "") -> None:
        """Draw these runs' curves and matrices, or say why none is drawn."""
        self.plot.show_runs(runs, why_none)
        self.matrices.show_runs(matrices, "" if matrices else why_none)

    def show_figures(self, headings: Sequence[str], facts: Sequence[Fact]) -> None:
        """List figures."""
        self.figures.set_facts(headings, facts)

    def show_settings(self, headings: Sequence[str], facts: Sequence[Fact]) -> None:
        """List settings."""
        self.settings.set_facts(headings, facts)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in another theme's colours."""
        self.plot.set_tokens(tokens)
        self.matrices.set_tokens(tokens)


def _padded(widget: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, GRID, 0, 0)
    column.addWidget(widget)
    return page
