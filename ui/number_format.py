"""How numbers are written in the window: which decimal point, which separator of thousands.

Qt's default locale holds the choice, so that spin boxes and our own texts write alike. All that is shown goes through
`localised`: figures by ui/wording.py, numbers within sentences by ui/language.py.
"""

import string
from typing import Any

from PyQt5.QtCore import QLocale
from PyQt5.QtWidgets import QApplication

AS_LANGUAGE = "language"
AS_SYSTEM = "system"
FORMATS = {
    "point": QLocale(QLocale.English, QLocale.UnitedStates),
    "comma": QLocale(QLocale.German, QLocale.Germany),
    "space": QLocale(QLocale.French, QLocale.France),
}
"""The fixed formats by the name the settings keep: 1,234.5 and 1.234,5 and 1 234,5."""
CHOICES = (AS_LANGUAGE, AS_SYSTEM, *FORMATS)
EXAMPLE = 12345.6
NO_BREAK_SPACE, NARROW_NO_BREAK_SPACE = "\u00a0", "\u202f"
"""What parts a number from its sign, and what some formats part thousands by. The narrow one is written as the other:
many fonts lack it, and a line with a letter of another font is as high as both together."""
PERCENT_SIGN = f"{NO_BREAK_SPACE}%"


def locale_of(choice: str, language: str) -> QLocale:
    """Return the locale that writes numbers.

    Args:
        choice: One of CHOICES; unknown ones are taken as AS_LANGUAGE.
        language: Code of the window's language, such as "zh_CN".
    """
    if choice == AS_SYSTEM:
        return QLocale.system()
    return QLocale(FORMATS[choice]) if choice in FORMATS else QLocale(language)


def use(choice: str, language: str) -> None:
    """Write numbers so from now on, in what is on screen too; texts that were said have to be said again."""
    locale = locale_of(choice, language)
    QLocale.setDefault(locale)
    for widget in QApplication.topLevelWidgets():
        widget.setLocale(locale)


def localised(text: str, locale: QLocale | None = None) -> str:
    """Return a number as Python writes it ("12,345.6") with the separators of the format in use."""
    locale = locale or QLocale()
    separator = NO_BREAK_SPACE if locale.groupSeparator() == NARROW_NO_BREAK_SPACE else locale.groupSeparator()
    return text.translate(str.maketrans({",": separator, ".": locale.decimalPoint()}))


def example(choice: str, language: str) -> str:
    """Return a number in a format, to show what it looks like."""
    return localised(f"{EXAMPLE:,.1f}", locale_of(choice, language))


class NumberFormatter(string.Formatter):
    """Fills a template's places as str.format does, numbers in the format in use."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return one place's text."""
        text = str(super().format_field(value, format_spec))
        return localised(text) if isinstance(value, (int, float)) else text
