"""Calendar periods as whole numbers, for many at once, so that windows are plain arithmetic.

The periods of a kind are numbered one by one. Days are numpy's `datetime64[D]`. What a period is
stands in `model.periods`; the tests hold the two together.
"""

from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tracker.model.periods import Period, PeriodKind

Numbers = NDArray[np.int64]
Days = NDArray[np.datetime64]

_EPOCH: Final = 719_163  # 1970-01-01 as `date.toordinal` counts
_MONDAY: Final = 3  # days from Monday to 1970-01-01
_MONTHS: Final = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.TERTIAL: 4,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.TERM: 6,
    PeriodKind.SCHOOL_YEAR: 12,
    PeriodKind.YEAR: 12,
}
_FROM_JANUARY: Final = {PeriodKind.SCHOOL_YEAR: 6}  # months to where its year begins
_WEEKS_A_YEAR: Final = 52
_QUARTER: Final = {PeriodKind.MONTH: 3, PeriodKind.WEEK: 13}


def days_of(ordinals: Any) -> Days:
    """Days from ordinals as `date.toordinal` gives them."""
    days: Days = (np.asarray(ordinals, dtype=np.int64) - _EPOCH).astype("datetime64[D]")
    return days


def number_of(days: Days, kind: PeriodKind) -> Numbers:
    """The number of the period of a calendar kind that each day lies in."""
    if kind is PeriodKind.WEEK:
        return (days.astype(np.int64) + _MONDAY) // 7
    months = days.astype("datetime64[M]").astype(np.int64)
    return (months - _FROM_JANUARY.get(kind, 0)) // _MONTHS[kind]


def first_day(numbers: Numbers, kind: PeriodKind) -> Days:
    """The first day of each period."""
    if kind is PeriodKind.WEEK:
        return (numbers * 7 - _MONDAY).astype("datetime64[D]")
    months = numbers * _MONTHS[kind] + _FROM_JANUARY.get(kind, 0)
    return months.astype("datetime64[M]").astype("datetime64[D]")


def last_day(numbers: Numbers, kind: PeriodKind) -> Days:
    """The last day of each period."""
    return first_day(numbers + 1, kind) - 1


def ended_by(days: Days, kind: PeriodKind) -> Numbers:
    """The number of the last period that has ended when each day is over."""
    return number_of(days + 1, kind) - 1


@lru_cache(maxsize=4096)
def span(first: int, last: int, kind: PeriodKind) -> Period:
    """The days from the first of one period to the last of another, as a range."""
    start = first_day(np.int64(first), kind).item()  # type: ignore[arg-type]
    return Period(start, last_day(np.int64(last), kind).item(), PeriodKind.RANGE)  # type: ignore[arg-type]


def months_in(kind: PeriodKind) -> float:
    """Months that a period of a calendar kind counts for; 52 weeks make 12."""
    return 12 / _WEEKS_A_YEAR if kind is PeriodKind.WEEK else float(_MONTHS[kind])


def periods_in(months: int, kind: PeriodKind) -> int:
    """Whole periods that `months` take, rounded up."""
    if kind is PeriodKind.WEEK:
        return -(-months * _WEEKS_A_YEAR // 12)
    return -(-months // _MONTHS[kind])


def periods_a_quarter(kind: PeriodKind) -> int | None:
    """How many periods make a quarter, where they are shorter than one."""
    return _QUARTER.get(kind)
