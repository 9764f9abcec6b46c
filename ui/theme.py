"""Colours and measures of the window, in a light and a dark set, and how they reach Qt."""

import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from PyQt5.QtCore import QDir, QObject, QSettings, Qt, pyqtSignal
from PyQt5.QtGui import QColor, QFont, QGuiApplication, QPalette
from PyQt5.QtWidgets import QApplication

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
GRID = 8
"""Distances are multiples of this many pixels."""
FONT_POINTS = 10
TITLE_POINTS = 14


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme, as #RRGGBB.

    Attributes:
        name: "light" or "dark".
        window, surface: Behind everything; behind cards, lists and fields.
        hover, pressed: Behind a button or row under the pointer; being pressed.
        line: Borders and grid lines.
        text, quiet: Text; text of less weight.
        accent, on_accent: The one main action, selections; text upon it.
        good, warn, bad: Right or done; look here; wrong or failed.
        accent_text, good_text: Accent and good as text, which stands out by 4.5:1 from every ground that it has.
        train, val, rate: Curves (Okabe and Ito's palette, safe for colour-blind eyes).
        val_text, rate_text: Val and rate as text; train stands out as it is.
    """

    name: str
    window: str
    surface: str
    hover: str
    pressed: str
    line: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    good: str
    warn: str
    bad: str
    accent_text: str
    good_text: str
    train: str
    val: str
    rate: str
    val_text: str
    rate_text: str

    def color(self, name: str) -> QColor:
        """Return one colour by its token's name."""
        return QColor(getattr(self, name))


LIGHT = Tokens(
    name="light", window="#F6F7F9", surface="#FFFFFF", hover="#EEF1F5", pressed="#E2E7EE", line="#D9DDE3",
    text="#1B1F24", quiet="#5B6570", accent="#2F6FDE", on_accent="#FFFFFF", good="#1E8E5A", warn="#9A6700",
    bad="#C6362F", accent_text="#2A68D4", good_text="#1A7F50", train="#0072B2", val="#D55E00", rate="#009E73",
    val_text="#B85000", rate_text="#007D5B",
)  # fmt: skip
DARK = Tokens(
    name="dark", window="#16181C", surface="#1E2126", hover="#282C33", pressed="#32373F", line="#32373F",
    text="#E6E9ED", quiet="#9AA3AE", accent="#6AA2FF", on_accent="#0E1116", good="#4CC38A", warn="#E0A84A",
    bad="#FF6B63", accent_text="#6AA2FF", good_text="#4CC38A", train="#56B4E9", val="#E69F00", rate="#2FBF94",
    val_text="#E69F00", rate_text="#2FBF94",
)  # fmt: skip
EVEN_LUMINANCE = 0.179
"""From a ground of this luminance black and white stand out alike."""
CHOICES = ("system", "light", "dark")
RUN_COLORS = {
    "light": ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#A17400", "#3A93C4", "#1B1F24", "#7A4FA3"),
    "dark": ("#56B4E9", "#E69F00", "#2FBF94", "#CC79A7", "#F0E442", "#D55E00", "#E6E9ED", "#A98BD6"),
}
"""Colours of several runs by the theme's name: Okabe and Ito's, darker or lighter where they would not be seen."""


class Theme(QObject):
    """The theme in use; follows the system, or stays as chosen.

    Signals:
        changed(Tokens): Other colours are in use from now on.
    """

    changed = pyqtSignal(object)

    def __init__(self, choice: str = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice = choice if choice in CHOICES else "system"
        self.tokens = self._wanted()

    @property
    def choice(self) -> str:
        """What was chosen: "system", "light" or "dark"."""
        return self._choice

    def choose(self, choice: str) -> None:
        """Use another theme from now on."""
        self._choice = choice
        self.refresh()

    def refresh(self) -> None:
        """Look again at what the system uses, and apply it where it changed."""
        wanted = self._wanted()
        if wanted != self.tokens:
            self.tokens = wanted
            self.apply()
            self.changed.emit(wanted)

    def apply(self) -> None:
        """Give the application this theme's palette and style sheet."""
        application = QApplication.instance()
        QDir.setSearchPaths("icons", [str(RESOURCES / "icons")])
        application.setPalette(palette(self.tokens))
        application.setStyleSheet(style_sheet(self.tokens))

    def follow_system(self) -> None:
        """Look again whenever the window comes to the front (Qt 5 tells no change of the system's theme)."""
        QGuiApplication.instance().applicationStateChanged.connect(self._on_state_changed)

    def _on_state_changed(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationActive and self._choice == "system":
            self.refresh()

    def _wanted(self) -> Tokens:
        dark = self._choice == "dark" or (self._choice == "system" and system_is_dark())
        return DARK if dark else LIGHT


def system_is_dark() -> bool:
    """Whether the desktop uses a dark theme; False where it does not say."""
    if sys.platform == "win32":
        key = "HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize"
        return QSettings(key, QSettings.NativeFormat).value("AppsUseLightTheme", 1) in (0, "0")
    if sys.platform == "darwin":
        return _answer(["defaults", "read", "-g", "AppleInterfaceStyle"]).strip() == "Dark"
    return _portal_says_dark() or "dark" in os.environ.get("GTK_THEME", "").lower()


def luminance(color: QColor) -> float:
    """Return how bright a colour is, 0..1, as WCAG 2.2 defines it."""
    parts = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in color.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def ink_on(ground: QColor) -> QColor:
    """Return black or white, whichever stands out more; on any ground that is by 4.5:1 or more."""
    return QColor("black" if luminance(ground) > EVEN_LUMINANCE else "white")


def prepare_application_attributes() -> None:
    """Set what Qt wants before a QApplication is made: sharp at any scale, 125 % and 150 % included.

    On X11, Qt would load OpenGL, which we do not use, and with it Mesa's libLLVM; triton, which comes with torch, then
    crashes on import (segmentation fault in libtriton.so, seen with PyQt5 5.15.11, LLVM 15 and triton 3.9).
    """
    os.environ.setdefault("QT_XCB_GL_INTEGRATION", "none")
    QGuiApplication.setAttribute(Qt.AA_EnableHighDpiScaling)
    QGuiApplication.setAttribute(Qt.AA_UseHighDpiPixmaps)
    QGuiApplication.setAttribute(Qt.AA_DisableWindowContextHelpButton)
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)


def set_up_application(application: QApplication) -> None:
    """Choose Fusion and the font.

    Qt 5 takes a font of Windows' early years by default, which has no semi-bold and draws Chinese from bitmaps; that of
    message boxes is the one that Windows itself uses today (https://bugreports.qt.io/browse/QTBUG-58610).
    """
    font = application.font()
    if sys.platform == "win32":
        font.setFamily(application.font("QMessageBox").family())
    application.setStyle("Fusion")  # forgets the fonts of single kinds of widgets
    font.setPointSizeF(FONT_POINTS)
    application.setFont(font)


def title_font(points: float = TITLE_POINTS) -> QFont:
    """Return the font of titles: larger and semi-bold."""
    font = QFont(QApplication.font())
    font.setPointSizeF(points)
    font.setWeight(QFont.DemiBold)
    return font


def palette(tokens: Tokens) -> QPalette:
    """Return Qt's palette for a theme, so that what no style sheet names fits as well."""
    result = QPalette()
    roles = {
        QPalette.Window: "window", QPalette.WindowText: "text", QPalette.Base: "surface", QPalette.AlternateBase:
        "window", QPalette.Text: "text", QPalette.Button: "surface", QPalette.ButtonText: "text",
        QPalette.BrightText: "bad", QPalette.Highlight: "accent", QPalette.HighlightedText: "on_accent",
        QPalette.Link: "accent_text", QPalette.LinkVisited: "accent_text", QPalette.ToolTipBase: "surface",
        QPalette.ToolTipText: "text", QPalette.PlaceholderText: "quiet", QPalette.Light: "surface",
        QPalette.Midlight: "hover", QPalette.Mid: "line", QPalette.Dark: "line", QPalette.Shadow: "line",
    }  # fmt: skip
    for role, name in roles.items():
        result.setColor(role, tokens.color(name))
    for role in (QPalette.WindowText, QPalette.Text, QPalette.ButtonText, QPalette.HighlightedText):
        result.setColor(QPalette.Disabled, role, tokens.color("quiet"))
    result.setColor(QPalette.Disabled, QPalette.Highlight, tokens.color("line"))
    return result


def style_sheet(tokens: Tokens) -> str:
    """Return the style sheet with this theme's colours put in for @name@."""
    text = (RESOURCES / "styles" / "classwise.qss").read_text(encoding="utf-8")
    for name, value in asdict(tokens).items():
        text = text.replace(f"@{name}@", value)
    return text


def _portal_says_dark() -> bool:
    """Ask the desktop's settings portal (GNOME, KDE, and others) for its colour scheme; 1 is "prefers dark"."""
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return False
    try:
        from PyQt5.QtDBus import QDBus, QDBusConnection, QDBusMessage
    except ImportError:
        return False
    message = QDBusMessage.createMethodCall("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
                                            "org.freedesktop.portal.Settings", "Read")  # fmt: skip
    message.setArguments(["org.freedesktop.appearance", "color-scheme"])
    reply = QDBusConnection.sessionBus().call(message, QDBus.Block, 200)
    values = reply.arguments() if reply.type() == QDBusMessage.ReplyMessage else []
    return bool(values) and values[0] == 1


def _answer(command: list[str]) -> str:
    """Return what a small system command prints; nothing where it fails."""
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=1, check=False).stdout
    except (OSError, subprocess.SubprocessError):
        return ""
