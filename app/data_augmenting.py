"""The preview of augmentation: settings to pictures, one job at a time."""

from pathlib import Path
from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject

from app import form_fields
from app.presets import RECOMMENDED
from app.window_words import in_window_words
from core.base.control import Control
from core.base.errors import ClasswiseError, ImageError
from core.base.events import Emit
from core.base.messages import message
from ui.dialogs.augmentation import AugmentationDialog

if TYPE_CHECKING:
    from app.data_controller import DataController
    from core.config import TrainConfig
    from core.data.preview import Preview

SETTINGS = ("augmentation", "flip", "randaugment_ops", "randaugment_magnitude", "resize", "input_shape", "in_channels")


class DataAugmenting(QObject):
    """Shows the dialog and fills it."""

    def __init__(self, controller: "DataController") -> None:
        super().__init__(controller)
        self.controller = controller
        self.context = controller.context
        self.dialog: AugmentationDialog | None = None
        self._path = ""

    def show(self) -> None:
        """Open the dialog with the Train page's settings and the selected picture, else the first shown."""
        page = self.controller.page
        paths = page.grid.selected_paths() or page.browser.paths
        if not self.controller.is_ready or not paths:
            return
        if self.dialog is not None:
            self.dialog.close()
        self._path = paths[0]
        specs = {spec.name: spec for spec in form_fields.field_specs(RECOMMENDED, (form_fields.FROM_SCRATCH,))}
        texts = self.controller.data.form.texts()
        dialog = AugmentationDialog([specs[name] for name in SETTINGS], texts, page.tokens, self.context.window)
        dialog.settings_changed.connect(self._draw)
        dialog.step_asked.connect(self._step)
        dialog.used.connect(self._use)
        dialog.finished.connect(self._on_closed)
        self.dialog = dialog
        dialog.show()
        self._draw()

    def _on_closed(self, _result: int) -> None:
        self.dialog = None

    def _step(self, step: int) -> None:
        browser = self.controller.page.browser
        row = browser.row_of.get(self._path, 0) + step
        if 0 <= row < len(browser.paths):
            self._path = browser.paths[row]
            self._draw()

    def _draw(self) -> None:
        """Have the picture made anew with the settings shown."""
        listing, dialog, path = self.controller.listing, self.dialog, self._path
        if dialog is None or listing is None or listing.opened is None:
            return
        opened = listing.opened
        values, problems = form_fields.values_of(dialog.texts())
        dialog.set_problems(problems)
        if problems:
            return
        config = self.controller.data.form.config_with(values)

        def work(emit: Emit, control: Control) -> "tuple[Preview, TrainConfig]":
            from core.data.preview import preview
            from core.training.resolving import input_of

            shape, channels = input_of(config, opened.splits, opened.facts)
            return preview(path, config, shape, channels), config

        self.context.jobs.start("Drawing", work, kind="thumbs", on_failed=lambda error: self._on_failed(path, error),
                                on_finished=lambda result: self._on_drawn(path, *result))  # fmt: skip

    def _on_drawn(self, path: str, found: "Preview", config: "TrainConfig") -> None:
        from app.picture_decoding import to_qimage
        from core.data.pixels import with_channels

        if self.dialog is None or path != self._path:
            return
        fitted = {way.value: to_qimage(with_channels(image.squeeze(), 3)) for way, image in found.fitted.items()}
        draws = [to_qimage(with_channels(image.squeeze(), 3)) for image in found.draws]
        self.dialog.show_preview(Path(path).name, found.size, found.input_shape, fitted, draws, config.resize)

    def _on_failed(self, path: str, error: BaseException) -> None:
        if self.dialog is None or path != self._path:
            return
        if isinstance(error, ImageError):  # whose text is the reason alone
            text = message("Cannot read {path}: {error}", path=Path(path).name, error=str(error))
            self.dialog.banner.show_message(text, "error")
        elif isinstance(error, ClasswiseError):
            self.dialog.banner.show_message(in_window_words(error), "error")
        else:
            self.context.show_error(error)

    def _use(self) -> None:
        """Take the settings over on the Train page."""
        if self.dialog is not None:
            texts = self.dialog.texts()
            _values, problems = form_fields.values_of(texts)
            if not problems:
                self.controller.data.form.set_texts(texts)
                self.context.window.toast(message("The Train page has these settings now."))
                self.dialog.close()
