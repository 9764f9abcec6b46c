"""Makes the README's pictures of the window anew: python -m tests.screenshots [FOLDER].

Trains on the digits that come with Classwise, in a real window (without a display: set QT_QPA_PLATFORM=offscreen), and
uses folders of its own for settings and runs.
"""

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

SIZE = (1280, 800)
EPOCHS = 6
SHOT_AT_EPOCH = 5
SETTLE_MS = 2500


def main(folder: Path) -> int:
    own = Path(tempfile.mkdtemp(prefix="classwise-screenshots-"))
    os.environ["CLASSWISE_DATA"] = str(own / "data")
    (own / "data").mkdir()
    train = {"epochs": str(EPOCHS), "augmentation": "light", "log_dir": str(own / "runs")}
    text = json.dumps({"theme": "light", "train": train})
    (own / "data" / "settings.json").write_text(text, encoding="utf-8")
    folder.mkdir(parents=True, exist_ok=True)

    from app import startup

    if startup.problem():
        print(startup.problem(), file=sys.stderr)
        return 2
    from PyQt5.QtCore import QTimer

    from app import desktop
    from app.shell import Shell
    from core.base.events import BatchEnded

    begin = Shell.begin

    def take(shell: Shell, name: str) -> None:
        shell.context.window.grab().save(str(folder / f"{name}.png"))
        print(f"{folder / name}.png")

    def begin_and_drive(shell: Shell, to_open: list[str]) -> None:
        shell.context.window.resize(*SIZE)
        begin(shell, ["sample"])
        shell.controllers["train"].data.opened.connect(lambda: QTimer.singleShot(SETTLE_MS, lambda: start(shell)))

    def start(shell: Shell) -> None:
        controller = shell.controllers["train"]
        controller.start()
        taken: list[bool] = []

        def hear(events: tuple[Any, ...]) -> None:
            late = [event for event in events if isinstance(event, BatchEnded) and event.epoch >= SHOT_AT_EPOCH]
            if any(event.batch > event.batches // 2 for event in late) and not taken:
                taken.append(True)
                QTimer.singleShot(300, lambda: take(shell, "training"))

        controller._job.events.connect(hear)
        controller._job.ended.connect(lambda: QTimer.singleShot(500, lambda: predict(shell)))

    def predict(shell: Shell) -> None:
        shell.context.window.pages["train"].summary.predict.click()
        QTimer.singleShot(SETTLE_MS, lambda: dark(shell))

    def dark(shell: Shell) -> None:
        take(shell, "predicting")
        shell.preferences.change("theme", "dark")
        shell.context.window.show_page("train")
        QTimer.singleShot(SETTLE_MS, lambda: end(shell))

    def end(shell: Shell) -> None:
        take(shell, "dark")
        shell.context.window.close()

    Shell.begin = begin_and_drive
    return desktop.main(["classwise"])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/images")))
