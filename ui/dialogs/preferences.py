"""Preferences: theme, scale, and keeping the computer awake."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from core.base.messages import message
from ui.language import say
from ui.theme import CHOICES, GRID
from ui.widgets.texts import add_items, check_box, label

THEME_WORDS = {"system": message("As the system"), "light": message("Light"), "dark": message("Dark")}
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
        say(self.setWindowTitle, "Preferences")
        self.setAttribute(Qt.WA_DeleteOnClose)
        themes = QComboBox()
        add_items(themes, [(THEME_WORDS[choice], choice) for choice in CHOICES])
        themes.setCurrentIndex(CHOICES.index(theme))
        say(themes.setAccessibleName, "Theme")
        themes.activated.connect(lambda index: self.theme_chosen.emit(themes.itemData(index)))
        scales = QComboBox()
        for percent in SCALES:
            scales.addItem(f"{percent} %", percent)
        scales.setCurrentIndex(SCALES.index(scale) if scale in SCALES else 0)
        say(scales.setAccessibleName, "Scale")
        say(scales.setToolTip, "Size of everything in the window, on top of the system's own scaling")
        hint = label("The scale takes effect when Classwise is started again.")
        hint.setProperty("role", "quiet")
        hint.setVisible(False)
        scales.activated.connect(lambda index: self.scale_chosen.emit(scales.itemData(index)))
        scales.activated.connect(lambda _index: hint.setVisible(True))
        awake = check_box("Keep the computer awake while a job runs")
        awake.setChecked(keep_awake)
        awake.toggled.connect(self.keep_awake_changed)
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID + 4)
        form.addRow(label("Theme"), themes)
        form.addRow(label("Scale"), scales)
        form.addRow("", hint)
        form.addRow(label("Power"), awake)
        box = QDialogButtonBox(QDialogButtonBox.Close)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addLayout(form)
        column.addWidget(box)
        self.setMinimumWidth(420)
