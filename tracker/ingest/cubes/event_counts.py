"""Events → counts by month, place and type. A month without events is a zero, not a gap."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from tracker.ingest.cubes.events import Event
from tracker.ingest.meaning.regions import COUNTY, MUNICIPALITY, candidates
from tracker.ingest.recognised import Region
from tracker.model.observations import OBSERVATIONS, Status
from tracker.model.periods import Period, PeriodKind, last_day, sequence

LATEST = 500  # polisen.se answers with its latest 500 events, whatever they cover


@dataclass(frozen=True)
class MonthCount:
    """Events of one type in one place and month. `type` "" counts every type."""

    place: str
    type: str
    period: Period
    count: int
    status: Status


def count_by_month(
    events: Sequence[Event],
    *,
    window: Period | None = None,
    by_type: bool = True,
    place_of: Callable[[Event], str | None] = lambda event: event.place,
    places: Iterable[str] = (),
    today: date | None = None,
) -> tuple[MonthCount, ...]:
    """Count events by the month of `at`, for each place and, within it, each type that occurs.

    window    what the list is known to cover: whole months in it are final, others left out.
              Without it, from the first event's month to the last one's, the edges partial
    place_of  the place that an event is counted to; None leaves it out
    places    places that are counted even when no event is there
    today     the month that it lies in is never complete
    """
    covered = window or covered_by(events)
    if covered is None:
        return ()
    months = list(sequence(covered, PeriodKind.MONTH))
    within = {month.start for month in months}
    counts: Counter[tuple[str, str, date]] = Counter()
    kinds: set[tuple[str, str]] = {(place, "") for place in places}
    for event in events:
        month = event.at.date().replace(day=1)
        place = place_of(event)
        if place is None or month not in within:
            continue
        for kind in ("", event.type) if by_type else ("",):
            counts[place, kind, month] += 1
            kinds.add((place, kind))
    partial = set() if window else _partial(events, covered)
    if today is not None:
        partial |= {month.start for month in months if month.end >= today}
    return tuple(
        MonthCount(
            place,
            kind,
            month,
            counts[place, kind, month.start],
            Status.PARTIAL if month.start in partial else Status.FINAL,
        )
        for place, kind in sorted(kinds)
        for month in months
    )


def observations(
    counts: Iterable[MonthCount], indicator: str, areas: Mapping[str, str], kind: str = ""
) -> pa.Table:
    """Counts as an OBSERVATIONS table: place → area's id; other places and types are left out.

    Several places of one area are summed; a month is partial when any of them is.
    """
    summed: dict[tuple[str, Period], tuple[int, bool]] = {}
    for one in counts:
        area = areas.get(one.place)
        if area is None or one.type != kind:
            continue
        before, was_partial = summed.get((area, one.period), (0, False))
        partial = was_partial or one.status is Status.PARTIAL
        summed[area, one.period] = before + one.count, partial
    rows = [
        {
            "indicator_id": indicator,
            "area_id": area,
            "period_kind": period.kind.value,
            "period_start": period.start,
            "period_end": period.end,
            "value": float(count),
            "status": (Status.PARTIAL if partial else Status.FINAL).value,
        }
        for (area, period), (count, partial) in sorted(summed.items())
    ]
    return pa.Table.from_pylist(rows, OBSERVATIONS)


def region_of(place: str) -> Region:
    """The place of an event: a bare name is the municipality, a county has `län` in its name."""
    found = candidates(place)
    local = [region for region in found if region.level == MUNICIPALITY]
    if local:
        return local[0]
    return found[0] if len(found) == 1 and found[0].level == COUNTY else Region(place)


def is_selection(events: Sequence[Event]) -> bool:
    """Whether a list has exactly as many events as polisen.se answers with."""
    return len(events) == LATEST


def covered_by(events: Sequence[Event]) -> Period | None:
    """From the month of the first event to that of the last."""
    if not events:
        return None
    first, last = (f(event.at for event in events).date() for f in (min, max))
    end = last_day(last.year, last.month)
    return Period(first.replace(day=1), end, PeriodKind.RANGE)


def _partial(events: Sequence[Event], covered: Period) -> set[date]:
    """First days of the edge months that the list does not show to be covered.

    A list that begins on the first of a month and ends on the last is taken to be cut by month,
    unless it is the latest 500: they begin wherever the five-hundredth happened to be.
    """
    first, last = (f(event.at for event in events).date() for f in (min, max))
    partial = set()
    if first > covered.start or is_selection(events):
        partial.add(covered.start)
    if last < covered.end or is_selection(events):
        partial.add(last.replace(day=1))
    return partial
