"""Run in a process of its own: the real window, with files dragged onto it by the X server's pointer.

Usage: python drop_window.py SOURCE_X SOURCE_Y FOLDER, with drag_source.py on the same screen. Drags onto the middle of
every page, onto fields that take text, and at last opens what was dropped on the Train page. Prints one JSON object:
what the window heard of each drag, what the fields held afterwards, and the folder that was opened.
"""

import json
import sys

from PyQt5.QtCore import QProcess, QTimer
from PyQt5.QtWidgets import QLineEdit, QWidget

from app import desktop
from app.shell import Shell

WAIT_MS = 3000


class Drags:
    """Drags onto one widget after the other."""

    def __init__(self, shell: Shell, place: tuple[int, int]) -> None:
        self.shell, self.window, self.place = shell, shell.context.window, place
        self.heard: dict[str, object] = {}
        self.targets = [(key, None) for key in self.window.pages]
        self.targets += [("train", "text field"), ("train", "opens")]
        self.process = QProcess(self.window)
        self.timer = QTimer(self.window, singleShot=True, interval=WAIT_MS)
        self.timer.timeout.connect(lambda: self.on_dropped(None))
        self.window.paths_dropped.disconnect()
        self.window.paths_dropped.connect(self.on_dropped)
        self.next()

    def next(self) -> None:
        self.page, self.what = self.targets.pop(0)
        self.window.show_page(self.page)
        QTimer.singleShot(200, self.drag)

    def drag(self) -> None:
        page = self.window.pages[self.page]
        self.target: QWidget = page
        if self.what == "text field":
            self.target = next(field for field in page.findChildren(QLineEdit)
                               if field.isEnabled() and not field.visibleRegion().isEmpty())  # fmt: skip
            self.text_before = self.target.text()
        elif self.what == "opens":
            self.window.paths_dropped.connect(self.shell.open_paths)
            self.shell.controllers["train"].data.opened.connect(self.end)
        end = self.target.mapToGlobal(self.target.rect().center())
        (x, y), steps = self.place, []
        for moved in range(1, 6):
            steps += ["mousemove", str(x + (end.x() - x) * moved // 5), str(y + (end.y() - y) * moved // 5),
                      "sleep", "0.05"]  # fmt: skip
        self.process.start("xdotool", ["mousemove", str(x), str(y), "mousedown", "1", "sleep", "0.1", *steps,
                                       "sleep", "0.1", "mouseup", "1"])  # fmt: skip
        if self.what != "opens":
            self.timer.start()

    def on_dropped(self, paths: list[str] | None) -> None:
        self.timer.stop()
        self.heard[self.what or self.page] = paths
        if self.what == "text field":
            self.heard["text kept"] = self.target.text() == self.text_before
        if self.what != "opens":
            QTimer.singleShot(300, self.next)

    def end(self) -> None:
        self.heard["veil"] = self.window._veil.isVisible()
        self.heard["opened"] = self.shell.controllers["train"].data.chosen_path
        print(json.dumps(self.heard), flush=True)
        QTimer.singleShot(0, self.window.close)


def main() -> int:
    begin = Shell.begin

    def begin_with_drags(shell: Shell, to_open: list[str]) -> None:
        begin(shell, [])
        shell.loader.ready.connect(
            lambda _device: setattr(shell, "drags", Drags(shell, (int(sys.argv[1]), int(sys.argv[2])))))

    Shell.begin = begin_with_drags
    return desktop.main(["classwise"])


if __name__ == "__main__":
    sys.exit(main())
