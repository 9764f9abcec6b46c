"""Moves the preferences: applies each setting as soon as it is changed, and keeps the View menu in step."""

import os
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from PyQt5.QtCore import QObject
from PyQt5.QtWidgets import QActionGroup, QMessageBox

from app.awake import KeepAwake
from app.cache_preferences import CachePreferences
from app.context import Context
from app.settings import PREDICT_DEFAULTS, Settings
from app.torch_loader import TorchLoader
from app.weights_preferences import WeightsPreferences
from core.base.errors import ClasswiseError, ConfigError
from core.base.moved_places import mirror_problem, move_place, moved_place
from core.places import CACHE_VARIABLE, cache_folder, data_folder
from models.pretrained import FOLDER_VARIABLE, MIRROR_VARIABLE, weights_folder, weights_mirror
from ui import preferences as names
from ui.dialogs.preferences import PreferencesDialog
from ui.language import say, shown
from ui.preferences import Place
from ui.theme import Tokens
from ui.widgets.preference_pages import SCALES, THEME_WORDS
from ui.widgets.texts import add_button

IN_SETTINGS = (names.LANGUAGE, names.NUMBERS, names.THEME, names.SCALE, names.AWAKE, names.DEVICE, names.THREADS,
               names.CACHE)  # fmt: skip
VARIABLES = {names.CACHE_FOLDER: CACHE_VARIABLE, names.WEIGHTS_FOLDER: FOLDER_VARIABLE,
             names.WEIGHTS_MIRROR: MIRROR_VARIABLE}  # fmt: skip
"""The environment variables that go over a place of the preferences."""


class Preferences(QObject):
    """The dialog's controller.

    Attributes:
        weights: The page of the pretrained weights.
        cache: The part of the page that is about the disk cache.
    """

    def __init__(self, context: Context, loader: TorchLoader, awake: KeepAwake) -> None:
        super().__init__(context.window)
        self._context = context
        self._loader = loader
        self._awake = awake
        self.dialog: PreferencesDialog | None = None
        self.weights = WeightsPreferences(context, loader, self.show_values)
        self.cache = CachePreferences(context, loader)
        context.window.theme.changed.connect(self._on_theme_changed)
        self._fill_menus()

    def show(self) -> None:
        """Open the dialog."""
        if self.dialog is not None:
            self.dialog.raise_()
            return
        dialog = PreferencesDialog(self._context.window.theme.tokens, self._devices(), self._context.window)
        self.dialog = dialog
        dialog.changed.connect(self._on_changed)
        dialog.restore_asked.connect(self._ask_restore)
        dialog.destroyed.connect(self._forget_dialog)
        self.cache.attach(dialog.speed)
        self.weights.attach(dialog.weights)
        self.show_values()
        dialog.open()

    def values(self) -> dict[str, Any]:
        """Return the settings as they are, by name."""
        settings, language = self._context.settings, self._context.language
        return {
            **{name: getattr(settings, name) for name in IN_SETTINGS},
            **{name: settings.predict.get(name, default) for name, default in PREDICT_DEFAULTS.items()},
            names.CACHE_FOLDER: _place(names.CACHE_FOLDER, str(cache_folder())),
            names.WEIGHTS_FOLDER: _place(names.WEIGHTS_FOLDER, str(weights_folder())),
            names.WEIGHTS_MIRROR: _place(names.WEIGHTS_MIRROR, weights_mirror()),
            "language_code": language.code if language is not None else "en",
        }

    def change(self, name: str, value: Any) -> None:
        """Change one setting, apply it, and write it down.

        Raises:
            ClasswiseError: The value cannot be used, or cannot be written.
        """
        if name in VARIABLES:
            self._move(name, str(value))
        elif name == names.CACHE_LIMIT:
            self.cache.set_limit(float(value))
        elif name in PREDICT_DEFAULTS:
            self._context.settings.predict[name] = value
        else:
            setattr(self._context.settings, name, value)
        self._apply(name)
        self._context.save_settings()

    def restore(self) -> None:
        """Give every setting of the dialog its default; places that an environment variable decides stay.

        Raises:
            ClasswiseError: Something cannot be written.
        """
        defaults = {item.name: getattr(Settings(), item.name) for item in fields(Settings)}
        for name in IN_SETTINGS:
            self.change(name, defaults[name])
        for name, value in PREDICT_DEFAULTS.items():
            self.change(name, value)
        for name, variable in VARIABLES.items():
            if not os.environ.get(variable):
                self.change(name, "")
        self.cache.forget_limit()
        self.show_values()

    def show_values(self) -> None:
        """Show the settings as they are, where the dialog is open."""
        if self.dialog is not None:
            self.dialog.show_values(self.values())

    def _on_changed(self, name: str, value: Any) -> None:
        try:
            self.change(name, value)
        except ClasswiseError as error:
            self._context.show_error(error)
        self.show_values()

    def _apply(self, name: str) -> None:
        settings, window, language = self._context.settings, self._context.window, self._context.language
        if name == names.LANGUAGE and language is not None:
            language.choose(settings.language)
        elif name == names.NUMBERS and language is not None:
            language.choose_numbers(settings.number_format)
        elif name == names.THEME:
            window.theme.choose(settings.theme)
        elif name == names.AWAKE:
            self._awake.look()
        elif name in (names.DEVICE, names.THREADS, names.CACHE) and "train" in self._context.controllers:
            self._context.controllers["train"].form.take_preferences()
        elif name in PREDICT_DEFAULTS and "predict" in self._context.controllers:
            self._context.controllers["predict"].restore_settings()
        elif name == names.CACHE_FOLDER:
            self.cache.look()
        elif name == names.WEIGHTS_FOLDER:
            self.weights.look()
        self._tick()

    def _move(self, name: str, value: str) -> None:
        if name == names.WEIGHTS_MIRROR and (problem := mirror_problem(value)):
            raise ConfigError(problem)
        move_place(data_folder(), name, value)

    def _devices(self) -> list[str]:
        """Return what can compute here; torch is only asked where it is there already."""
        found = ["auto", "cpu"]
        torch = sys.modules.get("torch") if self._loader.device else None
        if torch is not None:
            found += [f"cuda:{number}" for number in range(torch.cuda.device_count())]
            if torch.backends.mps.is_available():
                found.append("mps")
        return found

    def _ask_restore(self) -> None:
        box = QMessageBox(self.dialog)
        say(box.setWindowTitle, "Restore defaults")
        box.setIcon(QMessageBox.Question)
        say(box.setText, "Give all settings of these pages their defaults? Files that were moved stay where they are.")
        add_button(box, "Restore", QMessageBox.AcceptRole)
        box.addButton(QMessageBox.Cancel)
        box.accepted.connect(self._restore)
        box.open()

    def _restore(self) -> None:
        try:
            self.restore()
        except ClasswiseError as error:
            self._context.show_error(error)

    def _on_theme_changed(self, tokens: Tokens) -> None:
        if self.dialog is not None:
            self.dialog.set_tokens(tokens)

    def _forget_dialog(self) -> None:
        self.dialog = None
        self.cache.detach()
        self.weights.detach()

    def _fill_menus(self) -> None:
        """Fill View > Theme and View > Scale."""
        window = self._context.window
        scales = [(scale, f"{scale} %") for scale in SCALES]
        for menu, name, items in (("view.theme", names.THEME, list(THEME_WORDS.items())),
                                  ("view.scale", names.SCALE, scales)):  # fmt: skip
            group = QActionGroup(window)
            for value, words in items:
                action = group.addAction("")
                say(action.setText, words)
                action.setData((name, value))
                action.setCheckable(True)
                action.triggered.connect(lambda _checked, name=name, value=value: self._on_menu(name, value))
                window.menu(menu).addAction(action)
        self._tick()

    def _on_menu(self, name: str, value: Any) -> None:
        self.change(name, value)
        if name == names.SCALE:
            self._context.window.toast(shown("The scale takes effect when Classwise is started again."))

    def _tick(self) -> None:
        for menu in ("view.theme", "view.scale"):
            for action in self._context.window.menu(menu).actions():
                name, value = action.data()
                action.setChecked(getattr(self._context.settings, name) == value)


def _place(name: str, path: str) -> Place:
    variable = VARIABLES[name]
    is_moved = bool(moved_place(data_folder(), name))
    shown_path = str(Path(path)) if path and "://" not in path else path
    return Place(shown_path, is_moved, variable if os.environ.get(variable) else "")
