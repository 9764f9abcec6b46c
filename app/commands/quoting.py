"""Words of a command to copy, as this system's shells take them."""

import os
import re
import shlex

ON_WINDOWS = os.name == "nt"
PLAIN = re.compile(r"[\w\-./:\\]+")
BACKSLASHES_AT_A_QUOTE = re.compile(r'(\\*)("|$)')


def quoted(word: object) -> str:
    """Return a word, such as a path, in quotation marks where a shell would take it apart.

    On Windows these are double ones, which cmd and PowerShell both know; a backslash before one is doubled, as the C
    runtime wants it.
    """
    text = str(word)
    if not ON_WINDOWS:
        return shlex.quote(text)
    if PLAIN.fullmatch(text):
        return text
    return '"' + BACKSLASHES_AT_A_QUOTE.sub(lambda found: 2 * found[1] + ('\\"' if found[2] else ""), text) + '"'
