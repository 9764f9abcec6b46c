"""Training again with corrected labels: the table of a run's pictures as they are labelled now, and its settings."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from app.label_rows import LabelRow
from core.base.errors import DataError, OutputError
from core.base.files import safe_name, unused_path
from core.base.messages import message
from core.base.types import Sample, Splits
from core.config import TrainConfig, load
from core.data.splitting.table import write_splits
from core.places import data_folder
from core.training.pictures_place import archive_told
from core.training.run_folder import CONFIG, read_facts

FOLDER = "corrected"


@dataclass(frozen=True)
class Corrected:
    """A run's pictures as they are labelled now.

    Attributes:
        splits: Each picture in the split it was in; those left out are gone.
        num_changed: Pictures of another class than in the run.
        num_left_out: Pictures that are gone.
    """

    splits: Splits
    num_changed: int
    num_left_out: int


def corrected_splits(splits: Splits, row_of: Callable[[str], LabelRow]) -> Corrected:
    """Return a run's splits with the labels given by hand.

    Args:
        splits: The run's.
        row_of: What was said of a picture by hand; empty where nothing was.
    """
    names = list(splits.classes)
    numbers = {name: index for index, name in enumerate(names)}
    parts: dict[str, tuple[Sample, ...]] = {}
    num_changed = num_left_out = 0
    for split, samples in splits:
        kept = []
        for sample in samples:
            row = row_of(sample.path)
            if row.is_left_out:
                num_left_out += 1
                continue
            if row.label and (sample.label is None or row.label != splits.classes[sample.label]):
                num_changed += 1
                if row.label not in numbers:
                    numbers[row.label] = len(names)
                    names.append(row.label)
                sample = replace(sample, label=numbers[row.label])
            kept.append(sample)
        parts[str(split)] = tuple(kept)
    result = Splits(splits.root, tuple(names), parts["train"], parts["val"], parts["test"], splits.name)
    return Corrected(result, num_changed, num_left_out)


def retraining_config(run_dir: Path, corrected: Corrected) -> TrainConfig:
    """Write the corrected table and return the run's settings for training on it.

    Raises:
        DataError: The run's pictures do not lie where they were.
        OutputError: The table cannot be written.
        ConfigError: The run's settings cannot be read.
    """
    splits = corrected.splits
    if not os.path.isdir(splits.root):
        moved = message("The pictures' folder {folder} is not there any more. Move it back, or open it on the Data "
                        "page.", folder=splits.root)  # fmt: skip
        raise DataError(archive_told(read_facts(run_dir)) or moved)
    table = _write(run_dir, splits)
    config = load(run_dir / CONFIG)
    return replace(
        config, dataset_path=splits.root, metadata_path=str(table), dataset_format="table", image_column="path",
        label_column="label", split_column="split", images_dir="", val_path="", test_path="", classes_path="",
        group_column="group" if _has_groups(splits) else "", group_pattern="", group_by_parent=False, num_classes=0,
    )  # fmt: skip


def _write(run_dir: Path, splits: Splits) -> Path:
    """Write the table into the run's folder, or, where that is read-only, into the user's data folder."""
    name = f"{safe_name(splits.name or run_dir.name)} corrected {time.strftime('%Y%m%d_%H%M%S')}.csv"
    path = unused_path(run_dir / FOLDER / name)
    try:
        write_splits(path, splits, may_replace=False)
    except OutputError:
        path = unused_path(data_folder() / FOLDER / name)
        write_splits(path, splits, may_replace=False)
    return path


def _has_groups(splits: Splits) -> bool:
    return any(sample.group for _split, samples in splits for sample in samples)
