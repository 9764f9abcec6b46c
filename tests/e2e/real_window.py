"""Run in a process of its own: the real window with a real training, moved from within, measured by a timer.

Usage: python real_window.py PICTURES. Prints one JSON object on standard output: seconds until the window was on screen
and until torch was there, delays of the event loop in milliseconds while training, and the run's folder.
"""

import json
import sys
import time

BEGAN = time.perf_counter()
BEAT_MS = 5


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
    delays: list[float] = []
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
        controller.start()
        controller._job.failed.connect(lambda error: facts.update(error=str(error)))
        controller._job.ended.connect(lambda: end(shell))

    def watch(shell: Shell) -> None:
        last = [time.perf_counter()]

        def beat() -> None:
            now = time.perf_counter()
            if shell.context.jobs.of_kind("train") is not None:
                delays.append(1000 * (now - last[0]) - BEAT_MS)
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
        QTimer.singleShot(0, shell.context.window.close)

    Shell.begin = begin_measured
    status = desktop.main(["classwise", *sys.argv[1:]])
    delays.sort()
    facts["num_beats"] = len(delays)
    facts["delay_p99_ms"] = delays[int(0.99 * len(delays))] if delays else None
    facts["delay_max_ms"] = delays[-1] if delays else None
    print(json.dumps(facts))
    return status


if __name__ == "__main__":
    sys.exit(main())
