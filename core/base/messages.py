"""Sentences that remember how they were made, so that a window can say them in another language.

The library speaks English: a Message is the English text, as str, for logs, files and the command line. Beside it stand
the template and the values, from which the window makes the same sentence in the user's language.
"""

from collections.abc import Iterable, Sequence
from typing import Any

SENTENCES = "{first} {second}"
LIST = "{first}, {second}"
"""How sentences and items follow each other; translated, for Chinese has no space between them."""


class Message(str):
    """An English sentence that knows its template and its values.

    Attributes:
        template: The text as it stands in the source, with places such as {name} or {count:,}.
        values: What stands in the places; one that is a Message is a part of the sentence with a template of its own.
    """

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, /, **values: Any) -> "Message":
        """Fill the template's places; see `message`."""
        text = super().__new__(cls, template.format(**values) if values else template)
        text.template = template
        text.values = values
        return text

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        """Be copied and sent with template and values."""
        return (self.template,), self.values


def message(template: str, /, **values: Any) -> Message:
    """Make a sentence of a template with named places, such as "{count:,} pictures", and their values.

    The template must be a literal, for the translations are collected from the source.
    """
    return Message(template, **values)


def plural(number: int, one: str, many: str, /, **values: Any) -> Message:
    """Make a sentence about a number, which both templates may hold as {n}.

    Args:
        number: What decides; 1 takes `one`.
        one: Template for one thing, such as "{n} picture".
        many: Template for none or several, such as "{n:,} pictures".
        values: Further values.
    """
    return Message(one if number == 1 else many, n=number, **values)


def first_names(names: Sequence[str], most: int = 8) -> str:
    """Return names in one line, the first `most` of many: "a, b, ..."."""
    return ", ".join(names[:most]) + (", ..." if len(names) > most else "")


def name_list(names: Iterable[str], most: int = 8) -> str:
    """Return names in one line, the first `most` of many with how many follow: "a, b and 3 more"."""
    listed = list(names)
    if len(listed) <= most:
        return ", ".join(listed)
    return message("{names} and {n} more", names=", ".join(listed[:most]), n=len(listed) - most)


def joined(first: str, *others: str, template: str = SENTENCES) -> Message:
    """Put sentences one after the other; each keeps its own template."""
    result = first if isinstance(first, Message) else Message("{text}", text=first)
    for other in others:
        result = Message(template, first=result, second=other)
    return result
