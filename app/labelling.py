"""Labels given by hand, on every page: what was changed, one undo stack, and labels.csv, which keeps it.

A page says which pictures it has with `begin`, changes labels, and hears of all changes, its own too, by `changed`:

    labelling.begin(LabelsFile(root), paths)                   a folder to predict: only what is changed is kept
    labelling.begin(LabelsFile(root), paths, rows_of(splits))  a data set: the table holds all of it, splits included
    labelling.set_labels(paths, "dog")
    labelling.changes                                          path -> "dog", or LEFT_OUT

Where a change was made with `at_once`, it is in labels.csv a moment later. The others wait for `save`, and nothing on
disk changes until then.
"""

from collections.abc import Callable, Collection, Iterable, Mapping

from PyQt5.QtCore import QObject, QTimer, pyqtSignal
from PyQt5.QtWidgets import QUndoStack

from app.jobs import Job, Jobs
from app.label_book import Book, Change, Rows, Written, told
from app.label_rows import LabelRow
from app.labels_file import LabelsFile
from app.labels_said import Kept, Said
from core.base.control import Control
from core.base.events import Emit
from core.base.messages import Message, message, plural
from core.base.types import DUPLICATES_IGNORED, LEFT_OUT_WORD

SAVE_DELAY_MS = 800


class Labelling(QObject):
    """All labels given by hand.

    Attributes:
        undo_stack: The program's; other pages may push commands of their own.

    Signals:
        changed(tuple): Labels of these pictures (paths) changed; also by undo and redo.
        state_changed(): Whether all is saved changed.
        saved(str): labels.csv was written, at this path; empty where it went, as nothing was left in it.
        taken_over(object): Another program changes labels, too; carries the sentence that says what came of it.
        failed(object): It could not be written; carries the exception.
    """

    changed = pyqtSignal(tuple)
    state_changed = pyqtSignal()
    saved = pyqtSignal(str)
    taken_over = pyqtSignal(object)
    failed = pyqtSignal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self._jobs = jobs
        self._said = Said()
        self._job: Job | None = None
        self._when_written: Callable[[], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_DELAY_MS)
        self._timer.timeout.connect(self.flush)

    @property
    def changes(self) -> Mapping[str, str]:
        """The new class of each picture whose class differs from the one that was read; LEFT_OUT for those left out."""
        return self._said.changes

    @property
    def is_saved(self) -> bool:
        """Whether labels.csv holds every change (those that it gets in a moment counted)."""
        return not self._said.unsaved

    @property
    def unsaved(self) -> frozenset[str]:
        """The pictures whose change waits for `save`."""
        return frozenset(self._said.unsaved)

    def is_unsaved(self, path: str) -> bool:
        """Whether a picture's change waits for `save`."""
        return path in self._said.unsaved

    @property
    def undo_text(self) -> str:
        """What undo takes back; empty for nothing. A Message where it was made of one."""
        return self._text(self.undo_stack.index() - 1)

    @property
    def redo_text(self) -> str:
        """What redo does again; empty for nothing."""
        return self._text(self.undo_stack.index())

    def begin(self, file: LabelsFile, paths: Collection[str], rows: Rows | None = None) -> None:
        """Take up the pictures of a place; those known already stay so, as other pages show them and undo reaches them.

        Args:
            file: The place's table.
            paths: Its pictures; kept as it is, so give something that is quick to look into.
            rows: What was read of all of them where they are a data set; labels.csv then holds all of it.
        """
        self.flush()
        if not self._said.begin(file, paths, rows):
            self.undo_stack.clear()
        self.state_changed.emit()

    def book(self, root: str) -> Book | None:
        """Return what is known of a place."""
        return self._said.book(root)

    def row(self, path: str) -> LabelRow:
        """Return what is said of a picture now: as changed, else as read."""
        return self._said.row(path)

    def set_labels(self, paths: Iterable[str], class_name: str, *, at_once: bool = True) -> None:
        """Say of which class pictures are; those left out come back."""
        def labelled(path: str, row: LabelRow) -> LabelRow:
            return row._replace(label=class_name, split=self._said.own_split(path, row))

        paths = tuple(paths)
        text = plural(len(paths), "{name} is {what}", "{n:,} pictures are {what}", name=_name(paths), what=class_name)
        self._change(paths, labelled, text, at_once=at_once)

    def adopt(self, rows: Rows, *, at_once: bool = False) -> None:
        """Take over what single corrections say of pictures; their split and group stay as they were read."""
        def corrected(path: str, _row: LabelRow) -> LabelRow:
            return rows[path].over(self._said.book_of(path).row(path))

        text = plural(len(rows), "{n} correction", "{n:,} corrections")
        self._change(tuple(rows), corrected, text, at_once=at_once)

    def leave_out(self, paths: Iterable[str], *, at_once: bool = True) -> None:
        """Have no command use these pictures; their files stay where they are."""
        paths = tuple(paths)
        text = plural(len(paths), "{name} is left out", "{n:,} pictures are left out", name=_name(paths))
        self._change(paths, lambda _path, row: row._replace(split=LEFT_OUT_WORD), text, at_once=at_once)

    def take_back(self, paths: Iterable[str], *, at_once: bool = True) -> None:
        """Have pictures be again what was read of them; what the table itself leaves out is used again."""
        def as_read(path: str, row: LabelRow) -> LabelRow:
            read = self._said.book_of(path).row(path)
            return read._replace(split="") if read.is_left_out and read == row else read

        paths = tuple(paths)
        text = plural(len(paths), "reset {name}", "reset {n:,} pictures", name=_name(paths))
        self._change(paths, as_read, text, at_once=at_once)

    def keep_together(self, paths: Iterable[str], group: str, split: str, *, at_once: bool = False) -> None:
        """Put pictures into one group, which no split parts, and into one split where they have some."""
        def grouped(_path: str, row: LabelRow) -> LabelRow:
            return row._replace(group=group, split=split if row.split and not row.is_left_out else row.split)

        paths = tuple(paths)
        self._change(paths, grouped, message("{n:,} pictures are kept together", n=len(paths)), at_once=at_once)

    def set_distinct(self, paths: Iterable[str], *, at_once: bool = False) -> None:
        """Say that pictures are like no other, whatever they look like."""
        paths = tuple(paths)
        text = plural(len(paths), "{name} is no duplicate", "{n:,} pictures are no duplicates", name=_name(paths))
        self._change(paths, lambda _path, row: row._replace(duplicates=DUPLICATES_IGNORED), text, at_once=at_once)

    def set_splits(self, rows: Rows, *, at_once: bool = False) -> None:
        """Take over the split and the group of other rows; those left out stay so."""
        def parted(path: str, row: LabelRow) -> LabelRow:
            new = rows[path]
            return row._replace(group=new.group, split=row.split if row.is_left_out else new.split)

        self._change(tuple(rows), parted, message("another split"), at_once=at_once)

    def save(self, also: Iterable[str] = ()) -> None:
        """Write every change now, and what is said of `also`, where the table says otherwise."""
        for path in (*self._said.unsaved, *also):
            self._said.keep(path, self.row(path))
        self.flush()

    def discard(self, paths: Iterable[str] | None = None) -> None:
        """Forget what is not saved, of these pictures alone or of all."""
        forgotten = self._said.forget_unsaved(paths)
        if forgotten:
            self.undo_stack.clear()
            self.changed.emit(forgotten)
        self.state_changed.emit()

    def flush(self) -> None:
        """Begin to write what was changed with `at_once` and is not written yet."""
        self._timer.stop()
        if self._job is not None or not self._said.is_waiting:
            return
        kept, tables = self._said.send()

        def work(emit: Emit, control: Control) -> list[Written]:
            return [book.write(rows) for book, rows in tables]

        self._job = self._jobs.start("Saving labels", work, kind="labels",
                                     on_finished=lambda written: self._on_written(kept, written),
                                     on_failed=lambda error: self._on_failed(kept, error))  # fmt: skip
        self._job.ended.connect(self._on_ended)

    @property
    def is_writing(self) -> bool:
        """Whether something is being written, or will be in a moment."""
        return self._job is not None or self._said.is_waiting

    @property
    def is_awaited(self) -> bool:
        """Whether something goes on when all is written (see `write_then`)."""
        return self._when_written is not None

    def write_then(self, go_on: Callable[[], object]) -> None:
        """Write at once what waits for its moment, and go on when all is written; not where that fails."""
        self._when_written = go_on
        self.flush()

    def end(self) -> None:
        """Begin to write what is not written yet as the program ends: nothing is heard of a job's end any more."""
        if self._job is not None and self._said.is_waiting:
            self._job.wait()
            self._job = None
        self.flush()

    def _change(self, paths: tuple[str, ...], new: Callable[[str, LabelRow], LabelRow], text: Message, *,
                at_once: bool) -> None:  # fmt: skip
        """Make a change through the undo stack, where there is one to make."""
        before: dict[str, LabelRow] = {}
        after: dict[str, LabelRow] = {}
        for path in paths:
            row = self.row(path)
            changed = new(path, row)
            if changed != row:
                before[path], after[path] = row, changed
        if after:
            self.undo_stack.push(Change(text, lambda was, rows: self._apply_where(was, rows, at_once=at_once),
                                        before, after))  # fmt: skip

    def _apply_where(self, was: Rows, rows: Rows, *, at_once: bool) -> None:
        """Change the pictures that are as they were, by undo and redo: what another program said since stays."""
        still = {path: row for path, row in rows.items() if self.row(path) == was[path]}
        self._apply(still, at_once=at_once)
        if len(still) < len(rows):
            self.taken_over.emit(plural(
                len(rows) - len(still), "{n} picture was changed by another program since, and stays as it is.",
                "{n:,} pictures were changed by another program since, and stay as they are."))  # fmt: skip

    def _apply(self, rows: Rows, *, at_once: bool) -> None:
        for path, row in rows.items():
            self._said.take(path, row)
            if at_once:
                self._said.keep(path, row)
                self._said.settle(path)
        if at_once:
            self._timer.start()
        self.changed.emit(tuple(rows))
        self.state_changed.emit()

    def _text(self, place: int) -> str:
        command = self.undo_stack.command(place) if 0 <= place < self.undo_stack.count() else None
        return "" if command is None else getattr(command, "message", command.text())

    def _on_written(self, kept: Kept, written: list[Written]) -> None:
        self._said.arrived(kept)
        for one in written:
            if shown := self._said.take_over(one):
                self.changed.emit(tuple(shown))
            self.saved.emit(one.path)
            # Last, as where it was saved is said at the same place.
            if (sentence := told(one)) is not None:
                self.taken_over.emit(sentence)
        self.state_changed.emit()

    def _on_failed(self, kept: Kept, error: BaseException) -> None:
        self._when_written = None
        self._said.came_back(kept)
        self.failed.emit(error)
        self.state_changed.emit()

    def _on_ended(self) -> None:
        self._job = None
        if self._said.is_waiting:
            self.flush()
        elif self._when_written is not None:
            go_on, self._when_written = self._when_written, None
            go_on()


def _name(paths: tuple[str, ...]) -> str:
    return paths[0].replace("\\", "/").rpartition("/")[2] if paths else ""
