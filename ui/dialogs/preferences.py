"""Preferences: theme, scale, and keeping the computer awake."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from ui.theme import CHOICES, GRID

THEME_WORDS = {"system": "As the system", "light": "Light", "dark": "Dark"}
SCALES = (100, 125, 150, 175, 200)


class PreferencesDialog(QDialog):
    """The program's own settings; each works as soon as it is changed.

    Signals:
        theme_chosen(str): "system", "light" or "dark".
        scale_chosen(int): Percent.
        keep_awake_changed(bool): Whether the computer is kept awake while a job runs.
    """

    theme_chosen = pyqtSignal(str)
    scale_chosen = pyqtSignal(int)
    keep_awake_changed = pyqtSignal(bool)

    def __init__(self, theme: str, scale: int, keep_awake: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Preferences")
        self.setAttribute(Qt.WA_DeleteOnClose)
        themes = QComboBox()
        for choice in CHOICES:
            themes.addItem(THEME_WORDS[choice], choice)
        themes.setCurrentIndex(CHOICES.index(theme))
        themes.setAccessibleName("Theme")
        themes.activated.connect(lambda index: self.theme_chosen.emit(themes.itemData(index)))
        scales = QComboBox()
        for percent in SCALES:
            scales.addItem(f"{percent} %", percent)
        scales.setCurrentIndex(SCALES.index(scale) if scale in SCALES else 0)
        scales.setAccessibleName("Scale")
        scales.setToolTip("Size of everything in the window, on top of the system's own scaling")
        hint = QLabel("The scale takes effect when Classwise is started again.")
        hint.setProperty("role", "quiet")
        hint.setVisible(False)
        scales.activated.connect(lambda index: self.scale_chosen.emit(scales.itemData(index)))
        scales.activated.connect(lambda _index: hint.setVisible(True))
        awake = QCheckBox("Keep the computer awake while a job runs")
        awake.setChecked(keep_awake)
        awake.toggled.connect(self.keep_awake_changed)
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID + 4)
        form.addRow("Theme", themes)
        form.addRow("Scale", scales)
        form.addRow("", hint)
        form.addRow("Power", awake)
        box = QDialogButtonBox(QDialogButtonBox.Close)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addLayout(form)
        column.addWidget(box)
        self.setMinimumWidth(420)
