"""A little window that files can be dragged out of, as out of a file manager: drag_source.py X Y PATH..."""

import sys

from PyQt5.QtCore import QMimeData, Qt, QUrl
from PyQt5.QtGui import QDrag, QMouseEvent
from PyQt5.QtWidgets import QApplication, QWidget


class Source(QWidget):
    """Begins a drag of its files at every press; file managers offer the same paths as text, too."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(path) for path in sys.argv[3:]])
        data.setText("\n".join(sys.argv[3:]))
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.CopyAction | Qt.MoveAction | Qt.LinkAction, Qt.CopyAction)


application = QApplication(sys.argv[:1])
source = Source(None, Qt.FramelessWindowHint | Qt.WindowStaysOnTopHint)
source.setGeometry(int(sys.argv[1]), int(sys.argv[2]), 60, 60)
source.show()
print("ready", flush=True)
sys.exit(application.exec())
