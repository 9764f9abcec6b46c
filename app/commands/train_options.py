"""train.py's options: made from TrainConfig, so that each setting is said once."""

import argparse
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.commands.common import existing_file
from app.commands.quoting import quoted
from core import config as settings
from core.config import AUTO, SAMPLE, TrainConfig, options
from core.option import Option, problem_with_value

SWITCHES = ("true", "false")
# Digits of 8x8 pixels are learnt in a few epochs, and mirrored ones are no digits.
SAMPLE_SETTINGS: dict[str, Any] = {"epochs": 8, "augmentation": "none"}


def add_config_options(parser: argparse.ArgumentParser, names: Sequence[str] | None = None) -> None:
    """Add an option for each setting (or those named), grouped, without defaults: what is not given is not set.

    Args:
        parser: Gets the options.
        names: Settings to add; None for all.
    """
    groups: dict[str, Any] = {}
    for name, (item, details) in options().items():
        if names is not None and name not in names:
            continue
        group = groups.setdefault(details.group, None) or parser.add_argument_group(details.group)
        groups[details.group] = group
        text = f"{details.help} {_default_text(item.default, details)}".replace("%", "%%")
        if isinstance(item.default, bool):
            group.add_argument(f"--{name}", nargs="?", const="true", choices=SWITCHES, default=argparse.SUPPRESS,
                               metavar="true|false", help=text)
            continue
        group.add_argument(f"--{name}", nargs=details.nargs, type=_value_type(name, details), default=argparse.SUPPRESS,
                           metavar=_metavar(details), help=text)


def given_settings(args: argparse.Namespace) -> dict[str, Any]:
    """Return the settings that were given on the command line, by name, as TrainConfig takes them."""
    given: dict[str, Any] = {}
    for name, (item, _) in options().items():
        if hasattr(args, name):
            value = getattr(args, name)
            if isinstance(item.default, bool):
                value = value == "true"
            given[name] = tuple(value) if isinstance(value, list) else value
    return given


def config_of(args: argparse.Namespace, config_path: Path | None = None) -> TrainConfig:
    """Return the settings: defaults (the sample has its own), then a config.json's, then the command line's.

    Raises:
        ConfigError: A setting is wrong.
    """
    given = given_settings(args)
    base = settings.load(config_path) if config_path else defaults_of(given.get("dataset_path", ""))
    config = replace(base, **given)
    settings.validate(config)
    return config


def defaults_of(dataset_path: str) -> TrainConfig:
    """Return the settings that train.py takes where none are given; the sample digits have their own."""
    return replace(TrainConfig(), **SAMPLE_SETTINGS) if dataset_path == SAMPLE else TrainConfig()


def command_line(config: TrainConfig) -> str:
    """Return the train.py command of some settings; those at the defaults of its data are left out."""
    words = ["python", "train.py"]
    defaults = defaults_of(config.dataset_path)
    for name in options():
        value = getattr(config, name)
        if value != getattr(defaults, name):
            values = value if isinstance(value, tuple) else (value,)
            words += [f"--{name}", *(quoted(str(part).lower() if isinstance(part, bool) else part) for part in values)]
    return " ".join(words)


def config_file(text: str) -> Path:
    """Be an argparse type: a config.json, or the run folder that holds one."""
    return existing_file(os.path.join(text, "config.json") if os.path.isdir(text) else text)


def _value_type(name: str, details: Option) -> Any:
    if details.kind is str:
        return str

    def convert(text: str) -> Any:
        if details.auto and text == AUTO:
            return details.kind(details.auto_value)
        try:
            value = details.kind(text)
        except ValueError as error:
            kind = "a whole number" if details.kind is int else "a number"
            kind += " or auto" if details.auto else ""
            raise argparse.ArgumentTypeError(f"must be {kind}; got {text!r}") from error
        if details.auto and value == details.auto_value:  # else it would be taken for auto
            problem = str(problem_with_value(name, value, details))
            raise argparse.ArgumentTypeError(problem.removeprefix(f"--{name} ").removesuffix("."))
        return value

    return convert


def _metavar(details: Option) -> Any:
    if details.choices:
        return "|".join(details.choices)
    return {str: "TEXT", int: "N", float: "X"}[details.kind]


def _default_text(default: Any, details: Option) -> str:
    if default == "" or default == ():
        return ""
    if details.auto and default == details.auto_value:
        return "(default: auto)"
    if isinstance(default, tuple):
        return f"(default: {' '.join(map(str, default))})"
    return f"(default: {str(default).lower() if isinstance(default, bool) else default})"
