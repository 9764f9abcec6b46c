"""OpenCV, imported once for the whole program; elsewhere it is taken from `core.data.images`."""

import os
from typing import Any


def _import_cv2() -> Any:
    """Import OpenCV without the trace that it leaves for Qt.

    opencv-python, which may be there in place of opencv-python-headless, points Qt to its own platform plugins, with
    which PyQt5 aborts on X11 (https://github.com/opencv/opencv-python/issues/386).
    """
    names = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")
    before = {name: os.environ.get(name) for name in names}
    import cv2

    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    return cv2


cv2 = _import_cv2()
# Each picture has a thread of its own; OpenCV's further threads would only compete with them and with the network.
cv2.setNumThreads(1)
# What OpenCV would log of a damaged picture is in the ImageError.
if hasattr(cv2, "setLogLevel"):
    cv2.setLogLevel(0)
