"""What every form of source is read into before classes get their numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.base.errors import DataError
from core.base.messages import first_names, plural
from core.base.sorting import natural_order
from core.base.types import DatasetIndex, Finding, Sample, Split
from core.data.sources.names import composed, folded

MAX_NAMED = 5


@dataclass(slots=True)
class Entry:
    """A picture with the name of its class, before classes get their numbers.

    Attributes:
        path: Absolute path.
        label: Name of its class as the source writes it.
        group: Name of what must not be parted by a split; None for no group.
        split: The split that the source puts it in; None where it has none.
        where: Where the source says so, for messages: "line 7 of train.txt"; empty for folders.
        is_distinct: Whether the source says that it is like no other picture, whatever it looks like.
    """

    path: str
    label: str
    group: str | None = None
    split: Split | None = None
    where: str = ""
    is_distinct: bool = False


@dataclass(slots=True)
class Part:
    """One place of a data set, read.

    Attributes:
        root: Absolute folder that its paths are best written relative to.
        entries: Its usable entries.
        findings: What was noticed while reading.
        name: A short name for people.
        form: What it was read as, for people: "class folders".
        num_unusable: Rows or pictures that had to be left out.
        classes: Class names in index order where the place itself says so (a classes.txt); else empty.
        has_columns: Whether it is a table, whose columns can be named.
        is_folders: Whether its folders are its classes, so that no row names a picture.
    """

    root: str
    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    name: str = ""
    form: str = ""
    num_unusable: int = 0
    classes: tuple[str, ...] = ()
    has_columns: bool = False
    is_folders: bool = False

    def leave_out(self, kind: str, message: str, paths: Sequence[str] = ()) -> None:
        """Note a row or picture that cannot be used."""
        self.num_unusable += 1
        self.findings.append(Finding(kind, message, tuple(paths)))


def check_half_usable(part: Part, what: str) -> None:
    """Refuse a place of which more than half cannot be used.

    Raises:
        DataError: It tells how many, and the first reasons.
    """
    total = len(part.entries) + part.num_unusable
    if part.num_unusable * 2 <= total and part.entries:
        return
    reasons = [finding.message for finding in part.findings if finding.kind in UNUSABLE_KINDS]
    if not total:
        left_out = next((finding.message for finding in part.findings if finding.kind == "left_out"), "")
        if left_out:
            raise DataError(f"{what} leaves out every picture that it names: {left_out} Take some of them in again, or "
                            "give the pictures' folder.")
        raise DataError(f"{what} holds no pictures. Give a folder or a table that names some.")
    more = f" (and {len(reasons) - MAX_NAMED} more)" if len(reasons) > MAX_NAMED else ""
    raise DataError(
        f"{what}: {part.num_unusable} of {total} rows cannot be used, which is more than half: "
        f"{' '.join(reasons[:MAX_NAMED])}{more} Check the columns, and --images_dir."
    )


UNUSABLE_KINDS = frozenset(
    {"missing_file", "ambiguous_file", "blank_label", "blank_name", "bad_row", "conflicting_label", "unknown_class"}
    | {"unknown_split", "conflicting_split"}
)


def class_order(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Return the class names of the training pictures (of all, where none are marked for training), in order.

    Of names that look the same, as only one of them has its accents apart, the first stands for all.
    """
    learned = {entry.label for entry in entries if entry.split in (None, Split.TRAIN)}
    first: dict[str, str] = {}
    for name in natural_order(learned or {entry.label for entry in entries}):
        first.setdefault(composed(name), name)
    return tuple(first.values())


def build_index(part: Part, classes: Sequence[str]) -> DatasetIndex:
    """Give the classes of a part their numbers.

    A label that is no class by its exact spelling is looked up without regard to case. Entries of other classes are
    left out, by name.

    Args:
        part: All entries.
        classes: Class names in index order.

    Returns:
        The index, its samples in the part's order.
    """
    finder = ClassFinder(classes)
    samples: list[Sample] = []
    unknown: Counter[str] = Counter()
    unknown_paths: dict[str, list[str]] = {}
    for entry in part.entries:
        label = finder.find(entry.label)
        if label is None:
            unknown[entry.label] += 1
            unknown_paths.setdefault(entry.label, []).append(entry.path)
            continue
        samples.append(Sample(entry.path, label, entry.group, entry.split, entry.is_distinct))
    for name in natural_order(unknown):
        shown = first_names(classes)
        said = plural(
            unknown[name],
            "{n} picture of the class {name!r} was left out: it is none of the {known} classes that are learned "
            "({shown}).",
            "{n} pictures of the class {name!r} were left out: it is none of the {known} classes that are learned "
            "({shown}).",
            name=name, known=len(classes), shown=shown)  # fmt: skip
        part.findings.append(Finding("unknown_class", said, tuple(unknown_paths[name])))
    part.num_unusable += sum(unknown.values())
    _check_half_known(part, finder)
    part.findings += _empty_classes(classes, samples)
    return DatasetIndex(part.root, tuple(classes), tuple(samples), tuple(part.findings), part.name)


class ClassFinder:
    """Finds a class's index by its name, or by its name in other case or with its accents apart.

    Attributes:
        classes: Class names in index order.
    """

    def __init__(self, classes: Sequence[str]) -> None:
        self.classes = tuple(classes)
        self._exact = {name: index for index, name in enumerate(classes)}
        by_folded: dict[str, int | None] = {}
        for index, name in enumerate(classes):
            key = folded(name)
            by_folded[key] = None if key in by_folded else index
        self._by_folded = by_folded

    def find(self, name: str) -> int | None:
        """Return the index of a class, or None where no class, or more than one, goes by that name."""
        index = self._exact.get(name)
        return index if index is not None else self._by_folded.get(folded(name))


def _check_half_known(part: Part, finder: ClassFinder) -> None:
    """Refuse a split most of whose pictures are of classes that are not learned: two sets that do not go together."""
    for split in (None, *Split):
        entries = [entry for entry in part.entries if entry.split is split]
        unknown = [entry for entry in entries if finder.find(entry.label) is None]
        if len(unknown) * 2 > len(entries):
            names = ", ".join(natural_order({entry.label for entry in unknown})[:MAX_NAMED])
            pictures = f"{split} pictures" if split else "pictures"
            raise DataError(
                f"{len(unknown)} of {len(entries)} {pictures} of {part.name} are of classes that are not learned "
                f"({names}). Learned are: {', '.join(finder.classes[:8])}. Do the places go together?"
            )


def _empty_classes(classes: Sequence[str], samples: Sequence[Sample]) -> list[Finding]:
    used = {sample.label for sample in samples if sample.split in (None, Split.TRAIN)}
    if not used:
        used = {sample.label for sample in samples}
    return [
        Finding("empty_class", f"The class {name!r} has no picture to learn from.")
        for index, name in enumerate(classes)
        if index not in used
    ]
