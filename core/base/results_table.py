"""The table of results: its columns, and cells that no spreadsheet runs as a formula."""

import re

COLUMNS = ("img_path", "label", "predict", "score", "error")
"""Then comes one a class."""
# A spreadsheet runs a cell that begins so (https://owasp.org/www-community/attacks/CSV_Injection). One with apostrophes
# before it gets a further one, so that what was put there can be told from what is the text's own.
FORMULA = re.compile("'* *[=+\\-@\t\r\n＝＋－＠]")


def harmless(cell: str) -> str:
    """Return a text that no spreadsheet runs as a formula: an apostrophe is put before one that begins like it."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def plain(cell: str) -> str:
    """Return the text that `harmless` was given."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell
