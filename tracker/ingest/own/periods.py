"""One cell → a period in one of the plain spellings, and an example of each kind."""

from datetime import date

from tracker.ingest.codes import FaultCode, Problem
from tracker.model.periods import Period, PeriodKind, parse_period

EXAMPLES = {
    PeriodKind.WEEK: "2021V07",
    PeriodKind.MONTH: "2021-03",
    PeriodKind.QUARTER: "2021K1",
    PeriodKind.TERTIAL: "2021T1",
    PeriodKind.HALF_YEAR: "2021H1",
    PeriodKind.TERM: "VT2021",
    PeriodKind.SCHOOL_YEAR: "2021/22",
    PeriodKind.YEAR: "2021",
    PeriodKind.RANGE: "2020-2022, 2017-11/2018-02",
    PeriodKind.POINT: "2023-12-31",
}
ANY_EXAMPLE = ", ".join(EXAMPLES[kind] for kind in (PeriodKind.MONTH, PeriodKind.QUARTER))

_OLDEST = date(1950, 1, 1)
_YEAR = 366  # days


def parse_plain_period(text: str, today: date) -> Period | Problem:
    """Read one cell; a period before 1950 or more than a year ahead is a misprint."""
    code = text.strip().upper()
    if not code:
        return Problem(FaultCode.EMPTY_CELL)
    try:
        # Only ASCII: other scripts' digits would count as digits too.
        period = parse_period(code if code.isascii() else "")
    except (ValueError, OverflowError):
        return Problem(FaultCode.BAD_PERIOD)
    if period.end < _OLDEST:
        return Problem(FaultCode.PERIOD_TOO_OLD, {"first": _OLDEST.year})
    if (period.end - today).days > _YEAR:
        return Problem(FaultCode.PERIOD_IN_FUTURE, {"today": today.isoformat()})
    return period
