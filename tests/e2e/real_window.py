"""Run in a process of its own: the real window with a real training, moved from within, measured by a timer.

Usage: python real_window.py PICTURES MORE_PICTURES. Trains on the first folder, then predicts the second one with the
new model while autoplay runs. Prints one JSON object on standard output: seconds until the window was on screen and
until torch was there, what the window's own thread computes at once while training and predicting, in milliseconds
(which other programs do not change, as they do its delays), seconds from one picture of autoplay to the next, and the
run's folder.
"""

import json
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.shell import Shell

BEGAN = time.perf_counter()
BEAT_MS = 5
INTERVAL_S = 0.1
NUM_INTERVALS = 40


class Playing:
    """Opens a run's model in Predict, predicts other pictures with autoplay, and closes the window."""

    def __init__(self, shell: "Shell", facts: dict[str, object]) -> None:
        self.window, self.facts, self.times = shell.context.window, facts, []
        self.controller = shell.controllers["predict"]
        self.browser = self.controller.browser
        self.window.show_page("predict")
        self.controller.open_run(facts["run_dir"])
        self.when(lambda: self.controller.model is not None and not self.is_busy, self.list_more)

    @property
    def is_busy(self) -> bool:
        return self.controller.jobs.is_running

    def list_more(self) -> None:
        self.facts["num_stored"] = self.browser.store.num_done
        self.controller.open_pictures([sys.argv[2]])
        self.when(lambda: not self.is_busy and self.browser.store.num_done == 0, self.play)

    def play(self) -> None:
        self.browser.current_changed.connect(lambda _path: self.times.append(time.perf_counter()))
        self.browser.autoplay.set_interval(INTERVAL_S)
        self.controller.run()
        self.browser.toggle_play()
        # A fast machine has predicted all before autoplay has shown enough.
        self.when(lambda: not self.is_busy and len(self.times) > NUM_INTERVALS, self.close)

    def close(self) -> None:
        self.facts["num_predicted"] = self.browser.store.num_done
        self.facts["intervals_s"] = [later - earlier for earlier, later in pairwise(self.times)]
        self.window.close()

    def when(self, condition: Callable[[], bool], then: Callable[[], None]) -> None:
        from PyQt5.QtCore import QTimer

        if condition():
            then()
        else:
            QTimer.singleShot(20, lambda: self.when(condition, then))


def main() -> int:
    import core.data.images  # noqa: F401 - OpenCV first: its Qt plugins must not get in the way of ours
    from app import startup

    if startup.problem():
        print(startup.problem(), file=sys.stderr)
        return 2
    from PyQt5.QtCore import Qt, QTimer

    from app import desktop
    from app.shell import Shell

    facts: dict[str, object] = {}
    works: list[float] = []
    begin = Shell.begin

    def begin_measured(shell: Shell, to_open: list[str]) -> None:
        facts["window_s"] = time.perf_counter() - BEGAN
        begin(shell, to_open)
        controller = shell.controllers["train"]
        shell.loader.ready.connect(lambda _device: facts.update(torch_s=time.perf_counter() - BEGAN))
        controller.data.opened.connect(lambda: QTimer.singleShot(0, lambda: start(shell)))
        watch(shell)

    def start(shell: Shell) -> None:
        controller = shell.controllers["train"]
        if "run_dir" in facts or controller._job is not None:
            return  # the data is opened again when the run has ended
        controller.start()
        controller._job.failed.connect(lambda error: facts.update(error=str(error)))
        controller._job.ended.connect(lambda: end(shell))

    def watch(shell: Shell) -> None:
        last = [time.thread_time()]

        def beat() -> None:
            now = time.thread_time()
            if any(shell.context.jobs.of_kind(kind) for kind in ("train", "predict")):
                works.append(1000 * (now - last[0]))
            last[0] = now

        shell.beat = QTimer()
        shell.beat.setTimerType(Qt.PreciseTimer)
        shell.beat.timeout.connect(beat)
        shell.beat.start(BEAT_MS)

    def end(shell: Shell) -> None:
        page = shell.context.window.pages["train"]
        facts["run_dir"] = shell.controllers["train"]._run_dir
        facts["headline"] = page.summary._headline.text()
        facts["num_draws"] = page.curves.num_draws
        shell.context.window.grab().save(str(facts["run_dir"]) + "/window.png")
        shell.playing = Playing(shell, facts)

    Shell.begin = begin_measured
    status = desktop.main(["classwise", sys.argv[1]])
    works.sort()
    facts["num_beats"] = len(works)
    facts["work_p99_ms"] = works[int(0.99 * len(works))] if works else None
    facts["work_max_ms"] = works[-1] if works else None
    print(json.dumps(facts))
    return status


if __name__ == "__main__":
    sys.exit(main())
