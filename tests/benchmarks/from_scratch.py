"""What networks of every family learn from scratch by the default recipe: one that stays at chance needs another."""

import argparse
import math
from pathlib import Path

from core.base.events import EpochEnded, Event, RunStarted
from core.config import SAMPLE, TrainConfig
from core.training import run as runs
from tests.benchmarks.measuring import Options, Row, number
from tests.benchmarks.pictures import own_folders

TITLE = "Val accuracy after a short training from scratch, by the default recipe; the floor is twice chance"
EPOCHS = 8
AIM = 0.8
SMALLEST = ("resnet18", "mobilenet_v2", "mobilenet_v3_small", "efficientnet_b0", "shufflenet_v2_x0_5", "mnasnet0_5",
            "regnet_x_400mf", "regnet_y_400mf", "squeezenet1_1", "squeezenet1_0", "alexnet", "vgg11", "densenet121",
            "googlenet", "convnext_tiny", "swin_t", "vit_b_32")  # fmt: skip
"""The smallest network of each family, and those that were seen to stay at chance once."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this benchmark's options."""
    parser.add_argument("--epochs", type=int, default=EPOCHS)


def measure(options: Options) -> list[Row]:
    """Train one network after the other on the sample digits, or on the given class folders."""
    with own_folders() as place:
        return [_row(model, options, place) for model in options.models(*SMALLEST)]


def _row(model: str, options: Options, place: Path) -> Row:
    events: list[Event] = []
    augmentation = "standard" if options.data else "none"  # as train.py has it for the sample: mirrored digits are none
    config = TrainConfig(dataset_path=options.data or SAMPLE, log_dir=str(place / "runs"), model=model, device="cpu",
                         precision=options.precision, pretrained="none", augmentation=augmentation,
                         epochs=1 if options.quick else options.others["epochs"])  # fmt: skip
    runs.train(config, events.append)
    begun = next(event for event in events if isinstance(event, RunStarted))
    last = [event for event in events if isinstance(event, EpochEnded)][-1]
    chosen = begun.config
    sides, chance = " x ".join(map(str, chosen["input_shape"])), math.log(len(begun.classes))
    details = (f"{last.epoch} epochs at {sides} px, {chosen['optimizer_type']} at {chosen['lr']:g}, train loss "
               f"{number(last.train_loss)} (chance {chance:.3g}), {last.seconds * last.epoch:.0f} s")  # fmt: skip
    return Row(model, last.val_accuracy, 2 / len(begun.classes), AIM, details=details)
