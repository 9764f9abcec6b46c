"""One training by train.py or in the window, in a process of its own beside the other; `window` reads its records.

    python -m tests.benchmarks.window_training window|train.py OPTIONS

OPTIONS is a JSON object of options of train.py and their values.
"""

import json
import os
import sys
from pathlib import Path


def main() -> None:
    """Train, and print an empty object."""
    program, options = sys.argv[1], json.loads(sys.argv[2])
    train = in_the_window if program == "window" else by_train_py
    status = train(options)
    print(json.dumps({}))
    sys.exit(status)


def by_train_py(options: dict[str, str]) -> int:
    """Train as train.py does; returns its exit status."""
    from app.commands.train import main as train

    sys.argv = ["train.py", *(word for name, value in options.items() for word in (f"--{name}", value))]
    return train()


def in_the_window(options: dict[str, str]) -> int:
    """Open the window, drop the folder into it, press Start, and close it when the training has ended."""
    from app import desktop
    from app.shell import Shell

    settings = Path(os.environ["CLASSWISE_DATA"]) / "settings.json"
    settings.parent.mkdir(exist_ok=True)
    form = {name: value for name, value in options.items() if name != "dataset_path"}
    settings.write_text(json.dumps({"train": form}), encoding="utf-8")
    begin = Shell.begin

    def begin_and_train(shell: Shell, to_open: list[str]) -> None:
        begin(shell, [options["dataset_path"]])
        controller = shell.controllers["train"]

        def train() -> None:
            controller.start()
            controller._job.ended.connect(shell.context.window.close)

        controller.data.opened.connect(train)

    Shell.begin = begin_and_train  # type: ignore[method-assign]
    return desktop.main(["classwise"])


if __name__ == "__main__":
    main()
