"""Events → recognised values: counted by month, place and type."""

from collections.abc import Mapping
from datetime import date

from tracker.errors import Fault
from tracker.ingest.cubes.codes import CubeFault, CubeRemark
from tracker.ingest.cubes.cube import MAX_CELLS
from tracker.ingest.cubes.event_counts import count_by_month, covered_by, is_selection, region_of
from tracker.ingest.cubes.events import EventList
from tracker.ingest.meaning.period_words import read_period
from tracker.ingest.recognised import RecognisedValue, Remark
from tracker.model.observations import Status
from tracker.model.periods import Period, PeriodKind

# What a value that counts every type measures: it must have a name to be chosen in a recipe.
ALL_TYPES = "Alla händelser"


def counted(
    found: EventList, answers: Mapping[str, str], today: date
) -> tuple[tuple[RecognisedValue, ...], tuple[Remark, ...], tuple[Fault, ...]]:
    """Values by month, what to know about them, or why they are too many.

    `answers["covers"]` may say what the list covers: a year, a range of years or months.
    """
    events = found.events
    window = _window(answers.get("covers", ""), today)
    covered = window or covered_by(events)
    months = covered.months if covered else 0
    places = {event.place for event in events}
    pairs = len({(event.place, event.type) for event in events})
    if months * len(places) > MAX_CELLS:
        params = {"cells": months * len(places), "limit": MAX_CELLS}
        return (), (), (Fault(CubeFault.CUBE_TOO_LARGE, {**params}),)
    remarks = [Remark(CubeRemark.EVENTS_COUNTED, {"count": len(events)})]
    if found.twice:
        remarks.append(Remark(CubeRemark.EVENTS_TWICE, {"count": found.twice}))
    if is_selection(events):
        remarks.append(Remark(CubeRemark.EVENTS_SELECTION, {"count": len(events)}))
    by_type = months * (pairs + len(places)) <= MAX_CELLS
    if not by_type:
        remarks.append(Remark(CubeRemark.EVENTS_TYPES_LEFT_OUT, {"count": pairs}))
    counts = count_by_month(events, window=window, by_type=by_type, today=today)
    if any(one.status is Status.PARTIAL for one in counts):
        first, last = (f(event.at for event in events).date().isoformat() for f in (min, max))
        remarks.append(Remark(CubeRemark.EVENTS_EDGES, {"first": first, "last": last}))
    regions = {event.place: region_of(event.place) for event in events}
    values = (
        RecognisedValue(
            one.type or ALL_TYPES,
            "",
            (),
            regions[one.place] if one.place else None,
            one.period,
            float(one.count),
            one.status,
        )
        for one in counts
    )
    return tuple(values), tuple(remarks), ()


def _window(text: str, today: date) -> Period | None:
    period = read_period(text, today) if text else None
    return period if period and period.kind is not PeriodKind.POINT else None
