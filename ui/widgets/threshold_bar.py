"""The threshold between two classes: a slider that moves sensitivity, specificity and the matrix."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from core.base.messages import message
from ui.language import say
from ui.number_format import PERCENT_SIGN
from ui.theme import GRID
from ui.widgets.buttons import button, set_enabled, set_own_tip
from ui.widgets.elided_label import ElidedLabel
from ui.wording import percent

STEPS = 1000
DIGITS = (1, 2, 3)
"""How many the percentage has: as few as tell it from 0 and 100."""


class ThresholdBar(QWidget):
    """Says from which score on the positive class is predicted.

    Attributes:
        slider, box: The threshold, in thousandths and in percent.
        youden: Sets the one with the highest sensitivity + specificity.
        keep: Writes it into the model file.

    Signals:
        threshold_changed(float): Another one was chosen, a fraction.
        youden_asked(), reset_asked(), keep_asked(): Buttons.
    """

    threshold_changed = pyqtSignal(float)
    youden_asked = pyqtSignal()
    reset_asked = pyqtSignal()
    keep_asked = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._threshold = 0.5
        self.name = ElidedLabel()  # a long name of a class makes no wider window
        self.slider = QSlider(Qt.Horizontal)
        self.slider.setRange(0, STEPS)
        self.slider.setPageStep(50)
        self.slider.setMinimumWidth(90)
        say(self.slider.setAccessibleName, "Threshold in thousandths")
        say(self.slider.setToolTip, "The positive class is predicted where its score is at least this.")
        self.box = QDoubleSpinBox()
        self.box.setRange(0, 100)
        self.box.setDecimals(1)
        self.box.setSuffix(PERCENT_SIGN)
        self.box.setKeyboardTracking(False)
        say(self.box.setAccessibleName, "Threshold in percent")
        self.figures = QLabel()
        self.figures.setProperty("role", "figure")
        self.youden = button("Youden", self.youden_asked.emit)
        self.reset = button("Reset", self.reset_asked.emit, kind="link",
                            tip="Back to the threshold that the figures were made with")  # fmt: skip
        self.keep = button("Keep in the model file", self.keep_asked.emit)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.setContentsMargins(0, 0, 0, 0)
        for widget, stretch in ((self.name, 0), (self.slider, 1), (self.box, 0), (self.youden, 0), (self.reset, 0)):
            row.addWidget(widget, stretch)
        lower = QHBoxLayout()
        lower.setSpacing(GRID)
        lower.addWidget(self.figures, 1)
        lower.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(row)
        column.addLayout(lower)
        self.slider.valueChanged.connect(lambda value: self._on_changed(value / STEPS))
        self.box.valueChanged.connect(lambda value: self._on_changed(value / 100))

    @property
    def threshold(self) -> float:
        """The threshold, exact where it was set by `set_threshold`."""
        return self._threshold

    def set_positive(self, name: str, youden: float) -> None:
        """Say which class is predicted from the threshold on, and what Youden's is."""
        say(self.name.setText, message("{name} from", name=name))
        say(self.youden.setToolTip, message("The threshold with the highest sensitivity + specificity on these "
                                            "pictures: {share}", share=percent(youden)))  # fmt: skip

    def set_threshold(self, threshold: float) -> None:
        """Show a threshold, without telling it back."""
        self._threshold = threshold
        for widget in (self.slider, self.box):
            widget.blockSignals(True)
        self.slider.setValue(round(threshold * STEPS))
        # One just above 0 % or below 100 % is not shown as that: then nothing, or everything, would be predicted.
        self.box.setDecimals(next((digits for digits in DIGITS if 0 < round(threshold * 100, digits) < 100), DIGITS[0]))
        self.box.setValue(threshold * 100)
        for widget in (self.slider, self.box):
            widget.blockSignals(False)

    def show_figures(self, sensitivity: float | None, specificity: float | None) -> None:
        """Say what the threshold gives."""
        say(self.figures.setText, message("sensitivity {sensitivity}   specificity {specificity}",
                                          sensitivity=percent(sensitivity),
                                          specificity=percent(specificity)))  # fmt: skip

    def set_can_keep(self, why_not: str, tip: str) -> None:
        """Say what keeping the threshold does, or why it cannot be kept."""
        set_own_tip(self.keep, tip)
        set_enabled(self.keep, not why_not, why_not)

    def _on_changed(self, threshold: float) -> None:
        self.set_threshold(threshold)
        self.threshold_changed.emit(threshold)
