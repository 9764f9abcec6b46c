"""Every setting of a training, in one place.

`TrainConfig` is the only list of settings: train.py's options, the window's form and config.json are all made from its
fields and their metadata (core.option), so that a setting has one name, one default, one range and one explanation.
"""

import json
from collections.abc import Mapping
from dataclasses import Field, asdict, dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from core.base.errors import ConfigError
from core.base.messages import message
from core.base.moved_places import mirror_problem
from core.option import Option, option, problem_with_value

AUTO = "auto"
DEFAULT_MODEL = "resnet18"  # what the network "auto" becomes
FACTS = "run"  # in a config.json: what is known of the run, beside the settings
SAMPLE = "sample"  # as dataset_path: the digits that come with Classwise

OPTIMIZERS = (AUTO, "adam", "adamw", "muon", "sgd")
SCHEDULES = ("cos", "step", "multistep", "warmup", "plateau")
LOSSES = ("ce", "focal", "dice", "ce+focal", "ce+dice")
AUGMENTATIONS = ("none", "light", "standard", "strong", "randaugment")
FLIPS = ("horizontal", "vertical", "both", "none")
SAMPLERS = ("shuffle", "balanced")
RESIZES = ("letterbox", "crop", "stretch")
PRECISIONS = ("auto", "fp32", "bf16", "fp16")
SCENARIOS = ("auto", "full_training", "head_only", "partial_unfreeze")
CACHES = ("auto", "ram", "disk", "off")
BEST_BY = ("val_loss", "val_accuracy", "balanced_accuracy", "f1_macro", "auroc", "mcc")


@dataclass(frozen=True)
class TrainConfig:
    """Settings of a training. "auto" is resolved from the data and the machine before the run begins."""

    # Data
    dataset_path: str = option("", "Data", "Folder with one folder of pictures a class, or with train, val and test "
                               "folders of such; 'sample' for the digits that come with Classwise.", advanced=False)
    val_path: str = option("", "Data", "Validation pictures, where they lie elsewhere.")
    test_path: str = option("", "Data", "Test pictures, where they lie elsewhere.")
    dataset_format: str = option(AUTO, "Data", "Form of the source; auto looks at what the path is.",
                                 choices=("auto", "folders", "split_folders", "table", "onehot", "list", "json"))
    metadata_path: str = option("", "Data", "Table with a row a picture (CSV, TSV or XLSX).")
    images_dir: str = option("", "Data", "Folder of the table's or list's pictures; default: beside it.")
    image_column: str = option("", "Data", "Column of the picture's name; default: found by its usual names.")
    label_column: str = option("", "Data", "Column of the class; default: found by its usual names.")
    group_column: str = option("", "Data", "Column of what must not be parted by a split, such as the patient.")
    split_column: str = option("", "Data", "Column that says train, val or test.")
    classes_path: str = option("", "Data", "Text file with a class name a line, in index order.")
    group_pattern: str = option("", "Data", "Regular expression over file names whose part (?P<group>...) is the group "
                                "that a split must not part.")
    group_by_parent: bool = option(False, "Data", "Pictures of one parent folder stay in one split.")
    duplicates: str = option("together", "Data", "Nearly equal pictures go to one split, or are not looked for.",
                             choices=("together", "ignore"))
    num_classes: int = option(0, "Data", "Number of classes you expect; a different number in the data is an error. "
                              "0: as found.", low=0)
    split: tuple[float, ...] = option((0.8, 0.1, 0.1), "Data", "Shares of train, val and test where the data has no "
                                      "split; one number: train's share, the rest val.", nargs="+", kind=float,
                                      low=0.0, high=1.0, advanced=False)

    # Network
    model: str = option(AUTO, "Network", "Name of the network; auto picks one by the size of the pictures.",
                        advanced=False)
    pretrained: str = option(AUTO, "Network", "Weights to start from: a file, a run folder, a network's name, or "
                             "none for from scratch; auto: torchvision's pretrained ones where they help and can be "
                             "had.", advanced=False)
    weights_mirror: str = option("", "Network", "Address of a folder that has the pretrained weights' files; default: "
                                 "CLASSWISE_WEIGHTS_MIRROR in the environment, else torchvision's own.")
    input_shape: tuple[int, ...] = option((), "Network", "Height and width in pixels that pictures are resized to; one "
                                          "number for both; default: by the size of the pictures.", nargs="+",
                                          kind=int, low=1, high=4096, advanced=False)
    in_channels: str = option(AUTO, "Network", "1 for gray, 3 for colour; auto looks at the pictures.",
                              choices=("auto", "1", "3"))
    resize: str = option("crop", "Network", "How a picture fits the input: whole with a border, its middle, or "
                         "stretched.", choices=RESIZES)
    dropout_rate: float = option(-1.0, "Network", "Share of features dropped before the last layer, 0 to 0.95; "
                                 "auto: as the network comes.", low=0.0, high=0.95, auto=True, auto_value=-1.0)

    # Training
    epochs: int = option(20, "Training", "Times that every training picture is seen.", low=1, high=100000,
                         advanced=False)
    batch_size: int = option(0, "Training", "Pictures a step; auto: as many as are useful and fit in memory.", low=1,
                             high=65536, auto=True, advanced=False)
    seed: int = option(0, "Training", "Number that every random choice derives from.", low=0, high=2**31 - 1)
    augmentation: str = option("standard", "Training", "How strongly training pictures are varied.",
                               choices=AUGMENTATIONS, advanced=False)
    train_scale: float = option(1.0, "Training", "Sides of training pictures as a share of the picture size, which "
                                "validation and prediction take whole; 0.75 takes about half the arithmetic.",
                                low=0.0, exclusive_low=True, high=1.0)
    train_scale_start: float = option(0.0, "Training", "The same share in the first epoch, from which it grows to "
                                      "--train_scale by the last, so that early epochs are cheap; 1: it does not grow. "
                                      "auto: 0.5 where all layers are trained from scratch.",
                                      low=0.0, exclusive_low=True, high=1.0, auto=True)
    sampler: str = option("shuffle", "Training", "shuffle: every picture once an epoch; balanced: drawn so that each "
                          "class comes equally often, rare ones several times.", choices=SAMPLERS)
    early_stopping_patience: int = option(0, "Training", "Epochs without a better result after which training ends; "
                                          "0: never.", low=0)
    best_by: str = option("val_loss", "Training", "Figure on val that chooses the best epoch.", choices=BEST_BY)

    # Augmentation
    flip: str = option("horizontal", "Augmentation", "Mirroring of training pictures where they are varied; none where "
                       "letters, or left and right, tell classes apart; both where no side is up.", choices=FLIPS)
    randaugment_ops: int = option(2, "Augmentation", "randaugment: operations a picture.", low=0, high=14)
    randaugment_magnitude: int = option(9, "Augmentation", "randaugment: strength of the operations.", low=0, high=30)
    mixup: float = option(0.0, "Augmentation", "mixup: pictures of a batch are blended in pairs; how evenly, 0.2 "
                          "seldom and 1 often; 0: never. Needs many epochs.", low=0.0, high=100.0)
    cutmix: float = option(0.0, "Augmentation", "CutMix: a box of another picture is pasted in; how large, 1 being any "
                           "size; 0: never. With mixup, either of them at random.", low=0.0, high=100.0)

    # Fine-tuning
    scenario: str = option(AUTO, "Fine-tuning", "Which layers are trained: all, the last one alone, or a share from "
                           "the top; auto: the last one where pictures are few and the weights "
                           "pretrained, else all.", choices=SCENARIOS, advanced=False)
    unfreeze_percent: float = option(25.0, "Fine-tuning", "partial_unfreeze: percent of the layers that are trained, "
                                     "counted from the last one back.", low=0.0, high=100.0)
    backbone_lr_factor: float = option(1.0, "Fine-tuning", "The learning rate of all layers but the last is multiplied "
                                       "by this; below 1 to keep more of the pretrained weights.", low=0.0,
                                       exclusive_low=True, high=1.0)
    head_epochs: int = option(0, "Fine-tuning", "That many of the epochs come first with the last layer alone being "
                              "trained; then the others join in.", low=0, high=100000)
    feature_draws: int = option(2, "Fine-tuning", "head_only, head_epochs: how many variations of each picture are "
                                "computed once and used in turns; 0: new ones each epoch, at the cost of a pass over "
                                "the pictures each.", low=0, high=1000)

    # Optimizer
    optimizer_type: str = option(AUTO, "Optimizer", "Rule that turns gradients into steps; auto: muon where all layers "
                                "are trained from scratch on pictures that are not tiny, else adamw.",
                                choices=OPTIMIZERS)
    lr: float = option(0.0, "Optimizer", "Learning rate at its highest; auto: by what is trained and from what.",
                       low=0.0, exclusive_low=True, high=100.0, auto=True, advanced=False)
    momentum: float = option(0.9, "Optimizer", "Momentum of sgd and muon.", low=0.0, high=0.9999)
    beta_1: float = option(0.9, "Optimizer", "First moment's decay of adam and adamw, and of what muon leaves to "
                          "adamw.", low=0.0, high=0.9999)
    weight_decay: float = option(-1.0, "Optimizer", "Pull of the weights towards zero, 0 to 10; auto: by the "
                                 "optimizer: 0.05 for adamw and muon, 0.0005 for sgd and adam, which take it into the "
                                 "gradient.", low=0.0, high=10.0, auto=True, auto_value=-1.0)
    decay_all: bool = option(False, "Optimizer", "That pull also on biases, norm layers, position embeddings and the "
                             "like, which are spared otherwise.")
    clip_grad: float = option(0.0, "Optimizer", "Longest gradient (its norm over all weights); longer ones are "
                              "shortened, against sudden jumps of the loss; 0: any.", low=0.0, high=1e6)
    accumulate: int = option(1, "Optimizer", "Batches an optimizer step is made of: as a batch that many times as "
                             "large, in the memory of one.", low=1, high=65536)
    ema_decay: float = option(0.0, "Optimizer", "Share that the moving average of the weights keeps at each step, such "
                              "as 0.999; the average is then what is judged and used; 0: none.", low=0.0, high=0.99999)

    # Schedule
    lr_schedule_type: str = option("cos", "Schedule", "Course of the learning rate after the warm-up.",
                                   choices=SCHEDULES)
    warmup_ratio: float = option(0.05, "Schedule", "Share of all steps in which the learning rate rises from zero.",
                                 low=0.0, high=1.0)
    min_lr: float = option(0.0, "Schedule", "Lowest learning rate.", low=0.0, high=100.0)
    lr_step_size: int = option(10, "Schedule", "step: epochs between two drops.", low=1)
    lr_milestones: tuple[int, ...] = option((10, 15), "Schedule", "multistep: epochs after which it drops.", nargs="+",
                                            kind=int, low=1)
    lr_gamma: float = option(0.1, "Schedule", "step, multistep, plateau: factor of a drop.", low=0.0,
                             exclusive_low=True, high=1.0)
    plateau_patience: int = option(3, "Schedule", "plateau: epochs without a better val loss before a drop.", low=0)

    # Loss
    loss: str = option("ce", "Loss", "What is made small.", choices=LOSSES)
    label_smoothing: float = option(0.1, "Loss", "Share of the target spread over all classes (ce).", low=0.0,
                                    high=0.99)
    use_class_weights: bool = option(False, "Loss", "Weigh rare classes more, by the inverse of their frequency.")

    # Machine
    device: str = option(AUTO, "Machine", "auto, cpu, cuda, cuda:N or mps.")
    gpu: str = option("", "Machine", "Numbers of the GPUs to train on, such as 0, or 5,6,7 for three processes that "
                      "share each batch.")
    precision: str = option(AUTO, "Machine", "Number format of the arithmetic; auto: bf16 where the device is good at "
                            "it, else fp32.", choices=PRECISIONS)
    sync_batchnorm: bool = option(False, "Machine", "With several GPUs (torchrun), batch norm takes the statistics of "
                                  "all of them; for few pictures a GPU.")
    num_threads: int = option(0, "Machine", "Threads that read pictures; 0: by the number of cores.", low=0, high=256)
    cache: str = option(AUTO, "Machine", "Keeps decoded pictures for the next epochs: in memory, on disk (also for "
                        "later runs), or not; auto: in memory where they fit.", choices=CACHES)
    cache_gb: float = option(0.0, "Machine", "Most that the cache may take, in GB; 0: a quarter of the free memory, or "
                             "on disk what python -m app cache allows.", low=0.0, high=1e6)

    # Records
    log_dir: str = option("runs", "Records", "Folder that the run's folder is made in.")
    freq: int = option(0, "Records", "Every that many epochs a checkpoint is kept; 0: never.", low=0)
    logging_steps: int = option(10, "Records", "Steps between two looks at the loss on a GPU, and between two points "
                                "in TensorBoard.", low=1)


def pair(shape: tuple[int, ...]) -> tuple[int, int]:
    """Return a shape given as one side or two, such as `input_shape`, as (height, width)."""
    return shape[0], shape[-1]


def options() -> dict[str, tuple[Field[Any], Option]]:
    """Return every setting's dataclass field and Option by name, in order."""
    return {item.name: (item, item.metadata["option"]) for item in fields(TrainConfig)}


def validate(config: TrainConfig) -> None:
    """Check every setting's type and range, and that the settings go together.

    Raises:
        ConfigError: Names the setting, its type or range, and what was given.
    """
    for name, (item, details) in options().items():
        value = getattr(config, name)
        _check_type(name, value, item.default, details)
        problem = problem_with(name, value)
        if problem:
            raise ConfigError(problem)
    _check_split(config.split)
    if len(config.input_shape) > 2:
        raise ConfigError(f"--input_shape takes height and width, or one number; got {config.input_shape}.")
    if config.lr and config.min_lr > config.lr:
        raise ConfigError(f"--min_lr ({config.min_lr:g}) must not be above --lr ({config.lr:g}).")
    if config.head_epochs and (config.scenario == "head_only" or config.head_epochs >= config.epochs):
        raise ConfigError(f"--head_epochs {config.head_epochs} leaves nothing to train after it (--epochs "
                          f"{config.epochs}, --scenario {config.scenario}). Give fewer of them.")
    if list(config.lr_milestones) != sorted(set(config.lr_milestones)):
        raise ConfigError(f"--lr_milestones must rise; got {' '.join(map(str, config.lr_milestones))}.")
    if config.sampler == "balanced" and config.use_class_weights:
        raise ConfigError(message("--sampler balanced and --use_class_weights both make up for rare classes; together "
                                  "they do it twice over. Give one of the two."))
    if problem := mirror_problem(config.weights_mirror, "--weights_mirror"):
        raise ConfigError(problem)


def problem_with(name: str, value: Any) -> str | None:
    """Return what is wrong with a setting's value by itself, in one sentence, or None."""
    details = options()[name][1]
    is_auto = details.auto and value == details.auto_value
    return None if is_auto else problem_with_value(name, value, details)


def resolved(config: TrainConfig, **changes: Any) -> TrainConfig:
    """Return the config with some settings replaced, checked."""
    changed = replace(config, **changes)
    validate(changed)
    return changed


def to_plain(config: TrainConfig) -> dict[str, Any]:
    """Return the settings as plain JSON values (tuples become lists)."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(config).items()}


def from_plain(values: Mapping[str, Any]) -> TrainConfig:
    """Make a TrainConfig of plain values, such as config.json holds.

    Settings that are missing take their defaults; keys that are no setting are ignored (config.json holds facts about
    the run beside the settings).

    Raises:
        ConfigError: A value is of the wrong type or out of its range.
    """
    known: dict[str, Any] = {}
    for name, (item, details) in options().items():
        if name in values:
            known[name] = _converted(name, values[name], item.default, details)
    config = TrainConfig(**known)
    validate(config)
    return config


def load(path: str | Path) -> TrainConfig:
    """Read the settings from a config.json.

    Raises:
        ConfigError: The file is missing, is no JSON object or holds a wrong value.
    """
    return from_plain(_read(path))


def unknown_names(path: str | Path) -> dict[str, str]:
    """Return the keys of a config.json that are no setting, each with the setting that is called like it, or "".

    Raises:
        ConfigError: As for `load`.
    """
    names = [*options()]
    return {key: next(iter(get_close_matches(key, names, 1)), "") for key in _read(path)
            if key not in names and key != FACTS}  # fmt: skip


def _read(path: str | Path) -> dict[str, Any]:
    try:
        values = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"Cannot read the settings {path}: {error.strerror}. Give a run's config.json.") from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not JSON ({error}). Give a run's config.json.") from error
    if not isinstance(values, dict):
        raise ConfigError(f"{path} must hold a JSON object of settings; it holds a {type(values).__name__}.")
    return values


def _converted(name: str, value: Any, default: Any, details: Option) -> Any:
    wanted = type(default)
    if details.auto and value == AUTO:
        return wanted(details.auto_value)
    if wanted is tuple and isinstance(value, (list, tuple)):
        return tuple(_converted(name, item, details.kind(), details) for item in value)
    _check_type(name, value, default, details)
    return float(value) if wanted is float else value


def _check_type(name: str, value: Any, default: Any, details: Option) -> None:
    """Check that a setting is of its default's type (a whole number may stand for a float), and each part of its kind.

    Raises:
        ConfigError: Names the setting, its type and what was given.
    """
    wanted = type(default)
    is_right = isinstance(value, (int, float) if wanted is float else wanted)
    if not is_right or (isinstance(value, bool) and wanted is not bool):
        raise ConfigError(f"The setting {name} must be of type {wanted.__name__}; got {value!r}.")
    for part in value if wanted is tuple else ():
        _check_type(name, part, details.kind(), details)


def _check_split(shares: tuple[float, ...]) -> None:
    text = " ".join(f"{share:g}" for share in shares)
    if len(shares) not in (1, 2, 3):
        raise ConfigError(f"--split takes one to three shares (train, val, test); got {text}.")
    if len(shares) == 1 and not 0 < shares[0] < 1:
        raise ConfigError(f"--split with one number is train's share, between 0 and 1; got {text}.")
    if len(shares) > 1:
        if abs(sum(shares) - 1) > 1e-6:
            raise ConfigError(f"--split's shares must sum to 1; {text} sum to {sum(shares):g}.")
        if shares[0] <= 0 or shares[1] <= 0:
            raise ConfigError(f"--split's shares of train and val must be above 0; got {text}.")
