"""The distinct strings of a column of numbers, read all at once.

Plain numbers are read by Arrow, so that ten million different ones take seconds; what is anything
else than a plain number is read one by one, by `values.parse_value`, whose rules these are.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tracker.ingest.codes import Problem
from tracker.ingest.limits import MOST_FAULTY
from tracker.ingest.own.columns import TextColumn, strings, visible
from tracker.ingest.own.values import Form, Mark, parse_value
from tracker.model.observations import Status

NO_FORM = -1  # the string has a fault
FLAGS = (None, Status.PRELIMINARY, Status.REVISED)

# Short enough to be no number that is too large, and without a zero that a number never begins by.
_PLAIN = r"\A-?(?:0|[1-9][0-9]{0,14})(?:[.,][0-9]{1,40})?\z"
_AMBIGUOUS = r"\A-?[1-9][0-9]{0,2}[.,][0-9]{3}\z"

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class NumberStrings:
    """What each distinct string says: see `values.Cell`. `form` is NO_FORM where it has a fault.

    flag   position in FLAGS
    """

    form: npt.NDArray[np.int8]
    number: npt.NDArray[np.float64]
    flag: npt.NDArray[np.int8]
    mark: npt.NDArray[np.int8]
    ambiguous: Mask
    percent: Mask

    def has(self, *forms: int) -> Mask:
        """Which strings have one of these forms."""
        found: Mask = np.isin(self.form, forms)
        return found


def parse_numbers(
    column: TextColumn, known: dict[int, Problem]
) -> tuple[NumberStrings, dict[int, Problem]]:
    """Read each distinct string of a column.

    known   problems already found, by index; those strings are not read
    Returns what they say, and all problems; see `parse_distinct` for when there are too many.
    """
    problems = dict(known)
    plain = _mask(pc.match_substring_regex(column.distinct, _PLAIN))
    plain[list(known)] = False
    read = _plain(column.distinct, plain)
    others = ~plain
    others[list(known)] = False
    rest = np.flatnonzero(others)
    for index, text in zip(rest, strings(column.distinct.take(rest)), strict=True):
        if len(problems) >= MOST_FAULTY:
            break
        cell = parse_value(text)
        if isinstance(cell, Problem):
            problems[int(index)] = visible(text, cell)
            continue
        read.form[index] = cell.form
        read.number[index] = cell.number
        read.flag[index] = FLAGS.index(cell.flag)
        read.mark[index] = cell.mark
        read.ambiguous[index] = cell.ambiguous
        read.percent[index] = cell.percent
    return read, problems


def _plain(distinct: pa.Array, plain: Mask) -> NumberStrings:
    """What the plain numbers say; NO_FORM for all other strings."""
    form = np.where(plain, np.int8(Form.NUMBER), np.int8(NO_FORM))
    number = np.zeros(len(distinct))
    mark = np.full(len(distinct), Mark.NONE, dtype=np.int8)
    ambiguous = np.zeros(len(distinct), dtype=np.bool_)
    if plain.any():
        texts = distinct if plain.all() else distinct.filter(pa.array(plain))
        commas = _mask(pc.match_substring(texts, ","))
        points = _mask(pc.match_substring(texts, "."))
        mark[plain] = np.select([commas, points], [Mark.COMMA, Mark.POINT], Mark.NONE)
        ambiguous[plain] = _mask(pc.match_substring_regex(texts, _AMBIGUOUS))
        read = pc.replace_substring(texts, ",", ".").cast(pa.float64()).to_numpy()
        number[plain] = np.where(np.signbit(read), 0.0 + read, read)  # there is no minus nought
    flag = np.zeros(len(distinct), dtype=np.int8)
    return NumberStrings(form, number, flag, mark, ambiguous, np.zeros_like(ambiguous))


def _mask(found: pa.Array) -> Mask:
    mask: Mask = found.to_numpy(zero_copy_only=False)
    return mask if mask.flags.writeable else mask.copy()
