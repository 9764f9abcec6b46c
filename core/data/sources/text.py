"""Reading text of unknown encoding, and saying which it was read as."""

import codecs
import re

from core.base.errors import DataError
from core.base.types import Finding

MAX_TEXT_BYTES = 1 << 30
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LINE_END = re.compile(r"\r\n|\r|\n")
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
MIN_KOREAN = 6
# Words of two and more Russian letters that touch no Latin ones; Latin words with a few letters beyond ASCII.
WESTERN = "äöüßÄÖÜéèêëàâáãåæçñíìîïóòôõøúùûýÿœÉÈÀÇÑÁÅØÆŒ"
WORDS = {
    "cp1251": re.compile(r"(?<![A-Za-z])[\u0410-\u044fЁё]{2,}(?![A-Za-z])"),
    "cp1252": re.compile(rf"[{WESTERN}]?(?:[A-Za-z]+[{WESTERN}’]{{0,2}})+"),
    "latin-1": re.compile(rf"[{WESTERN}]?(?:[A-Za-z]+[{WESTERN}]{{0,2}})+"),
}
# The encoding that has the first bytes, and the range of those of the most used letters.
ROWS = {"cp932": ("shift_jis", 0x88, 0x97), "euc_kr": ("euc_kr", 0xB0, 0xC8), "gb18030": ("gb2312", 0xB0, 0xD7)}
# In the order of preference where several fit equally well.
CANDIDATES = ("euc_kr", "cp932", "gb18030", "cp1251", "cp1252", "latin-1")


def read_text(path: str) -> tuple[str, list[Finding]]:
    """Read a text file: UTF-8, UTF-16 or UTF-32 by their mark, else an older encoding by what its letters look like.

    Returns:
        The text, and a finding that names the encoding where it is not UTF-8.

    Raises:
        DataError: It cannot be read, or is no text.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_TEXT_BYTES + 1)
    except OSError as error:
        raise DataError(f"Cannot read {path}: {error.strerror or error}.") from error
    if len(data) > MAX_TEXT_BYTES:
        raise DataError(f"{path} is larger than {MAX_TEXT_BYTES >> 30} GB; a table of pictures is expected.")
    text, encoding = decoded(data, path)
    if "\0" in text:
        raise DataError(f"{path} is no text file (it holds zero bytes). Expected CSV, TSV, JSON or a list.")
    if encoding in ("utf-8", "utf-8-sig"):
        return text, []
    message = f"{path} was read as {encoding}, as it is not UTF-8. If names look wrong, save it as UTF-8."
    return text, [Finding("encoding", message, (path,))]


def decoded(data: bytes, name: str) -> tuple[str, str]:
    """Return text and encoding of bytes.

    Raises:
        DataError: They carry a mark of an encoding that they do not keep to.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                message = f"{name} begins as {encoding} but is damaged ({error.reason}). Save it anew."
                raise DataError(message) from error
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    encoding = likely_encoding(data)
    return data.decode(encoding, errors="replace"), encoding


def lines_of(text: str) -> list[str]:
    """Return the lines of a text; only line feeds and carriage returns part them (a name may hold odder characters)."""
    return LINE_END.split(text)


def likely_encoding(data: bytes) -> str:
    """Guess the encoding of text that is not UTF-8: the one in which most letters beyond ASCII are common ones.

    Short texts can fit several; Chinese then goes before Korean, as Korean's common syllables are a part of the codes
    of Chinese's common letters.
    """
    if data[1::2].count(0) > len(data) // 4:
        return "utf-16-le"
    scores = {name: _score(data[:200_000], name) for name in CANDIDATES}
    return max(CANDIDATES, key=lambda name: scores[name])


def _score(data: bytes, encoding: str) -> float:
    """Return which share of the letters beyond ASCII is common in an encoding's languages; -1 if it does not fit."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(data)
    except UnicodeDecodeError:
        return -1.0
    letters = BEYOND_ASCII.findall(text)
    if not letters:
        return 0.0
    if encoding in WORDS:
        return sum(len(BEYOND_ASCII.findall(word)) for word in WORDS[encoding].findall(text)) / len(letters)
    used, first, last = ROWS[encoding]
    share = sum(_is_common(letter, encoding, used, first, last) for letter in letters) / len(letters)
    return share * 0.99 if encoding == "euc_kr" and len(set(letters)) < MIN_KOREAN else share


def _is_common(letter: str, encoding: str, used: str, first: int, last: int) -> bool:
    """Whether a letter is kana (Japanese), or its first byte lies where an encoding's most used letters stand."""
    if encoding == "cp932" and "\u3041" <= letter <= "\u30fe":
        return True
    try:
        code = letter.encode(used)
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and first <= code[0] <= last
