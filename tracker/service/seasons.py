"""What the season usually gives a week, and when three weeks together are more than that. Pure.

What is usual is the mean of the same ISO weeks, two before and two after, of the earlier years.
The band around it is what chance makes of a Poisson count; half an event is added to what its
upper edge is made of, so that years without one do not make the first event a warning.
The early warning is a sum of three weeks above its band. It says how often the same rule would
have warned before in the same series, since a warning is worth what its false alarms let it be.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from tracker.assessment.control.rare import poisson_limits
from tracker.model.observations import Observation, Series, Status
from tracker.model.periods import PeriodKind

WEEKS_AROUND: Final = 2  # before and after the same ISO week
FEWEST_YEARS: Final = 2
FEWEST_WEEKS: Final = 3  # of the five, for a year to count
SUMMED: Final = 3  # weeks in the early warning
FEWEST_TRIED: Final = 26  # earlier weeks, for the rule's record to say anything
WEEKS_A_YEAR: Final = 365.25 / 7
_WEEK = timedelta(days=7)


class Standing(StrEnum):
    """How a count stands to its band."""

    ABOVE = "above"
    WITHIN = "within"
    BELOW = "below"
    UNKNOWN = "unknown"  # no count, too little to compare with, or a hidden number that may be both


@dataclass(frozen=True)
class Usual:
    """What is expected, and the fewest and the most that chance makes of it.

    low, high   the mean; they differ where a hidden number lies behind it
    weeks       earlier weeks that it is made of, in `years`
    """

    low: float
    high: float
    least: int
    most: int
    weeks: int
    years: tuple[int, ...]


@dataclass(frozen=True)
class Alarms:
    """The rule's own record in the earlier weeks of the series.

    tried      weeks that it could be used on
    weeks      those that it warned in
    occasions  warnings, where weeks in a row are one
    """

    tried: int
    weeks: int
    occasions: int

    @property
    def share(self) -> float:
        """Warned weeks of those tried."""
        return self.weeks / self.tried if self.tried else 0.0

    @property
    def a_year(self) -> float:
        """Warnings a year."""
        return self.occasions * WEEKS_A_YEAR / self.tried if self.tried else 0.0


@dataclass(frozen=True)
class EarlyWarning:
    """Three weeks together. `record` is None where too few earlier weeks could be tried."""

    low: float
    high: float
    usual: Usual
    standing: Standing
    record: Alarms | None

    @property
    def warns(self) -> bool:
        """Only more than usual is a warning."""
        return self.standing is Standing.ABOVE


def bounds(one: Observation) -> tuple[float, float] | None:
    """The fewest and the most events that an observation can hold; None where nobody knows."""
    if one.value is not None:
        return one.value, one.value
    if one.status is Status.SUPPRESSED and one.low is not None and one.high is not None:
        return one.low, one.high
    return None


@dataclass(frozen=True)
class WeekCounts:
    """The known weeks of a series, by their Mondays; a mean is worked out once."""

    known: Mapping[date, tuple[float, float]]
    means: dict[date, "_Mean | None"] = field(default_factory=dict)

    def mean(self, monday: date) -> "_Mean | None":
        """What is usual in the week of a Monday; None where too few earlier weeks are known."""
        if monday not in self.means:
            self.means[monday] = self._mean(monday)
        return self.means[monday]

    def _mean(self, monday: date) -> "_Mean | None":
        """Of the known weeks around the same ISO week; years with too few are left out."""
        year, number, _ = monday.isocalendar()
        used: list[date] = []
        years: list[int] = []
        for earlier in range(min(self.known, default=monday).isocalendar().year, year):
            last = date(earlier, 12, 28).isocalendar().week
            middle = date.fromisocalendar(earlier, min(number, last), 1)
            around = (middle + step * _WEEK for step in range(-WEEKS_AROUND, WEEKS_AROUND + 1))
            found = [day for day in around if day in self.known]
            if len(found) >= FEWEST_WEEKS:
                used += found
                years.append(earlier)
        if len(years) < FEWEST_YEARS:
            return None
        low, high = (sum(self.known[d][side] for d in used) / len(used) for side in (0, 1))
        return _Mean(low, high, frozenset(used), frozenset(years))


@dataclass(frozen=True)
class _Mean:
    low: float
    high: float
    weeks: frozenset[date]
    years: frozenset[int]


def week_counts(series: Series | None) -> WeekCounts:
    """The weeks of a series that have a count, also one hidden between bounds."""
    if series is None:
        return WeekCounts({})
    weeks = (o for o in series.observations if o.period.kind is PeriodKind.WEEK)
    found = ((o.period.start, bounds(o)) for o in weeks)
    return WeekCounts({day: span for day, span in found if span is not None})


def usual_in(counts: WeekCounts, monday: date, weeks: int = 1) -> Usual | None:
    """What the season gives in the `weeks` weeks up to this one.

    None when one of them has fewer than two earlier years, each with three of its five weeks.
    """
    means = [counts.mean(monday - back * _WEEK) for back in range(weeks)]
    known = [mean for mean in means if mean is not None]
    if len(known) < weeks:
        return None
    low, high = sum(mean.low for mean in known), sum(mean.high for mean in known)
    used = frozenset[date]().union(*(mean.weeks for mean in known))
    years = frozenset[int]().union(*(mean.years for mean in known))
    rounded_up = high + sum(0.5 / len(mean.weeks) for mean in known)
    least, most = _limits(low)[0], _limits(rounded_up)[1]
    return Usual(low, high, least, most, len(used), tuple(sorted(years)))


def standing_of(found: tuple[float, float] | None, usual: Usual | None) -> Standing:
    """Above or below only where every number that the bounds allow is."""
    if found is None or usual is None:
        return Standing.UNKNOWN
    low, high = found
    if low > usual.most:
        return Standing.ABOVE
    if high < usual.least:
        return Standing.BELOW
    if low >= usual.least and high <= usual.most:
        return Standing.WITHIN
    return Standing.UNKNOWN


def _three(counts: WeekCounts, monday: date) -> tuple[tuple[float, float], Usual] | None:
    parts = [counts.known.get(monday - back * _WEEK) for back in range(SUMMED)]
    known = [part for part in parts if part is not None]
    usual = usual_in(counts, monday, SUMMED) if len(known) == SUMMED else None
    if usual is None:
        return None
    low, high = (sum(side) for side in zip(*known, strict=True))
    return (low, high), usual


def early_warning(counts: WeekCounts, monday: date) -> EarlyWarning | None:
    """The three weeks up to this one; None where one of them, or what is usual, is not known."""
    three = _three(counts, monday)
    if three is None:
        return None
    found, usual = three
    record = _record(counts, monday)
    return EarlyWarning(*found, usual=usual, standing=standing_of(found, usual), record=record)


def _record(counts: WeekCounts, monday: date) -> Alarms | None:
    """How often the rule has warned in the weeks before, with what was known then."""
    tried = warned = occasions = 0
    last_warned: date | None = None
    for day in sorted(day for day in counts.known if day < monday):
        three = _three(counts, day)
        if three is None:
            continue
        tried += 1
        if standing_of(*three) is Standing.ABOVE:
            warned += 1
            occasions += last_warned != day - _WEEK
            last_warned = day
    return Alarms(tried, warned, occasions) if tried >= FEWEST_TRIED else None


@lru_cache(maxsize=20_000)
def _limits(mean: float) -> tuple[int, int]:
    return poisson_limits(mean)
