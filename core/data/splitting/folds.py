"""Parting a data set into folds, for cross-validation."""

from collections.abc import Mapping
from dataclasses import replace

from core.base.control import Control
from core.base.errors import DataError
from core.base.events import Emit, ignore
from core.base.types import DatasetIndex, Split, Splits
from core.config import TrainConfig
from core.data.scan import PictureFacts
from core.data.sources.names import relative_name
from core.data.splitting.assign import assign
from core.data.splitting.material import SplitPlan, dealt, gather, plan_of, readable_of


def make_folds(
    index: DatasetIndex,
    facts: Mapping[str, PictureFacts],
    config: TrainConfig,
    num_folds: int,
    emit: Emit = ignore,
    control: Control | None = None,
) -> list[SplitPlan]:
    """Part a data set into folds: in each plan another fold is val and the rest train.

    A test split that the source has stays test in every plan; its train and val are pooled.

    Raises:
        DataError: There are fewer pictures that can be parted than folds.
        Cancelled: A stop was asked for.
    """
    own_test = [sample for sample in index.samples if sample.split is Split.TEST]
    pool = tuple(sample for sample in index.samples if sample.split is not Split.TEST)
    material = gather(replace(index, samples=pool), facts, config, emit, control)
    if num_folds < 2 or len(material.units) < num_folds:
        raise DataError(
            f"--folds must be from 2 to the number of pictures or groups that can be parted, which is "
            f"{len(material.units)}; got {num_folds}."
        )
    parts = assign(material.units, (1 / num_folds,) * num_folds, len(index.classes), config.seed)
    left_out, test = readable_of(own_test, facts)
    folds = dealt(material, parts, num_folds)
    plans = []
    for number in range(num_folds):
        others = [sample for other, fold in enumerate(folds) if other != number for sample in fold]
        others.sort(key=lambda sample: relative_name(sample.path, index.root))
        train = tuple(replace(sample, split=Split.TRAIN) for sample in others)
        val = tuple(replace(sample, split=Split.VAL) for sample in folds[number])
        name = f"{index.name}, fold {number + 1} of {num_folds}"
        splits = Splits(index.root, index.classes, train, val, tuple(test), name)
        plans.append(plan_of(splits, material, left_out))
    return plans
