"""Starts the desktop application: python runui.py [folder, model file or pictures]."""

import sys

from app import startup

if __name__ == "__main__":
    paths, qt_options = startup.read_words(sys.argv[1:])
    message = startup.problem()
    if message:
        startup.tell(message)
        sys.exit(2)
    from app.desktop import main

    sys.exit(main([sys.argv[0], *paths], qt_options))
