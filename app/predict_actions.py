"""Connects the Predict page's commands: menus, keys, dialogs for choosing and exporting."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtWidgets import QAction

from app.model_names import listed_name, listed_run, name_of_file
from app.newest_runs import runs_folders, usable_runs_at_once
from app.predict_exporting import PredictExporting
from app.settings import each_once
from core.base.files import name_of
from core.base.messages import message
from core.base.patience import answers, existing
from core.base.types import Split
from ui import choose
from ui.language import shown
from ui.widgets.buttons import set_enabled
from ui.wording import class_name, percent, whole

if TYPE_CHECKING:
    from app.predict_controller import PredictController

NUM_RECENT = 8
ZOOM_FIT_KEY = "0"
NO_RESULT = message("There are no results yet.")
NOT_PREDICTED = message("The picture in sight was not predicted yet.")


class PredictActions(QObject):
    """The page's commands."""

    def __init__(self, controller: "PredictController") -> None:
        super().__init__(controller)
        self.controller = controller
        self.context = controller.context
        self.page = controller.page
        self.browser = controller.browser
        self.exports = PredictExporting(controller)
        self._connect_choosing()
        self._connect_commands()

    def refresh(self) -> None:
        """Enable what can be done now."""
        window, store, has_current = self.context.window, self.browser.store, bool(self.browser.current)
        current = store.result(self.browser.current)
        has_results = store.num_done > 0
        running = self.controller.is_running
        for name in ("play", "previous", "next", "first", "last", "go_to", "zoom_in", "zoom_out", "zoom_fit",
                     "zoom_actual", "full_screen", "filter", "correct", "grid"):  # fmt: skip
            window.action(f"predict.{name}").setEnabled(has_current)
        window.action("predict.run").setEnabled(self.page.run.isEnabled() and not running)
        window.action("predict.stop").setEnabled(running)
        set_enabled(window.action("predict.copy"), current is not None, NOT_PREDICTED)
        set_enabled(window.action("predict.save_picture"), current is not None and current.predicted is not None,
                    NOT_PREDICTED if current is None else "This picture cannot be read.")  # fmt: skip
        window.action("file.export").setEnabled(has_results)
        for name in ("predict.save_pictures", "predict.sort"):
            set_enabled(window.action(name), store.num_done > store.num_unreadable,
                        "No picture can be read." if has_results else NO_RESULT)  # fmt: skip
        set_enabled(self.page.view.export, has_results, NO_RESULT)
        set_enabled(self.page.view.correct_button, has_current, "Choose pictures first.")
        self._share_keys()
        self._show_undo()

    def choose_model_file(self) -> None:
        """Ask for a model file."""
        path = choose.choose_file(self.page, "Choose a model file", self.context.settings.model_folder, choose.MODELS)
        if path:
            self.controller.open_model(path)

    def choose_run(self) -> None:
        """Ask for a run folder."""
        folder = choose.choose_folder(self.page, "Choose a run folder", self.context.settings.model_folder)
        if folder:
            self.controller.open_model(folder)

    def choose_folder(self) -> None:
        """Ask for a folder of pictures."""
        folder = choose.choose_folder(self.page, "Choose a folder of pictures",
                                      choose.pictures_place(self.context.settings.pictures_folder))
        if folder:
            self.controller.open_pictures([folder])

    def choose_pictures(self) -> None:
        """Ask for single pictures."""
        from core.data.images import IMAGE_ENDINGS

        paths = choose.choose_files(self.page, "Choose pictures",
                                    choose.pictures_place(self.context.settings.pictures_folder),
                                    choose.picture_filter(IMAGE_ENDINGS))  # fmt: skip
        if paths:
            self.controller.open_pictures(paths)

    def choose_table(self) -> None:
        """Ask for a table of true classes."""
        path = choose.choose_file(self.page, "Choose a table of true classes", self.controller.root, choose.TABLES)
        if path:
            self.controller.opening.open_table(path)

    def copy_result(self) -> None:
        """Put the result of the picture in sight on the clipboard."""
        store, path = self.browser.store, self.browser.current
        result = store.result(path)
        if result is None:
            return
        lines = [path]
        if result.predicted is None:
            lines.append(message("Error: {reason}", reason=result.error))
        else:
            lines.append(message("Predicted class: {name}", name=class_name(store.predicted_class(path))))
            lines += [message("{name}: {text}", name=row.name, text=percent(row.score))
                      for row in result.top(store.classes, 5)]  # fmt: skip
        if (true := store.true_class(path)) is not None:
            lines.append(message("True class: {name}", name=true))
        QGuiApplication.clipboard().setText("\n".join(map(shown, lines)))
        self.context.window.toast("The result is on the clipboard.")

    def _connect_choosing(self) -> None:
        page = self.page
        page.model_button.set_entries(
            (("Model file...", self.choose_model_file), ("Run folder...", self.choose_run)), self._recent_models)
        self._offer_pictures()
        self.context.data.changed.connect(self._offer_pictures)
        page.empty.model_asked.connect(self.choose_model_file)
        page.empty.folder_asked.connect(self.choose_folder)
        page.empty.pictures_asked.connect(self.choose_pictures)
        page.empty.sample_asked.connect(self.controller.opening.open_sample)

    def _offer_pictures(self) -> None:
        """Fill the menu of "Choose pictures...": the current data set comes first."""
        entries: list[tuple[str, Callable[[], object]]] = [
            ("Folder...", self.choose_folder), ("Pictures...", self.choose_pictures),
            ("Sample digits", self.controller.opening.open_sample),
            ("Add true classes from a table...", self.choose_table),
        ]  # fmt: skip
        recent = self.context.settings.recent_pictures
        self.page.pictures_button.set_entries(
            [*self._current_data(), *entries],
            lambda: [(name_of(path), path, partial(self.controller.open_pictures, [path]))
                     for path in existing(recent[:NUM_RECENT])])  # fmt: skip

    def _current_data(self) -> list[tuple[str, Callable[[], object]]]:
        """Return what is offered of the current data set: its test (else val) pictures, and all of them."""
        opened, opening = self.context.data.opened, self.controller.opening
        if opened is None:
            return []
        splits = opened.splits
        name = splits.name.replace("&", "&&")
        total = len(splits.train) + len(splits.val) + len(splits.test)
        entries: list[tuple[str, Callable[[], object]]] = []
        kept_back = next((split for split in (Split.TEST, Split.VAL) if splits.of(split)), None)
        if kept_back is not None:
            template = "Test pictures of {name} ({n})" if kept_back is Split.TEST else "Val pictures of {name} ({n})"
            text = message(template, name=name, n=whole(len(splits.of(kept_back))))
            entries.append((text, partial(opening.open_current_data, kept_back)))
        everything = message("All pictures of {name} ({n})", name=name, n=whole(total))
        return [*entries, (everything, opening.open_current_data)]

    def _recent_models(self) -> list[tuple[str, str, Callable[[], object]]]:
        """Return models opened lately, then the newest runs that have a model."""
        settings = self.context.settings
        recent = existing(settings.recent_models)
        names: dict[str, str] = {str(info.run_dir): listed_run(info)
                                 for info in usable_runs_at_once(runs_folders(settings))[:NUM_RECENT]}  # fmt: skip
        paths = each_once([*recent, *names])[: 2 * NUM_RECENT]
        names.update(zip(recent, answers(listed_name, recent, ""), strict=True))
        return [(shown(names[path] or name_of_file(path)), path, partial(self.controller.open_model, path))
                for path in paths]  # fmt: skip

    def _connect_commands(self) -> None:
        page, browser, controller, view = self.page, self.browser, self.controller, self.page.view
        commands: dict[str, Callable[[], object]] = {
            "file.open_model": self._open_model_here, "file.open_pictures": self._open_pictures_here,
            "file.export": self.exports.export, "predict.save_picture": self.exports.save_picture,
            "predict.save_pictures": self.exports.save_pictures, "predict.sort": self.exports.sort,
            "predict.undo_sort": self.exports.choose_undo,
            "predict.run": controller.run, "predict.stop": controller.stop,
            "predict.play": browser.toggle_play, "predict.previous": browser.go_previous,
            "predict.next": browser.go_next, "predict.first": browser.go_first, "predict.last": browser.go_last,
            "predict.go_to": view.focus_place, "predict.slower": browser.autoplay.slower,
            "predict.faster": browser.autoplay.faster, "predict.zoom_in": lambda: page.seen_picture.zoom_in(),
            "predict.zoom_out": lambda: page.seen_picture.zoom_out(),
            "predict.zoom_fit": lambda: page.seen_picture.zoom_fit(),
            "predict.zoom_actual": lambda: page.seen_picture.zoom_actual(),
            "predict.full_screen": page.toggle_full_screen, "predict.filter": view.filters.focus_name,
            "predict.copy": self.copy_result,
        }  # fmt: skip
        for name, slot in commands.items():
            self._action(name).triggered.connect(lambda _checked, slot=slot: slot())
        correct = self._action("predict.correct")
        correct.toggled.connect(page.set_correcting)
        page.correcting_changed.connect(correct.setChecked)
        page.correcting_changed.connect(lambda _on: self._share_keys())
        grid = self._action("predict.grid")
        grid.toggled.connect(view.grid_button.setChecked)
        view.grid_button.toggled.connect(grid.setChecked)
        bar = view.correct_bar
        stack = controller.labelling.undo_stack
        bar.undo_asked.connect(stack.undo)
        bar.redo_asked.connect(stack.redo)
        bar.cleared.connect(lambda: controller.correct(browser.current, None))
        stack.indexChanged.connect(lambda _index: self._show_undo())
        browser.current_changed.connect(lambda _path: self.refresh())
        browser.results_changed.connect(self._on_results_changed)
        actions = [self._action(name) for name in
                   ("file.export", "predict.copy", "predict.save_picture", "predict.save_pictures", "predict.sort")]
        page.add_menu(view.export, [actions[0], actions[1], None, *actions[2:4], None, actions[4]])

    def _on_results_changed(self) -> None:
        """Look again when the first results come, or the one in sight; not a hundred times a second."""
        if not self.page.view.export.isEnabled() or not self._action("predict.copy").isEnabled():
            self.refresh()

    def _share_keys(self) -> None:
        """Leave the key 0 to the class of that name while classes are set by keys."""
        self.page.refresh_keys()
        self._action("predict.zoom_fit").setShortcut("" if self.page.is_zero_a_class else ZOOM_FIT_KEY)

    def _show_undo(self) -> None:
        labelling = self.controller.labelling
        self.page.view.correct_bar.show_undo(labelling.undo_text, labelling.redo_text)

    def _open_model_here(self) -> None:
        self.context.window.show_page("predict")
        self.choose_model_file()

    def _open_pictures_here(self) -> None:
        self.context.window.show_page("predict")
        self.choose_folder()

    def _action(self, name: str) -> QAction:
        return self.context.window.action(name)
