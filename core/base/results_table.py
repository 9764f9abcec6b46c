"""The table of results: its columns, and cells that no spreadsheet runs as a formula."""

COLUMNS = ("img_path", "label", "predict", "score", "error")
"""Then comes one a class."""
# A spreadsheet runs a cell that begins with one of these (https://owasp.org/www-community/attacks/CSV_Injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: str) -> str:
    """Return a text that no spreadsheet runs as a formula: an apostrophe is put before one that begins like it."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA_STARTS) else cell


def plain(cell: str) -> str:
    """Take back what `harmless` made of a text; one of its own stays, but before what begins like a formula."""
    return cell[1:] if cell.startswith("'") and harmless(cell[1:]) == cell else cell
