"""Finds the template that an English sentence was made of, so that it can be said in another language.

The library's errors, notices and findings arrive as finished English text: an error by its `str`, a notice of a run in
another process or on another machine by its events file. Their templates are collected from the code into the
translations like all others; a text that matches one of them is said by that template's translation, its values kept.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from string import Formatter

MIN_LETTERS = 7
"""A template with fewer letters of its own fits texts by chance, such as names of the user's."""
NUMBER = r"[-+\d.,\u202f]*\d"
SENTENCES = re.compile(r"(?<=[.!?:;])\s+|\n+")
CACHE = 4096


class Recogniser:
    """Sentences of a language's translations, found by what they say.

    Args:
        texts: Translation of each source; sources have places such as {name}.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._patterns: list[tuple[int, str, re.Pattern[str], str]] = []
        self._tails: list[tuple[int, str, re.Pattern[str], str]] = []
        for source, translation in texts.items():
            self._add(source, translation)
        self._patterns.sort(key=lambda entry: -entry[0])
        self._tails.sort(key=lambda entry: -entry[0])
        self.translate = lru_cache(CACHE)(self._translate)

    def _add(self, source: str, translation: str) -> None:
        try:
            parts = list(Formatter().parse(source))
        except ValueError:
            return
        letters = sum(map(str.isalpha, "".join(part[0] for part in parts)))
        if letters < MIN_LETTERS or (all(part[1] is None for part in parts) and not source.startswith(" ")):
            return
        pattern = _pattern(parts)
        anchor = max((part[0] for part in parts), key=len)
        if source.startswith(" "):
            self._tails.append((letters, anchor, re.compile(f"(?P<head_>.+){pattern}", re.DOTALL), translation))
        else:
            self._patterns.append((letters, anchor, re.compile(pattern, re.DOTALL), translation))

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
        for _letters, anchor, pattern, translation in self._patterns:
            if anchor in text and (found := pattern.fullmatch(text)):
                return self._filled(translation, found)
        for _letters, anchor, pattern, translation in self._tails:
            if anchor in text and (found := pattern.fullmatch(text)):
                return self._value("head_", found["head_"]) + self._filled(translation, found)
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
        return self.translate(value) or value


def _pattern(parts: list[tuple[str, str | None, str | None, str | None]]) -> str:
    """Return the regular expression of a template's parts."""
    pattern, seen = "", set()
    for literal, field, spec, _conversion in parts:
        pattern += re.escape(literal)
        if field is None:
            continue
        is_number = field == "n" or bool(spec and re.search(r"[,dfg]", spec))
        pattern += f"(?P={field})" if field in seen else f"(?P<{field}>{NUMBER if is_number else '.*?'})"
        seen.add(field)
    return pattern
