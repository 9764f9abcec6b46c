"""The pages of the preferences but for the weights: each setting works as soon as it is changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import (
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QWidget,
)

from core.base.messages import Message, message
from ui import choose
from ui import preferences as names
from ui.autoplay import MAX_INTERVAL_S, MIN_INTERVAL_S
from ui.language import LANGUAGES, SYSTEM, say
from ui.number_format import AS_LANGUAGE, AS_SYSTEM, FORMATS, example
from ui.number_format import CHOICES as NUMBER_CHOICES
from ui.preferences import CacheUse, Place
from ui.theme import CHOICES, GRID
from ui.widgets.buttons import button, set_enabled
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.texts import add_items, check_box, label
from ui.wording import file_size, pictures

THEME_WORDS = {"system": message("As the system"), "light": message("Light"), "dark": message("Dark")}
SCALES = (100, 125, 150, 175, 200)
CACHE_WORDS = (
    (message("Automatic"), "auto"),
    (message("Not kept"), "off"),
    (message("In memory"), "ram"),
    (message("On disk"), "disk"),
)
MAX_THREADS = 256
COMBO_WIDTH = 240
LARGEST_CACHE_GB = 100_000.0
GB = 1e9


class PreferencePage(QWidget):
    """Base of the pages: a form with one row a setting.

    Signals:
        changed(str, object): Name of a setting (ui/preferences.py), and its new value.
    """

    changed = pyqtSignal(str, object)
    title: Message

    def __init__(self) -> None:
        super().__init__()
        self.form = QFormLayout(self)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setHorizontalSpacing(2 * GRID)
        self.form.setVerticalSpacing(GRID + 4)
        self.form.setFieldGrowthPolicy(QFormLayout.ExpandingFieldsGrow)
        self._combos: dict[str, ChoiceBox] = {}

    def add_choice(self, name: str, words: str, items: Sequence[tuple[str, object]], tip: str = "") -> ChoiceBox:
        """Add a setting with a few values: what each says, and its value."""
        combo = ChoiceBox()
        combo.setMinimumWidth(COMBO_WIDTH)
        combo.setSizeAdjustPolicy(ChoiceBox.AdjustToContents)  # another language or example may be longer
        add_items(combo, items)
        say(combo.setAccessibleName, words)
        say(combo.setToolTip, tip)
        combo.activated.connect(lambda index: self.changed.emit(name, combo.itemData(index)))
        self._combos[name] = combo
        self.add_row(words, combo)
        return combo

    def add_row(self, words: str, widget: QWidget) -> None:
        """Add a row with its label."""
        caption = label(words)
        caption.setBuddy(widget)
        self.form.addRow(caption, widget)

    def add_hint(self, text: str) -> QLabel:
        """Add a quiet line below the last row."""
        hint = label(text, role="quiet")
        hint.setWordWrap(True)
        self.form.addRow(hint)
        return hint

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show the settings as they are, without telling of a change."""
        for name, combo in self._combos.items():
            place = combo.findData(values[name])
            if place < 0:
                combo.addItem(str(values[name]), values[name])
                place = combo.count() - 1
            combo.setCurrentIndex(place)


class GeneralPage(PreferencePage):
    """Language, numbers, looks, power."""

    title = message("General")

    def __init__(self) -> None:
        super().__init__()
        languages = [(message("As the system"), SYSTEM), *((words, code) for code, words in LANGUAGES.items())]
        self.language = self.add_choice(names.LANGUAGE, "Language", languages)
        self.numbers = self.add_choice(names.NUMBERS, "Numbers", [("", choice) for choice in NUMBER_CHOICES],
                                       "Decimal point and separator of thousands")  # fmt: skip
        self.theme = self.add_choice(names.THEME, "Theme", [(THEME_WORDS[choice], choice) for choice in CHOICES])
        scales = [(f"{scale} %", scale) for scale in SCALES]
        tip = message("Size of everything in the window, on top of the system's own scaling")
        self.scale = self.add_choice(names.SCALE, "Scale", scales, tip)
        self._scale_hint = self.add_hint("The scale takes effect when Classwise is started again.")
        self._scale_hint.hide()
        self.scale.activated.connect(lambda _index: self._scale_hint.show())
        self.awake = check_box("Keep the computer awake while a job runs")
        self.awake.clicked.connect(lambda on: self.changed.emit(names.AWAKE, on))
        self.add_row("Power", self.awake)

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show the settings as they are."""
        code = values["language_code"]
        for place, choice in enumerate(NUMBER_CHOICES):
            say(self.numbers.setItemText, _number_words(choice, code), place)
        super().show_values(values)
        self.awake.setChecked(values[names.AWAKE])


class PredictPreferences(PreferencePage):
    """How pictures are played."""

    title = message("Predict")

    def __init__(self) -> None:
        super().__init__()
        self.interval = QDoubleSpinBox()
        self.interval.setRange(MIN_INTERVAL_S, MAX_INTERVAL_S)
        self.interval.setSingleStep(0.1)
        self.interval.setDecimals(1)
        say(self.interval.setSuffix, message(" s"))
        say(self.interval.setAccessibleName, "Autoplay: a picture every")
        self.interval.valueChanged.connect(lambda value: self.changed.emit(names.INTERVAL, round(value, 2)))
        self.add_row("Autoplay: a picture every", self.interval)
        self.loop = check_box("Begin again at the end")
        self.loop.clicked.connect(lambda on: self.changed.emit(names.LOOP, on))
        self.add_row("", self.loop)
        self.shuffle = check_box("In random order")
        self.shuffle.clicked.connect(lambda on: self.changed.emit(names.SHUFFLE, on))
        self.add_row("", self.shuffle)
        self.unknown = QSpinBox()
        self.unknown.setRange(0, 100)
        self.unknown.setSuffix(" %")
        say(self.unknown.setAccessibleName, "Unknown below")
        say(self.unknown.setToolTip, "A picture whose best score is lower is told as unknown")
        self.unknown.valueChanged.connect(lambda value: self.changed.emit(names.UNKNOWN, value / 100))
        self.add_row("Unknown below", self.unknown)
        self.add_hint("The Predict page begins with these; what is changed there is remembered here.")

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show the settings as they are."""
        _set_quietly(self.interval, values[names.INTERVAL])
        _set_quietly(self.unknown, round(100 * values[names.UNKNOWN]))
        self.loop.setChecked(values[names.LOOP])
        self.shuffle.setChecked(values[names.SHUFFLE])


class SpeedPage(PreferencePage):
    """Device, threads, and the cache of decoded pictures.

    Signals:
        cache_clear_asked(): Remove what the disk cache holds.
    """

    title = message("Training and speed")
    cache_clear_asked = pyqtSignal()

    def __init__(self, devices: Sequence[str]) -> None:
        super().__init__()
        words = {"auto": message("Automatic"), "cpu": message("Processor (CPU)")}
        self.device = self.add_choice(names.DEVICE, "Computes on", [(words.get(name, name), name) for name in devices],
                                      "What trainings, predictions and evaluations run on")  # fmt: skip
        self.threads = QSpinBox()
        self.threads.setRange(0, MAX_THREADS)
        say(self.threads.setSpecialValueText, "Automatic")
        say(self.threads.setAccessibleName, "Threads that read pictures")
        say(self.threads.setToolTip, "Fewer leave more of the computer to other programs")
        self.threads.valueChanged.connect(lambda value: self.changed.emit(names.THREADS, value))
        self.add_row("Threads that read pictures", self.threads)
        self.add_hint("New trainings begin with these; the Train page can change them for one training.")
        self.cache = self.add_choice(names.CACHE, "Decoded pictures", CACHE_WORDS,
                                     "Whether pictures are kept decoded between epochs, which saves time")  # fmt: skip
        self.limit = QDoubleSpinBox()
        self.limit.setRange(0, LARGEST_CACHE_GB)
        self.limit.setDecimals(1)
        self.limit.setKeyboardTracking(False)
        say(self.limit.setSuffix, message(" GB"))
        say(self.limit.setAccessibleName, "Most on disk")
        self.limit.valueChanged.connect(lambda value: self.changed.emit(names.CACHE_LIMIT, value))
        self.add_row("Most on disk", self.limit)
        self.used = label("")
        self.clear = button("Clear", self.cache_clear_asked.emit, tip="Remove them; they are decoded again when needed")
        row = QHBoxLayout()
        row.addWidget(self.used, 1)
        row.addWidget(self.clear)
        self.form.addRow(label("Used now"), row)
        self.folder = PlaceRow("Choose the folder of the cache")
        self.folder.changed.connect(lambda path: self.changed.emit(names.CACHE_FOLDER, path))
        self.form.addRow(label("Folder"), self.folder)
        self.show_use(None)

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show the settings as they are."""
        super().show_values(values)
        _set_quietly(self.threads, values[names.THREADS])
        self.folder.show_place(values[names.CACHE_FOLDER])

    def show_limit(self, gb: float | None) -> None:
        """Show what the disk cache may hold; None while that is not known."""
        set_enabled(self.limit, gb is not None, message("This is known when torch is loaded."))
        if gb is not None:
            _set_quietly(self.limit, gb)

    def show_use(self, use: CacheUse | None) -> None:
        """Say what the disk cache holds; None while that is not known."""
        if use is None:
            say(self.used.setText, "...")
        else:
            say(self.used.setText, message("{size} for {pictures}", size=file_size(use.num_bytes),
                                           pictures=pictures(use.num_pictures)))  # fmt: skip
        empty = use is None or not use.num_bytes
        set_enabled(self.clear, not empty, message("Nothing is kept on disk."))


class PlaceRow(QWidget):
    """A folder that may be moved.

    Signals:
        changed(str): The chosen folder; empty for the default.
    """

    changed = pyqtSignal(str)

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question
        self.path = ElidedLabel("", Qt.ElideMiddle)
        self.path.setTextInteractionFlags(Qt.TextSelectableByMouse)
        self.choose = button("Change...", self._on_choose)
        self.default = button("Default", lambda: self.changed.emit(""), kind="link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.path, 1)
        row.addWidget(self.default)
        row.addWidget(self.choose)

    def show_place(self, place: Place) -> None:
        """Show where it is."""
        self.path.setText(place.path)
        why_not = message("The environment variable {name} decides.", name=place.fixed_by) if place.fixed_by else ""
        set_enabled(self.choose, not place.fixed_by, why_not)
        self.default.setVisible(place.is_moved and not place.fixed_by)

    def _on_choose(self) -> None:
        path = choose.choose_folder(self, self._question, self.path.text())
        if path:
            self.changed.emit(path)


def _set_quietly(box: QSpinBox | QDoubleSpinBox, value: float) -> None:
    """Show a value without telling of a change; one that is being typed is not written anew under the hand."""
    if box.value() != value:
        box.blockSignals(True)
        box.setValue(value)
        box.blockSignals(False)


def _number_words(choice: str, code: str) -> str:
    number = example(choice, code)
    if choice in FORMATS:
        return number
    words = {AS_LANGUAGE: message("As the language ({example})", example=number),
             AS_SYSTEM: message("As the system ({example})", example=number)}  # fmt: skip
    return words[choice]
