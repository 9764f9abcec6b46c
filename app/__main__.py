"""The command line: python -m app COMMAND.

An old Python reads this file, too, to be told of: what it cannot read is imported after that.
"""

from __future__ import annotations

import sys

try:
    import argparse
    import importlib
    from collections.abc import Sequence

    from app import startup

    if __name__ == "__main__":
        startup.take_interrupts()
except KeyboardInterrupt:  # Ctrl-C in the very first moment
    sys.exit(130)

COMMANDS = {
    "train": "train a network on a folder of pictures",
    "predict": "tell the class of new pictures",
    "evaluate": "judge a trained network on labelled pictures",
    "split": "part a data set into train, val and test",
    "check": "look for what is wrong with a data set",
    "datasets": "fetch public data sets",
    "weights": "list, fetch and import pretrained weights",
    "cache": "look at, limit or clear the cache of decoded pictures",
    "export": "write a model file as ONNX",
    "doctor": "find out what is wrong with an installation",
}

OF_SEVERAL_PROCESSES = ("train", "predict", "evaluate", "doctor")
"""Commands that torchrun may start; of the others, each process would do and write the whole."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        The exit status: 0 done, 1 done with findings, 2 could not run, 130 stopped by Ctrl-C.
    """
    if old := startup.python_problem():
        print(f"Error: {old}", file=sys.stderr)
        return 2
    from app.commands.common import main_guard, parse_words, spell_options_both_ways

    words = spell_options_both_ways(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="python -m app", description="Classwise on the command line.")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND")
    # Only the chosen command's module is imported, so that each starts quickly.
    for name, summary in COMMANDS.items():
        if words[:1] == [name]:
            importlib.import_module(f"app.commands.{name}").add_parser(subparsers)
        else:
            subparsers.add_parser(name, help=summary)
    args = parse_words(parser, words)
    if args.command is None:
        parser.print_help()
        return 2
    return main_guard(lambda: _run(args))


def _run(args: argparse.Namespace) -> int:
    """Run the chosen command.

    Raises:
        ConfigError: Several processes were started for what is one's work.
    """
    from core.base.errors import ConfigError
    from core.process import num_processes

    if num_processes() > 1 and args.command not in OF_SEVERAL_PROCESSES:
        raise ConfigError(f"{args.command} is one process's work; start it without torchrun.")
    status: int = importlib.import_module(f"app.commands.{args.command}").run(args)
    return status


if __name__ == "__main__":
    sys.exit(main())
