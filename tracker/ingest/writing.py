"""Cells of the files that we write for people: text stays text."""

import re

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[-+]?[0-9][0-9 \N{NO-BREAK SPACE}]*(?:[.,][0-9]+)?\s?%?", re.ASCII)


def escape_cell(text: str) -> str:
    """The text as a spreadsheet must see it: never a formula. Numbers are left as they are."""
    if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text
