"""Format 1 of a frozen slice: what stood before those who decided a phase, as it is kept.

The fields never change meaning; what must be told otherwise makes a new format, and records of
this one are read for as long as there are any.
"""

from datetime import date
from typing import Literal

from tracker.model.access import Audience
from tracker.model.advice import Support
from tracker.model.base import Record, Words


class FrozenValue(Record):
    """A value as it was shown; `low` and `high` bound one that was hidden."""

    period: str
    status: str
    value: float | None
    interval: tuple[float, float] | None
    low: float | None
    high: float | None
    responses: float | None
    denominator: float | None


class FrozenSide(Record):
    """One side of a comparison: days from and to, events or per cent, and over what."""

    window: str
    amount: float
    base: float


class FrozenSeries(Record):
    """A series that a rule read: its verdict with the numbers compared, and its values.

    effect   estimate, low and high; a high without bound is None
    """

    indicator: str
    name: Words
    area: str
    unit: Words
    fictional: bool
    verdict: str
    reason: str | None
    direction: str
    method: str
    baseline: FrozenSide | None
    latest: FrozenSide | None
    effect: tuple[float, float, float | None] | None
    values: tuple[FrozenValue, ...]


class FrozenEvidence(Record):
    """What one rule said; `series` is (indicator, area), None where people judge."""

    rule: str
    series: tuple[str, str] | None
    speaks: bool | None
    reason: str
    held: tuple[bool | None, ...]


class FrozenCondition(Record):
    """A condition for a phase, and what its rules said."""

    id: str
    letter: str
    name: Words
    sign: Words
    phase: int
    weight: str
    standing: str
    supports: bool | None
    needed: int
    evidence: tuple[FrozenEvidence, ...]


class FrozenSlice(Record):
    """What was seen of one area.

    phase, since   by the decisions then in force; None where nobody had decided
    support        what the evidence came to, by phase
    definitions    fingerprint of those in force
    """

    format: Literal[1]
    programme: str
    area: str
    area_name: Words
    publication: int
    definitions: str
    reference_date: date
    method: str
    audience: Audience
    organisations: tuple[str, ...]
    phase: int | None
    since: date | None
    support: dict[int, Support]
    conditions: tuple[FrozenCondition, ...]
    series: tuple[FrozenSeries, ...]
