"""Händelse: something outside the series that a reader should know of when reading a chart."""

from dataclasses import dataclass

from tracker.model.base import Words
from tracker.model.periods import Period


@dataclass(frozen=True)
class Event:
    """One dated event, with its source.

    when   the day (a point), or the month or week when no day is known
    """

    when: Period
    title: Words
    source: str
    url: str | None = None
