"""The Predict page's exports: asks which pictures and where to, and writes in the background."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PyQt5.QtCore import QObject
from PyQt5.QtWidgets import QUndoCommand

from app.predict_exports import Sorted, annotate_one, annotate_pictures, export_results, sort_pictures
from core.base.control import Control
from core.base.events import Emit, Event, Progress
from core.base.messages import Message, joined, message, plural
from core.base.patience import answers
from core.places import cache_folder
from ui import choose
from ui.dialogs.export import ExportDialog, FolderDialog, SortDialog
from ui.language import shown
from ui.wording import percent

if TYPE_CHECKING:
    from app.predict_controller import PredictController

JPEG_FIRST = message("JPEG (*.jpg *.jpeg);;PNG (*.png)")
PNG_FIRST = message("PNG (*.png);;JPEG (*.jpg *.jpeg)")

UNDO_FILES = message("Undo files (undo_*.jsonl);;All files (*)")


class SortingCommand(QUndoCommand):
    """A sorting into folders, which can be undone once.

    Args:
        text: What was done.
        undo_path: The file that undoes it.
        undo_sorting: Takes that file.
    """

    def __init__(self, text: str, undo_path: str, undo_sorting: Callable[[str], object]) -> None:
        super().__init__(text)
        self._undo_path = undo_path
        self._undo_sorting = undo_sorting

    def redo(self) -> None:
        """Do nothing: it is done already when it comes onto the stack."""

    def undo(self) -> None:
        """Take it back, from the stack or from the message; then it is of no more use."""
        if not self.isObsolete():
            self.setObsolete(True)
            self._undo_sorting(self._undo_path)


class PredictExporting(QObject):
    """Export of results, annotated pictures, and sorting into folders."""

    def __init__(self, controller: "PredictController") -> None:
        super().__init__(controller)
        self.controller = controller
        self.context = controller.context
        self.page = controller.page
        self.browser = controller.browser

    def export(self) -> None:
        """Ask which results to write and where to, and write it in the background."""
        settings, note = self.context.settings, self._note()
        store, num_shown = self.browser.store, len(self._shown_with_result())
        dialog = ExportDialog(store.num_done, num_shown, note, settings.predict.get("form", "csv"), self.page)
        dialog.accepted.connect(lambda: self._choose_export_target(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_results(self, target: str, *, only_shown: bool) -> None:
        """Write results in the background."""
        store, paths = self.browser.store.snapshot(), self._paths(only_shown=only_shown)

        def work(emit: Emit, control: Control) -> int:
            return export_results(store, paths, target, emit, control)

        self._start(message("Exporting to {name}", name=os.path.basename(target)), work,
                    lambda number: self._tell(plural(number, "{name} is written, with {n} result.",
                                                     "{name} is written, with {n:,} results.",
                                                     name=os.path.basename(target)), target))  # fmt: skip

    def save_picture(self) -> None:
        """Ask where to save the picture in sight with its result drawn on."""
        from core.inference.annotate import annotated_name

        store, settings = self.browser.store.snapshot(), self.context.settings
        prediction = store.prediction(self.browser.current)
        if prediction is None or prediction.predicted is None:
            return
        name = annotated_name(prediction.path, "_annotated")
        kinds = JPEG_FIRST if name.endswith(".jpg") else PNG_FIRST
        target = choose.choose_target(self.page, message("Save the annotated picture"),
                                      str(Path(self._folder()) / name), kinds)  # fmt: skip
        if not target:
            return
        settings.export_folder = os.path.dirname(target)

        def work(emit: Emit, control: Control) -> str:
            return annotate_one(prediction, store, target)

        self._start(message("Saving {name}", name=os.path.basename(target)), work,
                    lambda _: self._tell(message("The picture is saved."), target))  # fmt: skip

    def save_pictures(self) -> None:
        """Ask which pictures to save with their results drawn on, and where to."""
        num_all, num_shown, note = self._readable()
        dialog = FolderDialog(message("Save annotated pictures"), message("Save"), num_all, num_shown, note,
                              self._new_folder("annotated"), self.page)  # fmt: skip
        dialog.accepted.connect(lambda: self.write_annotated(dialog.chosen_folder, only_shown=dialog.only_shown))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_annotated(self, folder: str, *, only_shown: bool) -> None:
        """Write annotated pictures in the background."""
        store, paths = self.browser.store.snapshot(), self._paths(only_shown=only_shown)

        def work(emit: Emit, control: Control) -> tuple[int, int]:
            return annotate_pictures(store, paths, folder, emit, control)

        def tell(result: tuple[int, int]) -> None:
            said = plural(result[0], "{n} picture saved.", "{n:,} pictures saved.")
            if result[1]:
                said = joined(said, plural(result[1], "{n} picture cannot be read any more and was left out.",
                                           "{n:,} pictures cannot be read any more and were left out."))  # fmt: skip
            self._tell(said, folder)

        self._start(message("Saving annotated pictures to {name}", name=os.path.basename(folder)), work, tell)

    def sort(self) -> None:
        """Ask which pictures to sort into folders, and where to."""
        dialog = SortDialog(*self._readable(), self._new_folder("sorted"), self.page)
        dialog.accepted.connect(
            lambda: self.write_sorted(dialog.chosen_folder, dialog.how.currentData(), only_shown=dialog.only_shown))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_sorted(self, folder: str, mode: str, *, only_shown: bool) -> None:
        """Sort pictures into class folders in the background; the message at the end offers to undo it."""
        store, paths = self.browser.store.snapshot(), self._paths(only_shown=only_shown)

        def work(emit: Emit, control: Control) -> Sorted:
            return sort_pictures(store, paths, folder, mode, emit, control)

        def tell(result: Sorted) -> None:
            if mode == "copy":
                text = plural(result.num_sorted, "{n} picture copied into folders",
                              "{n:,} pictures copied into folders")  # fmt: skip
            else:
                text = plural(result.num_sorted, "{n} picture linked into folders",
                              "{n:,} pictures linked into folders")  # fmt: skip
            command = SortingCommand(shown(text), result.undo_path, self.undo_sorting)
            self.controller.labelling.undo_stack.push(command)
            said = message("{done}.", done=text)
            if result.num_gone:
                said = joined(said, plural(result.num_gone, "{n} picture is no longer there and was left out.",
                                           "{n:,} pictures are no longer there and were left out."))  # fmt: skip
            self.context.window.toast(said, message("Undo"), command.undo)
            if result.error is not None:
                self.controller.show_problem(result.error)

        self._start(message("Sorting into {name}", name=os.path.basename(folder)), work, tell)

    def choose_undo(self) -> None:
        """Ask for the undo file of an earlier sorting, such as one that a kill broke off, and take it back."""
        path = choose.choose_file(self.page, "Choose the undo file of a sorting", self._folder(), UNDO_FILES)
        if path:
            self.undo_sorting(path)

    def undo_sorting(self, undo_path: str) -> None:
        """Take a sorting back in the background."""
        def work(emit: Emit, control: Control) -> tuple[int, int]:
            from core.inference.sorting import undo

            return undo(undo_path)

        def tell(result: tuple[int, int]) -> None:
            removed = plural(result[0], "{n} file removed.", "{n:,} files removed.")
            kept = plural(result[1], "{n} file was changed since and stays.",
                          "{n:,} files were changed since and stay.")  # fmt: skip
            self.context.window.toast(joined(removed, kept) if result[1] else removed)

        self._start(message("Undoing the sorting"), work, tell)

    def _shown_with_result(self) -> list[str]:
        store = self.browser.store
        return [path for path in self.browser.paths if store.result(path) is not None]

    def _readable(self) -> tuple[int, int, str]:
        """Return how many pictures have a class, how many of those in sight, and what is left out besides."""
        store = self.browser.store
        num_shown = sum(store.predicted_class(path) is not None for path in self.browser.paths)
        if not store.num_unreadable:
            return store.num_done, num_shown, self._note()
        unreadable = plural(store.num_unreadable, "{n} picture that cannot be read is left out.",
                            "{n:,} pictures that cannot be read are left out.")  # fmt: skip
        return store.num_done - store.num_unreadable, num_shown, self._note(unreadable)

    def _choose_export_target(self, dialog: ExportDialog) -> None:
        settings = self.context.settings
        settings.predict["form"] = dialog.ending[1:]
        name = f"predictions_{datetime.now():%Y-%m-%d_%H-%M-%S}{dialog.ending}"
        target = choose.choose_target(self.page, message("Export results"), str(Path(self._folder()) / name),
                                      f"{dialog.ending[1:]} (*{dialog.ending})")  # fmt: skip
        if not target:
            return
        settings.export_folder = os.path.dirname(target)
        self.write_results(target, only_shown=dialog.only_shown)

    def _tell(self, text: str, target: str) -> None:
        folder = target if os.path.isdir(target) else os.path.dirname(target)
        self.context.window.toast(text, message("Show folder"), lambda: self.context.show_folder(folder))

    def _paths(self, *, only_shown: bool) -> list[str]:
        self.browser.finish()
        return list(self.browser.paths if only_shown else self.browser.store.paths)

    def _folder(self) -> str:
        """Return the folder that dialogs begin in: the last one used, else the one beside the pictures'.

        Not among the pictures: what is exported there would be found with them the next time. Nor in the cache, where
        the sample digits lie: it may be emptied.
        """
        last, beside = self.context.settings.export_folder, os.path.dirname(self.controller.root)
        if last and answers(os.path.isdir, [last], False)[0]:
            return last
        in_cache = not beside or Path(beside).resolve().is_relative_to(cache_folder().resolve())
        return choose.documents() if in_cache else beside

    def _new_folder(self, what: str) -> str:
        return str(Path(self._folder()) / f"{what}_{datetime.now():%Y-%m-%d_%H-%M-%S}")

    def _note(self, *also: Message) -> str:
        """Return what an export leaves out, and what it calls unknown."""
        store = self.browser.store
        missing = len(store) - store.num_done
        words = [plural(missing, "{n} picture without a result is left out.",
                        "{n:,} pictures without a result are left out.")] if missing else []  # fmt: skip
        words.extend(also)
        if store.unknown_below:
            words.append(message("Below {score} the class is unknown.", score=percent(store.unknown_below, digits=0)))
        return joined(*words) if words else ""

    def _start(self, title: str, work: Callable[[Emit, Control], Any], on_finished: Callable[[Any], object]) -> None:
        """Write in the background; the status bar shows how far it is."""
        status = self.context.window.status
        self.page.banner.hide()

        def on_events(events: tuple[Event, ...]) -> None:
            progress = [event for event in events if isinstance(event, Progress)]
            if progress and progress[-1].total:
                status.set_job(title, progress[-1].fraction)

        self.context.jobs.start(title, work, kind="export", on_events=on_events, on_finished=on_finished,
                                on_failed=self.controller.show_problem)  # fmt: skip
