"""What is said of pictures by hand: as it is now, what labels.csv holds or is to get of it, what waits for Save."""

import os
from collections.abc import Collection, Iterable

from app.label_book import Book, Rows, Written
from app.label_rows import EMPTY, LabelRow
from app.labels_file import LabelsFile

LEFT_OUT = "\0left out"
"""Stands for a class in `changes` where a picture is left out; no class can be called so."""
Kept = list[tuple[str, LabelRow, Book]]
"""Rows on their way into their tables: the picture's path, what is said of it, and its place."""


class Said:
    """The labels of every place that was begun.

    Attributes:
        changes: The new class of each picture whose class differs from the one that was read; LEFT_OUT for those left
            out.
        unsaved: The pictures whose change waits for `Labelling.save`.
    """

    def __init__(self) -> None:
        self.changes: dict[str, str] = {}
        self.unsaved: set[str] = set()
        self._books: list[Book] = []
        self._rows: dict[str, LabelRow] = {}
        self._kept: dict[str, LabelRow] = {}
        self._waiting: dict[str, Book] = {}

    @property
    def is_waiting(self) -> bool:
        """Whether something that was kept is not on its way into its table yet."""
        return bool(self._waiting)

    def begin(self, file: LabelsFile, paths: Collection[str], rows: Rows | None = None) -> bool:
        """Take up the pictures of a place, as `Labelling.begin`; returns whether undo still means something."""
        old = self.book(file.root)
        file.know(paths)
        is_read_anew = rows is not None or old is None or not old.rows
        rows = rows if rows is not None or old is None else old.rows
        others = self._known_besides(old, file, paths, is_read_anew=is_read_anew) if old is not None else frozenset()
        book = Book(file, others.union(paths) if others else paths, rows or {})
        same = old is None or not is_read_anew or self._is_same(old, book)
        if old is not None:
            self._give_way(old, book)
            if rows:
                self._part_anew(old, rows)
        self._books = [*(other for other in self._books if other is not old), book]
        for path in [path for path in self._rows.keys() | self._kept.keys() if path in book.paths]:
            self._forget(path, book)
        return not self._drop_gone() and same

    def book(self, root: str) -> Book | None:
        """Return what is known of a place."""
        return next((book for book in self._books if book.file.root == root), None)

    def book_of(self, path: str) -> Book:
        """Return the place of a picture, the one begun last where several have it."""
        for book in reversed(self._books):
            if path in book.paths:
                return book
        raise KeyError(f"No place with {path} was begun.")

    def row(self, path: str) -> LabelRow:
        """Return what is said of a picture now: as changed, else as read."""
        row = self._rows.get(path)
        return self.book_of(path).row(path) if row is None else row

    def own_split(self, path: str, row: LabelRow) -> str:
        """Return the split of a picture that is used: its own, also after it was left out."""
        if not row.is_left_out:
            return row.split
        read = self.book_of(path).row(path)
        return "" if read.is_left_out else read.split

    def take(self, path: str, row: LabelRow) -> None:
        """Note what is said of a picture now; it waits until it is kept."""
        self._take(path, row, self.book_of(path))

    def keep(self, path: str, row: LabelRow) -> None:
        """Have the picture's table get a row."""
        self._kept[path] = row
        self._waiting[path] = self.book_of(path)

    def settle(self, path: str) -> None:
        """Hear that a picture's change waits no more: it is kept."""
        self.unsaved.discard(path)

    def forget_unsaved(self, paths: Iterable[str] | None = None) -> tuple[str, ...]:
        """Have pictures be what was kept of them, else read; returns those that were not."""
        forgotten = tuple(self.unsaved if paths is None else self.unsaved.intersection(paths))
        for path in forgotten:
            book = self.book_of(path)
            self._take(path, self._kept.get(path, book.row(path)), book)
        return forgotten

    def send(self) -> tuple[Kept, list[tuple[Book, Rows]]]:
        """Return what waits for its tables, and those tables with all that they are to get: each is written whole."""
        waiting, self._waiting = self._waiting, {}
        kept = [(path, row, waiting[path]) for path, row in self._kept.items() if path in waiting]
        books = {id(book): book for book in waiting.values()}
        tables: list[tuple[Book, Rows]] = [
            (book, {path: row for path, row in self._kept.items() if path in book.paths}) for book in books.values()]
        return kept, tables

    def arrived(self, kept: Kept) -> None:
        """Hear that what was sent is in its tables."""
        for path, row, _book in kept:
            if path in self.unsaved and self.row(path) == row:
                self.unsaved.discard(path)

    def came_back(self, kept: Kept) -> None:
        """Hear that what was sent could not be written: it waits for `Labelling.save` again."""
        for path, row, book in kept:
            if self._kept.get(path) == row:
                del self._kept[path]
            if self._is_known(path) and self.row(path) != book.row(path):
                self.unsaved.add(path)

    def take_over(self, written: Written) -> list[str]:
        """Take over what another program said of pictures; what was said of them here since, or waits, goes before it.

        Returns:
            The pictures of which something else is said now.
        """
        if written.book not in self._books:
            return []
        shown: list[str] = []
        for path, row in written.others.rows.items():
            if path not in written.book.paths or path in self._waiting:
                continue
            self._kept[path] = row
            if path not in self.unsaved:
                self._take(path, row, self.book_of(path))
                shown.append(path)
        return shown

    def _take(self, path: str, row: LabelRow, book: Book) -> None:
        read = book.row(path)
        if row == read:
            self._rows.pop(path, None)
        else:
            self._rows[path] = row
        if row.is_left_out and not read.is_left_out:
            self.changes[path] = LEFT_OUT
        elif not row.is_left_out and row.label and (row.label != read.label or read.is_left_out):
            self.changes[path] = row.label
        else:
            self.changes.pop(path, None)
        (self.unsaved.discard if row == self._kept.get(path, read) else self.unsaved.add)(path)

    def _forget(self, path: str, book: Book) -> None:
        """Look at a picture anew after its place was read again."""
        row = self._rows.get(path, book.row(path))
        if self._kept.get(path, EMPTY) == book.row(path):
            self._kept.pop(path, None)
        if path not in self.unsaved:
            row = self._kept.get(path, book.row(path))
        self._take(path, row, book)

    def _drop_gone(self) -> bool:
        """Forget what was said of pictures that no place has any more; returns whether there were some."""
        gone = [path for path in self._rows.keys() | self._kept.keys() if not self._is_known(path)]
        for path in gone:
            for said in (self._rows, self._kept, self.changes):
                said.pop(path, None)
            self.unsaved.discard(path)
        return bool(gone)

    def _give_way(self, old: Book, new: Book) -> None:
        """Forget what was written of pictures that another program has changed in the table since."""
        for path, row in list(self._kept.items()):
            now = new.file.rows.get(path, EMPTY)
            is_written = path in old.paths and path not in self._waiting and old.file.written.get(path, EMPTY) == row
            if is_written and now != row and not (now.is_empty and row.split):
                del self._kept[path]
                if path not in self.unsaved:
                    self._rows.pop(path, None)

    def _part_anew(self, old: Book, rows: Rows) -> None:
        """Have classes that wait for `Labelling.save` go with their pictures' new splits, as the others' do.

        Not where splits or groups wait, too: those are the user's, and pictures of both would part what goes together.
        """
        waiting = {path: (self._rows[path], old.row(path)) for path in self.unsaved & self._rows.keys()
                   if path in old.paths and path in rows
                   and not (self._rows[path].is_left_out or rows[path].is_left_out)}
        if all((row.split, row.group) == (read.split, read.group) for row, read in waiting.values()):
            for path, (row, _read) in waiting.items():
                self._rows[path] = row._replace(split=rows[path].split, group=rows[path].group)

    def _is_same(self, old: Book, new: Book) -> bool:
        """Whether a place that was read again is as it was said to be."""
        told = {**old.rows, **{path: row for path, row in self._rows.items() if path in old.paths}}
        return all(row == new.row(path) for path, row in told.items() if path in new.paths)

    def _known_besides(self, old: Book, file: LabelsFile, paths: Collection[str], *,
                       is_read_anew: bool) -> frozenset[str]:  # fmt: skip
        """Return the pictures that are known of a place though its new list has them not.

        Such are those of another page's list, and those that a corrected table left out. What was said of pictures that
        are gone is forgotten where the place was read anew.
        """
        told = self._rows.keys() | self._kept.keys() if is_read_anew else frozenset()
        return frozenset(path for path in old.paths if path not in paths and
                         (path not in told or path in file.rows or os.path.exists(path)))  # fmt: skip

    def _is_known(self, path: str) -> bool:
        return any(path in book.paths for book in self._books)
