"""Moves the form of a training's settings: checks while typing, presets, networks, estimates, the command."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PyQt5.QtCore import QObject, QTimer, pyqtSignal
from PyQt5.QtGui import QGuiApplication

from app import form_fields, paths
from app.commands.train_options import SAMPLE_SETTINGS, command_line, defaults_of
from app.context import Context
from app.network_choice import NetworkChoice
from app.presets import CHANGES, PRESETS, RECOMMENDED, preset_of, weights_choices
from app.training_time import TrainingTime
from core.base.errors import ClasswiseError, ConfigError, DependencyError, ModelError
from core.base.messages import Message, message
from core.config import AUTO, DEFAULT_MODEL, TrainConfig, options, validate
from models.registry import check_name
from ui import choose
from ui.pages.train_page import TrainPage

SPLIT_KEPT = message("The data has a split of its own, which is kept. To part it anew: Split... on the Data page.")
SETTLED_MS = 700
"""Typing has ended when nothing changed for this long."""
TABLE_SETTINGS = ("dataset_format", "metadata_path", "images_dir", "image_column", "label_column", "group_column",
                  "split_column", "classes_path", "val_path", "test_path")  # fmt: skip
ESTIMATED_BY = ("model", "pretrained", "input_shape", "resize", "train_scale", "train_scale_start", "in_channels",
                "device", "precision", "scenario", "unfreeze_percent", "feature_draws", "early_stopping_patience",
                "lr_schedule_type", "optimizer_type", "batch_size", "accumulate", "augmentation")  # fmt: skip


class TrainForm(QObject):
    """The settings of the next training.

    Attributes:
        time: How long it will take.
        data_settings: Settings that the data card chose, such as dataset_path; they go over the form's.

    Signals:
        changed(): A setting changed; look again whether a training can be started.
        lr_search_asked(): Look for a learning rate.
        data_settled(): Settings of the data changed, and typing has ended.
    """

    changed = pyqtSignal()
    lr_search_asked = pyqtSignal()
    data_settled = pyqtSignal()

    def __init__(self, context: Context, page: TrainPage) -> None:
        super().__init__(page)
        self._context = context
        self._form = page.make_form(form_fields.field_specs(RECOMMENDED, (form_fields.FROM_SCRATCH,)), PRESETS)
        self.data_settings: dict[str, Any] = {"dataset_path": ""}
        self._defaults = form_fields.texts_of(TrainConfig())
        self.time = TrainingTime(context, page, self._form)
        self.time.estimated.connect(self.look_for_weights)
        self._settled = settled_timer(self, self.data_settled.emit)
        self._reestimate = settled_timer(self, self.start_estimate)
        self._start_texts = self._first_texts()
        self._form.set_texts({**self._start_texts, **self._remembered()})
        self._offer_weights(self._form.editor("model").text())
        self._networks = NetworkChoice(context, self)
        self._networks.chosen.connect(lambda name: self._take("model", name))
        self._form.changed.connect(self._on_changed)
        self._form.preset_chosen.connect(self._on_preset)
        self._form.all_networks_asked.connect(self._choose_network)
        self._form.file_asked.connect(lambda _name: self.choose_weights())
        self._form.command_asked.connect(self.copy_command)
        self._form.action_asked.connect(lambda _name: self.lr_search_asked.emit())
        context.data.changed.connect(self._on_current_data)

    def config(self) -> TrainConfig:
        """Return the settings as they are in the form.

        Raises:
            ConfigError: One is wrong.
        """
        values, problems = form_fields.values_of(self._form.texts())
        if problems:
            raise ConfigError(next(iter(problems.values())))
        config = replace(TrainConfig(), **{**values, **self.data_settings})
        validate(config)
        return config

    def texts(self) -> dict[str, str]:
        """Return the settings as the form shows them."""
        return self._form.texts()

    def config_with(self, values: Mapping[str, Any]) -> TrainConfig:
        """Return the settings of the form, as far as they are right, with others in their place."""
        own, _problems = form_fields.values_of(self._form.texts())
        return replace(TrainConfig(), **{**own, **self.data_settings, **values})

    def data_config(self) -> TrainConfig:
        """Return the settings of the data alone, so that a wrong learning rate keeps nobody from opening a folder.

        Raises:
            ConfigError: One of them is wrong.
        """
        values, _problems = form_fields.values_of(self._form.texts())
        of_data = {name: value for name, value in values.items() if decides_on_data(name)}
        config = replace(TrainConfig(), **{**of_data, **self.data_settings})
        validate(config)
        return config

    @property
    def has_wrong_data(self) -> bool:
        """Whether a setting of the data cannot be understood, as while it is typed; `data_config` has its default."""
        return any(decides_on_data(name) for name in form_fields.values_of(self._form.texts())[1])

    def is_read_so(self, config: TrainConfig) -> bool:
        """Whether settings that data was read with are still those of the form."""
        try:
            return self.data_config() == config
        except ConfigError:
            return False

    def take_data(self, settings: Mapping[str, Any]) -> None:
        """Take over what is known of another data set; settings of the data set before are forgotten.

        Args:
            settings: dataset_path, and for a table its columns and picture folder.
        """
        fresh = {name: self._start_texts[name] for name in TABLE_SETTINGS}
        given = {name: form_fields.to_text(name, value) for name, value in settings.items() if name != "dataset_path"}
        self._take_defaults(settings["dataset_path"])
        self.data_settings = {"dataset_path": settings["dataset_path"]}
        self._form.set_texts({**fresh, **given})
        self.changed.emit()

    def _take_defaults(self, dataset_path: str) -> None:
        """Show the defaults of a data set (the sample has its own) in the fields that the user has not changed."""
        new = form_fields.texts_of(defaults_of(dataset_path))
        texts = self._form.texts()
        self._form.set_texts({name: new[name] for name in SAMPLE_SETTINGS if texts[name] == self._defaults[name]})
        self._defaults = new

    def _first_texts(self) -> dict[str, str]:
        """Return what a new user's form shows: the defaults, and what the preferences say."""
        settings = self._context.settings
        config = replace(TrainConfig(), log_dir=str(paths.runs_folder()), device=settings.device,
                         num_threads=settings.num_threads, cache=settings.cache)  # fmt: skip
        return form_fields.texts_of(config)

    def _remembered(self) -> dict[str, str]:
        """Return what stood in the form the last time, but for what was mistyped."""
        texts = {name: text for name, text in self._context.settings.train.items()
                 if name in self._start_texts and isinstance(text, str)}  # fmt: skip
        wrong = set(form_fields.values_of(texts)[1])
        try:
            check_name(texts.get("model", DEFAULT_MODEL))
        except ModelError:
            wrong.add("model")
        except DependencyError:
            pass  # the name is right; the form says what is to be installed
        return {name: text for name, text in texts.items() if name not in wrong}

    def take_preferences(self) -> None:
        """Show the preferences of now in the fields that the user has not changed."""
        before, self._start_texts = self._start_texts, self._first_texts()
        texts = self._form.texts()
        self._form.set_texts({name: text for name, text in self._start_texts.items()
                              if text != before[name] and texts[name] == before[name]})  # fmt: skip
        self.changed.emit()

    def take_config(self, config: TrainConfig) -> None:
        """Show the settings of another training; data and runs folder stay as they are.

        The seed, which is taken over, decides on the data, too: what is open has to be read anew.
        """
        texts = form_fields.texts_of(config)
        own = {name: text for name, text in texts.items() if not _is_of_data(name) and name != "log_dir"}
        self._form.set_texts(own)
        self._on_changed("model", texts["model"])

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Show other values."""
        self._form.set_texts(texts)

    def differing_texts(self) -> dict[str, Any]:
        """Return what differs from the start, to be remembered; settings of one data set are not."""
        return {name: text for name, text in self._form.texts().items()
                if text != self._start_texts.get(name) and not _is_of_data(name)
                and not (name in SAMPLE_SETTINGS and text == self._defaults[name])}  # fmt: skip

    def take_lr(self, rate: float) -> None:
        """Show another learning rate."""
        self._take("lr", form_fields.to_text("lr", rate))

    def check(self) -> str:
        """Mark wrong values; return what is wrong in a sentence, or nothing."""
        values, problems = form_fields.values_of(self._form.texts())
        sentence = ""
        if problems:
            name = next(iter(problems))
            sentence = message("{label}: {problem}", label=Message(form_fields.label_of(name)), problem=problems[name])
        else:
            try:
                validate(replace(TrainConfig(), **values))
            except ConfigError as error:
                name = str(error).removeprefix("--").split(" ")[0].split("'")[0]
                sentence = form_fields.in_words(str(error))
                if name in values:
                    problems[name] = form_fields.without_option(str(error), name)
        if not problems and values["model"] != AUTO:
            try:
                check_name(values["model"])
            except ClasswiseError as error:
                sentence = problems["model"] = form_fields.in_words(str(error))
        for name in values.keys() | problems.keys():
            self._form.set_problem(name, problems.get(name, ""))
        self._form.set_preset(preset_of(values))
        return sentence

    def set_editable(self, editable: bool) -> None:
        """Let settings be changed, or not while a training runs."""
        self._form.set_usable("" if editable else message("Settings can be changed when the training has ended."))

    def choose_weights(self) -> bool:
        """Ask for a file to start from; return whether one was chosen."""
        settings = self._context.settings
        path = choose.choose_file(self._context.window, message("Choose weights to start from"), settings.model_folder,
                                  message("Weights (*.pth *.pt *.safetensors);;All (*)"))
        if path:
            settings.model_folder = str(Path(path).parent)
            self._take("pretrained", path)
        return bool(path)

    def copy_command(self) -> None:
        """Put the train.py command that does the same on the clipboard."""
        try:
            QGuiApplication.clipboard().setText(command_line(self.config()))
        except ConfigError as error:
            self._context.show_error(error)
            return
        self._context.window.toast("The train.py command is on the clipboard.")

    def start_estimate(self) -> None:
        """Time a step on the current data, where the settings are right, and say how long a training takes."""
        try:
            self.time.start(self.config())
        except ConfigError:
            self.time.stop()

    def _on_current_data(self) -> None:
        opened = self._context.data.opened
        self._form.set_field_usable("split", SPLIT_KEPT if opened is not None and opened.keeps_split else "")

    def _on_changed(self, name: str, text: str) -> None:
        if name == "model":
            self._offer_weights(text)
        elif name == "epochs":
            self.time.show_settings()
        self.changed.emit()
        if decides_on_data(name):
            self._settled.start()
        elif name in ESTIMATED_BY:
            self._reestimate.start()

    def _offer_weights(self, model: str) -> None:
        """Say of the network's own pretrained weights whether they are here or how much is to be downloaded."""
        self._form.set_choices("pretrained", *weights_choices(model, self.time.from_scratch))

    def look_for_weights(self) -> None:
        """Offer pretrained weights anew, as some may have been installed or fetched meanwhile."""
        self._offer_weights(self._form.editor("model").text())

    def _on_preset(self, name: str) -> None:
        self._form.set_texts({setting: form_fields.to_text(setting, value) for setting, value in CHANGES[name].items()})
        self.changed.emit()

    def _choose_network(self) -> None:
        self._networks.ask(self._form.editor("model").text())

    def _take(self, name: str, text: str) -> None:
        self._form.set_texts({name: text})
        self._on_changed(name, text)


def settled_timer(parent: QObject, slot: Any) -> QTimer:
    """Return a timer that calls `slot` when it was not started again for a while; it ends with its parent."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(SETTLED_MS)
    timer.timeout.connect(slot)
    return timer


def decides_on_data(name: str) -> bool:
    """Tell whether a setting decides on the pictures and how they are parted."""
    return _is_of_data(name) or name == "seed"


def _is_of_data(name: str) -> bool:
    return options()[name][1].group == "Data"
