"""Finds the template that an English sentence was made of, so that it can be said in another language.

The library's errors, notices and findings arrive as finished English text: an error by its `str`, a notice of a run in
another process or on another machine by its events file. Their templates are collected from the code into the
translations like all others; a text that matches one of them is said by that template's translation, its values kept.
"""

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from string import Formatter

MIN_LETTERS = 7
"""A template with fewer letters of its own fits texts by chance, such as names of the user's."""
MIN_LETTERS_OPEN = 14
"""The same of a template that begins and ends with a place."""
LIST = re.compile(r", | and ")
NUMBER = r"[-+\d.,\u00a0]*\d"
SENTENCES = re.compile(r"(?<=[.!?:;])\s+|\n+")
CACHE = 4096
Parts = list[tuple[str, str | None, str | None, str | None]]
"""Of string.Formatter.parse: literal, name of the place behind it, its format, its conversion."""


class Recogniser:
    """Sentences of a language's translations, found by what they say.

    Args:
        texts: Translation of each source; sources have places such as {name}.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._patterns: list[_Template] = []
        self._tails: list[_Template] = []
        for source, translation in texts.items():
            self._add(source, translation)
        for templates in (self._patterns, self._tails):
            templates.sort(key=lambda template: (-template.letters, not template.has_number))
        self.translate = lru_cache(CACHE)(self._translate)

    def _add(self, source: str, translation: str) -> None:
        try:
            parts = list(Formatter().parse(source))
        except ValueError:
            return
        letters = sum(map(str.isalpha, "".join(part[0] for part in parts)))
        is_open = not parts or (not parts[0][0] and parts[-1][1] is not None)
        if letters < (MIN_LETTERS_OPEN if is_open else MIN_LETTERS):
            return
        if all(part[1] is None for part in parts) and not source.startswith(" "):
            return
        anchor = max((part[0] for part in parts), key=len)
        is_tail = source.startswith(" ")
        (self._tails if is_tail else self._patterns).append(_Template(letters, anchor, parts, translation, is_tail))

    def _translate(self, text: str) -> str | None:
        """Return a text in the language; None where nothing in it is known."""
        known = self._whole(text)
        if known is not None:
            return known
        sentences, ends = SENTENCES.split(text), SENTENCES.findall(text)
        if len(sentences) < 2:
            return None
        said, is_known, place = "", False, 0
        while place < len(sentences):
            for end in range(len(sentences), place, -1):
                part = "".join(piece + gap for piece, gap in zip(sentences[place:end], [*ends[place : end - 1], ""],
                                                                 strict=True))  # fmt: skip
                known = self._whole(part) if end - place < len(sentences) else None
                if known is not None or end == place + 1:
                    is_known = is_known or known is not None
                    gap = ends[end - 1] if end <= len(ends) else ""
                    said += (part if known is None else known) + ("" if known and gap == " " else gap)
                    place = end
                    break
        return said if is_known else None

    def _whole(self, text: str) -> str | None:
        if text in self._texts:
            return self._texts[text]
        for template in self._tails:
            found = template.pattern.fullmatch(text) if template.anchor in text else None
            if found and (head := self.translate(found["head_"])) is not None:
                return head + self._filled(template.translation, found)
        for template in self._patterns:
            if template.anchor in text and (found := template.pattern.fullmatch(text)):
                return self._filled(template.translation, found)
        for template in self._tails:
            if template.anchor in text and (found := template.pattern.fullmatch(text)):
                return found["head_"] + self._filled(template.translation, found)
        return None

    def _filled(self, translation: str, found: re.Match[str]) -> str:
        """Put the values found into a translation's places, whatever form they were to be written in."""
        values = {name: self._value(name, value or "") for name, value in found.groupdict().items()}
        return "".join(literal + (values.get(field, "") if field else "")
                       for literal, field, _spec, _conversion in Formatter().parse(translation))  # fmt: skip

    def _value(self, name: str, value: str) -> str:
        """Return a value in the language where it is words of ours: never a single word, which may be a name."""
        if "split" in name and value in self._texts:
            return self._texts[value]
        if sum(map(str.isalpha, value)) < MIN_LETTERS or " " not in value.strip():
            return value
        items = [self._whole(item) for item in LIST.split(value)]
        if len(items) > 1 and None not in items:
            return ", ".join(item for item in items if item)
        return self.translate(value) or value


class _Template:
    """One source with places; its regular expression is made when it is first needed.

    Attributes:
        letters: How many letters of its own it has.
        anchor: Its longest piece, which a text must hold.
        translation: Its translation.
        has_number: Whether a place is a number's; such a template is tried first.
    """

    def __init__(self, letters: int, anchor: str, parts: Parts, translation: str, is_tail: bool) -> None:
        self.letters, self.anchor, self.translation = letters, anchor, translation
        self.has_number = any(_is_number(part) for part in parts)
        self._parts, self._is_tail = parts, is_tail

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What the whole text must match; a tail stands behind something else, or is the value of a place alone."""
        return re.compile(("(?P<head_>.*)" if self._is_tail else "") + _pattern(self._parts), re.DOTALL)


def _is_number(part: tuple[str, str | None, str | None, str | None]) -> bool:
    return part[1] == "n" or bool(part[1] and part[2] and re.search(r"[,dfg]", part[2]))


def _pattern(parts: Parts) -> str:
    """Return the regular expression of a template's parts."""
    pattern, seen = "", set()
    for literal, field, spec, _conversion in parts:
        pattern += re.escape(literal)
        if field is None:
            continue
        value = NUMBER if _is_number((literal, field, spec, None)) else ".*?"
        pattern += f"(?P={field})" if field in seen else f"(?P<{field}>{value})"
        seen.add(field)
    return pattern
