"""The pictures of a data set as the Data page lists them: classes, splits, findings, and which are shown. No Qt."""

from collections import Counter
from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.base.types import LEFT_OUT_WORD, Finding
from ui.arrange import shown_name

STEP = 2_000
EDITED = "edited"
"""Stands for a kind of finding: pictures whose label was changed by hand and not saved."""


@dataclass(frozen=True, slots=True)
class PictureFilter:
    """Which pictures are shown; the default shows all.

    Attributes:
        class_name: Class; None for any.
        split: train, val, test or "left out"; None for any.
        kind: Kind of a finding, or EDITED; None for any.
        name: Part of the file's or its folder's name, in any case of letters.
        paths: Only these, as a finding names them; None for all.
        title: What `paths` are, for people.
    """

    class_name: str | None = None
    split: str | None = None
    kind: str | None = None
    name: str = ""
    paths: tuple[str, ...] | None = None
    title: str = ""

    @property
    def is_open(self) -> bool:
        """Whether every picture passes."""
        return self == PictureFilter()


Shown = tuple[list[str], dict[str, int]]
"""Paths in order, and the row of each."""


class PictureList:
    """All pictures, and what is known of each by its path.

    Args:
        paths: In listed order.
        labels: Class of each that has one.
        splits: Split of each that has one; "left out" for those that no command uses.
        classes: Class names in index order.
    """

    def __init__(self, paths: Iterable[str] = (), labels: Mapping[str, str] | None = None,
                 splits: Mapping[str, str] | None = None, classes: Sequence[str] = ()) -> None:  # fmt: skip
        self.row_of: dict[str, int] = dict.fromkeys(paths, 0)
        self.paths = list(self.row_of)
        self.row_of = dict(zip(self.paths, range(len(self.paths)), strict=True))
        self.edited: set[str] = set()
        self.findings: tuple[Finding, ...] = ()
        self._classes = tuple(classes)
        self._labels = dict(labels or {})
        self._splits = dict(splits or {})
        self._of_kind: dict[str, set[str]] = {}
        self._counts = Counter((self._labels.get(path, ""), self._splits.get(path, "")) for path in self.paths)

    def __len__(self) -> int:
        return len(self.paths)

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes read, then those that were given by hand, by name."""
        new = {label for (label, _split), number in self._counts.items() if number and label} - set(self._classes)
        return (*self._classes, *sorted(new))

    def label(self, path: str) -> str:
        """Return the class of a picture as it is now; empty for none."""
        return self._labels.get(path, "")

    def split(self, path: str) -> str:
        """Return the split of a picture as it is now, "left out", or nothing."""
        return self._splits.get(path, "")

    def counts(self, class_name: str) -> tuple[int, int, int, int]:
        """Return how many pictures of a class are in train, val, test and in no split."""
        train, val, test, none = (self._counts[(class_name, split)] for split in ("train", "val", "test", ""))
        return train, val, test, none

    def count(self, class_name: str | None = None, split: str | None = None) -> int:
        """Return how many pictures are of a class and in a split; None for any."""
        return sum(number for (label, part), number in self._counts.items()
                   if (class_name is None or label == class_name) and (split is None or part == split))  # fmt: skip

    def set(self, path: str, label: str, split: str, *, is_edited: bool) -> None:
        """Note what is said of a picture now."""
        if path not in self.row_of:
            return
        self._counts[(self.label(path), self.split(path))] -= 1
        self._labels[path], self._splits[path] = label, split
        self._counts[(label, split)] += 1
        (self.edited.add if is_edited else self.edited.discard)(path)

    def set_findings(self, findings: Sequence[Finding]) -> None:
        """Note what was found."""
        self.findings = tuple(findings)
        self._of_kind = {}
        for finding in findings:
            self._of_kind.setdefault(finding.kind, set()).update(finding.paths)

    def of_kind(self, kind: str) -> Collection[str]:
        """Return the pictures of all findings of a kind."""
        return self.edited if kind == EDITED else self._of_kind.get(kind, set())

    def passes(self, path: str, wanted: PictureFilter) -> bool:
        """Say whether a picture is among the wanted ones, their `paths` and `kind` aside."""
        if wanted.class_name is not None and (self.label(path) != wanted.class_name
                                              or self.split(path) == LEFT_OUT_WORD):  # fmt: skip
            return False
        if wanted.split is not None and self.split(path) != wanted.split:
            return False
        return not wanted.name or wanted.name.casefold() in shown_name(path).casefold()

    def choose_in_steps(self, wanted: PictureFilter) -> Generator[None, None, Shown]:
        """Find the wanted pictures in pieces of a few milliseconds; the return value is the list."""
        candidates: Sequence[str] = self.paths
        if wanted.paths is not None:
            candidates = [path for path in wanted.paths if path in self.row_of]
        elif wanted.kind is not None:
            candidates = sorted((path for path in self.of_kind(wanted.kind) if path in self.row_of),
                                key=self.row_of.__getitem__)  # fmt: skip
        chosen: list[str] = []
        row_of: dict[str, int] = {}
        for start in range(0, len(candidates), STEP):
            piece = [path for path in candidates[start:start + STEP] if self.passes(path, wanted)]
            row_of.update(zip(piece, range(len(chosen), len(chosen) + len(piece)), strict=True))
            chosen += piece
            yield
        return chosen, row_of
