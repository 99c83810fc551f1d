"""A column of text as Arrow keeps it: its distinct strings, and which of them each row holds."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tracker.ingest.codes import FaultCode, Problem
from tracker.ingest.limits import MOST_FAULTY

Parsed = TypeVar("Parsed")
Number = TypeVar("Number", bound=np.generic)
Rows = npt.NDArray[np.intp]  # by index, rising

BLOCK = 2**18  # rows; what is worked on at a time stays in the processor's cache


@dataclass(frozen=True)
class TextColumn:
    """One column of a file.

    position  0 for the leftmost
    name      as the header spells it
    distinct  every string that occurs, once (pa.StringArray)
    codes     for each row, the index of its string in `distinct`
    """

    position: int
    name: str
    distinct: pa.Array
    codes: npt.NDArray[np.int32]

    def text(self, row: int) -> str:
        """The cell of the row with this index."""
        return str(self.distinct[int(self.codes[row])].as_py())

    def blank(self) -> npt.NDArray[np.bool_]:
        """Which rows have an empty cell, or one of spaces only."""
        empty = pc.equal(pc.utf8_trim_whitespace(self.distinct), "")
        by_string: npt.NDArray[np.bool_] = empty.to_numpy(zero_copy_only=False)
        return self.by_row(by_string)

    def equal(self, text: str) -> npt.NDArray[np.bool_]:
        """Which rows hold exactly this text."""
        same: npt.NDArray[np.bool_] = self.codes == pc.index(self.distinct, text).as_py()
        return same

    def by_row(self, of_string: npt.NDArray[Number]) -> npt.NDArray[Number]:
        """What each row's string has in an array with an entry for each distinct string."""
        return looked_up(of_string, self.codes)

    def where(self, strings: npt.NDArray[np.bool_]) -> Rows:
        """The rows that hold one of these distinct strings."""
        if not strings.any():
            return np.empty(0, np.intp)
        return np.flatnonzero(self.by_row(strings))

    def rows(self, kept: npt.NDArray[np.intp]) -> "TextColumn":
        """The same column with these rows, by index, in this order."""
        return TextColumn(self.position, self.name, self.distinct, self.codes[kept])


def looked_up(
    entries: npt.NDArray[Number], places: npt.NDArray[np.signedinteger]
) -> npt.NDArray[Number]:
    """`entries[places]`, without numpy's copy of ten million places as wider integers."""
    found = np.empty(len(places), entries.dtype)
    for start in range(0, len(places), BLOCK):
        found[start : start + BLOCK] = entries[places[start : start + BLOCK]]
    return found


def parse_distinct(
    column: TextColumn,
    parse: Callable[[str], Parsed | Problem | None],
    known: dict[int, Problem],
) -> tuple[list[Parsed | None], dict[int, Problem]]:
    """Apply a parser of one string to each distinct string of a column.

    known   problems already found, by index in `distinct`; those strings are not parsed
    Returns what each string was read as (None where it has a problem), and all problems; of the
    strings after the first MOST_FAULTY problems neither: log them, and nothing else is read.
    """
    read: list[Parsed | None] = []
    problems = dict(known)
    for index, text in enumerate(strings(column.distinct)):
        if len(problems) >= MOST_FAULTY:
            break
        if index in known:
            read.append(None)
            continue
        result = parse(text)
        if isinstance(result, Problem):
            problems[index] = visible(text, result)
            read.append(None)
        else:
            read.append(result)
    return read, problems


def strings(distinct: pa.Array) -> Iterator[str]:
    """The strings one by one: millions of them as objects at once would fill the memory."""
    for start in range(0, len(distinct), BLOCK):
        yield from distinct.slice(start, BLOCK).to_pylist()


def visible(text: str, problem: Problem) -> Problem:
    """The problem, unless what is wrong is a character that nobody can see."""
    if text.isprintable() or all(unicodedata.category(c) != "Cf" for c in text):
        return problem
    return Problem(FaultCode.INVISIBLE_CHARACTER)
