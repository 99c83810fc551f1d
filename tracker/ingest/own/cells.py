"""What may be wrong with any cell of text, whatever its column means."""

import re

import pyarrow.compute as pc

from tracker.ingest.codes import FaultCode, Problem
from tracker.ingest.limits import MOST_FAULTY, Limits
from tracker.ingest.own.columns import BLOCK, TextColumn
from tracker.ingest.own.names import Register
from tracker.ingest.personal import personal_strings

_SWALLOWED = 3  # separators after a line break in a cell: it holds other rows


def text_problems(
    column: TextColumn,
    separator: str,
    limits: Limits,
    *,
    numeric: bool = False,
    register: Register | None = None,
) -> dict[int, Problem]:
    """The problems of a column's distinct strings, by their index; of very many the first ones.

    numeric   the column holds numbers: ten bare digits are an amount, not a person
    register  names that are no personal data, although an area may be called as an address
    """
    distinct = column.distinct
    problems: dict[int, Problem] = {}
    breaks = pc.match_substring_regex(distinct, r"[\r\n]")
    for index in pc.indices_nonzero(breaks).to_pylist():
        below = re.split(r"\r\n|\r|\n", distinct[index].as_py())[1:]
        if any(line.count(separator) >= _SWALLOWED for line in below):
            problems[index] = Problem(FaultCode.UNCLOSED_QUOTE)
    for start in range(0, len(distinct), BLOCK):
        for index in personal_strings(distinct.slice(start, BLOCK), numeric=numeric):
            if register is None or not register.knows(distinct[start + index].as_py()):
                problems[start + index] = Problem(FaultCode.PERSONAL_DATA)
        if len(problems) >= MOST_FAULTY:
            return problems
    long = pc.greater(pc.utf8_length(distinct), limits.max_cell)
    for index in pc.indices_nonzero(long).to_pylist():
        if index not in problems:
            problems[index] = Problem(FaultCode.CELL_TOO_LONG, {"limit": limits.max_cell})
    return problems


def private_strings(problems: dict[int, Problem]) -> list[int]:
    """The strings that no fault may repeat."""
    return [i for i, problem in problems.items() if problem.code is FaultCode.PERSONAL_DATA]
