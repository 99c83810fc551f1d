"""Observed values and their reasons; the shape of an observations table."""

from dataclasses import dataclass
from enum import StrEnum

import pyarrow as pa

from tracker.model.periods import Period


class Status(StrEnum):
    """Why a value is, or is not, there. Missing is never zero."""

    FINAL = "final"
    PRELIMINARY = "preliminary"
    REVISED = "revised"
    ESTIMATED = "estimated"
    PARTIAL = "partial"  # the period is not fully covered
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    NOT_PUBLISHED = "not_published"  # not yet
    SUPPRESSED = "suppressed"  # at the source or by us; `low` and `high` bound it

    @property
    def has_number(self) -> bool:
        """Whether an observation of this status holds a number."""
        return self in _WITH_NUMBER


_WITH_NUMBER = frozenset(
    {Status.FINAL, Status.PRELIMINARY, Status.REVISED, Status.ESTIMATED, Status.PARTIAL}
)

# One row is one value of one indicator in one area and period, as an upload gave it.
#   value        the count (count, rate), the per cent 0-100 (share) or the value; null without one
#   denominator  exposure of a rate, in the indicator's base units
#   responses    answers behind a share
#   low, high    bounds of a suppressed value
#   source_row   row in the uploaded file, header included
OBSERVATIONS = pa.schema(
    [
        ("indicator_id", pa.string()),
        ("area_id", pa.string()),
        ("period_kind", pa.string()),
        ("period_start", pa.date32()),
        ("period_end", pa.date32()),
        ("value", pa.float64()),
        ("denominator", pa.float64()),
        ("responses", pa.float64()),
        ("status", pa.string()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("comment", pa.string()),
        ("source_row", pa.int32()),
    ]
)

_TEXT = pa.dictionary(pa.int32(), pa.string())

# The same, each text being its place among the few different ones: ten million rows in a third of
# the memory. `table.cast(OBSERVATIONS)` writes them out.
ENCODED_OBSERVATIONS = pa.schema(
    [(f.name, _TEXT if f.type == pa.string() else f.type) for f in OBSERVATIONS]
)


@dataclass(frozen=True)
class Observation:
    """One value of a series, as a reader may see it. Units as in OBSERVATIONS."""

    period: Period
    status: Status
    value: float | None = None
    denominator: float | None = None
    responses: float | None = None
    low: float | None = None
    high: float | None = None
    comment: str | None = None
    upload_id: str | None = None


@dataclass(frozen=True)
class Series:
    """One indicator in one area: observations of one period kind, oldest first."""

    indicator_id: str
    area_id: str
    observations: tuple[Observation, ...]
    fictional: bool = False

    @property
    def numbered(self) -> tuple[Observation, ...]:
        """The observations that hold a number."""
        return tuple(o for o in self.observations if o.status.has_number)
