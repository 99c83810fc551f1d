"""Händelse: something outside the series that a reader should know of when reading a chart."""

from tracker.model.base import Record, Sentence, Words
from tracker.model.windows import Window


class Event(Record):
    """One dated event, with its source.

    when    the day (a point), or the month or week when no day is known
    label   a word or two, for a chart
    """

    when: Window
    label: Words
    title: Words
    source: Sentence
    url: str | None = None
