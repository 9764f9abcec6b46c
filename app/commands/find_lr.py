"""train.py --find_lr: try learning rates, draw what came of it, and say which to take."""

from dataclasses import replace
from pathlib import Path

from app.commands.common import EXIT_FINDINGS, EXIT_OK, ConsoleProgress
from app.commands.train_options import command_line
from core.base.control import Control
from core.base.errors import ConfigError
from core.base.folders import check_writable
from core.config import TrainConfig
from core.process import num_processes


def check_find_lr(resume_training: Path | None) -> None:
    """Refuse what a test of learning rates cannot go with.

    Raises:
        ConfigError: It is combined with going on with a run, or several processes.
    """
    if resume_training is not None:
        raise ConfigError("--find_lr tries learning rates for a new run; a run goes on with its own. Leave "
                          "--resume_training away, or give its weights with --pretrained.")
    if num_processes() > 1:
        raise ConfigError("--find_lr is one process's work; start it without torchrun.")


def find_lr_command(config: TrainConfig, config_path: Path | None, splits_path: Path | None, control: Control) -> int:
    """Try learning rates and tell what was found.

    Args:
        config: The settings of the run that the rate is for.
        config_path: The config.json that they came from.
        splits_path: A run's splits.csv, to use its very split.
        control: Carries a stop.

    Returns:
        The exit status: EXIT_FINDINGS where no rate is better than others.
    """
    from core.evaluation.plots import save_lr_search
    from core.training.lr_finder import find_lr, plot_path

    check_writable(config.log_dir)
    console = ConsoleProgress()
    try:
        search = find_lr(config, console, control, splits_path=splits_path)
    finally:
        console.close()
    path = plot_path(config.log_dir, search.model)
    path.parent.mkdir(parents=True, exist_ok=True)
    save_lr_search(search.rates, search.losses, search.smoothed, search.suggestion, path)
    print(f"Tried {len(search.rates)} learning rates, from {search.rates[0]:.0e} to {search.rates[-1]:.2g}.")
    print(f"Plot: {path}")
    if search.suggestion is None:
        print("At none of them did the loss fall by more than it differs from batch to batch. Keep the usual rate, try "
              "larger batches, or look at the classes and pictures (python -m app check).")
        return EXIT_FINDINGS
    print(f"The loss falls most steeply at {search.suggestion:g}; train with it:")
    least = min(config.min_lr, search.suggestion)
    if least < config.min_lr:
        print(f"  (--min_lr was {config.min_lr:g}, which is above it; the rate is the same all the time then)")
    repeated = f' --config "{config_path}"' if config_path else ""
    print(f"  {command_line(replace(config, lr=search.suggestion, min_lr=least))}{repeated}")
    return EXIT_OK
