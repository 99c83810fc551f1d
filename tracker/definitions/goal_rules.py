"""What must hold within goals.yaml beyond its fields and references."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from tracker.definitions.pieces import Piece, indicators, pieces
from tracker.definitions.references import reference_faults
from tracker.definitions.yaml_text import Place, Tree
from tracker.errors import Fault
from tracker.model.definitions import Area, Goal, Indicator, IndicatorKind, Measure
from tracker.model.periods import Period, PeriodKind, containing

_NO_CALENDAR = (PeriodKind.RANGE, PeriodKind.POINT)
_LAST_YEAR = 2200  # later is a slip, and the calendar ends at 9999
_SUMMED = (Measure.COUNT, Measure.RATE)


def goal_faults(tree: Tree) -> Iterator[Fault]:
    """Every fault of goals.yaml that no single field shows."""
    yield from reference_faults(tree)
    yield from _backwards(tree, (), tree.at(("start",)), tree.at(("end",)), "end")
    for area in pieces(tree, ("areas", "*"), Area):
        yield from _versions(tree, area)
    found = indicators(tree)
    for goal in pieces(tree, ("goals", "*"), Goal, without="indicators"):
        yield from _chosen(tree, goal, found)
        yield from _backwards(
            tree, goal.place, goal.item.valid_from, goal.item.valid_to, "valid_to"
        )
    end = tree.at(("end",))
    for piece in found:
        yield from _open_period(tree, piece)
        yield from _baseline(tree, piece, end if isinstance(end, date) else None)


def may_be_evidence(indicator: Indicator) -> bool:
    """Whether an indicator may be judged at all: neither context nor `assess: false`."""
    return indicator.assess and indicator.kind is not IndicatorKind.CONTEXT


def _backwards(tree: Tree, place: Place, first: object, last: object, key: str) -> Iterator[Fault]:
    if isinstance(first, date) and isinstance(last, date) and last < first:
        days = {"first": first.isoformat(), "last": last.isoformat()}
        yield tree.fault("dates_backwards", (*place, key), **days)


def _versions(tree: Tree, area: Piece[Area]) -> Iterator[Fault]:
    place = (*area.place, "versions")
    for number, version in enumerate(area.item.versions):
        yield from _backwards(
            tree, (*place, number), version.valid_from, version.valid_to, "valid_to"
        )
    ordered = sorted(enumerate(area.item.versions), key=lambda pair: pair[1].valid_from)
    for (_, earlier), (number, later) in pairwise(ordered):
        if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
            day = later.valid_from.isoformat()
            yield tree.fault("versions_overlap", (*place, number, "valid_from"), day=day)


def _chosen(tree: Tree, goal: Piece[Goal], found: list[Piece[Indicator]]) -> Iterator[Fault]:
    """Primary and companion are the goal's own, two different ones, and can be judged."""
    raw = tree.at((*goal.place, "indicators"))
    own = {i.get("id") for i in raw if isinstance(i, dict)} if isinstance(raw, list) else set()
    valid = {p.item.id: p.item for p in found if p.place[:2] == goal.place}
    for key, chosen in (("primary", goal.item.primary), ("companion", goal.item.companion)):
        place = (*goal.place, key)
        if chosen is not None and chosen not in own:
            yield tree.fault("not_the_goals_own", place, id=chosen, field=key)
    primary, companion = goal.item.primary, goal.item.companion
    if primary in valid and not may_be_evidence(valid[primary]):
        yield tree.fault("primary_is_not_judged", (*goal.place, "primary"), id=primary or "")
    if primary is not None and primary == companion:
        yield tree.fault("companion_is_primary", (*goal.place, "companion"), id=primary)


def _open_period(tree: Tree, piece: Piece[Indicator]) -> Iterator[Fault]:
    """`öppen` sees sums over whole, coarser periods; only counts can be summed."""
    indicator, place = piece.item, (*piece.place, "open_period")
    coarse, fine = indicator.open_period, indicator.frequency
    if coarse is None:
        return
    kinds = {"open": coarse.value, "frequency": fine.value}
    if indicator.measure not in _SUMMED:
        yield tree.fault("open_period_needs_counts", place, measure=indicator.measure.value)
    elif coarse in _NO_CALENDAR or fine in _NO_CALENDAR:
        yield tree.fault("open_period_needs_calendar", place, **kinds)
    else:
        # A spring and an autumn period of an ordinary year stand for all others.
        wholes = [containing(date(2021, month, 15), coarse) for month in (2, 8)]
        if not all(_made_of(whole, fine) for whole in wholes):
            yield tree.fault("open_period_not_whole", place, **kinds)


def _made_of(whole: Period, kind: PeriodKind) -> bool:
    """Whether a period consists of whole periods of `kind`, which tile the calendar."""
    first, last = containing(whole.start, kind), containing(whole.end, kind)
    return first.start == whole.start and last.end == whole.end


def _baseline(tree: Tree, piece: Piece[Indicator], end: date | None) -> Iterator[Fault]:
    indicator, place = piece.item, (*piece.place, "baseline", "window")
    if indicator.baseline is None:
        return
    window = indicator.baseline.window
    spelt = str(tree.at(place))
    if window.end.year > _LAST_YEAR:
        yield tree.fault("field_bad_window", place, value=spelt)
        return
    if indicator.frequency not in _NO_CALENDAR and not _made_of(window, indicator.frequency):
        kind = indicator.frequency.value
        yield tree.fault("baseline_not_whole", place, window=spelt, frequency=kind)
    if end is not None and window.start > end:
        yield tree.fault("baseline_after_end", place, window=spelt, end=end.isoformat())
    for number, cut in enumerate(indicator.breaks):
        if window.start < cut.at <= window.end:
            at = (*piece.place, "breaks", number, "at")
            yield tree.fault("break_in_baseline", at, day=cut.at.isoformat(), window=spelt)
