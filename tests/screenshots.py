"""Makes the documentation's pictures of the window anew: python -m tests.screenshots [FOLDER].

Trains on the digits that come with Classwise, in a real window (without a display: set QT_QPA_PLATFORM=offscreen), and
uses folders of its own for settings and runs.
"""

import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.shell import Shell

SIZE = (1280, 800)
EPOCHS = 6
SHOT_AT_EPOCH = 5
SETTLE_MS = 2500
LOOK_MS = 250


class Photographer:
    """Goes from page to page of a window and takes a picture of each.

    Attributes:
        shell: The running application.
        folder: Where the pictures go.
    """

    def __init__(self, shell: "Shell", folder: Path) -> None:
        self.shell = shell
        self.folder = folder
        self.window = shell.context.window

    def begin(self) -> None:
        """Wait until the sample is open, then train."""
        self.window.resize(*SIZE)
        self.shell.controllers["train"].data.opened.connect(lambda: self._after(SETTLE_MS, self._train))

    def _train(self) -> None:
        from core.base.events import BatchEnded

        controller = self.shell.controllers["train"]
        controller.start()
        taken: list[bool] = []

        def hear(events: tuple[Any, ...]) -> None:
            late = [event for event in events if isinstance(event, BatchEnded) and event.epoch >= SHOT_AT_EPOCH]
            if any(event.batch > event.batches // 2 for event in late) and not taken:
                taken.append(True)
                self._after(300, lambda: self._take("training"))

        controller._job.events.connect(hear)
        controller._job.ended.connect(lambda: self._after(500, self._predict))

    def _predict(self) -> None:
        self.window.pages["train"].summary.predict.click()
        self._after(SETTLE_MS, self._show_data)

    def _show_data(self) -> None:
        self._take("predicting")
        self.window.show_page("data")
        self._when_idle(self._evaluate)

    def _evaluate(self) -> None:
        self._take("data")
        self.shell.controllers["evaluate"].open_run(self._run_dir())
        self._when_idle(self._show_runs)

    def _show_runs(self) -> None:
        self._take("evaluating")
        self.shell.controllers["runs"].show_run(self._run_dir())
        self._when_idle(self._show_dark)

    def _show_dark(self) -> None:
        self._take("runs")
        self.shell.preferences.change("theme", "dark")
        self.window.show_page("train")
        self._after(SETTLE_MS, self._end)

    def _end(self) -> None:
        self._take("dark")
        self.window.close()

    def _run_dir(self) -> str:
        (run_dir,) = Path(self.shell.context.settings.train["log_dir"]).iterdir()
        return str(run_dir)

    def _take(self, name: str) -> None:
        path = self.folder / f"{name}.png"
        self.window.grab().save(str(path))
        print(path, flush=True)

    def _when_idle(self, then: Callable[[], object], waited: int = 0) -> None:
        """Go on when no job has run for a while."""
        waited = 0 if self.shell.context.jobs.running else waited + LOOK_MS
        if waited > SETTLE_MS:
            then()
        else:
            self._after(LOOK_MS, lambda: self._when_idle(then, waited))

    def _after(self, ms: int, then: Callable[[], object]) -> None:
        from PyQt5.QtCore import QTimer

        QTimer.singleShot(ms, then)


def main(folder: Path) -> int:
    """Start the application with a photographer; returns its exit status."""
    own = Path(tempfile.mkdtemp(prefix="classwise-screenshots-"))
    os.environ["CLASSWISE_DATA"] = str(own / "data")
    (own / "data").mkdir()
    train = {"epochs": str(EPOCHS), "augmentation": "light", "pretrained": "none", "log_dir": str(own / "runs")}
    text = json.dumps({"theme": "light", "train": train})
    (own / "data" / "settings.json").write_text(text, encoding="utf-8")
    folder.mkdir(parents=True, exist_ok=True)

    from app import startup

    if startup.problem():
        print(startup.problem(), file=sys.stderr)
        return 2
    from app import desktop
    from app.shell import Shell

    begin = Shell.begin

    def begin_and_drive(shell: Shell, to_open: list[str]) -> None:
        begin(shell, ["sample"])
        Photographer(shell, folder).begin()

    Shell.begin = begin_and_drive  # type: ignore[method-assign]
    return desktop.main(["classwise"])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/images")))
