"""From settings to what a training needs: the pictures read and parted, every "auto" resolved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from core.base.control import Control
from core.base.errors import ClasswiseError, ConfigError, DataError
from core.base.events import Emit, Notice, Progress, ignore
from core.base.messages import name_list
from core.base.types import DatasetIndex, Finding, Splits
from core.config import AUTO, DEFAULT_MODEL, SAMPLE, TrainConfig, pair, validate
from core.data.checks import brief, check
from core.data.scan import PictureFacts, scan
from core.data.sources.names import is_archive
from core.data.sources.open import open_source
from core.data.sources.rows import read_classes_file
from core.data.splitting.material import SplitPlan
from core.data.splitting.splitter import plan_splits
from core.data.splitting.summary import summary, unjudged
from core.data.splitting.table import read_splits, split_rows
from core.devices import are_gpus_restricted, resolve_device, resolve_precision
from core.process import collector_rests
from core.training.pictures_place import NUM_LOOKED_FOR, are_some_in, place_by_facts
from core.training.resolving import resolve
from core.training.run_folder import read_facts
from core.training.weights_checks import check_given_weights
from core.training.weights_source import check_wish
from models.elsewhere.names import is_elsewhere
from models.elsewhere.networks import check_kind, expected_pictures
from models.registry import check_input_shape, check_name


@dataclass(frozen=True)
class Prepared:
    """All that a training needs to begin.

    Attributes:
        config: The settings, nothing "auto" left in them but what depends on the weights to start from.
        splits: The pictures of each split, unreadable ones left out.
        facts: What the scan found, by path.
        findings: What the data's owner should know.
        reasons: How each "auto" was resolved, by setting.
    """

    config: TrainConfig
    splits: Splits
    facts: Mapping[str, PictureFacts]
    findings: tuple[Finding, ...]
    reasons: Mapping[str, str]

    @property
    def picture_hashes(self) -> tuple[str, ...]:
        """Short content hashes of the training and val pictures, sorted, each once."""
        used = (*self.splits.train, *self.splits.val)
        return tuple(sorted({self.facts[sample.path].content_hash for sample in used}))


@dataclass(frozen=True)
class Inspected:
    """What a source holds, before it is parted."""

    index: DatasetIndex
    facts: Mapping[str, PictureFacts]


def inspect(config: TrainConfig, emit: Emit = ignore, control: Control | None = None) -> Inspected:
    """Read the source that the settings name and look at every picture.

    Raises:
        DataError: The source cannot be used.
        Cancelled: A stop was asked for.
    """
    with collector_rests():
        index = open_source(config, emit, control)
    facts = scan([sample.path for sample in index.samples], emit, control, num_threads=config.num_threads)
    return Inspected(index, facts)


def prepare(config: TrainConfig, emit: Emit = ignore, control: Control | None = None, *,
            splits_path: str | Path | None = None, goes_on: bool = False) -> Prepared:
    """Read, look at and part the pictures, and resolve the settings.

    Args:
        config: The settings as given.
        emit: Hears progress and notices.
        control: Carries a stop.
        splits_path: A splits.csv whose split is taken over, relative to the data's folder; None to split.
        goes_on: The network is in a checkpoint already; the folder that it once came from is not asked for.

    Raises:
        ConfigError: A setting is wrong or does not go with the data.
        DataError: The pictures cannot be used.
        ModelError: The network's name or input shape is wrong.
        Cancelled: A stop was asked for.
    """
    validate(config)
    _check_before_looking(config, goes_on=goes_on)
    if splits_path is not None:
        splits = _splits_of_run(config, Path(splits_path), _only_progress(emit) if goes_on else emit, control)
        facts = scan([sample.path for _, samples in splits for sample in samples], emit, control,
                     num_threads=config.num_threads)
        findings: tuple[Finding, ...] = ()
        splits = _without_unreadable(splits, facts, emit, goes_on=goes_on)
    else:
        inspected = inspect(config, emit, control)
        facts = dict(inspected.facts)
        with collector_rests():
            plan = plan_splits(inspected.index, facts, config, emit, control)
            splits, findings = plan.splits, inspected.index.findings + tuple(plan.findings)
            _tell(inspected.index, facts, plan, emit, control)
    check_usable(splits, config)
    final, reasons = resolve(config, splits, facts, goes_on=goes_on)
    return Prepared(final, splits, facts, findings, reasons)


def _check_before_looking(config: TrainConfig, *, goes_on: bool) -> None:
    """Tell what is wrong with network, weights, input shape and machine before thousands of pictures are read."""
    resolve_precision(config.precision, resolve_device(config.device))
    if goes_on:
        return
    if config.gpu and not are_gpus_restricted():
        first = config.gpu.split(",")[0].strip()
        raise ConfigError(f"--gpu {config.gpu} is for the command line, which shows the program no other GPUs. From "
                          f"Python give device=\"cuda:{first}\", and for several GPUs start the script by torchrun.")
    model = DEFAULT_MODEL if config.model == AUTO else config.model
    check_name(model)
    check_wish(config.pretrained, model)
    if is_elsewhere(model):
        expected_pictures(model)
        check_kind(model)
    if config.input_shape:
        check_input_shape(model, pair(config.input_shape))
    check_given_weights(config, model)


def _tell(index: DatasetIndex, facts: Mapping[str, PictureFacts], plan: SplitPlan, emit: Emit,
          control: Control | None) -> None:
    """Name what was left out, say how the pictures were parted, and briefly what else is wrong with them."""
    for finding in plan.findings:
        emit(Notice(finding.message, "warning"))
    emit(Notice(summary(plan)))
    for sentence in unjudged(plan.splits):
        emit(Notice(sentence, "warning"))
    left_out = {finding.kind for finding in plan.findings}
    found = check(index, facts, plan.splits, emit, control, alike=plan.alike, alike_paths=plan.alike_paths)
    others = [finding for finding in found if finding.kind not in left_out]
    lines = brief(others)
    for line in lines:
        emit(Notice(line, "warning"))
    if lines:
        emit(Notice("python -m app check, with the same data, names the pictures."))


def check_usable(splits: Splits, config: TrainConfig) -> None:
    """Check that there is something to learn and something to judge by.

    Raises:
        DataError: Fewer than two classes, or a split that lacks what it needs.
        ConfigError: Another number of classes than expected, or a figure that cannot choose the best epoch.
    """
    if len(splits.classes) < 2:
        found = ", ".join(splits.classes) or "none"
        raise DataError(f"Training needs at least two classes; found: {found}. Put the pictures of each class into a "
                        "folder of its own.")
    if config.num_classes and config.num_classes != len(splits.classes):
        raise ConfigError(f"--num_classes is {config.num_classes}, but the data has {len(splits.classes)} classes "
                          f"({name_list(splits.classes, 5)}). Leave it away or mend the folders.")
    totals = [sum(counts) for counts in zip(*(splits.class_counts(split) for split, _ in splits), strict=True)]
    lonely = [name for name, total in zip(splits.classes, totals, strict=True) if total == 1]
    if lonely:
        raise DataError(f"There is only one readable picture of {name_list(lonely, 5)}. Each class needs at least "
                        "two, one to train and one to judge; add some, or remove the class.")
    empty = splits.classes_lacking("train")
    if empty:
        raise DataError(f"No readable training picture of {name_list(empty, 5)}. Each class needs at least two "
                        "pictures, one to train and one to judge; add some, or remove the class.")
    _check_val(splits, config)


def _check_val(splits: Splits, config: TrainConfig) -> None:
    """Check that the val pictures can choose the best epoch.

    Raises:
        DataError: There are none.
        ConfigError: The figure that chooses it is not defined over them.
    """
    groups = {sample.group for sample in splits.train if sample.group is not None}
    if not splits.val and groups:
        raise DataError(f"No picture is left to validate with: groups are never parted, and the {len(groups)} that the "
                        "pictures form are too few or too large. Give smaller groups (--group_column, --group_pattern) "
                        "or none, or validation pictures of their own (--val_path).")
    if not splits.val:
        raise DataError("There are no readable pictures to validate with. Add some, or give --split 0.8 0.2 0.")
    lacking = splits.classes_lacking("val")
    if config.best_by == "auroc" and len(lacking) == len(splits.classes) - 1:
        only = next(name for name in splits.classes if name not in lacking)
        raise ConfigError(f"--best_by auroc needs val pictures of two classes at least; all of them are of {only}. "
                          "Give another --best_by, or more val pictures.")


def _splits_of_run(config: TrainConfig, splits_path: Path, emit: Emit = ignore,
                   control: Control | None = None) -> Splits:
    """Read a run's splits, relative to the data's folder given now, else to the run's; tell where they are others.

    A table of one's own, beside which no run is, is relative to what the settings name, with their classes file.
    """
    facts = read_facts(splits_path.parent)
    root = _root_of_splits(config, splits_path, facts, _only_progress(emit), control)
    if not root or not Path(root).is_dir():
        raise DataError(f"The pictures' folder {root or 'of that run'} is not there. Give --dataset_path with the "
                        "folder that it was moved to.")
    classes = facts.get("classes") or (read_classes_file(config.classes_path) if config.classes_path else None)
    splits = read_splits(splits_path, root, classes)
    if facts and splits.root != facts.get("root"):
        emit(Notice(f"The run's split is taken over to {splits.root}; pictures that it does not name are not used. "
                    "Give --split with the shares to part all of them anew."))
    return replace(splits, name=str(facts.get("name", splits.name)))


def _root_of_splits(config: TrainConfig, splits_path: Path, facts: dict[str, Any], emit: Emit,
                    control: Control | None) -> str:  # fmt: skip
    """Return the folder that a split's paths are relative to: as given, else the one that the source was read from.

    The latter is another one for archives, tables, the sample, and a folder whose only content is another folder.
    """
    if config.dataset_path and config.dataset_path not in (facts.get("dataset_path"), SAMPLE):
        root = str(Path(config.dataset_path).absolute())
    else:
        root = place_by_facts(facts).here
    names = [name for name, *_ in islice(split_rows(splits_path), NUM_LOOKED_FOR)]
    if not are_some_in(root, names):
        failure: ClasswiseError | None = None
        try:
            read = open_source(config, emit, control).root
            if are_some_in(read, names):
                return read
        except (DataError, ConfigError) as error:
            failure = error  # of a folder, what is wrong is told by the caller
        if is_archive(config.dataset_path) and names:
            raise _no_archive(config.dataset_path, failure, names) from failure
    return root


def _no_archive(archive: str, failure: ClasswiseError | None, names: Sequence[str]) -> DataError:
    """Return the error of an archive whose pictures are no longer in the cache, and that does not bring them back."""
    if failure is None:
        return DataError(f"{archive} holds none of the run's pictures any more, such as {names[0]}. Bring back the "
                         "archive as it was, or give --dataset_path with the folder that they are in now.")
    return DataError(f"The run's pictures are no longer in the cache, and {archive} cannot be unpacked again: {failure}"
                     " Bring the archive back, or give --dataset_path with where it or the folder of the pictures is "
                     "now.")


def _only_progress(emit: Emit) -> Emit:
    """Return what hears how far the reading is, as of an archive that is unpacked anew, and nothing told before."""
    return lambda event: emit(event) if isinstance(event, Progress) else None


def _without_unreadable(splits: Splits, facts: Mapping[str, PictureFacts], emit: Emit, *, goes_on: bool) -> Splits:
    """Leave out pictures that could be read when the run was made but cannot be now, by name."""
    bad = {path: fact.error for path, fact in facts.items() if fact.error}
    total = sum(len(samples) for _, samples in splits)
    if len(bad) * 2 > total:
        if goes_on:
            raise DataError(f"{len(bad)} of the run's {total} pictures are missing or unreadable (first: "
                            f"{next(iter(bad))}). Give --dataset_path with the folder that they were moved to.")
        raise DataError(f"{len(bad)} of the run's {total} pictures are missing or unreadable (first: "
                        f"{next(iter(bad))}). Give --dataset_path with the folder that they were moved to, or --split "
                        "with the shares to part other pictures anew.")
    for path, error in bad.items():
        emit(Notice(f"Left out {path}: {error}", "warning"))
    kept = {str(split): tuple(sample for sample in samples if sample.path not in bad) for split, samples in splits}
    return Splits(splits.root, splits.classes, **kept, name=splits.name)
