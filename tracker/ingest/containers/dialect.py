"""Which character separates the cells of a text, and which one quotes them.

Every pair is tried with a real CSV reader on the first lines; the one with which the text is most
like a table is taken. Counting characters would fail: SCB writes `"A; B, C","totalt",5,6`.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice, pairwise

SEPARATORS = (";", "\t", ",", "|")
_TOP = 400  # records looked at
_LEAST = 0.1  # of the records that must hold a separator: fewer are titles and notes
_TOLD = re.compile(r'\A"?sep=(.)"?[;,\t|]*\r?\n', re.IGNORECASE)
# A quote that opens a cell and one that closes it, at a line's or a separator's side.
_SINGLE = re.compile(r"(?:^|[;,\t|])'[^'\r\n]*'(?=[;,\t|\r\n]|$)", re.MULTILINE)


def told_separator(text: str) -> str:
    """The separator of the line `sep=;` that Excel reads first; "" when there is none."""
    found = _TOLD.match(text)
    return found.group(1) if found and found.group(1) in SEPARATORS else ""


def quote_of(text: str) -> str:
    """The character that quotes cells: `'` only where `"` quotes none; "" when neither does."""
    if re.search(r'(?:^|[;,\t|])"', text, re.MULTILINE):
        return '"'
    return "'" if len(_SINGLE.findall(text)) > 1 else ""


def separator_of(text: str, quote: str) -> str:
    """The separator of a text; "" when it has one column only."""
    scores = {separator: _score(text, separator, quote) for separator in SEPARATORS}
    best = max(SEPARATORS, key=scores.__getitem__)
    return best if scores[best] > 0 else ""


def records(text: str, separator: str, quote: str, *, strict: bool = False) -> Iterator[list[str]]:
    """Each record's cells; a blank line has none. Raises csv.Error on a stray quote if strict."""
    return csv.reader(
        io.StringIO(text, newline=""),
        delimiter=separator or "\x1f",  # a control character that no decoded text holds
        quotechar=quote or '"',
        quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
        strict=strict,
    )


def _score(text: str, separator: str, quote: str) -> float:
    """How evenly a separator divides the text, and into how many cells.

    A comma between two digits is rather a decimal mark, and one before a space belongs to a
    sentence: they count for next to nothing.
    """
    top = list(islice(records(text, separator, quote), _TOP))
    widths = [len(cells) for cells in top]
    if separator != ",":
        return _evenness(widths)
    certain = _evenness([len(cells) - _rather_text(cells) for cells in top])
    usual, agreeing = Counter(widths).most_common(1)[0] if widths else (0, 0)
    # A matrix of whole numbers: decimals alone would give two cells.
    matrix = usual > 2 and agreeing * 10 >= 9 * len(widths)
    return certain + (_evenness(widths) / 1000 if certain or matrix else 0)


def _rather_text(cells: list[str]) -> int:
    return sum(
        (left[-1:].isdigit() and right[:1].isdigit()) or right[:1] == " "
        for left, right in pairwise(cells)
    )


def _evenness(widths: list[int]) -> float:
    """The usual width, less one, times the share of records that have it; blank ones apart."""
    counted = Counter(width for width in widths if width)
    if not counted:
        return 0.0
    width, agreeing = max(counted.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
    several = sum(count for width, count in counted.items() if width > 1)
    if several < _LEAST * counted.total():
        return 0.0
    return (width - 1) * agreeing / counted.total()
