"""Veckovis lägesbild: a week's counts beside what the season usually gives. Pure.

A week outside the band of chance is said to be so, and nothing more: no verdict.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tracker.model.definitions import Area, Definitions, Indicator, Measure
from tracker.model.observations import Observation, Series
from tracker.model.periods import Period, PeriodKind, containing, sequence
from tracker.service.seasons import (
    EarlyWarning,
    Standing,
    Usual,
    WeekCounts,
    bounds,
    early_warning,
    standing_of,
    usual_in,
    week_counts,
)

RECENT: Final = 13  # weeks in the small picture
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class WeekLine:
    """One indicator in one area, in one week.

    observation   None where nothing has been delivered for the week
    usual         None without two earlier years
    warning       None where one of the three weeks, or what is usual then, is not known
    recent        thirteen weeks up to this one, oldest first: the counts, None where not known
    """

    indicator: Indicator
    area: Area
    fictional: bool
    observation: Observation | None
    usual: Usual | None
    standing: Standing
    warning: EarlyWarning | None
    recent: tuple[float | None, ...]

    @property
    def known(self) -> bool:
        """Whether there is a count, also one hidden between bounds."""
        return self.observation is not None and bounds(self.observation) is not None


@dataclass(frozen=True)
class TertialLine:
    """The tertial's weeks up to a week, beside the same weeks of the year before.

    A sum is None where a week of it is not known; `known` of `asked` weeks are.
    """

    indicator: Indicator
    area: Area
    asked: int
    known: int
    total: tuple[float, float] | None
    asked_before: int
    known_before: int
    before: tuple[float, float] | None


@dataclass(frozen=True)
class WeekPicture:
    """Everything about a week.

    newest     the newest whole week with a count, up to the reference date
    later      the newest whole week with a count of all, where it lies after the reference date
    """

    week: Period
    newest: Period
    later: Period | None
    lines: tuple[WeekLine, ...]
    tertial: Period
    tertials: tuple[TertialLine, ...]

    @property
    def warnings(self) -> tuple[WeekLine, ...]:
        """The lines that warn."""
        return tuple(line for line in self.lines if line.warning and line.warning.warns)

    @property
    def missing(self) -> tuple[WeekLine, ...]:
        """The lines without a count."""
        return tuple(line for line in self.lines if not line.known)

    @property
    def false_alarms_a_year(self) -> float | None:
        """Warnings a year in all series together; None where none could be tried."""
        records = [line.warning.record for line in self.lines if line.warning]
        tried = [record for record in records if record]
        return sum(record.a_year for record in tried) if tried else None


def weekly_series(definitions: Definitions) -> tuple[tuple[Indicator, Area], ...]:
    """The counts that are delivered week by week, in the file's order."""
    return tuple(
        (indicator, definitions.areas[area])
        for indicator in definitions.indicators.values()
        if indicator.frequency is PeriodKind.WEEK and indicator.measure is Measure.COUNT
        for area in indicator.areas
    )


def week_picture(
    definitions: Definitions, series: Iterable[Series], *, day: date, asked: bool
) -> WeekPicture | None:
    """The picture of a week; None while no week has a count.

    day     the reference date: a week counts when it ends on or before it
    asked   the day was chosen: its own newest whole week is shown, also without counts
    """
    named = weekly_series(definitions)
    by_key = {(s.indicator_id, s.area_id): s for s in series}
    counted = {
        o.period
        for indicator, area in named
        if (found := by_key.get((indicator.id, area.id)))
        for o in found.observations
        if o.period.kind is PeriodKind.WEEK and bounds(o) is not None
    }
    if not counted:
        return None
    last_whole = _last_whole(day)
    within = [period for period in counted if period.end <= day]
    newest = max(within) if within else last_whole
    chosen = last_whole if asked or not within else newest
    later = max(counted)
    tertial = tertial_of(chosen)
    lines, tertials = [], []
    for indicator, area in named:
        one = by_key.get((indicator.id, area.id))
        lines.append(_line(indicator, area, one, chosen))
        tertials.append(_tertial(indicator, area, one, tertial, chosen))
    return WeekPicture(
        week=chosen,
        newest=newest,
        later=later if later.end > day else None,
        lines=tuple(lines),
        tertial=tertial,
        tertials=tuple(tertials),
    )


def tertial_of(span: Period) -> Period:
    """The tertial of a week's Thursday, as ISO 8601 gives a week its year."""
    return containing(span.start + timedelta(days=3), PeriodKind.TERTIAL)


def shifted(span: Period, weeks: int) -> Period:
    """The week so many weeks later."""
    return containing(span.start + weeks * _WEEK, PeriodKind.WEEK)


def _last_whole(day: date) -> Period:
    here = containing(day, PeriodKind.WEEK)
    return here if here.end <= day else shifted(here, -1)


def _line(indicator: Indicator, area: Area, series: Series | None, chosen: Period) -> WeekLine:
    counts, monday = week_counts(series), chosen.start
    observations = {o.period: o for o in series.observations} if series else {}
    usual = usual_in(counts, monday)
    recent = [counts.known.get(monday - back * _WEEK) for back in range(RECENT - 1, -1, -1)]
    return WeekLine(
        indicator=indicator,
        area=area,
        fictional=series.fictional if series else False,
        observation=observations.get(chosen),
        usual=usual,
        standing=standing_of(counts.known.get(monday), usual),
        warning=early_warning(counts, monday),
        recent=tuple(sum(found) / 2 if found else None for found in recent),
    )


def _tertial(
    indicator: Indicator, area: Area, series: Series | None, tertial: Period, chosen: Period
) -> TertialLine:
    counts = week_counts(series)
    every = _weeks_of(tertial)
    weeks = [monday for monday in every if monday <= chosen.start]
    start = tertial.start.replace(year=tertial.start.year - 1)
    before = _weeks_of(containing(start, PeriodKind.TERTIAL))
    if weeks != every:  # the tertial goes on: the same number of weeks
        before = before[: len(weeks)]
    known, total = _sum(counts, weeks)
    known_before, total_before = _sum(counts, before)
    return TertialLine(
        indicator=indicator,
        area=area,
        asked=len(weeks),
        known=known,
        total=total,
        asked_before=len(before),
        known_before=known_before,
        before=total_before,
    )


def _weeks_of(tertial: Period) -> list[date]:
    near = Period(tertial.start - _WEEK, tertial.end + _WEEK, PeriodKind.RANGE)
    return [w.start for w in sequence(near, PeriodKind.WEEK) if tertial_of(w) == tertial]


def _sum(counts: WeekCounts, weeks: list[date]) -> tuple[int, tuple[float, float] | None]:
    known = [counts.known[day] for day in weeks if day in counts.known]
    if not known or len(known) < len(weeks):
        return len(known), None
    low, high = (sum(side) for side in zip(*known, strict=True))
    return len(known), (low, high)
