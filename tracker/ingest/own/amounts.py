"""Checks of values, denominators and answers against what the indicator measures."""

import numpy as np
import numpy.typing as npt

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode
from tracker.ingest.own.faults import FaultLog
from tracker.ingest.own.numbers import NO_FORM, NOTHING, Numbers
from tracker.ingest.own.traits import Traits
from tracker.ingest.own.values import Form

Mask = npt.NDArray[np.bool_]
Indicators = npt.NDArray[np.int32]

# A cell beside the value holds a number, or nothing.
_PLAIN = (NO_FORM, Form.NUMBER, *NOTHING)


def check_values(values: Numbers, indicator: Indicators, traits: Traits, log: FaultLog) -> None:
    """Log values that the indicator's measure does not allow."""
    numbered, amount = values.has_number, values.number
    counted, share = traits.counted[indicator], traits.share[indicator]
    below = values.form == Form.BELOW
    whole = amount == np.floor(amount)
    checks: tuple[tuple[Mask, FaultCode], ...] = (
        (numbered & counted & (amount < 0), FaultCode.NEGATIVE),
        (numbered & counted & (amount >= 0) & ~whole, FaultCode.NOT_WHOLE),
        (numbered & share & ((amount < 0) | (amount > 100)), FaultCode.SHARE_OUT_OF_RANGE),
        (below & ~_possible_bound(values, indicator, traits), FaultCode.BOUND_IMPOSSIBLE),
        ((values.form == Form.NEARLY_ALL) & ~share, FaultCode.NEARLY_ALL_NEEDS_SHARE),
        (values.percent & ~traits.percent[indicator], FaultCode.PERCENT_SIGN),
    )
    for where, code in checks:
        log.rows(where & (indicator >= 0), code, values.column)


def check_denominators(
    values: Numbers,
    denominators: Numbers | None,
    indicator: Indicators,
    traits: Traits,
    log: FaultLog,
) -> None:
    """Log rates without a denominator, and denominators that are not above zero."""
    needed = values.has_number & traits.rate[indicator]
    if _refuse_absent(denominators, needed, "nämnare", log) or denominators is None:
        return
    _check_plain(denominators, log)
    log.rows(needed & denominators.is_empty, FaultCode.DENOMINATOR_MISSING, denominators.column)
    not_positive = denominators.has_number & (denominators.number <= 0)
    log.rows(not_positive, FaultCode.DENOMINATOR_NOT_POSITIVE, denominators.column)


def check_responses(
    values: Numbers,
    responses: Numbers | None,
    indicator: Indicators,
    traits: Traits,
    log: FaultLog,
) -> None:
    """Log shares without a number of answers, and numbers that cannot be one."""
    needed = values.has_number & traits.needs_responses[indicator]
    if _refuse_absent(responses, needed, "antal_svar", log) or responses is None:
        return
    _check_plain(responses, log)
    log.rows(needed & responses.is_empty, FaultCode.RESPONSES_MISSING, responses.column)
    numbered, amount = responses.has_number, responses.number
    below_one = numbered & (amount < 1)
    log.rows(below_one, FaultCode.RESPONSES_BELOW_ONE, responses.column)
    fraction = numbered & ~below_one & (amount != np.floor(amount))
    log.rows(fraction, FaultCode.NOT_WHOLE, responses.column)


def bounds(
    values: Numbers, responses: Numbers | None, indicator: Indicators, traits: Traits
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Lowest and highest that each row's hidden value may be; NaN where nothing is known.

    `<n` of counts hides 1 (or 0, where a hidden value may be zero) to n-1; of a share 0 to n per
    cent. `~100` hides that 1-4 of the answers are not counted.
    """
    low, high = np.full(len(values.number), np.nan), np.full(len(values.number), np.nan)
    below, n = values.form == Form.BELOW, values.number
    counted, share = traits.counted[indicator], traits.share[indicator]
    smallest = np.where(traits.zero_may_hide[indicator], 0.0, 1.0)
    low[below & counted] = smallest[below & counted]
    low[below & share] = 0.0
    high[below] = np.where(counted, n - 1, n)[below]
    nearly_all = values.form == Form.NEARLY_ALL
    low[nearly_all], high[nearly_all] = 0.0, 100.0
    if responses is not None:
        known = nearly_all & responses.has_number
        answers = np.maximum(1.0, responses.number[known])
        low[known] = np.maximum(0.0, 100 * (answers - 4) / answers)
        high[known] = 100 * (answers - 1) / answers
    return low, high


def _possible_bound(values: Numbers, indicator: Indicators, traits: Traits) -> Mask:
    n = values.number
    counted = (n == np.floor(n)) & (n > np.where(traits.zero_may_hide[indicator], 0, 1))
    share = (n > 0) & (n <= 100)
    return np.where(
        traits.counted[indicator], counted, np.where(traits.share[indicator], share, True)
    )


def _refuse_absent(numbers: Numbers | None, needed: Mask, column: str, log: FaultLog) -> bool:
    """Log once that the file lacks a column which some rows need."""
    if numbers is not None or not needed.any():
        return False
    log.add([Fault(FaultCode.MISSING_COLUMN, {"column": column})])
    log.bad |= needed
    return True


def _check_plain(numbers: Numbers, log: FaultLog) -> None:
    marked = ~np.isin(numbers.form, _PLAIN) | (numbers.flag > 0) | numbers.percent
    log.rows(marked, FaultCode.NUMBER_EXPECTED, numbers.column)
