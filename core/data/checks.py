"""Looking for what is wrong with a data set: damaged, doubled, mislabelled and leaking pictures."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from core.base.control import Control
from core.base.errors import ImageError
from core.base.events import Emit, ignore
from core.base.messages import Message, message, name_list, plural
from core.base.types import DatasetIndex, Finding, Sample, Split, Splits
from core.data.duplicates import Alike, apart, find_alike, moved
from core.data.images import header, read_file
from core.data.outliers import find_outliers
from core.data.scan import PictureFacts
from core.data.sources.names import relative_name

TINY_CLASS = 10
IMBALANCE = 4.0
MAX_SNIFFED = 2000
ENDINGS = {
    "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "MPO": (".jpg", ".jpeg", ".jpe", ".mpo"),
    "PNG": (".png", ".apng"),
    "BMP": (".bmp", ".dib"),
    "DIB": (".bmp", ".dib"),
    "GIF": (".gif",),
    "TIFF": (".tif", ".tiff"),
    "WEBP": (".webp",),
    "PPM": (".ppm", ".pgm", ".pbm", ".pnm"),
    "JPEG2000": (".jp2", ".j2k"),
    "AVIF": (".avif",),
}
# In the order in which they matter, with what one line says of all findings of a kind. {n} is how many pictures (or,
# where a finding names none, how many findings) there are.
KINDS = {
    "unreadable": "{n:,} pictures cannot be read.",
    "leak": "{n:,} pictures stand in two splits, as equals or near-equals.",
    "group_leak": "{n:,} pictures are of groups that stand in two splits.",
    "two_labels": "{n:,} pictures are under two labels, as equals or near-equals.",
    "conflicting_label": "{n:,} pictures have two labels in the table.",
    "conflicting_split": "{n:,} pictures have two splits in the table.",
    "missing_file": "{n:,} rows name a picture that is not there.",
    "ambiguous_file": "{n:,} rows name a picture that could be several.",
    "blank_label": "{n:,} rows have no label.",
    "blank_name": "{n:,} rows name no picture.",
    "bad_row": "{n:,} rows cannot be read.",
    "unknown_class": "{n:,} pictures are of a class that is not learned.",
    "unknown_split": "{n:,} rows name no known split.",
    "one_class": "There is one class only.",
    "empty_class": "{n:,} classes have no picture.",
    "tiny_class": "{n:,} classes have very few pictures.",
    "imbalance": "Classes are of very different size.",
    "wrong_ending": "{n:,} pictures have another format's ending.",
    "equal_pictures": "{n:,} pictures are equal to another.",
    "near_equal_pictures": "{n:,} pictures are nearly equal to another.",
    "large_duplicate_group": "{n:,} pictures look too much alike to be told apart.",
    "odd_size": "{n:,} pictures are far from the others in size.",
    "odd_shape": "{n:,} pictures are far from the others in shape.",
    "gray_among_colour": "{n:,} gray pictures are among colour ones.",
    "colour_among_gray": "{n:,} colour pictures are among gray ones.",
    "unreadable_folder": "{n:,} folders cannot be read.",
    "folder_loop": "{n:,} links to folders run in a circle.",
    "loose_pictures": "{n:,} pictures or folders lie outside of the class folders.",
    "other_files": "{n:,} files are no pictures by their ending.",
    "case_names": "{n:,} names differ only in case.",
    "case_classes": "Class names differ only in case.",
    "replaced_split": "Pictures were replaced by another place's.",
    "two_splits": "{n:,} new pictures would belong to two splits.",
    "gone": "{n:,} pictures of the old table are gone.",
    "changed_label": "{n:,} pictures changed their label.",
    "duplicate_row": "{n:,} rows are repeated.",
    "left_out": "{n:,} pictures are left out by the table.",
    "no_group": "{n:,} pictures have no group.",
    "moved_paths": "Paths were found by their end.",
    "labels_from_one": "Labels count from 1.",
    "encoding": "A file is not in UTF-8.",
    "delimiter": "A table has an unusual delimiter.",
    "other_table": "A table was passed over.",
}
# Of those kinds whose sentence for a single picture, row, class or folder is another.
KINDS_OF_ONE = {
    "unreadable": "{n} picture cannot be read.",
    "leak": "{n} picture stands in two splits, as equals or near-equals.",
    "group_leak": "{n} picture is of a group that stands in two splits.",
    "two_labels": "{n} picture is under two labels, as equals or near-equals.",
    "conflicting_label": "{n} picture has two labels in the table.",
    "conflicting_split": "{n} picture has two splits in the table.",
    "missing_file": "{n} row names a picture that is not there.",
    "ambiguous_file": "{n} row names a picture that could be several.",
    "blank_label": "{n} row has no label.",
    "blank_name": "{n} row names no picture.",
    "bad_row": "{n} row cannot be read.",
    "unknown_class": "{n} picture is of a class that is not learned.",
    "unknown_split": "{n} row names no known split.",
    "empty_class": "{n} class has no picture.",
    "tiny_class": "{n} class has very few pictures.",
    "wrong_ending": "{n} picture has another format's ending.",
    "equal_pictures": "{n} picture is equal to another.",
    "near_equal_pictures": "{n} picture is nearly equal to another.",
    "large_duplicate_group": "{n} picture looks too much like others to be told apart.",
    "odd_size": "{n} picture is far from the others in size.",
    "odd_shape": "{n} picture is far from the others in shape.",
    "gray_among_colour": "{n} gray picture is among colour ones.",
    "colour_among_gray": "{n} colour picture is among gray ones.",
    "unreadable_folder": "{n} folder cannot be read.",
    "folder_loop": "{n} link to a folder runs in a circle.",
    "loose_pictures": "{n} picture or folder lies outside of the class folders.",
    "other_files": "{n} file is no picture by its ending.",
    "case_names": "{n} name differs only in case.",
    "two_splits": "{n} new picture would belong to two splits.",
    "gone": "{n} picture of the old table is gone.",
    "changed_label": "{n} picture changed its label.",
    "duplicate_row": "{n} row is repeated.",
    "left_out": "{n} picture is left out by the table.",
    "no_group": "{n} picture has no group.",
}
# What is worth saying but is nothing to mend.
HARMLESS = frozenset({"left_out", "no_group", "moved_paths", "labels_from_one", "encoding", "delimiter",
                      "replaced_split", "other_table"})  # fmt: skip


def check(
    index: DatasetIndex,
    facts: Mapping[str, PictureFacts],
    splits: Splits | None = None,
    emit: Emit = ignore,
    control: Control | None = None,
    *,
    alike: Alike | None = None,
    alike_paths: Sequence[str] = (),
) -> list[Finding]:
    """Look for what is wrong with a data set.

    Args:
        index: The data set.
        facts: Of all its pictures.
        splits: A split to look for leaks in; default: the source's own.
        emit: Gets Progress.
        control: Asked now and then whether to stop.
        alike: What is known of near-duplicates already; None to look for them.
        alike_paths: The pictures that `alike` speaks of, by its indexes; where readable ones are missing among them,
            all are compared anew.

    Returns:
        All findings, those of the index included, the gravest kinds first.

    Raises:
        Cancelled: A stop was asked for.
    """
    samples = sorted(index.samples, key=lambda sample: relative_name(sample.path, index.root))
    known = [facts.get(sample.path) or PictureFacts(sample.path, -1, 0, error="not looked at") for sample in samples]
    alike = _moved(alike, alike_paths, known) or find_alike(known, emit, control)
    alike = apart(alike, {number for number, sample in enumerate(samples) if sample.is_distinct})
    parts = _parts(samples, splits)
    findings = [*index.findings, *alike.findings]
    findings += _unreadable(index, known)
    findings += _wrong_endings(index, known)
    findings += _class_sizes(index, samples, known)
    findings += _doubles(index, samples, parts, alike)
    findings += _group_leaks(samples, parts)
    findings += find_outliers([one for one in known if one.error is None])
    order = {kind: number for number, kind in enumerate(KINDS)}
    return sorted(findings, key=lambda finding: order.get(finding.kind, len(order)))


def _parts(samples: Sequence[Sample], splits: Splits | None) -> list[Split | None]:
    """Return the split of each sample: its own, or that of another one; None where that does not use it.

    A file may stand in two splits, as where --val_path names the training pictures once more.
    """
    if splits is None:
        return [sample.split for sample in samples]
    where: dict[str, list[Split]] = defaultdict(list)
    for split, inside in splits:
        for sample in inside:
            where[sample.path].append(split)
    return [sample.split if sample.split in where[sample.path] else next(iter(where[sample.path]), None)
            for sample in samples]  # fmt: skip


def _moved(alike: Alike | None, paths: Sequence[str], known: Sequence[PictureFacts]) -> Alike | None:
    """Return what was found at some paths by places among `known`; None where readable pictures are missing."""
    places, named = {one.path: place for place, one in enumerate(known)}, set(paths)
    if alike is None or len(named) < sum(one.error is None for one in known) or not places.keys() >= named:
        return None
    return moved(alike, [places[path] for path in paths])


def is_clean(findings: Iterable[Finding]) -> bool:
    """Whether there is nothing to mend among the findings."""
    return all(finding.kind in HARMLESS for finding in findings)


def brief(findings: Iterable[Finding]) -> list[str]:
    """Return one line for each kind of finding that there is something to mend about, the gravest first."""
    counts: dict[str, int] = {}
    for finding in findings:
        if finding.kind not in HARMLESS:
            counts[finding.kind] = counts.get(finding.kind, 0) + max(1, len(finding.paths))
    order = {kind: number for number, kind in enumerate(KINDS)}
    kinds = sorted(counts, key=lambda kind: order.get(kind, len(order)))
    return [told(kind, counts[kind]) for kind in kinds]


def told(kind: str, number: int) -> Message:
    """Return one line on all findings of a kind.

    Args:
        kind: Of a Finding.
        number: How many pictures (or, where a finding names none, how many findings) there are.
    """
    many = KINDS.get(kind, kind + ": {n:,}")
    return plural(number, KINDS_OF_ONE.get(kind, many), many)


def _unreadable(index: DatasetIndex, known: Sequence[PictureFacts]) -> Iterator[Finding]:
    for one in known:
        if one.error is not None:
            said = message("{name}: {reason}", name=relative_name(one.path, index.root), reason=one.error)
            yield Finding("unreadable", said, (one.path,))


def _wrong_endings(index: DatasetIndex, known: Sequence[PictureFacts]) -> Iterator[Finding]:
    """Yield pictures whose ending is another format's, and files that are pictures but do not look it."""
    for one in known:
        right = ENDINGS.get(one.format)
        if one.error is None and right is not None and not one.path.lower().endswith(right):
            name = relative_name(one.path, index.root)
            said = message("{name} is {format}; its ending should be {ending}.", name=name, format=one.format,
                           ending=right[0])  # fmt: skip
            yield Finding("wrong_ending", said, (one.path,))
    others = [path for finding in index.findings if finding.kind == "other_files" for path in finding.paths]
    for path in others[:MAX_SNIFFED]:
        try:
            name = header(read_file(path)).format
        except ImageError:
            continue
        if name in ENDINGS:
            shown = relative_name(path, index.root)
            said = message("{name} is {format}, but was left out for its ending; rename it to {ending} to use it.",
                           name=shown, format=name, ending=ENDINGS[name][0])  # fmt: skip
            yield Finding("wrong_ending", said, (path,))


def _class_sizes(
    index: DatasetIndex, samples: Sequence[Sample], known: Sequence[PictureFacts]
) -> Iterator[Finding]:
    counts = Counter(sample.label for sample, one in zip(samples, known, strict=True) if one.error is None)
    said_empty = {finding.message for finding in index.findings if finding.kind == "empty_class"}
    for label, name in enumerate(index.classes):
        if not counts[label]:
            if not any(repr(name) in said for said in said_empty):
                yield Finding("empty_class", message("The class {name!r} has no readable picture.", name=name))
        elif counts[label] < TINY_CLASS:
            few = plural(counts[label], "The class {name!r} has {n} picture; {least} is the least to judge it by.",
                         "The class {name!r} has {n} pictures; {least} is the least to judge it by.", name=name,
                         least=TINY_CLASS)  # fmt: skip
            yield Finding("tiny_class", few)
    if len(index.classes) == 1:
        yield Finding("one_class", message(
            "{name!r} is the only class; training needs at least two. Put the pictures of each class into a folder of "
            "its own.", name=index.classes[0]))  # fmt: skip
    used = [(counts[label], name) for label, name in enumerate(index.classes) if counts[label]]
    if len(used) > 1 and max(used)[0] > IMBALANCE * min(used)[0]:
        (most, common), (least, rare) = max(used), min(used)
        yield Finding("imbalance", message(
            "{common!r} has {times:.0f} times as many pictures as {rare!r} ({most} and {least}). Look at balanced "
            "accuracy and macro F1, not at accuracy; --use_class_weights may help.", common=common, rare=rare,
            most=most, least=least, times=most / least))  # fmt: skip


def _doubles(
    index: DatasetIndex, samples: Sequence[Sample], parts: Sequence[Split | None], alike: Alike
) -> Iterator[Finding]:
    """Yield sets of equal and nearly equal pictures: across splits, under two labels, or just there."""
    equal_of = {member: number for number, members in enumerate(alike.equal) for member in members}
    for members in alike.groups:
        paths = tuple(samples[member].path for member in members)
        first = equal_of.get(members[0])
        is_equal = first is not None and all(equal_of.get(member) == first for member in members)
        names = [relative_name(path, index.root) for path in paths]
        labels = sorted({label for member in members if (label := samples[member].label) is not None})
        splits = sorted({part.value for member in members if (part := parts[member]) is not None}, key=_place)
        if len(splits) > 1:
            shown = name_list(f"{name} ({parts[member]})" for name, member in zip(names, members, strict=True))
            yield Finding("leak", _leak(splits, shown, is_equal=is_equal), paths)
        if len(labels) > 1:
            shown = name_list(f"{name} ({index.classes[samples[member].label or 0]})"
                              for name, member in zip(names, members, strict=True))  # fmt: skip
            said = (message("The same picture under {n} labels: {names}.", n=len(labels), names=shown) if is_equal else
                    message("Nearly the same picture under {n} labels: {names}.", n=len(labels), names=shown))
            yield Finding("two_labels", said, paths)
        said = (message("The same picture {n} times: {names}.", n=len(members), names=name_list(names)) if is_equal else
                message("Nearly the same picture {n} times: {names}.", n=len(members), names=name_list(names)))
        yield Finding("equal_pictures" if is_equal else "near_equal_pictures", said, paths)


def _leak(splits: Sequence[str], names: str, *, is_equal: bool) -> Message:
    first, second = ", ".join(splits[:-1]), splits[-1]
    if is_equal:
        return message("{first} and {second} share the same picture: {names}.", first=first, second=second, names=names)
    return message("{first} and {second} share nearly the same picture: {names}.", first=first, second=second,
                   names=names)  # fmt: skip


def _place(split: str) -> int:
    return list(Split).index(Split(split))


def _group_leaks(samples: Sequence[Sample], parts: Sequence[Split | None]) -> Iterator[Finding]:
    groups: dict[str, list[int]] = defaultdict(list)
    for number, sample in enumerate(samples):
        if sample.group is not None and parts[number] is not None:
            groups[sample.group].append(number)
    for name, members in groups.items():
        counts = Counter(part.value for member in members if (part := parts[member]) is not None)
        if len(counts) > 1:
            shown = ", ".join(f"{split.value} {counts[split.value]}" for split in Split if counts[split.value])
            said = message("The group {name!r} stands in {n} splits: {counts}.", name=name, n=len(counts), counts=shown)
            yield Finding("group_leak", said, tuple(samples[member].path for member in members))
