"""The heatmap's switch, strength, class and method, in one row."""

from collections.abc import Sequence

from PyQt5.QtCore import QEvent, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QResizeEvent
from PyQt5.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QSlider, QToolButton, QWidget

from core.base.messages import message
from ui.icons import icon
from ui.language import say
from ui.theme import GRID, LIGHT, Tokens
from ui.widgets.buttons import set_enabled
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.own_keys import OwnKeys
from ui.widgets.texts import add_items, label
from ui.wording import percent

DEFAULT_STRENGTH = 60
BOX_PX = 36
"""What a box takes beside its text: its frame and its arrow."""
MOST_BOX_PX = 156
PREDICTED = -1
"""Stands for the predicted class in `class_box`."""
METHODS = (
    (message("Grad-CAM"), "grad_cam", message("Grad-CAM: what speaks for the class, weighted by its gradients.")),
    (message("Grad-CAM++"), "grad_cam_plus_plus",
     message("Grad-CAM++: as Grad-CAM, better where a thing appears several times.")),
    (message("Layer-CAM"), "layer_cam", message("Layer-CAM: finer, weighted place by place.")),
    (message("Eigen-CAM"), "eigen_cam",
     message("Eigen-CAM: what the network sees most of; the same for every class.")),
)  # fmt: skip


class HeatmapBar(QWidget):
    """Switches the heatmap and says how it is drawn.

    Attributes:
        button: On or off.
        slider: How much of the picture it covers, in percent.
        class_box, method_box: What it shows.
        captions: The words before slider and class_box.

    Signals:
        toggled(bool): It was switched.
        changed(): Strength, class or method changed.
    """

    toggled = pyqtSignal(bool)
    changed = pyqtSignal()

    def __init__(self, tokens: Tokens = LIGHT) -> None:
        super().__init__()
        self.button = QToolButton()
        self.button.setCheckable(True)
        self.button.setIconSize(QSize(20, 20))
        self.button.setToolButtonStyle(Qt.ToolButtonTextBesideIcon)
        self.button.setFocusPolicy(Qt.TabFocus)
        say(self.button.setText, "Heatmap")
        say(self.button.setToolTip, "Show where in the picture the network sees the class (H)")
        self.slider = QSlider(Qt.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setValue(DEFAULT_STRENGTH)
        self.slider.setPageStep(10)
        self.slider.setMinimumWidth(50)
        self.slider.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Fixed)
        say(self.slider.setAccessibleName, "Opacity of the heatmap in percent")
        self.class_box, self.method_box = ChoiceBox(), ChoiceBox()
        for box in (self.class_box, self.method_box):
            box.setSizeAdjustPolicy(QComboBox.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
        say(self.class_box.setAccessibleName, "Class that the heatmap is for")
        say(self.class_box.setToolTip, "Class that the heatmap is for")
        add_items(self.class_box, [(message("predicted class"), PREDICTED)])
        add_items(self.method_box, [(name, value) for name, value, _tip in METHODS])
        say(self.method_box.setAccessibleName, "How the heatmap is made")
        self.state = ElidedLabel("", Qt.ElideRight)
        self.state.setProperty("role", "quiet")
        self._lay_out()
        self.button.toggled.connect(self._on_toggled)
        self.slider.valueChanged.connect(lambda _value: self._on_strength())
        self.class_box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.method_box.currentIndexChanged.connect(lambda _index: self._on_method())
        self._keys = OwnKeys(self.slider, self.class_box, self.method_box)
        self.set_tokens(tokens)
        self._on_strength()
        self._on_method()
        self._show_details(on=False)

    @property
    def strength(self) -> float:
        """How strongly it is drawn, 0..1."""
        return self.slider.value() / 100

    @property
    def method(self) -> str:
        """How it is made, a value of core.evaluation.heatmap.Method."""
        return str(self.method_box.currentData())

    @property
    def class_index(self) -> int | None:
        """The class it is for; None for the predicted one."""
        chosen = self.class_box.currentData()
        return None if chosen in (None, PREDICTED) else int(chosen)

    def set_classes(self, classes: Sequence[str]) -> None:
        """Offer these classes; what was chosen stays where its name is among them."""
        chosen = self.class_box.currentText() if self.class_index is not None else None
        self.class_box.blockSignals(True)
        while self.class_box.count() > 1:
            self.class_box.removeItem(1)
        for index, name in enumerate(classes):
            self.class_box.addItem(name, index)
        self.class_box.setCurrentIndex(classes.index(chosen) + 1 if chosen in classes else 0)
        self.class_box.blockSignals(False)

    def set_usable(self, why_not: str) -> None:
        """Say why there can be no heatmap; empty if there can."""
        set_enabled(self.button, not why_not, why_not)
        if why_not:
            self.button.setChecked(False)

    def set_state(self, text: str) -> None:
        """Say what is going on: it is being made, it cannot be."""
        say(self.state.setText, text)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take over another theme's colours."""
        self.button.setIcon(icon("heatmap", tokens))

    def _lay_out(self) -> None:
        self.captions = opacity, of = label("Opacity"), label("Heatmap of")
        opacity.setBuddy(self.slider)
        of.setBuddy(self.class_box)
        for caption in self.captions:
            caption.setMinimumWidth(1)  # so that they keep nothing wide; where there is too little room, they hide
        self._details = (opacity, self.slider, of, self.class_box, self.method_box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.button)
        for widget, stretch in zip(self._details, (0, 1, 0, 2, 2), strict=True):
            row.addWidget(widget, stretch)
        row.addWidget(self.state, 2)

    def _show_details(self, *, on: bool) -> None:
        for widget in self._details:
            widget.setVisible(on)
        self._fit()

    def _fit(self) -> None:
        """Leave the boxes room for their words; beside Evaluate's matrix that of the captions, which have tooltips."""
        self.class_box.setMinimumWidth(_width_of(self.class_box, 1))
        self.method_box.setMinimumWidth(_width_of(self.method_box, len(METHODS)))
        room = self.width() - self.layout().minimumSize().width()
        room += sum(caption.minimumWidth() + GRID for caption in self.captions if not caption.isHidden())
        for caption in reversed(self.captions):
            wanted = caption.sizeHint().width() + GRID
            caption.setVisible(not self.slider.isHidden() and wanted <= room)
            room -= wanted

    def _on_toggled(self, on: bool) -> None:
        self._show_details(on=on)
        self.toggled.emit(on)

    def _on_strength(self) -> None:
        say(self.slider.setToolTip, message("Opacity of the heatmap: {share}. 0 shows the picture alone.",
                                            share=percent(self.strength, digits=0)))  # fmt: skip
        self.changed.emit()

    def _on_method(self) -> None:
        say(self.method_box.setToolTip, METHODS[max(0, self.method_box.currentIndex())][2])
        self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the captions where there is room."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure the words of another language or font."""
        super().changeEvent(event)
        if event.type() in (QEvent.LanguageChange, QEvent.FontChange):
            self._fit()


def _width_of(box: QComboBox, num_items: int) -> int:
    """Return the room that a box takes with the longest of its first items, within reason."""
    words = [box.itemText(index) for index in range(num_items)]
    return min(MOST_BOX_PX, max(map(box.fontMetrics().horizontalAdvance, words)) + BOX_PX)
