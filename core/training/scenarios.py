"""What of a network is trained, from which epoch on, and at what rate."""

from dataclasses import dataclass, replace

from torch import nn

from core.base.errors import ConfigError
from core.config import AUTO, TrainConfig, pair
from models import freezing

FULL = "full_training"
HEAD = "head_only"
PARTIAL = "partial_unfreeze"

# Highest rates of adam and adamw (docs/training.md tells how they were measured).
SCRATCH_LR = 1e-3
SCRATCH_LR_WITHOUT_NORMS = 1e-4
"""Of AlexNet, SqueezeNet and VGG, whose features 1e-3 drives away: they stayed at chance, or learned more slowly. muon,
whose steps are equally long in all directions, has no need of it."""
RATES = {FULL: 3e-4, PARTIAL: 3e-4, HEAD: 1e-3}
FEW_PICTURES = 500
"""With fewer training pictures, and pretrained weights, the last layer alone is trained. That it gives more was
measured with 245 pictures (docs/benchmarks.md); the border itself was not."""
SGD_FACTOR = 10.0
"""sgd moves weights by the gradient itself, which is smaller than adam's steps."""
DECAY, DECAY_IN_GRADIENT = 0.05, 5e-4
"""Weight decay of adamw and muon, times the rate at each step; of sgd and adam, where it is a part of the gradient that
momentum or adam's scaling makes larger: 0.05 there would leave nothing of a weight after a thousand steps."""
MUON_SIDE = 96
"""Shorter side of the pictures from which on muon's own arithmetic, which is the same at every size, pays."""


@dataclass(frozen=True)
class Phase:
    """Epochs in which the same layers learn, with a schedule and an optimizer of their own.

    Attributes:
        scenario: FULL, HEAD or PARTIAL.
        first_epoch, last_epoch: From 1, both belong to it.
        lr: Highest rate.
    """

    scenario: str
    first_epoch: int
    last_epoch: int
    lr: float


def with_scenario(config: TrainConfig, *, from_weights: bool, has_new_head: bool = True,
                  num_train: int = FEW_PICTURES, with_norms: bool = True) -> tuple[TrainConfig, dict[str, str]]:
    """Return the settings with scenario, optimizer, its rate and weight decay resolved, and why each became so.

    Args:
        config: Settings whose `scenario` and `optimizer_type` may be "auto", `lr` 0 and `weight_decay` -1.
        from_weights: The run starts from weights, not from scratch.
        has_new_head: The weights' last layer was of other classes, and is fresh.
        num_train: Training pictures.
        with_norms: The network has norm layers.

    Raises:
        ConfigError: The settings do not go together.
    """
    reasons = {}
    if config.scenario == AUTO:
        scenario, reasons["scenario"] = scenario_for(config, from_weights and has_new_head, num_train)
        config = replace(config, scenario=scenario)
    if config.optimizer_type == AUTO:
        optimizer, reasons["optimizer_type"] = _optimizer_for(config, from_weights)
        config = replace(config, optimizer_type=optimizer)
    if not config.lr:
        lr = default_lr(config, config.scenario, from_weights=from_weights, with_norms=with_norms)
        config = replace(config, lr=lr)
        start = "from weights" if from_weights else "from scratch"
        reasons["lr"] = f"the rate of {config.optimizer_type} for {config.scenario}, {start}"
        if lr == SCRATCH_LR_WITHOUT_NORMS:
            reasons["lr"] = f"the rate of {config.optimizer_type} from scratch for a network without norm layers"
    if config.weight_decay < 0:
        decay = DECAY if config.optimizer_type in ("adamw", "muon") else DECAY_IN_GRADIENT
        config = replace(config, weight_decay=decay)
        reasons["weight_decay"] = f"the usual one of {config.optimizer_type}"
    if config.min_lr > config.lr:
        raise ConfigError(f"--min_lr ({config.min_lr:g}) must not be above --lr ({config.lr:g}).")
    return config, reasons


def scenario_for(config: TrainConfig, has_features: bool, num_train: int) -> tuple[str, str]:
    """Return what is trained where it is left open, and why.

    Args:
        config: The settings; what is said of the layers' rates or of phases asks for all layers.
        has_features: The network starts from pretrained weights with a fresh head.
        num_train: Training pictures.
    """
    is_left_open = not config.head_epochs and config.backbone_lr_factor == 1
    if has_features and is_left_open and num_train < FEW_PICTURES:
        return HEAD, (f"with fewer than {FEW_PICTURES} training photos the last layer alone is fast and often better; "
                      "on pictures unlike photos, such as scans, full_training may be")
    return FULL, "all layers are trained unless pictures are few and weights pretrained"


def _optimizer_for(config: TrainConfig, from_weights: bool) -> tuple[str, str]:
    """Return the optimizer where it is left open, and why; input shape and scenario are resolved."""
    if config.scenario == FULL and not from_weights and not config.head_epochs:
        if min(pair(config.input_shape)) >= MUON_SIDE:
            return "muon", "from scratch it learns more in the same time"
        return "adamw", f"for pictures of less than {MUON_SIDE} px muon's own arithmetic would take too long"
    return "adamw", "the usual one, unless all layers are trained from scratch"


def default_lr(config: TrainConfig, scenario: str, *, from_weights: bool, with_norms: bool = True) -> float:
    """Return the highest learning rate of a scenario for the settings' optimizer."""
    if not from_weights and not with_norms and config.optimizer_type in ("adam", "adamw"):
        return SCRATCH_LR_WITHOUT_NORMS
    rate = RATES[scenario] if from_weights else SCRATCH_LR
    return rate * SGD_FACTOR if config.optimizer_type == "sgd" else rate


def phases(config: TrainConfig) -> tuple[Phase, ...]:
    """Return the phases of a run's resolved settings: one, or the head alone and then what the scenario says.

    The head's phase has the rate that a head alone is trained with, since `lr` is that of what comes after.
    """
    first = config.head_epochs
    scenario = FULL if config.scenario == AUTO else config.scenario  # a checkpoint from before there were scenarios
    main = Phase(scenario, first + 1, config.epochs, config.lr)
    if not first:
        return (main,)
    return Phase(HEAD, 1, first, default_lr(config, HEAD, from_weights=True)), main


def phase_at(config: TrainConfig, epoch: int) -> Phase:
    """Return the phase that an epoch, counted from 1, belongs to."""
    return next((phase for phase in phases(config) if epoch <= phase.last_epoch), phases(config)[-1])


def freeze_for(network: nn.Module, config: TrainConfig, scenario: str) -> None:
    """Let those layers learn that a scenario trains, and freeze the others."""
    if scenario in (FULL, AUTO):
        freezing.train_all_layers(network)
    elif scenario == HEAD:
        freezing.train_layers_from_top(network, 1)
    else:
        freezing.train_layers_from_top(network, freezing.num_layers_of(network, config.unfreeze_percent))


def trained_text(network: nn.Module, config: TrainConfig, phase: Phase) -> str:
    """Return in one sentence which layers learn, for the log; "" where all do from begin to end."""
    if phase.scenario == FULL and not config.head_epochs:
        return ""
    layers = freezing.layers_by_depth(network)
    learning = sum(not freezing.is_frozen_layer(network.get_submodule(name)) for name in layers)
    span = _span(phase) if config.head_epochs else phase.scenario
    if learning == 1:
        return f"{span}: 1 of {len(layers)} layers is trained, at a learning rate of {phase.lr:g}."
    return f"{span}: {learning} of {len(layers)} layers are trained, at a learning rate of {phase.lr:g}."


def _span(phase: Phase) -> str:
    if phase.first_epoch == phase.last_epoch:
        return f"Epoch {phase.first_epoch}"
    return f"Epochs {phase.first_epoch} to {phase.last_epoch}"
