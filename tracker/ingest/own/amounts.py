"""Checks of values, denominators and answers against what the indicator measures."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode
from tracker.ingest.own.columns import Rows
from tracker.ingest.own.faults import FaultLog
from tracker.ingest.own.numbers import NOTHING, Numbers
from tracker.ingest.own.strings import NO_FORM
from tracker.ingest.own.traits import Traits
from tracker.ingest.own.values import Form

Mask = npt.NDArray[np.bool_]
Indicators = npt.NDArray[np.signedinteger]

# A cell beside the value holds a number, or nothing.
_PLAIN = (NO_FORM, Form.NUMBER, *NOTHING)


@dataclass(frozen=True)
class Bounds:
    """The lowest and highest that hidden values may be, NaN where not known; of these rows."""

    rows: Rows
    low: npt.NDArray[np.float64]
    high: npt.NDArray[np.float64]


def check_values(values: Numbers, indicator: Indicators, traits: Traits, log: FaultLog) -> None:
    """Log values that the indicator's measure does not allow.

    First which strings may be wrong, then which rows hold them: most files have none.
    """
    strings, number = values.strings, values.strings.number
    numbered, below = strings.has(Form.NUMBER), strings.has(Form.BELOW)
    fraction = numbered & (number >= 0) & (number != np.floor(number))
    outside = numbered & ((number < 0) | (number > 100))
    checks: tuple[tuple[Mask, Mask, FaultCode], ...] = (
        (numbered & (number < 0), traits.counted, FaultCode.NEGATIVE),
        (fraction, traits.counted, FaultCode.NOT_WHOLE),
        (outside, traits.share, FaultCode.SHARE_OUT_OF_RANGE),
        (below, traits.counted | traits.share, FaultCode.BOUND_IMPOSSIBLE),
        (strings.has(Form.NEARLY_ALL), ~traits.share, FaultCode.NEARLY_ALL_NEEDS_SHARE),
    )
    for suspect, asked, code in checks:
        rows = _of(values.where, suspect, indicator, asked)
        if code is FaultCode.BOUND_IMPOSSIBLE:
            rows = rows[~_possible_bound(values.number(rows), indicator[rows], traits)]
        log.rows(rows, code, values.column)
    signed = _of(values.column.where, strings.percent, indicator, ~traits.percent)
    log.rows(signed, FaultCode.PERCENT_SIGN, values.column)


def check_denominators(
    values: Numbers,
    denominators: Numbers | None,
    indicator: Indicators,
    traits: Traits,
    log: FaultLog,
) -> None:
    """Log rates without a denominator, and denominators that are not above zero."""
    needed = _of(values.where, values.strings.has(Form.NUMBER), indicator, traits.rate)
    if _refuse_absent(denominators, needed, "nämnare", log) or denominators is None:
        return
    _check_plain(denominators, log)
    lacking = _among(denominators, needed, *NOTHING)
    log.rows(lacking, FaultCode.DENOMINATOR_MISSING, denominators.column)
    strings = denominators.strings
    not_positive = denominators.where(strings.has(Form.NUMBER) & (strings.number <= 0))
    log.rows(not_positive, FaultCode.DENOMINATOR_NOT_POSITIVE, denominators.column)


def check_responses(
    values: Numbers,
    responses: Numbers | None,
    indicator: Indicators,
    traits: Traits,
    log: FaultLog,
) -> None:
    """Log shares without a number of answers, and numbers that cannot be one."""
    needed = _of(values.where, values.strings.has(Form.NUMBER), indicator, traits.needs_responses)
    if _refuse_absent(responses, needed, "antal_svar", log) or responses is None:
        return
    _check_plain(responses, log)
    lacking = _among(responses, needed, *NOTHING)
    log.rows(lacking, FaultCode.RESPONSES_MISSING, responses.column)
    numbered, number = responses.strings.has(Form.NUMBER), responses.strings.number
    below_one = numbered & (number < 1)
    log.rows(responses.where(below_one), FaultCode.RESPONSES_BELOW_ONE, responses.column)
    fraction = numbered & ~below_one & (number != np.floor(number))
    log.rows(responses.where(fraction), FaultCode.NOT_WHOLE, responses.column)


def bounds(
    values: Numbers, responses: Numbers | None, indicator: Indicators, traits: Traits
) -> Bounds:
    """What is known of the hidden values.

    `<n` of counts hides 1 (or 0, where a hidden value may be zero) to n-1; of a share 0 to n per
    cent. `~100` hides that 1-4 of the answers are not counted.
    """
    rows = values.where(values.strings.has(Form.BELOW, Form.NEARLY_ALL))
    low, high = np.full(len(rows), np.nan), np.full(len(rows), np.nan)
    of, n = indicator[rows], values.number(rows)
    below = values.strings.form[values.column.codes[rows]] == Form.BELOW
    counted, share = below & traits.counted[of], below & traits.share[of]
    low[counted] = np.where(traits.zero_may_hide[of], 0.0, 1.0)[counted]
    low[share] = 0.0
    high[below] = np.where(traits.counted[of], n - 1, n)[below]
    low[~below], high[~below] = 0.0, 100.0
    if responses is not None:
        known = ~below & responses.has_number[rows]
        answers = np.maximum(1.0, responses.number(rows[known]))
        low[known] = np.maximum(0.0, 100 * (answers - 4) / answers)
        high[known] = 100 * (answers - 1) / answers
    return Bounds(rows, low, high)


def _of(where: Callable[[Mask], Rows], strings: Mask, indicator: Indicators, asked: Mask) -> Rows:
    """The rows that hold one of these strings and are about one of these indicators.

    where  gives the rows of strings
    asked  by indicator; the last one, of the unknown, does not count
    """
    wanted = asked.copy()
    wanted[-1] = False
    if not strings.any() or not wanted.any():
        return np.empty(0, np.intp)
    rows = where(strings)
    return rows[wanted[indicator[rows]]]


def _among(numbers: Numbers, rows: Rows, *forms: Form) -> Rows:
    """Those of some rows whose cell in another column has one of these forms, and no fault."""
    found: Mask = numbers.strings.has(*forms)[numbers.column.codes[rows]]
    if numbers.refused is not None:
        found &= ~numbers.refused[rows]
    return rows[found]


def _possible_bound(n: npt.NDArray[np.float64], indicator: Indicators, traits: Traits) -> Mask:
    counted = (n == np.floor(n)) & (n > np.where(traits.zero_may_hide[indicator], 0, 1))
    share = (n > 0) & (n <= 100)
    return np.where(
        traits.counted[indicator], counted, np.where(traits.share[indicator], share, True)
    )


def _refuse_absent(numbers: Numbers | None, needed: Rows, column: str, log: FaultLog) -> bool:
    """Log once that the file lacks a column which some rows need."""
    if numbers is not None or not len(needed):
        return False
    log.add([Fault(FaultCode.MISSING_COLUMN, {"column": column})])
    log.bad[needed] = True
    return True


def _check_plain(numbers: Numbers, log: FaultLog) -> None:
    strings = numbers.strings
    other = numbers.where(~strings.has(*_PLAIN))
    marked = numbers.column.where((strings.flag > 0) | strings.percent)
    log.rows(np.union1d(other, marked), FaultCode.NUMBER_EXPECTED, numbers.column)
