"""The window's language: text is written in English in the source and said in the user's language on screen.

How to write a text that people see:

- a widget or an action: `say(button.setText, "Start training")`, `say(label.setText, message("{n} of {total}", n=3,
  total=20))`, `say(box.setItemText, "As the system", 0)`. The text is set now, and again when the language changes.
- painted text, a model's answer, a figure's title: `shown("True class")` at the moment it is drawn; Qt draws anew when
  the language changes.
- a sentence of the library (`core.base.messages.message`, the text of an error): the same two, for a Message knows its
  template, and one that arrives as plain English is recognised (ui/recognition.py).
- a name that the user gave, such as a class called "yes", where the setter or `shown` would take it for a text of ours:
  `Name("yes")`, or `named(text)` where it may be a Message as well.

The first argument after the setter must be a literal or a Message: the sources of the translations
(resources/i18n/classwise_*.ts) are collected from the code by `python -m tests.translations`.
"""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

from PyQt5 import sip
from PyQt5.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, Qt, QTranslator
from PyQt5.QtGui import QFontMetrics, QTextLayout
from PyQt5.QtWidgets import QApplication, QLabel, QMessageBox, QToolTip

from core.base.messages import Message
from ui.number_format import AS_LANGUAGE, NumberFormatter, use
from ui.qt_texts import QtTexts
from ui.recognition import Recogniser

CONTEXT = "classwise"
FOLDER = Path(__file__).resolve().parents[1] / "resources" / "i18n"
LANGUAGES = {"en": "English", "zh_CN": "简体中文"}
"""The languages by code, each in its own words, in the order of the preferences."""
SYSTEM = "system"
SAID = "classwise_said"
TAGS = re.compile("<[^<>]*>|&lt;")
"""By these Qt takes a text for HTML."""
TIP_CHARACTERS = 64
"""So wide a tooltip gets, in letters of usual width, before it takes another line."""


class Written(Message):
    """A figure in words, such as "93.4 %": text that knows how to write itself anew in another number format.

    Args:
        write: Returns the text in the format of now.
    """

    write: Callable[[], str]

    def __new__(cls, write: Callable[[], str]) -> "Written":
        """Write it now."""
        text = super().__new__(cls, "{text}", text=write())
        text.write = write
        return text

    def __getnewargs_ex__(self) -> tuple[tuple[Any], dict[str, Any]]:
        """Be copied with the way to write it."""
        return (self.write,), {}


class Name(Message):
    """A name that the user gave, of a class, a folder or a file: never translated, though a text of ours may be so."""

    def __new__(cls, name: str) -> "Name":
        """Take the name as it is."""
        return super().__new__(cls, name)


def named(text: str) -> Message:
    """Return a sentence as it is, any other text as a name that the user gave."""
    return text if isinstance(text, Message) else Name(text)


def shown(text: str) -> str:
    """Return a text in the window's language and number format; one that has no translation as it is."""
    if isinstance(text, Written):
        return text.write()
    if isinstance(text, Name):
        return text.template
    if not isinstance(text, Message):
        return QCoreApplication.translate(CONTEXT, text) if text else ""
    template = QCoreApplication.translate(CONTEXT, text.template)
    if not text.values:
        return template
    return NumberFormatter().format(template, **{name: _shown_value(value) for name, value in text.values.items()})


def say(setter: Callable[..., Any], text: str, *leading: Any) -> None:
    """Set a text of a widget or an action in the window's language, and keep it so when the language changes.

    Args:
        setter: A bound method that takes the text, such as label.setText.
        text: English source text or Message.
        leading: Arguments before the text, such as the index of setItemText or setTabText.
    """
    target = setter.__self__  # type: ignore[attr-defined]
    said = target.property(SAID)
    if not isinstance(said, _Said):
        said = _Said()
        target.setProperty(SAID, said)
    said.texts[(setter.__name__, leading)] = text
    _set(setter, leading, text)


def as_tip(text: str) -> str:
    """Return a text for a tooltip.

    One that holds a tag, such as a file's name may, would be taken for HTML. Any other is broken into lines here, for
    Qt would write it in one, however long.
    """
    if TAGS.search(text):
        return f'<p style="white-space: pre-wrap">{escape(text)}</p>'
    return "\n".join(part for line in text.split("\n") for part in _broken(line))


def said_text(setter: Callable[..., Any], *leading: Any) -> str:
    """Return the English text or Message that was last said through a setter; empty where there was none."""
    said = setter.__self__.property(SAID)  # type: ignore[attr-defined]
    return said.texts.get((setter.__name__, leading), "") if isinstance(said, _Said) else ""


def say_again() -> None:
    """Set every text that was said in the language of now, and have everything drawn anew."""
    seen: set[int] = set()
    for widget in QApplication.allWidgets():
        if sip.isdeleted(widget):
            continue
        for item in (widget, *widget.actions(), *widget.findChildren(QObject)):
            if id(item) in seen or sip.isdeleted(item):  # setting one text may do away with another widget
                continue
            seen.add(id(item))
            said = item.property(SAID)
            if isinstance(said, _Said):
                for (name, leading), text in said.texts.items():
                    setter = getattr(item, name, None)
                    if setter is not None:  # Python's half of a widget that is going may be gone already
                        _set(setter, leading, text)
        if not sip.isdeleted(widget):
            widget.update()


def system_language() -> str:
    """Return the code of the language among ours that the system is set to; English for all others."""
    for wanted in QLocale.system().uiLanguages():
        code = wanted.replace("-", "_")
        if code.startswith("zh") and not any(part in code for part in ("TW", "HK", "MO", "Hant")):
            return "zh_CN"
        if code.split("_")[0] == "en":
            return "en"
    return "en"


def read_translations(path: Path) -> dict[str, str]:
    """Return the finished translations of a .ts file (Qt Linguist's XML) by their source."""
    found = {}
    for entry in ElementTree.parse(path).getroot().iter("message"):
        source, translation = entry.findtext("source"), entry.find("translation")
        if source and translation is not None and translation.text and not translation.get("type"):
            found[source] = translation.text
    return found


class Catalog(QTranslator):
    """Our translations, straight from the .ts file: no compiled file that could lag behind it."""

    def __init__(self, texts: dict[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._recogniser = Recogniser(texts)

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """Return a source's translation, or None where it is not ours or has none: Qt then asks the next one."""
        if context != CONTEXT:
            return None
        return self._texts.get(source) or self._recogniser.translate(source)

    def isEmpty(self) -> bool:
        """Qt does not install an empty one."""
        return not self._texts


class Language(QObject):
    """Installs a language and a number format in the application and changes them while the window is open.

    Attributes:
        code: The language in use, a key of LANGUAGES.
        number_format: One of number_format.CHOICES.
    """

    def __init__(self, application: QApplication, choice: str = SYSTEM, number_format: str = AS_LANGUAGE) -> None:
        super().__init__(application)
        self.code = "en"
        self.number_format = number_format
        self._application = application
        self._translators: list[QTranslator] = []
        use(number_format, self.code)
        self.choose(choice)

    def choose(self, choice: str) -> None:
        """Take another language: a key of LANGUAGES, or "system"; unknown ones are taken as "system"."""
        code = choice if choice in LANGUAGES else system_language()
        if code == self.code and (self._translators or code == "en"):
            return
        self.code = code
        for translator in self._translators:
            self._application.removeTranslator(translator)
        self._translators = []
        if code != "en":
            self._translators = [*self._of_qt(code), Catalog(read_translations(FOLDER / f"classwise_{code}.ts"), self)]
        for translator in self._translators:
            self._application.installTranslator(translator)
        use(self.number_format, code)
        say_again()

    def choose_numbers(self, number_format: str) -> None:
        """Write numbers in another format, one of number_format.CHOICES, from now on."""
        self.number_format = number_format
        use(number_format, self.code)
        say_again()

    def _of_qt(self, code: str) -> list[QTranslator]:
        """Return Qt's own translations, of its dialogs and standard buttons."""
        translator, folder = QTranslator(self), QLibraryInfo.location(QLibraryInfo.TranslationsPath)
        if translator.load(f"qtbase_{code}", folder):
            return [translator]
        older = [translator] if translator.load(f"qt_{code}", folder) else []
        return [*older, QtTexts(code, self)]


class _Said:
    """The texts said to one object, by the setter's name and leading arguments."""

    def __init__(self) -> None:
        self.texts: dict[tuple[str, tuple[Any, ...]], str] = {}


def _broken(line: str) -> Iterator[str]:
    """Yield the parts of a line that are narrow enough for a tooltip, broken where its script allows it."""
    font = QToolTip.font()
    width = TIP_CHARACTERS * QFontMetrics(font).averageCharWidth()
    units = line.encode("utf-16-le", "surrogatepass")  # in which Qt counts
    layout = QTextLayout(line, font)
    layout.beginLayout()
    while (part := layout.createLine()).isValid():
        part.setLineWidth(width)
        start, end = 2 * part.textStart(), 2 * (part.textStart() + part.textLength())
        yield units[start:end].decode("utf-16-le", "surrogatepass").rstrip(" ")
    layout.endLayout()


def _shown_value(value: Any) -> Any:
    return shown(value) if isinstance(value, Message) or (isinstance(value, str) and " " in value) else value


def _set(setter: Callable[..., Any], leading: tuple[Any, ...], text: str) -> None:
    """Set a text letter by letter, also where a name in it has tags as HTML has."""
    target = setter.__self__  # type: ignore[attr-defined]
    setter(*leading, as_tip(shown(text)) if setter.__name__ == "setToolTip" else shown(text))
    for label in target.findChildren(QLabel) if isinstance(target, QMessageBox) else [target]:
        if isinstance(label, QLabel) and label.textFormat() == Qt.AutoText:
            label.setTextFormat(Qt.PlainText)
