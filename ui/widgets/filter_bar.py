"""Which pictures are shown and in which order."""

from PyQt5.QtCore import QEvent, QTimer, pyqtSignal
from PyQt5.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from core.base.messages import message
from ui.arrange import Filter, SortBy
from ui.icons import icon
from ui.language import say, shown
from ui.number_format import PERCENT_SIGN
from ui.results import UNKNOWN, Verdict
from ui.theme import GRID, LIGHT, Tokens
from ui.widgets.buttons import set_enabled
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.range_slider import RangeSlider
from ui.widgets.texts import add_items, label
from ui.wording import percent

TYPING_DELAY_MS = 150
CORRECTED = "corrected"
NEED_TRUE = (Verdict.RIGHT, Verdict.WRONG)
NO_TRUE = message("No true classes are known: the pictures stand in no folder that is named like a class, and no table "
                  "was added.")  # fmt: skip
VERDICTS = (
    (message("Right/wrong"), None),
    (message("Right"), Verdict.RIGHT),
    (message("Wrong"), Verdict.WRONG),
    (message("Below the threshold"), Verdict.UNKNOWN),
    (message("True class not known"), Verdict.UNLABELLED),
    (message("Unreadable"), Verdict.UNREADABLE),
    (message("Not predicted yet"), Verdict.PENDING),
    (message("Corrected"), CORRECTED),
)
SORTS = (
    (message("As listed"), SortBy.LISTED),
    (message("Name"), SortBy.NAME),
    (message("Surest first"), SortBy.SCORE_DOWN),
    (message("Least sure first"), SortBy.SCORE_UP),
    (message("Closest calls first"), SortBy.MARGIN_UP),
    (message("Mistakes first"), SortBy.WRONG_FIRST),
)


class FilterBar(QWidget):
    """One row of choices.

    Signals:
        filter_changed(Filter): Other pictures are wanted.
        sort_changed(SortBy): Another order is wanted.
    """

    filter_changed = pyqtSignal(object)
    sort_changed = pyqtSignal(object)

    def __init__(self, tokens: Tokens = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._filter = Filter()
        self._classes: tuple[tuple[str, ...], tuple[str, ...]] | None = None
        self.predicted = self._combo(message("Predicted class"), message("Show pictures predicted as this class"))
        self.true = self._combo(message("True class"), message("Show pictures of this true class"))
        self.verdict = self._combo(message("Right or wrong"),
                                   message("Show pictures by how the prediction stands to the true class"))
        add_items(self.verdict, VERDICTS)
        self.range = RangeSlider(tokens)
        self.range_label = QLabel()
        self.range_label.setMinimumWidth(self.range_label.fontMetrics().horizontalAdvance(f"100–100{PERCENT_SIGN}"))
        self.name = QLineEdit()
        say(self.name.setPlaceholderText, "Name")
        self.name.setClearButtonEnabled(True)
        say(self.name.setAccessibleName, "Part of the name")
        say(self.name.setToolTip, "Show pictures with this in the name of the file or its folder (Ctrl+F)")
        self.name.setMinimumWidth(80)
        self.clear = QToolButton()
        say(self.clear.setAccessibleName, "Show all pictures")
        say(self.clear.setToolTip, "Show all pictures again")
        self.sort = self._combo(message("Order"), message("The order in which pictures are shown, played and exported"))
        add_items(self.sort, SORTS)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_DELAY_MS)
        self._lay_out()
        self._connect()
        self.set_classes((), ())
        self._show_state()
        self.set_tokens(tokens)

    @property
    def filter(self) -> Filter:
        """The filter chosen."""
        return self._filter

    @property
    def sort_by(self) -> SortBy:
        """The order chosen."""
        return self.sort.currentData()

    def set_filter(self, wanted: Filter) -> None:
        """Choose a filter."""
        for combo, value in ((self.predicted, wanted.predicted), (self.true, wanted.true),
                             (self.verdict, CORRECTED if wanted.corrected else wanted.verdict)):  # fmt: skip
            combo.blockSignals(True)
            combo.setCurrentIndex(max(0, combo.findData(value)))
            combo.blockSignals(False)
        self.range.set_range(wanted.low, wanted.high)
        self.name.setText(wanted.name)  # told to all: the button that empties it comes and goes with the text
        self._on_changed()

    def set_sort(self, sort: SortBy) -> None:
        """Choose an order."""
        self.sort.setCurrentIndex(self.sort.findData(sort))

    def begin_anew(self) -> None:
        """Show all, as listed: other pictures are there, of which what was chosen says nothing."""
        self.set_filter(Filter())
        self.set_sort(SortBy.LISTED)

    def set_classes(self, predicted: tuple[str, ...], true: tuple[str, ...]) -> None:
        """Offer these classes; what is chosen stays chosen where it can."""
        if self._classes == (predicted, true):
            return
        self._classes = (predicted, true)
        offered = (*predicted, UNKNOWN) if predicted and UNKNOWN not in predicted else predicted
        self._fill(self.predicted, message("Predicted"), offered)
        self._fill(self.true, message("True class"), true)
        set_enabled(self.predicted, bool(predicted), "Choose a model first.")
        set_enabled(self.true, bool(true), NO_TRUE)
        for verdict in NEED_TRUE:  # the others can be chosen without, as those that cannot be read
            self.verdict.set_item_enabled(self.verdict.findData(verdict), bool(true), NO_TRUE)
        self._on_changed()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take over another theme's colours."""
        self._tokens = tokens
        self.range.set_tokens(tokens)
        self.clear.setIcon(icon("close", tokens, "quiet"))

    def focus_name(self) -> None:
        """Put the cursor into the field for the name."""
        self.name.setFocus()
        self.name.selectAll()

    def _combo(self, name: str, tip: str) -> ChoiceBox:
        combo = ChoiceBox()
        say(combo.setAccessibleName, name)
        say(combo.setToolTip, tip)
        combo.setSizeAdjustPolicy(QComboBox.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(5)
        return combo

    def _fill(self, combo: ChoiceBox, all_text: str, names: tuple[str, ...]) -> None:
        chosen = combo.currentData()
        combo.blockSignals(True)
        combo.clear()
        add_items(combo, ((all_text, None),))
        for name in names:
            combo.addItem(shown(name) if name == UNKNOWN else name, name)
        combo.setCurrentIndex(max(0, combo.findData(chosen)) if chosen is not None else 0)
        combo.blockSignals(False)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.predicted, 6)
        row.addWidget(self.true, 6)
        row.addWidget(self.verdict, 8)
        score = label("Score")
        score.setBuddy(self.range)
        row.addWidget(score)
        row.addWidget(self.range, 4)
        row.addWidget(self.range_label)
        row.addWidget(self.name, 6)
        row.addWidget(self.clear)
        sort = label("Sort by")
        sort.setBuddy(self.sort)
        row.addWidget(sort)
        row.addWidget(self.sort, 9)

    def _connect(self) -> None:
        for combo in (self.predicted, self.true, self.verdict):
            combo.currentIndexChanged.connect(self._on_changed)
        self.range.range_changed.connect(self._on_range_changed)
        self.name.textChanged.connect(lambda _text: self._typing.start())
        self.name.returnPressed.connect(self._on_changed)
        self._typing.timeout.connect(self._on_changed)
        self.clear.clicked.connect(lambda _checked: self.set_filter(Filter()))
        self.sort.currentIndexChanged.connect(lambda _index: self.sort_changed.emit(self.sort_by))

    def _on_range_changed(self, low: float, high: float) -> None:
        self._show_range()
        self._typing.start()

    def _on_changed(self) -> None:
        self._typing.stop()
        verdict = self.verdict.currentData()
        wanted = Filter(
            predicted=self.predicted.currentData(), true=self.true.currentData(),
            verdict=None if verdict == CORRECTED else verdict, low=self.range.low, high=self.range.high,
            name=self.name.text().strip(), corrected=verdict == CORRECTED,
        )  # fmt: skip
        changed = wanted != self._filter
        self._filter = wanted
        self._show_state()
        if changed:
            self.filter_changed.emit(wanted)

    def _show_range(self) -> None:
        low = percent(self.range.low, digits=0).removesuffix(PERCENT_SIGN)
        self.range_label.setText(f"{low}–{percent(self.range.high, digits=0)}")

    def _show_state(self) -> None:
        self._show_range()
        set_enabled(self.clear, not self._filter.is_open, "All pictures are shown.")

    def changeEvent(self, event: QEvent) -> None:
        """Say the word for unknown in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.LanguageChange and (place := self.predicted.findData(UNKNOWN)) > 0:
            self.predicted.setItemText(place, shown(UNKNOWN))
