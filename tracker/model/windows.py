"""A span of whole periods as YAML writes it."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer
from pydantic_core import PydanticCustomError

from tracker.model.periods import Period, PeriodKind, last_day, parse_period


def _window(raw: object) -> object:
    """`2017-01..2018-12` or one period code, as the span of days from first to last."""
    if isinstance(raw, date):  # what YAML makes of a day without quotes
        return Period(raw, raw, PeriodKind.POINT)
    if not isinstance(raw, str | int):
        return raw
    first, _, last = str(raw).partition("..")
    start, end = parse_period(first), parse_period(last or first)
    if end.end < start.start:
        raise ValueError(str(raw))
    return Period(start.start, end.end, start.kind if not last else PeriodKind.RANGE)


def _window_code(window: Period) -> str:
    if window.kind is not PeriodKind.RANGE:
        return window.code
    month_ends = last_day(window.end.year, window.end.month)
    whole_months = window.start.day == 1 and window.end == month_ends
    pattern = "%Y-%m" if whole_months else "%Y-%m-%d"
    return f"{window.start:{pattern}}..{window.end:{pattern}}"


# A span of whole periods, written `2017-01..2018-12` or as one period code.
Window = Annotated[Period, BeforeValidator(_window), PlainSerializer(_window_code)]

_AS_NEAR_AS_KNOWN = frozenset({PeriodKind.YEAR, PeriodKind.MONTH, PeriodKind.POINT})


def _partial_date(raw: object) -> object:
    """`2018`, `2018-12` or `2018-12-05`, as the days that it may have been."""
    try:
        found = _window(raw)
    except ValueError:
        found = None
    if isinstance(found, Period) and found.kind in _AS_NEAR_AS_KNOWN:
        return found
    raise PydanticCustomError("partial_date", "not a year, a month or a day")


# A day as near as it is known, written `2018`, `2018-12` or `2018-12-05`.
PartialDate = Annotated[
    Period, BeforeValidator(_partial_date), PlainSerializer(lambda found: found.code)
]
