"""A span of whole periods as YAML writes it."""

from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer

from tracker.model.periods import Period, PeriodKind, parse_period


def _window(raw: object) -> object:
    """`2017-01..2018-12` or one period code, as the span of days from first to last."""
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
    return f"{window.start:%Y-%m}..{window.end:%Y-%m}"


# A span of whole periods, written `2017-01..2018-12` or as one period code.
Window = Annotated[Period, BeforeValidator(_window), PlainSerializer(_window_code)]
