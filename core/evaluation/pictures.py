"""Which pictures are judged, and their true classes: those of any source, or of a run's own split."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.base.errors import DataError, PicturesMovedError
from core.base.files import one_spelling
from core.base.messages import message
from core.base.types import DatasetIndex, Sample, Split, Splits
from core.data.sources.names import spelled_alike
from core.data.splitting.table import read_splits
from core.training.pictures_place import archive_told, pictures_place
from core.training.run_folder import CHECKPOINTS, CONFIG, SPLITS, read_facts


@dataclass(frozen=True)
class LabelledPictures:
    """Pictures to judge a model on.

    Attributes:
        paths: In the order of the source.
        labels: True class names by path; a picture without a label is missing.
        name: A short name for people.
        split: The split they are; empty for all.
    """

    paths: tuple[str, ...]
    labels: Mapping[str, str]
    name: str
    split: str = ""

    @property
    def classes(self) -> list[str]:
        """Names of the true classes, in order of appearance."""
        return list(dict.fromkeys(self.labels.values()))

    def renamed(self, class_map: Mapping[str, str]) -> "LabelledPictures":
        """Return the same pictures under other class names."""
        return replace(self, labels={path: class_map.get(label, label) for path, label in self.labels.items()})

    def spelled_as(self, classes: Sequence[str]) -> "LabelledPictures":
        """Return the same pictures with a model's spelling of classes whose names only look the same."""
        return self.renamed(spelled_alike(self.classes, classes))


def pictures_of_source(index: DatasetIndex, split: str = "", run_dir: Path | None = None) -> LabelledPictures:
    """Return the pictures of a source, or one split of them.

    Args:
        index: The source.
        split: train, val or test; empty for all. Where the source has no split of its own, it is the one that the
            model's run made of the same pictures.
        run_dir: The model's run folder, where it has one.

    Raises:
        DataError: There is no such split.
    """
    samples = index.samples
    if split and index.has_split:
        samples = tuple(sample for sample in samples if sample.split is not None and str(sample.split) == split)
        if not samples:
            there = ", ".join(sorted({str(sample.split) for sample in index.samples if sample.split}))
            raise DataError(f"{index.name or index.root} has no {split} split; it has {there}. Give one of these, or "
                            "no split, to judge all pictures.")  # fmt: skip
    elif split:
        wanted = _paths_of_run(run_dir, split, index.root)
        samples = tuple(sample for sample in samples if one_spelling(sample.path) in wanted)
        if not samples:
            raise DataError(f"{index.name or index.root} has no split of its own, and the model's run does not name its"
                            f" pictures as {split}. Give no split, to judge all of them.")  # fmt: skip
    return _labelled(samples, index.classes, index.name, split)


def pictures_of_run(run_dir: Path | None, split: str = "") -> LabelledPictures:
    """Return the pictures of a run's own split, where the run found them.

    Args:
        run_dir: The run folder.
        split: train, val or test; empty: test, or val where there is no test.

    Raises:
        DataError: The run folder does not say, or has no such split.
        PicturesMovedError: The pictures' folder is not there, and nobody has said where they are now.
    """
    if run_dir is not None and not run_dir.is_dir():
        raise DataError(f"There is no run folder {run_dir}; it was moved or deleted. Give another run.")
    if run_dir is None or not (run_dir / SPLITS).is_file():
        raise DataError("No pictures were given, and the model does not lie in a run folder that names its own. Give a "
                        "folder with one folder of pictures a class.")  # fmt: skip
    facts = read_facts(run_dir)
    splits = read_splits(run_dir / SPLITS, pictures_place(run_dir).here)
    chosen = Split(split) if split else usual_split(splits)
    if not splits.of(chosen):
        raise DataError(f"The run {run_dir} has no {chosen} pictures. Give another split, or a folder of pictures.")
    if not os.path.isdir(splits.root) and not os.path.exists(splits.of(chosen)[0].path):
        moved = message("The pictures of the run {run} are not in {folder} any more. Give the folder that they are in "
                        "now.", run=run_dir, folder=facts.get("root"))  # fmt: skip
        raise PicturesMovedError(archive_told(facts) or moved, run_dir)
    return _labelled(splits.of(chosen), splits.classes, facts.get("name") or splits.name, str(chosen))


def usual_split(splits: Splits) -> Split:
    """Return the split that a run is judged on where nobody names one: test, or val where there is no test."""
    return Split.TEST if splits.test else Split.VAL


def run_dir_of(model_path: str | Path) -> Path | None:
    """Return the run folder that a model file lies in; None where it lies in none."""
    path = Path(model_path).absolute()
    folder = path if path.is_dir() else path.parent
    folder = folder.parent if folder.name == CHECKPOINTS else folder
    return folder if (folder / CONFIG).is_file() and (folder / SPLITS).is_file() else None


def _labelled(samples: tuple[Sample, ...], classes: tuple[str, ...], name: str, split: str) -> LabelledPictures:
    if not samples:
        raise DataError(f"{name or 'The source'} holds no pictures. Give a folder with one folder of pictures a class.")
    labels = {sample.path: classes[sample.label] for sample in samples if sample.label is not None}
    return LabelledPictures(tuple(sample.path for sample in samples), labels, name, split)


def _paths_of_run(run_dir: Path | None, split: str, root: str) -> set[str]:
    """Return the paths of a run's split: below `root`, where the data set lies now, and where the run found it."""
    if run_dir is None:
        return set()
    roots = {root, pictures_place(run_dir).here or root}
    return {one_spelling(sample.path) for place in roots for sample in read_splits(run_dir / SPLITS, place).of(split)}
